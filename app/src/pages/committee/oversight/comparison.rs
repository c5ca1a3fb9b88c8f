//! Oversight: what is claimed beside what people say, worst first; the way to everything else that oversees.

use crate::domain::oversight::comparison::Agreement;
use crate::domain::people::account::Permission;
use crate::domain::units::unit::{Level, Unit};
use crate::extract::{CurrentUser, Query};
use crate::i18n::{Lang, local, t};
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
use crate::ui::labels::label;
use crate::ui::pages::pages_view;
use crate::ui::share::hatching;
use chrono::NaiveDate;
use leptos::prelude::*;

/// How many rows a page holds.
const PAGE: usize = 60;

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
        let list = list_view(&filter, &claims, on, today, user.role.may(Permission::Recommend));
        view! {
            <CommitteeLayout title=t!("comparison-title", unit = &claims.unit.named.name) me=user.account()>
                {hatching()}
                {links}
                {list}
            </CommitteeLayout>
        }
    }))
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
        view! { <a href=dated(UnitPage::Map, &[("xem", "lech")])>{t!("comparison-map")}</a> {targets} }
    });
    view! {
        <p class="ways">
            <a href=routes::CriteriaFiles.to_string()>{t!("comparison-criteria")}</a>
            <a href=routes::Recommendations.to_string()>{t!("comparison-recommendations")}</a>
            {maps}
        </p>
    }
}

fn list_view(
    filter: &Filter,
    claims: &Claims,
    on: NaiveDate,
    today: NaiveDate,
    recommends: bool,
) -> impl IntoView + use<> {
    let passing: Vec<&ClaimRow> = claims.rows.iter().filter(|row| filter.passes(row)).collect();
    let found: Vec<&ClaimRow> =
        passing.iter().copied().filter(|row| row.comparison.agreement == filter.agreement).collect();
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = filter.page.clamp(1, pages);
    let rows =
        found.iter().skip((page - 1) * PAGE).take(PAGE).map(|row| row_view(row, recommends, today)).collect_view();
    let past = claims.unit.valid_from.filter(|from| on < *from);
    let past = past.map(|from| view! { <p class="note">{t!("comparison-before", from = from)}</p> });
    let turn = pages_view(Lang::Vi, page, pages, |to| filter.address(filter.agreement, to));
    let none = found.is_empty();
    view! {
        <p class="lead">{t!("comparison-lead", day = on)}</p>
        {past}
        {kinds_view(filter, &passing)}
        {filter_view(filter, claims, on)}
        <p class="found" role="status">{t!("comparison-found", count = found.len(), page = page, pages = pages)}</p>
        {unasked_view(filter, claims)}
        {none.then(|| view! { <p class="empty">{t!("comparison-none")}</p> })}
        {(!none).then(|| table_view(filter.agreement, rows))}
        {turn}
    }
}

/// How claims and answers stand to each other: how many of each kind, each a link to its list.
fn kinds_view(filter: &Filter, rows: &[&ClaimRow]) -> impl IntoView + use<> {
    let kinds = Agreement::ALL
        .into_iter()
        .map(|(agreement, _)| {
            let own = || rows.iter().filter(|row| row.comparison.agreement == agreement);
            let open = own().filter(|row| !row.comparison.is_conclusive()).count();
            let (kind, count) = (Message::from(agreement), own().count());
            let text = if agreement == Agreement::Mismatch && open > 0 {
                t!("comparison-kind-open", kind = kind, count = count, open = open)
            } else {
                t!("comparison-kind", kind = kind, count = count)
            };
            let here = (agreement == filter.agreement).then_some("page");
            view! { <li><a href=filter.address(agreement, 1) aria-current=here>{text}</a></li> }
        })
        .collect_view();
    view! { <ul class="kinds">{kinds}</ul> }
}

/// Communes of which no round was published.
fn unasked_view(filter: &Filter, claims: &Claims) -> Option<impl IntoView + use<>> {
    let unasked = claims.unasked.iter().filter(|(_, district)| filter.lies_in(district.as_ref()));
    let unasked: Vec<&Unit> = unasked.map(|(unit, _)| unit).collect();
    (filter.agreement == Agreement::NotAsked && !unasked.is_empty()).then(|| {
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

fn table_view(agreement: Agreement, rows: impl IntoView + 'static) -> impl IntoView {
    view! {
        <table class="table">
            <caption class="unseen">{label(Lang::Vi, agreement)}</caption>
            <thead><tr>
                <th scope="col">{t!("comparison-what")}</th>
                <th scope="col">{t!("comparison-claimed")}</th>
                <th scope="col">{t!("comparison-satisfied")}</th>
                <th scope="col" class="num">{t!("comparison-share")}</th>
                <th scope="col" class="num">{t!("comparison-gap")}</th>
                <th scope="col">{t!("comparison-recommendations")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
