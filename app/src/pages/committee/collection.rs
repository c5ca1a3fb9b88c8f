//! A round while it runs: participation, slips, paper, minutes, closing.

pub mod assist;
pub mod audit_slips;
mod batches;
mod closing;
pub(super) mod conflicts;
mod counting;
pub mod hamlet;
mod key_parts;
pub mod minutes;
pub mod paper_batch;
pub mod participation;
pub mod print_file;
mod print_place;
pub mod prints;
pub mod round;
pub mod signals;
pub mod signed_minutes;
mod slips;
mod voiding;
