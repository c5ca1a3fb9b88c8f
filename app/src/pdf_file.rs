//! A PDF file that is made when it is asked for, and printed from the browser.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// A PDF file.
#[derive(Clone, Debug)]
pub struct PdfFile {
    /// Under which name it is saved, without its ending: letters, digits and dashes.
    pub name: String,
    /// The file.
    pub content: Vec<u8>,
}

impl IntoResponse for PdfFile {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_TYPE, "application/pdf".to_owned()),
            (CONTENT_DISPOSITION, format!("inline; filename=\"{}.pdf\"", self.name)),
        ];
        (headers, self.content).into_response()
    }
}
