//! A unit's map.

use crate::domain::oversight::map_metric::Mismatches;
use crate::domain::survey::percent::Share;
use crate::domain::units::unit::Unit;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::results::LatestResult;
use async_trait::async_trait;
use chrono::NaiveDate;

/// A commune on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapUnit {
    /// The commune.
    pub unit: Unit,
    /// The district it lies in, where there are districts.
    pub district: Option<UnitRef>,
    /// Its outline, if one was imported: rings of points in whole ten-thousandths of a degree, longitude first.
    pub rings: Vec<Vec<(i32, i32)>>,
    /// Its latest results published by the day.
    pub result: Option<LatestResult>,
    /// Criteria met on the day, of those of the newest standard set by which any was assessed.
    pub criteria: Option<Share>,
    /// Criteria claimed as met that people deny.
    pub mismatches: Option<Mismatches>,
    /// Recommendations that residents may read, not closed on the day.
    pub open: u64,
}

/// A unit's map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapView {
    /// The unit.
    pub unit: Unit,
    /// The units above it, topmost first.
    pub above: Vec<Unit>,
    /// Its communes.
    pub units: Vec<MapUnit>,
}

/// The outline of a unit on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The unit's code.
    pub code: String,
    /// Its number in the file, from 1.
    pub feature: u64,
    /// Rings of points in whole ten-thousandths of a degree, longitude first.
    pub rings: Vec<Vec<(i32, i32)>>,
}

/// Reads and keeps what a map shows.
#[async_trait]
pub trait Maps: Send + Sync {
    /// A unit's communes on a day, for its map; `sets` are the rulesets whose criteria are counted, oldest first (id, how
    /// many).
    async fn map(&self, unit: &Unit, sets: &[(&str, u64)], day: NaiveDate) -> Answer<MapView>;
    /// Takes outlines in, all or nothing; units are looked up as they stand on `day`. Answers how many.
    async fn import_boundaries(&self, by: &Actor, outlines: Vec<Outline>, day: NaiveDate) -> Answer<u64>;
}
