//! Administrative units, what became of them, and how they are found by name.

pub mod census;
pub mod commune_list;
pub mod projection;
pub mod search_key;
pub mod unit;
