//! Files as evidence, read by whoever oversees their unit.

use crate::store::Store;
use crate::store::authority::require_still;
use crate::store::tx::fetch_optional;
use app::domain::people::account::Permission;
use app::ports::common::{Actor, Answer, PortError};
use app::ports::files::{FileRow, Files};
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl Files for Store {
    async fn file(&self, by: &Actor, id: Uuid) -> Answer<(FileRow, Arc<[u8]>)> {
        let tx = &mut self.db.read().await?;
        let sql = "select unit_id, name, media_type, content from file where id = $1 and belongs_to <> 'minutes'";
        let row: Option<FileRecord> = fetch_optional!(tx, sql, id)?;
        let FileRecord { unit_id, name, media_type, content } = row.ok_or(PortError::Missing)?;
        require_still(tx, by, Permission::Oversee, unit_id).await?;
        Ok((FileRow { name, media_type }, content.into()))
    }
}

/// A row of `file`.
#[derive(sqlx::FromRow)]
struct FileRecord {
    unit_id: Uuid,
    name: String,
    media_type: String,
    content: Vec<u8>,
}
