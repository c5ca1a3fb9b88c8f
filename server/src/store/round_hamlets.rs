//! The hamlets of a round: what was asked stays what it was when the round was opened.

use crate::store::db::{StoreError, from_db, to_db};
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional};
use crate::store::unit_tree::units_below;
use app::domain::collection::round::Round;
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::ports::common::{Answer, PortError, refuse};
use app::ports::hamlet_closing::HamletRefused;
use app::ports::participation::HamletRef;
use chrono::NaiveDate;
use uuid::Uuid;

/// A hamlet of a round.
#[derive(Clone, Debug)]
pub(super) struct RoundHamlet {
    pub(super) id: Uuid,
    pub(super) commune: Uuid,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) households: u64,
    /// Codes issued; none where the round is counted by minutes alone.
    pub(super) issued: u64,
    /// The hamlet its box was counted under, once it is.
    pub(super) counted_with: Option<Uuid>,
    /// How many hamlets it stands for: more than one where boxes were opened together.
    pub(super) hamlets: u64,
}

impl RoundHamlet {
    /// The hamlet its ballots are counted under: its own, until a box is opened together with others.
    pub(super) fn head(&self) -> Uuid {
        self.counted_with.unwrap_or(self.id)
    }
}

/// A row of `round_hamlet` with its commune.
#[derive(sqlx::FromRow)]
pub(super) struct HamletRecord {
    pub(super) hamlet_id: Uuid,
    pub(super) commune_id: Uuid,
    code: String,
    name: String,
    households: i64,
    issued: i64,
    counted_with: Option<Uuid>,
}

impl HamletRecord {
    pub(super) fn read(self) -> RoundHamlet {
        RoundHamlet {
            id: self.hamlet_id,
            commune: self.commune_id,
            code: self.code,
            name: self.name,
            households: from_db(self.households),
            issued: from_db(self.issued),
            counted_with: self.counted_with,
            hamlets: 1,
        }
    }
}

/// The hamlets of a round, by code.
pub(super) async fn round_hamlets(tx: &mut Tx, round: Uuid) -> Result<Vec<RoundHamlet>, StoreError> {
    let sql = "select r.hamlet_id, h.commune_id, r.code, r.name, r.households, r.issued, r.counted_with
               from round_hamlet r join hamlet h on h.id = r.hamlet_id
               where r.round_id = $1 order by r.code";
    let rows: Vec<HamletRecord> = fetch_all!(tx, sql, round)?;
    Ok(rows.into_iter().map(HamletRecord::read).collect())
}

/// The hamlets that are counted under one of them, that one first; itself alone while nothing is counted.
pub(super) async fn hamlets_together(tx: &mut Tx, round: Uuid, head: Uuid) -> Result<Vec<RoundHamlet>, StoreError> {
    let sql = "select r.hamlet_id, h.commune_id, r.code, r.name, r.households, r.issued, r.counted_with
               from round_hamlet r join hamlet h on h.id = r.hamlet_id
               where r.round_id = $1 and (r.hamlet_id = $2 or r.counted_with = $2)
               order by case when r.hamlet_id = $2 then 0 else 1 end, r.code";
    let rows: Vec<HamletRecord> = fetch_all!(tx, sql, round, head)?;
    Ok(rows.into_iter().map(HamletRecord::read).collect())
}

/// Takes a commune's hamlets into a round with the codes, names and households they have now, where none of them is in it
/// yet: what is asked stays what it was when the round was opened, whatever becomes of the list.
pub(super) async fn add_hamlets(tx: &mut Tx, round: Uuid, commune: Uuid) -> Result<(), StoreError> {
    let sql = "insert into round_hamlet (round_id, hamlet_id, code, name, households, issued)
               select $1, id, code, name, households, 0 from hamlet where commune_id = $2
                 and not exists (select 1 from round_hamlet r join hamlet h on h.id = r.hamlet_id
                                 where r.round_id = $1 and h.commune_id = $2)
               on conflict (round_id, hamlet_id) do nothing";
    execute!(tx, sql, round, commune)?;
    Ok(())
}

/// Writes down how many slips of a hamlet are with households.
pub(super) async fn set_issued(tx: &mut Tx, round: Uuid, hamlet: Uuid, issued: u64) -> Result<(), StoreError> {
    let sql = "update round_hamlet set issued = $3 where round_id = $1 and hamlet_id = $2";
    execute!(tx, sql, round, hamlet, to_db(issued))?;
    Ok(())
}

/// The communes of a unit whose households a ruleset asks, as they stand on a day.
pub(super) async fn communes_asked_by(
    tx: &mut Tx,
    unit: Uuid,
    ruleset: &Ruleset,
    day: NaiveDate,
) -> Result<Vec<Unit>, StoreError> {
    let units = units_below(tx, unit, day).await?;
    let asks = |unit: &Unit| unit.named.level == Level::Commune && ruleset.asks.contains(&unit.named.kind);
    Ok(units.into_iter().filter(asks).collect())
}

/// A hamlet in a round, and how far it is.
pub(super) struct AskedHamlet {
    pub(super) hamlet: HamletRef,
    pub(super) commune_id: Uuid,
    pub(super) commune: UnitRef,
    pub(super) households: u64,
    pub(super) issued: u64,
    pub(super) counted_with: Option<Uuid>,
    pub(super) has_minutes: bool,
    pub(super) is_closed: bool,
}

impl AskedHamlet {
    /// What its counts are added up for.
    pub(super) fn in_round(&self) -> RoundHamlet {
        RoundHamlet {
            id: self.hamlet.id,
            commune: self.commune_id,
            code: self.hamlet.code.clone(),
            name: self.hamlet.name.clone(),
            households: self.households,
            issued: self.issued,
            counted_with: self.counted_with,
            hamlets: 1,
        }
    }
}

/// A row of `round_hamlet` with how far the hamlet is.
#[derive(sqlx::FromRow)]
struct AskedRecord {
    #[sqlx(flatten)]
    hamlet: HamletRecord,
    has_minutes: i64,
    is_closed: i64,
}

/// A hamlet of a round; missing if the round does not ask there.
pub(super) async fn asked_hamlet(tx: &mut Tx, round: &Round, id: Uuid) -> Answer<AskedHamlet> {
    let sql = "select r.hamlet_id, h.commune_id, r.code, r.name, r.households, r.issued, r.counted_with,
                      (select count(*) from minutes m
                       where m.round_id = r.round_id and m.hamlet_id = h.id) as has_minutes,
                      (select count(*) from hamlet_closing c
                       where c.round_id = r.round_id and c.hamlet_id = h.id) as is_closed
               from round_hamlet r join hamlet h on h.id = r.hamlet_id where r.round_id = $1 and h.id = $2";
    let row: Option<AskedRecord> = fetch_optional!(tx, sql, round.id, id)?;
    let AskedRecord { hamlet, has_minutes, is_closed } = row.ok_or(PortError::Missing)?;
    let RoundHamlet { commune, code, name, households, issued, counted_with, .. } = hamlet.read();
    let unit = units_below(tx, commune, round.opens).await?.into_iter().next().ok_or(PortError::Missing)?;
    Ok(AskedHamlet {
        hamlet: HamletRef { id, code, name },
        commune_id: commune,
        commune: unit.named,
        households,
        issued,
        counted_with,
        has_minutes: has_minutes > 0,
        is_closed: is_closed > 0,
    })
}

/// Refuses what cannot be done in a hamlet that is closed.
pub(super) fn expect_not_closed(asked: &AskedHamlet) -> Answer<()> {
    if asked.is_closed {
        return refuse(HamletRefused::Closed { hamlet: asked.hamlet.name.clone() });
    }
    Ok(())
}
