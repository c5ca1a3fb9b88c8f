//! Photos, scans and documents that people send along: taken by what is in them, not by their name.

use app::ports::common::{Answer, refuse};
use app::ports::files::{FileRefused, LARGEST_FILE, NewFile};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::io::Cursor;
use zip::ZipArchive;

/// A Word file (Office Open XML).
pub const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Photos and scans.
    Scans,
    /// The same, and what was signed in Word.
    ScansAndWord,
}

impl Taken {
    fn takes(self, media_type: &str) -> bool {
        let scans = ["image/jpeg", "image/png", "image/webp", "application/pdf"];
        scans.contains(&media_type) || (self == Self::ScansAndWord && media_type == WORD)
    }
}

/// A file that may be kept.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    /// Its plain name, without folders.
    pub(super) name: String,
    /// What it is.
    pub(super) media_type: &'static str,
    /// SHA-256 of its content, in hexadecimal digits.
    pub(super) digest: String,
}

/// Looks at a file; `instead` is its name where it has none. Refuses what is empty, too large or none of what is taken.
pub(super) fn check_upload(file: &NewFile, instead: &str, taken: Taken) -> Answer<Upload> {
    let NewFile { name, content } = file;
    if content.is_empty() {
        return refuse(FileRefused::Empty);
    }
    if content.len() > LARGEST_FILE {
        return refuse(FileRefused::TooLarge);
    }
    let parts = parts(content);
    let is_word = parts.iter().any(|part| part == "word/document.xml");
    let kind = if is_word { Some(WORD) } else { infer::get(content).map(|kind| kind.mime_type()) };
    let Some(media_type) = kind.filter(|kind| taken.takes(kind)) else {
        return refuse(if taken == Taken::Scans { FileRefused::Kind } else { FileRefused::KindOrWord });
    };
    if is_word && parts.iter().any(|part| part.ends_with("vbaProject.bin")) {
        return refuse(FileRefused::Macros);
    }
    let plain: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(100).collect();
    let name = if plain.trim().is_empty() { instead.to_owned() } else { plain };
    Ok(Upload { name, media_type, digest: hex::encode(Sha256::digest(content)) })
}

/// The names of the parts of a package; none where it is no package.
fn parts(content: &[u8]) -> Vec<String> {
    let package = ZipArchive::new(Cursor::new(content));
    package
        .map(|package| package.file_names().filter_map(|name| name.ok().map(Cow::into_owned)).collect())
        .unwrap_or_default()
}
