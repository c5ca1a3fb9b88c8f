//! The router, who is asking, and how answers are drawn.

pub mod cast;
pub mod committee;
pub mod router;
pub mod state;
