//! The disk fails, or is full: nothing is acknowledged that is not kept, pages are shown all the same, and everything goes
//! on by itself as soon as there is room again.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::people::account::Role;
use app::ports::accounts::Accounts as _;
use app::ports::casting::{CastOutcome, Casting as _};
use app::ports::common::*;
use app::ports::hamlets::{HamletRow, Hamlets as _};
use app::ports::sessions::{Attempt, Sessions as _};
use common::*;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use server::store::Db;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use uuid::Uuid;

async fn returned(world: &World, round: Uuid) -> u64 {
    world.turnout(round).await.returned
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_goes_on_after_the_database_was_full() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 3)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, None).await;
    let Db::Sqlite { writer, .. } = world.store.db() else { panic!("SQLite") };
    for (turn, issued) in (1..).zip(codes) {
        // SQLite answers `SQLITE_FULL`, as it does where the disk has no room, and rolls back by itself.
        sqlx::query("pragma max_page_count = 1").execute(writer).await.unwrap();
        let row = |n| HamletRow {
            commune_code: COMMUNE.into(),
            code: format!("t{turn}-{n}"),
            name: format!("Thôn {turn}-{n}"),
            households: 1,
        };
        let many = numbered((0..5_000).map(row).collect());
        let full = world.store.import_hamlets(&Actor::Operator, many, now()).await;
        assert!(matches!(full, Err(PortError::Broken(_))), "there was room");
        let cast = world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
        assert_eq!(cast, CastOutcome::Counted, "turn {turn}");
    }
    assert_eq!(returned(&world, round).await, 3);
}

/// The real program, which finds a full disk in the middle of its work.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(world: &World) -> Self {
        let key = world.url.trim_start_matches("sqlite:").to_owned() + ".key";
        std::fs::write(&key, "07".repeat(32)).unwrap();
        // A file that may not grow is an error to the program and not its end.
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_ydan")]);
        command.args(["serve", "--addr", "127.0.0.1:0", "--database-url", &world.url]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().rsplit("//").next().unwrap().to_owned() }
    }

    /// How large a file may grow.
    fn limit(&self, bytes: Option<u64>) {
        let limit = Rlimit { current: bytes, maximum: None };
        prlimit(Some(Pid::from_child(&self.child)), Resource::Fsize, limit).unwrap();
    }

    fn ask(&self, head: &str, body: &str) -> u16 {
        let mut line = TcpStream::connect(&self.address).unwrap();
        let (host, length) = (&self.address, body.len());
        write!(
            line,
            "{head}\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn cast(&self, code: &str) -> u16 {
        let answers = (1..=19).fold(String::new(), |form, no| form + &format!("&q{no}=s"));
        let key = "0f".repeat(16);
        self.ask("POST /phieu HTTP/1.1", &format!("step=send&code={code}&idempotency_key={key}{answers}"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_takes_nothing_for_a_while_stops_nobody_afterwards() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 4)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    // The program runs by the clock of the machine.
    world.tamper("update round set closes = '2999-12-31'").await;
    let codes: Vec<String> = world.issue(round, None).await.iter().map(|issued| issued.code.to_string()).collect();
    // Somebody whose last page is minutes ago: the next one is to be written down.
    let before = chrono::Utc::now() - chrono::TimeDelta::minutes(5);
    let letter = world.store.invite(&Actor::Operator, person("hoa", Role::Front, COMMUNE), before).await.unwrap();
    let attempt = Attempt {
        login: "hoa".into(),
        password: "con trâu đi trước".into(),
        second_factor: String::new(),
        source: String::new(),
        devices: Vec::new(),
    };
    let token = world.store.accept(attempt, &letter.code, before).await.unwrap().unwrap().0;

    let program = Program::start(&world);
    assert_eq!(program.cast(&codes[0]), 303);
    program.limit(Some(0));
    for _ in 0..3 {
        assert_eq!(program.cast(&codes[1]), 500, "nobody is thanked for what is not kept");
    }
    assert_eq!(program.ask(&format!("GET /lam-viec HTTP/1.1\r\ncookie: ydan={token}"), ""), 200);
    assert_eq!(program.ask(&format!("GET /p/{} HTTP/1.1", codes[1]), ""), 200);
    assert_eq!(returned(&world, round).await, 1);
    program.limit(None);
    assert_eq!(program.cast(&codes[1]), 303);
    assert_eq!(program.cast(&codes[2]), 303);
    assert_eq!(program.ask(&format!("GET /lam-viec HTTP/1.1\r\ncookie: ydan={token}"), ""), 200);
    let noted = world.count("select count(*) from session where seen_at <> began_at").await;
    assert_eq!((returned(&world, round).await, noted), (3, 1));
}

/// The writer that `world` writes with.
fn writer(world: &World) -> &sqlx::SqlitePool {
    let Db::Sqlite { writer, .. } = world.store.db() else { panic!("SQLite") };
    writer
}

#[tokio::test]
async fn a_connection_that_is_left_inside_a_transaction_is_closed_and_not_lent_again() {
    let world = World::sqlite().await;
    let mut one = writer(&world).acquire().await.unwrap();
    std::mem::forget(sqlx::Connection::begin(&mut *one).await.unwrap());
    drop(one);
    let next = writer(&world).acquire().await.unwrap();
    assert!(!sqlx::Connection::is_in_transaction(&*next), "at depth nought");
}

#[tokio::test]
async fn a_transaction_that_does_not_begin_is_begun_once_more_on_a_new_connection() {
    let world = World::sqlite().await;
    // As after a write whose end was not heard of: SQLite is inside, and nobody knows.
    let mut one = writer(&world).acquire().await.unwrap();
    sqlx::query("begin immediate").execute(&mut *one).await.unwrap();
    drop(one);
    world.hamlets(COMMUNE, &[("01", 3)]).await;
    assert_eq!(world.count("select count(*) from hamlet").await, 1);
}
