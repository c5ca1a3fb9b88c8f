//! The browser tests, and the numbers in Playwright's report.
//!
//! The tests live in `end2end/` and start the server they need from `YDAN_BIN`; this only hands them their
//! surroundings and counts. From the JSON report it wants four numbers of one flat object, which is no reason for a
//! JSON library.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::browser;
use crate::process;
use crate::step::{say_failed, say_skipped};
use crate::tally::Tally;
use crate::workspace::Workspace;

/// Makes the pictures of the handbooks.
pub fn pictures(workspace: &Workspace, ydan: &Path) -> Result<()> {
    let mut command = playwright(workspace, ydan)?;
    process::check(command.args(["--reporter=line", "--project=desktop", "handbook.spec"]))
}

/// Playwright in its folder, with what it needs.
fn playwright(workspace: &Workspace, ydan: &Path) -> Result<Command> {
    let folder = workspace.root.join("end2end");
    let chromium = browser::chromium()?;
    browser::scanner()?;
    browser::packages(&folder)?;
    let mut command = Command::new("npx");
    // `--no-install`: the pinned version or none.
    command.args(["--no-install", "playwright", "test"]).current_dir(&folder);
    command.env("YDAN_BIN", ydan).env("CHROMIUM", chromium);
    Ok(command)
}

/// Runs all browser tests against the given server; `database` is absent if PostgreSQL could not be started.
pub fn run(workspace: &Workspace, ydan: &Path, database: Option<&str>) -> Result<Tally> {
    let mut command = playwright(workspace, ydan)?;
    let report = workspace.target.join("xtask-playwright.json");
    // A report left over from the last run must not speak for this one.
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    command.arg("--reporter=line,json").env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    match database {
        Some(url) => command.env("YDAN_TEST_POSTGRES", url),
        None => command.env_remove("YDAN_TEST_POSTGRES"),
    };
    let status = process::status(&mut command)?;
    let json = std::fs::read_to_string(&report).with_context(|| format!("Playwright wrote no report ({status})"))?;
    let (mut tally, flaky) = parse(&json).context("Playwright's report has no statistics")?;

    if tally.skipped > 0 {
        say_skipped("browser tests", &format!("{} were skipped or never reached", tally.skipped));
    }
    if flaky > 0 {
        println!("!!! FLAKY browser tests: {flaky} passed only when tried again");
    }
    if !status.success() && tally.failed == 0 {
        say_failed("browser tests", &format!("no test failed, but Playwright did ({status})"));
        tally += Tally::FAILED;
    }
    Ok(tally)
}

/// Reads the counts out of the report, and how many of the passed tests needed a second try.
fn parse(json: &str) -> Option<(Tally, u64)> {
    // Inside a JSON string the quotes would be escaped, so this finds the key and never the title of a test.
    let (_, stats) = json.rsplit_once("\"stats\":")?;
    let (stats, _) = stats.split_once('}')?;
    let count = |key: &str| {
        let (_, value) = stats.split_once(&format!("\"{key}\":"))?;
        let value = value.trim_start();
        value[..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len())].parse::<u64>().ok()
    };
    let flaky = count("flaky")?;
    let tally = Tally { passed: count("expected")? + flaky, failed: count("unexpected")?, skipped: count("skipped")? };
    Some((tally, flaky))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_statistics() {
        let json = r#"{ "suites": [{ "title": "shows \"stats\": none }" }], "errors": [],
            "stats": { "startTime": "2026-11-24T00:00:00.000Z", "duration": 812.5,
                "expected": 11, "skipped": 2, "unexpected": 1, "flaky": 3 } }"#;
        assert_eq!(parse(json), Some((Tally { passed: 14, failed: 1, skipped: 2 }, 3)));
        assert_eq!(parse(&json.replace([' ', '\n'], "")), parse(json));
    }

    #[test]
    fn a_report_without_statistics_is_not_all_zeros() {
        assert_eq!(parse("{}"), None);
        assert_eq!(parse(r#"{"stats": {"expected": 3}}"#), None);
    }
}
