//! Making every count a second way.

use crate::ports::common::Answer;
use async_trait::async_trait;

/// Recounts everything.
#[async_trait]
pub trait Verification: Send + Sync {
    /// Makes every count a second way and names each that does not agree; empty when all do.
    async fn verify(&self) -> Answer<Vec<String>>;
}
