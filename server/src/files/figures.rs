//! The tables of a document as a workbook: a sheet each, numbers as numbers, words as words whatever they begin with.

use app::documents::{Block, Cell, Document, Table};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;
/// How wide all columns of a table are together, in characters.
const WIDTH: f64 = 110.0;

/// The workbook; a mark stands above each table where there is one.
pub fn figures(document: &Document, mark: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let tables = document.body.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    for (no, table) in (1_u32..).zip(tables) {
        sheet_of(&mut book, no, [&document.about, &document.made_of], table, mark)?;
    }
    book.save_to_buffer()
}

/// Adds a sheet with a table, below what it is about and what it was made of.
pub(super) fn sheet_of(
    book: &mut Workbook,
    no: u32,
    above: [&str; 2],
    table: &Table,
    mark: Option<&str>,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let name = format!("{no}. {}", table.name.replace(['[', ']', ':', '*', '?', '/', '\\'], " "));
    sheet.set_name(name.chars().take(LONGEST_NAME).collect::<String>())?;
    write(sheet, above, table, mark)
}

fn write(
    sheet: &mut Worksheet,
    [about, made_of]: [&str; 2],
    table: &Table,
    mark: Option<&str>,
) -> Result<(), XlsxError> {
    let title = Format::new().set_bold();
    let parts: f64 = table.columns.iter().map(|column| f64::from(column.width)).sum();
    for (at, column) in (0..).zip(&table.columns) {
        sheet.set_column_width(at, f64::from(column.width) / parts.max(1.0) * WIDTH)?;
    }
    sheet.write_string_with_format(0, 0, about, &title)?;
    sheet.write_string(1, 0, made_of)?;
    if let Some(mark) = mark {
        sheet.write_string_with_format(2, 0, mark, &title)?;
    }
    let bordered = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let head = bordered.clone().set_bold().set_align(FormatAlign::Center);
    // Which lines further a cell of the head stands on each column.
    let mut below = vec![0; table.columns.len()];
    let mut row = 3;
    for line in &table.head {
        let mut at = 0_u16;
        for cell in line {
            while below.get(usize::from(at)).is_some_and(|left| *left > 0) {
                below[usize::from(at)] -= 1;
                at += 1;
            }
            at += place(sheet, row, at, cell, &head)?;
            below[usize::from(at) - 1] = cell.rows - 1;
        }
        row += 1;
    }
    sheet.set_freeze_panes(row, 0)?;
    for line in &table.rows {
        let mut at = 0;
        for cell in line {
            at += place(sheet, row, at, cell, &bordered)?;
        }
        row += 1;
    }
    Ok(())
}

/// Writes a cell; answers over how many columns it stands.
fn place(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, format: &Format) -> Result<u16, XlsxError> {
    let columns = u16::try_from(cell.columns).unwrap_or(1);
    let rows = u32::try_from(cell.rows).unwrap_or(1);
    let words = cell.text.words();
    if columns > 1 || rows > 1 {
        sheet.merge_range(row, at, row + rows - 1, at + columns - 1, &words, format)?;
        return Ok(columns);
    }
    match cell.number.as_deref().and_then(|number| Some((number, number.parse::<f64>().ok()?))) {
        Some((text, number)) => {
            let shown = if text.contains('.') { "#,##0.00" } else { "#,##0" };
            sheet.write_number_with_format(row, at, number, &format.clone().set_num_format(shown))?;
        }
        None => {
            sheet.write_string_with_format(row, at, &words, format)?;
        }
    }
    Ok(columns)
}
