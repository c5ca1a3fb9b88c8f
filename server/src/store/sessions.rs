//! Signing in, sessions, one's own password.

use crate::store::account_records::{ACCOUNT_COLUMNS, AccountRecord};
use crate::store::authority::Scope;
use crate::store::db::{StoreError, db_error, from_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::tx::{Tx, execute, fetch_optional, scalar_optional, write};
use crate::store::{Store, password};
use app::domain::collection::code::Code;
use app::domain::people::credentials::wait_after;
use app::ports::common::{Actor, Answer, Now, PortError};
use app::ports::sessions::{Account, Attempt, SecondFactorFault, Sessions, SessionsAct, SignInFault, Token};
use async_trait::async_trait;
use chrono::TimeDelta;
use totp_rs::{Builder, Secret};
use uuid::Uuid;

#[async_trait]
impl Sessions for Store {
    async fn sign_in(&self, attempt: Attempt, now: Now) -> Answer<Result<Token, SignInFault>> {
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
        let (id, hash) = (kept.id, kept.password.as_deref());
        let done = write!(self.db, &Actor::Operator, |tx| {
            // Between looking and writing the account may have been removed, or the same six digits used.
            let sql = "update account set failures = case when $4 = 1 and failures > 0 then failures - 1 else 0 end,
                              failed_at = case when $4 = 1 then failed_at end,
                              second_factor_step = coalesce($2, second_factor_step)
                       where id = $1 and state = 'active' and password = $3
                         and (second_factor_step < $2 or $2 is null)";
            if execute!(tx, sql, id, used, hash, i64::from(asks))? != 1 {
                return Ok(Err(if used.is_some() { SignInFault::SecondFactor } else { SignInFault::Wrong }));
            }
            if asks { Ok(Ok(None)) } else { Ok(Ok(Some(self.begin_session(tx, id, now).await?))) }
        });
        match done? {
            Err(fault) => Ok(Err(fault)),
            Ok(token) => {
                self.slowdown.give_back(&attempt.source);
                Ok(token.ok_or(SignInFault::SecondFactor))
            }
        }
    }

    async fn accept(&self, attempt: Attempt, letter: &Code, now: Now) -> Answer<Result<Token, SignInFault>> {
        let login = attempt.login.trim().to_lowercase();
        if let Err(seconds) = self.slowdown.take(&attempt.source, now.timestamp()) {
            return Ok(Err(SignInFault::Wait { seconds }));
        }
        let hash = password::hash(&attempt.password).await.ok_or(NOT_HASHED)?;
        let tag = self.key.hash(letter);
        let done = write!(self.db, &Actor::Operator, |tx| {
            let kept = SignInRecord::find(tx, &login).await?;
            let fits = |kept: &SignInRecord| {
                kept.letter.as_ref() == Some(&tag) && kept.letter_until.is_some_and(|until| now <= until)
            };
            let Some(kept) = kept.filter(fits) else { return Ok(Err(SignInFault::Letter)) };
            let sql = "update account set state = 'active', password = $2, letter = null, letter_until = null,
                              failures = 0
                       where id = $1 and state = 'invited' and letter = $3";
            if execute!(tx, sql, kept.id, &hash, &tag)? != 1 {
                return Ok(Err(SignInFault::Letter));
            }
            record_own(tx, kept.id, SessionsAct::AcceptLetter, now).await?;
            Ok(Ok(self.begin_session(tx, kept.id, now).await?))
        });
        let done = done?;
        if done.is_ok() {
            self.slowdown.give_back(&attempt.source);
        }
        Ok(done)
    }

    async fn who(&self, token: &Token, uses: bool, now: Now) -> Answer<Option<Account>> {
        let tag = self.key.token(token);
        let sql = format!(
            "select s.seen_at, {ACCOUNT_COLUMNS} from session s join account a on a.id = s.account_id
             left join unit u on u.id = a.unit_id left join hamlet h on h.id = a.hamlet_id
             where s.token = $1 and a.state = 'active' and s.seen_at >= $2 and s.began_at >= $3"
        );
        let sql = sqlx::AssertSqlSafe(sql);
        let found: Option<SessionRecord> =
            fetch_optional!(&mut self.db.read().await?, sql, &tag, now - IDLE, now - LONGEST)?;
        let Some(SessionRecord { seen_at, account }) = found else { return Ok(None) };
        if uses && now - seen_at > NOTED {
            let noted: Answer<u64> = write!(self.db, &Actor::Operator, |tx| {
                Ok(execute!(tx, "update session set seen_at = $2 where token = $1", &tag, now)?)
            });
            // Whoever looks at a page is shown it though the disk takes nothing.
            if let Err(PortError::Broken(error)) = noted {
                tracing::warn!(%error, "that a session is used was not written down");
            }
        }
        Ok(Some(account.read()?))
    }

    async fn sign_out(&self, token: &Token) -> Answer<()> {
        let tag = self.key.token(token);
        write!(self.db, &Actor::Operator, |tx| {
            execute!(tx, "delete from session where token = $1", &tag)?;
            Ok(())
        })
    }

    async fn change_password(&self, by: &Actor, keep: &Token, old: &str, new: &str, now: Now) -> Answer<bool> {
        let Actor::Account { id, .. } = *by else { return Err(PortError::Denied) };
        if !self.is_password(id, old).await? {
            return Ok(false);
        }
        let hash = password::hash(new).await.ok_or(NOT_HASHED)?;
        write!(self.db, by, |tx| {
            let sql = "update account set password = $2 where id = $1 and state = 'active'";
            execute!(tx, sql, id, &hash)?;
            let tag = self.key.token(keep);
            let sql = "delete from session where account_id = $1 and token <> $2";
            execute!(tx, sql, id, &tag)?;
            record_own(tx, id, SessionsAct::ChangePassword, now).await?;
            Ok(true)
        })
    }

    async fn second_factor(
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
        write!(self.db, by, |tx| {
            execute!(tx, sql, id, secret, step)?;
            let act = if secret.is_some() { SessionsAct::AskSecondFactor } else { SessionsAct::DropSecondFactor };
            record_own(tx, id, act, now).await?;
            Ok(Ok(()))
        })
    }
}

impl Store {
    /// Notes a try at an account, if there is one, and answers what is kept of it; or how long it has to be waited.
    async fn charge(&self, login: &str, now: Now) -> Answer<Result<Option<SignInRecord>, i64>> {
        write!(self.db, &Actor::Operator, |tx| {
            if let Tx::Postgres(tx) = tx {
                let hold = "select id from account where login = $1 for update";
                sqlx::query(hold).bind(login).fetch_optional(&mut **tx).await.map_err(db_error)?;
            }
            let Some(kept) = SignInRecord::find(tx, login).await? else { return Ok(Ok(None)) };
            if let Some(seconds) = kept.wait(now) {
                return Ok(Err(seconds));
            }
            let sql = "update account set failures = failures + 1, failed_at = $2 where id = $1";
            execute!(tx, sql, kept.id, now)?;
            Ok(Ok(Some(kept)))
        })
    }

    async fn begin_session(&self, tx: &mut Tx, account: Uuid, now: Now) -> Answer<Token> {
        let token = Token(hex::encode(rand::random::<[u8; 32]>()));
        let over = "delete from session where seen_at < $1 or began_at < $2";
        let (idle, longest) = (now - IDLE, now - LONGEST);
        execute!(tx, over, idle, longest)?;
        execute!(tx, "delete from idempotency_key where used_at < $1", now - REMEMBERED)?;
        let sql = "insert into session (token, account_id, began_at, seen_at) values ($1, $2, $3, $3)";
        let tag = self.key.token(&token);
        execute!(tx, sql, &tag, account, now)?;
        Ok(token)
    }

    async fn is_password(&self, account: Uuid, password: &str) -> Answer<bool> {
        let sql = "select password from account where id = $1 and state = 'active'";
        let kept: Option<String> = scalar_optional!(&mut self.db.read().await?, sql, account)?;
        Ok(password::agrees(kept.as_deref(), password).await)
    }
}

/// A session ends after so long without a request.
const IDLE: TimeDelta = TimeDelta::minutes(90);

/// A session ends after so long whatever is done in it: one working day.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How often it is written down that a session is used.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// For so long it is known which forms were acted on.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

const NOT_HASHED: StoreError = StoreError::Machine("a password was not hashed");

/// What is looked at when somebody signs in.
#[derive(sqlx::FromRow)]
struct SignInRecord {
    id: Uuid,
    state: String,
    password: Option<String>,
    letter: Option<Vec<u8>>,
    letter_until: Option<Now>,
    second_factor: Option<String>,
    failures: i64,
    failed_at: Option<Now>,
}

impl SignInRecord {
    async fn find(tx: &mut Tx, login: &str) -> Answer<Option<Self>> {
        let sql = "select id, state, password, letter, letter_until, second_factor, failures, failed_at
                   from account where login = $1";
        Ok(fetch_optional!(tx, sql, login)?)
    }

    /// How long it still has to be waited with this account.
    fn wait(&self, now: Now) -> Option<i64> {
        let wait = wait_after(u32::try_from(self.failures).unwrap_or(u32::MAX));
        // A clock that went back must not make anybody wait longer.
        let left = wait - (now - self.failed_at?).num_seconds().max(0);
        (left > 0).then_some(left)
    }
}

/// A session with its account.
#[derive(sqlx::FromRow)]
struct SessionRecord {
    seen_at: Now,
    #[sqlx(flatten)]
    account: AccountRecord,
}

/// Notes what somebody did with their own account.
async fn record_own(tx: &mut Tx, account: Uuid, act: SessionsAct, now: Now) -> Answer<()> {
    let who = Scope::of(tx, &Actor::account(account)).await?;
    let entry = JournalEntry { hamlet: who.hamlet, ..JournalEntry::new(act, who.unit) };
    Ok(record(tx, &who, entry, now).await?)
}

/// The step that six digits belong to, if they are right now or were half a minute ago (RFC 6238).
fn step_of(secret: &str, digits: &str, now: Now) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).with_skew(1).build().ok()?;
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let step = totp.check(&digits, from_db(now.timestamp()))?;
    i64::try_from(step).ok()
}
