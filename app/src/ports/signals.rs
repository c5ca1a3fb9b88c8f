//! Signals of quality.

use crate::domain::oversight::signal::Signal;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use async_trait::async_trait;
use uuid::Uuid;

/// Looks for what the level above should look into.
#[async_trait]
pub trait QualitySignals: Send + Sync {
    /// What the level above should look at in a round.
    async fn signals(&self, by: &Actor, round: Uuid) -> Answer<Vec<Signal>>;
}
