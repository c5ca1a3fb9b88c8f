//! Measures Ý Dân and prints one JSON document: `cargo xtask bench`. A word measures one part alone:
//! `casting`, `counting`, `documents`, `oversight` or `printing`.
//!
//! Figures are of the machine they were taken on; the ratios compare two things in the same run. A bare loop that writes
//! the same rows stands beside every figure of casting.

mod counting;
mod documents;
mod oversight;
mod printing;

use app::domain::collection::plan::{Papers, Purpose};
use app::domain::survey::ballot::{Answer, Ballot};
use app::ports::casting::Cast;
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::counting::Counting as _;
use app::ports::hamlets::HamletRow;
use app::ports::hamlets::Hamlets as _;
use app::ports::rounds::Early;
use app::ports::rounds::NewRound;
use app::ports::rounds::Rounds as _;
use app::ports::slips::IssuedCode;
use app::ports::slips::Slips as _;
use app::ports::units::Units as _;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use chrono::NaiveDate;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use server::data::{rulesets, units};
use server::files::csv;
use server::http::router::router;
use server::http::state::app_state;
use server::store::key::InstallationKey;
use server::store::{Db, Store};
use sqlx::{Connection as _, Executor as _};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tower::ServiceExt as _;
use uuid::Uuid;

/// The communes of huyện Đơn Dương that are asked.
const COMMUNES: [&str; 8] = ["24934", "24937", "24940", "24943", "24946", "24949", "24952", "24931"];
/// Households that post at the same time.
const AT_ONCE: usize = 256;
const BALLOTS: usize = 20_000;
const BARE: usize = 4_000;

#[tokio::main]
async fn main() {
    let mut report = serde_json::Map::new();
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| format!("sqlite:{}", folder.path().join(format!("{name}.db")).display());
    let postgres = std::env::var("YDAN_TEST_POSTGRES").ok();
    let left_out = || json!("LEFT OUT: YDAN_TEST_POSTGRES is not set");
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let wanted = |part: &str| only.as_ref().is_none_or(|only| only == part);
    if wanted("casting") {
        report.insert("sqlite".into(), on(&file("bench")).await);
        let measured = match &postgres {
            Some(url) => on(&database(url, "bench").await).await,
            None => left_out(),
        };
        report.insert("postgres".into(), measured);
    }
    if wanted("counting") {
        report.insert("counting_sqlite".into(), counting::measure(&file("counting")).await);
        let measured = match &postgres {
            Some(url) => counting::measure(&database(url, "counting").await).await,
            None => left_out(),
        };
        report.insert("counting_postgres".into(), measured);
    }
    if wanted("printing") {
        report.insert("printing_sqlite".into(), printing::measure(&file("printing")).await);
        let measured = match &postgres {
            Some(url) => printing::measure(&database(url, "printing").await).await,
            None => left_out(),
        };
        report.insert("printing_postgres".into(), measured);
    }
    if wanted("documents") {
        report.insert("documents_sqlite".into(), documents::measure(&file("documents")).await);
        let measured = match &postgres {
            Some(url) => documents::measure(&database(url, "documents").await).await,
            None => left_out(),
        };
        report.insert("documents_postgres".into(), measured);
    }
    if wanted("oversight") {
        let [few, many, large] = oversight::DATABASES.map(file);
        report.insert("oversight_sqlite".into(), oversight::measure([few, many, large]).await);
        let measured = match &postgres {
            Some(url) => {
                let mut urls = Vec::new();
                for name in oversight::DATABASES {
                    urls.push(database(url, name).await);
                }
                oversight::measure(urls.try_into().expect("three")).await
            }
            None => left_out(),
        };
        report.insert("oversight_postgres".into(), measured);
    }
    report.insert("cores".into(), json!(std::thread::available_parallelism().map_or(0, usize::from)));
    report.insert("profile".into(), json!(std::env::var("YDAN_PROFILE").ok()));
    if let Ok(binary) = std::env::var("YDAN_BIN") {
        report.insert("binary_bytes".into(), json!(std::fs::metadata(&binary).map_or(0, |file| file.len())));
        report.insert("idle_memory_kib".into(), json!(idle_memory(&binary)));
    }
    println!("{}", serde_json::to_string_pretty(&report).expect("json"));
}

/// A database of its own beside the one that the address names.
async fn database(url: &str, name: &str) -> String {
    let name = format!("{name}_{}", Uuid::new_v4().simple());
    let mut connection = sqlx::PgConnection::connect(url).await.expect("PostgreSQL answers");
    connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.expect("a database");
    let (server, _) = url.rsplit_once('/').expect("a database name");
    format!("{server}/{name}")
}

/// A round in July 2024.
async fn open(store: &Store, unit: &str) -> Uuid {
    let ruleset = rulesets::load(None).expect("sound")["xa-ntm-2021-2025"].clone();
    let (id, opens, closes) = (Uuid::new_v4(), day("2024-07-01"), day("2024-07-26"));
    // Several rounds ask the same households.
    let papers = Papers { purpose: Purpose::Reassess, ..Papers::default() };
    let round = NewRound { id, unit_code: unit.into(), ruleset, papers, opens, closes };
    store.open_at_once(&Actor::Operator, round, now()).await.expect("opened");
    id
}

/// The same with its codes.
async fn open_and_issue(store: &Store, unit: &str) -> (Uuid, Vec<IssuedCode>) {
    let id = open(store, unit).await;
    let mut codes = Vec::new();
    let mut keep = |issued: &[IssuedCode]| {
        codes.extend_from_slice(issued);
        Ok(())
    };
    store.issue(&Actor::Operator, id, None, &mut keep, now()).await.expect("issued");
    (id, codes)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A store with so many hamlets in each commune, of so many households each.
async fn store_with(url: &str, hamlets: usize, households: u64) -> Store {
    let store =
        Store::open(Db::connect(url).await.expect("connected"), InstallationKey::new([9; 32])).await.expect("opened");
    let list = csv::units(units::LAMDONG_2022.as_bytes(), (None, None)).expect("sound");
    store.import_units(list).await.expect("imported");
    let asked = COMMUNES.len() - 1;
    let hamlets = COMMUNES[..asked].iter().flat_map(|commune| {
        (1..=hamlets).map(move |n| HamletRow {
            commune_code: (*commune).into(),
            code: format!("{n:02}"),
            name: format!("Thôn {n}"),
            households,
        })
    });
    let lines = (2..).zip(hamlets).map(|(number, value)| Line { number, value }).collect();
    store.import_hamlets(&Actor::Operator, lines, now()).await.expect("imported");
    store
}

async fn on(url: &str) -> Value {
    let store = store_with(url, 80, 250).await;

    let bare_alone = bare(&store, 1).await;
    let bare_grouped = bare(&store, 64).await;
    let mut pages = Vec::new();
    let mut casting = Value::Null;
    for ballots in [1_000, 100_000] {
        let (id, mut codes) = open_and_issue(&store, "677").await;
        // Households come in any order, not hamlet by hamlet.
        codes.sort_by_key(|issued| issued.code.compact());
        if ballots == 100_000 {
            casting = measure_casting(&store, &codes[..BALLOTS], bare_alone, bare_grouped).await;
            cast_all(&store, &codes[BALLOTS..ballots]).await;
        } else {
            cast_all(&store, &codes[..ballots]).await;
        }
        store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.expect("closed");
        store.count_round(&Actor::Operator, id, &[], now()).await.expect("counted");
        store.publish(&Actor::Operator, id, now()).await.expect("published");
        pages.push(measure_pages(&store, ballots).await);
    }
    let ratio = |page: &str| {
        let p50 = |at: usize| pages[at][page]["p50_us"].as_f64().unwrap_or_default();
        (p50(1) / p50(0) * 100.0).round() / 100.0
    };
    let growth = json!({ "commune": ratio("commune"), "district": ratio("district"), "province": ratio("province") });
    json!({ "casting": casting, "pages": pages, "page_time_at_100k_over_1k_ballots": growth })
}

fn ballot(code: &IssuedCode) -> Cast {
    let answers = (0..19).map(|n| Some(if n == 4 { Answer::Unsatisfied } else { Answer::Satisfied })).collect();
    Cast {
        code: code.code,
        into: None,
        idempotency_key: uuid::Uuid::new_v4(),
        ballot: Ballot::new(answers),
        reasons: Vec::new(),
        helper: None,
    }
}

/// Casts with [`AT_ONCE`] senders; answers the time each ballot took until it was durable.
async fn cast_all(store: &Store, codes: &[IssuedCode]) -> Vec<Duration> {
    let mut senders = JoinSet::new();
    for part in codes.chunks(codes.len().div_ceil(AT_ONCE)) {
        let (store, part) = (store.clone(), part.to_vec());
        senders.spawn(async move {
            let mut times = Vec::with_capacity(part.len());
            for code in &part {
                let begun = Instant::now();
                store.cast(ballot(code), morning(day("2024-07-10"))).await.expect("cast");
                times.push(begun.elapsed());
            }
            times
        });
    }
    senders.join_all().await.concat()
}

async fn measure_casting(store: &Store, codes: &[IssuedCode], bare_alone: f64, bare_grouped: f64) -> Value {
    let (direct, through_http) = codes.split_at(codes.len() / 2);
    let begun = Instant::now();
    let mut times = cast_all(store, direct).await;
    let rate = per_second(direct.len(), begun);
    let (p50, p99) = quantiles(&mut times);
    let app = application(store);
    let begun = Instant::now();
    let mut senders = JoinSet::new();
    for part in through_http.chunks(through_http.len().div_ceil(AT_ONCE)) {
        let (app, part) = (app.clone(), part.to_vec());
        senders.spawn(async move {
            for code in &part {
                let mut form = format!("step=send&code={}&idempotency_key={}", code.code, uuid::Uuid::new_v4());
                form.extend((1..=19).map(|no| format!("&q{no}=s")));
                let request = Request::post("/phieu").body(Body::from(form)).expect("a request");
                assert_eq!(app.clone().oneshot(request).await.expect("an answer").status(), 303);
            }
        });
    }
    senders.join_all().await;
    let posts = per_second(through_http.len(), begun);
    json!({
        "durable_casts_per_second": rate.round(),
        "form_posts_per_second": posts.round(),
        "p50_us": p50, "p99_us": p99, "senders": AT_ONCE,
        "bare_loop_per_second_1_a_commit": bare_alone.round(),
        "bare_loop_per_second_64_a_commit": bare_grouped.round(),
        "ratio_to_bare_1": ratio(rate, bare_alone),
        "ratio_to_bare_64": ratio(rate, bare_grouped),
    })
}

fn ratio(a: f64, b: f64) -> f64 {
    (a / b * 100.0).round() / 100.0
}

fn per_second(count: usize, begun: Instant) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / begun.elapsed().as_secs_f64()
}

fn quantiles(times: &mut [Duration]) -> (u128, u128) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_micros();
    (at(50), at(99))
}

fn now() -> Now {
    morning(day("2024-07-10"))
}

fn morning(day: NaiveDate) -> Now {
    day.and_hms_opt(3, 0, 0).expect("a moment").and_utc()
}

fn application(store: &Store) -> Router {
    let store = Arc::new(store.clone());
    router(
        app_state(store, rulesets::load(None).expect("sound"), Arc::new(now), "http://127.0.0.1:3000").expect("sound"),
    )
}

async fn measure_pages(store: &Store, ballots: usize) -> Value {
    let app = application(store);
    let mut report = serde_json::Map::new();
    report.insert("ballots".into(), json!(ballots));
    for (name, path) in [("commune", "/ket-qua/24937"), ("district", "/ket-qua/677"), ("province", "/ket-qua/68")] {
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..120 {
            let begun = Instant::now();
            let request = Request::get(path).body(Body::empty()).expect("a request");
            let response = app.clone().oneshot(request).await.expect("an answer");
            assert_eq!(response.status(), 200);
            bytes = response.into_body().collect().await.expect("a body").to_bytes().len();
            times.push(begun.elapsed());
        }
        let (p50, p99) = quantiles(&mut times[20..]);
        report.insert(name.into(), json!({ "p50_us": p50, "p99_us": p99, "bytes": bytes }));
    }
    assert!(store.place("68", None).await.expect("read").is_some());
    Value::Object(report)
}

/// The same rows written one statement a row in a plain loop: spend a code, insert a ballot, 19 counts, turnout.
async fn bare(store: &Store, group: usize) -> f64 {
    let setup = [
        "create table if not exists bare_code (hash text primary key, state text not null)",
        "create table if not exists bare_ballot (id text primary key, answers text not null)",
        "create table if not exists bare_tally (hamlet bigint, question bigint, yes bigint not null, no bigint not null, primary key (hamlet, question))",
    ];
    let spend = "update bare_code set state = 'spent' where hash = $1 and state = 'fresh'";
    let insert = "insert into bare_ballot (id, answers) values ($1, 'ssssussssssssssssss')";
    let count = "insert into bare_tally (hamlet, question, yes, no) values ($1, $2, 1, 0)
                 on conflict (hamlet, question) do update set yes = bare_tally.yes + 1";
    let codes: Vec<String> = (0..BARE).map(|_| Uuid::new_v4().to_string()).collect();
    macro_rules! run {
        ($pool:expr, $begin:expr) => {{
            for sql in setup {
                sqlx::query(sql).execute($pool).await.expect("made");
            }
            let mut tx = $pool.begin().await.expect("begun");
            for code in &codes {
                let fill = sqlx::query("insert into bare_code (hash, state) values ($1, 'fresh')").bind(code);
                fill.execute(&mut *tx).await.expect("filled");
            }
            tx.commit().await.expect("kept");
            let begun = Instant::now();
            for part in codes.chunks(group) {
                let mut tx = $pool.begin_with($begin).await.expect("begun");
                for (at, code) in (0_i64..).zip(part) {
                    sqlx::query(spend).bind(code).execute(&mut *tx).await.expect("spent");
                    sqlx::query(insert).bind(Uuid::new_v4().to_string()).execute(&mut *tx).await.expect("in");
                    for question in 0_i64..=19 {
                        sqlx::query(count).bind(at % 560).bind(question).execute(&mut *tx).await.expect("counted");
                    }
                }
                tx.commit().await.expect("durable");
            }
            per_second(codes.len(), begun)
        }};
    }
    match store.db() {
        Db::Sqlite { writer, .. } => run!(writer, "begin immediate"),
        Db::Postgres(pool) => run!(pool, "begin"),
    }
}

/// What the server holds after its start, as the kernel counts it.
fn idle_memory(binary: &str) -> Option<u64> {
    let folder = tempfile::tempdir().ok()?;
    let database = format!("sqlite:{}", folder.path().join("idle.db").display());
    let mut server = std::process::Command::new(binary)
        .args(["serve", "--addr", "127.0.0.1:0", "--database-url", &database])
        .stdout(std::process::Stdio::null())
        .spawn()
        .ok()?;
    std::thread::sleep(Duration::from_secs(2));
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let _ = server.kill();
    let _ = server.wait();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
