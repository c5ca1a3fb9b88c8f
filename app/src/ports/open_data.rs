//! Published results of all rounds, for whoever works with them.

use crate::domain::collection::round::Round;
use crate::domain::survey::results::Results;
use crate::ports::common::Answer;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

/// Where a list goes on: behind this round and unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The round.
    pub round: Uuid,
    /// The unit.
    pub unit: Uuid,
}

/// The latest published results of a unit in a round.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenResults {
    /// Where the list goes on behind it.
    pub cursor: Cursor,
    /// The round.
    pub round: Arc<Round>,
    /// The results as they were frozen.
    pub results: Results,
    /// The version of the notice that tells them.
    pub version: u32,
    /// The day that version was published.
    pub published_on: NaiveDate,
}

/// Lists what is public of all rounds.
#[async_trait]
pub trait OpenData: Send + Sync {
    /// Some results behind a cursor, by round and unit; fewer than `most` where there are no more.
    async fn open_results(&self, after: Option<Cursor>, most: u32) -> Answer<Vec<OpenResults>>;
}
