//! What people post: the fields of a form, what is wrong with them, and what was typed.

use crate::i18n::{Lang, say};
use crate::message::Message;

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
    /// What was sent. Passwords are not in it.
    pub fields: Fields,
    /// What is to be mended.
    pub faults: Vec<Fault>,
}

impl Posted {
    /// What stands in a field: as typed, or else what the page knows.
    pub fn value(&self, name: &str, known: &str) -> String {
        let typed = self.fields.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        typed.unwrap_or_else(|| known.to_owned())
    }

    /// What is wrong with a field.
    pub fn fault(&self, name: &str) -> Option<String> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| say(Lang::Vi, &fault.message))
    }
}
