//! Cookies: how they are read, and how every one of them is set.

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, SET_COOKIE};
use cookie::{Cookie, SameSite};

/// The cookies that a request brings.
pub(crate) fn cookies_of(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| Cookie::split_parse(line).flatten())
}

/// Sets a cookie of a server that is reached at `base_url`. No script reads it; a link from elsewhere carries it, a form from
/// elsewhere does not.
pub(crate) fn set_cookie(headers: &mut HeaderMap, mut cookie: Cookie<'_>, base_url: &str) {
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(base_url.starts_with("https:"));
    if let Ok(value) = cookie.to_string().parse() {
        headers.append(SET_COOKIE, value);
    }
}
