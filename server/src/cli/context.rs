//! What every command stands on: the store, the rulesets, whoever runs it.

use crate::data::rulesets::Rulesets;
use crate::data::units;
use crate::store::Store;
use anyhow::{Context as _, Result};
use app::domain::day::read_day;
use app::i18n::{Lang, local, say};
use app::ports::common::{Actor, Imported};
use app::t;
use chrono::{NaiveDate, Utc};
use std::path::Path;

/// Whoever runs commands.
pub(crate) const BY: &Actor = &Actor::Operator;

/// The store and the rulesets that a command works with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) store: &'a Store,
    pub(crate) rulesets: &'a Rulesets,
}

/// The day it is in Vietnam, which has one time zone and no summer time.
pub fn today() -> NaiveDate {
    local(Utc::now()).date()
}

/// Reads a day of a command as every day is read.
pub(super) fn day(typed: &str) -> Result<NaiveDate, String> {
    read_day(typed).map_err(|fault| say(Lang::Vi, &fault.into()))
}

/// Reads a file, or a list that ships inside.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    if let Some(list) = file.to_str().and_then(units::shipped) {
        return Ok(list.into());
    }
    std::fs::read(file).with_context(|| t!("operator-unreadable", file = file.display().to_string()))
}

/// Prints what an import did.
pub(crate) fn report(done: Imported) {
    println!("{}", t!("operator-imported", added = done.added, changed = done.changed, same = done.same));
}
