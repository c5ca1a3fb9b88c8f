//! A commune across its rounds.

use crate::domain::collection::round::Round;
use crate::domain::survey::results::Results;
use crate::domain::units::unit::Unit;
use crate::ports::common::Answer;
use async_trait::async_trait;

/// Published results of one place in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundResults {
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
    pub rounds: Vec<RoundResults>,
    /// What it was made of, with their rounds, as background.
    pub predecessors: Vec<(Unit, Vec<RoundResults>)>,
}

/// Reads a commune across its rounds.
#[async_trait]
pub trait Trends: Send + Sync {
    /// A commune across its rounds.
    async fn trend(&self, unit: &Unit) -> Answer<TrendView>;
}
