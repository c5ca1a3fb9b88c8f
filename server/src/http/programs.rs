//! What programs are answered where nothing is found or taken: JSON, and no page.

use axum::Json;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

/// Below this address programs ask.
const PROGRAMS: &str = "/api/v1/";

/// Says in JSON what a page would say to people.
pub async fn answer_programs(request: Request, next: Next) -> Response {
    let asks_as_program = request.uri().path().starts_with(PROGRAMS);
    let response = next.run(request).await;
    let status = response.status();
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if !asks_as_program || is_json || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let said = json!({ "error": status.canonical_reason().unwrap_or_default().to_lowercase() });
    let mut answer = (status, Json(said)).into_response();
    // Which methods there are, and when to ask again.
    for name in [axum::http::header::ALLOW, axum::http::header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}
