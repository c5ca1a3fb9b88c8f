//! Receipts of ballots that lay in opened boxes.

use crate::store::Store;
use crate::store::audit_slip_records::read_receipt;
use crate::store::counting_records::load_counting;
use crate::store::db::StoreError;
use crate::store::round_hamlets::{AskedHamlet, asked_hamlet, hamlets_together};
use crate::store::round_records::load_round;
use crate::store::tx::{Tx, fetch_all, scalars};
use app::domain::collection::receipt::Receipt;
use app::ports::common::Answer;
use app::ports::receipts::{OpenedBox, Receipts};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Receipts for Store {
    async fn boxes_of(&self, receipt: &Receipt) -> Answer<Vec<OpenedBox>> {
        let tx = &mut self.db.read().await?;
        let sql = "select distinct round_id, hamlet_id from receipt where receipt = $1 order by round_id, hamlet_id";
        let boxes: Vec<(Uuid, Uuid)> = fetch_all!(tx, sql, receipt.compact())?;
        let mut found = Vec::new();
        for (round, hamlet) in boxes {
            found.extend(opened_box(tx, round, hamlet).await?);
        }
        Ok(found)
    }

    async fn receipts(&self, round: Uuid, hamlet: Uuid) -> Answer<Option<(OpenedBox, Vec<Receipt>)>> {
        let tx = &mut self.db.read().await?;
        let receipts = box_receipts(tx, round, hamlet).await?;
        if receipts.is_empty() {
            return Ok(None);
        }
        Ok(opened_box(tx, round, hamlet).await?.map(|opened| (opened, receipts)))
    }
}

/// The receipts of a box in their order.
pub(super) async fn box_receipts(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<Receipt>, StoreError> {
    let sql = "select receipt from receipt where round_id = $1 and hamlet_id = $2 order by number";
    let rows: Vec<String> = scalars!(tx, sql, round, hamlet)?;
    rows.into_iter().map(read_receipt).collect()
}

async fn opened_box(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<Option<OpenedBox>> {
    let Some(minutes) = load_counting(tx, round, hamlet).await? else { return Ok(None) };
    let together = hamlets_together(tx, round, hamlet).await?;
    let (_, round) = load_round(tx, round).await?;
    let AskedHamlet { commune, .. } = asked_hamlet(tx, &round, hamlet).await?;
    Ok(Some(OpenedBox {
        round,
        hamlet,
        hamlets: together.into_iter().map(|hamlet| hamlet.name).collect(),
        commune,
        day: minutes.day,
        root: minutes.receipts.map(|list| list.root).unwrap_or_default(),
    }))
}
