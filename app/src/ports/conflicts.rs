//! Slips that came in twice.

use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use strum::{EnumString, IntoStaticStr};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum ConflictKind {
    /// Its paper came in after its household had answered online.
    PaperAfterOnline,
    /// Somebody tried to answer online after its paper had been keyed in.
    OnlineAfterPaper,
    /// Its paper came in though the slip is dead or was never handed out.
    PaperOnVoidedSlip,
    /// Its household says that it did not answer, though somebody did online.
    Unanswered,
}

impl ConflictKind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::PaperAfterOnline, Self::OnlineAfterPaper, Self::PaperOnVoidedSlip, Self::Unanswered];

    /// What happened with a slip.
    pub fn told(self, serial: u64) -> Message {
        // A slip's number is no count: no point stands in it.
        let serial = serial.to_string();
        match self {
            Self::PaperAfterOnline => ConflictTold::PaperAfterOnline { serial },
            Self::OnlineAfterPaper => ConflictTold::OnlineAfterPaper { serial },
            Self::Unanswered => ConflictTold::Unanswered { serial },
            Self::PaperOnVoidedSlip => ConflictTold::PaperOnVoidedSlip { serial },
        }
        .into()
    }
}

crate::messages! {
    /// What happened with a slip, as a sentence.
    enum ConflictTold {
        PaperAfterOnline { serial: String } = "conflict-paper-after-online",
        OnlineAfterPaper { serial: String } = "conflict-online-after-paper",
        Unanswered { serial: String } = "conflict-unanswered",
        PaperOnVoidedSlip { serial: String } = "conflict-paper-on-voided-slip",
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

crate::messages! {
    /// What the audit log says was done.
    pub enum ConflictsAct {
        SettleConflict = "audit-settle-conflict",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum ConflictsDetail {
        /// How a conflict was settled.
        SlipDecided { serial: String, decision: String } = "audit-detail-slip-decided",
    }
}

/// Settles slips that came in twice.
#[async_trait]
pub trait Conflicts: Send + Sync {
    /// Settles a conflict with a sentence; `restores_slip` takes paper that is not counted yet out, so that its household can
    /// answer online.
    async fn settle(&self, by: &Actor, conflict: Uuid, decision: &str, restores_slip: bool, now: Now) -> Answer<()>;
}
