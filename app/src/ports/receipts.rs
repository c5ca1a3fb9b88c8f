//! Receipts of ballots that lay in opened boxes.

use crate::domain::collection::receipt::Receipt;
use crate::domain::collection::round::Round;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Answer;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// A box that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedBox {
    /// The round.
    pub round: Round,
    /// The hamlet under which it was counted.
    pub hamlet: Uuid,
    /// The hamlets whose boxes were opened together.
    pub hamlets: Vec<String>,
    /// Their commune.
    pub commune: UnitRef,
    /// The day of the count.
    pub day: NaiveDate,
    /// The Merkle tree hash of its receipts, in hexadecimal digits.
    pub root: String,
}

/// Lists of receipts, for everybody.
#[async_trait]
pub trait Receipts: Send + Sync {
    /// The boxes in which a ballot with this receipt lay: one, but for chance.
    async fn boxes_of(&self, receipt: &Receipt) -> Answer<Vec<OpenedBox>>;
    /// An opened box with its receipts, in ascending order; none if it was not opened, or no ballot lay in it.
    async fn receipts(&self, round: Uuid, hamlet: Uuid) -> Answer<Option<(OpenedBox, Vec<Receipt>)>>;
}
