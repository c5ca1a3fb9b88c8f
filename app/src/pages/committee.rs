//! The pages of the people who run rounds (*cán bộ Mặt trận*): denser, worst first, what to do next first.
//!
//! Every page is complete without JavaScript. A form posts to the page it stands on, with a `step`; [`Step`] lists all
//! there are. What comes back is another page, or the same page with what was typed and what is to be mended.

pub mod collection;
pub mod home;
pub mod oversight;
pub(crate) mod page;
pub mod people;
pub mod planning;
pub mod publication;
mod step;
mod tasks;

pub use collection::minutes::{MinutesPage, SignedMinutesPage};
pub use collection::paper_batch::BatchPage;
pub use publication::notice::NoticePage;
pub use step::{Asked, Done, Step, act, find};
