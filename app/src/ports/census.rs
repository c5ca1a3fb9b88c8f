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
