//! Opening a round: written with the hamlets it asks.

use crate::store::ballot_box::make_box_key;
use crate::store::db::db_error;
use crate::store::key::InstallationKey;
use crate::store::round_hamlets::{add_hamlets, communes_asked_by};
use crate::store::round_records::load_round;
use crate::store::tx::{Tx, execute, fetch_all, lock_for_update, scalar};
use app::domain::collection::key_letters::HeldKey;
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::Unit;
use app::ports::common::{Answer, refuse};
use app::ports::rounds::{NewRound, OpenRoundRefused};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Writes a round with the hamlets it asks, its boxes sealed to the key that holders have, or to one of the server's. Refuses
/// where nobody would be asked, or where the same is asked already.
pub(super) async fn open_round(
    tx: &mut Tx,
    key: &InstallationKey,
    new: &NewRound,
    unit: &Unit,
    held: Option<&HeldKey>,
) -> Answer<()> {
    if new.closes < new.opens {
        return refuse(OpenRoundRefused::Order { closes: new.closes, opens: new.opens });
    }
    check_level(unit, &new.ruleset)?;
    let asked = communes_asked_by(tx, unit.id, &new.ruleset, new.opens).await?;
    if asked.is_empty() {
        let kinds = new.ruleset.asks.join(", ");
        return refuse(OpenRoundRefused::Nobody { unit: unit.named.name.clone(), kinds });
    }
    lock_for_update(tx, "unit", unit.id).await?;
    let sql = "select count(*) from round where unit_id = $1 and ruleset_id = $2 and state = 'open'
               and opens <= $4 and $3 <= closes";
    let same: i64 = scalar!(tx, sql, unit.id, &new.ruleset.id, new.opens, new.closes)?;
    if same > 0 {
        return refuse(OpenRoundRefused::Same { unit: unit.named.name.clone(), ruleset: new.ruleset.name.clone() });
    }
    check_first(tx, unit, &new.ruleset, &new.papers, asked.iter().map(|commune| commune.id)).await?;
    let sql = "insert into round (id, unit_id, ruleset_id, level, ruleset, opens, closes, state, papers)
               values ($1, $2, $3, $4, $5, $6, $7, 'open', $8)";
    let document = serde_json::to_string(&new.ruleset).map_err(db_error)?;
    let papers = serde_json::to_string(&new.papers).map_err(db_error)?;
    execute!(
        tx,
        sql,
        new.id,
        unit.id,
        &new.ruleset.id,
        new.ruleset.level.into_str(),
        &document,
        new.opens,
        new.closes,
        &papers
    )?;
    for commune in asked {
        add_hamlets(tx, new.id, commune.id).await?;
    }
    make_box_key(tx, key, new.id, held).await?;
    Ok(())
}

/// Refuses a first round where by the same rules everything was asked before in any of these communes.
pub(super) async fn check_first(
    tx: &mut Tx,
    unit: &Unit,
    ruleset: &Ruleset,
    papers: &Papers,
    communes: impl IntoIterator<Item = Uuid>,
) -> Answer<()> {
    if papers.purpose != Purpose::Recognise {
        return Ok(());
    }
    let communes: BTreeSet<Uuid> = communes.into_iter().collect();
    let sql = "select distinct a.round_id, h.commune_id from round r
               join round_hamlet a on a.round_id = r.id join hamlet h on h.id = a.hamlet_id
               where r.ruleset_id = $1";
    let asked: Vec<(Uuid, Uuid)> = fetch_all!(tx, sql, &ruleset.id)?;
    let asked: Vec<(Uuid, Uuid)> = asked.into_iter().filter(|(_, commune)| communes.contains(commune)).collect();
    let ids: BTreeSet<Uuid> = asked.iter().map(|(round, _)| *round).collect();
    let mut before = Vec::new();
    for id in ids {
        let (_, round) = load_round(tx, id).await?;
        if round.papers.repeats.is_none() {
            before.push(round);
        }
    }
    let Some(latest) = before.iter().max_by_key(|round| round.opens) else { return Ok(()) };
    let is_full = |id: &Uuid| before.iter().any(|round| round.id == *id);
    let communes: BTreeSet<Uuid> = asked.iter().filter(|(round, _)| is_full(round)).map(|(_, place)| *place).collect();
    refuse(OpenRoundRefused::AskedBefore {
        unit: unit.named.name.clone(),
        communes: communes.len(),
        opens: latest.opens,
        closes: latest.closes,
        state: latest.state.into(),
    })
}

/// Refuses rules that are for units of another level.
pub(super) fn check_level(unit: &Unit, ruleset: &Ruleset) -> Answer<()> {
    if unit.named.level <= ruleset.level {
        return Ok(());
    }
    let (level, unit) = (ruleset.level.usual_kind().to_owned(), unit.named.name.clone());
    refuse(OpenRoundRefused::Level { ruleset: ruleset.name.clone(), level, unit })
}
