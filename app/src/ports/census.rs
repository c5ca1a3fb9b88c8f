//! Official numbers of households, to stand beside what communes list.

use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Imported;
use crate::ports::common::Line;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;

/// A line of an official list of households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdsRow {
    /// The unit's code.
    pub unit_code: String,
    /// Its name, if the list has one; it must be that unit's.
    pub name: String,
    /// How many households it had.
    pub households: u64,
}

crate::messages! {
    /// Why a line of an official list is not taken in.
    pub enum CensusFault {
        /// No unit had this code on the day.
        NoUnit { code: String, day: NaiveDate } = "census-no-unit",
        /// The code is of a unit with another name.
        OtherName { code: String, unit: String, name: String } = "census-other-name",
        /// So many households no unit has.
        Households { households: u64, most: u64 } = "households-impossible",
    }
}

crate::messages! {
    /// Why an official list is not taken in.
    pub enum CensusRefused {
        /// Nobody says where the numbers are from.
        NoSource = "census-no-source",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum CensusAct {
        TakeHouseholds = "audit-take-households",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum CensusDetail {
        /// Official numbers: of how many units, of which day, from where.
        Households { units: u64, day: NaiveDate, source: String } = "audit-detail-households",
    }
}

/// Keeps what official statistics say of households.
#[async_trait]
pub trait Census: Send + Sync {
    /// Takes in what official statistics say of units' households `on` a day, to stand beside what hamlets add up to. Units
    /// are looked up as they stood on that day. Only by the console.
    async fn import_households(
        &self,
        by: &Actor,
        lines: Vec<Line<HouseholdsRow>>,
        on: NaiveDate,
        source: &str,
        now: Now,
    ) -> Answer<Imported>;
}
