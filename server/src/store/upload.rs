//! Photos, scans and documents that people send along: taken by what is in them, not by their name.

use app::ports::common::{Answer, refuse};
use app::ports::files::{FileRefused, LARGEST_FILE, NewFile};
use sha2::{Digest as _, Sha256};

/// What is taken.
const TAKEN: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "application/pdf"];

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
pub(super) fn check_upload(file: &NewFile, instead: &str) -> Answer<Upload> {
    let NewFile { name, content } = file;
    if content.is_empty() {
        return refuse(FileRefused::Empty);
    }
    if content.len() > LARGEST_FILE {
        return refuse(FileRefused::TooLarge);
    }
    let kind = infer::get(content).map(|kind| kind.mime_type());
    let Some(media_type) = kind.filter(|kind| TAKEN.contains(kind)) else {
        return refuse(FileRefused::Kind);
    };
    let plain: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(100).collect();
    let name = if plain.trim().is_empty() { instead.to_owned() } else { plain };
    Ok(Upload { name, media_type, digest: hex::encode(Sha256::digest(content)) })
}
