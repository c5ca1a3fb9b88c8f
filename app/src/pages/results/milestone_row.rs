//! A figure or an act of a plan as a row of its targets.

use crate::domain::oversight::milestone::{Measure, MilestoneEntry, MilestoneStanding, Word};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ui::markup::IntoMarkup as _;
use crate::ui::status::{mark_view, progress_mark};
use crate::ui::translated::translated;
use leptos::prelude::*;

pub(super) fn milestone_row(lang: Lang, one: &MilestoneStanding<'_>) -> impl IntoView + use<> {
    let milestone = one.milestone;
    let unverified = (!milestone.verified).then(|| view! { <small>{t!(lang, "targets-unverified-reading")}</small> });
    let asks = match (&milestone.figure, one.base) {
        (None, _) => t!(lang, "targets-asks-act"),
        (Some(own), None) => t!(
            lang,
            "targets-asks-value",
            times = lang.hundredths(own.percent.into()),
            year = own.base_year.to_string()
        ),
        (Some(own), Some(base)) => t!(
            lang,
            "targets-asks-value-of",
            times = lang.hundredths(own.percent.into()),
            year = own.base_year.to_string(),
            needed = lang.hundredths(own.needed(base)),
            measure = lang.measured_in(own).text,
        ),
    };
    let known = match one.latest {
        Some(entry) => known_view(lang, entry, milestone.figure.as_ref()).into_markup(),
        None => view! { <span class="soft">{t!(lang, "no-data")}</span> }.into_markup(),
    };
    let some = one.latest.is_some() || one.base.is_some();
    let base = milestone
        .figure
        .as_ref()
        .filter(|_| some)
        .map(|measure| view! { <small>{base_text(lang, measure, one.base)}</small> });
    let short = short(lang, one).unwrap_or_else(|| "–".to_owned());
    view! {
        <tr>
            <th scope="row">{translated(lang.milestone_name(milestone))}{unverified}</th>
            <td data-label=t!(lang, "targets-target")>{asks}<small>{t!(lang, "targets-due", day = milestone.by)}</small></td>
            <td class="num wraps" data-label=t!(lang, "targets-reached")>{known}{base}</td>
            <td data-label=t!(lang, "targets-progress")>{mark_view(progress_mark(one.progress), label(lang, one.progress))}</td>
            <td class="wraps" data-label=t!(lang, "targets-missing")>{short}</td>
        </tr>
    }
}

/// What is known, and where it stands.
fn known_view(lang: Lang, entry: &MilestoneEntry, measure: Option<&Measure>) -> impl IntoView + use<> {
    let document = entry.document.clone();
    let (said, day) = match (entry.word, measure) {
        (Word::Value(value), Some(measure)) => (value_text(lang, measure, value), Some(lang.day(entry.as_of))),
        (Word::Done, _) => (t!(lang, "targets-act-done", day = entry.as_of), None),
        _ => (t!(lang, "targets-act-not-done", day = entry.as_of), None),
    };
    view! { <b>{said}</b> {day.map(|day| view! { <small>{day}</small> })} <small lang=lang.of_vietnamese()>{document}</small> }
}

fn value_text(lang: Lang, measure: &Measure, value: u64) -> String {
    t!(lang, "targets-value", value = lang.hundredths(value), measure = lang.measured_in(measure).text)
}

fn base_text(lang: Lang, measure: &Measure, base: Option<u64>) -> String {
    let year = measure.base_year.to_string();
    match base {
        None => t!(lang, "targets-value-no-base", year = year),
        Some(base) => t!(
            lang,
            "targets-value-base",
            year = year,
            value = lang.hundredths(base),
            measure = lang.measured_in(measure).text,
        ),
    }
}

/// How much is missing: of a figure what it falls short of; nothing is missing of what holds; unknown is no number.
fn short(lang: Lang, one: &MilestoneStanding<'_>) -> Option<String> {
    match (one.latest?.word, &one.milestone.figure) {
        (Word::Value(value), Some(measure)) => {
            let missing = measure.needed(one.base?).saturating_sub(value);
            Some(if missing == 0 { t!(lang, "targets-none-missing") } else { value_text(lang, measure, missing) })
        }
        (Word::Done, _) => Some(t!(lang, "targets-none-missing")),
        _ => None,
    }
}
