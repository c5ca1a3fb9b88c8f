//! Recommendations: raised by the Front, answered by the People's Committee; every step is added, none is changed.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require, require_still};
use crate::store::file_records::{BelongsTo, keep_file};
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::recommendation_records::{
    RECOMMENDATION, RecommendationRecord, StepRecord, find_recommendation, lock_recommendation, may_take, require_step,
    steps, write_step,
};
use crate::store::supervision_findings::recommend_finding;
use crate::store::template_records::template_in_force;
use crate::store::tx::{Tx, execute, fetch_all, scalar, write};
use crate::store::unit_records::{STILL, UnitIndex};
use crate::store::unit_tree::{BELOW, EDGES};
use app::domain::document_kind::DocumentKind;
use app::domain::oversight::recommendation::{LONGEST_TEXT, RecommendationAction, Stage};
use app::domain::people::account::Permission;
use app::domain::units::unit::Unit;
use app::i18n::labels::label;
use app::i18n::{Lang, local, say};
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::files::NewFile;
use app::ports::recommendations::{
    CommitteeName, NewRecommendation, NewStep, Recommendation, RecommendationPart, RecommendationRefused,
    RecommendationRow, Recommendations, RecommendationsAct, Subject,
};
use async_trait::async_trait;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

#[async_trait]
impl Recommendations for Store {
    async fn raise(&self, by: &Actor, new: NewRecommendation, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let today = local(now).date();
            let index = UnitIndex::load(tx).await?;
            let Some(unit) = index.on(&new.unit_code, today).cloned() else {
                require(tx, by, Permission::Recommend, Place::Anywhere).await?;
                return refuse(RecommendationRefused::NoUnit { code: new.unit_code.clone() });
            };
            let who = require(tx, by, Permission::Recommend, Place::Unit(unit.id)).await?;
            let title = clean(&new.title, 200, RecommendationPart::Title)?;
            let text = clean(&new.text, LONGEST_TEXT, RecommendationPart::Text)?;
            if new.due < today {
                return refuse(RecommendationRefused::DueOver);
            }
            let raised_by = committee(tx, &who, false).await?;
            let sql =
            "insert into recommendation (id, unit_id, ruleset_id, criterion, round_id, question, title, stage, due_on,
                                               raised_on, raised_by, closed_on, is_public, steps)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)
                   on conflict (id) do nothing";
            let Subject { ruleset, criterion, round, question } = &new.subject;
            let (criterion, question) = (i64::from(*criterion), i64::from(*question));
            let raised = execute!(
                tx,
                sql,
                new.id,
                unit.id,
                ruleset,
                criterion,
                round,
                question,
                &title,
                Stage::Waiting.into_str(),
                new.due,
                today,
                &raised_by,
                STILL,
                i64::from(new.is_public)
            )?;
            if raised == 0 {
                // The same key is the same recommendation.
                return Ok(());
            }
            let step = StepRecord {
                number: 1,
                step: RecommendationAction::Raise.into_str().to_owned(),
                text,
                who: raised_by,
                happened_at: now,
                due_on: new.due,
            };
            write_step(tx, new.id, &step, who.account).await?;
            if let Some(finding) = new.finding {
                recommend_finding(tx, by, finding, unit.id, new.id).await?;
            }
            keep_files(tx, &self.key, &who, (unit.id, new.id, 1), &new.files, now).await?;
            let entry = JournalEntry::new(RecommendationsAct::RaiseRecommendation, Some(unit.id));
            record(tx, &self.key, &who, entry.with(Detail::Text { text: title }), now).await?;
            Ok(())
        })
    }

    async fn step(&self, by: &Actor, id: Uuid, new: NewStep, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let row = lock_recommendation(tx, id).await?;
            let who = require_step(tx, by, new.step, &row).await?;
            let stage = row.stage()?;
            if new.revision != row.revision() {
                return refuse(RecommendationRefused::Overtaken);
            }
            let Some(next) = stage.after(new.step) else {
                return refuse(RecommendationRefused::Stage { stage: label(Lang::Vi, stage) });
            };
            let answers = new.step.is_answer();
            let part = if answers { RecommendationPart::Reply } else { RecommendationPart::Opinion };
            let text = clean(&new.text, LONGEST_TEXT, part)?;
            let today = local(now).date();
            // Who has to answer does not say by when.
            let asked = new.due.filter(|_| new.step.sets_day());
            let due = asked.unwrap_or(row.due_on);
            if asked.is_some_and(|due| due < today) {
                return refuse(RecommendationRefused::NewDueOver);
            }
            if next.is_theirs() && due < today {
                // It would be late the moment it is theirs.
                return refuse(RecommendationRefused::OldDueOver);
            }
            let number = row.steps + 1;
            let step = StepRecord {
                number,
                step: new.step.into_str().to_owned(),
                text,
                who: committee(tx, &who, answers).await?,
                happened_at: now,
                due_on: due,
            };
            write_step(tx, id, &step, who.account).await?;
            keep_files(tx, &self.key, &who, (row.unit_id, id, number), &new.files, now).await?;
            let sql = "update recommendation set stage = $2, due_on = $3, steps = $4, closed_on = $5,
                          answered_on = coalesce(answered_on, $6) where id = $1";
            let closed = if next == Stage::Closed { today } else { STILL };
            let answered = answers.then_some(today);
            execute!(tx, sql, id, next.into_str(), due, number, closed, answered)?;
            let entry = JournalEntry::new(act_of(new.step), Some(row.unit_id)).with(Detail::Text { text: row.title });
            record(tx, &self.key, &who, entry, now).await?;
            Ok(())
        })
    }

    async fn show(&self, by: &Actor, id: Uuid, is_public: bool, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let row = lock_recommendation(tx, id).await?;
            let who = require_step(tx, by, RecommendationAction::Close, &row).await?;
            if (row.is_public == 1) == is_public {
                return Ok(());
            }
            let sql = "update recommendation set is_public = $2 where id = $1";
            execute!(tx, sql, id, i64::from(is_public))?;
            let act =
                if is_public { RecommendationsAct::ShowRecommendation } else { RecommendationsAct::HideRecommendation };
            let entry = JournalEntry::new(act, Some(row.unit_id)).with(Detail::Text { text: row.title });
            record(tx, &self.key, &who, entry, now).await?;
            Ok(())
        })
    }

    async fn recommendation(&self, by: &Actor, id: Uuid) -> Answer<Recommendation> {
        let tx = &mut self.db.read().await?;
        let Some(row) = find_recommendation(tx, id).await? else {
            require(tx, by, Permission::Oversee, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        let unit = row.unit_id;
        let who = require_still(tx, by, Permission::Oversee, unit).await?;
        let stage = row.stage()?;
        let mut actions = Vec::new();
        for step in RecommendationAction::ALL.into_iter().filter(|step| stage.after(*step).is_some()) {
            if may_take(tx, &who, step, &row).await? {
                actions.push(step);
            }
        }
        let may_settle = may_take(tx, &who, RecommendationAction::Close, &row).await?;
        let sql = "select step, id, name from file where recommendation_id = $1 order by step, name";
        let files: Vec<(i64, Uuid, String)> = fetch_all!(tx, sql, id)?;
        let mut all = steps(tx, id).await?;
        for (number, file, name) in files {
            if let Some((_, step)) = all.iter_mut().find(|(own, _)| *own == number) {
                step.files.push((file, name));
            }
        }
        let raiser = row.raiser_id.unwrap_or(unit);
        let template = template_in_force(tx, raiser, DocumentKind::Letter).await?;
        let (revision, row) = (row.revision(), RecommendationRow { may_settle, ..row.read()? });
        let steps = all.into_iter().map(|(_, step)| step).collect();
        Ok(Recommendation { row, revision, steps, actions, template })
    }

    async fn recommendations(&self, by: &Actor, unit: Option<&Unit>) -> Answer<Vec<RecommendationRow>> {
        let tx = &mut self.db.read().await?;
        let (who, top) = if let Some(unit) = unit {
            (require_still(tx, by, Permission::Oversee, unit.id).await?, Some(unit.id))
        } else {
            let who = require(tx, by, Permission::Oversee, Place::Anywhere).await?;
            let own = who.unit;
            (who, own)
        };
        // What was asked of a unit stays with what it was made into.
        let sql = format!(
            "{EDGES}, {BELOW} {RECOMMENDATION} where r.unit_id in (select id from below) or $1 is null
             order by case when r.stage = 'closed' then 1 else 0 end, r.due_on, u.code, r.title"
        );
        let rows: Vec<RecommendationRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), top)?;
        // Few committees raise many: each is looked up once.
        let mut below: HashMap<Uuid, bool> = HashMap::new();
        for raiser in rows.iter().filter_map(|row| row.raiser_id) {
            if let Entry::Vacant(place) = below.entry(raiser) {
                place.insert(who.may_still(tx, Permission::Recommend, raiser).await?);
            }
        }
        let settles = who.role.is_none_or(|role| role.may(Permission::Recommend));
        rows.into_iter()
            .map(|row| {
                let may_settle = settles && row.raiser_id.is_none_or(|raiser| below[&raiser]);
                Ok(RecommendationRow { may_settle, ..row.read()? })
            })
            .collect()
    }

    async fn public_recommendations(&self, unit: &Unit) -> Answer<Vec<Recommendation>> {
        let tx = &mut self.db.read().await?;
        let sql =
            format!("{RECOMMENDATION} where r.unit_id = $1 and r.is_public = 1 order by r.raised_on desc, r.title");
        let rows: Vec<RecommendationRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), unit.id)?;
        let mut found = Vec::new();
        for row in rows {
            let steps = steps(tx, row.recommendation_id).await?.into_iter().map(|(_, step)| step).collect();
            let revision = row.revision();
            found.push(Recommendation { revision, row: row.read()?, steps, actions: Vec::new(), template: None });
        }
        Ok(found)
    }
}

/// What a step is called in the audit log.
const fn act_of(step: RecommendationAction) -> RecommendationsAct {
    match step {
        RecommendationAction::Raise => RecommendationsAct::RaiseRecommendation,
        RecommendationAction::Answer => RecommendationsAct::AnswerRecommendation,
        RecommendationAction::Accept => RecommendationsAct::AcceptAnswer,
        RecommendationAction::Return => RecommendationsAct::ReturnAnswer,
        RecommendationAction::Close => RecommendationsAct::CloseRecommendation,
    }
}

/// Who did it, as residents read it: the committee, not the person.
async fn committee(tx: &mut Tx, who: &Scope, answers: bool) -> Answer<String> {
    let unit = match who.unit {
        Some(unit) => scalar!(tx, "select name from unit where id = $1", unit)?,
        None => String::new(),
    };
    let name = if answers { CommitteeName::Office { unit } } else { CommitteeName::Front { unit } };
    Ok(say(Lang::Vi, &name.into()).trim().to_owned())
}

/// A text that is there and has at most so many characters.
fn clean(text: &str, most: usize, what: RecommendationPart) -> Answer<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if text.is_empty() {
        return refuse(RecommendationRefused::Empty { what: what.into() });
    }
    if text.chars().count() > most {
        return refuse(RecommendationRefused::TooLong { what: what.into(), most: most.to_string() });
    }
    Ok(text)
}

/// Keeps the files of a step: unit, recommendation, number.
async fn keep_files(
    tx: &mut Tx,
    key: &InstallationKey,
    who: &Scope,
    (unit, recommendation, number): (Uuid, Uuid, i64),
    files: &[NewFile],
    now: Now,
) -> Answer<()> {
    for file in files {
        keep_file(tx, key, who, unit, BelongsTo::Step { recommendation, number }, file, now).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_there_and_not_too_long() {
        assert_eq!(clean("  Đường\r\nlầy ", 20, RecommendationPart::Text).expect("clean"), "Đường\nlầy");
        assert!(clean(" \n", 20, RecommendationPart::Text).is_err());
        assert!(clean("xxx", 2, RecommendationPart::Text).is_err());
    }
}
