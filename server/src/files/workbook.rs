//! Workbooks: the one sheet that people see and filled in.
//!
//! A workbook is read only if it is what people fill in: plain cells, no formulas, no merged cells, and no more in it than
//! a province needs.

use super::cell::{Cell, FileFault, MOST_ROWS, Row};
use super::shown::{Shown, ShownFault};
use app::messages;
use app::ports::common::{Answer, PortError, refuse};
use calamine::{Data, DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};

/// The most columns: the template's and a few of one's own.
const MOST_COLUMNS: usize = 50;
/// The most bytes a workbook may have when it is unpacked.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most bytes of one text of it: a cell of Excel's holds 32,767 letters.
const LONGEST_TEXT: usize = 4 * 32_767;
/// The most cells in which something stands.
const MOST_CELLS: usize = 1_000_000;
/// The most bytes of text in its cells, each as often as it stands there.
const MOST_TEXT: usize = 64 * 1024 * 1024;

messages! {
    /// What is wrong with a workbook.
    pub(super) enum WorkbookFault {
        /// It is no workbook.
        Unreadable { error: String } = "sheet-unreadable",
        /// It has no sheet that people see.
        NoSheet = "sheet-none",
        /// Several sheets are filled in; their names.
        Several { sheets: String } = "sheet-several",
        /// A cell is merged with another.
        Merged { cell: String } = "sheet-merged",
        /// It is far larger unpacked.
        TooBig = "sheet-too-big",
        /// A cell lies far from the table.
        FarCell { cell: String } = "sheet-far-cell",
    }
}

fn unreadable(error: impl std::fmt::Display) -> PortError {
    PortError::Refused(WorkbookFault::Unreadable { error: error.to_string() }.into())
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The rows of the sheet that is filled in, with their numbers. Hidden sheets are not read; where several that people see
/// are filled in, nobody can tell which is meant.
pub(super) fn rows(bytes: &[u8]) -> Answer<Vec<Row>> {
    expect_small(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let sheets = book.sheets_metadata().iter();
    let seen = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = seen.map(|sheet| sheet.name.clone()).collect();
    let Some(first) = names.first().cloned() else { return refuse(WorkbookFault::NoSheet) };
    let mut filled = Vec::new();
    let mut left = Left::default();
    for name in names {
        if is_filled(&mut book, &name, &mut left)? {
            filled.push(name);
        }
    }
    if filled.len() > 1 {
        let sheets: Vec<String> = filled.iter().map(|name| format!("“{name}”")).collect();
        return refuse(WorkbookFault::Several { sheets: sheets.join(", ") });
    }
    let sheet = filled.pop().unwrap_or(first);
    rows_of(&mut book, &sheet, &mut left)
}

/// The rows of the sheets with these names, whatever their capitals; none of a sheet that is not there.
pub(super) fn named_rows<const MOST: usize>(bytes: &[u8], names: [&str; MOST]) -> Answer<[Option<Vec<Row>>; MOST]> {
    expect_small(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = Left::default();
    let mut found = [const { None }; MOST];
    for (name, rows) in names.iter().zip(&mut found) {
        let is_meant = |own: &&String| own.trim().eq_ignore_ascii_case(name);
        if let Some(sheet) = book.sheet_names().iter().find(is_meant).cloned() {
            *rows = Some(rows_of(&mut book, &sheet, &mut left)?);
        }
    }
    Ok(found)
}

/// The rows of a sheet in which something stands, with their numbers.
fn rows_of(book: &mut Book<'_>, sheet: &str, left: &mut Left) -> Answer<Vec<Row>> {
    if let Some(place) = book.merge_cells_by_sheet_name(sheet).map_err(unreadable)?.first() {
        let cell = cell_name(place.start.0 as usize, place.start.1 as usize);
        return refuse(WorkbookFault::Merged { cell });
    }
    let row = |(row, cells): (usize, BTreeMap<usize, Cell>)| {
        let last = cells.keys().next_back().map_or(0, |last| last + 1);
        let cell = |column| cells.get(&column).cloned().unwrap_or(Cell::Text(String::new()));
        Row { number: row as u64 + 1, cells: (0..last).map(cell).collect() }
    };
    Ok(cells(book, sheet, left)?.into_iter().map(row).collect())
}

/// How much may still be read of a workbook. A text stands in the file once and in cells as often as somebody likes.
struct Left {
    cells: usize,
    text: usize,
}

impl Default for Left {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

impl Left {
    fn take_text(&mut self, value: &DataRef<'_>) -> Answer<()> {
        let length = match value {
            DataRef::String(text) => text.len(),
            DataRef::SharedString(text) => text.len(),
            _ => 0,
        };
        take(&mut self.text, length)
    }

    fn take_cell(&mut self) -> Answer<()> {
        take(&mut self.cells, 1)
    }
}

fn take(left: &mut usize, what: usize) -> Answer<()> {
    *left = left.checked_sub(what).ok_or_else(|| PortError::Refused(WorkbookFault::TooBig.into()))?;
    Ok(())
}

/// Whether something stands in a sheet; what is only formatted is empty.
fn is_filled(book: &mut Book<'_>, sheet: &str, left: &mut Left) -> Answer<bool> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(unreadable)? {
        left.take_text(&cell.value)?;
        if is_something(&Data::from(cell.value), cell.formula.as_deref()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_something(value: &Data, formula: Option<&str>) -> bool {
    let is_blank = match value {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    };
    !is_blank || formula.is_some_and(|formula| !formula.is_empty())
}

/// The filled cells of a sheet by row and column, from 0, as people see them. A cell far right or far down is refused:
/// whoever lays a sheet out whole takes memory for all that lies between.
fn cells(book: &mut Book<'_>, sheet: &str, left: &mut Left) -> Answer<BTreeMap<usize, BTreeMap<usize, Cell>>> {
    let shown = Shown::new(book.has_1904_epoch());
    let mut rows: BTreeMap<usize, BTreeMap<usize, Cell>> = BTreeMap::new();
    let mut numbers: BTreeMap<(usize, usize), Data> = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(unreadable)? {
        left.take_text(&cell.value)?;
        let (row, column) = (cell.pos.0 as usize, cell.pos.1 as usize);
        let value = Data::from(cell.value);
        if !is_something(&value, cell.formula.as_deref()) {
            continue;
        }
        if row > MOST_ROWS {
            return refuse(FileFault::TooManyRows { rows: row + 1, most: MOST_ROWS });
        }
        let name = cell_name(row, column);
        if column >= MOST_COLUMNS {
            return refuse(WorkbookFault::FarCell { cell: name });
        }
        left.take_cell()?;
        let own = if cell.formula.is_some_and(|formula| !formula.is_empty()) {
            Cell::Faulty(ShownFault::Formula { cell: name }.into())
        } else {
            let own = shown.cell(&name, &value, None);
            if matches!(value, Data::Int(_) | Data::Float(_) | Data::DateTime(_)) {
                numbers.insert((row, column), value);
            }
            own
        };
        rows.entry(row).or_default().insert(column, own);
    }
    drop(reader);
    // Formats are told on a second way through the sheet.
    let mut reader = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    while let Some((row, column, style)) = reader.next_style_id().map_err(unreadable)? {
        let (row, column) = (row as usize, column as usize);
        let Some(value) = numbers.get(&(row, column)) else { continue };
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let format = format.map(|format| (format.format_code.as_str(), format.format_id));
        let own = shown.cell(&cell_name(row, column), value, format);
        rows.entry(row).or_default().insert(column, own);
    }
    Ok(rows)
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

/// What an archive is that is no workbook of Excel since 2007; nothing where it may be one.
pub(super) fn other_kind(bytes: &[u8]) -> Option<FileFault> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |part: &str| archive.index_for_name(part).is_some();
    if has("xl/workbook.bin") {
        Some(FileFault::BinaryExcel)
    } else if has("word/document.xml") {
        Some(FileFault::Word)
    } else if has("content.xml") && !has("xl/workbook.xml") {
        Some(FileFault::OpenDocument)
    } else {
        None
    }
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
            return refuse(WorkbookFault::TooBig);
        }
        left = entry.limit() - 1;
    }
    Ok(())
}

/// Whether a part of a workbook has a text longer than any cell's, or counts its texts or numbers its shared formulas
/// beyond all that is read.
fn says_too_much(part: impl BufRead) -> bool {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let start = match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => start,
            Ok(Event::Text(text)) if text.len() > LONGEST_TEXT => return true,
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

#[cfg(test)]
mod tests {
    use super::*;
    use app::message::Message;
    use rust_xlsxwriter::{Format, Workbook, Worksheet};

    fn refused(bytes: &[u8]) -> Message {
        match rows(bytes).expect_err("refused") {
            PortError::Refused(why) => why,
            other => panic!("{other}"),
        }
    }

    fn book(write: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Mã").expect("written");
        write(sheet);
        book.save_to_buffer().expect("a workbook")
    }

    #[test]
    fn a_formula_is_named_by_its_cell_and_merged_cells_are_refused() {
        let formula = book(|sheet| {
            sheet.write_formula(1, 6, "=IF(1=1,\"Đạt\",\"\")").expect("written");
        });
        let cell = rows(&formula).expect("read")[1].cells[6].clone();
        assert_eq!(cell, Cell::Faulty(ShownFault::Formula { cell: "G2".into() }.into()));
        let merged = book(|sheet| {
            sheet.merge_range(1, 9, 2, 9, "BC 1", &Format::new()).expect("merged");
        });
        assert_eq!(refused(&merged), WorkbookFault::Merged { cell: "J2".into() });
    }

    #[test]
    fn too_many_rows_and_cells_at_the_far_end_are_refused_and_take_no_memory() {
        let long = book(|sheet| {
            sheet.write_string(100_002, 0, "x").expect("written");
        });
        assert_eq!(refused(&long), FileFault::TooManyRows { rows: 100_003, most: MOST_ROWS });
        let far = book(|sheet| {
            sheet.write_string(100, 16_383, "x").expect("written");
        });
        assert_eq!(refused(&far), WorkbookFault::FarCell { cell: "XFD101".into() });
        let formula = book(|sheet| {
            sheet.write_formula(1_048_575, 16_383, "=1").expect("written");
        });
        assert_eq!(refused(&formula), FileFault::TooManyRows { rows: 1_048_576, most: MOST_ROWS });
    }

    #[test]
    fn sheets_are_told_apart_by_what_people_see_in_them() {
        let mut book = Workbook::new();
        book.add_worksheet()
            .set_name("Trống")
            .expect("named")
            .write_blank(0, 0, &Format::new().set_bold())
            .expect("bold");
        book.add_worksheet().set_name("Một").expect("named").write_string(0, 0, "Mã").expect("written");
        book.add_worksheet().set_name("Ẩn").expect("named").set_hidden(true).write_string(0, 0, "Cũ").expect("written");
        let bytes = book.save_to_buffer().expect("a workbook");
        assert_eq!(rows(&bytes).expect("read")[0].cells, [Cell::text("Mã")]);
        book.add_worksheet().set_name("Hai").expect("named").write_string(0, 0, "Mã").expect("written");
        let bytes = book.save_to_buffer().expect("a workbook");
        assert_eq!(refused(&bytes), WorkbookFault::Several { sheets: "“Một”, “Hai”".into() });
    }

    #[test]
    fn a_workbook_that_unpacks_without_end_is_refused() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file("xl/worksheets/sheet1.xml", options).expect("begun");
        io::copy(&mut io::repeat(b' ').take(MOST_UNPACKED + 1), &mut writer).expect("packed");
        let bytes = writer.finish().expect("a file").into_inner();
        assert!(bytes.len() < 1_000_000, "small as it comes");
        assert_eq!(refused(&bytes), WorkbookFault::TooBig);
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
    fn a_text_longer_than_any_cell_s_is_refused_before_it_is_read() {
        let long = |length: usize| forged("xl/sharedStrings.xml", |text| text.replace("Mã", &"Đ".repeat(length)));
        assert_eq!(refused(&long(LONGEST_TEXT)), WorkbookFault::TooBig);
        assert!(rows(&long(32_767)).is_ok());
    }

    #[test]
    fn a_text_that_stands_in_cells_without_end_is_refused() {
        let often = |times: u32| {
            book(|sheet| {
                (1..=times).for_each(|row| {
                    sheet.write_string(row, 0, "Đ".repeat(32_000)).expect("written");
                });
            })
        };
        let most = u32::try_from(MOST_TEXT / 64_000).expect("few");
        assert!(often(most + 1).len() < 1_000_000, "small as it comes");
        assert_eq!(refused(&often(most + 1)), WorkbookFault::TooBig);
        assert_eq!(rows(&often(most - 1)).expect("read").len(), most as usize);
    }

    #[test]
    fn more_cells_than_may_be_filled_are_refused_and_empty_ones_do_not_count() {
        let bytes = book(|sheet| {
            for (row, column) in [(1, 0), (1, 3), (7, 2)] {
                sheet.write_string(row, column, "x").expect("written");
            }
            sheet.write_blank(2, 0, &Format::new().set_bold()).expect("written");
        });
        let read = |most: usize| {
            let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
            let sheet = book.sheet_names().first().cloned().expect("a sheet");
            cells(&mut book, &sheet, &mut Left { cells: most, text: 1_000 })
        };
        let filled: usize = read(1_000).expect("read").values().map(BTreeMap::len).sum();
        assert!(filled >= 3 && read(filled).is_ok());
        let told = read(filled - 1).expect_err("one too many");
        assert!(matches!(told, PortError::Refused(message) if message == WorkbookFault::TooBig));
    }

    #[test]
    fn a_workbook_that_says_it_holds_more_than_it_does_makes_nobody_take_memory() {
        let texts = |said: usize| {
            forged("xl/sharedStrings.xml", |text| {
                let at = text.find("uniqueCount=").expect("counted");
                let end = at + text[at..].find(['>', ' ']).expect("an end");
                text.replace(&text[at..end], &format!("uniqueCount = '{said}'"))
            })
        };
        let shared = |said: usize| {
            let formula = format!("<f t=\"shared\" ref=\"G3:G4\" si=\"{said}\">");
            forged("xl/worksheets/sheet1.xml", |text| text.replace("<f>", &formula))
        };
        // One too many first: whoever believes more than that runs out of memory and ends all tests.
        for said in [MOST_ROWS * MOST_COLUMNS + 1, 1_000_000_000_000] {
            assert_eq!(refused(&texts(said)), WorkbookFault::TooBig);
        }
        for said in [MOST_ROWS + 1, 100_000_000] {
            assert_eq!(refused(&shared(said)), WorkbookFault::TooBig);
        }
        assert!(rows(&texts(MOST_ROWS * MOST_COLUMNS)).is_ok() && rows(&shared(0)).is_ok());
    }

    #[test]
    fn cells_are_named_as_people_name_them() {
        assert_eq!([cell_name(0, 0), cell_name(4, 2), cell_name(9, 27)], ["A1", "C5", "AB10"]);
    }
}
