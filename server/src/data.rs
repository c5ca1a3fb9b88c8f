//! What ships inside: rulesets, targets, the calendar, lists of units.

pub mod calendar;
pub mod pictures;
pub mod rulesets;
pub mod targets;
pub mod units;
