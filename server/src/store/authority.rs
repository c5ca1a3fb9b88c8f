//! Who may do what where, looked up where it is done and in the same transaction.

use crate::store::db::{StoreError, from_text};
use crate::store::tx::{Tx, fetch_optional, scalar, scalar_optional};
use crate::store::unit_tree::EDGES;
use app::domain::people::account::{Permission, Role};
use app::i18n::role_label::role_label;
use app::i18n::{Lang, say};
use app::ports::audit_log::Person;
use app::ports::common::{Actor, Answer, PortError};
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
    /// None for whoever runs commands.
    pub(super) role: Option<Role>,
    /// None where there is no bound.
    pub(super) unit: Option<Uuid>,
    pub(super) hamlet: Option<Uuid>,
}

/// What decides of an account what it may do where.
#[derive(sqlx::FromRow)]
struct ScopeRecord {
    name: String,
    role: String,
    unit_id: Option<Uuid>,
    hamlet_id: Option<Uuid>,
}

impl Scope {
    /// Looks up who asks; an account that is not active may do nothing.
    pub(super) async fn of(tx: &mut Tx, by: &Actor) -> Answer<Self> {
        let Actor::Account { id, .. } = *by else {
            return Ok(Self {
                account: None,
                who: say(Lang::Vi, &Person::Operator.into()),
                role: None,
                unit: None,
                hamlet: None,
            });
        };
        let sql = "select name, role, unit_id, hamlet_id from account where id = $1 and state = 'active'";
        let row: Option<ScopeRecord> = fetch_optional!(tx, sql, id)?;
        let row = row.ok_or(PortError::Denied)?;
        let role = from_text::<Role>(row.role)?;
        let who = format!("{} ({})", row.name, role_label(role));
        Ok(Self { account: Some(id), who, role: Some(role), unit: row.unit_id, hamlet: row.hamlet_id })
    }

    /// Whether it may do that there.
    pub(super) async fn may(&self, tx: &mut Tx, permission: Permission, place: Place) -> Answer<bool> {
        if self.role.is_some_and(|role| !role.may(permission)) {
            return Ok(false);
        }
        self.holds(tx, place).await
    }

    /// Whether it may do that about a unit that may be no more: what a unit was made into (*đơn vị kế thừa*) reads what was
    /// kept of it and answers for what was asked of it.
    pub(super) async fn may_still(&self, tx: &mut Tx, permission: Permission, unit: Uuid) -> Answer<bool> {
        if self.may(tx, permission, Place::Unit(unit)).await? {
            return Ok(true);
        }
        match (self.role, self.unit, self.hamlet) {
            (Some(role), Some(scope), None) if role.may(permission) => Ok(lived_on_in(tx, unit, scope).await?),
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
pub(super) async fn require(tx: &mut Tx, by: &Actor, permission: Permission, place: Place) -> Answer<Scope> {
    let scope = Scope::of(tx, by).await?;
    if scope.may(tx, permission, place).await? { Ok(scope) } else { Err(PortError::Denied) }
}

/// Refuses unless whoever asks may do that about a unit, or about what it was made into; answers who they are.
pub(super) async fn require_still(tx: &mut Tx, by: &Actor, permission: Permission, unit: Uuid) -> Answer<Scope> {
    let scope = Scope::of(tx, by).await?;
    if scope.may_still(tx, permission, unit).await? { Ok(scope) } else { Err(PortError::Denied) }
}

async fn commune_of(tx: &mut Tx, hamlet: Uuid) -> Answer<Option<Uuid>> {
    let sql = "select commune_id from hamlet where id = $1";
    Ok(scalar_optional!(tx, sql, hamlet)?)
}

/// Whether a unit is `scope` or lies below it.
async fn lies_in(tx: &mut Tx, unit: Uuid, scope: Uuid) -> Result<bool, StoreError> {
    let sql = "with recursive chain (id, parent_id) as (
                   select id, parent_id from unit where id = $1
                   union all
                   select u.id, u.parent_id from unit u join chain c on u.id = c.parent_id)
               select count(*) from chain where id = $2";
    let found: i64 = scalar!(tx, sql, unit, scope)?;
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
    let found: i64 = scalar!(tx, sql, unit, scope)?;
    Ok(found > 0)
}
