//! A ballot being filled in: what the form sent, and whether it can be counted.
//!
//! Nothing that a household wrote is dropped because something else is wrong: the draft keeps it, the faults say what
//! to mend.

use crate::domain::survey::ballot::{Answer, Ballot, LONGEST_REASON, Reason, clean};
use crate::domain::survey::ruleset::Ruleset;
use crate::i18n::Lang;
use std::collections::BTreeMap;

/// What the household wants next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// To open the ballot with its code.
    #[default]
    Open,
    /// To see all answers before sending.
    Review,
    /// To change an answer.
    Edit,
    /// To send.
    Send,
    /// To say that the household did not answer, though its slip is used.
    Report,
}

impl Step {
    fn from_word(word: &str) -> Self {
        match word {
            "review" => Self::Review,
            "edit" => Self::Edit,
            "send" => Self::Send,
            "report" => Self::Report,
            _ => Self::Open,
        }
    }
}

/// What a form sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is wanted next.
    pub step: Step,
    /// The language it is shown in.
    pub lang: Lang,
    /// The code as typed.
    pub code: String,
    /// The mark of the page, in hexadecimal digits; empty if the form had none that can be read.
    pub mark: String,
    /// The answers by question.
    pub answers: BTreeMap<u32, Answer>,
    /// The reasons by question, cleaned.
    pub reasons: BTreeMap<u32, String>,
    /// What was wrong with the form itself.
    pub faults: Vec<Fault>,
}

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A question has no answer.
    Missing(u32),
    /// A question has both answers.
    Both(u32),
    /// An answer that is none of the two.
    Unknown(u32),
    /// A reason is too long; the number of its characters.
    Long(u32, usize),
    /// A reason had characters that no text can hold.
    Broken(u32),
    /// A field that the form does not have.
    Field(String),
}

impl Fault {
    /// The question it is about.
    pub fn question(&self) -> Option<u32> {
        match self {
            Self::Missing(no) | Self::Both(no) | Self::Unknown(no) | Self::Long(no, _) | Self::Broken(no) => Some(*no),
            Self::Field(_) => None,
        }
    }
}

impl Draft {
    /// Reads the fields of a form.
    pub fn read<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut draft = Self::default();
        for (name, value) in fields {
            match name {
                "step" => draft.step = Step::from_word(value),
                "lang" => draft.lang = Lang::from_tag(value),
                "code" => value.clone_into(&mut draft.code),
                "mark" => draft.mark = value.chars().take(32).filter(char::is_ascii_hexdigit).collect(),
                _ => draft.read_question(name, value),
            }
        }
        draft
    }

    fn read_question(&mut self, name: &str, value: &str) {
        let number = |name: &str| name.parse().ok().filter(|no| (1..=999).contains(no));
        if let Some(no) = name.strip_prefix('q').and_then(number) {
            match Answer::from_word(value) {
                None => self.faults.push(Fault::Unknown(no)),
                Some(answer) => {
                    if self.answers.insert(no, answer).is_some_and(|earlier| earlier != answer) {
                        self.answers.remove(&no);
                        self.faults.push(Fault::Both(no));
                    }
                }
            }
        } else if let Some(no) = name.strip_prefix('r').and_then(number) {
            let (text, broken) = clean(value);
            if broken {
                self.faults.push(Fault::Broken(no));
            }
            if !text.is_empty() {
                self.reasons.insert(no, text);
            }
        } else {
            self.faults.push(Fault::Field(clean(name).0.chars().take(40).collect()));
        }
    }

    /// Checks the draft against the form: the ballot with its reasons, or all that is to be mended, in order.
    pub fn check(&self, ruleset: &Ruleset) -> Result<(Ballot, Vec<Reason>), Vec<Fault>> {
        let mut faults = self.faults.clone();
        let last = u32::try_from(ruleset.questions.len()).unwrap_or_default();
        let strange = self.answers.keys().chain(self.reasons.keys()).filter(|no| **no > last);
        faults.extend(strange.map(|no| Fault::Field(format!("q{no}"))));
        let mut answers = Vec::new();
        let mut reasons = Vec::new();
        for question in &ruleset.questions {
            let no = question.no;
            let answer = self.answers.get(&no).copied();
            let explained = faults.iter().any(|fault| matches!(fault, Fault::Both(n) | Fault::Unknown(n) if *n == no));
            if answer.is_none() && !explained {
                faults.push(Fault::Missing(no));
            }
            answers.push(answer);
            if let Some(text) = self.reasons.get(&no).filter(|_| answer == Some(Answer::Unsatisfied)) {
                let length = text.chars().count();
                if length > LONGEST_REASON {
                    faults.push(Fault::Long(no, length));
                }
                reasons.push(Reason { question: no, text: text.clone() });
            }
        }
        if faults.is_empty() {
            return Ok((Ballot::new(answers), reasons));
        }
        faults.sort_by_key(|fault| fault.question().unwrap_or(u32::MAX));
        faults.dedup();
        Err(faults)
    }

    /// The mark as bytes, if it is one.
    pub fn receipt(&self) -> Option<[u8; 16]> {
        let number = u128::from_str_radix(&self.mark, 16).ok().filter(|_| self.mark.len() == 32)?;
        Some(number.to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::tests::small;

    fn draft(fields: &[(&str, &str)]) -> Draft {
        Draft::read(fields.iter().copied())
    }

    #[test]
    fn a_complete_ballot_passes_with_the_reasons_of_what_is_not_satisfying() {
        let draft = draft(&[("q1", "s"), ("r1", "bỏ quên"), ("q2", "u"), ("r2", " đường\r\nhỏng ")]);
        let (ballot, reasons) = draft.check(&small(2)).expect("complete");
        assert_eq!(ballot.text(), "su");
        assert_eq!(reasons, [Reason { question: 2, text: "đường\nhỏng".into() }]);
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_there_is_kept() {
        let draft = draft(&[("q2", "u"), ("r2", "lý do")]);
        assert_eq!(draft.check(&small(3)), Err(vec![Fault::Missing(1), Fault::Missing(3)]));
        assert_eq!(draft.reasons[&2], "lý do");
    }

    #[test]
    fn two_marks_strange_marks_and_strange_fields_are_not_guessed_at() {
        let faults = draft(&[("q1", "s"), ("q1", "u"), ("q2", "maybe"), ("q9", "s"), ("zalo", "1")]).check(&small(2));
        let field = |name: &str| Fault::Field(name.into());
        assert_eq!(faults, Err(vec![Fault::Both(1), Fault::Unknown(2), field("zalo"), field("q9")]));
    }

    #[test]
    fn a_long_reason_is_refused_and_kept_whole() {
        let long = "ơ".repeat(5_000);
        let draft = draft(&[("q1", "u"), ("r1", &long), ("q2", "s")]);
        assert_eq!(draft.check(&small(2)), Err(vec![Fault::Long(1, 5_000)]));
        assert_eq!(draft.reasons[&1], long);
    }

    #[test]
    fn the_mark_is_sixteen_bytes_or_none() {
        assert_eq!(draft(&[("mark", &"0f".repeat(16))]).receipt(), Some([15; 16]));
        assert_eq!(draft(&[("mark", "0f")]).receipt(), None);
        assert_eq!(draft(&[("mark", "không")]).receipt(), None);
    }
}
