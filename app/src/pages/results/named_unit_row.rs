//! A title of a unit that a plan names, as a row of its targets.

use crate::domain::oversight::target::{Figures, History};
use crate::domain::units::title::Recognition;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ui::markup::IntoMarkup as _;
use crate::ui::status::{mark_view, progress_mark};
use crate::ui::translated::translated;
use leptos::prelude::*;

/// Whether each of them was recognised, and by which decision; `units` is what so many of them are called.
pub(super) fn named_unit_row(
    lang: Lang,
    one: &Figures<'_>,
    histories: &[History],
    units: impl Fn(u64) -> String,
) -> impl IntoView {
    let target = one.target;
    let title = target.title.map(|title| label(lang, title)).unwrap_or_default();
    let named: Vec<&History> =
        histories.iter().filter(|own| target.counts(&own.unit) && own.unit.stands_on(one.on)).collect();
    let names = named.iter().map(|own| own.unit.named.name.as_str()).collect::<Vec<_>>().join(", ");
    let asks = t!(lang, "targets-asks-title", unit = names, title = title);
    let decided = |own: &&History| {
        let reaches = |decision: &&Recognition| {
            target.title.is_some_and(|title| decision.title >= title) && decision.day <= one.on
        };
        let last = own.recognitions.iter().filter(reaches).max_by_key(|decision| decision.day)?;
        let (title, decision, day) = (label(lang, last.title).to_lowercase(), &last.decision, last.day);
        Some(if last.granted {
            t!(lang, "title-granted", title = title, decision = decision, day = day)
        } else {
            t!(lang, "title-withdrawn", title = title, decision = decision, day = day)
        })
    };
    let decisions: Vec<String> = named.iter().filter_map(decided).collect();
    let known = if decisions.is_empty() {
        view! { <span class="soft">{t!(lang, "no-data")}</span> }.into_markup()
    } else {
        decisions.into_iter().map(|said| view! { <small>{said}</small> }).collect_view().into_markup()
    };
    let short = match (one.short(), one.is_known()) {
        (0, _) => t!(lang, "targets-none-missing"),
        (_, false) => "–".to_owned(),
        (short, true) => format!("{} {}", lang.count(short), units(short)),
    };
    let ended = one.ended.then(|| view! { <small>{t!(lang, "targets-ended", units = units(2), day = one.on)}</small> });
    let unverified = (!target.verified).then(|| view! { <small>{t!(lang, "targets-unverified-reading")}</small> });
    view! {
        <tr>
            <th scope="row">{translated(lang.target_name(target))}{unverified}</th>
            <td data-label=t!(lang, "targets-target")>{asks}<small>{t!(lang, "targets-due", day = target.by)}</small></td>
            <td class="num wraps" data-label=t!(lang, "targets-reached")>{known}</td>
            <td data-label=t!(lang, "targets-progress")>{mark_view(progress_mark(one.progress), label(lang, one.progress))}{ended}</td>
            <td data-label=t!(lang, "targets-missing")>{short}</td>
        </tr>
    }
}
