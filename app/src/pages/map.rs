//! The map of a unit's communes: filled in classes that need no colour to be told apart, and the same as a table below it.
//!
//! Without its island whoever uses the keyboard or listens takes the table: each commune is a link there. In the picture a commune
//! can be pressed. With it ([`crate::islands::map_switch`]) the arrow keys lead from one to the next, and it is magnified.

mod class_break;
mod picture;
mod projection;

use crate::domain::day::read_day;
use crate::domain::oversight::map_metric::{ClassBreak, Facts, MapMetric};
use crate::domain::units::search_key::search_key;
use crate::domain::units::unit::Level;
use crate::extract::Query;
use crate::i18n::{Lang, local, t};
use crate::islands::map_switch::MapSwitch;
use crate::islands::map_switch::asked::{MapAsked, MapDrawn};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::unit_address::{UnitPage, address, path_view, standard_sets, stood};
use crate::ports::common::{Answer, PortError};
use crate::ports::maps::{MapUnit, MapView};
use crate::routes::{Address as _, UnitMap};
use crate::state::AppState;
use crate::ui::fold::{fold, fold_under};
use crate::ui::language::language_field;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::{IntoMarkup as _, Markup};
use chrono::NaiveDate;
use class_break::{class_label, figure, metric_label, metric_named, patterns, sign, swatch, word_of};
use leptos::prelude::*;
use picture::{Drawn, picture, tiles};
use std::collections::BTreeMap;

/// The map.
pub fn route() -> PageRoute {
    PageRoute::new::<UnitMap, _>(Audience::Reading, show)
}

async fn show(at: UnitMap, query: Query, app: AppState) -> PageResult {
    let on = query.day("ngay").unwrap_or_else(|| local((app.now)()).date());
    let metric = metric_named(query.get("xem"));
    let shown = shown_on(&app, &at.code, on).await?;
    Ok(Page::new(move || map_view(query.language(), &shown, metric, on)))
}

fn facts(unit: &MapUnit) -> Facts {
    let result = unit.result.as_ref();
    Facts {
        verdict: result.map(|result| result.met),
        asked_again: result.is_some_and(|result| result.asked_again),
        overall: result.map(|result| result.overall),
        participation: result.map(|result| result.participation),
        criteria: unit.criteria,
        mismatches: unit.mismatches,
        open: unit.open,
    }
}

/// The communes with their classes, in the order of the legend.
fn drawn_units(lang: Lang, shown: &MapView, metric: MapMetric) -> Vec<Drawn<'_>> {
    let mut drawn: Vec<Drawn<'_>> = shown
        .units
        .iter()
        .map(|unit| {
            let facts = facts(unit);
            Drawn { unit, class: metric.class_of(&facts), text: figure(lang, metric, &facts) }
        })
        .collect();
    let place_of = |class| metric.classes().iter().position(|own| *own == class);
    drawn.sort_by_cached_key(|one| (place_of(one.class), search_key(&one.unit.unit.named.name)));
    drawn
}

fn map_view(lang: Lang, shown: &MapView, metric: MapMetric, on: NaiveDate) -> impl IntoView + use<> {
    let title = t!(lang, "map-title", unit = &shown.unit.named.name);
    let mut above = shown.above.clone();
    above.push(shown.unit.clone());
    let action = UnitMap { code: shown.unit.named.code.clone() }.to_string();
    let (path, form) = (path_view(lang, &above), filter_form(lang, action, metric, on));
    let drawn = drawn_view(lang, shown, metric, on);
    let children = view! { {form} <div data-map>{drawn}</div> }.into_markup();
    let (code, language) = (shown.unit.named.code.clone(), lang.tag().to_owned());
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <MapSwitch code language failed=t!(lang, "map-not-switched")>{children}</MapSwitch>
        </Frame>
    }
}

/// What stands below the form: the picture with its legend, and the same as a table.
fn drawn_view(lang: Lang, shown: &MapView, metric: MapMetric, on: NaiveDate) -> Markup {
    let drawn = drawn_units(lang, shown, metric);
    let lead = t!(lang, "map-lead", metric = metric_label(lang, metric), day = on);
    let (legend, picture, tiles) = (legend(lang, metric, &drawn), picture(lang, &drawn), tiles(lang, &drawn));
    let table = table(lang, metric, &drawn);
    let magnify = picture.is_some().then(|| magnify_view(lang));
    view! {
        <p class="lead">{lead}</p>
        {patterns()}
        {legend}
        {magnify}
        {picture}
        // Below the picture: as it changes, nothing moves away under a finger.
        <p class="map-told" data-map-told aria-hidden="true"></p>
        {tiles}
        {fold(&t!(lang, "map-table"), None, table)}
    }
    .into_markup()
}

/// What magnifies the picture, where the browser can.
fn magnify_view(lang: Lang) -> impl IntoView {
    view! {
        <div class="magnify" data-magnify hidden>
            <button type="button" value="+" aria-label=t!(lang, "map-nearer")>"+"</button>
            <button type="button" value="-" aria-label=t!(lang, "map-farther")>"−"</button>
            <button type="button" value="0">{t!(lang, "map-whole")}</button>
            <span class="hint">{t!(lang, "map-keys")}</span>
        </div>
    }
}

/// Draws another map of a unit for the page that shows one.
pub async fn another(app: AppState, asked: MapAsked) -> Answer<MapDrawn> {
    let lang = Lang::from_tag(&asked.language);
    let on = match asked.day.as_str() {
        "" => local((app.now)()).date(),
        // Half a year is typed: what is shown stays.
        typed => read_day(typed).map_err(|_| PortError::Missing)?,
    };
    let shown = shown_on(&app, &asked.code, on).await?;
    let metric = metric_named(&asked.metric);
    let query = |lang: Lang| {
        let day = on.to_string();
        let address =
            UnitMap { code: asked.code.clone() }.in_language(lang, &[("xem", word_of(metric)), ("ngay", &day)]);
        address.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
    };
    let drawn = drawn_view(lang, &shown, metric, on).to_html();
    let (query, query_elsewhere) = (query(lang), query(lang.other()));
    Ok(MapDrawn { chosen: chosen(lang, metric, on), query, query_elsewhere, drawn })
}

/// A unit with its communes on a day.
async fn shown_on(app: &AppState, code: &str, on: NaiveDate) -> Answer<MapView> {
    let unit = stood(app, code, Some(on)).await?;
    // Of a country there is no map, and a commune is one place.
    if matches!(unit.named.level, Level::Commune | Level::Country) {
        return Err(PortError::Missing);
    }
    app.maps.map(&unit, &standard_sets(app), on).await
}

/// What is chosen, in words.
fn chosen(lang: Lang, metric: MapMetric, on: NaiveDate) -> String {
    t!(lang, "map-chosen", metric = metric_label(lang, metric), day = on)
}

fn filter_form(lang: Lang, action: String, metric: MapMetric, on: NaiveDate) -> impl IntoView {
    let metrics = MapMetric::ALL
        .map(|own| view! { <option value=word_of(own) selected=own == metric>{metric_label(lang, own)}</option> })
        .into_iter()
        .collect_view();
    let chosen = chosen(lang, metric, on);
    let fields = view! {
        <div class="filter__field"><label for="xem">{t!(lang, "map-metric")}</label><select id="xem" name="xem">{metrics}</select></div>
        <div class="filter__field"><label for="ngay">{t!(lang, "map-day")}</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
        {language_field(lang)}
        <button class="button button--small">{t!(lang, "show")}</button>
    };
    view! {
        <form class="filter" method="get" action=action>
            {fold_under(chosen, fields)}
        </form>
    }
}

/// The classes with how many communes fall into each.
fn legend(lang: Lang, metric: MapMetric, drawn: &[Drawn<'_>]) -> impl IntoView + use<> {
    let mut tallies: BTreeMap<ClassBreak, u64> = BTreeMap::new();
    for one in drawn {
        *tallies.entry(one.class).or_default() += 1;
    }
    // Tiles carry the sign of their class, so the legend has it too.
    let tiled = drawn.iter().any(|one| one.unit.rings.is_empty());
    let classes = metric
        .classes()
        .iter()
        .map(|class| {
            let number = tallies.get(class).copied().unwrap_or_default();
            let said = t!(lang, "map-legend-line", class = class_label(lang, metric, *class), count = number);
            view! { <li>{swatch(*class)}{tiled.then(|| view! { <span aria-hidden="true">{sign(*class)}</span> })}<span>{said}</span></li> }
        })
        .collect_view();
    view! { <ul class="legend" aria-label=t!(lang, "map-legend")>{classes}</ul> }
}

fn table(lang: Lang, metric: MapMetric, drawn: &[Drawn<'_>]) -> impl IntoView + use<> {
    let has_districts = drawn.iter().any(|one| one.unit.district.is_some());
    let label = metric_label(lang, metric);
    let rows = drawn
        .iter()
        .map(|one| {
            let district = one.unit.district.as_ref().map(|district| district.name.clone());
            let to = address(lang, &one.unit.unit, UnitPage::Results, &[]);
            view! {
                <tr>
                    <th scope="row"><a href=to>{one.unit.unit.named.name.clone()}</a></th>
                    {has_districts.then(|| view! { <td data-label=t!(lang, "column-district")>{district}</td> })}
                    <td data-label=label.clone()>{swatch(one.class)}" "{one.text.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table" class:table--pair=!has_districts>
            <caption class="unseen">{label.clone()}</caption>
            <thead><tr>
                <th scope="col">{t!(lang, "column-commune")}</th>
                {has_districts.then(|| view! { <th scope="col">{t!(lang, "column-district")}</th> })}
                <th scope="col">{label}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
