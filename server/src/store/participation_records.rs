//! Who takes part, by hamlet and by unit.

use crate::store::authority::{Place, Scope};
use crate::store::db::{StoreError, from_db};
use crate::store::round_hamlets::{HamletRecord, RoundHamlet};
use crate::store::round_records::ending;
use crate::store::tx::{Tx, fetch_all, scalar_optional};
use crate::store::unit_tree::units_below;
use app::domain::collection::round::{Ending, Round, State};
use app::domain::collection::steps::HamletCounts;
use app::domain::survey::count::Turnout;
use app::domain::survey::verdict::participation;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::{Answer, PortError};
use app::ports::participation::{HamletRef, ParticipationRow, UnitParticipation};
use std::cmp::Ordering;
use std::collections::HashMap;
use uuid::Uuid;

/// A hamlet with all that is counted in it.
#[derive(sqlx::FromRow)]
struct CountedRecord {
    #[sqlx(flatten)]
    hamlet: HamletRecord,
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
    photos: i64,
}

/// The hamlets of a round, or one of them.
async fn hamlet_rows(tx: &mut Tx, round: Uuid, hamlet: Option<Uuid>) -> Result<Vec<CountedRecord>, StoreError> {
    let sql = "select r.hamlet_id, h.commune_id, r.code, r.name, r.households, r.issued, r.counted_with,
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
                    where k.round_id = r.round_id and k.hamlet_id = r.hamlet_id) as closed,
                   (select count(*) from file f where f.belongs_to = 'minutes' and f.round_id = r.round_id
                    and f.hamlet_id = r.hamlet_id) as photos
               from round_hamlet r join hamlet h on h.id = r.hamlet_id
               left join turnout b on b.round_id = r.round_id and b.hamlet_id = r.hamlet_id and b.channel = 'ballot'
               left join turnout m on m.round_id = r.round_id and m.hamlet_id = r.hamlet_id and m.channel = 'minutes'
               where r.round_id = $1 and (r.hamlet_id = $2 or $2 is null) order by r.code";
    fetch_all!(tx, sql, round, hamlet)
}

fn participation_row(row: CountedRecord, commune: &Unit) -> ParticipationRow {
    let RoundHamlet { id, code, name, households, issued, counted_with, .. } = row.hamlet.read();
    let sum = |one: i64, other: i64| from_db(one + other);
    let issued = issued.max(from_db(row.minutes_issued));
    let hamlets = HamletCounts {
        all: 1,
        issued: u64::from(issued > 0),
        answered: u64::from(row.returned + row.minutes_returned > 0),
        closed: u64::from(row.closed > 0),
        signed: u64::from(row.closed > 0 && row.photos > 0),
    };
    ParticipationRow {
        unit: commune.named.clone(),
        hamlet: Some(HamletRef { id, code, name }),
        turnout: Turnout {
            households,
            issued,
            returned: sum(row.returned, row.minutes_returned),
            valid: sum(row.valid, row.minutes_valid),
            invalid: sum(row.invalid, row.minutes_invalid),
        },
        assisted: from_db(row.assisted),
        paper: from_db(row.paper),
        minutes: from_db(row.minutes_returned),
        pending: from_db(row.pending),
        conflicts: from_db(row.conflicts),
        uncounted: u64::from(row.returned > 0 && counted_with.is_none()),
        hamlets,
    }
}

fn nothing(unit: &Unit) -> ParticipationRow {
    ParticipationRow {
        unit: unit.named.clone(),
        hamlet: None,
        turnout: Turnout::default(),
        assisted: 0,
        paper: 0,
        minutes: 0,
        pending: 0,
        conflicts: 0,
        uncounted: 0,
        hamlets: HamletCounts::default(),
    }
}

fn add(sum: &mut ParticipationRow, row: &ParticipationRow) {
    sum.turnout += row.turnout;
    sum.assisted += row.assisted;
    sum.paper += row.paper;
    sum.minutes += row.minutes;
    sum.uncounted += row.uncounted;
    sum.pending += row.pending;
    sum.conflicts += row.conflicts;
    sum.hamlets += row.hamlets;
}

/// Fewest first, by the share the round counts, and before them where nothing was issued; places that are closed come
/// last.
fn sort(round: &Round, rows: &mut [ParticipationRow]) {
    let is_closed = |row: &ParticipationRow| row.hamlets.are_closed();
    rows.sort_by(|a, b| is_closed(a).cmp(&is_closed(b)).then_with(|| fewer(round, a, round, b)));
}

/// Where fewer took part, each by its own round's rule.
pub(super) fn fewer(round: &Round, a: &ParticipationRow, other_round: &Round, b: &ParticipationRow) -> Ordering {
    let one = participation(&round.ruleset.participation, &a.turnout);
    let other = participation(&other_round.ruleset.participation, &b.turnout);
    let products = (u128::from(one.part) * u128::from(other.whole), u128::from(other.part) * u128::from(one.whole));
    (one.whole > 0).cmp(&(other.whole > 0)).then(products.0.cmp(&products.1))
}

/// How many ballots of hamlets came online, with help, on paper, by hand-counted minutes.
pub(super) async fn origins_of(tx: &mut Tx, round: Uuid, hamlets: &[RoundHamlet]) -> Result<[u64; 4], StoreError> {
    let mut origins = [0; 4];
    for hamlet in hamlets {
        for row in hamlet_rows(tx, round, Some(hamlet.id)).await? {
            let [returned, assisted, paper] = [row.returned, row.assisted, row.paper].map(from_db);
            let own = [returned.saturating_sub(assisted + paper), assisted, paper, from_db(row.minutes_returned)];
            origins.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
    }
    Ok(origins)
}

/// One hamlet of a round; missing if the round does not ask there.
pub(super) async fn hamlet_participation(tx: &mut Tx, round: &Round, hamlet: Uuid) -> Answer<ParticipationRow> {
    let row = hamlet_rows(tx, round.id, Some(hamlet)).await?.into_iter().next().ok_or(PortError::Missing)?;
    let commune =
        units_below(tx, row.hamlet.commune_id, round.opens).await?.into_iter().next().ok_or(PortError::Missing)?;
    Ok(participation_row(row, &commune))
}

/// All hamlets of a round, with the keys of their communes.
pub(super) async fn all_hamlets(tx: &mut Tx, round: &Round, unit_id: Uuid) -> Answer<Vec<ParticipationRow>> {
    let units = units_below(tx, unit_id, round.opens).await?;
    let by_id: HashMap<Uuid, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let rows = hamlet_rows(tx, round.id, None).await?;
    Ok(rows.into_iter().filter_map(|row| participation_row_in(row, &by_id)).collect())
}

/// The part of a round that is in somebody's scope: the unit it is looked at from, if any.
pub(super) async fn part_of(tx: &mut Tx, scope: &Scope, round: &Round, unit_id: Uuid) -> Answer<Option<Uuid>> {
    if let Some(hamlet) = scope.hamlet {
        let sql = "select h.commune_id from round_hamlet r join hamlet h on h.id = r.hamlet_id
                   where r.round_id = $1 and r.hamlet_id = $2";
        return Ok(scalar_optional!(tx, sql, round.id, hamlet)?);
    }
    let Some(own) = scope.unit else { return Ok(Some(unit_id)) };
    if scope.holds(tx, Place::Unit(unit_id)).await? {
        return Ok(Some(unit_id));
    }
    let inside = units_below(tx, unit_id, round.opens).await?.iter().any(|unit| unit.id == own);
    Ok(inside.then_some(own))
}

pub(super) async fn unit_participation(
    tx: &mut Tx,
    scope: &Scope,
    round: Round,
    unit_id: Uuid,
) -> Answer<UnitParticipation> {
    let units = units_below(tx, unit_id, round.opens).await?;
    let by_id: HashMap<Uuid, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let unit = by_id.get(&unit_id).copied().ok_or(PortError::Missing)?;
    let mut total = nothing(unit);
    let mut communes: HashMap<Uuid, ParticipationRow> = HashMap::new();
    let mut rows = Vec::new();
    for row in hamlet_rows(tx, round.id, scope.hamlet).await? {
        let Some(commune) = by_id.get(&row.hamlet.commune_id) else { continue };
        let commune_id = row.hamlet.commune_id;
        let row = participation_row(row, commune);
        add(&mut total, &row);
        if unit.named.level == Level::Commune {
            rows.push(row);
        } else {
            add(communes.entry(commune_id).or_insert_with(|| nothing(commune)), &row);
        }
    }
    let mut communes: Vec<ParticipationRow> = communes.into_values().collect();
    communes.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    rows.extend(communes);
    sort(&round, &mut rows);
    let ending = match round.state {
        State::Open => Ending::default(),
        _ => ending(tx, round.id).await?,
    };
    Ok(UnitParticipation { round, unit: unit.named.clone(), total, rows, ending })
}

fn participation_row_in(row: CountedRecord, by_id: &HashMap<Uuid, &Unit>) -> Option<ParticipationRow> {
    let commune = by_id.get(&row.hamlet.commune_id)?;
    Some(participation_row(row, commune))
}
