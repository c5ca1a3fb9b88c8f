//! What docs/record.md fixes once and for all.

/// The letters of a receipt.
pub const LETTERS: &str = "23456789CFGHJKMNPQRTVX";
