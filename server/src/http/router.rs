//! The whole application as one value: pages, the form post, style sheets, the read API.
//!
//! Nothing here logs an address of a page or of a person: paths hold codes.

use crate::http::cast;
use crate::http::committee::{attachment, door, file, template};
use crate::http::state::log_broken;
use app::shell::{App, shell};
use app::state::AppState;
use app::ui::assets::{COMMITTEE_CSS, COMMITTEE_JS, RESIDENT_CSS, RESULTS_CSS};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{LeptosRoutes as _, generate_route_list};
use serde::Deserialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use uuid::Uuid;

/// The largest form that is read: 19 reasons of 5,000 characters, written out in percent signs, and then some.
const LARGEST_FORM: usize = 2 * 1024 * 1024;

/// Every route that is not a page, with what answers it. Who may ask for each stands in the test of roles.
pub fn beside_pages() -> [(&'static str, MethodRouter<AppState>); 9] {
    [
        ("/phieu", post(cast::post).layer(DefaultBodyLimit::max(LARGEST_FORM))),
        ("/lam-viec/tep/{id}", get(attachment)),
        ("/lam-viec/tai-lieu/{id}", get(file)),
        ("/lam-viec/tieu-chi/mau.xlsx", get(template)),
        ("/api/v1/rounds/{round}/results", get(results)),
        (RESIDENT_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/resident.css"))))),
        (RESULTS_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/results.css"))))),
        (COMMITTEE_CSS, get(async || style(include_str!(concat!(env!("OUT_DIR"), "/committee.css"))))),
        (COMMITTEE_JS, get(async || script(include_str!("../../../app/public/lam-viec.js")))),
    ]
}

/// Builds the application.
pub fn router(parts: AppState) -> Router {
    let ports = parts.clone();
    let options = LeptosOptions::builder().output_name("ydan").build();
    let routes = generate_route_list(App);
    let pages = Router::new()
        .leptos_routes_with_context(&options, routes, move || provide_context(ports.clone()), shell)
        .with_state(options);
    let beside = beside_pages().into_iter().fold(Router::new(), |router, (path, answers)| router.route(path, answers));
    let lost_ports = parts.clone();
    let lost = move |request: Request| {
        let ports = lost_ports.clone();
        leptos_axum::render_app_async_with_context(move || provide_context(ports.clone()), shell)(request)
    };
    pages
        .merge(beside.with_state(parts.clone()))
        .fallback(lost)
        .layer(middleware::from_fn_with_state(parts, door))
        .layer(middleware::from_fn(keep_private))
        .layer(SetResponseHeaderLayer::overriding(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::if_not_present(REFERRER_POLICY, HeaderValue::from_static("no-referrer")))
        .layer(CompressionLayer::new().br(true).gzip(true))
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, "Trang đang gặp trục trặc, xin thử lại sau ít phút.").into_response()
        }))
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

/// Says what may be kept where. A ballot in progress may be gone back to on the same phone, but no cache between keeps
/// it; an answer to a post is kept nowhere, and after sending the browser forgets what it kept.
async fn keep_private(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let rule = if path.starts_with("/p/") || path == "/" {
        Some("private, no-cache")
    } else if path == "/phieu" || path == "/cam-on" {
        Some("no-store")
    } else if path.starts_with("/ket-qua") || path.starts_with("/thong-bao/") {
        Some("public, max-age=0, s-maxage=60")
    } else {
        None
    };
    let forgets = path == "/cam-on";
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Some(rule) = rule {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(rule));
    }
    if forgets {
        headers.insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    }
    response
}

#[derive(Deserialize)]
struct ResultsQuery {
    unit: Option<String>,
    version: Option<u32>,
}

/// The frozen results of a published round.
async fn results(
    State(parts): State<AppState>,
    Path(round): Path<String>,
    Query(query): Query<ResultsQuery>,
) -> Response {
    let found = match round.parse::<Uuid>() {
        Ok(round) => parts.results.document(round, query.unit.as_deref(), query.version).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(document)) => {
            // A version never changes; the latest one does when it is corrected.
            let keeps = if query.version.is_some() {
                "public, max-age=86400, immutable"
            } else {
                "public, max-age=0, s-maxage=60"
            };
            let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, keeps)];
            (headers, Body::from(Bytes::from(document))).into_response()
        }
        Ok(None) => {
            let body = Json(serde_json::json!({ "error": "no such published round or unit" }));
            (StatusCode::NOT_FOUND, body).into_response()
        }
        Err(error) => {
            log_broken(&error);
            let body = Json(serde_json::json!({ "error": "temporarily unavailable" }));
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}
