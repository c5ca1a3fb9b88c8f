//! Conflicts, settled with a sentence.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::db::from_db;
use crate::store::journal::{JournalEntry, record};
use crate::store::paper_entries::take_slip_out;
use crate::store::round_hamlets::asked_hamlet;
use crate::store::round_records::lock_open_round;
use crate::store::tx::{execute, fetch_optional, write};
use app::domain::people::account::Permission;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::conflicts::{ConflictKind, ConflictRefused, Conflicts, ConflictsAct, ConflictsDetail};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Conflicts for Store {
    async fn settle(&self, by: &Actor, id: Uuid, decision: &str, restores_slip: bool, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let sql = "select round_id, hamlet_id, serial, kind from conflict where id = $1";
            let row: Option<SettledRecord> = fetch_optional!(tx, sql, id)?;
            let SettledRecord { round_id, hamlet_id: hamlet, serial, kind } = row.ok_or(PortError::Missing)?;
            let who = require(tx, by, Permission::Settle, Place::Hamlet(hamlet)).await?;
            let (_, round) = lock_open_round(tx, round_id).await?;
            let decision = decision.trim();
            if decision.is_empty() || decision.chars().count() > 300 {
                return refuse(ConflictRefused::Decision);
            }
            let serial = from_db(serial);
            if restores_slip {
                if kind != ConflictKind::OnlineAfterPaper.into_str() {
                    return refuse(ConflictRefused::NotPaper);
                }
                if !take_slip_out(tx, &self.key, round_id, hamlet, serial).await? {
                    return refuse(ConflictRefused::Counted);
                }
            }
            let sql = "update conflict set decision = $2, settled_id = $3 where id = $1";
            execute!(tx, sql, id, decision, who.account)?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            let detail = ConflictsDetail::SlipDecided { serial: serial.to_string(), decision: decision.to_owned() };
            let entry = JournalEntry::of_hamlet(ConflictsAct::SettleConflict, asked.commune_id, round_id, hamlet);
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(())
        })
    }
}

/// A conflict that is settled.
#[derive(sqlx::FromRow)]
struct SettledRecord {
    round_id: Uuid,
    hamlet_id: Uuid,
    serial: i64,
    kind: String,
}
