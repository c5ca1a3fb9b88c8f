//! Open data: the contract of its port on both databases, and the file over the whole router.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::people::account::Role;
use app::domain::survey::results::Results;
use app::open_data::{FIELDS, Kind, OpenFormat, Value, lines};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::notices::{Correction, Notices as _};
use app::ports::open_data::{OpenData as _, OpenResults};
use app::ports::results::PublishedResults as _;
use app::ports::rounds::Rounds as _;
use app::routes::OpenDataFile;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use calamine::{DataType as _, Reader as _};
use common::*;
use http_body_util::BodyExt as _;
use server::http::router::router;
use server::http::state::app_state;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use tower::ServiceExt as _;
use uuid::Uuid;

on_both! {
    only_what_is_published_is_listed_once_in_its_latest_version => story;
    the_file_has_the_very_numbers_that_are_published => file;
}

/// A published round of two communes, one of them with a formula for a name, and one that is not published.
async fn published(world: &World) -> Uuid {
    world.hamlets(COMMUNE, &[("01", 30), ("02", 30)]).await;
    world.hamlets("24940", &[("01", 30)]).await;
    world.tamper("update unit set name = '=Xã \"Đạ, Ròn\"' where code = '24940'").await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    for (commune, hamlet, satisfied) in [(COMMUNE, "01", 25), (COMMUNE, "02", 14), ("24940", "01", 20)] {
        let rows = minutes(commune, hamlet, head(30, 30, 28, 2), 19, |no| satisfied - u64::from(no) % 3);
        store(world)
            .import_minutes(&app::ports::common::Actor::Operator, round, rows, Replacing::None, now())
            .await
            .unwrap();
    }
    world.end(round).await;
    store(world).publish(&app::ports::common::Actor::Operator, round, now()).await.unwrap();
    let open = world.open(COMMUNE, ruleset("xa-nang-cao-2021-2025")).await;
    world.issue(open, None).await;
    round
}

const fn store(world: &World) -> &server::store::Store {
    &world.store
}

async fn all(world: &World, at_once: u32) -> Vec<OpenResults> {
    let mut found: Vec<OpenResults> = Vec::new();
    loop {
        let some = store(world).open_results(found.last().map(|one| one.cursor), at_once).await.unwrap();
        let is_last = some.len() < at_once as usize;
        found.extend(some);
        if is_last {
            return found;
        }
    }
}

async fn story(world: World) {
    let round = published(&world).await;
    let whole = all(&world, 100).await;
    assert_eq!(whole, all(&world, 1).await, "some at a time are the same as all");
    let units: Vec<_> = whole.iter().map(|one| (one.round.id, one.results.unit.code.clone(), one.version)).collect();
    assert!(units.iter().all(|(of, _, version)| *of == round && *version == 1), "{units:?}");
    assert!(units.len() >= 3 && units.iter().any(|(_, code, _)| code == "677"));
    let (front, _) = world.member("huyen", Role::Front, "677", "").await;
    let mut words = store(&world).notice_desk(&front, round).await.unwrap().words;
    words = app::domain::collection::notice::NoticeWords {
        number: "1/TB".into(),
        place: "Đơn Dương".into(),
        signer: "Lan".into(),
        posted_at: "Nhà văn hóa".into(),
        ..words
    };
    store(&world).correct(&front, round, "ghi sai tên", Correction::Words(words), now()).await.unwrap();
    let corrected = all(&world, 2).await;
    assert_eq!(corrected.len(), whole.len());
    assert!(corrected.iter().all(|one| one.version == 2));
}

async fn file(world: World) {
    let round = published(&world).await;
    let rulesets = server::data::rulesets::load(None).unwrap();
    let state = app_state(Arc::new(store(&world).clone()), rulesets, Arc::new(now), "http://ydan.test").unwrap();
    let app = router(state);
    let load = async |format: OpenFormat| {
        let request = Request::get(OpenDataFile { format }.to_string()).body(Body::empty()).unwrap();
        let asked = app.clone().oneshot(request).await.unwrap();
        assert_eq!(asked.status(), StatusCode::OK, "{format}");
        asked.into_body().collect().await.unwrap().to_bytes().to_vec()
    };
    let body = load(OpenFormat::Csv).await;
    let text = std::str::from_utf8(&body).unwrap().strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head, FIELDS.map(|field| field.name));
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let listed = all(&world, 100).await;
    assert_eq!(rows.len(), listed.iter().map(|one| lines(one).count()).sum::<usize>());
    for row in &rows {
        let document = store(&world).document(round, Some(&row["unit_code"]), None).await.unwrap().unwrap();
        let results: Results = serde_json::from_str(&document).unwrap();
        let question = results.questions.iter().find(|one| one.no.to_string() == row["question"]).unwrap();
        let told = question.counts.map(|counts| (counts.satisfied.to_string(), counts.unsatisfied.to_string()));
        assert_eq!((row["satisfied"].clone(), row["unsatisfied"].clone()), told.unwrap_or_default());
        assert_eq!(row["percent_satisfied"], question.percent_satisfied.clone().unwrap_or_default());
        assert_eq!(row["valid"], results.participation.turnout.valid.to_string());
        assert_eq!(row["withheld"].is_empty(), question.withheld.is_none());
    }
    let page = app.clone().oneshot(Request::get("/du-lieu").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let formula = rows.iter().find(|row| row["unit_code"] == "24940").unwrap();
    assert_eq!(formula["unit_name"], "'=Xã \"Đạ, Ròn\"");
    // Of each line as many values as there are fields, of their kinds.
    for line in listed.iter().flat_map(lines) {
        assert_eq!(line.len(), FIELDS.len());
        for (value, field) in line.iter().zip(FIELDS) {
            let fits = match value {
                Value::None => true,
                Value::Text(_) => field.kind == Kind::Text,
                Value::Number(number) => field.kind == Kind::Number || (field.kind == Kind::Flag && *number <= 1),
                Value::Decimal(_) => field.kind == Kind::Decimal,
                Value::Day(_) => field.kind == Kind::Day,
            };
            assert!(fits, "{}: {value:?}", field.name);
        }
    }
    // What other programs read is the same, number by number.
    let told: Vec<Vec<Told>> = listed.iter().flat_map(lines).map(|line| line.into_iter().map(told).collect()).collect();
    assert_eq!(of_workbook(&load(OpenFormat::Excel).await), told);
    assert_eq!(of_sav(&load(OpenFormat::Spss).await), told);
    assert_eq!(of_parquet(&load(OpenFormat::Parquet).await), told);
}

/// A value as programs read it: a number, a text, or nothing.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Nothing,
    Number(f64),
    Text(String),
}

fn told(value: Value) -> Told {
    match value {
        Value::None => Told::Nothing,
        Value::Text(text) if text.is_empty() => Told::Nothing,
        Value::Text(text) => Told::Text(text),
        Value::Number(number) => Told::Number(f64::from(u32::try_from(number).unwrap())),
        Value::Decimal(written) => Told::Number(written.parse().unwrap()),
        Value::Day(day) => Told::Text(day.to_string()),
    }
}

/// A value that a program wrote out, of a field.
fn read(text: &str, kind: Kind) -> Told {
    match (text.trim(), kind) {
        ("", _) => Told::Nothing,
        (text, Kind::Text | Kind::Day) => Told::Text(text.to_owned()),
        (text, Kind::Number | Kind::Decimal | Kind::Flag) => {
            Told::Number(text.parse().unwrap_or_else(|_| panic!("{text}")))
        }
    }
}

fn of_workbook(file: &[u8]) -> Vec<Vec<Told>> {
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range("results").unwrap();
    let cell = |cell: &calamine::Data| match cell {
        calamine::Data::Empty => Told::Nothing,
        calamine::Data::String(text) => Told::Text(text.clone()),
        calamine::Data::DateTime(_) => Told::Text(cell.as_date().unwrap().to_string()),
        other => Told::Number(other.as_f64().unwrap()),
    };
    sheet.rows().skip(1).map(|row| row.iter().map(cell).collect()).collect()
}

/// What PSPP reads of an SPSS file.
fn of_sav(file: &[u8]) -> Vec<Vec<Told>> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("results.sav"), folder.path().join("results.csv"));
    std::fs::write(&from, file).unwrap();
    let done = Command::new("pspp-convert").args([&from, &to]).output().expect("pspp-convert of the package pspp");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // It says what fields and values mean.
    let (asks, says) = (folder.path().join("asks.sps"), folder.path().join("says.csv"));
    std::fs::write(&asks, format!("get file='{}'.\ndisplay dictionary.\n", from.display())).unwrap();
    let done = Command::new("pspp").arg("-o").args([&says, &asks]).output().expect("pspp");
    let says = std::fs::read_to_string(&says).unwrap_or_default();
    assert!(done.status.success(), "{says}{}", String::from_utf8_lossy(&done.stderr));
    for key in ["open-data-satisfied", "open-data-yes"] {
        let meaning = app::i18n::word(app::i18n::Lang::Vi, key, &[]);
        assert!(says.contains(&meaning), "{meaning}: {says}");
    }
    let mut reader = ::csv::Reader::from_path(&to).unwrap();
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), FIELDS.map(|field| field.name));
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        record.iter().zip(FIELDS).map(|(text, field)| read(&day_first(text, field.kind), field.kind)).collect()
    });
    rows.collect()
}

/// A day as PSPP writes it into lists, `07/01/2024`, as everybody else does.
fn day_first(text: &str, kind: Kind) -> String {
    match text.split('/').collect::<Vec<_>>()[..] {
        [month, day, year] if kind == Kind::Day => format!("{year}-{month}-{day}"),
        _ => text.to_owned(),
    }
}

/// What a Python library reads of a Parquet file.
fn of_parquet(file: &[u8]) -> Vec<Vec<Told>> {
    const SCRIPT: &str = "import sys, csv, pyarrow.parquet as p\n\
        t = p.read_table(sys.argv[1])\n\
        assert p.read_metadata(sys.argv[1]).metadata[b'licence'] == b'CC BY 4.0'\n\
        w = csv.writer(sys.stdout)\n\
        w.writerow(t.column_names)\n\
        [w.writerow(['' if v is None else v for v in row.values()]) for row in t.to_pylist()]\n";
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("results.parquet");
    std::fs::write(&from, file).unwrap();
    let packages = std::env::var("YDAN_TEST_PYTHON")
        .expect("YDAN_TEST_PYTHON, which `cargo xtask test` sets: a folder with pyarrow");
    let done = Command::new("python3").args(["-c", SCRIPT]).arg(&from).env("PYTHONPATH", packages).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut reader = ::csv::Reader::from_reader(done.stdout.as_slice());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), FIELDS.map(|field| field.name));
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        record.iter().zip(FIELDS).map(|(text, field)| read(text, field.kind)).collect()
    });
    rows.collect()
}
