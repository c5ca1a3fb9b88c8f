//! Oversight: what is claimed beside what people say, worst first; the way to everything else that oversees.

use crate::documents::{Cell, Column};
use crate::domain::oversight::comparison::Agreement;
use crate::domain::people::account::Permission;
use crate::domain::units::unit::{Level, Unit};
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::list_file::{List, ListFile, ListFormat};
use crate::message::Message;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::oversight::comparison_filter::{Filter, filter_view};
use crate::pages::committee::oversight::comparison_row::row_view;
use crate::pages::results::targets::profiles;
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::comparisons::{ClaimRow, Claims};
use crate::routes;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::fold::fold_under;
use crate::ui::list_files::list_files_view;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::pages::pages_view;
use crate::ui::share::hatching;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How many rows a page holds.
const PAGE: usize = 20;

/// The list.
pub fn route() -> PageRoute {
    PageRoute::new::<routes::Comparison, _>(Audience::SignedIn, show)
}

async fn show(_: routes::Comparison, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let filter = Filter::read(&query);
    let today = local((app.now)()).date();
    let on = filter.on.unwrap_or(today);
    let unit = Some(filter.unit.as_str()).filter(|unit| !unit.is_empty());
    let mut claims = app.comparisons.claims(&user.actor(), unit, filter.round, on).await?;
    let has_plan = !profiles(&app, &claims.unit.named.code).await?.is_empty();
    // Wards and townships are recognised by no set, so nobody has to be asked there.
    claims.unasked.retain(|(unit, _)| app.rulesets.values().any(|set| set.recognises(&unit.named)));
    Ok(Page::new(move || {
        let links = links_view(&claims, (on != today).then_some(on), has_plan);
        let list = if claims.rows.is_empty() {
            nothing_view(&filter, &claims, on).into_markup()
        } else {
            list_view(&filter, &claims, on, today, user.role.may(Permission::Recommend)).into_markup()
        };
        view! {
            <CommitteeLayout title=t!("comparison-title", unit = &claims.unit.named.name) me=user.account()>
                {hatching()}
                {links}
                {list}
            </CommitteeLayout>
        }
    }))
}

/// The list as a file, with its filter: what is shown and all pages of it.
pub fn list_route() -> PageRoute {
    PageRoute::new::<routes::ComparisonList, _>(Audience::Printing, list)
}

async fn list(
    at: routes::ComparisonList,
    user: CurrentUser,
    query: Query,
    app: AppState,
) -> Result<ListFile, ErrorPage> {
    let filter = Filter::read(&query);
    let on = filter.on.unwrap_or_else(|| local((app.now)()).date());
    let unit = Some(filter.unit.as_str()).filter(|unit| !unit.is_empty());
    let claims = app.comparisons.claims(&user.actor(), unit, filter.round, on).await?;
    let passing: Vec<&ClaimRow> = claims.rows.iter().filter(|row| filter.passes(row)).collect();
    let kind = filter.shown(&passing);
    let found = passing.into_iter().filter(|row| row.comparison.agreement == kind);
    let title = format!("{}: {}", t!("comparison-title", unit = &claims.unit.named.name), label(Lang::Vi, kind));
    let list = list_of(title, found, on);
    let content = app.typesetting.list(list, at.format).await?;
    Ok(ListFile { format: at.format, name: format!("doi-chieu-{}", claims.unit.named.code), content })
}

/// The rows as a table of a file.
fn list_of<'a>(title: String, rows: impl Iterator<Item = &'a ClaimRow>, on: NaiveDate) -> List {
    let cells = |row: &ClaimRow| {
        let one = &row.comparison;
        let status = one.status.map_or_else(|| t!("no-data"), |status| label(Lang::Vi, status));
        let share = one.share();
        vec![
            Cell::new(row.unit.named.code.clone()),
            Cell::new(row.unit.named.name.clone()),
            Cell::new(row.district.as_ref().map(|district| district.name.clone()).unwrap_or_default()),
            Cell::count(Lang::Vi, u64::from(one.criterion)),
            Cell::new(row.criterion.clone()),
            Cell::new(status),
            Cell::count(Lang::Vi, u64::from(one.question.unwrap_or_default())),
            Cell::new(row.topic.clone()),
            Cell::count(Lang::Vi, one.counts.satisfied),
            Cell::count(Lang::Vi, one.counts.unsatisfied),
            Cell::share(Lang::Vi, share.decimal().as_ref()),
            one.threshold.map_or_else(|| Cell::new(""), |(_, percent)| Cell::count(Lang::Vi, u64::from(percent))),
            Cell::count(Lang::Vi, row.open),
        ]
    };
    let heads = vec![
        (t!("list-code"), Column::words(7)),
        (t!("column-commune"), Column::words(16)),
        (t!("column-district"), Column::words(12)),
        (t!("list-criterion-no"), Column::numbers(6)),
        (t!("column-criterion"), Column::words(18)),
        (t!("comparison-claimed"), Column::words(12)),
        (t!("list-question-no"), Column::numbers(6)),
        (t!("list-topic"), Column::words(14)),
        (t!("column-satisfied"), Column::numbers(8)),
        (t!("column-unsatisfied"), Column::numbers(8)),
        (t!("list-satisfied-percent"), Column::numbers(8)),
        (t!("list-needed-percent"), Column::numbers(8)),
        (t!("list-open-recommendations"), Column::numbers(8)),
    ];
    List::new(title, t!("list-as-of", day = on), heads, rows.map(cells).collect())
}

/// The way to everything else that oversees; a day that is looked at, other than today, goes along.
fn links_view(claims: &Claims, day: Option<NaiveDate>, has_plan: bool) -> impl IntoView + use<> {
    let place = &claims.unit;
    let dated = |page: UnitPage, more: &[(&str, &str)]| match (place.valid_to, day) {
        (None, Some(day)) => address(Lang::Vi, place, page, &[&[("ngay", day.to_string().as_str())], more].concat()),
        _ => address(Lang::Vi, place, page, more),
    };
    let maps = (place.named.level < Level::Commune).then(|| {
        let targets = has_plan.then(|| view! { <a href=dated(UnitPage::Targets, &[])>{t!("comparison-targets")}</a> });
        let all: Vec<&ClaimRow> = claims.rows.iter().collect();
        let metric = if has_threshold(&all) { "lech" } else { "hai-long" };
        view! { <a href=dated(UnitPage::Map, &[("xem", metric)])>{t!("comparison-map")}</a> {targets} }
    });
    view! {
        <p class="ways">
            <a href=routes::CriteriaFiles.to_string()>{t!("comparison-criteria")}</a>
            <a href=routes::Recommendations.to_string()>{t!("comparison-recommendations")}</a>
            <a href=routes::Programmes.to_string()>{t!("programmes-title")}</a>
            {maps}
        </p>
    }
}

/// What stands in the place of the list where nothing is published yet.
fn nothing_view(filter: &Filter, claims: &Claims, on: NaiveDate) -> impl IntoView + use<> {
    view! {
        {before_view(claims, on)}
        <p class="empty" data-nothing-yet>{t!("comparison-nothing-yet", day = on)}</p>
        {filter_view(filter, claims, on)}
        {unasked_view(filter, claims)}
    }
}

/// That a day is looked at on which the unit did not exist.
fn before_view(claims: &Claims, on: NaiveDate) -> Option<impl IntoView + use<>> {
    let past = claims.unit.valid_from.filter(|from| on < *from);
    past.map(|from| view! { <p class="note">{t!("comparison-before", from = from)}</p> })
}

fn list_view(
    filter: &Filter,
    claims: &Claims,
    on: NaiveDate,
    today: NaiveDate,
    recommends: bool,
) -> impl IntoView + use<> {
    let passing: Vec<&ClaimRow> = claims.rows.iter().filter(|row| filter.passes(row)).collect();
    let kind = filter.shown(&passing);
    let found: Vec<&ClaimRow> = passing.iter().copied().filter(|row| row.comparison.agreement == kind).collect();
    let has_gap = matches!(kind, Agreement::Mismatch | Agreement::BothLack);
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = filter.page.clamp(1, pages);
    let rows = found
        .iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|row| row_view(row, recommends, today, has_gap))
        .collect_view();
    let turn = pages_view(Lang::Vi, page, pages, |to| filter.address(kind, to));
    let none = found.is_empty();
    let files = list_files_view(Lang::Vi, ListFormat::ALL.map(|format| filter.file_address(kind, format)));
    let order = match kind {
        Agreement::Mismatch | Agreement::BothLack => t!("comparison-order-gap"),
        _ => t!("comparison-order-share"),
    };
    view! {
        <p class="lead">{t!("comparison-lead", day = on)}" "{(kind != Agreement::NotAsked).then_some(order)}</p>
        {before_view(claims, on)}
        {kinds_view(filter, kind, &passing)}
        {filter_view(filter, claims, on)}
        <p class="found" role="status">{t!("comparison-found", count = found.len(), page = page, pages = pages)}</p>
        {(kind == Agreement::NotAsked).then(|| unasked_view(filter, claims))}
        {no_threshold_view(&passing)}
        {none.then(|| view! { <p class="empty">{t!("comparison-none")}</p> })}
        {(!none).then(|| table_view(kind, has_gap, rows))}
        {turn}
        {(!none).then_some(files)}
    }
}

/// How claims and answers stand to each other: how many of each kind, each a link to its list.
fn kinds_view(filter: &Filter, shown: Agreement, rows: &[&ClaimRow]) -> Markup {
    let (with, without) = (has_threshold(rows), rows.iter().any(|row| is_without_threshold(row)));
    // None of a kind is worth a word only where there could be some.
    let can_be = |kind: Agreement| match kind {
        Agreement::NotAsked => true,
        Agreement::NoThreshold => without,
        _ => with || !without || rows.iter().any(|row| row.comparison.agreement == kind),
    };
    let kinds = Agreement::ALL
        .into_iter()
        .filter(|(kind, _)| *kind == shown || can_be(*kind))
        .map(|(agreement, _)| {
            let own = || rows.iter().filter(|row| row.comparison.agreement == agreement);
            let open = own().filter(|row| !row.comparison.is_conclusive()).count();
            let (kind, count) = (Message::from(agreement), own().count());
            let text = if agreement == Agreement::Mismatch && open > 0 {
                t!("comparison-kind-open", kind = kind, count = count, open = open)
            } else {
                t!("comparison-kind", kind = kind, count = count)
            };
            let here = (agreement == shown).then_some("page");
            view! { <li><a class="kind" href=filter.address(agreement, 1) aria-current=here>{text}</a></li> }
        })
        .collect_view();
    let chosen = rows.iter().filter(|row| row.comparison.agreement == shown).count();
    let chosen = t!("comparison-kind", kind = Message::from(shown), count = chosen);
    fold_under(chosen, view! { <ul class="kinds">{kinds}</ul> })
}

/// Whether any of the answers is compared with a share that is asked for.
fn has_threshold(rows: &[&ClaimRow]) -> bool {
    rows.iter().any(|row| row.comparison.agreement.is_by_threshold())
}

fn is_without_threshold(row: &ClaimRow) -> bool {
    row.comparison.agreement == Agreement::NoThreshold
}

/// That for some sets no share is known that people's answers could be compared with; said once for all rows.
fn no_threshold_view(rows: &[&ClaimRow]) -> Option<impl IntoView + use<>> {
    let sets = rows.iter().filter(|row| is_without_threshold(row)).map(|row| row.round.ruleset.name.as_str());
    let sets: BTreeSet<&str> = sets.collect();
    let named = sets.iter().copied().collect::<Vec<_>>().join("; ");
    (!sets.is_empty()).then(|| view! { <p class="note">{t!("comparison-no-threshold", sets = named)}</p> })
}

/// Communes of which no round was published.
fn unasked_view(filter: &Filter, claims: &Claims) -> Option<impl IntoView + use<>> {
    let unasked = claims.unasked.iter().filter(|(_, district)| filter.lies_in(district.as_ref()));
    let unasked: Vec<&Unit> = unasked.map(|(unit, _)| unit).collect();
    (!unasked.is_empty()).then(|| {
        let names = unasked
            .iter()
            .map(|unit| view! { <li><a href=address(Lang::Vi, unit, UnitPage::Results, &[])>{label(Lang::Vi, *unit)}</a></li> })
            .collect_view();
        view! {
            <details class="sources sources--slim">
                <summary>{t!("comparison-unasked", count = unasked.len())}</summary>
                <ul>{names}</ul>
            </details>
        }
    })
}

fn table_view(agreement: Agreement, has_gap: bool, rows: impl IntoView + 'static) -> impl IntoView {
    let bar = if agreement.is_by_threshold() { t!("comparison-satisfied") } else { t!("comparison-satisfied-alone") };
    view! {
        <table class="table table--lines">
            <caption class="unseen">{label(Lang::Vi, agreement)}</caption>
            <thead><tr>
                <th scope="col">{t!("comparison-what")}</th>
                <th scope="col">{t!("comparison-claimed")}</th>
                <th scope="col">{bar}</th>
                <th scope="col" class="num">{t!("comparison-share")}</th>
                {has_gap.then(|| view! { <th scope="col" class="num">{t!("comparison-gap")}</th> })}
                <th scope="col">{t!("comparison-recommendations")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
