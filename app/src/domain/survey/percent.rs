//! Shares as two integers, and how they are written.
//!
//! A share is never stored or compared as a decimal: whoever compares multiplies (see
//! [`Threshold`](crate::domain::survey::threshold::Threshold)), and whoever shows it writes the decimals here.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The most decimals ever written. Beyond it a share is cut, not rounded, so that it still does not lie.
const MOST_DECIMALS: u32 = 16;

/// A part of a whole, both counted (*tỷ lệ*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many of them.
    pub part: u64,
    /// Out of how many.
    pub whole: u64,
}

impl Share {
    /// Names a share.
    pub const fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// Writes the percentage with a point: two decimals, half up; more where two would show `100.00` though
    /// one is missing, or `0.00` though one is there. `None` where there is no whole to speak of.
    ///
    /// ```
    /// use app::domain::survey::percent::Share;
    /// assert_eq!(Share::new(1278, 1699).decimal().as_deref(), Some("75.22"));
    /// assert_eq!(Share::new(99_999, 100_000).decimal().as_deref(), Some("99.999"));
    /// assert_eq!(Share::new(0, 0).decimal(), None);
    /// ```
    pub fn decimal(self) -> Option<String> {
        if self.whole == 0 {
            return None;
        }
        for decimals in 2..=MOST_DECIMALS {
            let hundred = 100 * 10_u128.pow(decimals);
            let scaled = self.scaled(hundred);
            let full = scaled == hundred && self.part != self.whole;
            let empty = scaled == 0 && self.part != 0;
            if !full && !empty {
                return Some(write(scaled, decimals));
            }
        }
        let hundred = 100 * 10_u128.pow(MOST_DECIMALS);
        let cut = if self.part < self.whole && self.part > self.whole / 2 { hundred - 1 } else { 1 };
        Some(write(cut, MOST_DECIMALS))
    }

    /// Which of two shares is smaller, multiplied out: neither is rounded. Both have a whole.
    pub fn compare(self, other: Self) -> Ordering {
        let left = u128::from(self.part) * u128::from(other.whole);
        let right = u128::from(other.part) * u128::from(self.whole);
        left.cmp(&right)
    }

    /// The share times `hundred`, half up.
    fn scaled(self, hundred: u128) -> u128 {
        let whole = u128::from(self.whole);
        (u128::from(self.part) * hundred * 2 + whole) / (2 * whole)
    }
}

fn write(scaled: u128, decimals: u32) -> String {
    let one = 10_u128.pow(decimals);
    format!("{}.{:0width$}", scaled / one, scaled % one, width = decimals as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_notice_of_2019_is_written_to_the_digit() {
        let written = |part, whole| Share::new(part, whole).decimal().expect("a whole");
        assert_eq!(written(1278, 1699), "75.22");
        assert_eq!(written(1276, 1278), "99.84");
        assert_eq!(written(2, 1278), "0.16");
        assert_eq!(written(1266, 1278), "99.06");
        assert_eq!(written(12, 1278), "0.94");
    }

    #[test]
    fn half_is_rounded_up() {
        assert_eq!(Share::new(1, 800).decimal().as_deref(), Some("0.13"));
        assert_eq!(Share::new(1, 8).decimal().as_deref(), Some("12.50"));
    }

    #[test]
    fn one_unsatisfied_household_among_many_is_never_hidden() {
        assert_eq!(Share::new(0, 5).decimal().as_deref(), Some("0.00"));
        assert_eq!(Share::new(5, 5).decimal().as_deref(), Some("100.00"));
        assert_eq!(Share::new(999_999, 1_000_000).decimal().as_deref(), Some("99.9999"));
        assert_eq!(Share::new(1, 1_000_000).decimal().as_deref(), Some("0.0001"));
        let huge = u64::MAX;
        assert!(!Share::new(huge - 1, huge).decimal().unwrap_or_default().starts_with("100"));
        assert_ne!(Share::new(1, huge).decimal().unwrap_or_default().trim_matches(['0', '.']), "");
    }

    proptest! {
        #[test]
        fn the_written_share_is_within_half_a_unit_of_the_exact_one(part in 0_u64..10_000_000, rest in 0_u64..10_000_000) {
            let whole = part + rest;
            prop_assume!(whole > 0);
            let text = Share::new(part, whole).decimal().unwrap_or_default();
            let (_, after) = text.split_once('.').unwrap_or_default();
            let unit = 10_i128.pow(u32::try_from(after.len())?);
            let written: i128 = text.replace('.', "").parse()?;
            // |written/unit - 100*part/whole| <= 1/(2*unit), in integers.
            let gap = (written * i128::from(whole) - 100 * i128::from(part) * unit).abs();
            prop_assert!(2 * gap <= i128::from(whole));
            prop_assert_eq!(text == "100.00", part == whole);
            prop_assert_eq!(text == "0.00", part == 0);
        }
    }
}
