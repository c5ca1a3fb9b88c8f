//! Who takes part, as it stands now: counts of hamlets, added up; fewest first.

use super::{Store, StoreError, Tx, broken, counted, on, tree};
use crate::store::authority::{Place, Scope};
use crate::store::rounds::{self, round_of};
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Power;
use app::domain::survey::count::Turnout;
use app::domain::survey::verdict::participation;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::PortError;
use app::ports::participation::HamletRef;
use app::ports::participation::Watch;
use app::ports::participation::WatchRow;
use app::ports::rounds::RoundLine;
use std::cmp::Ordering;
use std::collections::HashMap;
use uuid::Uuid;

/// A hamlet with all that is counted in it.
#[derive(sqlx::FromRow)]
struct HamletRow {
    hamlet_id: Uuid,
    commune_id: Uuid,
    code: String,
    name: String,
    households: i64,
    issued: i64,
    returned: i64,
    valid: i64,
    invalid: i64,
    assisted: i64,
    paper: i64,
    minutes_issued: i64,
    minutes_returned: i64,
    minutes_valid: i64,
    minutes_invalid: i64,
    pending: i64,
    conflicts: i64,
    closed: i64,
}

/// The hamlets of a round, or one of them.
async fn hamlet_rows(tx: &mut Tx, round: Uuid, hamlet: Option<Uuid>) -> Result<Vec<HamletRow>, StoreError> {
    let sql = "select r.hamlet_id, h.commune_id, h.code, h.name, r.households, r.issued,
                   coalesce(b.returned, 0) as returned, coalesce(b.valid, 0) as valid,
                   coalesce(b.invalid, 0) as invalid, coalesce(b.assisted, 0) as assisted,
                   coalesce(b.paper, 0) as paper, coalesce(m.issued, 0) as minutes_issued,
                   coalesce(m.returned, 0) as minutes_returned, coalesce(m.valid, 0) as minutes_valid,
                   coalesce(m.invalid, 0) as minutes_invalid,
                   (select count(distinct e.slip) from paper_batch p join paper_entry e on e.batch_id = p.id
                    where p.round_id = r.round_id and p.hamlet_id = r.hamlet_id) as pending,
                   (select count(*) from conflict c where c.round_id = r.round_id and c.hamlet_id = r.hamlet_id
                    and c.decision is null) as conflicts,
                   (select count(*) from hamlet_closing k
                    where k.round_id = r.round_id and k.hamlet_id = r.hamlet_id) as closed
               from round_hamlet r join hamlet h on h.id = r.hamlet_id
               left join turnout b on b.round_id = r.round_id and b.hamlet_id = r.hamlet_id and b.channel = 'ballot'
               left join turnout m on m.round_id = r.round_id and m.hamlet_id = r.hamlet_id and m.channel = 'minutes'
               where r.round_id = $1 and ($2 is null or r.hamlet_id = $2) order by h.code";
    let sql = match tx {
        Tx::Sqlite(_) => sql.to_owned(),
        // PostgreSQL wants to know what a parameter is that may be nothing.
        Tx::Postgres(_) => sql.replace("$2 is null", "$2::uuid is null"),
    };
    let sql = sqlx::AssertSqlSafe(sql);
    Ok(on!(tx, |conn| sqlx::query_as(sql).bind(round).bind(hamlet).fetch_all(conn).await)?)
}

fn watch_row(row: HamletRow, commune: &Unit) -> WatchRow {
    let sum = |one: i64, other: i64| counted(one + other);
    WatchRow {
        unit: commune.named.clone(),
        hamlet: Some(HamletRef { id: row.hamlet_id, code: row.code, name: row.name }),
        turnout: Turnout {
            households: counted(row.households),
            issued: counted(row.issued.max(row.minutes_issued)),
            returned: sum(row.returned, row.minutes_returned),
            valid: sum(row.valid, row.minutes_valid),
            invalid: sum(row.invalid, row.minutes_invalid),
        },
        assisted: counted(row.assisted),
        paper: counted(row.paper),
        minutes: counted(row.minutes_returned),
        pending: counted(row.pending),
        conflicts: counted(row.conflicts),
        hamlets: (1, u64::from(row.closed > 0)),
    }
}

fn nothing(unit: &Unit) -> WatchRow {
    WatchRow {
        unit: unit.named.clone(),
        hamlet: None,
        turnout: Turnout::default(),
        assisted: 0,
        paper: 0,
        minutes: 0,
        pending: 0,
        conflicts: 0,
        hamlets: (0, 0),
    }
}

fn add(sum: &mut WatchRow, row: &WatchRow) {
    sum.turnout += row.turnout;
    sum.assisted += row.assisted;
    sum.paper += row.paper;
    sum.minutes += row.minutes;
    sum.pending += row.pending;
    sum.conflicts += row.conflicts;
    sum.hamlets.0 += row.hamlets.0;
    sum.hamlets.1 += row.hamlets.1;
}

/// Fewest first, by the share the round counts, and before them where nothing was issued; places that are closed come
/// last.
fn sort(round: &Round, rows: &mut [WatchRow]) {
    let is_closed = |row: &WatchRow| row.hamlets.0 == row.hamlets.1;
    rows.sort_by(|a, b| is_closed(a).cmp(&is_closed(b)).then_with(|| fewer(round, a, round, b)));
}

/// Where fewer took part, each by its own round's rule.
fn fewer(round: &Round, a: &WatchRow, other_round: &Round, b: &WatchRow) -> Ordering {
    let one = participation(&round.ruleset.participation, &a.turnout);
    let other = participation(&other_round.ruleset.participation, &b.turnout);
    let products = (u128::from(one.part) * u128::from(other.whole), u128::from(other.part) * u128::from(one.whole));
    (one.whole > 0).cmp(&(other.whole > 0)).then(products.0.cmp(&products.1))
}

/// One hamlet of a round; missing if the round does not ask there.
pub(super) async fn watch_hamlet(tx: &mut Tx, round: &Round, hamlet: Uuid) -> Answer<WatchRow> {
    let row = hamlet_rows(tx, round.id, Some(hamlet)).await?.into_iter().next().ok_or(PortError::Missing)?;
    let commune = tree::units(tx, row.commune_id, round.opens).await?.into_iter().next().ok_or(PortError::Missing)?;
    Ok(watch_row(row, &commune))
}

/// All hamlets of a round, with the keys of their communes.
pub(super) async fn watch_all(tx: &mut Tx, round: &Round, unit_id: Uuid) -> Answer<Vec<WatchRow>> {
    let units = tree::units(tx, unit_id, round.opens).await?;
    let by_id: HashMap<Uuid, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let rows = hamlet_rows(tx, round.id, None).await?;
    Ok(rows.into_iter().filter_map(|row| watch_row_in(row, &by_id)).collect())
}

fn watch_row_in(row: HamletRow, by_id: &HashMap<Uuid, &Unit>) -> Option<WatchRow> {
    let commune = by_id.get(&row.commune_id)?;
    Some(watch_row(row, commune))
}

/// The part of a round that is in somebody's scope: the unit it is looked at from, if any.
pub(super) async fn part_of(tx: &mut Tx, scope: &Scope, round: &Round, unit_id: Uuid) -> Answer<Option<Uuid>> {
    if let Some(hamlet) = scope.hamlet {
        let sql = "select h.commune_id from round_hamlet r join hamlet h on h.id = r.hamlet_id
                   where r.round_id = $1 and r.hamlet_id = $2";
        return on!(tx, |conn| sqlx::query_scalar(sql).bind(round.id).bind(hamlet).fetch_optional(conn).await)
            .map_err(broken);
    }
    let Some(own) = scope.unit else { return Ok(Some(unit_id)) };
    if scope.holds(tx, Place::Unit(unit_id)).await? {
        return Ok(Some(unit_id));
    }
    let inside = tree::units(tx, unit_id, round.opens).await?.iter().any(|unit| unit.id == own);
    Ok(inside.then_some(own))
}

async fn watch_unit(tx: &mut Tx, scope: &Scope, round: Round, unit_id: Uuid) -> Answer<Watch> {
    let units = tree::units(tx, unit_id, round.opens).await?;
    let by_id: HashMap<Uuid, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let unit = by_id.get(&unit_id).copied().ok_or(PortError::Missing)?;
    let mut total = nothing(unit);
    let mut communes: HashMap<Uuid, WatchRow> = HashMap::new();
    let mut rows = Vec::new();
    for row in hamlet_rows(tx, round.id, scope.hamlet).await? {
        let Some(commune) = by_id.get(&row.commune_id) else { continue };
        let commune_id = row.commune_id;
        let row = watch_row(row, commune);
        add(&mut total, &row);
        if unit.named.level == Level::Commune {
            rows.push(row);
        } else {
            add(communes.entry(commune_id).or_insert_with(|| nothing(commune)), &row);
        }
    }
    let mut communes: Vec<WatchRow> = communes.into_values().collect();
    communes.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    rows.extend(communes);
    sort(&round, &mut rows);
    Ok(Watch { round, unit: unit.named.clone(), total, rows })
}

impl Store {
    pub(super) async fn list_rounds(&self, by: &Actor) -> Answer<Vec<RoundLine>> {
        let mut tx = self.db.read().await?;
        let scope = Scope::of(&mut tx, by).await?;
        if !scope.may(&mut tx, Power::Watch, Place::Anywhere).await? {
            return Ok(Vec::new());
        }
        let sql = format!(
            "{} order by case r.state when 'open' then 0 when 'closed' then 1 else 2 end, r.closes desc",
            rounds::ROUND
        );
        let rows: Vec<rounds::Row> =
            on!(&mut tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(conn).await).map_err(broken)?;
        let mut lines = Vec::new();
        for row in rows {
            let (unit_id, round) = round_of(row)?;
            if let Some(part) = part_of(&mut tx, &scope, &round, unit_id).await? {
                let Watch { round, total, .. } = watch_unit(&mut tx, &scope, round, part).await?;
                lines.push(RoundLine { round, total });
            }
        }
        // Of the open ones, where fewest took part comes first.
        let open = lines.partition_point(|line| line.round.state == State::Open);
        lines[..open].sort_by(|a, b| fewer(&a.round, &a.total, &b.round, &b.total));
        Ok(lines)
    }

    pub(super) async fn watch_round(&self, by: &Actor, id: Uuid, unit_code: Option<&str>) -> Answer<Watch> {
        let mut tx = self.db.read().await?;
        let scope = Scope::of(&mut tx, by).await?;
        if !scope.may(&mut tx, Power::Watch, Place::Anywhere).await? {
            return Err(PortError::Denied);
        }
        let (unit_id, round) = rounds::load(&mut tx, id).await?;
        let part = part_of(&mut tx, &scope, &round, unit_id).await?.ok_or(PortError::Denied)?;
        let Some(code) = unit_code else { return watch_unit(&mut tx, &scope, round, part).await };
        let units = tree::units(&mut tx, unit_id, round.opens).await?;
        let unit = units.iter().find(|unit| unit.named.code == code).ok_or(PortError::Missing)?;
        if scope.hamlet.is_some() && unit.id != part {
            return Err(PortError::Denied);
        }
        if scope.hamlet.is_none() && !scope.holds(&mut tx, Place::Unit(unit.id)).await? {
            return Err(PortError::Denied);
        }
        watch_unit(&mut tx, &scope, round, unit.id).await
    }

    /// Loads a round, held for writing, that is open.
    pub(super) async fn hold_open(tx: &mut Tx, id: Uuid) -> Answer<(Uuid, Round)> {
        rounds::hold(tx, id).await?;
        let (unit, round) = rounds::load(tx, id).await?;
        rounds::expect_state(&round, State::Open)?;
        Ok((unit, round))
    }
}
