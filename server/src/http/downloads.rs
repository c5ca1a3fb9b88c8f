//! Files that people sent, shown as what they were checked to be, and the workbook to fill in.

use crate::files;
use app::error::ErrorPage;
use app::extract::{CurrentUser, Query};
use app::ports::common::PortError;
use app::routes::{
    BallotForm, CriteriaTemplate, EvidenceFile, HamletFile, HamletsTemplate, SignedDocumentFile, SignedNoticeFile,
};
use app::state::AppState;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::error::Error;
use tokio::task::spawn_blocking;

/// A photo or scan of signed minutes.
pub async fn hamlet_file(at: HamletFile, user: CurrentUser, app: AppState) -> Result<Response, ErrorPage> {
    let (row, content) = app.hamlet_closing.attachment(&user.actor(), at.file).await?;
    Ok(sandboxed(&row.name, &row.media_type, &content))
}

/// A file that proves a status or stands beside a recommendation.
pub async fn evidence_file(at: EvidenceFile, user: CurrentUser, app: AppState) -> Result<Response, ErrorPage> {
    let (row, content) = app.files.file(&user.actor(), at.file).await?;
    Ok(sandboxed(&row.name, &row.media_type, &content))
}

/// What was signed of a published round, for whoever concludes it.
pub async fn signed_document_file(
    at: SignedDocumentFile,
    user: CurrentUser,
    app: AppState,
) -> Result<Response, ErrorPage> {
    let (row, content) = app.signed_documents.signed_document(Some(&user.actor()), at.file).await?;
    Ok(sandboxed(&row.name, &row.media_type, &content))
}

/// A signed notice, for everybody.
pub async fn signed_notice_file(at: SignedNoticeFile, app: AppState) -> Result<Response, ErrorPage> {
    let is_of_round = app.signed_documents.signed_notices(at.round).await?.iter().any(|own| own.file == at.file);
    if !is_of_round {
        return Err(ErrorPage::NotFound);
    }
    let (row, content) = app.signed_documents.signed_document(None, at.file).await?;
    Ok(sandboxed(&row.name, &row.media_type, &content))
}

/// A file that can do nothing in a browser. Viewers of PDF files do not run in a sandbox; a photo is shown, a PDF file is
/// saved.
fn sandboxed(name: &str, media_type: &str, content: &[u8]) -> Response {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let how = if media_type.starts_with("image/") { "inline" } else { "attachment" };
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, format!("{how}; filename=\"{plain}\"")),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    (headers, Body::from(content.to_vec())).into_response()
}

/// The workbook to fill in, with the units of one's scope and what holds now, for one ruleset (`bo`).
pub async fn criteria_template(
    _: CriteriaTemplate,
    user: CurrentUser,
    query: Query,
    app: AppState,
) -> Result<Response, ErrorPage> {
    let scope = app.units.scope(&user.actor(), (app.now)()).await?;
    let choice = app.rulesets_for(&scope);
    let asked = if query.get("bo").is_empty() { choice.usual() } else { choice.get(query.get("bo")) };
    let ruleset = asked.ok_or(ErrorPage::NotFound)?;
    let units = app.criteria.standing(&user.actor(), &ruleset.id, ruleset.level, (app.now)()).await?;
    let units: Vec<_> =
        units.into_iter().filter(|(unit, known)| ruleset.recognises(unit) || !known.is_empty()).collect();
    let name = format!("tieu-chi-{}.xlsx", ruleset.id);
    let ruleset = ruleset.clone();
    let workbook = made_beside(move || files::template(&ruleset, &units)).await?;
    Ok(workbook_response(&name, workbook))
}

/// The workbook to fill a commune's hamlets into, with those it has.
pub async fn hamlets_template(at: HamletsTemplate, user: CurrentUser, app: AppState) -> Result<Response, ErrorPage> {
    let list = app.hamlets.hamlets(&user.actor(), &at.commune, (app.now)()).await?;
    let name = format!("thon-{}.xlsx", list.commune.code);
    let workbook = made_beside(move || files::hamlet_template(&list.hamlets)).await?;
    Ok(workbook_response(&name, workbook))
}

/// The ballot of a plan as a form of other programs.
pub async fn ballot_form(at: BallotForm, user: CurrentUser, app: AppState) -> Result<Response, ErrorPage> {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    let name = format!("phieu-{}-{}.xlsx", view.unit.code, view.plan.ruleset.id);
    let form = made_beside(move || files::xlsform(&view.plan.ruleset, &view.unit.name)).await?;
    Ok(workbook_response(&name, form))
}

fn workbook_response(name: &str, workbook: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from(workbook)).into_response()
}

/// Makes a file beside what is asked of the server meanwhile: a province's takes a while.
pub(super) async fn made_beside<E: Error + Send + Sync + 'static>(
    make: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>, PortError> {
    let made = spawn_blocking(make).await.map_err(|error| PortError::Broken(Box::new(error)))?;
    made.map_err(|error| PortError::Broken(Box::new(error)))
}
