//! What became of a period's recommendations, by unit.

use crate::domain::oversight::recommendation::Stage;
use crate::domain::survey::percent::Share;
use crate::i18n::labels::label;
use crate::i18n::{Lang, count, percent, t};
use crate::ports::recommendations::RecommendationRow;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The recommendations of one unit.
#[derive(Default)]
struct Own<'a> {
    /// Raised in the period.
    new: Vec<&'a RecommendationRow>,
    /// Left open by an earlier one.
    carried: Vec<&'a RecommendationRow>,
}

pub(super) fn by_unit_view(
    new: &[&RecommendationRow],
    carried: &[&RecommendationRow],
    today: NaiveDate,
) -> impl IntoView + use<> {
    let mut by_unit: BTreeMap<(&str, Uuid), Own<'_>> = BTreeMap::new();
    for row in new {
        by_unit.entry((&row.unit.named.code, row.unit.id)).or_default().new.push(row);
    }
    for row in carried {
        by_unit.entry((&row.unit.named.code, row.unit.id)).or_default().carried.push(row);
    }
    let lines = by_unit.values().map(|own| row_view(own, today)).collect_view();
    let head = [
        t!("recommendations-raised-count"),
        t!("recommendations-answered"),
        t!("recommendations-carried"),
        t!("recommendations-overdue"),
        t!("recommendations-closed"),
    ];
    let head = head.map(|word| view! { <th scope="col" class="num">{word}</th> }).into_iter().collect_view();
    view! {
        <h2>{t!("recommendations-by-unit")}</h2>
        <table class="table">
            <caption class="unseen">{t!("recommendations-by-unit-caption")}</caption>
            <thead><tr><th scope="col">{t!("recommendations-where")}</th>{head}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
        <h2>{t!("recommendations-each")}</h2>
    }
}

fn row_view(own: &Own<'_>, today: NaiveDate) -> impl IntoView + use<> {
    let all = || own.new.iter().chain(&own.carried);
    let name = all().next().map(|row| label(Lang::Vi, &row.unit));
    let number = |number: usize| count(number as u64);
    let late = all().filter(|row| row.stage.is_overdue(row.due, today)).count();
    let answered = own.new.iter().filter(|row| row.answered_on.is_some()).count();
    let share = Share::new(answered as u64, own.new.len() as u64);
    let closed = own.new.iter().filter(|row| row.stage == Stage::Closed).count();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=t!("recommendations-raised-count")>{number(own.new.len())}</td>
            <td class="num" data-label=t!("recommendations-answered")>{format!("{} ({})", number(answered), percent(share))}</td>
            <td class="num" data-label=t!("recommendations-carried")>{number(own.carried.len())}</td>
            <td class="num" data-label=t!("recommendations-overdue")>{number(late)}</td>
            <td class="num" data-label=t!("recommendations-closed")>{number(closed)}</td>
        </tr>
    }
}
