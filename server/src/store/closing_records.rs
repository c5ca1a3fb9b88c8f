//! How hamlets were closed.

use crate::store::db::StoreError;
use crate::store::tx::{Tx, scalar_optional, scalars};
use app::ports::common::{Answer, refuse};
use app::ports::hamlet_closing::{Closing, HamletRefused};
use uuid::Uuid;

/// How a hamlet was closed, if it is.
pub(super) async fn load_closing(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Option<Closing>, StoreError> {
    let sql = "select document from hamlet_closing where round_id = $1 and hamlet_id = $2";
    let document: Option<String> = scalar_optional!(tx, sql, round, hamlet)?;
    Ok(document.map(|document| serde_json::from_str(&document)).transpose()?)
}

/// How a hamlet was closed before corrections, oldest first.
pub(super) async fn former_closings(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<Closing>, StoreError> {
    let sql = "select closing from former_minutes where round_id = $1 and hamlet_id = $2 and closing is not null
               order by version";
    let rows: Vec<String> = scalars!(tx, sql, round, hamlet)?;
    rows.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
}

/// A reason that has to be given, in one line or a few.
pub(super) fn expect_reason(reason: &str) -> Answer<&str> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return refuse(HamletRefused::Reason);
    }
    Ok(reason)
}
