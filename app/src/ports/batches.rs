//! A batch of paper ballots (*tập phiếu giấy*) in a list.

use crate::ports::common::Now;
use uuid::Uuid;

/// A batch of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its key.
    pub id: Uuid,
    /// Counts up within its hamlet: what people write on the pile of paper.
    pub number: u64,
    /// Whether two people key it.
    pub twice: bool,
    /// Whether it is counted.
    pub counted: bool,
    /// Who keys it, or keyed it, first and second.
    pub by: (Option<String>, Option<String>),
    /// Ballots keyed first and second; after counting, how many were counted.
    pub keyed: (u64, u64),
    /// When it was begun.
    pub opened_at: Now,
}

/// A batch that waits for somebody, with where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingBatch {
    /// The hamlet.
    pub hamlet: String,
    /// Its commune.
    pub commune: String,
    /// The batch.
    pub batch: BatchRow,
    /// Which pass whoever asks keys, or may key: 1, 2, or none.
    pub pass: Option<u8>,
}
