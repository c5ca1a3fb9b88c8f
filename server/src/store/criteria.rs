//! Statuses of criteria and titles, as history: rows are only added, and the last word on each criterion is marked.

use super::{Store, StoreError, Tx, broken, counted, kept, on, public, units, upload};
use crate::store::authority::{Deed, Place, Scope, note, require, require_still};
use crate::store::units::Atlas;
use app::domain::oversight::criterion::{Assessment, By, Status, item_positions};
use app::domain::oversight::title::{Recognition, Title, held, reaches};
use app::domain::people::account::Power;
use app::domain::survey::ruleset::STANDARD;
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::i18n::{Lang, local, say};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::Imported;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::criteria::Criteria;
use app::ports::criteria::CriterionRow;
use app::ports::criteria::Recorded;
use app::ports::criteria::RecordedTitle;
use app::ports::criteria::Sheet;
use app::ports::criteria_files::Change;
use app::ports::criteria_files::Changes;
use app::ports::criteria_files::CriteriaFiles;
use app::ports::files::FileRow;
use app::ports::files::Files;
use app::ports::titles::TitleRow;
use app::ports::titles::Titles;
use app::ui::labels::label;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// The most statuses that are written with one statement.
const AT_ONCE: usize = 400;

/// A row of `assessment`: number, criterion, indicator, source, status, value, as of, document.
type Row = (i64, i64, i64, String, String, String, NaiveDate, String);

fn assessment_of(
    (_, criterion, indicator, source, status, value, as_of, document): Row,
) -> Result<Assessment, StoreError> {
    Ok(Assessment {
        criterion: u32::try_from(criterion).unwrap_or_default(),
        indicator: u32::try_from(indicator).unwrap_or_default(),
        by: By::from_word(&source).ok_or(StoreError::Word(source))?,
        status: Status::from_word(&status).ok_or(StoreError::Word(status))?,
        value,
        as_of,
        document,
    })
}

/// The same without the number, behind its unit.
pub(super) type RowByUnit = (Uuid, i64, i64, String, String, String, NaiveDate, String);

/// Rows of many units.
pub(super) const BY_UNIT: &str =
    "select unit_id, criterion, indicator, source, status, value, as_of, document from assessment";

pub(super) fn by_unit_of(row: RowByUnit) -> Result<(Uuid, Assessment), StoreError> {
    let (unit, criterion, indicator, source, status, value, as_of, document) = row;
    Ok((unit, assessment_of((0, criterion, indicator, source, status, value, as_of, document))?))
}

/// All that was written of a unit by a ruleset, in the order it was written.
pub(super) async fn history(tx: &mut Tx, unit: Uuid, ruleset: &str) -> Result<Vec<(i64, Assessment)>, StoreError> {
    let sql = "select number, criterion, indicator, source, status, value, as_of, document from assessment
               where unit_id = $1 and ruleset_id = $2 order by number";
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).bind(unit).bind(ruleset).fetch_all(conn).await)?;
    rows.into_iter().map(|row| Ok((row.0, assessment_of(row)?))).collect()
}

/// Whether anything was ever said of a unit's criteria, by whatever rules.
pub(super) async fn is_assessed(tx: &mut Tx, unit: Uuid) -> Result<bool, StoreError> {
    let sql = "select count(*) from assessment where unit_id = $1";
    let rows: i64 = on!(tx, |conn| sqlx::query_scalar(sql).bind(unit).fetch_one(conn).await)?;
    Ok(rows > 0)
}

/// All decisions about a unit's titles, in the order they were written.
pub(super) async fn recognitions(tx: &mut Tx, unit: Uuid) -> Result<Vec<Recognition>, StoreError> {
    Ok(recorded_titles(tx, unit).await?.into_iter().map(|one| one.recognition).collect())
}

async fn recorded_titles(tx: &mut Tx, unit: Uuid) -> Result<Vec<RecordedTitle>, StoreError> {
    let sql = "select r.title, r.granted, r.decided_on, r.decision, r.recorded_at, coalesce(a.name, 'Người vận hành')
               from recognition r left join account a on a.id = r.account_id where r.unit_id = $1 order by r.number";
    let rows: Vec<(String, i64, NaiveDate, String, Now, String)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(unit).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|(title, granted, day, decision, at, who)| {
            let title = Title::from_word(&title).ok_or(StoreError::Word(title))?;
            Ok(RecordedTitle { recognition: Recognition { title, granted: granted == 1, day, decision }, at, who })
        })
        .collect()
}

/// The numbers of the rows that are the last word on their criterion.
fn last_words(history: &[(i64, Assessment)]) -> BTreeSet<i64> {
    let positions = item_positions(history.iter().map(|(_, assessment)| assessment), NaiveDate::MAX);
    let number = |word: &Assessment| history.iter().rev().find(|(_, one)| one == word).map(|(number, _)| *number);
    positions.values().filter_map(|position| position.last_word().and_then(number)).collect()
}

/// Statuses on their way in, by unit and ruleset.
type Writes = BTreeMap<(Uuid, String), Vec<(u64, CriterionRow)>>;

/// Whether whoever may write of a unit also appraises it: the People's Committee claims for its own and those below; only
/// one that stands above a unit appraises it.
fn appraises(who: &Scope, unit: Uuid) -> bool {
    who.unit != Some(unit)
}

/// Where whoever asks may write statuses, looked up once by unit: a file names each unit many times.
struct Rights<'a> {
    who: &'a Scope,
    holds: HashMap<Uuid, bool>,
}

impl Rights<'_> {
    async fn hold(&mut self, tx: &mut Tx, unit: Uuid) -> Answer<bool> {
        if let Some(holds) = self.holds.get(&unit) {
            return Ok(*holds);
        }
        let holds = self.who.may(tx, Power::Assess, Place::Unit(unit)).await?;
        self.holds.insert(unit, holds);
        Ok(holds)
    }
}

/// Sorts lines by unit and ruleset; every fault is named, and nobody writes outside of their scope.
async fn sort(
    tx: &mut Tx,
    who: &Scope,
    lines: Vec<Line<CriterionRow>>,
    today: NaiveDate,
) -> Answer<(Writes, BTreeMap<Uuid, Unit>)> {
    let atlas = Atlas::load(tx).await?;
    let mut faults = Faults::default();
    let mut seen = BTreeSet::new();
    let mut writes = Writes::new();
    let mut units = BTreeMap::new();
    let mut rights = Rights { who, holds: HashMap::new() };
    let mut histories = HashMap::new();
    let (all, mut outside) = (lines.len(), 0);
    for Line { number, value: row } in lines {
        if row.as_of > today {
            faults.add(number, format!("ngày {} ở tương lai", row.as_of.format("%-d/%-m/%Y")));
        }
        let Some(unit) = atlas.on(&row.unit_code, row.as_of) else {
            let day = row.as_of.format("%-d/%-m/%Y");
            faults.add(number, format!("không có đơn vị mã {} vào ngày {day}", row.unit_code));
            continue;
        };
        if unit.named.level != row.level {
            let (name, level) = (&unit.named.name, row.level.vietnamese());
            faults.add(number, format!("{name} không thuộc cấp {level} mà bộ {} đánh giá", row.ruleset));
        }
        if !seen.insert((unit.id, row.ruleset.clone(), row.item(), row.by.word(), row.as_of)) {
            let (no, day) = (say(Lang::Vi, &row.named()), row.as_of.format("%-d/%-m/%Y"));
            faults.add(number, format!("{no} của {} ngày {day} có hai lần trong tệp", unit.named.name));
        }
        if !rights.hold(tx, unit.id).await? {
            let later = atlas.on(&row.unit_code, today).filter(|later| later.id != unit.id);
            let later = match later {
                Some(later) if rights.hold(tx, later.id).await? => later,
                _ => {
                    outside += 1;
                    faults.add(number, format!("{} nằm ngoài phạm vi của ông bà", unit.named.name));
                    continue;
                }
            };
            let from = later.valid_from.map(|day| day.format("%-d/%-m/%Y").to_string()).unwrap_or_default();
            faults.add(number, format!("{} mới có từ {from}; hãy ghi ngày từ đó trở đi", later.named.name));
        } else if row.by == By::Appraisal && !appraises(who, unit.id) {
            // A template that goes back as it came says nothing new about what those above wrote.
            let key = (unit.id, row.ruleset.clone());
            if !histories.contains_key(&key) {
                histories.insert(key.clone(), history(tx, unit.id, &row.ruleset).await?);
            }
            if standing(&histories[&key], &row) == Some(&assessed(&row)) {
                continue;
            }
            let text = format!("{} không tự thẩm định; kết quả thẩm định do cấp trên nhập", unit.named.name);
            faults.add(number, text);
        }
        units.entry(unit.id).or_insert_with(|| unit.clone());
        writes.entry((unit.id, row.ruleset.clone())).or_default().push((number, row));
    }
    if all > 0 && outside == all {
        return Err(PortError::Denied);
    }
    faults.or((writes, units))
}

/// What stands on a day by one side: what was written last about that very day.
fn standing<'a>(history: &'a [(i64, Assessment)], row: &CriterionRow) -> Option<&'a Assessment> {
    let same =
        |one: &&Assessment| (one.criterion, one.indicator) == row.item() && one.by == row.by && one.as_of == row.as_of;
    history.iter().rev().map(|(_, one)| one).find(same)
}

/// What one side said last until a day: what a new status comes after.
fn said_before<'a>(history: &'a [(i64, Assessment)], row: &CriterionRow) -> Option<&'a Assessment> {
    let earlier = |one: &&(i64, Assessment)| {
        let (_, one) = one;
        (one.criterion, one.indicator) == row.item() && one.by == row.by && one.as_of <= row.as_of
    };
    history.iter().filter(earlier).max_by_key(|(number, one)| (one.as_of, *number)).map(|(_, one)| one)
}

fn assessed(row: &CriterionRow) -> Assessment {
    let CriterionRow { criterion, indicator, by, status, value, as_of, document, .. } = row.clone();
    Assessment { criterion, indicator, by, status, value, as_of, document }
}

impl Store {
    async fn write_statuses(
        &self,
        tx: &mut Tx,
        who: &Scope,
        lines: Vec<Line<CriterionRow>>,
        now: Now,
    ) -> Answer<Imported> {
        let (writes, units) = sort(tx, who, lines, local(now).date()).await?;
        let mut done = Imported::default();
        let mut rows = Vec::new();
        let mut by_unit: BTreeMap<Uuid, u64> = BTreeMap::new();
        for ((unit, ruleset), own) in writes {
            units::hold(tx, unit).await?;
            let mut history = history(tx, unit, &ruleset).await?;
            let known = history.len();
            let mut number = history.last().map_or(0, |(number, _)| *number);
            let mut files = BTreeMap::new();
            for (_, row) in own {
                let before = standing(&history, &row).map(|one| one == &assessed(&row));
                match (before, row.file) {
                    (Some(true), None) => {
                        done.same += 1;
                        continue;
                    }
                    (Some(_), _) => done.changed += 1,
                    (None, _) => done.added += 1,
                }
                number += 1;
                files.insert(number, row.file);
                history.push((number, assessed(&row)));
            }
            if history.len() == known {
                continue;
            }
            *by_unit.entry(unit).or_default() += (history.len() - known) as u64;
            let holding = last_words(&history);
            mark(tx, unit, &ruleset, &holding).await?;
            let new = history.drain(known..).map(|(number, assessment)| {
                let file = files.get(&number).copied().flatten();
                (unit, ruleset.clone(), number, assessment, file, holding.contains(&number))
            });
            rows.extend(new);
        }
        for some in rows.chunks(AT_ONCE) {
            insert(tx, some, who.account, now).await?;
        }
        for (unit, count) in by_unit {
            let name = units.get(&unit).map(|unit| unit.named.name.as_str()).unwrap_or_default();
            let detail = format!("{count} dòng của {name}");
            note(tx, who, Deed { detail, ..Deed::new("Ghi tình trạng tiêu chí", Some(unit)) }, now).await?;
        }
        Ok(done)
    }

    async fn read_draft(&self, tx: &mut Tx, by: &Actor, id: Uuid) -> Answer<(Scope, String, Vec<Line<CriterionRow>>)> {
        let who = require(tx, by, Power::Assess, Place::Anywhere).await?;
        let sql = "select name, document from status_draft where id = $1 and account_id = $2";
        let row: Option<(String, String)> =
            on!(tx, |conn| sqlx::query_as(sql).bind(id).bind(who.account).fetch_optional(conn).await)
                .map_err(broken)?;
        let (name, document) = row.ok_or(PortError::Missing)?;
        let lines: Vec<(u64, CriterionRow)> = serde_json::from_str(&document).map_err(broken)?;
        Ok((who, name, lines.into_iter().map(|(number, value)| Line { number, value }).collect()))
    }
}

/// A status to write: unit, ruleset, number, what it says, its file, whether it is the last word.
type New = (Uuid, String, i64, Assessment, Option<Uuid>, bool);

async fn insert(tx: &mut Tx, rows: &[New], account: Option<Uuid>, now: Now) -> Result<(), StoreError> {
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "insert into assessment (id, unit_id, ruleset_id, number, criterion, indicator, source, status, value,
                                     as_of, document, file_id, recorded_at, account_id, holds) ",
        );
        sql.push_values(rows, |mut values, (unit, ruleset, number, one, file, holds)| {
            values.push_bind(Uuid::new_v4()).push_bind(*unit).push_bind(ruleset.as_str()).push_bind(*number);
            values.push_bind(i64::from(one.criterion)).push_bind(i64::from(one.indicator));
            values.push_bind(one.by.word()).push_bind(one.status.word());
            values.push_bind(one.value.as_str()).push_bind(one.as_of).push_bind(one.document.as_str());
            values.push_bind(*file).push_bind(now).push_bind(account).push_bind(i64::from(*holds));
        });
        sql.build().execute(conn).await.map(drop)
    })?;
    Ok(())
}

/// Takes the mark of the last word from what is not any more.
async fn mark(tx: &mut Tx, unit: Uuid, ruleset: &str, holding: &BTreeSet<i64>) -> Result<(), StoreError> {
    let numbers: Vec<String> = holding.iter().map(ToString::to_string).collect();
    let sql = format!(
        "update assessment set holds = 0 where unit_id = $1 and ruleset_id = $2 and holds = 1 and number not in ({})",
        numbers.join(", ")
    );
    let sql = sqlx::AssertSqlSafe(sql);
    on!(tx, |conn| sqlx::query(sql).bind(unit).bind(ruleset).execute(conn).await.map(drop))?;
    Ok(())
}

/// The units of a level in somebody's scope that stand on a day, by code.
async fn scope_units(tx: &mut Tx, who: &Scope, level: Level, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let mut units: Vec<Unit> = match who.unit {
        Some(unit) => crate::store::tree::units(tx, unit, day).await?,
        None => Atlas::load(tx).await?.by_code.into_values().flatten().collect(),
    };
    units.retain(|unit| unit.named.level == level && unit.stands_on(day));
    units.sort_by(|a, b| a.named.code.cmp(&b.named.code));
    Ok(units)
}

/// Whether somebody oversees a unit.
pub(super) async fn require_oversight(tx: &mut Tx, by: &Actor, unit: Uuid) -> Answer<Scope> {
    require_still(tx, by, Power::Oversee, unit).await
}

#[async_trait]
impl Criteria for Store {
    async fn sheet(&self, by: &Actor, unit_code: &str, ruleset: &str, day: NaiveDate) -> Answer<Sheet> {
        let mut tx = self.db.read().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let Some(unit) = atlas.on_or_last(unit_code, day).cloned() else {
            require(&mut tx, by, Power::Oversee, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        let who = require_oversight(&mut tx, by, unit.id).await?;
        let sql = "select s.number, s.criterion, s.indicator, s.source, s.status, s.value, s.as_of, s.document, s.recorded_at,
                          coalesce(a.name, 'Người vận hành') as who, f.id as file_id, f.name as file_name
                   from assessment s left join account a on a.id = s.account_id left join file f on f.id = s.file_id
                   where s.unit_id = $1 and s.ruleset_id = $2 order by s.number";
        let rows: Vec<RecordedRow> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(unit.id).bind(ruleset).fetch_all(conn).await)
                .map_err(broken)?;
        let may_claim = who.may(&mut tx, Power::Assess, Place::Unit(unit.id)).await?;
        let mut predecessors = Vec::new();
        for before in units::predecessors(&mut tx, unit.id).await? {
            predecessors.push(public::predecessor_results_of(&mut tx, before, ruleset).await?);
        }
        Ok(Sheet {
            statuses: rows.into_iter().map(RecordedRow::read).collect::<Result<_, _>>()?,
            titles: recorded_titles(&mut tx, unit.id).await?,
            may_claim,
            may_appraise: may_claim && appraises(&who, unit.id),
            assessed: is_assessed(&mut tx, unit.id).await?,
            predecessors,
            unit,
        })
    }

    async fn record(&self, by: &Actor, lines: Vec<Line<CriterionRow>>, now: Now) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        let who = require(&mut tx, by, Power::Assess, Place::Anywhere).await?;
        let done = self.write_statuses(&mut tx, &who, lines, now).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn standing(
        &self,
        by: &Actor,
        ruleset: &str,
        level: Level,
        now: Now,
    ) -> Answer<Vec<(UnitRef, Vec<Assessment>)>> {
        let mut tx = self.db.read().await?;
        let who = require(&mut tx, by, Power::Oversee, Place::Anywhere).await?;
        let today = local(now).date();
        let units = scope_units(&mut tx, &who, level, today).await?;
        let sql = format!("{BY_UNIT} where ruleset_id = $1 and holds = 1 order by criterion, indicator");
        let rows: Vec<RowByUnit> =
            on!(&mut tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(ruleset).fetch_all(conn).await)
                .map_err(broken)?;
        let mut by_unit: BTreeMap<Uuid, Vec<Assessment>> = BTreeMap::new();
        for (unit, one) in rows.into_iter().map(by_unit_of).collect::<Result<Vec<_>, _>>()? {
            by_unit.entry(unit).or_default().push(one);
        }
        Ok(units.into_iter().map(|unit| (unit.named, by_unit.remove(&unit.id).unwrap_or_default())).collect())
    }

    async fn unassessed(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>> {
        let mut tx = self.db.read().await?;
        let who = require(&mut tx, by, Power::Assess, Place::Anywhere).await?;
        let today = local(now).date();
        let units = scope_units(&mut tx, &who, Level::Commune, today).await?;
        let sql = "select distinct s.successor_id from unit_succession s
                   where not exists (select 1 from assessment a where a.unit_id = s.successor_id)";
        let bare: Vec<Uuid> = on!(&mut tx, |conn| sqlx::query_scalar(sql).fetch_all(conn).await).map_err(broken)?;
        let bare: BTreeSet<Uuid> = bare.into_iter().collect();
        Ok(units.into_iter().filter(|unit| bare.contains(&unit.id)).map(|unit| unit.named).collect())
    }
}

#[async_trait]
impl CriteriaFiles for Store {
    async fn keep_draft(&self, by: &Actor, name: &str, lines: Vec<Line<CriterionRow>>, now: Now) -> Answer<Uuid> {
        let mut tx = self.db.write().await?;
        let who = require(&mut tx, by, Power::Assess, Place::Anywhere).await?;
        let pairs: Vec<(u64, CriterionRow)> = lines.iter().map(|line| (line.number, line.value.clone())).collect();
        sort(&mut tx, &who, lines, local(now).date()).await?;
        // One file at a time: what nobody confirmed goes when the next one comes.
        let sql = "delete from status_draft where account_id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(who.account).execute(conn).await.map(drop)).map_err(broken)?;
        let (id, document) = (Uuid::new_v4(), serde_json::to_string(&pairs).map_err(broken)?);
        let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
        let sql = "insert into status_draft (id, account_id, name, document, made_at) values ($1, $2, $3, $4, $5)";
        on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(who.account).bind(&name).bind(&document).bind(now);
            query.execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        tx.commit().await?;
        Ok(id)
    }

    async fn draft(&self, by: &Actor, id: Uuid) -> Answer<Changes> {
        let mut tx = self.db.read().await?;
        let (who, name, lines) = self.read_draft(&mut tx, by, id).await?;
        let (writes, units) = sort(&mut tx, &who, lines, NaiveDate::MAX).await?;
        let mut found = Changes { name, ..Changes::default() };
        let mut lines = Vec::new();
        for ((unit, ruleset), own) in writes {
            let history = history(&mut tx, unit, &ruleset).await?;
            for (number, row) in own {
                if standing(&history, &row) == Some(&assessed(&row)) {
                    found.same += 1;
                    continue;
                }
                let before = said_before(&history, &row);
                let named = units.get(&unit).map(|unit| unit.named.clone()).ok_or(PortError::Missing)?;
                lines.push((number, Change { unit: named, before: before.map(|one| one.status), row }));
            }
        }
        lines.sort_by_key(|(number, _)| *number);
        found.changes = lines.into_iter().map(|(_, change)| change).collect();
        Ok(found)
    }

    async fn apply_draft(&self, by: &Actor, id: Uuid, now: Now) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        let (who, _, lines) = self.read_draft(&mut tx, by, id).await?;
        let done = self.write_statuses(&mut tx, &who, lines, now).await?;
        let sql = "delete from status_draft where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        tx.commit().await?;
        Ok(done)
    }
}

#[async_trait]
impl Titles for Store {
    async fn recognise(&self, by: &Actor, lines: Vec<Line<TitleRow>>, now: Now) -> Answer<u64> {
        let mut tx = self.db.write().await?;
        let who = require(&mut tx, by, Power::Assess, Place::Anywhere).await?;
        let atlas = Atlas::load(&mut tx).await?;
        let today = local(now).date();
        let mut faults = Faults::default();
        let mut rights = Rights { who: &who, holds: HashMap::new() };
        let mut written = 0;
        for Line { number, value: TitleRow { unit_code, recognition } } in lines {
            let Recognition { title, granted, day, decision } = recognition;
            let shown = day.format("%-d/%-m/%Y");
            let Some(unit) = atlas.on(&unit_code, day) else {
                faults.add(number, format!("không có đơn vị mã {unit_code} vào ngày {shown}"));
                continue;
            };
            // A title is given and taken by those above.
            if !rights.hold(&mut tx, unit.id).await? || !appraises(&who, unit.id) {
                return Err(PortError::Denied);
            }
            let name = &unit.named.name;
            if day > today {
                faults.add(number, format!("{name}: ngày {shown} ở tương lai"));
            }
            let new = Recognition { title, granted, day, decision: decision.trim().to_owned() };
            if new.decision.is_empty() || new.decision.chars().count() > 100 {
                faults.add(number, format!("{name}: ghi số quyết định, ví dụ 1234/QĐ-UBND"));
            }
            units::hold(&mut tx, unit.id).await?;
            let known = recognitions(&mut tx, unit.id).await?;
            if known.contains(&new) {
                continue;
            }
            if !granted && !reaches(&held(&known, day), title) {
                faults.add(number, format!("{name} không giữ danh hiệu này vào ngày {shown}"));
            }
            if !faults.0.is_empty() {
                continue;
            }
            add_title(&mut tx, unit.id, known.len() as u64 + 1, &new, who.account, now).await?;
            let act = if granted { "Ghi quyết định công nhận" } else { "Ghi quyết định thu hồi" };
            let detail = format!("{}, {}", label(Lang::Vi, new.title), new.decision);
            note(&mut tx, &who, Deed { detail, ..Deed::new(act, Some(unit.id)) }, now).await?;
            written += 1;
        }
        faults.or(())?;
        tx.commit().await?;
        Ok(written)
    }
}

#[async_trait]
impl Files for Store {
    async fn keep_file(&self, by: &Actor, unit: &Unit, name: &str, content: Vec<u8>, now: Now) -> Answer<Uuid> {
        let mut tx = self.db.write().await?;
        let unit = unit.id;
        require_oversight(&mut tx, by, unit).await?;
        let file = upload::check(name, "van-ban", &content)?;
        units::hold(&mut tx, unit).await?;
        let sql = "select id from file where unit_id = $1 and digest = $2";
        let there: Option<Uuid> =
            on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(unit).bind(&file.digest).fetch_optional(conn).await)
                .map_err(broken)?;
        if let Some(there) = there {
            return Ok(there);
        }
        let id = Uuid::new_v4();
        let sql = "insert into file (id, unit_id, name, media_type, size, digest, content, added_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let size = kept(content.len() as u64);
        on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(unit).bind(&file.name).bind(file.media_type).bind(size);
            query.bind(&file.digest).bind(&content).bind(now).execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        tx.commit().await?;
        Ok(id)
    }

    async fn file(&self, by: &Actor, id: Uuid) -> Answer<(FileRow, Arc<[u8]>)> {
        let mut tx = self.db.read().await?;
        let sql = "select unit_id, name, media_type, content from file where id = $1";
        let row: Option<(Uuid, String, String, Vec<u8>)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(id).fetch_optional(conn).await).map_err(broken)?;
        let (unit, name, media_type, content) = row.ok_or(PortError::Missing)?;
        require_oversight(&mut tx, by, unit).await?;
        Ok((FileRow { name, media_type }, content.into()))
    }
}

async fn add_title(
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
    on!(tx, |conn| {
        let query = sqlx::query(sql).bind(Uuid::new_v4()).bind(unit).bind(kept(number)).bind(new.title.word());
        let query = query.bind(i64::from(new.granted)).bind(new.day).bind(&new.decision).bind(now).bind(account);
        query.execute(conn).await.map(drop)
    })?;
    Ok(())
}

/// A status with who wrote it down.
#[derive(sqlx::FromRow)]
struct RecordedRow {
    number: i64,
    criterion: i64,
    indicator: i64,
    source: String,
    status: String,
    value: String,
    as_of: NaiveDate,
    document: String,
    recorded_at: Now,
    who: String,
    file_id: Option<Uuid>,
    file_name: Option<String>,
}

impl RecordedRow {
    fn read(self) -> Result<Recorded, StoreError> {
        let Self { number, criterion, indicator, source, status, value, as_of, document, .. } = self;
        Ok(Recorded {
            assessment: assessment_of((number, criterion, indicator, source, status, value, as_of, document))?,
            at: self.recorded_at,
            who: self.who,
            file: self.file_id.zip(self.file_name),
        })
    }
}

/// The newest standard set by which anything was said of a unit.
pub(super) async fn own_set(tx: &mut Tx, unit: Uuid) -> Result<Option<String>, StoreError> {
    let sql = "select max(ruleset_id) from assessment where unit_id = $1 and ruleset_id like $2";
    let like = format!("{STANDARD}%");
    Ok(on!(tx, |conn| sqlx::query_scalar(sql).bind(unit).bind(&like).fetch_one(conn).await)?)
}

/// How many criteria each unit meets today, for the units that were assessed at all.
pub(super) async fn met_today(tx: &mut Tx, ruleset: &str) -> Result<BTreeMap<Uuid, u64>, StoreError> {
    let sql = "select unit_id, count(case when status = 'met' then 1 end) from assessment
               where ruleset_id = $1 and holds = 1 and indicator = 0 group by unit_id";
    let rows: Vec<(Uuid, i64)> = on!(tx, |conn| sqlx::query_as(sql).bind(ruleset).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(unit, met)| (unit, counted(met))).collect())
}
