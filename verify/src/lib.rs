//! Recounts the public record of a round. All it knows of a record is docs/record.md.

mod audit_slips;
mod children;
mod commune;
pub mod counts;
pub mod files;
pub mod finding;
mod form;
mod judged;
pub mod merkle;
pub mod plain;
mod questions;
mod range;
pub mod receipts;
pub mod record;
pub mod results;
mod round;
pub mod ruleset;
pub mod share;
mod small_numbers;
pub mod summary;
mod tree;
mod turnout;
pub mod unreadable;
mod verdict;

use files::Files;
use finding::Finding;
use summary::Summary;
use tree::Tree;
use unreadable::Unreadable;

/// What comes out of a recount.
#[derive(Debug)]
pub struct Recount {
    /// All that does not agree, as far as could be read.
    pub findings: Vec<Finding>,
    pub summary: Result<Summary, Unreadable>,
}

/// Recounts a record.
pub fn recount(files: &Files) -> Recount {
    let mut findings = Vec::new();
    let summary = all(files, &mut findings);
    Recount { findings, summary }
}

fn all(files: &Files, findings: &mut Vec<Finding>) -> Result<Summary, Unreadable> {
    files.check_digests(findings)?;
    let record = files.record()?;
    let receipts = receipts::check(&files.receipts, (&record.places, &record.audit_slips), findings)?;
    audit_slips::check(&record, findings);
    round::check(&record, findings);
    let tree = Tree::grow(&record, findings);
    turnout::check(&tree, findings);
    commune::check(&tree, findings);
    questions::check(&tree, findings);
    children::check(&tree, findings);
    small_numbers::check(&tree, findings);
    verdict::check(&tree, findings);
    Ok(Summary::of(&record, receipts))
}
