//! What everything is made with.

use super::people::People;
use super::scene::days_before;
use crate::data::rulesets::Rulesets;
use crate::store::Store;
use app::ports::common::Now;
use app::ports::hamlets::HamletRow;
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What everything is made with, by whom, for which hamlets.
pub(super) struct Demo<'a> {
    pub(super) store: &'a Store,
    pub(super) rulesets: &'a Rulesets,
    pub(super) now: Now,
    pub(super) today: NaiveDate,
    pub(super) people: People,
    pub(super) names: BTreeMap<String, String>,
    pub(super) hamlets: Vec<HamletRow>,
    pub(super) days_off: BTreeSet<NaiveDate>,
}

impl Demo<'_> {
    pub(super) fn name_of(&self, unit: &str) -> String {
        self.names.get(unit).cloned().unwrap_or_default()
    }

    pub(super) fn hamlets_in(&self, commune: &'static str) -> impl Iterator<Item = &HamletRow> {
        self.hamlets.iter().filter(move |hamlet| hamlet.commune_code == commune)
    }

    /// The Monday of the week so many days ago.
    pub(super) fn monday(&self, ago: u64) -> NaiveDate {
        let day = days_before(self.today, ago);
        days_before(day, u64::from(day.weekday().num_days_from_monday()))
    }
}
