//! What the public may read: the list of places, a province or district with its communes, a commune, the method.
//!
//! Only what is published stands here; it is read from the frozen results, so that it does not change under anybody.

pub mod commune;
pub mod method;
pub mod notice;
pub mod place;
pub mod predecessor_results;
pub mod recommendations;
pub mod targets;
pub mod trend;
pub mod unit;
pub mod unit_address;
pub mod units;
