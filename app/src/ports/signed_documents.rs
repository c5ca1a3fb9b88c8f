//! What was signed of a published round, attached to the version it tells: a scan, a photo, or the Word file that was signed.

use crate::domain::document_kind::DocumentKind;
use crate::ports::common::{Actor, Answer, Now};
use crate::ports::files::{FileRow, NewFile};
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

/// A signed document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDocument {
    /// The key of its file.
    pub file: Uuid,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The version of the notice it tells.
    pub version: u32,
    /// The name it came with.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was attached.
    pub added_at: Now,
}

crate::messages! {
    /// Why a signed document is not kept.
    pub enum SignedDocumentRefused {
        /// Nothing is published that could be signed.
        NotPublished = "signed-document-not-published",
        /// Minutes and letters have a place of their own.
        Elsewhere = "signed-document-elsewhere",
        /// There are as many as are kept.
        Files { most: u64 } = "signed-document-files",
    }
}

/// Keeps what was signed.
#[async_trait]
pub trait SignedDocuments: Send + Sync {
    /// Attaches a file to what is published now; the same file again changes nothing.
    async fn attach_signed(&self, by: &Actor, round: Uuid, kind: DocumentKind, file: NewFile, now: Now) -> Answer<()>;
    /// What is attached to a round, latest version first, for whoever concludes it.
    async fn signed_documents(&self, by: &Actor, round: Uuid) -> Answer<Vec<SignedDocument>>;
    /// The signed notices of a round, for everybody.
    async fn signed_notices(&self, round: Uuid) -> Answer<Vec<SignedDocument>>;
    /// One of them: a notice for everybody, anything else for whoever concludes the round.
    async fn signed_document(&self, by: Option<&Actor>, file: Uuid) -> Answer<(FileRow, Arc<[u8]>)>;
}
