//! Whether a form was posted from one of our own pages.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
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
    }
}
