//! Which communes have a trial, and how far its calendar is turned on. Its data lie elsewhere (`trial_databases`).

use crate::store::Store;
use crate::store::account_records::operator_name;
use crate::store::authority::{Place, Scope, require};
use crate::store::db::{StoreError, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::tx::{Tx, execute, fetch_optional, scalar, scalars, write};
use crate::store::unit_records::unit_of;
use crate::store::unit_tree::units_above;
use app::domain::people::account::{Permission, Role};
use app::domain::units::unit::{Level, Unit};
use app::i18n::{end_of_day, local};
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::trials::{KEPT, TrialRefused, TrialsAct};
use app::ports::units::UnitRow;
use chrono::TimeDelta;
use uuid::Uuid;

/// So many trials are kept at once.
const MOST: i64 = 500;
/// Whoever makes one and is not done by then never will be.
const MAKING: TimeDelta = TimeDelta::minutes(5);
/// So far the calendar of one is turned on at most: eleven years.
const FURTHEST: i64 = 4_000;

/// A trial as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TrialRecord {
    /// What names it in addresses.
    pub token: String,
    /// The commune.
    pub commune_id: Uuid,
    /// When it was begun.
    pub begun_at: Now,
    /// After this moment it is thrown away.
    pub ends_at: Now,
    /// How many days its calendar is ahead.
    pub days_ahead: i64,
    /// Whether its data are made.
    pub ready: bool,
    /// Who began it; nobody who has an account here.
    pub begun_by: Option<String>,
}

const COLUMNS: &str = "select t.token, t.commune_id, t.begun_at, t.ends_at, t.days_ahead, t.ready, a.name as begun_by
                       from trial t left join account a on a.id = t.begun_by";

impl TrialRecord {
    /// Whose name stands beside it.
    pub fn begun_by(&self) -> String {
        self.begun_by.clone().unwrap_or_else(operator_name)
    }

    /// Whether its data are there at a moment.
    pub fn stands(&self, now: Now) -> bool {
        self.ready && now <= self.ends_at
    }
}

impl Store {
    /// The trial of the commune that somebody works for, and what they are there.
    pub async fn trial_of(&self, by: &Actor) -> Answer<(Role, Option<TrialRecord>)> {
        let tx = &mut self.db.read().await?;
        let (role, commune) = own_commune(tx, by).await?;
        Ok((role, of_commune(tx, commune).await?))
    }

    /// Notes that a trial of somebody's commune is being made; answers the commune and the units above it.
    pub async fn claim_trial(&self, by: &Actor, token: &str, now: Now) -> Answer<(String, Vec<UnitRow>)> {
        write!(self.db, by, |tx| {
            let (_, commune) = own_commune(tx, by).await?;
            let who = require(tx, by, Permission::Plan, Place::Unit(commune)).await?;
            match of_commune(tx, commune).await? {
                Some(kept) if kept.stands(now) => return refuse(TrialRefused::Begun),
                Some(kept) if !kept.ready && now - kept.begun_at < MAKING => return refuse(TrialRefused::BeingMade),
                _ => {}
            }
            execute!(tx, "delete from trial where commune_id = $1", commune)?;
            let kept: i64 = scalar!(tx, "select count(*) from trial")?;
            if kept >= MOST {
                return refuse(TrialRefused::TooMany);
            }
            let sql = "insert into trial (token, commune_id, begun_by, begun_at, ends_at, days_ahead, ready)
                       values ($1, $2, $3, $4, $5, 0, $6)";
            let ends = end_of_day(local(now).date() + KEPT);
            execute!(tx, sql, token, commune, who.account, now, ends, false)?;
            record(tx, &self.key, &who, JournalEntry::new(TrialsAct::Begin, Some(commune)), now).await?;
            chain(tx, commune).await
        })
    }

    /// Its data are made.
    pub async fn trial_is_ready(&self, token: &str) -> Answer<()> {
        write!(self.db, &Actor::Operator, |tx| {
            match execute!(tx, "update trial set ready = $2 where token = $1", token, true)? {
                0 => refuse(TrialRefused::Over),
                _ => Ok(()),
            }
        })
    }

    /// A trial by its token.
    pub async fn kept_trial(&self, token: &str) -> Answer<Option<TrialRecord>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} where t.token = $1"));
        Ok(fetch_optional!(&mut self.db.read_once().await?, sql, token)?)
    }

    /// Turns the calendar of a trial on; answers how many days it is ahead now.
    pub async fn turn_trial_on(&self, token: &str, days: u64) -> Answer<i64> {
        write!(self.db, &Actor::Operator, |tx| {
            let sql = "update trial set days_ahead = days_ahead + $2 where token = $1 and days_ahead + $2 <= $3";
            if execute!(tx, sql, token, to_db(days), FURTHEST)? == 0 {
                return refuse(TrialRefused::TooFar);
            }
            Ok(scalar!(tx, "select days_ahead from trial where token = $1", token)?)
        })
    }

    /// Forgets the trial of somebody's commune; answers its token.
    pub async fn end_trial(&self, by: &Actor, now: Now) -> Answer<String> {
        write!(self.db, by, |tx| {
            let (_, commune) = own_commune(tx, by).await?;
            let who = require(tx, by, Permission::Plan, Place::Unit(commune)).await?;
            let Some(kept) = of_commune(tx, commune).await? else { return refuse(TrialRefused::Over) };
            execute!(tx, "delete from trial where token = $1", &kept.token)?;
            record(tx, &self.key, &who, JournalEntry::new(TrialsAct::Discard, Some(commune)), now).await?;
            Ok(kept.token)
        })
    }

    /// Forgets a trial that was not made to its end.
    pub async fn forget_trial(&self, token: &str) -> Answer<()> {
        write!(self.db, &Actor::Operator, |tx| {
            execute!(tx, "delete from trial where token = $1", token)?;
            Ok(())
        })
    }

    /// Forgets trials whose time is over; answers the tokens of all others.
    pub async fn forget_old_trials(&self, now: Now) -> Answer<Vec<String>> {
        write!(self.db, &Actor::Operator, |tx| {
            execute!(tx, "delete from trial where ends_at < $1", now)?;
            Ok(scalars!(tx, "select token from trial")?)
        })
    }
}

/// The commune that somebody works for, and what they are there.
async fn own_commune(tx: &mut Tx, by: &Actor) -> Answer<(Role, Uuid)> {
    let scope = Scope::of(tx, by).await?;
    let (Some(role), Some(unit)) = (scope.role, scope.unit) else { return Err(PortError::Denied) };
    let found = unit_of(tx, unit).await?;
    if found.is_some_and(|unit| unit.named.level == Level::Commune) { Ok((role, unit)) } else { Err(PortError::Denied) }
}

async fn of_commune(tx: &mut Tx, commune: Uuid) -> Result<Option<TrialRecord>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} where t.commune_id = $1"));
    fetch_optional!(tx, sql, commune)
}

/// The code of a commune, and the lines of a list of units with those above it, topmost first.
async fn chain(tx: &mut Tx, commune: Uuid) -> Answer<(String, Vec<UnitRow>)> {
    let mut units = units_above(tx, commune).await?;
    units.extend(unit_of(tx, commune).await?);
    let mut rows: Vec<UnitRow> = Vec::new();
    for Unit { named, valid_from, valid_to, .. } in units {
        let parent_code = rows.last().map(|above| above.named.code.clone()).unwrap_or_default();
        rows.push(UnitRow { named, parent_code, valid_from, valid_to });
    }
    let code = rows.last().map(|row| row.named.code.clone()).ok_or(PortError::Missing)?;
    Ok((code, rows))
}
