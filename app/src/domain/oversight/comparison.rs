//! Claims against answers (*đối chiếu*): what is claimed of a criterion beside what people say about it.
//!
//! Who oversees looks here first: a criterion that is claimed as met while people are not satisfied enough. How far the
//! answers fall short is compared as an exact fraction; whether they are enough to speak of is said beside it.

use crate::domain::oversight::criterion::Status;
use crate::domain::survey::count::Count;
use crate::domain::survey::interval::{is_conclusive, remark};
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::{Base, Question, Ruleset};
use crate::domain::survey::threshold::{About, Compare};
use crate::domain::units::unit::Level;
use crate::message::Message;
use std::cmp::Ordering;
use std::collections::BTreeMap;

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
    /// Nothing was ever written of the criterion.
    NoData,
    /// Nobody was asked about it, or nobody answered.
    NotAsked,
    /// The rules set no share to compare with.
    NoThreshold,
}

impl Agreement {
    /// All there are, what is looked at first before the rest, with the word an address carries.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Mismatch, "lech"),
        (Self::NoThreshold, "khong-nguong"),
        (Self::BothLack, "cung-chua"),
        (Self::Satisfied, "dan-hai-long"),
        (Self::Agrees, "khop"),
        (Self::NoData, "khong-so-lieu"),
        (Self::NotAsked, "khong-hoi"),
    ];

    /// Whether the answers are compared with a share that is asked for.
    pub const fn is_by_threshold(self) -> bool {
        matches!(self, Self::Agrees | Self::Mismatch | Self::Satisfied | Self::BothLack)
    }
}

/// Its label.
impl From<Agreement> for Message {
    fn from(agreement: Agreement) -> Self {
        Self::plain(match agreement {
            Agreement::Agrees => "agreement-agrees",
            Agreement::Mismatch => "agreement-mismatch",
            Agreement::Satisfied => "agreement-satisfied",
            Agreement::BothLack => "agreement-both-lack",
            Agreement::NoData => "agreement-no-data",
            Agreement::NotAsked => "agreement-not-asked",
            Agreement::NoThreshold => "agreement-no-threshold",
        })
    }
}

/// A round that speaks for a commune.
#[derive(Clone, Copy, Debug)]
pub struct RoundAnswers<'a> {
    /// Its rules.
    pub ruleset: &'a Ruleset,
    /// The answers, by question.
    pub answers: &'a BTreeMap<u32, Count>,
    /// How many households could answer; 0 where that is not known.
    pub households: u64,
}

/// How many households could answer, from the base of participation; 0, for not known, where a round counts the ballots
/// handed out instead.
pub fn households(ruleset: &Ruleset, base: u64) -> u64 {
    if ruleset.participation.base == Base::Households { base } else { 0 }
}

/// One criterion of one commune beside one question about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Which of the rounds asked it, the latest being 0.
    pub round: usize,
    /// The criterion's number.
    pub criterion: u32,
    /// What is claimed, or what the appraiser said last; `None` where nothing was ever written.
    pub status: Option<Status>,
    /// The question; none where nothing asks about it.
    pub question: Option<u32>,
    /// The answers.
    pub counts: Count,
    /// How many households could answer; 0 where that is not known.
    pub households: u64,
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

    /// Whether the answers are enough to say on which side of the threshold people stand.
    pub fn is_conclusive(&self) -> bool {
        self.threshold.is_some_and(|threshold| is_conclusive(self.share(), self.households, threshold))
    }

    /// Whether the answers carry weight: they settle the threshold or, where none is known, are not few.
    pub fn is_settled(&self) -> bool {
        match self.threshold {
            Some(_) => self.is_conclusive(),
            None => self.share().whole > 0 && remark(self.share(), self.households, None).is_none(),
        }
    }

    /// Whether it is claimed as met and people certainly deny it. What is only likely is nobody's fact.
    pub fn is_denied(&self) -> bool {
        self.agreement == Agreement::Mismatch && self.is_conclusive()
    }

    /// How many more would have to be satisfied.
    pub fn short(&self) -> u64 {
        let Share { part, whole } = self.share();
        self.threshold.map_or(0, |(compare, percent)| compare.needed(whole, percent).saturating_sub(part))
    }

    /// By how much the answers fall short of the threshold, or of nothing where none is known, as an exact fraction of a
    /// percent; the largest gap first.
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

/// Puts every criterion of a commune beside every question about it. The latest round comes first: after one
/// that asks some contents again, the round before it speaks of the rest.
pub fn compare(rounds_answers: &[RoundAnswers<'_>], status: impl Fn(u32) -> Option<Status>) -> Vec<Comparison> {
    let Some(latest) = rounds_answers.first() else { return Vec::new() };
    let mut all = Vec::new();
    for criterion in &latest.ruleset.criteria {
        let status = status(criterion.no);
        let mut asked = false;
        for (round, one) in rounds_answers.iter().enumerate() {
            let again = |before: &Question| {
                let later = round.checked_sub(1).map(|later| &rounds_answers[later].ruleset.questions);
                later.into_iter().flatten().any(|question| match question.repeats {
                    Some(no) => no == before.no,
                    // Rounds of before questions said what they repeat.
                    None => question.criteria == before.criteria,
                })
            };
            let asks = |question: &&Question| !question.overall && question.criteria.contains(&criterion.no);
            for question in one.ruleset.questions.iter().filter(asks).filter(|question| !again(question)) {
                asked = true;
                let counts = one.answers.get(&question.no).copied().unwrap_or_default();
                let threshold = threshold(one.ruleset);
                all.push(Comparison {
                    round,
                    criterion: criterion.no,
                    status,
                    question: Some(question.no),
                    counts,
                    households: one.households,
                    threshold,
                    agreement: agreement(status, counts.share(), threshold),
                });
            }
        }
        if !asked {
            all.push(Comparison {
                round: 0,
                criterion: criterion.no,
                status,
                question: None,
                counts: Count::default(),
                households: 0,
                threshold: threshold(latest.ruleset),
                agreement: Agreement::NotAsked,
            });
        }
    }
    all
}

/// The share that a commune's answers to a content are compared with.
fn threshold(ruleset: &Ruleset) -> Option<(Compare, u32)> {
    let threshold = ruleset.threshold(About::Content)?;
    (Level::Commune <= threshold.binds_at).then_some((threshold.compare, threshold.percent))
}

fn agreement(status: Option<Status>, share: Share, threshold: Option<(Compare, u32)>) -> Agreement {
    if share.whole == 0 {
        return Agreement::NotAsked;
    }
    let Some((compare, percent)) = threshold else { return Agreement::NoThreshold };
    let Some(status) = status else { return Agreement::NoData };
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
    use crate::domain::survey::ruleset::tests::small;
    use proptest::prelude::*;

    fn one(satisfied: u64, unsatisfied: u64) -> Comparison {
        Comparison {
            round: 0,
            criterion: 1,
            status: Some(Status::Met),
            question: Some(1),
            counts: Count { satisfied, unsatisfied },
            households: 0,
            threshold: Some((Compare::AtLeast, 80)),
            agreement: Agreement::Mismatch,
        }
    }

    /// The same answers to every question.
    fn answers(satisfied: u64, unsatisfied: u64) -> BTreeMap<u32, Count> {
        (1..=4).map(|no| (no, Count { satisfied, unsatisfied })).collect()
    }

    #[test]
    fn each_pair_of_claim_and_answers_has_its_word() {
        let ruleset = small(4);
        let statuses = |criterion| Some(if criterion == 1 { Status::Met } else { Status::NotMet });
        let found = |answers: &BTreeMap<u32, Count>| {
            let round = RoundAnswers { ruleset: &ruleset, answers, households: 100 };
            compare(&[round], statuses).iter().map(|one| one.agreement).collect::<Vec<_>>()
        };
        assert_eq!(found(&answers(71, 29))[..2], [Agreement::Mismatch, Agreement::BothLack]);
        assert_eq!(found(&answers(80, 20))[..2], [Agreement::Agrees, Agreement::Satisfied]);
        assert!(found(&answers(0, 0)).iter().all(|one| *one == Agreement::NotAsked));
        assert!(found(&BTreeMap::new()).iter().all(|one| *one == Agreement::NotAsked));
        assert_eq!(compare(&[], statuses), []);
    }

    #[test]
    fn a_criterion_of_which_nothing_is_written_is_neither_met_nor_not() {
        let ruleset = small(4);
        for (satisfied, unsatisfied) in [(71, 29), (80, 20)] {
            let answers = answers(satisfied, unsatisfied);
            let round = RoundAnswers { ruleset: &ruleset, answers: &answers, households: 100 };
            let found = compare(&[round], |criterion| (criterion == 2).then_some(Status::NotAssessed));
            assert_eq!((found[0].agreement, found[0].status), (Agreement::NoData, None));
            assert_ne!(found[1].agreement, Agreement::NoData, "that it is not assessed yet is something written");
        }
    }

    #[test]
    fn after_a_round_that_asks_some_contents_again_the_one_before_speaks_of_the_rest() {
        let first = small(4);
        let plan = crate::domain::collection::plan::Plan {
            ruleset: first.clone(),
            papers: crate::domain::collection::plan::Papers::default(),
            opens: chrono::NaiveDate::default(),
            closes: chrono::NaiveDate::default(),
            reviewed: true,
            holders: crate::domain::collection::key_letters::KeyHolders::default(),
        };
        let again = plan.only(&[2].into()).ruleset;
        let (before, after) = (answers(60, 40), answers(95, 5));
        let rounds_answers = [
            RoundAnswers { ruleset: &again, answers: &after, households: 100 },
            RoundAnswers { ruleset: &first, answers: &before, households: 100 },
        ];
        let all = compare(&rounds_answers, |_| Some(Status::Met));
        let found: Vec<_> = all.iter().map(|one| (one.criterion, one.round, one.question, one.agreement)).collect();
        // The second content is the first question of the repeated round.
        let expected = [
            (1, 1, Some(1), Agreement::Mismatch),
            (2, 0, Some(1), Agreement::Agrees),
            (3, 1, Some(3), Agreement::Mismatch),
        ];
        assert_eq!(found, expected);
        assert_eq!(
            compare(&rounds_answers[..1], |_| Some(Status::Met))[0].agreement,
            Agreement::NotAsked,
            "alone it is silent"
        );
    }

    #[test]
    fn ballots_handed_out_are_not_all_households() {
        let mut ruleset = small(4);
        assert_eq!(households(&ruleset, 1_000), 1_000);
        ruleset.participation.base = Base::Issued;
        assert_eq!(households(&ruleset, 150), 0);
        // 150 of 150 ballots say nothing of the other 850 households.
        let few = Comparison { households: households(&ruleset, 150), ..one(118, 32) };
        assert!(few.agreement == Agreement::Mismatch && !few.is_denied());
    }

    #[test]
    fn a_claim_is_denied_only_where_the_answers_settle_it() {
        let few = Comparison { households: 74, ..one(17, 7) };
        assert!(!few.is_denied() && few.agreement == Agreement::Mismatch);
        assert!(Comparison { households: 24, ..one(17, 7) }.is_denied(), "everybody answered");
        assert!(one(71, 29).is_denied());
        assert!(!Comparison { agreement: Agreement::BothLack, ..one(71, 29) }.is_denied());
    }

    #[test]
    fn where_no_threshold_is_known_the_least_satisfied_come_first_and_few_answers_settle_nothing() {
        let mut ruleset = small(4);
        ruleset.thresholds.clear();
        let mut answers = answers(90, 10);
        answers.insert(2, Count { satisfied: 40, unsatisfied: 60 });
        answers.insert(3, Count { satisfied: 0, unsatisfied: 1 });
        let round = RoundAnswers { ruleset: &ruleset, answers: &answers, households: 100 };
        let mut all = compare(&[round], |_| Some(Status::Met));
        assert!(all.iter().all(|one| one.agreement == Agreement::NoThreshold && !one.is_denied()));
        all.sort_by(|a, b| b.is_settled().cmp(&a.is_settled()).then_with(|| a.worst_first(b)));
        assert_eq!(all.iter().map(|one| one.criterion).collect::<Vec<_>>(), [2, 1, 3]);
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
