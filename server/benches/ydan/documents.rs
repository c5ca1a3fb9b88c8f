//! Documents and open data of a province as large as the country: 3,321 communes, a million ballots.
//!
//! The ballots come as hand-counted minutes, one hamlet a commune: what is measured reads what was published, which is the same
//! however ballots came.

use crate::{application, day, now, open};
use app::domain::collection::minutes::MinutesRow;
use app::domain::people::account::Role;
use app::domain::survey::count::{Count, Turnout};
use app::open_data::OpenFormat;
use app::ports::accounts::{Accounts as _, NewAccount};
use app::ports::common::{Actor, Line};
use app::ports::counting::Counting as _;
use app::ports::hamlets::{HamletRow, Hamlets as _};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::{Early, Rounds as _};
use app::ports::sessions::{Attempt, Sessions as _};
use app::ports::units::Units as _;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::COOKIE;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use server::files::csv;
use server::store::key::InstallationKey;
use server::store::{Db, Store};
use std::fmt::Write as _;
use std::time::Instant;
use tower::ServiceExt as _;
use uuid::Uuid;

/// As many communes as the country had after 1/7/2025.
const COMMUNES: usize = 3_321;
/// The households of each, all of which answered; some a million in all.
const HOUSEHOLDS: u64 = 302;
const QUESTIONS: u32 = 19;
const PROVINCE: &str = "99";

/// Measures one database.
pub async fn measure(url: &str) -> Value {
    let store =
        Store::open(Db::connect(url).await.expect("connected"), InstallationKey::new([9; 32])).await.expect("opened");
    let begun = Instant::now();
    let (round, cookie) = publish(&store).await;
    let prepare = begun.elapsed();
    let app = application(&store);
    let mut files = serde_json::Map::new();
    for format in ["van-ban.pdf", "van-ban.docx", "van-ban.xlsx"] {
        for document in ["bao-cao", "tong-hop"] {
            let path = format!("/lam-viec/dot/{round}/van-ban/{document}/{format}");
            files.insert(format!("{document} {format}"), load(&app, &cookie, &path).await);
        }
    }
    files.insert("notice page".into(), load(&app, &cookie, &format!("/thong-bao/{round}")).await);
    for format in OpenFormat::ALL {
        files.insert(format!("open data {format}"), load(&app, "", &format!("/du-lieu/{format}")).await);
    }
    json!({
        "communes": COMMUNES, "ballots": COMMUNES as u64 * HOUSEHOLDS,
        "seconds_to_take_in_and_publish": prepare.as_secs_f64(), "files": files,
    })
}

/// A file: how long it takes until its first and its last byte, how large it is, and how much more memory was held meanwhile.
async fn load(app: &Router, cookie: &str, path: &str) -> Value {
    let before = reset_peak();
    let begun = Instant::now();
    let request = Request::get(path).header(COOKIE, cookie).body(Body::empty()).expect("a request");
    let response = app.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), 200, "{path}");
    let mut body = response.into_body();
    let (mut first, mut bytes) = (None, 0);
    while let Some(frame) = body.frame().await {
        first.get_or_insert_with(|| begun.elapsed());
        bytes += frame.expect("a frame").data_ref().map_or(0, axum::body::Bytes::len);
    }
    let seconds = begun.elapsed().as_secs_f64();
    json!({
        "seconds": seconds, "seconds_until_the_first_byte": first.unwrap_or_default().as_secs_f64(), "bytes": bytes,
        "memory_kib_before": before, "peak_memory_kib": memory_kib("VmHWM:"),
    })
}

/// Begins to watch for the most memory anew; answers how much is held.
fn reset_peak() -> u64 {
    // 5 forgets the peak so far (`proc(5)`).
    std::fs::write("/proc/self/clear_refs", "5").expect("a process may forget its own peak");
    memory_kib("VmRSS:")
}

fn memory_kib(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// A published round of the whole province, and the cookie of its Front.
async fn publish(store: &Store) -> (Uuid, String) {
    let mut list = format!("code,parent_code,level,kind,name\n{PROVINCE},,province,tỉnh,Tỉnh Thử\n");
    let codes: Vec<String> = (1..=COMMUNES).map(|n| format!("9{n:05}")).collect();
    for code in &codes {
        writeln!(list, "{code},{PROVINCE},commune,xã,Xã số {code}").expect("written");
    }
    store.import_units(csv::units(list.as_bytes(), (Some(day("2020-01-01")), None)).expect("sound")).await.expect("in");
    let hamlet = |commune: &String| HamletRow {
        commune_code: commune.clone(),
        code: "01".into(),
        name: "Thôn 1".into(),
        households: HOUSEHOLDS,
    };
    let by = Actor::Operator;
    store.import_hamlets(&by, lines(codes.iter().map(hamlet)), now()).await.expect("imported");
    let round = open(store, PROVINCE).await;
    let head =
        Turnout { households: HOUSEHOLDS, issued: HOUSEHOLDS, returned: HOUSEHOLDS, valid: HOUSEHOLDS, invalid: 0 };
    let rows = (0_u64..).zip(&codes).flat_map(|(at, commune)| {
        (1..=QUESTIONS).map(move |question| {
            // One in sixteen falls short of 80 in a hundred.
            let unsatisfied = (at * 7 + u64::from(question) * 13) % 62 + 3;
            MinutesRow {
                commune_code: commune.clone(),
                hamlet_code: "01".into(),
                head,
                question,
                counts: Count { satisfied: HOUSEHOLDS - unsatisfied, unsatisfied },
            }
        })
    });
    store.import_minutes(&by, round, lines(rows), Replacing::None, now()).await.expect("taken in");
    store.close(&by, round, "thử", Early::Confirmed, now()).await.expect("closed");
    store.count_round(&by, round, &[], now()).await.expect("counted");
    store.publish(&by, round, now()).await.expect("published");
    let new = NewAccount {
        login: "tinh".into(),
        name: "Mặt trận tỉnh".into(),
        role: Role::Front,
        unit_code: PROVINCE.into(),
        hamlet_code: String::new(),
    };
    let letter = store.invite(&by, new, now()).await.expect("invited");
    let attempt = Attempt {
        login: "tinh".into(),
        password: "con trâu đi trước".into(),
        second_factor: String::new(),
        source: "bench".into(),
        devices: Vec::new(),
    };
    let token = store.accept(attempt, &letter.code, now()).await.expect("taken").expect("in");
    (round, format!("ydan={}", token.0))
}

fn lines<T>(values: impl Iterator<Item = T>) -> Vec<Line<T>> {
    (2..).zip(values).map(|(number, value)| Line { number, value }).collect()
}
