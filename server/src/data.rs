//! What ships inside: rulesets, targets, the calendar, lists of units.

pub mod calendar;
pub mod rulesets;
pub mod targets;
pub mod units;
