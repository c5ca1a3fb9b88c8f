//! Slips that come free again: a batch thrown away, one paper taken out of it.

use super::{BATCH, Kept, expect_open, hold_batch};
use crate::store::authority::{Deed, Place, note, require};
use crate::store::minutes::kill_fresh;
use crate::store::slips::asked_hamlet;
use crate::store::{Store, Tx, broken, on};
use app::domain::people::account::Power;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::paper::Slip;
use uuid::Uuid;

impl Store {
    /// Throws an open batch away: its slips are as before.
    pub(super) async fn throw_batch_away(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (batch, round, who) = hold_batch(&mut tx, by, id, Power::Collect).await?;
        let own = batch.first_id == who.account && batch.keyed_second == 0;
        if !own {
            require(&mut tx, by, Power::Settle, Place::Hamlet(batch.hamlet_id)).await?;
        }
        expect_open(&batch, &round)?;
        let sql = "select hash from code where round_id = $1 and hamlet_id = $2 and origin = 'paper'";
        let hashes: Vec<Vec<u8>> = on!(&mut tx, |conn| {
            sqlx::query_scalar(sql).bind(batch.round_id).bind(batch.hamlet_id).fetch_all(conn).await
        })
        .map_err(broken)?;
        let sql = "delete from paper_entry where batch_id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        for hash in hashes {
            let (mark, receipt) = (self.key.paper_mark(id, &hash), self.key.paper_receipt(id, &hash));
            release(&mut tx, id, &mark, &hash, &receipt).await?;
        }
        let sql = "delete from paper_batch where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        // Once the hamlet is counted by hand, a slip that comes free opens nothing any more.
        let asked = asked_hamlet(&mut tx, &round, batch.hamlet_id).await?;
        if asked.has_minutes {
            kill_fresh(&mut tx, batch.round_id, batch.hamlet_id).await?;
        }
        let (hamlet, of_round) = (Some(batch.hamlet_id), Some(round.id));
        let detail = format!("{} phiếu", batch.keyed_first.max(batch.keyed_second));
        let commune = Some(asked.commune_id);
        let deed = Deed { hamlet, round: of_round, detail, ..Deed::new("Bỏ lô phiếu giấy", commune) };
        note(&mut tx, &who, deed, now).await?;
        Ok(tx.commit().await?)
    }
}

/// Frees a slip of which nothing is keyed any more.
pub(super) async fn release(tx: &mut Tx, batch: Uuid, mark: &[u8], hash: &[u8], receipt: &[u8]) -> Answer<()> {
    let sql = "update code set state = 'fresh', receipt = null, origin = null
               where hash = $3 and receipt = $4
                 and not exists (select 1 from paper_entry where batch_id = $1 and slip = $2)";
    on!(tx, |conn| sqlx::query(sql).bind(batch).bind(mark).bind(hash).bind(receipt).execute(conn).await.map(drop))
        .map_err(broken)
}

impl Store {
    /// Takes a slip that is keyed in and not counted out of its batch; answers whether there was one.
    pub(in crate::store) async fn release_slip(
        &self,
        tx: &mut Tx,
        round: Uuid,
        hamlet: Uuid,
        serial: u64,
    ) -> Answer<bool> {
        let sql = format!("{BATCH} where b.round_id = $1 and b.hamlet_id = $2 and b.state = 'open'");
        let open: Vec<Kept> =
            on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(round).bind(hamlet).fetch_all(conn).await)
                .map_err(broken)?;
        for batch in open {
            let Some(slip) = self.find_slip(tx, &batch, Slip::Serial(serial)).await? else { continue };
            let (mark, receipt) =
                (self.key.paper_mark(batch.id, &slip.hash), self.key.paper_receipt(batch.id, &slip.hash));
            if slip.receipt.as_ref() == Some(&receipt) {
                let sql = "delete from paper_entry where batch_id = $1 and slip = $2";
                on!(tx, |conn| sqlx::query(sql).bind(batch.id).bind(&mark).execute(conn).await.map(drop))
                    .map_err(broken)?;
                release(tx, batch.id, &mark, &slip.hash, &receipt).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}
