//! How a page keeps its reader's language.

use crate::i18n::Lang;
use crate::routes::LANGUAGE;
use leptos::prelude::*;

/// The hidden field of a form that asks by its address; nothing for Vietnamese, which an address need not name.
pub fn language_field(lang: Lang) -> Option<impl IntoView> {
    (lang != Lang::default()).then(|| view! { <input type="hidden" name=LANGUAGE value=lang.tag()/> })
}
