//! What is known of the installation as a whole.

use crate::store::Store;
use crate::store::db::{Db, StoreError};
use crate::store::settings::{put_setting, setting};
use crate::store::tx::{Tx, write};
use app::ports::common::{Actor, Answer};
use std::path::{Path, PathBuf};

impl Store {
    /// The database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Marks the data as made up for a demonstration; every page says so.
    pub async fn mark_as_demo(&self) -> Answer<()> {
        write!(self.db, &Actor::Operator, |tx| { Ok(put_setting(tx, "demo", "1").await?) })
    }

    /// Whether the data are made up for a demonstration.
    pub async fn is_demo(&self) -> Result<bool, StoreError> {
        Ok(setting(&mut self.db.read().await?, "demo").await?.is_some())
    }

    /// The folder an SQLite file lies in; none for PostgreSQL.
    pub async fn folder(&self) -> Result<Option<PathBuf>, StoreError> {
        let Tx::Sqlite(mut tx) = self.db.read().await? else { return Ok(None) };
        let file: String =
            sqlx::query_scalar("select file from pragma_database_list where name = 'main'").fetch_one(&mut *tx).await?;
        Ok(Path::new(&file).parent().map(Into::into))
    }
}
