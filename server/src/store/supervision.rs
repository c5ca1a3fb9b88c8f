//! Programmes of supervision: planned, carried out, concluded.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require, require_still};
use crate::store::db::{from_text, small};
use crate::store::file_records::{BelongsTo, keep_file};
use crate::store::journal::{JournalEntry, record};
use crate::store::supervision_checks::{
    checked_findings, checked_head, checked_lines, checked_plan, checked_text, expect_between, expect_in_year,
};
use crate::store::supervision_findings::find_finding;
use crate::store::supervision_records::{
    ActivityRecord, PROGRAMME, ProgrammeRecord, find_activity, find_programme, for_residents, put_files,
    whole_programme, write_activity, write_units,
};
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, lock_for_update, scalar, scalars, write};
use crate::store::unit_records::find_unit;
use crate::store::unit_tree::{BELOW, EDGES, units_below};
use app::domain::oversight::supervision::{ActivityKind, LONGEST_TEXT, MOST_FINDINGS};
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::domain::units::unit::Unit;
use app::i18n::local;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::supervision::{
    ActivityPlan, Conclusion, FindingPlace, NewFinding, NewVisit, Programme, ProgrammeHead, ProgrammeRow, Reply,
    Supervision, SupervisionAct, SupervisionRefused,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most units an activity names.
const MOST_UNITS: usize = 200;

#[async_trait]
impl Supervision for Store {
    async fn open_programme(&self, by: &Actor, id: Uuid, unit_code: &str, head: ProgrammeHead, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let Some(unit) = find_unit(tx, unit_code, today).await? else {
                require(tx, by, Permission::Supervise, Place::Anywhere).await?;
                return refuse(SupervisionRefused::NoUnit { code: unit_code.to_owned() });
            };
            let who = require(tx, by, Permission::Supervise, Place::Unit(unit.id)).await?;
            let head = checked_head(head.clone(), today)?;
            let sql =
                "insert into supervision_programme (id, unit_id, supervisor, organisation, year, number, signed_on,
                                                           is_public, revision)
                       values ($1, $2, $3, $4, $5, $6, $7, $8, 1) on conflict (id) do nothing";
            let ProgrammeHead { supervisor, organisation, year, number, signed_on, is_public } = head;
            let (word, is_public) = (supervisor.into_str(), i64::from(is_public));
            let (year, named) = (i64::from(year), year.to_string());
            if execute!(tx, sql, id, unit.id, word, organisation, year, number, signed_on, is_public)? == 0 {
                // The same key is the same programme.
                return Ok(());
            }
            let entry = JournalEntry::new(SupervisionAct::OpenProgramme, Some(unit.id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: named }), now).await?;
            Ok(())
        })
    }

    async fn keep_programme(&self, by: &Actor, id: Uuid, seen: &Revision, head: ProgrammeHead, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let (who, row) = to_keep(tx, by, id, today).await?;
            if row.revision() != *seen {
                return refuse(SupervisionRefused::Overtaken);
            }
            let ProgrammeHead { supervisor, organisation, year, number, signed_on, is_public } =
                checked_head(head.clone(), today)?;
            let sql = "update supervision_programme set supervisor = $2, organisation = $3, year = $4, number = $5,
                              signed_on = $6, is_public = $7, revision = revision + 1 where id = $1";
            let (word, is_public) = (supervisor.into_str(), i64::from(is_public));
            execute!(tx, sql, id, word, organisation, i64::from(year), number, signed_on, is_public)?;
            let entry = JournalEntry::new(SupervisionAct::KeepProgramme, Some(row.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: year.to_string() }), now).await?;
            Ok(())
        })
    }

    async fn drop_programme(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (who, row) = to_keep(tx, by, id, local(now).date()).await?;
            if row.activities > 0 {
                return refuse(SupervisionRefused::HasActivities);
            }
            execute!(tx, "delete from supervision_programme where id = $1", id)?;
            let entry = JournalEntry::new(SupervisionAct::DropProgramme, Some(row.unit_id));
            let named = Detail::Text { text: row.year.to_string() };
            record(tx, &self.key, &who, entry.with(named), now).await?;
            Ok(())
        })
    }

    async fn programmes(&self, by: &Actor, now: Now) -> Answer<Vec<ProgrammeRow>> {
        let tx = &mut self.db.read().await?;
        let who = require(tx, by, Permission::Oversee, Place::Anywhere).await?;
        // What was planned about a unit stays with what it was made into.
        let sql = format!(
            "{EDGES}, below (id) as (
                select id from unit where id = $2
                union
                select e.low from edge e join below b on e.high = b.id) {PROGRAMME}
             where $2 is null or p.unit_id in (select id from below)
                or exists (select 1 from supervision_activity a join supervision_unit s on s.activity_id = a.id
                           where a.programme_id = p.id and s.unit_id in (select id from below))
             order by p.year desc, u.level, u.code, p.supervisor, p.organisation, p.id"
        );
        let rows: Vec<ProgrammeRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), local(now).date(), who.unit)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let may_keep = row.may_keep(tx, &who).await?;
            found.push(row.read(may_keep)?);
        }
        Ok(found)
    }

    async fn programme(&self, by: &Actor, id: Uuid, now: Now) -> Answer<Programme> {
        let tx = &mut self.db.read().await?;
        read_programme(tx, by, id, local(now).date()).await
    }

    async fn programme_of(&self, by: &Actor, activity: Uuid, now: Now) -> Answer<Programme> {
        let tx = &mut self.db.read().await?;
        let Some(row) = find_activity(tx, activity).await? else {
            require(tx, by, Permission::Oversee, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        read_programme(tx, by, row.programme_id, local(now).date()).await
    }

    async fn plan_activity(
        &self,
        by: &Actor,
        programme: Uuid,
        id: Uuid,
        plan: ActivityPlan,
        units: Vec<String>,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let (who, row) = to_keep(tx, by, programme, today).await?;
            let plan = checked_plan(plan.clone())?;
            let units = named_units(tx, row.unit_id, &plan, &units, today).await?;
            if find_activity(tx, id).await?.is_some() {
                // The same key is the same activity.
                return Ok(());
            }
            expect_in_year(&plan, row.year)?;
            expect_another(tx, programme, id, &plan.subject).await?;
            write_activity(tx, programme, id, &plan, 1).await?;
            write_units(tx, id, &units).await?;
            let entry = JournalEntry::new(SupervisionAct::PlanActivity, Some(row.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: plan.subject }), now).await?;
            Ok(())
        })
    }

    async fn keep_activity(
        &self,
        by: &Actor,
        id: Uuid,
        seen: &Revision,
        plan: ActivityPlan,
        units: Vec<String>,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let (who, programme, row) = open_activity(tx, by, id, today).await?;
            expect_seen(&row, seen)?;
            let plan = ActivityPlan { kind: kind_of(&row)?, ..plan.clone() };
            let plan = checked_plan(plan)?;
            expect_in_year(&plan, programme.year)?;
            expect_another(tx, row.programme_id, id, &plan.subject).await?;
            let units = named_units(tx, programme.unit_id, &plan, &units, today).await?;
            let sql = "select distinct u.code from supervision_visit v join unit u on u.id = v.unit_id
                       where v.activity_id = $1";
            let visited: Vec<String> = scalars!(tx, sql, id)?;
            if let Some(code) = visited.into_iter().find(|code| units.iter().all(|unit| unit.named.code != *code)) {
                return refuse(SupervisionRefused::OtherUnit { code });
            }
            write_activity(tx, row.programme_id, id, &plan, row.revision + 1).await?;
            write_units(tx, id, &units).await?;
            let entry = JournalEntry::new(SupervisionAct::ChangeActivity, Some(programme.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: plan.subject }), now).await?;
            Ok(())
        })
    }

    async fn drop_activity(&self, by: &Actor, id: Uuid, seen: &Revision, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (who, programme, row) = open_activity(tx, by, id, local(now).date()).await?;
            expect_seen(&row, seen)?;
            if has_begun(tx, id).await? {
                return refuse(SupervisionRefused::HasBegun);
            }
            execute!(tx, "delete from supervision_unit where activity_id = $1", id)?;
            execute!(tx, "delete from supervision_activity where id = $1", id)?;
            let entry = JournalEntry::new(SupervisionAct::DropActivity, Some(programme.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: row.subject }), now).await?;
            Ok(())
        })
    }

    async fn record_visit(&self, by: &Actor, activity: Uuid, visit: NewVisit, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let (who, programme, row) = open_activity(tx, by, activity, today).await?;
            let NewVisit { id, unit_code, on, present, findings, files } = visit.clone();
            if kind_of(&row)?.is_about_draft() {
                return refuse(SupervisionRefused::OtherKind);
            }
            expect_between(on, row.starts_on, today)?;
            let sql = "select s.unit_id from supervision_unit s join unit u on u.id = s.unit_id
                       where s.activity_id = $1 and u.code = $2";
            let unit: Option<(Uuid,)> = fetch_optional!(tx, sql, activity, &unit_code)?;
            let Some((unit,)) = unit else { return refuse(SupervisionRefused::OtherUnit { code: unit_code }) };
            let findings = checked_findings(findings)?;
            let present = checked_lines(present)?.join("\n");
            let sql = "insert into supervision_visit (id, activity_id, unit_id, visited_on, present, recorded_by, recorded_at)
                       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing";
            if execute!(tx, sql, id, activity, unit, on, present, who.account, now)? == 0 {
                // The same key is the same visit.
                return Ok(());
            }
            let sql = "insert into supervision_finding (visit_id, number, is_lacking, text, criterion)
                       values ($1, $2, $3, $4, $5)";
            for (number, NewFinding { is_lacking, text, criterion }) in (1_i64..).zip(findings) {
                execute!(tx, sql, id, number, i64::from(is_lacking), text, i64::from(criterion))?;
            }
            for file in &files {
                keep_file(tx, &self.key, &who, programme.unit_id, BelongsTo::Visit(id), file, now).await?;
            }
            another_revision(tx, activity).await?;
            let entry = JournalEntry::new(SupervisionAct::RecordVisit, Some(unit));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: row.subject }), now).await?;
            Ok(())
        })
    }

    async fn drop_visit(&self, by: &Actor, visit: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let sql = "select activity_id, unit_id from supervision_visit where id = $1";
            let found: Option<(Uuid, Uuid)> = fetch_optional!(tx, sql, visit)?;
            let Some((activity, unit)) = found else {
                require(tx, by, Permission::Supervise, Place::Anywhere).await?;
                return Err(PortError::Missing);
            };
            let (who, _, row) = open_activity(tx, by, activity, local(now).date()).await?;
            let sql = "select count(*) from supervision_finding where visit_id = $1 and recommendation_id is not null";
            let recommended: i64 = scalar!(tx, sql, visit)?;
            if recommended > 0 {
                return refuse(SupervisionRefused::Recommended);
            }
            execute!(tx, "delete from file where visit_id = $1", visit)?;
            execute!(tx, "delete from supervision_finding where visit_id = $1", visit)?;
            execute!(tx, "delete from supervision_visit where id = $1", visit)?;
            another_revision(tx, activity).await?;
            let entry = JournalEntry::new(SupervisionAct::DropVisit, Some(unit));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: row.subject }), now).await?;
            Ok(())
        })
    }

    async fn comment_draft(&self, by: &Actor, activity: Uuid, texts: Vec<String>, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (who, programme, row) = open_activity(tx, by, activity, local(now).date()).await?;
            if !kind_of(&row)?.is_about_draft() {
                return refuse(SupervisionRefused::OtherKind);
            }
            let texts: Vec<&String> = texts.iter().filter(|text| !text.trim().is_empty()).collect();
            let sql = "select count(*) from supervision_comment where activity_id = $1";
            let there: i64 = scalar!(tx, sql, activity)?;
            if texts.is_empty() {
                return refuse(SupervisionRefused::Empty);
            }
            if texts.len() as u64 + u64::from(small(there)) > MOST_FINDINGS as u64 {
                return refuse(SupervisionRefused::Many { most: MOST_FINDINGS });
            }
            let sql = "insert into supervision_comment (activity_id, number, text, uptake, reply, replied_on)
                       values ($1, $2, $3, null, '', null)";
            for (number, text) in (there + 1..).zip(texts) {
                execute!(tx, sql, activity, number, checked_text(text, LONGEST_TEXT)?)?;
            }
            another_revision(tx, activity).await?;
            let entry = JournalEntry::new(SupervisionAct::CommentDraft, Some(programme.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: row.subject }), now).await?;
            Ok(())
        })
    }

    async fn record_reply(
        &self,
        by: &Actor,
        activity: Uuid,
        seen: &Revision,
        number: u32,
        reply: Reply,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let (who, programme, row) = open_activity(tx, by, activity, today).await?;
            expect_seen(&row, seen)?;
            let Reply { uptake, text, on } = reply.clone();
            expect_between(on, row.starts_on, today)?;
            let sql = "update supervision_comment set uptake = $3, reply = $4, replied_on = $5
                       where activity_id = $1 and number = $2";
            let text = checked_text(&text, LONGEST_TEXT)?;
            if execute!(tx, sql, activity, i64::from(number), uptake.into_str(), text, on)? == 0 {
                return Err(PortError::Missing);
            }
            another_revision(tx, activity).await?;
            let entry = JournalEntry::new(SupervisionAct::RecordReply, Some(programme.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: row.subject }), now).await?;
            Ok(())
        })
    }

    async fn conclude_activity(
        &self,
        by: &Actor,
        activity: Uuid,
        seen: &Revision,
        end: Conclusion,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let (who, programme, row) = open_activity(tx, by, activity, today).await?;
            expect_seen(&row, seen)?;
            if !has_begun(tx, activity).await? {
                return refuse(SupervisionRefused::NothingDone);
            }
            let sql = "select max(visited_on) from supervision_visit where activity_id = $1";
            let visited: Option<NaiveDate> = scalar!(tx, sql, activity)?;
            expect_between(end.on, visited.unwrap_or(row.starts_on), today)?;
            let text = checked_text(&end.text, LONGEST_TEXT)?;
            let sql = "update supervision_activity set concluded_on = $2, conclusion = $3, revision = revision + 1
                       where id = $1";
            execute!(tx, sql, activity, end.on, text)?;
            let entry = JournalEntry::new(SupervisionAct::ConcludeActivity, Some(programme.unit_id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: row.subject }), now).await?;
            Ok(())
        })
    }

    async fn finding(&self, by: &Actor, visit: Uuid, number: u32) -> Answer<FindingPlace> {
        let tx = &mut self.db.read().await?;
        let (_, place) = find_finding(tx, by, visit, number).await?;
        Ok(place)
    }

    async fn public_programme(&self, id: Uuid, now: Now) -> Answer<Programme> {
        let tx = &mut self.db.read().await?;
        let row = find_programme(tx, id, local(now).date()).await?.ok_or(PortError::Missing)?;
        let programme = whole_programme(tx, row, false).await?;
        if !programme.row.head.is_public {
            return Err(PortError::Missing);
        }
        Ok(for_residents(programme))
    }

    async fn public_programmes(&self, unit: &Unit, now: Now) -> Answer<Vec<Programme>> {
        let tx = &mut self.db.read().await?;
        let sql = format!(
            "{PROGRAMME} where p.is_public = 1 and (p.unit_id = $2
                or exists (select 1 from supervision_activity a join supervision_unit s on s.activity_id = a.id
                           where a.programme_id = p.id and s.unit_id = $2))
             order by p.year desc, u.level, u.code, p.supervisor, p.organisation, p.id"
        );
        let rows: Vec<ProgrammeRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), local(now).date(), unit.id)?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.push(for_residents(whole_programme(tx, row, false).await?));
        }
        Ok(found)
    }
}

/// A programme for whoever oversees its unit, or stands in a unit that it is about.
async fn read_programme(tx: &mut Tx, by: &Actor, id: Uuid, today: NaiveDate) -> Answer<Programme> {
    let who = require(tx, by, Permission::Oversee, Place::Anywhere).await?;
    let row = find_programme(tx, id, today).await?.ok_or(PortError::Missing)?;
    let is_whole = who.may_still(tx, Permission::Oversee, row.unit_id).await?;
    let may_keep = row.may_keep(tx, &who).await?;
    let mut programme = whole_programme(tx, row, may_keep).await?;
    if is_whole {
        put_files(tx, id, &mut programme.activities).await?;
        return Ok(programme);
    }
    // Whoever is supervised reads what is about them, and nothing of others.
    let sql = format!("{EDGES}, {BELOW} select id from below");
    let own: Vec<Uuid> = scalars!(tx, sqlx::AssertSqlSafe(sql), who.unit)?;
    programme.activities.retain(|activity| activity.units.iter().any(|unit| own.contains(&unit.id)));
    for activity in &mut programme.activities {
        activity.visits.retain(|visit| own.contains(&visit.unit.id));
    }
    if programme.activities.is_empty() {
        return Err(PortError::Denied);
    }
    programme.is_whole = false;
    Ok(programme)
}

/// A programme that whoever asks may change, held until the end of the transaction.
async fn to_keep(tx: &mut Tx, by: &Actor, id: Uuid, today: NaiveDate) -> Answer<(Scope, ProgrammeRecord)> {
    lock_for_update(tx, "supervision_programme", id).await?;
    let Some(row) = find_programme(tx, id, today).await? else {
        require(tx, by, Permission::Supervise, Place::Anywhere).await?;
        return Err(PortError::Missing);
    };
    let who = require_still(tx, by, Permission::Supervise, row.unit_id).await?;
    Ok((who, row))
}

/// An activity that whoever asks may still change, with its programme, both held until the end of the transaction.
async fn open_activity(
    tx: &mut Tx,
    by: &Actor,
    id: Uuid,
    today: NaiveDate,
) -> Answer<(Scope, ProgrammeRecord, ActivityRecord)> {
    let Some(found) = find_activity(tx, id).await? else {
        require(tx, by, Permission::Supervise, Place::Anywhere).await?;
        return Err(PortError::Missing);
    };
    let (who, programme) = to_keep(tx, by, found.programme_id, today).await?;
    // As it stands now that nobody else changes it.
    let row = find_activity(tx, id).await?.ok_or(PortError::Missing)?;
    if !row.conclusion.is_empty() {
        return refuse(SupervisionRefused::Concluded);
    }
    Ok((who, programme, row))
}

/// Refuses a second activity with the very same subject.
async fn expect_another(tx: &mut Tx, programme: Uuid, id: Uuid, subject: &str) -> Answer<()> {
    let sql = "select count(*) from supervision_activity where programme_id = $1 and id <> $2 and subject = $3";
    let same: i64 = scalar!(tx, sql, programme, id, subject)?;
    if same > 0 { refuse(SupervisionRefused::Same) } else { Ok(()) }
}

fn expect_seen(row: &ActivityRecord, seen: &Revision) -> Answer<()> {
    if Revision::of(&row.revision) == *seen { Ok(()) } else { refuse(SupervisionRefused::Overtaken) }
}

async fn another_revision(tx: &mut Tx, activity: Uuid) -> Answer<()> {
    execute!(tx, "update supervision_activity set revision = revision + 1 where id = $1", activity)?;
    Ok(())
}

fn kind_of(row: &ActivityRecord) -> Answer<ActivityKind> {
    Ok(from_text(row.kind.clone())?)
}

/// Whether a unit was visited or a draft commented on.
async fn has_begun(tx: &mut Tx, activity: Uuid) -> Answer<bool> {
    let sql = "select (select count(*) from supervision_visit where activity_id = $1)
                    + (select count(*) from supervision_comment where activity_id = $1)";
    let done: i64 = scalar!(tx, sql, activity)?;
    Ok(done > 0)
}

/// The units with these codes that stand in a unit today; what is about a draft is about none.
async fn named_units(
    tx: &mut Tx,
    of: Uuid,
    plan: &ActivityPlan,
    codes: &[String],
    today: NaiveDate,
) -> Answer<Vec<Unit>> {
    if plan.kind.is_about_draft() {
        return Ok(Vec::new());
    }
    let codes: BTreeSet<&str> = codes.iter().map(|code| code.trim()).filter(|code| !code.is_empty()).collect();
    if codes.is_empty() {
        return refuse(SupervisionRefused::NoUnits);
    }
    if codes.len() > MOST_UNITS {
        return refuse(SupervisionRefused::ManyUnits { most: MOST_UNITS });
    }
    let standing = units_below(tx, of, today).await?;
    let find = |code: &str| standing.iter().find(|unit| unit.named.code == code).cloned();
    let found = codes.into_iter().map(|code| find(code).ok_or_else(|| code.to_owned()));
    found.collect::<Result<Vec<Unit>, String>>().or_else(|code| refuse(SupervisionRefused::NoUnit { code }))
}
