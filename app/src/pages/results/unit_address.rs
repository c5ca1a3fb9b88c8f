//! Which unit an address names, and the address of a unit.

use crate::domain::survey::ruleset::STANDARD;
use crate::domain::units::unit::Unit;
use crate::i18n::local;
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::state::AppState;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The sets by which a commune is recognised as new rural, oldest first, and how many criteria each has.
pub(crate) fn standard_sets(ports: &AppState) -> Vec<(&str, u64)> {
    let sets = ports.rulesets.values().filter(|one| one.id.starts_with(STANDARD));
    sets.map(|one| (one.id.as_str(), one.criteria.len() as u64)).collect()
}

/// The unit that an address names: as it stood on a day, or as it stands today; failing that, as it stood last.
pub(crate) async fn stood(ports: &AppState, code: &str, day: Option<NaiveDate>) -> Answer<Unit> {
    let day = day.unwrap_or_else(|| local((ports.now)()).date());
    if let Some(unit) = ports.units.place(code, Some(day)).await? {
        return Ok(unit);
    }
    ports.units.place(code, None).await?.ok_or(PortError::Missing)
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
pub(crate) fn path_view(above: &[Unit]) -> Option<impl IntoView + use<>> {
    let links = above
        .iter()
        .map(|unit| view! { <li><a href=address(unit, "", "")>{unit.named.name.clone()}</a></li> })
        .collect_view();
    (!above.is_empty()).then(|| view! { <nav aria-label="Đơn vị cấp trên"><ol class="path">{links}</ol></nav> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::unit::{Level, UnitRef};
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
