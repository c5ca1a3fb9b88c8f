//! Published results of all rounds, some at a time.

use crate::store::Store;
use crate::store::db::{db_error, small};
use crate::store::round_records::load_round;
use crate::store::tx::fetch_all;
use app::domain::collection::round::Round;
use app::ports::common::Answer;
use app::ports::open_data::{Cursor, OpenData, OpenResults};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl OpenData for Store {
    async fn open_results(&self, after: Option<Cursor>, most: u32) -> Answer<Vec<OpenResults>> {
        let tx = &mut self.db.read().await?;
        // No round and no unit has this key.
        let Cursor { round, unit } = after.unwrap_or(Cursor { round: Uuid::nil(), unit: Uuid::nil() });
        let sql = "select round_id, unit_id, version, document, published_on from published
                   where latest = 1 and (round_id > $1 or (round_id = $1 and unit_id > $2))
                   order by round_id, unit_id limit $3";
        let rows: Vec<PublishedRecord> = fetch_all!(tx, sql, round, unit, i64::from(most))?;
        let mut rounds: HashMap<Uuid, Arc<Round>> = HashMap::new();
        let mut found = Vec::with_capacity(rows.len());
        for PublishedRecord { round_id, unit_id, version, document, published_on } in rows {
            let round = if let Some(round) = rounds.get(&round_id) {
                Arc::clone(round)
            } else {
                let round = Arc::new(load_round(tx, round_id).await?.1);
                rounds.insert(round_id, Arc::clone(&round));
                round
            };
            let results = serde_json::from_str(&document).map_err(db_error)?;
            let cursor = Cursor { round: round_id, unit: unit_id };
            found.push(OpenResults { cursor, round, results, version: small(version), published_on });
        }
        Ok(found)
    }
}

/// A row of `published`.
#[derive(sqlx::FromRow)]
struct PublishedRecord {
    round_id: Uuid,
    unit_id: Uuid,
    version: i64,
    document: String,
    published_on: NaiveDate,
}
