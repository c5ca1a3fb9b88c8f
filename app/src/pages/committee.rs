//! The pages of the people who run rounds (*cán bộ Mặt trận*): denser, worst first, what to do next first.
//!
//! Every page is complete without JavaScript. A form posts to the page it stands on; the button's value says what is meant.

pub mod collection;
pub mod dashboard;
pub mod home;
pub mod oversight;
pub mod people;
pub mod planning;
pub mod publication;
mod steps;
pub mod supervision;
mod tasks;
pub mod trial;
mod unit_choice;
