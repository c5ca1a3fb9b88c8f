//! Hand-counted minutes as they are kept: a channel of their own, in which no household is counted that was counted by slip.

use crate::store::db::{StoreError, db_error, from_db, to_db};
use crate::store::round_hamlets::RoundHamlet;
use crate::store::slip_records::void_unused_slips;
use crate::store::tx::{Tx, execute, fetch_all, fetch_one};
use app::domain::collection::minutes::Minutes;
use app::domain::survey::count::Turnout;
use app::ports::common::{Answer, Now, PortError, refuse};
use app::ports::minutes::{MinutesFault, MinutesRefused};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The minutes kept of a round, by hamlet.
pub(super) async fn load_minutes(tx: &mut Tx, round: Uuid) -> Result<BTreeMap<Uuid, Minutes>, StoreError> {
    let sql = "select hamlet_id, document from minutes where round_id = $1";
    let rows: Vec<(Uuid, String)> = fetch_all!(tx, sql, round)?;
    rows.into_iter().map(|(hamlet, document)| Ok((hamlet, serde_json::from_str(&document)?))).collect()
}

pub(super) async fn write_minutes(tx: &mut Tx, round: Uuid, hamlet: &RoundHamlet, minutes: &Minutes) -> Answer<()> {
    let keep = "insert into minutes (round_id, hamlet_id, document) values ($1, $2, $3)
                on conflict (round_id, hamlet_id) do update set document = excluded.document";
    let document = serde_json::to_string(minutes).map_err(db_error)?;
    execute!(tx, keep, round, hamlet.id, &document)?;
    let households = "update round_hamlet set households = $3 where round_id = $1 and hamlet_id = $2";
    let number = to_db(minutes.turnout.households);
    execute!(tx, households, round, hamlet.id, number)?;
    // The hamlet is counted: a slip that was not used online cannot be any more.
    void_unused_slips(tx, round, hamlet.id).await?;
    let turnout =
        "insert into turnout (round_id, hamlet_id, channel, issued, returned, valid, invalid, assisted, paper)
                   values ($1, $2, 'minutes', $3, $4, $5, $6, 0, 0)
                   on conflict (round_id, hamlet_id, channel) do update set issued = excluded.issued,
                       returned = excluded.returned, valid = excluded.valid, invalid = excluded.invalid";
    let head = &minutes.turnout;
    execute!(
        tx,
        turnout,
        round,
        hamlet.id,
        to_db(head.issued),
        to_db(head.returned),
        to_db(head.valid),
        to_db(head.invalid)
    )?;
    let tally = "insert into tally (round_id, hamlet_id, channel, question, satisfied, unsatisfied)
                 values ($1, $2, 'minutes', $3, $4, $5)
                 on conflict (round_id, hamlet_id, channel, question)
                 do update set satisfied = excluded.satisfied, unsatisfied = excluded.unsatisfied";
    for (no, count) in (1_i64..).zip(&minutes.counts) {
        execute!(tx, tally, round, hamlet.id, no, to_db(count.satisfied), to_db(count.unsatisfied))?;
    }
    Ok(())
}

/// Refuses minutes of a hamlet that would count a household twice.
pub(super) async fn expect_no_household_twice(
    tx: &mut Tx,
    round: Uuid,
    hamlet: &RoundHamlet,
    new: &Minutes,
) -> Answer<()> {
    let online = online_returned(tx, round).await?.get(&hamlet.id).copied().unwrap_or_default();
    match twice_counted(&hamlet.code, &new.turnout, hamlet, online) {
        Some(fault) => refuse(fault),
        None => Ok(()),
    }
}

/// Where codes were issued, paper can only come from households that did not answer online: each has one slip.
pub(super) fn twice_counted(code: &str, head: &Turnout, hamlet: &RoundHamlet, online: u64) -> Option<MinutesFault> {
    if hamlet.issued == 0 {
        return None;
    }
    if head.households != hamlet.households {
        return Some(MinutesFault::HouseholdsAtIssue {
            hamlet: code.to_owned(),
            issued: hamlet.households,
            said: head.households,
        });
    }
    let left = hamlet.issued.saturating_sub(online);
    (head.issued > left).then(|| MinutesFault::TooMany {
        hamlet: code.to_owned(),
        issued: hamlet.issued,
        online,
        left,
        said: head.issued,
    })
}

pub(super) async fn online_returned(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, u64>, StoreError> {
    let sql = "select hamlet_id, returned from turnout where round_id = $1 and channel = 'ballot'";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round)?;
    Ok(rows.into_iter().map(|(hamlet, returned)| (hamlet, from_db(returned))).collect())
}

/// What is said where somebody else kept these minutes since a form was opened.
pub(super) fn overtaken(there: &Minutes) -> PortError {
    let Turnout { issued, returned, valid, invalid, .. } = there.turnout;
    PortError::Refused(MinutesRefused::Overtaken { issued, returned, valid, invalid }.into())
}

/// What a hamlet's minutes were, and those of its counting.
#[derive(sqlx::FromRow)]
struct AccountRecord {
    kept: i64,
    document: Option<String>,
    counting: Option<String>,
}

/// Keeps a hamlet's minutes, and those of its counting, as they were signed.
pub(super) async fn keep_former_minutes(tx: &mut Tx, round: Uuid, hamlet: Uuid, now: Now) -> Answer<()> {
    let sql = "select (select count(*) from former_minutes f
                       where f.round_id = r.round_id and f.hamlet_id = r.hamlet_id) as kept,
                      m.document as document, k.document as counting
               from round_hamlet r
               left join minutes m on m.round_id = r.round_id and m.hamlet_id = r.hamlet_id
               left join counting_minutes k on k.round_id = r.round_id and k.hamlet_id = r.hamlet_id
               where r.round_id = $1 and r.hamlet_id = $2";
    let AccountRecord { kept, document, counting } = fetch_one!(tx, sql, round, hamlet)?;
    if document.is_none() && counting.is_none() {
        return Ok(());
    }
    let sql = "insert into former_minutes (round_id, hamlet_id, version, document, counting, replaced_at)
               values ($1, $2, $3, $4, $5, $6)";
    execute!(tx, sql, round, hamlet, kept + 1, document.unwrap_or_default(), counting, now)?;
    Ok(())
}
