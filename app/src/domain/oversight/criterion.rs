//! The status of a criterion (*tình trạng tiêu chí*): what is claimed, what the appraiser says, and which word holds.

use crate::message::Message;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::{EnumString, IntoStaticStr};

/// What the People's Committee claims of a criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Status {
    /// *Đạt.*
    Met,
    /// *Chưa đạt.*
    NotMet,
    /// *Chưa đánh giá.*
    #[default]
    NotAssessed,
}

impl Status {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Met, Self::NotMet, Self::NotAssessed];
}

/// Its label.
impl From<Status> for Message {
    fn from(status: Status) -> Self {
        Self::plain(match status {
            Status::Met => "status-met",
            Status::NotMet => "status-not-met",
            Status::NotAssessed => "status-not-assessed",
        })
    }
}

/// Who says what the status is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum By {
    /// The unit's own People's Committee (*tự đánh giá*).
    #[default]
    Claim,
    /// The level above that appraises it (*thẩm định*).
    Appraisal,
}

impl By {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Claim, Self::Appraisal];

    /// Who says it where nobody wrote it: whoever stands above the unit appraises.
    pub const fn usual(stands_above: bool) -> Self {
        if stands_above { Self::Appraisal } else { Self::Claim }
    }
}

/// Its label.
impl From<By> for Message {
    fn from(by: By) -> Self {
        Self::plain(match by {
            By::Claim => "by-claim",
            By::Appraisal => "by-appraisal",
        })
    }
}

/// The indicators of a criterion that are said not to be met.
pub fn lacking(criterion: u32, items: &BTreeMap<(u32, u32), Position>) -> Vec<u32> {
    let own = items.range((criterion, 1)..=(criterion, u32::MAX));
    own.filter(|(_, position)| position.status() == Status::NotMet).map(|((_, no), _)| *no).collect()
}

/// A status with its day and its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The criterion's number in its ruleset.
    pub criterion: u32,
    /// Which of its indicators; 0 for the criterion as a whole.
    pub indicator: u32,
    /// Who says so.
    pub by: By,
    /// What is said.
    pub status: Status,
    /// The value measured, as written: "48 triệu đồng/người".
    pub value: String,
    /// As of which day.
    pub as_of: NaiveDate,
    /// By which document.
    pub document: String,
}

/// Where a criterion stands on a day: what is claimed, and what the appraiser says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// What is claimed.
    pub claim: Option<Assessment>,
    /// What the appraiser says.
    pub appraisal: Option<Assessment>,
}

impl Position {
    /// What counts: the appraisal where there is one, until a newer appraisal; a claim where nobody appraised.
    pub fn last_word(&self) -> Option<&Assessment> {
        self.appraisal.as_ref().or(self.claim.as_ref())
    }

    /// A claim about a later day than the appraisal's (*tự đánh giá mới, chờ thẩm định*): it stands beside the appraisal
    /// and never in its place.
    pub fn waiting_claim(&self) -> Option<&Assessment> {
        let appraisal = self.appraisal.as_ref()?;
        self.claim.as_ref().filter(|claim| claim.as_of > appraisal.as_of)
    }

    /// The status; nobody having assessed it is *not assessed*.
    pub fn status(&self) -> Status {
        self.last_word().map(|assessment| assessment.status).unwrap_or_default()
    }

    /// Whether the last word is the appraiser's.
    pub fn is_appraised(&self) -> bool {
        self.last_word().is_some_and(|assessment| assessment.by == By::Appraisal)
    }
}

/// Where each criterion stands on a day as a whole; what is said of its indicators does not decide it.
pub fn positions<'a>(history: impl IntoIterator<Item = &'a Assessment>, day: NaiveDate) -> BTreeMap<u32, Position> {
    let whole = history.into_iter().filter(|assessment| assessment.indicator == 0);
    item_positions(whole, day).into_iter().map(|((criterion, _), position)| (criterion, position)).collect()
}

/// Where each criterion and each indicator stands on a day, from all that was ever written of it in the order it was
/// written. What was written later about the same day takes the place of what was written before; what is about a later
/// day does not yet count.
pub fn item_positions<'a>(
    history: impl IntoIterator<Item = &'a Assessment>,
    day: NaiveDate,
) -> BTreeMap<(u32, u32), Position> {
    let mut positions: BTreeMap<(u32, u32), Position> = BTreeMap::new();
    for assessment in history.into_iter().filter(|assessment| assessment.as_of <= day) {
        let position = positions.entry((assessment.criterion, assessment.indicator)).or_default();
        let place = match assessment.by {
            By::Claim => &mut position.claim,
            By::Appraisal => &mut position.appraisal,
        };
        if place.as_ref().is_none_or(|before| before.as_of <= assessment.as_of) {
            *place = Some(assessment.clone());
        }
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn assessment(criterion: u32, by: By, status: Status, as_of: &str) -> Assessment {
        let (value, document) = (String::new(), "QĐ".into());
        Assessment { criterion, indicator: 0, by, status, value, as_of: day(as_of), document }
    }

    #[test]
    fn an_appraisal_stands_until_a_newer_appraisal_and_a_newer_claim_waits_beside_it() {
        let history = [
            assessment(1, By::Claim, Status::Met, "2023-01-10"),
            assessment(1, By::Appraisal, Status::NotMet, "2023-03-01"),
            assessment(1, By::Claim, Status::Met, "2023-09-01"),
            assessment(1, By::Appraisal, Status::Met, "2023-12-01"),
        ];
        let on = |text: &str| {
            let position = positions(&history, day(text)).remove(&1).unwrap_or_default();
            (position.status(), position.is_appraised(), position.waiting_claim().is_some())
        };
        assert_eq!(on("2023-01-09"), (Status::NotAssessed, false, false));
        assert_eq!(on("2023-01-10"), (Status::Met, false, false));
        assert_eq!(on("2023-03-01"), (Status::NotMet, true, false));
        assert_eq!(on("2023-09-01"), (Status::NotMet, true, true), "a newer claim waits to be appraised");
        assert_eq!(on("2023-12-01"), (Status::Met, true, false));
    }

    #[test]
    fn what_was_written_later_about_the_same_day_takes_the_place_of_what_was_before() {
        let wrong = assessment(2, By::Claim, Status::Met, "2023-05-01");
        let mended = assessment(2, By::Claim, Status::NotMet, "2023-05-01");
        let earlier = assessment(2, By::Claim, Status::Met, "2022-05-01");
        let on = |text: &str| positions([&wrong, &mended, &earlier], day(text))[&2].status();
        assert_eq!((on("2023-05-01"), on("2022-12-01")), (Status::NotMet, Status::Met));
    }

    #[test]
    fn an_indicator_stands_by_itself_and_does_not_decide_its_criterion() {
        let whole = assessment(2, By::Claim, Status::Met, "2023-05-01");
        let third = Assessment { indicator: 3, status: Status::NotMet, ..whole.clone() };
        let history = [&whole, &third];
        assert_eq!(positions(history, day("2023-05-01"))[&2].status(), Status::Met);
        let items = item_positions(history, day("2023-05-01"));
        assert_eq!((items[&(2, 0)].status(), items[&(2, 3)].status()), (Status::Met, Status::NotMet));
        assert_eq!((lacking(2, &items), lacking(1, &items)), (vec![3], vec![]));
        assert!(positions([&third], day("2023-05-01")).is_empty(), "nobody said anything of the whole");
    }
}
