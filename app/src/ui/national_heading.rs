//! The heading that Decree 30/2020/NĐ-CP puts on every paper: the country, and whoever issues it.

use crate::i18n::{Lang, t};
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// Who issues a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer<'a> {
    /// A body without a number of its own.
    Body(&'a str),
    /// A committee below another, with the paper's number.
    Committee {
        /// The body above it.
        above: &'a str,
        /// The committee.
        committee: &'a str,
        /// The paper's number.
        number: &'a str,
    },
}

/// The heading.
pub fn national_heading(lang: Lang, issuer: Issuer<'_>) -> impl IntoView + use<> {
    let left = match issuer {
        Issuer::Committee { above, committee, number } => view! {
            <div class="a4__issuer"><p>{above.to_owned()}</p><p><b>{committee.to_owned()}</b></p><hr/><p>{t!(lang, "heading-number", number = number)}</p></div>
        }
        .into_markup(),
        Issuer::Body(body) => view! { <div class="a4__issuer"><p>{body.to_owned()}</p></div> }.into_markup(),
    };
    view! {
        <div class="a4__head">
            {left}
            <div class="a4__nation"><p><b>{t!(lang, "heading-country")}</b></p><p><b>{t!(lang, "heading-motto")}</b></p><hr/></div>
        </div>
    }
}
