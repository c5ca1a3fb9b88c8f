//! What a person sees in a cell of a workbook.

use super::cell::Cell;
use app::domain::text::clean_line;
use app::messages;
use calamine::{Data, DataType as _};
use chrono::Datelike as _;
use ssfmt::{DateSystem, FormatOptions};

messages! {
    /// What a cell holds that is not read.
    pub(super) enum ShownFault {
        /// It shows an error.
        Error { cell: String, error: String } = "sheet-cell-error",
        /// It is a formula.
        Formula { cell: String } = "sheet-formula",
    }
}

/// The longest format that a workbook may have.
const LONGEST_FORMAT: usize = 255;
/// How many digits of a number are shown that nobody formatted.
const DIGITS: usize = 10;
/// The day that spreadsheets write as the office's machine does.
const DAY: &str = "dd/mm/yyyy";

/// Shows cells as a machine in Vietnam does: a comma before fractions, a dot between thousands, the day before the month.
pub(super) struct Shown {
    options: FormatOptions,
}

impl Shown {
    pub(super) fn new(is_1904: bool) -> Self {
        let mut options = FormatOptions::default();
        (options.locale.decimal_separator, options.locale.thousands_separator) = (',', '.');
        options.date_system = if is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
        Self { options }
    }

    /// The cell called `name`, formatted by a code or by the number of a format.
    pub(super) fn cell(&self, name: &str, value: &Data, format: Option<(&str, Option<u32>)>) -> Cell {
        match value {
            Data::Empty => Cell::Text(String::new()),
            Data::String(text) | Data::DurationIso(text) => Cell::text(text),
            Data::Bool(is_true) => Cell::Text(if *is_true { "TRUE" } else { "FALSE" }.to_owned()),
            Data::Int(_) | Data::Float(_) => Cell::text(&self.number(value.as_f64().unwrap_or_default(), format)),
            Data::DateTime(moment) if moment.is_datetime() => match value.as_date() {
                Some(day) => Cell::Day(day, clean_line(&self.number(moment.as_f64(), format))),
                None => Cell::text(&self.number(moment.as_f64(), None)),
            },
            Data::DateTime(span) => Cell::text(&self.number(span.as_f64(), format)),
            Data::DateTimeIso(text) => match value.as_date() {
                Some(day) => Cell::Day(day, format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())),
                None => Cell::text(text),
            },
            Data::Error(error) => {
                Cell::Faulty(ShownFault::Error { cell: name.to_owned(), error: error.to_string() }.into())
            }
        }
    }

    fn number(&self, number: f64, format: Option<(&str, Option<u32>)>) -> String {
        let code = match format {
            Some((_, Some(14))) => DAY,
            Some((code, _)) if code.len() <= LONGEST_FORMAT => code,
            _ => "",
        };
        if code.is_empty() || code == "@" || code.eq_ignore_ascii_case("general") {
            return plain(number);
        }
        ssfmt::format(number, code, &self.options).unwrap_or_else(|_| plain(number))
    }
}

/// A number that nobody formatted: digits alone, without what floating point adds behind the tenth.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let rounded = format!("{number:.0$e}", DIGITS - 1).parse::<f64>().unwrap_or(number);
    rounded.to_string().replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: f64, code: &str) -> String {
        Shown::new(false).cell("A1", &Data::Float(number), Some((code, None))).shown().to_owned()
    }

    #[test]
    fn numbers_are_shown_by_their_format_as_in_vietnam() {
        for (number, code, seen) in [
            (0.71, "0%", "71%"),
            (78.919_999_999_999_99, "0.0", "78,9"),
            (78.919_999_999_999_99, "General", "78,92"),
            (0.1 + 0.2, "@", "0,3"),
            (48_000_000.0, "#,##0", "48.000.000"),
            (1.0, "00", "01"),
            (24_937.0, "General", "24937"),
            (1_278.5, "@", "1278,5"),
            (12.0, "0\" hộ\"", "12 hộ"),
            (46_357.0, "mm/yyyy", "12/2026"),
            (0.5, "không phải định dạng \"", "0,5"),
        ] {
            assert_eq!(shown(number, code), seen, "{number} {code}");
        }
    }

    #[test]
    fn what_cannot_be_shown_is_named_by_its_cell() {
        let cell = Shown::new(false).cell("C5", &Data::Error(calamine::CellErrorType::Div0), None);
        let fault = ShownFault::Error { cell: "C5".into(), error: "#DIV/0!".into() };
        assert_eq!(cell, Cell::Faulty(fault.into()));
    }
}
