//! Units above and below one, as they stood on a day.

use crate::store::db::StoreError;
use crate::store::tx::{Tx, fetch_all};
use crate::store::unit_records::UnitRecord;
use app::domain::units::unit::Unit;
use chrono::NaiveDate;
use uuid::Uuid;

/// The unit and all below it that stood on the round's first day, down to the communes, by code.
pub(super) async fn units_below(tx: &mut Tx, unit: Uuid, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let sql = "with recursive tree (id) as (
                   select id from unit where id = $1
                   union all
                   select u.id from unit u join tree t on u.parent_id = t.id
                   where u.valid_from <= $2 and $2 <= u.valid_to)
               select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
               from unit u join tree t on t.id = u.id order by u.code";
    UnitRecord::read_all(fetch_all!(tx, sql, unit, day)?)
}

/// Begins a statement with what leads from a unit down (`high`, `low`): to the units in it; to the communes a commune was made
/// of, once they are no more; and from a wider unit to the one whose code it took over, as a province does that is laid
/// together with others. What stands beside a part it gave away keeps its own affairs.
pub(super) const EDGES: &str = "with recursive edge (high, low) as (
    select parent_id, id from unit where parent_id is not null
    union all
    select s.successor_id, s.predecessor_id from unit_succession s join unit b on b.id = s.predecessor_id
    where b.level = 'commune' and b.valid_to < s.since
    union all
    select n.id, b.id from unit n join unit b on b.code = n.code and b.level = n.level
    where n.level <> 'commune' and b.valid_to < n.valid_from)";

/// The unit `$1` and all that leads down from it, behind `EDGES`.
pub(super) const BELOW: &str = "below (id) as (
    select id from unit where id = $1
    union
    select e.low from edge e join below b on e.high = b.id)";

/// Begins a statement with the unit `$1` and all that stand in it, without what they were made of.
pub(super) const INSIDE: &str = "with recursive below (id) as (
    select id from unit where id = $1
    union all
    select u.id from unit u join below b on u.parent_id = b.id)";

/// A unit and all below it, with what any of them was made of, as they stood on a day, down to the communes, by code.
pub(super) async fn lineage(tx: &mut Tx, unit: Uuid, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let sql = format!(
        "{EDGES}, {BELOW} select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
         from unit u join below b on b.id = u.id where u.valid_from <= $2 and $2 <= u.valid_to order by u.code"
    );
    let sql = sqlx::AssertSqlSafe(sql);
    UnitRecord::read_all(fetch_all!(tx, sql, unit, day)?)
}

/// Begins a statement with the unit `$1` and those above it, each with how far above it stands.
pub(super) const CHAIN: &str = "with recursive chain (id, parent_id, depth) as (
    select id, parent_id, 0 from unit where id = $1
    union all
    select u.id, u.parent_id, c.depth + 1 from unit u join chain c on u.id = c.parent_id)";

/// The units above one, topmost first.
pub(super) async fn units_above(tx: &mut Tx, unit: Uuid) -> Result<Vec<Unit>, StoreError> {
    let sql = format!(
        "{CHAIN} select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
         from unit u join chain c on c.id = u.id where c.depth > 0 order by c.depth desc"
    );
    UnitRecord::read_all(fetch_all!(tx, sqlx::AssertSqlSafe(sql), unit)?)
}
