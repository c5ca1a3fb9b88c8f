//! Addresses with NUL in them, which no text in a database can hold.

use app::error::ErrorPage;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Refuses an address with NUL in its path or query, before anybody reads either.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if address.contains("%00") { ErrorPage::Garbled.into_response() } else { next.run(request).await }
}
