//! Typesetting: what is printed becomes a PDF file, a document a Word file too.

use crate::documents::Document;
use crate::list_file::{List, ListFormat};
use crate::ports::common::Answer;
use crate::prints::Print;
use crate::prints::shared_picture::SharedPicture;
use async_trait::async_trait;
use std::sync::Arc;

/// Typesets what is printed.
#[async_trait]
pub trait Typesetting: Send + Sync {
    /// The PDF file (PDF/UA-1, A4) of a print.
    async fn pdf(&self, print: Print) -> Answer<Vec<u8>>;
    /// The Word file of a document.
    async fn word(&self, document: Document) -> Answer<Vec<u8>>;
    /// The workbook of a document's tables.
    async fn workbook(&self, document: Document) -> Answer<Vec<u8>>;
    /// The file of a list.
    async fn list(&self, list: List, format: ListFormat) -> Answer<Vec<u8>>;
    /// The PNG file (1,200 by 630 dots) of the picture beside a link.
    async fn picture(&self, shown: SharedPicture) -> Answer<Arc<Vec<u8>>>;
}
