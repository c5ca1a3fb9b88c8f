//! The summary lines of Rust's own test harness.
//!
//! `cargo test` runs many harnesses, and each ends with one line; this sums them. The format is text for people, so
//! whoever runs the tests also looks at the exit status: a line that is not understood must not hide a failure.

use std::process::{Command, ExitStatus};

use anyhow::{Result, bail};

use crate::process;
use crate::step::{say_failed, say_skipped};
use crate::tally::Tally;

/// Runs `cargo test` and sums what its harnesses report.
pub fn run(command: &mut Command) -> Result<Tally> {
    let mut sum = Tally::default();
    let mut harnesses = 0;
    let status = process::listen(command, |line| {
        if let Some(tally) = parse(line) {
            sum += tally;
            harnesses += 1;
        }
    })?;
    if sum.skipped > 0 {
        say_skipped("Rust tests", &format!("{} are marked #[ignore]", sum.skipped));
    }
    judge(sum, harnesses, status)
}

/// Adds what the lines do not tell: a harness that crashed or did not compile has none.
fn judge(mut sum: Tally, harnesses: u32, status: ExitStatus) -> Result<Tally> {
    if harnesses == 0 {
        bail!("no test result line was seen ({status})");
    }
    if !status.success() && sum.failed == 0 {
        say_failed("Rust tests", &format!("no test failed, but cargo test did ({status})"));
        sum += Tally::FAILED;
    }
    Ok(sum)
}

/// Reads a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`; any other line is `None`.
fn parse(line: &str) -> Option<Tally> {
    let (_verdict, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |word: &str| {
        let part = counts.split("; ").find_map(|part| part.strip_suffix(word))?;
        part.trim().parse::<u64>().ok()
    };
    Some(Tally { passed: count("passed")?, failed: count("failed")?, skipped: count("ignored")? })
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[test]
    fn reads_the_summary_line() {
        let line = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 7 filtered out; finished in 0.01s";
        assert_eq!(parse(line), Some(Tally { passed: 12, failed: 0, skipped: 3 }));
        let line = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s";
        assert_eq!(parse(line), Some(Tally { passed: 1, failed: 2, skipped: 0 }));
    }

    #[test]
    fn reads_nothing_into_other_lines() {
        for line in ["", "running 3 tests", "test a::b ... ok", "test result: ok.", "test result: ok. many passed"] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_crash_without_a_line_is_a_failure() {
        let crashed = ExitStatus::from_raw(0x100);
        assert!(judge(Tally::NONE, 0, crashed).is_err());
        assert_eq!(judge(Tally::PASSED, 1, crashed).ok(), Some(Tally { passed: 1, failed: 1, skipped: 0 }));
        assert_eq!(judge(Tally::PASSED, 1, ExitStatus::default()).ok(), Some(Tally::PASSED));
    }
}
