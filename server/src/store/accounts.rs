//! Accounts: invited on paper, inside one's own scope; removed at once; and the journal they can read.

use super::{Store, StoreError, Tx, broken, kept, on};
use crate::store::authority::{Deed, Place, Scope, note, require};
use crate::store::sessions::{SIGNED, SignedRow};
use crate::store::units::Atlas;
use app::domain::collection::code::Code;
use app::domain::people::account::{Power, Role};
use app::domain::people::credentials::login_fault;
use app::domain::units::unit::Level;
use app::ports::accounts::AccountRow;
use app::ports::accounts::AccountState;
use app::ports::accounts::Accounts;
use app::ports::accounts::Letter;
use app::ports::accounts::NewAccount;
use app::ports::audit_log::AuditLog;
use app::ports::audit_log::JournalRow;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::sessions::Attempt;
use app::ports::sessions::SecondFactorFault;
use app::ports::sessions::Sessions;
use app::ports::sessions::SignInFault;
use app::ports::sessions::Signed;
use app::ports::sessions::Token;
use async_trait::async_trait;
use chrono::TimeDelta;
use uuid::Uuid;

/// How long a letter can be used: long enough for the post to the mountains.
const LETTER: TimeDelta = TimeDelta::days(30);
/// How many lines of the journal stand on a page.
const PAGE: u32 = 100;

/// An account in a list.
#[derive(sqlx::FromRow)]
struct ListedRow {
    state: String,
    seen_at: Option<Now>,
    scope_unit: Option<Uuid>,
    #[sqlx(flatten)]
    signed: SignedRow,
}

impl ListedRow {
    fn read(self) -> Result<(Option<Uuid>, AccountRow), StoreError> {
        let state = match self.state.as_str() {
            "invited" => AccountState::Invited,
            "active" => AccountState::Active,
            "removed" => AccountState::Removed,
            _ => return Err(StoreError::Word(self.state)),
        };
        Ok((self.scope_unit, AccountRow { signed: self.signed.read()?, state, seen_at: self.seen_at }))
    }
}

/// Reads one account with the key of its unit.
async fn load(tx: &mut Tx, id: Uuid) -> Answer<(Option<Uuid>, AccountRow)> {
    let sql = format!(
        "select a.state, a.unit_id as scope_unit, {SIGNED},
                (select max(s.seen_at) from session s where s.account_id = a.id) as seen_at
         from account a left join unit u on u.id = a.unit_id left join hamlet h on h.id = a.hamlet_id where a.id = $1"
    );
    let row: Option<ListedRow> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await).map_err(broken)?;
    Ok(row.ok_or(PortError::Missing)?.read()?)
}

/// Refuses unless whoever asks may keep an account with this role there.
async fn require_over(tx: &mut Tx, by: &Actor, role: Role, unit: Option<Uuid>) -> Answer<Scope> {
    let scope = Scope::of(tx, by).await?;
    let may = match (scope.role, unit) {
        // Only an administrator, or the console, has to do with accounts that have no unit.
        (None, _) => true,
        (Some(own), None) => own == Role::Administrator,
        (Some(own), Some(unit)) => own.may_invite(role) && scope.may(tx, Power::Accounts, Place::Unit(unit)).await?,
    };
    if may { Ok(scope) } else { Err(PortError::Denied) }
}

async fn find_hamlet(tx: &mut Tx, commune: Uuid, code: &str) -> Answer<Option<Uuid>> {
    let sql = "select id from hamlet where commune_id = $1 and code = $2";
    on!(tx, |conn| sqlx::query_scalar(sql).bind(commune).bind(code).fetch_optional(conn).await).map_err(broken)
}

impl Store {
    async fn do_invite(&self, by: &Actor, new: NewAccount, now: Now) -> Answer<Letter> {
        let refuse = |text: app::message::Message| Err(PortError::Refused(text));
        let login = new.login.trim().to_lowercase();
        let name = new.name.trim().to_owned();
        if let Some(fault) = login_fault(&login) {
            return refuse(fault.into());
        }
        if name.is_empty() || name.chars().count() > 100 {
            return refuse("Hãy ghi họ tên, nhiều nhất 100 chữ.".into());
        }
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let unit = match (new.role, new.unit_code.trim()) {
            (Role::Administrator, _) => None,
            (_, code) => match atlas.on_or_last(code, now.date_naive()) {
                Some(unit) => Some(unit),
                None => return refuse(format!("Không có đơn vị mã {code}.").into()),
            },
        };
        let hamlet = match (new.role, unit) {
            (Role::Hamlet, Some(unit)) if unit.named.level != Level::Commune => {
                return refuse("Ban công tác Mặt trận thuộc một thôn của một xã; hãy chọn xã.".into());
            }
            (Role::Hamlet, Some(unit)) => match find_hamlet(&mut tx, unit.id, new.hamlet_code.trim()).await? {
                Some(hamlet) => Some(hamlet),
                None => {
                    return refuse(format!("{} không có thôn mã {}.", unit.named.name, new.hamlet_code.trim()).into());
                }
            },
            _ => None,
        };
        let unit = unit.map(|unit| unit.id);
        let who = require_over(&mut tx, by, new.role, unit).await?;
        let code = Code::draw(rand::random::<u8>);
        let (id, until) = (Uuid::new_v4(), now + LETTER);
        let sql = "insert into account (id, login, name, role, unit_id, hamlet_id, state, letter, letter_until,
                                        second_factor_step, failures)
                   values ($1, $2, $3, $4, $5, $6, 'invited', $7, $8, 0, 0) on conflict (login) do nothing";
        let tag = self.key.hash(&code);
        let done = on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(&login).bind(&name).bind(new.role.word());
            let query = query.bind(unit).bind(hamlet).bind(&tag).bind(until);
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if done.map_err(broken)? == 0 {
            return refuse(format!("Tên đăng nhập {login} đã có người dùng; hãy chọn tên khác.").into());
        }
        let detail = format!("{login}, {name}");
        note(&mut tx, &who, Deed { hamlet, detail, ..Deed::new("Mời tài khoản", unit) }, now).await?;
        let (_, account) = load(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Letter { account, code, until })
    }

    async fn do_renew(&self, by: &Actor, id: Uuid, now: Now) -> Answer<Letter> {
        let mut tx = self.db.write().await?;
        let (unit, row) = load(&mut tx, id).await?;
        let who = require_over(&mut tx, by, row.signed.role, unit).await?;
        if row.state == AccountState::Removed {
            return Err(PortError::Refused("Tài khoản này đã bị thu hồi; hãy mời lại bằng tên đăng nhập khác.".into()));
        }
        let code = Code::draw(rand::random::<u8>);
        let until = now + LETTER;
        let sql = "update account set state = 'invited', password = null, second_factor = null, letter = $2,
                   letter_until = $3, failures = 0, failed_at = null where id = $1 and state <> 'removed'";
        let tag = self.key.hash(&code);
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(&tag).bind(until).execute(conn).await.map(drop))
            .map_err(broken)?;
        end_sessions(&mut tx, id).await?;
        let detail = row.signed.login.clone();
        note(&mut tx, &who, Deed { detail, ..Deed::new("Cấp thư mời mới", unit) }, now).await?;
        let (_, account) = load(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Letter { account, code, until })
    }

    async fn do_remove(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (unit, row) = load(&mut tx, id).await?;
        let who = require_over(&mut tx, by, row.signed.role, unit).await?;
        if who.account == Some(id) {
            return Err(PortError::Refused(
                "Không thể tự thu hồi tài khoản của mình; hãy nhờ người cùng cấp hoặc cấp trên.".into(),
            ));
        }
        if row.state == AccountState::Removed {
            return Ok(());
        }
        let sql = "update account set state = 'removed', password = null, second_factor = null, letter = null,
                   letter_until = null where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        end_sessions(&mut tx, id).await?;
        let detail = row.signed.login.clone();
        note(&mut tx, &who, Deed { detail, ..Deed::new("Thu hồi tài khoản", unit) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn list_accounts(&self, by: &Actor) -> Answer<Vec<AccountRow>> {
        let mut tx = self.db.read().await?;
        let scope = require(&mut tx, by, Power::Accounts, Place::Anywhere).await?;
        // Without a bound everybody is there, administrators too; otherwise whoever belongs into the unit or below.
        let sql = format!(
            "with recursive below (id) as (
                 select id from unit where id = $1
                 union all
                 select u.id from unit u join below b on u.parent_id = b.id)
             select a.state, a.unit_id as scope_unit, {SIGNED},
                    (select max(s.seen_at) from session s where s.account_id = a.id) as seen_at
             from account a left join unit u on u.id = a.unit_id left join hamlet h on h.id = a.hamlet_id
             where $1 is null or a.unit_id in (select id from below)
             order by a.state, u.code, h.code, a.name, a.login"
        );
        let unit = scope.unit;
        let rows: Vec<ListedRow> =
            on!(&mut tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(unit).fetch_all(conn).await)
                .map_err(broken)?;
        let rows = rows.into_iter().map(|row| row.read().map(|(_, row)| row)).collect::<Result<_, _>>()?;
        Ok(rows)
    }

    async fn read_journal(&self, by: &Actor, page: u32) -> Answer<Vec<JournalRow>> {
        let mut tx = self.db.read().await?;
        let scope = require(&mut tx, by, Power::Journal, Place::Anywhere).await?;
        let sql = "with recursive below (id) as (
                       select id from unit where id = $1
                       union all
                       select u.id from unit u join below b on u.parent_id = b.id)
                   select j.happened_at, j.who, j.act, coalesce(h.name || ', ', '') || coalesce(u.name, ''), j.detail
                   from journal j left join unit u on u.id = j.unit_id left join hamlet h on h.id = j.hamlet_id
                   where $1 is null or j.unit_id in (select id from below)
                   order by j.happened_at desc, j.id limit $2 offset $3";
        let (limit, offset) = (i64::from(PAGE), kept(u64::from(page) * u64::from(PAGE)));
        let rows: Vec<(Now, String, String, String, String)> = on!(&mut tx, |conn| {
            sqlx::query_as(sql).bind(scope.unit).bind(limit).bind(offset).fetch_all(conn).await
        })
        .map_err(broken)?;
        let row = |(at, who, act, place, detail)| JournalRow { at, who, act, place, detail };
        Ok(rows.into_iter().map(row).collect())
    }
}

async fn end_sessions(tx: &mut Tx, account: Uuid) -> Answer<()> {
    let sql = "delete from session where account_id = $1";
    on!(tx, |conn| sqlx::query(sql).bind(account).execute(conn).await.map(drop)).map_err(broken)
}

#[async_trait]
impl Sessions for Store {
    async fn sign_in(&self, attempt: Attempt, now: Now) -> Answer<Result<Token, SignInFault>> {
        self.do_sign_in(attempt, now).await
    }

    async fn accept(&self, attempt: Attempt, letter: &Code, now: Now) -> Answer<Result<Token, SignInFault>> {
        self.do_accept(attempt, letter, now).await
    }

    async fn who(&self, token: &Token, uses: bool, now: Now) -> Answer<Option<Signed>> {
        self.find_session(token, uses, now).await
    }

    async fn sign_out(&self, token: &Token) -> Answer<()> {
        self.end_session(token).await
    }

    async fn change_password(&self, by: &Actor, keep: &Token, old: &str, new: &str, now: Now) -> Answer<bool> {
        self.put_password(by, keep, old, new, now).await
    }

    async fn second_factor(
        &self,
        by: &Actor,
        password: &str,
        secret: Option<(&str, &str)>,
        now: Now,
    ) -> Answer<Result<(), SecondFactorFault>> {
        self.put_second_factor(by, password, secret, now).await
    }
}

#[async_trait]
impl Accounts for Store {
    async fn invite(&self, by: &Actor, account: NewAccount, now: Now) -> Answer<Letter> {
        self.do_invite(by, account, now).await
    }

    async fn renew(&self, by: &Actor, account: Uuid, now: Now) -> Answer<Letter> {
        self.do_renew(by, account, now).await
    }

    async fn remove(&self, by: &Actor, account: Uuid, now: Now) -> Answer<()> {
        self.do_remove(by, account, now).await
    }

    async fn accounts(&self, by: &Actor) -> Answer<Vec<AccountRow>> {
        self.list_accounts(by).await
    }
}

#[async_trait]
impl AuditLog for Store {
    async fn journal(&self, by: &Actor, page: u32) -> Answer<Vec<JournalRow>> {
        self.read_journal(by, page).await
    }
}
