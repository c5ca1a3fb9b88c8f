//! Titles of units.

use crate::domain::oversight::title::Recognition;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Line;
use crate::ports::common::Now;
use async_trait::async_trait;

/// A decision about a title on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleRow {
    /// The unit.
    pub unit_code: String,
    /// The decision.
    pub recognition: Recognition,
}

/// Keeps decisions about titles.
#[async_trait]
pub trait Titles: Send + Sync {
    /// Writes decisions about titles down; what is there already is not written again. Answers how many.
    async fn recognise(&self, by: &Actor, lines: Vec<Line<TitleRow>>, now: Now) -> Answer<u64>;
}
