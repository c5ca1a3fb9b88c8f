//! Accounts: invited on paper, inside one's own scope; removed at once.

use crate::store::Store;
use crate::store::account_records::{ACCOUNT_COLUMNS, AccountRecord};
use crate::store::authority::{Place, Scope, require};
use crate::store::db::StoreError;
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, scalar, scalar_optional, scalars, write};
use crate::store::unit_records::UnitIndex;
use crate::store::unit_tree::INSIDE;
use app::domain::collection::code::Code;
use app::domain::people::account::{Permission, Role};
use app::domain::people::credentials::{given_login, login_fault};
use app::domain::units::unit::Level;
use app::i18n::{end_of_day, local};
use app::ports::accounts::{
    AccountRefused, AccountRow, AccountState, Accounts, AccountsAct, AccountsDetail, InvitationLetter, NewAccount,
};
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Faults, Line, Now, PortError, refuse};
use async_trait::async_trait;
use chrono::Days;
use uuid::Uuid;

#[async_trait]
impl Accounts for Store {
    async fn invite(&self, by: &Actor, new: NewAccount, now: Now) -> Answer<InvitationLetter> {
        write!(self.db, by, |tx| {
            let index = UnitIndex::load(tx).await?;
            invite(tx, &self.key, by, &index, &new, now).await
        })
    }

    async fn invite_all(&self, by: &Actor, accounts: Vec<Line<NewAccount>>, now: Now) -> Answer<Vec<InvitationLetter>> {
        write!(self.db, by, |tx| {
            let index = UnitIndex::load(tx).await?;
            let (mut letters, mut faults) = (Vec::new(), Faults::default());
            for Line { number, value } in &accounts {
                match invite(tx, &self.key, by, &index, value, now).await {
                    Ok(letter) => letters.push(letter),
                    Err(PortError::Refused(fault)) => faults.add(*number, fault),
                    Err(error) => return Err(error),
                }
            }
            faults.or(letters)
        })
    }

    async fn letters(&self, by: &Actor, codes: &[(Uuid, Code)], now: Now) -> Answer<Vec<InvitationLetter>> {
        let tx = &mut self.db.read().await?;
        let mut letters = Vec::new();
        for (id, code) in codes {
            let (unit, row) = load(tx, *id).await?;
            require_over(tx, by, |own| own.may_invite(row.account.role), unit).await?;
            let sql = "select letter_until from account
                       where id = $1 and state = 'invited' and letter = $2 and letter_until > $3";
            let Some(until) = scalar_optional!(tx, sql, *id, self.key.hash(code), now)? else {
                return refuse(AccountRefused::LetterOver { name: row.account.name });
            };
            letters.push(InvitationLetter { row, code: *code, until });
        }
        Ok(letters)
    }

    async fn renew(&self, by: &Actor, id: Uuid, now: Now) -> Answer<InvitationLetter> {
        write!(self.db, by, |tx| {
            let (unit, row) = load(tx, id).await?;
            let who = require_over(tx, by, |own| own.may_keep(row.account.role), unit).await?;
            if row.state == AccountState::Removed {
                return refuse(AccountRefused::Removed);
            }
            expect_own_people(tx, &who, id).await?;
            let code = Code::draw(rand::random::<u8>);
            let until = end_of_day(local(now).date() + LETTER);
            let sql = "update account set state = 'invited', password = null, second_factor = null, letter = $2,
                   letter_until = $3 where id = $1 and state <> 'removed'";
            let tag = self.key.hash(&code);
            execute!(tx, sql, id, &tag, until)?;
            end_sessions(tx, id).await?;
            let detail = Detail::Text { text: row.account.login };
            record(tx, &self.key, &who, JournalEntry::new(AccountsAct::RenewLetter, unit).with(detail), now).await?;
            let (_, account) = load(tx, id).await?;
            Ok(InvitationLetter { row: account, code, until })
        })
    }

    async fn remove(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit, row) = load(tx, id).await?;
            let who = require_over(tx, by, |own| own.may_keep(row.account.role), unit).await?;
            if who.account == Some(id) {
                return refuse(AccountRefused::Oneself);
            }
            if row.state == AccountState::Removed {
                return Ok(());
            }
            expect_own_people(tx, &who, id).await?;
            let sql = "update account set state = 'removed', password = null, second_factor = null, letter = null,
                   letter_until = null where id = $1";
            execute!(tx, sql, id)?;
            end_sessions(tx, id).await?;
            let detail = Detail::Text { text: row.account.login };
            record(tx, &self.key, &who, JournalEntry::new(AccountsAct::RemoveAccount, unit).with(detail), now).await?;
            Ok(())
        })
    }

    async fn accounts(&self, by: &Actor) -> Answer<Vec<AccountRow>> {
        let tx = &mut self.db.read().await?;
        let scope = require(tx, by, Permission::Accounts, Place::Anywhere).await?;
        // Without a bound everybody is there, administrators too; otherwise whoever belongs into the unit or below.
        let sql = format!(
            "{INSIDE} select a.state, a.unit_id as scope_unit, {ACCOUNT_COLUMNS},
                    (select max(s.seen_at) from session s where s.account_id = a.id) as seen_at
             from account a left join unit u on u.id = a.unit_id left join hamlet h on h.id = a.hamlet_id
             where a.unit_id in (select id from below) or $1 is null
             order by a.state, u.code, h.code, a.name, a.login"
        );
        let rows: Vec<AccountRowRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), scope.unit)?;
        Ok(rows.into_iter().map(|row| row.read().map(|(_, row)| row)).collect::<Result<_, _>>()?)
    }
}

/// Invites one person to a role in a place inside one's own scope.
async fn invite(
    tx: &mut Tx,
    key: &InstallationKey,
    by: &Actor,
    index: &UnitIndex,
    new: &NewAccount,
    now: Now,
) -> Answer<InvitationLetter> {
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 {
        return refuse(AccountRefused::Name);
    }
    let unit = match (new.role, new.unit_code.trim()) {
        (Role::Administrator, _) => None,
        (_, code) => match index.on_or_last(code, local(now).date()) {
            Some(unit) => Some(unit),
            None => return refuse(AccountRefused::NoUnit { code: code.to_owned() }),
        },
    };
    let hamlet = match (new.role, unit) {
        (Role::Hamlet, Some(unit)) if unit.named.level != Level::Commune => {
            return refuse(AccountRefused::NotCommune);
        }
        (Role::Hamlet, Some(unit)) => {
            if let Some(hamlet) = find_hamlet(tx, unit.id, new.hamlet_code.trim()).await? {
                Some(hamlet)
            } else {
                let (unit, code) = (unit.named.name.clone(), new.hamlet_code.trim().to_owned());
                return refuse(AccountRefused::NoHamlet { unit, code });
            }
        }
        _ => None,
    };
    let login = match new.login.trim().to_lowercase() {
        none if none.is_empty() => free_login(tx, &name, unit.map_or("", |unit| unit.named.name.as_str())).await?,
        login => login,
    };
    if let Some(fault) = login_fault(&login) {
        return refuse(fault);
    }
    let unit = unit.map(|unit| unit.id);
    let who = require_over(tx, by, |own| own.may_invite(new.role), unit).await?;
    if who.role == Some(Role::Front) && new.role == Role::Office {
        expect_no_office(tx, unit).await?;
    }
    let code = Code::draw(rand::random::<u8>);
    let (id, until) = (Uuid::new_v4(), end_of_day(local(now).date() + LETTER));
    let sql = "insert into account (id, login, name, role, unit_id, hamlet_id, invited_by, state, letter, letter_until,
                                    second_factor_step)
               values ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9, 0) on conflict (login) do nothing";
    let (tag, by) = (key.hash(&code), who.account);
    if execute!(tx, sql, id, &login, &name, new.role.into_str(), unit, hamlet, by, tag, until)? == 0 {
        return refuse(AccountRefused::LoginTaken { login });
    }
    let detail = AccountsDetail::Account { login, name };
    let entry = JournalEntry { hamlet, ..JournalEntry::new(AccountsAct::Invite, unit) };
    record(tx, key, &who, entry.with(detail), now).await?;
    let (_, account) = load(tx, id).await?;
    Ok(InvitationLetter { row: account, code, until })
}

/// A login that nobody has.
async fn free_login(tx: &mut Tx, name: &str, place: &str) -> Answer<String> {
    let begins = given_login(name, place, |_| false);
    let taken: Vec<String> = scalars!(tx, "select login from account where login like $1", format!("{begins}%"))?;
    Ok(given_login(name, place, |login| taken.iter().any(|own| own == login)))
}

/// How long a letter can be used: long enough for the post to the mountains.
const LETTER: Days = Days::new(30);

/// An account in a list.
#[derive(sqlx::FromRow)]
struct AccountRowRecord {
    state: String,
    seen_at: Option<Now>,
    scope_unit: Option<Uuid>,
    #[sqlx(flatten)]
    account: AccountRecord,
}

impl AccountRowRecord {
    fn read(self) -> Result<(Option<Uuid>, AccountRow), StoreError> {
        let state = match self.state.as_str() {
            "invited" => AccountState::Invited,
            "active" => AccountState::Active,
            "removed" => AccountState::Removed,
            _ => return Err(StoreError::Word(self.state)),
        };
        Ok((self.scope_unit, AccountRow { account: self.account.read()?, state, seen_at: self.seen_at }))
    }
}

/// Reads one account with the key of its unit.
async fn load(tx: &mut Tx, id: Uuid) -> Answer<(Option<Uuid>, AccountRow)> {
    let sql = format!(
        "select a.state, a.unit_id as scope_unit, {ACCOUNT_COLUMNS},
                (select max(s.seen_at) from session s where s.account_id = a.id) as seen_at
         from account a left join unit u on u.id = a.unit_id left join hamlet h on h.id = a.hamlet_id where a.id = $1"
    );
    let row: Option<AccountRowRecord> = fetch_optional!(tx, sqlx::AssertSqlSafe(sql), id)?;
    Ok(row.ok_or(PortError::Missing)?.read()?)
}

/// Refuses unless whoever asks has a role that may, and has the unit in its scope.
async fn require_over(tx: &mut Tx, by: &Actor, may: impl Fn(Role) -> bool, unit: Option<Uuid>) -> Answer<Scope> {
    let scope = Scope::of(tx, by).await?;
    let may = match (scope.role, unit) {
        // Only an administrator, or whoever runs commands, has to do with accounts that have no unit.
        (None, _) => true,
        (Some(own), None) => own == Role::Administrator,
        (Some(own), Some(unit)) => may(own) && scope.may(tx, Permission::Accounts, Place::Unit(unit)).await?,
    };
    if may { Ok(scope) } else { Err(PortError::Denied) }
}

/// Refuses where the People's Committee of the unit, or of one below, has an account: whoever prints a letter could use it, and
/// would keep all these.
async fn expect_no_office(tx: &mut Tx, unit: Option<Uuid>) -> Answer<()> {
    let sql = format!(
        "{INSIDE} select count(*) from account
         where role = 'office' and state <> 'removed' and unit_id in (select id from below)"
    );
    let there: i64 = scalar!(tx, sqlx::AssertSqlSafe(sql), unit)?;
    if there > 0 { refuse(AccountRefused::OfficeThere) } else { Ok(()) }
}

/// Refuses where an account of the People's Committee that the Front invited would keep one that it did not invite itself: whoever
/// printed that letter may have used it, and would take the account of somebody else over.
async fn expect_own_people(tx: &mut Tx, who: &Scope, account: Uuid) -> Answer<()> {
    let (Some(Role::Office), Some(own)) = (who.role, who.account) else { return Ok(()) };
    let sql =
        "select count(*) from account a join account i on i.id = a.invited_by where a.id = $1 and i.role = 'front'";
    let by_front: i64 = scalar!(tx, sql, own)?;
    let sql = "select count(*) from account where id = $1 and invited_by = $2";
    let invited: i64 = scalar!(tx, sql, account, own)?;
    if by_front > 0 && invited == 0 && account != own {
        return refuse(AccountRefused::NotInvited);
    }
    Ok(())
}

async fn find_hamlet(tx: &mut Tx, commune: Uuid, code: &str) -> Answer<Option<Uuid>> {
    let sql = "select id from hamlet where commune_id = $1 and code = $2";
    Ok(scalar_optional!(tx, sql, commune, code)?)
}

async fn end_sessions(tx: &mut Tx, account: Uuid) -> Answer<()> {
    let sql = "delete from session where account_id = $1";
    execute!(tx, sql, account)?;
    Ok(())
}
