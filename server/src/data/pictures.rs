//! The pictures of handbooks: made by the browser tests of the running program, left in `target/site/handbook`, taken in by
//! the next build. They are shown by the very program that they were made of, and by no other.

use app::handbook::pictures::{Picture, Pictures};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::{Arc, LazyLock};

/// What the browser tests left; a debug build reads it when it is asked for.
#[derive(RustEmbed)]
#[folder = "../target/site/handbook"]
#[include = "*.png"]
#[include = "program"]
struct Left;

/// What this program's pages are made of, as a hash (see `build.rs`).
pub const PROGRAM: &str = env!("YDAN_PROGRAM");

/// The addresses of all of them begin with it.
pub const FOLDER: &str = "/so-tay/hinh";

/// Those that were made of this program.
pub fn shipped() -> Arc<Pictures> {
    static SHIPPED: LazyLock<Arc<Pictures>> = LazyLock::new(|| Arc::new(of_this_program()));
    Arc::clone(&SHIPPED)
}

fn of_this_program() -> Pictures {
    let made_of = Left::get("program").map(|file| String::from_utf8_lossy(&file.data).trim().to_owned());
    if made_of.as_deref() != Some(PROGRAM) {
        return Pictures::default();
    }
    let named = |file: std::borrow::Cow<'static, str>| {
        let name = file.strip_suffix(".png")?.to_owned();
        let png = Left::get(&file)?;
        let (width, height) = size(&png.data)?;
        let digest = hex::encode(&png.metadata.sha256_hash()[..6]);
        Some((name.clone(), Picture { address: format!("{FOLDER}/{digest}/{name}.png"), width, height }))
    };
    Pictures(Left::iter().filter_map(named).collect())
}

/// A picture as a PNG file.
pub fn png(name: &str) -> Option<EmbeddedFile> {
    Left::get(&format!("{name}.png"))
}

/// The width and the height that a PNG file says it has (PNG, third edition, 11.2.1 IHDR).
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    (png.get(12..16)? == b"IHDR").then_some(())?;
    Some((number(16)?, number(20)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_picture_stands_at_its_head() {
        assert_eq!(size(include_bytes!("../../../app/public/chia-se.png")), Some((1200, 630)));
        assert_eq!(size(b"GIF89a"), None);
        assert_eq!(size(b""), None);
    }
}
