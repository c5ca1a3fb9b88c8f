//! Plans as they are kept.

use crate::store::authority::{Place, Scope, require};
use crate::store::db::{StoreError, db_error, from_db};
use crate::store::held_key::forget_letters;
use crate::store::round_hamlets::communes_asked_by;
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, lock_for_update, scalar_optional};
use crate::store::unit_records::UnitRecord;
use app::domain::collection::plan::{AskedCommune, Plan};
use app::domain::people::account::Permission;
use app::domain::units::unit::Unit;
use app::ports::common::{Actor, Answer, PortError, refuse};
use app::ports::plans::PlanRefused;
use std::collections::HashMap;
use uuid::Uuid;

/// A row of `plan` with its unit.
#[derive(sqlx::FromRow)]
pub(super) struct PlanRecord {
    plan_id: Uuid,
    document: String,
    #[sqlx(flatten)]
    unit: UnitRecord,
}

/// The columns of a [`PlanRecord`].
pub(super) const PLAN: &str = "select p.id as plan_id, p.document, u.id, u.code, u.kind, u.level, u.name,
                                      u.parent_id, u.valid_from, u.valid_to
                               from plan p join unit u on u.id = p.unit_id";

impl PlanRecord {
    /// Reads a row: key, plan, unit.
    pub(super) fn read(self) -> Result<(Uuid, Plan, Unit), StoreError> {
        Ok((self.plan_id, serde_json::from_str(&self.document)?, self.unit.read()?))
    }
}

/// A plan that whoever asks may plan.
pub(super) async fn load_plan(tx: &mut Tx, by: &Actor, id: Uuid) -> Answer<(Scope, Plan, Unit)> {
    let sql = format!("{PLAN} where p.id = $1");
    let row: Option<PlanRecord> = fetch_optional!(tx, sqlx::AssertSqlSafe(sql), id)?;
    let Some(row) = row else {
        // Nobody learns from the answer which plans there are.
        require(tx, by, Permission::Plan, Place::Anywhere).await?;
        return Err(PortError::Missing);
    };
    let (_, plan, unit) = row.read()?;
    let who = require(tx, by, Permission::Plan, Place::Unit(unit.id)).await?;
    Ok((who, plan, unit))
}

/// The same, to change it.
pub(super) async fn lock_plan(tx: &mut Tx, by: &Actor, id: Uuid) -> Answer<(Scope, Plan, Unit)> {
    lock_for_update(tx, "plan", id).await?;
    load_plan(tx, by, id).await
}

/// The unit of the plan with this key, or of the round that was made of it.
pub(super) async fn unit_of(tx: &mut Tx, id: Uuid) -> Result<Option<Uuid>, StoreError> {
    let sql = "select unit_id from plan where id = $1 union all select unit_id from round where id = $1";
    scalar_optional!(tx, sql, id)
}

/// Writes a new plan; answers whether there was none with its key.
pub(super) async fn write_plan(tx: &mut Tx, id: Uuid, unit: Uuid, plan: &Plan) -> Answer<bool> {
    let document = serde_json::to_string(plan).map_err(db_error)?;
    let sql = "insert into plan (id, unit_id, document) values ($1, $2, $3) on conflict (id) do nothing";
    Ok(execute!(tx, sql, id, unit, document)? == 1)
}

/// Takes a plan away, and its letters are void.
pub(super) async fn delete_plan(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    forget_letters(tx, id).await?;
    execute!(tx, "delete from plan where id = $1", id)?;
    Ok(())
}

/// The plan that asks a round's contents again, if it is begun already.
pub(super) async fn planned_again(tx: &mut Tx, unit: Uuid, round: Uuid) -> Result<Option<Uuid>, StoreError> {
    let sql = format!("{PLAN} where p.unit_id = $1");
    let rows: Vec<PlanRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), unit)?;
    for row in rows {
        let (id, plan, ..) = row.read()?;
        if plan.papers.repeats == Some(round) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Refuses a plan that would ask in many communes.
pub(super) fn expect_one_commune(unit: &Unit, asked: &[AskedCommune]) -> Answer<()> {
    if asked.len() <= 1 {
        return Ok(());
    }
    let households = asked.iter().map(|commune| commune.households).sum();
    refuse(PlanRefused::Many { unit: unit.named.name.clone(), communes: asked.len(), households })
}

/// What is known of a commune's hamlets.
#[derive(sqlx::FromRow)]
struct ListedRecord {
    commune_id: Uuid,
    hamlets: i64,
    without: i64,
    households: i64,
}

/// The communes a plan asks, with what is known of their hamlets.
pub(super) async fn asked_with_hamlets(tx: &mut Tx, unit: Uuid, plan: &Plan) -> Result<Vec<AskedCommune>, StoreError> {
    let communes = communes_asked_by(tx, unit, &plan.ruleset, plan.opens).await?;
    let sql = "select commune_id, count(*) as hamlets, count(case when households = 0 then 1 end) as without,
                      cast(sum(households) as bigint) as households
               from hamlet group by commune_id";
    let rows: Vec<ListedRecord> = fetch_all!(tx, sql)?;
    let known: HashMap<Uuid, ListedRecord> = rows.into_iter().map(|row| (row.commune_id, row)).collect();
    let asked = communes.into_iter().map(|commune| {
        let known = known.get(&commune.id);
        let count = |of: fn(&ListedRecord) -> i64| known.map_or(0, |row| from_db(of(row)));
        AskedCommune {
            id: commune.id,
            code: commune.named.code,
            name: commune.named.name,
            hamlets: count(|row| row.hamlets),
            without: count(|row| row.without),
            households: count(|row| row.households),
            census: None,
        }
    });
    Ok(asked.collect())
}
