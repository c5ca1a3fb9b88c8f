//! The public record of a round as one archive.

use crate::files::record_archive;
use crate::http::downloads::made_beside;
use app::error::ErrorPage;
use app::ports::common::PortError;
use app::routes::RoundRecord;
use app::state::AppState;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

/// The record of a published round.
pub async fn record(at: RoundRecord, app: AppState) -> Result<Response, ErrorPage> {
    let record = match app.records.record(at.round).await {
        Err(PortError::Refused(_) | PortError::Missing) => return Err(ErrorPage::NotFound),
        record => record?,
    };
    let archive = made_beside(move || record_archive(&record)).await?;
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"ho-so-{}.zip\"", at.round)),
    ];
    Ok((headers, Body::from(archive)).into_response())
}
