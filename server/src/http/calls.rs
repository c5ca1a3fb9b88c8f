//! What islands ask of the server, by its `#[server]` functions. Whoever is not signed in any more is answered so by each of
//! them: an island keeps what was typed and says it.

use app::error::ErrorPage;
use app::state::AppState;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::provide_context;

/// More than any call takes, in bytes.
const LONGEST: usize = 64 * 1024;

/// Answers one call.
pub async fn answer_call(State(app): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST).await else { return ErrorPage::TooBig.into_response() };
    let call = Request::from_parts(parts, Body::from(bytes));
    leptos_axum::handle_server_fns_with_context(move || provide_context(app.clone()), call).await.into_response()
}
