//! Programmes of supervision: what is planned for a year, what was found, what became of it.

pub mod activity;
mod activity_form;
mod comments;
pub mod new_activity;
pub mod programme;
mod programme_form;
pub mod programmes;
mod proposals;
mod visits;
