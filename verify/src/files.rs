//! The files of a record, and how each is read.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use csv::{ErrorKind, ReaderBuilder, StringRecord, Terminator};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::record::{FORMAT, Form, Record};
use crate::unreadable::Unreadable;

pub const RECORD: &str = "record.json";
pub const RECEIPTS: &str = "receipts.csv";
pub const SUMS: &str = "SHA256SUMS";

/// What stands in the three files.
#[derive(Debug, Clone, Default)]
pub struct Files {
    pub record: Vec<u8>,
    pub receipts: Vec<u8>,
    pub sums: Vec<u8>,
}

impl Files {
    pub fn read(folder: &Path) -> Result<Self, Unreadable> {
        let read = |file| fs::read(folder.join(file)).map_err(|error| Unreadable::File { file, error });
        Ok(Self { record: read(RECORD)?, receipts: read(RECEIPTS)?, sums: read(SUMS)? })
    }

    /// Compares the digests of the files to SHA256SUMS.
    pub fn check_digests(&self, findings: &mut Vec<Finding>) -> Result<(), Unreadable> {
        let mut listed = digests(&self.sums, findings)?;
        for (file, bytes) in [(RECORD, &self.record), (RECEIPTS, &self.receipts)] {
            let should = hex::encode(Sha256::digest(bytes));
            match listed.remove(file) {
                None => findings.push(Finding::DigestMissing { file }),
                Some(stands) if stands == should => {}
                Some(stands) => findings.push(Finding::Digest { file, stands, should }),
            }
        }
        findings.extend(listed.into_keys().map(|file| Finding::DigestUnknown { file }));
        Ok(())
    }

    /// Reads record.json.
    pub fn record(&self) -> Result<Record, Unreadable> {
        let Form { format } = json(&self.record)?;
        if format != FORMAT {
            return Err(Unreadable::Format { format, known: FORMAT });
        }
        json(&self.record)
    }
}

/// The digests in SHA256SUMS by the name of the file.
fn digests(sums: &[u8], findings: &mut Vec<Finding>) -> Result<BTreeMap<String, String>, Unreadable> {
    let mut listed = BTreeMap::new();
    let text = sums.strip_suffix(b"\n").unwrap_or(sums);
    for (line, bytes) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let (digest, file) = digest(bytes).ok_or_else(|| Unreadable::Line {
            file: SUMS,
            line,
            trouble: "a digest of 64 hexadecimal digits, two spaces and the name of a file should stand here".into(),
        })?;
        if listed.insert(file.clone(), digest).is_some() {
            findings.push(Finding::DigestTwice { file });
        }
    }
    Ok(listed)
}

/// A line as sha256sum(1) writes it.
fn digest(line: &[u8]) -> Option<(String, String)> {
    let line = str::from_utf8(line).ok()?;
    let (digest, file) = line.split_once(' ')?;
    let file = file.strip_prefix([' ', '*'])?;
    let whole = digest.len() == 64 && digest.bytes().all(|it| it.is_ascii_hexdigit()) && !file.is_empty();
    whole.then(|| (digest.to_ascii_lowercase(), file.to_owned()))
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Unreadable::Json { field: error.path().to_string(), error: error.into_inner() })?;
    reader.end().map_err(|error| Unreadable::Json { field: "the end".into(), error })?;
    Ok(value)
}

/// Hands each line of a table, with its number, to `each`.
pub fn table<const COLUMNS: usize>(
    file: &'static str,
    bytes: &[u8],
    heading: [&str; COLUMNS],
    mut each: impl FnMut(u64, [&str; COLUMNS]) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut reader = ReaderBuilder::new().has_headers(false).terminator(Terminator::Any(b'\n')).from_reader(bytes);
    let mut record = StringRecord::new();
    let mut first = true;
    while reader.read_record(&mut record).map_err(|error| of_csv(file, &error))? {
        let line = record.position().map_or(1, csv::Position::line);
        let mut fields = [""; COLUMNS];
        fields.iter_mut().zip(&record).for_each(|(field, text)| *field = text);
        if first {
            first = false;
            if record.len() != COLUMNS || fields != heading {
                return Err(Unreadable::Line {
                    file,
                    line,
                    trouble: format!("the heading should be {}", heading.join(",")),
                });
            }
        } else {
            each(line, fields)?;
        }
    }
    if first {
        return Err(Unreadable::Line {
            file,
            line: 1,
            trouble: format!("the heading {} is missing", heading.join(",")),
        });
    }
    Ok(())
}

fn of_csv(file: &'static str, error: &csv::Error) -> Unreadable {
    let line = error.position().map_or(1, csv::Position::line);
    let trouble = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => format!("there are {len} fields, not {expected_len}"),
        ErrorKind::Utf8 { .. } => "this is not UTF-8".into(),
        _ => error.to_string(),
    };
    Unreadable::Line { file, line, trouble }
}
