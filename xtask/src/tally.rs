//! How many tests passed, failed and were skipped.
//!
//! Only the counting and its one spelling, which machines read; where the numbers come from is in `libtest` and
//! `playwright`.

use std::fmt;
use std::ops::AddAssign;

/// Counts tests by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that did what they should.
    pub passed: u64,
    /// Tests that did not, and steps that could not be taken.
    pub failed: u64,
    /// Tests and steps that were left out.
    pub skipped: u64,
}

impl Tally {
    /// Counts nothing: for a step that is no test, and went well.
    pub const NONE: Self = Self { passed: 0, failed: 0, skipped: 0 };
    /// Counts one passed test.
    pub const PASSED: Self = Self { passed: 1, ..Self::NONE };
    /// Counts one failed test.
    pub const FAILED: Self = Self { failed: 1, ..Self::NONE };
    /// Counts one test that was left out.
    pub const SKIPPED: Self = Self { skipped: 1, ..Self::NONE };
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_spelt_as_machines_expect() {
        let mut sum = Tally { passed: 40, failed: 0, skipped: 2 };
        sum += Tally::PASSED;
        sum += Tally::FAILED;
        assert_eq!(sum.to_string(), "41 passed, 1 failed, 2 skipped");
    }
}
