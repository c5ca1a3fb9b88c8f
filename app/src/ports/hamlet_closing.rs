//! Closing a hamlet.

use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::files::NewFile;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

/// How a hamlet was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The day.
    pub day: NaiveDate,
    /// Who closed it.
    pub by: String,
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

crate::messages! {
    /// Why a hamlet is not closed.
    pub enum CloseHamletRefused {
        /// It is closed.
        Closed { hamlet: String, by: String, day: NaiveDate } = "closing-already-closed",
        /// Paper that was keyed in waits to be counted.
        PaperWaits { count: u64 } = "closing-paper-waits",
        /// Conflicts wait to be settled.
        Conflicts { count: u64 } = "closing-conflicts",
        /// It has neither slips nor minutes.
        NothingCounted = "closing-nothing-counted",
        /// More ballots came back than were handed out.
        MoreThanIssued { returned: u64, issued: u64 } = "closing-more-than-issued",
    }
}

crate::messages! {
    /// Why something cannot be done in a hamlet.
    pub enum HamletRefused {
        /// It is closed.
        Closed { hamlet: String } = "hamlet-closed",
        /// Its box was opened, or one that goes with it.
        Counted { hamlet: String } = "hamlet-counted",
        /// A reason is missing or too long.
        Reason = "hamlet-reason",
        /// It has as many files as are kept.
        Files { most: u64 } = "hamlet-files",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum HamletClosingAct {
        CloseHamlet = "audit-close-hamlet",
        ReopenHamlet = "audit-reopen-hamlet",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum HamletClosingDetail {
        /// Slips handed out and ballots that came back.
        Turnout { issued: u64, returned: u64 } = "audit-detail-turnout",
    }
}

/// Closes hamlets; keeps photos and scans of what was signed.
#[async_trait]
pub trait HamletClosing: Send + Sync {
    /// Closes a hamlet: it takes no more ballots, and unused slips are void.
    async fn close_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, now: Now) -> Answer<()>;
    /// Takes the closing of a hamlet back, with a reason, as long as no box of its commune was opened or it has no slips at all: slips that were
    /// made void are good again. Minutes of hand-counted ballots that were signed stay beside those to come.
    async fn reopen_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()>;
    /// Keeps a photo or scan of signed minutes; the same file again changes nothing.
    async fn attach(&self, by: &Actor, round: Uuid, hamlet: Uuid, file: NewFile, now: Now) -> Answer<()>;
    /// A photo or scan.
    async fn attachment(&self, by: &Actor, id: Uuid) -> Answer<(AttachmentRow, Arc<[u8]>)>;
}
