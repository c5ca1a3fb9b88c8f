//! The Ý Dân server: everything the pages need, supplied.

pub mod store;
