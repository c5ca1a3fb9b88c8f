//! Recommendations: raised by the Front, answered by the People's Committee; every step is dated and stays.

use crate::domain::oversight::recommendation::RecommendationAction;
use crate::domain::oversight::recommendation::Stage;
use crate::domain::revision::Revision;
use crate::domain::units::unit::Unit;
use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::files::NewFile;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// What a recommendation is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The ruleset's id; empty where it is about no criterion.
    pub ruleset: String,
    /// The criterion's number; 0 where it is about none.
    pub criterion: u32,
    /// The published round it comes from, if any.
    pub round: Option<Uuid>,
    /// The question it comes from; 0 where none.
    pub question: u32,
}

/// A recommendation to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecommendation {
    /// Its key; the same key again is the same recommendation.
    pub id: Uuid,
    /// The unit whose People's Committee is asked.
    pub unit_code: String,
    /// What it is about.
    pub subject: Subject,
    /// One line.
    pub title: String,
    /// The text.
    pub text: String,
    /// By when it is to be answered.
    pub due: NaiveDate,
    /// Whether residents may read it and its answers.
    pub is_public: bool,
    /// Files beside it.
    pub files: Vec<NewFile>,
    /// The finding of a supervision that it comes from: the visit, and its number there.
    pub finding: Option<(Uuid, u32)>,
}

/// A step to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStep {
    /// What is done.
    pub step: RecommendationAction,
    /// The revision of the recommendation that whoever takes it has seen; if somebody took another step since, it is
    /// refused.
    pub revision: Revision,
    /// The text.
    pub text: String,
    /// The day it is due from now on; as before if none.
    pub due: Option<NaiveDate>,
    /// Files beside it.
    pub files: Vec<NewFile>,
}

/// A recommendation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecommendationRow {
    /// Its key.
    pub id: Uuid,
    /// The unit whose People's Committee is asked.
    pub unit: Unit,
    /// What it is about.
    pub subject: Subject,
    /// One line.
    pub title: String,
    /// How far it has come.
    pub stage: Stage,
    /// By when it is due.
    pub due: NaiveDate,
    /// The day it was raised.
    pub raised_on: NaiveDate,
    /// Which committee raised it.
    pub raised_by: String,
    /// Whether residents may read it.
    pub is_public: bool,
    /// The day it was answered first.
    pub answered_on: Option<NaiveDate>,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Whether whoever asks is of those who raised it or stands above them: they accept, return, close and show it.
    pub may_settle: bool,
}

/// A step of a recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecommendationStep {
    /// What was done.
    pub step: RecommendationAction,
    /// The text.
    pub text: String,
    /// Who did it; the committee, not the person, where residents read.
    pub who: String,
    /// When.
    pub at: Now,
    /// The day it was due from then on.
    pub due: NaiveDate,
    /// Files beside it: key and name; none where residents read.
    pub files: Vec<(Uuid, String)>,
}

/// A recommendation with its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// What stands in lists.
    pub row: RecommendationRow,
    /// Its revision: another one with every step.
    pub revision: Revision,
    /// Its steps, oldest first.
    pub steps: Vec<RecommendationStep>,
    /// What whoever asks may do now.
    pub actions: Vec<RecommendationAction>,
    /// The template of letters of the Front that raised it, where it words its own; none where residents read.
    pub template: Option<String>,
}

crate::messages! {
    /// Why a recommendation is not raised or carried on.
    pub enum RecommendationRefused {
        /// There is no such unit today.
        NoUnit { code: String } = "recommendation-no-unit",
        /// It would be late when it is raised.
        DueOver = "recommendation-due-over",
        /// Somebody else took a step meanwhile.
        Overtaken = "recommendation-overtaken",
        /// The step makes no sense now.
        Stage { stage: String } = "recommendation-stage",
        /// The new day is over.
        NewDueOver = "recommendation-new-due-over",
        /// The old day is over and there is no new one.
        OldDueOver = "recommendation-old-due-over",
        /// Others raised it.
        NotRaiser { raiser: String } = "recommendation-not-raiser",
        /// A text is missing.
        Empty { what: Message } = "recommendation-empty",
        /// A text is too long.
        TooLong { what: Message, most: String } = "recommendation-too-long",
    }
}

crate::messages! {
    /// What has to be written.
    pub enum RecommendationPart {
        /// The line in lists.
        Title = "recommendation-part-title",
        /// Why, and what is asked.
        Text = "recommendation-part-text",
        /// The answer.
        Reply = "recommendation-part-reply",
        /// A few words.
        Opinion = "recommendation-part-opinion",
    }
}

crate::messages! {
    /// What the two sides are called where residents read.
    pub enum CommitteeName {
        /// The Front.
        Front { unit: String } = "recommendation-front",
        /// The People’s Committee.
        Office { unit: String } = "recommendation-office",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum RecommendationsAct {
        RaiseRecommendation = "audit-raise-recommendation",
        AnswerRecommendation = "audit-answer-recommendation",
        AcceptAnswer = "audit-accept-answer",
        ReturnAnswer = "audit-return-answer",
        CloseRecommendation = "audit-close-recommendation",
        ShowRecommendation = "audit-show-recommendation",
        HideRecommendation = "audit-hide-recommendation",
    }
}

/// Raises, answers and follows recommendations, inside one's own scope.
#[async_trait]
pub trait Recommendations: Send + Sync {
    /// Raises one.
    async fn raise(&self, by: &Actor, new: NewRecommendation, now: Now) -> Answer<()>;
    /// Takes a step. The Front's are taken by whoever raised it or stands above them; what the console raised by any Front
    /// over the unit.
    async fn step(&self, by: &Actor, id: Uuid, step: NewStep, now: Now) -> Answer<()>;
    /// Lets residents read it, or not any more.
    async fn show(&self, by: &Actor, id: Uuid, is_public: bool, now: Now) -> Answer<()>;
    /// One with its steps.
    async fn recommendation(&self, by: &Actor, id: Uuid) -> Answer<Recommendation>;
    /// Those inside one's own scope, or inside a unit of it, with what those units were made of; what waits longest first.
    async fn recommendations(&self, by: &Actor, unit: Option<&Unit>) -> Answer<Vec<RecommendationRow>>;
    /// Those about a unit that residents may read, with their steps, latest first.
    async fn public_recommendations(&self, unit: &Unit) -> Answer<Vec<Recommendation>>;
}
