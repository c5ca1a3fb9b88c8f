//! What was signed of a published round.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::db::{StoreError, from_db, from_text, small};
use crate::store::file_records::{BelongsTo, keep_file};
use crate::store::publication::versions;
use crate::store::round_records::{load_round, lock_round};
use crate::store::tx::{fetch_all, fetch_optional, scalar, write};
use app::domain::document_kind::DocumentKind;
use app::domain::people::account::Permission;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::files::{FileRow, NewFile};
use app::ports::signed_documents::{SignedDocument, SignedDocumentRefused, SignedDocuments};
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

/// The most files that are kept of one kind of document of a round.
const MOST: u64 = 20;

#[async_trait]
impl SignedDocuments for Store {
    async fn attach_signed(&self, by: &Actor, round: Uuid, kind: DocumentKind, file: NewFile, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit, _) = lock_round(tx, round).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit)).await?;
            if matches!(kind, DocumentKind::Minutes | DocumentKind::Letter) {
                return refuse(SignedDocumentRefused::Elsewhere);
            }
            let Some(latest) = versions(tx, round).await?.into_iter().next() else {
                return refuse(SignedDocumentRefused::NotPublished);
            };
            let sql = "select count(*) from file where belongs_to = 'document' and round_id = $1 and document = $2";
            let there: i64 = scalar!(tx, sql, round, kind.to_string())?;
            if from_db(there) >= MOST {
                return refuse(SignedDocumentRefused::Files { most: MOST });
            }
            let to = BelongsTo::Document { round, kind, version: latest.version };
            keep_file(tx, &self.key, &who, unit, to, &file, now).await?;
            Ok(())
        })
    }

    async fn signed_documents(&self, by: &Actor, round: Uuid) -> Answer<Vec<SignedDocument>> {
        let tx = &mut self.db.read().await?;
        let (unit, _) = load_round(tx, round).await?;
        require(tx, by, Permission::Conclude, Place::Unit(unit)).await?;
        let sql = "select id, document, version, name, media_type, size, added_at from file
                   where belongs_to = 'document' and round_id = $1 order by version desc, document, added_at, id";
        SignedRecord::read_all(fetch_all!(tx, sql, round)?)
    }

    async fn signed_notices(&self, round: Uuid) -> Answer<Vec<SignedDocument>> {
        let tx = &mut self.db.read().await?;
        let sql = "select id, document, version, name, media_type, size, added_at from file
                   where belongs_to = 'document' and round_id = $1 and document = $2
                   order by version desc, document, added_at, id";
        SignedRecord::read_all(fetch_all!(tx, sql, round, DocumentKind::Notice.to_string())?)
    }

    async fn signed_document(&self, by: Option<&Actor>, file: Uuid) -> Answer<(FileRow, Arc<[u8]>)> {
        let tx = &mut self.db.read().await?;
        let sql = "select unit_id, document, name, media_type, content from file
                   where id = $1 and belongs_to = 'document'";
        let row: Option<ContentRecord> = fetch_optional!(tx, sql, file)?;
        let ContentRecord { unit_id, document, name, media_type, content } = row.ok_or(PortError::Missing)?;
        if from_text::<DocumentKind>(document)? != DocumentKind::Notice {
            let by = by.ok_or(PortError::Missing)?;
            require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
        }
        Ok((FileRow { name, media_type }, content.into()))
    }
}

/// A row of `file` that is a signed document, without its content.
#[derive(sqlx::FromRow)]
struct SignedRecord {
    id: Uuid,
    document: String,
    version: i64,
    name: String,
    media_type: String,
    size: i64,
    added_at: Now,
}

impl SignedRecord {
    fn read_all(rows: Vec<Self>) -> Answer<Vec<SignedDocument>> {
        let read = |row: Self| -> Result<SignedDocument, StoreError> {
            Ok(SignedDocument {
                file: row.id,
                kind: from_text(row.document)?,
                version: small(row.version),
                name: row.name,
                media_type: row.media_type,
                size: from_db(row.size),
                added_at: row.added_at,
            })
        };
        Ok(rows.into_iter().map(read).collect::<Result<_, _>>()?)
    }
}

/// The same with its content, and whose it is.
#[derive(sqlx::FromRow)]
struct ContentRecord {
    unit_id: Uuid,
    document: String,
    name: String,
    media_type: String,
    content: Vec<u8>,
}
