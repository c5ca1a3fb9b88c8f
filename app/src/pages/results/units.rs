//! The topmost units.

use crate::domain::units::unit::UnitRef;
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, UnitResults, Units};
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The list of provinces whose results can be read here.
pub fn route() -> PageRoute {
    PageRoute::new::<Units, _>(Audience::Reading, show)
}

async fn show(_: Units, lang: Lang, app: AppState) -> PageResult {
    let units = app.units.roots().await?;
    Ok(Page::new(move || units_view(lang, &units)))
}

fn units_view(lang: Lang, units: &[UnitRef]) -> impl IntoView + use<> {
    let is_empty = units.is_empty();
    let links = units
        .iter()
        .map(|unit| {
            let to = UnitResults { code: unit.code.clone() }.in_language(lang, &[]);
            view! { <li><a href=to>{unit.name.clone()}</a></li> }
        })
        .collect_view();
    view! {
        <Frame lang title=t!(lang, "units-title") width=Width::Wide>
            <h1>{t!(lang, "units-title")}</h1>
            <p class="lead">{t!(lang, "units-lead")}</p>
            {is_empty.then(|| view! { <p class="empty">{t!(lang, "units-none")}</p> })}
            <ul class="places">{links}</ul>
        </Frame>
    }
}
