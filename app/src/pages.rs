//! The pages: what households answer, what the public may read, where committees work.
//!
//! Each page stands in a file of its own: how it is drawn, and what can be done on it. It never says what broke: that is
//! logged where the page is drawn, and the reader is told what to do.

pub mod committee;
pub mod demonstration;
pub mod error;
pub mod handbook;
pub mod map;
pub mod resident;
pub mod results;

use crate::page_route::PageRoute;
use committee::collection::{
    assist, audit_slips, hamlet, minutes, paper_batch, print_file, prints, round, signals, signed_minutes,
};
use committee::dashboard;
use committee::home;
use committee::oversight::{
    comparison, criteria, criteria_file, criteria_files, new_recommendation, recommendation, recommendations,
};
use committee::people::{accounts, audit_log, invitations, own_account, sign_in};
use committee::planning::{from_form, hamlets, new_plan, plan, preview, wording};
use committee::publication;
use committee::supervision::{activity, new_activity, programme, programmes};
use committee::trial;
use results::{method, picture, place, receipts, targets, trend, units};

/// All pages with what can be done on them.
pub fn table() -> Vec<PageRoute> {
    vec![
        resident::home_route(),
        resident::link_route(),
        resident::ballot_route(),
        resident::thanks_route(),
        units::route(),
        place::route(),
        place::list_route(),
        picture::route(),
        map::route(),
        targets::route(),
        trend::route(),
        method::route(),
        results::open_data::route(),
        results::api::route(),
        results::community::route(),
        results::community::poster_route(),
        results::programme::route(),
        demonstration::route(),
        handbook::route(),
        handbook::one_route(),
        handbook::print_route(),
        receipts::route(),
        receipts::list_route(),
        results::notice::route(),
        results::notice::file_route(),
        sign_in::route(),
        sign_in::accept_route(),
        home::route(),
        dashboard::route(),
        trial::route(),
        trial::over_route(),
        own_account::route(),
        accounts::route(),
        invitations::route(),
        audit_log::route(),
        hamlets::route(),
        new_plan::route(),
        plan::route(),
        wording::route(),
        from_form::route(),
        preview::route(),
        preview::paper_route(),
        comparison::route(),
        comparison::list_route(),
        criteria_files::route(),
        criteria_file::route(),
        criteria::route(),
        programmes::route(),
        programme::route(),
        programme::report_route(),
        new_activity::route(),
        activity::route(),
        recommendations::route(),
        recommendations::list_route(),
        new_recommendation::route(),
        recommendation::route(),
        recommendation::letter_route(),
        round::route(),
        prints::route(),
        print_file::route(),
        signals::route(),
        audit_slips::route(),
        hamlet::route(),
        assist::route(),
        paper_batch::route(),
        minutes::route(),
        signed_minutes::route(),
        signed_minutes::file_route(),
        publication::notice::route(),
        publication::notice::file_route(),
        publication::round_documents::route(),
        publication::templates::route(),
        publication::template::route(),
        publication::full_figures::route(),
    ]
}
