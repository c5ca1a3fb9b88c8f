//! Typesetting: what is printed becomes a PDF file.

use crate::ports::common::Answer;
use crate::prints::Print;
use async_trait::async_trait;

/// Typesets what is printed.
#[async_trait]
pub trait Typesetting: Send + Sync {
    /// The PDF file (PDF/UA-1, A4) of a print.
    async fn pdf(&self, print: Print) -> Answer<Vec<u8>>;
}
