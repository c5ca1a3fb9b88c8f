//! Documents as files: by Decree 30/2020/NĐ-CP as an office suite draws them, read again by another library, tagged.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;
#[path = "documents/drawn.rs"]
mod drawn;

use app::documents::example::Example;
use app::documents::format::RoundDocument;
use app::documents::{Block, Document};
use app::domain::collection::audit_slip::JudgedSlips;
use app::domain::collection::notice::{Notice, NoticeWords};
use app::domain::collection::plan::Papers;
use app::domain::collection::round::{Ending, Round, State};
use app::domain::document_kind::DocumentKind;
use app::domain::oversight::recommendation::{RecommendationAction, Stage};
use app::domain::revision::Revision;
use app::domain::survey::count::{Count, Tally, Turnout};
use app::domain::survey::node::Node;
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::i18n::Lang;
use app::i18n::reasons::results;
use app::ports::notices::NoticeView;
use app::ports::recommendations::{Recommendation, RecommendationRow, RecommendationStep, Subject};
use app::prints::Print;
use app::t;
use calamine::{DataType as _, Reader as _};
use common::*;
use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, read_docx};
use drawn::{Drawn, draw_pdf, draw_word};
use server::files::{docx, figures, typeset::marked_pdf};
use std::sync::Arc;
use uuid::Uuid;

/// A notice of a commune in which each question had other counts, with long names and reasons where `long`.
fn view(long: bool) -> NoticeView {
    let ruleset = ruleset("xa-ntm-2021-2025");
    let name =
        if long { format!("Xã {}", "Đạ Đờn Quảng Lập ".repeat(7).trim()) } else { "Xã Đạ Ròn".into() };
    let unit = UnitRef { code: COMMUNE.into(), name, kind: "xã".into(), level: Level::Commune };
    let turnout = Turnout { households: 1278, issued: 1275, returned: 1201, valid: 1190, invalid: 11 };
    let counts =
        (0..ruleset.questions.len() as u64).map(|no| Count { satisfied: 1190 - no * 13, unsatisfied: no * 12 });
    let hamlet = |no: usize| {
        let name = format!("Thôn {no}");
        let unit = UnitRef { code: format!("{no:02}"), name, kind: "thôn".into(), level: Level::Hamlet };
        let turnout = Turnout { households: 120, issued: 119, returned: 110, valid: 109, invalid: 1 };
        let counts = vec![Count { satisfied: 90, unsatisfied: 19 }; ruleset.questions.len()];
        Node::new(unit, Tally { turnout, counts }, vec![])
    };
    let hamlets = if long { 300 } else { 11 };
    let hamlets = (1..=hamlets).map(hamlet).collect();
    let node = Node::new(unit.clone(), Tally { turnout, counts: counts.collect() }, hamlets);
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
        template: None,
    };
    NoticeView { round, notice, results, versions: vec![] }
}

fn notice(long: bool) -> Document {
    Document::notice(Lang::Vi, &view(long))
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

#[track_caller]
fn near(is: f64, should: f64, by: f64, what: &str) {
    assert!((is - should).abs() <= by, "{what}: {is:.1} mm, not {should:.1}");
}

/// What Decree 30/2020/NĐ-CP, Annex I, asks of every sheet, as a program draws it: margins, page numbers, the country and its motto.
fn expect_sheets(drawn: &Drawn) {
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
    assert!(country.top < motto.top);
}

/// What it asks of the name of the body that issues a paper.
fn expect_body(drawn: &Drawn, body: &str) {
    let first = &drawn.pages[0];
    let (country, body) = (first.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), first.line(body));
    let share = first.rule_below(&body).length() / (body.right - body.left);
    assert!((0.32..=0.52).contains(&share) && body.is_bold, "a third to half of the body's name: {share:.2}");
    assert!(country.top < body.top && body.right < country.left);
}

/// What it asks of every paper of the Front.
fn expect_paper(drawn: &Drawn) {
    expect_sheets(drawn);
    expect_body(drawn, "BAN THƯỜNG TRỰC");
    let first = &drawn.pages[0];
    let (motto, place) = (first.line("Độc lập - Tự do - Hạnh phúc"), first.words_from("Đạ Ròn, ngày"));
    assert!(place.is_italic && (12.5..=14.5).contains(&place.size), "{place:?}");
    assert!(motto.top < place.top);
    let last = drawn.pages.last().unwrap();
    let office = last.line("TM. BAN THƯỜNG TRỰC");
    assert!(office.is_bold && office.left > 100.0, "who signs stands on the right: {office:?}");
    assert!(last.line("CHỦ TỊCH").is_bold);
}

/// What it asks of who receives a paper.
fn expect_receivers(drawn: &Drawn) {
    let last = drawn.pages.last().unwrap();
    let receivers = last.line("Nơi nhận:");
    assert!(receivers.is_bold && receivers.is_italic && (11.5..=12.5).contains(&receivers.size), "{receivers:?}");
    let kept = last.words_from("- Lưu: VT");
    assert!((10.5..=11.5).contains(&kept.size) && kept.text.ends_with('.'), "{kept:?}");
    assert!(last.line("TM. BAN THƯỜNG TRỰC").left > receivers.left + 60.0);
}

/// What it asks of a paper's kind, of what it is about and of what it rests on.
fn expect_title(drawn: &Drawn, kind: &str) {
    let first = &drawn.pages[0];
    let place = first.words_from("Đạ Ròn, ngày");
    let title = first.line(kind);
    assert!(title.is_bold && (12.5..=14.5).contains(&title.size), "{title:?}");
    near(f64::midpoint(title.left, title.right), 30.0 + 82.5, 2.0, "the kind stands in the middle");
    assert!(place.top < title.top);
}

/// What it asks of what a paper rests on.
fn expect_bases(drawn: &Drawn) {
    let basis = drawn.pages[0].words_from("Căn cứ Quyết định");
    assert!(basis.is_italic && (12.5..=14.5).contains(&basis.size), "{basis:?}");
    near(basis.left, 30.0 + 12.7, 1.0, "the first line stands in by 12.7 mm");
}

/// A document as both programs draw it.
fn drawn(document: Document, name: &str) -> [Drawn; 2] {
    let word = draw_word(&docx(&document, None).unwrap(), &format!("{name}-word"));
    [word, draw_pdf(&pdf(document), &format!("{name}-pdf"))]
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
    for drawn in drawn(notice(false), "notice") {
        expect_paper(&drawn);
        expect_title(&drawn, "THÔNG BÁO");
        expect_bases(&drawn);
        expect_receivers(&drawn);
        let first = &drawn.pages[0];
        first.line("Đạ Ròn, ngày 02 tháng 3 năm 2026");
        assert!(first.line("Số: 25/TB-MTTQ-BTT").top > first.line("BAN THƯỜNG TRỰC").top);
        assert!(drawn.pages.last().unwrap().line("Nguyễn Thị Hoa").is_bold);
    }
}

#[test]
fn what_is_reported_of_a_round_is_laid_out_by_decree_30_and_tells_its_numbers() {
    let view = view(false);
    let above =
        UnitRef {
            code: "68".into(), name: "Tỉnh Lâm Đồng".into(), kind: "tỉnh".into(), level: Level::Province
        };
    let of = |kind| Document::of_round(kind, &view, Some(&above), None, day("2026-03-02")).unwrap();
    for kind in RoundDocument::ALL {
        let document = of(kind);
        let told = lines(&document);
        let read = lines_of_word(&docx(&document, None).unwrap());
        assert!(told.iter().all(|line| read.contains(line)), "{kind}: {told:?}\n{read:?}");
        for drawn in drawn(document, &kind.to_string()) {
            expect_paper(&drawn);
            let first = &drawn.pages[0];
            match kind {
                RoundDocument::Report => {
                    expect_title(&drawn, "BÁO CÁO");
                    expect_bases(&drawn);
                    assert!(first.words_from("Kính gửi: Ban Thường trực").top < first.words_from("Căn cứ Quyết").top);
                }
                RoundDocument::Summary => expect_title(&drawn, "BẢNG TỔNG HỢP"),
                RoundDocument::Request => {
                    let about = first.words_from("V/v giải trình");
                    assert!((11.5..=13.0).contains(&about.size) && !about.is_bold, "{about:?}");
                    assert!(
                        about.top > first.words_from("Số:").top && about.right < 105.0,
                        "below the number: {about:?}"
                    );
                    first.words_from("Kính gửi: Ủy ban nhân dân xã Đạ Ròn");
                }
            }
            if kind != RoundDocument::Summary {
                expect_receivers(&drawn);
            }
        }
    }
    assert_eq!(lines(&of(RoundDocument::Summary)).len(), 11 + 1 + 19, "each hamlet, their sum, each question");
}

#[test]
fn a_summary_of_300_hamlets_runs_over_no_margin() {
    let document = Document::of_round(RoundDocument::Summary, &view(true), None, None, day("2026-03-02")).unwrap();
    for drawn in drawn(document, "hamlets") {
        assert!(drawn.pages.len() > 8);
        for page in &drawn.pages {
            assert!(page.ink.left >= 29.5 && page.width - page.ink.right >= 14.0, "{:?}", page.ink);
            assert!(
                page.words.iter().any(|words| ["Số hộ", "Tỷ lệ", "Nhìn chung", "Có câu ít ý kiến hơn"]
                    .iter()
                    .any(|word| words.text.contains(word))),
                "its head is repeated, or its last lines stand beside the signature"
            );
        }
    }
}

/// Two communes of a district: both satisfied in sum with what one of them denies.
fn of_district() -> NoticeView {
    let mut view = view(false);
    let ruleset = Arc::clone(&view.round.ruleset);
    let commune = |code: &str, name: &str, satisfied: u64| {
        let unit = UnitRef { code: code.into(), name: name.into(), kind: "xã".into(), level: Level::Commune };
        let turnout = Turnout { households: 400, issued: 400, returned: 400, valid: 400, invalid: 0 };
        let mut counts = vec![Count { satisfied: 396, unsatisfied: 4 }; ruleset.questions.len()];
        counts[1] = Count { satisfied, unsatisfied: 400 - satisfied };
        Node::new(unit, Tally { turnout, counts }, vec![])
    };
    let communes = vec![commune("1", "Xã Một", 390), commune("2", "Xã Hai", 300)];
    let unit =
        UnitRef {
            code: "677".into(), name: "Huyện Đơn Dương".into(), kind: "huyện".into(), level: Level::District
        };
    let mut tally = Tally::empty(ruleset.questions.len());
    communes.iter().for_each(|own| tally += &own.tally);
    view.results = results(&ruleset, &Node::new(unit.clone(), tally, communes));
    view.round.unit = unit;
    view
}

#[test]
fn a_report_names_where_a_content_is_denied_and_calls_no_content_denied_that_passed() {
    let view = of_district();
    let document = Document::of_round(RoundDocument::Report, &view, None, None, day("2026-03-02")).unwrap();
    let lists = document.body.iter().filter_map(|block| match block {
        Block::List { lines } => Some(lines.iter().map(app::documents::text::Text::words).collect::<Vec<_>>()),
        _ => None,
    });
    let denied: Vec<String> = lists.flatten().collect();
    assert_eq!(denied.len(), 1, "{denied:?}");
    assert!(denied[0].starts_with("Xã Hai") && denied[0].contains("300/400") && denied[0].contains("75"), "{denied:?}");
}

/// A made-up round of a commune, and a made-up programme of supervision.
fn made_up(kind: DocumentKind) -> Document {
    let ruleset = ruleset("xa-ntm-2021-2025");
    let unit = view(false).round.unit;
    let example = Example { ruleset: &ruleset, unit: &unit, above: None, today: day("2026-03-02") };
    example.document(kind, None).unwrap()
}

#[test]
fn minutes_of_a_count_are_laid_out_by_decree_30_and_signed_by_both() {
    let document = made_up(DocumentKind::Minutes);
    let (told, read) = (lines(&document), lines_of_word(&docx(&document, None).unwrap()));
    assert_eq!(told.len(), 19);
    assert!(told.iter().all(|line| read.contains(line)), "{told:?}\n{read:?}");
    for drawn in drawn(document, "minutes") {
        expect_sheets(&drawn);
        let first = &drawn.pages[0];
        let title = first.line(&t!("minutes-print-title"));
        assert!(title.is_bold && (12.5..=14.5).contains(&title.size), "{title:?}");
        near(f64::midpoint(title.left, title.right), 30.0 + 82.5, 2.0, "the kind stands in the middle");
        let body = first.words_from("BAN CÔNG TÁC");
        assert!(body.is_bold && body.right < first.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").left, "{body:?}");
        let last = drawn.pages.last().unwrap();
        let [households, head] = ["minutes-print-households", "minutes-print-head"].map(|key| t!(Lang::Vi, key));
        let [households, head] = [households, head].map(|office| last.words_from(office.lines().next().unwrap()));
        assert!(households.left < 105.0 && head.left > 100.0, "side by side: {households:?} {head:?}");
        near(households.top, head.top, 6.0, "on one line");
    }
}

#[test]
fn a_report_of_supervision_is_laid_out_by_decree_30_and_tells_what_was_found() {
    let document = made_up(DocumentKind::Supervision);
    let (told, read) = (lines(&document), lines_of_word(&docx(&document, None).unwrap()));
    assert_eq!(told.len(), 2 + 1 + 1, "activities, a recommendation, a comment");
    assert!(told.iter().all(|line| read.contains(line)), "{told:?}\n{read:?}");
    for drawn in drawn(document, "supervision") {
        expect_paper(&drawn);
        expect_title(&drawn, "BÁO CÁO");
        expect_bases(&drawn);
        expect_receivers(&drawn);
    }
}

#[test]
fn the_contents_of_a_dossier_are_laid_out_by_decree_30() {
    let files = (1..=40).map(|no| (format!("Biên bản kiểm phiếu Thôn {no}"), format!("3-bien-ban/thon-{no:02}.docx")));
    let document = Document::contents(&view(false), &files.collect::<Vec<_>>(), day("2026-03-02"));
    let (told, read) = (lines(&document), lines_of_word(&docx(&document, None).unwrap()));
    assert!(told.len() == 40 && told.iter().all(|line| read.contains(line)), "{told:?}\n{read:?}");
    for drawn in drawn(document, "contents") {
        expect_paper(&drawn);
        expect_title(&drawn, &t!("dossier-kind"));
        assert!(drawn.pages.len() > 1);
    }
}

/// A recommendation that was answered.
fn recommendation() -> Recommendation {
    let named =
        UnitRef { code: COMMUNE.into(), name: "Xã Đạ Ròn".into(), kind: "xã".into(), level: Level::Commune };
    let unit = Unit { id: Uuid::nil(), named, parent: None, valid_from: None, valid_to: None };
    let step = |step, text: &str| RecommendationStep {
        step,
        text: text.into(),
        who: "Nguyễn Thị Hoa".into(),
        at: morning(day("2026-03-02")),
        due: day("2026-03-20"),
        files: vec![],
    };
    let row = RecommendationRow {
        id: Uuid::nil(),
        unit,
        subject: Subject::default(),
        title: "Sửa đường thôn 3 trước mùa mưa".into(),
        stage: Stage::Answered,
        due: day("2026-03-20"),
        raised_on: day("2026-03-02"),
        raised_by: "Ủy ban MTTQ xã Đạ Ròn".into(),
        is_public: true,
        answered_on: None,
        closed_on: None,
        may_settle: true,
    };
    let text = "Đường thôn 3 lầy.\n\nĐề nghị rải cấp phối 600 m; =1+1 @ -2.";
    let steps =
        vec![step(RecommendationAction::Raise, text), step(RecommendationAction::Answer, "Sẽ làm trong quý II.")];
    Recommendation { row, revision: Revision::of(&0), steps, actions: vec![], template: None }
}

#[test]
fn a_recommendation_and_its_reply_are_letters_by_decree_30() {
    let found = recommendation();
    let criterion = Some("Tiêu chí 2. Giao thông".to_owned());
    for drawn in drawn(Document::letter(&found, &found.steps[0], criterion), "letter") {
        expect_paper(&drawn);
        expect_receivers(&drawn);
        let first = &drawn.pages[0];
        assert!(first.words_from("V/v kiến nghị: Sửa đường").top > first.words_from("Số:").top);
        assert!(
            first.words_from("Kính gửi: Ủy ban nhân dân xã Đạ Ròn").top < first.words_from("Đường thôn 3 lầy.").top
        );
        first.words_from("Đề nghị rải cấp phối 600 m; =1+1 @ -2.");
        first.words_from("Đề nghị Ủy ban nhân dân xã Đạ Ròn trả lời bằng văn bản chậm nhất");
    }
    for drawn in drawn(Document::letter(&found, &found.steps[1], None), "reply") {
        let first = &drawn.pages[0];
        assert!(first.line("ỦY BAN NHÂN DÂN XÃ ĐẠ RÒN").is_bold);
        assert!(first.line("TM. ỦY BAN NHÂN DÂN").left > 100.0);
        first.words_from("Kính gửi: Ủy ban MTTQ Việt Nam xã Đạ Ròn");
        first.words_from("Sẽ làm trong quý II./.");
    }
}

#[test]
fn a_workbook_of_a_summary_is_read_again_with_the_numbers_of_the_screen_and_words_stay_words() {
    let mut view = view(false);
    view.results.children[0].unit.name = "=1+1".into();
    view.results.children[1].unit.name = "@Thôn\t2".into();
    let document = Document::of_round(RoundDocument::Summary, &view, None, None, day("2026-03-02")).unwrap();
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(figures(&document, None).unwrap())).unwrap();
    let tables = document.body.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let names = book.sheet_names();
    let mut numbers = 0;
    for (name, table) in names.into_iter().zip(tables) {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "no formula: {formulas:?}");
        let sheet = book.worksheet_range(&name).unwrap();
        let first = 3 + table.head.len();
        for (line, cells) in (first..).zip(&table.rows) {
            for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_blank()) {
                let read = sheet.get_value((u32::try_from(line).unwrap(), u32::try_from(at).unwrap())).unwrap();
                match &cell.number {
                    Some(number) => {
                        assert_eq!(read.as_f64(), number.parse().ok(), "{name} {line} {at}");
                        numbers += 1;
                    }
                    None => {
                        assert_eq!(read.as_string(), Some(cell.text.words()), "{name} {line} {at}");
                    }
                }
            }
        }
    }
    assert_eq!(numbers, 11 * 7 + 7 + 19 * 4, "each hamlet, their sum, each question");
}
