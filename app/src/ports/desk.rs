//! Collecting: slips on paper, who takes part, paper keyed in, hamlets closed with their minutes.

use super::{Actor, Answer};
use crate::domain::collection::code::Code;
use crate::domain::collection::round::Round;
use crate::domain::oversight::signal::Signal;
use crate::domain::survey::count::{Count, Turnout};
use crate::domain::units::unit::UnitRef;
use crate::ports::accounts::Now;
use crate::ports::paper::BatchRow;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Which slips are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slips {
    /// One for each household of a hamlet that has none yet.
    First,
    /// New ones for all that were not used; those die.
    Again,
    /// A new one for the slip with this number; that one dies.
    One(u64),
    /// So many more that are good only once they take the place of another.
    Spare(u64),
}

/// Slips on their way to the printer: the only place their codes are ever in clear.
#[derive(Clone, Debug)]
pub struct SlipSheet {
    /// The round.
    pub round: Round,
    /// The commune.
    pub commune: UnitRef,
    /// The hamlet.
    pub hamlet: HamletRef,
    /// Whether they are spares.
    pub spare: bool,
    /// Number and code.
    pub slips: Vec<(u64, Code)>,
}

/// A hamlet of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletRef {
    /// Its key.
    pub id: Uuid,
    /// Its code within the commune.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Who takes part in one place, as it stands now.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchRow {
    /// The commune, or the commune of the hamlet.
    pub unit: UnitRef,
    /// The hamlet, where the row is one.
    pub hamlet: Option<HamletRef>,
    /// What is counted.
    pub turnout: Turnout,
    /// How many of the returned ballots were sent with help.
    pub assisted: u64,
    /// How many of them were keyed in from paper.
    pub paper: u64,
    /// How many of them stand in hand-counted minutes.
    pub minutes: u64,
    /// Paper keyed in and not counted yet.
    pub pending: u64,
    /// Conflicts to be settled.
    pub conflicts: u64,
    /// How many hamlets there are, and how many are closed.
    pub hamlets: (u64, u64),
}

/// Who takes part in a unit of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// The round.
    pub round: Round,
    /// The unit looked at.
    pub unit: UnitRef,
    /// The unit as a whole.
    pub total: WatchRow,
    /// Its hamlets, or the communes below it; fewest first.
    pub rows: Vec<WatchRow>,
}

/// A round in somebody's list.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundLine {
    /// The round.
    pub round: Round,
    /// What is counted in the part of it that is theirs.
    pub total: WatchRow,
}

/// One hamlet's desk.
#[derive(Clone, Debug, PartialEq)]
pub struct HamletDesk {
    /// The round.
    pub round: Round,
    /// The hamlet, with what is counted.
    pub row: WatchRow,
    /// Numbers of slips, by what became of them.
    pub slips: SlipCounts,
    /// Batches of paper, latest first.
    pub batches: Vec<BatchRow>,
    /// Conflicts, open ones first.
    pub conflicts: Vec<Conflict>,
    /// Its hand-counted minutes, if there are.
    pub minutes: Option<crate::domain::collection::minutes::Minutes>,
    /// How it was closed, if it is.
    pub closing: Option<Closing>,
    /// Photos and scans of signed minutes.
    pub attachments: Vec<AttachmentRow>,
    /// How it was closed before corrections, oldest first.
    pub former: Vec<Closing>,
}

/// What became of a hamlet's slips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlipCounts {
    /// With households.
    pub out: u64,
    /// Used online, with help, or on paper.
    pub spent: u64,
    /// Spares that are not used.
    pub spare: u64,
    /// Dead, another slip took their place.
    pub replaced: u64,
}

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

/// Collects answers in one's own scope.
#[async_trait]
pub trait Desk: Send + Sync {
    /// The rounds that touch one's own scope, open ones first.
    async fn rounds(&self, by: &Actor) -> Answer<Vec<RoundLine>>;
    /// Who takes part in a unit of a round; without one, in all of it that is theirs.
    async fn watch(&self, by: &Actor, round: Uuid, unit_code: Option<&str>) -> Answer<Watch>;
    /// One hamlet of a round.
    async fn hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid) -> Answer<HamletDesk>;
    /// Issues slips; what comes back is printed at once and is nowhere else.
    async fn slips(&self, by: &Actor, round: Uuid, hamlet: Uuid, which: Slips, now: Now) -> Answer<SlipSheet>;
    /// Hands a spare slip out: in the place of a lost one, which dies, or to a household that moved in.
    async fn use_spare(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Uuid,
        spare: u64,
        lost: Option<u64>,
        now: Now,
    ) -> Answer<()>;
    /// Whether a code belongs to a hamlet in one's own scope, before its ballot is filled in with help.
    async fn may_assist(&self, by: &Actor, code: &Code) -> Answer<()>;
    /// Settles a conflict with a sentence; `release` takes paper that is not counted yet out, so that its household can
    /// answer online.
    async fn settle(&self, by: &Actor, conflict: Uuid, decision: &str, release: bool, now: Now) -> Answer<()>;
    /// Closes a hamlet with its minutes; unused slips die.
    async fn close_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, words: ClosingWords, now: Now) -> Answer<()>;
    /// Takes the closing of a hamlet back, with a reason: slips that died of it are good again, and the minutes that were
    /// signed stay beside those to come.
    async fn reopen_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()>;
    /// Takes hand-counted minutes back, with a reason, while their hamlet is open: slips that died of them are good again.
    async fn withdraw_minutes(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()>;
    /// Keeps a photo or scan of signed minutes; the same file again changes nothing.
    async fn attach(&self, by: &Actor, round: Uuid, hamlet: Uuid, name: &str, content: Vec<u8>, now: Now)
    -> Answer<()>;
    /// A photo or scan.
    async fn attachment(&self, by: &Actor, id: Uuid) -> Answer<(AttachmentRow, Arc<[u8]>)>;
    /// What the level above should look at in a round.
    async fn signals(&self, by: &Actor, round: Uuid) -> Answer<Vec<Signal>>;
}
