//! Slowing down whoever tries many passwords, without shutting anybody else out.
//!
//! A wrong password is held against the account **and** where it came from together, so that a stranger who guesses makes
//! nobody wait but the stranger; a device that signed in before is held to its own count alone. Besides, each source has a
//! store of tries that only wrong ones use up and that fills again by itself: a whole office behind one address never
//! notices, somebody who tries thousands gets twelve a minute. A login that nobody has waits like any other.
//!
//! The counts lie in the database, so that all servers share them, under keyed hashes: nothing there says who or where.

use crate::store::db::{StoreError, from_db};
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_one};
use app::domain::people::credentials::wait_after;
use app::ports::common::Now;
use chrono::TimeDelta;
use uuid::Uuid;

/// How many wrong ones a source has at once.
const TRIES: i64 = 60;
/// How many seconds it takes until one is back.
const REFILL: i64 = 5;
/// For so long a wrong password is held against anybody.
const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// What a wrong password is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// Its keyed hash.
    subject: Vec<u8>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Waits grow with each wrong one and are forgotten with a right one.
    Guesses,
    /// A store of tries that fills again.
    Store,
}

impl Count {
    /// A login from a source.
    pub(super) fn pair(key: &InstallationKey, login: &str, source: &str) -> Self {
        Self { subject: key.count_of("login from", &[login, source]), kind: Kind::Guesses }
    }

    /// A login on a device that signed in before.
    pub(super) fn device(key: &InstallationKey, login: &str, device: &str) -> Self {
        Self { subject: key.count_of("login on", &[login, device]), kind: Kind::Guesses }
    }

    /// Somebody's own password inside a session.
    pub(super) fn own(key: &InstallationKey, account: Uuid) -> Self {
        Self { subject: key.count_of("own", &[&account.to_string()]), kind: Kind::Guesses }
    }

    /// A source, whatever it tries.
    pub(super) fn source(key: &InstallationKey, source: &str) -> Self {
        Self { subject: key.count_of("source", &[source]), kind: Kind::Store }
    }
}

/// A row of `failed_sign_in`.
#[derive(sqlx::FromRow)]
struct FailedRecord {
    failures: i64,
    failed_at: Now,
}

impl FailedRecord {
    /// Seconds since the last one. A clock that went back must not make anybody wait longer.
    fn age(&self, now: Now) -> i64 {
        (now - self.failed_at).num_seconds().max(0)
    }

    /// How many count now, and how many seconds are still to be waited.
    fn stand(&self, kind: Kind, now: Now) -> (i64, i64) {
        let age = self.age(now);
        match kind {
            Kind::Guesses => {
                let failures = u32::try_from(self.failures).unwrap_or(u32::MAX);
                // Whoever never tried waits for nothing, however young the row is.
                (self.failures, wait_after(failures) - age)
            }
            Kind::Store => {
                let used = (self.failures - age / REFILL).max(0);
                (used, (used + 1 - TRIES) * REFILL - age % REFILL)
            }
        }
    }
}

/// Takes a try before the password is looked at, so that a thousand at once are a thousand tries: answers how many wrong
/// ones the first of `counts` has now, this one among them, or how many seconds are to be waited.
pub(super) async fn take(tx: &mut Tx, counts: &[Count], now: Now) -> Result<Result<u64, i64>, StoreError> {
    execute!(tx, "delete from failed_sign_in where failed_at < $1", now - REMEMBERED)?;
    let mut stands = Vec::new();
    for Count { subject, kind } in counts {
        // One statement: between two, somebody who signs in deletes the row.
        let sql = "insert into failed_sign_in (subject, failures, failed_at) values ($1, 0, $2)
                   on conflict (subject) do update set failures = failed_sign_in.failures
                   returning failures, failed_at";
        let row: FailedRecord = fetch_one!(tx, sql, subject, now)?;
        stands.push(row.stand(*kind, now));
    }
    let wait = stands.iter().map(|(_, wait)| *wait).max().unwrap_or_default();
    if wait > 0 {
        return Ok(Err(wait));
    }
    for (Count { subject, .. }, (failures, _)) in counts.iter().zip(&stands) {
        let sql = "update failed_sign_in set failures = $2, failed_at = $3 where subject = $1";
        execute!(tx, sql, subject, failures + 1, now)?;
    }
    Ok(Ok(stands.first().map_or(0, |(failures, _)| from_db(failures + 1))))
}

/// Gives a try back that was right; with it goes what was guessed before, unless more is asked for first.
pub(super) async fn give_back(tx: &mut Tx, counts: &[Count], forgets: bool) -> Result<(), StoreError> {
    for Count { subject, kind } in counts {
        let sql = match kind {
            Kind::Guesses if forgets => "delete from failed_sign_in where subject = $1",
            _ => "update failed_sign_in set failures = failures - 1 where subject = $1 and failures > 0",
        };
        execute!(tx, sql, subject)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_tries_fills_again_by_one_in_five_seconds() {
        let at = |seconds| Now::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let row = |failures| FailedRecord { failures, failed_at: at(1_000) };
        let wait = |failures, now| row(failures).stand(Kind::Store, at(now)).1.max(0);
        assert_eq!((wait(0, 1_000), wait(59, 1_000), wait(60, 1_000)), (0, 0, 5));
        assert_eq!((wait(60, 1_003), wait(60, 1_005), wait(60, 900)), (2, 0, 5));
        assert_eq!(row(60).stand(Kind::Store, at(5_000)).0, 0);
    }
}
