//! A handbook (*sổ tay*) on paper.

use crate::handbook::pictures::Pictures;
use crate::handbook::{self, Case, Piece, Reader, Section, Shown};
use crate::i18n::t;
use crate::ui::assets::BRAND;
use serde::Serialize;

/// A handbook.
#[derive(Clone, Debug, Serialize)]
pub struct Handbook {
    /// Whose; printed once, and kept.
    #[serde(skip)]
    pub of: Reader,
    pub(super) title: String,
    brand: &'static str,
    lead: String,
    needs_title: String,
    needs: Vec<Vec<Words>>,
    contents_title: String,
    law_title: String,
    mind_title: String,
    /// Where the pictures are from.
    note: String,
    sections: Vec<PrintedSection>,
}

/// A section as it is printed.
#[derive(Clone, Debug, Serialize)]
struct PrintedSection {
    title: Vec<Words>,
    law: String,
    steps: Vec<Vec<Words>>,
    mind: Vec<PrintedCase>,
    pictures: Vec<PrintedPicture>,
}

/// A picture as it is printed.
#[derive(Clone, Debug, Serialize)]
struct PrintedPicture {
    name: String,
    shows: String,
    /// Whether it is higher than wide, as a phone is.
    is_tall: bool,
}

/// What may come up, as it is printed.
#[derive(Clone, Debug, Serialize)]
struct PrintedCase {
    when: Vec<Words>,
    then: Vec<Words>,
}

/// Words, and whether they are those of the screen.
#[derive(Clone, Debug, Serialize)]
struct Words {
    text: String,
    on_screen: bool,
}

impl Handbook {
    /// With the pictures that there are.
    pub fn new(book: &handbook::Handbook, pictures: &Pictures) -> Self {
        let has_pictures = !pictures.0.is_empty();
        Self {
            of: book.of,
            title: book.title.clone(),
            brand: BRAND,
            lead: book.lead.clone(),
            needs_title: t!("handbook-needs"),
            needs: book.needs.iter().map(|text| words(text)).collect(),
            contents_title: t!("handbook-contents"),
            law_title: t!("handbook-law"),
            mind_title: t!("handbook-mind"),
            note: if has_pictures { t!("handbook-pictures-of") } else { t!("handbook-no-pictures") },
            sections: book.sections.iter().map(|section| printed(section, pictures)).collect(),
        }
    }
}

fn printed(section: &Section, pictures: &Pictures) -> PrintedSection {
    let case = |Case { when, then }: &Case| PrintedCase { when: words(when), then: words(then) };
    PrintedSection {
        title: words(&section.title),
        law: section.law.clone(),
        steps: section.steps.iter().map(|text| words(text)).collect(),
        mind: section.mind.iter().map(case).collect(),
        pictures: section.pictures.iter().filter_map(|shown| picture(shown, pictures)).collect(),
    }
}

fn picture(shown: &Shown, pictures: &Pictures) -> Option<PrintedPicture> {
    let Shown { name, shows } = shown.clone();
    pictures.0.get(&name).map(|it| PrintedPicture { name, shows, is_tall: it.height > it.width * 2 })
}

fn words(text: &str) -> Vec<Words> {
    let of = |text: &str, on_screen| Words { text: text.to_owned(), on_screen };
    let piece = |piece| match piece {
        Piece::Said(text) => of(text, false),
        Piece::OnScreen(text) => of(text, true),
    };
    handbook::pieces(text).into_iter().map(piece).collect()
}
