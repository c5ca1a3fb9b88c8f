//! Rounds from opening to publishing.

use crate::domain::collection::plan::Papers;
use crate::domain::collection::round::Round;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Ruleset;
use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::participation::ParticipationRow;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// What opening a round takes.
#[derive(Clone, Debug)]
pub struct NewRound {
    /// The round's key.
    pub id: Uuid,
    /// The unit it is held for, by code, as it stands on the first day.
    pub unit_code: String,
    /// The rules.
    pub ruleset: Ruleset,
    /// The papers it rests on.
    pub papers: Papers,
    /// The first day.
    pub opens: NaiveDate,
    /// The last day.
    pub closes: NaiveDate,
}

/// A round in somebody's list.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundLine {
    /// The round.
    pub round: Round,
    /// What is counted in the part of it that is theirs.
    pub total: ParticipationRow,
    /// The same by place: hamlets of a commune, or communes of more than one.
    pub rows: Vec<ParticipationRow>,
}

/// What becomes of a round that is to end before its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    /// It goes on: households have days left.
    Refused,
    /// It ends: somebody said so after a second look.
    Confirmed,
}

crate::messages! {
    /// Why something cannot be done with a round as it stands.
    pub enum RoundRefused {
        /// It is open.
        Open { unit: String } = "round-is-open",
        /// It is closed.
        Closed { unit: String } = "round-is-closed",
        /// It is published.
        Published { unit: String } = "round-is-published",
        /// Hamlets have paper or conflicts that wait.
        PaperOrConflicts { hamlets: String } = "round-paper-or-conflicts",
        /// Hamlets are not closed, and nobody says why it ends all the same.
        HamletsOpen { count: u64, hamlets: String } = "round-hamlets-open",
        /// Households have days left, and nobody said that it ends all the same.
        BeforeLastDay { closes: NaiveDate } = "close-round-before-last-day",
        /// It ends before its last day, and nobody says why.
        EarlyReason = "close-round-early-reason-missing",
        /// Nobody sees results before the round is closed.
        ResultsWhileOpen = "round-results-while-open",
        /// Ballots lie in boxes that were not opened.
        NotCounted { hamlets: u64 } = "round-not-counted",
        /// Nobody said yet whether these audit slips agree.
        AuditSlips { slips: u64 } = "round-audit-slips",
        /// Boxes were opened: what was counted is counted.
        CountingBegun = "round-counting-begun",
        /// It does not ask in that unit.
        NotAsked { round: String, unit: String } = "round-not-asked",
    }
}

crate::messages! {
    /// Why a round does not open.
    pub enum OpenRoundRefused {
        /// It would end before it begins.
        Order { closes: NaiveDate, opens: NaiveDate } = "open-round-order",
        /// The rules are for units of another level.
        Level { ruleset: String, level: String, unit: String } = "open-round-level",
        /// Nobody would be asked.
        Nobody { unit: String, kinds: String } = "open-round-nobody",
        /// The same is asked already.
        Same { unit: String, ruleset: String } = "open-round-same",
        /// All of it was asked before, and nobody says why again: in so many communes, last by this round.
        AskedBefore { unit: String, communes: usize, opens: NaiveDate, closes: NaiveDate, state: Message } =
            "open-round-asked-before",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum RoundsAct {
        CloseRound = "audit-close-round",
        ReopenRound = "audit-reopen-round",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum RoundsDetail {
        /// It ended before its last day, for a reason.
        Early { closes: NaiveDate, reason: String } = "audit-detail-ended-early",
    }
}

/// Runs a round: open, close, publish; what it came to.
#[async_trait]
pub trait Rounds: Send + Sync {
    /// Opens a round that nobody planned.
    async fn open_at_once(&self, by: &Actor, round: NewRound, now: Now) -> Answer<()>;
    /// Ends the taking of ballots. Where hamlets are not closed yet, or before the last day, `reason` says why it ends all
    /// the same; before the last day it has to be confirmed, too.
    async fn close(&self, by: &Actor, round: Uuid, reason: &str, early: Early, now: Now) -> Answer<()>;
    /// Takes the ending back, as long as no box was opened in a commune of which a hamlet would take ballots again.
    async fn reopen(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
    /// Freezes the results and makes them public.
    async fn publish(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
    /// The round.
    async fn round(&self, round: Uuid) -> Answer<Round>;
    /// Works the results out as they stand, for the round's unit or one inside it. Nobody sees them before it is closed, whoever
    /// runs commands neither.
    async fn results(&self, by: &Actor, round: Uuid, unit_code: Option<&str>) -> Answer<Results>;
    /// The rounds that touch one's own scope, open ones first.
    async fn rounds(&self, by: &Actor) -> Answer<Vec<RoundLine>>;
}
