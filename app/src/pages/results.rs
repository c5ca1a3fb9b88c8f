//! What the public may read: the list of places, a province or district with its communes, a commune, the method.
//!
//! Only what is published stands here; it is read from the frozen results, so that it does not change under anybody.

pub mod api;
mod commune;
mod commune_list;
pub mod community;
mod criteria_table;
mod figures;
pub mod method;
mod milestone_row;
mod named_unit_row;
pub mod notice;
pub mod open_data;
pub mod picture;
pub mod place;
pub mod predecessor_results;
pub mod programme;
mod question_tables;
pub mod receipts;
pub mod recommendations;
mod remark;
pub(crate) mod sources;
pub mod targets;
pub mod trend;
mod unit;
pub mod unit_address;
pub mod units;
