//! The rules: units, forms, codes, counting, verdicts and percentages.
//!
//! Everything here is pure: no clock, no input or output, no SQL, no HTML. Time, ids and randomness come in
//! as arguments. Somebody from the Front's legal desk could be walked through this folder.

pub mod collection;
pub mod day;
pub mod document_kind;
pub mod number;
pub mod oversight;
pub mod people;
pub mod revision;
pub mod survey;
pub mod text;
pub mod units;
