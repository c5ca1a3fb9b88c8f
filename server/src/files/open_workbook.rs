//! Open data as a workbook: the lines, and beside them what each field means.

use app::i18n::Lang;
use app::open_data::{FIELDS, LICENCE, Value};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The workbook of lines.
pub fn open_workbook(lines: impl Iterator<Item = Vec<Value>>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet_with_low_memory()?;
    sheet.set_name("results")?;
    for (at, field) in (0..).zip(FIELDS) {
        sheet.write_string_with_format(0, at, field.name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, line) in (1..).zip(lines) {
        for (at, value) in (0..).zip(line) {
            write(sheet, row, at, value, &day)?;
        }
    }
    let meanings = book.add_worksheet();
    meanings.set_name("fields")?;
    meanings.set_column_width(0, 24)?;
    meanings.set_column_width(1, 100)?;
    for (row, field) in (0..).zip(FIELDS) {
        meanings.write_string_with_format(row, 0, field.name, &bold)?;
        meanings.write_string(row, 1, field.meaning(Lang::Vi))?;
    }
    let row = u32::try_from(FIELDS.len()).unwrap_or_default();
    meanings.write_string(row + 1, 0, LICENCE)?;
    book.save_to_buffer()
}

/// Numbers as numbers, words as words whatever they begin with.
fn write(sheet: &mut Worksheet, row: u32, at: u16, value: Value, day: &Format) -> Result<(), XlsxError> {
    match value {
        Value::None => {}
        Value::Text(text) => drop(sheet.write_string(row, at, text)?),
        #[expect(clippy::cast_precision_loss, reason = "a workbook has no other numbers; counts are far below 2^53")]
        Value::Number(number) => drop(sheet.write_number(row, at, number as f64)?),
        Value::Decimal(written) => match written.parse::<f64>() {
            Ok(number) => drop(sheet.write_number(row, at, number)?),
            Err(_) => drop(sheet.write_string(row, at, written)?),
        },
        Value::Day(on) => drop(sheet.write_datetime_with_format(row, at, on, day)?),
    }
    Ok(())
}
