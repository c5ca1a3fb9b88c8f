//! What docs/record.md fixes once and for all.

/// So many ballots have to be alike to be listed.
pub const LEAST: u64 = 5;

/// The letters of a receipt.
pub const LETTERS: &str = "23456789CFGHJKMNPQRTVX";
