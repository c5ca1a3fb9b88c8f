//! The places people live in (*đơn vị hành chính*): a tree of any depth that changes with time.
//!
//! The same code can name one unit until a date and another from that date on (province `68` before and after
//! 1/7/2025), so a unit is known by its code **and** a day.

use crate::message::Message;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use uuid::Uuid;

/// How high a unit stands. The order is from wide to narrow.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Display, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case", const_into_str)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Level {
    /// The whole country (*cả nước*).
    Country,
    /// A province or centrally run city (*cấp tỉnh*).
    Province,
    /// A district (*cấp huyện*), until 30/6/2025.
    District,
    /// A commune, ward, township or special zone (*cấp xã*).
    Commune,
    /// A hamlet or residential group (*thôn, bản, tổ dân phố*).
    Hamlet,
}

impl Level {
    /// All levels, from wide to narrow.
    pub const ALL: [Self; 5] = [Self::Country, Self::Province, Self::District, Self::Commune, Self::Hamlet];

    /// The kind that units of this level usually have, as the law names it, lower case.
    pub const fn usual_kind(self) -> &'static str {
        match self {
            Self::Country => "cả nước",
            Self::Province => "tỉnh",
            Self::District => "huyện",
            Self::Commune => "xã",
            Self::Hamlet => "thôn",
        }
    }
}

/// What units of a level are called; `count` of them.
pub fn level_label(level: Level, count: u64) -> Message {
    let key = match level {
        Level::Country => "units-country",
        Level::Province => "units-province",
        Level::District => "units-district",
        Level::Commune => "units-commune",
        Level::Hamlet => "units-hamlet",
    };
    Message::plain(key).with("count", count)
}

/// What units of a kind are called, such as "phường"; `count` of them. A kind that is not known keeps its own word.
pub fn kind_label(kind: &str, count: u64) -> Message {
    let key = match kind {
        "tỉnh" => "units-province",
        "huyện" => "units-district",
        "thành phố" => "units-city",
        "thị xã" => "units-town",
        "quận" => "units-urban-district",
        "xã" => "units-commune",
        "phường" => "units-ward",
        "thị trấn" => "units-township",
        "đặc khu" => "units-special-zone",
        "thôn" => "units-hamlet",
        other => return Message::plain("units-of-kind").with("kind", other),
    };
    Message::plain(key).with("count", count)
}

/// What has to be said of a unit wherever its figures stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UnitRef {
    /// The code of the General Statistics Office, or the commune's own for a hamlet.
    pub code: String,
    /// The full name with its kind: "Xã Đạ Ròn".
    pub name: String,
    /// The kind as the law names it, lower case: "xã", "phường", "thị trấn".
    pub kind: String,
    /// How high it stands.
    pub level: Level,
}

/// A unit as it stood for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its key in the store.
    pub id: Uuid,
    /// What is said of it.
    pub named: UnitRef,
    /// The unit above it.
    pub parent: Option<Uuid>,
    /// The first day it exists, if the records know.
    pub valid_from: Option<NaiveDate>,
    /// The last day it exists, if it has one.
    pub valid_to: Option<NaiveDate>,
}

impl Unit {
    /// Whether the unit exists on `day`.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// Its name, with its last day where it has one: "Xã Ka Đô (đến 30/6/2025)". The name may be another unit's by now.
impl From<&Unit> for Message {
    fn from(unit: &Unit) -> Self {
        let name = &unit.named.name;
        match unit.valid_to {
            Some(last) => Self::plain("unit-until").with("name", name).with("last", last),
            None => Self::plain("unit-name").with("name", name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_on_its_first_and_on_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let unit = Unit {
            id: Uuid::nil(),
            named: UnitRef {
                code: "673".into(), name: "Huyện".into(), kind: "huyện".into(), level: Level::District
            },
            parent: None,
            valid_from: Some(day("2022-01-01")),
            valid_to: Some(day("2025-06-30")),
        };
        assert_eq!(Message::from(&unit).key, "unit-until");
        assert!(unit.stands_on(day("2022-01-01")) && unit.stands_on(day("2025-06-30")));
        assert!(!unit.stands_on(day("2021-12-31")) && !unit.stands_on(day("2025-07-01")));
    }

    #[test]
    fn words_and_levels_answer_each_other() {
        for level in Level::ALL {
            assert_eq!(level.into_str().parse(), Ok(level));
        }
        assert!(Level::Province < Level::Commune);
    }
}
