//! Planning: a round before it opens.

use crate::domain::collection::key_letters::DrawnKey;
use crate::domain::collection::plan::AskedCommune;
use crate::domain::collection::plan::MissingItem;
use crate::domain::collection::plan::Plan;
use crate::domain::revision::Revision;
use crate::domain::units::unit::UnitRef;
use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// A plan as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanView {
    /// Its key, which the round will have.
    pub id: Uuid,
    /// The revision of what is planned.
    pub revision: Revision,
    /// The unit it is for.
    pub unit: UnitRef,
    /// What is planned.
    pub plan: Plan,
    /// The communes whose households it asks.
    pub asked: Vec<AskedCommune>,
    /// What is missing before it can open.
    pub missing: Vec<MissingItem>,
    /// The letters that are printed for its key holders.
    pub letters: Option<LettersPrinted>,
}

/// Letters for the key holders of a plan that are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LettersPrinted {
    /// What tells them from older ones.
    pub mark: String,
    /// When.
    pub at: Now,
}

/// Letters for key holders, to be printed at once: their parts are kept nowhere.
#[derive(Debug)]
pub struct NewLetters {
    /// The unit of the plan.
    pub unit: UnitRef,
    /// What is planned.
    pub plan: Plan,
    /// The key and its parts.
    pub key: DrawnKey,
}

/// A plan to begin.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlan {
    /// Its key; the same key again is the same plan.
    pub id: Uuid,
    /// The unit, as it stands on the first day.
    pub unit_code: String,
    /// What is planned.
    pub plan: Plan,
    /// Whether it may ask in more than one commune.
    pub many: bool,
}

crate::messages! {
    /// Why a plan is not begun, kept or opened.
    pub enum PlanRefused {
        /// It would ask in many communes, and nobody said that it shall.
        Many { unit: String, communes: usize, households: u64 } = "plan-asks-many",
        /// There is no such unit on its first day.
        NoUnit { code: String, day: NaiveDate } = "plan-no-unit",
        /// The round met everything.
        NothingFailed = "plan-nothing-failed",
        /// Somebody else changed it meanwhile.
        Overtaken = "plan-overtaken",
        /// Its ballot is not sound.
        Ballot { fault: Message } = "plan-unsound-ballot",
        /// Its unit is no more on its first day.
        UnitGone { unit: String, day: NaiveDate } = "plan-unit-gone",
        /// Something is missing.
        Missing { items: String } = "plan-not-ready",
        /// Codes are issued or minutes are in.
        Begun = "plan-begun",
        /// There is nobody to print letters for.
        NoHolders = "plan-no-holders",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum PlansAct {
        BeginPlan = "audit-begin-plan",
        RepeatRound = "audit-repeat-round",
        ChangePlan = "audit-change-plan",
        DiscardPlan = "audit-discard-plan",
        PrintKeyLetters = "audit-print-key-letters",
        OpenRound = "audit-open-round",
        ReconsiderRound = "audit-reconsider-round",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum PlansDetail {
        /// Contents that are asked again.
        AskedAgain { count: u64 } = "audit-detail-asked-again",
        /// The plan a round rests on.
        Plan { number: String } = "audit-detail-plan",
        /// Who has the letters, how many of them open the boxes, and what tells the letters from others.
        Letters { names: String, needed: usize, mark: String } = "audit-detail-key-letters",
        /// The plan a round rests on, and the letters of those who hold its key.
        PlanWithHolders { number: String, names: String, needed: usize, mark: String } = "audit-detail-plan-with-holders",
    }
}

/// Plans rounds. A plan belongs to the Front of its unit and those above.
#[async_trait]
pub trait Plans: Send + Sync {
    /// Begins a plan.
    async fn begin(&self, by: &Actor, new: NewPlan, now: Now) -> Answer<()>;
    /// Begins a plan that asks the contents again which a published round did not meet.
    async fn repeat(&self, by: &Actor, round: Uuid, now: Now) -> Answer<Uuid>;
    /// The plans inside one's own scope.
    async fn plans(&self, by: &Actor, now: Now) -> Answer<Vec<PlanView>>;
    /// One plan.
    async fn plan(&self, by: &Actor, id: Uuid, now: Now) -> Answer<PlanView>;
    /// Keeps a changed plan, unless somebody else changed it meanwhile.
    async fn keep(&self, by: &Actor, id: Uuid, revision: &Revision, plan: Plan, now: Now) -> Answer<()>;
    /// Throws a plan away.
    async fn discard(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()>;
    /// Keeps a plan as it was changed and draws a new key for its holders. Letters from before are void.
    async fn draw_letters(&self, by: &Actor, id: Uuid, revision: &Revision, plan: Plan, now: Now)
    -> Answer<NewLetters>;
    /// Opens it: it becomes a round with the same key, and its wording is never changed again. What was `changed` on the page
    /// and not kept yet is kept with it, or nothing is. Where holders have the key, the check `words` of all their letters are
    /// asked for, in their order; what is wrong with them is named by the holders' numbers.
    async fn open(
        &self,
        by: &Actor,
        id: Uuid,
        revision: &Revision,
        changed: Option<Plan>,
        words: &[String],
        now: Now,
    ) -> Answer<()>;
    /// Makes a plan of a round again, as long as nothing would be lost: no code is issued, nothing was counted.
    async fn reconsider(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
}
