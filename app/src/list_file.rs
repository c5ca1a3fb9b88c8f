//! A list as a file: what a table of a page shows, with its filter as it stands.

use crate::documents::{Cell, Column, Table};
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use strum::{Display, EnumString};

/// What kind of file; written as in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumString)]
pub enum ListFormat {
    /// A workbook (Office Open XML).
    #[strum(serialize = "danh-sach.xlsx")]
    Excel,
    /// Text, a line each (RFC 4180).
    #[strum(serialize = "danh-sach.csv")]
    Csv,
}

impl ListFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Excel, Self::Csv];
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What it is, with what it was narrowed down to.
    pub title: String,
    /// Of which day it is.
    pub note: String,
    /// Its table.
    pub table: Table,
}

impl List {
    /// A list with a line of heads.
    pub fn new(title: String, note: String, heads: Vec<(String, Column)>, rows: Vec<Vec<Cell>>) -> Self {
        let (words, columns): (Vec<String>, Vec<Column>) = heads.into_iter().unzip();
        let head = vec![words.into_iter().map(Cell::new).collect()];
        let table = Table { name: title.clone(), columns, head, rows, has_remarks: false };
        Self { title, note, table }
    }
}

/// The file of a list.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// Which kind.
    pub format: ListFormat,
    /// Under which name it is saved, without its ending: letters, digits and dashes.
    pub name: String,
    /// The file.
    pub content: Vec<u8>,
}

impl IntoResponse for ListFile {
    fn into_response(self) -> Response {
        let (kind, ending) = match self.format {
            ListFormat::Excel => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            ListFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        };
        let saved = format!("attachment; filename=\"{}.{ending}\"", self.name);
        ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, saved)], self.content).into_response()
    }
}
