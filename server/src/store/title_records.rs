//! Decisions about titles as they are kept.

use crate::store::account_records::operator_name;
use crate::store::db::{StoreError, from_text, to_db};
use crate::store::tx::{Tx, execute, fetch_all};
use app::domain::units::title::{Recognition, Title};
use app::ports::common::Now;
use app::ports::criteria::RecordedTitle;
use chrono::NaiveDate;
use uuid::Uuid;

/// All decisions about a unit's titles, in the order they were written.
pub(super) async fn recognitions(tx: &mut Tx, unit: Uuid) -> Result<Vec<Recognition>, StoreError> {
    Ok(recorded_titles(tx, unit).await?.into_iter().map(|one| one.recognition).collect())
}

pub(super) async fn recorded_titles(tx: &mut Tx, unit: Uuid) -> Result<Vec<RecordedTitle>, StoreError> {
    let sql = "select r.title, r.granted, r.decided_on, r.decision, r.recorded_at, a.name as who
               from recognition r left join account a on a.id = r.account_id where r.unit_id = $1 order by r.number";
    let rows: Vec<TitleRecord> = fetch_all!(tx, sql, unit)?;
    rows.into_iter().map(TitleRecord::read).collect()
}

/// A row of `recognition` with who wrote it down.
#[derive(sqlx::FromRow)]
struct TitleRecord {
    title: String,
    granted: i64,
    decided_on: NaiveDate,
    decision: String,
    recorded_at: Now,
    who: Option<String>,
}

impl TitleRecord {
    fn read(self) -> Result<RecordedTitle, StoreError> {
        let title = from_text::<Title>(self.title)?;
        let (granted, day, decision) = (self.granted == 1, self.decided_on, self.decision);
        let recognition = Recognition { title, granted, day, decision };
        Ok(RecordedTitle { recognition, at: self.recorded_at, who: self.who.unwrap_or_else(operator_name) })
    }
}

pub(super) async fn add_title(
    tx: &mut Tx,
    unit: Uuid,
    number: u64,
    new: &Recognition,
    account: Option<Uuid>,
    now: Now,
) -> Result<(), StoreError> {
    let sql =
        "insert into recognition (id, unit_id, number, title, granted, decided_on, decision, recorded_at, account_id)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    execute!(
        tx,
        sql,
        Uuid::new_v4(),
        unit,
        to_db(number),
        new.title.into_str(),
        i64::from(new.granted),
        new.day,
        &new.decision,
        now,
        account
    )?;
    Ok(())
}
