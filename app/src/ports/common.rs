//! What every use case shares: who asks, what it answers, lines of files.

use crate::message::Message;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Why a use case did not happen. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// A rule says no; the sentence says what to do.
    #[error("refused: {0}")]
    Refused(Message),
    /// Whoever asks may not do that, or not there.
    #[error("denied")]
    Denied,
    /// What is asked about is not there.
    #[error("missing")]
    Missing,
    /// A file has faults, or what was typed one below the other; all of them are named.
    #[error("faulty file: {0:?}")]
    File(Faults),
    /// The very form that is sent was acted on before; it is not acted on again.
    #[error("done before")]
    DoneBefore,
    /// Something broke that the reader cannot mend; logged once, where it is met.
    #[error("broken")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A refusal, worded elsewhere: `return refuse(CloseRefused::Closed)`.
pub fn refuse<T>(why: impl Into<Message>) -> Answer<T> {
    Err(PortError::Refused(why.into()))
}

/// Refuses things that were typed one below the other, where there are faults: each with its place, from 1.
pub fn by_place(faults: Vec<(usize, Message)>) -> Answer<()> {
    Faults(faults.into_iter().map(|(at, fault)| (at as u64, fault)).collect()).or(())
}

/// What a port answers.
pub type Answer<T> = Result<T, PortError>;

/// Who asks for something to be done. What they may do is looked up where it is done, never carried along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever sits at the machine and runs commands (*người quản trị máy chủ*); may do everything.
    Operator,
    /// Somebody with an account.
    Account {
        /// The account.
        id: Uuid,
        /// The key of the form that is sent: the same key again is the same sending and is acted on once.
        idempotency_key: Option<Uuid>,
    },
}

impl Actor {
    /// Somebody with an account, not by a form.
    pub const fn account(id: Uuid) -> Self {
        Self::Account { id, idempotency_key: None }
    }

    /// The same person, by whichever form: for what may be done again.
    #[must_use]
    pub const fn by_any_form(self) -> Self {
        match self {
            Self::Account { id, .. } => Self::account(id),
            Self::Operator => Self::Operator,
        }
    }
}

/// A line of an imported file with the number it has there, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// Its number in the file, the header being line 1.
    pub number: u64,
    /// What it says.
    pub value: T,
}

/// What is wrong with a file, by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<(u64, Message)>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, line: u64, fault: impl Into<Message>) {
        self.0.push((line, fault.into()));
    }

    /// Passes `value` on if there was no fault.
    pub fn or<T>(mut self, value: T) -> Answer<T> {
        self.0.sort_by_key(|(line, _)| *line);
        if self.0.is_empty() { Ok(value) } else { Err(PortError::File(self)) }
    }
}

crate::messages! {
    /// What is said of a file's faults.
    enum FaultsMessage {
        /// How many there are; nothing was written.
        All { count: usize } = "faults",
        /// One of them, at its line.
        Line { line: String, fault: Message } = "faults-line",
        /// How many more there are than are told.
        More { count: usize } = "faults-more",
    }
}

impl Faults {
    /// How many are told one by one.
    const TOLD: usize = 20;

    /// What is said of them: how many there are, then each with its line, in the order of the file.
    pub fn messages(&self) -> Vec<Message> {
        let Self(faults) = self;
        let line = |(line, fault): &(u64, Message)| {
            // A line is known by its number, which has no dots between thousands.
            FaultsMessage::Line { line: line.to_string(), fault: fault.clone() }.into()
        };
        let more = faults.len().saturating_sub(Self::TOLD);
        let more = (more > 0).then(|| FaultsMessage::More { count: more }.into());
        let all = FaultsMessage::All { count: faults.len() }.into();
        std::iter::once(all).chain(faults.iter().take(Self::TOLD).map(line)).chain(more).collect()
    }
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New rows.
    pub added: u64,
    /// Rows that say something else now.
    pub changed: u64,
    /// Rows that were there already.
    pub same: u64,
}

/// The moment something is done.
pub type Now = DateTime<Utc>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_twenty_faults_are_told_in_the_order_of_the_file_and_then_how_many_more() {
        let mut faults = Faults::default();
        let fault = |line: u64| Message::plain("cell-empty").with("at", line);
        (2..=32).rev().for_each(|line| faults.add(line, fault(line)));
        let Err(PortError::File(faults)) = faults.or(()) else { panic!("refused") };
        let told = faults.messages();
        assert_eq!((told.len(), &told[0]), (22, &FaultsMessage::All { count: 31 }.into()));
        for (at, line) in (2..=21).enumerate() {
            assert_eq!(told[at + 1], FaultsMessage::Line { line: line.to_string(), fault: fault(line) });
        }
        assert_eq!(told[21], FaultsMessage::More { count: 11 });
    }
}
