//! Why a record cannot be read at all.

use std::io;

use thiserror::Error;

#[derive(Debug, Error)]
pub enum Unreadable {
    #[error("The file {file} cannot be read: {error}.")]
    File { file: &'static str, error: io::Error },
    #[error("record.json is of the form {format:?}; this program only knows {known}.")]
    Format { format: String, known: &'static str },
    #[error("record.json cannot be understood at {field}: {error}.")]
    Json { field: String, error: serde_json::Error },
    #[error("{file}, line {line}: {trouble}.")]
    Line { file: &'static str, line: u64, trouble: String },
}
