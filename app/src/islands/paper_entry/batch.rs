//! A batch as the page hands it over.

use crate::domain::collection::paper::TypedBallot;
use crate::islands::phrases::Phrases;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A slip that is keyed in, with the receipt of its ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyedRow {
    /// Its number.
    pub serial: u64,
    /// The receipt.
    pub receipt: String,
}

/// A batch that is being keyed, as the page hands it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchInHand {
    /// The batch.
    pub batch: Uuid,
    /// Who keys it.
    pub account: Uuid,
    /// The address of its page.
    pub address: String,
    /// The server's key for what is typed, in hexadecimal digits.
    pub sealing_key: String,
    /// The highest number of a slip of the hamlet.
    pub last_slip: u64,
    /// A few words for each question.
    pub topics: Vec<String>,
    /// Whether two people key it.
    pub twice: bool,
    /// Ballots keyed first and second.
    pub keyed: (u64, u64),
    /// The slips keyed in one's own pass, by number.
    pub own: Vec<KeyedRow>,
    /// What stands in the fields.
    pub typed: TypedBallot,
    /// What the server found wrong with it, by field.
    pub faults: Vec<(String, String)>,
    /// What is said.
    pub phrases: Phrases,
}

impl BatchInHand {
    /// What the server found wrong with a field.
    pub(super) fn fault(&self, field: &str) -> Option<String> {
        self.faults.iter().find(|(name, _)| name == field).map(|(_, fault)| fault.clone())
    }
}

/// The numbers of slips that are keyed.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    /// On the server.
    pub(super) kept: Vec<u64>,
    /// On their way.
    pub(super) waiting: Vec<u64>,
}
