//! Claims against answers (*đối chiếu*): what is claimed of a criterion beside what people say about it.
//!
//! Who oversees looks here first: a criterion that is claimed as met while people are not satisfied enough. How far the
//! answers fall short is compared as an exact fraction; whether they are enough to speak of is said beside it.

use super::criterion::Status;
use super::percent::Share;
use super::ruleset::{About, Compare, Question, Ruleset};
use super::tally::Count;
use super::unit::Level;
use std::cmp::Ordering;

/// How a claim and the answers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// Claimed as met, people are satisfied.
    Agrees,
    /// Claimed as met, people are not satisfied enough (*lệch với ý dân*).
    Mismatch,
    /// Not claimed as met, people are satisfied.
    Satisfied,
    /// Not claimed as met, people are not satisfied enough.
    BothLack,
    /// Nobody was asked about it, or nobody answered.
    NotAsked,
    /// The rules set no share to compare with.
    NoThreshold,
}

impl Agreement {
    /// All there are, with the word an address carries.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Mismatch, "lech"),
        (Self::Satisfied, "dan-hai-long"),
        (Self::BothLack, "cung-chua"),
        (Self::Agrees, "khop"),
        (Self::NotAsked, "khong-hoi"),
        (Self::NoThreshold, "khong-nguong"),
    ];

    /// What people read.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Agrees => "Báo đạt, dân hài lòng",
            Self::Mismatch => "Báo đạt, dân chưa hài lòng",
            Self::Satisfied => "Chưa báo đạt, dân hài lòng",
            Self::BothLack => "Chưa báo đạt, dân chưa hài lòng",
            Self::NotAsked => "Không hỏi, hoặc chưa ai trả lời",
            Self::NoThreshold => "Không có mức để so",
        }
    }
}

/// One criterion of one commune beside one question about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The criterion's number.
    pub criterion: u32,
    /// What is claimed, or what the appraiser said last.
    pub status: Status,
    /// The question; none where nothing asks about it.
    pub question: Option<u32>,
    /// The answers.
    pub counts: Count,
    /// The share asked for, if the rules ask for one.
    pub threshold: Option<(Compare, u32)>,
    /// What comes of it.
    pub agreement: Agreement,
}

impl Comparison {
    /// The share of satisfied answers.
    pub fn share(&self) -> Share {
        self.counts.share()
    }

    /// How many more would have to be satisfied.
    pub fn short(&self) -> u64 {
        let Share { part, whole } = self.share();
        self.threshold.map_or(0, |(compare, percent)| compare.needed(whole, percent).saturating_sub(part))
    }

    /// By how much the answers fall short of the threshold, as an exact fraction of a percent; the largest gap first.
    pub fn worst_first(&self, other: &Self) -> Ordering {
        let gap = |one: &Self| {
            let percent = one.threshold.map_or(0, |(_, percent)| percent);
            let whole = i128::from(one.share().whole.max(1));
            (i128::from(percent) * whole - 100 * i128::from(one.share().part), whole)
        };
        let ((a, a_whole), (b, b_whole)) = (gap(self), gap(other));
        (b * a_whole).cmp(&(a * b_whole))
    }

    /// The gap in points, rounded half up to a hundredth: `900` is nine points.
    pub fn gap_hundredths(&self) -> i64 {
        let Share { part, whole } = self.share();
        let (Some((_, percent)), true) = (self.threshold, whole > 0) else { return 0 };
        let exact = (i128::from(percent) * i128::from(whole) - 100 * i128::from(part)) * 100;
        let twice = 2 * i128::from(whole);
        i64::try_from((2 * exact + i128::from(whole)).div_euclid(twice)).unwrap_or(i64::MAX)
    }
}

/// Puts every criterion of a commune beside every question about it.
pub fn compare(ruleset: &Ruleset, status: impl Fn(u32) -> Status, counts: impl Fn(u32) -> Count) -> Vec<Comparison> {
    let threshold = ruleset
        .threshold(About::Content)
        .filter(|threshold| Level::Commune <= threshold.binds_at)
        .map(|threshold| (threshold.compare, threshold.percent));
    let mut all = Vec::new();
    for criterion in &ruleset.criteria {
        let status = status(criterion.no);
        let asks = |question: &&Question| !question.overall && question.criteria.contains(&criterion.no);
        let mut asked = false;
        for question in ruleset.questions.iter().filter(asks) {
            asked = true;
            let counts = counts(question.no);
            all.push(Comparison {
                criterion: criterion.no,
                status,
                question: Some(question.no),
                counts,
                threshold,
                agreement: agreement(status, counts.share(), threshold),
            });
        }
        if !asked {
            let (counts, agreement) = (Count::default(), Agreement::NotAsked);
            all.push(Comparison { criterion: criterion.no, status, question: None, counts, threshold, agreement });
        }
    }
    all
}

fn agreement(status: Status, share: Share, threshold: Option<(Compare, u32)>) -> Agreement {
    if share.whole == 0 {
        return Agreement::NotAsked;
    }
    let Some((compare, percent)) = threshold else { return Agreement::NoThreshold };
    match (status == Status::Met, compare.holds(share.part, share.whole, percent)) {
        (true, true) => Agreement::Agrees,
        (true, false) => Agreement::Mismatch,
        (false, true) => Agreement::Satisfied,
        (false, false) => Agreement::BothLack,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ruleset::tests::small;
    use proptest::prelude::*;

    fn one(satisfied: u64, unsatisfied: u64) -> Comparison {
        Comparison {
            criterion: 1,
            status: Status::Met,
            question: Some(1),
            counts: Count { satisfied, unsatisfied },
            threshold: Some((Compare::AtLeast, 80)),
            agreement: Agreement::Mismatch,
        }
    }

    #[test]
    fn each_pair_of_claim_and_answers_has_its_word() {
        let ruleset = small(4);
        let statuses = |criterion| if criterion == 1 { Status::Met } else { Status::NotMet };
        let found = |satisfied: u64| {
            let all =
                compare(&ruleset, statuses, |_| Count { satisfied, unsatisfied: 100_u64.saturating_sub(satisfied) });
            all.iter().map(|one| one.agreement).collect::<Vec<_>>()
        };
        assert_eq!(found(71)[0], Agreement::Mismatch);
        assert_eq!(found(80)[0], Agreement::Agrees);
        assert_eq!(found(80)[1], Agreement::Satisfied);
        assert_eq!(found(71)[1], Agreement::BothLack);
        let nobody = compare(&ruleset, statuses, |_| Count::default());
        assert!(nobody.iter().all(|one| one.agreement == Agreement::NotAsked));
    }

    #[test]
    fn the_gap_is_said_in_points_and_in_households() {
        assert_eq!((one(71, 29).gap_hundredths(), one(71, 29).short()), (900, 9));
        assert_eq!((one(2, 1).gap_hundredths(), one(2, 1).short()), (1_333, 1));
        assert_eq!(one(0, 0).gap_hundredths(), 0);
    }

    proptest! {
        #[test]
        fn worst_first_agrees_with_the_exact_shares(a in 1_u64..2_000, b in 0_u64..2_000, c in 1_u64..2_000, d in 0_u64..2_000) {
            let (x, y) = (one(a, b), one(c, d));
            // A smaller share is a larger gap: a/(a+b) against c/(c+d).
            let exact = (u128::from(a) * u128::from(c + d)).cmp(&(u128::from(c) * u128::from(a + b)));
            prop_assert_eq!(x.worst_first(&y), exact);
        }
    }
}
