//! Style sheets, scripts and a picture, carried inside the binary.

use app::state::AppState;
use app::ui::assets::{COMMITTEE_CSS, COMMITTEE_JS, RESIDENT_CSS, RESIDENT_JS, RESULTS_CSS, SHARED_PICTURE};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

/// The committee's script. A new version of the program has to be met by it at once.
const COMMITTEE_SCRIPT: &str = include_str!("../../../app/public/lam-viec.js");
/// The script of households' pages, as short as it is served.
const RESIDENT_SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/phieu.js"));

/// The routes of all assets.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(RESIDENT_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/resident.css")))))
        .route(RESULTS_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/results.css")))))
        .route(COMMITTEE_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/committee.css")))))
        .route(COMMITTEE_JS, get(async || script(COMMITTEE_SCRIPT, "no-cache")))
        .route(SHARED_PICTURE, get(async || picture(include_bytes!("../../../app/public/chia-se.png"))))
        .route(RESIDENT_JS, get(async || script(RESIDENT_SCRIPT, KEPT_AN_HOUR)))
}

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
    use super::{COMMITTEE_SCRIPT, RESIDENT_SCRIPT};

    /// What Chrome 64 does not read or does not have, and phones handed down still run.
    #[test]
    fn the_scripts_have_nothing_that_old_browsers_lack() {
        for script in [COMMITTEE_SCRIPT, RESIDENT_SCRIPT] {
            let code: String = script.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            for later in
                ["?.", "??", "catch {", "replaceAll", "replaceChildren", ".flat(", ".at(", "||=", "&&=", "fromEntries"]
            {
                assert!(!code.contains(later), "{later}");
            }
            let digits = code.as_bytes().windows(3);
            let mut parted = digits.filter(|three| matches!(three, [b'0'..=b'9', b'_', b'0'..=b'9']));
            assert_eq!(parted.next(), None, "parted numbers");
        }
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
