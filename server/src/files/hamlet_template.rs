//! The workbook to fill a commune's hamlets into.

use app::ports::hamlets::HamletRow;
use app::t;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

/// The template: a row for each hamlet there is, with its code, its name and its households.
pub fn hamlet_template(hamlets: &[HamletRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_align(FormatAlign::Center);
    // A spreadsheet keeps the noughts of a code where it is text.
    let typed = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    sheet.set_name(t!("hamlets-sheet"))?;
    let heads = [(t!("hamlets-code"), 8.0), (t!("hamlets-name"), 40.0), (t!("hamlets-households"), 12.0)];
    for (column, (name, width)) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_format(0, &typed)?;
    for (row, hamlet) in (1..).zip(hamlets) {
        sheet.write_string_with_format(row, 0, &hamlet.code, &typed)?.write_string(row, 1, &hamlet.name)?;
        sheet.write_number(row, 2, u32::try_from(hamlet.households).unwrap_or(u32::MAX))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
