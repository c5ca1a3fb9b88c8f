//! Statuses of criteria from a file.

use crate::domain::oversight::criterion::Status;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Imported;
use crate::ports::common::Line;
use crate::ports::common::Now;
use crate::ports::criteria::CriterionRow;
use async_trait::async_trait;
use uuid::Uuid;

/// What a line would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The unit.
    pub unit: UnitRef,
    /// What is to be written.
    pub row: CriterionRow,
    /// What the same side said last until that day.
    pub before: Option<Status>,
    /// Whether the file does not say which side it is.
    pub is_usual_side: bool,
}

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The name of the file.
    pub name: String,
    /// What would be written.
    pub changes: Vec<Change>,
    /// How many lines say what is there already.
    pub same: u64,
}

crate::messages! {
    /// What the audit log says was done.
    pub enum CriteriaFilesAct {
        UploadStatuses = "audit-upload-statuses",
    }
}

/// Keeps a file of statuses until it was looked at, and takes it in whole.
#[async_trait]
pub trait CriteriaFiles: Send + Sync {
    /// Keeps the lines of a file until somebody has looked at what they change.
    async fn keep_draft(&self, by: &Actor, name: &str, lines: Vec<Line<CriterionRow>>, now: Now) -> Answer<Uuid>;
    /// What the lines that were kept would change now.
    async fn draft(&self, by: &Actor, id: Uuid) -> Answer<Changes>;
    /// Writes them down.
    async fn apply_draft(&self, by: &Actor, id: Uuid, now: Now) -> Answer<Imported>;
}
