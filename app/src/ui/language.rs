//! How a page keeps its reader's language, and goes over to the other one.

use crate::i18n::Lang;
use crate::routes::LANGUAGE;
use leptos::prelude::*;

/// The hidden field of a form that asks by its address; nothing for Vietnamese, which an address need not name.
pub fn language_field(lang: Lang) -> Option<impl IntoView> {
    (lang != Lang::default()).then(|| view! { <input type="hidden" name=LANGUAGE value=lang.tag()/> })
}

/// The id of the form that is posted to see its page in the other language.
pub const SWITCHED_FORM: &str = "phieu";

/// How a page is shown in the other language with all that its form holds: the form is posted again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormSwitch {
    /// The step that leads to the same page.
    pub stays: &'static str,
    /// The step that the Enter key takes in a field, with the words of its button. The switch stands before the form's own
    /// buttons, and browsers take the first.
    pub on_enter: Option<(&'static str, String)>,
}

/// The button that posts it.
pub(super) fn switch_button(lang: Lang, word: String, switch: FormSwitch) -> impl IntoView {
    let other = lang.other();
    let on_enter = switch.on_enter.map(|(step, word)| {
        view! { <button class="unseen" form=SWITCHED_FORM name="step" value=step tabindex="-1" aria-hidden="true">{word}</button> }
    });
    view! {
        {on_enter}
        <button class="top__switch" form=SWITCHED_FORM name="step" value=format!("{}:{}", switch.stays, other.tag())
            formnovalidate lang=other.tag()>{word}</button>
    }
}

/// Reads a step, and the language that its page is to be shown in if its button says so.
pub fn read_step(value: &str) -> (&str, Option<Lang>) {
    value.split_once(':').map_or((value, None), |(step, lang)| (step, Some(Lang::from_tag(lang))))
}
