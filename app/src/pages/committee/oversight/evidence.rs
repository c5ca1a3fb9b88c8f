//! A photo or scan that comes along with what it proves.

use crate::domain::units::unit::Unit;
use crate::extract::CurrentUser;
use crate::forms::{At as _, File, Outcome};
use crate::ports::common::Actor;
use crate::state::AppState;
use uuid::Uuid;

/// Keeps the file that came along, if one did.
pub(super) async fn keep_file(
    app: &AppState,
    user: &CurrentUser,
    unit: &Unit,
    File(file): File,
) -> Result<Option<Uuid>, Outcome> {
    let Some(file) = file.filter(|file| !file.content.is_empty()) else { return Ok(None) };
    // The form's key is for what the file proves.
    let by = Actor::account(user.id);
    app.files.keep_file(&by, unit, &file.name, file.content, (app.now)()).await.at("file").map(Some)
}
