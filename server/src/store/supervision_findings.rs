//! Findings of supervision, and the recommendations they become.

use crate::store::authority::{Place, require};
use crate::store::db::small;
use crate::store::tx::{Tx, execute, fetch_optional};
use crate::store::unit_records::unit_of;
use app::domain::people::account::Permission;
use app::ports::common::{Actor, Answer, PortError, refuse};
use app::ports::supervision::{FindingPlace, NewFinding, SupervisionRefused};
use chrono::NaiveDate;
use uuid::Uuid;

/// A finding that whoever asks may recommend about, and the recommendation it became.
pub(super) async fn find_finding(
    tx: &mut Tx,
    by: &Actor,
    visit: Uuid,
    number: u32,
) -> Answer<(Option<Uuid>, FindingPlace)> {
    let who = require(tx, by, Permission::Supervise, Place::Anywhere).await?;
    let sql =
        "select p.unit_id as programme_unit, v.unit_id, v.visited_on, a.subject, a.ruleset_id, f.is_lacking, f.text,
                      f.criterion, f.recommendation_id
               from supervision_finding f join supervision_visit v on v.id = f.visit_id
               join supervision_activity a on a.id = v.activity_id
               join supervision_programme p on p.id = a.programme_id where f.visit_id = $1 and f.number = $2";
    let row: Option<PlacedFinding> = fetch_optional!(tx, sql, visit, i64::from(number))?;
    let row = row.ok_or(PortError::Missing)?;
    if !who.may_still(tx, Permission::Supervise, row.programme_unit).await? {
        return Err(PortError::Denied);
    }
    let unit = unit_of(tx, row.unit_id).await?.ok_or(PortError::Missing)?;
    let what = NewFinding { is_lacking: row.is_lacking == 1, text: row.text, criterion: small(row.criterion) };
    let place = FindingPlace { unit, on: row.visited_on, subject: row.subject, ruleset: row.ruleset_id, what };
    Ok((row.recommendation_id, place))
}

/// A finding with where it was made.
#[derive(sqlx::FromRow)]
struct PlacedFinding {
    programme_unit: Uuid,
    unit_id: Uuid,
    visited_on: NaiveDate,
    subject: String,
    ruleset_id: String,
    is_lacking: i64,
    text: String,
    criterion: i64,
    recommendation_id: Option<Uuid>,
}

/// Notes which recommendation a finding became.
pub(super) async fn recommend_finding(
    tx: &mut Tx,
    by: &Actor,
    (visit, number): (Uuid, u32),
    unit: Uuid,
    recommendation: Uuid,
) -> Answer<()> {
    let (became, place) = find_finding(tx, by, visit, number).await?;
    if place.unit.id != unit {
        return refuse(SupervisionRefused::OtherUnit { code: place.unit.named.code });
    }
    if became.is_some() {
        return refuse(SupervisionRefused::RecommendedAlready);
    }
    let sql = "update supervision_finding set recommendation_id = $3 where visit_id = $1 and number = $2";
    execute!(tx, sql, visit, i64::from(number), recommendation)?;
    Ok(())
}
