//! What may be kept where, and what robots stay out of.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Says what may be kept where. A ballot in progress may be gone back to on the same phone, but no cache between keeps
/// it; an answer to a post is kept nowhere. Only good answers are kept: what is missing now may be there in a minute.
pub async fn keep_private(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_slip = path.starts_with("/p/") || path == "/phieu" || path == "/cam-on";
    let is_committee = path.starts_with("/lam-viec") || path == "/dang-nhap" || path == "/thu-moi";
    // Whoever passes a link on keeps its picture for long anyway.
    let is_picture = path.ends_with("/chia-se.png");
    let rule = if path.starts_with("/p/") || path == "/" {
        Some("private, no-cache")
    } else if path == "/phieu" || path == "/cam-on" {
        Some("no-store")
    } else if is_picture {
        Some("public, max-age=3600")
    } else if ["/ket-qua", "/thong-bao/", "/goi/"].iter().any(|own| path.starts_with(own)) {
        Some("public, max-age=0, s-maxage=60")
    } else {
        None
    };
    let mut response = next.run(request).await;
    let is_good = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if let Some(rule) = rule.filter(|_| is_good) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(rule));
    } else if !is_good {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if is_slip || is_committee {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    response
}

/// What robots are asked to leave alone. Slips are not among it: their own header keeps them out of an index, and whoever
/// may not look at them does not see it.
pub async fn robots() -> Response {
    let text = "User-agent: *\nDisallow: /lam-viec\nDisallow: /dang-nhap\nDisallow: /thu-moi\nDisallow: /api/\n";
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")], text).into_response()
}
