//! Claims beside answers.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::snapshot::{Snapshot, open_recommendations};
use crate::store::tx::Tx;
use crate::store::unit_records::{UnitIndex, district, last_day};
use crate::store::unit_tree::lineage;
use app::domain::oversight::comparison::Agreement;
use app::domain::people::account::Permission;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::{Actor, Answer, PortError};
use app::ports::comparisons::{ClaimRow, Claims, Comparisons};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl Comparisons for Store {
    async fn claims(&self, by: &Actor, unit_code: Option<&str>, round: Option<Uuid>, day: NaiveDate) -> Answer<Claims> {
        let tx = &mut self.db.read().await?;
        let (unit, index) = overseen(tx, by, unit_code, day).await?;
        // On a day before a merger that is what the units of today were made of.
        let all = lineage(tx, unit.id, last_day(&unit).min(day)).await?;
        let by_id: HashMap<Uuid, &Unit> = index.by_code.values().flatten().map(|unit| (unit.id, unit)).collect();
        let said = Snapshot::load(tx, day, &[]).await?;
        let communes: Vec<&Unit> = all.iter().filter(|unit| unit.named.level == Level::Commune).collect();
        let rounds = said.rounds_in(&communes);
        let open = open_recommendations(tx, day, false).await?;
        let unasked = communes.iter().filter(|commune| said.speaking(commune.id, None).is_empty());
        let unasked = unasked.map(|commune| ((*commune).clone(), district(&by_id, commune))).collect();
        let mut rows = Vec::new();
        for commune in communes {
            for (round, comparison) in said.compare(commune.id, round) {
                let criterion = round.ruleset.criterion(comparison.criterion);
                let topic = comparison.question.and_then(|no| round.ruleset.question(no)).map(|q| q.topic.clone());
                rows.push(ClaimRow {
                    unit: commune.clone(),
                    district: district(&by_id, commune),
                    round: Arc::clone(round),
                    criterion: criterion.map(|criterion| criterion.name.clone()).unwrap_or_default(),
                    topic: topic.unwrap_or_default(),
                    comparison,
                    open: open
                        .get(&(commune.id, round.ruleset.id.clone(), comparison.criterion))
                        .copied()
                        .unwrap_or_default(),
                });
            }
        }
        let rank = |row: &ClaimRow| Agreement::ALL.iter().position(|(one, _)| *one == row.comparison.agreement);
        rows.sort_by(|a, b| {
            // What the answers settle goes before what they leave open: none of one is no worse than 71 of a hundred.
            let open = |row: &ClaimRow| !row.comparison.is_settled();
            rank(a)
                .cmp(&rank(b))
                .then_with(|| open(a).cmp(&open(b)))
                .then_with(|| a.comparison.worst_first(&b.comparison))
                .then_with(|| a.unit.named.code.cmp(&b.unit.named.code))
                .then_with(|| a.comparison.criterion.cmp(&b.comparison.criterion))
        });
        let districts = all.iter().filter(|unit| unit.named.level == Level::District).map(|unit| unit.named.clone());
        Ok(Claims { unit, districts: districts.collect(), rows, rounds, unasked })
    }
}

/// The unit that is looked at: one by code inside somebody's scope, or their own.
async fn overseen(tx: &mut Tx, by: &Actor, code: Option<&str>, day: NaiveDate) -> Answer<(Unit, UnitIndex)> {
    let who = require(tx, by, Permission::Oversee, Place::Anywhere).await?;
    let index = UnitIndex::load(tx).await?;
    let unit = match (code, who.unit) {
        (Some(code), _) => index.on_or_last(code, day).cloned().ok_or(PortError::Missing)?,
        (None, Some(own)) => {
            index.by_code.values().flatten().find(|unit| unit.id == own).cloned().ok_or(PortError::Missing)?
        }
        (None, None) => {
            let top = index.by_code.values().flatten().filter(|unit| unit.parent.is_none());
            top.max_by_key(|unit| unit.valid_from).cloned().ok_or(PortError::Missing)?
        }
    };
    if who.may_still(tx, Permission::Oversee, unit.id).await? { Ok((unit, index)) } else { Err(PortError::Denied) }
}
