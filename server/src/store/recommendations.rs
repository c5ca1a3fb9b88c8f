//! Recommendations: raised by the Front, answered by the People's Committee; every step is added, none is changed.

use super::{Store, StoreError, Tx, broken, counted, on};
use crate::store::authority::{Deed, Place, Scope, note, require, require_still};
use crate::store::tree::{BELOW, EDGES};
use crate::store::units::{Atlas, STILL, unit_of};
use app::domain::oversight::recommendation::{LONGEST_TEXT, RecommendationAction, Stage};
use app::domain::people::account::Power;
use app::domain::units::unit::Unit;
use app::i18n::{Lang, local};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::recommendations::NewRecommendation;
use app::ports::recommendations::NewStep;
use app::ports::recommendations::Recommendation;
use app::ports::recommendations::RecommendationRow;
use app::ports::recommendations::RecommendationStep;
use app::ports::recommendations::Recommendations;
use app::ports::recommendations::Subject;
use app::ui::labels::label;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// What the two sides are called where residents read.
const FRONT: &str = "Ủy ban MTTQ";
const OFFICE: &str = "UBND";

/// A row of `recommendation` with its unit.
#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    unit_id: Uuid,
    code: String,
    kind: String,
    level: String,
    name: String,
    parent_id: Option<Uuid>,
    valid_from: NaiveDate,
    valid_to: NaiveDate,
    /// The unit of whoever raised it; none where the console did.
    raiser_id: Option<Uuid>,
    ruleset_id: String,
    criterion: i64,
    round_id: Option<Uuid>,
    question: i64,
    title: String,
    stage: String,
    due_on: NaiveDate,
    raised_on: NaiveDate,
    raised_by: String,
    answered_on: Option<NaiveDate>,
    closed_on: NaiveDate,
    is_public: i64,
    steps: i64,
}

const ROW: &str = "select r.id, r.unit_id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to,
                          a.unit_id as raiser_id, r.ruleset_id, r.criterion, r.round_id, r.question, r.title, r.stage,
                          r.due_on, r.raised_on, r.raised_by, r.answered_on, r.closed_on, r.is_public, r.steps
                   from recommendation r join unit u on u.id = r.unit_id
                   left join recommendation_step s on s.recommendation_id = r.id and s.number = 1
                   left join account a on a.id = s.account_id";

impl Row {
    fn stage(&self) -> Result<Stage, StoreError> {
        Stage::from_word(&self.stage).ok_or_else(|| StoreError::Word(self.stage.clone()))
    }

    fn read(self) -> Result<RecommendationRow, StoreError> {
        let stage = self.stage()?;
        let named = (self.code, self.kind, self.level, self.name);
        let small = |number: i64| u32::try_from(number).unwrap_or_default();
        Ok(RecommendationRow {
            id: self.id,
            unit: unit_of((
                self.unit_id,
                named.0,
                named.1,
                named.2,
                named.3,
                self.parent_id,
                self.valid_from,
                self.valid_to,
            ))?,
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

async fn find(tx: &mut Tx, id: Uuid) -> Answer<Option<Row>> {
    let sql = format!("{ROW} where r.id = $1");
    on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await).map_err(broken)
}

/// Holds a recommendation's row, so that two who act on it at once take turns. SQLite has one writer.
async fn hold(tx: &mut Tx, id: Uuid) -> Answer<Row> {
    if let Tx::Postgres(tx) = tx {
        let sql = "select id from recommendation where id = $1 for update";
        sqlx::query(sql).bind(id).fetch_optional(&mut **tx).await.map_err(broken)?;
    }
    find(tx, id).await?.ok_or(PortError::Missing)
}

/// The power a step takes.
fn power_of(step: RecommendationAction) -> Power {
    if step.is_answer() { Power::Reply } else { Power::Recommend }
}

/// Whether somebody may take a step: the People's Committee that is asked answers; on the other side it is whoever raised
/// it or stands above them, so that a commune's Front cannot close what the province's asks.
async fn may_take(tx: &mut Tx, who: &Scope, step: RecommendationAction, row: &Row) -> Answer<bool> {
    if !who.may_still(tx, power_of(step), row.unit_id).await? {
        return Ok(false);
    }
    match row.raiser_id {
        Some(raiser) if !step.is_answer() => who.may_still(tx, Power::Recommend, raiser).await,
        _ => Ok(true),
    }
}

/// Refuses unless somebody may take a step; answers who they are.
async fn require_step(tx: &mut Tx, by: &Actor, step: RecommendationAction, row: &Row) -> Answer<Scope> {
    let who = require_still(tx, by, power_of(step), row.unit_id).await?;
    if may_take(tx, &who, step, row).await? {
        return Ok(who);
    }
    let text = format!("{} đã nêu kiến nghị này, nên chỉ nơi đó hoặc cấp trên nhận trả lời, khép lại.", row.raised_by);
    Err(PortError::Refused(text.into()))
}

/// Who did it, as residents read it: the committee, not the person.
async fn committee(tx: &mut Tx, who: &Scope, what: &str) -> Answer<String> {
    let name = unit_name(tx, who.unit).await?;
    Ok(format!("{what} {name}").trim().to_owned())
}

async fn unit_name(tx: &mut Tx, unit: Option<Uuid>) -> Answer<String> {
    let Some(unit) = unit else { return Ok(String::new()) };
    let sql = "select name from unit where id = $1";
    on!(tx, |conn| sqlx::query_scalar(sql).bind(unit).fetch_one(conn).await).map_err(broken)
}

/// A text that is there and not too long.
fn clean(text: &str, most: usize, what: &str) -> Answer<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if text.is_empty() {
        return Err(PortError::Refused(format!("Hãy ghi {what}.").into()));
    }
    if text.chars().count() > most {
        return Err(PortError::Refused(format!("Phần {what} dài nhất {most} chữ.").into()));
    }
    Ok(text)
}

/// A step on its way in.
struct Write<'a> {
    id: Uuid,
    number: i64,
    step: RecommendationAction,
    text: &'a str,
    who: &'a str,
    account: Option<Uuid>,
    now: Now,
    due: NaiveDate,
    files: &'a [Uuid],
}

async fn write_step(tx: &mut Tx, unit: Uuid, new: &Write<'_>) -> Answer<()> {
    let sql =
        "insert into recommendation_step (recommendation_id, number, move, text, who, account_id, happened_at, due_on)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, |conn| {
        let query = sqlx::query(sql).bind(new.id).bind(new.number).bind(new.step.word()).bind(new.text).bind(new.who);
        query.bind(new.account).bind(new.now).bind(new.due).execute(conn).await.map(drop)
    })
    .map_err(broken)?;
    for file in new.files {
        // Only files of the same unit: somebody else's cannot be shown through a recommendation of this one.
        let sql = "insert into recommendation_file (recommendation_id, number, file_id)
                   select $1, $2, id from file where id = $3 and unit_id = $4 on conflict do nothing";
        on!(tx, |conn| {
            sqlx::query(sql).bind(new.id).bind(new.number).bind(file).bind(unit).execute(conn).await.map(drop)
        })
        .map_err(broken)?;
    }
    Ok(())
}

/// A step of a recommendation: number, move, text, who, when, due.
type StepRow = (i64, String, String, String, Now, NaiveDate);

async fn steps(tx: &mut Tx, id: Uuid) -> Answer<Vec<(i64, RecommendationStep)>> {
    let sql = "select number, move, text, who, happened_at, due_on from recommendation_step
               where recommendation_id = $1 order by number";
    let rows: Vec<StepRow> = on!(tx, |conn| sqlx::query_as(sql).bind(id).fetch_all(conn).await).map_err(broken)?;
    rows.into_iter()
        .map(|(number, step, text, who, at, due)| {
            let step = RecommendationAction::from_word(&step).ok_or(StoreError::Word(step))?;
            Ok((number, RecommendationStep { step, text, who, at, due, files: Vec::new() }))
        })
        .collect()
}

#[async_trait]
impl Recommendations for Store {
    async fn raise(&self, by: &Actor, new: NewRecommendation, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let today = local(now).date();
        let atlas = Atlas::load(&mut tx).await?;
        let Some(unit) = atlas.on(&new.unit_code, today).cloned() else {
            require(&mut tx, by, Power::Recommend, Place::Anywhere).await?;
            let text =
                format!("Hiện không có đơn vị mã {}. Hãy gửi nơi đã nhận phần việc của đơn vị đó.", new.unit_code);
            return Err(PortError::Refused(text.into()));
        };
        let who = require(&mut tx, by, Power::Recommend, Place::Unit(unit.id)).await?;
        if find(&mut tx, new.id).await?.is_some() {
            // Pressed twice: it is raised once.
            return Ok(());
        }
        let title = clean(&new.title, 200, "nội dung kiến nghị trong một dòng")?;
        let text = clean(&new.text, LONGEST_TEXT, "lý do và điều kiến nghị")?;
        if new.due < today {
            return Err(PortError::Refused("Hạn trả lời đang ở trong quá khứ.".into()));
        }
        let raised_by = committee(&mut tx, &who, FRONT).await?;
        let sql =
            "insert into recommendation (id, unit_id, ruleset_id, criterion, round_id, question, title, stage, due_on,
                                               raised_on, raised_by, closed_on, is_public, steps)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)
                   on conflict (id) do nothing";
        let Subject { ruleset, criterion, round, question } = &new.subject;
        let raised = on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(new.id).bind(unit.id).bind(ruleset).bind(i64::from(*criterion));
            let query = query.bind(round).bind(i64::from(*question)).bind(&title).bind(Stage::Waiting.word());
            let query = query.bind(new.due).bind(today).bind(&raised_by).bind(STILL).bind(i64::from(new.is_public));
            query.execute(conn).await.map(|done| done.rows_affected())
        })
        .map_err(broken)?;
        if raised == 0 {
            // Pressed twice at the very same moment.
            return Ok(());
        }
        let step = Write {
            id: new.id,
            number: 1,
            step: RecommendationAction::Raise,
            text: &text,
            who: &raised_by,
            account: who.account,
            now,
            due: new.due,
            files: &new.files,
        };
        write_step(&mut tx, unit.id, &step).await?;
        note(&mut tx, &who, Deed { detail: title, ..Deed::new("Kiến nghị", Some(unit.id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn step(&self, by: &Actor, id: Uuid, new: NewStep, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let row = hold(&mut tx, id).await?;
        let who = require_step(&mut tx, by, new.step, &row).await?;
        let (stage, seen) = (row.stage()?, counted(row.steps));
        if new.seen != seen {
            let all = steps(&mut tx, id).await?;
            let text = clean(&new.text, LONGEST_TEXT, "ý kiến").unwrap_or_default();
            let same = all.last().is_some_and(|(_, last)| last.step == new.step && last.text == text);
            // Pressed twice, or sent again after a lost answer, is done once.
            return if same && seen == new.seen + 1 {
                Ok(())
            } else {
                Err(PortError::Refused("Kiến nghị này vừa có bước mới. Hãy xem bước đó rồi làm tiếp.".into()))
            };
        }
        let Some(next) = stage.after(new.step) else {
            let text = format!("Kiến nghị đang ở bước “{}”, nên không làm được việc này.", label(Lang::Vi, stage));
            return Err(PortError::Refused(text.into()));
        };
        let text = clean(&new.text, LONGEST_TEXT, if new.step.is_answer() { "nội dung trả lời" } else { "ý kiến" })?;
        let today = local(now).date();
        // Who has to answer does not say by when.
        let asked = new.due.filter(|_| new.step.sets_day());
        let due = asked.unwrap_or(row.due_on);
        if asked.is_some_and(|due| due < today) {
            return Err(PortError::Refused("Hạn mới đang ở trong quá khứ.".into()));
        }
        if next.is_theirs() && due < today {
            // It would be late the moment it is theirs.
            return Err(PortError::Refused("Hạn cũ đã qua: hãy ghi hạn mới.".into()));
        }
        let name = committee(&mut tx, &who, if new.step.is_answer() { OFFICE } else { FRONT }).await?;
        let number = row.steps + 1;
        let step = Write {
            id,
            number,
            step: new.step,
            text: &text,
            who: &name,
            account: who.account,
            now,
            due,
            files: &new.files,
        };
        write_step(&mut tx, row.unit_id, &step).await?;
        let sql = "update recommendation set stage = $2, due_on = $3, steps = $4, closed_on = $5,
                          answered_on = coalesce(answered_on, $6) where id = $1";
        let sql = match &tx {
            Tx::Sqlite(_) => sql.to_owned(),
            // PostgreSQL wants to know what a parameter is that may be nothing.
            Tx::Postgres(_) => sql.replace("$6", "$6::date"),
        };
        let sql = sqlx::AssertSqlSafe(sql);
        let closed = if next == Stage::Closed { today } else { STILL };
        let answered = new.step.is_answer().then_some(today);
        on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(next.word()).bind(due).bind(number).bind(closed).bind(answered);
            query.execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        let act = label(Lang::Vi, new.step);
        let deed = Deed { detail: row.title, ..Deed::new(&act, Some(row.unit_id)) };
        note(&mut tx, &who, deed, now).await?;
        Ok(tx.commit().await?)
    }

    async fn show(&self, by: &Actor, id: Uuid, is_public: bool, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let row = hold(&mut tx, id).await?;
        let who = require_step(&mut tx, by, RecommendationAction::Close, &row).await?;
        if (row.is_public == 1) == is_public {
            return Ok(());
        }
        let sql = "update recommendation set is_public = $2 where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(i64::from(is_public)).execute(conn).await.map(drop))
            .map_err(broken)?;
        let act = if is_public { "Công khai kiến nghị" } else { "Thôi công khai kiến nghị" };
        note(&mut tx, &who, Deed { detail: row.title, ..Deed::new(act, Some(row.unit_id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn recommendation(&self, by: &Actor, id: Uuid) -> Answer<Recommendation> {
        let mut tx = self.db.read().await?;
        let Some(row) = find(&mut tx, id).await? else {
            require(&mut tx, by, Power::Oversee, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        let unit = row.unit_id;
        let who = require_still(&mut tx, by, Power::Oversee, unit).await?;
        let stage = row.stage()?;
        let mut actions = Vec::new();
        for step in RecommendationAction::ALL.into_iter().filter(|step| stage.after(*step).is_some()) {
            if may_take(&mut tx, &who, step, &row).await? {
                actions.push(step);
            }
        }
        let may_settle = may_take(&mut tx, &who, RecommendationAction::Close, &row).await?;
        let sql = "select r.number, f.id, f.name from recommendation_file r join file f on f.id = r.file_id
                   where r.recommendation_id = $1 order by r.number, f.name";
        let files: Vec<(i64, Uuid, String)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(id).fetch_all(conn).await).map_err(broken)?;
        let mut all = steps(&mut tx, id).await?;
        for (number, file, name) in files {
            if let Some((_, step)) = all.iter_mut().find(|(own, _)| *own == number) {
                step.files.push((file, name));
            }
        }
        let row = RecommendationRow { may_settle, ..row.read()? };
        Ok(Recommendation { row, steps: all.into_iter().map(|(_, step)| step).collect(), actions })
    }

    async fn recommendations(&self, by: &Actor, unit: Option<&Unit>) -> Answer<Vec<RecommendationRow>> {
        let mut tx = self.db.read().await?;
        let (who, top) = if let Some(unit) = unit {
            (require_still(&mut tx, by, Power::Oversee, unit.id).await?, Some(unit.id))
        } else {
            let who = require(&mut tx, by, Power::Oversee, Place::Anywhere).await?;
            let own = who.unit;
            (who, own)
        };
        // What was asked of a unit stays with what it was made into.
        let sql = format!(
            "{EDGES}, {BELOW} {ROW} where $1 is null or r.unit_id in (select id from below)
             order by case when r.stage = 'closed' then 1 else 0 end, r.due_on, u.code, r.title"
        );
        let sql = match &tx {
            Tx::Sqlite(_) => sql,
            // PostgreSQL wants to know what a parameter is that may be nothing.
            Tx::Postgres(_) => sql.replace("$1", "$1::uuid"),
        };
        let rows: Vec<Row> =
            on!(&mut tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(top).fetch_all(conn).await)
                .map_err(broken)?;
        // Few committees raise many: each is looked up once.
        let mut below: HashMap<Uuid, bool> = HashMap::new();
        for raiser in rows.iter().filter_map(|row| row.raiser_id) {
            if let Entry::Vacant(place) = below.entry(raiser) {
                place.insert(who.may_still(&mut tx, Power::Recommend, raiser).await?);
            }
        }
        let settles = who.role.is_none_or(|role| role.may(Power::Recommend));
        rows.into_iter()
            .map(|row| {
                let may_settle = settles && row.raiser_id.is_none_or(|raiser| below[&raiser]);
                Ok(RecommendationRow { may_settle, ..row.read()? })
            })
            .collect()
    }

    async fn public_recommendations(&self, unit: &Unit) -> Answer<Vec<Recommendation>> {
        let mut tx = self.db.read().await?;
        let sql = format!("{ROW} where r.unit_id = $1 and r.is_public = 1 order by r.raised_on desc, r.title");
        let rows: Vec<Row> =
            on!(&mut tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(unit.id).fetch_all(conn).await)
                .map_err(broken)?;
        let mut found = Vec::new();
        for row in rows {
            let steps = steps(&mut tx, row.id).await?.into_iter().map(|(_, step)| step).collect();
            found.push(Recommendation { row: row.read()?, steps, actions: Vec::new() });
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_there_and_not_too_long() {
        assert_eq!(clean("  Đường\r\nlầy ", 20, "lý do").expect("clean"), "Đường\nlầy");
        assert!(clean(" \n", 20, "lý do").is_err() && clean("xxx", 2, "lý do").is_err());
    }
}
