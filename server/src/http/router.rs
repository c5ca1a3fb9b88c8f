//! The whole application as one value: pages with their actions, downloads, style sheets, the read API.
//!
//! Nothing here logs an address of a page or of a person: paths hold codes.

use crate::http::assets;
use crate::http::current_user::{current_user, require_sign_in};
use crate::http::downloads::{criteria_template, evidence_file, hamlet_file};
use crate::http::render::render;
use crate::http::results_api::results;
use any_spawner::Executor;
use app::error::ErrorPage;
use app::page_route::{Audience, PageRoute};
use app::pages;
use app::routes;
use app::state::AppState;
use app::t;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get};
use axum_extra::routing::TypedPath as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// What people who are signed in can load besides pages. Who may ask for each stands in the test of roles.
pub fn downloads() -> [(&'static str, MethodRouter<AppState>); 3] {
    [
        (routes::HamletFile::PATH, get(hamlet_file)),
        (routes::EvidenceFile::PATH, get(evidence_file)),
        (routes::CriteriaTemplate::PATH, get(criteria_template)),
    ]
}

/// Builds the application.
pub fn router(app: AppState) -> Router {
    // Drawing a page spawns; whoever is second finds it there.
    let _ = Executor::init_tokio();
    let is_for = |audience: Audience| {
        let pages = pages::table().into_iter().filter(move |page| page.audience == audience);
        pages.map(PageRoute::into_router).fold(Router::new(), Router::merge)
    };
    let signed_in = downloads().into_iter().fold(is_for(Audience::SignedIn), |all, (path, to)| all.route(path, to));
    let committee = signed_in
        .layer(middleware::from_fn(require_sign_in))
        .merge(is_for(Audience::SigningIn))
        .layer(middleware::from_fn_with_state(app.clone(), current_user));
    let public = is_for(Audience::Public).merge(assets::routes()).route(routes::ResultsApi::PATH, get(results));
    committee
        .merge(public)
        .fallback(async || ErrorPage::NotFound)
        .layer(middleware::from_fn_with_state(app.clone(), render))
        .with_state(app)
        .layer(middleware::from_fn(keep_private))
        .layer(SetResponseHeaderLayer::overriding(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::if_not_present(REFERRER_POLICY, HeaderValue::from_static("no-referrer")))
        .layer(CompressionLayer::new().br(true).gzip(true))
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, t!("broken-plain")).into_response()
        }))
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
