//! What counts that are withheld can be.

use std::ops::Add;

use crate::counts::Counts;
use crate::results::Withheld;
use crate::ruleset::Withholding;

/// The least and the most of satisfied, of not satisfied, and of all answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    satisfied: (i128, i128),
    unsatisfied: (i128, i128),
    pub answers: (i128, i128),
}

impl Range {
    pub const NOTHING: Self = Self { satisfied: (0, 0), unsatisfied: (0, 0), answers: (0, 0) };

    pub fn exactly(counts: Counts) -> Self {
        let both = |it| (it, it);
        let (satisfied, unsatisfied) = (both(counts.satisfied), both(counts.unsatisfied));
        Self { satisfied, unsatisfied, answers: both(counts.answers()) }
    }

    /// What is withheld for a reason can be, of so many valid ballots.
    pub fn withheld(why: Withheld, valid: i128, Withholding { fewest, exact }: Withholding) -> Option<Self> {
        let (few, many) = (fewest - 1, 2 * fewest - 1);
        let (satisfied, unsatisfied, answers) = match why {
            Withheld::TooFew => ((0, few), (0, few), (1, few)),
            Withheld::AlmostAll => ((few, many), (0, 1), (fewest, many)),
            Withheld::AlmostNone => ((0, 1), (few, many), (fewest, many)),
            Withheld::BesideOthers => ((0, valid), (0, valid), (0, valid)),
        };
        // So few would be withheld as too few.
        if why == Withheld::BesideOthers && exact && (1..fewest).contains(&valid) {
            return None;
        }
        let least = if exact { valid } else { 0 };
        let possible = Self { satisfied: (0, valid), unsatisfied: (0, valid), answers: (least, valid) };
        Self { satisfied, unsatisfied, answers }.both(possible)
    }

    /// What is in both ranges, if anything.
    pub fn both(self, other: Self) -> Option<Self> {
        let both = |one: (i128, i128), two: (i128, i128)| (one.0.max(two.0), one.1.min(two.1));
        let satisfied = both(self.satisfied, other.satisfied);
        let unsatisfied = both(self.unsatisfied, other.unsatisfied);
        let sums = (satisfied.0 + unsatisfied.0, satisfied.1 + unsatisfied.1);
        let answers = both(both(self.answers, other.answers), sums);
        let any = [satisfied, unsatisfied, answers].iter().all(|it| it.0 <= it.1);
        any.then_some(Self { satisfied, unsatisfied, answers })
    }

    pub fn has(self, counts: Counts) -> bool {
        self.both(Self::exactly(counts)).is_some()
    }
}

impl Add for Range {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let add = |one: (i128, i128), two: (i128, i128)| (one.0 + two.0, one.1 + two.1);
        Self {
            satisfied: add(self.satisfied, other.satisfied),
            unsatisfied: add(self.unsatisfied, other.unsatisfied),
            answers: add(self.answers, other.answers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_withheld_can_be() {
        let answers =
            |why, valid, exact| Range::withheld(why, valid, Withholding { fewest: 5, exact }).map(|it| it.answers);
        assert_eq!(answers(Withheld::TooFew, 3, false), Some((1, 3)));
        assert_eq!(answers(Withheld::TooFew, 3, true), Some((3, 3)));
        assert_eq!(answers(Withheld::TooFew, 0, false), None);
        assert_eq!(answers(Withheld::TooFew, 5, true), None);
        assert_eq!(answers(Withheld::AlmostAll, 4, false), None);
        assert_eq!(answers(Withheld::AlmostAll, 50, false), Some((5, 9)));
        assert_eq!(answers(Withheld::AlmostNone, 7, true), Some((7, 7)));
        assert_eq!(answers(Withheld::AlmostNone, 10, true), None);
        assert_eq!(answers(Withheld::BesideOthers, 4, true), None);
        assert_eq!(answers(Withheld::BesideOthers, 5, true), Some((5, 5)));
        assert_eq!(answers(Withheld::BesideOthers, 4, false), Some((0, 4)));
    }
}
