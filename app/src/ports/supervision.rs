//! Programmes of supervision: planned for a year, carried out by visits and comments, reported at its end.

use crate::domain::oversight::recommendation::Stage;
use crate::domain::oversight::supervision::{ActivityKind, Method, Occasion, Progress, Supervisor, Uptake};
use crate::domain::revision::Revision;
use crate::domain::units::unit::Unit;
use crate::ports::common::{Actor, Answer, Now};
use crate::ports::files::NewFile;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// What a programme says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeHead {
    /// Whose it is.
    pub supervisor: Supervisor,
    /// The member organisation's name; empty for others.
    pub organisation: String,
    /// The year it is for.
    pub year: i32,
    /// The number of the document, such as `05/CTr-MTTQ-BTT`; empty before it has one.
    pub number: String,
    /// The day it was signed.
    pub signed_on: Option<NaiveDate>,
    /// Whether residents may read it.
    pub is_public: bool,
}

/// A programme in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeRow {
    /// Its key.
    pub id: Uuid,
    /// The unit whose Front, organisation or council it is of.
    pub unit: Unit,
    /// What it says of itself.
    pub head: ProgrammeHead,
    /// How many activities it has.
    pub activities: u64,
    /// How many of them are concluded.
    pub concluded: u64,
    /// How many are overdue and not concluded.
    pub overdue: u64,
    /// Whether whoever asks may change it.
    pub may_keep: bool,
}

/// What an activity is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityPlan {
    /// What is done.
    pub kind: ActivityKind,
    /// What it is about (*nội dung*); of a draft document, its name.
    pub subject: String,
    /// By plan or because something came up.
    pub occasion: Occasion,
    /// How it is done.
    pub method: Method,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
    /// Who leads it (*chủ trì*).
    pub lead: String,
    /// Who takes part, one each (*thành phần tham gia*).
    pub participants: Vec<String>,
    /// The body that wrote the draft (*cơ quan chủ trì soạn thảo*); empty where there is no draft.
    pub drafter: String,
    /// The set of criteria it is about; empty where it is about none.
    pub ruleset: String,
    /// The criteria of it.
    pub criteria: Vec<u32>,
    /// The target of a plan it is about, as `profile/target`; empty where it is about none.
    pub target: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFinding {
    /// Whether something is lacking (*hạn chế*), or else done well (*ưu điểm*).
    pub is_lacking: bool,
    /// What.
    pub text: String,
    /// The criterion it is about; 0 for none.
    pub criterion: u32,
}

/// A visit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVisit {
    /// Its key; the same key again is the same visit.
    pub id: Uuid,
    /// The unit that was visited: one of the activity's.
    pub unit_code: String,
    /// The day.
    pub on: NaiveDate,
    /// Who was there, one each.
    pub present: Vec<String>,
    /// What was found.
    pub findings: Vec<NewFinding>,
    /// Files beside it: minutes, photos.
    pub files: Vec<NewFile>,
}

/// A finding, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its number within the visit, from 1.
    pub number: u32,
    /// What was found.
    pub what: NewFinding,
    /// The recommendation it became.
    pub recommendation: Option<FindingRecommendation>,
}

/// The recommendation a finding became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRecommendation {
    /// Its key.
    pub id: Uuid,
    /// One line.
    pub title: String,
    /// How far it has come.
    pub stage: Stage,
    /// By when it is due.
    pub due: NaiveDate,
    /// Whether residents may read it.
    pub is_public: bool,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its key.
    pub id: Uuid,
    /// The unit.
    pub unit: Unit,
    /// The day.
    pub on: NaiveDate,
    /// Who was there.
    pub present: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Files beside it: key and name; none where residents read.
    pub files: Vec<(Uuid, String)>,
}

/// A comment on a draft document (*ý kiến góp ý, phản biện*), and what its body replied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number within the activity, from 1.
    pub number: u32,
    /// What is said.
    pub text: String,
    /// What the body replied.
    pub reply: Option<Reply>,
}

/// What the body that wrote a draft replied to a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What became of it.
    pub uptake: Uptake,
    /// In its words.
    pub text: String,
    /// The day of its reply.
    pub on: NaiveDate,
}

/// How an activity ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The day.
    pub on: NaiveDate,
    /// What is concluded (*kết luận*).
    pub text: String,
}

/// An activity of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its key.
    pub id: Uuid,
    /// Its revision: another one with every change.
    pub revision: Revision,
    /// What it is to be.
    pub plan: ActivityPlan,
    /// The units that are supervised, by code.
    pub units: Vec<Unit>,
    /// The visits that were made, oldest first.
    pub visits: Vec<Visit>,
    /// The comments on the draft.
    pub comments: Vec<Comment>,
    /// How it ended.
    pub conclusion: Option<Conclusion>,
}

impl Activity {
    /// How far it has come on a day.
    pub fn progress(&self, today: NaiveDate) -> Progress {
        let has_begun = !self.visits.is_empty() || !self.comments.is_empty();
        let days = [self.plan.starts_on, self.plan.ends_on];
        Progress::on(today, days, has_begun, self.conclusion.is_some())
    }

    /// Its findings, with the visits they are of.
    pub fn findings(&self) -> impl Iterator<Item = (&Visit, &Finding)> {
        self.visits.iter().flat_map(|visit| visit.findings.iter().map(move |finding| (visit, finding)))
    }
}

/// A programme with its activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// What stands in lists.
    pub row: ProgrammeRow,
    /// Its revision: another one with every change of what it says of itself.
    pub revision: Revision,
    /// Its activities, by their first day; for whoever only stands in a unit that it is about, those about that.
    pub activities: Vec<Activity>,
    /// Whether these are all there are.
    pub is_whole: bool,
}

/// A finding on its way into a recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingPlace {
    /// The unit that was visited.
    pub unit: Unit,
    /// The day of the visit.
    pub on: NaiveDate,
    /// What the activity is about.
    pub subject: String,
    /// The set of criteria it is about; empty for none.
    pub ruleset: String,
    /// What was found.
    pub what: NewFinding,
}

crate::messages! {
    /// Why something of a programme is not written down.
    pub enum SupervisionRefused {
        /// No unit of this code stands in the programme's unit.
        NoUnit { code: String } = "supervision-no-unit",
        /// No unit is named.
        NoUnits = "supervision-no-units",
        /// Too many units are named.
        ManyUnits { most: usize } = "supervision-many-units",
        /// A text is missing.
        Empty = "supervision-empty",
        /// A text is too long.
        TooLong { most: usize, got: usize } = "supervision-too-long",
        /// The member organisation is not named.
        NoOrganisation = "supervision-no-organisation",
        /// The year lies too far away.
        Year { first: String, last: String } = "supervision-year",
        /// The last day lies before the first.
        Order = "supervision-order",
        /// Nothing of this kind is done so.
        Method = "supervision-method",
        /// Somebody else changed it meanwhile.
        Overtaken = "supervision-overtaken",
        /// It is concluded.
        Concluded = "supervision-concluded",
        /// Something was done already.
        HasBegun = "supervision-has-begun",
        /// The unit is not one of the activity's.
        OtherUnit { code: String } = "supervision-other-unit",
        /// The day is to come.
        Future { day: NaiveDate } = "supervision-future",
        /// Nothing was found.
        NoFindings = "supervision-no-findings",
        /// Too many findings or comments.
        Many { most: usize } = "supervision-many",
        /// A unit that is supervised is visited, a draft is commented on.
        OtherKind = "supervision-other-kind",
        /// A finding of it became a recommendation.
        Recommended = "supervision-recommended",
        /// The finding became a recommendation already.
        RecommendedAlready = "supervision-recommended-already",
        /// Nothing was done yet.
        NothingDone = "supervision-nothing-done",
        /// The day lies before that of what it is about.
        Before { day: NaiveDate, earliest: NaiveDate } = "supervision-before",
        /// The days lie outside the programme's year.
        OutsideYear { year: String } = "supervision-outside-year",
        /// The programme has an activity with the very same subject.
        Same = "supervision-same",
        /// An organisation is named, and the programme is called another's.
        NotOrganisation = "supervision-not-organisation",
        /// A programme with activities stays.
        HasActivities = "supervision-has-activities",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum SupervisionAct {
        OpenProgramme = "audit-open-programme",
        KeepProgramme = "audit-keep-programme",
        DropProgramme = "audit-drop-programme",
        PlanActivity = "audit-plan-activity",
        ChangeActivity = "audit-change-activity",
        DropActivity = "audit-drop-activity",
        RecordVisit = "audit-record-visit",
        DropVisit = "audit-drop-visit",
        CommentDraft = "audit-comment-draft",
        RecordReply = "audit-record-reply",
        ConcludeActivity = "audit-conclude-activity",
    }
}

/// Plans programmes of supervision and writes down what is done by them. Whoever supervises a unit keeps them; whoever
/// oversees it, or stands in a unit that one is about, reads them.
#[async_trait]
pub trait Supervision: Send + Sync {
    /// Opens a programme of a unit.
    async fn open_programme(&self, by: &Actor, id: Uuid, unit_code: &str, head: ProgrammeHead, now: Now) -> Answer<()>;
    /// Changes what a programme says of itself.
    async fn keep_programme(&self, by: &Actor, id: Uuid, seen: &Revision, head: ProgrammeHead, now: Now) -> Answer<()>;
    /// Takes a programme back that has no activities.
    async fn drop_programme(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()>;
    /// Programmes inside one's own scope, and those about a unit of it; latest year first.
    async fn programmes(&self, by: &Actor, now: Now) -> Answer<Vec<ProgrammeRow>>;
    /// One with all its activities.
    async fn programme(&self, by: &Actor, id: Uuid, now: Now) -> Answer<Programme>;
    /// The programme an activity is of.
    async fn programme_of(&self, by: &Actor, activity: Uuid, now: Now) -> Answer<Programme>;
    /// Plans an activity about units, by their codes today; the same key again is the same activity.
    async fn plan_activity(
        &self,
        by: &Actor,
        programme: Uuid,
        id: Uuid,
        plan: ActivityPlan,
        units: Vec<String>,
        now: Now,
    ) -> Answer<()>;
    /// Changes what an activity is to be. A unit that was visited stays.
    async fn keep_activity(
        &self,
        by: &Actor,
        id: Uuid,
        seen: &Revision,
        plan: ActivityPlan,
        units: Vec<String>,
        now: Now,
    ) -> Answer<()>;
    /// Takes an activity out of its programme, as long as nothing was done.
    async fn drop_activity(&self, by: &Actor, id: Uuid, seen: &Revision, now: Now) -> Answer<()>;
    /// Writes a visit down with what was found.
    async fn record_visit(&self, by: &Actor, activity: Uuid, visit: NewVisit, now: Now) -> Answer<()>;
    /// Takes back a visit of which no finding became a recommendation.
    async fn drop_visit(&self, by: &Actor, visit: Uuid, now: Now) -> Answer<()>;
    /// Comments on the draft that an activity is about.
    async fn comment_draft(&self, by: &Actor, activity: Uuid, texts: Vec<String>, now: Now) -> Answer<()>;
    /// Writes down what the body replied to a comment; a later reply takes an earlier one's place.
    async fn record_reply(
        &self,
        by: &Actor,
        activity: Uuid,
        seen: &Revision,
        number: u32,
        reply: Reply,
        now: Now,
    ) -> Answer<()>;
    /// Concludes an activity of which something was done.
    async fn conclude_activity(
        &self,
        by: &Actor,
        activity: Uuid,
        seen: &Revision,
        end: Conclusion,
        now: Now,
    ) -> Answer<()>;
    /// A finding, to raise a recommendation about it.
    async fn finding(&self, by: &Actor, visit: Uuid, number: u32) -> Answer<FindingPlace>;
    /// A programme that residents may read.
    async fn public_programme(&self, id: Uuid, now: Now) -> Answer<Programme>;
    /// Those of a unit, and those about it, that residents may read; latest year first.
    async fn public_programmes(&self, unit: &Unit, now: Now) -> Answer<Vec<Programme>>;
}
