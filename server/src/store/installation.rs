//! What is known of the installation as a whole.

use crate::store::Store;
use crate::store::authority::Scope;
use crate::store::db::{Db, StoreError};
use crate::store::journal::{JournalEntry, record};
use crate::store::settings::{replace_setting, setting};
use crate::store::tx::{Tx, write};
use app::ports::audit_log::{Detail, OperatorAct};
use app::ports::common::{Actor, Answer, Now};
use std::path::{Path, PathBuf};

impl Store {
    /// The database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The address people reach the pages at, if it was ever given.
    pub async fn base_url(&self) -> Result<Option<String>, StoreError> {
        setting(&mut self.db.read().await?, "base_url").await
    }

    /// Keeps the address people reach the pages at, in the place of the one before.
    pub async fn keep_base_url(&self, address: &str) -> Answer<()> {
        write!(self.db, &Actor::Operator, |tx| { Ok(replace_setting(tx, "base_url", address).await?) })
    }

    /// Notes that somebody ran a command at the machine.
    pub async fn note_command(&self, words: &str, is_done: bool, now: Now) -> Answer<()> {
        write!(self.db, &Actor::Operator, |tx| {
            let who = Scope::of(tx, &Actor::Operator).await?;
            let act = if is_done { OperatorAct::Command } else { OperatorAct::CommandFailed };
            let detail = Detail::Text { text: words.to_owned() };
            Ok(record(tx, &self.key, &who, JournalEntry::new(act, None).with(detail), now).await?)
        })
    }

    /// The folder an SQLite file lies in; none for PostgreSQL.
    pub async fn folder(&self) -> Result<Option<PathBuf>, StoreError> {
        let Tx::Sqlite(mut tx) = self.db.read().await? else { return Ok(None) };
        let file: String =
            sqlx::query_scalar("select file from pragma_database_list where name = 'main'").fetch_one(&mut *tx).await?;
        Ok(Path::new(&file).parent().map(Into::into))
    }
}
