//! The audit log.

use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Now,
    /// Who: name and role as they were.
    pub who: String,
    /// What was done: a value of the port that did it.
    pub act: Message,
    /// To which unit or hamlet.
    pub place: String,
    /// More about it.
    pub detail: Option<Message>,
}

crate::messages! {
    /// What several use cases say besides: counts, names, numbers of documents; never a code or an answer.
    pub enum Detail {
        /// A name, a number of a document, a reason: as somebody wrote it.
        Text { text: String } = "audit-detail-text",
        /// How many slips or ballots.
        Slips { count: u64 } = "audit-detail-slips",
        /// One slip.
        Slip { serial: String } = "audit-detail-slip",
    }
}

crate::messages! {
    /// Whoever did something and has no account.
    pub enum Person {
        /// Who runs commands, in the log.
        Operator = "audit-operator",
        /// Somebody who is not signed in.
        Stranger = "audit-stranger",
        /// Who runs commands, beside what was written down.
        RecordedByOperator = "audit-recorded-by-operator",
    }
}

crate::messages! {
    /// What whoever runs commands did, besides what the ports say that were used.
    pub enum OperatorAct {
        /// Ran a command.
        Command = "audit-command",
        /// Ran a command that did not do it.
        CommandFailed = "audit-command-failed",
    }
}

/// Which lines of the log are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Only those of a day, by the clocks in Vietnam.
    pub day: Option<NaiveDate>,
    /// Only those of one kind of deed: a key of those that [`AuditLog::kinds_of_deeds`] has.
    pub deed: Option<String>,
    /// Which page, from 0.
    pub page: u32,
}

impl LogQuery {
    /// How many lines a page holds: on a phone some seven screens.
    pub const PAGE: u32 = 40;
}

/// Shows who did what.
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// What was done inside one's own scope, latest first.
    async fn audit_entries(&self, by: &Actor, query: &LogQuery) -> Answer<Vec<AuditEntry>>;
    /// The kinds of deeds there are inside one's own scope.
    async fn kinds_of_deeds(&self, by: &Actor) -> Answer<Vec<Message>>;
}
