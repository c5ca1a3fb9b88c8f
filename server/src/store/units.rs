//! Units: imported by list, looked up by code and day.

use super::{Db, Store, StoreError, Tx, broken, on, tree};
use crate::store::authority::Scope;
use app::domain::revision::Seen;
use app::domain::units::search_key::fold;
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::i18n::local;
use app::ports::census::Census;
use app::ports::census::HouseholdsRow;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::Imported;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::hamlets::HamletEdit;
use app::ports::hamlets::HamletList;
use app::ports::hamlets::HamletRow;
use app::ports::hamlets::Hamlets;
use app::ports::units::SuccessionRow;
use app::ports::units::UnitHistory;
use app::ports::units::UnitRow;
use app::ports::units::Units;
use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Stands in the table for "since before the records begin".
const ALWAYS: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Stands in the table for "still there".
pub(super) const STILL: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A row of `unit` without its key: code, kind, level, name.
type Named = (String, String, String, String);
/// The same with a mark: code, kind, level, name, marked.
type Flagged = (String, String, String, String, bool);
/// A row of `unit`: key, what is said of it, parent, first day, last day.
pub(super) type Row = (Uuid, String, String, String, String, Option<Uuid>, NaiveDate, NaiveDate);

/// Reads a row.
pub(super) fn unit_of((id, code, kind, level, name, parent, from, to): Row) -> Result<Unit, StoreError> {
    Ok(Unit {
        id,
        named: named_of((code, kind, level, name))?,
        parent,
        valid_from: Some(from).filter(|day| *day != ALWAYS),
        valid_to: Some(to).filter(|day| *day != STILL),
    })
}

fn named_of((code, kind, level, name): Named) -> Result<UnitRef, StoreError> {
    let level = Level::from_word(&level).ok_or(StoreError::Word(level))?;
    Ok(UnitRef { code, name, kind, level })
}

/// All units there ever were, by code. Lists are at most a few thousand.
pub(super) struct Atlas {
    pub(super) by_code: HashMap<String, Vec<Unit>>,
}

impl Atlas {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self, StoreError> {
        let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit order by valid_from";
        let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await)?;
        let mut by_code: HashMap<String, Vec<Unit>> = HashMap::new();
        for unit in rows.into_iter().map(unit_of) {
            let unit = unit?;
            by_code.entry(unit.named.code.clone()).or_default().push(unit);
        }
        Ok(Self { by_code })
    }

    /// The unit with this code as it stood on a day.
    pub(super) fn on(&self, code: &str, day: NaiveDate) -> Option<&Unit> {
        self.by_code.get(code)?.iter().find(|unit| unit.stands_on(day))
    }

    /// The unit with this code as it stands on a day or, failing that, as it stood last.
    pub(super) fn on_or_last(&self, code: &str, day: NaiveDate) -> Option<&Unit> {
        self.on(code, day).or_else(|| self.by_code.get(code)?.last())
    }
}

/// One unit by code and day.
pub(super) async fn find(db: &Db, code: &str, day: NaiveDate) -> Result<Option<Unit>, StoreError> {
    let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit
               where code = $1 and valid_from <= $2 and $2 <= valid_to";
    let mut tx = db.read().await?;
    let row: Option<Row> = on!(&mut tx, |conn| sqlx::query_as(sql).bind(code).bind(day).fetch_optional(conn).await)?;
    row.map(unit_of).transpose()
}

/// Holds a unit's row, so that two who write about it at once take turns. SQLite has one writer.
pub(super) async fn hold(tx: &mut Tx, unit: Uuid) -> Result<(), StoreError> {
    if let Tx::Postgres(tx) = tx {
        sqlx::query("select id from unit where id = $1 for update").bind(unit).fetch_optional(&mut **tx).await?;
    }
    Ok(())
}

/// Whether all of a predecessor `b` went to one unit by the succession `s`: it was over by then, and has no other heir.
const WHOLE: &str = "b.valid_to < s.since
    and not exists (select 1 from unit_succession o where o.predecessor_id = b.id and o.successor_id <> s.successor_id)";

/// What a unit was made of and what became of it.
pub(super) async fn kin(tx: &mut Tx, unit: Uuid) -> Result<UnitHistory, StoreError> {
    let before = format!(
        "select u.code, u.kind, u.level, u.name, {WHOLE} from unit_succession s
         join unit b on b.id = s.predecessor_id join unit u on u.id = b.id where s.successor_id = $1 order by u.code"
    );
    let after = "select u.code, u.kind, u.level, u.name, b.valid_to < s.since from unit_succession s
                 join unit b on b.id = s.predecessor_id join unit u on u.id = s.successor_id
                 where s.predecessor_id = $1 order by u.code";
    let before = sqlx::AssertSqlSafe(before);
    let before: Vec<Flagged> = on!(tx, |conn| sqlx::query_as(before).bind(unit).fetch_all(conn).await)?;
    let after: Vec<Flagged> = on!(tx, |conn| sqlx::query_as(after).bind(unit).fetch_all(conn).await)?;
    let mut kin = UnitHistory::default();
    for (code, kind, level, name, whole) in before {
        let named = named_of((code, kind, level, name))?;
        if whole { kin.predecessors.push(named) } else { kin.parts_of.push(named) }
    }
    for (code, kind, level, name, over) in after {
        let named = named_of((code, kind, level, name))?;
        if over { kin.successors.push(named) } else { kin.gave_to.push(named) }
    }
    Ok(kin)
}

/// The units that are no more and that a unit was made of, as they stood last.
pub(super) async fn predecessors(tx: &mut Tx, unit: Uuid) -> Result<Vec<Unit>, StoreError> {
    let sql = "select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
               from unit_succession s join unit u on u.id = s.predecessor_id
               where s.successor_id = $1 and u.valid_to < s.since order by u.code";
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).bind(unit).fetch_all(conn).await)?;
    rows.into_iter().map(unit_of).collect()
}

impl Store {
    pub(super) async fn take_units(&self, lines: Vec<Line<UnitRow>>) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        let mut atlas = Atlas::load(&mut tx).await?;
        let mut faults = Faults::default();
        let mut done = Imported::default();
        let mut seen = HashSet::new();
        let mut writes = Vec::new();
        // Wide before narrow, so that a parent may stand below its children in the file.
        let mut lines = lines;
        lines.sort_by_key(|line| (line.value.named.level, line.number));
        for Line { number, value: row } in lines {
            let from = row.valid_from.unwrap_or(ALWAYS);
            let code = row.named.code.clone();
            if !seen.insert((code.clone(), from)) {
                faults.add(number, format!("mã {code} có hai lần trong tệp"));
                continue;
            }
            let parent = match parent_of(&atlas, &row, from) {
                Ok(parent) => parent,
                Err(fault) => {
                    faults.add(number, fault);
                    continue;
                }
            };
            let units = atlas.by_code.entry(code).or_default();
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
                Some(known) if known.parent != unit.parent || known.named.level != unit.named.level => faults.add(
                    number,
                    format!("mã {} đã có ở cấp hoặc nơi khác; nếu là đơn vị mới, hãy ghi valid_from", unit.named.code),
                ),
                Some(_) => {
                    done.changed += 1;
                    units.retain(|known| known.id != unit.id);
                    units.push(unit.clone());
                    writes.push(unit);
                }
                None if units.iter().any(|other| overlap(other, &unit)) => faults.add(
                    number,
                    format!(
                        "mã {} trùng thời gian với đơn vị cùng mã đã có; xem lại valid_from, valid_to",
                        unit.named.code
                    ),
                ),
                None => {
                    done.added += 1;
                    units.push(unit.clone());
                    writes.push(unit);
                }
            }
        }
        faults.or(())?;
        for unit in &writes {
            write_unit(&mut tx, unit).await?;
        }
        tx.commit().await?;
        Ok(done)
    }

    pub(super) async fn take_successions(&self, lines: Vec<Line<SuccessionRow>>, day: NaiveDate) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let eve = day.checked_sub_days(Days::new(1)).unwrap_or(day);
        let mut faults = Faults::default();
        let mut pairs = Vec::new();
        for Line { number, value: SuccessionRow { old_code, new_code } } in lines {
            match (atlas.on(&old_code, eve), atlas.on(&new_code, day)) {
                (Some(old), Some(new)) if old.id != new.id => pairs.push((old.id, new.id)),
                (Some(_), Some(_)) => faults.add(number, format!("mã {old_code} không đổi vào ngày {day}")),
                (None, _) => faults.add(number, format!("không có đơn vị mã {old_code} vào ngày {eve}")),
                (_, None) => faults.add(number, format!("không có đơn vị mã {new_code} vào ngày {day}")),
            }
        }
        faults.or(())?;
        let sql = "insert into unit_succession (predecessor_id, successor_id, since) values ($1, $2, $3)
                   on conflict do nothing";
        let mut done = Imported::default();
        for (old, new) in pairs {
            let added = on!(&mut tx, |conn| {
                sqlx::query(sql).bind(old).bind(new).bind(day).execute(conn).await.map(|result| result.rows_affected())
            })
            .map_err(broken)?;
            done.added += added;
            done.same += 1 - added;
        }
        tx.commit().await?;
        Ok(done)
    }
}

fn parent_of(atlas: &Atlas, row: &UnitRow, from: NaiveDate) -> Result<Option<Uuid>, String> {
    let named = &row.named;
    if row.valid_to.is_some_and(|to| to < from) {
        return Err("valid_to trước valid_from".into());
    }
    if row.parent_code.is_empty() {
        return Ok(None);
    }
    let parent = atlas
        .on(&row.parent_code, from)
        .ok_or_else(|| format!("không có đơn vị cấp trên mã {} khi đơn vị này bắt đầu", row.parent_code))?;
    if parent.named.level >= named.level {
        return Err(format!("đơn vị cấp trên {} không cao hơn {}", parent.named.name, named.name));
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
    on!(tx, |conn| {
        sqlx::query(sql)
            .bind(unit.id)
            .bind(code)
            .bind(kind)
            .bind(level.word())
            .bind(name)
            .bind(unit.parent)
            .bind(unit.valid_from.unwrap_or(ALWAYS))
            .bind(unit.valid_to.unwrap_or(STILL))
            .execute(conn)
            .await
            .map(drop)
    })?;
    Ok(())
}

#[async_trait]
impl Units for Store {
    async fn roots(&self) -> Answer<Vec<UnitRef>> {
        let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit
                   where parent_id is null order by valid_from desc, code";
        let mut tx = self.db.read().await?;
        let rows: Vec<Row> = on!(&mut tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
        let mut seen = HashSet::new();
        let units = rows.into_iter().map(unit_of).collect::<Result<Vec<_>, _>>()?;
        let mut named: Vec<_> =
            units.into_iter().map(|unit| unit.named).filter(|u| seen.insert(u.code.clone())).collect();
        named.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(named)
    }

    async fn place(&self, code: &str, day: Option<NaiveDate>) -> Answer<Option<Unit>> {
        if let Some(day) = day {
            return Ok(find(&self.db, code, day).await?);
        }
        let sql = "select id, code, kind, level, name, parent_id, valid_from, valid_to from unit
                   where code = $1 order by valid_from desc limit 1";
        let mut tx = self.db.read().await?;
        let row: Option<Row> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(code).fetch_optional(conn).await).map_err(broken)?;
        Ok(row.map(unit_of).transpose()?)
    }

    async fn import_units(&self, lines: Vec<Line<UnitRow>>) -> Answer<Imported> {
        self.take_units(lines).await
    }

    async fn import_successions(&self, lines: Vec<Line<SuccessionRow>>, day: NaiveDate) -> Answer<Imported> {
        self.take_successions(lines, day).await
    }

    async fn scope(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>> {
        let mut tx = self.db.read().await?;
        let scope = Scope::of(&mut tx, by).await?;
        let today = local(now).date();
        let mut units: Vec<Unit> = if let Some(unit) = scope.unit {
            tree::units(&mut tx, unit, today).await?
        } else {
            let atlas = Atlas::load(&mut tx).await?;
            atlas.by_code.into_values().flatten().filter(|unit| unit.stands_on(today)).collect()
        };
        units.sort_by_cached_key(|unit| (unit.named.level, fold(&unit.named.name), unit.named.code.clone()));
        Ok(units.into_iter().map(|unit| unit.named).collect())
    }

    async fn unit(&self, code: &str, day: NaiveDate) -> Answer<Option<Unit>> {
        Ok(find(&self.db, code, day).await?)
    }

    async fn history(&self, unit: Uuid) -> Answer<UnitHistory> {
        let mut tx = self.db.read().await?;
        Ok(kin(&mut tx, unit).await?)
    }
}

#[async_trait]
impl Hamlets for Store {
    async fn import_hamlets(&self, by: &Actor, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported> {
        self.take_hamlets(by, lines, now).await
    }

    async fn keep_hamlets(
        &self,
        by: &Actor,
        commune_code: &str,
        rows: Vec<Line<HamletEdit>>,
        seen: &Seen,
        now: Now,
    ) -> Answer<()> {
        self.edit_hamlets(by, commune_code, rows, seen, now).await
    }

    async fn hamlets(&self, by: &Actor, commune_code: &str, now: Now) -> Answer<HamletList> {
        self.list_hamlets(by, commune_code, now).await
    }
}

#[async_trait]
impl Census for Store {
    async fn import_households(
        &self,
        by: &Actor,
        lines: Vec<Line<HouseholdsRow>>,
        on: NaiveDate,
        source: &str,
        now: Now,
    ) -> Answer<Imported> {
        self.take_households(by, lines, on, source, now).await
    }
}
