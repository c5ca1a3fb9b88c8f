//! Spreadsheets: statuses of criteria in, by XLSX or CSV, and the template to fill in.
//!
//! A workbook is read only if it is what people fill in: plain cells, no formulas, no merged cells, and no more in it than
//! a province needs. Every fault names its row.

use crate::data::rulesets::Rulesets;
use crate::files::csv::{self, STATUS_COLUMNS};
use ::csv::StringRecord;
use app::domain::oversight::criterion::{Assessment, By, Status};
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::UnitRef;
use app::i18n::{Lang, word};
use app::message::Message;
use app::messages;
use app::ports::common::Answer;
use app::ports::common::Line;
use app::ports::common::{PortError, refuse};
use app::ports::criteria::CriterionRow;
use app::ui::labels::label;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chrono::NaiveDate;
use quick_xml::events::Event;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};

/// The most rows that are read.
const MOST_ROWS: usize = 100_000;
/// The most columns: the template's and a few of one's own.
const MOST_COLUMNS: usize = 50;
/// The most bytes a workbook may have when it is unpacked.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;
/// The columns of the template: the key of what each is called, and which of [`STATUS_COLUMNS`] it is; names are there to be
/// read.
const HEADS: [(&str, Option<&str>); 11] = [
    ("sheet-unit-code", Some("unit_code")),
    ("sheet-unit-name", None),
    ("sheet-ruleset", Some("ruleset")),
    ("sheet-criterion", Some("criterion")),
    ("sheet-indicator", Some("indicator")),
    ("sheet-criterion-name", None),
    ("sheet-status", Some("status")),
    ("sheet-value", Some("value")),
    ("sheet-day", Some("as_of")),
    ("sheet-document", Some("document")),
    ("sheet-source", Some("source")),
];

/// What the columns of the template are called.
fn heads() -> [String; 11] {
    HEADS.map(|(key, _)| word(Lang::Vi, key, &[]))
}

messages! {
    /// What is wrong with a workbook.
    enum SheetFault {
        /// There is no file.
        Empty = "sheet-choose-file",
        /// It is no workbook.
        Unreadable { error: String } = "sheet-unreadable",
        /// It is no list.
        ListUnreadable { error: String } = "sheet-list-unreadable",
        /// It has no sheet.
        NoSheet = "sheet-none",
        /// A cell is merged with another.
        Merged { cell: String } = "sheet-merged",
        /// Its first row is not the template's.
        Header { wanted: String } = "sheet-header",
        /// A row is wrong.
        Row { row: String, fault: Message } = "sheet-row",
        /// A cell shows an error.
        CellError { error: String } = "sheet-cell-error",
        /// A cell holds a day that cannot be read.
        CellDay = "sheet-cell-day",
        /// It is far larger unpacked.
        TooBig = "sheet-too-big",
        /// It has too many rows.
        TooManyRows { rows: usize, most: usize } = "sheet-too-many-rows",
        /// A cell lies far from the table.
        FarCell { cell: String } = "sheet-far-cell",
        /// A cell is a formula.
        Formula { cell: String } = "sheet-formula",
    }
}

fn unreadable(error: impl std::fmt::Display) -> PortError {
    PortError::Refused(SheetFault::Unreadable { error: error.to_string() }.into())
}

/// Reads statuses from a workbook or a comma-separated list, by what is in the file.
pub fn statuses(bytes: &[u8], rulesets: &Rulesets, today: NaiveDate) -> Answer<Vec<Line<CriterionRow>>> {
    if bytes.is_empty() {
        return refuse(SheetFault::Empty);
    }
    if !bytes.starts_with(b"PK") {
        let text = csv::text_of(bytes)?;
        let head = text.lines().next().unwrap_or_default();
        if head.trim_start_matches('"').starts_with(&heads()[0]) {
            return saved_as_list(&text, rulesets, today);
        }
        return csv::criteria(bytes, rulesets, today);
    }
    expect_small(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let Some(sheet) = book.sheet_names().first().cloned() else { return refuse(SheetFault::NoSheet) };
    if let Some(place) = book.merge_cells_by_sheet_name(&sheet).map_err(unreadable)?.first() {
        let cell = cell_name(place.start.0 as usize, place.start.1 as usize);
        return refuse(SheetFault::Merged { cell });
    }
    let mut rows = cells(&mut book, &sheet)?.into_iter();
    let heads = rows.next().map(|(_, row)| row).unwrap_or_default();
    let last = heads.keys().next_back().map_or(0, |last| last + 1);
    expect_heads((0..last).map(|at| heads.get(&at).and_then(|cell| text_of(cell).ok()).unwrap_or_default()))?;
    let records = rows.filter_map(|(row, cells)| {
        record(row as u64 + 1, |at| cells.get(&at).map_or_else(|| Ok(String::new()), text_of)).transpose()
    });
    take(records, rulesets, today)
}

/// Reads the template as spreadsheet programs save it for a list: with commas, semicolons or tabs, as the office's settings
/// have it.
fn saved_as_list(text: &str, rulesets: &Rulesets, today: NaiveDate) -> Answer<Vec<Line<CriterionRow>>> {
    let head = text.lines().next().unwrap_or_default();
    let times = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|sign| times(*sign)).unwrap_or(b',');
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let unreadable =
        |error: ::csv::Error| PortError::Refused(SheetFault::ListUnreadable { error: error.to_string() }.into());
    expect_heads(reader.headers().map_err(unreadable)?.iter().map(|head| head.trim().to_owned()))?;
    let records = reader.records().filter_map(|row| {
        let row = match row.map_err(unreadable) {
            Ok(row) => row,
            Err(error) => return Some(Err(error)),
        };
        let number = row.position().map_or(0, ::csv::Position::line);
        record(number, |at| Ok(row.get(at).unwrap_or_default().trim().to_owned())).transpose()
    });
    take(records, rulesets, today)
}

/// Refuses other columns than the template's; further ones may follow.
fn expect_heads(given: impl Iterator<Item = String>) -> Answer<()> {
    let wanted = heads();
    if given.take(wanted.len()).eq(wanted.iter().cloned()) {
        return Ok(());
    }
    refuse(SheetFault::Header { wanted: wanted.join(", ") })
}

/// Reads the records, calling the columns as the template does.
fn take(
    records: impl Iterator<Item = Answer<(u64, StringRecord)>>,
    rulesets: &Rulesets,
    today: NaiveDate,
) -> Answer<Vec<Line<CriterionRow>>> {
    let names = heads();
    let place = |column: &str| HEADS.iter().position(|(_, own)| *own == Some(column));
    let heads = STATUS_COLUMNS.map(|column| place(column).map_or(column, |at| names[at].as_str()));
    csv::take(records, &STATUS_COLUMNS, &heads, heads.len(), |fields| csv::status(fields, rulesets, today))
}

/// A row as a record, in the order of [`STATUS_COLUMNS`]; none where nobody filled it in.
fn record(number: u64, text: impl Fn(usize) -> Result<String, Message>) -> Answer<Option<(u64, StringRecord)>> {
    let cell = |column: &str| {
        let at = HEADS.iter().position(|(_, own)| *own == Some(column)).unwrap_or_default();
        text(at)
    };
    let mut record = StringRecord::new();
    for column in STATUS_COLUMNS {
        let row = || number.to_string();
        let text = cell(column).map_err(|fault| PortError::Refused(SheetFault::Row { row: row(), fault }.into()))?;
        record.push_field(&text);
    }
    let says_nothing = cell("status").unwrap_or_default().is_empty() && cell("as_of").unwrap_or_default().is_empty();
    Ok((!says_nothing).then_some((number, record)))
}

/// What stands in a cell; numbers without a fraction as people write them, days as `2024-07-01`.
fn text_of(cell: &Data) -> Result<String, Message> {
    Ok(match cell {
        Data::Empty => String::new(),
        Data::Error(error) => return Err(SheetFault::CellError { error: error.to_string() }.into()),
        Data::DateTime(_) | Data::DateTimeIso(_) => match cell.as_date() {
            Some(day) => day.to_string(),
            None => return Err(SheetFault::CellDay.into()),
        },
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        // As it is written here.
        Data::Float(number) => number.to_string().replace('.', ","),
        other => other.to_string().trim().to_owned(),
    })
}

/// `C5` for the third column of the fifth row.
fn cell_name(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Refuses a workbook that is far larger unpacked than it looks, or that says it holds far more than it does: whoever reads
/// it makes room for what it says.
fn expect_small(bytes: &[u8]) -> Answer<()> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(unreadable)?;
        let mut entry = entry.take(left + 1);
        let boasts = says_too_much(BufReader::new(&mut entry));
        // The rest, where it is no XML.
        io::copy(&mut entry, &mut io::sink()).map_err(unreadable)?;
        if boasts || entry.limit() == 0 {
            return refuse(SheetFault::TooBig);
        }
        left = entry.limit() - 1;
    }
    Ok(())
}

/// Whether a part of a workbook counts its texts or numbers its shared formulas beyond all that is read.
fn says_too_much(part: impl BufRead) -> bool {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let start = match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => start,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => continue,
        };
        let (name, most) = match start.local_name().as_ref() {
            "sst" => ("uniqueCount", MOST_ROWS * MOST_COLUMNS),
            "f" => ("si", MOST_ROWS),
            _ => continue,
        };
        for said in start.attributes().with_checks(false).flatten() {
            let number = said.value.trim().parse::<u128>();
            if said.key.as_ref() == name && number.is_ok_and(|number| number > most as u128) {
                return true;
            }
        }
    }
}

/// The filled cells of a sheet by row and column, from 0. A formula is refused, and so is a cell far right or far down:
/// whoever lays a sheet out whole takes memory for all that lies between.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Answer<BTreeMap<usize, BTreeMap<usize, Data>>> {
    let mut rows: BTreeMap<usize, BTreeMap<usize, Data>> = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(unreadable)? {
        let (row, column) = (cell.pos.0 as usize, cell.pos.1 as usize);
        if row > MOST_ROWS {
            return refuse(SheetFault::TooManyRows { rows: row + 1, most: MOST_ROWS });
        }
        let name = || cell_name(row, column);
        if column >= MOST_COLUMNS {
            return refuse(SheetFault::FarCell { cell: name() });
        }
        if cell.formula.is_some_and(|formula| !formula.is_empty()) {
            return refuse(SheetFault::Formula { cell: name() });
        }
        let value = Data::from(cell.value);
        if value != Data::Empty {
            rows.entry(row).or_default().insert(column, value);
        }
    }
    Ok(rows)
}

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
    sheet.add_data_validation(1, 10, last, 10, &DataValidation::new().allow_list_strings(&words)?)?;
    sheet.set_freeze_panes(1, 2)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::survey::ruleset::Indicator;
    use app::domain::units::unit::Level;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn sets() -> Rulesets {
        crate::data::rulesets::load(None).expect("sound")
    }

    fn told(bytes: &[u8]) -> String {
        app::i18n::say_error(&statuses(bytes, &sets(), day("2026-01-01")).expect_err("refused"))
    }

    /// A workbook with the template's heads and whatever else is written into it.
    fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(heads()) {
            sheet.write_string(0, column, name).expect("written");
        }
        for (column, text) in (0..).zip(["24934", "Xã", "xa-ntm-2021-2025", "2", "", "Giao thông", "Đạt"]) {
            sheet.write_string(1, column, text).expect("written");
        }
        write(sheet);
        book.save_to_buffer().expect("a workbook")
    }

    #[test]
    fn the_template_reads_back_and_what_nobody_filled_in_is_left_out() {
        let unit =
            UnitRef { code: "24934".into(), name: "Xã Lạc Xuân".into(), kind: "xã".into(), level: Level::Commune };
        let known = Assessment {
            criterion: 2,
            indicator: 0,
            by: By::Appraisal,
            status: Status::NotMet,
            value: "71%".into(),
            as_of: day("2024-06-30"),
            document: "BC 12/BC-UBND".into(),
        };
        // A set that lists indicators has a row for each.
        let mut sets = sets();
        let set = sets.get_mut("xa-ntm-2021-2025").expect("shipped");
        set.criteria[0].indicators =
            (1..=2).map(|no| Indicator { no, name: format!("Chỉ tiêu {no}"), asks: String::new() }).collect();
        let second = Assessment { criterion: 1, indicator: 2, ..known.clone() };
        let bytes = template(set, &[(unit, vec![second, known.clone()])]).expect("a workbook");
        let lines = statuses(&bytes, &sets, day("2026-01-01")).expect("read");
        let read: Vec<_> = lines.iter().map(|line| (line.number, line.value.item())).collect();
        assert_eq!(read, [(4, (1, 2)), (5, (2, 0))]);
        let lines = &lines[1..];
        let row = &lines[0].value;
        assert_eq!(
            (row.unit_code.as_str(), row.criterion, row.by, row.status),
            ("24934", 2, By::Appraisal, Status::NotMet)
        );
        assert_eq!((row.value.as_str(), row.as_of, row.document.as_str()), ("71%", known.as_of, "BC 12/BC-UBND"));
    }

    #[test]
    fn days_may_be_cells_or_text_and_strange_ones_are_named_by_row() {
        let read = |text: &str| {
            let bytes = book(|sheet| {
                sheet.write_string(1, 8, text).expect("written");
            });
            statuses(&bytes, &sets(), day("2026-01-01"))
        };
        assert_eq!(read("30/6/2024").expect("read")[0].value.as_of, day("2024-06-30"));
        let told = app::i18n::say_error(&read("cuối tháng 6").expect_err("refused"));
        assert!(told.contains("dòng 2: Ngày phải là ngày"), "{told}");
        assert!(app::i18n::say_error(&read("1/1/2027").expect_err("refused")).contains("tương lai"));
    }

    #[test]
    fn the_template_may_come_back_as_a_list_with_commas_or_semicolons() {
        for delimiter in [",", ";", "\t"] {
            let heads = heads().join(delimiter);
            let filled = [
                "24934",
                "Xã",
                "xa-ntm-2021-2025",
                "2",
                "",
                "Giao thông",
                "Đạt",
                "71%",
                "30/6/2024",
                "BC 1",
                "Thẩm định",
            ];
            let bare = ["24934", "Xã", "xa-ntm-2021-2025", "3", "", "Thủy lợi", "", "", "", "", ""];
            let text = format!("\u{feff}{heads}\r\n{}\r\n{}\r\n", filled.join(delimiter), bare.join(delimiter));
            let lines = statuses(text.as_bytes(), &sets(), day("2026-01-01")).expect("read");
            assert_eq!((lines.len(), lines[0].number, lines[0].value.by), (1, 2, By::Appraisal));
            let wrong = text.replace("30/6/2024", "tháng 6");
            assert!(told(wrong.as_bytes()).contains("dòng 2: Ngày phải là ngày"), "{}", told(wrong.as_bytes()));
        }
    }

    #[test]
    fn formulas_and_merged_cells_are_refused_by_cell() {
        let formula = book(|sheet| {
            sheet.write_formula(1, 6, "=IF(1=1,\"Đạt\",\"\")").expect("written");
        });
        assert!(told(&formula).contains("Ô G2 là công thức"), "{}", told(&formula));
        let merged = book(|sheet| {
            sheet.merge_range(1, 9, 2, 9, "BC 1", &Format::new()).expect("merged");
        });
        assert!(told(&merged).contains("Ô J2 bị gộp"), "{}", told(&merged));
    }

    #[test]
    fn other_heads_other_files_and_too_many_rows_are_refused() {
        let mut other = Workbook::new();
        other.add_worksheet().write_string(0, 0, "STT").expect("written");
        assert!(told(&other.save_to_buffer().expect("a workbook")).contains("Dòng 1 phải là: Mã đơn vị"));
        assert!(told(b"PK\x03\x04 nonsense").contains("Không đọc được"));
        assert!(told(b"").contains("Hãy chọn tệp"));
        let long = book(|sheet| {
            sheet.write_string(100_002, 0, "x").expect("written");
        });
        assert!(told(&long).contains("nhiều nhất 100.000"));
    }

    #[test]
    fn a_small_file_with_a_cell_at_the_far_end_takes_no_memory() {
        let far = book(|sheet| {
            sheet.write_string(100, 16_383, "x").expect("written");
        });
        assert!(told(&far).contains("Ô XFD101 ở xa bảng"), "{}", told(&far));
        let formula = book(|sheet| {
            sheet.write_formula(1_048_575, 16_383, "=1").expect("written");
        });
        assert!(told(&formula).contains("nhiều nhất 100.000"), "{}", told(&formula));
    }

    #[test]
    fn a_workbook_that_unpacks_without_end_is_refused() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file("xl/worksheets/sheet1.xml", options).expect("begun");
        io::copy(&mut io::repeat(b' ').take(MOST_UNPACKED + 1), &mut writer).expect("packed");
        let bytes = writer.finish().expect("a file").into_inner();
        assert!(bytes.len() < 1_000_000, "small as it comes");
        assert!(told(&bytes).contains("quá lớn"));
    }

    /// A workbook with one part written by hand.
    fn forged(path: &str, change: impl Fn(String) -> String) -> Vec<u8> {
        let sound = book(|sheet| {
            sheet.write_formula(2, 6, "=1").expect("written");
        });
        let mut archive = zip::ZipArchive::new(Cursor::new(sound)).expect("packed");
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("a part");
            let name = entry.name().expect("a name").into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            writer.start_file(&name, zip::write::SimpleFileOptions::default()).expect("begun");
            let text = if name == path {
                let forged = change(text.clone());
                assert_ne!(forged, text, "something was changed");
                forged
            } else {
                text
            };
            io::copy(&mut text.as_bytes(), &mut writer).expect("packed");
        }
        writer.finish().expect("a file").into_inner()
    }

    #[test]
    fn a_workbook_that_says_it_holds_more_than_it_does_makes_nobody_take_memory() {
        let texts = |text: String| {
            let at = text.find("uniqueCount=").expect("counted");
            let end = at + text[at..].find(['>', ' ']).expect("an end");
            text.replace(&text[at..end], "uniqueCount = '1000000000000'")
        };
        assert!(told(&forged("xl/sharedStrings.xml", texts)).contains("quá lớn"));
        let shared = |text: String| text.replace("<f>", "<f t=\"shared\" ref=\"G3:G4\" si=\"100000000\">");
        assert!(told(&forged("xl/worksheets/sheet1.xml", shared)).contains("quá lớn"));
        let few = |text: String| text.replace("<f>", "<f t=\"shared\" ref=\"G3:G4\" si=\"0\">");
        assert!(told(&forged("xl/worksheets/sheet1.xml", few)).contains("Ô G3 là công thức"));
    }

    #[test]
    fn cells_are_named_as_people_name_them() {
        assert_eq!([cell_name(0, 0), cell_name(4, 2), cell_name(9, 27)], ["A1", "C5", "AB10"]);
    }
}
