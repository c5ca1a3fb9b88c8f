//! A commune's titles, and what it was made of: shown as background, never added up as its own.

use crate::domain::oversight::criterion::Status;
use crate::domain::units::title::{Recognition, Title, held};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::results::{CommuneView, PredecessorResults};
use crate::ui::fold::fold;
use crate::ui::share::{part_of_whole, percent};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

fn names(lang: Lang, titles: &BTreeSet<Title>) -> String {
    titles.iter().rev().map(|title| label(lang, *title)).collect::<Vec<_>>().join(", ")
}

/// The titles held today, with the decisions; and, for a new commune, that nothing is inherited.
pub(super) fn titles_view(
    lang: Lang,
    shown: &CommuneView,
    is_assessed_at_all: bool,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let held = held(&shown.recognitions, today);
    let decisions = shown
        .recognitions
        .iter()
        .map(|Recognition { title, granted, day, decision }| {
            let title = label(lang, *title).to_lowercase();
            let said = if *granted {
                t!(lang, "title-granted", title = title, decision = decision, day = *day)
            } else {
                t!(lang, "title-withdrawn", title = title, decision = decision, day = *day)
            };
            view! { <li>{said}</li> }
        })
        .collect_view();
    let any = !shown.recognitions.is_empty();
    // Until somebody looks at the new commune's criteria, whatever title it is given.
    let is_new = is_assessed_at_all && !shown.predecessor_results.is_empty() && !shown.assessed;
    view! {
        {(!held.is_empty()).then(|| view! { <p class="title-held">{names(lang, &held)}</p> })}
        {any.then(|| view! { <details class="sources sources--slim"><summary>{t!(lang, "title-decisions")}</summary><ul>{decisions}</ul></details> })}
        {is_new.then(|| view! { <p class="note">{t!(lang, "title-not-inherited")}</p> })}
    }
}

/// The units a commune was made of, as they stood last.
pub(crate) fn predecessor_results_view(
    lang: Lang,
    predecessors: &[PredecessorResults],
) -> Option<impl IntoView + use<>> {
    let rows = predecessors.iter().map(|before| row(lang, before)).collect_view();
    (!predecessors.is_empty()).then(|| {
        let body = view! {
            <p class="hint">{t!(lang, "predecessors-lead")}</p>
            <table class="table">
                <caption class="unseen">{t!(lang, "predecessors-caption")}</caption>
                <thead><tr>
                    <th scope="col">{t!(lang, "predecessors-unit")}</th><th scope="col">{t!(lang, "predecessors-titles")}</th>
                    <th scope="col">{t!(lang, "column-criteria")}</th><th scope="col" class="num">{t!(lang, "column-overall")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        };
        fold(&t!(lang, "predecessors-title"), Some(lang.count(predecessors.len() as u64)), body)
    })
}

fn row(lang: Lang, before: &PredecessorResults) -> impl IntoView + use<> {
    let titles = held(&before.recognitions, before.unit.valid_to.unwrap_or(NaiveDate::MAX));
    let titles = if titles.is_empty() { t!(lang, "predecessors-no-title") } else { names(lang, &titles) };
    let met = before.positions.values().filter(|position| position.status() == Status::Met).count();
    let criteria = if before.positions.is_empty() { t!(lang, "no-data") } else { t!(lang, "criteria-met", met = met) };
    let (overall, when) = match &before.result {
        Some((round, result)) => (
            format!("{} ({})", percent(lang, result.overall), part_of_whole(lang, result.overall)),
            t!(lang, "published-on", day = round.published_on),
        ),
        None => (t!(lang, "nothing-yet"), String::new()),
    };
    let until = before.unit.valid_to.map(|until| t!(lang, "until-day", day = until));
    view! {
        <tr>
            <th scope="row"><a href=address(lang, &before.unit, UnitPage::Results, &[])>{before.unit.named.name.clone()}</a><small>{until}</small></th>
            <td data-label=t!(lang, "predecessors-titles")>{titles}</td>
            <td data-label=t!(lang, "column-criteria")>{criteria}</td>
            <td class="num" data-label=t!(lang, "column-overall")>{overall}" "<small>{when}</small></td>
        </tr>
    }
}
