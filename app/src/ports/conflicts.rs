//! Slips that came in twice.

use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use uuid::Uuid;

/// A slip that came in twice, or that should not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its key.
    pub id: Uuid,
    /// The slip's number.
    pub serial: u64,
    /// What happened.
    pub kind: ConflictKind,
    /// How often.
    pub times: u64,
    /// What was decided, if it is.
    pub decision: Option<String>,
}

/// What can go wrong with a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// Its paper came in after its household had answered online.
    PaperAfterOnline,
    /// Somebody tried to answer online after its paper had been keyed in.
    OnlineAfterPaper,
    /// Its paper came in though the slip is dead or was never handed out.
    PaperOnDeadSlip,
    /// Its household says that it did not answer, though somebody did online.
    Unanswered,
}

impl ConflictKind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::PaperAfterOnline, Self::OnlineAfterPaper, Self::PaperOnDeadSlip, Self::Unanswered];

    /// The word used in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PaperAfterOnline => "paper_after_online",
            Self::OnlineAfterPaper => "online_after_paper",
            Self::PaperOnDeadSlip => "paper_on_dead_slip",
            Self::Unanswered => "unanswered",
        }
    }
}

crate::messages! {
    /// Why a conflict is not settled.
    pub enum ConflictRefused {
        /// What is decided is missing or too long.
        Decision = "conflict-no-decision",
        /// Only paper can be taken out.
        NotPaper = "conflict-not-paper",
        /// The paper is counted.
        Counted = "conflict-counted",
    }
}

/// Settles slips that came in twice.
#[async_trait]
pub trait Conflicts: Send + Sync {
    /// Settles a conflict with a sentence; `release` takes paper that is not counted yet out, so that its household can
    /// answer online.
    async fn settle(&self, by: &Actor, conflict: Uuid, decision: &str, release: bool, now: Now) -> Answer<()>;
}
