//! Audit slips as they are kept, and what the count does with them.

use crate::store::db::{StoreError, from_db};
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_all, scalar, scalars};
use app::domain::collection::audit_slip::JudgedSlips;
use app::domain::collection::receipt::Receipt;
use app::domain::survey::ballot::Ballot;
use app::ports::common::{Answer, refuse};
use app::ports::rounds::RoundRefused;
use std::collections::HashMap;
use uuid::Uuid;

/// The receipts of audit slips whose box is not opened yet.
pub(super) async fn waiting_slips(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<Receipt>, StoreError> {
    let sql = "select receipt from audit_slip where round_id = $1 and hamlet_id = $2 and state = 'waiting'";
    let rows: Vec<String> = scalars!(tx, sql, round, hamlet)?;
    rows.into_iter().map(read_receipt).collect()
}

/// Whether every audit slip of a hamlet whose box is not opened yet was handed in through the program: whoever can write to the
/// database would else have any ballot set aside by its receipt, and read it.
pub(super) async fn are_handed_in(
    tx: &mut Tx,
    key: &InstallationKey,
    round: Uuid,
    hamlet: Uuid,
) -> Result<bool, StoreError> {
    let sql = "select id, slip, receipt, mark from audit_slip
               where round_id = $1 and hamlet_id = $2 and state = 'waiting'";
    let rows: Vec<HandedIn> = fetch_all!(tx, sql, round, hamlet)?;
    for HandedIn { id, slip, receipt, mark } in rows {
        let receipt = read_receipt(receipt)?;
        if key.audit_slip_mark(id, round, hamlet, &slip.unwrap_or_default(), &receipt) != mark {
            return Ok(false);
        }
    }
    Ok(true)
}

#[derive(sqlx::FromRow)]
struct HandedIn {
    id: Uuid,
    slip: Option<Vec<u8>>,
    receipt: String,
    mark: Vec<u8>,
}

/// Reads a receipt as it is kept.
pub(super) fn read_receipt(text: String) -> Result<Receipt, StoreError> {
    Receipt::from_compact(text.as_bytes()).ok_or(StoreError::Word(text))
}

/// How many audit slips a hamlet has, of boxes that are opened.
pub(super) async fn slips_by_hamlet(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, u64>, StoreError> {
    let sql =
        "select hamlet_id, count(*) from audit_slip where round_id = $1 and state <> 'waiting' group by hamlet_id";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round)?;
    Ok(rows.into_iter().map(|(hamlet, slips)| (hamlet, from_db(slips))).collect())
}

/// Takes the audit slips of a hamlet out of all that is counted of it, when its box is opened: neither ballot nor slip nor household.
pub(super) async fn take_slips_out(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    let sql = "select slip from audit_slip where round_id = $1 and hamlet_id = $2 and slip is not null";
    let slips: Vec<Vec<u8>> = scalars!(tx, sql, round, hamlet)?;
    for slip in slips {
        let sql =
            "update code set state = 'void', slip_status = 'audit', spent_from = null, origin = null where hash = $1";
        execute!(tx, sql, &slip)?;
        let sql = "update turnout set returned = returned - 1, valid = valid - 1
                   where round_id = $1 and hamlet_id = $2 and channel = 'ballot'";
        execute!(tx, sql, round, hamlet)?;
        // The household whose slip it was got another one as if it had moved in, so there is one too many.
        let sql = "update round_hamlet set households = households - 1
                   where round_id = $1 and hamlet_id = $2
                     and households > (select h.households from hamlet h where h.id = round_hamlet.hamlet_id)";
        execute!(tx, sql, round, hamlet)?;
        let sql = "update round_hamlet set issued = issued - 1 where round_id = $1 and hamlet_id = $2 and issued > 0";
        execute!(tx, sql, round, hamlet)?;
    }
    let sql = "update audit_slip set slip = null where round_id = $1 and hamlet_id = $2";
    execute!(tx, sql, round, hamlet)?;
    Ok(())
}

/// Notes what lay in the box for each audit slip of a hamlet: what was set aside, and nothing for those that were not there.
pub(super) async fn open_slips(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Uuid,
    set_aside: &[(Receipt, Ballot)],
) -> Result<(), StoreError> {
    for (receipt, ballot) in set_aside {
        let sql = "update audit_slip set answers = $4, state = 'opened'
                   where round_id = $1 and hamlet_id = $2 and receipt = $3 and state = 'waiting'";
        execute!(tx, sql, round, hamlet, receipt.compact(), ballot.text())?;
    }
    let sql = "update audit_slip set state = 'opened' where round_id = $1 and hamlet_id = $2 and state = 'waiting'";
    execute!(tx, sql, round, hamlet)?;
    Ok(())
}

/// The audit slips of a round that were judged, by the hamlet whose box they lay in.
pub(super) async fn judged_slips(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, JudgedSlips>, StoreError> {
    let sql = "select hamlet_id, count(*), count(case when agrees = 1 then 1 end) from audit_slip
               where round_id = $1 and state = 'judged' group by hamlet_id";
    let rows: Vec<(Uuid, i64, i64)> = fetch_all!(tx, sql, round)?;
    let judged = |(hamlet, judged, agreed)| (hamlet, JudgedSlips { judged: from_db(judged), agreed: from_db(agreed) });
    Ok(rows.into_iter().map(judged).collect())
}

/// Those of some hamlets together.
pub(super) fn slips_together<'a>(of: impl IntoIterator<Item = &'a JudgedSlips>) -> JudgedSlips {
    let add = |sum: JudgedSlips, one: &JudgedSlips| JudgedSlips {
        judged: sum.judged + one.judged,
        agreed: sum.agreed + one.agreed,
    };
    of.into_iter().fold(JudgedSlips::default(), add)
}

/// Refuses while nobody said of an audit slip whether it agrees.
pub(super) async fn expect_all_judged(tx: &mut Tx, round: Uuid) -> Answer<()> {
    let sql = "select count(*) from audit_slip where round_id = $1 and state <> 'judged'";
    let left: i64 = scalar!(tx, sql, round)?;
    if left > 0 {
        return refuse(RoundRefused::AuditSlips { slips: left.unsigned_abs() });
    }
    Ok(())
}
