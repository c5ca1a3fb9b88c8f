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

/// How often a purge that was hindered is tried again, and after how long.
const PURGES: u32 = 120;
const PURGE_AGAIN: Duration = Duration::from_secs(5);

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
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE).connect_with(options).await?;
            sqlx::migrate!("../migrations/postgres").run(&pool).await?;
            return Ok(Self::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted is overwritten: sealed ballots, and what opened them.
            .pragma("secure_delete", "on")
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(200);
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

    /// Purges what was deleted from the database's files, as far as that goes while others work: SQLite folds its log into the
    /// file and empties it, PostgreSQL writes tables anew. Where a reader hinders it, it is tried again later;
    /// nobody waits for that.
    pub(super) async fn purge(&self) {
        if !self.try_to_purge().await {
            let db = self.clone();
            tokio::spawn(async move {
                for _ in 0..PURGES {
                    tokio::time::sleep(PURGE_AGAIN).await;
                    if db.try_to_purge().await {
                        return;
                    }
                }
                tracing::warn!("what was deleted may lie in the database's files still");
            });
        }
    }

    /// The same when a round is published. SQLite writes its file anew, which nobody can write to meanwhile: only where no round
    /// is open. What was deleted is overwritten in any case.
    pub(super) async fn purge_published(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                let open = sqlx::query_scalar::<_, i64>("select count(*) from round where state = 'open'");
                if open.fetch_one(readers).await.is_ok_and(|open| open == 0) {
                    log_failure(sqlx::raw_sql("vacuum").execute(writer).await.map(drop));
                }
            }
            Self::Postgres(pool) => {
                // The large ones only where nobody waits for them.
                let open = sqlx::query_scalar::<_, i64>("select count(*) from round where state = 'open'");
                let idle = open.fetch_one(pool).await.is_ok_and(|open| open == 0);
                for sql in if idle {
                    ["vacuum full sealed_ballot", "vacuum full code"]
                } else {
                    ["vacuum sealed_ballot", "vacuum code"]
                } {
                    log_failure(sqlx::raw_sql(sql).execute(pool).await.map(drop));
                }
            }
        }
        self.purge().await;
    }

    /// Whether it worked.
    async fn try_to_purge(&self) -> bool {
        let done = match self {
            Self::Sqlite { readers, .. } => empty_log(readers).await,
            Self::Postgres(pool) => purge_tables(pool).await,
        };
        done.unwrap_or_else(|error| {
            log_failure(Err(error));
            false
        })
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

/// The small tables of PostgreSQL of which nothing may be left that was deleted: what opens, what was keyed in, who said what where.
const SECRET_TABLES: [&str; 5] = ["box_key", "paper_batch", "paper_entry", "audit_slip", "reason"];

/// Writes those tables of PostgreSQL anew: freed rows would keep their bytes. Answers whether nobody hindered it: whoever began to
/// read before may need the old rows still.
async fn purge_tables(pool: &PgPool) -> Result<bool, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let now: String = sqlx::query_scalar("select pg_current_xact_id()::text").fetch_one(&mut *connection).await?;
    for _ in 0..20 {
        let older = "select count(*) from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid() and backend_xmin is not null
                       and age(backend_xmin) > age(($1::text::xid8)::xid)";
        let older: i64 = sqlx::query_scalar(older).bind(&now).fetch_one(&mut *connection).await?;
        if older > 0 {
            tokio::time::sleep(Duration::from_millis(25)).await;
            continue;
        }
        sqlx::raw_sql("vacuum sealed_ballot").execute(&mut *connection).await?;
        // Nobody who writes waits long behind one who waits for a long look.
        sqlx::raw_sql("set lock_timeout = '500ms'").execute(&mut *connection).await?;
        let mut done = Ok(true);
        for table in SECRET_TABLES {
            let sql = sqlx::AssertSqlSafe(format!("vacuum full {table}"));
            done = done.and(sqlx::raw_sql(sql).execute(&mut *connection).await.map(|_| true));
        }
        sqlx::raw_sql("reset lock_timeout").execute(&mut *connection).await?;
        return done;
    }
    Ok(false)
}

fn log_failure(done: Result<(), sqlx::Error>) {
    if let Err(error) = done {
        tracing::warn!(%error, "what was deleted was not purged");
    }
}

/// Folds the log of SQLite into the file and empties it; answers whether nobody hindered it. It waits for others only a moment,
/// for whoever writes waits for it.
async fn empty_log(readers: &SqlitePool) -> Result<bool, sqlx::Error> {
    let mut connection = readers.acquire().await?;
    sqlx::raw_sql("pragma busy_timeout = 200").execute(&mut *connection).await?;
    let done = sqlx::query_scalar::<_, i64>("pragma wal_checkpoint(truncate)").fetch_one(&mut *connection).await;
    // A connection that would wait for a moment only is not given back.
    connection.close().await?;
    Ok(done? == 0)
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
