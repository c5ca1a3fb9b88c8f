//! The household's form post: read, answered, drawn.

use crate::router::{Parts, log_broken};
use app::i18n::Lang;
use app::pages::resident::Posted;
use app::pages::resident::draft::Draft;
use app::pages::resident::flow::{self, Screen};
use app::pages::{BigPage, BrokenPage};
use app::shell::shell;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::provide_context;

/// Answers the form of `/phieu`: the next page, the same page with what is to be mended, or on to thanks.
pub async fn post(State(parts): State<Parts>, body: Result<Bytes, BytesRejection>) -> Response {
    let Ok(body) = body else {
        return with_status(draw(&parts, || provide_context(BigPage)).await, StatusCode::PAYLOAD_TOO_LARGE);
    };
    // Text that is not UTF-8 arrives with replacement characters; the draft notices them.
    let fields: Vec<_> = form_urlencoded::parse(&body).collect();
    let draft = Draft::read(fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
    match flow::answer(&*parts.residents, draft, (parts.today)(), rand::random()).await {
        Ok(Screen::Sent(Lang::Vi)) => Redirect::to("/cam-on").into_response(),
        Ok(Screen::Sent(lang)) => Redirect::to(&format!("/cam-on?lang={}", lang.tag())).into_response(),
        Ok(screen) => draw(&parts, move || provide_context(Posted(screen.clone()))).await,
        Err(error) => {
            log_broken(&error);
            with_status(draw(&parts, || provide_context(BrokenPage)).await, StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// Draws the page at `/phieu` with what was put into its context.
async fn draw(parts: &Parts, context: impl Fn() + Clone + Send + Sync + 'static) -> Response {
    let ports = parts.ports();
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = axum::http::Uri::from_static("/phieu");
    let drawn = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(ports.clone());
            context();
        },
        shell,
    );
    drawn(request).await
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}
