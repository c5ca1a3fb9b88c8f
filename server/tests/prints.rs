//! What is printed, typeset: every word stands on its paper, every code is read by another program, nothing runs off a page.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::code::Code;
use app::domain::collection::plan::Papers;
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Role;
use app::domain::survey::count::Turnout;
use app::domain::units::unit::{Level, UnitRef};
use app::handbook::pictures::Pictures;
use app::handbook::{Handbook, pieces};
use app::ports::accounts::{AccountRow, AccountState, InvitationLetter};
use app::ports::participation::{HamletRef, ParticipationRow};
use app::ports::sessions::Account;
use app::ports::slips::IssuedSlips;
use app::prints::Print;
use app::prints::announcement::Announcement;
use app::prints::ballots::Ballots;
use app::prints::handbook;
use app::prints::invitations::Invitations;
use app::prints::poster::Poster;
use app::prints::register::Register;
use app::prints::shared_picture::SharedPicture;
use app::prints::slips::Slips;
use app::prints::tally::Tally;
use common::*;
use server::files::typeset::{compile, compile_marked, compile_picture, marked_pdf, pdf};
use std::sync::Arc;
use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::{ImageKind, RasterFormat};
use typst_layout::PagedDocument;
use uuid::Uuid;

const BASE: &str = "https://ydan.lamdong.example";

fn unit(name: &str) -> UnitRef {
    UnitRef { code: COMMUNE.into(), name: name.into(), kind: "xã".into(), level: Level::Commune }
}

fn round(name: &str, contact: &str) -> Round {
    Round {
        id: Uuid::nil(),
        unit: unit(name),
        ruleset: Arc::new(ruleset("xa-ntm-2021-2025")),
        papers: Arc::new(Papers { contact: contact.into(), ..Papers::default() }),
        opens: day("2026-11-02"),
        closes: day("2026-11-27"),
        ended_on: None,
        full_figures: None,
        state: State::Open,
        published_on: None,
    }
}

fn hamlet(name: &str) -> HamletRef {
    HamletRef { id: Uuid::nil(), code: "01".into(), name: name.into() }
}

fn issued(round: &Round, hamlet_name: &str, slips: u64) -> IssuedSlips {
    let mut seed = hamlet_name.bytes().fold(0_u8, u8::wrapping_add);
    let mut draw = || {
        seed = seed.wrapping_mul(29).wrapping_add(17);
        seed
    };
    let slips = (1..=slips).map(|serial| (serial, Code::draw(&mut draw))).collect();
    IssuedSlips { round: round.clone(), commune: round.unit.clone(), hamlet: hamlet(hamlet_name), spare: false, slips }
}

fn row(round: &Round, name: &str, households: u64) -> ParticipationRow {
    ParticipationRow {
        unit: round.unit.clone(),
        hamlet: Some(hamlet(name)),
        turnout: Turnout { households, ..Turnout::default() },
        assisted: 0,
        paper: 0,
        minutes: 0,
        pending: 0,
        conflicts: 0,
        uncounted: 0,
        hamlets: app::domain::collection::steps::HamletCounts::default(),
    }
}

/// Three letters of a commune's Front.
fn invitations(name: &str, hamlet: &str) -> Print {
    let account = |role, hamlet: Option<&str>| Account {
        id: Uuid::nil(),
        login: "khuong.dasar".into(),
        name: name.chars().take(100).collect(),
        role,
        unit: Some(unit(name)),
        unit_id: None,
        hamlet: hamlet.map(|name| (Uuid::nil(), name.into())),
        has_second_factor: false,
    };
    let letter = |seed: u8| InvitationLetter {
        row: AccountRow { account: account(Role::Hamlet, Some(hamlet)), state: AccountState::Invited, seen_at: None },
        code: Code::draw(|| seed),
        until: now(),
    };
    Print::Invitations(Invitations::new(BASE, &account(Role::Front, None), &[letter(3), letter(5), letter(7)]))
}

/// All prints of a commune with two hamlets.
fn prints(name: &str, hamlet: &str, contact: &str) -> Vec<Print> {
    let round = round(name, contact);
    let slips = [issued(&round, hamlet, 11), issued(&round, "Thôn 2", 3)];
    let rows = [row(&round, hamlet, 70), row(&round, "Thôn 2", 3)];
    vec![
        Print::Slips(Slips::new(BASE, &round, &slips)),
        Print::Ballots(Ballots::with_codes(BASE, &round, &slips)),
        Print::Ballots(Ballots::blank(&round, name.to_owned())),
        Print::Ballots(Ballots::preview(BASE, &round, name.to_owned())),
        Print::Register(Register::new(&round, &rows)),
        Print::Tally(Tally::new(&round, &rows)),
        Print::Poster(Poster::new(BASE, &round, name)),
        Print::Announcement(Announcement::new(BASE, &round, name)),
        invitations(name, hamlet),
    ]
}

#[derive(Default)]
struct Drawn {
    text: String,
    codes: Vec<String>,
    /// How far to the right and down something reaches beyond its page, in points.
    beyond: f64,
    /// How near words stand to an edge of their page, in points.
    nearest: Option<f64>,
}

/// What stands on a page.
fn look(frame: &Frame, at: Point, page: (f64, f64), drawn: &mut Drawn) {
    for (offset, item) in frame.items() {
        let at = at + *offset;
        let mut reaches = |width: f64, height: f64| {
            let (right, down) = (at.x.to_pt() + width - page.0, at.y.to_pt() + height - page.1);
            drawn.beyond = drawn.beyond.max(right).max(down).max(-at.x.to_pt()).max(-at.y.to_pt());
        };
        match item {
            FrameItem::Group(group) => look(&group.frame, at, page, drawn),
            FrameItem::Text(text) => {
                reaches(text.width().to_pt(), 0.0);
                let (size, below) = (text.size.to_pt(), page.1 - at.y.to_pt());
                let right = page.0 - at.x.to_pt() - text.width().to_pt();
                let near = [at.x.to_pt(), right, at.y.to_pt() - 0.75 * size, below - 0.22 * size];
                drawn.nearest = near.into_iter().chain(drawn.nearest).min_by(f64::total_cmp);
                drawn.text.push_str(&text.text);
                drawn.text.push(' ');
            }
            FrameItem::Image(image, size, _) => {
                reaches(size.x.to_pt(), size.y.to_pt());
                let ImageKind::Raster(raster) = image.kind() else { panic!("an unknown picture") };
                let RasterFormat::Pixel(format) = raster.format() else { panic!("an unknown format") };
                drawn.codes.push(scan(raster.data(), format.width as usize));
            }
            _ => {}
        }
    }
}

/// What another program reads in a code.
fn scan(squares: &[u8], side: usize) -> String {
    const SIZE: usize = 6;
    const QUIET: usize = 4;
    let all = (side + 2 * QUIET) * SIZE;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(all, all, |x, y| {
        let inside = |at: usize| (at / SIZE).checked_sub(QUIET).filter(|at| *at < side);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => squares[y * side + x],
            _ => 255,
        }
    });
    image.detect_grids().first().expect("a code").decode().expect("readable").1
}

fn drawn(document: &PagedDocument) -> Drawn {
    let mut drawn = Drawn::default();
    for page in document.pages() {
        let size = page.frame.size();
        look(&page.frame, Point::zero(), (size.x.to_pt(), size.y.to_pt()), &mut drawn);
    }
    // A space that cannot be broken is one, and words are told apart by one.
    drawn.text = drawn.text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    drawn
}

#[test]
fn a_slip_has_its_code_in_letters_and_as_a_picture_that_leads_to_the_same() {
    let round = round("Xã Đạ Ròn", "bà Lan, 0263 3812 345");
    let slips = [issued(&round, "Thôn 1", 11), issued(&round, "Thôn 2", 3)];
    for print in
        [Print::Slips(Slips::new(BASE, &round, &slips)), Print::Ballots(Ballots::with_codes(BASE, &round, &slips))]
    {
        let name: &'static str = (&print).into();
        let document = compile(&print).unwrap();
        let drawn = drawn(&document);
        let codes: Vec<Code> = slips.iter().flat_map(|issued| issued.slips.iter().map(|(_, code)| *code)).collect();
        let links: Vec<String> = codes.iter().map(|code| format!("{BASE}/p/{}", code.compact())).collect();
        assert_eq!(drawn.codes, links, "{name}");
        for code in &codes {
            assert_eq!(drawn.text.matches(&code.to_string()).count(), 1, "{name}: {code}: {}", drawn.text);
        }
        assert!(drawn.text.contains("0263 3812 345") && drawn.text.contains("Thôn 2"), "{name}: {}", drawn.text);
    }
    let sheets = compile(&Print::Slips(Slips::new(BASE, &round, &slips))).unwrap().pages().len();
    assert_eq!(sheets, 3, "eight on a sheet, and each hamlet begins on its own");
}

#[test]
fn letters_lie_two_on_a_sheet_each_with_its_own_code() {
    let document = compile(&invitations("Xã Đạ Ròn", "Thôn 1")).unwrap();
    let drawn = drawn(&document);
    assert_eq!(document.pages().len(), 2);
    assert_eq!(drawn.codes, vec![format!("{BASE}/thu-moi?ten=khuong.dasar"); 3]);
    for seed in [3, 5, 7] {
        assert_eq!(drawn.text.matches(&Code::draw(|| seed).to_string()).count(), 1, "{}", drawn.text);
    }
}

#[test]
fn a_paper_ballot_has_every_question_and_two_boxes_for_each() {
    let round = round("Xã Đạ Ròn", "");
    let drawn = drawn(&compile(&Print::Ballots(Ballots::blank(&round, "Thôn 1".into()))).unwrap());
    for question in &round.ruleset.questions {
        assert!(drawn.text.contains(&question.vi), "{}: {}", question.vi, drawn.text);
    }
    assert_eq!(drawn.codes, Vec::<String>::new(), "nobody's");
}

/// What stands on each page.
fn pages_of(print: &Print) -> Vec<Drawn> {
    let document = compile(print).unwrap();
    let of = |page: &typst_layout::Page| {
        let size = page.frame.size();
        let mut drawn = Drawn::default();
        look(&page.frame, Point::zero(), (size.x.to_pt(), size.y.to_pt()), &mut drawn);
        drawn.text = drawn.text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        drawn
    };
    document.pages().iter().map(of).collect()
}

/// Who answers on paper has to see that there is more; a sheet that fell out has to say where it belongs.
#[test]
fn every_page_says_whose_it_is_and_whether_more_follows() {
    let round = round("Xã Đạ Ròn", "");
    let more = app::t!("prints-overleaf");
    for ballots in [
        Ballots::with_codes(BASE, &round, &[issued(&round, "Thôn 1", 2)]),
        Ballots::blank(&round, "Thôn 1, xã Đạ Ròn".into()),
        Ballots::preview(BASE, &round, "Thôn 1, xã Đạ Ròn".into()),
    ] {
        let is_preview = ballots.is_preview();
        let pages = pages_of(&Print::Ballots(ballots));
        for (at, page) in pages.iter().enumerate() {
            let no = at % 2 + 1;
            assert!(page.text.contains(&format!("Trang {no}/2")) && page.text.contains("Thôn 1"), "{}", page.text);
            assert_eq!(page.text.contains(&more), no == 1, "{}", page.text);
            assert_eq!(page.text.contains(&app::t!("prints-preview")), is_preview, "{}", page.text);
        }
    }
    let rows = [row(&round, "Thôn 1", 70), row(&round, "Thôn 2", 3)];
    for print in [Print::Tally(Tally::new(&round, &rows)), Print::Register(Register::new(&round, &rows))] {
        let pages = pages_of(&print);
        assert!(pages.len() > 2);
        for page in pages {
            assert!(page.text.contains("Thôn 1") != page.text.contains("Thôn 2"), "{}", page.text);
            assert!(page.text.contains("27/11/2026"), "which round it is: {}", page.text);
        }
    }
}

/// Printers leave some millimetres at each edge white.
#[test]
fn no_word_stands_nearer_to_an_edge_than_printers_reach() {
    for print in prints("Xã Đạ Ròn", "Thôn 1", "0263 3812 345") {
        let name: &'static str = (&print).into();
        for page in pages_of(&print) {
            let nearest = page.nearest.unwrap_or(100.0) / 72.0 * 25.4;
            assert!(nearest >= 9.9, "{name}: {nearest:.1} mm");
        }
    }
}

#[test]
fn a_text_for_the_loudspeaker_asks_to_repeat_a_number_only_where_it_names_one() {
    let said = |contact: &str| {
        let round = round("Xã Đạ Ròn", contact);
        pages_of(&Print::Announcement(Announcement::new(BASE, &round, "Xã Đạ Ròn"))).remove(0).text
    };
    assert!(said("0263 3812 345").contains("số điện thoại") && !said("").contains("số điện thoại"));
}

/// The backs of two ballots look alike: a reader at a table has to know whose a page is.
#[test]
fn every_page_of_a_paper_ballot_has_the_number_of_its_slip() {
    let round = round("Xã Đạ Ròn", "");
    let papers = Print::Ballots(Ballots::with_codes(BASE, &round, &[issued(&round, "Thôn 1", 2)]));
    let mut on_pages = Vec::new();
    for Drawn { text, .. } in pages_of(&papers) {
        let numbers = text.match_indices("Phiếu số").map(|(at, _)| text[at..].split(' ').nth(2).unwrap().to_owned());
        on_pages.push(numbers.collect::<std::collections::BTreeSet<_>>());
    }
    let whose: Vec<Vec<&str>> = on_pages.iter().map(|numbers| numbers.iter().map(String::as_str).collect()).collect();
    assert_eq!(whose, [["1"], ["1"], ["2"], ["2"]], "two pages each");
}

#[test]
fn a_handbook_says_all_that_stands_in_it_on_its_pages() {
    for book in Handbook::all() {
        let print = Print::Handbook(handbook::Handbook::new(book, &Pictures::default()));
        let drawn = drawn(&compile(&print).unwrap());
        assert!(drawn.beyond <= 0.0, "{} reaches {} pt beyond its page", book.of, drawn.beyond);
        let bare = |text: &str| text.replace(['[', ']', ' '], "");
        let text = bare(&drawn.text);
        for section in &book.sections {
            for said in section.steps.iter().chain([&section.title]) {
                assert!(!pieces(said).is_empty() && text.contains(&bare(said)), "{}: {said}", book.of);
            }
        }
    }
}

#[test]
fn the_picture_beside_a_link_holds_the_longest_name_on_one_page() {
    let name = "Xã Nguyễn Thị Khương Đạ Sar ".repeat(10).chars().take(120).collect::<String>();
    for headline in ["99,999999%", ""] {
        let shown = SharedPicture {
            brand: "Ý Dân",
            about: "Người dân nói gì về nông thôn mới".to_owned(),
            unit: name.trim().to_owned(),
            headline: headline.to_owned(),
            headline_of: "hài lòng chung (1.234.567 trên 1.234.568 hộ trả lời)".to_owned(),
            lines: vec!["Tỷ lệ tham gia 99,99% (1.234.568 trên 1.234.569)".to_owned(); 3],
            lang: "vi",
        };
        let document = compile_picture(&shown).unwrap();
        assert_eq!(document.pages().len(), 1);
        let drawn = drawn(&document);
        assert!(drawn.beyond <= 0.0, "{} pt beyond", drawn.beyond);
        assert!(drawn.text.contains("trả lời)") && drawn.text.matches("tham gia").count() == 3, "{}", drawn.text);
    }
}

/// The longest names that anything may have, in every print.
#[test]
fn long_names_stay_whole_and_on_their_page() {
    let long =
        |what: &str| format!("{what} {}", "Nguyễn Thị Khương Đạ Sar ".repeat(10)).chars().take(120).collect::<String>();
    let (unit, hamlet) = (long("Xã").trim().to_owned(), long("Thôn").trim().to_owned());
    for (print, short) in prints(&unit, &hamlet, &long("bà")).iter().zip(prints("Xã Đạ Ròn", "Thôn 1", "")) {
        let name: &'static str = print.into();
        let long = drawn(&compile(print).unwrap());
        assert!(long.beyond <= 0.0, "{name} reaches {} pt beyond its page", long.beyond);
        assert!(long.text.to_lowercase().contains("khương đạ sar nguyễn"), "{name}: {}", long.text);
        let short = drawn(&compile(&short).unwrap());
        assert!(short.beyond <= 0.0, "{name} reaches {} pt beyond its page", short.beyond);
        assert_eq!(long.codes.len(), short.codes.len(), "{name}");
    }
}

#[test]
fn every_print_is_a_tagged_pdf_on_a4_with_its_fonts() {
    for print in prints("Xã Đạ Ròn", "Thôn 1", "0263 3812 345") {
        let name: &'static str = (&print).into();
        let file = pdf(&print).unwrap();
        assert!(file.starts_with(b"%PDF-1."), "{name}");
        let sizes = compile(&print).unwrap();
        for page in sizes.pages() {
            let size = page.frame.size();
            let (short, long) = (size.x.min(size.y).to_mm(), size.x.max(size.y).to_mm());
            assert!((short - 210.0).abs() < 0.5 && (long - 297.0).abs() < 0.5, "{name}: {short} × {long}");
        }
    }
}

/// So that no piece of a sheet that is cut passes for a real one.
#[test]
fn every_page_of_a_print_of_a_trial_is_marked_all_over_and_nothing_of_it_moves() {
    const MARK: &str = "BẢN THỬ";
    for print in prints("Xã Đạ Ròn", "Thôn 1", "0263 3812 345") {
        let name: &'static str = (&print).into();
        let (marked, plain) = (compile_marked(&print, Some(MARK)).unwrap(), compile(&print).unwrap());
        assert_eq!(marked.pages().len(), plain.pages().len(), "{name}");
        let marks = |document: &PagedDocument| drawn(document).text.matches(MARK).count();
        assert_eq!(marks(&plain), 0, "{name}");
        assert_eq!(marks(&marked), 24 * marked.pages().len(), "{name}");
        let (with, without) = (drawn(&marked), drawn(&plain));
        assert_eq!(
            with.text.replace(MARK, "").split_whitespace().collect::<Vec<_>>().join(" "),
            without.text,
            "{name}"
        );
        assert_eq!(with.codes, without.codes, "{name}: codes are read as before");
        assert!(with.beyond <= 0.0, "{name}: {}", with.beyond);
        let file = marked_pdf(&print, Some(MARK)).unwrap();
        assert!(file.starts_with(b"%PDF-1."), "{name}");
        if let Ok(folder) = std::env::var("YDAN_LOOK") {
            std::fs::write(format!("{folder}/{name}.pdf"), file).unwrap();
        }
    }
}

/// A sign that no font has costs a print its tags, and nobody the print.
#[test]
fn a_sign_that_no_font_has_stops_no_print() {
    let round = round("Xã Đạ Ròn", "☎ 0263 3812 345 😀");
    let poster = Print::Poster(Poster::new(BASE, &round, "Xã Đạ Ròn"));
    assert!(pdf(&poster).unwrap().starts_with(b"%PDF-1."));
}

/// One hamlet of a thousand households is printed in parts, and nothing of it is left out.
#[test]
fn a_large_hamlet_is_printed_in_parts() {
    let round = round("Xã Đạ Ròn", "");
    let slips = Print::Slips(Slips::new(BASE, &round, &[issued(&round, "Thôn 1", 500)]));
    let lines = Print::Register(Register::new(&round, &[row(&round, "Thôn 1", 500)]));
    let counts = |print: Print| -> Vec<usize> {
        let numbers = |print: &Print| match print {
            Print::Slips(_) => drawn(&compile(print).unwrap()).codes.len(),
            _ => compile(print).unwrap().pages().len(),
        };
        print.parts().iter().map(numbers).collect()
    };
    assert_eq!(counts(slips), [480, 20]);
    assert_eq!(counts(lines).len(), 2);
}
