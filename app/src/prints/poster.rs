//! A poster for the hall (*áp phích*): that people are asked, until when, and how.

use super::contact::{contact, site};
use super::qr_squares::QrSquares;
use crate::domain::collection::round::Round;
use crate::i18n::t;
use serde::Serialize;

/// A poster.
#[derive(Clone, Debug, Serialize)]
pub struct Poster {
    pub(super) title: String,
    asks: String,
    heading: String,
    when: String,
    steps: Vec<String>,
    site: String,
    qr: Option<QrSquares>,
    promises: Vec<String>,
    contact: String,
}

impl Poster {
    /// For a place in which a round is held.
    pub fn new(base_url: &str, round: &Round, place: &str) -> Self {
        Self {
            title: t!("prints-poster", unit = place),
            asks: t!("prints-asks-short", unit = &round.unit.name),
            heading: t!("prints-poster-title", unit = place),
            when: t!("prints-poster-when", first = round.opens, last = round.closes),
            steps: vec![t!("prints-poster-slip"), t!("prints-poster-phone"), t!("prints-poster-paper")],
            site: site(base_url),
            qr: QrSquares::of(base_url),
            promises: vec![t!("prints-poster-once"), t!("prints-poster-nameless"), t!("prints-poster-results")],
            contact: contact(&round.papers.contact),
        }
    }
}
