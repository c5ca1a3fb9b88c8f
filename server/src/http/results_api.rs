//! The read API: the frozen results of published rounds, as JSON.

use crate::http::state::log_broken;
use app::extract::Query;
use app::routes::ResultsApi;
use app::state::AppState;
use axum::Json;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use uuid::Uuid;

/// The frozen results of a published round, for its unit or one inside it (`unit`), in one version (`version`) or the latest.
pub async fn results(at: ResultsApi, query: Query, app: AppState) -> Response {
    let unit = Some(query.get("unit")).filter(|unit| !unit.is_empty());
    let version: Option<u32> = query.parse("version");
    if version.is_none() && !query.get("version").is_empty() {
        return (StatusCode::BAD_REQUEST, Json(serde_json::json!({ "error": "version is a number" }))).into_response();
    }
    let found = match at.round.parse::<Uuid>() {
        Ok(round) => app.results.document(round, unit, version).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(document)) => {
            // The latest changes when it is corrected, and a correction may withhold something of those before it.
            let keeps = "public, max-age=0, s-maxage=60";
            let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, keeps)];
            (headers, Body::from(document)).into_response()
        }
        Ok(None) => {
            let body = Json(serde_json::json!({ "error": "no such published round or unit" }));
            (StatusCode::NOT_FOUND, body).into_response()
        }
        Err(error) => {
            log_broken(&error);
            let body = Json(serde_json::json!({ "error": "temporarily unavailable" }));
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}
