//! Attacks on the ballot boxes by somebody who has copies of the database, in all its states: no household is joined to its
//! answers, and nothing of them is read before the count.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::code::Code;
use app::domain::collection::key_parts::KeyPart;
use app::domain::collection::sealed_ballot::{BallotBox, OpeningKey, REASONS_LENGTH, open_answers};
use app::domain::collection::slip::Slip;
use app::domain::oversight::signal::Anomaly;
use app::domain::people::account::Role;
use app::domain::survey::ballot::Reason;
use app::ports::casting::{CastOutcome, Casting as _};
use app::ports::common::Actor;
use app::ports::counting::Counting as _;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::paper::{Keying, Keystrokes, Paper as _};
use app::ports::participation::Participation as _;
use app::ports::rounds::Rounds as _;
use app::ports::signals::QualitySignals as _;
use app::ports::slips::{SlipSelection, Slips as _};
use common::*;
use server::store::Db;
use server::store::key::InstallationKey;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

on_both! {
    a_copy_of_a_running_round_says_nothing_of_any_answer => running;
    two_copies_around_one_ballot_differ_in_nothing_that_says_its_answers => around_one;
    after_the_count_no_order_and_no_stamp_joins_a_slip_to_a_ballot => stamps;
    neither_the_database_nor_its_key_file_opens_a_ballot_whose_key_holders_have => held_by_people;
    what_was_sealed_and_what_opened_it_is_nowhere_after_the_results_are_published => gone;
    of_what_is_sealed_no_sample_is_kept => samples;
    what_was_deleted_while_somebody_read_is_purged_when_they_end => purged_later;
    what_was_deleted_beside_a_transaction_that_wrote_is_purged_when_it_ends => purged_after_a_writer;
    where_a_reason_lies_says_nothing_of_its_box => boxes_of_reasons;
    of_paper_nothing_is_left_that_the_key_could_open => paper;
    how_many_keyed_ballots_were_alike_is_read_off_no_copy => alike;
}

/// What a long count has read is in no file before it is whole.
#[tokio::test]
async fn a_long_transaction_leaves_nothing_in_the_log_of_sqlite_before_its_end() {
    let world = World::sqlite().await;
    let Db::Sqlite { writer, .. } = world.store.db() else { panic!("not SQLite") };
    let mut tx = writer.begin().await.unwrap();
    // Far more than fits into the cache of pages.
    let many = "insert into setting (key, value) with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
                select 'n' || i, 'Lý do không ai khác viết ' || i || hex(zeroblob(200)) from n";
    sqlx::query(many).execute(&mut *tx).await.unwrap();
    assert!(!holds(&everything(&world).await, "Lý do không ai khác viết".as_bytes()));
    tx.commit().await.unwrap();
    assert!(holds(&everything(&world).await, "Lý do không ai khác viết".as_bytes()), "that the looking finds it");
}

/// Words that stand nowhere else.
fn words(serial: usize) -> String {
    format!("Lý do không ai khác viết {serial:04}")
}

/// A round in one hamlet in which so many households answered, each differently, with a reason of its own; and their codes in
/// the order in which they answered.
async fn answered(world: &World, households: usize) -> (Uuid, Actor, Vec<Code>) {
    world.hamlets(COMMUNE, &[("01", households as u64 + 5)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let codes: Vec<Code> = world.issue(round, None).await.into_iter().map(|issued| issued.code).collect();
    for (at, code) in codes.iter().take(households).enumerate() {
        assert_eq!(cast_one(world, at, *code).await, CastOutcome::Counted);
    }
    (round, front, codes)
}

/// The questions with which the household in this place is not satisfied: the places of the ones in its number.
fn denied(at: usize) -> Vec<usize> {
    (1..=10).filter(|no| at >> (no - 1) & 1 == 1).chain([19]).collect()
}

async fn cast_one(world: &World, at: usize, code: Code) -> CastOutcome {
    let mut cast = cast(code, 1, &denied(at));
    cast.reasons = vec![Reason { question: 19, text: words(at) }];
    world.store.cast(cast, now()).await.unwrap()
}

fn letters(at: usize) -> String {
    (1..=19).map(|no| if denied(at).contains(&no) { 'u' } else { 's' }).collect()
}

/// All that lies in the database's files: of SQLite byte for byte, with its log; of PostgreSQL every column of every row.
async fn everything(world: &World) -> Vec<u8> {
    match world.store.db() {
        Db::Sqlite { .. } => {
            let file = PathBuf::from(world.url.trim_start_matches("sqlite:"));
            let folder = std::fs::read_dir(file.parent().unwrap()).unwrap();
            folder.flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap_or_default()).collect()
        }
        Db::Postgres(pool) => {
            let tables: Vec<String> =
                sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public'")
                    .fetch_all(pool)
                    .await
                    .unwrap();
            let mut all = samples_of(pool).await;
            for table in tables {
                let sql = format!("select t.xmin::text || ' ' || t.ctid::text || ' ' || t::text from {table} t");
                let rows: Vec<Option<String>> =
                    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await.unwrap();
                all.extend(rows.into_iter().flatten());
            }
            all.into_bytes()
        }
    }
}

/// As PostgreSQL does by itself after a while.
async fn analyze(world: &World) {
    if let Db::Postgres(pool) = world.store.db() {
        sqlx::raw_sql("analyze").execute(pool).await.unwrap();
    }
}

fn holds(all: &[u8], part: &[u8]) -> bool {
    // Text is looked for as it is and as PostgreSQL writes bytes.
    let written = hex::encode(part);
    memchr::memmem::find(all, part).is_some() || memchr::memmem::find(all, written.as_bytes()).is_some()
}

/// Waits until so much is left: where a reader hinders the purge, it comes a few seconds later.
async fn purged(world: &World, expected: usize, left: impl Fn(&[u8]) -> usize) {
    for _ in 0..60 {
        if left(&everything(world).await) == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("{} are left, and not {expected}", left(&everything(world).await));
}

/// Rows of one column of bytes or text.
async fn column(world: &World, sql: &'static str) -> Vec<Vec<u8>> {
    fn bytes<R: sqlx::Row>(row: &R) -> Vec<u8>
    where
        usize: sqlx::ColumnIndex<R>,
        for<'a> Vec<u8>: sqlx::Decode<'a, R::Database> + sqlx::Type<R::Database>,
        for<'a> String: sqlx::Decode<'a, R::Database> + sqlx::Type<R::Database>,
    {
        row.try_get::<Vec<u8>, _>(0).unwrap_or_else(|_| row.get::<String, _>(0).into_bytes())
    }
    match world.store.db() {
        Db::Sqlite { readers, .. } => sqlx::query(sql).fetch_all(readers).await.unwrap().iter().map(bytes).collect(),
        Db::Postgres(pool) => sqlx::query(sql).fetch_all(pool).await.unwrap().iter().map(bytes).collect(),
    }
}

async fn running(world: World) {
    const HOUSEHOLDS: usize = 60;
    let (round, front, codes) = answered(&world, HOUSEHOLDS).await;
    let read = |all: &[u8]| {
        let receipt = |at: usize| world.store.receipt(&codes[at], Uuid::from_u128(1)).compact().to_owned();
        let said = |at: usize| [words(at), letters(at), receipt(at)];
        let reads = |at: &usize| said(*at).iter().any(|said| holds(all, said.as_bytes()));
        (0..HOUSEHOLDS).filter(reads).count()
    };
    assert_eq!(read(&everything(&world).await), 0);
    // Neither does closing tell, opening again, one more household, and closing once more.
    let hamlet = world.store.unit_participation(&front, round, None).await.unwrap().rows[0].hamlet.clone().unwrap().id;
    for _ in 0..2 {
        world.store.close_hamlet(&front, round, hamlet, now()).await.unwrap();
        let seen = world.store.hamlet(&front, round, hamlet).await.unwrap();
        assert_eq!(seen.counting.minutes, None);
        world.store.reopen_hamlet(&front, round, hamlet, "Còn phiếu", now()).await.unwrap();
    }
    assert_eq!(read(&everything(&world).await), 0);
    for table in ["ballot", "tally", "reason"] {
        let sql: &'static str = match table {
            "ballot" => "select count(*) from ballot",
            "tally" => "select count(*) from tally",
            _ => "select count(*) from reason",
        };
        assert_eq!(world.count(sql).await, 0, "{table}");
    }
    let sizes = "select count(distinct length(sealed)) from sealed_ballot where part = 'answers'";
    assert_eq!(world.count(sizes).await, 1, "their length says nothing");
    // That the looking finds anything: after the count it does.
    world.store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    assert_eq!(read(&everything(&world).await), HOUSEHOLDS);
}

/// All that the key file opens out of the database: every sealed text, tried with every mark there is.
fn unsealed(all: &[u8], round: Uuid) -> Vec<Vec<u8>> {
    let key = InstallationKey::new([7; 32]);
    let sealed = |at: usize| {
        let digits = all[at + 2..].iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        String::from_utf8(all[at..at + 2 + digits].to_vec()).unwrap()
    };
    let texts = memchr::memmem::find_iter(all, "1:").map(sealed).filter(|text| text.len() > 2 + 48);
    let opened = texts.filter_map(|text| key.unseal(round.as_bytes(), &text)).filter_map(|hex| hex::decode(hex).ok());
    opened.collect()
}

async fn held_by_people(world: World) {
    const HOUSEHOLDS: usize = 12;
    world.hamlets(COMMUNE, &[("01", 20)]).await;
    for held in [false, true] {
        let (rules, names) = (ruleset("xa-ntm-2021-2025"), ["Hoa", "Ba", "Brơi"]);
        let (round, parts) = if held {
            world.open_held(COMMUNE, ruleset("xa-nang-cao-2021-2025"), &names, 2).await
        } else {
            (world.open(COMMUNE, rules).await, Vec::new())
        };
        let codes = world.issue(round, None).await;
        for (at, issued) in codes.iter().take(HOUSEHOLDS).enumerate() {
            assert_eq!(cast_one(&world, at, issued.code).await, CastOutcome::Counted);
        }
        let all = everything(&world).await;
        let hamlet =
            world.store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows[0].hamlet.clone();
        let of = BallotBox { round, hamlet: hamlet.unwrap().id };
        let sealed = column(&world, "select sealed from sealed_ballot where part = 'answers'").await;
        // Every 32 bytes that the key file opens, and every one that lies open.
        let keys = unsealed(&all, round).into_iter().filter_map(|bytes| OpeningKey::from_bytes(&bytes));
        let opened = |key: &OpeningKey| sealed.iter().filter(|one| open_answers(key, of, one).is_some()).count();
        let most = keys.map(|key| opened(&key)).max().unwrap_or_default();
        assert_eq!(most, if held { 0 } else { HOUSEHOLDS }, "where the server has the key, the looking finds it");
        if held {
            let secrets: Vec<_> = parts.iter().map(|part| KeyPart::parse(part).unwrap()).collect();
            let leaked =
                |part: &KeyPart| holds(&all, part.compact().as_bytes()) || holds(&all, part.to_string().as_bytes());
            assert!(!secrets.iter().any(leaked), "no part is in the database");
            world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
            let none = world.store.count_round(&Actor::Operator, round, &parts[..1], now()).await;
            assert_eq!(faults(none).len(), 1);
            assert_eq!(world.store.count_round(&Actor::Operator, round, &parts[1..], now()).await.unwrap(), 1);
        }
    }
}

async fn around_one(world: World) {
    let (_, _, codes) = answered(&world, 20).await;
    for denies in [20, 21] {
        let seen = async || {
            let sealed = "select sealed from sealed_ballot order by id";
            let turnout = "select cast(returned * 1000000 + valid * 1000 + invalid as text) from turnout";
            (column(&world, sealed).await, column(&world, turnout).await)
        };
        let (before, counted) = seen().await;
        assert_eq!(cast_one(&world, denies, codes[denies]).await, CastOutcome::Counted);
        let (after, more) = seen().await;
        let new: Vec<_> = after.iter().filter(|one| !before.contains(one)).collect();
        assert_eq!((new.len(), counted.len(), more.len()), (2, 1, 1));
        let mut lengths: Vec<usize> = new.iter().map(|one| one.len()).collect();
        lengths.sort_unstable();
        assert_eq!(lengths, [112, REASONS_LENGTH + 48], "as long as any other");
        let one_more = |text: &[u8]| String::from_utf8_lossy(text).parse::<u64>().unwrap() + 1_001_000;
        assert_eq!(one_more(&counted[0]).to_string().into_bytes(), more[0], "one more came back, whatever it says");
    }
}

async fn stamps(world: World) {
    const HOUSEHOLDS: usize = 40;
    let (round, front, codes) = answered(&world, HOUSEHOLDS).await;
    world.store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let in_order: Vec<String> = match world.store.db() {
        Db::Postgres(pool) => {
            let stamps = "select (select count(distinct xmin::text) from ballot) * 1000
                               + (select count(distinct xmin::text) from code where state = 'spent')";
            assert_eq!(world.count(stamps).await, 1_001, "all ballots bear one stamp, and all slips another");
            let sql = "select answers from ballot order by ctid";
            sqlx::query_scalar(sql).fetch_all(pool).await.unwrap()
        }
        Db::Sqlite { readers, .. } => {
            sqlx::query_scalar("select answers from ballot").fetch_all(readers).await.unwrap()
        }
    };
    // Households that answered one after the other lie beside each other as often as by chance: about twice.
    let cast_at = |answers: &String| (0..HOUSEHOLDS).find(|at| letters(*at) == *answers).unwrap();
    let places: Vec<usize> = in_order.iter().map(cast_at).collect();
    let beside = places.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) == 1).count();
    assert_eq!(places.len(), HOUSEHOLDS);
    assert!(beside < HOUSEHOLDS / 4, "{beside} of {HOUSEHOLDS} lie as they came");
    assert_eq!(codes.len(), HOUSEHOLDS + 5);
}

async fn gone(world: World) {
    let (round, front, _) = answered(&world, 30).await;
    let sealed = column(&world, "select sealed from sealed_ballot").await;
    let secret = column(&world, "select secret from box_key").await;
    assert_eq!((sealed.len(), secret.len()), (60, 1));
    let left = |all: &[u8]| sealed.iter().chain(&secret).filter(|one| holds(all, &one[32..])).count();
    assert_eq!(left(&everything(&world).await), 61, "that the looking finds them");
    world.store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    // After the count nothing that was sealed, in no page and in no log.
    purged(&world, 1, left).await;
    world.store.publish(&front, round, now()).await.unwrap();
    // After publishing nothing that would open it.
    purged(&world, 0, left).await;
    let parts: Vec<Vec<u8>> = sealed.iter().chain(&secret).map(|one| one[32..].to_vec()).collect();
    expect_files_anew(&world, &["box_key", "sealed_ballot"], &parts).await;
    if let Db::Postgres(pool) = world.store.db() {
        // Nor is a reason twice in its file: as it is, and as it was written when one box was opened.
        sqlx::raw_sql("checkpoint").execute(pool).await.unwrap();
        let sql = "select pg_read_binary_file(pg_relation_filepath('reason'))";
        let file: Vec<u8> = sqlx::query_scalar(sql).fetch_one(pool).await.unwrap();
        let times = |at| memchr::memmem::find_iter(&file, words(at).as_bytes()).count();
        assert!((0..30).all(|at| times(at) <= 1) && (0..30).any(|at| times(at) == 1), "{file:?}");
    }
    if let Db::Sqlite { .. } = world.store.db() {
        let log =
            std::fs::metadata(format!("{}-wal", world.url.trim_start_matches("sqlite:"))).map_or(0, |log| log.len());
        assert_eq!(log, 0, "the log is empty");
    }
}

/// PostgreSQL keeps samples of what stands in a column, longer than the rows.
async fn samples(world: World) {
    answered(&world, 30).await;
    // Of one row there is no sample.
    world.open(COMMUNE, ruleset("xa-nang-cao-2021-2025")).await;
    analyze(&world).await;
    let Db::Postgres(pool) = world.store.db() else { return };
    let secret = column(&world, "select secret from box_key").await;
    let secret = [secret, column(&world, "select sealed from sealed_ballot").await].concat();
    let sampled = async || {
        let all = samples_of(pool).await;
        secret.iter().filter(|one| holds(all.as_bytes(), &one[32..])).count()
    };
    assert_eq!(sampled().await, 0);
    sqlx::raw_sql("alter table sealed_ballot alter column sealed set statistics 100; analyze")
        .execute(pool)
        .await
        .unwrap();
    assert_eq!(sampled().await, 30, "that the looking finds them: of what is long there is none in any case");
}

/// What PostgreSQL keeps as samples of all columns.
async fn samples_of(pool: &sqlx::PgPool) -> String {
    let sql = "select concat_ws(' ', most_common_vals::text, histogram_bounds::text) from pg_stats
               where schemaname = 'public'";
    let samples: Vec<String> = sqlx::query_scalar(sql).fetch_all(pool).await.unwrap();
    samples.concat()
}

/// A command on the console counts and publishes while a backup is read, and ends; whoever serves finishes it.
async fn purged_later(world: World) {
    let (round, front, _) = answered(&world, 30).await;
    let reader = reader(&world).await;
    purged_after(world, round, front, reader).await;
}

/// The same beside somebody who wrote something, reads nothing, and does not end.
async fn purged_after_a_writer(world: World) {
    let Db::Postgres(pool) = world.store.db() else { return };
    let (round, front, _) = answered(&world, 30).await;
    let mut writer = pool.begin().await.unwrap();
    sqlx::raw_sql("create temp table mine (no integer)").execute(&mut *writer).await.unwrap();
    purged_after(world, round, front, Box::new(writer)).await;
}

/// Counts and publishes beside somebody who hinders it that the files are written anew, until they are gone.
async fn purged_after(world: World, round: Uuid, front: Actor, other: Box<dyn std::any::Any>) {
    let sealed = column(&world, "select sealed from sealed_ballot").await;
    let secret = column(&world, "select secret from box_key").await;
    let parts: Vec<Vec<u8>> = sealed.iter().chain(&secret).map(|one| one[32..].to_vec()).collect();
    let left = |all: &[u8]| parts.iter().filter(|one| holds(all, one)).count();
    let console = world.beside().await;
    console.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&console, round).await;
    console.publish(&front, round, now()).await.unwrap();
    console.disconnect().await;
    drop(console);
    let due = "select count(*) from purge where done < requested";
    assert!(world.count(due).await > 0, "they hinder it");
    if let Db::Sqlite { .. } = world.store.db() {
        assert!(left(&everything(&world).await) > 0);
    }
    drop(other);
    purged(&world, 0, left).await;
    expect_files_anew(&world, &["box_key", "sealed_ballot"], &parts).await;
    for _ in 0..60 {
        if world.count(due).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("it is due still");
}

/// Somebody who begins to read, until it is dropped.
async fn reader(world: &World) -> Box<dyn std::any::Any> {
    let look = "select count(*) from round";
    match world.store.db() {
        Db::Sqlite { readers, .. } => {
            let mut reader = readers.begin().await.unwrap();
            let _: i64 = sqlx::query_scalar(look).fetch_one(&mut *reader).await.unwrap();
            Box::new(reader)
        }
        Db::Postgres(pool) => {
            let mut reader = pool.begin().await.unwrap();
            sqlx::raw_sql("set transaction isolation level repeatable read").execute(&mut *reader).await.unwrap();
            let _: i64 = sqlx::query_scalar(look).fetch_one(&mut *reader).await.unwrap();
            Box::new(reader)
        }
    }
}

/// In the file, the reasons of two boxes lie as mixed as chance has it.
async fn boxes_of_reasons(world: World) {
    const EACH: usize = 60;
    world.hamlets(COMMUNE, &[("01", 70), ("02", 70)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let issued = world.issue(round, None).await;
    for (place, hamlet) in ["01", "02"].into_iter().enumerate() {
        for (at, one) in issued.iter().filter(|one| one.hamlet_code == hamlet).take(EACH).enumerate() {
            assert_eq!(cast_one(&world, place * EACH + at, one.code).await, CastOutcome::Counted);
        }
    }
    world.store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let file = match world.store.db() {
        Db::Sqlite { .. } => std::fs::read(world.url.trim_start_matches("sqlite:")).unwrap(),
        Db::Postgres(pool) => {
            let stamps = "select count(distinct xmin::text) from reason";
            assert_eq!(world.count(stamps).await, 1);
            sqlx::raw_sql("checkpoint").execute(pool).await.unwrap();
            let sql = "select pg_read_binary_file(pg_relation_filepath('reason'))";
            sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
        }
    };
    let mut places: Vec<(usize, bool)> =
        (0..2 * EACH).filter_map(|at| Some((memchr::memmem::find(&file, words(at).as_bytes())?, at < EACH))).collect();
    places.sort_unstable();
    assert_eq!(places.len(), 2 * EACH);
    // By chance about sixty times; box by box once on each page.
    let changes = places.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
    assert!(changes > EACH / 2, "{changes} changes of the box");
}

/// Nor in what PostgreSQL keeps of freed rows: its files were written anew.
async fn expect_files_anew(world: &World, tables: &[&'static str], gone: &[Vec<u8>]) {
    let Db::Postgres(pool) = world.store.db() else { return };
    let parts: Vec<&[u8]> = gone.iter().flat_map(|one| one.chunks_exact(32)).collect();
    let left = async |table: &'static str| {
        sqlx::raw_sql("checkpoint").execute(pool).await.unwrap();
        let sql = "select pg_read_binary_file(pg_relation_filepath($1))";
        let file: Vec<u8> = sqlx::query_scalar(sql).bind(table).fetch_one(pool).await.unwrap();
        parts.iter().filter(|part| holds(&file, part)).count()
    };
    for table in tables {
        for _ in 0..60 {
            if left(table).await == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        assert_eq!(left(table).await, 0, "{table}");
    }
}

async fn paper(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 30), ("02", 10)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let rows = store.unit_participation(&front, round, None).await.unwrap().rows;
    let of = |code: &str| rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|own| own.code == code).unwrap().id;
    let begin = async |hamlet: &str| {
        store.slips(&front, round, of(hamlet), SlipSelection::First, now()).await.unwrap();
        store.begin_batch(&front, round, of(hamlet), false, now()).await.unwrap()
    };
    let key_in = async |batch: Uuid, serial: usize, keys: &str, reasons: String| {
        let keyed =
            Keystrokes { slip: Slip::Serial(serial as u64), keys: keys.into(), reasons, again: None, sending: None };
        assert!(matches!(store.key_in(&front, batch, keyed).await.unwrap(), Keying::Kept(..)));
    };
    let beside = begin("02").await;
    key_in(beside, 1, "2111111111111111111", String::new()).await;
    let still: Vec<Vec<u8>> = column(&world, "select answers from paper_entry").await;
    let batch = begin("01").await;
    let denying = "1211111111111111111";
    for serial in 1..=8 {
        key_in(batch, serial, denying, format!("2 {}", words(serial))).await;
    }
    // All alike, one after the other, so that a run is worth looking at.
    for serial in 9..=29 {
        key_in(batch, serial, "1111111111111111111", String::new()).await;
    }
    let entries = "select answers from paper_entry";
    let length = |all: &[Vec<u8>]| all.iter().map(Vec::len).collect::<BTreeSet<_>>().len();
    assert_eq!(length(&column(&world, entries).await), 1, "with a reason and without");
    let own = async |sql: &'static str| {
        let mut all = column(&world, sql).await;
        all.retain(|one| !still.contains(one));
        all
    };
    let keyed = own(entries).await;
    // Of the batches only this one's: the other is open still.
    let key = column(&world, "select key from paper_batch where ballots = 0 and hamlet_id = (select hamlet_id from round_hamlet where code = '01')").await;
    // How many alike came in a row would tell on the slip that was keyed last.
    let runs = column(
        &world,
        "select runs from paper_batch where hamlet_id = (select hamlet_id from round_hamlet where code = '01')",
    )
    .await;
    assert!(runs.iter().all(|runs| !runs.is_empty() && serde_json::from_slice::<serde_json::Value>(runs).is_err()));
    let gone: Vec<Vec<u8>> = keyed.iter().chain(&key).chain(&runs).cloned().collect();
    // SQLite keeps the rest of what is long elsewhere.
    let left = |all: &[u8]| gone.iter().filter(|one| holds(all, beginning(one))).count();
    assert_eq!((keyed.len(), key.len(), left(&everything(&world).await)), (29, 1, 31), "that the looking finds them");
    // Somebody who began to read before hinders it, and later does not.
    analyze(&world).await;
    let reader = reader(&world).await;
    store.count_batch(&front, batch, now()).await.unwrap();
    drop(reader);
    // Neither what was keyed nor what would open it, though another batch is open.
    purged(&world, 0, left).await;
    expect_files_anew(&world, &["paper_batch", "paper_entry"], &gone).await;
    let all = everything(&world).await;
    assert!((1..=8).all(|serial| !holds(&all, words(serial).as_bytes())));
    assert!(still.iter().all(|one| holds(&all, beginning(one))), "the other batch waits as it was");

    // What was thrown away is gone as well.
    let key = column(&world, "select key from paper_batch where key is not null").await;
    store.discard_batch(&front, beside, now()).await.unwrap();
    let gone: Vec<Vec<u8>> = still.iter().chain(&key).cloned().collect();
    let left = |all: &[u8]| gone.iter().filter(|one| one.chunks_exact(64).any(|part| holds(all, part))).count();
    purged(&world, 0, left).await;
    expect_files_anew(&world, &["paper_batch", "paper_entry"], &gone).await;
}

fn beginning(of: &[u8]) -> &[u8] {
    &of[..of.len().min(200)]
}

/// Beside the slips that came on paper, the number of ballots in a row that were alike would say what they say.
async fn alike(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 30), ("02", 30)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let rows = store.unit_participation(&front, round, None).await.unwrap().rows;
    for (row, alike) in rows.iter().zip([3_u64, 25]) {
        let hamlet = row.hamlet.as_ref().unwrap().id;
        store.slips(&front, round, hamlet, SlipSelection::First, now()).await.unwrap();
        let batch = store.begin_batch(&front, round, hamlet, false, now()).await.unwrap();
        for serial in 1..=alike {
            let keyed = Keystrokes {
                slip: Slip::Serial(serial),
                keys: "1211111111111111111".into(),
                reasons: String::new(),
                again: None,
                sending: None,
            };
            store.key_in(&front, batch, keyed).await.unwrap();
        }
        store.count_batch(&front, batch, now()).await.unwrap();
    }
    let kept = column(&world, "select long_run from paper_batch").await;
    let lengths: BTreeSet<usize> = kept.iter().map(Vec::len).collect();
    assert_eq!((kept.len(), lengths.len()), (2, 1), "nothing is told of either");
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let signals = store.signals(&front, round).await.unwrap();
    let runs: Vec<_> =
        signals.iter().filter(|one| matches!(one.anomaly, Anomaly::LongRun { .. })).map(|one| &one.anomaly).collect();
    assert_eq!(runs, [&Anomaly::LongRun { ballots: 25, by: "Người hoa".into(), run: 20 }], "and the signal is there");
}
