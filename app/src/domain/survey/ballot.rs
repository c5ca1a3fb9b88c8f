//! One household's answers (*phiếu lấy ý kiến*).
//!
//! What is kept of a ballot is one letter for each question and nothing else: no code, no time, no reason. The
//! reasons travel apart, so that no row joins what a household wrote to how it answered.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// The longest reason, in characters. The page says so before, the server after.
pub const LONGEST_REASON: usize = 1_000;

/// What a household can say to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[strum(const_into_str)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// *Hài lòng.*
    #[strum(serialize = "s")]
    Satisfied,
    /// *Chưa hài lòng.*
    #[strum(serialize = "u")]
    Unsatisfied,
}

/// A valid ballot: an answer, or an invalid one, for each question in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ballot(Vec<Option<Answer>>);

impl Ballot {
    /// Takes the answers in the order of the questions; `None` is an invalid answer (no mark, or both).
    pub fn new(answers: Vec<Option<Answer>>) -> Self {
        Self(answers)
    }

    /// The answers in the order of the questions.
    pub fn answers(&self) -> &[Option<Answer>] {
        &self.0
    }

    /// Writes the ballot as it is kept: `s`, `u` or `-` for each question.
    pub fn text(&self) -> String {
        self.0.iter().map(|answer| answer.map_or("-", |answer| answer.into_str())).collect()
    }

    /// Reads a kept ballot; `None` if the text is not one.
    pub fn from_text(text: &str) -> Option<Self> {
        let read = |letter| match letter {
            's' => Some(Some(Answer::Satisfied)),
            'u' => Some(Some(Answer::Unsatisfied)),
            '-' => Some(None),
            _ => None,
        };
        text.chars().map(read).collect::<Option<Vec<_>>>().map(Self)
    }
}

/// Why one question is not satisfying, in the household's words (*lý do*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The question's number.
    pub question: u32,
    /// The words, at most [`LONGEST_REASON`] characters.
    pub text: String,
}

/// Cleans what somebody typed: line ends made one kind, what no text can hold taken out, blanks cut at both ends.
/// The flag says that something was taken out that the writer may miss.
pub fn clean(typed: &str) -> (String, bool) {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines.chars().filter(|letter| !is_broken(*letter)).collect();
    let lost = kept.len() != lines.len();
    (kept.trim().to_owned(), lost)
}

/// Control characters other than the line end and the tab, and the mark left by text that is not UTF-8.
fn is_broken(letter: char) -> bool {
    letter == char::REPLACEMENT_CHARACTER || (letter.is_control() && !matches!(letter, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nul_and_broken_text_are_taken_out_and_said() {
        assert_eq!(clean(" đường\0 hỏng\u{fffd} "), ("đường hỏng".to_owned(), true));
        assert_eq!(clean("một\r\nhai\rba"), ("một\nhai\nba".to_owned(), false));
    }

    proptest! {
        #[test]
        fn a_kept_ballot_reads_back(answers in proptest::collection::vec(prop_oneof![
            Just(None), Just(Some(Answer::Satisfied)), Just(Some(Answer::Unsatisfied))], 0..30)) {
            let ballot = Ballot::new(answers);
            prop_assert_eq!(Ballot::from_text(&ballot.text()), Some(ballot));
        }
    }
}
