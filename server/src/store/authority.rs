//! Who may do what where, looked up where it is done and in the same transaction; and the journal of it.

use super::{StoreError, Tx, broken, on};
use crate::store::tree::EDGES;
use app::domain::people::account::{Power, Role};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use uuid::Uuid;

/// Where something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere in particular: the list of one's own.
    Anywhere,
    /// In a unit, as a whole.
    Unit(Uuid),
    /// In one hamlet.
    Hamlet(Uuid),
}

/// What somebody is and where, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) account: Option<Uuid>,
    pub(super) who: String,
    /// None for the console.
    pub(super) role: Option<Role>,
    /// None where there is no bound.
    pub(super) unit: Option<Uuid>,
    pub(super) hamlet: Option<Uuid>,
}

impl Scope {
    /// Looks up who asks; an account that is not active may do nothing.
    pub(super) async fn of(tx: &mut Tx, by: &Actor) -> Answer<Self> {
        let Actor::Account { id, .. } = *by else {
            return Ok(Self { account: None, who: "Dòng lệnh".into(), role: None, unit: None, hamlet: None });
        };
        let sql = "select name, role, unit_id, hamlet_id from account where id = $1 and state = 'active'";
        let row: Option<(String, String, Option<Uuid>, Option<Uuid>)> =
            on!(tx, |conn| sqlx::query_as(sql).bind(id).fetch_optional(conn).await).map_err(broken)?;
        let (name, role, unit, hamlet) = row.ok_or(PortError::Denied)?;
        let role = Role::from_word(&role).ok_or(StoreError::Word(role))?;
        let who = format!("{name} ({})", role.vietnamese(None));
        Ok(Self { account: Some(id), who, role: Some(role), unit, hamlet })
    }

    /// Whether it may do that there.
    pub(super) async fn may(&self, tx: &mut Tx, power: Power, place: Place) -> Answer<bool> {
        if self.role.is_some_and(|role| !role.may(power)) {
            return Ok(false);
        }
        self.holds(tx, place).await
    }

    /// Whether it may do that about a unit that may be no more: what a unit was made into (*đơn vị kế thừa*) reads what was
    /// kept of it and answers for what was asked of it.
    pub(super) async fn may_still(&self, tx: &mut Tx, power: Power, unit: Uuid) -> Answer<bool> {
        if self.may(tx, power, Place::Unit(unit)).await? {
            return Ok(true);
        }
        match (self.role, self.unit, self.hamlet) {
            (Some(role), Some(scope), None) if role.may(power) => Ok(lived_on_in(tx, unit, scope).await?),
            _ => Ok(false),
        }
    }

    /// Whether the place lies inside.
    pub(super) async fn holds(&self, tx: &mut Tx, place: Place) -> Answer<bool> {
        let unit = match (place, self.hamlet) {
            (Place::Anywhere, _) => return Ok(true),
            (Place::Hamlet(hamlet), Some(own)) => return Ok(hamlet == own),
            (Place::Unit(_), Some(_)) => return Ok(false),
            (Place::Unit(unit), None) => Some(unit),
            (Place::Hamlet(hamlet), None) => commune_of(tx, hamlet).await?,
        };
        match (self.unit, unit) {
            (_, None) => Ok(false),
            (None, Some(_)) => Ok(true),
            (Some(scope), Some(unit)) => Ok(lies_in(tx, unit, scope).await?),
        }
    }
}

/// Refuses unless whoever asks may do that there; answers who they are.
pub(super) async fn require(tx: &mut Tx, by: &Actor, power: Power, place: Place) -> Answer<Scope> {
    let scope = Scope::of(tx, by).await?;
    if scope.may(tx, power, place).await? { Ok(scope) } else { Err(PortError::Denied) }
}

/// Refuses unless whoever asks may do that about a unit, or about what it was made into; answers who they are.
pub(super) async fn require_still(tx: &mut Tx, by: &Actor, power: Power, unit: Uuid) -> Answer<Scope> {
    let scope = Scope::of(tx, by).await?;
    if scope.may_still(tx, power, unit).await? { Ok(scope) } else { Err(PortError::Denied) }
}

async fn commune_of(tx: &mut Tx, hamlet: Uuid) -> Answer<Option<Uuid>> {
    let sql = "select commune_id from hamlet where id = $1";
    on!(tx, |conn| sqlx::query_scalar(sql).bind(hamlet).fetch_optional(conn).await).map_err(broken)
}

/// Whether a unit is `scope` or lies below it.
async fn lies_in(tx: &mut Tx, unit: Uuid, scope: Uuid) -> Result<bool, StoreError> {
    let sql = "with recursive chain (id, parent_id) as (
                   select id, parent_id from unit where id = $1
                   union all
                   select u.id, u.parent_id from unit u join chain c on u.id = c.parent_id)
               select count(*) from chain where id = $2";
    let found: i64 = on!(tx, |conn| sqlx::query_scalar(sql).bind(unit).bind(scope).fetch_one(conn).await)?;
    Ok(found > 0)
}

/// Whether a unit became `scope`, or lies in what did.
async fn lived_on_in(tx: &mut Tx, unit: Uuid, scope: Uuid) -> Result<bool, StoreError> {
    // Upwards: few units lie above one, many below a province.
    let sql = format!(
        "{EDGES},
         chain (id) as (
             select id from unit where id = $1
             union
             select e.high from edge e join chain c on e.low = c.id)
         select count(*) from chain where id = $2"
    );
    let sql = sqlx::AssertSqlSafe(sql);
    let found: i64 = on!(tx, |conn| sqlx::query_scalar(sql).bind(unit).bind(scope).fetch_one(conn).await)?;
    Ok(found > 0)
}

/// Something that was done, on its way into the journal.
#[derive(Clone, Debug)]
pub(super) struct Deed<'a> {
    /// In words.
    pub(super) act: &'a str,
    pub(super) unit: Option<Uuid>,
    pub(super) hamlet: Option<Uuid>,
    pub(super) round: Option<Uuid>,
    /// Counts, numbers of documents, the login of an account; never a code or an answer.
    pub(super) detail: String,
}

impl<'a> Deed<'a> {
    pub(super) fn new(act: &'a str, unit: Option<Uuid>) -> Self {
        Self { act, unit, hamlet: None, round: None, detail: String::new() }
    }
}

/// Writes into the journal.
pub(super) async fn note(tx: &mut Tx, who: &Scope, deed: Deed<'_>, now: Now) -> Result<(), StoreError> {
    let sql = "insert into journal (id, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(tx, |conn| {
        let query = sqlx::query(sql).bind(Uuid::new_v4()).bind(now).bind(who.account).bind(&who.who).bind(deed.act);
        let query = query.bind(deed.unit).bind(deed.hamlet).bind(deed.round).bind(&deed.detail);
        query.execute(conn).await.map(drop)
    })?;
    Ok(())
}
