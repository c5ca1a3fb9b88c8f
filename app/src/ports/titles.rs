//! Titles of units.

use crate::domain::units::title::Recognition;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Line;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;

/// A decision about a title on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleRow {
    /// The unit.
    pub unit_code: String,
    /// The decision.
    pub recognition: Recognition,
}

crate::messages! {
    /// Why a decision about a title is not written down.
    pub enum TitleFault {
        /// Its day is to come.
        Future { unit: String, day: NaiveDate } = "title-future",
        /// Its number is missing or too long.
        Decision { unit: String } = "title-decision",
        /// What is not held is not withdrawn.
        NotHeld { unit: String, day: NaiveDate } = "title-not-held",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum TitlesAct {
        GrantTitle = "audit-grant-title",
        WithdrawTitle = "audit-withdraw-title",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum TitlesDetail {
        /// A title and the decision about it.
        Title { title: String, decision: String } = "audit-detail-title",
    }
}

/// Keeps decisions about titles.
#[async_trait]
pub trait Titles: Send + Sync {
    /// Writes decisions about titles down; what is there already is not written again. Answers how many.
    async fn recognise(&self, by: &Actor, lines: Vec<Line<TitleRow>>, now: Now) -> Answer<u64>;
}
