//! The audit log.

use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// When.
    pub at: Now,
    /// Who: name and role as they were.
    pub who: String,
    /// What was done, in words.
    pub act: String,
    /// To which unit or hamlet.
    pub place: String,
    /// More about it: counts, numbers of documents; never a code or an answer.
    pub detail: String,
}

/// Shows who did what.
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// What was done inside one's own scope, latest first; `page` from 0.
    async fn journal(&self, by: &Actor, page: u32) -> Answer<Vec<JournalRow>>;
}
