//! Everything that can be done on the committee's pages, as a table: where it is posted, what power it takes.
//!
//! The page only finds the step; whether somebody may take it is decided by the port that does it.

use super::collection::{minutes, paper_batch};
use super::publication::notice;
use crate::domain::people::account::Power;
use crate::forms::{Fault, Fields};
use crate::i18n::say_faults;
use crate::ports::accounts::Letter;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::common::PortError;
use crate::ports::sessions::Signed;
use crate::ports::sessions::Token;
use crate::state::AppState;
use crate::ui::field::SURE;
use std::sync::Arc;
use uuid::Uuid;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Takes the closing of a round back.
    ReopenRound,
    /// To key one paper ballot in.
    KeyIn,
    /// To take one out again.
    TakeOut,
    /// To decide a difference.
    Decide,
    /// To count a batch.
    CountBatch,
    /// Throws a batch away.
    DiscardBatch,
    /// To keep hand-counted minutes.
    KeepMinutes,
    /// To take hand-counted minutes back.
    WithdrawMinutes,
    /// To correct minutes that are published.
    CorrectMinutes,
    /// To keep a notice that is being written.
    KeepWords,
    /// To publish results with their notice.
    Publish,
    /// To publish a corrected notice.
    Correct,
    /// To plan a round that asks failed contents again.
    Repeat,
}

impl Step {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::ReopenRound,
        Self::KeyIn,
        Self::TakeOut,
        Self::Decide,
        Self::CountBatch,
        Self::DiscardBatch,
        Self::KeepMinutes,
        Self::WithdrawMinutes,
        Self::CorrectMinutes,
        Self::KeepWords,
        Self::Publish,
        Self::Correct,
        Self::Repeat,
    ];

    /// Where it is posted, and the value of `step`. In the path `*` stands for a key.
    pub const fn address(self) -> (&'static str, &'static str) {
        match self {
            Self::ReopenRound => ("/lam-viec/dot/*/thong-bao", "reopen"),
            Self::KeyIn => ("/lam-viec/lo/*", "key"),
            Self::TakeOut => ("/lam-viec/lo/*", "take-out"),
            Self::Decide => ("/lam-viec/lo/*", "decide"),
            Self::CountBatch => ("/lam-viec/lo/*", "count"),
            Self::DiscardBatch => ("/lam-viec/lo/*", "discard"),
            Self::KeepMinutes => ("/lam-viec/dot/*/thon/*/bien-ban", "keep"),
            Self::WithdrawMinutes => ("/lam-viec/dot/*/thon/*/bien-ban", "withdraw"),
            Self::CorrectMinutes => ("/lam-viec/dot/*/thon/*/bien-ban", "correct"),
            Self::KeepWords => ("/lam-viec/dot/*/thong-bao", "keep"),
            Self::Publish => ("/lam-viec/dot/*/thong-bao", "publish"),
            Self::Correct => ("/lam-viec/dot/*/thong-bao", "correct"),
            Self::Repeat => ("/lam-viec/dot/*/thong-bao", "repeat"),
        }
    }

    /// The power it takes; none for what everybody does for themselves.
    pub const fn power(self) -> Option<Power> {
        match self {
            Self::ReopenRound
            | Self::CorrectMinutes
            | Self::KeepWords
            | Self::Publish
            | Self::Correct
            | Self::Repeat => Some(Power::Conclude),
            Self::KeyIn | Self::TakeOut | Self::CountBatch | Self::KeepMinutes => Some(Power::Collect),
            // Whoever began a batch and keyed it alone may throw it away too.
            Self::Decide | Self::DiscardBatch | Self::WithdrawMinutes => Some(Power::Settle),
        }
    }
}

impl Step {
    /// Whether it cannot be taken back, or not without harm, so that it takes a second look.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::DiscardBatch
                | Self::KeepMinutes
                | Self::WithdrawMinutes
                | Self::CorrectMinutes
                | Self::Publish
                | Self::Correct
        )
    }
}

/// Finds the step that is posted to a path, with the keys in the path.
pub fn find(path: &str, word: &str) -> Option<(Step, Vec<String>)> {
    Step::ALL.iter().find_map(|step| {
        let (pattern, own) = step.address();
        let keys = (own == word || own == "*").then(|| keys(pattern, path))??;
        Some((*step, keys))
    })
}

fn keys(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    let mut keys = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(keys),
            (Some("*"), Some(key)) if !key.is_empty() => keys.push(key.to_owned()),
            (Some(word), Some(same)) if word == same => {}
            _ => return None,
        }
    }
}

/// A posted form and who posted it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who is asking; none at the gate.
    pub me: Option<Arc<Signed>>,
    /// What their browser keeps.
    pub token: Option<Token>,
    /// The keys in the path.
    pub keys: Vec<String>,
    /// The fields.
    pub fields: Fields,
    /// The moment.
    pub now: Now,
    /// Where it comes from.
    pub source: String,
    /// The file that came along: its name and what is in it.
    pub file: Option<(String, Vec<u8>)>,
}

impl Asked {
    pub(super) fn me(&self) -> Answer<&Signed> {
        self.me.as_deref().ok_or(PortError::Denied)
    }

    /// The key at a place in the path.
    pub(super) fn key(&self, at: usize) -> Answer<Uuid> {
        self.keys.get(at).and_then(|key| key.parse().ok()).ok_or(PortError::Missing)
    }

    /// A number that somebody typed.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        let digits: String = self.fields.trimmed(name).chars().filter(|c| *c != '.').collect();
        digits.parse().ok()
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.fields.trimmed(name).to_owned()
    }

    /// What is to be mended where somebody did not tick that they looked at it once more.
    fn unsure(&self) -> Option<Vec<Fault>> {
        let text = "Việc này khó lấy lại: hãy xem lại, đánh dấu vào ô xác nhận rồi bấm lần nữa.";
        let field = format!("{SURE}-{}", self.fields.get("step"));
        (self.fields.get(SURE) != "1").then(|| vec![Fault::of(&field, text)])
    }
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum Done {
    /// Another page.
    Go(String),
    /// A session begins, on another page.
    SignedIn(Token, String),
    /// A session ends.
    SignedOut,
    /// A letter to print, shown once.
    Letter(Box<Letter>),
    /// The same page, to be mended.
    Mend(Vec<Fault>),
}

/// Takes a step. A refusal by a rule comes back as something to mend, with everything that was typed.
pub async fn act(ports: &AppState, step: Step, asked: &Asked) -> Answer<Done> {
    if let (true, Some(faults)) = (step.is_final(), asked.unsure()) {
        return Ok(Done::Mend(faults));
    }
    let done = match step {
        Step::ReopenRound => notice::reopen(ports, asked).await,
        Step::KeyIn => paper_batch::key_in(ports, asked).await,
        Step::TakeOut => paper_batch::take_out(ports, asked).await,
        Step::Decide => paper_batch::decide(ports, asked).await,
        Step::CountBatch => paper_batch::count_in(ports, asked).await,
        Step::DiscardBatch => paper_batch::discard(ports, asked).await,
        Step::KeepMinutes => minutes::keep(ports, asked).await,
        Step::WithdrawMinutes => minutes::withdraw(ports, asked).await,
        Step::CorrectMinutes => minutes::correct(ports, asked).await,
        Step::KeepWords => notice::keep(ports, asked).await,
        Step::Publish => notice::publish(ports, asked).await,
        Step::Correct => notice::correct(ports, asked).await,
        Step::Repeat => notice::repeat(ports, asked).await,
    };
    match done {
        Err(PortError::Refused(text)) => Ok(Done::Mend(vec![Fault::plain(text)])),
        Err(PortError::File(faults)) => Ok(Done::Mend(vec![Fault::plain(say_faults(&faults))])),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_step_has_an_address_of_its_own_and_is_found_by_it() {
        let addresses: HashSet<_> = Step::ALL.iter().map(|step| step.address()).collect();
        assert_eq!(addresses.len(), Step::ALL.len());
        for step in Step::ALL {
            let (path, word) = step.address();
            assert_eq!(find(&path.replace('*', "7"), word).map(|(step, _)| step), Some(*step), "{path} {word}");
        }
        assert_eq!(find("/lam-viec/tai-khoan", "else"), None);
        assert_eq!(find("/khac", ""), None);
    }

    #[test]
    fn keys_are_read_from_the_path() {
        assert_eq!(keys("/a/*/b/*", "/a/1/b/x-y"), Some(vec!["1".into(), "x-y".into()]));
        assert_eq!(keys("/a/*", "/a/"), None);
        assert_eq!(keys("/a/*", "/a/1/b"), None);
    }
}
