//! The databases of trials: each a file beside the one of SQLite, or a schema beside the tables in PostgreSQL. Nothing that is written
//! in one of them can be read in another, and all of it goes at once.

use crate::store::Store;
use crate::store::db::{Db, StoreError, open_postgres};
use sqlx::AssertSqlSafe;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What the names of their files and schemas begin with, behind the name of the file they lie beside.
const PREFIX: &str = "thu_";
/// So many connections each takes of PostgreSQL's.
const CONNECTIONS: u32 = 4;
/// What SQLite keeps beside a file.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

impl Store {
    /// Opens the store of a trial, making its database if it is not there.
    pub async fn open_trial(&self, token: &str) -> Result<Self, StoreError> {
        let db = self.db.open_trial(token).await?;
        Self::open(db, self.key.of_trial(token)).await
    }

    /// The password of everybody who is made up here; nobody types it.
    pub fn made_up_password(&self) -> String {
        self.key.made_up_password()
    }

    /// Deletes the database of a trial, if it is there. Its own store is closed before.
    pub async fn delete_trial(&self, token: &str) -> Result<(), StoreError> {
        match &self.db {
            Db::Sqlite { readers, .. } => {
                let file = trial_file(readers.connect_options().get_filename(), token);
                for beside in BESIDE {
                    match std::fs::remove_file(with_end(&file, beside)) {
                        Err(error) if error.kind() != ErrorKind::NotFound => {
                            return Err(sqlx::Error::Io(error).into());
                        }
                        _ => {}
                    }
                }
            }
            Db::Postgres(pool) => {
                let sql = format!("drop schema if exists {} cascade", schema(token)?);
                sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;
            }
        }
        Ok(())
    }

    /// The tokens of all trials that have a database.
    pub async fn trial_databases(&self) -> Result<Vec<String>, StoreError> {
        match &self.db {
            Db::Sqlite { readers, .. } => {
                let beside = trial_file(readers.connect_options().get_filename(), "");
                let (Some(folder), Some(start)) = (beside.parent(), beside.file_name()) else { return Ok(Vec::new()) };
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                let files = std::fs::read_dir(folder).map_err(sqlx::Error::Io)?;
                let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
                let tokens = names.filter_map(|name| name.strip_prefix(start.to_str()?).map(str::to_owned));
                Ok(tokens.filter(|token| is_token(token)).collect())
            }
            Db::Postgres(pool) => {
                let sql = "select substr(nspname, 5) from pg_namespace where starts_with(nspname, $1) order by 1";
                Ok(sqlx::query_scalar(sql).bind(PREFIX).fetch_all(pool).await?)
            }
        }
    }
}

impl Db {
    async fn open_trial(&self, token: &str) -> Result<Self, StoreError> {
        match self {
            Self::Sqlite { readers, .. } => {
                let own = readers.connect_options();
                let file = trial_file(own.get_filename(), token);
                Self::open_sqlite((*own).clone().filename(file)).await
            }
            Self::Postgres(pool) => {
                let schema = schema(token)?;
                sqlx::query(AssertSqlSafe(format!("create schema if not exists {schema}"))).execute(pool).await?;
                let options = (*pool.connect_options()).clone().options([("search_path", schema)]);
                Ok(Self::Postgres(open_postgres(options, CONNECTIONS).await?))
            }
        }
    }
}

/// Whether it can stand in the name of a file and of a schema as it is.
fn is_token(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|letter| letter.is_ascii_lowercase())
}

fn schema(token: &str) -> Result<String, StoreError> {
    if is_token(token) { Ok(format!("{PREFIX}{token}")) } else { Err(StoreError::Machine("a trial has no such name")) }
}

fn trial_file(beside: &Path, token: &str) -> PathBuf {
    with_end(beside, &format!(".{PREFIX}{token}"))
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(end);
    name.into()
}
