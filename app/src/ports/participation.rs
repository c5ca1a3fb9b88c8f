//! Participation in a round, by hamlet.

use crate::domain::collection::round::{Ending, Round};
use crate::domain::collection::steps::HamletCounts;
use crate::domain::survey::count::Turnout;
use crate::domain::units::unit::UnitRef;
use crate::ports::batches::BatchRow;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::conflicts::Conflict;
use crate::ports::counting::CountingState;
use crate::ports::hamlet_closing::AttachmentRow;
use crate::ports::hamlet_closing::Closing;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

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
pub struct ParticipationRow {
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
    /// Hamlets with ballots in a box that is not opened yet.
    pub uncounted: u64,
    /// How far its hamlets are.
    pub hamlets: HamletCounts,
}

/// Who takes part in a unit of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitParticipation {
    /// The round.
    pub round: Round,
    /// The unit looked at.
    pub unit: UnitRef,
    /// The unit as a whole.
    pub total: ParticipationRow,
    /// Its hamlets, or the communes below it; fewest first.
    pub rows: Vec<ParticipationRow>,
    /// How the round ended; nothing while it runs.
    pub ending: Ending,
}

/// One hamlet of a round, with all that is collected there.
#[derive(Clone, Debug, PartialEq)]
pub struct HamletDetail {
    /// The round.
    pub round: Round,
    /// The hamlet, with what is counted.
    pub row: ParticipationRow,
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
    /// How far its counting is.
    pub counting: CountingState,
    /// Whether what its box had of each question, and the photos of its minutes, stay in its commune: who asks stands above it, and could
    /// take them from sums that are told, down to a few households.
    pub counts_stay_below: bool,
}

impl HamletDetail {
    /// Whether no ballot is, or was, in its box: all that came back was counted by hand.
    pub fn is_box_empty(&self) -> bool {
        self.row.turnout.returned == self.row.minutes
    }
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

/// Shows who takes part: counts, never answers.
#[async_trait]
pub trait Participation: Send + Sync {
    /// Who takes part in a unit of a round; without one, in all of it that is theirs.
    async fn unit_participation(&self, by: &Actor, round: Uuid, unit_code: Option<&str>) -> Answer<UnitParticipation>;
    /// How many ballots came back on each day from one on, of all rounds in all that is theirs; days without any are left out.
    /// Minutes counted by hand are not among them: they have no day of their own. Paper counts on the day its batch goes into the box, and audit
    /// slips are among them, so sums may differ from the turnout.
    async fn returned_by_day(&self, by: &Actor, from: NaiveDate) -> Answer<Vec<(NaiveDate, u64)>>;
    /// One hamlet of a round.
    async fn hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid) -> Answer<HamletDetail>;
}
