//! Statuses on their way in: sorted by unit, checked line by line, added to the history.

use crate::store::assessment_records::assessments;
use crate::store::authority::{Place, Scope};
use crate::store::db::StoreError;
use crate::store::file_records::{BelongsTo, keep_file};
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, lock_for_update, scalar, with_conn};
use crate::store::unit_records::UnitIndex;
use app::domain::oversight::criterion::{Assessment, By, item_positions};
use app::domain::people::account::Permission;
use app::domain::units::unit::Unit;
use app::i18n::{day, local};
use app::ports::common::{Answer, Faults, Imported, Line, Now, PortError};
use app::ports::criteria::{CriteriaAct, CriteriaDetail, CriteriaFault, CriterionRow};
use app::ports::files::NewFile;
use app::ports::units::UnitFault;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The most statuses that are written with one statement.
const AT_ONCE: usize = 400;

/// Statuses on their way in, by unit and ruleset.
pub(super) type Writes = BTreeMap<(Uuid, String), Vec<(u64, CriterionRow)>>;

/// Whether whoever may write of a unit also appraises it: the People's Committee claims for its own and those below; only
/// one that stands above a unit appraises it.
pub(super) fn appraises(who: &Scope, unit: Uuid) -> bool {
    who.unit != Some(unit)
}

/// What a status says that names no side. Whoever runs the machine stands above nobody.
fn usual_side(who: &Scope, unit: Uuid) -> By {
    By::usual(who.unit.is_some() && appraises(who, unit))
}

/// Where whoever asks may write statuses, looked up once by unit: a file names each unit many times.
pub(super) struct Rights<'a> {
    who: &'a Scope,
    holds: HashMap<Uuid, bool>,
}

impl<'a> Rights<'a> {
    pub(super) fn of(who: &'a Scope) -> Self {
        Self { who, holds: HashMap::new() }
    }

    /// Whether that unit is inside.
    pub(super) async fn hold(&mut self, tx: &mut Tx, unit: Uuid) -> Answer<bool> {
        if let Some(holds) = self.holds.get(&unit) {
            return Ok(*holds);
        }
        let holds = self.who.may(tx, Permission::Assess, Place::Unit(unit)).await?;
        self.holds.insert(unit, holds);
        Ok(holds)
    }
}

/// Sorts lines by unit and ruleset; every fault is named, and nobody writes outside of their scope.
pub(super) async fn sort_lines(
    tx: &mut Tx,
    who: &Scope,
    lines: Vec<Line<CriterionRow>>,
    today: NaiveDate,
) -> Answer<(Writes, BTreeMap<Uuid, Unit>)> {
    let index = UnitIndex::load(tx).await?;
    let mut faults = Faults::default();
    let mut seen = BTreeSet::new();
    let mut writes = Writes::new();
    let mut units = BTreeMap::new();
    let mut rights = Rights::of(who);
    let mut histories = HashMap::new();
    let (all, mut outside) = (lines.len(), 0);
    for Line { number, value: mut row } in lines {
        if row.as_of > today {
            faults.add(number, CriteriaFault::Future { day: row.as_of });
        }
        let Some(unit) = index.on(&row.unit_code, row.as_of) else {
            faults.add(number, UnitFault::NoUnitOn { code: row.unit_code, day: row.as_of });
            continue;
        };
        let by = *row.by.get_or_insert_with(|| usual_side(who, unit.id));
        let name = &unit.named.name;
        if unit.named.level != row.level {
            let (level, ruleset) = (row.level.usual_kind().to_owned(), row.ruleset.clone());
            faults.add(number, CriteriaFault::Level { unit: name.clone(), level, ruleset });
        }
        if !seen.insert((unit.id, row.ruleset.clone(), row.item(), by.into_str(), row.as_of)) {
            faults.add(number, CriteriaFault::Twice { item: row.named(), unit: name.clone(), day: row.as_of });
        }
        if !rights.hold(tx, unit.id).await? {
            let later = index.on(&row.unit_code, today).filter(|later| later.id != unit.id);
            let later = match later {
                Some(later) if rights.hold(tx, later.id).await? => later,
                _ => {
                    outside += 1;
                    faults.add(number, CriteriaFault::Outside { unit: name.clone() });
                    continue;
                }
            };
            let from = later.valid_from.map(day).unwrap_or_default();
            faults.add(number, CriteriaFault::Later { unit: later.named.name.clone(), from });
        } else if by == By::Appraisal && !appraises(who, unit.id) {
            // A template that goes back as it came says nothing new about what those above wrote.
            let key = (unit.id, row.ruleset.clone());
            if !histories.contains_key(&key) {
                histories.insert(key.clone(), assessments(tx, unit.id, &row.ruleset).await?);
            }
            if standing(&histories[&key], &row) == Some(&assessed(&row)) {
                continue;
            }
            faults.add(number, CriteriaFault::OwnAppraisal { unit: name.clone() });
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
pub(super) fn standing<'a>(history: &'a [(i64, Assessment)], row: &CriterionRow) -> Option<&'a Assessment> {
    let same = |one: &&Assessment| {
        (one.criterion, one.indicator) == row.item() && Some(one.by) == row.by && one.as_of == row.as_of
    };
    history.iter().rev().map(|(_, one)| one).find(same)
}

/// What one side said last until a day: what a new status comes after.
pub(super) fn said_before<'a>(history: &'a [(i64, Assessment)], row: &CriterionRow) -> Option<&'a Assessment> {
    let earlier = |one: &&(i64, Assessment)| {
        let (_, one) = one;
        (one.criterion, one.indicator) == row.item() && Some(one.by) == row.by && one.as_of <= row.as_of
    };
    history.iter().filter(earlier).max_by_key(|(number, one)| (one.as_of, *number)).map(|(_, one)| one)
}

pub(super) fn assessed(row: &CriterionRow) -> Assessment {
    let CriterionRow { criterion, indicator, by, status, value, as_of, document, .. } = row.clone();
    let by = by.unwrap_or_default();
    Assessment { criterion, indicator, by, status, value, as_of, document }
}

/// Writes statuses down with the file that proves them, if there is one. What stands there already is not written again,
/// unless a file comes with it.
pub(super) async fn write_statuses(
    tx: &mut Tx,
    key: &InstallationKey,
    who: &Scope,
    lines: Vec<Line<CriterionRow>>,
    file: Option<&NewFile>,
    now: Now,
) -> Answer<Imported> {
    let (writes, units) = sort_lines(tx, who, lines, local(now).date()).await?;
    let mut done = Imported::default();
    let mut rows = Vec::new();
    let mut by_unit: BTreeMap<Uuid, u64> = BTreeMap::new();
    for ((unit, ruleset), own) in writes {
        lock_for_update(tx, "unit", unit).await?;
        let mut history = assessments(tx, unit, &ruleset).await?;
        let known = history.len();
        // Also behind what was taken back.
        let sql = "select coalesce(max(number), 0) from assessment where unit_id = $1 and ruleset_id = $2";
        let mut number: i64 = scalar!(tx, sql, unit, &ruleset)?;
        for (_, row) in own {
            let before = standing(&history, &row).map(|one| one == &assessed(&row));
            match (before, file) {
                (Some(true), None) => {
                    done.same += 1;
                    continue;
                }
                (Some(_), _) => done.changed += 1,
                (None, _) => done.added += 1,
            }
            number += 1;
            history.push((number, assessed(&row)));
        }
        if history.len() == known {
            continue;
        }
        *by_unit.entry(unit).or_default() += (history.len() - known) as u64;
        let holding = last_words(&history);
        hold(tx, unit, &ruleset, &holding).await?;
        let file = match file {
            Some(file) => Some(keep_file(tx, key, who, unit, BelongsTo::Status, file, now).await?),
            None => None,
        };
        rows.extend(history.drain(known..).map(|(number, said)| NewStatus {
            unit,
            ruleset: ruleset.clone(),
            number,
            said,
            file,
            holds: holding.contains(&number),
        }));
    }
    for some in rows.chunks(AT_ONCE) {
        insert(tx, some, who.account, now).await?;
    }
    for (unit, count) in by_unit {
        let name = units.get(&unit).map(|unit| unit.named.name.clone()).unwrap_or_default();
        let detail = CriteriaDetail::Statuses { count, unit: name };
        record(tx, key, who, JournalEntry::new(CriteriaAct::RecordStatuses, Some(unit)).with(detail), now).await?;
    }
    Ok(done)
}

/// The numbers of the rows that are the last word on their criterion.
fn last_words(history: &[(i64, Assessment)]) -> BTreeSet<i64> {
    let positions = item_positions(history.iter().map(|(_, assessment)| assessment), NaiveDate::MAX);
    let number = |word: &Assessment| history.iter().rev().find(|(_, one)| one == word).map(|(number, _)| *number);
    positions.values().filter_map(|position| position.last_word().and_then(number)).collect()
}

/// A status to write.
struct NewStatus {
    unit: Uuid,
    ruleset: String,
    number: i64,
    said: Assessment,
    file: Option<Uuid>,
    /// Whether it is the last word.
    holds: bool,
}

async fn insert(tx: &mut Tx, rows: &[NewStatus], account: Option<Uuid>, now: Now) -> Result<(), StoreError> {
    with_conn!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "insert into assessment (id, unit_id, ruleset_id, number, criterion, indicator, source, status, value,
                                     as_of, document, file_id, recorded_at, account_id, holds) ",
        );
        sql.push_values(rows, |mut values, row| {
            let one = &row.said;
            values.push_bind(Uuid::new_v4()).push_bind(row.unit).push_bind(row.ruleset.as_str()).push_bind(row.number);
            values.push_bind(i64::from(one.criterion)).push_bind(i64::from(one.indicator));
            values.push_bind(one.by.into_str()).push_bind(one.status.into_str());
            values.push_bind(one.value.as_str()).push_bind(one.as_of).push_bind(one.document.as_str());
            values.push_bind(row.file).push_bind(now).push_bind(account).push_bind(i64::from(row.holds));
        });
        sql.build().execute(conn).await.map(drop)
    })?;
    Ok(())
}

/// Marks anew what is the last word on each criterion of a unit, after something was taken back.
pub(super) async fn hold_last_words(tx: &mut Tx, unit: Uuid, ruleset: &str) -> Result<(), StoreError> {
    let holding = last_words(&assessments(tx, unit, ruleset).await?);
    hold(tx, unit, ruleset, &holding).await
}

/// Gives the mark of the last word to these numbers and takes it from all others.
async fn hold(tx: &mut Tx, unit: Uuid, ruleset: &str, holding: &BTreeSet<i64>) -> Result<(), StoreError> {
    // Numbers begin with 1.
    let numbers: Vec<String> = std::iter::once(&0).chain(holding).map(ToString::to_string).collect();
    let sql = format!(
        "update assessment set holds = 1 - holds where unit_id = $1 and ruleset_id = $2
           and holds <> case when number in ({}) then 1 else 0 end",
        numbers.join(", ")
    );
    let sql = sqlx::AssertSqlSafe(sql);
    execute!(tx, sql, unit, ruleset)?;
    Ok(())
}
