//! Statuses of criteria, as history: rows are only added, and the last word on each criterion is marked.

use crate::store::Store;
use crate::store::account_records::operator_name;
use crate::store::assessment_records::{AssessmentRecord, BY_UNIT, UnitAssessmentRecord, is_assessed};
use crate::store::assessment_writes::{appraises, hold_last_words, write_statuses};
use crate::store::authority::{Place, Scope, require, require_still};
use crate::store::db::{StoreError, from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::predecessor_results::load_predecessor_results;
use crate::store::title_records::recorded_titles;
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, lock_for_update, scalars, write};
use crate::store::unit_history::predecessors;
use crate::store::unit_records::UnitIndex;
use crate::store::unit_tree::units_below;
use app::domain::oversight::criterion::Assessment;
use app::domain::people::account::Permission;
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::i18n::local;
use app::ports::common::{Actor, Answer, Imported, Line, Now, PortError, refuse};
use app::ports::criteria::{
    Criteria, CriteriaAct, CriteriaDetail, CriteriaRecord, CriteriaRefused, CriterionRow, Recorded, TakenBack,
    WaitingClaims,
};
use app::ports::files::NewFile;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[async_trait]
impl Criteria for Store {
    async fn criteria_record(
        &self,
        by: &Actor,
        unit_code: &str,
        ruleset: &str,
        day: NaiveDate,
    ) -> Answer<CriteriaRecord> {
        let tx = &mut self.db.read().await?;
        let index = UnitIndex::load(tx).await?;
        let Some(unit) = index.on_or_last(unit_code, day).cloned() else {
            require(tx, by, Permission::Oversee, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        let who = require_still(tx, by, Permission::Oversee, unit.id).await?;
        let sql = "select s.number, s.criterion, s.indicator, s.source, s.status, s.value, s.as_of, s.document,
                          s.recorded_at, a.name as who, a.unit_id as writer_unit, f.id as file_id, f.name as file_name,
                          s.taken_back_at, b.name as taken_back_who, s.taken_back_for
                   from assessment s left join account a on a.id = s.account_id left join file f on f.id = s.file_id
                   left join account b on b.id = s.taken_back_by
                   where s.unit_id = $1 and s.ruleset_id = $2 order by s.number";
        let rows: Vec<RecordedStatus> = fetch_all!(tx, sql, unit.id, ruleset)?;
        let may_claim = who.may(tx, Permission::Assess, Place::Unit(unit.id)).await?;
        let mut background = Vec::new();
        for before in predecessors(tx, unit.id).await? {
            background.push(load_predecessor_results(tx, before, ruleset).await?);
        }
        Ok(CriteriaRecord {
            statuses: rows.into_iter().map(|row| row.read(&who, may_claim)).collect::<Result<_, _>>()?,
            titles: recorded_titles(tx, unit.id).await?,
            may_claim,
            may_appraise: may_claim && appraises(&who, unit.id),
            assessed: is_assessed(tx, unit.id).await?,
            predecessors: background,
            unit,
        })
    }

    async fn record(
        &self,
        by: &Actor,
        lines: Vec<Line<CriterionRow>>,
        file: Option<NewFile>,
        now: Now,
    ) -> Answer<Imported> {
        write!(self.db, by, |tx| {
            let who = require(tx, by, Permission::Assess, Place::Anywhere).await?;
            write_statuses(tx, &self.key, &who, lines.clone(), file.as_ref(), now).await
        })
    }

    async fn take_back(
        &self,
        by: &Actor,
        unit_code: &str,
        ruleset: &str,
        number: u64,
        reason: &str,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let index = UnitIndex::load(tx).await?;
            let Some(unit) = index.on_or_last(unit_code, local(now).date()) else {
                require(tx, by, Permission::Assess, Place::Anywhere).await?;
                return Err(PortError::Missing);
            };
            let who = require(tx, by, Permission::Assess, Place::Unit(unit.id)).await?;
            lock_for_update(tx, "unit", unit.id).await?;
            let sql = "select a.unit_id, s.taken_back_at from assessment s left join account a on a.id = s.account_id
                       where s.unit_id = $1 and s.ruleset_id = $2 and s.number = $3";
            let row: Option<(Option<Uuid>, Option<Now>)> = fetch_optional!(tx, sql, unit.id, ruleset, to_db(number))?;
            let (writer_unit, taken_back) = row.ok_or(PortError::Missing)?;
            if !wrote(&who, writer_unit) {
                return refuse(CriteriaRefused::NotTheWriter);
            }
            if taken_back.is_some() {
                return Ok(());
            }
            let sql = "update assessment set taken_back_at = $4, taken_back_by = $5, taken_back_for = $6
                       where unit_id = $1 and ruleset_id = $2 and number = $3";
            execute!(tx, sql, unit.id, ruleset, to_db(number), now, who.account, reason)?;
            hold_last_words(tx, unit.id, ruleset).await?;
            let detail = CriteriaDetail::TakenBack { unit: unit.named.name.clone(), reason: reason.to_owned() };
            record(
                tx,
                &self.key,
                &who,
                JournalEntry::new(CriteriaAct::TakeBackStatus, Some(unit.id)).with(detail),
                now,
            )
            .await?;
            Ok(())
        })
    }

    async fn standing(
        &self,
        by: &Actor,
        ruleset: &str,
        level: Level,
        now: Now,
    ) -> Answer<Vec<(UnitRef, Vec<Assessment>)>> {
        let tx = &mut self.db.read().await?;
        let who = require(tx, by, Permission::Oversee, Place::Anywhere).await?;
        let today = local(now).date();
        let units = scope_units(tx, &who, level, today).await?;
        let sql = format!("{BY_UNIT} and ruleset_id = $1 and holds = 1 order by criterion, indicator");
        let rows: Vec<UnitAssessmentRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), ruleset)?;
        let mut by_unit: BTreeMap<Uuid, Vec<Assessment>> = BTreeMap::new();
        for row in rows {
            let (unit, one) = row.read()?;
            by_unit.entry(unit).or_default().push(one);
        }
        Ok(units.into_iter().map(|unit| (unit.named, by_unit.remove(&unit.id).unwrap_or_default())).collect())
    }

    async fn waiting_claims(&self, by: &Actor, now: Now) -> Answer<Vec<WaitingClaims>> {
        let tx = &mut self.db.read().await?;
        let who = require(tx, by, Permission::Assess, Place::Anywhere).await?;
        let units = scope_units(tx, &who, Level::Commune, local(now).date()).await?;
        let sql = "select c.unit_id, c.ruleset_id, count(distinct c.criterion) from assessment c
                   where c.source = 'claim' and c.indicator = 0 and c.taken_back_at is null
                     and not exists (select 1 from assessment a
                         where a.unit_id = c.unit_id and a.ruleset_id = c.ruleset_id and a.criterion = c.criterion
                           and a.indicator = 0 and a.source = 'appraisal' and a.taken_back_at is null
                           and a.as_of >= c.as_of)
                   group by c.unit_id, c.ruleset_id order by c.ruleset_id";
        let rows: Vec<(Uuid, String, i64)> = fetch_all!(tx, sql)?;
        let below = units.into_iter().filter(|unit| appraises(&who, unit.id));
        let waiting = below.flat_map(|unit| {
            let own = rows.iter().filter(move |(of, ..)| *of == unit.id);
            own.map(move |(_, ruleset, criteria)| WaitingClaims {
                unit: unit.named.clone(),
                ruleset: ruleset.clone(),
                criteria: from_db(*criteria),
            })
        });
        Ok(waiting.collect())
    }

    async fn unassessed(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>> {
        let tx = &mut self.db.read().await?;
        let who = require(tx, by, Permission::Assess, Place::Anywhere).await?;
        let today = local(now).date();
        let units = scope_units(tx, &who, Level::Commune, today).await?;
        let sql = "select distinct s.successor_id from unit_succession s
                   where not exists (select 1 from assessment a
                                     where a.unit_id = s.successor_id and a.taken_back_at is null)";
        let bare: Vec<Uuid> = scalars!(tx, sql)?;
        let bare: BTreeSet<Uuid> = bare.into_iter().collect();
        Ok(units.into_iter().filter(|unit| bare.contains(&unit.id)).map(|unit| unit.named).collect())
    }
}

/// Whether somebody is of the committee that wrote an entry; what was written by commands is the operator's.
fn wrote(who: &Scope, writer_unit: Option<Uuid>) -> bool {
    who.role.is_none() || (writer_unit.is_some() && who.unit == writer_unit)
}

/// The units of a level in somebody's scope that stand on a day, by code.
async fn scope_units(tx: &mut Tx, who: &Scope, level: Level, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let mut units: Vec<Unit> = match who.unit {
        Some(unit) => units_below(tx, unit, day).await?,
        None => UnitIndex::load(tx).await?.by_code.into_values().flatten().collect(),
    };
    units.retain(|unit| unit.named.level == level && unit.stands_on(day));
    units.sort_by(|a, b| a.named.code.cmp(&b.named.code));
    Ok(units)
}

/// A status with who wrote it down and the file that proves it.
#[derive(sqlx::FromRow)]
struct RecordedStatus {
    number: i64,
    #[sqlx(flatten)]
    said: AssessmentRecord,
    recorded_at: Now,
    who: Option<String>,
    writer_unit: Option<Uuid>,
    file_id: Option<Uuid>,
    file_name: Option<String>,
    taken_back_at: Option<Now>,
    taken_back_who: Option<String>,
    taken_back_for: String,
}

impl RecordedStatus {
    fn read(self, asks: &Scope, may_write: bool) -> Result<Recorded, StoreError> {
        let taken_back = self.taken_back_at.map(|at| TakenBack {
            at,
            who: self.taken_back_who.unwrap_or_else(operator_name),
            reason: self.taken_back_for,
        });
        Ok(Recorded {
            number: from_db(self.number),
            may_take_back: may_write && taken_back.is_none() && wrote(asks, self.writer_unit),
            taken_back,
            assessment: self.said.read()?,
            at: self.recorded_at,
            who: self.who.unwrap_or_else(operator_name),
            file: self.file_id.zip(self.file_name),
        })
    }
}
