//! Thresholds: how many must be satisfied, and whether so many are.

use crate::domain::units::unit::Level;
use crate::message::Message;
use serde::{Deserialize, Serialize};

/// How many must be satisfied (*ngưỡng hài lòng*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The overall question, or each of the others.
    pub about: About,
    /// So many in a hundred.
    pub percent: u32,
    /// Whether exactly so many are enough.
    pub compare: Compare,
    /// The level at which it must hold: in **every** such unit, whatever the total says.
    pub binds_at: Level,
    /// The document it comes from.
    pub source: String,
    /// Whether the number has been checked.
    pub verified: bool,
}

/// What a threshold is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The overall question (*nhìn chung*).
    Overall,
    /// Each of the other questions (*từng nội dung*).
    Content,
}

/// Whether reaching the number is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Compare {
    /// At least so many.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than so many.
    #[serde(rename = ">")]
    MoreThan,
}

impl Compare {
    /// Whether `part` of `whole` reaches `percent`, by integer multiplication. Nobody asked is never enough.
    pub fn holds(self, part: u64, whole: u64, percent: u32) -> bool {
        let have = u128::from(part) * 100;
        let want = u128::from(percent) * u128::from(whole);
        whole > 0
            && match self {
                Self::AtLeast => have >= want,
                Self::MoreThan => have > want,
            }
    }

    /// The smallest part of `whole` that reaches `percent`. It can be more than the whole, where nothing is enough.
    pub fn needed(self, whole: u64, percent: u32) -> u64 {
        let want = u128::from(percent) * u128::from(whole);
        let least = match self {
            Self::AtLeast => want.div_ceil(100),
            Self::MoreThan => want / 100 + 1,
        };
        u64::try_from(least).unwrap_or(u64::MAX)
    }

    /// The sign: `>=` or `>`.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
        }
    }
}

/// The words before the number.
impl From<Compare> for Message {
    fn from(compare: Compare) -> Self {
        Self::plain(match compare {
            Compare::AtLeast => "compare-at-least",
            Compare::MoreThan => "compare-more-than",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Compares whole parts, then the fractions turned over, as Euclid would: no product is formed.
    fn order(one: (u64, u64), other: (u64, u64)) -> std::cmp::Ordering {
        let ((above, below), (over, under)) = (one, other);
        (above / below).cmp(&(over / under)).then_with(|| match (above % below, over % under) {
            (0, 0) => std::cmp::Ordering::Equal,
            (0, _) => std::cmp::Ordering::Less,
            (_, 0) => std::cmp::Ordering::Greater,
            (rest, left) => order((under, left), (below, rest)),
        })
    }

    proptest! {
        /// The verdict by exact fractions, the slow way, agrees with the multiplication.
        #[test]
        fn verdicts_equal_exact_rationals(part in 0_u64..100_000, rest in 0_u64..100_000, percent in 0_u32..=100) {
            let whole = part + rest;
            if whole == 0 {
                prop_assert!(!Compare::AtLeast.holds(part, whole, percent) && !Compare::MoreThan.holds(part, whole, percent));
            } else {
                let order = order((part, whole), (u64::from(percent), 100));
                prop_assert_eq!(Compare::AtLeast.holds(part, whole, percent), order.is_ge());
                prop_assert_eq!(Compare::MoreThan.holds(part, whole, percent), order.is_gt());
            }
        }

        #[test]
        fn what_is_needed_is_enough_and_one_less_is_not(whole in 1_u64..100_000, percent in 0_u32..=100) {
            for compare in [Compare::AtLeast, Compare::MoreThan] {
                let needed = compare.needed(whole, percent);
                prop_assert!(compare.holds(needed, whole, percent));
                prop_assert!(needed == 0 || !compare.holds(needed - 1, whole, percent));
            }
        }
    }
}
