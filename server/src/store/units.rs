//! Units: imported by list, looked up by code and day.

use crate::store::Store;
use crate::store::authority::Scope;
use crate::store::db::StoreError;
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, write};
use crate::store::unit_history::unit_history;
use crate::store::unit_records::{ALWAYS, STILL, UnitIndex, UnitRecord, find_unit};
use crate::store::unit_tree::{units_above, units_below};
use app::domain::units::search_key::search_key;
use app::domain::units::unit::{Unit, UnitRef};
use app::i18n::local;
use app::ports::common::{Actor, Answer, Faults, Imported, Line, Now};
use app::ports::units::{SuccessionRow, UnitFault, UnitHistory, UnitRow, Units, UnitsFault};
use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use std::collections::HashSet;
use uuid::Uuid;

#[async_trait]
impl Units for Store {
    async fn import_units(&self, lines: Vec<Line<UnitRow>>) -> Answer<Imported> {
        write!(self.db, &Actor::Operator, |tx| {
            let mut index = UnitIndex::load(tx).await?;
            let mut faults = Faults::default();
            let mut done = Imported::default();
            let mut seen = HashSet::new();
            let mut writes = Vec::new();
            // Wide before narrow, so that a parent may stand below its children in the file.
            let mut lines = lines.clone();
            lines.sort_by_key(|line| (line.value.named.level, line.number));
            for Line { number, value: row } in lines {
                let from = row.valid_from.unwrap_or(ALWAYS);
                let code = row.named.code.clone();
                if !seen.insert((code.clone(), from)) {
                    faults.add(number, UnitFault::Twice { code });
                    continue;
                }
                let parent = match parent_of(&index, &row, from) {
                    Ok(parent) => parent,
                    Err(fault) => {
                        faults.add(number, fault);
                        continue;
                    }
                };
                let units = index.by_code.entry(code).or_default();
                let at = units.iter().position(|unit| unit.valid_from == row.valid_from);
                let known = at.map(|at| units[at].clone());
                let unit = Unit {
                    id: known.as_ref().map_or_else(Uuid::new_v4, |known| known.id),
                    named: row.named,
                    parent,
                    valid_from: row.valid_from,
                    valid_to: row.valid_to,
                };
                match known {
                    Some(known) if known == unit => done.same += 1,
                    Some(known) if known.parent != unit.parent || known.named.level != unit.named.level => {
                        faults.add(number, UnitsFault::Elsewhere { code: unit.named.code.clone() });
                    }
                    Some(_) => {
                        done.changed += 1;
                        units.retain(|known| known.id != unit.id);
                        units.push(unit.clone());
                        writes.push(unit);
                    }
                    None if units.iter().any(|other| overlap(other, &unit)) => {
                        faults.add(number, UnitsFault::Overlap { code: unit.named.code.clone() });
                    }
                    None => {
                        done.added += 1;
                        units.push(unit.clone());
                        writes.push(unit);
                    }
                }
            }
            faults.or(())?;
            for unit in &writes {
                write_unit(tx, unit).await?;
            }
            Ok(done)
        })
    }

    async fn import_successions(&self, lines: Vec<Line<SuccessionRow>>, day: NaiveDate) -> Answer<Imported> {
        write!(self.db, &Actor::Operator, |tx| {
            let index = UnitIndex::load(tx).await?;
            let eve = day.checked_sub_days(Days::new(1)).unwrap_or(day);
            let mut faults = Faults::default();
            let mut pairs = Vec::new();
            for Line { number, value: SuccessionRow { old_code, new_code } } in lines.clone() {
                match (index.on(&old_code, eve), index.on(&new_code, day)) {
                    (Some(old), Some(new)) if old.id != new.id => pairs.push((old.id, new.id)),
                    (Some(_), Some(_)) => {
                        faults.add(number, UnitsFault::Unchanged { code: old_code, day: day.to_string() });
                    }
                    (None, _) => faults.add(number, UnitsFault::NoUnit { code: old_code, day: eve.to_string() }),
                    (_, None) => faults.add(number, UnitsFault::NoUnit { code: new_code, day: day.to_string() }),
                }
            }
            faults.or(())?;
            let sql = "insert into unit_succession (predecessor_id, successor_id, since) values ($1, $2, $3)
                   on conflict do nothing";
            let mut done = Imported::default();
            for (old, new) in pairs {
                let added = execute!(tx, sql, old, new, day)?;
                done.added += added;
                done.same += 1 - added;
            }
            Ok(done)
        })
    }

    async fn scope(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>> {
        let tx = &mut self.db.read().await?;
        let scope = Scope::of(tx, by).await?;
        let today = local(now).date();
        let mut units: Vec<Unit> = if let Some(unit) = scope.unit {
            units_below(tx, unit, today).await?
        } else {
            let index = UnitIndex::load(tx).await?;
            index.by_code.into_values().flatten().filter(|unit| unit.stands_on(today)).collect()
        };
        units.sort_by_cached_key(|unit| (unit.named.level, search_key(&unit.named.name), unit.named.code.clone()));
        Ok(units.into_iter().map(|unit| unit.named).collect())
    }

    async fn unit(&self, code: &str, day: NaiveDate) -> Answer<Option<Unit>> {
        Ok(find_unit(&mut self.db.read().await?, code, day).await?)
    }

    async fn history(&self, unit: Uuid) -> Answer<UnitHistory> {
        Ok(unit_history(&mut self.db.read().await?, unit).await?)
    }

    async fn roots(&self) -> Answer<Vec<UnitRef>> {
        let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit
                   where parent_id is null order by valid_from desc, code";
        let tx = &mut self.db.read().await?;
        let units = UnitRecord::read_all(fetch_all!(tx, sql)?)?;
        let mut seen = HashSet::new();
        let mut named: Vec<_> =
            units.into_iter().map(|unit| unit.named).filter(|u| seen.insert(u.code.clone())).collect();
        named.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(named)
    }

    async fn above(&self, unit: Uuid) -> Answer<Vec<UnitRef>> {
        let tx = &mut self.db.read().await?;
        Ok(units_above(tx, unit).await?.into_iter().map(|unit| unit.named).collect())
    }

    async fn place(&self, code: &str, day: Option<NaiveDate>) -> Answer<Option<Unit>> {
        let tx = &mut self.db.read().await?;
        if let Some(day) = day {
            return Ok(find_unit(tx, code, day).await?);
        }
        let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit
                   where code = $1 order by valid_from desc limit 1";
        let row: Option<UnitRecord> = fetch_optional!(tx, sql, code)?;
        Ok(row.map(UnitRecord::read).transpose()?)
    }
}

fn parent_of(index: &UnitIndex, row: &UnitRow, from: NaiveDate) -> Result<Option<Uuid>, UnitsFault> {
    let named = &row.named;
    if row.valid_to.is_some_and(|to| to < from) {
        return Err(UnitsFault::EndsFirst);
    }
    if row.parent_code.is_empty() {
        return Ok(None);
    }
    let parent =
        index.on(&row.parent_code, from).ok_or_else(|| UnitsFault::NoParent { code: row.parent_code.clone() })?;
    if parent.named.level >= named.level {
        return Err(UnitsFault::ParentNotHigher { parent: parent.named.name.clone(), unit: named.name.clone() });
    }
    Ok(Some(parent.id))
}

fn overlap(a: &Unit, b: &Unit) -> bool {
    let days = |unit: &Unit| (unit.valid_from.unwrap_or(ALWAYS), unit.valid_to.unwrap_or(STILL));
    let ((a_from, a_to), (b_from, b_to)) = (days(a), days(b));
    a_from <= b_to && b_from <= a_to
}

async fn write_unit(tx: &mut Tx, unit: &Unit) -> Result<(), StoreError> {
    let sql = "insert into unit (id, code, kind, level, name, parent_id, valid_from, valid_to)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (id) do update set kind = excluded.kind, name = excluded.name, valid_to = excluded.valid_to";
    let UnitRef { code, name, kind, level } = &unit.named;
    execute!(
        tx,
        sql,
        unit.id,
        code,
        kind,
        level.into_str(),
        name,
        unit.parent,
        unit.valid_from.unwrap_or(ALWAYS),
        unit.valid_to.unwrap_or(STILL)
    )?;
    Ok(())
}
