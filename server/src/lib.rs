//! The Ý Dân server: everything the pages need, supplied.

pub mod boundaries;
pub mod cast;
pub mod cli;
pub mod committee;
pub mod demo;
pub mod import;
pub mod password;
pub mod router;
pub mod rulesets;
pub mod sheet;
pub mod slowdown;
pub mod store;
pub mod targets;
pub mod units;
