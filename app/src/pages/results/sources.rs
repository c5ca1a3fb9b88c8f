//! What the rules of a round rest on, and which of their numbers nobody has checked yet.

use crate::domain::survey::ruleset::{Ruleset, TimeLimit};
use crate::domain::survey::threshold::About;
use crate::domain::units::unit::level_label;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use leptos::prelude::*;

/// Where the days in which a round has to be summed up are from, and whether somebody has checked it.
pub(crate) fn time_limit_source(limit: &TimeLimit) -> String {
    let TimeLimit { source, verified, .. } = limit;
    if *verified { source.clone() } else { format!("{source} {}", t!("sources-unchecked")) }
}

/// The sources, folded away.
pub(super) fn sources_view(lang: Lang, ruleset: &Ruleset) -> impl IntoView + use<> {
    let unchecked =
        |is_checked: bool| if is_checked { String::new() } else { format!(" {}", t!(lang, "sources-unchecked")) };
    let sources = ruleset
        .sources
        .iter()
        .map(|source| {
            let number = match source.date {
                Some(day) => t!(lang, "sources-signed", number = &source.number, day = day),
                None => source.number.clone(),
            };
            view! { <li>{number}": "<span lang=lang.of_vietnamese()>{source.title.clone()}</span></li> }
        })
        .collect_view();
    let thresholds = ruleset
        .thresholds
        .iter()
        .map(|threshold| {
            let compare = label(lang, threshold.compare);
            let level = label(lang, level_label(threshold.binds_at, 1));
            let rule = match threshold.about {
                About::Overall => {
                    t!(lang, "sources-overall", compare = compare, percent = threshold.percent, level = level)
                }
                About::Content => {
                    t!(lang, "sources-content", compare = compare, percent = threshold.percent, level = level)
                }
            };
            view! { <li>{format!("{rule}{}. {}", unchecked(threshold.verified), threshold.source)}</li> }
        })
        .collect_view();
    let rule = &ruleset.participation;
    let joined = t!(lang, "sources-participation", percent = rule.percent);
    let joined = format!(
        "{joined}{}. {}",
        unchecked(rule.verified),
        if rule.source.is_empty() { &rule.note } else { &rule.source }
    );
    let note = (!ruleset.note.is_empty()).then(|| view! { <p lang=lang.of_vietnamese()>{ruleset.note.clone()}</p> });
    view! {
        <details class="sources">
            <summary>{format!("{}{}", t!(lang, "sources-title"), unchecked(ruleset.is_verified()))}</summary>
            {note}
            <ul>{thresholds}<li>{joined}</li>{sources}</ul>
        </details>
    }
}
