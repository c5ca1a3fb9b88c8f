//! A round while it runs: participation, slips, paper, minutes, closing.

pub mod assist;
pub mod hamlet;
pub mod minutes;
pub mod paper_batch;
pub mod print_slips;
pub mod round;
pub mod signals;
pub mod signed_minutes;
