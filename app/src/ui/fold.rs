//! A part of a page that is folded away on a phone and stands open on a desk and on paper.
//!
//! A browser that cannot open it by its style sheet folds it there too.

use crate::i18n::Translated;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// A part with its heading; `note` stands beside the heading where it is folded.
pub fn fold(title: &str, note: Option<String>, body: impl IntoView) -> Markup {
    fold_unless(false, title, note, body)
}

/// The same, opened on a phone too where there is something in it to be looked at now.
pub fn fold_unless(is_open: bool, title: &str, note: Option<String>, body: impl IntoView) -> Markup {
    part(is_open, title, None, note, body)
}

/// A part whose heading is in another language than the page.
pub fn fold_named(title: Translated<'_>, note: Option<String>, body: impl IntoView) -> Markup {
    part(false, title.text, title.lang, note, body)
}

fn part(is_open: bool, title: &str, lang: Option<&'static str>, note: Option<String>, body: impl IntoView) -> Markup {
    let note = note.map(|note| view! { <small>{note}</small> });
    view! {
        <h2 class="fold__wide" lang=lang>{title.to_owned()}</h2>
        <details class="fold" open=is_open>
            <summary><h2 lang=lang>{title.to_owned()}</h2>{note}</summary>
            <div class="fold__body">{body}</div>
        </details>
    }
    .into_markup()
}

/// A part without a heading, under words that say what is in it: of fields that narrow something down, what is chosen.
pub fn fold_under(words: String, body: impl IntoView) -> Markup {
    view! {
        <details class="fold fold--slim">
            <summary>{words}</summary>
            <div class="fold__body">{body}</div>
        </details>
    }
    .into_markup()
}
