//! The status of a criterion (*tình trạng tiêu chí*) beside what people say about it.

use super::results::{QuestionFigures, Results};
use super::ruleset::{Criterion, Ruleset};
use chrono::NaiveDate;

/// What the People's Committee claims of a criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    /// The word used in files and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::NotAssessed => "not_assessed",
        }
    }

    /// Reads the word used in files and in the database.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// A status with its day and its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The criterion's number in its ruleset.
    pub criterion: u32,
    /// What is claimed.
    pub status: Status,
    /// As of which day.
    pub as_of: NaiveDate,
    /// By which document.
    pub document: String,
}

/// A criterion with its status and the questions that ask about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its latest status, if anybody ever assessed it.
    pub assessment: Option<&'a Assessment>,
    /// What people said to the questions about it.
    pub questions: Vec<&'a QuestionFigures>,
}

impl Beside<'_> {
    /// The status; nobody having assessed it is *not assessed*.
    pub fn status(&self) -> Status {
        self.assessment.map(|assessment| assessment.status).unwrap_or_default()
    }

    /// Whether it is claimed as met while people are not satisfied enough (*lệch với ý dân*).
    pub fn is_mismatch(&self) -> bool {
        self.status() == Status::Met && self.questions.iter().any(|question| question.met == Some(false))
    }
}

/// Puts every criterion of the ruleset beside the answers about it.
pub fn beside<'a>(ruleset: &'a Ruleset, assessments: &'a [Assessment], results: &'a Results) -> Vec<Beside<'a>> {
    ruleset
        .criteria
        .iter()
        .map(|criterion| Beside {
            criterion,
            assessment: assessments.iter().find(|assessment| assessment.criterion == criterion.no),
            questions: results.questions.iter().filter(|question| question.criteria.contains(&criterion.no)).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ruleset::tests::small;
    use crate::domain::tally::{Count, Tally, Turnout};
    use crate::domain::unit::{Level, UnitRef};
    use crate::domain::verdict::Node;

    #[test]
    fn a_criterion_claimed_as_met_that_people_deny_is_a_mismatch() {
        let ruleset = small(3);
        let turnout = Turnout { households: 100, issued: 100, returned: 100, valid: 100, invalid: 0 };
        let counts = [71, 95, 95].map(|satisfied| Count { satisfied, unsatisfied: 100 - satisfied }).to_vec();
        let unit = UnitRef { code: "1".into(), name: "Xã".into(), kind: "xã".into(), level: Level::Commune };
        let results = Results::of(&ruleset, &Node { unit, tally: Tally { turnout, counts }, children: vec![] });
        let met = |criterion| Assessment {
            criterion,
            status: Status::Met,
            as_of: NaiveDate::default(),
            document: "QĐ".into(),
        };
        let rows = beside(&ruleset, &[met(1)][..], &results)
            .iter()
            .map(|row| (row.status(), row.is_mismatch()))
            .collect::<Vec<_>>();
        assert_eq!(rows, [(Status::Met, true), (Status::NotAssessed, false)]);
    }
}
