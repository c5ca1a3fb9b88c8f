//! Documents as files: by Decree 30/2020/NĐ-CP as an office suite draws them, read again by another library, tagged.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;
#[path = "documents/drawn.rs"]
mod drawn;

use app::documents::{Block, Document};
use app::domain::collection::audit_slip::JudgedSlips;
use app::domain::collection::notice::{Notice, NoticeWords};
use app::domain::collection::plan::Papers;
use app::domain::collection::round::{Ending, Round, State};
use app::domain::survey::count::{Count, Tally, Turnout};
use app::domain::survey::node::Node;
use app::domain::units::unit::{Level, UnitRef};
use app::i18n::Lang;
use app::i18n::reasons::results;
use app::ports::notices::NoticeView;
use app::prints::Print;
use common::*;
use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, read_docx};
use drawn::{Drawn, draw_pdf, draw_word};
use server::files::{docx, typeset::marked_pdf};
use std::sync::Arc;
use uuid::Uuid;

/// A notice of a commune in which each question had other counts, with long names and reasons where `long`.
fn notice(long: bool) -> Document {
    let ruleset = ruleset("xa-ntm-2021-2025");
    let name =
        if long { format!("Xã {}", "Đạ Đờn Quảng Lập ".repeat(7).trim()) } else { "Xã Đạ Ròn".into() };
    let unit = UnitRef { code: COMMUNE.into(), name, kind: "xã".into(), level: Level::Commune };
    let turnout = Turnout { households: 1278, issued: 1275, returned: 1201, valid: 1190, invalid: 11 };
    let counts =
        (0..ruleset.questions.len() as u64).map(|no| Count { satisfied: 1190 - no * 13, unsatisfied: no * 12 });
    let node = Node::new(unit.clone(), Tally { turnout, counts: counts.collect() }, vec![]);
    let results = results(&ruleset, &node);
    let basis = vec![
        "Quyết định số 318/QĐ-TTg ngày 08 tháng 3 năm 2022 của Thủ tướng Chính phủ về Bộ tiêu chí quốc gia về xã nông thôn mới".into(),
        "Kế hoạch số 47-KH/TU ngày 30 tháng 5 năm 2022 của Tỉnh ủy Lâm Đồng".into(),
    ];
    let papers =
        Papers { number: "12/KH-MTTQ-BTT".into(), signed_on: Some(day("2026-02-05")), basis, ..Papers::default() };
    let round = Round {
        id: Uuid::nil(),
        unit,
        ruleset: Arc::new(ruleset),
        papers: Arc::new(papers),
        opens: day("2026-02-10"),
        closes: day("2026-02-27"),
        ended_on: Some(day("2026-02-27")),
        full_figures: None,
        state: State::Published,
        published_on: Some(day("2026-03-02")),
    };
    let reason = if long {
        "Đường vào thôn lầy lội, mùa mưa xe máy không đi được. ".repeat(37)
    } else {
        "Đường lầy".into()
    };
    let words = NoticeWords {
        number: "25/TB-MTTQ-BTT".into(),
        place: "Đạ Ròn".into(),
        above: "ỦY BAN MTTQ VIỆT NAM XÃ ĐẠ RÒN".into(),
        committee: "BAN THƯỜNG TRỰC".into(),
        title: "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH".into(),
        signer: "Nguyễn Thị Hoa".into(),
        posted_at: "nhà văn hóa các thôn".into(),
        receivers: vec!["Đảng ủy, HĐND, UBND xã".into(), "Các thôn".into(), "Lưu: VT, BTT".into()],
        summaries: [(2, reason)].into(),
        ..NoticeWords::default()
    };
    let notice = Notice {
        words,
        version: 1,
        published_on: day("2026-03-02"),
        reason: String::new(),
        ending: Ending::default(),
        full_figures: None,
        audit_slips: JudgedSlips::default(),
    };
    Document::notice(Lang::Vi, &NoticeView { round, notice, results, versions: vec![] })
}

/// The lines of its tables.
fn lines(document: &Document) -> Vec<Vec<String>> {
    let tables = document.body.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.flat_map(|table| &table.rows).map(|line| line.iter().map(|cell| cell.text.words()).collect()).collect()
}

/// The lines of a Word file's tables that have borders.
fn lines_of_word(file: &[u8]) -> Vec<Vec<String>> {
    let read = read_docx(file).expect("a Word file");
    let mut lines = Vec::new();
    for child in &read.document.children {
        let DocumentChild::Table(table) = child else { continue };
        for TableChild::TableRow(row) in &table.rows {
            let cells = row.cells.iter().map(|TableRowChild::TableCell(cell)| {
                let paragraphs = cell.children.iter().filter_map(|content| match content {
                    TableCellContent::Paragraph(paragraph) => Some(paragraph.raw_text()),
                    _ => None,
                });
                paragraphs.collect::<Vec<_>>().join("\n")
            });
            lines.push(cells.collect());
        }
    }
    lines
}

#[test]
fn a_word_file_is_read_again_with_the_very_numbers_of_the_screen() {
    let document = notice(false);
    let (told, read) = (lines(&document), lines_of_word(&docx(&document, None).unwrap()));
    assert_eq!(told.len(), 19);
    assert!(told.iter().all(|line| read.contains(line)), "{told:?}\n{read:?}");
}

/// What Decree 30/2020/NĐ-CP, Annex I, asks of a paper, as a program draws it.
fn expect_decree_30(drawn: &Drawn) {
    let near = |is: f64, should: f64, by: f64, what: &str| {
        assert!((is - should).abs() <= by, "{what}: {is:.1} mm, not {should:.1}");
    };
    for page in &drawn.pages {
        near(page.width, 210.0, 0.5, "A4");
        near(page.height, 297.0, 0.5, "A4");
        let ink = &page.ink;
        assert!((29.5..=35.5).contains(&ink.left), "left margin: {:.1}", ink.left);
        assert!(page.width - ink.right >= 14.5, "right margin: {:.1}", page.width - ink.right);
        assert!(page.height - ink.bottom >= 19.5, "bottom margin: {:.1}", page.height - ink.bottom);
    }
    let (first, following) = drawn.pages.split_first().unwrap();
    assert!((19.5..=26.0).contains(&first.ink.top), "top margin: {:.1}", first.ink.top);
    for (no, page) in (2..).zip(following) {
        let number = page.words.first().unwrap();
        assert_eq!(number.text, no.to_string(), "a page's number stands above its text");
        near(f64::midpoint(number.left, number.right), 105.0, 9.0, "in the middle of its page");
        near(number.size, 14.0, 0.6, "size of a page's number");
    }
    let country = first.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    let motto = first.line("Độc lập - Tự do - Hạnh phúc");
    assert!(country.size >= 11.5 && country.size <= 13.5 && country.is_bold, "{country:?}");
    assert!(motto.size >= 12.5 && motto.size <= 14.5 && motto.is_bold, "{motto:?}");
    let below_motto = first.rule_below(&motto);
    near(below_motto.length(), motto.right - motto.left, 1.5, "the rule below the motto is as long as its words");
    let body = first.line("BAN THƯỜNG TRỰC");
    let share = first.rule_below(&body).length() / (body.right - body.left);
    assert!((0.32..=0.52).contains(&share) && body.is_bold, "a third to half of the body's name: {share:.2}");
    let number = first.line("Số: 25/TB-MTTQ-BTT");
    let place = first.line("Đạ Ròn, ngày 02 tháng 3 năm 2026");
    assert!(place.is_italic && (12.5..=14.5).contains(&place.size), "{place:?}");
    let title = first.line("THÔNG BÁO");
    assert!(title.is_bold && (12.5..=14.5).contains(&title.size), "{title:?}");
    near(f64::midpoint(title.left, title.right), 30.0 + 82.5, 2.0, "the kind stands in the middle");
    let basis = first.words_from("Căn cứ Quyết định");
    assert!(basis.is_italic && (12.5..=14.5).contains(&basis.size), "{basis:?}");
    near(basis.left, 30.0 + 12.7, 1.0, "the first line stands in by 12.7 mm");
    let order = [country.top, motto.top, place.top, title.top, basis.top];
    assert!(order.is_sorted() && number.top < title.top && body.top < number.top, "{order:?}");
    let last = drawn.pages.last().unwrap();
    let receivers = last.line("Nơi nhận:");
    assert!(receivers.is_bold && receivers.is_italic && (11.5..=12.5).contains(&receivers.size), "{receivers:?}");
    let kept = last.words_from("- Lưu: VT");
    assert!((10.5..=11.5).contains(&kept.size) && kept.text.ends_with('.'), "{kept:?}");
    let office = last.line("TM. BAN THƯỜNG TRỰC");
    assert!(office.is_bold && office.left > receivers.left + 60.0, "who signs stands on the right: {office:?}");
    assert!(last.line("Nguyễn Thị Hoa").is_bold);
}

fn pdf(document: Document) -> Vec<u8> {
    marked_pdf(&Print::Document(Box::new(document)), None).unwrap()
}

#[test]
fn names_of_120_letters_and_long_reasons_run_over_no_margin() {
    let document = notice(true);
    let told = lines(&document);
    for drawn in [draw_word(&docx(&document, None).unwrap(), "long-word"), draw_pdf(&pdf(document), "long-pdf")] {
        for page in &drawn.pages {
            assert!(page.ink.left >= 29.5 && page.width - page.ink.right >= 14.0, "{:?}", page.ink);
            assert!(page.height - page.ink.bottom >= 19.5, "{:?}", page.ink);
        }
        let all: String = drawn.pages.iter().flat_map(|page| &page.words).map(|words| words.text.as_str()).collect();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let all = squeezed(&all);
        assert!(told.iter().flatten().filter(|cell| cell.len() < 40).all(|cell| all.contains(&squeezed(cell))));
        let reason = told.iter().flatten().find(|cell| cell.len() > 1000).expect("a long reason");
        assert_eq!(all.matches("khôngđi").count(), reason.matches("không đi").count());
    }
}

#[test]
fn a_pdf_of_a_document_is_tagged_and_its_headings_lists_and_tables_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notice.pdf");
    std::fs::write(&file, pdf(notice(false))).unwrap();
    let told = |args: &[&str]| {
        let done = std::process::Command::new("pdfinfo").args(args).arg(&file).output().unwrap();
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let about = told(&[]);
    assert!(about.contains("Tagged:          yes") && about.contains("Title:           Thông báo kết quả"), "{about}");
    let structure = told(&["-struct"]);
    let count = |tag: &str| {
        let tags = structure.lines().filter_map(|line| line.trim_start().split([' ', ':']).next());
        tags.filter(|found| *found == tag).count()
    };
    assert_eq!([count("H1"), count("H2"), count("Table")], [1, 4, 1]);
    assert_eq!([count("TR"), count("TH"), count("TD")], [2 + 19, 4 + 5, 19 * 7]);
}

#[test]
fn a_document_of_a_trial_says_so_on_every_page_of_its_word_file() {
    let drawn = draw_word(&docx(&notice(true), Some("BẢN THỬ")).unwrap(), "trial-word");
    assert!(drawn.pages.len() > 2);
    for page in &drawn.pages {
        assert!(page.words.iter().any(|words| words.text.contains("BẢN THỬ")));
    }
}

#[test]
fn a_notice_is_laid_out_by_decree_30_in_word_and_in_pdf() {
    let document = notice(false);
    expect_decree_30(&draw_word(&docx(&document, None).unwrap(), "notice-word"));
    expect_decree_30(&draw_pdf(&pdf(document), "notice-pdf"));
}
