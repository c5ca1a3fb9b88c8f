//! Lists as files: a workbook, or text that spreadsheets read.

use super::figures::sheet_of;
use app::list_file::List;
use app::open_data::guarded;
use rust_xlsxwriter::{Workbook, XlsxError};

/// The workbook of a list; a mark stands above it where there is one.
pub fn list_workbook(list: &List, mark: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    sheet_of(&mut book, 1, [&list.title, &list.note], &list.table, mark)?;
    book.save_to_buffer()
}

/// The list as CSV in UTF-8, with the mark by which spreadsheets know it. Numbers have a point before decimals.
pub fn list_csv(list: &List) -> Result<Vec<u8>, ::csv::Error> {
    let mut file = "\u{feff}".as_bytes().to_vec();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut file);
    for line in list.table.head.iter().chain(&list.table.rows) {
        let cells = line.iter().map(|cell| cell.number.clone().unwrap_or_else(|| guarded(&cell.text.words())));
        writer.write_record(cells)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(file)
}
