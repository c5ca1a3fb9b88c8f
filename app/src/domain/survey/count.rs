//! Counting: what is added up from hamlet to province.
//!
//! Counts are added, percentages never averaged (Hướng dẫn 90/HD-MTTW-BTT). A tally is a sum, so it does not matter
//! in which order or in which groups hamlets are added.

use crate::domain::survey::ballot::{Answer, Ballot};
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::Spoils;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;
use strum::IntoStaticStr;

/// The two counts of one question. Their sum is the number of valid answers to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Count {
    /// Households that are satisfied.
    pub satisfied: u64,
    /// Households that are not satisfied yet.
    pub unsatisfied: u64,
}

impl Count {
    /// Valid answers to the question: the denominator of its shares.
    pub const fn base(self) -> u64 {
        self.satisfied + self.unsatisfied
    }

    /// What is left of it without a part of it.
    #[must_use]
    pub const fn without(self, part: Self) -> Self {
        Self {
            satisfied: self.satisfied.saturating_sub(part.satisfied),
            unsatisfied: self.unsatisfied.saturating_sub(part.unsatisfied),
        }
    }

    /// The share of satisfied households among the valid answers.
    pub const fn share(self) -> Share {
        Share::new(self.satisfied, self.base())
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.satisfied += other.satisfied;
        self.unsatisfied += other.unsatisfied;
    }
}

/// Who was asked and who answered. `returned = valid + invalid` always holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Turnout {
    /// Households living there.
    pub households: u64,
    /// Ballots handed out, as slips or on paper (*phiếu phát ra*).
    pub issued: u64,
    /// Ballots that came back (*phiếu thu về*).
    pub returned: u64,
    /// Valid ballots among them (*phiếu hợp lệ*).
    pub valid: u64,
    /// Invalid ballots among them (*phiếu không hợp lệ*).
    pub invalid: u64,
}

impl AddAssign for Turnout {
    fn add_assign(&mut self, other: Self) {
        self.households += other.households;
        self.issued += other.issued;
        self.returned += other.returned;
        self.valid += other.valid;
        self.invalid += other.invalid;
    }
}

/// Adds counts question by question.
pub fn add_counts(sum: &mut [Count], own: impl IntoIterator<Item = Count>) {
    sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
}

/// How a ballot came in. Kept of the slip, never of the ballot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Origin {
    /// Sent by the household itself.
    #[default]
    Online,
    /// Sent with the help of a member of the working committee.
    Assisted,
    /// Filled in on paper and keyed in.
    Paper,
}

/// Turnout and the counts of every question, in the order of the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Who was asked and who answered.
    pub turnout: Turnout,
    /// The counts, question 1 first.
    pub counts: Vec<Count>,
}

impl Tally {
    /// A tally of nothing for a form of `questions` questions.
    pub fn empty(questions: usize) -> Self {
        Self { turnout: Turnout::default(), counts: vec![Count::default(); questions] }
    }

    /// Adds one ballot that came back; an invalid one adds no answers.
    pub fn add_ballot(&mut self, ballot: &Ballot, spoils: Spoils) {
        self.turnout.returned += 1;
        if !spoils.counts(ballot) {
            self.turnout.invalid += 1;
            return;
        }
        self.turnout.valid += 1;
        add_counts(&mut self.counts, ballot.counts());
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.turnout += other.turnout;
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), Count::default());
        }
        add_counts(&mut self.counts, other.counts.iter().copied());
    }
}

impl Ballot {
    /// What the ballot adds to each question.
    pub fn counts(&self) -> impl Iterator<Item = Count> {
        self.answers().iter().map(|answer| Count {
            satisfied: u64::from(*answer == Some(Answer::Satisfied)),
            unsatisfied: u64::from(*answer == Some(Answer::Unsatisfied)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ballots() -> impl Strategy<Value = Vec<Ballot>> {
        let answer = prop_oneof![Just(None), Just(Some(Answer::Satisfied)), Just(Some(Answer::Unsatisfied))];
        proptest::collection::vec(proptest::collection::vec(answer, 5).prop_map(Ballot::new), 0..60)
    }

    proptest! {
        #[test]
        fn it_does_not_matter_how_ballots_are_grouped(all in ballots(), cut in 0_usize..60) {
            let count = |some: &[Ballot]| {
                let mut tally = Tally::empty(5);
                some.iter().for_each(|ballot| tally.add_ballot(ballot, Spoils::All));
                tally
            };
            let (one, other) = all.split_at(cut.min(all.len()));
            let mut sum = count(one);
            sum += &count(other);
            prop_assert_eq!(&sum, &count(&all));
            prop_assert_eq!(sum.turnout.returned, sum.turnout.valid + sum.turnout.invalid);
            for (at, count) in sum.counts.iter().enumerate() {
                let of = |wanted| all.iter().filter(|ballot| ballot.answers()[at] == Some(wanted)).count() as u64;
                prop_assert_eq!(count.satisfied, of(Answer::Satisfied));
                prop_assert_eq!(count.unsatisfied, of(Answer::Unsatisfied));
                prop_assert!(count.base() <= sum.turnout.valid);
            }
        }
    }
}
