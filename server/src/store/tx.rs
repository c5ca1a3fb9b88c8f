//! Transactions: statements written once for both databases, and the one place in which everything is written.
//!
//! [`with_conn!`](with_conn) compiles a statement for each database; `execute!`, `fetch_all!` and their like are its usual
//! forms. A statement that must differ is a visible `match` on [`Tx`] at that spot.

use crate::store::db::{Db, StoreError, WriterFailed};
use app::ports::common::{Actor, Answer, PortError};
use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use sqlx::pool::PoolConnection;
use sqlx::{Database, Postgres, Sqlite, SqliteConnection, Transaction};
use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The most rows that one statement writes.
pub(super) const ROWS: usize = 1_000;

/// Cuts rows into pieces of few sizes: a statement has a text for every number of rows, and only a few stay prepared.
pub(super) fn in_few_sizes<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = [256, 64, 16, 4, 1].into_iter().find(|size| *size <= rows.len())?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// A transaction on one of the two.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(SqliteTx),
    /// On PostgreSQL.
    Postgres(Conn<Postgres>),
}

/// A transaction on SQLite.
#[derive(Debug)]
pub struct SqliteTx {
    tx: Conn<Sqlite>,
    failed: WriterFailed,
}

/// A connection in a transaction, or one on which a single statement is run, which needs none.
#[derive(Debug)]
pub enum Conn<D: Database> {
    /// In a transaction.
    InTransaction(Transaction<'static, D>),
    /// In none.
    Alone(PoolConnection<D>),
}

impl<D: Database> Conn<D> {
    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::InTransaction(tx) => tx.commit().await,
            Self::Alone(_) => Ok(()),
        }
    }
}

impl<D: Database> Deref for Conn<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        match self {
            Self::InTransaction(tx) => tx,
            Self::Alone(connection) => connection,
        }
    }
}

impl<D: Database> DerefMut for Conn<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match self {
            Self::InTransaction(tx) => tx,
            Self::Alone(connection) => connection,
        }
    }
}

impl SqliteTx {
    /// Notes what a statement answered.
    pub(crate) fn noted<T>(&self, done: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        done.inspect_err(|error| self.failed.note(error))
    }
}

impl Deref for SqliteTx {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.tx
    }
}

impl DerefMut for SqliteTx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }
}

/// How a write begins on SQLite: nobody else writes from here on.
const BEGIN: &str = "begin immediate";

impl Db {
    /// Begins to read: all statements see the same moment.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                let tx = Conn::InTransaction(readers.begin().await?);
                Tx::Sqlite(SqliteTx { tx, failed: WriterFailed::default() })
            }
            Self::Postgres(pool) => Tx::Postgres(Conn::InTransaction(
                pool.begin_with("begin isolation level repeatable read read only").await?,
            )),
        })
    }

    /// For reading with a single statement, or with some that need not see the same moment: a transaction would take two more
    /// trips to the database.
    pub(crate) async fn read_once(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                let tx = Conn::Alone(readers.acquire().await?);
                Tx::Sqlite(SqliteTx { tx, failed: WriterFailed::default() })
            }
            Self::Postgres(pool) => Tx::Postgres(Conn::Alone(pool.acquire().await?)),
        })
    }

    /// Begins to write. Everything but the caster goes through [`write!`](write), which tries again.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, failed, .. } => {
                let tx = match writer.begin_with(BEGIN).await.map_err(StoreError::from) {
                    Err(error) if !error.met_another_writer() => {
                        tracing::warn!(%error, "the writer did not begin and is replaced");
                        writer.acquire().await?.close().await?;
                        writer.begin_with(BEGIN).await?
                    }
                    begun => begun?,
                };
                Tx::Sqlite(SqliteTx { tx: Conn::InTransaction(tx), failed: failed.clone() })
            }
            Self::Postgres(pool) => Tx::Postgres(Conn::InTransaction(pool.begin().await?)),
        })
    }
}

impl Tx {
    /// Makes what was written durable.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(SqliteTx { tx, failed }) => {
                // The connection may be on its way back before that is noted; then the one after it is closed as well.
                tx.commit().await.inspect_err(|error| failed.note(error))?;
            }
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Runs one statement on whichever database the transaction is of. The body is compiled once for each.
macro_rules! with_conn {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match &mut *$tx {
            $crate::store::tx::Tx::Sqlite(tx) => {
                let done = {
                    let $conn = &mut **tx;
                    $body
                };
                tx.noted(done)
            }
            $crate::store::tx::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
        .map_err($crate::store::db::StoreError::from)
    };
}
pub(crate) use with_conn;

// The usual statements, each with the values of `$1`, `$2` and so on behind it.

/// All rows.
macro_rules! fetch_all {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| sqlx::query_as($sql)$(.bind($value))*.fetch_all(conn).await)
    };
}
pub(crate) use fetch_all;

/// The row, which is there.
macro_rules! fetch_one {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| sqlx::query_as($sql)$(.bind($value))*.fetch_one(conn).await)
    };
}
pub(crate) use fetch_one;

/// The row, if it is there.
macro_rules! fetch_optional {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| sqlx::query_as($sql)$(.bind($value))*.fetch_optional(conn).await)
    };
}
pub(crate) use fetch_optional;

/// The only column of all rows.
macro_rules! scalars {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| sqlx::query_scalar($sql)$(.bind($value))*.fetch_all(conn).await)
    };
}
pub(crate) use scalars;

/// The only column of the row, which is there.
macro_rules! scalar {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| sqlx::query_scalar($sql)$(.bind($value))*.fetch_one(conn).await)
    };
}
pub(crate) use scalar;

/// The only column of the row, if it is there.
macro_rules! scalar_optional {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| sqlx::query_scalar($sql)$(.bind($value))*.fetch_optional(conn).await)
    };
}
pub(crate) use scalar_optional;

/// How many rows it changed.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::tx::with_conn!($tx, |conn| {
            sqlx::query($sql)$(.bind($value))*.execute(conn).await.map(|done| done.rows_affected())
        })
    };
}
pub(crate) use execute;

/// Writes: begins, runs the body, commits; everything again where another writer was met.
///
/// The body is a block that may use `?` and `return`; it changes nothing outside the transaction, since it may run more than
/// once. What comes with the key of a form that was acted on before is [`PortError::DoneBefore`], and the body is not run.
macro_rules! write {
    ($db:expr, $by:expr, |$tx:ident| $body:block) => {{
        let mut attempts = $crate::store::tx::Attempts::new();
        loop {
            let done: ::app::ports::common::Answer<_> = async {
                let mut begun = $db.begin().await?;
                $crate::store::tx::claim(&mut begun, $by).await?;
                let $tx = &mut begun;
                let answer: ::app::ports::common::Answer<_> = async { $body }.await;
                let answer = answer?;
                begun.commit().await?;
                Ok(answer)
            }
            .await;
            match done {
                Err(error) if attempts.again(&error).await => {}
                done => break done,
            }
        }
    }};
}
pub(crate) use write;

/// How often a write is tried that meets another one.
const TRIES: usize = 8;
/// No try begins later than this after the first.
const LONGEST: Duration = Duration::from_secs(20);

/// The tries of one write.
pub(crate) struct Attempts {
    waits: ExponentialBackoff,
    until: Instant,
}

impl Attempts {
    pub(crate) fn new() -> Self {
        let waits = ExponentialBuilder::new().with_min_delay(Duration::from_millis(10)).with_max_times(TRIES - 1);
        Self { waits: waits.with_jitter().build(), until: Instant::now() + LONGEST }
    }

    /// Waits and says that it is to be tried again, if that helps against the error.
    pub(crate) async fn again(&mut self, error: &PortError) -> bool {
        let PortError::Broken(source) = error else { return false };
        match source.downcast_ref::<StoreError>() {
            Some(error) => self.again_after(error).await,
            None => false,
        }
    }

    /// The same for an error of the store's own.
    pub(crate) async fn again_after(&mut self, error: &StoreError) -> bool {
        if !error.met_another_writer() || Instant::now() > self.until {
            return false;
        }
        let Some(wait) = self.waits.next() else { return false };
        tracing::debug!(%error, ?wait, "a write met another one and is tried again");
        tokio::time::sleep(wait).await;
        true
    }
}

/// Takes the key of the form that is sent, so that it is acted on once. Of two at once the other one waits here on PostgreSQL
/// until the first is through.
pub(crate) async fn claim(tx: &mut Tx, by: &Actor) -> Answer<()> {
    let Actor::Account { id, idempotency_key: Some(key) } = *by else { return Ok(()) };
    // By the machine's clock: it says only from when on the key may be forgotten.
    let sql = "insert into idempotency_key (account_id, key, used_at) values ($1, $2, $3) on conflict do nothing";
    let taken = execute!(tx, sql, id, key, chrono::Utc::now())?;
    if taken == 0 { Err(PortError::DoneBefore) } else { Ok(()) }
}

/// Holds a row until the end of the transaction, so that two who write about it at once take turns. SQLite lets only one
/// write at a time, so there the transaction itself is the lock.
pub(crate) async fn lock_for_update(tx: &mut Tx, table: &'static str, id: Uuid) -> Result<(), StoreError> {
    if let Tx::Postgres(tx) = tx {
        let sql = sqlx::AssertSqlSafe(format!("select id from {table} where id = $1 for update"));
        sqlx::query(sql).bind(id).fetch_optional(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_few_sizes;

    #[test]
    fn rows_are_cut_into_few_sizes_and_none_is_left_out() {
        for rows in 0..600_usize {
            let all: Vec<usize> = (0..rows).collect();
            let pieces: Vec<&[usize]> = in_few_sizes(&all).collect();
            assert_eq!(pieces.concat(), all);
            assert!(pieces.iter().all(|piece| [1, 4, 16, 64, 256].contains(&piece.len())), "{rows}");
        }
    }
}
