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

use crate::domain::survey::ruleset::STANDARD;
use crate::domain::units::unit::{Level, Unit};
use crate::i18n::local;
use crate::pages::{Ports, load};
use crate::ports::{Answer, PortError};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

pub(crate) use background::background_view;
pub(crate) use commune::status_view;
pub use map::MapPage;
pub use method::MethodPage;
pub use notice::NoticePage;
pub use places::PlacesPage;
pub use targets::TargetsPage;
pub(crate) use targets::profiles;
pub(crate) use threads::{stage_view, step_view};
pub use trend::TrendPage;

/// A place's page: a commune's results, or the list of communes of a wider unit.
#[component]
pub fn PlacePage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let asked = use_query_map().get_untracked();
    load(move |ports: Ports| async move {
        let asked_for = |name: &str| asked.get(name).unwrap_or_default();
        let unit = stood(&ports, &code, asked_for("ngay").parse().ok()).await?;
        if unit.named.level == Level::Commune {
            let round = asked_for("dot").parse().ok();
            let shown = ports.public.commune(&unit, round).await?;
            let threads = ports.recommendations.public_threads(&unit).await?;
            let today = local((ports.now)()).date();
            // No set recognises a ward or a township.
            let recognises = ports.rulesets.values().any(|set| set.recognises(&shown.unit.named));
            return Ok(commune::commune_view(&shown, &threads, recognises, today).into_any());
        }
        let query = area::read_query(&asked_for);
        let shown = ports.public.area(&unit, &standard_sets(&ports)).await?;
        let has_plan = !targets::profiles(&ports, &code).await?.is_empty();
        let threads = ports.recommendations.public_threads(&unit).await?;
        Ok(area::area_view(shown, query, has_plan, &threads).into_any())
    })
}

/// The sets by which a commune is recognised as new rural, oldest first, and how many criteria each has.
fn standard_sets(ports: &Ports) -> Vec<(&str, u64)> {
    let sets = ports.rulesets.values().filter(|one| one.id.starts_with(STANDARD));
    sets.map(|one| (one.id.as_str(), one.criteria.len() as u64)).collect()
}

/// The unit that an address names: as it stood on a day, or as it stands today; failing that, as it stood last.
pub(crate) async fn stood(ports: &Ports, code: &str, day: Option<NaiveDate>) -> Answer<Unit> {
    let day = day.unwrap_or_else(|| local((ports.now)()).date());
    if let Some(unit) = ports.public.place(code, Some(day)).await? {
        return Ok(unit);
    }
    ports.public.place(code, None).await?.ok_or(PortError::Missing)
}

/// The address of a unit's page, or of one below it. What stands no more is named with its last day: its code may be
/// another unit's by now.
pub(crate) fn address(unit: &Unit, below: &str, more: &str) -> String {
    let last = unit.valid_to.map(|day| format!("ngay={day}")).unwrap_or_default();
    let query: Vec<&str> = [last.as_str(), more].into_iter().filter(|part| !part.is_empty()).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/ket-qua/{}{below}{mark}{}", unit.named.code, query.join("&"))
}

/// The way down to a unit, each step a link: "Tỉnh Lâm Đồng › Huyện Đơn Dương".
fn path_view(above: &[Unit]) -> Option<impl IntoView + use<>> {
    let links = above
        .iter()
        .map(|unit| view! { <li><a href=address(unit, "", "")>{unit.named.name.clone()}</a></li> })
        .collect_view();
    (!above.is_empty()).then(|| view! { <nav aria-label="Đơn vị cấp trên"><ol class="path">{links}</ol></nav> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::unit::UnitRef;
    use uuid::Uuid;

    #[test]
    fn what_stands_no_more_is_addressed_by_its_last_day() {
        let named = UnitRef { code: "24934".into(), name: "Xã".into(), kind: "xã".into(), level: Level::Commune };
        let mut unit = Unit { id: Uuid::nil(), named, parent: None, valid_from: None, valid_to: None };
        assert_eq!(address(&unit, "", ""), "/ket-qua/24934");
        assert_eq!(address(&unit, "/ban-do", "xem=lech"), "/ket-qua/24934/ban-do?xem=lech");
        unit.valid_to = "2025-06-30".parse().ok();
        assert_eq!(address(&unit, "/dien-bien", ""), "/ket-qua/24934/dien-bien?ngay=2025-06-30");
        assert_eq!(address(&unit, "", "dot=x"), "/ket-qua/24934?ngay=2025-06-30&dot=x");
    }
}
