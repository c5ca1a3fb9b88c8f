//! What units were made of and what became of them.

use crate::store::db::StoreError;
use crate::store::tx::{Tx, fetch_all};
use crate::store::unit_records::{NameRecord, UnitRecord};
use app::domain::units::unit::Unit;
use app::ports::units::UnitHistory;
use uuid::Uuid;

/// A unit beside another one, and whether all of its people went there.
#[derive(sqlx::FromRow)]
struct RelatedRecord {
    #[sqlx(flatten)]
    named: NameRecord,
    whole: bool,
}

/// Whether all of a predecessor `b` went to one unit by the succession `s`: it was over by then, and has no other heir.
const WHOLE: &str = "b.valid_to < s.since
    and not exists (select 1 from unit_succession o where o.predecessor_id = b.id and o.successor_id <> s.successor_id)";

/// What a unit was made of and what became of it.
pub(super) async fn unit_history(tx: &mut Tx, unit: Uuid) -> Result<UnitHistory, StoreError> {
    let before = format!(
        "select u.code, u.kind, u.level, u.name, {WHOLE} as whole from unit_succession s
         join unit b on b.id = s.predecessor_id join unit u on u.id = b.id where s.successor_id = $1 order by u.code"
    );
    let after = "select u.code, u.kind, u.level, u.name, b.valid_to < s.since as whole from unit_succession s
                 join unit b on b.id = s.predecessor_id join unit u on u.id = s.successor_id
                 where s.predecessor_id = $1 order by u.code";
    let before: Vec<RelatedRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(before), unit)?;
    let after: Vec<RelatedRecord> = fetch_all!(tx, after, unit)?;
    let mut history = UnitHistory::default();
    for RelatedRecord { named, whole } in before {
        let side = if whole { &mut history.predecessors } else { &mut history.parts_of };
        side.push(named.read()?);
    }
    for RelatedRecord { named, whole } in after {
        let side = if whole { &mut history.successors } else { &mut history.gave_to };
        side.push(named.read()?);
    }
    Ok(history)
}

/// The units that are no more and that a unit was made of, as they stood last.
pub(super) async fn predecessors(tx: &mut Tx, unit: Uuid) -> Result<Vec<Unit>, StoreError> {
    let sql = "select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
               from unit_succession s join unit u on u.id = s.predecessor_id
               where s.successor_id = $1 and u.valid_to < s.since order by u.code";
    UnitRecord::read_all(fetch_all!(tx, sql, unit)?)
}
