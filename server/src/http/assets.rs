//! Style sheets, scripts and a picture, carried inside the binary.

use crate::data::pictures;
use crate::http::padding::{takes_gzip, zipped};
use app::error::ErrorPage;
use app::state::AppState;
use app::ui::assets::{COMMITTEE_CSS, RESIDENT_CSS, RESIDENT_JS, RESULTS_CSS, SHARED_PICTURE};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use flate2::Compression;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, LazyLock};

/// The script of households' pages, as short as it is served.
const RESIDENT_SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/phieu.js"));

/// The routes of all assets.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(RESIDENT_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/resident.css")))))
        .route(RESULTS_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/results.css")))))
        .route(COMMITTEE_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/committee.css")))))
        .route(SHARED_PICTURE, get(async || picture(include_bytes!("../../../app/public/chia-se.png"))))
        .route(RESIDENT_JS, get(async || script(RESIDENT_SCRIPT, KEPT_AN_HOUR)))
        .route(&format!("{}/{{made}}/{{file}}", pictures::FOLDER), get(handbook_picture))
        .merge(islands())
}

/// A picture of the handbooks; its address is another as soon as the picture is.
async fn handbook_picture(
    State(app): State<AppState>,
    Path((_, file)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, ErrorPage> {
    let name = file.strip_suffix(".png").ok_or(ErrorPage::NotFound)?;
    app.pictures.0.get(name).filter(|picture| picture.address == uri.path()).ok_or(ErrorPage::NotFound)?;
    let png = pictures::png(name).ok_or(ErrorPage::NotFound)?;
    Ok(([(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, KEPT_FOR_GOOD)], png.data).into_response())
}

/// The script around the islands, and what it loads; empty where this program was built without them.
const ISLANDS_SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/ydan.js"));
const ISLANDS_WASM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ydan_bg.wasm"));

/// The folder that the islands are loaded from. Its name is that of what is in it, so that browsers keep it for good and a
/// new version of the program is met by new islands at once.
pub fn islands_folder() -> Option<Arc<str>> {
    static FOLDER: LazyLock<Arc<str>> = LazyLock::new(|| {
        let digest = Sha256::new().chain_update(ISLANDS_SCRIPT).chain_update(ISLANDS_WASM).finalize();
        format!("/dao/{}", hex::encode(&digest[..8])).into()
    });
    (!ISLANDS_WASM.is_empty()).then(|| Arc::clone(&FOLDER))
}

fn islands() -> Router<AppState> {
    let Some(folder) = islands_folder() else { return Router::new() };
    Router::new()
        .route(&format!("{folder}/ydan.js"), get(async || script(ISLANDS_SCRIPT, KEPT_FOR_GOOD)))
        .route(&format!("{folder}/ydan_bg.wasm"), get(islands_wasm))
}

/// Compressed once, when it is first asked for.
async fn islands_wasm(headers: HeaderMap) -> Response {
    static ZIPPED: LazyLock<Vec<u8>> = LazyLock::new(|| zipped(ISLANDS_WASM, Compression::best()).unwrap_or_default());
    let kept = [(CONTENT_TYPE, "application/wasm"), (CACHE_CONTROL, KEPT_FOR_GOOD), (VARY, "accept-encoding")];
    if takes_gzip(&headers) {
        (kept, [(CONTENT_ENCODING, "gzip")], ZIPPED.as_slice()).into_response()
    } else {
        (kept, ISLANDS_WASM).into_response()
    }
}

/// What has another address as soon as it is another.
const KEPT_FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Their address stays the same, so browsers ask again after an hour.
const KEPT_AN_HOUR: &str = "public, max-age=3600";

fn script(text: &'static str, kept: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, kept)];
    (headers, text).into_response()
}

fn picture(png: &'static [u8]) -> Response {
    let headers = [(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, KEPT_AN_HOUR)];
    (headers, png).into_response()
}

fn style(css: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, KEPT_AN_HOUR)];
    (headers, css).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Chrome 64 does not read or does not have, and phones handed down still run.
    #[test]
    fn the_script_of_households_has_nothing_that_old_browsers_lack() {
        let code: String = RESIDENT_SCRIPT.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for later in
            ["?.", "??", "catch {", "replaceAll", "replaceChildren", ".flat(", ".at(", "||=", "&&=", "fromEntries"]
        {
            assert!(!code.contains(later), "{later}");
        }
        let digits = code.as_bytes().windows(3);
        let mut parted = digits.filter(|three| matches!(three, [b'0'..=b'9', b'_', b'0'..=b'9']));
        assert_eq!(parted.next(), None, "parted numbers");
    }

    /// What it weighs on the line: a committee's phone loads it once.
    #[test]
    fn the_islands_weigh_at_most_250_kilobytes_compressed() {
        let zipped = zipped(ISLANDS_WASM, Compression::best()).expect("packed");
        println!("islands: {} bytes, {} compressed", ISLANDS_WASM.len(), zipped.len());
        assert!(zipped.len() <= 250_000, "{} bytes", zipped.len());
    }

    #[test]
    fn the_script_of_households_is_under_two_and_a_half_kilobytes_before_it_is_compressed() {
        assert!(RESIDENT_SCRIPT.len() < 2560, "{} bytes", RESIDENT_SCRIPT.len());
    }

    /// Old browsers drop a whole rule with a selector they do not know, and a declaration with a function.
    #[test]
    fn the_sheets_show_focus_and_keep_choices_apart_in_old_browsers() {
        let sheets = [
            include_str!(concat!(env!("OUT_DIR"), "/resident.css")),
            include_str!(concat!(env!("OUT_DIR"), "/results.css")),
            include_str!(concat!(env!("OUT_DIR"), "/committee.css")),
        ];
        for sheet in sheets {
            for rule in sheet.split('}').filter(|rule| rule.contains('{')) {
                let (selector, body) = rule.rsplit_once('{').unwrap_or_default();
                for later in [":where(", ":is("] {
                    assert!(!selector.contains(later), "{rule}");
                }
                let shows = selector.replace(":not(:focus-visible)", "");
                assert!(!shows.contains(":focus-visible"), "{rule}");
                for later in ["min(", "max(", "clamp(", "inset:", "aspect-ratio:"] {
                    let body = body.replace("minmax(", "");
                    assert!(!body.contains(later), "{rule}");
                }
                let has_gap = body.split(';').any(|one| ["gap:", "row-gap:"].iter().any(|gap| one.starts_with(gap)));
                assert!(!has_gap, "{rule}");
            }
        }
        assert!(sheets[0].contains(":focus{outline:"), "focus is shown on everything");
        assert!(sheets[0].contains("grid-gap:12px"), "choices are apart");
    }
}
