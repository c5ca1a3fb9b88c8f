//! What the public may read: the list of places, a province or district with its communes, a commune, the method.
//!
//! Only what is published stands here; it is read from the frozen results, so that it does not change under anybody.

mod area;
mod background;
mod commune;
mod map;
mod method;
mod notice;
mod places;
mod targets;
mod threads;
mod trend;

use crate::domain::unit::{Level, UnitRef};
use crate::i18n::local;
use crate::pages::{Ports, load};
use crate::ports::PortError;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

pub(crate) use commune::status_view;
pub use map::MapPage;
pub use method::MethodPage;
pub use notice::NoticePage;
pub use places::PlacesPage;
pub use targets::TargetsPage;
pub(crate) use threads::{stage_view, step_view};
pub use trend::TrendPage;

/// A place's page: a commune's results, or the list of communes of a wider unit.
#[component]
pub fn PlacePage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let asked = use_query_map().get_untracked();
    load(move |ports: Ports| async move {
        let asked_for = |name: &str| asked.get(name).unwrap_or_default();
        let day = asked_for("ngay").parse().ok();
        let Some(unit) = ports.public.place(&code, day).await? else {
            return Err(PortError::Missing);
        };
        if unit.named.level == Level::Commune {
            let round = asked_for("dot").parse().ok();
            let shown = ports.public.commune(&unit, round).await?;
            let threads = ports.recommendations.public_threads(&unit).await?;
            let today = local((ports.now)()).date();
            return Ok(commune::commune_view(&shown, &threads, today).into_any());
        }
        let query = area::read_query(&asked_for);
        let shown = ports.public.area(&unit, area::CRITERIA).await?;
        Ok(area::area_view(shown, query).into_any())
    })
}

/// The way down to a unit, each step a link: "Tỉnh Lâm Đồng › Huyện Đơn Dương".
fn path_view(above: &[UnitRef]) -> Option<impl IntoView + use<>> {
    let links = above
        .iter()
        .map(|unit| view! { <li><a href=format!("/ket-qua/{}", unit.code)>{unit.name.clone()}</a></li> })
        .collect_view();
    (!above.is_empty()).then(|| view! { <nav aria-label="Đơn vị cấp trên"><ol class="path">{links}</ol></nav> })
}
