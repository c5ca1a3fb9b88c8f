//! The household's form post: read, answered, drawn.

use crate::http::state::log_broken;
use app::i18n::Lang;
use app::pages::error::ErrorPage;
use app::pages::resident::Posted;
use app::pages::resident::draft::Draft;
use app::pages::resident::flow::{self, Screen};
use app::ports::sessions::Signed;
use app::shell::old_shell;
use app::state::AppState;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::Request;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::provide_context;
use std::sync::Arc;

/// Answers the form of `/phieu`: the next page, the same page with what is to be mended, or on to thanks.
pub async fn post(State(parts): State<AppState>, body: Result<Bytes, BytesRejection>) -> Response {
    let Ok(body) = body else {
        return draw_instead(&parts, ErrorPage::Big).await;
    };
    // Text that is not UTF-8 arrives with replacement characters; the draft notices them.
    let fields: Vec<_> = form_urlencoded::parse(&body).collect();
    let draft = Draft::read(fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
    match flow::answer(&*parts.casting, draft, None, (parts.now)(), rand::random()).await {
        Ok(Screen::Sent(Lang::Vi)) => Redirect::to("/cam-on").into_response(),
        Ok(Screen::Sent(lang)) => Redirect::to(&format!("/cam-on?lang={}", lang.tag())).into_response(),
        Ok(screen) => draw(&parts, "/phieu", None, move || provide_context(Posted(screen.clone()))).await,
        Err(error) => {
            log_broken(&error);
            draw_instead(&parts, ErrorPage::Broken).await
        }
    }
}

/// Draws what stands in the place of a page.
pub(crate) async fn draw_instead(parts: &AppState, instead: ErrorPage) -> Response {
    draw(parts, "/loi", None, move || provide_context(instead)).await
}

/// Draws the page at a path, asked for by somebody, with what was put into its context.
pub(crate) async fn draw(
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
