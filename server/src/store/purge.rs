//! What was deleted leaves the database's files too: ballots that were sealed, what opened them, what was keyed in.
//!
//! Whatever deletes such things asks for it in the same transaction. It is done right behind; and where others hinder it, or the program ends
//! in between, by whoever has the store open, until it is done: a command on the console leaves it to the server.

use crate::store::db::{Db, StoreError};
use crate::store::tx::{Tx, execute, scalar, scalar_optional};
use sqlx::{PgConnection, PgPool, SqlitePool};
use std::time::Duration;
use strum::{IntoStaticStr, VariantArray};
use tokio::task::AbortHandle;

/// How often it is looked whether something is left to be purged.
const EVERY: Duration = Duration::from_secs(5);
/// After so many looks in vain it is said in the log, and then again: ten minutes.
const PATIENCE: u32 = 120;

/// What is purged together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(super) enum PurgeScope {
    /// What is small: what opens, what was keyed in, who said what where. On SQLite its log.
    Secrets,
    /// What is large, the boxes and the slips: only while no round is open, since nobody can write meanwhile. On SQLite its file.
    Boxes,
}

/// Asks that what the transaction deletes is purged from the files.
pub(super) async fn request_purge(tx: &mut Tx, scope: PurgeScope) -> Result<(), StoreError> {
    execute!(tx, "update purge set requested = requested + 1 where scope = $1", scope.into_str())?;
    Ok(())
}

/// Purges what is left to be purged, from time to time, until it is dropped.
#[derive(Debug)]
pub(super) struct Purger(AbortHandle);

impl Purger {
    pub(super) fn start(db: Db) -> Self {
        let task = tokio::spawn(async move {
            let mut in_vain = 0;
            loop {
                tokio::time::sleep(EVERY).await;
                in_vain = if db.purge().await { 0 } else { in_vain + 1 };
                if in_vain > 0 && in_vain % PATIENCE == 0 {
                    tracing::warn!(
                        "what was deleted lies in the database's files still: somebody has read since before"
                    );
                }
            }
        });
        Self(task.abort_handle())
    }

    pub(super) fn stop(&self) {
        self.0.abort();
    }
}

impl Drop for Purger {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Db {
    /// Purges what was asked for; answers whether nobody hindered it.
    pub(super) async fn purge(&self) -> bool {
        let mut done = true;
        for scope in PurgeScope::VARIANTS {
            done &= self.purge_scope(*scope).await.unwrap_or_else(|error| {
                tracing::debug!(%error, "what was deleted was not purged");
                false
            });
        }
        done
    }

    async fn purge_scope(&self, scope: PurgeScope) -> Result<bool, StoreError> {
        let sql = "select requested from purge where scope = $1 and done < requested";
        let requested: Option<i64> = scalar_optional!(&mut self.read_once().await?, sql, scope.into_str())?;
        let Some(requested) = requested else { return Ok(true) };
        if scope == PurgeScope::Boxes {
            let sql = "select count(*) from round where state = 'open'";
            let open: i64 = scalar!(&mut self.read_once().await?, sql)?;
            // It waits for its turn.
            if open > 0 {
                return Ok(true);
            }
        }
        let done = match (self, scope) {
            (Self::Sqlite { readers, .. }, PurgeScope::Secrets) => empty_log(readers).await?,
            (Self::Sqlite { readers, writer, .. }, PurgeScope::Boxes) => {
                sqlx::raw_sql("vacuum").execute(writer).await?;
                empty_log(readers).await?
            }
            (Self::Postgres(pool), _) => write_anew(pool, scope).await?,
        };
        if !done {
            return Ok(false);
        }
        let mut tx = self.begin().await?;
        let sql = "update purge set done = $2 where scope = $1 and done < $2";
        execute!(&mut tx, sql, scope.into_str(), requested)?;
        tx.commit().await?;
        if let Self::Sqlite { readers, .. } = self {
            // That it is done lies in the log now, and nothing else.
            empty_log(readers).await?;
        }
        Ok(true)
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

impl PurgeScope {
    /// The tables of PostgreSQL that are written anew.
    const fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Secrets => &["box_key", "paper_batch", "paper_entry", "audit_slip", "reason", "slip_sheet"],
            Self::Boxes => &["sealed_ballot", "code"],
        }
    }
}

/// Writes tables of PostgreSQL anew: freed rows would keep their bytes. Answers whether nobody hindered it: whoever began to
/// read before may need the old rows still.
async fn write_anew(pool: &PgPool, scope: PurgeScope) -> Result<bool, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let now: String = sqlx::query_scalar("select pg_current_xact_id()::text").fetch_one(&mut *connection).await?;
    for _ in 0..20 {
        if !reads_from_before(&mut connection, &now).await? {
            sqlx::raw_sql("vacuum sealed_ballot").execute(&mut *connection).await?;
            // Nobody who writes waits long behind one who waits for a long look.
            sqlx::raw_sql("set lock_timeout = '500ms'").execute(&mut *connection).await?;
            let mut done = Ok(true);
            for table in scope.tables() {
                done = both(done, rewrite(&mut connection, table).await);
            }
            sqlx::raw_sql("reset lock_timeout").execute(&mut *connection).await?;
            return done;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(false)
}

fn both(one: Result<bool, sqlx::Error>, other: Result<bool, sqlx::Error>) -> Result<bool, sqlx::Error> {
    Ok(one? & other?)
}

/// Writes one table anew; answers whether it is an empty file where it has no rows: deleted ones may be kept for whatever reason.
async fn rewrite(connection: &mut PgConnection, table: &str) -> Result<bool, sqlx::Error> {
    let sql = sqlx::AssertSqlSafe(format!("vacuum full {table}"));
    sqlx::raw_sql(sql).execute(&mut *connection).await?;
    let sql = format!("select exists (select from {table}) or pg_relation_size('{table}') = 0");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await
}

/// Whether rows from before a transaction may be kept for somebody: who reads or has written in a transaction that began earlier, through
/// a replica, in one that is prepared.
/// A session of others that this account may not look into counts as one; with the right `pg_read_all_stats` it may.
async fn reads_from_before(connection: &mut PgConnection, now: &str) -> Result<bool, sqlx::Error> {
    let sql = "select count(*) from (
                   select horizon from pg_stat_activity, unnest(array[backend_xmin, backend_xid]) as horizon
                   where pid <> pg_backend_pid() and (datname = current_database() or datname is null)
                   union all select xmin from pg_replication_slots
                   union all select transaction from pg_prepared_xacts where database = current_database()
               ) as readers where age(horizon) > age(($1::text::xid8)::xid)";
    let older: i64 = sqlx::query_scalar(sql).bind(now).fetch_one(&mut *connection).await?;
    let sql = "select count(*) from pg_stat_activity
               where datname = current_database() and query = '<insufficient privilege>'";
    let hidden: i64 = sqlx::query_scalar(sql).fetch_one(connection).await?;
    if hidden > 0 {
        tracing::debug!(hidden, "sessions of others may be reading; README: pg_read_all_stats");
    }
    Ok(older + hidden > 0)
}
