//! Who may do what: roles, permissions, scopes.

pub mod account;
pub mod credentials;
