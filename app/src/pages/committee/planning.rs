//! A round before it opens: its plan, the wording of its ballot, its hamlets.

pub mod hamlets;
pub mod plans;
pub mod wording;
