//! Oversight: claims against answers, targets of a plan, the map, trends.

use super::{Actor, Answer, PublishedRound};
use crate::domain::collection::round::Round;
use crate::domain::oversight::comparison::Comparison;
use crate::domain::oversight::criterion::Position;
use crate::domain::oversight::map_metric::Mismatches;
use crate::domain::oversight::target::{History, Profile};
use crate::domain::oversight::title::Recognition;
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::Results;
use crate::domain::units::commune_list::RowResult;
use crate::domain::units::unit::{Unit, UnitRef};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// One criterion of one commune beside one question about it, with where it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// The commune.
    pub unit: Unit,
    /// The district it lies in, where there are districts.
    pub district: Option<UnitRef>,
    /// The published round.
    pub round: Arc<Round>,
    /// The criterion's name.
    pub criterion: String,
    /// A few words for the question; empty where nothing asks.
    pub topic: String,
    /// How they stand to each other.
    pub comparison: Comparison,
    /// Recommendations about it that are not closed.
    pub open: u64,
}

/// Claims beside answers in a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims {
    /// The unit.
    pub unit: Unit,
    /// Its districts, where there are any.
    pub districts: Vec<UnitRef>,
    /// All comparisons, mismatches first: what the answers settle before what they leave open, then the largest gap.
    pub rows: Vec<ClaimRow>,
    /// Published rounds in it that can be looked at alone: the round and how many communes it has here.
    pub rounds: Vec<(Arc<Round>, u64)>,
    /// Communes of which no round was published by the day.
    pub unasked: Vec<(Unit, Option<UnitRef>)>,
}

/// The histories of a unit's communes and districts, of all times.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The unit as it stands on the day asked for.
    pub unit: Unit,
    /// The units that ever lay in it, or in what stood in its place under the same code.
    pub histories: Vec<History>,
}

/// A commune on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The commune.
    pub unit: Unit,
    /// The district it lies in, where there are districts.
    pub district: Option<UnitRef>,
    /// Its outline, if one was imported: rings of points in whole ten-thousandths of a degree, longitude first.
    pub rings: Vec<Vec<(i32, i32)>>,
    /// Its latest results published by the day.
    pub result: Option<RowResult>,
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
    pub spots: Vec<Spot>,
}

/// Published results of one place in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// The round.
    pub round: Round,
    /// The results.
    pub results: Results,
}

/// A commune across its rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendView {
    /// The commune.
    pub unit: Unit,
    /// The units above it, topmost first.
    pub above: Vec<Unit>,
    /// Its rounds, oldest first.
    pub episodes: Vec<Episode>,
    /// What it was made of, with their rounds, as background.
    pub predecessors: Vec<(Unit, Vec<Episode>)>,
}

/// A unit that a commune was made of, as it stood last.
#[derive(Clone, Debug, PartialEq)]
pub struct Background {
    /// The unit.
    pub unit: Unit,
    /// Its latest results.
    pub result: Option<(PublishedRound, RowResult)>,
    /// Where its criteria stood, by the ruleset shown.
    pub positions: BTreeMap<u32, Position>,
    /// Decisions about its titles.
    pub recognitions: Vec<Recognition>,
}

/// Reads across rounds, criteria and time. What it answers without an actor is public.
#[async_trait]
pub trait Oversight: Send + Sync {
    /// Claims beside answers in one's own scope, or in a unit inside it; by each commune's latest published round, or by
    /// one round; statuses as of a day.
    async fn claims(&self, by: &Actor, unit_code: Option<&str>, round: Option<Uuid>, day: NaiveDate) -> Answer<Claims>;
    /// The profiles of targets that were imported.
    async fn profiles(&self) -> Answer<Vec<Profile>>;
    /// Takes a profile of targets in; one with the same id is replaced.
    async fn import_profile(&self, by: &Actor, profile: &Profile) -> Answer<()>;
    /// What targets of a unit are counted from; the unit by code as it stands on a day.
    async fn ledger(&self, unit_code: &str, rulesets: &[String], day: NaiveDate) -> Answer<Ledger>;
    /// A unit's communes on a day, for its map; `sets` are the rulesets whose criteria are counted, oldest first (id, how
    /// many).
    async fn map(&self, unit: &Unit, sets: &[(&str, u64)], day: NaiveDate) -> Answer<MapView>;
    /// Takes outlines in, all or nothing; units are looked up as they stand on `day`. Answers how many.
    async fn import_boundaries(&self, by: &Actor, outlines: Vec<Outline>, day: NaiveDate) -> Answer<u64>;
    /// A commune across its rounds.
    async fn trend(&self, unit: &Unit) -> Answer<TrendView>;
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
