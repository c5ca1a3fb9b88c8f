//! Open data as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it.

use app::open_data::{FIELDS, Value, guarded};

/// The line of the fields' names.
pub fn csv_head() -> Vec<u8> {
    let mut head = "\u{feff}".as_bytes().to_vec();
    head.extend(written(FIELDS.iter().map(|field| field.name.to_owned()).collect()));
    head
}

/// A line of values; what is not told is empty.
pub fn csv_line(values: Vec<Value>) -> Vec<u8> {
    let word = |value| match value {
        Value::None => String::new(),
        Value::Text(text) => guarded(&text),
        Value::Number(number) => number.to_string(),
        Value::Decimal(written) => written,
        Value::Day(day) => day.to_string(),
    };
    written(values.into_iter().map(word).collect())
}

#[expect(clippy::expect_used, reason = "memory takes whatever is written")]
fn written(line: Vec<String>) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(line).expect("a line");
    writer.into_inner().expect("a line")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_again_with_its_commas_quotes_and_line_ends() {
        let texts = ["Xã \"Đạ, Ròn\"", "hai\ndòng", "=1+1"];
        let line = csv_line(texts.map(|text| Value::Text(text.to_owned())).into_iter().chain([Value::None]).collect());
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_slice());
        let read: Vec<String> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(read, ["Xã \"Đạ, Ròn\"", "hai\ndòng", "'=1+1", ""]);
        assert!(csv_head().starts_with("\u{feff}round,ruleset,".as_bytes()));
    }
}
