//! Help where the work is done: a section of the reader's handbook, folded.

use crate::handbook::{Handbook, Piece, Reader, Section, pieces};
use crate::i18n::{Lang, t};
use crate::ports::sessions::Account;
use crate::routes;
use crate::ui::markup::{IntoMarkup as _, Markup};
use axum::extract::MatchedPath;
use http::request::Parts;
use leptos::prelude::*;

/// The help of the page that is drawn, for whoever reads it; none where nothing is said about it.
pub fn page_help(me: &Account) -> Option<Markup> {
    let reader = Reader::of(me)?;
    let path = use_context::<Parts>()?.extensions.get::<MatchedPath>()?.as_str().to_owned();
    let sections: Vec<_> = Handbook::of(reader).on_page(&path).collect();
    (!sections.is_empty()).then(|| help(reader, &sections))
}

/// The help of a step of the first page.
pub fn step_help(me: &Account, step: &str) -> Option<Markup> {
    let reader = Reader::of(me)?;
    Handbook::of(reader).of_step(step).map(|section| help(reader, &[section]))
}

fn help(reader: Reader, sections: &[&Section]) -> Markup {
    // With more than one it has to be said which is which.
    let is_titled = sections.len() > 1;
    let shown = |section: &&Section| {
        let title = is_titled.then(|| view! { <p class="help__title">{said(&section.title)}</p> });
        let to = section_address(Lang::Vi, reader, section);
        let steps = steps_view(section);
        view! { {title}{steps}<p><a href=to>{t!("handbook-in-handbook")}<span class="unseen">": "{section.title.clone()}</span></a></p> }
    };
    let shown = sections.iter().map(shown).collect_view();
    view! { <details class="help"><summary>{t!("handbook-how")}</summary><div class="help__body">{shown}</div></details> }
        .into_markup()
}

/// What one does, one after the other.
pub fn steps_view(section: &Section) -> impl IntoView + use<> {
    let steps = section.steps.iter().map(|text| view! { <li>{said(text)}</li> }).collect_view();
    view! { <ol>{steps}</ol> }
}

/// Where a section stands in a handbook, unfolded on a phone too.
pub fn section_address(lang: Lang, reader: Reader, section: &Section) -> String {
    use routes::Address as _;
    format!("{}#{}", routes::Handbook { reader }.in_language(lang, &[("muc", &section.id)]), section.id)
}

/// Words of a handbook; those of the screen stand out.
pub fn said(text: &str) -> impl IntoView + use<> {
    let piece = |piece| match piece {
        Piece::Said(text) => text.to_owned().into_markup(),
        Piece::OnScreen(text) => view! { <b class="on-screen">{text.to_owned()}</b> }.into_markup(),
    };
    pieces(text).into_iter().map(piece).collect_view()
}
