//! A document as a file: to print, or to go on writing in Word.

use crate::documents::Document;
use crate::documents::format::Format;
use crate::error::ErrorPage;
use crate::prints::Print;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// A document as a file.
#[derive(Clone, Debug)]
pub struct DocumentFile {
    format: Format,
    name: String,
    content: Vec<u8>,
}

impl DocumentFile {
    /// The file of a document; `name` is letters, digits and dashes, under which it is saved.
    pub async fn make(app: &AppState, document: Document, format: Format, name: String) -> Result<Self, ErrorPage> {
        let content = match format {
            Format::Pdf => app.typesetting.pdf(Print::Document(Box::new(document))).await?,
            Format::Word => app.typesetting.word(document).await?,
            Format::Excel => app.typesetting.workbook(document).await?,
        };
        Ok(Self { format, name, content })
    }
}

impl IntoResponse for DocumentFile {
    fn into_response(self) -> Response {
        let (kind, shown, ending) = match self.format {
            Format::Pdf => ("application/pdf", "inline", "pdf"),
            Format::Word => {
                ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment", "docx")
            }
            Format::Excel => {
                ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment", "xlsx")
            }
        };
        let saved = format!("{shown}; filename=\"{}.{ending}\"", self.name);
        ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, saved)], self.content).into_response()
    }
}
