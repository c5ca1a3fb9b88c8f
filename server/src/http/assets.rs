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
