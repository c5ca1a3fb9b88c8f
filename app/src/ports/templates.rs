//! The templates of documents: worded by the Front for its unit and those below, each for the level that issues the document.

use crate::domain::document_kind::DocumentKind;
use crate::domain::revision::Revision;
use crate::domain::units::unit::{Level, UnitRef};
use crate::message::Message;
use crate::ports::common::{Actor, Answer, Now};
use async_trait::async_trait;
use uuid::Uuid;

/// A template as the Front of a unit wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenTemplate {
    /// The unit.
    pub unit: UnitRef,
    /// Its text.
    pub text: String,
    /// Who wrote it last.
    pub who: String,
    /// When.
    pub at: Now,
}

/// Which template units of a level draw a kind of document with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// The level that issues the document.
    pub level: Level,
    /// The kind of document.
    pub kind: DocumentKind,
    /// What one's own unit wrote.
    pub own: Option<WrittenTemplate>,
    /// What the nearest unit above wrote, which holds where one's own wrote nothing. Where nobody did, what ships inside holds.
    pub above: Option<WrittenTemplate>,
}

impl TemplateRow {
    /// What somebody wrote that holds.
    pub fn written(&self) -> Option<&WrittenTemplate> {
        self.own.as_ref().or(self.above.as_ref())
    }

    /// Another one when somebody of one's own unit wrote it anew.
    pub fn revision(&self) -> Revision {
        Revision::of(&self.own.as_ref().map(|own| &own.text))
    }
}

/// A template to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTemplate {
    /// The level that issues the document.
    pub level: Level,
    /// The kind of document.
    pub kind: DocumentKind,
    /// What whoever writes it has seen.
    pub revision: Revision,
    /// The text; none where what holds above is to hold again.
    pub text: Option<String>,
}

crate::messages! {
    /// Why a template is not kept.
    pub enum TemplateRefused {
        /// Somebody else wrote it meanwhile.
        Overtaken { who: String } = "template-overtaken",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum TemplatesAct {
        KeepTemplate = "audit-keep-template",
        DropTemplate = "audit-drop-template",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum TemplatesDetail {
        /// Of which document, and at which level.
        Template { kind: Message, level: Message } = "audit-detail-template",
    }
}

/// Keeps templates.
#[async_trait]
pub trait Templates: Send + Sync {
    /// All that the Front may word from its own unit down.
    async fn templates(&self, by: &Actor) -> Answer<Vec<TemplateRow>>;
    /// Keeps one; what was drawn with another before stays as it is.
    async fn keep_template(&self, by: &Actor, new: NewTemplate, now: Now) -> Answer<()>;
    /// The text that a document of a unit is drawn with; nothing where what ships inside holds. A hamlet's minutes are asked for with its
    /// commune.
    async fn template_of(&self, unit: Uuid, kind: DocumentKind) -> Answer<Option<String>>;
}
