//! A file of statuses, kept until somebody has looked at what it changes.

use crate::store::Store;
use crate::store::assessment_records::assessments;
use crate::store::assessment_writes::{assessed, said_before, sort_lines, standing, write_statuses};
use crate::store::authority::{Place, Scope, require};
use crate::store::db::db_error;
use crate::store::journal::{JournalEntry, record};
use crate::store::tx::{Tx, execute, fetch_optional, write};
use app::domain::people::account::Permission;
use app::i18n::local;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Imported, Line, Now, PortError};
use app::ports::criteria::CriterionRow;
use app::ports::criteria_files::{Change, Changes, CriteriaFiles, CriteriaFilesAct};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;

#[async_trait]
impl CriteriaFiles for Store {
    async fn keep_draft(&self, by: &Actor, name: &str, lines: Vec<Line<CriterionRow>>, now: Now) -> Answer<Uuid> {
        write!(self.db, by, |tx| {
            let who = require(tx, by, Permission::Assess, Place::Anywhere).await?;
            let pairs: Vec<(u64, CriterionRow)> = lines.iter().map(|line| (line.number, line.value.clone())).collect();
            sort_lines(tx, &who, lines.clone(), local(now).date()).await?;
            // One file at a time: what nobody confirmed goes when the next one comes.
            execute!(tx, "delete from status_draft where account_id = $1", who.account)?;
            let (id, document) = (Uuid::new_v4(), serde_json::to_string(&pairs).map_err(db_error)?);
            let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
            let sql = "insert into status_draft (id, account_id, name, document, made_at) values ($1, $2, $3, $4, $5)";
            execute!(tx, sql, id, who.account, &name, &document, now)?;
            let entry =
                JournalEntry { hamlet: who.hamlet, ..JournalEntry::new(CriteriaFilesAct::UploadStatuses, who.unit) };
            record(tx, &self.key, &who, entry.with(Detail::Text { text: name }), now).await?;
            Ok(id)
        })
    }

    async fn draft(&self, by: &Actor, id: Uuid) -> Answer<Changes> {
        let tx = &mut self.db.read().await?;
        let (who, name, lines) = read_draft(tx, by, id).await?;
        let unsaid: BTreeSet<u64> =
            lines.iter().filter(|line| line.value.by.is_none()).map(|line| line.number).collect();
        let (writes, units) = sort_lines(tx, &who, lines, NaiveDate::MAX).await?;
        let mut found = Changes { name, ..Changes::default() };
        let mut lines = Vec::new();
        for ((unit, ruleset), own) in writes {
            let history = assessments(tx, unit, &ruleset).await?;
            for (number, row) in own {
                if standing(&history, &row) == Some(&assessed(&row)) {
                    found.same += 1;
                    continue;
                }
                let before = said_before(&history, &row);
                let named = units.get(&unit).map(|unit| unit.named.clone()).ok_or(PortError::Missing)?;
                let is_usual_side = unsaid.contains(&number);
                let before = before.map(|one| one.status);
                lines.push((number, Change { unit: named, row, before, is_usual_side }));
            }
        }
        lines.sort_by_key(|(number, _)| *number);
        found.changes = lines.into_iter().map(|(_, change)| change).collect();
        Ok(found)
    }

    async fn apply_draft(&self, by: &Actor, id: Uuid, now: Now) -> Answer<Imported> {
        write!(self.db, by, |tx| {
            let (who, _, lines) = read_draft(tx, by, id).await?;
            let done = write_statuses(tx, &self.key, &who, lines, None, now).await?;
            execute!(tx, "delete from status_draft where id = $1", id)?;
            Ok(done)
        })
    }
}

/// The lines somebody kept, with the name of their file.
async fn read_draft(tx: &mut Tx, by: &Actor, id: Uuid) -> Answer<(Scope, String, Vec<Line<CriterionRow>>)> {
    let who = require(tx, by, Permission::Assess, Place::Anywhere).await?;
    let sql = "select name, document from status_draft where id = $1 and account_id = $2";
    let row: Option<(String, String)> = fetch_optional!(tx, sql, id, who.account)?;
    let (name, document) = row.ok_or(PortError::Missing)?;
    let lines: Vec<(u64, CriterionRow)> = serde_json::from_str(&document).map_err(db_error)?;
    Ok((who, name, lines.into_iter().map(|(number, value)| Line { number, value }).collect()))
}
