//! The picture of communes that have an outline, and tiles for those that have none.

use super::class_break::{css_word, fill, sign};
use super::projection::{Canvas, Rings};
use crate::domain::oversight::map_metric::ClassBreak;
use crate::domain::units::search_key::search_key;
use crate::i18n::{Lang, t};
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::maps::MapUnit;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A commune with its class and its figure in words.
pub(super) struct Drawn<'a> {
    pub(super) unit: &'a MapUnit,
    pub(super) class: ClassBreak,
    pub(super) text: String,
}

/// The picture of all communes that have an outline.
pub(super) fn picture(lang: Lang, drawn: &[Drawn<'_>]) -> Option<impl IntoView + use<>> {
    let outlined = || drawn.iter().filter(|one| !one.unit.rings.is_empty());
    let canvas = Canvas::around(outlined().map(|one| &one.unit.rings))?;
    let areas = outlined().map(|one| area(lang, &canvas, &one.unit.rings, one)).collect_view();
    let view_box = format!("-6 -6 {} {}", canvas.width + 12, canvas.height + 12);
    Some(
        view! { <svg class="map" viewBox=view_box aria-label=t!(lang, "map-picture") aria-hidden="true">{areas}</svg> },
    )
}

fn area(lang: Lang, canvas: &Canvas, rings: &Rings, one: &Drawn<'_>) -> impl IntoView + use<> {
    let class = format!("map__area map__area--{}", css_word(one.class));
    let to = address(lang, &one.unit.unit, UnitPage::Results, &[]);
    view! {
        <a href=to tabindex="-1"><path class=class d=canvas.path(rings) fill=fill(one.class)><title>{format!("{}: {}", one.unit.unit.named.name, one.text)}</title></path></a>
    }
}

/// Communes without an outline as tiles, by district.
pub(super) fn tiles(lang: Lang, drawn: &[Drawn<'_>]) -> Option<impl IntoView + use<>> {
    let mut groups: BTreeMap<(String, String), Vec<&Drawn<'_>>> = BTreeMap::new();
    for one in drawn.iter().filter(|one| one.unit.rings.is_empty()) {
        let district = one.unit.district.as_ref();
        let key = district.map(|unit| (search_key(&unit.name), unit.name.clone())).unwrap_or_default();
        groups.entry(key).or_default().push(one);
    }
    let any = !groups.is_empty();
    let some_have_outlines = drawn.iter().any(|one| !one.unit.rings.is_empty());
    let groups = groups
        .into_iter()
        .map(|((_, name), mut own)| {
            own.sort_by_cached_key(|one| search_key(&one.unit.unit.named.name));
            let tiles = own.iter().map(|one| tile(lang, one)).collect_view();
            let head = if name.is_empty() { t!(lang, "map-communes") } else { name };
            view! { <section class="tiles__group"><h2>{head}</h2><ul class="tiles">{tiles}</ul></section> }
        })
        .collect_view();
    let why = if some_have_outlines { t!(lang, "map-without-outline") } else { t!(lang, "map-no-outlines") };
    any.then(|| {
        view! {
            <p class="hint">{why}</p>
            <div class="tiles__all">{groups}</div>
        }
    })
}

fn tile(lang: Lang, one: &Drawn<'_>) -> impl IntoView + use<> {
    let unit = &one.unit.unit.named;
    let short = unit.name.get(unit.kind.len()..).map_or(unit.name.as_str(), str::trim).to_owned();
    let class = format!("tile tile--{}", css_word(one.class));
    let label = format!("{}: {}", unit.name, one.text);
    let to = address(lang, &one.unit.unit, UnitPage::Results, &[]);
    view! { <li><a class=class href=to title=label><span aria-hidden="true">{sign(one.class)}</span>{short}<span class="unseen">{format!(": {}", one.text)}</span></a></li> }
}
