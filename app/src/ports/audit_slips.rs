//! Audit slips: handed in before the count, shown after it.

use crate::domain::collection::audit_slip::SendingCode;
use crate::domain::collection::code::Code;
use crate::domain::collection::receipt::Receipt;
use crate::domain::collection::round::Round;
use crate::domain::survey::ballot::Ballot;
use crate::ports::common::{Actor, Answer, Now};
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// The audit slips of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundAudit {
    /// The round.
    pub round: Round,
    /// Those handed in, by hamlet; for whoever does not supervise, those that are judged.
    pub slips: Vec<AuditSlip>,
    /// Whether whoever asks stands above the round's unit, and so hands slips in and says whether they agree.
    pub is_supervisor: bool,
}

/// A slip that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditSlip {
    /// Its key.
    pub id: Uuid,
    /// The name of the commune.
    pub commune: String,
    /// The name of the hamlet.
    pub hamlet: String,
    /// The receipt of its ballot.
    pub receipt: Receipt,
    /// The day it was handed in.
    pub on: NaiveDate,
    /// Who handed it in.
    pub by: String,
    /// How far it is.
    pub state: AuditState,
}

/// How far an audit slip is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditState {
    /// Its box is not opened yet.
    Waiting,
    /// What lay in the box for it, until somebody says whether it agrees; none where there was no such ballot, or none that
    /// opens.
    Opened(Option<Ballot>),
    /// Whether it agreed with what was noted. What it said is kept no longer.
    Judged {
        /// Whether it did.
        agrees: bool,
        /// What is to be said of it.
        remark: String,
        /// Who says so.
        by: String,
    },
}

crate::messages! {
    /// Why an audit slip is not handed in, or not judged.
    pub enum AuditRefused {
        /// Only whoever stands above the round's unit supervises it.
        NotAbove { unit: String } = "audit-slip-not-above",
        /// In this round no household sent a ballot with this slip from a phone of its own.
        NoBallot = "audit-slip-no-ballot",
        /// It was handed in before.
        HandedIn = "audit-slip-handed-in-before",
        /// The ballot of this slip was not sent from a page with this code.
        OtherSending = "audit-slip-other-sending",
        /// Its box was opened.
        Counted { hamlet: String } = "audit-slip-counted",
        /// No household has answered there yet.
        Alone { hamlet: String } = "audit-slip-alone",
        /// Its box is not opened yet, or somebody judged it.
        NotOpened = "audit-slip-not-opened",
        /// It did not agree, and nobody says in what.
        Remark = "audit-slip-remark",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum AuditSlipsAct {
        HandIn = "audit-hand-in-audit-slip",
        Judge = "audit-judge-audit-slip",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum AuditSlipsDetail {
        /// The receipt of the ballot.
        Receipt { receipt: String } = "audit-detail-audit-slip",
        /// The ballot was as noted.
        Agrees { receipt: String } = "audit-detail-audit-slip-agrees",
        /// It was not, or it was not there.
        Differs { receipt: String, remark: String } = "audit-detail-audit-slip-differs",
    }
}

/// Tries ballot boxes with slips of known answers.
#[async_trait]
pub trait AuditSlips: Send + Sync {
    /// The audit slips of a round, for whoever plans it or stands above.
    async fn audit_slips(&self, by: &Actor, round: Uuid) -> Answer<RoundAudit>;
    /// Hands in a slip with which a ballot was sent: the ballot is not counted, and neither slip nor household any more.
    async fn hand_in(&self, by: &Actor, round: Uuid, slip: Code, sending: SendingCode, now: Now) -> Answer<Receipt>;
    /// Says whether the ballot of an audit slip was as noted. What it said is kept no longer.
    async fn judge(&self, by: &Actor, round: Uuid, slip: Uuid, agrees: bool, remark: &str, now: Now) -> Answer<()>;
}
