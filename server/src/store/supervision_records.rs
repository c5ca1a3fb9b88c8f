//! Programmes of supervision as they are kept.

use crate::store::authority::Scope;
use crate::store::db::{StoreError, from_db, from_text, small};
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional};
use crate::store::unit_records::{STILL, UnitRecord};
use app::domain::oversight::recommendation::Stage;
use app::domain::oversight::supervision::Supervisor;
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::domain::units::unit::Unit;
use app::ports::common::Answer;
use app::ports::supervision::{
    Activity, ActivityPlan, Comment, Conclusion, Finding, FindingRecommendation, NewFinding, Programme, ProgrammeHead,
    ProgrammeRow, Reply, Visit,
};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// A row of `supervision_programme` with its unit and what there is to count.
#[derive(sqlx::FromRow)]
pub(super) struct ProgrammeRecord {
    programme_id: Uuid,
    #[sqlx(flatten)]
    unit: UnitRecord,
    pub(super) unit_id: Uuid,
    supervisor: String,
    organisation: String,
    pub(super) year: i64,
    number: String,
    signed_on: Option<NaiveDate>,
    is_public: i64,
    revision: i64,
    pub(super) activities: i64,
    concluded: i64,
    overdue: i64,
}

/// The columns of a [`ProgrammeRecord`] on a day, which is `$1`.
pub(super) const PROGRAMME: &str =
    "select p.id as programme_id, p.unit_id, u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to,
            p.supervisor, p.organisation, p.year, p.number, p.signed_on, p.is_public, p.revision,
            (select count(*) from supervision_activity a where a.programme_id = p.id) as activities,
            (select count(*) from supervision_activity a
             where a.programme_id = p.id and a.conclusion <> '') as concluded,
            (select count(*) from supervision_activity a
             where a.programme_id = p.id and a.conclusion = '' and a.ends_on < $1) as overdue
     from supervision_programme p join unit u on u.id = p.unit_id";

impl ProgrammeRecord {
    pub(super) fn revision(&self) -> Revision {
        Revision::of(&self.revision)
    }

    pub(super) fn supervisor(&self) -> Result<Supervisor, StoreError> {
        from_text(self.supervisor.clone())
    }

    pub(super) const fn id(&self) -> Uuid {
        self.programme_id
    }

    /// Whether somebody may change it: whoever supervises its unit.
    pub(super) async fn may_keep(&self, tx: &mut Tx, who: &Scope) -> Answer<bool> {
        who.may_still(tx, Permission::Supervise, self.unit_id).await
    }

    pub(super) fn read(self, may_keep: bool) -> Result<ProgrammeRow, StoreError> {
        let head = ProgrammeHead {
            supervisor: self.supervisor()?,
            organisation: self.organisation,
            year: i32::try_from(self.year).unwrap_or_default(),
            number: self.number,
            signed_on: self.signed_on,
            is_public: self.is_public == 1,
        };
        Ok(ProgrammeRow {
            id: self.programme_id,
            unit: self.unit.read()?,
            head,
            activities: from_db(self.activities),
            concluded: from_db(self.concluded),
            overdue: from_db(self.overdue),
            may_keep,
        })
    }
}

/// A programme, if it is there.
pub(super) async fn find_programme(
    tx: &mut Tx,
    id: Uuid,
    today: NaiveDate,
) -> Result<Option<ProgrammeRecord>, StoreError> {
    let sql = format!("{PROGRAMME} where p.id = $2");
    fetch_optional!(tx, sqlx::AssertSqlSafe(sql), today, id)
}

/// A row of `supervision_activity`.
#[derive(sqlx::FromRow)]
pub(super) struct ActivityRecord {
    pub(super) id: Uuid,
    pub(super) programme_id: Uuid,
    pub(super) kind: String,
    pub(super) subject: String,
    occasion: String,
    method: String,
    pub(super) starts_on: NaiveDate,
    ends_on: NaiveDate,
    lead: String,
    participants: String,
    drafter: String,
    pub(super) ruleset_id: String,
    criteria: String,
    target: String,
    concluded_on: NaiveDate,
    pub(super) conclusion: String,
    pub(super) revision: i64,
}

const ACTIVITY: &str =
    "select id, programme_id, kind, subject, occasion, method, starts_on, ends_on, lead, participants, drafter,
            ruleset_id, criteria, target, concluded_on, conclusion, revision from supervision_activity";

impl ActivityRecord {
    fn read(self) -> Result<Activity, StoreError> {
        let conclusion =
            (self.concluded_on != STILL).then(|| Conclusion { on: self.concluded_on, text: self.conclusion.clone() });
        Ok(Activity {
            id: self.id,
            revision: Revision::of(&self.revision),
            plan: ActivityPlan {
                kind: from_text(self.kind)?,
                subject: self.subject,
                occasion: from_text(self.occasion)?,
                method: from_text(self.method)?,
                starts_on: self.starts_on,
                ends_on: self.ends_on,
                lead: self.lead,
                participants: lines(&self.participants),
                drafter: self.drafter,
                ruleset: self.ruleset_id,
                criteria: self.criteria.split(',').filter_map(|number| number.parse().ok()).collect(),
                target: self.target,
            },
            units: Vec::new(),
            visits: Vec::new(),
            comments: Vec::new(),
            conclusion,
        })
    }
}

/// Lines as they are kept in one text.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// An activity, if it is there.
pub(super) async fn find_activity(tx: &mut Tx, id: Uuid) -> Result<Option<ActivityRecord>, StoreError> {
    let sql = format!("{ACTIVITY} where id = $1");
    fetch_optional!(tx, sqlx::AssertSqlSafe(sql), id)
}

/// Writes what an activity is to be: a new one, or over what it was.
pub(super) async fn write_activity(
    tx: &mut Tx,
    programme: Uuid,
    id: Uuid,
    plan: &ActivityPlan,
    revision: i64,
) -> Result<(), StoreError> {
    let sql =
        "insert into supervision_activity (id, programme_id, kind, subject, occasion, method, starts_on, ends_on, lead,
                   participants, drafter, ruleset_id, criteria, target, concluded_on, conclusion, revision)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16)
               on conflict (id) do update set subject = excluded.subject, occasion = excluded.occasion,
                   method = excluded.method, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
                   lead = excluded.lead, participants = excluded.participants, drafter = excluded.drafter,
                   ruleset_id = excluded.ruleset_id, criteria = excluded.criteria, target = excluded.target,
                   revision = excluded.revision";
    let criteria: Vec<String> = plan.criteria.iter().map(u32::to_string).collect();
    execute!(
        tx,
        sql,
        id,
        programme,
        plan.kind.into_str(),
        &plan.subject,
        plan.occasion.into_str(),
        plan.method.into_str(),
        plan.starts_on,
        plan.ends_on,
        &plan.lead,
        plan.participants.join("\n"),
        &plan.drafter,
        &plan.ruleset,
        criteria.join(","),
        &plan.target,
        STILL,
        revision
    )?;
    Ok(())
}

/// A unit of an activity.
#[derive(sqlx::FromRow)]
struct ActivityUnitRecord {
    activity_id: Uuid,
    #[sqlx(flatten)]
    unit: UnitRecord,
}

/// A visit and its unit.
#[derive(sqlx::FromRow)]
struct VisitRecord {
    visit_id: Uuid,
    activity_id: Uuid,
    visited_on: NaiveDate,
    present: String,
    #[sqlx(flatten)]
    unit: UnitRecord,
}

/// A finding and the recommendation it became.
#[derive(sqlx::FromRow)]
struct FindingRecord {
    visit_id: Uuid,
    number: i64,
    is_lacking: i64,
    text: String,
    criterion: i64,
    recommendation_id: Option<Uuid>,
    title: Option<String>,
    stage: Option<String>,
    due_on: Option<NaiveDate>,
    is_public: Option<i64>,
}

impl FindingRecord {
    fn read(self) -> Result<(Uuid, Finding), StoreError> {
        let recommendation = match (self.recommendation_id, self.title, self.stage, self.due_on) {
            (Some(id), Some(title), Some(stage), Some(due)) => Some(FindingRecommendation {
                id,
                title,
                stage: from_text::<Stage>(stage)?,
                due,
                is_public: self.is_public == Some(1),
            }),
            _ => None,
        };
        let what = NewFinding { is_lacking: self.is_lacking == 1, text: self.text, criterion: small(self.criterion) };
        Ok((self.visit_id, Finding { number: small(self.number), what, recommendation }))
    }
}

/// A comment and its reply.
#[derive(sqlx::FromRow)]
struct CommentRecord {
    activity_id: Uuid,
    number: i64,
    text: String,
    uptake: Option<String>,
    reply: String,
    replied_on: Option<NaiveDate>,
}

impl CommentRecord {
    fn read(self) -> Result<(Uuid, Comment), StoreError> {
        let reply = match (self.uptake, self.replied_on) {
            (Some(uptake), Some(on)) => Some(Reply { uptake: from_text(uptake)?, text: self.reply, on }),
            _ => None,
        };
        Ok((self.activity_id, Comment { number: small(self.number), text: self.text, reply }))
    }
}

/// The activities of a programme with all that was done, by their first day.
pub(super) async fn activities(tx: &mut Tx, programme: Uuid) -> Result<Vec<Activity>, StoreError> {
    let sql = format!("{ACTIVITY} where programme_id = $1 order by starts_on, ends_on, subject, id");
    let rows: Vec<ActivityRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), programme)?;
    let mut all: Vec<Activity> = rows.into_iter().map(ActivityRecord::read).collect::<Result<_, _>>()?;
    let at: HashMap<Uuid, usize> = all.iter().enumerate().map(|(at, activity)| (activity.id, at)).collect();

    let sql = "select s.activity_id, u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
               from supervision_unit s join unit u on u.id = s.unit_id
               join supervision_activity a on a.id = s.activity_id where a.programme_id = $1 order by u.code";
    let units: Vec<ActivityUnitRecord> = fetch_all!(tx, sql, programme)?;
    for ActivityUnitRecord { activity_id, unit } in units {
        all[at[&activity_id]].units.push(unit.read()?);
    }

    let sql = "select v.id as visit_id, v.activity_id, v.visited_on, v.present, u.id, u.code, u.kind, u.level, u.name,
                      u.parent_id, u.valid_from, u.valid_to
               from supervision_visit v join unit u on u.id = v.unit_id
               join supervision_activity a on a.id = v.activity_id
               where a.programme_id = $1 order by v.visited_on, u.code, v.id";
    let visits: Vec<VisitRecord> = fetch_all!(tx, sql, programme)?;
    let sql = "select f.visit_id, f.number, f.is_lacking, f.text, f.criterion, f.recommendation_id, r.title, r.stage,
                      r.due_on, r.is_public
               from supervision_finding f join supervision_visit v on v.id = f.visit_id
               join supervision_activity a on a.id = v.activity_id
               left join recommendation r on r.id = f.recommendation_id
               where a.programme_id = $1 order by f.visit_id, f.number";
    let found: Vec<FindingRecord> = fetch_all!(tx, sql, programme)?;
    let mut findings: HashMap<Uuid, Vec<Finding>> = HashMap::new();
    for row in found {
        let (visit, finding) = row.read()?;
        findings.entry(visit).or_default().push(finding);
    }
    for VisitRecord { visit_id, activity_id, visited_on, present, unit } in visits {
        let findings = findings.remove(&visit_id).unwrap_or_default();
        let (unit, present) = (unit.read()?, lines(&present));
        all[at[&activity_id]].visits.push(Visit {
            id: visit_id,
            unit,
            on: visited_on,
            present,
            findings,
            files: Vec::new(),
        });
    }

    let sql = "select c.activity_id, c.number, c.text, c.uptake, c.reply, c.replied_on
               from supervision_comment c join supervision_activity a on a.id = c.activity_id
               where a.programme_id = $1 order by c.activity_id, c.number";
    let comments: Vec<CommentRecord> = fetch_all!(tx, sql, programme)?;
    for row in comments {
        let (activity, comment) = row.read()?;
        all[at[&activity]].comments.push(comment);
    }
    Ok(all)
}

/// Puts the files of a programme's visits beside them.
pub(super) async fn put_files(tx: &mut Tx, programme: Uuid, activities: &mut [Activity]) -> Result<(), StoreError> {
    let sql = "select f.visit_id, f.id, f.name from file f join supervision_visit v on v.id = f.visit_id
               join supervision_activity a on a.id = v.activity_id where a.programme_id = $1 order by f.name, f.id";
    let files: Vec<(Uuid, Uuid, String)> = fetch_all!(tx, sql, programme)?;
    for (visit, file, name) in files {
        let mut visits = activities.iter_mut().flat_map(|activity| &mut activity.visits);
        if let Some(visit) = visits.find(|own| own.id == visit) {
            visit.files.push((file, name));
        }
    }
    Ok(())
}

/// A programme with its activities.
pub(super) async fn whole_programme(
    tx: &mut Tx,
    row: ProgrammeRecord,
    may_keep: bool,
) -> Result<Programme, StoreError> {
    let (revision, activities) = (row.revision(), activities(tx, row.id()).await?);
    Ok(Programme { row: row.read(may_keep)?, revision, activities, is_whole: true })
}

/// What residents may not read of a programme that is public goes: recommendations that are not.
pub(super) fn for_residents(mut programme: Programme) -> Programme {
    let findings = programme.activities.iter_mut().flat_map(|activity| &mut activity.visits);
    for finding in findings.flat_map(|visit| &mut visit.findings) {
        if finding.recommendation.as_ref().is_some_and(|one| !one.is_public) {
            finding.recommendation = None;
        }
    }
    programme
}

/// The units that an activity is about, as they are written.
pub(super) async fn write_units(tx: &mut Tx, activity: Uuid, units: &[Unit]) -> Result<(), StoreError> {
    execute!(tx, "delete from supervision_unit where activity_id = $1", activity)?;
    for unit in units {
        execute!(tx, "insert into supervision_unit (activity_id, unit_id) values ($1, $2)", activity, unit.id)?;
    }
    Ok(())
}
