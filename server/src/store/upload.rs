//! Photos, scans and documents that people send along: taken by what is in them, not by their name.

use app::ports::common::Answer;
use app::ports::common::PortError;
use sha2::{Digest as _, Sha256};

/// The largest photo or scan: phones make photos of 3 to 8 MB.
pub const LARGEST: usize = 12 * 1024 * 1024;
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
pub(super) fn check(name: &str, instead: &str, content: &[u8]) -> Answer<Upload> {
    let refuse = |text: &str| Err(PortError::Refused(text.into()));
    if content.is_empty() {
        return refuse("Hãy chọn ảnh hoặc bản quét.");
    }
    if content.len() > LARGEST {
        return refuse("Tệp lớn hơn 12 MB. Hãy chụp lại với cỡ nhỏ hơn, hoặc chụp từng trang.");
    }
    let kind = infer::get(content).map(|kind| kind.mime_type());
    let Some(media_type) = kind.filter(|kind| TAKEN.contains(kind)) else {
        return refuse(
            "Tệp này không phải ảnh JPEG, PNG, WebP hay bản PDF. Hãy chụp ảnh hoặc quét văn bản rồi gửi lại.",
        );
    };
    let plain: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(100).collect();
    let name = if plain.trim().is_empty() { instead.to_owned() } else { plain };
    Ok(Upload { name, media_type, digest: hex::encode(Sha256::digest(content)) })
}
