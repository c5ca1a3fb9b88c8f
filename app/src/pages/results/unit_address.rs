//! Which unit an address names, and the addresses of a unit's pages.

use crate::domain::survey::choice;
use crate::domain::units::unit::Unit;
use crate::i18n::{Lang, local, t};
use crate::ports::common::{Answer, PortError};
use crate::routes::{Address as _, CommunityOversight, UnitMap, UnitPicture, UnitResults, UnitTargets, UnitTrend};
use crate::state::AppState;
use chrono::NaiveDate;
use leptos::prelude::*;

/// A unit's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitPage {
    /// Its results, or the list of what lies in it.
    Results,
    /// Its map.
    Map,
    /// The targets of its plan.
    Targets,
    /// It across its rounds.
    Trend,
    /// What is supervised of it.
    Community,
    /// The picture beside a link to it.
    Picture,
}

/// The sets by which a commune is recognised as new rural, oldest first, and how many criteria each has.
pub(crate) fn standard_sets(app: &AppState) -> Vec<(&str, u64)> {
    let sets = choice::standard_sets(app.rulesets.values());
    sets.into_iter().map(|one| (one.id.as_str(), one.criteria.len() as u64)).collect()
}

/// The unit that an address names: as it stood on a day, or as it stands today; failing that, as it stood last.
pub(crate) async fn stood(app: &AppState, code: &str, day: Option<NaiveDate>) -> Answer<Unit> {
    let day = day.unwrap_or_else(|| local((app.now)()).date());
    if let Some(unit) = app.units.place(code, Some(day)).await? {
        return Ok(unit);
    }
    app.units.place(code, None).await?.ok_or(PortError::Missing)
}

/// The address of a unit's page, with a query. What stands no more is named with its last day: its code may be another
/// unit's by now.
pub(crate) fn address(lang: Lang, unit: &Unit, page: UnitPage, more: &[(&str, &str)]) -> String {
    let code = unit.named.code.clone();
    let last = unit.valid_to.map(|day| day.to_string());
    let query: Vec<(&str, &str)> =
        last.as_deref().map(|day| ("ngay", day)).into_iter().chain(more.iter().copied()).collect();
    match page {
        UnitPage::Results => UnitResults { code }.in_language(lang, &query),
        UnitPage::Map => UnitMap { code }.in_language(lang, &query),
        UnitPage::Targets => UnitTargets { code }.in_language(lang, &query),
        UnitPage::Trend => UnitTrend { code }.in_language(lang, &query),
        UnitPage::Community => CommunityOversight { code }.in_language(lang, &query),
        UnitPage::Picture => UnitPicture { code }.in_language(lang, &query),
    }
}

/// The way down to a unit, each step a link: "Tỉnh Lâm Đồng › Huyện Đơn Dương".
pub(crate) fn path_view(lang: Lang, above: &[Unit]) -> Option<impl IntoView + use<>> {
    let links = above
        .iter()
        .map(
            |unit| view! { <li><a href=address(lang, unit, UnitPage::Results, &[])>{unit.named.name.clone()}</a></li> },
        )
        .collect_view();
    (!above.is_empty()).then(|| view! { <nav aria-label=t!(lang, "path")><ol class="path">{links}</ol></nav> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::unit::{Level, UnitRef};
    use uuid::Uuid;

    #[test]
    fn what_stands_no_more_is_addressed_by_its_last_day_and_the_language_is_kept() {
        let named = UnitRef { code: "24934".into(), name: "Xã".into(), kind: "xã".into(), level: Level::Commune };
        let mut unit = Unit { id: Uuid::nil(), named, parent: None, valid_from: None, valid_to: None };
        assert_eq!(address(Lang::Vi, &unit, UnitPage::Results, &[]), "/ket-qua/24934");
        assert_eq!(
            address(Lang::En, &unit, UnitPage::Map, &[("xem", "lech")]),
            "/ket-qua/24934/ban-do?xem=lech&lang=en"
        );
        unit.valid_to = "2025-06-30".parse().ok();
        assert_eq!(address(Lang::Vi, &unit, UnitPage::Trend, &[]), "/ket-qua/24934/dien-bien?ngay=2025-06-30");
        assert_eq!(
            address(Lang::Vi, &unit, UnitPage::Results, &[("dot", "x")]),
            "/ket-qua/24934?ngay=2025-06-30&dot=x"
        );
    }
}
