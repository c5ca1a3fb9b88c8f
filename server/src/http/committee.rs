//! The committee's door: who is asking, what they posted, and that it was posted from our own pages.

use crate::http::state::log_broken;
use crate::store::upload::LARGEST as LARGEST_ATTACHMENT;
use app::forms::{Fault, Fields, Posted};
use app::pages::committee::{Asked, Done, act, find};
use app::pages::error::ErrorPage;
use app::ports::common::PortError;
use app::ports::sessions::Signed;
use app::ports::sessions::Token;
use app::routes::Address as _;
use app::shell::old_shell;
use app::state::AppState;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest as _, Multipart, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, HOST, HeaderValue, ORIGIN, REFERRER_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use cookie::{Cookie, SameSite};
use leptos::prelude::provide_context;
use std::net::SocketAddr;
use std::sync::Arc;

/// The largest form that is read.
const LARGEST_FORM: usize = 2 * 1024 * 1024;
/// The most that is read of a form that is too big, to be able to answer it.
const MOST_DRAINED: usize = 128 * 1024 * 1024;
/// The name of the cookie.
const COOKIE_NAME: &str = "ydan";

/// Whether a path is one of the committee's pages, and whether one has to be signed in for it.
fn belongs(path: &str) -> Option<bool> {
    match path {
        "/dang-nhap" | "/thu-moi" => Some(false),
        "/lam-viec" => Some(true),
        _ => path.starts_with("/lam-viec/").then_some(true),
    }
}

/// Stands before every page: looks up who asks for one of the committee's, and answers what is posted there.
pub async fn door(State(parts): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let Some(needs_account) = belongs(&path) else { return next.run(request).await };
    let token = token_of(request.headers());
    // A page that looks again by itself says so: it does not keep a session alive that nobody uses.
    let uses = !request.headers().contains_key("x-ydan-live");
    let me = match &token {
        Some(token) => parts.sessions.who(token, uses, (parts.now)()).await,
        None => Ok(None),
    };
    let me = match me {
        Ok(me) => me.map(Arc::new),
        Err(error) => return private(failed(&parts, &error).await),
    };
    if let Some(me) = &me {
        request.extensions_mut().insert(Arc::clone(me));
    }
    let posts = request.method() == Method::POST;
    let answer = if posts && !is_ours(request.headers()) {
        draw_instead(&parts, ErrorPage::Denied).await
    } else if needs_account && me.is_none() && posts {
        draw_instead(&parts, ErrorPage::SessionOver).await
    } else if needs_account && me.is_none() {
        let wanted = request.uri().path_and_query().map_or("", |wanted| wanted.as_str());
        Redirect::to(&app::routes::SignIn.with(&[("tiep", wanted)])).into_response()
    } else if posts {
        post(&parts, me, token, &path, request).await
    } else {
        next.run(request).await
    };
    private(answer)
}

/// What committee pages show is kept nowhere. Their forms say where they are posted from, which plain http needs; their
/// addresses hold no code.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

async fn post(
    parts: &AppState,
    me: Option<Arc<Signed>>,
    token: Option<Token>,
    path: &str,
    request: Request,
) -> Response {
    let source = source_of(parts, &request);
    if request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data")) {
        return match read_file(request).await {
            Some((fields, Some(file))) => answer(parts, me, token, path, fields, Some(file), source).await,
            // What was typed beside a file that is too big comes back with the page.
            Some((fields, None)) if me.is_some() && find(path, fields.get("step")).is_some() => {
                let fault =
                    Fault::of("file", format!("Tệp lớn quá {} MB. Hãy gửi tệp nhỏ hơn.", LARGEST_ATTACHMENT >> 20));
                mend(parts, me, path, fields, vec![fault], StatusCode::PAYLOAD_TOO_LARGE).await
            }
            _ => draw_instead(parts, ErrorPage::BigFile).await,
        };
    }
    let Ok(body) = to_bytes(request.into_body(), LARGEST_FORM).await else {
        return draw_instead(parts, ErrorPage::Big).await;
    };
    let fields = form_urlencoded::parse(&body).map(|(name, value)| (name.into_owned(), value.into_owned()));
    answer(parts, me, token, path, Fields(fields.collect()), None, source).await
}

/// A file as it came: its name and what is in it.
type Sent = (String, Vec<u8>);

/// The fields of a form that carries a file, and the file unless it is too big; nothing if the form cannot be read. What is
/// too big is read to its end and dropped: a browser that is cut off in the middle of sending shows its own error and not
/// ours.
async fn read_file(mut request: Request) -> Option<(Fields, Option<Sent>)> {
    DefaultBodyLimit::max(MOST_DRAINED).apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    let mut fields = Fields::default();
    let mut file = (String::new(), Vec::new());
    let mut fits = true;
    while let Some(mut part) = parts.next_field().await.ok()? {
        let name = part.name().unwrap_or_default().to_owned();
        let own = part.file_name().map(ToOwned::to_owned);
        let most = if own.is_some() { LARGEST_ATTACHMENT } else { LARGEST_FORM };
        let mut content = Vec::new();
        while let Some(chunk) = part.chunk().await.ok()? {
            if content.len() + chunk.len() <= most {
                content.extend_from_slice(&chunk);
            } else {
                fits = false;
            }
        }
        match own {
            Some(own) => file = (own, content),
            None => fields.0.push((name, String::from_utf8_lossy(&content).into_owned())),
        }
    }
    Some((fields, fits.then_some(file)))
}

async fn answer(
    parts: &AppState,
    me: Option<Arc<Signed>>,
    token: Option<Token>,
    path: &str,
    fields: Fields,
    file: Option<Sent>,
    source: String,
) -> Response {
    let Some((step, keys)) = find(path, fields.get("step")) else {
        return draw_instead(parts, ErrorPage::Lost).await;
    };
    let asked = Asked { me: me.clone(), token, keys, fields, now: (parts.now)(), source, file };
    match act(parts, step, &asked).await {
        Ok(Done::Go(to)) => Redirect::to(&to).into_response(),
        Ok(Done::SignedIn(token, to)) => with_cookie(Redirect::to(&to).into_response(), parts, token.0, false),
        Ok(Done::SignedOut) => with_cookie(Redirect::to("/dang-nhap").into_response(), parts, String::new(), true),
        Ok(Done::Letter(letter)) => draw(parts, path, me, move || provide_context((*letter).clone())).await,
        Ok(Done::Mend(faults)) => mend(parts, me, path, asked.fields, faults, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(error) => failed(parts, &error).await,
    }
}

/// The page again with what was typed and what is wrong with it.
async fn mend(
    parts: &AppState,
    me: Option<Arc<Signed>>,
    path: &str,
    fields: Fields,
    faults: Vec<Fault>,
    status: StatusCode,
) -> Response {
    let mut posted = Posted { fields, faults };
    posted.fields.0.retain(|(name, _)| !matches!(name.as_str(), "password" | "old" | "new" | "again"));
    let mut page = draw(parts, path, me, move || provide_context(posted.clone())).await;
    // What stands in the page's place, where it may not be seen, says so itself.
    if page.status() == StatusCode::OK {
        *page.status_mut() = status;
    }
    page
}

async fn failed(parts: &AppState, error: &PortError) -> Response {
    log_broken(error);
    let instead = match error {
        PortError::Denied => ErrorPage::Denied,
        PortError::Missing => ErrorPage::Lost,
        _ => ErrorPage::Broken,
    };
    draw_instead(parts, instead).await
}

fn token_of(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = cookies.flat_map(|line| Cookie::split_parse(line).flatten());
    cookies.find(|cookie| cookie.name() == COOKIE_NAME).map(|cookie| Token(cookie.value().to_owned()))
}

/// The cookie ends with the browser; its session ends by itself. A link from elsewhere carries it, a form from elsewhere
/// does not.
fn with_cookie(mut response: Response, parts: &AppState, value: String, ends: bool) -> Response {
    let mut cookie = Cookie::build((COOKIE_NAME, value)).path("/").http_only(true).same_site(SameSite::Lax).build();
    cookie.set_secure(parts.base_url.starts_with("https:"));
    if ends {
        cookie.make_removal();
    }
    if let Ok(value) = cookie.to_string().parse() {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// Whether a form was posted from one of our own pages, as far as the browser says.
fn is_ours(headers: &HeaderMap) -> bool {
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

/// Where a request comes from. Behind a proxy of one's own, the address the proxy saw.
fn source_of(parts: &AppState, request: &Request<Body>) -> String {
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last address is the one our own proxy wrote; those before it anybody could have sent.
    if let (true, Some(last)) = (parts.behind_proxy, forwarded.and_then(|list| list.rsplit(',').next())) {
        return last.trim().to_owned();
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| peer.ip().to_string()).unwrap_or_default()
}

/// Draws what stands in the place of a page.
async fn draw_instead(parts: &AppState, instead: ErrorPage) -> Response {
    draw(parts, "/loi", None, move || provide_context(instead)).await
}

/// Draws the page at a path, asked for by somebody, with what was put into its context.
async fn draw(
    parts: &AppState,
    path: &str,
    me: Option<Arc<Signed>>,
    context: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let ports = parts.clone();
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = path.parse().unwrap_or_default();
    if let Some(me) = me {
        request.extensions_mut().insert(me);
    }
    let drawn = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(ports.clone());
            context();
        },
        old_shell,
    );
    drawn(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().expect("a name"), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_form_from_another_site_is_not_ours() {
        assert!(is_ours(&headers(&[("host", "ydan.vn")])));
        assert!(is_ours(&headers(&[
            ("host", "ydan.vn"),
            ("origin", "https://ydan.vn"),
            ("sec-fetch-site", "same-origin")
        ])));
        assert!(is_ours(&headers(&[("host", "ydan.vn"), ("origin", "null"), ("sec-fetch-site", "same-origin")])));
        assert!(!is_ours(&headers(&[("host", "ydan.vn"), ("origin", "https://evil.example")])));
        assert!(!is_ours(&headers(&[("host", "ydan.vn"), ("sec-fetch-site", "cross-site")])));
        assert!(!is_ours(&headers(&[("host", "ydan.vn"), ("origin", "null")])));
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let found = token_of(&headers(&[("cookie", "a=1; ydan=abc; b=2")]));
        assert_eq!(found, Some(Token("abc".into())));
        assert_eq!(token_of(&headers(&[("cookie", "nonsense")])), None);
    }
}
