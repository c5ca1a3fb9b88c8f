//! The store: the ports on SQLite and on PostgreSQL, with one SQL text for both.
//!
//! [`Db`] is one of two pools, [`Tx`] one of two transactions, and the `on!` macro writes one statement that is compiled
//! for each. A statement that must differ is a visible `match` at that spot. One file for each port; [`casting`] groups
//! ballots into commits.

mod accounts;
mod audit;
mod authority;
pub mod casting;
pub mod closing;
mod conflicts;
mod counting;
pub(crate) mod criteria;
mod desk;
mod hamlets;
mod issuing;
pub mod key;
mod minutes;
mod notices;
mod official;
mod opening;
mod oversight;
mod paper;
mod password;
mod public;
mod recommendations;
mod residents;
mod rounds;
mod sessions;
mod slips;
mod slowdown;
mod tree;
mod units;
pub mod upload;
mod watch;

use crate::store::slowdown::Slowdown;
use app::ports::common::PortError;
use casting::Caster;
use key::CodeKey;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

/// How long a statement waits for another process's write to end before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs one statement on whichever database the transaction is of. The body is compiled once for each.
macro_rules! on {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match &mut *$tx {
            $crate::store::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::store::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;

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
    /// Codes were issued with another key than this one.
    #[error("{0}")]
    Key(String),
}

impl From<StoreError> for PortError {
    fn from(error: StoreError) -> Self {
        Self::Broken(Box::new(error))
    }
}

/// Turns a database error into the port's.
pub(crate) fn broken(error: impl Into<StoreError>) -> PortError {
    error.into().into()
}

/// One of the two databases.
#[derive(Clone, Debug)]
pub enum Db {
    /// The embedded default. One connection writes, so writers queue here instead of failing there.
    Sqlite {
        /// Reads.
        readers: SqlitePool,
        /// Writes, one at a time.
        writer: SqlitePool,
    },
    /// Several servers on one database.
    Postgres(PgPool),
}

/// A transaction on one of the two.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
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
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(200);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        sqlx::migrate!("../migrations/sqlite").run(&writer).await?;
        let readers = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        Ok(Self::Sqlite { readers, writer })
    }

    /// Begins to read: all statements see the same moment.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        })
    }

    /// Begins to write.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Closes all connections, so that SQLite folds its log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes what was written durable.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// The ports, on one of the two databases.
///
/// Its parts are shared: a clone is another door to the same store.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) key: CodeKey,
    pub(crate) invitations: Arc<residents::Invitations>,
    pub(crate) slowdown: Arc<Slowdown>,
    caster: Caster,
}

impl Store {
    /// Opens the store with the key that codes are hashed with. Refuses a key that differs from the one codes here were
    /// issued with: every household would be told that its code is unknown.
    pub async fn open(db: Db, key: CodeKey) -> Result<Self, StoreError> {
        key.agrees_with(&db).await?;
        let caster = Caster::start(db.clone());
        Ok(Self { db, key, invitations: Arc::default(), slowdown: Arc::default(), caster })
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Marks the data as made up for a demonstration; every page says so.
    pub async fn mark_as_demo(&self) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        put_setting(&mut tx, "demo", "1").await?;
        tx.commit().await
    }

    /// Whether the data are made up for a demonstration.
    pub async fn is_demo(&self) -> Result<bool, StoreError> {
        let mut tx = self.db.read().await?;
        Ok(setting(&mut tx, "demo").await?.is_some())
    }
}

/// Reads a setting.
pub(crate) async fn setting(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "select value from setting where key = $1";
    Ok(on!(tx, |conn| sqlx::query_scalar(sql).bind(key).fetch_optional(conn).await)?)
}

/// Keeps a setting, unless it is kept already.
pub(crate) async fn put_setting(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    let sql = "insert into setting (key, value) values ($1, $2) on conflict (key) do nothing";
    on!(tx, |conn| sqlx::query(sql).bind(key).bind(value).execute(conn).await.map(drop))?;
    Ok(())
}

/// A count as the database keeps it.
pub(crate) fn kept(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as the rules take it. The tables hold no negative one.
pub(crate) fn counted(kept: i64) -> u64 {
    u64::try_from(kept).unwrap_or_default()
}

impl Store {
    /// The folder an SQLite file lies in; none for PostgreSQL.
    pub async fn folder(&self) -> Result<Option<std::path::PathBuf>, StoreError> {
        let Tx::Sqlite(mut tx) = self.db.read().await? else { return Ok(None) };
        let file: String =
            sqlx::query_scalar("select file from pragma_database_list where name = 'main'").fetch_one(&mut *tx).await?;
        Ok(std::path::Path::new(&file).parent().map(Into::into))
    }
}
