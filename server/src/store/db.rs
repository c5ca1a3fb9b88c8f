//! One of two databases, connected, and what can go wrong with it.

use app::ports::common::PortError;
use backon::{BackoffBuilder as _, ExponentialBuilder};
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, SqlitePool};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a statement waits for another process's write to end before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// One of the two databases.
#[derive(Clone, Debug)]
pub enum Db {
    /// The embedded default. One connection writes, so writers queue here instead of failing there.
    Sqlite {
        /// Reads.
        readers: SqlitePool,
        /// Writes, one at a time.
        writer: SqlitePool,
        /// Raised when the writer answered that it cannot write: its connection is closed behind the transaction.
        failed: WriterFailed,
    },
    /// Several servers on one database.
    Postgres(PgPool),
}

impl Db {
    /// Connects, making the SQLite file if it is not there, and brings the tables up to date.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = open_postgres(PgConnectOptions::from_str(url)?, 16).await?;
            warn_of_statement_log(&pool).await?;
            return Ok(Self::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted is overwritten: sealed ballots, and what opened them.
            .pragma("secure_delete", "on")
            // A long count stays in memory until it is whole: what was read of the ballots is in no file before.
            .pragma("cache_spill", "off")
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(200);
        Self::open_sqlite(options).await
    }

    pub(super) async fn open_sqlite(options: SqliteConnectOptions) -> Result<Self, StoreError> {
        make_private(&options);
        let failed = WriterFailed::default();
        let writer = open_patiently(&options, &failed).await?;
        let readers = sqlite_pool(8, WriterFailed::default()).connect_with(options).await?;
        Ok(Self::Sqlite { readers, writer, failed })
    }

    /// The same database over connections of their own, which those who wait for the others do not take; opened when they
    /// are needed. On SQLite the writer is the same: there is one.
    pub(super) fn beside(&self) -> Self {
        match self {
            Self::Sqlite { readers, writer, failed } => {
                let options = (*readers.connect_options()).clone();
                let readers = sqlite_pool(4, WriterFailed::default()).connect_lazy_with(options);
                Self::Sqlite { readers, writer: writer.clone(), failed: failed.clone() }
            }
            Self::Postgres(pool) => {
                let options = (*pool.connect_options()).clone();
                let own = PgPoolOptions::new().max_connections(8).acquire_timeout(PATIENCE);
                Self::Postgres(own.connect_lazy_with(options))
            }
        }
    }

    /// Closes all connections, so that SQLite folds its log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Connects to PostgreSQL over so many connections, and brings the tables up to date.
pub(super) async fn open_postgres(options: PgConnectOptions, most: u32) -> Result<PgPool, StoreError> {
    let pool = PgPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).connect_with(options).await?;
    sqlx::migrate!("../migrations/postgres").run(&pool).await?;
    Ok(pool)
}

/// PostgreSQL's own log holds what statements were given, where it is told to write them: what is deleted stays there.
async fn warn_of_statement_log(pool: &PgPool) -> Result<(), sqlx::Error> {
    let sql = "select (current_setting('log_statement') in ('mod', 'all')
                       or current_setting('log_min_duration_statement') <> '-1')
                      and coalesce(current_setting('log_parameter_max_length', true), '-1') <> '0'";
    if sqlx::query_scalar(sql).fetch_one(pool).await? {
        tracing::warn!("the log of PostgreSQL holds codes and ballots: set log_parameter_max_length = 0 (README)");
    }
    Ok(())
}

/// Makes the file of a new database, which nobody but its owner may read; SQLite gives its log the same rights.
fn make_private(options: &SqliteConnectOptions) {
    let file = options.get_filename();
    if file.to_string_lossy().contains(":memory:") || file.exists() {
        return;
    }
    let mut new = std::fs::OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    // What does not work here SQLite says better in a moment.
    let _ = new.open(file);
}

/// Opens a file and brings its tables up to date; again after a while where another process is doing the same: SQLite has
/// no lock that holds from the first look at the tables to the last one made.
async fn open_patiently(options: &SqliteConnectOptions, failed: &WriterFailed) -> Result<SqlitePool, StoreError> {
    let mut waits =
        ExponentialBuilder::new().with_min_delay(Duration::from_millis(50)).with_max_times(7).with_jitter().build();
    loop {
        let opened = async {
            let writer = sqlite_pool(1, failed.clone()).connect_with(options.clone()).await?;
            sqlx::migrate!("../migrations/sqlite").run(&writer).await?;
            Ok::<_, StoreError>(writer)
        };
        match (opened.await, waits.next()) {
            (Err(error), Some(wait)) if error.met_another_start() => tokio::time::sleep(wait).await,
            (opened, _) => return opened,
        }
    }
}

/// Connections that come back at depth nought or not at all. After an I/O error SQLite rolls back by itself, and sqlx, which
/// still counts the transaction, would never begin another one on that connection.
fn sqlite_pool(most: u32, failed: WriterFailed) -> SqlitePoolOptions {
    // A file does not go away as a server does: what comes back is looked at below, and that is enough.
    let options = SqlitePoolOptions::new().max_connections(most).test_before_acquire(false);
    options.after_release(move |connection, _| {
        let failed = failed.clone();
        Box::pin(async move {
            // A rollback may still be on its way to the connection's thread.
            connection.ping().await?;
            Ok(!failed.take() && !connection.is_in_transaction())
        })
    })
}

/// Whether the one writing connection of SQLite could not write since it was last given back.
#[derive(Clone, Debug, Default)]
pub struct WriterFailed(Arc<AtomicBool>);

impl WriterFailed {
    /// Notes an error if it is one after which the connection is not used again.
    pub(super) fn note(&self, error: &sqlx::Error) {
        if is_of_the_disk(error) {
            self.0.store(true, Ordering::Release);
        }
    }

    fn take(&self) -> bool {
        self.0.swap(false, Ordering::AcqRel)
    }
}

/// Whether SQLite could not read or write its files. Its result codes, extended ones with their primary code in the lowest
/// byte: 10 is an I/O error, 11 a broken file, 13 a full disk, 14 a file that does not open.
fn is_of_the_disk(error: &sqlx::Error) -> bool {
    primary_code(error).is_some_and(|code| matches!(code, 10 | 11 | 13 | 14))
}

/// The primary result code of SQLite; PostgreSQL's codes have five characters.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let sqlx::Error::Database(error) = error else { return None };
    let code = error.code()?;
    if code.len() > 4 { None } else { code.parse::<u32>().ok().map(|code| code & 0xff) }
}

/// Why the database did not do as told.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no, or could not be reached.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A kept document is not what this program wrote.
    #[error("a kept document cannot be read: {0}")]
    Document(#[from] serde_json::Error),
    /// A kept word is not one this program writes.
    #[error("the database holds {0:?}, which this program never writes")]
    Word(String),
    /// Codes were issued with another key than this one; a sentence for whoever runs commands.
    #[error("{0}")]
    Key(String),
    /// What the machine should do besides was not done: memory or randomness is missing.
    #[error("the machine failed: {0}")]
    Machine(&'static str),
}

impl StoreError {
    /// Whether PostgreSQL does not let the program's account do that (`insufficient_privilege`).
    pub fn lacks_right(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        error.code().is_some_and(|code| code == "42501")
    }

    /// Whether the transaction met another one and is to be tried again: serialization failures and deadlocks of
    /// PostgreSQL and its relatives, a busy or locked SQLite file.
    pub(crate) fn met_another_writer(&self) -> bool {
        let Self::Database(error) = self else { return false };
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        // Primary result codes of SQLite: 5 is busy, 6 is locked.
        matches!(code.as_deref(), Some("40001" | "40P01")) || matches!(primary_code(error), Some(5 | 6))
    }

    /// Whether it may be that another process was making the same tables.
    fn met_another_start(&self) -> bool {
        matches!(self, Self::Migration(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)))
            || self.met_another_writer()
    }

    /// Whether the database cannot write at all, so that trying a part of it is of no use.
    pub(crate) fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Database(error) if is_of_the_disk(error))
    }
}

impl From<StoreError> for PortError {
    fn from(error: StoreError) -> Self {
        Self::Broken(Box::new(error))
    }
}

/// Turns an error of the store or of what it stands on into the port's.
pub(crate) fn db_error(error: impl Into<StoreError>) -> PortError {
    error.into().into()
}

/// A count as the database keeps it.
pub(crate) fn to_db(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as the rules take it. The tables hold no negative one.
pub(crate) fn from_db(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// A word as the database keeps it, read as one of those this program writes.
pub(crate) fn from_text<T: FromStr>(word: String) -> Result<T, StoreError> {
    word.parse().map_err(|_| StoreError::Word(word))
}

/// A number of a question, a criterion, an indicator: small by the rules that wrote it.
pub(crate) fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_that_could_not_write_is_used_no_more_and_any_other_is() -> Result<(), sqlx::Error> {
        let failed = WriterFailed::default();
        let pool = sqlite_pool(1, failed.clone()).connect_with(SqliteConnectOptions::new().in_memory(true)).await?;
        let own = "select count(*) from sqlite_temp_master where type = 'table'";
        sqlx::raw_sql("create temp table mine (a unique); create table t (a)").execute(&pool).await?;

        let twice = sqlx::raw_sql("insert into mine values (1), (1)").execute(&pool).await.expect_err("unique");
        failed.note(&twice);
        assert_eq!(sqlx::query_scalar::<_, i64>(own).fetch_one(&pool).await?, 1, "a fault of what was asked");

        sqlx::raw_sql("pragma max_page_count = 1").execute(&pool).await?;
        let mut connection = pool.acquire().await?;
        let fill = "insert into t select zeroblob(100000)";
        let full = sqlx::raw_sql(fill).execute(&mut *connection).await.expect_err("no room");
        failed.note(&full);
        drop(connection);
        assert_eq!(sqlx::query_scalar::<_, i64>(own).fetch_one(&pool).await?, 0, "a fault of the disk");
        Ok(())
    }
}
