//! Statuses of criteria, with the latest of each marked.

use super::units::Atlas;
use super::{Store, StoreError, Tx, on};
use app::domain::criterion::{Assessment, Status};
use app::ports::{Answer, CriterionRow, Faults, Imported, Line};
use chrono::NaiveDate;
use std::collections::HashSet;
use uuid::Uuid;

/// The latest status of each criterion of a unit.
pub(super) async fn latest(tx: &mut Tx, unit: Uuid, ruleset: &str) -> Result<Vec<Assessment>, StoreError> {
    let sql = "select criterion, status, as_of, document from criterion_status
               where unit_id = $1 and ruleset_id = $2 and latest order by criterion";
    let rows: Vec<(i64, String, NaiveDate, String)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(unit).bind(ruleset).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|(criterion, status, as_of, document)| {
            Ok(Assessment {
                criterion: u32::try_from(criterion).unwrap_or_default(),
                status: Status::from_word(&status).ok_or(StoreError::Word(status))?,
                as_of,
                document,
            })
        })
        .collect()
}

impl Store {
    pub(super) async fn take_criteria(&self, lines: Vec<Line<CriterionRow>>) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let mut faults = Faults::default();
        let mut seen = HashSet::new();
        let mut writes = Vec::new();
        for Line { number, value: row } in lines {
            let Some(unit) = atlas.on(&row.unit_code, row.as_of) else {
                faults.add(number, format!("không có đơn vị mã {} vào ngày {}", row.unit_code, row.as_of));
                continue;
            };
            if unit.named.level != row.level {
                let (name, level) = (&unit.named.name, row.level.vietnamese());
                faults.add(number, format!("{name} không thuộc cấp {level} mà bộ {} đánh giá", row.ruleset));
            }
            if !seen.insert((unit.id, row.ruleset.clone(), row.criterion, row.as_of)) {
                let (no, day) = (row.criterion, row.as_of);
                faults.add(number, format!("tiêu chí {no} của {} ngày {day} có hai lần trong tệp", unit.named.name));
            }
            writes.push((unit.id, row));
        }
        faults.or(())?;
        let mut done = Imported::default();
        let mut units = HashSet::new();
        for (unit, row) in writes {
            match self.write_status(&mut tx, unit, &row).await? {
                None => done.added += 1,
                Some(true) => done.same += 1,
                Some(false) => done.changed += 1,
            }
            units.insert((unit, row.ruleset));
        }
        for (unit, ruleset) in units {
            mark_latest(&mut tx, unit, &ruleset).await?;
        }
        tx.commit().await?;
        Ok(done)
    }

    /// Writes one status; answers whether it was there and the same.
    async fn write_status(&self, tx: &mut Tx, unit: Uuid, row: &CriterionRow) -> Result<Option<bool>, StoreError> {
        let find = "select status, document from criterion_status
                    where unit_id = $1 and ruleset_id = $2 and criterion = $3 and as_of = $4";
        let write = "insert into criterion_status (unit_id, ruleset_id, criterion, as_of, status, document, latest)
                     values ($1, $2, $3, $4, $5, $6, $7)
                     on conflict (unit_id, ruleset_id, criterion, as_of)
                     do update set status = excluded.status, document = excluded.document";
        let criterion = i64::from(row.criterion);
        let old: Option<(String, String)> = on!(tx, |conn| {
            let query = sqlx::query_as(find).bind(unit).bind(&row.ruleset).bind(criterion).bind(row.as_of);
            query.fetch_optional(conn).await
        })?;
        let same = old.map(|(status, document)| status == row.status.word() && document == row.document);
        if same != Some(true) {
            on!(tx, |conn| {
                let query = sqlx::query(write).bind(unit).bind(&row.ruleset).bind(criterion).bind(row.as_of);
                query.bind(row.status.word()).bind(&row.document).bind(false).execute(conn).await.map(drop)
            })?;
        }
        Ok(same)
    }
}

/// Marks the latest status of each criterion, so that a list of communes counts them without reading the history.
async fn mark_latest(tx: &mut Tx, unit: Uuid, ruleset: &str) -> Result<(), StoreError> {
    let sql = "update criterion_status set latest = (as_of = (
                   select max(other.as_of) from criterion_status other
                   where other.unit_id = criterion_status.unit_id and other.ruleset_id = criterion_status.ruleset_id
                     and other.criterion = criterion_status.criterion))
               where unit_id = $1 and ruleset_id = $2";
    on!(tx, |conn| sqlx::query(sql).bind(unit).bind(ruleset).execute(conn).await.map(drop))?;
    Ok(())
}
