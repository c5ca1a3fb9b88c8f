//! Hamlets that take no more ballots.

use crate::store::db::StoreError;
use crate::store::tx::{Tx, fetch_optional};
use app::i18n::local;
use app::ports::common::{Answer, Now, refuse};
use app::ports::hamlet_closing::{Closing, HamletRefused};
use uuid::Uuid;

/// How a hamlet was closed, if it is.
pub(super) async fn load_closing(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Option<Closing>, StoreError> {
    let sql = "select closed_at, closed_by from hamlet_closing where round_id = $1 and hamlet_id = $2";
    let row: Option<(Now, String)> = fetch_optional!(tx, sql, round, hamlet)?;
    Ok(row.map(|(at, by)| Closing { day: local(at).date(), by }))
}

/// A reason that has to be given, in one line or a few.
pub(super) fn expect_reason(reason: &str) -> Answer<&str> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return refuse(HamletRefused::Reason);
    }
    Ok(reason)
}
