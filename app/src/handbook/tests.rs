//! Handbooks are of today's program: every word they quote stands on its screens, every page and step they name is there.

use super::*;
use crate::domain::collection::steps::Step;
use crate::domain::oversight::office_steps::OfficeStep;
use crate::i18n::written_in_vietnamese;
use crate::pages;
use std::collections::BTreeSet;

fn texts(book: &Handbook) -> Vec<&str> {
    let of_section = |section: &'static Section| {
        let cases = section.mind.iter().flat_map(|case| [case.when.as_str(), case.then.as_str()]);
        section.steps.iter().map(String::as_str).chain([section.title.as_str(), section.law.as_str()]).chain(cases)
    };
    let needs = book.needs.iter().map(String::as_str);
    book.sections.iter().copied().flat_map(of_section).chain(needs).collect()
}

/// A message as it stands on a screen, what is filled in left open.
fn as_shown(message: &str) -> String {
    let mut shown = String::new();
    let mut depth = 0;
    for letter in message.chars() {
        match letter {
            '{' => {
                depth += 1;
                if depth == 1 {
                    shown.push('…');
                }
            }
            '}' => depth -= 1,
            _ if depth == 0 => shown.push(letter),
            _ => {}
        }
    }
    shown
}

#[test]
fn every_word_of_the_screen_that_a_handbook_quotes_is_written_on_one() {
    let on_screens: BTreeSet<String> = written_in_vietnamese().iter().map(|message| as_shown(message)).collect();
    let quoted = Handbook::all().iter().flat_map(texts).flat_map(pieces);
    let labels: Vec<&str> = quoted
        .filter_map(|piece| match piece {
            Piece::OnScreen(label) => Some(label),
            Piece::Said(_) => None,
        })
        .collect();
    assert!(labels.len() > 100, "{}", labels.len());
    let unknown: BTreeSet<&str> = labels.into_iter().filter(|label| !on_screens.contains(*label)).collect();
    assert_eq!(unknown, BTreeSet::new(), "no screen says so");
}

#[test]
fn every_section_is_in_a_handbook_and_names_pages_and_steps_that_are_there() {
    let paths: BTreeSet<&str> = pages::table().iter().map(|page| page.path).collect();
    let used: BTreeSet<&str> =
        Handbook::all().iter().flat_map(|book| book.sections.iter().map(|section| section.id.as_str())).collect();
    for section in LIBRARY.0 {
        assert!(used.contains(section.id.as_str()), "nobody reads {}", section.id);
        assert!(!section.steps.is_empty(), "{}", section.id);
        for page in &section.pages {
            assert!(paths.contains(page.as_str()), "{} names {page}", section.id);
        }
        for text in section.steps.iter().chain([&section.title, &section.law]) {
            assert_eq!(text.matches('[').count(), text.matches(']').count(), "{text}");
        }
    }
    let mut names = BTreeSet::new();
    for shown in LIBRARY.0.iter().flat_map(|section| &section.pictures) {
        assert!(names.insert(&shown.name), "{} stands twice", shown.name);
        assert!(shown.shows.ends_with('.'), "{}", shown.shows);
    }
    let ids: BTreeSet<_> = LIBRARY.0.iter().map(|section| &section.id).collect();
    assert_eq!(ids.len(), LIBRARY.0.len());
}

#[test]
fn every_step_is_explained_to_whoever_takes_it() {
    let of_whole = [
        Step::Invite,
        Step::ListHamlets,
        Step::Plan,
        Step::ConfirmBallot,
        Step::PrintLetters,
        Step::Open,
        Step::PrintSlips,
        Step::HandOut,
        Step::Collect,
        Step::CloseHamlets,
        Step::Count,
        Step::Sign,
        Step::CloseRound,
        Step::Publish,
        Step::Report,
    ];
    let of_hamlet = [Step::HandOut, Step::Collect, Step::CloseHamlets, Step::Count, Step::Sign];
    let of_office = [OfficeStep::Assess, OfficeStep::Appraise, OfficeStep::Reply];
    let whole = of_whole.map(<&str>::from);
    let tables: [(Reader, &[&str]); 4] = [
        (Reader::Hamlet, &of_hamlet.map(<&str>::from)),
        (Reader::Commune, &whole),
        (Reader::Province, &whole),
        (Reader::Office, &of_office.map(<&str>::from)),
    ];
    for (reader, steps) in tables {
        let book = Handbook::of(reader);
        assert_eq!(book.of, reader);
        let unexplained: Vec<_> = steps.iter().filter(|step| book.of_step(step).is_none()).collect();
        assert!(unexplained.is_empty(), "{reader}: {unexplained:?}");
    }
    assert!(of_hamlet.iter().all(|step| Role::Hamlet.may(step.permission())));
}
