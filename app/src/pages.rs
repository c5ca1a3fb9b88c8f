//! The pages: what households answer, what the public may read, where committees work.
//!
//! Each page stands in a file of its own: how it is drawn, and what can be done on it. It never says what broke: that is
//! logged where the page is drawn, and the reader is told what to do.

pub mod committee;
pub mod error;
pub mod map;
pub mod resident;
pub mod results;

use crate::page_route::PageRoute;
use committee::people::sign_in;
use committee::planning::hamlets;
use results::{method, notice, place, targets, trend, units};

/// All pages with what can be done on them.
pub fn table() -> Vec<PageRoute> {
    vec![
        resident::home_route(),
        resident::link_route(),
        resident::ballot_route(),
        resident::thanks_route(),
        units::route(),
        place::route(),
        map::route(),
        targets::route(),
        trend::route(),
        method::route(),
        notice::route(),
        sign_in::route(),
        sign_in::accept_route(),
        hamlets::route(),
    ]
}
