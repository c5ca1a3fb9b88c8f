//! A commune across its rounds: content by content where contents match, and what it was made of as background.

use crate::domain::oversight::trend::{Line, Point, lines};
use crate::domain::survey::count::Count;
use crate::domain::survey::interval::remark;
use crate::domain::survey::percent::count;
use crate::i18n::day;
use crate::pages::error::load;
use crate::pages::results::unit_address::{address, path_view, stood};
use crate::ports::trends::Episode;
use crate::ports::trends::TrendView;
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A commune across its rounds.
#[component]
pub fn TrendPage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let day = use_query_map().get_untracked().get("ngay").and_then(|day| day.parse().ok());
    load(move |ports: AppState| async move {
        let unit = stood(&ports, &code, day).await?;
        Ok(trend_view(&ports.trends.trend(&unit).await?).into_any())
    })
}

fn trend_view(shown: &TrendView) -> impl IntoView + use<> {
    let title = format!("Diễn biến, {}", shown.unit.named.name);
    let mut above = shown.above.clone();
    above.push(shown.unit.clone());
    let (path, none) = (path_view(&above), shown.episodes.is_empty());
    let own = (!none).then(|| episodes_view(&shown.episodes, "Các đợt của xã"));
    let predecessor_results = shown
        .predecessors
        .iter()
        .map(|(unit, episodes)| {
            view! { <h2><a href=address(unit, "", "")>{unit.named.name.clone()}</a></h2> {episodes_view(episodes, "Các đợt của đơn vị cũ")} }
        })
        .collect_view();
    let any = !shown.predecessors.is_empty();
    view! {
        <Frame title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <p class="lead">"Cùng một nội dung qua các đợt và các bộ tiêu chí. Nội dung được ghép theo tên tiêu chí; nội dung không có ở đợt nào thì để trống."</p>
            {none.then(|| view! { <p class="empty">"Xã này chưa có đợt nào được công bố."</p> })}
            {own}
            {any.then(|| view! {
                <p class="note">"Dưới đây là các đơn vị cũ của nơi này: để tham khảo, không cộng vào số của xã."</p>
            })}
            {predecessor_results}
        </Frame>
    }
}

fn episodes_view(episodes: &[Episode], caption: &'static str) -> impl IntoView + use<> {
    let points: Vec<Point<'_>> =
        episodes.iter().map(|one| Point { ruleset: &one.round.ruleset, questions: &one.results.questions }).collect();
    let lines = lines(&points);
    let chart = lines.iter().find(|line| line.overall).map(|line| chart_view(line, episodes));
    let heads = episodes
        .iter()
        .map(|one| {
            let when = one.round.published_on.map(day).unwrap_or_default();
            view! { <th scope="col" class="num">{when}<small>{one.round.ruleset.name.clone()}</small></th> }
        })
        .collect_view();
    let rows = lines
        .iter()
        .map(|line| {
            let cells = line
                .cells
                .iter()
                .zip(episodes)
                .map(|(cell, one)| {
                    let label = one.round.published_on.map(day).unwrap_or_default();
                    match cell {
                        Some((counts, _)) => {
                            cell_view(*counts, one.results.participation.turnout.households, label).into_any()
                        }
                        None => view! { <td class="num" data-label=label><span class="soft">"Không hỏi"</span></td> }
                            .into_any(),
                    }
                })
                .collect_view();
            view! { <tr><th scope="row">{line.content.clone()}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        {chart}
        <div class="scroll" tabindex="0" role="region" aria-label=caption>
            <table class="table">
                <caption class="unseen">{caption}</caption>
                <thead><tr><th scope="col">"Nội dung"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn cell_view(counts: Count, households: u64, label: String) -> impl IntoView {
    let share = counts.share();
    let few = remark(share, households, None).map(|text| view! { <small class="few">{text}</small> });
    view! {
        <td class="num" data-label=label><b>{format!("{}%", share.vietnamese())}</b><small>{format!("{} / {}", count(share.part), count(share.whole))}</small>{few}</td>
    }
}

/// Overall satisfaction as dots on a line, from 0 to 100; the table beside it has the numbers.
fn chart_view(line: &Line, episodes: &[Episode]) -> impl IntoView + use<> {
    let step = 300 / i32::try_from(episodes.len().max(1)).unwrap_or(i32::MAX).max(1);
    let height = |percent: f64| 166.0 - percent * 1.36;
    let mut dots: Vec<(i32, f64, String, Option<u32>, String)> = Vec::new();
    for (at, (cell, one)) in (0_i32..).zip(line.cells.iter().zip(episodes)) {
        let Some((counts, threshold)) = cell else { continue };
        let share = counts.share();
        let Some(percent) = share.decimal().and_then(|text| text.parse::<f64>().ok()) else { continue };
        let when = one.round.published_on.map(|on| on.format("%-m/%Y").to_string()).unwrap_or_default();
        dots.push((52 + at * step + step / 2, percent, format!("{}%", share.vietnamese()), *threshold, when));
    }
    let points: Vec<String> = dots.iter().map(|(x, percent, ..)| format!("{x},{:.1}", height(*percent))).collect();
    let marks = dots
        .iter()
        .map(|(x, percent, text, threshold, when)| {
            let y = height(*percent);
            let needed = threshold.map(|needed| {
                let at = height(f64::from(needed));
                view! { <line class="chart__need" x1=(x - 20).to_string() x2=(x + 20).to_string() y1=format!("{at:.1}") y2=format!("{at:.1}")/> }
            });
            view! {
                {needed}
                <circle class="chart__dot" cx=x.to_string() cy=format!("{y:.1}") r="5"/>
                <text class="chart__text" x=x.to_string() y=format!("{:.1}", (y - 12.0).max(14.0))>{text.clone()}</text>
                <text class="chart__axis" x=x.to_string() y="190">{when.clone()}</text>
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
    let said: Vec<String> = dots.iter().map(|(_, _, text, _, when)| format!("{when}: {text}")).collect();
    let label = format!("Hài lòng chung qua các đợt. {}", said.join("; "));
    view! {
        <figure class="chart">
            <svg viewBox="0 0 360 198" role="img" aria-label=label>
                {grid}
                <polyline class="chart__line" points=points.join(" ")/>
                {marks}
            </svg>
            <figcaption>"Hài lòng chung. Vạch ngang ở mỗi đợt: mức cần."</figcaption>
        </figure>
    }
}
