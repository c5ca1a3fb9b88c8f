//! Public records of rounds.

use crate::domain::collection::record::Record;
use crate::ports::common::Answer;
use async_trait::async_trait;
use uuid::Uuid;

crate::messages! {
    /// Why there is no record.
    pub enum RecordRefused {
        /// The results are not published.
        NotPublished = "record-not-published",
    }
}

/// Gives out what is public of a round, so that everybody can recount it.
#[async_trait]
pub trait Records: Send + Sync {
    /// The record of the latest version of a published round.
    async fn record(&self, round: Uuid) -> Answer<Record>;
}
