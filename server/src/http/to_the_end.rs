//! What was sent is done to its end, whether or not whoever sent it waits for the answer.
//!
//! A server drops what it does for a client that hangs up. A count that is dropped half way is rolled back, but what was read of the ballots
//! may lie in the database's files; and what comes behind a commit, such as purging what was deleted, would not be done.

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Does what changes something in a task of its own.
pub async fn to_the_end(request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        // The program is ending.
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
