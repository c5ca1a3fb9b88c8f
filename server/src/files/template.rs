//! The workbook to fill statuses of criteria into.

use super::spreadsheet::{HEADS, heads};
use app::domain::oversight::criterion::{Assessment, By, Status};
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::UnitRef;
use app::i18n::labels::label;
use app::i18n::{Lang, word};
use app::ui::assets::BRAND;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Note, Workbook, XlsxError};

/// The template: each criterion of each unit a row, with what holds now.
pub fn template(ruleset: &Ruleset, units: &[(UnitRef, Vec<Assessment>)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_align(FormatAlign::Center).set_text_wrap();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    // A spreadsheet keeps what is typed as it is typed: else 71% becomes 0.71.
    let typed = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    sheet.set_name(word(Lang::Vi, "sheet-name", &[]))?;
    let widths = [11, 26, 20, 8, 8, 40, 16, 20, 13, 24, 15];
    for (column, (name, ((_, own), width))) in (0..).zip(heads().iter().zip(HEADS.into_iter().zip(widths))) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, f64::from(width))?;
        if matches!(own, Some("value" | "document")) {
            sheet.set_column_format(column, &typed)?;
        }
    }
    let mut row = 1;
    for (unit, known) in units {
        for criterion in &ruleset.criteria {
            let whole = std::iter::once((0, criterion.name.as_str()));
            let parts = criterion.indicators.iter().map(|indicator| (indicator.no, indicator.name.as_str()));
            for (indicator, name) in whole.chain(parts) {
                sheet.write_string(row, 0, &unit.code)?.write_string(row, 1, &unit.name)?;
                sheet.write_string(row, 2, &ruleset.id)?.write_number(row, 3, criterion.no)?;
                if indicator > 0 {
                    sheet.write_number(row, 4, indicator)?;
                }
                sheet.write_string(row, 5, name)?;
                let item = (criterion.no, indicator);
                if let Some(one) = known.iter().find(|one| (one.criterion, one.indicator) == item) {
                    sheet
                        .write_string(row, 6, label(Lang::Vi, one.status))?
                        .write_string_with_format(row, 7, &one.value, &typed)?;
                    sheet.write_datetime_with_format(row, 8, one.as_of, &date)?;
                    sheet.write_string_with_format(row, 9, &one.document, &typed)?.write_string(
                        row,
                        10,
                        label(Lang::Vi, one.by),
                    )?;
                }
                row += 1;
            }
        }
    }
    let last = row.max(2) - 1;
    let words = Status::ALL.map(|status| label(Lang::Vi, status));
    sheet.add_data_validation(1, 6, last, 6, &DataValidation::new().allow_list_strings(&words)?)?;
    let words = By::ALL.map(|by| label(Lang::Vi, by));
    let told = word(Lang::Vi, "sheet-source-note", &[]);
    let sides = DataValidation::new().allow_list_strings(&words)?.set_input_message(&told)?;
    sheet.add_data_validation(1, 10, last, 10, &sides)?;
    sheet.insert_note(0, 10, &Note::new(told).set_author(BRAND))?;
    sheet.set_freeze_panes(1, 2)?;
    book.save_to_buffer()
}
