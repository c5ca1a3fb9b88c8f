//! Lists as files: read back by another program with the very numbers of the screen and the filter as it stands.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::documents::{Cell, Column};
use app::list_file::List;
use app::ports::common::Actor;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::Rounds as _;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use calamine::{DataType as _, Reader as _};
use common::*;
use http_body_util::BodyExt as _;
use server::files::{list_csv, list_workbook};
use server::http::router::router;
use server::http::state::app_state;
use std::sync::Arc;
use tower::ServiceExt as _;

async fn load(app: &Router, path: &str) -> (StatusCode, Vec<u8>) {
    let answer = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    (answer.status(), answer.into_body().collect().await.unwrap().to_bytes().into())
}

/// The lines of a CSV file.
fn csv_lines(file: &[u8]) -> Vec<Vec<String>> {
    let text = file.strip_prefix(b"\xef\xbb\xbf").expect("spreadsheets know it by its mark");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The lines of a workbook below what stands above them, numbers as CSV writes them.
fn excel_lines(file: Vec<u8>) -> Vec<Vec<String>> {
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(file)).unwrap();
    let name = book.sheet_names().remove(0);
    assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "no formula");
    let sheet = book.worksheet_range(&name).unwrap();
    let word = |cell: &calamine::Data| match cell.as_f64().filter(|_| cell.is_float() || cell.is_int()) {
        Some(number) => number.to_string(),
        None => cell.as_string().unwrap_or_default(),
    };
    sheet.rows().skip(3).map(|row| row.iter().map(word).collect()).collect()
}

/// The same number, however many noughts it ends with; text that CSV guards from being a formula as it is.
fn alike(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    match (number(one), number(other)) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => one.strip_prefix('\'').unwrap_or(one) == other,
    }
}

#[tokio::test]
async fn the_list_of_a_unit_is_loaded_with_its_filter_and_the_numbers_of_the_screen() {
    let world = World::sqlite().await;
    for commune in [COMMUNE, "24940"] {
        world.hamlets(commune, &[("01", 1_300)]).await;
    }
    world.tamper("update unit set name = '=Xã Ka Đô' where code = '24940'").await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    for (commune, satisfied) in [(COMMUNE, 1_170), ("24940", 500)] {
        let rows = minutes(commune, "01", head(1_300, 1_290, 1_200, 3), 19, |_| satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    world.end(round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    let store = Arc::new(world.store.clone());
    let rulesets = server::data::rulesets::load(None).unwrap();
    let app = router(app_state(store, rulesets, Arc::new(now), "http://ydan.test").expect("sound"));

    let (status, file) = load(&app, "/ket-qua/677/danh-sach.csv").await;
    assert_eq!(status, StatusCode::OK);
    let lines = csv_lines(&file);
    let of = |code: &str| lines.iter().find(|line| line[0] == code).unwrap_or_else(|| panic!("{code}: {lines:?}"));
    assert_eq!(of(COMMUNE)[3..9], ["1203", "1300", "92.54", "1170", "1200", "97.50"]);
    assert_eq!(of("24940")[1], "'=Xã Ka Đô", "no formula");
    let (_, page) = load(&app, "/ket-qua/677").await;
    let page = String::from_utf8(page).unwrap();
    for said in ["92,54", "97,50", "1.170", "1.200", "41,67"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let workbook = excel_lines(load(&app, "/ket-qua/677/danh-sach.xlsx").await.1);
    assert_eq!(workbook.len(), lines.len());
    for (one, other) in lines.iter().flatten().zip(workbook.iter().flatten()) {
        assert!(alike(one, other), "{one} {other}");
    }

    // With the filter as it stands: what the page shows, sorted as it is there.
    let met = csv_lines(&load(&app, "/ket-qua/677/danh-sach.csv?loc=dat").await.1);
    assert_eq!(met[1..].iter().map(|line| line[0].as_str()).collect::<Vec<_>>(), [COMMUNE]);
    let sorted = csv_lines(&load(&app, "/ket-qua/677/danh-sach.csv?xep=hai-long").await.1);
    assert_eq!(sorted[1..3].iter().map(|line| line[0].as_str()).collect::<Vec<_>>(), ["24940", COMMUNE]);
    let page = String::from_utf8(load(&app, "/ket-qua/677?loc=dat&tim=ron").await.1).unwrap();
    let way = page.replace("&amp;", "&");
    assert!(way.contains("&tim=ron&loc=dat"), "the way keeps the filter: {way}");
    for missing in ["/ket-qua/677/danh-sach.pdf", "/ket-qua/24937/danh-sach.csv", "/ket-qua/99999/danh-sach.csv"] {
        assert_eq!(load(&app, missing).await.0, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[test]
fn a_list_of_a_whole_country_is_a_workbook_with_every_line() {
    let heads = vec![("Mã".to_owned(), Column::words(8)), ("Số".to_owned(), Column::numbers(8))];
    let row = |no: u64| vec![Cell::new(format!("9{no:05}")), Cell::count(app::i18n::Lang::Vi, no)];
    let list = List::new("Cả nước".into(), String::new(), heads, (1..=3_321).map(row).collect());
    let (csv, workbook) = (csv_lines(&list_csv(&list).unwrap()), excel_lines(list_workbook(&list, None).unwrap()));
    assert_eq!((csv.len(), workbook.len()), (3_322, 3_322));
    assert!(csv.iter().flatten().zip(workbook.iter().flatten()).all(|(one, other)| alike(one, other)));
}
