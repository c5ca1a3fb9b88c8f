//! A file of people's as a table: a first row that names the columns, and rows of cells, whatever program wrote it.

use super::cell::{Cell, FileFault, Row};
use super::{delimited, workbook};
use app::ports::common::{Answer, refuse};

/// The names of the columns, and the rows below them that are not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Reads a workbook or a list, by what is in the file. Empty rows, and empty cells at the end of a row, are let be:
    /// spreadsheets write them or leave them out as they please. Rows have at least as many cells as there are columns.
    pub(super) fn read(bytes: &[u8]) -> Answer<Self> {
        let rows = match kind_of(bytes) {
            Ok(Kind::Workbook) => workbook::rows(bytes)?,
            Ok(Kind::List) => delimited::rows(bytes)?,
            Err(fault) => return refuse(fault),
        };
        let mut rows = rows.into_iter().map(without_end).filter(|row| !row.cells.is_empty());
        let heads: Vec<String> =
            rows.next().map(|row| row.cells.iter().map(|cell| cell.shown().to_owned()).collect()).unwrap_or_default();
        let mut rows: Vec<Row> = rows.collect();
        for row in rows.iter_mut().filter(|row| row.cells.len() < heads.len()) {
            row.cells.resize(heads.len(), Cell::Text(String::new()));
        }
        Ok(Self { heads, rows })
    }
}

fn without_end(mut row: Row) -> Row {
    let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    row.cells.truncate(filled);
    row
}

enum Kind {
    Workbook,
    List,
}

/// Refuses what is no workbook.
pub(super) fn expect_workbook(bytes: &[u8]) -> Answer<()> {
    match kind_of(bytes) {
        Ok(Kind::Workbook) => Ok(()),
        Ok(Kind::List) => refuse(FileFault::NotAWorkbook),
        Err(fault) => refuse(fault),
    }
}

/// What is in a file, by how it begins; names and endings say little.
fn kind_of(bytes: &[u8]) -> Result<Kind, FileFault> {
    const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match text {
        [] => Err(FileFault::Empty),
        [b'<', ..] => Err(FileFault::WebPage),
        _ if bytes.starts_with(b"%PDF") => Err(FileFault::Pdf),
        _ if bytes.starts_with(COMPOUND_FILE) => Err(FileFault::OldExcel),
        _ if bytes.starts_with(b"PK") => workbook::other_kind(bytes).map_or(Ok(Kind::Workbook), Err),
        _ => Ok(Kind::List),
    }
}
