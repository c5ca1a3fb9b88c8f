//! Style sheets and the committee's script, carried inside the binary.

use app::state::AppState;
use app::ui::assets::{COMMITTEE_CSS, COMMITTEE_JS, RESIDENT_CSS, RESULTS_CSS};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

/// The routes of all assets.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(RESIDENT_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/resident.css")))))
        .route(RESULTS_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/results.css")))))
        .route(COMMITTEE_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/committee.css")))))
        .route(COMMITTEE_JS, get(async || script(include_str!("../../../app/public/lam-viec.js"))))
}

/// The committee's script. A new version of the program has to be met by it at once.
fn script(text: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    (headers, text).into_response()
}

/// A style sheet. Its address stays the same, so browsers ask again after an hour.
fn style(css: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")];
    (headers, css).into_response()
}

#[cfg(test)]
mod tests {
    /// What Chrome 64 does not read or does not have, and phones handed down still run.
    #[test]
    fn the_committees_script_has_nothing_that_old_browsers_lack() {
        let script = include_str!("../../../app/public/lam-viec.js");
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
