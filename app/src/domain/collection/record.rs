//! The public record of a round (*hồ sơ công khai*), with which everybody can recount it. Its format is described in
//! `docs/record.md`, which the program that checks it knows alone.

use crate::domain::collection::receipt::Receipt;
use crate::domain::survey::box_counts::BoxCounts;
use crate::domain::survey::count::{Count, Turnout};
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::Level;
use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

/// The format and its version.
pub const FORMAT: &str = "ydan-record/1";

/// A record, by its files.
#[derive(Clone, Debug)]
pub struct Record {
    /// What was asked, where, by which rules, and what is told.
    pub summary: RecordSummary,
    /// The name of a box, and its receipts in their order.
    pub receipts: Vec<(String, Vec<Receipt>)>,
}

/// `record.json`.
#[derive(Clone, Debug, Serialize)]
pub struct RecordSummary {
    /// [`FORMAT`].
    pub format: &'static str,
    /// The round.
    pub round: RecordedRound,
    /// Its rules.
    pub ruleset: Ruleset,
    /// Its unit and those below, down to the communes.
    pub units: Vec<RecordedUnit>,
    /// Hamlets; those whose boxes were opened together as one.
    pub places: Vec<RecordedPlace>,
    /// What is told of the ballots of each commune.
    pub communes: Vec<RecordedCommune>,
    /// The published results of each unit.
    pub results: Vec<Results>,
    /// The audit slips, whose ballots were set aside.
    pub audit_slips: Vec<RecordedAuditSlip>,
    /// The line of the audit log with which this version was published.
    pub audit: RecordedAudit,
}

/// The round of a record.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedRound {
    /// Its key.
    pub id: Uuid,
    /// The code of its unit.
    pub unit: String,
    /// The first day.
    pub opens: NaiveDate,
    /// The last day that was planned.
    pub closes: NaiveDate,
    /// The last day as it was.
    pub ended: NaiveDate,
    /// The day of this version.
    pub published_on: NaiveDate,
    /// The version of the results.
    pub version: u32,
    /// The document that asks for full figures, where they are told.
    pub full_figures: Option<String>,
}

/// A unit of a record.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is called by law.
    pub kind: String,
    /// Its level.
    pub level: Level,
    /// The code of the unit above; none of the round's own.
    pub parent: Option<String>,
}

/// A hamlet of a record, or several whose boxes were opened together.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedPlace {
    /// The code of its commune.
    pub unit: String,
    /// Its code there.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many hamlets it stands for.
    pub hamlets: u64,
    /// Who was asked and who answered.
    pub turnout: Turnout,
    /// The part of it that was counted by hand.
    pub by_hand: Option<Turnout>,
    /// Its box, if one was opened with ballots in it.
    #[serde(rename = "box")]
    pub opened: Option<RecordedBox>,
}

/// A box of a record.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedBox {
    /// By which the list of receipts refers to it.
    pub name: String,
    /// How many ballots came in.
    pub ballots: u64,
    /// How many of them did not open, or were no ballots.
    pub unreadable: u64,
    /// The Merkle tree hash of its receipts, in hexadecimal digits.
    pub root: String,
}

/// What is told of the ballots of a commune.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedCommune {
    /// Its code.
    pub unit: String,
    /// What came out of its boxes; none where that cannot be told.
    pub boxes: Option<BoxCounts>,
    /// What was counted by hand, question 1 first; none where that is.
    pub by_hand: Option<Vec<Option<Count>>>,
}

/// An audit slip of a record.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedAuditSlip {
    /// The name of the box its ballot lay in.
    #[serde(rename = "box")]
    pub lay_in: String,
    /// The receipt of its ballot.
    pub receipt: String,
    /// Whether the ballot was as whoever sent it had noted.
    pub agrees: bool,
}

/// A line of the audit log.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecordedAudit {
    /// Its number.
    pub no: u64,
    /// The keyed hash it ends with, in hexadecimal digits.
    pub link: String,
}
