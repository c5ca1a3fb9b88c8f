//! What ships inside: rulesets, targets, the calendar, lists of units.

pub mod rulesets;
pub mod targets;
pub mod units;
