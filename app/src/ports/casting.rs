//! Ballots on their way in.

use crate::domain::collection::audit_slip::SendingCode;
use crate::domain::collection::code::Code;
use crate::domain::collection::receipt::Receipt;
use crate::domain::collection::round::Refusal;
use crate::domain::collection::round::Round;
use crate::domain::collection::round::Visit;
use crate::domain::collection::sealed_ballot::BallotBox;
use crate::domain::survey::ballot::Ballot;
use crate::domain::survey::ballot::Reason;
use crate::domain::survey::count::Origin;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

/// Where a household is asked, and in which round.
#[derive(Clone, Debug, PartialEq)]
pub struct BallotContext {
    /// The round.
    pub round: Round,
    /// The hamlet's key.
    pub hamlet_id: Uuid,
    /// The hamlet's name.
    pub hamlet: String,
    /// The commune's key.
    pub commune_id: Uuid,
    /// The commune.
    pub commune: UnitRef,
}

/// A ballot on its way in.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The household's code.
    pub code: Code,
    /// The box that the code leads to, where it was looked up before.
    pub into: Option<BallotBox>,
    /// The key of the page it is sent from: the same key again is the same sending.
    pub idempotency_key: Uuid,
    /// The answers.
    pub ballot: Ballot,
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// Whoever helps the household to answer; it has to be theirs to help there.
    pub helper: Option<Actor>,
}

impl Cast {
    /// How it comes in.
    pub fn origin(&self) -> Origin {
        if self.helper.is_some() { Origin::Assisted } else { Origin::Online }
    }
}

/// What became of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CastOutcome {
    /// It is counted, durably; or it was by an earlier sending of the same page.
    Counted,
    /// It is not counted.
    Refused(Refusal),
}

/// What became of a household's word that it did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// It is noted, for the committee to look into.
    Noted,
    /// The committee looked into it before and decided; it is counted, and holds nothing open.
    Decided,
    /// It cannot be noted: nothing is wrong with the slip, or its hamlet or round is over.
    NotNoted,
}

crate::messages! {
    /// Why a ballot is not cast, where its page should have seen to it.
    pub enum CastRefused {
        /// A question has no answer.
        Incomplete = "cast-incomplete",
        /// The reasons are too long together, by so many bytes.
        ReasonsTooLong { over: u64 } = "cast-reasons-too-long",
    }
}

/// Takes households' ballots.
#[async_trait]
pub trait Casting: Send + Sync {
    /// Where a code leads, or why it does not.
    async fn look_up(&self, code: &Code, visit: Visit) -> Answer<Result<Arc<BallotContext>, Refusal>>;
    /// Which ballot a code belongs to, whether it can be answered or not: to show a household what it filled in.
    async fn ballot_of(&self, code: &Code) -> Answer<Option<Arc<BallotContext>>>;
    /// Whether a ballot was counted with this code from the page with this key.
    async fn was_sent(&self, code: &Code, idempotency_key: Uuid) -> Answer<bool>;
    /// What a household is given for its ballot from the page with this key.
    fn receipt(&self, code: &Code, idempotency_key: Uuid) -> Receipt;
    /// What proves that a ballot was sent from a page. Whoever gave the page its idempotency key cannot work it out.
    fn sending(&self, code: &Code, idempotency_key: Uuid) -> SendingCode;
    /// What tells a code from others on a household's own phone, and does not say which it is.
    fn draft_mark(&self, code: &Code) -> String;
    /// Notes that somebody comes with a slip that is used, for the committee to look into; where nobody `insists`, only
    /// if its paper was keyed in.
    async fn report(&self, code: &Code, insists: bool, now: Now) -> Answer<Report>;
    /// Counts a complete ballot exactly once; denied to a helper in whose scope the code's hamlet does not lie.
    async fn cast(&self, cast: Cast, now: Now) -> Answer<CastOutcome>;
    /// Whether a code belongs to a hamlet in one's own scope, before its ballot is filled in with help.
    async fn may_assist(&self, by: &Actor, code: &Code) -> Answer<()>;
}
