//! Making every count a second way.

use crate::message::Message;
use crate::ports::common::Answer;
use async_trait::async_trait;

crate::messages! {
    /// A count that does not agree with a recount.
    pub enum Discrepancy {
        /// A ballot cannot be read.
        UnreadableBallot { round: String, hamlet: String } = "verify-unreadable-ballot",
        /// The turnout of a hamlet.
        Turnout { place: Message, kept: String, again: String } = "verify-turnout",
        /// The answers of a hamlet to a question.
        Question { place: Message, no: String, satisfied: String, unsatisfied: String, satisfied_again: String, unsatisfied_again: String } = "verify-question",
        /// The codes of a hamlet.
        Issued { place: Message, kept: String, found: String } = "verify-issued",
        /// Codes that were used.
        Spent { place: Message, spent: String, ballots: String, waiting: String } = "verify-spent",
        /// How ballots came in.
        Origins { place: Message, kept: String, assisted: String, paper: String, waiting: String } = "verify-origins",
        /// More came back than were handed out.
        MoreThanIssued { place: Message, returned: String, issued: String } = "verify-more-than-issued",
        /// Ballots by the hour.
        Hours { place: Message, hours: String, ballots: String } = "verify-hours",
        /// The minutes a hamlet was closed with.
        Closing { place: Message } = "verify-closing",
        /// The receipts of a box.
        Receipts { place: Message } = "verify-receipts",
        /// Results that should be published.
        Unpublished { place: Message } = "verify-unpublished",
        /// Published results.
        Published { place: Message } = "verify-published",
        /// A question in the list of claims.
        ListedQuestion { place: Message, no: String } = "verify-listed-question",
        /// The figures of lists.
        Figures { place: Message } = "verify-figures",
        /// A line of the audit log was changed, added or taken out from outside.
        AuditLine { no: String } = "verify-audit-line",
        /// Lines at the end of the audit log.
        AuditEnd { kept: String, found: String } = "verify-audit-end",
        /// Results of a unit that was not asked.
        Surplus { round: String, unit: String } = "verify-surplus",
    }
}

crate::messages! {
    /// Where a count is kept; numbers as they stand in the database.
    pub enum CountedPlace {
        /// A unit or hamlet of a round.
        Unit { round: String, name: String, code: String } = "verify-place",
        /// A channel of a hamlet.
        Channel { round: String, name: String, code: String, channel: String } = "verify-place-channel",
    }
}

/// Recounts everything.
#[async_trait]
pub trait Verification: Send + Sync {
    /// Makes every count a second way and names each that does not agree; empty when all do.
    async fn verify(&self) -> Answer<Vec<Discrepancy>>;
}
