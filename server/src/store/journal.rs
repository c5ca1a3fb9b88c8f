//! What was done, on its way into the audit log.
//!
//! The log is a chain: each line carries a keyed hash of what it says and of the hash before it. Whoever changes the
//! database without the key cannot change, add or take out a line unnoticed, nor cut off the end of the log.

use crate::store::authority::Scope;
use crate::store::db::StoreError;
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_all, fetch_one, scalar, scalar_optional};
use app::message::Message;
use app::ports::common::Now;
use app::ports::verification::Discrepancy;
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

/// Writes into the audit log, behind its last line.
pub(super) async fn record(
    tx: &mut Tx,
    key: &InstallationKey,
    who: &Scope,
    entry: JournalEntry,
    now: Now,
) -> Result<(), StoreError> {
    let (last, before) = audit_head(tx).await?;
    let line = LineRecord {
        no: last + 1,
        happened_at: now,
        account_id: who.account,
        who: who.who.clone(),
        act: entry.act.key.into_owned(),
        unit_id: entry.unit,
        hamlet_id: entry.hamlet,
        round_id: entry.round,
        detail: entry.detail.map(|detail| serde_json::to_string(&detail)).transpose()?,
    };
    let link = line.link(key, &before);
    let sql =
        "insert into audit_log (no, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail, link)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let LineRecord { no, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail } = line;
    execute!(tx, sql, no, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail, &link)?;
    execute!(tx, "update audit_end set no = $1, seal = $2", no, key.audit_seal(no, &link))?;
    Ok(())
}

/// The number of the last line and the link it ends with; whoever asks takes turns until the end of the transaction.
pub(super) async fn audit_head(tx: &mut Tx) -> Result<(i64, Vec<u8>), StoreError> {
    let sql = match tx {
        Tx::Sqlite(_) => "select no from audit_end",
        Tx::Postgres(_) => "select no from audit_end for update",
    };
    let last: i64 = scalar!(tx, sql)?;
    let link: Option<Vec<u8>> = scalar_optional!(tx, "select link from audit_log where no = $1", last)?;
    Ok((last, link.unwrap_or_default()))
}

/// A row of `audit_log`, without its link.
#[derive(sqlx::FromRow)]
struct LineRecord {
    no: i64,
    happened_at: Now,
    account_id: Option<Uuid>,
    who: String,
    act: String,
    unit_id: Option<Uuid>,
    hamlet_id: Option<Uuid>,
    round_id: Option<Uuid>,
    detail: Option<String>,
}

impl LineRecord {
    /// The keyed hash of all it says and of the link before it.
    fn link(&self, key: &InstallationKey, before: &[u8]) -> Vec<u8> {
        let word = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        // Of a moment both databases keep microseconds.
        let (no, at) = (self.no.to_string(), self.happened_at.timestamp_micros().to_string());
        let (account, unit) = (word(self.account_id), word(self.unit_id));
        let (hamlet, round) = (word(self.hamlet_id), word(self.round_id));
        let detail = self.detail.as_deref().unwrap_or_default();
        let said = [&no, &at, &account, &self.who, &self.act, &unit, &hamlet, &round, detail];
        key.audit_link(before, &said)
    }
}

/// A row of `audit_log`.
#[derive(sqlx::FromRow)]
struct LinkedRecord {
    #[sqlx(flatten)]
    line: LineRecord,
    link: Vec<u8>,
}

/// How many lines are checked at a time.
const AT_A_TIME: i64 = 5_000;

/// Follows the log from its first line to its end, and names the first line that was changed, added or taken out from
/// outside.
pub(super) async fn check_audit_log(tx: &mut Tx, key: &InstallationKey) -> Result<Option<Discrepancy>, StoreError> {
    let (mut last, mut before) = (0, Vec::new());
    loop {
        let sql = "select no, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail, link
                   from audit_log where no > $1 order by no limit $2";
        let lines: Vec<LinkedRecord> = fetch_all!(tx, sql, last, AT_A_TIME)?;
        if lines.is_empty() {
            break;
        }
        for LinkedRecord { line, link } in lines {
            last += 1;
            if line.no != last || line.link(key, &before) != link {
                return Ok(Some(Discrepancy::AuditLine { no: last.to_string() }));
            }
            before = link;
        }
    }
    let (kept, seal): (i64, Vec<u8>) = fetch_one!(tx, "select no, seal from audit_end")?;
    let is_end = kept == last && (last == 0 || seal == key.audit_seal(last, &before));
    let (kept, found) = (kept.to_string(), last.to_string());
    Ok((!is_end).then_some(Discrepancy::AuditEnd { kept, found }))
}
