//! Lists and workbooks as offices send them: what is taken, and what is refused, at which line and why.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::oversight::criterion::Status;
use app::message::{Arg, Message};
use app::ports::census::Census as _;
use app::ports::common::*;
use app::ports::criteria::CriterionRow;
use app::ports::hamlets::{HamletEdit, HamletRow, Hamlets as _};
use clap::Parser as _;
use common::*;
use server::data::rulesets;
use server::files::{csv, spreadsheet};

/// A file of `server/tests/cases`.
macro_rules! case {
    ($name:literal) => {
        &include_bytes!(concat!("cases/", $name))[..]
    };
}

/// What is wrong with a file: the line, the column where one is named, and the key of the innermost message.
fn faults<T: std::fmt::Debug>(answer: Answer<T>) -> Vec<(u64, String, String)> {
    match answer.expect_err("refused") {
        PortError::Refused(why) => vec![named(0, &why)],
        PortError::File(Faults(faults)) => faults.iter().map(|(line, fault)| named(*line, fault)).collect(),
        other => panic!("{other}"),
    }
}

fn named(line: u64, fault: &Message) -> (u64, String, String) {
    let text = |name: &str| match fault.args.iter().find(|(own, _)| own == name) {
        Some((_, Arg::Text(text))) => text.clone(),
        _ => String::new(),
    };
    let inner = fault.args.iter().find_map(|(_, arg)| match arg {
        Arg::Message(inner) => Some(inner.key.to_string()),
        _ => None,
    });
    (line, text("column"), inner.unwrap_or_else(|| fault.key.to_string()))
}

fn fault(line: u64, column: &str, key: &str) -> (u64, String, String) {
    (line, column.into(), key.into())
}

fn hamlets(bytes: &[u8]) -> Vec<(u64, String, String, u64)> {
    let lines = csv::hamlets(bytes).expect("taken");
    lines.into_iter().map(|Line { number, value }| (number, value.code, value.name, value.households)).collect()
}

fn statuses(bytes: &[u8]) -> Answer<Vec<Line<CriterionRow>>> {
    spreadsheet::statuses(bytes, &rulesets::load(None).unwrap(), day("2026-11-26"))
}

/// The three hamlets of most cases.
fn three() -> Vec<(u64, String, String, u64)> {
    let row = |number: u64, code: &str, name: &str, households| (number, code.into(), name.into(), households);
    vec![row(2, "01", "Thôn Đoàn Kết", 120), row(3, "02", "Thôn Tân Lập", 98), row(4, "03", "Thôn Đa Thọ", 1_278)]
}

#[test]
fn a_year_of_two_digits_is_refused_with_its_line_and_column() {
    assert_eq!(faults(statuses(case!("c_2digit.csv"))), [fault(3, "as_of", "day-short-year")]);
    assert_eq!(faults(csv::titles(case!("t_2digit.csv"))), [fault(2, "day", "day-short-year")]);
}

#[test]
fn a_day_outside_of_living_memory_and_one_that_does_not_exist_are_told_apart() {
    let told = |day: &str| {
        let text = format!("unit_code,title,event,day,decision\n24934,standard,granted,{day},QĐ 1\n");
        faults(csv::titles(text.as_bytes()))
    };
    assert_eq!(told("0026-06-30"), [fault(2, "day", "day-year-outside")]);
    assert_eq!(told("31/11/2026"), [fault(2, "day", "day-does-not-exist")]);
    assert_eq!(told("cuối năm"), [fault(2, "day", "day-unreadable")]);
    assert_eq!(told(""), [fault(2, "day", "cell-empty")]);
}

#[test]
fn a_day_of_a_command_is_read_as_a_day_of_a_file() {
    let read = |day: &str| {
        let open = ["ydan", "round", "open", "--ruleset", "x", "--unit", "1", "--from", day, "--to", "2026-12-01"];
        server::cli::Cli::try_parse_from(open).is_ok()
    };
    let read = |day: &str| {
        let census = ["ydan", "households", "import", "list.csv", "--source", "x", "--on", day];
        let merge = ["ydan", "units", "merge", "list.csv", "--on", day];
        let both = [&census[..], &merge].map(|command| server::cli::Cli::try_parse_from(command).is_ok());
        (both == [read(day); 2]).then_some(both[0]).expect("all read alike")
    };
    assert!(read("2026-06-30") && read("30/6/2026"));
    assert!(!read("0026-06-30") && !read("30/6/26") && !read("31/11/2026"));
}

#[test]
fn a_count_with_a_decimal_nought_is_that_count_and_never_tenfold() {
    assert_eq!(hamlets(case!("h_decimal.csv"))[0].3, 120);
    let one = |typed: &str| {
        let text = format!("commune_code;code;name;households\n24931;01;Thôn Đoàn Kết;{typed}\n");
        csv::hamlets(text.as_bytes()).map(|lines| lines[0].value.households)
    };
    for (typed, households) in
        [("165", 165), ("1.650", 1_650), ("1 650", 1_650), ("1\u{a0}650", 1_650), ("165,0", 165), ("1.650,00", 1_650)]
    {
        assert_eq!(one(typed).expect("a count"), households, "{typed}");
    }
    for typed in ["1.65", "16.5", "165.5", "1.6500"] {
        assert_eq!(faults(one(typed)), [fault(2, "households", "count-not-whole")], "{typed}");
    }
    for typed in ["-5", "trăm", "1..650", "99999999999999999999999"] {
        assert_eq!(faults(one(typed)), [fault(2, "households", "count-unreadable")], "{typed}");
    }
}

#[test]
fn what_spreadsheets_write_around_a_list_is_taken() {
    assert_eq!(hamlets(case!("h_ok.csv")), three());
    assert_eq!(hamlets(case!("h_blankrows.csv")), three());
    assert_eq!(hamlets(case!("h_emptycols.csv")), three());
    assert_eq!(hamlets(case!("h_semicolon.csv")), three());
    let below_a_sep_line = three().into_iter().map(|(line, code, name, households)| (line + 1, code, name, households));
    assert_eq!(hamlets(case!("h_sep.csv")), below_a_sep_line.collect::<Vec<_>>());
    assert_eq!(hamlets(case!("h_newline.csv")), three()[..1]);
    let on = day("2026-01-01");
    for bytes in [case!("hh_blank.csv"), case!("hh_semi.csv")] {
        let lines = csv::households(bytes, on).expect("taken");
        assert_eq!((lines.len(), lines[0].value.households, lines[0].value.name.as_str()), (1, 1_699, "Xã Đạ Ròn"));
    }
}

#[test]
fn a_template_saved_with_a_sep_line_or_with_line_breaks_in_a_cell_is_taken() {
    let lines = statuses(case!("x_sepline.csv")).expect("taken");
    assert_eq!((lines.len(), lines[0].number, lines[0].value.document.as_str()), (1, 3, "BC 1"));
    let lines = statuses(case!("x_csv_newline.csv")).expect("taken");
    assert_eq!(lines[0].value.document, "BC 1 ngày 30/6");
    let lines = statuses(case!("x_multiline_document.xlsx")).expect("taken");
    assert_eq!(lines.len(), 1);
    assert!(lines[0].value.document.starts_with("BC") && !lines[0].value.document.contains('\n'));
}

#[test]
fn only_sheets_that_people_see_are_read_and_several_filled_ones_are_named() {
    let lines = statuses(case!("x_hidden_first_sheet.xlsx")).expect("taken");
    let read: Vec<_> = lines.iter().map(|line| (line.value.status, line.value.document.as_str())).collect();
    assert_eq!(read, [(Status::NotMet, "BC mới 2026"); 2]);
    assert_eq!(faults(statuses(case!("x_two_filled_sheets.xlsx"))), [fault(0, "", "sheet-several")]);
}

#[test]
fn cells_that_are_only_formatted_do_not_count() {
    for bytes in [case!("x_styled_empty_row.xlsx"), case!("x_styled_empty_column.xlsx")] {
        let lines = statuses(bytes).expect("taken");
        assert_eq!((lines.len(), lines[0].number, lines[0].value.value.as_str()), (1, 3, "71%"));
    }
}

#[test]
fn what_a_person_sees_in_a_cell_is_what_is_read() {
    let lines = statuses(case!("x_pasted_numbers.xlsx")).expect("taken");
    let values: Vec<_> = lines.iter().map(|line| line.value.value.as_str()).collect();
    assert_eq!(values, ["71%", "78,9", "0,3", "48.000.000", "1278,5", "TRUE"]);
    assert!(lines.iter().all(|line| line.value.as_of == day("2026-06-30")), "a day is a day however it is shown");
    let lines = statuses(case!("x_document_became_date.xlsx")).expect("taken");
    assert_eq!((lines[0].value.document.as_str(), lines[0].value.as_of), ("12/2026", day("2026-06-30")));
}

#[test]
fn other_kinds_of_files_are_refused_by_name() {
    assert_eq!(faults(statuses(case!("x_old_xls.xls"))), [fault(0, "", "sheet-old-excel")]);
    assert_eq!(faults(statuses(case!("x_ods.ods"))), [fault(0, "", "sheet-open-document")]);
    assert_eq!(faults(csv::hamlets(case!("x_ods.ods"))), [fault(0, "", "sheet-open-document")]);
    assert_eq!(faults(statuses(b"<html><table><tr><td>x")), [fault(0, "", "sheet-web-page")]);
    assert_eq!(faults(statuses(b"%PDF-1.7 x")), [fault(0, "", "sheet-pdf")]);
}

#[test]
fn text_of_another_alphabet_is_refused_with_its_line_and_its_word() {
    let refused = |bytes| faults(csv::hamlets(bytes));
    assert_eq!(refused(case!("h_tcvn3_utf8.csv")), [fault(2, "name", "text-tcvn3"), fault(3, "name", "text-tcvn3")]);
    assert_eq!(refused(case!("h_mojibake_utf8.csv")), [fault(2, "name", "text-twice-encoded")]);
    assert_eq!(refused(case!("h_question.csv")), [fault(2, "name", "text-question-marks")]);
    let vni = "commune_code,code,name,households\n24931,01,Thoân Ñoaøn Keát,120\n";
    assert_eq!(refused(vni.as_bytes()), [fault(2, "name", "text-vni")]);
}

#[test]
fn an_eth_for_a_d_with_stroke_and_letters_in_parts_are_mended_at_the_door() {
    let lines = csv::households(case!("hh_eth.csv"), day("2026-01-01")).expect("taken");
    assert_eq!(lines[0].value.name, "Xã Đạ Ròn");
    let units = |bytes| csv::units(bytes, (None, None)).expect("taken");
    assert_eq!(units(case!("u_eth.csv"))[1].value.named.name, "Xã Đạ Thử");
    assert_eq!(units(case!("u_nfd.csv")), units(case!("u_nfc.csv")));
    for bytes in [case!("x_status_eth.xlsx"), case!("x_header_nfd.xlsx"), case!("x_csv_nfd.csv")] {
        assert_eq!(statuses(bytes).expect("taken")[0].value.status, Status::Met);
    }
}

#[test]
fn what_no_text_holds_and_broken_words_are_refused_in_every_column() {
    let told = |document: &str| {
        let head = "unit_code,ruleset,criterion,status,as_of,document";
        let text = format!("{head}\n24934,xa-ntm-2021-2025,2,met,2026-06-30,{document}\n");
        faults(statuses(text.as_bytes()))
    };
    assert_eq!(told("BC\0 1"), [fault(2, "document", "cell-strange-characters")]);
    assert_eq!(told("Th«n §oµn KÕt"), [fault(2, "document", "text-tcvn3")]);
}

#[test]
fn faults_come_in_the_order_of_the_file_a_line_for_each_cell() {
    let text = "unit_code,ruleset,criterion,status,as_of,document\n\
                ,xa-ntm-2021-2025,2,có,31/11/2026,BC\n24934,xa-ntm-2021-2025,hai,met,1/1/26,BC\n";
    assert_eq!(
        faults(statuses(text.as_bytes())),
        [
            fault(2, "unit_code", "cell-empty"),
            fault(2, "status", "cell-not-a-status"),
            fault(2, "as_of", "day-does-not-exist"),
            fault(3, "criterion", "count-unreadable"),
            fault(3, "as_of", "day-short-year"),
        ]
    );
}

on_both! {
    a_short_name_agrees_where_the_code_does => short_names;
    a_code_that_lost_its_noughts_is_known_as_the_same_hamlet => lost_noughts;
    the_form_of_hamlets_knows_them_alike => lost_noughts_typed;
}

async fn short_names(world: World) {
    let (on, by) = (day("2024-04-01"), &Actor::Operator);
    let take =
        async |text: &[u8]| world.store.import_households(by, csv::households(text, on)?, on, "Thống kê", now()).await;
    assert_eq!(take(case!("hh_short.csv")).await.unwrap().added, 4);
    let other = "code,name,households\n24937,Thị trấn Thạnh Mỹ,1000\n24931,Mỹ Thạnh,800\n";
    let refused = faults(take(other.as_bytes()).await);
    assert_eq!(refused, [fault(2, "", "census-other-name"), fault(3, "", "census-other-name")]);
}

async fn lost_noughts(world: World) {
    let by = &Actor::Operator;
    let take = async |bytes| world.store.import_hamlets(by, csv::hamlets(bytes)?, now()).await;
    assert_eq!(take(case!("h_ok.csv")).await.unwrap().added, 3);
    let refused = faults(take(case!("h_leading_zero.csv")).await);
    assert_eq!(refused, [2, 3, 4].map(|line| fault(line, "", "hamlets-same-code")));
    let renamed = "commune_code,code,name,households\n24931,A7,Thôn Tân  Lập,98\n24931,04,thon doan ket,5\n";
    let refused = faults(take(renamed.as_bytes()).await);
    assert_eq!(refused, [2, 3].map(|line| fault(line, "", "hamlets-same-name")));
    let within = "commune_code,code,name,households\n24931,5,Thôn Năm,9\n24931,05,Thôn Sáu,9\n24931,6,Thôn Bảy,9\n24931,7,Thôn bảy,9\n";
    let refused = faults(take(within.as_bytes()).await);
    assert_eq!(refused, [fault(3, "", "hamlets-same-code"), fault(5, "", "hamlets-same-name")]);
    assert_eq!(world.count("select count(*) from hamlet").await, 3);
    assert_eq!(take(case!("h_ok.csv")).await.unwrap().same, 3);
}

async fn lost_noughts_typed(world: World) {
    let by = &Actor::Operator;
    world.store.import_hamlets(by, csv::hamlets(case!("h_ok.csv")).unwrap(), now()).await.unwrap();
    let known = world.store.hamlets(by, "24931", now()).await.unwrap().hamlets;
    let revision = app::domain::revision::Revision::of(&known);
    let kept = known.iter().map(|row| HamletEdit { known: row.code.clone(), row: Some(row.clone()) });
    let new = |code: &str, name: &str| HamletEdit {
        known: String::new(),
        row: Some(HamletRow { commune_code: "24931".into(), code: code.into(), name: name.into(), households: 9 }),
    };
    let rows: Vec<_> = kept.clone().chain([new("1", "Thôn Một"), new("9", "Thôn Đa Thọ")]).collect();
    let refused = world.store.keep_hamlets(by, "24931", numbered(rows), &revision, now()).await;
    assert_eq!(faults(refused), [fault(5, "", "hamlets-same-code"), fault(6, "", "hamlets-same-name")]);
    // A name is given on, and a code is exchanged for one without noughts: it is the same hamlet all along.
    let mut rows: Vec<_> = kept.collect();
    let row = rows[0].row.as_mut().unwrap();
    row.code = "1".into();
    world.store.keep_hamlets(by, "24931", numbered(rows), &revision, now()).await.unwrap();
    assert_eq!(world.count("select count(*) from hamlet").await, 3);
}
