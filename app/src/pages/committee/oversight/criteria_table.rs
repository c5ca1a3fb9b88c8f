//! The table of a unit's criteria: where each stands, all that was said of it, and where more is chosen.

use crate::domain::oversight::criterion::{Assessment, Position, Status, lacking};
use crate::domain::survey::ruleset::Ruleset;
use crate::forms::Posted;
use crate::i18n::labels::label;
use crate::i18n::{Lang, date_of, t};
use crate::message::Message;
use crate::pages::committee::oversight::criteria_item::Item;
use crate::ports::criteria::{CriteriaRecord, Recorded};
use crate::routes::EvidenceFile;
use crate::ui::status::position_view;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What stands in a row.
struct Row<'a> {
    item: Item,
    position: Position,
    /// Indicators that are said not to be met while the criterion is claimed as met.
    lacks: Vec<u32>,
    /// All that was written down of it, in the order it was written.
    history: Vec<&'a Recorded>,
}

pub(super) fn table_view(
    posted: &Posted,
    ruleset: &Ruleset,
    record: &CriteriaRecord,
    positions: &BTreeMap<(u32, u32), Position>,
    may_write: bool,
) -> impl IntoView + use<> {
    let rows = Item::all(ruleset)
        .into_iter()
        .map(|item| {
            let position = positions.get(&item.key()).cloned().unwrap_or_default();
            let claims_whole = item.indicator == 0 && position.status() == Status::Met;
            let lacks = if claims_whole { lacking(item.criterion, positions) } else { Vec::new() };
            let is_own = |one: &&Recorded| (one.assessment.criterion, one.assessment.indicator) == item.key();
            let history = record.statuses.iter().filter(is_own).collect();
            row_view(posted, ruleset, &Row { item, position, lacks, history }, may_write)
        })
        .collect_view();
    let write = may_write.then(|| {
        view! { <th scope="col">{t!("criteria-new")}</th> <th scope="col">{t!("criteria-value")}</th> }
    });
    view! {
        <table class="table">
            <caption class="unseen">{t!("criteria-caption")}</caption>
            <thead><tr><th scope="col">{t!("criteria-what")}</th><th scope="col">{t!("criteria-now")}</th>{write}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row_view(posted: &Posted, ruleset: &Ruleset, row: &Row<'_>, may_write: bool) -> impl IntoView + use<> {
    let Row { item, position, lacks, history } = row;
    let known = (position.claim.is_some() || position.appraisal.is_some()).then_some(position);
    let words = [&position.claim, &position.appraisal]
        .map(|one| one.as_ref().map(|one| view! { <small>{said(one)}</small> }))
        .into_iter()
        .collect_view();
    let waiting = position.waiting_claim().map(|_| view! { " "<span class="tag">{t!("claim-waits")}</span> });
    let indicator = ruleset.criterion(item.criterion);
    let indicator = indicator.and_then(|criterion| criterion.indicators.iter().find(|one| one.no == item.indicator));
    let asks = indicator.filter(|one| !one.asks.is_empty());
    let asks = asks.map(|one| view! { <small>{t!("criteria-asks", what = &one.asks)}</small> });
    let lacks = (!lacks.is_empty()).then(|| {
        let numbers: Vec<String> = lacks.iter().map(|no| format!("{}.{no}", item.criterion)).collect();
        view! { " "<span class="tag">{t!("criteria-lacks", indicators = numbers.join(", "))}</span> }
    });
    view! {
        <tr class="entry-row" class:entry-row--part=item.indicator != 0>
            <th scope="row">{item.named(ruleset)}{lacks}{asks}</th>
            <td data-label=t!("criteria-now")>{position_view(Lang::Vi, known)}{waiting}{words}{history_view(history)}</td>
            {may_write.then(|| inputs_view(posted, *item))}
        </tr>
    }
}

/// All that was written down of an item, latest first.
fn history_view(history: &[&Recorded]) -> Option<impl IntoView + use<>> {
    (!history.is_empty()).then(|| {
        let lines = history
            .iter()
            .rev()
            .map(|one| {
                let text =
                    t!("criteria-written-by", said = said(&one.assessment), day = date_of(one.at), who = &one.who);
                let file = one.file.clone();
                let file = file.map(|(file, name)| view! { " "<a href=EvidenceFile { file }.to_string()>{name}</a> });
                let taken_back = one.taken_back.as_ref().map(|back| {
                    let text =
                        t!("criteria-entry-taken-back", day = date_of(back.at), who = &back.who, reason = &back.reason);
                    view! { <br/><b>{text}</b> }
                });
                view! { <li>{text}{file}{taken_back}</li> }
            })
            .collect_view();
        let times = t!("criteria-times", count = history.len());
        view! { <details class="lacks"><summary>{times}</summary><ul>{lines}</ul></details> }
    })
}

pub(super) fn said(one: &Assessment) -> String {
    let value = if one.value.is_empty() { String::new() } else { format!(", {}", one.value) };
    let document = if one.document.is_empty() { t!("criteria-without-document") } else { one.document.clone() };
    t!(
        "criteria-said",
        by = Message::from(one.by),
        status = Message::from(one.status),
        value = value,
        day = one.as_of,
        document = document
    )
}

fn inputs_view(posted: &Posted, item: Item) -> impl IntoView + use<> {
    let (status, value) = (item.field("status"), item.field("value"));
    let chosen = posted.value(&status, "");
    let options = Status::ALL
        .map(|one| view! { <option value=one.into_str() selected=one.into_str() == chosen>{label(Lang::Vi, one)}</option> })
        .into_iter()
        .collect_view();
    let typed = posted.value(&value, "");
    let (invalid, value_invalid) = (posted.invalid(&status), posted.invalid(&value));
    let fault_id = format!("{value}-fault");
    let told = posted.fault(&value).map(|text| view! { <p class="field__fault" id=fault_id.clone()>{text}</p> });
    let described = told.is_some().then(|| fault_id.clone());
    view! {
        <td data-label=t!("criteria-new")>
            <select id=status.clone() name=status aria-label=t!("criteria-new-of", item = item.said()) aria-invalid=invalid>
                <option value="">{t!("criteria-as-it-is")}</option>{options}
            </select>
        </td>
        <td data-label=t!("criteria-value")>
            <input id=value.clone() name=value value=typed maxlength="100" autocomplete="off" aria-label=t!("criteria-value-of", item = item.said()) aria-invalid=value_invalid aria-describedby=described/>
            {told}
        </td>
    }
}
