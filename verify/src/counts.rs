//! How many are satisfied, and how many are not.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::Deserialize;

/// Two counts. They have room for any sum of what a record can hold, and for differences below nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub satisfied: i128,
    pub unsatisfied: i128,
}

impl Counts {
    pub const NONE: Self = Self { satisfied: 0, unsatisfied: 0 };

    pub fn new(satisfied: u64, unsatisfied: u64) -> Self {
        Self { satisfied: satisfied.into(), unsatisfied: unsatisfied.into() }
    }

    pub fn answers(self) -> i128 {
        self.satisfied + self.unsatisfied
    }

    pub fn is_negative(self) -> bool {
        self.satisfied < 0 || self.unsatisfied < 0
    }

    /// Whether nobody can be picked out by these counts, where `fewest` answers are told.
    pub fn can_be_told(self, fewest: i128) -> bool {
        let answers = self.answers();
        answers == 0 || answers >= 2 * fewest || (answers >= fewest && self.satisfied >= 2 && self.unsatisfied >= 2)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} satisfied and {} not", self.satisfied, self.unsatisfied)
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { satisfied: self.satisfied + other.satisfied, unsatisfied: self.unsatisfied + other.unsatisfied }
    }
}

impl Sub for Counts {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { satisfied: self.satisfied - other.satisfied, unsatisfied: self.unsatisfied - other.unsatisfied }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, Add::add)
    }
}

/// Who was asked and who answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Turnout {
    pub households: u64,
    pub issued: u64,
    pub returned: u64,
    pub valid: u64,
    pub invalid: u64,
}

impl Turnout {
    pub const FIELDS: [&'static str; 5] = ["households", "issued", "returned", "valid", "invalid"];

    /// Its numbers in the order of [`Self::FIELDS`], with room to add them up.
    pub fn numbers(&self) -> [i128; 5] {
        [self.households, self.issued, self.returned, self.valid, self.invalid].map(i128::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_not_told() {
        for (satisfied, unsatisfied, told) in [
            (0, 0, true),
            (1, 0, false),
            (2, 2, false),
            (3, 2, true),
            (4, 1, false),
            (5, 0, false),
            (7, 2, true),
            (8, 1, false),
            (1, 8, false),
            (9, 1, true),
            (10, 0, true),
            (0, 10, true),
        ] {
            assert_eq!(Counts::new(satisfied, unsatisfied).can_be_told(5), told, "{satisfied} {unsatisfied}");
        }
    }
}
