//! The Ý Dân server: everything the pages need, supplied.

pub mod cli;
pub mod data;
pub mod demo;
pub mod files;
pub mod http;
pub mod store;
pub mod trials;
