//! Statuses of criteria as they are kept, in the order they were written.

use crate::store::db::{StoreError, from_db, from_text, small};
use crate::store::tx::{Tx, fetch_all, scalar, scalar_optional, scalars};
use app::domain::oversight::criterion::{Assessment, By, Status};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a row of `assessment` says.
#[derive(sqlx::FromRow)]
pub(super) struct AssessmentRecord {
    criterion: i64,
    indicator: i64,
    source: String,
    status: String,
    value: String,
    as_of: NaiveDate,
    document: String,
}

impl AssessmentRecord {
    pub(super) fn read(self) -> Result<Assessment, StoreError> {
        Ok(Assessment {
            criterion: small(self.criterion),
            indicator: small(self.indicator),
            by: from_text::<By>(self.source)?,
            status: from_text::<Status>(self.status)?,
            value: self.value,
            as_of: self.as_of,
            document: self.document,
        })
    }
}

/// The same behind its unit.
#[derive(sqlx::FromRow)]
pub(super) struct UnitAssessmentRecord {
    unit_id: Uuid,
    #[sqlx(flatten)]
    said: AssessmentRecord,
}

/// The columns of a [`UnitAssessmentRecord`], of what was not taken back.
pub(super) const BY_UNIT: &str = "select unit_id, criterion, indicator, source, status, value, as_of, document
     from assessment where taken_back_at is null";

impl UnitAssessmentRecord {
    pub(super) fn read(self) -> Result<(Uuid, Assessment), StoreError> {
        Ok((self.unit_id, self.said.read()?))
    }
}

/// The same behind its number in the order of writing.
#[derive(sqlx::FromRow)]
struct NumberedRecord {
    number: i64,
    #[sqlx(flatten)]
    said: AssessmentRecord,
}

/// All that was written of a unit by a ruleset and not taken back, in the order it was written, with its numbers.
pub(super) async fn assessments(tx: &mut Tx, unit: Uuid, ruleset: &str) -> Result<Vec<(i64, Assessment)>, StoreError> {
    let sql = "select number, criterion, indicator, source, status, value, as_of, document from assessment
               where unit_id = $1 and ruleset_id = $2 and taken_back_at is null order by number";
    let rows: Vec<NumberedRecord> = fetch_all!(tx, sql, unit, ruleset)?;
    rows.into_iter().map(|row| Ok((row.number, row.said.read()?))).collect()
}

/// Whether anything was ever said of a unit's criteria, by whatever rules.
pub(super) async fn is_assessed(tx: &mut Tx, unit: Uuid) -> Result<bool, StoreError> {
    let sql = "select count(*) from assessment where unit_id = $1 and taken_back_at is null";
    let rows: i64 = scalar!(tx, sql, unit)?;
    Ok(rows > 0)
}

/// The set by which something was said of a unit last.
pub(super) async fn latest_set(tx: &mut Tx, unit: Uuid) -> Result<Option<String>, StoreError> {
    let sql = "select ruleset_id from assessment where unit_id = $1 and taken_back_at is null
               order by as_of desc, number desc limit 1";
    Ok(scalar_optional!(tx, sql, unit)?)
}

/// The newest of some sets by which anything was said of a unit; they come oldest first.
pub(super) async fn own_set<'a>(
    tx: &mut Tx,
    unit: Uuid,
    sets: &[(&'a str, u64)],
) -> Result<Option<&'a str>, StoreError> {
    let sql = "select distinct ruleset_id from assessment where unit_id = $1 and taken_back_at is null";
    let said: Vec<String> = scalars!(tx, sql, unit)?;
    Ok(sets.iter().rev().map(|(set, _)| *set).find(|set| said.iter().any(|one| one == set)))
}

/// How many criteria each unit meets today, for the units that were assessed at all.
pub(super) async fn met_today(tx: &mut Tx, ruleset: &str) -> Result<BTreeMap<Uuid, u64>, StoreError> {
    let sql = "select unit_id, count(case when status = 'met' then 1 end) from assessment
               where ruleset_id = $1 and holds = 1 and indicator = 0 group by unit_id";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, ruleset)?;
    Ok(rows.into_iter().map(|(unit, met)| (unit, from_db(met))).collect())
}
