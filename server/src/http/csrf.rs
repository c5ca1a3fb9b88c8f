//! Whether a form was posted from one of our own pages.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Whether a form was posted from one of our own pages, as far as the browser says.
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = says("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    let same = match (origin.and_then(|origin| origin.split_once("://")), host) {
        (Some((_, from)), Some(host)) => from == host,
        // A page with `no-referrer` says `null`; then `sec-fetch-site` has to have said it.
        (None, _) => origin.is_none() || says("sec-fetch-site").is_some(),
        (Some(_), None) => true,
    };
    site && same
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
        let host = ("host", "ydan.vn");
        assert!(is_same_origin(&headers(&[host])));
        assert!(is_same_origin(&headers(&[host, ("origin", "https://ydan.vn"), ("sec-fetch-site", "same-origin")])));
        assert!(is_same_origin(&headers(&[host, ("origin", "null"), ("sec-fetch-site", "same-origin")])));
        assert!(!is_same_origin(&headers(&[host, ("origin", "https://evil.example")])));
        assert!(!is_same_origin(&headers(&[host, ("sec-fetch-site", "cross-site")])));
        assert!(!is_same_origin(&headers(&[host, ("origin", "null")])));
    }
}
