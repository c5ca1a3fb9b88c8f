//! Slips that can be printed: codes that were issued are kept, sealed, until they are on paper.

use crate::domain::revision::Revision;
use crate::ports::common::{Actor, Answer, Now};
use crate::ports::slips::IssuedSlips;
use async_trait::async_trait;
use chrono::Days;
use uuid::Uuid;

/// For so many days slips that were issued can be printed, and printed again where the printer failed: until the end of the last.
pub const PRINTABLE: Days = Days::new(7);

/// Whose slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipPlace<'a> {
    /// All of the round.
    Round,
    /// Of a unit in it, by its code.
    Unit(&'a str),
    /// Of one hamlet.
    Hamlet(Uuid),
    /// Of one hamlet, and issued together.
    Sheet {
        /// The hamlet.
        hamlet: Uuid,
        /// Which of its sheets.
        sheet: Uuid,
    },
}

/// Slips of a hamlet that were issued together and can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintableSlips {
    /// Their key.
    pub id: Uuid,
    /// The hamlet.
    pub hamlet: Uuid,
    /// Whether they are spares.
    pub spare: bool,
    /// The first number and the last one.
    pub serials: (u64, u64),
    /// The moment after which their codes are gone.
    pub until: Now,
}

crate::messages! {
    /// Why slips are not printed.
    pub enum SheetsRefused {
        /// Nothing is left to be printed.
        Gone = "sheets-gone",
        /// Every hamlet has slips, or is counted by minutes.
        NoneLeft = "sheets-none-left",
        /// Others can be printed by now than those that were shown.
        Overtaken = "sheets-overtaken",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum SheetsAct {
        Print = "audit-print-sheets",
        Forget = "audit-forget-sheets",
    }
}

/// The revision of what can be printed.
pub fn revision_of(printable: &[PrintableSlips]) -> Revision {
    let mut ids: Vec<Uuid> = printable.iter().map(|sheet| sheet.id).collect();
    ids.sort_unstable();
    Revision::of(&ids)
}

/// Slips on their way to the printer.
#[async_trait]
pub trait SlipSheets: Send + Sync {
    /// Issues slips for all hamlets of a place that have none: one after the other, each in a transaction of its own, going on
    /// when nobody waits any more. It answers once all are issued, or after two seconds: how far it is, participation shows.
    async fn issue_rest(&self, by: &Actor, round: Uuid, place: SlipPlace<'_>, now: Now) -> Answer<()>;
    /// What can be printed in a place, hamlet by hamlet in no order, latest first.
    async fn printable(&self, by: &Actor, round: Uuid, place: SlipPlace<'_>, now: Now) -> Answer<Vec<PrintableSlips>>;
    /// The slips of a place that can be printed, hamlet by hamlet; those that were used or replaced are left out. The audit log
    /// says who printed them.
    async fn sheets(&self, by: &Actor, round: Uuid, place: SlipPlace<'_>, now: Now) -> Answer<Vec<IssuedSlips>>;
    /// They are on paper: their codes are deleted, unless others can be printed by now than those that were `shown`.
    async fn forget(&self, by: &Actor, round: Uuid, place: SlipPlace<'_>, shown: &Revision, now: Now) -> Answer<()>;
    /// Deletes codes whose time to be printed is over.
    async fn forget_old(&self, now: Now) -> Answer<()>;
}
