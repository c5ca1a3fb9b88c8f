//! The list of what is to be mended, at the top of a page.

use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, say, t};
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// The list of what is to be mended, each a link to its field. What could be said of any field is said with the name of this one: the
/// fields are drawn before.
pub fn error_summary(posted: &Posted) -> Option<impl IntoView + use<>> {
    let lines = posted.faults.clone().into_iter().map(|Fault { field, message }| {
        // Tests look at the key and not at how it is worded.
        let text = say(Lang::Vi, &message);
        let label = message.key.starts_with("field-").then(|| posted.label(&field)).flatten();
        let text = label.map_or_else(|| text.clone(), |label| t!("refused-at", field = label, what = &text));
        if field.is_empty() {
            view! { <li data-message=message.key>{text}</li> }.into_markup()
        } else {
            view! { <li data-message=message.key><a href=format!("#{field}")>{text}</a></li> }.into_markup()
        }
    });
    let lines = lines.collect_view();
    (!posted.faults.is_empty()).then(|| {
        view! {
            <div class="problem" role="alert">
                <h2 class="problem__title">{t!("refused-title")}</h2>
                <ul class="problem__list">{lines}</ul>
            </div>
        }
    })
}
