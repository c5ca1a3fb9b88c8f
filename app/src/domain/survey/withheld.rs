//! Small numbers: what of a group's answers would tell on people, and is not told.

use crate::domain::survey::count::Count;
use crate::message::Message;
use serde::{Deserialize, Serialize};

/// In a group smaller than this it is not told that everybody answered alike: twice the fewest answers whose counts are told.
pub const fn fewest_alike(fewest: u64) -> u64 {
    fewest.saturating_mul(2)
}

/// Why the counts of a group's answers to a question are not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Withheld {
    /// Fewer answered than [`Disclosure::fewest`](crate::domain::survey::ruleset::Disclosure::fewest).
    TooFew,
    /// Everybody in a small group is satisfied, or all but one: it is told that four in five are, or more.
    AlmostAll,
    /// Nobody in a small group is satisfied, or one: it is told that one in five is, or fewer.
    AlmostNone,
    /// Taken from a sum, it would tell what is withheld of others.
    BesideOthers,
    /// A later version differs from it by a few answers.
    Corrected,
}

impl Withheld {
    /// What keeps the counts of a group from being told, looked at alone, where those of `fewest` answers are; `None` where they
    /// can be told, or nobody answered.
    pub const fn of(counts: Count, fewest: u64) -> Option<Self> {
        match counts.base() {
            0 => None,
            base if base < fewest => Some(Self::TooFew),
            base if base < fewest_alike(fewest) && counts.unsatisfied <= 1 => Some(Self::AlmostAll),
            base if base < fewest_alike(fewest) && counts.satisfied <= 1 => Some(Self::AlmostNone),
            _ => None,
        }
    }
}

impl From<Withheld> for Message {
    fn from(withheld: Withheld) -> Self {
        Self::plain(match withheld {
            Withheld::TooFew => "withheld-too-few",
            Withheld::AlmostAll => "withheld-almost-all",
            Withheld::AlmostNone => "withheld-almost-none",
            Withheld::BesideOthers => "withheld-beside-others",
            Withheld::Corrected => "withheld-corrected",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::Disclosure;

    #[test]
    fn few_answers_and_answers_alike_of_a_small_group_are_not_told() {
        let of = |satisfied, unsatisfied| Withheld::of(Count { satisfied, unsatisfied }, 5);
        assert_eq!([of(0, 0), of(3, 2), of(10, 0), of(0, 10)], [None; 4]);
        assert_eq!([of(1, 0), of(2, 2)], [Some(Withheld::TooFew); 2]);
        assert_eq!([of(5, 0), of(4, 1), of(9, 0), of(8, 1)], [Some(Withheld::AlmostAll); 4]);
        assert_eq!([of(0, 5), of(1, 4), of(0, 9), of(1, 8)], [Some(Withheld::AlmostNone); 4]);
    }

    #[test]
    fn what_is_told_of_a_small_group_instead_is_true() {
        for base in Disclosure::LEAST..fewest_alike(Disclosure::MOST) {
            assert!((base - 1) * 5 >= base * 4 && 5 <= base, "one of {base} is a fifth at most");
        }
    }
}
