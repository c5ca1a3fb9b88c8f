//! The read API: the frozen results of published rounds, as JSON, described as `OpenAPI`.

use app::domain::survey::results::Results;
use app::ports::common::PortError;
use app::ports::open_data::{Cursor, OpenResults};
use app::routes::{ApiDescription, ResultsApi, ResultsList};
use app::state::AppState;
use axum::Json;
use axum::body::Body;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;

/// The latest changes when it is corrected, and a correction may withhold something of those before it.
const KEEPS: &str = "public, max-age=0, s-maxage=60";

/// The read API of published results. It needs no key; a program that asks seldom and keeps what it has is a good neighbour. All
/// figures are counts of households; shares are decimals with a point. Counts of very small groups are withheld, and say why.
#[derive(OpenApi)]
#[openapi(
    paths(list, results),
    info(title = "Ý Dân", license(name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/"))
)]
struct Description;

/// The description of the API.
pub(super) fn description() -> serde_json::Value {
    serde_json::to_value(Description::openapi()).unwrap_or_default()
}

/// Why nothing is answered.
#[derive(Serialize, ToSchema)]
struct ApiError {
    /// What is wrong, in English.
    error: String,
}

/// Which version of which unit.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfRound {
    /// The code of the round's unit, or of one inside it, as it was when people were asked: what a unit was merged into has results of
    /// its own. The round's unit if there is none.
    unit: Option<String>,
    /// The version, from 1; the latest if there is none.
    #[param(minimum = 1)]
    version: Option<u32>,
}

/// Where a list goes on, and how long a piece of it is.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfList {
    /// `next` of the piece before; from the beginning if there is none.
    #[param(pattern = "^[0-9a-f]{32}\\.[0-9a-f]{32}$")]
    after: Option<String>,
    /// How many results at most; 20 if there is none.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A piece of the list.
#[derive(Serialize, ToSchema)]
struct ResultsPage {
    /// Results, by round and unit; the order is steady and means nothing.
    results: Vec<Listed>,
    /// What to ask for next (`after`); nothing where the list ends.
    next: Option<String>,
}

/// The latest results of a unit in a round.
#[derive(Serialize, ToSchema)]
struct Listed {
    /// The round.
    round: Uuid,
    /// The first day on which households could answer.
    opens: NaiveDate,
    /// The last one.
    last_day: NaiveDate,
    /// The day this version was published.
    published_on: NaiveDate,
    /// The version; from 2 on it is a correction.
    version: u32,
    /// What was published.
    results: Results,
}

impl From<OpenResults> for Listed {
    fn from(OpenResults { round, results, version, published_on, .. }: OpenResults) -> Self {
        Self { round: round.id, opens: round.opens, last_day: round.last_day(), published_on, version, results }
    }
}

fn written(cursor: Cursor) -> String {
    format!("{}.{}", cursor.round.simple(), cursor.unit.simple())
}

/// Reads a cursor as it was given out.
fn read(cursor: &str) -> Option<Cursor> {
    let (round, unit) = cursor.split_once('.')?;
    let key = |text: &str| Uuid::from_str(text).ok().filter(|key| key.simple().to_string() == text);
    Some(Cursor { round: key(round)?, unit: key(unit)? })
}

/// All published results
///
/// The latest version of each unit of each published round, a piece at a time.
#[utoipa::path(
    get,
    path = "/api/v1/results",
    params(OfList),
    responses(
        (status = 200, description = "A piece of the list", body = ResultsPage),
        (status = 400, description = "A parameter is none of its kind", body = ApiError),
        (status = 503, description = "Temporarily unavailable", body = ApiError),
    )
)]
pub async fn list(_: ResultsList, query: Result<Query<OfList>, QueryRejection>, app: AppState) -> Response {
    let Ok(Query(OfList { after, limit })) = query else { return wrong("limit is a number from 1 to 100") };
    let limit = limit.unwrap_or(20);
    if !(1..=100).contains(&limit) {
        return wrong("limit is a number from 1 to 100");
    }
    let after = match after.map(|after| read(&after)) {
        Some(None) => return wrong("after is `next` of the piece before"),
        after => after.flatten(),
    };
    match app.open_data.open_results(after, limit).await {
        Ok(found) => {
            let is_last = found.len() < limit as usize;
            let next = found.last().filter(|_| !is_last).map(|last| written(last.cursor));
            let page = ResultsPage { results: found.into_iter().map(Listed::from).collect(), next };
            ([(CACHE_CONTROL, KEEPS)], Json(page)).into_response()
        }
        Err(error) => unavailable(&app, &error),
    }
}

/// The results of a round
///
/// As they were frozen when they were published.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{round}/results",
    params(("round" = Uuid, Path, description = "The key of the round"), OfRound),
    responses(
        (status = 200, description = "The results", body = Results),
        (status = 400, description = "A parameter is none of its kind", body = ApiError),
        (status = 404, description = "No such published round, unit or version", body = ApiError),
        (status = 503, description = "Temporarily unavailable", body = ApiError),
    )
)]
pub async fn results(at: ResultsApi, query: Result<Query<OfRound>, QueryRejection>, app: AppState) -> Response {
    let Ok(Query(OfRound { unit, version })) = query else { return wrong("version is a number from 1") };
    if version == Some(0) {
        return wrong("version is a number from 1");
    }
    let unit = unit.as_deref().filter(|unit| !unit.is_empty());
    let found = match at.round.parse::<Uuid>() {
        Ok(round) => app.results.document(round, unit, version).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(document)) => {
            ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, KEEPS)], Body::from(document)).into_response()
        }
        Ok(None) => refused(StatusCode::NOT_FOUND, "no such published round, unit or version"),
        Err(error) => unavailable(&app, &error),
    }
}

/// The description itself (`OpenAPI` 3.1).
pub async fn api_description(_: ApiDescription, app: AppState) -> Response {
    Json((*app.api_description).clone()).into_response()
}

fn wrong(what: &str) -> Response {
    refused(StatusCode::BAD_REQUEST, what)
}

fn unavailable(app: &AppState, error: &PortError) -> Response {
    (app.log_broken)(error);
    refused(StatusCode::SERVICE_UNAVAILABLE, "temporarily unavailable")
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, Json(ApiError { error: error.to_owned() })).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
        let cursor = Cursor { round: Uuid::from_u128(7), unit: Uuid::max() };
        assert_eq!(read(&written(cursor)), Some(cursor));
        let hyphened = format!("{}.{}", cursor.round, cursor.unit);
        for other in ["", ".", "1000000000", &hyphened, &written(cursor).to_uppercase()] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
