//! The files of a public record, as `docs/record.md` describes them.

use app::domain::collection::record::Record;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write as _};
use zip::write::SimpleFileOptions;

/// The name of the file with the digests of the others.
const DIGESTS: &str = "SHA256SUMS";

/// The files of a record: their names and what is in them.
pub fn record_files(record: &Record) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut summary = serde_json::to_vec_pretty(&record.summary)?;
    summary.push(b'\n');
    let mut receipts = csv::Writer::from_writer(Vec::new());
    receipts.write_record(["box", "receipt"])?;
    for (name, own) in &record.receipts {
        for receipt in own {
            receipts.write_record([name, receipt.compact()])?;
        }
    }
    let receipts = receipts.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    let mut files = vec![("record.json", summary), ("receipts.csv", receipts)];
    let mut digests = Vec::new();
    for (name, content) in &files {
        writeln!(digests, "{}  {name}", hex::encode(Sha256::digest(content)))?;
    }
    files.push((DIGESTS, digests));
    Ok(files)
}

/// The files of a record as one archive.
pub fn record_archive(record: &Record) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in record_files(record)? {
        archive.start_file(name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        archive.write_all(&content)?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}
