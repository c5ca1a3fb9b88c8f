//! The steps of a check, one after the other, and the report at the end.
//!
//! A step never stops the next one: whatever it does, even if it cannot be taken at all, becomes numbers in one row of
//! the table. What is not done is said loudly, where it happens. Which steps there are is decided in `test`.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process;
use crate::tally::Tally;

/// Says on a line of its own that something was left out.
pub fn say_skipped(what: &str, why: &str) {
    println!("!!! SKIPPED {what}: {why}");
}

/// Says on a line of its own that something failed.
pub fn say_failed(what: &str, why: &str) {
    println!("!!! FAILED {what}: {why}");
}

/// Collects one row per step.
#[derive(Default)]
pub struct Report {
    rows: Vec<(&'static str, Duration, Tally)>,
}

impl Report {
    /// Takes a step and times it; an error counts as one failure. Returns what the step produced besides its counts.
    pub fn step<T>(&mut self, name: &'static str, step: impl FnOnce() -> Result<(Tally, T)>) -> Option<T> {
        println!("\n=== {name}");
        let start = Instant::now();
        let (tally, product) = match step() {
            Ok((tally, product)) => (tally, Some(product)),
            Err(error) => {
                say_failed(name, &format!("{error:#}"));
                (Tally::FAILED, None)
            }
        };
        self.rows.push((name, start.elapsed(), tally));
        product
    }

    /// Takes a step that is a single command: it counts as one test.
    pub fn command(&mut self, name: &'static str, command: &mut Command) {
        self.step(name, || process::check(command).map(|()| (Tally::PASSED, ())));
    }

    /// Leaves a step out, loudly; it counts as one skipped test.
    pub fn skip(&mut self, name: &'static str, why: &str) {
        println!("\n=== {name}");
        say_skipped(name, why);
        self.rows.push((name, Duration::ZERO, Tally::SKIPPED));
    }

    /// Prints the table and, as the very last line, the sum. Returns whether nothing failed.
    pub fn finish(self) -> bool {
        let mut sum = Tally::default();
        println!("\n{:<16} {:>8} {:>7} {:>7} {:>8}", "step", "seconds", "passed", "failed", "skipped");
        for (name, time, tally) in self.rows {
            let Tally { passed, failed, skipped } = tally;
            println!("{name:<16} {:>8.1} {passed:>7} {failed:>7} {skipped:>8}", time.as_secs_f64());
            sum += tally;
        }
        println!("\nydan: {sum}");
        sum.failed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_cannot_be_taken_is_a_failure() {
        let mut report = Report::default();
        assert_eq!(report.step("fine", || Ok((Tally::PASSED, 7))), Some(7));
        assert!(report.step::<()>("broken", || anyhow::bail!("no such thing")).is_none());
        report.skip("left out", "for this test");
        assert!(!report.finish());
    }
}
