//! A form as it came, and what a page draws of it when something has to be mended.

use crate::i18n::{Lang, say};
use crate::message::Message;
use axum::extract::FromRequestParts;
use http::request::Parts;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The name of the field that says which of a page's actions is meant: the name of its buttons.
const ACTION: &str = "step";
/// The name of the field that is the same for every sending of the same form.
pub const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// What a form sent, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The value of a field; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str())
    }

    /// The value without blanks at both ends.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).trim()
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// A file that came along with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name on whoever sent it's machine.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A form as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostedForm {
    /// Its fields.
    pub fields: Fields,
    /// The file that came along, if one was chosen.
    pub upload: Option<Upload>,
    /// Whether a file came along that is too big to take; it was dropped.
    pub upload_too_big: bool,
}

impl PostedForm {
    /// Which of the page's actions is meant; empty where a page has only one.
    pub fn action(&self) -> &str {
        self.fields.get(ACTION)
    }

    /// The same for every sending of the same form with the same content, if the form has a key: pressed twice it is one
    /// sending; gone back to, changed and sent again it is another.
    pub fn idempotency_key(&self) -> Option<Uuid> {
        self.fields.get(IDEMPOTENCY_KEY).parse::<Uuid>().ok()?;
        let mut digest = Sha256::new();
        let mut add = |part: &[u8]| {
            // With its length, so that nothing that is cut elsewhere reads the same.
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        };
        for (name, value) in &self.fields.0 {
            add(name.as_bytes());
            add(value.as_bytes());
        }
        if let Some(Upload { name, content }) = &self.upload {
            add(name.as_bytes());
            add(content);
        }
        let digest = digest.finalize();
        Some(uuid::Builder::from_random_bytes(digest.first_chunk().copied()?).into_uuid())
    }
}

/// What is to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field it is about; empty if about none.
    pub field: String,
    /// What to do.
    pub message: Message,
}

impl Fault {
    /// About one field.
    pub fn of(field: &str, message: impl Into<Message>) -> Self {
        Self { field: field.into(), message: message.into() }
    }

    /// About the whole.
    pub fn plain(message: impl Into<Message>) -> Self {
        Self::of("", message)
    }
}

/// A form that came back to be mended; empty on a page that is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// What was sent, without secrets.
    pub fields: Fields,
    /// What is to be mended.
    pub faults: Vec<Fault>,
    /// What the fields are called, as they are drawn.
    labels: Labels,
}

/// What the fields of a page are called. Whoever draws a field writes it down; whoever lists what is to be mended reads it after.
#[derive(Clone, Debug, Default)]
struct Labels(Arc<Mutex<BTreeMap<String, String>>>);

impl PartialEq for Labels {
    /// How a form is drawn is no part of what was sent.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Labels {}

impl Posted {
    /// A form that came back.
    pub fn new(fields: Fields, faults: Vec<Fault>) -> Self {
        Self { fields, faults, labels: Labels::default() }
    }

    /// Notes what a field is called that has something to be mended.
    pub fn call(&self, name: &str, label: &str) {
        if self.invalid(name).is_some() {
            self.labels.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), label.to_owned());
        }
    }

    /// What a field is called, if it is drawn and has something to be mended.
    pub fn label(&self, name: &str) -> Option<String> {
        self.labels.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Which action it was sent for; empty on a page that is opened.
    pub fn action(&self) -> &str {
        self.fields.get(ACTION)
    }

    /// What stands in a field: as typed, or else what the page knows.
    pub fn value(&self, name: &str, known: &str) -> String {
        let typed = self.fields.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        typed.unwrap_or_else(|| known.to_owned())
    }

    /// What is wrong with a field, in words.
    pub fn fault(&self, name: &str) -> Option<String> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| say(Lang::Vi, &fault.message))
    }

    /// All that is wrong with a field, in words.
    pub fn faults_of(&self, name: &str) -> Vec<String> {
        self.faults.iter().filter(|fault| fault.field == name).map(|fault| say(Lang::Vi, &fault.message)).collect()
    }

    /// Whether something is wrong with a field: `aria-invalid` of it.
    pub fn invalid(&self, name: &str) -> Option<&'static str> {
        self.faults.iter().any(|fault| fault.field == name).then_some("true")
    }
}

impl<S: Sync> FromRequestParts<S> for Posted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}
