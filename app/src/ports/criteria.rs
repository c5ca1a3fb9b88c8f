//! Statuses of criteria.

use crate::domain::oversight::criterion::Assessment;
use crate::domain::oversight::criterion::By;
use crate::domain::oversight::criterion::Status;
use crate::domain::units::title::Recognition;
use crate::domain::units::unit::Level;
use crate::domain::units::unit::Unit;
use crate::domain::units::unit::UnitRef;
use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Imported;
use crate::ports::common::Line;
use crate::ports::common::Now;
use crate::ports::files::NewFile;
use crate::ports::results::PredecessorResults;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

/// A status on its way in: a line of a file, or one that somebody enters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionRow {
    /// The unit.
    pub unit_code: String,
    /// The ruleset's id.
    pub ruleset: String,
    /// The level of the units that the ruleset recognises.
    pub level: Level,
    /// The criterion's number.
    pub criterion: u32,
    /// Which of its indicators; 0 for the criterion as a whole.
    #[serde(default)]
    pub indicator: u32,
    /// Who says so; `None` where nobody wrote it, and then [`By::usual`].
    pub by: Option<By>,
    /// What is said.
    pub status: Status,
    /// The value measured.
    pub value: String,
    /// As of which day.
    pub as_of: NaiveDate,
    /// By which document.
    pub document: String,
}

impl CriterionRow {
    /// Which criterion, and which indicator of it.
    pub const fn item(&self) -> (u32, u32) {
        (self.criterion, self.indicator)
    }

    /// "tiêu chí 2", or "chỉ tiêu 2.1".
    pub fn named(&self) -> Message {
        match self.item() {
            (criterion, 0) => Message::plain("criteria-criterion").with("criterion", criterion),
            (criterion, indicator) => {
                Message::plain("criteria-indicator").with("criterion", criterion).with("indicator", indicator)
            }
        }
    }
}

/// A status as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number among all that was written of the unit by the ruleset.
    pub number: u64,
    /// What it says.
    pub assessment: Assessment,
    /// When it was written down.
    pub at: Now,
    /// By whom.
    pub who: String,
    /// The file that proves it: its key and name.
    pub file: Option<(Uuid, String)>,
    /// How it was taken back, if it was; then it counts no more.
    pub taken_back: Option<TakenBack>,
    /// Whether whoever asks may take it back: those of the committee that wrote it.
    pub may_take_back: bool,
}

/// How an entry was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// When.
    pub at: Now,
    /// By whom.
    pub who: String,
    /// Why, in their words.
    pub reason: String,
}

/// A decision about a title as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedTitle {
    /// What it says.
    pub recognition: Recognition,
    /// When it was written down.
    pub at: Now,
    /// By whom.
    pub who: String,
}

/// Criteria of a unit by one ruleset that it claims and that nobody appraised since (*tự đánh giá, chờ thẩm định*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingClaims {
    /// The unit.
    pub unit: UnitRef,
    /// The ruleset's id.
    pub ruleset: String,
    /// How many.
    pub criteria: u64,
}

/// All that is kept of a unit's criteria by one ruleset, and of its titles.
#[derive(Clone, Debug, PartialEq)]
pub struct CriteriaRecord {
    /// The unit.
    pub unit: Unit,
    /// Statuses in the order they were written.
    pub statuses: Vec<Recorded>,
    /// Decisions in the order they were written.
    pub titles: Vec<RecordedTitle>,
    /// Whether whoever asks may claim here.
    pub may_claim: bool,
    /// Whether whoever asks may appraise and recognise here: only those above the unit.
    pub may_appraise: bool,
    /// Whether anything was ever said of its criteria, by whatever rules.
    pub assessed: bool,
    /// What the unit was made of, to look at: nothing of it is inherited.
    pub predecessors: Vec<PredecessorResults>,
}

crate::messages! {
    /// Why a status is not written down.
    pub enum CriteriaFault {
        /// Its day is to come.
        Future { day: NaiveDate } = "criteria-future",
        /// The rules are about units of another level.
        Level { unit: String, level: String, ruleset: String } = "criteria-level",
        /// The file says it twice.
        Twice { item: Message, unit: String, day: NaiveDate } = "criteria-twice",
        /// It is somebody else’s.
        Outside { unit: String } = "criteria-outside",
        /// Its unit began later.
        Later { unit: String, from: String } = "criteria-later",
        /// Nobody appraises their own.
        OwnAppraisal { unit: String } = "criteria-own-appraisal",
    }
}

crate::messages! {
    /// Why an entry is not taken back.
    pub enum CriteriaRefused {
        /// Another committee wrote it.
        NotTheWriter = "criteria-not-the-writer",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum CriteriaAct {
        RecordStatuses = "audit-record-statuses",
        TakeBackStatus = "audit-take-back-status",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum CriteriaDetail {
        /// Statuses written of a unit.
        Statuses { count: u64, unit: String } = "audit-detail-statuses",
        /// An entry about a unit that was taken back, and why.
        TakenBack { unit: String, reason: String } = "audit-detail-status-taken-back",
    }
}

/// Keeps what was claimed and appraised of criteria.
#[async_trait]
pub trait Criteria: Send + Sync {
    /// What is kept of a unit by one ruleset; the unit as it stands on `day`, or stood last.
    async fn criteria_record(
        &self,
        by: &Actor,
        unit_code: &str,
        ruleset: &str,
        day: NaiveDate,
    ) -> Answer<CriteriaRecord>;
    /// Writes statuses down, with the file that proves them; units are looked up as they stood on the day of the status.
    /// What is there already is not written again, unless a file comes with it.
    async fn record(
        &self,
        by: &Actor,
        lines: Vec<Line<CriterionRow>>,
        file: Option<NewFile>,
        now: Now,
    ) -> Answer<Imported>;
    /// Takes an entry back that was written by mistake: it counts no more and remains in the history with the reason.
    async fn take_back(
        &self,
        by: &Actor,
        unit_code: &str,
        ruleset: &str,
        number: u64,
        reason: &str,
        now: Now,
    ) -> Answer<()>;
    /// Statuses that hold for the communes of one's own scope by one ruleset, for a template: unit, criterion, last word.
    async fn standing(
        &self,
        by: &Actor,
        ruleset: &str,
        level: Level,
        now: Now,
    ) -> Answer<Vec<(UnitRef, Vec<Assessment>)>>;
    /// Communes below one's own unit with criteria that they claim and that nobody appraised since, by code.
    async fn waiting_claims(&self, by: &Actor, now: Now) -> Answer<Vec<WaitingClaims>>;
    /// Communes of one's own scope that were made of others and of which nothing was written down yet, by code.
    async fn unassessed(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>>;
}
