//! What stands in a file that is a table, cell by cell, and what is no table.

use app::domain::text::clean_line;
use app::message::Message;
use app::messages;
use chrono::NaiveDate;

messages! {
    /// Why a file is not read as a table.
    pub(super) enum FileFault {
        /// There is no file.
        Empty = "sheet-choose-file",
        /// A workbook of Excel before 2007, or one with a password: both come as the same kind of file.
        OldExcel = "sheet-old-excel",
        /// A workbook of LibreOffice.
        OpenDocument = "sheet-open-document",
        /// A binary workbook.
        BinaryExcel = "sheet-binary-excel",
        /// A text document.
        Word = "sheet-word",
        /// A web page, as some programs write for `.xls`.
        WebPage = "sheet-web-page",
        /// A PDF.
        Pdf = "sheet-pdf",
        /// A list, where only a workbook can hold what is asked for.
        NotAWorkbook = "sheet-not-a-workbook",
        /// There is nothing but the first row.
        NoRows = "list-no-lines",
        /// It has too many rows.
        TooManyRows { rows: usize, most: usize } = "sheet-too-many-rows",
    }
}

/// The most rows that are read of a file.
pub(super) const MOST_ROWS: usize = 100_000;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text, as it is kept; empty where nothing stands.
    Text(String),
    /// A day, and how it is shown.
    Day(NaiveDate, String),
    /// Something that is not read.
    Faulty(Message),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(clean_line(text))
    }

    /// What a person sees in it.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Day(_, text) => text,
            Self::Faulty(_) => "",
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// A row with the number people find it by, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) number: u64,
    pub(super) cells: Vec<Cell>,
}
