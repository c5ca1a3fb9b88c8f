//! Conflicts: slips that came in twice, or that should not have. Noted and counted, never dropped.

use crate::store::db::{StoreError, from_db, to_db};
use crate::store::tx::{Tx, fetch_all, scalar};
use app::ports::conflicts::{Conflict, ConflictKind};
use uuid::Uuid;

/// How often a settled conflict may come and still be open again: a slip that was made good may be keyed in wrongly once
/// more. What a household only says is heard once, or it could hold its hamlet open for ever.
const fn most_before_reopening(kind: ConflictKind) -> i64 {
    match kind {
        ConflictKind::Unanswered => 0,
        _ => 3,
    }
}

/// Notes a conflict. The same again is the same conflict; where `counts`, it counts up, and may be open again. Answers
/// whether it is open.
pub(super) async fn note_conflict(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Uuid,
    serial: u64,
    kind: ConflictKind,
    counts: bool,
) -> Result<bool, StoreError> {
    let sql = "insert into conflict (id, round_id, hamlet_id, serial, kind, times) values ($1, $2, $3, $4, $5, 1)
               on conflict (round_id, hamlet_id, serial, kind) do update set times = conflict.times + $6,
                   decision = case when $6 > 0 and conflict.times < $7 then null else conflict.decision end,
                   settled_id = case when $6 > 0 and conflict.times < $7 then null else conflict.settled_id end
               returning cast(case when decision is null then 1 else 0 end as bigint)";
    let (more, most) = (i64::from(counts), most_before_reopening(kind));
    let is_open: i64 = scalar!(tx, sql, Uuid::new_v4(), round, hamlet, to_db(serial), kind.into_str(), more, most)?;
    Ok(is_open == 1)
}

/// The conflicts of a hamlet, open ones first.
pub(super) async fn load_conflicts(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<Conflict>, StoreError> {
    let sql = "select id, serial, kind, times, decision from conflict where round_id = $1 and hamlet_id = $2
               order by case when decision is null then 0 else 1 end, serial";
    let rows: Vec<ConflictRecord> = fetch_all!(tx, sql, round, hamlet)?;
    rows.into_iter().map(ConflictRecord::read).collect()
}

/// A row of `conflict`.
#[derive(sqlx::FromRow)]
struct ConflictRecord {
    id: Uuid,
    serial: i64,
    kind: String,
    times: i64,
    decision: Option<String>,
}

impl ConflictRecord {
    fn read(self) -> Result<Conflict, StoreError> {
        let Self { id, serial, kind, times, decision } = self;
        let known = ConflictKind::ALL.into_iter().find(|known| known.into_str() == kind);
        let kind = known.ok_or(StoreError::Word(kind))?;
        Ok(Conflict { id, serial: from_db(serial), kind, times: from_db(times), decision })
    }
}
