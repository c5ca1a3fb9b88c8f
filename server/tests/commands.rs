//! The program as whoever runs the server meets it: what it refuses to start with, what it keeps, what it leaves on disk.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::key_parts::PartFault;
use app::i18n::{Lang, say};
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::rounds::Rounds as _;
use app::t;
use common::*;
use server::store::Db;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// A folder with an installation in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ydan"));
        command.args(args).env_remove("YDAN_BASE_URL").env_remove("DATABASE_URL").env_remove("YDAN_KEY_FILE");
        command.args(["--database-url", &format!("sqlite:{}", self.file("y.db").display())]);
        command
    }

    /// Runs a command that ends by itself; one that does not within two minutes is ended.
    fn run(&self, args: &[&str]) -> Output {
        let child = self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let pid = rustix::process::Pid::from_child(&child);
        let (ended, waits) = std::sync::mpsc::channel::<()>();
        let clock = std::thread::spawn(move || {
            if waits.recv_timeout(Duration::from_mins(2)).is_err() {
                let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
            }
        });
        let output = child.wait_with_output().unwrap();
        let _ = ended.send(());
        clock.join().unwrap();
        output
    }

    /// Starts to serve and stops; what it said on the way.
    fn serve(&self, args: &[&str]) -> String {
        let mut child = self
            .command(&[&["serve", "--addr", "127.0.0.1:0"], args].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        let said = child.wait_with_output().unwrap().stderr;
        assert!(line.contains("http://"), "{}", String::from_utf8_lossy(&said));
        without_slow_statements(&said)
    }
}

/// What a command says on stderr, save what a busy disk makes the database's driver say.
fn without_slow_statements(stderr: &[u8]) -> String {
    let said = String::from_utf8_lossy(stderr);
    said.split_inclusive('\n').filter(|line| !line.contains("slow statement: ")).collect()
}

fn mode(file: &Path) -> u32 {
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

fn said(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn an_address_with_a_path_of_its_own_is_refused_at_start() {
    let place = Place::new();
    for address in ["http://ydan.vn/ydan", "https://ydan.vn/?a=1", "ydan.vn", "ftp://ydan.vn", "http://a:b@ydan.vn"] {
        let told = said(&place.run(&["serve", "--addr", "127.0.0.1:0", "--base-url", address]));
        assert!(told.contains(&t!("operator-base-url", address = address)), "{address}: {told}");
    }
}

#[test]
fn an_address_that_only_this_machine_reaches_is_warned_about_loudly() {
    let place = Place::new();
    let warning = t!("operator-base-url-loopback", address = "http://localhost:3000");
    assert!(place.serve(&["--base-url", "http://localhost:3000"]).contains(&warning));
    assert!(!place.serve(&["--base-url", "https://ydan.daron.vn"]).contains("localhost"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_are_printed_only_with_an_address_that_was_given_once() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 2), ("02", 2), ("03", 2)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await.to_string();
    let place = Place::new();
    let key = place.file("key");
    std::fs::write(&key, "07".repeat(32)).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ydan"));
        command.args(args).env_remove("YDAN_BASE_URL").args(["--database-url", &world.url, "--key-file"]).arg(&key);
        command.output().unwrap()
    };
    let (first, second) = (place.file("1.csv"), place.file("2.csv"));
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let warns = |output: &Output, address: &str| {
        let warning = t!("operator-base-url-loopback", address = address);
        String::from_utf8_lossy(&output.stderr).contains(&warning)
    };
    let refused = run(&["codes", "issue", "--round", &round, "--hamlet", "01", "--out", first]);
    assert!(said(&refused).contains(&t!("operator-no-base-url")));
    assert!(!Path::new(first).exists());
    let base = "https://ydan.daron.vn/";
    let given = run(&["codes", "issue", "--round", &round, "--hamlet", "01", "--out", first, "--base-url", base]);
    let kept = run(&["codes", "issue", "--round", &round, "--hamlet", "02", "--out", second]);
    for output in [&given, &kept] {
        assert!(output.status.success() && !warns(output, "https://ydan.daron.vn"), "{output:?}");
    }
    for file in [first, second] {
        let rows = std::fs::read_to_string(file).unwrap();
        assert_eq!(rows.lines().skip(1).filter(|row| row.contains(",https://ydan.daron.vn/p/")).count(), 2, "{rows}");
        assert_eq!(mode(Path::new(file)), 0o600, "whoever else has an account on the machine reads no code");
    }
    let own = "http://localhost:3000";
    let third = place.file("3.csv");
    let third = third.to_str().unwrap();
    let lonely = run(&["codes", "issue", "--round", &round, "--hamlet", "03", "--out", third, "--base-url", own]);
    assert!(lonely.status.success() && warns(&lonely, own), "slips that no phone can open: {lonely:?}");
}

#[test]
fn the_address_serve_was_started_with_is_kept() {
    let place = Place::new();
    assert!(place.serve(&[]).contains(&t!("operator-base-url-none")));
    place.serve(&["--base-url", "https://ydan.daron.vn"]);
    let warned = place.serve(&[]);
    assert!(!warned.contains(&t!("operator-base-url-none")), "{warned}");
}

#[test]
fn the_database_and_the_key_are_their_owners_alone() {
    let place = Place::new();
    assert!(place.run(&["migrate"]).status.success());
    assert_eq!((mode(&place.file("y.db")), mode(&place.file("y.db.key"))), (0o600, 0o600));
}

#[test]
fn no_key_is_made_beside_a_database_that_has_one() {
    let place = Place::new();
    assert!(place.run(&["migrate"]).status.success());
    std::fs::rename(place.file("y.db.key"), place.file("kept")).unwrap();
    let told = said(&place.run(&["migrate"]));
    let key = place.file("y.db.key").display().to_string();
    assert!(told.contains(&t!("key-missing", file = key)), "{told}");
    assert!(!place.file("y.db.key").exists());
    std::fs::rename(place.file("kept"), place.file("y.db.key")).unwrap();
    assert!(place.run(&["migrate"]).status.success());
}

#[test]
fn first_starts_at_once_do_not_collide() {
    for _ in 0..3 {
        let place = Place::new();
        let start = || place.command(&["migrate"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let children: Vec<_> = (0..6).map(|_| start()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn the_demonstration_is_made_and_started_again() {
    let place = Place::new();
    for _ in 0..2 {
        let made = place.run(&["demo", "--base-url", "http://127.0.0.1:3000"]);
        assert!(made.status.success(), "{}", said(&made));
        assert!(String::from_utf8_lossy(&made.stdout).contains("http://127.0.0.1:3000/minh-hoa"));
        assert_eq!(without_slow_statements(&made.stderr), "");
    }
    assert_eq!(place.serve(&[]), "", "the address is known, and that only this machine reaches it is meant");
}

#[test]
fn no_demonstration_is_made_beside_other_data() {
    let place = Place::new();
    assert!(place.run(&["units", "import", "builtin:lamdong-2025"]).status.success());
    let told = said(&place.run(&["demo"]));
    assert!(told.contains(&t!("demo-not-empty")), "{told}");
    // What is there stays what it is: no page says that it is made up.
    assert!(place.serve(&[]).contains(&t!("operator-base-url-none")));
}

#[test]
fn the_property_with_the_codes_of_outlines_can_be_named() {
    let place = Place::new();
    assert!(place.run(&["units", "import", "builtin:lamdong-2025"]).status.success());
    let square = "[[[108,11],[108.1,11],[108.1,11.1],[108,11.1],[108,11]]]";
    let outlines = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"0","ma_rieng":"24931"}},
            "geometry":{{"type":"Polygon","coordinates":{square}}}}}]}}"#
    );
    let file = place.file("outlines.geojson");
    std::fs::write(&file, outlines).unwrap();
    let import = |more: &[&str]| place.run(&[&["boundaries", "import", file.to_str().unwrap()], more].concat());
    assert!(!import(&[]).status.success(), "no unit is called 0");
    let named = import(&["--property", "ma_rieng"]);
    assert!(named.status.success(), "{}", String::from_utf8_lossy(&named.stderr));
    assert!(String::from_utf8_lossy(&named.stdout).contains(&t!("operator-boundaries", count = 1_u64)));
}

#[test]
fn what_did_not_start_says_why_once() {
    let place = Place::new();
    let told = said(
        &Command::new(env!("CARGO_BIN_EXE_ydan"))
            .args(["migrate", "--database-url", "sqlite:/nowhere/at/all.db", "--key-file"])
            .arg(place.file("key"))
            .output()
            .unwrap(),
    );
    assert_eq!(told.matches("unable to open").count(), 1, "{told}");
    assert!(!place.file("key").exists(), "no key is made for a database that is not there");
    std::fs::write(place.file("y.db.key"), "no key").unwrap();
    let told = said(&place.run(&["migrate"]));
    assert_eq!(told.matches(&t!("key-not-hexadecimal")).count(), 1, "{told}");
}

#[test]
fn a_log_in_a_file_has_no_colours() {
    let place = Place::new();
    assert!(place.run(&["migrate"]).status.success());
    let mut command = place.command(&["serve", "--addr", "127.0.0.1:0"]);
    let log = std::fs::File::create(place.file("log")).unwrap();
    let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    // A form from elsewhere is logged.
    let address = line.trim().rsplit("//").next().unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    std::io::Write::write_all(
        &mut stream,
        b"POST /dang-nhap HTTP/1.1\r\nhost: a\r\norigin: https://b\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
    )
    .unwrap();
    std::io::Read::read_to_end(&mut stream, &mut Vec::new()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let log = std::fs::read_to_string(place.file("log")).unwrap();
    assert!(log.contains("WARN") && !log.contains('\u{1b}'), "{log:?}");
}

#[tokio::test]
async fn commands_stand_in_the_audit_log() {
    let place = Place::new();
    assert!(
        place.run(&["accounts", "invite", "--login", "an", "--name", "An", "--role", "administrator"]).status.success()
    );
    assert!(!place.run(&["round", "close", "00000000-0000-0000-0000-000000000000"]).status.success());
    let db = Db::connect(&format!("sqlite:{}", place.file("y.db").display())).await.unwrap();
    let Db::Sqlite { readers, .. } = &db else { panic!("SQLite") };
    let sql =
        "select detail from audit_log where act in ('audit-command', 'audit-command-failed') order by happened_at";
    let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(readers).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("accounts invite") && rows[1].contains("round close"), "{rows:?}");
}

#[tokio::test]
async fn key_holders_open_the_boxes_on_the_console_and_no_log_has_a_part() {
    let place = Place::new();
    assert!(place.run(&["units", "import", "builtin:lamdong-2022"]).status.success());
    let world = World::of_commands(&place.file("y.db")).await;
    world.hamlets(COMMUNE, &[("01", 9)]).await;
    let (round, parts) = world.open_held(COMMUNE, ruleset("xa-ntm-2021-2025"), &["Hoa", "Ba", "Brơi"], 2).await;
    for issued in world.issue(round, None).await.iter().take(6) {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    let id = round.to_string();
    let wrong = place.run(&["round", "count", &id, "--part", &parts[2], "--part", &parts[0][..40]]);
    assert!(!wrong.status.success());
    let fault = say(Lang::Vi, &PartFault::Length { got: 32, should: 68 }.into());
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(told.contains(&t!("operator-part", at = 2_u64, fault = fault)), "{told}");
    std::fs::write(place.file("parts"), format!("{}\n{}\n", parts[2], parts[0].to_lowercase())).unwrap();
    let file = place.file("parts");
    let counted = place.run(&["round", "count", &id, "--parts-file", file.to_str().unwrap()]);
    assert!(counted.status.success(), "{}", String::from_utf8_lossy(&counted.stderr));
    assert_eq!(world.count("select count(*) from ballot").await, 6);
    let log = world.store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap();
    assert!(log.len() > 4 && log.iter().all(|entry| !format!("{entry:?}").contains(&parts[2][5..])));
}

#[test]
fn a_round_that_ends_early_on_the_console_takes_a_second_look() {
    let place = Place::new();
    let day = |offset: i64| (chrono::Utc::now() + chrono::TimeDelta::days(offset)).date_naive().to_string();
    let hamlets = place.file("hamlets.csv");
    std::fs::write(&hamlets, "commune_code,code,name,households\n24943,01,Thôn 1,10\n").unwrap();
    let done = |command: &[&str]| {
        let output = place.run(command);
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    done(&["units", "import", "builtin:lamdong-2025"]);
    done(&["hamlets", "import", hamlets.to_str().unwrap()]);
    let (from, to) = (day(-2), day(10));
    let opened =
        done(&["round", "open", "--ruleset", "xa-ntm-2026-2030", "--unit", "24943", "--from", &from, "--to", &to]);
    let round = opened.trim().lines().last().unwrap();
    assert!(!place.run(&["round", "close", round]).status.success(), "households have days left");
    done(&["round", "close", "--early", round]);
}
