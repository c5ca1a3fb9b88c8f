//! How far rounds are, who lags, ballots by day.

use crate::domain::collection::round::State;
use crate::domain::collection::unit_stage::UnitStage;
use crate::domain::survey::verdict::{missing_to_participation, participation};
use crate::i18n::{Lang, day, t};
use crate::ports::participation::ParticipationRow;
use crate::ports::plans::PlanView;
use crate::ports::results::CommuneRow;
use crate::ports::rounds::RoundLine;
use crate::routes::{Address as _, Hamlet, Round};
use crate::ui::chart::{Bar, Fill, bars, columns};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::share::{Growing, part_bar};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// So many places that lag are named.
const LAGGING: usize = 8;

/// How far each commune is that is asked, by its own rounds and those of the units above.
pub(super) fn stages_view(
    communes: &[CommuneRow],
    rounds: &[RoundLine],
    plans: &[PlanView],
    today: NaiveDate,
) -> Markup {
    let mut states: BTreeMap<&str, Vec<State>> = BTreeMap::new();
    let mut planned: BTreeSet<&str> =
        plans.iter().flat_map(|plan| plan.asked.iter().map(|commune| commune.code.as_str())).collect();
    for line in rounds {
        // A round of one commune has hamlets for rows, one of more has its communes.
        let codes: BTreeSet<&str> = line.rows.iter().map(|row| row.unit.code.as_str()).collect();
        if has_begun(line, today) {
            codes.into_iter().for_each(|code| states.entry(code).or_default().push(line.round.state));
        } else {
            planned.extend(codes);
        }
    }
    let of = |row: &CommuneRow| {
        let code = row.unit.named.code.as_str();
        UnitStage::of(states.get(code).into_iter().flatten().copied(), planned.contains(code))
    };
    let rows: Vec<Bar> = UnitStage::ALL
        .into_iter()
        .map(|stage| Bar {
            label: crate::i18n::labels::label(Lang::Vi, stage),
            value: communes.iter().filter(|row| of(row) == stage).count() as u64,
            fill: match stage {
                UnitStage::Published => Fill::Good,
                UnitStage::Open | UnitStage::Planned => Fill::Plain,
                UnitStage::Closed | UnitStage::None => Fill::Wanting,
            },
        })
        .collect();
    let title = t!("dashboard-stages");
    let table = bars(&title, [t!("dashboard-stage"), t!("dashboard-communes")], &rows);
    view! {
        <section>
            <h2>{title}</h2>
            <p class="hint">{t!("dashboard-stages-of", count = communes.len())}</p>
            {table}
        </section>
    }
    .into_markup()
}

/// Whether households can answer in a round, or could: before its first day its slips are only printed.
fn has_begun(line: &RoundLine, today: NaiveDate) -> bool {
    line.round.state != State::Open || line.round.opens <= today
}

/// The places of open rounds that lack most households.
pub(super) fn lagging_view(rounds: &[RoundLine], today: NaiveDate) -> Markup {
    let open: Vec<&RoundLine> =
        rounds.iter().filter(|line| line.round.state == State::Open && has_begun(line, today)).collect();
    let missing = |line: &RoundLine, row: &ParticipationRow| {
        missing_to_participation(&line.round.ruleset.participation, &row.turnout)
    };
    let rows = open.iter().flat_map(|line| line.rows.iter().map(|row| (*line, row, missing(line, row))));
    // Nobody can do anything about those that are closed.
    let mut lagging: Vec<_> = rows.filter(|(_, row, missing)| *missing > 0 && !row.hamlets.are_closed()).collect();
    lagging.sort_by_key(|(_, row, missing)| (std::cmp::Reverse(*missing), row.unit.code.clone()));
    let more = lagging.len().saturating_sub(LAGGING);
    let lines = lagging.into_iter().take(LAGGING).map(|(line, row, missing)| lagging_row(line, row, missing));
    let lines: Vec<Markup> = lines.collect();
    let none = match (open.is_empty(), lines.is_empty()) {
        (true, _) => Some(t!("dashboard-no-round")),
        (false, true) => Some(t!("dashboard-lagging-none")),
        (false, false) => None,
    };
    let table = none.is_none().then(|| {
        view! {
            <table class="table table--lines">
                <caption class="unseen">{t!("dashboard-lagging")}</caption>
                <thead><tr>
                    <th scope="col">{t!("dashboard-place")}</th><th scope="col">{t!("dashboard-took-part")}</th>
                    <th scope="col" class="num">{t!("dashboard-short")}</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
        }
    });
    view! {
        <section>
            <h2>{t!("dashboard-lagging")}</h2>
            {none.map(|said| view! { <p class="empty">{said}</p> })}
            {table}
            {(more > 0).then(|| view! { <p class="hint">{t!("dashboard-more", count = more)}</p> })}
        </section>
    }
    .into_markup()
}

fn lagging_row(line: &RoundLine, row: &ParticipationRow, missing: u64) -> Markup {
    let rule = &line.round.ruleset.participation;
    let round = line.round.id;
    let (to, name, within) = match &row.hamlet {
        // Whoever has one commune knows where its hamlets lie.
        Some(hamlet) if row.unit == line.total.unit => {
            (Hamlet { round, hamlet: hamlet.id }.to_string(), &hamlet.name, None)
        }
        Some(hamlet) => (Hamlet { round, hamlet: hamlet.id }.to_string(), &hamlet.name, Some(row.unit.name.clone())),
        None => (Round { round }.with(&[("noi", &row.unit.code)]), &row.unit.name, None),
    };
    view! {
        <tr>
            <th scope="row"><a href=to>{name.clone()}</a>{within.map(|name| view! { <small>{name}</small> })}</th>
            <td>{part_bar(Lang::Vi, participation(rule, &row.turnout), rule.percent, Growing::TookPart)}</td>
            <td class="num" data-label=t!("dashboard-short")>{t!("round-short-of", short = missing)}</td>
        </tr>
    }
    .into_markup()
}

/// Ballots by day, up to today; days without any too.
pub(super) fn days_view(from: NaiveDate, today: NaiveDate, returned: &[(NaiveDate, u64)]) -> Markup {
    let known: BTreeMap<NaiveDate, u64> = returned.iter().copied().collect();
    let all = from.iter_days().take_while(|day| *day <= today);
    let rows: Vec<(String, u64)> =
        all.map(|day| (day.format("%-d/%-m").to_string(), known.get(&day).copied().unwrap_or_default())).collect();
    let sum: u64 = rows.iter().map(|(_, value)| value).sum();
    let title = t!("dashboard-days");
    let said = match sum {
        0 => t!("dashboard-days-none", days = rows.len()),
        sum => t!("dashboard-days-of", days = rows.len(), count = sum),
    };
    let label = format!("{title}, {} – {}", day(from), day(today));
    let chart = (sum > 0).then(|| columns(&label, [t!("dashboard-day"), t!("dashboard-ballots")], &rows));
    view! { <section><h2>{title}</h2><p class="hint">{said}</p>{chart}</section> }.into_markup()
}
