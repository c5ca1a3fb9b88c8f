//! What is published of a round.

pub mod notice;
