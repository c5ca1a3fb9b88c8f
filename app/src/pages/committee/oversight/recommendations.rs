//! Recommendations: the list of one's scope, by month or quarter too.

use crate::documents::{Cell, Column};
use crate::domain::oversight::recommendation::{Period, Stage};
use crate::domain::people::account::Permission;
use crate::domain::units::unit::Unit;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::forms::Posted;
use crate::i18n::labels::label;
use crate::i18n::{Lang, day, local, t};
use crate::list_file::{List, ListFile, ListFormat};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::oversight::recommendations_by_unit::by_unit_view;
use crate::pages::results::unit_address::stood;
use crate::ports::recommendations::RecommendationRow;
use crate::routes::{
    Address as _, Comparison, NewRecommendation, Recommendation, Recommendations, RecommendationsList,
};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::choose;
use crate::ui::list_files::list_files_view;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::status::stage_view;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The list.
pub fn route() -> PageRoute {
    PageRoute::new::<Recommendations, _>(Audience::SignedIn, show)
}

async fn show(_: Recommendations, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let (unit, period) = (query.get("noi"), query.parse("ky"));
    let place = if unit.is_empty() { None } else { Some(stood(&app, unit, query.day("ngay")).await?) };
    let rows = app.recommendations.recommendations(&user.actor(), place.as_ref()).await?;
    let today = local((app.now)()).date();
    Ok(Page::new(move || {
        let raises = user.role.may(Permission::Recommend);
        let list = list_view(&rows, place.as_ref(), period, today, raises);
        view! {
            <CommitteeLayout title=title(place.as_ref(), period) me=user.account()
                path=vec![(Comparison.to_string(), t!("recommendations-oversight"))]>
                {list}
            </CommitteeLayout>
        }
    }))
}

/// The list as a file, with its filter.
pub fn list_route() -> PageRoute {
    PageRoute::new::<RecommendationsList, _>(Audience::Printing, list)
}

async fn list(at: RecommendationsList, user: CurrentUser, query: Query, app: AppState) -> Result<ListFile, ErrorPage> {
    let (unit, period) = (query.get("noi"), query.parse::<Period>("ky"));
    let place = if unit.is_empty() { None } else { Some(stood(&app, unit, query.day("ngay")).await?) };
    let rows = app.recommendations.recommendations(&user.actor(), place.as_ref()).await?;
    let today = local((app.now)()).date();
    let days = period.map(Period::days);
    // Those of the period, and what an earlier one left open, as on the page.
    let is_shown = |row: &&RecommendationRow| {
        days.is_none_or(|(first, last)| row.raised_on <= last && row.closed_on.is_none_or(|on| first <= on))
    };
    let list = list_of(title(place.as_ref(), period), rows.iter().filter(is_shown), today);
    let content = app.typesetting.list(list, at.format).await?;
    Ok(ListFile { format: at.format, name: "kien-nghi".into(), content })
}

/// The rows as a table of a file.
fn list_of<'a>(title: String, rows: impl Iterator<Item = &'a RecommendationRow>, today: NaiveDate) -> List {
    let on = |day: Option<NaiveDate>| Cell::new(day.map(crate::i18n::day).unwrap_or_default());
    let cells = |row: &RecommendationRow| {
        let late = if row.stage.is_overdue(row.due, today) { (today - row.due).num_days().unsigned_abs() } else { 0 };
        let criterion = u64::from(row.subject.criterion);
        vec![
            Cell::new(label(Lang::Vi, &row.unit)),
            Cell::new(row.title.clone()),
            if criterion > 0 { Cell::count(Lang::Vi, criterion) } else { Cell::new("") },
            Cell::new(row.raised_by.clone()),
            on(Some(row.raised_on)),
            on(Some(row.due)),
            on(row.answered_on),
            on(row.closed_on),
            Cell::new(label(Lang::Vi, row.stage)),
            Cell::count(Lang::Vi, late),
        ]
    };
    let heads = vec![
        (t!("recommendations-where"), Column::words(14)),
        (t!("recommendations-what"), Column::words(26)),
        (t!("list-criterion-no"), Column::numbers(6)),
        (t!("list-raised-by"), Column::words(18)),
        (t!("list-raised-on"), Column::words(9)),
        (t!("recommendations-due"), Column::words(9)),
        (t!("list-answered-on"), Column::words(9)),
        (t!("list-closed-on"), Column::words(9)),
        (t!("recommendations-stage"), Column::words(16)),
        (t!("list-days-late"), Column::numbers(7)),
    ];
    List::new(title, t!("list-as-of", day = today), heads, rows.map(cells).collect())
}

/// "Kiến nghị, Xã Đạ Ròn, tháng 7/2026".
fn title(place: Option<&Unit>, period: Option<Period>) -> String {
    let period = period.map(|period| t!("recommendations-of-period", period = label(Lang::Vi, period)));
    let names = [Some(t!("recommendations-title")), place.map(|unit| label(Lang::Vi, unit)), period];
    names.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn list_view(
    rows: &[RecommendationRow],
    place: Option<&Unit>,
    period: Option<Period>,
    today: NaiveDate,
    raises: bool,
) -> impl IntoView + use<> {
    let days = period.map(Period::days);
    let is_of = |row: &&RecommendationRow| days.is_none_or(|(first, last)| (first..=last).contains(&row.raised_on));
    let new: Vec<&RecommendationRow> = rows.iter().filter(is_of).collect();
    // What an earlier period left open is still somebody's work in this one.
    let carried: Vec<&RecommendationRow> = days.map_or_else(Vec::new, |(first, _)| {
        let open = |row: &&RecommendationRow| row.raised_on < first && row.closed_on.is_none_or(|on| first <= on);
        rows.iter().filter(open).collect()
    });
    let raise = raises.then(|| {
        view! { <p><a class="button button--small button--link" href=NewRecommendation.to_string()>{t!("recommendations-raise")}</a></p> }
    });
    let elsewhere = place.is_some();
    let elsewhere =
        elsewhere.then(|| view! { <p><a href=Recommendations.to_string()>{t!("recommendations-everywhere")}</a></p> });
    let last = place.and_then(|unit| unit.valid_to).map(|day| day.to_string()).unwrap_or_default();
    let code = place.map_or("", |unit| unit.named.code.as_str());
    let chosen = period.map(|period| period.to_string()).unwrap_or_default();
    let query = [("noi", code), ("ngay", last.as_str()), ("ky", chosen.as_str())];
    let query: Vec<(&str, &str)> = query.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let files = (!rows.is_empty()).then(|| {
        list_files_view(Lang::Vi, ListFormat::ALL.map(|format| RecommendationsList { format }.with(&query)))
            .into_markup()
    });
    let by_unit = days.filter(|_| !new.is_empty() || !carried.is_empty()).map(|_| by_unit_view(&new, &carried, today));
    view! {
        <p class="lead">{lead(&new, &carried, today)}</p>
        {elsewhere}
        {raise}
        {filter_view(rows, place, period, today)}
        {by_unit}
        {new_view(new, period.is_some(), today)}
        {carried_view(carried, today)}
        {files}
    }
}

fn lead(new: &[&RecommendationRow], carried: &[&RecommendationRow], today: NaiveDate) -> String {
    let overdue = new.iter().chain(carried).filter(|row| row.stage.is_overdue(row.due, today)).count();
    if carried.is_empty() {
        return t!("recommendations-lead", count = new.len(), overdue = overdue);
    }
    t!("recommendations-lead-carried", count = new.len(), carried = carried.len(), overdue = overdue)
}

/// Which month or quarter is shown; the unit goes along.
fn filter_view(
    rows: &[RecommendationRow],
    place: Option<&Unit>,
    period: Option<Period>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let known = period.map(|period| period.to_string()).unwrap_or_default();
    let all = std::iter::once((String::new(), t!("recommendations-all")));
    let periods = periods(rows, period, today).into_iter().map(|one| (one.to_string(), label(Lang::Vi, one)));
    let choice = choose(&Posted::default(), "ky", &t!("recommendations-period"), &known, all.chain(periods).collect());
    let unit = place.map(|unit| {
        let last = unit.valid_to.map(|last| view! { <input type="hidden" name="ngay" value=last.to_string()/> });
        view! { <input type="hidden" name="noi" value=unit.named.code.clone()/> {last} }
    });
    view! {
        <form class="filter" method="get" action=Recommendations.to_string()>
            {unit}
            <div class="filter__field">{choice}</div>
            <button class="button button--small">{t!("recommendations-show")}</button>
        </form>
    }
}

/// The months there is something to list for, then the quarters, latest first; this one always, and the one that is shown.
fn periods(rows: &[RecommendationRow], shown: Option<Period>, today: NaiveDate) -> Vec<Period> {
    let mut days: Vec<NaiveDate> = rows.iter().map(|row| row.raised_on).chain([today]).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    let months = days.iter().map(|on| Period::month_of(*on));
    let quarters = days.iter().map(|on| Period::quarter_of(*on));
    let mut found: Vec<Period> = Vec::new();
    for one in months.chain(quarters).chain(shown) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

fn new_view(new: Vec<&RecommendationRow>, is_of_a_period: bool, today: NaiveDate) -> impl IntoView + use<> {
    if !new.is_empty() {
        return table_view(new, t!("recommendations-caption"), today).into_markup();
    }
    let text = if is_of_a_period { t!("recommendations-none-new") } else { t!("recommendations-none") };
    view! { <p class="empty">{text}</p> }.into_markup()
}

fn carried_view(carried: Vec<&RecommendationRow>, today: NaiveDate) -> Option<impl IntoView + use<>> {
    (!carried.is_empty()).then(|| {
        let table = table_view(carried, t!("recommendations-caption-carried"), today);
        view! { <h2>{t!("recommendations-carried")}</h2> {table} }
    })
}

/// A table of them: what is overdue first, then by day; what is closed last.
fn table_view(mut rows: Vec<&RecommendationRow>, caption: String, today: NaiveDate) -> impl IntoView + use<> {
    rows.sort_by_key(|row| (row.stage == Stage::Closed, !row.stage.is_overdue(row.due, today), row.due));
    let lines = rows.into_iter().map(|row| row_view(row, today)).collect_view();
    let head = [
        t!("recommendations-what"),
        t!("recommendations-where"),
        t!("recommendations-stage"),
        t!("recommendations-due"),
    ];
    let head = head.map(|word| view! { <th scope="col">{word}</th> }).into_iter().collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{caption}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn row_view(row: &RecommendationRow, today: NaiveDate) -> impl IntoView + use<> {
    let overdue = row.stage.is_overdue(row.due, today);
    let late = overdue.then(|| {
        view! { " "<span class="tag">{t!("recommendations-late", days = (today - row.due).num_days())}</span> }
    });
    let criterion = row.subject.criterion;
    let about = (criterion > 0).then(|| format!("{} ", t!("recommendations-about", criterion = criterion)));
    let shown = if row.is_public { t!("recommendations-public") } else { t!("recommendations-internal") };
    let raised = t!("recommendations-raised", by = &row.raised_by, day = row.raised_on, shown = shown);
    let address = Recommendation { recommendation: row.id };
    view! {
        <tr class:mismatch=overdue>
            <th scope="row"><a href=address.to_string()>{row.title.clone()}</a><small>{about}{raised}</small></th>
            <td data-label=t!("recommendations-where")>{label(Lang::Vi, &row.unit)}</td>
            <td data-label=t!("recommendations-stage")>{stage_view(Lang::Vi, row.stage)}</td>
            <td data-label=t!("recommendations-due")>{day(row.due)}{late}</td>
        </tr>
    }
}
