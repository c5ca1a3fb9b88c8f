//! Opening a round: written with the hamlets it asks.

use crate::store::db::{StoreError, db_error};
use crate::store::round_hamlets::add_hamlets;
use crate::store::tx::{Tx, execute, lock_for_update, scalar};
use crate::store::unit_tree::units_below;
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::{Answer, refuse};
use app::ports::rounds::{NewRound, OpenRoundRefused};
use chrono::NaiveDate;
use uuid::Uuid;

/// Writes a round with the hamlets it asks. Refuses where nobody would be asked, or where the same is asked already.
pub(super) async fn open_round(tx: &mut Tx, new: &NewRound, unit: &Unit) -> Answer<()> {
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
    Ok(())
}

/// Refuses rules that are for units of another level.
pub(super) fn check_level(unit: &Unit, ruleset: &Ruleset) -> Answer<()> {
    if unit.named.level <= ruleset.level {
        return Ok(());
    }
    let (level, unit) = (ruleset.level.usual_kind().to_owned(), unit.named.name.clone());
    refuse(OpenRoundRefused::Level { ruleset: ruleset.name.clone(), level, unit })
}

/// The communes of a unit whose households a ruleset asks.
pub(super) async fn communes_asked_by(
    tx: &mut Tx,
    unit: Uuid,
    ruleset: &Ruleset,
    day: NaiveDate,
) -> Result<Vec<Unit>, StoreError> {
    let units = units_below(tx, unit, day).await?;
    let asks = |unit: &Unit| unit.named.level == Level::Commune && ruleset.asks.contains(&unit.named.kind);
    Ok(units.into_iter().filter(asks).collect())
}
