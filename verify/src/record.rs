//! What record.json holds.

use serde::Deserialize;

use crate::counts::Turnout;
use crate::results::UnitResult;
use crate::ruleset::{Level, Ruleset};

/// The form of a record that this program reads.
pub const FORMAT: &str = "ydan-record/1";

/// What record.json calls its own form; read before all else.
#[derive(Debug, Deserialize)]
pub struct Form {
    pub format: String,
}

#[derive(Debug, Deserialize)]
pub struct Record {
    pub round: Round,
    pub ruleset: Ruleset,
    pub units: Vec<Unit>,
    pub places: Vec<Place>,
    pub communes: Vec<Commune>,
    pub results: Vec<UnitResult>,
    pub audit_slips: Vec<AuditSlip>,
    pub audit: Audit,
}

#[derive(Debug, Deserialize)]
pub struct Round {
    pub id: serde_json::Value,
    pub unit: String,
    pub opens: String,
    pub closes: String,
    pub ended: String,
    pub published_on: String,
    pub version: u64,
    /// The document that asks for the full figures of units, where they are told.
    pub full_figures: Option<String>,
}

/// The last line of the audit log when the record was written.
#[derive(Debug, Deserialize)]
pub struct Audit {
    pub no: u64,
    pub link: String,
}

/// A ballot that was not counted: a supervisor sent it to try the box.
#[derive(Debug, Deserialize)]
pub struct AuditSlip {
    #[serde(rename = "box")]
    pub lay_in: String,
    pub receipt: String,
    pub agrees: bool,
}

/// A province, district or commune.
#[derive(Debug, Deserialize)]
pub struct Unit {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub level: Level,
    pub parent: Option<String>,
}

/// One hamlet, or several whose boxes were opened together.
#[derive(Debug, Deserialize)]
pub struct Place {
    pub unit: String,
    pub code: String,
    pub name: String,
    pub hamlets: u64,
    pub turnout: Turnout,
    pub by_hand: Option<Turnout>,
    #[serde(rename = "box")]
    pub opened: Option<Opened>,
}

impl Place {
    /// What was counted by hand; all zeros where there was none.
    pub fn hand(&self) -> Turnout {
        self.by_hand.unwrap_or_default()
    }
}

/// A box that was opened.
#[derive(Debug, Deserialize)]
pub struct Opened {
    pub name: String,
    pub ballots: u64,
    pub unreadable: u64,
    pub root: String,
}

/// What a commune's ballots are, where it can be told.
#[derive(Debug, Deserialize)]
pub struct Commune {
    pub unit: String,
    pub boxes: Option<Boxes>,
    /// What was counted by hand, as the counts of the boxes.
    pub by_hand: Option<Vec<Option<QuestionCounts>>>,
}

/// All that came out of a commune's boxes.
#[derive(Debug, Deserialize)]
pub struct Boxes {
    pub ballots: u64,
    pub valid: u64,
    /// One for each question, in their order; nothing where it is withheld.
    pub counts: Vec<Option<QuestionCounts>>,
}

#[derive(Debug, Deserialize)]
pub struct QuestionCounts {
    pub satisfied: Option<u64>,
    pub unsatisfied: Option<u64>,
}
