//! The pages of the people who run rounds (*cán bộ Mặt trận*): denser, worst first, what to do next first.
//!
//! Every page is complete without JavaScript. A form posts to the page it stands on, with a `step`; [`Step`] lists all
//! there are. What comes back is another page, or the same page with what was typed and what is to be mended.

pub mod collection;
mod home;
pub mod oversight;
pub(crate) mod page;
pub mod people;
pub mod planning;
pub mod publication;
mod step;

pub use collection::assist::AssistPage;
pub use collection::hamlet::{HamletPage, Printed};
pub use collection::minutes::{MinutesPage, SignedMinutesPage};
pub use collection::paper_batch::BatchPage;
pub use collection::round::RoundPage;
pub use collection::signals::SignalsPage;
pub use home::HomePage;
pub use oversight::comparison::ClaimsPage;
pub use oversight::criteria::CriteriaPage;
pub use oversight::criteria_file::{StatusDraftPage, StatusesPage};
pub use oversight::recommendation::ThreadPage;
pub use oversight::recommendations::{NewRecommendationPage, RecommendationsPage};
pub use people::accounts::AccountsPage;
pub use people::audit_log::JournalPage;
pub use people::own_account::OwnPage;
pub use planning::plans::{NewPlanPage, PlanPage};
pub use planning::wording::WordingPage;
pub use publication::notice::NoticePage;
pub use step::{Asked, Done, Step, act, find};
