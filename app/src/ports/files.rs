//! Files as evidence.

use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

/// The largest file that is taken of a form, in bytes: phones make photos of 3 to 8 MB.
pub const LARGEST_FILE: usize = 12 * 1024 * 1024;

/// A file on its way in, kept together with what it belongs to or not at all.
#[derive(Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The name it came with.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for NewFile {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "NewFile({}, {} bytes)", self.name, self.content.len())
    }
}

/// A file that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The name it came with.
    pub name: String,
    /// What it is.
    pub media_type: String,
}

crate::messages! {
    /// Why a file is not kept.
    pub enum FileRefused {
        /// There is nothing in it.
        Empty = "file-empty",
        /// It is too large.
        TooLarge = "file-too-large",
        /// It is none of what is taken.
        Kind = "file-kind",
        /// It is none of what is taken where Word files are taken too.
        KindOrWord = "file-kind-or-word",
        /// It is a Word file with macros.
        Macros = "file-macros",
        /// The unit keeps as much as it may; in MB.
        Quota { unit: String, used: u64, most: u64, size: u64 } = "file-quota",
    }
}

impl FileRefused {
    /// Whether a refusal is one of these.
    pub fn is(message: &Message) -> bool {
        message.key.starts_with("file-")
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum FilesAct {
        AttachFile = "audit-attach-file",
        KeepFile = "audit-keep-file",
        AttachSigned = "audit-attach-signed",
    }
}

/// Reads files that prove a status or stand beside a recommendation; each was written with the deed it belongs to.
#[async_trait]
pub trait Files: Send + Sync {
    /// A file, for whoever oversees its unit.
    async fn file(&self, by: &Actor, id: Uuid) -> Answer<(FileRow, Arc<[u8]>)>;
}
