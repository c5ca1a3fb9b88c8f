//! Whether a form was posted from one of our own pages.

use app::error::ErrorPage;
use app::state::AppState;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use url::Url;

/// Whether a form was posted from one of our own pages, as far as the browser says.
///
/// A browser that says so in `Sec-Fetch-Site` compared its own addresses, before any proxy. An older one, or one that came
/// over plain http, names its `Origin`: that is `base_url`'s, or that of `Host`, which many proxies replace by their own.
pub fn is_same_origin(headers: &HeaderMap, base_url: &str) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = says("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    // A page with `no-referrer` says `null`, and so does anybody else's.
    let Some((_, from)) = origin.split_once("://") else { return false };
    host == Some(from) || origin == origin_of(base_url)
}

/// Whether a browser says that a form was posted from a page of somebody else. Households' own pages have `no-referrer`, so that their old
/// browsers, and those over plain http, say nothing.
pub fn is_from_elsewhere(headers: &HeaderMap, base_url: &str) -> bool {
    let says_nothing = !headers.contains_key("sec-fetch-site")
        && headers.get(ORIGIN).is_none_or(|origin| origin.as_bytes() == b"null");
    !says_nothing && !is_same_origin(headers, base_url)
}

/// Takes no household's form from a page of somebody else, which could choose the key that it is sent under, and with it what proves
/// who sent it.
pub async fn refuse_foreign(State(app): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST && is_from_elsewhere(request.headers(), &app.base_url) {
        return foreign(request.headers(), &app.base_url).into_response();
    }
    next.run(request).await
}

/// What is answered to a form that was not posted from our own pages.
pub fn foreign(headers: &HeaderMap, base_url: &str) -> ErrorPage {
    let from = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    let from: String = from.chars().take(100).collect();
    tracing::warn!(%from, %base_url, "a form that was not posted from our own pages was refused");
    ErrorPage::Foreign { from, own: base_url.to_owned() }
}

/// The origin of an address as browsers write it: in small letters, without the usual port.
fn origin_of(address: &str) -> String {
    Url::parse(address).map_or_else(|_| address.to_owned(), |url| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().expect("a name"), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_form_from_another_site_is_not_ours() {
        let is_ours =
            |pairs: &[(&'static str, &'static str)]| is_same_origin(&headers(pairs), "https://Ydan.daron.vn:443");
        let host = ("host", "ydan.vn");
        assert!(is_ours(&[host]));
        assert!(is_ours(&[host, ("origin", "https://ydan.vn"), ("sec-fetch-site", "same-origin")]));
        assert!(is_ours(&[host, ("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(is_ours(&[host, ("origin", "http://ydan.vn")]));
        assert!(is_ours(&[host, ("origin", "https://ydan.daron.vn")]), "what the proxy hides, the operator said");
        assert!(!is_ours(&[host, ("origin", "http://ydan.daron.vn")]), "another scheme is another origin");
        assert!(!is_ours(&[host, ("origin", "https://evil.example")]));
        assert!(!is_ours(&[("origin", "https://evil.example")]), "no host says nothing for it");
        assert!(!is_ours(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(!is_ours(&[host, ("origin", "https://ydan.vn"), ("sec-fetch-site", "same-site")]));
        assert!(!is_ours(&[host, ("origin", "null")]));
        let elsewhere =
            |pairs: &[(&'static str, &'static str)]| is_from_elsewhere(&headers(pairs), "https://ydan.daron.vn");
        assert!(!elsewhere(&[host, ("origin", "null")]) && !elsewhere(&[host]), "an old phone says nothing");
        assert!(!elsewhere(&[host, ("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(elsewhere(&[host, ("origin", "null"), ("sec-fetch-site", "cross-site")]));
        assert!(elsewhere(&[host, ("origin", "https://evil.example")]));
    }
}
