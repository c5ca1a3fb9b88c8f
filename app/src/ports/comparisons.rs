//! Claims beside answers.

use crate::domain::collection::round::Round;
use crate::domain::oversight::comparison::Comparison;
use crate::domain::units::unit::Unit;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use async_trait::async_trait;
use chrono::NaiveDate;
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
    /// All comparisons by how claims and answers stand to each other, mismatches first: what the answers settle before what
    /// they leave open, then the largest gap; where no share is asked for, the least satisfied first.
    pub rows: Vec<ClaimRow>,
    /// Published rounds in it that can be looked at alone: the round and how many communes it has here.
    pub rounds: Vec<(Arc<Round>, u64)>,
    /// Communes of which no round was published by the day.
    pub unasked: Vec<(Unit, Option<UnitRef>)>,
}

/// Reads claims beside answers.
#[async_trait]
pub trait Comparisons: Send + Sync {
    /// Claims beside answers in one's own scope, or in a unit inside it; by each commune's latest published round, or by
    /// one round; statuses as of a day.
    async fn claims(&self, by: &Actor, unit_code: Option<&str>, round: Option<Uuid>, day: NaiveDate) -> Answer<Claims>;
}
