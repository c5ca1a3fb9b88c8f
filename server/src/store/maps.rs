//! A unit's map.

use crate::store::Store;
use crate::store::db::db_error;
use crate::store::published_records::figures_by;
use crate::store::snapshot::{Snapshot, open_recommendations};
use crate::store::tx::{Tx, execute, fetch_all, write};
use crate::store::unit_records::{UnitIndex, district, last_day};
use crate::store::unit_tree::{units_above, units_below};
use app::domain::collection::round::Round;
use app::domain::oversight::comparison::{Agreement, Comparison};
use app::domain::oversight::criterion::{Position, Status};
use app::domain::oversight::map_metric::Mismatches;
use app::domain::survey::percent::Share;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::{Actor, Answer, Faults, PortError};
use app::ports::maps::{MapUnit, MapView, Maps, Outline};
use app::ports::units::UnitFault;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl Maps for Store {
    async fn map(&self, unit: &Unit, sets: &[(&str, u64)], day: NaiveDate) -> Answer<MapView> {
        let tx = &mut self.db.read().await?;
        let all = units_below(tx, unit.id, last_day(unit).min(day)).await?;
        let by_id: HashMap<Uuid, &Unit> = all.iter().map(|unit| (unit.id, unit)).collect();
        let mut figures = figures_by(tx, day).await?;
        let said = Snapshot::load(tx, day, sets).await?;
        let mut open: HashMap<Uuid, u64> = HashMap::new();
        for ((commune, ..), count) in open_recommendations(tx, day, true).await? {
            *open.entry(commune).or_default() += count;
        }
        let mut outlines = outlines(tx).await?;
        let mut spots = Vec::new();
        for commune in all.iter().filter(|unit| unit.named.level == Level::Commune) {
            let compared = said.compare(commune.id, None);
            // A commune stands by the newest set that it was assessed by.
            let own =
                sets.iter().rev().find_map(|(ruleset, all)| Some((said.standing[*ruleset].get(&commune.id)?, *all)));
            let met =
                |own: &BTreeMap<u32, Position>| own.values().filter(|one| one.status() == Status::Met).count() as u64;
            spots.push(MapUnit {
                unit: commune.clone(),
                district: district(&by_id, commune),
                rings: outlines.remove(&commune.id).unwrap_or_default(),
                result: figures.remove(&commune.id),
                criteria: own.map(|(own, all)| Share::new(met(own), all)),
                mismatches: mismatches(&compared),
                open: open.get(&commune.id).copied().unwrap_or_default(),
            });
        }
        Ok(MapView { unit: unit.clone(), above: units_above(tx, unit.id).await?, units: spots })
    }

    async fn import_boundaries(&self, by: &Actor, new: Vec<Outline>, day: NaiveDate) -> Answer<u64> {
        if *by != Actor::Operator {
            return Err(PortError::Denied);
        }
        write!(self.db, by, |tx| {
            let index = UnitIndex::load(tx).await?;
            let mut faults = Faults::default();
            let mut seen = HashSet::new();
            let mut writes = Vec::new();
            for Outline { code, feature, rings } in &new {
                match index.on(code, day) {
                    None => faults.add(*feature, UnitFault::NoUnitOn { code: code.clone(), day }),
                    Some(_) if !seen.insert(code) => faults.add(*feature, UnitFault::Twice { code: code.clone() }),
                    Some(unit) => writes.push((unit.id, serde_json::to_string(rings).map_err(db_error)?)),
                }
            }
            faults.or(())?;
            let sql = "insert into boundary (unit_id, rings) values ($1, $2)
                   on conflict (unit_id) do update set rings = excluded.rings";
            for (unit, rings) in &writes {
                execute!(tx, sql, unit, rings)?;
            }
            Ok(writes.len() as u64)
        })
    }
}

/// How many criteria are claimed as met that people deny: what the answers settle, what they leave open either way, and
/// what no share is asked for.
/// `None` where nothing that people were asked about is claimed, so that there is nothing to deny.
fn mismatches(compared: &[(&Arc<Round>, Comparison)]) -> Option<Mismatches> {
    let criteria = |is: &dyn Fn(&Comparison) -> bool| -> HashSet<(&str, u32)> {
        let found = compared.iter().filter(|(_, one)| is(one));
        found.map(|(round, one)| (round.ruleset.id.as_str(), one.criterion)).collect()
    };
    let claimed = criteria(&|one| matches!(one.agreement, Agreement::Agrees | Agreement::Mismatch));
    let denied = criteria(&Comparison::is_denied);
    let unsettled =
        criteria(&|one| matches!(one.agreement, Agreement::Agrees | Agreement::Mismatch) && !one.is_conclusive());
    let alone = criteria(&|one| one.agreement == Agreement::NoThreshold && one.status == Some(Status::Met));
    let open = unsettled.difference(&denied).count() as u64;
    let unjudged = alone.difference(&claimed).count() as u64;
    (!claimed.is_empty() || unjudged > 0).then_some(Mismatches { denied: denied.len() as u64, open, unjudged })
}

/// All outlines there are.
async fn outlines(tx: &mut Tx) -> Answer<HashMap<Uuid, Vec<Vec<(i32, i32)>>>> {
    let sql = "select unit_id, rings from boundary";
    let rows: Vec<(Uuid, String)> = fetch_all!(tx, sql)?;
    rows.into_iter().map(|(unit, rings)| Ok((unit, serde_json::from_str(&rings).map_err(db_error)?))).collect()
}
