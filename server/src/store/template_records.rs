//! Templates of documents as they are kept, and which one holds where.

use crate::store::db::{StoreError, from_text};
use crate::store::tx::{Tx, fetch_all, scalar_optional};
use crate::store::unit_records::{NameRecord, unit_of};
use crate::store::unit_tree::CHAIN;
use app::domain::document_kind::DocumentKind;
use app::domain::units::unit::Level;
use app::ports::common::Now;
use app::ports::templates::WrittenTemplate;
use uuid::Uuid;

/// A row of `document_template` with its unit.
#[derive(sqlx::FromRow)]
pub(super) struct TemplateRecord {
    pub(super) unit_id: Uuid,
    #[sqlx(flatten)]
    unit: NameRecord,
    /// The level that issues the document.
    issued_at: String,
    document: String,
    text: String,
    who: String,
    changed_at: Now,
}

impl TemplateRecord {
    /// Reads it with the level and the kind it is for.
    pub(super) fn read(self) -> Result<(Level, DocumentKind, WrittenTemplate), StoreError> {
        let (level, kind) = (from_text(self.issued_at)?, from_text(self.document)?);
        let written = WrittenTemplate { unit: self.unit.read()?, text: self.text, who: self.who, at: self.changed_at };
        Ok((level, kind, written))
    }
}

/// The templates of a unit and of those above it, the nearest first.
pub(super) async fn templates_above(tx: &mut Tx, unit: Uuid) -> Result<Vec<TemplateRecord>, StoreError> {
    let sql = format!(
        "{CHAIN}
         select t.unit_id, u.code, u.kind, u.level, u.name, t.level as issued_at, t.document, t.text, t.who, t.changed_at
         from document_template t join chain c on c.id = t.unit_id join unit u on u.id = t.unit_id order by c.depth"
    );
    fetch_all!(tx, sqlx::AssertSqlSafe(sql), unit)
}

/// The text that a document of a unit is drawn with; nothing where what ships inside holds.
pub(super) async fn template_in_force(
    tx: &mut Tx,
    unit: Uuid,
    kind: DocumentKind,
) -> Result<Option<String>, StoreError> {
    let Some(issuer) = unit_of(tx, unit).await? else { return Ok(None) };
    let level = kind.level_for(issuer.named.level).into_str();
    let sql = format!(
        "{CHAIN}
         select t.text from document_template t join chain c on c.id = t.unit_id
         where t.level = $2 and t.document = $3 order by c.depth limit 1"
    );
    scalar_optional!(tx, sqlx::AssertSqlSafe(sql), unit, level, kind.to_string())
}
