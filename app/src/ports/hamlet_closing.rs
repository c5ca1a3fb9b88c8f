//! Closing a hamlet.

use crate::domain::survey::count::Count;
use crate::domain::survey::count::Turnout;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// How a hamlet was closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The day.
    pub day: NaiveDate,
    /// The place the paper was counted at.
    pub place: String,
    /// Who was there, one each: name and what they are.
    pub present: Vec<String>,
    /// What else is to be said.
    pub remarks: String,
    /// The counts.
    pub turnout: Turnout,
    /// The counts by question.
    pub counts: Vec<Count>,
    /// How many came online, with help, on paper, by hand-counted minutes.
    pub origins: [u64; 4],
    /// Who closed it.
    pub by: String,
}

/// What whoever closes a hamlet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosingWords {
    /// The place the paper was counted at.
    pub place: String,
    /// Who was there.
    pub present: Vec<String>,
    /// What else is to be said.
    pub remarks: String,
}

/// A file beside the minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Its key.
    pub id: Uuid,
    /// The name it came with.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was added.
    pub added_at: Now,
}

/// Closes hamlets with their minutes; keeps photos and scans of what was signed.
#[async_trait]
pub trait HamletClosing: Send + Sync {
    /// Closes a hamlet with its minutes; unused slips die.
    async fn close_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, words: ClosingWords, now: Now) -> Answer<()>;
    /// Takes the closing of a hamlet back, with a reason: slips that died of it are good again, and the minutes that were
    /// signed stay beside those to come.
    async fn reopen_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()>;
    /// Keeps a photo or scan of signed minutes; the same file again changes nothing.
    async fn attach(&self, by: &Actor, round: Uuid, hamlet: Uuid, name: &str, content: Vec<u8>, now: Now)
    -> Answer<()>;
    /// A photo or scan.
    async fn attachment(&self, by: &Actor, id: Uuid) -> Answer<(AttachmentRow, Arc<[u8]>)>;
}
