//! Targets of plans, and what they are counted from.

use crate::store::Store;
use crate::store::db::{StoreError, db_error, from_text};
use crate::store::snapshot::all_histories;
use crate::store::tx::{Tx, execute, fetch_all, scalars, write};
use crate::store::unit_records::UnitIndex;
use app::domain::oversight::profile::Profile;
use app::domain::oversight::target::History;
use app::domain::units::title::{Recognition, Title};
use app::domain::units::unit::{Level, Unit};
use app::ports::common::{Actor, Answer, PortError};
use app::ports::targets::{TargetData, Targets};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[async_trait]
impl Targets for Store {
    async fn profiles(&self) -> Answer<Vec<Profile>> {
        let tx = &mut self.db.read().await?;
        let sql = "select document from target_profile order by id";
        let rows: Vec<String> = scalars!(tx, sql)?;
        rows.iter().map(|document| serde_json::from_str(document).map_err(db_error)).collect()
    }

    async fn import_profile(&self, by: &Actor, profile: &Profile) -> Answer<()> {
        if *by != Actor::Operator {
            return Err(PortError::Denied);
        }
        write!(self.db, by, |tx| {
            let sql = "insert into target_profile (id, document) values ($1, $2)
                   on conflict (id) do update set document = excluded.document";
            let document = serde_json::to_string(profile).map_err(db_error)?;
            execute!(tx, sql, &profile.id, &document)?;
            Ok(())
        })
    }

    async fn target_data(&self, unit_code: &str, rulesets: &[String], day: NaiveDate) -> Answer<TargetData> {
        let tx = &mut self.db.read().await?;
        let index = UnitIndex::load(tx).await?;
        let unit = index.on_or_last(unit_code, day).cloned().ok_or(PortError::Missing)?;
        // The same code may have named another unit before: what lay in any of them is counted on its own days.
        let tops: HashSet<Uuid> = index.by_code.get(unit_code).into_iter().flatten().map(|unit| unit.id).collect();
        let all: HashMap<Uuid, &Unit> = index.by_code.values().flatten().map(|unit| (unit.id, unit)).collect();
        let lies_in = |unit: &Unit| {
            let mut at = Some(unit.id);
            while let Some(id) = at {
                if tops.contains(&id) {
                    return true;
                }
                at = all.get(&id).and_then(|unit| unit.parent);
            }
            false
        };
        let mut histories = all_histories(tx, rulesets, day).await?;
        let mut titles = all_recognitions(tx).await?;
        let mut found: Vec<History> = all
            .values()
            .filter(|unit| {
                matches!(unit.named.level, Level::Commune | Level::District | Level::Province) && lies_in(unit)
            })
            .map(|unit| History {
                unit: (*unit).clone(),
                assessments: histories.remove(&unit.id).unwrap_or_default(),
                recognitions: titles.remove(&unit.id).unwrap_or_default(),
            })
            .collect();
        found.sort_by(|a, b| a.unit.named.code.cmp(&b.unit.named.code).then(a.unit.valid_from.cmp(&b.unit.valid_from)));
        Ok(TargetData { unit, histories: found })
    }
}

/// A row of `recognition`.
#[derive(sqlx::FromRow)]
struct RecognitionRecord {
    unit_id: Uuid,
    title: String,
    granted: i64,
    decided_on: NaiveDate,
    decision: String,
}

/// All decisions about titles, by unit, in the order they were written.
async fn all_recognitions(tx: &mut Tx) -> Result<HashMap<Uuid, Vec<Recognition>>, StoreError> {
    let sql = "select unit_id, title, granted, decided_on, decision from recognition order by number";
    let rows: Vec<RecognitionRecord> = fetch_all!(tx, sql)?;
    let mut found: HashMap<Uuid, Vec<Recognition>> = HashMap::new();
    for row in rows {
        let title = from_text::<Title>(row.title)?;
        let (granted, day, decision) = (row.granted == 1, row.decided_on, row.decision);
        found.entry(row.unit_id).or_default().push(Recognition { title, granted, day, decision });
    }
    Ok(found)
}
