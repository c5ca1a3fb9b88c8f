//! Rounds from opening to publishing.

use crate::domain::collection::plan::Papers;
use crate::domain::collection::round::Round;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Ruleset;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::participation::WatchRow;
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
    pub total: WatchRow,
}

/// Runs a round: open, close, publish; what it came to.
#[async_trait]
pub trait Rounds: Send + Sync {
    /// Opens a round that nobody planned.
    async fn open_at_once(&self, by: &Actor, round: NewRound, now: Now) -> Answer<()>;
    /// Ends the taking of ballots. Where hamlets are not closed yet, `without` says why it ends all the same.
    async fn close(&self, by: &Actor, round: Uuid, without: &str, now: Now) -> Answer<()>;
    /// Takes the ending back, as long as nothing is published.
    async fn reopen(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
    /// Freezes the results and makes them public.
    async fn publish(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
    /// The round.
    async fn round(&self, round: Uuid) -> Answer<Round>;
    /// Works the results out as they stand. Whoever has an account sees them only after closing, for the round's unit or one inside it.
    async fn results(&self, by: &Actor, round: Uuid, unit_code: Option<&str>) -> Answer<Results>;
    /// The rounds that touch one's own scope, open ones first.
    async fn rounds(&self, by: &Actor) -> Answer<Vec<RoundLine>>;
}
