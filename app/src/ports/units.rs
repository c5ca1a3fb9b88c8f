//! Units: their lists, mergers, and which stands when.

use crate::domain::units::unit::Unit;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Imported;
use crate::ports::common::Line;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// A line of a list of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// What is said of the unit.
    pub named: UnitRef,
    /// The code of the unit above; empty for the topmost.
    pub parent_code: String,
    /// Its first day, if known.
    pub valid_from: Option<NaiveDate>,
    /// Its last day, if it has one.
    pub valid_to: Option<NaiveDate>,
}

/// A line of a list of mergers: the old unit's people live in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessionRow {
    /// The unit that ended the day before.
    pub old_code: String,
    /// The unit that began.
    pub new_code: String,
}

/// What a unit was made of and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitHistory {
    /// The units all of whose people live here now.
    pub predecessors: Vec<UnitRef>,
    /// The units some of whose people live here now.
    pub parts_of: Vec<UnitRef>,
    /// The units its people live in now.
    pub successors: Vec<UnitRef>,
    /// The units some of its people live in now, while it stands on.
    pub gave_to: Vec<UnitRef>,
}

crate::messages! {
    /// Why a line of a file does not name a unit.
    pub enum UnitFault {
        /// No unit had this code on the day.
        NoUnitOn { code: String, day: NaiveDate } = "unit-none-on",
        /// The file names it twice.
        Twice { code: String } = "unit-twice",
    }
}

crate::messages! {
    /// Why a line of a list of units or mergers is not taken in.
    pub enum UnitsFault {
        /// A unit with this code and first day lies elsewhere.
        Elsewhere { code: String } = "units-elsewhere",
        /// Two units with this code would stand at once.
        Overlap { code: String } = "units-overlap",
        /// Its last day is before its first.
        EndsFirst = "units-ends-first",
        /// The unit above does not stand on its first day.
        NoParent { code: String } = "units-no-parent",
        /// The unit above is of no higher level.
        ParentNotHigher { parent: String, unit: String } = "units-parent-not-higher",
        /// It stood before and after; the day as in files.
        Unchanged { code: String, day: String } = "units-unchanged",
        /// No unit had this code; the day as in files.
        NoUnit { code: String, day: String } = "units-none-on-day",
    }
}

/// Keeps the lists of units and what became of them, and finds units.
#[async_trait]
pub trait Units: Send + Sync {
    /// Takes a list of units in.
    async fn import_units(&self, lines: Vec<Line<UnitRow>>) -> Answer<Imported>;
    /// Takes a list of mergers in, in force from `day`.
    async fn import_successions(&self, lines: Vec<Line<SuccessionRow>>, day: NaiveDate) -> Answer<Imported>;
    /// The units of one's own scope as they stand today, wide before narrow.
    async fn scope(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>>;
    /// The unit with this code as it stood on a day.
    async fn unit(&self, code: &str, day: NaiveDate) -> Answer<Option<Unit>>;
    /// The units that came before and after this one.
    async fn history(&self, unit: Uuid) -> Answer<UnitHistory>;
    /// The units above this one, topmost first.
    async fn above(&self, unit: Uuid) -> Answer<Vec<UnitRef>>;
    /// The topmost units.
    async fn roots(&self) -> Answer<Vec<UnitRef>>;
    /// The unit with this code as it stood on `day`, or as it stands or stood last.
    async fn place(&self, code: &str, day: Option<NaiveDate>) -> Answer<Option<Unit>>;
}
