//! Files as evidence.

use crate::domain::units::unit::Unit;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

/// A file that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The name it came with.
    pub name: String,
    /// What it is.
    pub media_type: String,
}

/// Keeps files that prove a status or stand beside a recommendation.
#[async_trait]
pub trait Files: Send + Sync {
    /// Keeps a file that proves something about a unit; the same file again is the same.
    async fn keep_file(&self, by: &Actor, unit: &Unit, name: &str, content: Vec<u8>, now: Now) -> Answer<Uuid>;
    /// A file, for whoever oversees its unit.
    async fn file(&self, by: &Actor, id: Uuid) -> Answer<(FileRow, Arc<[u8]>)>;
}
