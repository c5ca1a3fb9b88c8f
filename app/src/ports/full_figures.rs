//! Full figures (*nêu đầy đủ số liệu*): telling what small numbers withhold, where a document asks for it.

use crate::domain::collection::round::Round;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::{Actor, Answer, Now};
use async_trait::async_trait;
use uuid::Uuid;

/// What is withheld of a round, and whether it was decided to tell it all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Withholding {
    /// The round, with the document that asks for full figures if there is one.
    pub round: Round,
    /// The units down to the communes of which something is withheld now, each with how many questions.
    pub units: Vec<(UnitRef, usize)>,
}

crate::messages! {
    /// Why it is not decided, or not taken back.
    pub enum FullFiguresRefused {
        /// No document asks for it.
        NoDocument = "full-figures-no-document",
        /// Nothing is withheld.
        NothingWithheld = "full-figures-nothing-withheld",
        /// It was decided before.
        Decided { document: String } = "full-figures-decided-before",
        /// It was not decided.
        NotDecided = "full-figures-not-decided",
        /// The figures are public.
        Told = "full-figures-told",
    }
}

crate::messages! {
    /// Why a version of a notice stands beside the one before.
    pub enum FullFiguresText {
        Reason { document: String } = "full-figures-reason",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum FullFiguresAct {
        Decide = "audit-tell-full-figures",
        TakeBack = "audit-tell-no-full-figures",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum FullFiguresDetail {
        /// The document that asks for it, and how many units something was withheld of.
        Document { document: String, units: u64 } = "audit-detail-full-figures",
    }
}

/// Decides on full figures.
#[async_trait]
pub trait FullFigures: Send + Sync {
    /// What is withheld of a round that is counted.
    async fn withholding(&self, by: &Actor, round: Uuid) -> Answer<Withholding>;
    /// Decides to tell the full figures of a round's units down to the communes, as a document asks for; where the results are
    /// public already, they are published anew with them.
    async fn tell_in_full(&self, by: &Actor, round: Uuid, document: &str, now: Now) -> Answer<()>;
    /// Takes that back, while nothing is published.
    async fn take_back_full_figures(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
}
