//! Signing in, sessions, one's own password.

use crate::store::account_records::{ACCOUNT_COLUMNS, AccountRecord};
use crate::store::authority::Scope;
use crate::store::db::{StoreError, from_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::sign_in_waits::{Count, give_back, take};
use crate::store::tx::{Tx, execute, fetch_optional, scalar_optional, write};
use crate::store::{Store, password};
use app::domain::collection::code::Code;
use app::i18n::{Lang, say};
use app::ports::audit_log::Person;
use app::ports::common::{Actor, Answer, Now, PortError};
use app::ports::sessions::{
    Account, Attempt, DeviceMark, OwnPasswordFault, SecondFactorFault, Sessions, SessionsAct, SessionsDetail,
    SignInFault, Token,
};
use async_trait::async_trait;
use chrono::TimeDelta;
use totp_rs::{Builder, Secret};
use uuid::Uuid;

#[async_trait]
impl Sessions for Store {
    async fn sign_in(&self, attempt: Attempt, now: Now) -> Answer<Result<Token, SignInFault>> {
        let login = attempt.login.trim().to_lowercase();
        let counts = &self.counts_of(&login, &attempt)[..];
        // The try is noted before the password is looked at: a thousand at once are a thousand tries.
        let taken = write!(self.db, &Actor::Operator, |tx| {
            let taken = take(tx, counts, now).await?;
            Ok((taken, SignInRecord::find(tx, &login).await?))
        });
        let (taken, kept) = taken?;
        let tries = match taken {
            Ok(tries) => tries,
            Err(seconds) => return Ok(Err(SignInFault::Wait { seconds })),
        };
        let known = kept.as_ref().map(|kept| kept.id);
        let hash = kept.as_ref().and_then(|kept| kept.password.as_deref());
        let agrees = password::agrees(hash, &attempt.password).await;
        let Some(kept) = kept.filter(|kept| agrees && kept.state == "active") else {
            self.note_failure(known, &login, tries, now).await?;
            return Ok(Err(SignInFault::Wrong));
        };
        let secret = self.second_factor_of(&kept)?;
        // Nothing was guessed where the digits are asked for; and what was guessed before is not forgotten by that.
        let asks = secret.is_some() && attempt.second_factor.trim().is_empty();
        let used = secret.as_ref().and_then(|secret| step_of(secret, &attempt.second_factor, now));
        if !asks && secret.is_some() && used.is_none() {
            self.note_failure(known, &login, tries, now).await?;
            return Ok(Err(SignInFault::SecondFactor));
        }
        let (id, hash) = (kept.id, kept.password.as_deref());
        let done = write!(self.db, &Actor::Operator, |tx| {
            // Between looking and writing the account may have been removed, or the same six digits used.
            let sql = "update account set second_factor_step = coalesce($2, second_factor_step)
                       where id = $1 and state = 'active' and password = $3
                         and (second_factor_step < $2 or $2 is null)";
            if execute!(tx, sql, id, used, hash)? != 1 {
                return Ok(Err(if used.is_some() { SignInFault::SecondFactor } else { SignInFault::Wrong }));
            }
            give_back(tx, counts, !asks).await?;
            if asks {
                return Ok(Ok(None));
            }
            record_own(tx, &self.key, id, SessionsAct::SignIn, None, now).await?;
            Ok(Ok(Some(self.begin_session(tx, id, now).await?)))
        });
        Ok(match done? {
            Err(fault) => Err(fault),
            Ok(token) => token.ok_or(SignInFault::SecondFactor),
        })
    }

    async fn accept(&self, attempt: Attempt, letter: &Code, now: Now) -> Answer<Result<Token, SignInFault>> {
        let login = attempt.login.trim().to_lowercase();
        let counts = &[Count::source(&self.key, &attempt.source)];
        let taken = write!(self.db, &Actor::Operator, |tx| { Ok(take(tx, counts, now).await?) });
        let tries = match taken? {
            Ok(tries) => tries,
            Err(seconds) => return Ok(Err(SignInFault::Wait { seconds })),
        };
        let hash = password::hash(&attempt.password).await.ok_or(NOT_HASHED)?;
        let tag = self.key.hash(letter);
        let done = write!(self.db, &Actor::Operator, |tx| {
            let kept = SignInRecord::find(tx, &login).await?;
            let known = kept.as_ref().map(|kept| kept.id);
            let fits = |kept: &SignInRecord| {
                kept.letter.as_ref() == Some(&tag) && kept.letter_until.is_some_and(|until| now <= until)
            };
            let Some(kept) = kept.filter(fits) else { return Ok(Err(known)) };
            let sql = "update account set state = 'active', password = $2, letter = null, letter_until = null, password_since = $4
                       where id = $1 and state = 'invited' and letter = $3";
            if execute!(tx, sql, kept.id, &hash, &tag, now)? != 1 {
                return Ok(Err(known));
            }
            give_back(tx, counts, true).await?;
            record_own(tx, &self.key, kept.id, SessionsAct::AcceptLetter, None, now).await?;
            Ok(Ok(self.begin_session(tx, kept.id, now).await?))
        });
        match done? {
            Ok(token) => Ok(Ok(token)),
            Err(known) => {
                self.note_failure(known, &login, tries, now).await?;
                Ok(Err(SignInFault::Letter))
            }
        }
    }

    fn device(&self, login: &str) -> DeviceMark {
        self.key.device(login)
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

    async fn change_password(
        &self,
        by: &Actor,
        keep: &Token,
        old: &str,
        new: &str,
        now: Now,
    ) -> Answer<Result<(), OwnPasswordFault>> {
        let Actor::Account { id, .. } = *by else { return Err(PortError::Denied) };
        if let Err(fault) = self.check_own(id, old, now).await? {
            return Ok(Err(fault));
        }
        let hash = password::hash(new).await.ok_or(NOT_HASHED)?;
        write!(self.db, by, |tx| {
            let sql = "update account set password = $2 where id = $1 and state = 'active'";
            execute!(tx, sql, id, &hash)?;
            let tag = self.key.token(keep);
            let sql = "delete from session where account_id = $1 and token <> $2";
            execute!(tx, sql, id, &tag)?;
            record_own(tx, &self.key, id, SessionsAct::ChangePassword, None, now).await?;
            Ok(Ok(()))
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
        if let Err(fault) = self.check_own(id, password, now).await? {
            return Ok(Err(SecondFactorFault::Password(fault)));
        }
        let step = match secret {
            None => 0,
            Some((secret, digits)) => match step_of(secret, digits, now) {
                None => return Ok(Err(SecondFactorFault::Digits)),
                Some(step) => step,
            },
        };
        let sql = "update account set second_factor = $2, second_factor_step = $3 where id = $1 and state = 'active'";
        let sealed = match secret {
            Some((secret, _)) => Some(self.key.seal(&second_factor_mark(id), secret).ok_or(NOT_SEALED)?),
            None => None,
        };
        write!(self.db, by, |tx| {
            execute!(tx, sql, id, &sealed, step)?;
            let act = if sealed.is_some() { SessionsAct::AskSecondFactor } else { SessionsAct::DropSecondFactor };
            record_own(tx, &self.key, id, act, None, now).await?;
            Ok(Ok(()))
        })
    }
}

impl Store {
    /// What a wrong password would be held against: the device where it is known, else the source and the two together.
    fn counts_of(&self, login: &str, attempt: &Attempt) -> Vec<Count> {
        match self.key.known_device(login, &attempt.devices) {
            Some(device) => vec![Count::device(&self.key, login, &device)],
            None => vec![Count::pair(&self.key, login, &attempt.source), Count::source(&self.key, &attempt.source)],
        }
    }

    /// Notes that somebody was not let in: the first few tries, then ever fewer, so that nobody fills the log.
    async fn note_failure(&self, account: Option<Uuid>, login: &str, tries: u64, now: Now) -> Answer<()> {
        if tries > 5 && !tries.is_power_of_two() {
            return Ok(());
        }
        write!(self.db, &Actor::Operator, |tx| {
            let sql = "select unit_id, hamlet_id from account where id = $1";
            let place: Option<(Option<Uuid>, Option<Uuid>)> = fetch_optional!(tx, sql, account)?;
            let (unit, hamlet) = place.unwrap_or_default();
            let who = Scope { account: None, who: say(Lang::Vi, &Person::Stranger.into()), role: None, unit, hamlet };
            let login = login.to_owned();
            let detail = match account {
                Some(_) => SessionsDetail::Tried { login, count: tries },
                None => SessionsDetail::TriedUnknown { count: tries },
            };
            let entry = JournalEntry { hamlet, ..JournalEntry::new(SessionsAct::SignInFailed, unit) };
            Ok(record(tx, &self.key, &who, entry.with(detail), now).await?)
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

    /// Whether somebody who is signed in knows their own password; wrong ones make wait as they do at the gate.
    async fn check_own(&self, account: Uuid, password: &str, now: Now) -> Answer<Result<(), OwnPasswordFault>> {
        let counts = &[Count::own(&self.key, account)];
        let taken = write!(self.db, &Actor::Operator, |tx| {
            let sql = "select password from account where id = $1 and state = 'active'";
            let kept: Option<String> = scalar_optional!(tx, sql, account)?;
            Ok((take(tx, counts, now).await?, kept))
        });
        let (taken, kept) = taken?;
        let tries = match taken {
            Ok(tries) => tries,
            Err(seconds) => return Ok(Err(OwnPasswordFault::Wait { seconds })),
        };
        let agrees = password::agrees(kept.as_deref(), password).await;
        write!(self.db, &Actor::Operator, |tx| {
            if agrees {
                give_back(tx, counts, true).await?;
                return Ok(Ok(()));
            }
            let detail = SessionsDetail::Count { count: tries };
            record_own(tx, &self.key, account, SessionsAct::OwnPasswordFailed, Some(detail), now).await?;
            Ok(Err(OwnPasswordFault::Wrong))
        })
    }

    /// The secret of six-digit codes, if they are asked for.
    fn second_factor_of(&self, kept: &SignInRecord) -> Answer<Option<String>> {
        let Some(sealed) = &kept.second_factor else { return Ok(None) };
        let opened = self.key.unseal(&second_factor_mark(kept.id), sealed);
        Ok(Some(opened.ok_or(NOT_UNSEALED)?))
    }
}

/// What a secret of six-digit codes is sealed for: one account, and nothing else that is sealed.
fn second_factor_mark(account: Uuid) -> Vec<u8> {
    [b"second factor".as_slice(), account.as_bytes()].concat()
}

/// A session ends after so long without a request.
const IDLE: TimeDelta = TimeDelta::minutes(90);

/// A session ends after so long whatever is done in it: one working day.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How often it is written down that a session is used.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// For so long it is known which forms were acted on.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

const NOT_SEALED: StoreError = StoreError::Machine("a secret was not sealed");
const NOT_UNSEALED: StoreError = StoreError::Machine("a secret was sealed with another key");
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
}

impl SignInRecord {
    async fn find(tx: &mut Tx, login: &str) -> Answer<Option<Self>> {
        let sql = "select id, state, password, letter, letter_until, second_factor from account where login = $1";
        Ok(fetch_optional!(tx, sql, login)?)
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
async fn record_own(
    tx: &mut Tx,
    key: &InstallationKey,
    account: Uuid,
    act: SessionsAct,
    detail: Option<SessionsDetail>,
    now: Now,
) -> Answer<()> {
    let who = Scope::of(tx, &Actor::account(account)).await?;
    let detail = detail.map(Into::into);
    let entry = JournalEntry { hamlet: who.hamlet, detail, ..JournalEntry::new(act, who.unit) };
    Ok(record(tx, key, &who, entry, now).await?)
}

/// The step that six digits belong to, if they are right now or were half a minute ago (RFC 6238).
fn step_of(secret: &str, digits: &str, now: Now) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).with_skew(1).build().ok()?;
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let step = totp.check(&digits, from_db(now.timestamp()))?;
    i64::try_from(step).ok()
}
