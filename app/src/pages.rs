//! The pages: what households answer, what the public may read, where committees work.
//!
//! A page is drawn on the server from what the ports give it, whole, in one answer. It never says what broke: that is
//! logged where it is met, and the reader is told what to do.

pub mod committee;
pub mod error;
pub mod map;
pub mod resident;
pub mod results;
