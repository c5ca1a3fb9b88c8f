//! How satisfied people are, criteria, recommendations.

use crate::domain::oversight::criterion::{Assessment, Status};
use crate::domain::oversight::recommendation::Stage;
use crate::domain::oversight::spread::{Band, SATISFACTION, spread};
use crate::domain::survey::count::Count;
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::QuestionFigures;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::threshold::About;
use crate::domain::units::unit::UnitRef;
use crate::i18n::{Lang, percent, t};
use crate::ports::recommendations::RecommendationRow;
use crate::ports::results::{CommuneRow, CommuneView};
use crate::routes::{Criteria, Recommendations, UnitResults};
use crate::ui::chart::{Bar, Fill, bars};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::share::share_bar;
use chrono::{NaiveDate, TimeDelta};
use leptos::prelude::*;

/// So many questions are named.
const QUESTIONS: usize = 6;

/// So many days ahead are soon.
const SOON: i64 = 14;

/// How many criteria are lacking, in bands: none, and from each number on.
const LACKING: [u64; 4] = [1, 3, 6, 11];

/// How many communes are how satisfied, by the question about everything.
pub(super) fn satisfaction_view(communes: &[CommuneRow]) -> Markup {
    let shares: Vec<Share> = communes
        .iter()
        .filter_map(|row| row.result.as_ref().map(|result| result.overall))
        .filter(|share| share.whole > 0)
        .collect();
    let rows: Vec<Bar> = spread(&SATISFACTION, shares.iter().copied()).iter().rev().map(band_bar).collect();
    let title = t!("dashboard-satisfaction");
    let published = communes.iter().filter(|row| row.result.is_some()).count();
    let withheld = published - shares.len();
    let body = if published == 0 {
        view! { <p class="empty">{t!("dashboard-satisfaction-none")}</p> }.into_markup()
    } else {
        let table = bars(&title, [t!("dashboard-band"), t!("dashboard-communes")], &rows);
        let of = match withheld {
            0 => t!("dashboard-satisfaction-of", count = published),
            withheld => t!("dashboard-satisfaction-of-told", count = published, withheld = withheld),
        };
        view! { <p class="hint">{of}</p>{table} }.into_markup()
    };
    view! { <section><h2>{title}</h2>{body}</section> }.into_markup()
}

fn band_bar(band: &Band) -> Bar {
    let label = match (band.from, band.below) {
        (_, None) => t!("dashboard-band-all"),
        (0, Some(below)) => t!("dashboard-band-below", below = below),
        (from, Some(below)) => t!("dashboard-band-between", from = from, below = below),
    };
    // No share is asked of everybody: what is low is low in every set.
    let fill = if band.from >= 90 {
        Fill::Good
    } else if band.from >= 80 {
        Fill::Plain
    } else {
        Fill::Wanting
    };
    Bar { label, value: band.count, fill }
}

/// The questions that fewest are satisfied with, in a commune's latest published round.
pub(super) fn questions_view(shown: &CommuneView) -> Markup {
    let title = t!("dashboard-questions");
    let Some((round, results)) = &shown.shown else {
        let none = t!("dashboard-satisfaction-none");
        return view! { <section><h2>{title}</h2><p class="empty">{none}</p></section> }.into_markup();
    };
    let mut told: Vec<(&QuestionFigures, Share)> = results
        .questions
        .iter()
        .filter_map(|question| question.counts.map(|counts| (question, Count::share(counts))))
        .filter(|(_, share)| share.whole > 0)
        .collect();
    told.sort_by(|(_, a), (_, b)| a.compare(*b));
    let line = |(question, share): &(&QuestionFigures, Share)| {
        let about = if question.overall { About::Overall } else { About::Content };
        let threshold = round.ruleset.threshold(about).map(|threshold| threshold.percent);
        let topic = format!("{}. {}", question.no, question.topic);
        view! {
            <tr>
                <th scope="row">{topic}</th>
                <td>{share_bar(Lang::Vi, *share, threshold)}</td>
                <td class="num">{percent(*share)}</td>
            </tr>
        }
    };
    let lines = told.iter().take(QUESTIONS).map(line).collect_view();
    let day = round.published_on.map(|on| Lang::Vi.day(on)).unwrap_or_default();
    let of = t!("dashboard-questions-of", ruleset = &round.ruleset.name, day = day);
    let to = UnitResults { code: shown.unit.named.code.clone() }.to_string();
    view! {
        <section>
            <h2>{title}</h2>
            <p class="hint">{of}</p>
            <table class="table table--lines">
                <caption class="unseen">{t!("dashboard-questions")}</caption>
                <thead><tr>
                    <th scope="col">{t!("dashboard-question")}</th><th scope="col">{t!("dashboard-share")}</th>
                    <th scope="col" class="num">{t!("round-share")}</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
            <p><a href=to>{t!("dashboard-to-results")}</a></p>
        </section>
    }
    .into_markup()
}

/// How many communes lack how many criteria.
pub(super) fn criteria_view(communes: &[CommuneRow]) -> Markup {
    let known: Vec<Share> = communes.iter().filter_map(|row| row.criteria).collect();
    let lacking = |share: &Share| share.whole.saturating_sub(share.part);
    let within = |from: u64, to: Option<u64>| {
        known.iter().map(lacking).filter(|lacks| *lacks >= from && to.is_none_or(|to| *lacks <= to)).count() as u64
    };
    let mut rows = vec![Bar { label: t!("dashboard-criteria-met-all"), value: within(0, Some(0)), fill: Fill::Good }];
    for (at, from) in LACKING.into_iter().enumerate() {
        let to = LACKING.get(at + 1).map(|next| next - 1);
        let label = match to {
            Some(to) => t!("dashboard-criteria-lack", from = from, to = to),
            None => t!("dashboard-criteria-lack-more", from = from),
        };
        rows.push(Bar { label, value: within(from, to), fill: Fill::Plain });
    }
    let unknown = (communes.len() - known.len()) as u64;
    rows.push(Bar { label: t!("dashboard-criteria-unknown"), value: unknown, fill: Fill::Plain });
    let title = t!("dashboard-criteria");
    let table = bars(&title, [t!("dashboard-criterion-state"), t!("dashboard-communes")], &rows);
    view! {
        <section>
            <h2>{title}</h2>
            <p class="hint">{t!("dashboard-criteria-of", count = known.len())}</p>
            {table}
        </section>
    }
    .into_markup()
}

/// How many criteria of a set a commune meets.
pub(super) fn own_criteria_view(set: &Ruleset, standing: &[(UnitRef, Vec<Assessment>)]) -> Markup {
    let status = |no: u32| {
        let mut known = standing.iter().flat_map(|(_, known)| known);
        known.find(|one| one.criterion == no && one.indicator == 0).map(|one| one.status)
    };
    let count = |wanted: Option<Status>| set.criteria.iter().filter(|one| status(one.no) == wanted).count() as u64;
    let met = count(Some(Status::Met));
    let lacks = count(Some(Status::NotMet));
    let rows = [
        Bar { label: t!("dashboard-criteria-met"), value: met, fill: Fill::Good },
        Bar { label: t!("dashboard-criteria-lacks"), value: lacks, fill: Fill::Wanting },
        Bar {
            label: t!("dashboard-criteria-unknown"),
            value: set.criteria.len() as u64 - met - lacks,
            fill: Fill::Plain,
        },
    ];
    let title = t!("dashboard-criteria");
    let table = bars(&title, [t!("dashboard-criterion-state"), t!("dashboard-criteria-number")], &rows);
    let to = standing.first().map(|(unit, _)| Criteria { unit: unit.code.clone() }.to_string());
    view! {
        <section>
            <h2>{title}</h2>
            <p class="hint">{set.name.clone()}</p>
            {table}
            {to.map(|to| view! { <p><a href=to>{t!("dashboard-to-criteria")}</a></p> })}
        </section>
    }
    .into_markup()
}

/// How many recommendations are how far, overdue ones first.
pub(super) fn recommendations_view(rows: &[RecommendationRow], today: NaiveDate) -> Markup {
    let title = t!("dashboard-recommendations");
    if rows.is_empty() {
        let none = t!("dashboard-recommendations-none");
        return view! { <section><h2>{title}</h2><p class="empty">{none}</p></section> }.into_markup();
    }
    let soon = today + TimeDelta::days(SOON);
    let number = |is: &dyn Fn(&RecommendationRow) -> bool| rows.iter().filter(|row| is(row)).count() as u64;
    let is_overdue = |row: &RecommendationRow| row.stage.is_overdue(row.due, today);
    let bar = |label, value, fill| Bar { label, value, fill };
    let shown = [
        bar(t!("dashboard-overdue"), number(&is_overdue), Fill::Wanting),
        bar(
            t!("dashboard-due-soon", days = SOON.unsigned_abs()),
            number(&|row| row.stage.is_theirs() && row.due >= today && row.due <= soon),
            Fill::Wanting,
        ),
        bar(t!("dashboard-due-later"), number(&|row| row.stage.is_theirs() && row.due > soon), Fill::Plain),
        bar(t!("dashboard-answered"), number(&|row| row.stage == Stage::Answered), Fill::Plain),
        bar(t!("dashboard-finished"), number(&|row| row.stage == Stage::Closed), Fill::Good),
    ];
    let table = bars(&title, [t!("dashboard-stage"), t!("dashboard-recommendations-number")], &shown);
    let to = Recommendations.to_string();
    view! {
        <section>
            <h2>{title}</h2>
            {table}
            <p><a href=to>{t!("dashboard-to-recommendations")}</a></p>
        </section>
    }
    .into_markup()
}
