//! Who takes part, as it stands now: counts of hamlets, added up; fewest first.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::batch_records::batches;
use crate::store::closing_records::load_closing;
use crate::store::conflict_records::load_conflicts;
use crate::store::counting_records::{box_stays_below, counting_state};
use crate::store::db::{from_db, from_text};
use crate::store::file_records::attachments;
use crate::store::minutes_records::load_minutes;
use crate::store::participation_records::{hamlet_participation, part_of, unit_participation};
use crate::store::round_hamlets::asked_hamlet;
use crate::store::round_records::load_round;
use crate::store::slip_records::slip_counts;
use crate::store::tx::fetch_all;
use crate::store::unit_tree::units_below;
use app::domain::people::account::Permission;
use app::ports::common::{Actor, Answer, PortError};
use app::ports::participation::{HamletDetail, Participation, UnitParticipation};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[async_trait]
impl Participation for Store {
    async fn unit_participation(&self, by: &Actor, id: Uuid, unit_code: Option<&str>) -> Answer<UnitParticipation> {
        let tx = &mut self.db.read().await?;
        let scope = Scope::of(tx, by).await?;
        if !scope.may(tx, Permission::Participation, Place::Anywhere).await? {
            return Err(PortError::Denied);
        }
        let (unit_id, round) = load_round(tx, id).await?;
        let part = part_of(tx, &scope, &round, unit_id).await?.ok_or(PortError::Denied)?;
        let Some(code) = unit_code else { return unit_participation(tx, &scope, round, part).await };
        let units = units_below(tx, unit_id, round.opens).await?;
        let unit = units.iter().find(|unit| unit.named.code == code).ok_or(PortError::Missing)?;
        if scope.hamlet.is_some() && unit.id != part {
            return Err(PortError::Denied);
        }
        if scope.hamlet.is_none() && !scope.holds(tx, Place::Unit(unit.id)).await? {
            return Err(PortError::Denied);
        }
        unit_participation(tx, &scope, round, unit.id).await
    }

    async fn returned_by_day(&self, by: &Actor, from: NaiveDate) -> Answer<Vec<(NaiveDate, u64)>> {
        let tx = &mut self.db.read().await?;
        let scope = Scope::of(tx, by).await?;
        if !scope.may(tx, Permission::Participation, Place::Anywhere).await? {
            return Err(PortError::Denied);
        }
        // An hour is kept as `2024-07-11 14`.
        let sql = "select h.commune_id, substr(t.hour, 1, 10) as day, cast(sum(t.returned) as bigint)
                   from hourly_turnout t join hamlet h on h.id = t.hamlet_id
                   where t.hour >= $1 and (h.id = $2 or $2 is null)
                   group by h.commune_id, substr(t.hour, 1, 10)";
        let rows: Vec<(Uuid, String, i64)> = fetch_all!(tx, sql, from.to_string(), scope.hamlet)?;
        let mut inside: HashMap<Uuid, bool> = HashMap::new();
        let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        for (commune, day, returned) in rows {
            let holds = match inside.get(&commune) {
                Some(holds) => *holds,
                // A hamlet's own rows are the only ones that were read.
                None => scope.hamlet.is_some() || scope.holds(tx, Place::Unit(commune)).await?,
            };
            inside.insert(commune, holds);
            if holds {
                *days.entry(from_text::<NaiveDate>(day)?).or_default() += from_db(returned);
            }
        }
        Ok(days.into_iter().collect())
    }

    async fn hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid) -> Answer<HamletDetail> {
        let tx = &mut self.db.read().await?;
        let who = require(tx, by, Permission::Participation, Place::Hamlet(hamlet)).await?;
        let (_, round) = load_round(tx, round).await?;
        let id = round.id;
        let commune = asked_hamlet(tx, &round, hamlet).await?.commune_id;
        let counts_stay_below = box_stays_below(tx, &who, id, hamlet).await?;
        let mut counting = counting_state(tx, &round, commune, hamlet).await?;
        if counts_stay_below {
            for minutes in counting.minutes.iter_mut().chain(&mut counting.former) {
                minutes.counts.clear();
            }
        }
        Ok(HamletDetail {
            counts_stay_below,
            row: hamlet_participation(tx, &round, hamlet).await?,
            slips: slip_counts(tx, id, hamlet).await?,
            batches: batches(tx, id, hamlet).await?,
            conflicts: load_conflicts(tx, id, hamlet).await?,
            minutes: load_minutes(tx, id).await?.remove(&hamlet),
            closing: load_closing(tx, id, hamlet).await?,
            attachments: if counts_stay_below { Vec::new() } else { attachments(tx, id, hamlet).await? },
            counting,
            round,
        })
    }
}
