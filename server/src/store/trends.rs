//! A commune across its rounds.

use crate::store::Store;
use crate::store::db::db_error;
use crate::store::published_records::{published_document, published_rounds};
use crate::store::round_records::load_round;
use crate::store::tx::Tx;
use crate::store::unit_history::predecessors;
use crate::store::unit_tree::units_above;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::Answer;
use app::ports::trends::{RoundResults, TrendView, Trends};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Trends for Store {
    async fn trend(&self, unit: &Unit) -> Answer<TrendView> {
        let tx = &mut self.db.read().await?;
        let mut former: Vec<(Unit, Vec<RoundResults>)> = Vec::new();
        for before in predecessors(tx, unit.id).await? {
            let own = rounds_of(tx, before.id).await?;
            if !own.is_empty() {
                former.push((before, own));
            }
        }
        Ok(TrendView {
            unit: unit.clone(),
            above: units_above(tx, unit.id).await?,
            rounds: rounds_of(tx, unit.id).await?,
            predecessors: former,
        })
    }
}

async fn rounds_of(tx: &mut Tx, unit: Uuid) -> Answer<Vec<RoundResults>> {
    let mut found = Vec::new();
    for (picked, level) in published_rounds(tx, unit).await?.into_iter().rev() {
        if level != Level::Commune.into_str() {
            continue;
        }
        let (_, round) = load_round(tx, picked.id).await?;
        let results = serde_json::from_str(&published_document(tx, picked.id, unit).await?).map_err(db_error)?;
        found.push(RoundResults { round, results });
    }
    Ok(found)
}
