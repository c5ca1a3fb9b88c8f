//! Templates of documents: which hold, and writing one.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::journal::{JournalEntry, record};
use crate::store::template_records::{template_in_force, templates_above};
use crate::store::tx::{Tx, execute, lock_for_update, scalar, write};
use crate::store::unit_records::{STILL, unit_of};
use app::domain::document_kind::DocumentKind;
use app::domain::people::account::Permission;
use app::domain::units::unit::{Level, Unit, level_label};
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::templates::{
    NewTemplate, TemplateRefused, TemplateRow, Templates, TemplatesAct, TemplatesDetail, WrittenTemplate,
};
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Templates for Store {
    async fn templates(&self, by: &Actor) -> Answer<Vec<TemplateRow>> {
        let tx = &mut self.db.read().await?;
        let (_, unit) = wording_unit(tx, by).await?;
        rows(tx, &unit).await
    }

    async fn keep_template(&self, by: &Actor, new: NewTemplate, now: Now) -> Answer<()> {
        let NewTemplate { level, kind, revision, text } = new;
        write!(self.db, by, |tx| {
            let (who, unit) = wording_unit(tx, by).await?;
            lock_for_update(tx, "unit", unit.id).await?;
            let row = rows(tx, &unit).await?.into_iter().find(|row| (row.level, row.kind) == (level, kind));
            let row = row.ok_or(PortError::Missing)?;
            if row.own.as_ref().map(|own| &own.text) == text.as_ref() {
                return Ok(());
            }
            if row.revision() != revision {
                let who = row.own.map(|WrittenTemplate { who, .. }| who).unwrap_or_default();
                return refuse(TemplateRefused::Overtaken { who });
            }
            let (at, document) = (level.into_str(), kind.to_string());
            let act = if let Some(text) = &text {
                let sql = "insert into document_template (unit_id, level, document, text, who, changed_at)
                           values ($1, $2, $3, $4, $5, $6)
                           on conflict (unit_id, level, document)
                           do update set text = excluded.text, who = excluded.who, changed_at = excluded.changed_at";
                execute!(tx, sql, unit.id, at, &document, text, &who.who, now)?;
                TemplatesAct::KeepTemplate
            } else {
                let sql = "delete from document_template where unit_id = $1 and level = $2 and document = $3";
                execute!(tx, sql, unit.id, at, &document)?;
                TemplatesAct::DropTemplate
            };
            let detail = TemplatesDetail::Template { kind: kind.into(), level: level_label(level, 1) };
            record(tx, &self.key, &who, JournalEntry::new(act, Some(unit.id)).with(detail), now).await?;
            Ok(())
        })
    }

    async fn template_of(&self, unit: Uuid, kind: DocumentKind) -> Answer<Option<String>> {
        Ok(template_in_force(&mut self.db.read().await?, unit, kind).await?)
    }
}

/// The unit whose documents whoever asks may word: their own, as a whole.
async fn wording_unit(tx: &mut Tx, by: &Actor) -> Answer<(Scope, Unit)> {
    let who = require(tx, by, Permission::Conclude, Place::Anywhere).await?;
    let own = match (who.unit, who.hamlet) {
        (Some(unit), None) => unit_of(tx, unit).await?,
        _ => None,
    };
    own.map(|unit| (who, unit)).ok_or(PortError::Denied)
}

/// What may be worded from a unit down; at the level of districts only where there are any.
async fn rows(tx: &mut Tx, unit: &Unit) -> Answer<Vec<TemplateRow>> {
    let own = unit.named.level;
    let sql = "select count(*) from unit where parent_id = $1 and level = 'district' and valid_to = $2";
    let districts: i64 = scalar!(tx, sql, unit.id, STILL)?;
    let levels = Level::ALL.into_iter().filter(|level| *level >= own);
    let levels = levels.filter(|level| *level == own || *level != Level::District || districts > 0);
    let mut rows: Vec<TemplateRow> = levels
        .flat_map(|level| DocumentKind::ALL.into_iter().map(move |kind| (level, kind)))
        .filter(|(level, kind)| kind.is_issued_at(*level))
        .map(|(level, kind)| TemplateRow { level, kind, own: None, above: None })
        .collect();
    for record in templates_above(tx, unit.id).await? {
        let is_own = record.unit_id == unit.id;
        let (level, kind, written) = record.read()?;
        let Some(row) = rows.iter_mut().find(|row| (row.level, row.kind) == (level, kind)) else { continue };
        let place = if is_own { &mut row.own } else { &mut row.above };
        place.get_or_insert(written);
    }
    Ok(rows)
}
