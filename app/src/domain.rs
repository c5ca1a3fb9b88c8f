//! The rules: units, forms, codes, counting, verdicts and percentages.
//!
//! Everything here is pure: no clock, no input or output, no SQL, no HTML. Time, ids and randomness come in
//! as arguments. Somebody from the Front's legal desk could be walked through this folder.

pub mod account;
pub mod ballot;
pub mod calendar;
pub mod claim;
pub mod code;
pub mod criterion;
pub mod fold;
pub mod interval;
pub mod layer;
pub mod listing;
pub mod minutes;
pub mod notice;
pub mod official;
pub mod outline;
pub mod paper;
pub mod percent;
pub mod plan;
pub mod recognition;
pub mod recommendation;
pub mod results;
pub mod round;
pub mod ruleset;
pub mod seen;
pub mod signal;
pub mod tally;
pub mod target;
pub mod trend;
pub mod unit;
pub mod verdict;
