//! The server is killed in the middle of paper entry, of closing and of counting, many times: what it said is kept is kept, and
//! nothing is half done.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::people::account::Role;
use app::ports::accounts::Accounts as _;
use app::ports::casting::{CastOutcome, Casting as _};
use app::ports::common::*;
use app::ports::counting::Counting as _;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::paper::Paper as _;
use app::ports::participation::*;
use app::ports::rounds::Rounds as _;
use app::ports::sessions::Sessions as _;
use app::ports::slips::*;
use app::ports::verification::*;
use common::*;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

on_both! {
    nothing_acknowledged_is_lost_and_nothing_is_half_closed => killed;
    a_box_is_counted_whole_or_not_at_all_and_no_ballot_cast_meanwhile_is_lost => killed_while_counting;
}

/// The real program on the world's database.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(world: &World, key: &std::path::Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ydan"));
        command.args(["serve", "--addr", "127.0.0.1:0", "--database-url", &world.url, "--key-file"]).arg(key);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("//").next().unwrap().to_owned();
        Self { child, address }
    }
}

/// Posts a form as a browser would; answers where it leads, if there was an answer at all.
fn post(address: &str, path: &str, cookie: &str, form: &str) -> Option<String> {
    let mut line = TcpStream::connect(address).ok()?;
    let length = form.len();
    write!(
        line,
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncookie: ydan={cookie}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    )
    .ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    let is_done = answer.starts_with("HTTP/1.1 303");
    let to = answer.lines().find_map(|line| line.strip_prefix("location: ").map(ToOwned::to_owned));
    to.filter(|_| is_done)
}

async fn killed(world: World) {
    let store = &world.store;
    let codes: Vec<(String, u64)> = (1..=8).map(|n| (format!("{n:02}"), 60)).collect();
    let hamlets: Vec<(&str, u64)> = codes.iter().map(|(code, households)| (code.as_str(), *households)).collect();
    world.hamlets(COMMUNE, &hamlets).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    // The program runs by the clock of the machine.
    world.tamper("update round set closes = '2999-12-31'").await;
    let (actor, token) = signed_in(&world).await;
    let rows = store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let hamlets: Vec<_> = rows.into_iter().map(|row| row.hamlet.unwrap().id).collect();
    for hamlet in &hamlets {
        store.slips(&actor, round, *hamlet, SlipSelection::First, now()).await.unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, "07".repeat(32)).unwrap();

    let paper = hamlets[0];
    let batch = store.begin_batch(&actor, round, paper, false, now()).await.unwrap();
    let mut acknowledged: BTreeSet<u64> = BTreeSet::new();
    let mut closed = 0;
    for (turn, closing) in hamlets[1..].iter().enumerate() {
        let mut program = Program::start(&world, &key);
        let (address, cookie) = (program.address.clone(), token.clone());
        let next = acknowledged.last().copied().unwrap_or_default() + 1;
        let mut keying = Some(std::thread::spawn(move || {
            let mut kept = Vec::new();
            for serial in next..=60 {
                let form = format!("step=key&slip={serial}&keys=1111111111111111112");
                match post(&address, &format!("/lam-viec/lo/{batch}"), &cookie, &form) {
                    Some(to) if to.contains("da-nhap") => kept.push(serial),
                    _ => break,
                }
            }
            kept
        }));
        let (address, cookie) = (program.address.clone(), token.clone());
        let path = format!("/lam-viec/dot/{round}/thon/{closing}");
        let end = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            post(&address, &path, &cookie, "step=close&sure=1")
        });
        // Now a moment before the answer, now a moment after; the last time the moment it is there.
        let is_last = turn + 2 == hamlets.len();
        let answered = if is_last {
            // On a busy machine the turns before may have kept nothing: the last one keys all the rest.
            acknowledged.extend(keying.take().map(|keying| keying.join().unwrap()).unwrap_or_default());
            Some(end.join().unwrap())
        } else {
            std::thread::sleep(Duration::from_millis(40 + 35 * turn as u64));
            program.child.kill().unwrap();
            end.join().ok()
        };
        let _ = program.child.kill();
        program.child.wait().unwrap();
        acknowledged.extend(keying.map(|keying| keying.join().unwrap()).unwrap_or_default());
        let said_closed = answered.flatten().is_some_and(|to| to.contains("xong=dong"));
        assert!(said_closed || !is_last, "nobody could close");

        let kept: BTreeSet<u64> =
            store.batch(&actor, batch).await.unwrap().keyed.iter().map(|slip| slip.serial).collect();
        assert!(kept.is_superset(&acknowledged), "lost: {:?}", acknowledged.difference(&kept));
        // What was kept though its answer got lost is keyed again by the next turn, or stands: it is in once.
        acknowledged.extend(kept);
        let desk = store.hamlet(&actor, round, *closing).await.unwrap();
        let is_closed = desk.closing.is_some();
        assert!(is_closed || !said_closed, "said closed and is not");
        let fresh = fresh_slips(&world, *closing).await;
        assert_eq!(fresh == 0, is_closed, "half closed: {fresh} slips still good");
        closed += usize::from(is_closed);
        assert_eq!(store.verify().await.unwrap(), []);
    }
    assert_eq!(store.count_batch(&actor, batch, now()).await.unwrap(), acknowledged.len() as u64);
    assert_eq!(store.verify().await.unwrap(), []);
    println!("killed {} times: {} ballots kept, {closed} hamlets closed whole", hamlets.len() - 1, acknowledged.len());
}

/// Somebody of the commune's Front, signed in by the machine's clock.
async fn signed_in(world: &World) -> (Actor, String) {
    let now = chrono::Utc::now();
    let letter = world.store.invite(&Actor::Operator, person("hoa", Role::Front, COMMUNE), now).await.unwrap();
    let attempt = app::ports::sessions::Attempt {
        login: "hoa".into(),
        password: "con trâu đi trước".into(),
        second_factor: String::new(),
        source: String::new(),
        devices: Vec::new(),
    };
    let token = world.store.accept(attempt, &letter.code, now).await.unwrap().unwrap().0;
    (letter.row.account.actor(), token)
}

/// Boxes are opened while households of another round answer, and the server is killed a moment later each time.
async fn killed_while_counting(world: World) {
    const BALLOTS: usize = 120;
    let store = &world.store;
    let codes: Vec<(String, u64)> = (1..=8).map(|n| (format!("{n:02}"), BALLOTS as u64)).collect();
    let hamlets: Vec<(&str, u64)> = codes.iter().map(|(code, households)| (code.as_str(), *households)).collect();
    world.hamlets(COMMUNE, &hamlets).await;
    world.hamlets("24940", &[("01", 400)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let beside = world.open("24940", ruleset("xa-ntm-2021-2025")).await;
    let mut casting = tokio::task::JoinSet::new();
    for (at, issued) in world.issue(round, None).await.into_iter().enumerate() {
        let store = store.clone();
        let denied = if at % 3 == 0 { vec![2] } else { Vec::new() };
        casting.spawn(async move { store.cast(cast(issued.code, 1, &denied), now()).await.unwrap() });
    }
    while let Some(done) = casting.join_next().await {
        assert_eq!(done.unwrap(), CastOutcome::Counted);
    }
    let mut others = world.issue(beside, None).await.into_iter().map(|issued| issued.code);
    world.tamper("update round set closes = '2999-12-31'").await;
    let (actor, token) = signed_in(&world).await;
    let rows = store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let hamlets: Vec<_> = rows.into_iter().map(|row| row.hamlet.unwrap().id).collect();
    for hamlet in &hamlets {
        store.close_hamlet(&actor, round, *hamlet, now()).await.unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, "07".repeat(32)).unwrap();

    let (mut counted, mut thanked) = (0, 0);
    for (turn, hamlet) in hamlets.iter().enumerate() {
        let mut program = Program::start(&world, &key);
        let address = program.address.clone();
        let sent: Vec<_> = others.by_ref().take(40).collect();
        let households = std::thread::spawn(move || {
            let answers = (1..=19).map(|no| format!("&q{no}=s")).collect::<Vec<_>>().concat();
            let send = |code: &app::domain::collection::code::Code| {
                let form = format!("step=send&code={code}&idempotency_key={}{answers}", uuid::Uuid::new_v4());
                post(&address, "/phieu", "", &form).is_some_and(|to| to.starts_with("/cam-on"))
            };
            sent.iter().filter(|code| send(code)).count() as u64
        });
        let (address, cookie) = (program.address.clone(), token.clone());
        let path = format!("/lam-viec/dot/{round}/thon/{hamlet}");
        let count = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            post(&address, &path, &cookie, "step=count&place=Nh%C3%A0&present=A&remarks=&sure=1")
        });
        let is_last = turn + 1 == hamlets.len();
        let answered = if is_last {
            Some(count.join().unwrap())
        } else {
            std::thread::sleep(Duration::from_millis(40 + 160 * turn as u64));
            program.child.kill().unwrap();
            count.join().ok()
        };
        let _ = program.child.kill();
        program.child.wait().unwrap();
        thanked += households.join().unwrap();
        let said_counted = answered.flatten().is_some_and(|to| to.contains("/bien-ban-ky"));
        assert!(said_counted || !is_last, "nobody could count");

        let is_counted = store.hamlet(&actor, round, *hamlet).await.unwrap().counting.is_counted;
        assert!(is_counted || !said_counted, "said counted and is not");
        let (sealed, plain) = in_box(&world, *hamlet).await;
        let whole = if is_counted { (0, BALLOTS) } else { (2 * BALLOTS, 0) };
        assert_eq!((sealed, plain), whole, "half counted");
        counted += u64::from(is_counted);
        assert_eq!(store.verify().await.unwrap(), []);
        let kept = store.unit_participation(&Actor::Operator, beside, None).await.unwrap().total.turnout.returned;
        assert!(kept >= thanked, "thanked {thanked}, kept {kept}");
    }
    store.close(&actor, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert_eq!(store.count_round(&actor, round, &[], now()).await.unwrap(), hamlets.len() as u64 - counted);
    let results = store.results(&actor, round, None).await.unwrap();
    let all = (hamlets.len() * BALLOTS) as u64;
    let counts = results.questions[1].counts.unwrap();
    assert_eq!((results.participation.turnout.valid, counts.unsatisfied * 3, counts.base()), (all, all, all));
    println!(
        "killed {} times while counting: {counted} boxes counted whole, {thanked} households thanked",
        hamlets.len()
    );
}

/// Sealed parts and plain ballots of a hamlet.
async fn in_box(world: &World, hamlet: uuid::Uuid) -> (usize, usize) {
    let sql = "select (select count(*) from sealed_ballot where hamlet_id = $1),
                      (select count(*) from ballot where hamlet_id = $1)";
    let (sealed, plain): (i64, i64) = match world.store.db() {
        server::store::Db::Sqlite { readers, .. } => sqlx::query_as(sql).bind(hamlet).fetch_one(readers).await.unwrap(),
        server::store::Db::Postgres(pool) => sqlx::query_as(sql).bind(hamlet).fetch_one(pool).await.unwrap(),
    };
    (usize::try_from(sealed).unwrap(), usize::try_from(plain).unwrap())
}

async fn fresh_slips(world: &World, hamlet: uuid::Uuid) -> i64 {
    let sql = "select count(*) from code where hamlet_id = $1 and state = 'fresh'";
    match world.store.db() {
        server::store::Db::Sqlite { readers, .. } => {
            sqlx::query_scalar(sql).bind(hamlet).fetch_one(readers).await.unwrap()
        }
        server::store::Db::Postgres(pool) => sqlx::query_scalar(sql).bind(hamlet).fetch_one(pool).await.unwrap(),
    }
}
