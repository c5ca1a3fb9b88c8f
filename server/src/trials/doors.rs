//! Which of the applications answers a request: what is real, or a trial. A cookie says which; a slip of a trial leads through an address
//! that sets it. Inside, cookies have names of their own, so that no session is ever taken for one of the other side.

use super::worlds::{Opened, PREFIX, TrialWorlds};
use crate::http::cookies::{cookies_of, set_cookie};
use crate::http::session_cookie::NAME as SESSION;
use app::error::ErrorPage;
use app::ports::common::PortError;
use app::ports::trials::TrialEntry;
use app::routes::{AcceptInvitation, Home, LeaveTrial, Trial, TrialOver};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, COOKIE, HeaderValue, SET_COOKIE};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderName, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::routing::TypedPath as _;
use cookie::Cookie;
use cookie::time::Duration;
use std::sync::Arc;
use tower::ServiceExt as _;

/// The cookie that says which trial a browser is in.
const TRIAL: &str = "thu";
/// What the names of cookies inside begin with.
const INSIDE: &str = "thu-";
/// So long a household's browser stays in a trial that a slip led it to.
const STAYS: Duration = Duration::hours(1);

impl TrialWorlds {
    /// The whole: trials before what is real.
    pub fn before(self: Arc<Self>, real: Router) -> Router {
        Router::new().fallback(move |request: Request| {
            let (trials, real) = (Arc::clone(&self), real.clone());
            async move { trials.answer(real, request).await }
        })
    }

    async fn answer(&self, real: Router, request: Request) -> Response {
        let path = request.uri().path().to_owned();
        let chosen = cookies_of(request.headers()).find(|cookie| cookie.name() == TRIAL);
        let chosen = chosen.map(|cookie| cookie.value().to_owned());
        if path == LeaveTrial::PATH {
            let works = cookies_of(request.headers()).any(|cookie| cookie.name() == SESSION);
            let to = if works { Trial.to_string() } else { Home.to_string() };
            return self.with_cookie(Redirect::to(&to).into_response(), "", Some(Duration::ZERO));
        }
        if let Some((token, rest)) = led_in(&path) {
            let opened = match self.opened(token).await {
                Ok(Some(opened)) => opened,
                Ok(None) => return self.over(real, request).await,
                Err(error) => return broken(real, request, error).await,
            };
            let Some(request) = at(request, rest) else { return StatusCode::BAD_REQUEST.into_response() };
            let response = self.inside(opened, request).await;
            return if chosen.as_deref() == Some(token) {
                response
            } else {
                self.with_cookie(response, token, Some(STAYS))
            };
        }
        let Some(token) = chosen else { return self.outside(real, request).await };
        if is_real(&request) {
            let response = self.outside(real, request).await;
            return self.with_cookie(response, "", Some(Duration::ZERO));
        }
        match self.opened(&token).await {
            Ok(Some(opened)) => self.inside(opened, request).await,
            Ok(None) => self.over(real, request).await,
            Err(error) => broken(real, request, error).await,
        }
    }

    async fn inside(&self, Opened { router, .. }: Opened, mut request: Request) -> Response {
        let own: Vec<String> = cookies_of(request.headers())
            .filter_map(|cookie| Some(format!("{}={}", cookie.name().strip_prefix(INSIDE)?, cookie.value())))
            .collect();
        request.headers_mut().remove(COOKIE);
        if let Ok(line) = own.join("; ").parse() {
            request.headers_mut().insert(COOKIE, line);
        }
        let mut response = ask(router, request).await;
        let set: Vec<String> = response
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|one| one.to_str().ok())
            .map(|one| format!("{INSIDE}{one}"))
            .collect();
        let headers = response.headers_mut();
        headers.remove(SET_COOKIE);
        headers.extend(set.iter().filter_map(|one| Some((SET_COOKIE, HeaderValue::from_str(one).ok()?))));
        let is_asset = headers.get(CACHE_CONTROL).is_some_and(|rule| rule.as_bytes().ends_with(b"immutable"));
        if !is_asset {
            // At the same address stands something else outside.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        response
    }

    async fn outside(&self, real: Router, request: Request) -> Response {
        let mut response = ask(real, request).await;
        let Some(TrialEntry { token, session }) = response.extensions_mut().remove::<TrialEntry>() else {
            return response;
        };
        let name = format!("{INSIDE}{SESSION}");
        response = self.add(response, Cookie::new(name, session.0));
        self.with_cookie(response, &token, None)
    }

    /// What stands in the place of a trial that is no more; the browser is out of it.
    async fn over(&self, real: Router, request: Request) -> Response {
        self.with_cookie(ask(real, instead_of(&request)).await, "", Some(Duration::ZERO))
    }

    fn with_cookie(&self, response: Response, token: &str, kept: Option<Duration>) -> Response {
        let mut cookie = Cookie::new(TRIAL, token.to_owned());
        cookie.set_max_age(kept);
        self.add(response, cookie)
    }

    fn add(&self, mut response: Response, mut cookie: Cookie<'static>) -> Response {
        cookie.set_path("/");
        set_cookie(response.headers_mut(), cookie, &self.base_url);
        response
    }
}

/// The token and the address inside, of an address that leads into a trial.
fn led_in(path: &str) -> Option<(&str, &str)> {
    let rest = path.strip_prefix(PREFIX)?.strip_prefix('/')?;
    let (token, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    (!token.is_empty()).then_some((token, if rest.is_empty() { "/" } else { rest }))
}

/// What stands on real paper leads to what is real, whatever was tried in the browser before.
fn is_real(request: &Request) -> bool {
    let is_letter = request.uri().path() == AcceptInvitation::PATH
        && request.uri().query().is_some_and(|query| query.starts_with("ten="));
    request.method() == Method::GET && (request.uri().path().starts_with("/p/") || is_letter)
}

/// The same request for another path; its query is kept.
fn at(mut request: Request, path: &str) -> Option<Request> {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = Some(format!("{path}{query}").parse::<PathAndQuery>().ok()?);
    *request.uri_mut() = Uri::from_parts(parts).ok()?;
    Some(request)
}

/// Asks for what stands in the place of a trial.
fn instead_of(request: &Request) -> Request {
    let mut asked = Request::new(axum::body::Body::empty());
    *asked.uri_mut() = TrialOver.to_string().parse::<Uri>().unwrap_or_default();
    asked.extensions_mut().extend(request.extensions().clone());
    asked
}

/// Says that something broke; the browser stays in the trial, which is there when it works again.
async fn broken(real: Router, request: Request, error: PortError) -> Response {
    let mut asked = instead_of(&request);
    asked.extensions_mut().insert(ErrorPage::from(error));
    ask(real, asked).await
}

async fn ask(router: Router, request: Request) -> Response {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
