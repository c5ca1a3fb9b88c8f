//! A round before it opens: its plan, the wording of its ballot, its hamlets.

pub mod from_form;
pub mod hamlets;
mod key_holders;
mod key_letters;
pub mod new_plan;
pub mod plan;
mod plan_form;
pub mod preview;
pub mod wording;
