//! The minutes of the counting, and how far it is.

use crate::store::audit_slip_records::{judged_slips, slips_together};
use crate::store::authority::Scope;
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::db::{StoreError, from_db};
use crate::store::held_key::round_letters;
use crate::store::tx::{Tx, execute, fetch_all, scalar, scalar_optional, scalars};
use app::domain::collection::round::Round;
use app::ports::common::{Answer, refuse};
use app::ports::counting::{CountingMinutes, CountingState};
use app::ports::rounds::RoundRefused;
use std::collections::HashMap;
use uuid::Uuid;

/// How far the counting of a hamlet is.
pub(super) async fn counting_state(
    tx: &mut Tx,
    round: &Round,
    commune: Uuid,
    hamlet: Uuid,
) -> Result<CountingState, StoreError> {
    let boxes = CommuneBoxes::load(tx, round, commune).await?;
    let group = boxes.together(hamlet);
    let head = group.first().copied().unwrap_or(hamlet);
    let judged = judged_slips(tx, round.id).await?;
    Ok(CountingState {
        audit_slips: slips_together(group.iter().filter_map(|one| judged.get(one))),
        minutes: load_counting(tx, round.id, head).await?,
        counted_under: boxes.counted_with(hamlet),
        is_counted: boxes.is_counted(hamlet),
        together: boxes.names_beside(&group, hamlet),
        waits_for: boxes.waits_for(hamlet),
        any_opened: boxes.any_opened(),
        by_holders: round_letters(tx, round.id).await?.is_some(),
        former: former_countings(tx, round.id, hamlet).await?,
    })
}

/// Whether what came out of a hamlet's box is for its commune alone to read, question by question, and whoever asks stands above it.
pub(super) async fn box_stays_below(tx: &mut Tx, who: &Scope, round: Uuid, hamlet: Uuid) -> Result<bool, StoreError> {
    let commune: Uuid = scalar!(tx, "select commune_id from hamlet where id = $1", hamlet)?;
    let is_above = who.role.is_some() && who.hamlet.is_none() && who.unit != Some(commune);
    let sql =
        "select count(*) from turnout where round_id = $1 and hamlet_id = $2 and channel = 'ballot' and returned > 0";
    let boxes: i64 = scalar!(tx, sql, round, hamlet)?;
    Ok(is_above && boxes > 0)
}

/// The minutes of the counting under a hamlet.
pub(super) async fn load_counting(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Uuid,
) -> Result<Option<CountingMinutes>, StoreError> {
    let sql = "select document from counting_minutes where round_id = $1 and hamlet_id = $2";
    let document: Option<String> = scalar_optional!(tx, sql, round, hamlet)?;
    Ok(document.map(|document| serde_json::from_str(&document)).transpose()?)
}

/// The minutes of all countings of a round, by the hamlet they are under.
pub(super) async fn load_countings(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, CountingMinutes>, StoreError> {
    let sql = "select hamlet_id, document from counting_minutes where round_id = $1";
    let rows: Vec<(Uuid, String)> = fetch_all!(tx, sql, round)?;
    rows.into_iter().map(|(hamlet, document)| Ok((hamlet, serde_json::from_str(&document)?))).collect()
}

/// Minutes of the counting from before corrections, oldest first.
async fn former_countings(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<CountingMinutes>, StoreError> {
    let sql = "select counting from former_minutes where round_id = $1 and hamlet_id = $2 and counting is not null
               order by version";
    let rows: Vec<String> = scalars!(tx, sql, round, hamlet)?;
    rows.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
}

/// Writes the minutes of a counting, or in the place of those there are.
pub(super) async fn write_counting(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Uuid,
    minutes: &CountingMinutes,
) -> Result<(), StoreError> {
    let sql = "insert into counting_minutes (round_id, hamlet_id, document) values ($1, $2, $3)
               on conflict (round_id, hamlet_id) do update set document = excluded.document";
    execute!(tx, sql, round, hamlet, &serde_json::to_string(minutes)?)?;
    Ok(())
}

/// Refuses while ballots of a round lie in boxes that were not opened.
pub(super) async fn expect_all_counted(tx: &mut Tx, round: Uuid) -> Answer<()> {
    let sql = "select count(*) from round_hamlet r join turnout t
                 on t.round_id = r.round_id and t.hamlet_id = r.hamlet_id and t.channel = 'ballot'
               where r.round_id = $1 and r.counted_with is null and t.returned > 0";
    let waiting: i64 = scalar!(tx, sql, round)?;
    // Whatever else is said of it: what lies in a box is not counted.
    let sql = "select count(distinct hamlet_id) from sealed_ballot where round_id = $1";
    let hamlets = waiting.max(scalar!(tx, sql, round)?);
    if hamlets > 0 {
        return refuse(RoundRefused::NotCounted { hamlets: from_db(hamlets) });
    }
    Ok(())
}
