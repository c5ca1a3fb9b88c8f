//! The cookie that holds a session's token. It ends with the browser; its session ends by itself.

use app::forms::SessionChange;
use app::ports::sessions::Token;
use app::state::AppState;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::response::Response;
use cookie::{Cookie, SameSite};

/// The name of the cookie.
const NAME: &str = "ydan";

/// The token that a request brings.
pub fn token_of(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = cookies.flat_map(|line| Cookie::split_parse(line).flatten());
    cookies.find(|cookie| cookie.name() == NAME).map(|cookie| Token(cookie.value().to_owned()))
}

/// Sets or removes the cookie where an action began or ended a session. A link from elsewhere carries it, a form from
/// elsewhere does not.
pub fn change(mut response: Response, app: &AppState) -> Response {
    let Some(change) = response.extensions_mut().remove::<SessionChange>() else { return response };
    let (value, ends) = match change {
        SessionChange::Begins(token) => (token.0, false),
        SessionChange::Ends => (String::new(), true),
    };
    let mut cookie = Cookie::build((NAME, value)).path("/").http_only(true).same_site(SameSite::Lax).build();
    cookie.set_secure(app.base_url.starts_with("https:"));
    if ends {
        cookie.make_removal();
    }
    if let Ok(value) = cookie.to_string().parse() {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let of = |line: &'static str| token_of(&HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(line))]));
        assert_eq!(of("a=1; ydan=abc; b=2"), Some(Token("abc".into())));
        assert_eq!(of("nonsense"), None);
    }
}
