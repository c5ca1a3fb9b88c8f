//! A text for the loudspeaker (*bài đọc loa truyền thanh*).

use super::contact::{contact, site};
use crate::domain::collection::round::Round;
use crate::i18n::t;
use serde::Serialize;

/// A text to be read out.
#[derive(Clone, Debug, Serialize)]
pub struct Announcement {
    pub(super) title: String,
    asks: String,
    heading: String,
    how: String,
    paragraphs: Vec<String>,
}

impl Announcement {
    /// For a place in which a round is held.
    pub fn new(base_url: &str, round: &Round, place: &str) -> Self {
        let site = site(base_url);
        Self {
            title: t!("prints-announcement", unit = place),
            asks: t!("prints-asks-short", unit = &round.unit.name),
            heading: t!("prints-announcement-title"),
            how: if round.papers.contact.is_empty() {
                t!("prints-announcement-how")
            } else {
                t!("prints-announcement-how-called")
            },
            paragraphs: vec![
                t!("prints-announcement-greeting", unit = place),
                t!("prints-announcement-what", unit = &round.unit.name, first = round.opens, last = round.closes),
                t!("prints-announcement-how-to", site = site),
                t!("prints-announcement-nameless"),
                t!("prints-announcement-help", contact = contact(&round.papers.contact)),
                t!("prints-announcement-after"),
                t!("prints-announcement-thanks"),
            ],
        }
    }
}
