//! What is known of a plan's milestones: figures and acts.

use crate::domain::oversight::milestone::MilestoneEntry;
use crate::ports::common::{Actor, Answer, Now};
use async_trait::async_trait;
use chrono::NaiveDate;

/// What is known of a milestone, on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMilestoneEntry {
    /// The code of the unit whose plan it is.
    pub unit_code: String,
    /// The id of the profile.
    pub profile: String,
    /// The id of the milestone in it.
    pub milestone: String,
    /// What it is about, for the audit log.
    pub content: String,
    /// What is known.
    pub entry: MilestoneEntry,
}

/// What was written down of a milestone, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMilestone {
    /// The id of the profile.
    pub profile: String,
    /// The id of the milestone in it.
    pub milestone: String,
    /// What is known.
    pub entry: MilestoneEntry,
    /// When it was written.
    pub at: Now,
    /// Who wrote it.
    pub who: String,
}

crate::messages! {
    /// Why what is known of a milestone is not written down.
    pub enum MilestoneRefused {
        /// Its day is to come.
        Future { day: NaiveDate } = "milestone-future",
        /// The document it stands in is missing or too long.
        Document = "milestone-document",
        /// There is no such figure or act in the plans of the unit.
        Unknown = "milestone-unknown",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum MilestonesAct {
        RecordMilestone = "audit-record-milestone",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum MilestonesDetail {
        /// What it is about, its value and day, the document.
        Value { content: String, value: String, day: NaiveDate, document: String } = "audit-detail-milestone-value",
        /// The act is done.
        Done { content: String, day: NaiveDate, document: String } = "audit-detail-milestone-done",
        /// The act is not done yet.
        NotDone { content: String, day: NaiveDate, document: String } = "audit-detail-milestone-not-done",
    }
}

/// Keeps what is known of milestones.
#[async_trait]
pub trait Milestones: Send + Sync {
    /// All that was written of a profile's milestones, each with the milestone's id, in the order it was written.
    async fn milestone_entries(&self, profile: &str) -> Answer<Vec<(String, MilestoneEntry)>>;
    /// The same with who wrote it, for whoever oversees the unit whose plans these are.
    async fn recorded_milestones(
        &self,
        by: &Actor,
        unit_code: &str,
        profiles: &[String],
        now: Now,
    ) -> Answer<Vec<RecordedMilestone>>;
    /// Writes down what is known of one; what stands there already is not overwritten.
    async fn record_milestone(&self, by: &Actor, new: NewMilestoneEntry, now: Now) -> Answer<()>;
}
