//! Lists as spreadsheets write them: with commas, semicolons or tabs, with or without a byte order mark, in UTF-8 or, as
//! "Unicode text", in UTF-16.

use super::cell::{Cell, FileFault, MOST_ROWS, Row};
use app::messages;
use app::ports::common::{Answer, PortError, refuse};
use std::borrow::Cow;

messages! {
    /// Why a list cannot be read.
    pub(super) enum TextFault {
        /// A line is not UTF-8.
        NotUtf8 { line: String } = "list-not-utf8",
        /// It cannot be read.
        Unreadable { error: String } = "list-unreadable",
    }
}

/// The rows of a list, with the numbers of their lines.
pub(super) fn rows(bytes: &[u8]) -> Answer<Vec<Row>> {
    let text = text_of(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let (sign, above, text) = dialect(&text);
    let mut reader =
        ::csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(sign).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut number, mut seen) = (above + 1, 0);
    for record in reader.records() {
        let unreadable = |error: ::csv::Error| TextFault::Unreadable { error: error.to_string() };
        let record = record.map_err(|error| PortError::Refused(unreadable(error).into()))?;
        // The reader names the place behind the row before; empty lines lie between.
        let start = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(usize::MAX));
        let start = start + text[start.min(text.len())..].bytes().take_while(|byte| *byte == b'\n').count();
        number += text[seen..start.min(text.len())].bytes().filter(|byte| *byte == b'\n').count() as u64;
        seen = start.min(text.len());
        if rows.len() > MOST_ROWS {
            let rows = text.lines().count() + usize::try_from(above).unwrap_or_default();
            return refuse(FileFault::TooManyRows { rows, most: MOST_ROWS });
        }
        rows.push(Row { number, cells: record.iter().map(Cell::text).collect() });
    }
    Ok(rows)
}

/// The sign between cells, how many lines lie above the table, and the table. A line `sep=;` says the sign; otherwise it
/// is whichever the first line has most of.
fn dialect(text: &str) -> (u8, u64, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let [name @ .., b'=', sign] = first.trim_matches('"').as_bytes()
        && name.eq_ignore_ascii_case(b"sep")
        && sign.is_ascii()
    {
        return (*sign, 1, rest);
    }
    let table = text.trim_start_matches('\n');
    let head = table.split('\n').next().unwrap_or_default();
    let times = |sign: u8| {
        let mut quoted = false;
        head.bytes()
            .filter(|byte| {
                quoted ^= *byte == b'"';
                !quoted && *byte == sign
            })
            .count()
    };
    let sign = [b'\t', b';', b','].into_iter().max_by_key(|sign| times(*sign)).unwrap_or(b',');
    (sign, (text.len() - table.len()) as u64, table)
}

/// The text of a file, without a byte order mark.
fn text_of(bytes: &[u8]) -> Answer<Cow<'_, str>> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| read(*pair));
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Ok(wide(rest, u16::from_le_bytes).into()),
        [0xfe, 0xff, rest @ ..] => return Ok(wide(rest, u16::from_be_bytes).into()),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            refuse(TextFault::NotUtf8 { line: line.to_string() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Vec<String>)> {
        let rows = rows(text.as_bytes()).expect("read");
        rows.into_iter()
            .map(|row| (row.number, row.cells.iter().map(|cell| cell.shown().to_owned()).collect()))
            .collect()
    }

    fn rows_of(rows: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
        rows.iter().map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect()
    }

    #[test]
    fn the_sign_is_the_one_that_the_first_line_has_most_of() {
        for sign in [",", ";", "\t"] {
            let text = format!("\"a, b; c\"{sign}d{sign}e\r\n1{sign}2{sign}3\r\n");
            assert_eq!(read(&text), rows_of(&[(1, &["a, b; c", "d", "e"]), (2, &["1", "2", "3"])]), "{sign:?}");
        }
        assert_eq!(read("\u{feff}SEP=|\na|b\n"), rows_of(&[(2, &["a", "b"])]));
        assert_eq!(read("\"sep=;\"\na;b,c\n"), rows_of(&[(2, &["a", "b,c"])]));
        assert_eq!(read("sep="), rows_of(&[(1, &["sep="])]));
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let text = "\n\na,b\n\n\"1\n2\",3\r\r4,5\n";
        assert_eq!(read(text), rows_of(&[(3, &["a", "b"]), (5, &["1 2", "3"]), (8, &["4", "5"])]));
    }

    #[test]
    fn a_list_without_end_is_refused() {
        let refused = |rows: usize| super::rows("a,b\n".repeat(rows).as_bytes()).err();
        assert!(refused(MOST_ROWS + 1).is_none(), "a first row and so many more");
        let fault = FileFault::TooManyRows { rows: MOST_ROWS + 9, most: MOST_ROWS };
        assert!(matches!(refused(MOST_ROWS + 9), Some(PortError::Refused(why)) if why == fault));
    }

    #[test]
    fn unicode_text_is_read_in_both_orders() {
        let text = "\u{feff}mã\ttên\n1\tĐạ";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            let rows = rows(&bytes).expect("read");
            assert_eq!(rows[1].cells, [Cell::text("1"), Cell::text("Đạ")]);
        }
    }
}
