//! Signing in, sessions, one's own password.

use super::{Store, StoreError, Tx, broken, counted, on};
use crate::store::authority::{Deed, Scope, note};
use crate::store::password;
use app::domain::collection::code::Code;
use app::domain::people::account::Role;
use app::domain::people::credentials::wait_after;
use app::domain::units::unit::{Level, UnitRef};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::sessions::Attempt;
use app::ports::sessions::SecondFactorFault;
use app::ports::sessions::SignInFault;
use app::ports::sessions::Signed;
use app::ports::sessions::Token;
use chrono::TimeDelta;
use totp_rs::{Builder, Secret};
use uuid::Uuid;

/// A session ends after so long without a request.
const IDLE: TimeDelta = TimeDelta::minutes(90);
/// A session ends after so long whatever is done in it: one working day.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// How often it is written down that a session is used.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// What is looked at when somebody signs in.
#[derive(sqlx::FromRow)]
struct Kept {
    id: Uuid,
    state: String,
    password: Option<String>,
    letter: Option<Vec<u8>>,
    letter_until: Option<Now>,
    second_factor: Option<String>,
    failures: i64,
    failed_at: Option<Now>,
}

impl Kept {
    async fn find(tx: &mut Tx, login: &str) -> Answer<Option<Self>> {
        let sql = "select id, state, password, letter, letter_until, second_factor, failures, failed_at
                   from account where login = $1";
        on!(tx, |conn| sqlx::query_as(sql).bind(login).fetch_optional(conn).await).map_err(broken)
    }

    /// How long it still has to be waited with this account.
    fn wait(&self, now: Now) -> Option<i64> {
        let wait = wait_after(u32::try_from(self.failures).unwrap_or(u32::MAX));
        // A clock that went back must not make anybody wait longer.
        let left = wait - (now - self.failed_at?).num_seconds().max(0);
        (left > 0).then_some(left)
    }
}

/// Who an account is.
#[derive(sqlx::FromRow)]
pub(super) struct SignedRow {
    account_id: Uuid,
    login: String,
    account_name: String,
    role: String,
    has_second_factor: bool,
    unit_code: Option<String>,
    unit_kind: Option<String>,
    unit_level: Option<String>,
    unit_name: Option<String>,
    hamlet_id: Option<Uuid>,
    hamlet_name: Option<String>,
}

/// The columns of a [`SignedRow`] over `account a left join unit u left join hamlet h`.
pub(super) const SIGNED: &str =
    "a.id as account_id, a.login, a.name as account_name, a.role, a.second_factor is not null as has_second_factor,
     u.code as unit_code, u.kind as unit_kind, u.level as unit_level, u.name as unit_name,
     h.id as hamlet_id, h.name as hamlet_name";

impl SignedRow {
    pub(super) fn read(self) -> Result<Signed, StoreError> {
        let role = Role::from_word(&self.role).ok_or(StoreError::Word(self.role))?;
        let unit = match (self.unit_code, self.unit_kind, self.unit_level, self.unit_name) {
            (Some(code), Some(kind), Some(level), Some(name)) => {
                let level = Level::from_word(&level).ok_or(StoreError::Word(level))?;
                Some(UnitRef { code, name, kind, level })
            }
            _ => None,
        };
        let hamlet = self.hamlet_id.zip(self.hamlet_name);
        let (id, name, has_second_factor) = (self.account_id, self.account_name, self.has_second_factor);
        Ok(Signed { id, login: self.login, name, role, unit, hamlet, has_second_factor })
    }
}

/// A session with its account.
#[derive(sqlx::FromRow)]
struct SessionRow {
    seen_at: Now,
    #[sqlx(flatten)]
    signed: SignedRow,
}

impl Store {
    pub(super) async fn do_sign_in(&self, attempt: Attempt, now: Now) -> Answer<Result<Token, SignInFault>> {
        let login = attempt.login.trim().to_lowercase();
        if let Err(seconds) = self.slowdown.take(&attempt.source, now.timestamp()) {
            return Ok(Err(SignInFault::Wait { seconds }));
        }
        // The try is noted before the password is looked at: a thousand at once are a thousand tries.
        let kept = match self.charge(&login, now).await? {
            Ok(kept) => kept,
            Err(seconds) => {
                self.slowdown.give_back(&attempt.source);
                return Ok(Err(SignInFault::Wait { seconds }));
            }
        };
        let hash = kept.as_ref().and_then(|kept| kept.password.as_deref());
        let agrees = password::agrees(hash, &attempt.password).await;
        let Some(kept) = kept.filter(|kept| agrees && kept.state == "active") else {
            return Ok(Err(SignInFault::Wrong));
        };
        // Nothing was guessed where the digits are asked for; and what was guessed before is not forgotten by that.
        let asks = kept.second_factor.is_some() && attempt.second_factor.trim().is_empty();
        let used = kept.second_factor.as_ref().and_then(|secret| step_of(secret, &attempt.second_factor, now));
        if !asks && kept.second_factor.is_some() && used.is_none() {
            return Ok(Err(SignInFault::SecondFactor));
        }
        let mut tx = self.db.write().await?;
        // Between looking and writing the account may have been removed, or the same six digits used.
        let sql = "update account set failures = case when $4 = 1 and failures > 0 then failures - 1 else 0 end,
                                failed_at = case when $4 = 1 then failed_at end,
                                second_factor_step = coalesce($2, second_factor_step)
                   where id = $1 and state = 'active' and password = $3 and ($2 is null or second_factor_step < $2)";
        let sql = match &tx {
            Tx::Sqlite(_) => sql.to_owned(),
            // PostgreSQL wants to know what a parameter is that may be nothing.
            Tx::Postgres(_) => sql.replace("$2", "$2::bigint"),
        };
        let sql = sqlx::AssertSqlSafe(sql);
        let (id, hash) = (kept.id, kept.password.as_deref());
        let done = on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(used).bind(hash).bind(i64::from(asks));
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if done.map_err(broken)? != 1 {
            return Ok(Err(if used.is_some() { SignInFault::SecondFactor } else { SignInFault::Wrong }));
        }
        self.slowdown.give_back(&attempt.source);
        if asks {
            tx.commit().await?;
            return Ok(Err(SignInFault::SecondFactor));
        }
        let token = self.begin_session(&mut tx, kept.id, now).await?;
        tx.commit().await?;
        Ok(Ok(token))
    }

    /// Notes a try at an account, if there is one, and answers what is kept of it; or how long it has to be waited.
    async fn charge(&self, login: &str, now: Now) -> Answer<Result<Option<Kept>, i64>> {
        let mut tx = self.db.write().await?;
        if let Tx::Postgres(tx) = &mut tx {
            let hold = "select id from account where login = $1 for update";
            sqlx::query(hold).bind(login).fetch_optional(&mut **tx).await.map_err(broken)?;
        }
        let Some(kept) = Kept::find(&mut tx, login).await? else { return Ok(Ok(None)) };
        if let Some(seconds) = kept.wait(now) {
            return Ok(Err(seconds));
        }
        let sql = "update account set failures = failures + 1, failed_at = $2 where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(kept.id).bind(now).execute(conn).await.map(drop)).map_err(broken)?;
        tx.commit().await?;
        Ok(Ok(Some(kept)))
    }

    pub(super) async fn do_accept(
        &self,
        attempt: Attempt,
        letter: &Code,
        now: Now,
    ) -> Answer<Result<Token, SignInFault>> {
        let login = attempt.login.trim().to_lowercase();
        if let Err(seconds) = self.slowdown.take(&attempt.source, now.timestamp()) {
            return Ok(Err(SignInFault::Wait { seconds }));
        }
        let Some(hash) = password::hash(&attempt.password).await else {
            return Err(broken(sqlx::Error::WorkerCrashed));
        };
        let tag = self.key.hash(letter);
        let mut tx = self.db.write().await?;
        let kept = Kept::find(&mut tx, &login).await?;
        let fits =
            |kept: &Kept| kept.letter.as_ref() == Some(&tag) && kept.letter_until.is_some_and(|until| now <= until);
        let Some(kept) = kept.filter(fits) else {
            return Ok(Err(SignInFault::Letter));
        };
        let sql = "update account set state = 'active', password = $2, letter = null, letter_until = null, failures = 0
                   where id = $1 and state = 'invited' and letter = $3";
        let done = on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(kept.id).bind(&hash).bind(&tag);
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if done.map_err(broken)? != 1 {
            return Ok(Err(SignInFault::Letter));
        }
        self.slowdown.give_back(&attempt.source);
        note_own(&mut tx, kept.id, "Dùng thư mời, đặt mật khẩu", now).await?;
        let token = self.begin_session(&mut tx, kept.id, now).await?;
        tx.commit().await?;
        Ok(Ok(token))
    }

    async fn begin_session(&self, tx: &mut Tx, account: Uuid, now: Now) -> Answer<Token> {
        let token = Token(hex::encode(rand::random::<[u8; 32]>()));
        let over = "delete from session where seen_at < $1 or began_at < $2";
        let (idle, longest) = (now - IDLE, now - LONGEST);
        on!(tx, |conn| sqlx::query(over).bind(idle).bind(longest).execute(conn).await.map(drop)).map_err(broken)?;
        let sql = "insert into session (token, account_id, began_at, seen_at) values ($1, $2, $3, $3)";
        let tag = self.key.token(&token);
        on!(tx, |conn| sqlx::query(sql).bind(&tag).bind(account).bind(now).execute(conn).await.map(drop))
            .map_err(broken)?;
        Ok(token)
    }

    pub(super) async fn find_session(&self, token: &Token, uses: bool, now: Now) -> Answer<Option<Signed>> {
        let tag = self.key.token(token);
        let sql = format!(
            "select s.seen_at, {SIGNED} from session s join account a on a.id = s.account_id
             left join unit u on u.id = a.unit_id left join hamlet h on h.id = a.hamlet_id
             where s.token = $1 and a.state = 'active' and s.seen_at >= $2 and s.began_at >= $3"
        );
        let mut tx = self.db.read().await?;
        let found: Option<SessionRow> = on!(&mut tx, |conn| {
            let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(&tag).bind(now - IDLE).bind(now - LONGEST);
            query.fetch_optional(conn).await
        })
        .map_err(broken)?;
        drop(tx);
        let Some(SessionRow { seen_at, signed }) = found else { return Ok(None) };
        if uses && now - seen_at > NOTED {
            let sql = "update session set seen_at = $2 where token = $1";
            let mut tx = self.db.write().await?;
            on!(&mut tx, |conn| sqlx::query(sql).bind(&tag).bind(now).execute(conn).await.map(drop)).map_err(broken)?;
            tx.commit().await?;
        }
        Ok(Some(signed.read()?))
    }

    pub(super) async fn end_session(&self, token: &Token) -> Answer<()> {
        let tag = self.key.token(token);
        let mut tx = self.db.write().await?;
        on!(&mut tx, |conn| sqlx::query("delete from session where token = $1")
            .bind(&tag)
            .execute(conn)
            .await
            .map(drop))
        .map_err(broken)?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn put_password(&self, by: &Actor, keep: &Token, old: &str, new: &str, now: Now) -> Answer<bool> {
        let Actor::Account { id, .. } = *by else { return Err(PortError::Denied) };
        if !self.is_password(id, old).await? {
            return Ok(false);
        }
        let Some(hash) = password::hash(new).await else { return Err(broken(sqlx::Error::WorkerCrashed)) };
        let mut tx = self.db.write().await?;
        let sql = "update account set password = $2 where id = $1 and state = 'active'";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(&hash).execute(conn).await.map(drop)).map_err(broken)?;
        let tag = self.key.token(keep);
        let sql = "delete from session where account_id = $1 and token <> $2";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(&tag).execute(conn).await.map(drop)).map_err(broken)?;
        note_own(&mut tx, id, "Đổi mật khẩu", now).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn is_password(&self, account: Uuid, password: &str) -> Answer<bool> {
        let mut tx = self.db.read().await?;
        let sql = "select password from account where id = $1 and state = 'active'";
        let kept: Option<String> =
            on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(account).fetch_optional(conn).await).map_err(broken)?;
        drop(tx);
        Ok(password::agrees(kept.as_deref(), password).await)
    }

    pub(super) async fn put_second_factor(
        &self,
        by: &Actor,
        password: &str,
        secret: Option<(&str, &str)>,
        now: Now,
    ) -> Answer<Result<(), SecondFactorFault>> {
        let Actor::Account { id, .. } = *by else { return Err(PortError::Denied) };
        if !self.is_password(id, password).await? {
            return Ok(Err(SecondFactorFault::Password));
        }
        let step = match secret {
            None => 0,
            Some((secret, digits)) => match step_of(secret, digits, now) {
                None => return Ok(Err(SecondFactorFault::Digits)),
                Some(step) => step,
            },
        };
        let sql = "update account set second_factor = $2, second_factor_step = $3 where id = $1 and state = 'active'";
        let secret = secret.map(|(secret, _)| secret);
        let mut tx = self.db.write().await?;
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(secret).bind(step).execute(conn).await.map(drop))
            .map_err(broken)?;
        let act = if secret.is_some() { "Bật xác thực hai bước" } else { "Tắt xác thực hai bước" };
        note_own(&mut tx, id, act, now).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }
}

/// Notes what somebody did with their own account.
async fn note_own(tx: &mut Tx, account: Uuid, act: &str, now: Now) -> Answer<()> {
    let who = Scope::of(tx, &Actor::account(account)).await?;
    Ok(note(tx, &who, Deed { hamlet: who.hamlet, ..Deed::new(act, who.unit) }, now).await?)
}

/// The step that six digits belong to, if they are right now or were half a minute ago (RFC 6238).
fn step_of(secret: &str, digits: &str, now: Now) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).with_skew(1).build().ok()?;
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let step = totp.check(&digits, counted(now.timestamp()))?;
    i64::try_from(step).ok()
}
