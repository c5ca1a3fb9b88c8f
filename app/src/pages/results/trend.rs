//! A commune across its rounds: content by content where contents match, and what it was made of as background.

use crate::domain::oversight::trend::{Line, Point, lines};
use crate::domain::survey::count::Count;
use crate::domain::survey::interval::remark;
use crate::domain::survey::ruleset::Criterion;
use crate::extract::Query;
use crate::i18n::labels::label;
use crate::i18n::{Lang, Translated, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::unit_address::{UnitPage, address, path_view, stood};
use crate::ports::trends::{RoundResults, TrendView};
use crate::routes::UnitTrend;
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::IntoMarkup as _;
use crate::ui::share::{part_of_whole, percent};
use crate::ui::translated::{sentence_with, translated};
use leptos::prelude::*;

/// A commune across its rounds.
pub fn route() -> PageRoute {
    PageRoute::new::<UnitTrend, _>(Audience::Reading, show)
}

async fn show(at: UnitTrend, query: Query, app: AppState) -> PageResult {
    let unit = stood(&app, &at.code, query.day("ngay")).await?;
    let shown = app.trends.trend(&unit).await?;
    Ok(Page::new(move || trend_view(query.language(), &shown)))
}

fn trend_view(lang: Lang, shown: &TrendView) -> impl IntoView + use<> {
    let title = t!(lang, "trend-title", unit = &shown.unit.named.name);
    let mut above = shown.above.clone();
    above.push(shown.unit.clone());
    let (path, none) = (path_view(lang, &above), shown.rounds.is_empty());
    let own = (!none).then(|| rounds_view(lang, &shown.rounds, t!(lang, "trend-own-caption")));
    let predecessors = shown
        .predecessors
        .iter()
        .map(|(unit, rounds)| {
            let to = address(lang, unit, UnitPage::Results, &[]);
            view! { <h2><a href=to>{unit.named.name.clone()}</a></h2> {rounds_view(lang, rounds, t!(lang, "trend-predecessor-caption"))} }
        })
        .collect_view();
    let any = !shown.predecessors.is_empty();
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <p class="lead">{t!(lang, "trend-lead")}</p>
            {none.then(|| view! { <p class="empty">{t!(lang, "trend-none")}</p> })}
            {own}
            {any.then(|| view! { <p class="note">{t!(lang, "trend-predecessors")}</p> })}
            {predecessors}
        </Frame>
    }
}

fn rounds_view(lang: Lang, rounds: &[RoundResults], caption: String) -> impl IntoView + use<> {
    let points: Vec<Point<'_>> =
        rounds.iter().map(|one| Point { ruleset: &one.round.ruleset, questions: &one.results.questions }).collect();
    let lines = lines(&points);
    let chart = lines.iter().find(|line| line.is_overall()).map(|line| chart_view(lang, line, rounds));
    let heads = rounds
        .iter()
        .map(|one| {
            let ruleset = translated(lang.name_of(&one.round.ruleset));
            view! { <th scope="col" class="num">{when(lang, one)}<small>{ruleset}</small></th> }
        })
        .collect_view();
    let rows = lines.iter().map(|line| row(lang, line, rounds)).collect_view();
    let label = caption.clone();
    view! {
        {chart}
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="table table--lines">
                <caption class="unseen">{caption}</caption>
                <thead><tr><th scope="col">{t!(lang, "column-content")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The day a round's results were published.
fn when(lang: Lang, one: &RoundResults) -> String {
    one.round.published_on.map(|day| lang.day(day)).unwrap_or_default()
}

fn row(lang: Lang, line: &Line<'_>, rounds: &[RoundResults]) -> impl IntoView + use<> {
    let cells = line
        .cells
        .iter()
        .zip(rounds)
        .map(|(cell, one)| match cell {
            Some((counts, _)) => {
                cell_view(lang, *counts, one.results.participation.turnout.households, when(lang, one)).into_markup()
            }
            None => {
                view! { <td class="num" data-label=when(lang, one)><span class="soft">{t!(lang, "trend-not-told")}</span></td> }
                    .into_markup()
            }
        })
        .collect_view();
    let names: Vec<Translated<'_>> =
        line.content.iter().flatten().map(|criterion: &&Criterion| lang.criterion_name(criterion)).collect();
    let criteria = match &line.content {
        Some(_) => names.iter().map(|name| name.text).collect::<Vec<_>>().join("; "),
        None => t!(lang, "trend-overall"),
    };
    let topic = line.one_of_several.map(|question| lang.topic_of(question));
    let content = match topic {
        Some(topic) => t!(lang, "trend-one-of-several", criteria = criteria, topic = topic.text),
        None => criteria,
    };
    let content = sentence_with(&content, names.into_iter().chain(topic));
    view! { <tr><th scope="row">{content}</th>{cells}</tr> }
}

fn cell_view(lang: Lang, counts: Count, households: u64, when: String) -> impl IntoView {
    let share = counts.share();
    let few = remark(share, households, None).map(|remark| view! { <small class="few">{label(lang, remark)}</small> });
    view! {
        <td class="num" data-label=when><b>{percent(lang, share)}</b><small>{part_of_whole(lang, share)}</small>{few}</td>
    }
}

/// A round on the chart.
struct Dot {
    x: i32,
    /// From 0 to 100.
    percent: f64,
    text: String,
    threshold: Option<u32>,
    when: String,
}

/// Overall satisfaction as dots on a line, from 0 to 100; the table beside it has the numbers.
fn chart_view(lang: Lang, line: &Line, rounds: &[RoundResults]) -> impl IntoView + use<> {
    let step = 300 / i32::try_from(rounds.len().max(1)).unwrap_or(i32::MAX).max(1);
    let height = |percent: f64| 166.0 - percent * 1.36;
    let mut dots: Vec<Dot> = Vec::new();
    for (at, (cell, one)) in (0_i32..).zip(line.cells.iter().zip(rounds)) {
        let Some((counts, threshold)) = cell else { continue };
        let share = counts.share();
        let Some(exact) = share.decimal().and_then(|text| text.parse::<f64>().ok()) else { continue };
        let when = one.round.published_on.map(|on| on.format("%-m/%Y").to_string()).unwrap_or_default();
        let (x, text) = (52 + at * step + step / 2, percent(lang, share));
        dots.push(Dot { x, percent: exact, text, threshold: *threshold, when });
    }
    let points: Vec<String> = dots.iter().map(|dot| format!("{},{:.1}", dot.x, height(dot.percent))).collect();
    let marks = dots
        .iter()
        .map(|dot| {
            let (x, y) = (dot.x, height(dot.percent));
            let needed = dot.threshold.map(|needed| {
                let at = height(f64::from(needed));
                view! { <line class="chart__need" x1=(x - 20).to_string() x2=(x + 20).to_string() y1=format!("{at:.1}") y2=format!("{at:.1}")/> }
            });
            view! {
                {needed}
                <circle class="chart__dot" cx=x.to_string() cy=format!("{y:.1}") r="5"/>
                <text class="chart__text" x=x.to_string() y=format!("{:.1}", (y - 12.0).max(14.0))>{dot.text.clone()}</text>
                <text class="chart__axis" x=x.to_string() y="190">{dot.when.clone()}</text>
            }
        })
        .collect_view();
    let grid = [(100.0, "100%"), (50.0, "50%"), (0.0, "0%")]
        .map(|(percent, text)| {
            let y = height(percent);
            view! {
                <line class="chart__grid" x1="48" x2="356" y1=format!("{y:.1}") y2=format!("{y:.1}")/>
                <text class="chart__axis" x="24" y=format!("{:.1}", y + 5.0)>{text}</text>
            }
        })
        .into_iter()
        .collect_view();
    let said: Vec<String> = dots.iter().map(|dot| format!("{}: {}", dot.when, dot.text)).collect();
    let asked = dots.iter().filter(|dot| dot.threshold.is_some()).count();
    let caption = match asked {
        0 => t!(lang, "trend-chart-caption-unjudged"),
        all if all == dots.len() => t!(lang, "trend-chart-caption"),
        _ => t!(lang, "trend-chart-caption-some"),
    };
    let label = t!(lang, "trend-chart", values = said.join("; "));
    view! {
        <figure class="chart">
            <svg viewBox="0 0 360 198" role="img" aria-label=label>
                {grid}
                <polyline class="chart__line" points=points.join(" ")/>
                {marks}
            </svg>
            <figcaption>{caption}</figcaption>
        </figure>
    }
}
