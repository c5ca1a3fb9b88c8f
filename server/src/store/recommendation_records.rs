//! Recommendations as they are kept, and who may carry them on.

use crate::store::authority::{Scope, require_still};
use crate::store::db::{StoreError, from_text, small};
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, lock_for_update};
use crate::store::unit_records::{STILL, UnitRecord};
use app::domain::oversight::recommendation::{RecommendationAction, Stage};
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::ports::common::{Actor, Answer, Now, PortError};
use app::ports::recommendations::{RecommendationRefused, RecommendationRow, RecommendationStep, Subject};
use chrono::NaiveDate;
use uuid::Uuid;

/// A row of `recommendation` with its unit.
#[derive(sqlx::FromRow)]
pub(super) struct RecommendationRecord {
    pub(super) recommendation_id: Uuid,
    #[sqlx(flatten)]
    unit: UnitRecord,
    pub(super) unit_id: Uuid,
    /// The unit of whoever raised it; none where whoever runs commands did.
    pub(super) raiser_id: Option<Uuid>,
    ruleset_id: String,
    criterion: i64,
    round_id: Option<Uuid>,
    question: i64,
    pub(super) title: String,
    stage: String,
    pub(super) due_on: NaiveDate,
    raised_on: NaiveDate,
    raised_by: String,
    answered_on: Option<NaiveDate>,
    closed_on: NaiveDate,
    pub(super) is_public: i64,
    pub(super) steps: i64,
}

/// The columns of a [`RecommendationRecord`].
pub(super) const RECOMMENDATION: &str =
    "select r.id as recommendation_id, r.unit_id, u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from,
            u.valid_to, a.unit_id as raiser_id, r.ruleset_id, r.criterion, r.round_id, r.question, r.title, r.stage,
                          r.due_on, r.raised_on, r.raised_by, r.answered_on, r.closed_on, r.is_public, r.steps
                   from recommendation r join unit u on u.id = r.unit_id
                   left join recommendation_step s on s.recommendation_id = r.id and s.number = 1
                   left join account a on a.id = s.account_id";

impl RecommendationRecord {
    /// Another one with every step, since steps are only added.
    pub(super) fn revision(&self) -> Revision {
        Revision::of(&self.steps)
    }

    pub(super) fn stage(&self) -> Result<Stage, StoreError> {
        from_text::<Stage>(self.stage.clone())
    }

    pub(super) fn read(self) -> Result<RecommendationRow, StoreError> {
        let stage = self.stage()?;
        Ok(RecommendationRow {
            id: self.recommendation_id,
            unit: self.unit.read()?,
            subject: Subject {
                ruleset: self.ruleset_id,
                criterion: small(self.criterion),
                round: self.round_id,
                question: small(self.question),
            },
            title: self.title,
            stage,
            due: self.due_on,
            raised_on: self.raised_on,
            raised_by: self.raised_by,
            is_public: self.is_public == 1,
            answered_on: self.answered_on,
            closed_on: Some(self.closed_on).filter(|day| *day != STILL),
            may_settle: false,
        })
    }
}

/// A recommendation, if it is there.
pub(super) async fn find_recommendation(tx: &mut Tx, id: Uuid) -> Result<Option<RecommendationRecord>, StoreError> {
    let sql = format!("{RECOMMENDATION} where r.id = $1");
    fetch_optional!(tx, sqlx::AssertSqlSafe(sql), id)
}

/// The same, to act on it.
pub(super) async fn lock_recommendation(tx: &mut Tx, id: Uuid) -> Answer<RecommendationRecord> {
    lock_for_update(tx, "recommendation", id).await?;
    find_recommendation(tx, id).await?.ok_or(PortError::Missing)
}

/// The permission a step takes.
fn permission_of(step: RecommendationAction) -> Permission {
    if step.is_answer() { Permission::Reply } else { Permission::Recommend }
}

/// Whether somebody may take a step: the People's Committee that is asked answers; on the other side it is whoever raised
/// it or stands above them, so that a commune's Front cannot close what the province's asks.
pub(super) async fn may_take(
    tx: &mut Tx,
    who: &Scope,
    step: RecommendationAction,
    row: &RecommendationRecord,
) -> Answer<bool> {
    if !who.may_still(tx, permission_of(step), row.unit_id).await? {
        return Ok(false);
    }
    match row.raiser_id {
        Some(raiser) if !step.is_answer() => who.may_still(tx, Permission::Recommend, raiser).await,
        _ => Ok(true),
    }
}

/// Refuses unless somebody may take a step; answers who they are.
pub(super) async fn require_step(
    tx: &mut Tx,
    by: &Actor,
    step: RecommendationAction,
    row: &RecommendationRecord,
) -> Answer<Scope> {
    let who = require_still(tx, by, permission_of(step), row.unit_id).await?;
    if may_take(tx, &who, step, row).await? {
        return Ok(who);
    }
    let text = RecommendationRefused::NotRaiser { raiser: row.raised_by.clone() };
    Err(PortError::Refused(text.into()))
}

/// A step as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct StepRecord {
    pub(super) number: i64,
    #[sqlx(rename = "move")]
    pub(super) step: String,
    pub(super) text: String,
    pub(super) who: String,
    pub(super) happened_at: Now,
    pub(super) due_on: NaiveDate,
}

/// Writes a step.
pub(super) async fn write_step(
    tx: &mut Tx,
    recommendation: Uuid,
    new: &StepRecord,
    account: Option<Uuid>,
) -> Result<(), StoreError> {
    let StepRecord { number, step, text, who, happened_at, due_on } = new;
    let sql = "insert into recommendation_step (recommendation_id, number, move, text, who, account_id, happened_at,
                                                due_on)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    execute!(tx, sql, recommendation, number, step, text, who, account, happened_at, due_on)?;
    Ok(())
}

/// The steps of a recommendation with their numbers, oldest first; their files are read apart.
pub(super) async fn steps(tx: &mut Tx, recommendation: Uuid) -> Result<Vec<(i64, RecommendationStep)>, StoreError> {
    let sql = "select number, move, text, who, happened_at, due_on from recommendation_step
               where recommendation_id = $1 order by number";
    let rows: Vec<StepRecord> = fetch_all!(tx, sql, recommendation)?;
    let read = |row: StepRecord| {
        let step = from_text::<RecommendationAction>(row.step)?;
        let (at, due) = (row.happened_at, row.due_on);
        Ok((row.number, RecommendationStep { step, text: row.text, who: row.who, at, due, files: Vec::new() }))
    };
    rows.into_iter().map(read).collect()
}
