//! Administrative units, what became of them, and how they are found by name.

pub mod alike;
pub mod census;
pub mod in_a_sentence;
pub mod pasted_hamlets;
pub mod search_key;
pub mod title;
pub mod typed_unit;
pub mod unit;
