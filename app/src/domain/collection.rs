//! How a round is planned and its ballots come in: codes, paper, minutes, days.

pub mod audit_slip;
pub mod boxes;
pub mod calendar;
pub mod code;
pub mod key_letters;
pub mod key_parts;
pub mod minutes;
pub mod notice;
pub mod paper;
pub mod plan;
pub mod receipt;
pub mod record;
pub mod round;
pub mod sealed_ballot;
pub mod sealed_typed;
pub mod slip;
pub mod steps;
pub mod unit_stage;
