//! Official numbers of households.

use crate::store::Store;
use crate::store::authority::Scope;
use crate::store::db::{from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::tx::{execute, fetch_all, write};
use crate::store::unit_records::UnitIndex;
use app::domain::units::alike::unit_name_key;
use app::ports::census::{Census, CensusAct, CensusDetail, CensusFault, CensusRefused, HouseholdsRow};
use app::ports::common::{Actor, Answer, Faults, Imported, Line, Now, PortError, refuse};
use app::ports::units::UnitFault;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[async_trait]
impl Census for Store {
    async fn import_households(
        &self,
        by: &Actor,
        lines: Vec<Line<HouseholdsRow>>,
        day: NaiveDate,
        source: &str,
        now: Now,
    ) -> Answer<Imported> {
        if *by != Actor::Operator {
            return Err(PortError::Denied);
        }
        if source.is_empty() {
            return refuse(CensusRefused::NoSource);
        }
        write!(self.db, by, |tx| {
            let index = UnitIndex::load(tx).await?;
            let sql = "select unit_id, households, source from official_households where counted_on = $1";
            let rows: Vec<(Uuid, i64, String)> = fetch_all!(tx, sql, day)?;
            let known: HashMap<Uuid, (u64, String)> =
                rows.into_iter().map(|(unit, households, source)| (unit, (from_db(households), source))).collect();
            let mut faults = Faults::default();
            let mut done = Imported::default();
            let mut seen = HashSet::new();
            let mut writes = Vec::new();
            for Line { number, value: HouseholdsRow { unit_code, name, households } } in lines.clone() {
                let Some(unit) = index.on(&unit_code, day) else {
                    faults.add(number, CensusFault::NoUnit { code: unit_code, day });
                    continue;
                };
                if !name.is_empty() && unit_name_key(&name) != unit_name_key(&unit.named.name) {
                    let (code, unit) = (unit_code.clone(), unit.named.name.clone());
                    faults.add(number, CensusFault::OtherName { code, unit, name });
                }
                if households == 0 || households > MOST {
                    faults.add(number, CensusFault::Households { households, most: MOST });
                }
                if !seen.insert(unit.id) {
                    faults.add(number, UnitFault::Twice { code: unit_code });
                }
                match known.get(&unit.id) {
                    Some((h, from)) if *h == households && from == source => done.same += 1,
                    Some(_) => done.changed += 1,
                    None => done.added += 1,
                }
                writes.push((unit.id, households));
            }
            faults.or(())?;
            let sql =
                "insert into official_households (unit_id, counted_on, households, source) values ($1, $2, $3, $4)
                   on conflict (unit_id, counted_on) do update
                   set households = excluded.households, source = excluded.source";
            let detail = CensusDetail::Households { units: writes.len() as u64, day, source: source.to_owned() };
            let who = Scope::of(tx, by).await?;
            record(tx, &self.key, &who, JournalEntry::new(CensusAct::TakeHouseholds, None).with(detail), now).await?;
            for (unit, households) in writes {
                execute!(tx, sql, unit, day, to_db(households), source)?;
            }
            Ok(done)
        })
    }
}

/// More households than this no unit has.
const MOST: u64 = 100_000_000;
