//! What was done, on its way into the audit log.

use crate::store::authority::Scope;
use crate::store::db::StoreError;
use crate::store::tx::{Tx, execute};
use app::message::Message;
use app::ports::common::Now;
use uuid::Uuid;

/// Something that was done.
#[derive(Clone, Debug)]
pub(super) struct JournalEntry {
    pub(super) act: Message,
    pub(super) unit: Option<Uuid>,
    pub(super) hamlet: Option<Uuid>,
    pub(super) round: Option<Uuid>,
    pub(super) detail: Option<Message>,
}

impl JournalEntry {
    pub(super) fn new(act: impl Into<Message>, unit: Option<Uuid>) -> Self {
        Self { act: act.into(), unit, hamlet: None, round: None, detail: None }
    }

    /// About a round, or the plan that has its key.
    pub(super) fn of_round(act: impl Into<Message>, unit: Uuid, round: Uuid) -> Self {
        Self { round: Some(round), ..Self::new(act, Some(unit)) }
    }

    /// About one hamlet of a round.
    pub(super) fn of_hamlet(act: impl Into<Message>, commune: Uuid, round: Uuid, hamlet: Uuid) -> Self {
        Self { hamlet: Some(hamlet), ..Self::of_round(act, commune, round) }
    }

    /// The same with more about it.
    pub(super) fn with(self, detail: impl Into<Message>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// Writes into the audit log.
pub(super) async fn record(tx: &mut Tx, who: &Scope, entry: JournalEntry, now: Now) -> Result<(), StoreError> {
    let sql = "insert into audit_log (id, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let JournalEntry { act, unit, hamlet, round, detail } = entry;
    let detail = detail.map(|detail| serde_json::to_string(&detail)).transpose()?;
    execute!(tx, sql, Uuid::new_v4(), now, who.account, &who.who, act.key, unit, hamlet, round, detail)?;
    Ok(())
}
