//! Handbooks (*sổ tay*): what each role does, in order, in the words of the program. The texts lie beside the sentences, in
//! `locales/vi/handbook/`; the pages show a section where its work is done, and each handbook is a page and a print.

pub mod pictures;
mod words;

pub use words::{Piece, pieces};

use crate::domain::people::account::Role;
use crate::domain::units::unit::Level;
use crate::ports::sessions::Account;
use serde::Deserialize;
use std::sync::LazyLock;
use strum::{Display, EnumString};

/// Whom a handbook is for; written as in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Display, EnumString)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The working committee of a hamlet (*Ban công tác Mặt trận*).
    #[strum(serialize = "thon")]
    Hamlet,
    /// The Front of a commune (*Ủy ban MTTQ xã*).
    #[strum(serialize = "xa")]
    Commune,
    /// The Front of a province, or of a district where there is one (*Ủy ban MTTQ tỉnh, huyện*).
    #[strum(serialize = "tinh")]
    Province,
    /// A People's Committee or its coordination office (*UBND, Văn phòng điều phối NTM*).
    #[strum(serialize = "co-quan")]
    Office,
}

impl Reader {
    /// Whose handbook somebody reads; an administrator has none.
    pub fn of(account: &Account) -> Option<Self> {
        let is_commune = account.unit.as_ref().is_some_and(|unit| unit.level == Level::Commune);
        match account.role {
            Role::Hamlet => Some(Self::Hamlet),
            Role::Front if is_commune => Some(Self::Commune),
            Role::Front => Some(Self::Province),
            Role::Office => Some(Self::Office),
            Role::Administrator => None,
        }
    }
}

/// A handbook.
#[derive(Clone, Debug)]
pub struct Handbook {
    /// Whom it is for.
    pub of: Reader,
    /// Its title.
    pub title: String,
    /// What it is about, in one sentence.
    pub lead: String,
    /// What has to be at hand before one begins.
    pub needs: Vec<String>,
    /// Its sections, in the order of the work.
    pub sections: Vec<&'static Section>,
}

/// A section: one piece of work.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What addresses call it.
    pub id: String,
    /// What is done.
    pub title: String,
    /// What the procedure says of it, with the document; empty where it says nothing.
    #[serde(default)]
    pub law: String,
    /// What one does, one after the other. Words of the screen stand in square brackets.
    #[serde(rename = "do")]
    pub steps: Vec<String>,
    /// What may come up.
    #[serde(default)]
    pub mind: Vec<Case>,
    /// What it looks like.
    #[serde(default)]
    pub pictures: Vec<Shown>,
    /// The pages on which it is done, as their routes are written.
    #[serde(default)]
    pub pages: Vec<String>,
    /// The step of the first page that it explains.
    #[serde(default)]
    pub step: Option<String>,
}

/// What may come up, and what to do then.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What comes up.
    pub when: String,
    /// What to do.
    pub then: String,
}

/// A picture that the browser tests make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Its file, without the ending.
    pub name: String,
    /// What it shows, for who does not see it.
    pub shows: String,
}

impl Handbook {
    /// The handbook for somebody.
    pub fn of(reader: Reader) -> &'static Self {
        let all = &LIBRARY.1;
        all.iter().find(|book| book.of == reader).unwrap_or(&all[0])
    }

    /// All of them.
    pub fn all() -> &'static [Self] {
        &LIBRARY.1
    }

    /// The sections about what is done on a page.
    pub fn on_page<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'static Section> + 'a {
        self.sections.iter().copied().filter(move |section| section.pages.iter().any(|page| page == path))
    }

    /// The section that explains a step of the first page.
    pub fn of_step(&self, step: &str) -> Option<&'static Section> {
        self.sections.iter().copied().find(|section| section.step.as_deref() == Some(step))
    }
}

const SECTION_FILES: [&str; 8] = [
    include_str!("../locales/vi/handbook/people.toml"),
    include_str!("../locales/vi/handbook/planning.toml"),
    include_str!("../locales/vi/handbook/prints.toml"),
    include_str!("../locales/vi/handbook/collection.toml"),
    include_str!("../locales/vi/handbook/paper.toml"),
    include_str!("../locales/vi/handbook/counting.toml"),
    include_str!("../locales/vi/handbook/publication.toml"),
    include_str!("../locales/vi/handbook/oversight.toml"),
];

/// All sections, and the handbooks made of them.
type Library = (&'static [Section], Vec<Handbook>);

static LIBRARY: LazyLock<Library> = LazyLock::new(library);

#[expect(clippy::expect_used, reason = "the files are inside the binary and a test reads them")]
fn library() -> Library {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sections {
        section: Vec<Section>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Contents {
        of: Reader,
        title: String,
        lead: String,
        needs: Vec<String>,
        sections: Vec<String>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Handbooks {
        handbook: Vec<Contents>,
    }
    let read = |text: &str| toml::from_str::<Sections>(text).expect("sound sections").section;
    let sections: &'static [Section] = SECTION_FILES.iter().flat_map(|text| read(text)).collect::<Vec<_>>().leak();
    let named = |id: &String| sections.iter().find(|section| section.id == *id).expect("a section of that name");
    let books: Handbooks =
        toml::from_str(include_str!("../locales/vi/handbook/handbooks.toml")).expect("sound handbooks");
    let book = |Contents { of, title, lead, needs, sections }| {
        let sections = sections.iter().map(named).collect();
        Handbook { of, title, lead, needs, sections }
    };
    (sections, books.handbook.into_iter().map(book).collect())
}

#[cfg(test)]
mod tests;
