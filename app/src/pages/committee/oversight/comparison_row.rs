//! One criterion of a commune beside one question about it.

use crate::domain::oversight::comparison::{Agreement, Comparison};
use crate::domain::survey::interval;
use crate::i18n::labels::label;
use crate::i18n::{Lang, count, day, percent, t};
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::comparisons::ClaimRow;
use crate::routes::{Address as _, NewRecommendation, Recommendations};
use crate::ui::share::share_bar;
use crate::ui::status::known_status_view;
use chrono::NaiveDate;
use leptos::prelude::*;

pub(super) fn row_view(row: &ClaimRow, recommends: bool, today: NaiveDate, has_gap: bool) -> impl IntoView + use<> {
    let (one, unit) = (&row.comparison, &row.unit.named);
    let share = one.share();
    let district = row.district.as_ref().map(|district| format!(", {}", district.name));
    let when = row.round.published_on.map(day).unwrap_or_default();
    let range = interval::remark(share, one.households, one.threshold)
        .map(|said| view! { <p class="few">{label(Lang::Vi, said)}</p> });
    let bar = (share.whole > 0).then(|| share_bar(Lang::Vi, share, one.threshold.map(|(_, percent)| percent)));
    view! {
        <tr>
            <th scope="row"><a href=address(Lang::Vi, &row.unit, UnitPage::Results, &[("dot", &row.round.id.to_string())])>{unit.name.clone()}</a>{district}
                <small>{format!("{}. {}", one.criterion, row.criterion)}</small></th>
            <td class="line-end" data-label=t!("comparison-claimed")>{known_status_view(Lang::Vi, one.status)}</td>
            <td class="line-wide"><small>{t!("comparison-published", asked = asked(row), day = when)}</small>{bar}{range}</td>
            <td class="num" data-label=t!("comparison-share")><b>{percent(share)}</b><small>{format!("{} / {}", count(share.part), count(share.whole))}</small></td>
            {has_gap.then(|| view! { <td class="num" data-label=t!("comparison-gap")>{gap_view(one)}</td> })}
            <td data-label=t!("comparison-recommendations")>{recommendations_view(row, recommends, today)}</td>
        </tr>
    }
}

fn asked(row: &ClaimRow) -> String {
    if row.topic.is_empty() {
        return t!("comparison-no-question");
    }
    t!("comparison-question", no = row.comparison.question.unwrap_or_default(), topic = &row.topic)
}

/// How far the answers fall short, where they do.
fn gap_view(one: &Comparison) -> Option<impl IntoView + use<>> {
    let points = points(one.gap_hundredths());
    let short = one.short();
    matches!(one.agreement, Agreement::Mismatch | Agreement::BothLack).then(|| {
        view! { <b>{t!("comparison-points", points = points)}</b><small>{t!("comparison-short", ballots = short)}</small> }
    })
}

/// `9,00` of nine hundred hundredths of a point.
fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// The recommendations about it that are open, and the way to raise one.
fn recommendations_view(row: &ClaimRow, recommends: bool, today: NaiveDate) -> impl IntoView + use<> {
    let (one, unit) = (&row.comparison, &row.unit.named);
    let open = (row.open > 0).then(|| {
        let last = row.unit.valid_to.map(|last| last.to_string());
        let query = [("noi", Some(unit.code.as_str())), ("ngay", last.as_deref())];
        let query: Vec<_> = query.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        view! { <a href=Recommendations.with(&query)>{t!("comparison-open", count = row.open)}</a> }
    });
    // Somebody is not satisfied, whatever share is asked for. What stands no more answers nobody.
    let asks = recommends && one.counts.unsatisfied > 0 && row.unit.stands_on(today);
    let raise = asks.then(|| {
        let to = NewRecommendation.with(&[
            ("noi", &unit.code),
            ("bo", &row.round.ruleset.id),
            ("tieu-chi", &one.criterion.to_string()),
            ("dot", &row.round.id.to_string()),
            ("cau", &one.question.unwrap_or_default().to_string()),
        ]);
        let about = t!("comparison-raise-about", criterion = one.criterion, unit = &unit.name);
        view! { <a href=to aria-label=about>{t!("comparison-raise")}</a> }
    });
    view! { {open}{(row.open > 0 && asks).then_some(" · ")}{raise} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_written_in_points_with_two_decimals() {
        assert_eq!([900, 1_333, 5, 0, -250].map(points), ["9,00", "13,33", "0,05", "0,00", "-2,50"]);
    }
}
