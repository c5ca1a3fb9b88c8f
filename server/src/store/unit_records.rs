//! Units as they are kept, and found by code and day.

use crate::store::db::{StoreError, from_text};
use crate::store::tx::{Tx, fetch_all, fetch_optional};
use app::domain::units::unit::{Level, Unit, UnitRef};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// Stands in the table for "since before the records begin".
pub(super) const ALWAYS: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Stands in the table for "still there".
pub(super) const STILL: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A row of `unit`.
#[derive(sqlx::FromRow)]
pub(super) struct UnitRecord {
    id: Uuid,
    parent_id: Option<Uuid>,
    valid_from: NaiveDate,
    valid_to: NaiveDate,
    #[sqlx(flatten)]
    named: NameRecord,
}

/// What is said of a unit: the columns `code`, `kind`, `level` and `name`.
#[derive(sqlx::FromRow)]
pub(super) struct NameRecord {
    code: String,
    kind: String,
    level: String,
    name: String,
}

impl UnitRecord {
    /// Reads a row.
    pub(super) fn read(self) -> Result<Unit, StoreError> {
        Ok(Unit {
            id: self.id,
            named: self.named.read()?,
            parent: self.parent_id,
            valid_from: Some(self.valid_from).filter(|day| *day != ALWAYS),
            valid_to: Some(self.valid_to).filter(|day| *day != STILL),
        })
    }

    /// Reads rows in their order.
    pub(super) fn read_all(rows: Vec<Self>) -> Result<Vec<Unit>, StoreError> {
        rows.into_iter().map(Self::read).collect()
    }
}

impl NameRecord {
    /// Reads the columns.
    pub(super) fn read(self) -> Result<UnitRef, StoreError> {
        let level = from_text::<Level>(self.level)?;
        Ok(UnitRef { code: self.code, name: self.name, kind: self.kind, level })
    }
}

/// All units there ever were, by code. Lists are at most a few thousand.
pub(super) struct UnitIndex {
    pub(super) by_code: HashMap<String, Vec<Unit>>,
}

impl UnitIndex {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self, StoreError> {
        let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit order by valid_from";
        let rows: Vec<UnitRecord> = fetch_all!(tx, sql)?;
        let mut by_code: HashMap<String, Vec<Unit>> = HashMap::new();
        for unit in UnitRecord::read_all(rows)? {
            by_code.entry(unit.named.code.clone()).or_default().push(unit);
        }
        Ok(Self { by_code })
    }

    /// The unit with this code as it stood on a day.
    pub(super) fn on(&self, code: &str, day: NaiveDate) -> Option<&Unit> {
        self.by_code.get(code)?.iter().find(|unit| unit.stands_on(day))
    }

    /// The unit with this code as it stands on a day or, failing that, as it stood last.
    pub(super) fn on_or_last(&self, code: &str, day: NaiveDate) -> Option<&Unit> {
        self.on(code, day).or_else(|| self.by_code.get(code)?.last())
    }
}

/// One unit by code and day.
pub(super) async fn find_unit(tx: &mut Tx, code: &str, day: NaiveDate) -> Result<Option<Unit>, StoreError> {
    let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit
               where code = $1 and valid_from <= $2 and $2 <= valid_to";
    let row: Option<UnitRecord> = fetch_optional!(tx, sql, code, day)?;
    row.map(UnitRecord::read).transpose()
}

/// One unit by key.
pub(super) async fn unit_of(tx: &mut Tx, id: Uuid) -> Result<Option<Unit>, StoreError> {
    let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit where id = $1";
    let row: Option<UnitRecord> = fetch_optional!(tx, sql, id)?;
    row.map(UnitRecord::read).transpose()
}

/// The last day on which the unit and what it was last made of stand.
pub(super) fn last_day(unit: &Unit) -> NaiveDate {
    unit.valid_to.unwrap_or(STILL)
}

/// The district a commune lies in, where there are districts.
pub(super) fn district(by_id: &HashMap<Uuid, &Unit>, commune: &Unit) -> Option<UnitRef> {
    let parent = by_id.get(&commune.parent?)?;
    (parent.named.level == Level::District).then(|| parent.named.clone())
}
