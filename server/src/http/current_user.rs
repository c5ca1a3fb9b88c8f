//! Who is asking: looked up anew for every request to the committee's pages.

use crate::http::client_address::client_address;
use crate::http::csrf::{foreign, is_same_origin};
use crate::http::session_cookie::{self, devices_of, token_of};
use app::error::ErrorPage;
use app::extract::{CurrentUser, SessionToken};
use app::routes::{Address as _, SignIn};
use app::state::AppState;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, HeaderValue, REFERRER_POLICY};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};

/// Stands before pages for people who are signed in, and before those where they sign in.
pub async fn current_user(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !is_same_origin(request.headers(), &app.base_url) {
        return private(foreign(request.headers(), &app.base_url).into_response());
    }
    let client = client_address(&app, &request);
    request.extensions_mut().insert(client);
    let devices = devices_of(request.headers());
    request.extensions_mut().insert(devices);
    if let Some(token) = token_of(request.headers()) {
        // A page that looks again by itself does not keep a session alive that nobody uses.
        let uses = !request.uri().path().ends_with("/tham-gia");
        match app.sessions.who(&token, uses, (app.now)()).await {
            Ok(Some(account)) => {
                request.extensions_mut().insert(CurrentUser::new(account));
                request.extensions_mut().insert(SessionToken(token));
            }
            Ok(None) => {}
            Err(error) => return private(ErrorPage::from(error).into_response()),
        }
    }
    private(session_cookie::change(next.run(request).await, &app))
}

/// Lets nobody on who is not signed in: leads to the sign-in page and back to where one wanted to go.
pub async fn require_sign_in(request: Request, next: Next) -> Response {
    if request.extensions().get::<CurrentUser>().is_some() {
        return next.run(request).await;
    }
    if request.method() == Method::POST {
        return ErrorPage::SessionOver.into_response();
    }
    // Whoever only watches is told that it is over: a browser asks again and again where it is led elsewhere.
    if request.headers().get(ACCEPT).is_some_and(|accept| accept.as_bytes() == b"text/event-stream") {
        return StatusCode::NO_CONTENT.into_response();
    }
    let wanted = request.uri().path_and_query().map_or("", |wanted| wanted.as_str());
    Redirect::to(&SignIn.with(&[("tiep", wanted)])).into_response()
}

/// What committee pages show is kept nowhere. Their forms say where they are posted from, which plain http needs; their
/// addresses hold no code.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}
