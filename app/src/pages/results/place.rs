//! A unit's page: a commune's results, or the list of communes of a wider unit.

use crate::domain::units::unit::Level;
use crate::i18n::local;
use crate::pages::error::load;
use crate::pages::results::unit_address::{standard_sets, stood};
use crate::pages::results::{commune, targets, unit};
use crate::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A place's page: a commune's results, or the list of communes of a wider unit.
#[component]
pub fn PlacePage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let asked = use_query_map().get_untracked();
    load(move |ports: AppState| async move {
        let asked_for = |name: &str| asked.get(name).unwrap_or_default();
        let unit = stood(&ports, &code, asked_for("ngay").parse().ok()).await?;
        if unit.named.level == Level::Commune {
            let round = asked_for("dot").parse().ok();
            let shown = ports.results.commune(&unit, round).await?;
            let recommendations = ports.recommendations.public_recommendations(&unit).await?;
            let today = local((ports.now)()).date();
            // No set recognises a ward or a township.
            let recognises = ports.rulesets.values().any(|set| set.recognises(&shown.unit.named));
            return Ok(commune::commune_view(&shown, &recommendations, recognises, today).into_any());
        }
        let query = unit::read_query(&asked_for);
        let shown = ports.results.area(&unit, &standard_sets(&ports)).await?;
        let has_plan = !targets::profiles(&ports, &code).await?.is_empty();
        let recommendations = ports.recommendations.public_recommendations(&unit).await?;
        Ok(unit::area_view(shown, query, has_plan, &recommendations).into_any())
    })
}
