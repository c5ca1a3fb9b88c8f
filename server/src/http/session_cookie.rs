//! The cookie that holds a session's token, which ends with the browser, its session ending by itself; and those that say
//! who signed in on a device before.

use crate::http::cookies::{cookies_of, set_cookie};
use app::extract::KnownDevices;
use app::forms::SessionChange;
use app::ports::sessions::{DeviceMark, Token};
use app::routes::SignIn;
use app::state::AppState;
use axum::http::HeaderMap;
use axum::response::Response;
use cookie::Cookie;
use cookie::time::Duration;

/// The name of the session's cookie.
pub(crate) const NAME: &str = "ydan";
/// What the names of cookies begin with that say who signed in on a device before.
const DEVICE: &str = "ydan-may-";
/// The most signs of devices that are looked at: an office's machine has a few people.
const MOST_DEVICES: usize = 10;
/// For so long a device is known after somebody signed in on it.
const DEVICE_KEPT: Duration = Duration::days(180);

/// The token that a request brings.
pub fn token_of(headers: &HeaderMap) -> Option<Token> {
    cookies_of(headers).find(|cookie| cookie.name() == NAME).map(|cookie| Token(cookie.value().to_owned()))
}

/// The signs of devices that a request brings.
pub fn devices_of(headers: &HeaderMap) -> KnownDevices {
    let marks = cookies_of(headers).filter_map(|cookie| {
        let name = cookie.name().strip_prefix(DEVICE)?.to_owned();
        Some(DeviceMark { name, value: cookie.value().to_owned() })
    });
    KnownDevices(marks.take(MOST_DEVICES).collect())
}

/// Sets or removes the cookie where an action began or ended a session.
pub fn change(mut response: Response, app: &AppState) -> Response {
    let Some(change) = response.extensions_mut().remove::<SessionChange>() else { return response };
    let mut cookies = Vec::new();
    match change {
        SessionChange::Begins(token, device) => {
            cookies.push(Cookie::build((NAME, token.0)).path("/").build());
            let known = Cookie::build((format!("{DEVICE}{}", device.name), device.value));
            cookies.push(known.path(SignIn.to_string()).max_age(DEVICE_KEPT).build());
        }
        SessionChange::Ends => {
            let mut cookie = Cookie::build((NAME, "")).path("/").build();
            cookie.make_removal();
            cookies.push(cookie);
        }
    }
    for cookie in cookies {
        set_cookie(response.headers_mut(), cookie, &app.base_url);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let of = |line: &'static str| token_of(&HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(line))]));
        assert_eq!(of("a=1; ydan=abc; b=2"), Some(Token("abc".into())));
        assert_eq!(of("nonsense"), None);
        let line = HeaderValue::from_static("ydan=abc; ydan-may-01ab=n.p; may-01ab=x; ydan-may-02cd=m.q");
        let KnownDevices(marks) = devices_of(&HeaderMap::from_iter([(COOKIE, line)]));
        let mark = |name: &str, value: &str| DeviceMark { name: name.into(), value: value.into() };
        assert_eq!(marks, [mark("01ab", "n.p"), mark("02cd", "m.q")]);
    }
}
