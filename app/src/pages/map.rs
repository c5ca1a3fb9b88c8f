//! The map of a unit's communes: filled in steps that need no colour to be told apart, and the same as a table below it.
//!
//! Whoever uses the keyboard or listens takes the table: each commune is a link there. In the picture a commune can be
//! pressed, and a phone magnifies it with two fingers as it does with any picture.

use crate::domain::oversight::map_metric::{Facts, Layer, Shade};
use crate::domain::survey::percent::count;
use crate::domain::units::projection::{Frame as Canvas, Rings};
use crate::domain::units::search_key::fold;
use crate::domain::units::unit::Level;
use crate::i18n::{day, local};
use crate::pages::error::load;
use crate::pages::results::unit_address::{address, path_view, standard_sets, stood};
use crate::ports::common::PortError;
use crate::ports::maps::MapView;
use crate::ports::maps::Spot;
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::collections::BTreeMap;

/// The map.
#[component]
pub fn MapPage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let asked = use_query_map().get_untracked();
    load(move |ports: AppState| async move {
        let today = local((ports.now)()).date();
        let wanted: Option<NaiveDate> = asked.get("ngay").and_then(|day| day.parse().ok());
        let on = wanted.unwrap_or(today);
        let unit = stood(&ports, &code, Some(on)).await?;
        if unit.named.level == Level::Commune || unit.named.level == Level::Country {
            return Err(PortError::Missing);
        }
        let word = asked.get("xem").unwrap_or_default();
        let layer = Layer::ALL.iter().find(|(_, own)| *own == word).map(|(layer, _)| *layer).unwrap_or_default();
        let shown = ports.maps.map(&unit, &standard_sets(&ports), on).await?;
        Ok(map_view(&shown, layer, on).into_any())
    })
}

fn facts(spot: &Spot) -> Facts {
    Facts {
        verdict: spot.result.as_ref().map(|result| result.met),
        asked_again: spot.result.as_ref().is_some_and(|result| result.asked_again),
        overall: spot.result.as_ref().map(|result| result.overall),
        participation: spot.result.as_ref().map(|result| result.participation),
        criteria: spot.criteria,
        mismatches: spot.mismatches,
        open: spot.open,
    }
}

/// A commune with how it is drawn and its figure in words.
struct Drawn<'a> {
    spot: &'a Spot,
    shade: Shade,
    text: String,
}

fn map_view(shown: &MapView, layer: Layer, on: NaiveDate) -> impl IntoView + use<> {
    let mut drawn: Vec<Drawn<'_>> = shown
        .spots
        .iter()
        .map(|spot| {
            let (shade, text) = layer.of(&facts(spot));
            Drawn { spot, shade, text }
        })
        .collect();
    drawn.sort_by_cached_key(|one| (place_of(layer, one.shade), fold(&one.spot.unit.named.name)));
    let mut tallies: BTreeMap<Shade, u64> = BTreeMap::new();
    for one in &drawn {
        *tallies.entry(one.shade).or_default() += 1;
    }
    let title = format!("Bản đồ, {}", shown.unit.named.name);
    let form = format!("/ket-qua/{}/ban-do", shown.unit.named.code);
    let layers = Layer::ALL
        .iter()
        .map(|(own, word)| view! { <option value=*word selected=*own == layer>{own.vietnamese()}</option> })
        .collect_view();
    // Tiles carry the sign of their step, so the legend has it too.
    let tiled = drawn.iter().any(|one| one.spot.rings.is_empty());
    let legend = layer
        .steps()
        .iter()
        .map(|(shade, words)| {
            let number = tallies.get(shade).copied().unwrap_or_default();
            view! { <li>{swatch(*shade)}{tiled.then(|| view! { <span aria-hidden="true">{shade.sign()}</span> })}<span>{format!("{words}: {} nơi", count(number))}</span></li> }
        })
        .collect_view();
    let has_districts = drawn.iter().any(|one| one.spot.district.is_some());
    let rows = drawn
        .iter()
        .map(|one| {
            let district = one.spot.district.as_ref().map(|district| district.name.clone());
            view! {
                <tr>
                    <th scope="row"><a href=address(&one.spot.unit, "", "")>{one.spot.unit.named.name.clone()}</a></th>
                    {has_districts.then(|| view! { <td data-label="Huyện">{district}</td> })}
                    <td data-label=layer.vietnamese()>{swatch(one.shade)}" "{one.text.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let mut above = shown.above.clone();
    above.push(shown.unit.clone());
    let (path, picture, tiles) = (path_view(&above), picture(&drawn), tiles(&drawn));
    let lead = format!("{}, tính đến hết ngày {}. Bấm vào một nơi để xem.", layer.vietnamese(), day(on));
    view! {
        <Frame title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <form class="filter" method="get" action=form>
                <div class="filter__field"><label for="xem">"Xem gì"</label><select id="xem" name="xem">{layers}</select></div>
                <div class="filter__field"><label for="ngay">"Vào ngày"</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
                <button class="button button--small">"Xem"</button>
            </form>
            <p class="lead">{lead}</p>
            {patterns()}
            <ul class="legend" aria-label="Chú giải">{legend}</ul>
            {picture}
            {tiles}
            <h2>"Cùng số liệu, dạng bảng"</h2>
            <table class="table" class:table--pair=!has_districts>
                <caption class="unseen">{layer.vietnamese()}</caption>
                <thead><tr>
                    <th scope="col">"Xã"</th>
                    {has_districts.then(|| view! { <th scope="col">"Huyện"</th> })}
                    <th scope="col">{layer.vietnamese()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Frame>
    }
}

fn place_of(layer: Layer, shade: Shade) -> usize {
    layer.steps().iter().position(|(own, _)| *own == shade).unwrap_or(usize::MAX)
}

fn fill(shade: Shade) -> String {
    match shade {
        Shade::None => "none".into(),
        Shade::Good(4) => "var(--leaf)".into(),
        shade => format!("url(#{})", shade.word()),
    }
}

fn swatch(shade: Shade) -> impl IntoView {
    view! { <svg class="swatch" viewBox="0 0 28 20" aria-hidden="true"><rect class=format!("map__area map__area--{}", shade.word()) width="28" height="20" fill=fill(shade)/></svg> }
}

/// The fillings: denser with more, each of a kind of its own, so that grey print tells them apart.
fn patterns() -> impl IntoView {
    let stripes =
        |id: &'static str, class: &'static str, size: &'static str, width: &'static str, turn: &'static str| {
            view! {
                <pattern id=id width=size height=size patternUnits="userSpaceOnUse" patternTransform=turn>
                    <rect class=format!("{class}-back") width=size height=size/>
                    <rect class=class width=width height=size/>
                </pattern>
            }
        };
    view! {
        <svg class="unseen" aria-hidden="true" width="0" height="0"><defs>
            <pattern id="tot1" width="12" height="12" patternUnits="userSpaceOnUse"><rect class="fill-good-back" width="12" height="12"/><circle class="fill-good" cx="6" cy="6" r="1.6"/></pattern>
            {stripes("tot2", "fill-good", "12", "3", "rotate(0)")}
            {stripes("tot3", "fill-good", "10", "6", "rotate(0)")}
            <pattern id="mo" width="16" height="16" patternUnits="userSpaceOnUse"><rect class="fill-open-back" width="16" height="16"/><circle class="fill-open" cx="8" cy="8" r="3"/></pattern>
            {stripes("xau1", "fill-bad", "14", "2.500", "rotate(45)")}
            {stripes("xau2", "fill-bad", "10", "4", "rotate(45)")}
            {stripes("xau3", "fill-bad", "8", "5.500", "rotate(45)")}
        </defs></svg>
    }
}

/// The picture of all communes that have an outline.
fn picture(drawn: &[Drawn<'_>]) -> Option<impl IntoView + use<>> {
    let outlines = || drawn.iter().map(|one| &one.spot.rings).filter(|rings| !rings.is_empty());
    let canvas = Canvas::around(outlines())?;
    let areas = drawn
        .iter()
        .filter(|one| !one.spot.rings.is_empty())
        .map(|one| area(&canvas, &one.spot.rings, one))
        .collect_view();
    let view_box = format!("-6 -6 {} {}", canvas.width + 12, canvas.height + 12);
    Some(view! { <svg class="map" viewBox=view_box aria-hidden="true">{areas}</svg> })
}

fn area(canvas: &Canvas, rings: &Rings, one: &Drawn<'_>) -> impl IntoView + use<> {
    let class = format!("map__area map__area--{}", one.shade.word());
    view! {
        <a href=address(&one.spot.unit, "", "") tabindex="-1"><path class=class d=canvas.path(rings) fill=fill(one.shade)><title>{format!("{}: {}", one.spot.unit.named.name, one.text)}</title></path></a>
    }
}

/// Communes without an outline as tiles, by district.
fn tiles(drawn: &[Drawn<'_>]) -> Option<impl IntoView + use<>> {
    let mut groups: BTreeMap<(String, String), Vec<&Drawn<'_>>> = BTreeMap::new();
    for one in drawn.iter().filter(|one| one.spot.rings.is_empty()) {
        let district = one.spot.district.as_ref();
        let key = district.map(|unit| (fold(&unit.name), unit.name.clone())).unwrap_or_default();
        groups.entry(key).or_default().push(one);
    }
    let any = !groups.is_empty();
    let some_have_outlines = drawn.iter().any(|one| !one.spot.rings.is_empty());
    let groups = groups
        .into_iter()
        .map(|((_, name), mut own)| {
            own.sort_by_cached_key(|one| fold(&one.spot.unit.named.name));
            let tiles = own
                .iter()
                .map(|one| {
                    let unit = &one.spot.unit.named;
                    let short = unit.name.get(unit.kind.len()..).map_or(unit.name.as_str(), str::trim).to_owned();
                    let class = format!("tile tile--{}", one.shade.word());
                    let label = format!("{}: {}", unit.name, one.text);
                    view! { <li><a class=class href=address(&one.spot.unit, "", "") title=label><span aria-hidden="true">{one.shade.sign()}</span>{short}<span class="unseen">{format!(": {}", one.text)}</span></a></li> }
                })
                .collect_view();
            let head = if name.is_empty() { "Các xã".to_owned() } else { name };
            view! { <section class="tiles__group"><h3>{head}</h3><ul class="tiles">{tiles}</ul></section> }
        })
        .collect_view();
    any.then(|| {
        view! {
            {some_have_outlines.then(|| view! { <p class="hint">"Các nơi chưa có ranh giới trên bản đồ:"</p> })}
            <div class="tiles__all">{groups}</div>
        }
    })
}
