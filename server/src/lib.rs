//! The Ý Dân server: everything the pages need, supplied.

pub mod import;
pub mod rulesets;
pub mod store;
pub mod units;
