//! What official statistics say of units' households.

use crate::store::db::{StoreError, from_db};
use crate::store::tx::{Tx, fetch_all};
use app::domain::units::census::{Census, Counts, latest};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// A row of `official_households`.
#[derive(sqlx::FromRow)]
struct CensusRecord {
    unit_id: Uuid,
    counted_on: NaiveDate,
    households: i64,
    source: String,
}

/// What was counted last of each unit until a day, or what the units it was made of add up to. What gave a part away and
/// stands on, or was divided among several, adds up to nothing.
pub(super) async fn load_census(tx: &mut Tx, until: NaiveDate) -> Result<BTreeMap<Uuid, Census>, StoreError> {
    let sql = "select unit_id, counted_on, households, source from official_households where counted_on <= $1";
    let rows: Vec<CensusRecord> = fetch_all!(tx, sql, until)?;
    let mut counts: BTreeMap<Uuid, Counts> = BTreeMap::new();
    for CensusRecord { unit_id, counted_on, households, source } in rows {
        let one = Census { households: from_db(households), on: counted_on, source, former: 0 };
        counts.entry(unit_id).or_default().insert(counted_on, one);
    }
    let sql = "select s.successor_id, s.predecessor_id, b.valid_to < n.valid_from from unit_succession s
               join unit n on n.id = s.successor_id join unit b on b.id = s.predecessor_id
               order by n.valid_from, s.successor_id";
    let rows: Vec<(Uuid, Uuid, bool)> = fetch_all!(tx, sql)?;
    let mut heirs: HashMap<Uuid, u32> = HashMap::new();
    for (_, before, _) in &rows {
        *heirs.entry(*before).or_default() += 1;
    }
    let mut mergers: Vec<(Uuid, Vec<Uuid>)> = Vec::new();
    let mut parted: HashSet<Uuid> = HashSet::new();
    for (after, before, is_over) in rows {
        if !is_over || heirs[&before] > 1 {
            parted.insert(after);
        }
        match mergers.last_mut() {
            Some((last, all)) if *last == after => all.push(before),
            _ => mergers.push((after, vec![before])),
        }
    }
    mergers.retain(|(after, _)| !parted.contains(after));
    Ok(latest(counts, &mergers))
}
