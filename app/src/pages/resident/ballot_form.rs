//! A ballot being filled in: what the form sent, and whether it can be counted.
//!
//! Nothing that a household wrote is dropped because something else is wrong: the form keeps it, the faults say what to
//! mend.

use crate::domain::collection::sealed_ballot::reasons_over;
use crate::domain::survey::ballot::{Answer, Ballot, LONGEST_REASON, Reason, clean};
use crate::domain::survey::ruleset::Ruleset;
use crate::forms::{Fault, Form, IDEMPOTENCY_KEY, PostedForm};
use crate::i18n::Lang;
use crate::messages;
use crate::routes::LANGUAGE;
use crate::ui::language;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most fields that are named which no ballot has: whoever sends thousands needs no list of them.
const MOST_STRANGE: usize = 5;

/// What the household wants next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
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
    /// To say so after a second look.
    ReportSure,
}

/// What a script fills a form up with, so that its length says nothing.
const FILLER: &str = "filler";

/// What a form sent. Reading it never fails: what is to be mended is said when its ballot is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BallotForm {
    /// What is wanted next.
    pub step: Step,
    /// The language it is shown in.
    pub lang: Lang,
    /// The code as typed.
    pub code: String,
    /// The same for every sending of the same page; none if the form had none that can be read.
    pub idempotency_key: Option<Uuid>,
    /// The answers by question.
    pub answers: BTreeMap<u32, Answer>,
    /// The reasons by question, cleaned.
    pub reasons: BTreeMap<u32, String>,
    /// What was wrong with the form itself.
    pub faults: Vec<BallotFault>,
}

messages! {
    /// Something to mend.
    pub enum BallotFault {
        /// A question has no answer.
        Missing { no: u32 } = "error-missing",
        /// A question has both answers.
        Both { no: u32 } = "error-both",
        /// An answer that is none of the two.
        Unknown { no: u32 } = "error-unknown",
        /// A reason is too long, in characters.
        Long { no: u32, got: usize, most: usize } = "error-long",
        /// The reasons are too long together, by so many characters; the longest is that of this question.
        AllLong { no: u32, over: usize } = "error-all-long",
        /// A reason had characters that no text can hold.
        Broken { no: u32 } = "error-broken",
        /// A field that the form does not have.
        Field { name: String } = "error-field",
    }
}

impl BallotFault {
    /// The question it is about.
    pub const fn question(&self) -> Option<u32> {
        match self {
            Self::Missing { no }
            | Self::Both { no }
            | Self::Unknown { no }
            | Self::Long { no, .. }
            | Self::AllLong { no, .. }
            | Self::Broken { no } => Some(*no),
            Self::Field { .. } => None,
        }
    }
}

impl Form for BallotForm {
    const SECRETS: &'static [&'static str] = &[];

    fn read(form: &PostedForm) -> Result<Self, Vec<Fault>> {
        let mut read = Self::default();
        let mut switched_to = None;
        for (name, value) in &form.fields.0 {
            match name.as_str() {
                "step" => {
                    let (step, lang) = language::read_step(value);
                    read.step = step.parse().unwrap_or_default();
                    switched_to = lang.or(switched_to);
                }
                LANGUAGE => read.lang = Lang::from_tag(value),
                "code" => value.clone_into(&mut read.code),
                IDEMPOTENCY_KEY => read.idempotency_key = value.parse().ok(),
                FILLER => {}
                _ => read.read_question(name, value),
            }
        }
        // The form's own field says what it is shown in, before its button or behind it.
        read.lang = switched_to.unwrap_or(read.lang);
        Ok(read)
    }
}

impl BallotForm {
    fn read_question(&mut self, name: &str, value: &str) {
        let number = |name: &str| name.parse().ok().filter(|no| (1..=999).contains(no));
        if let Some(no) = name.strip_prefix('q').and_then(number) {
            match value.parse::<Answer>() {
                // What a text browser marks where nobody marked anything.
                Err(_) if value.is_empty() => {}
                Err(_) => self.faults.push(BallotFault::Unknown { no }),
                Ok(answer) => {
                    if self.answers.insert(no, answer).is_some_and(|earlier| earlier != answer) {
                        self.answers.remove(&no);
                        self.faults.push(BallotFault::Both { no });
                    }
                }
            }
        } else if let Some(no) = name.strip_prefix('r').and_then(number) {
            let (text, broken) = clean(value);
            if broken {
                self.faults.push(BallotFault::Broken { no });
            }
            if !text.is_empty() {
                self.reasons.insert(no, text);
            }
        } else {
            let name = clean(name).0.chars().take(40).collect();
            if self.faults.iter().filter(|fault| fault.question().is_none()).count() < MOST_STRANGE {
                self.faults.push(BallotFault::Field { name });
            }
        }
    }

    /// Checks it against the rules of its round: the ballot with its reasons, or all that is to be mended, in order.
    pub fn check(&self, ruleset: &Ruleset) -> Result<(Ballot, Vec<Reason>), Vec<BallotFault>> {
        let mut faults = self.faults.clone();
        let last = u32::try_from(ruleset.questions.len()).unwrap_or_default();
        let strange = self.answers.keys().chain(self.reasons.keys()).filter(|no| **no > last);
        faults.extend(strange.take(MOST_STRANGE).map(|no| BallotFault::Field { name: format!("q{no}") }));
        let mut answers = Vec::new();
        let mut reasons = Vec::new();
        for question in &ruleset.questions {
            let no = question.no;
            let answer = self.answers.get(&no).copied();
            let explained = faults
                .iter()
                .any(|fault| matches!(fault, BallotFault::Both { no: n } | BallotFault::Unknown { no: n } if *n == no));
            if answer.is_none() && !explained {
                faults.push(BallotFault::Missing { no });
            }
            answers.push(answer);
            if let Some(text) = self.reasons.get(&no).filter(|_| answer == Some(Answer::Unsatisfied)) {
                let length = text.chars().count();
                if length > LONGEST_REASON {
                    faults.push(BallotFault::Long { no, got: length, most: LONGEST_REASON });
                }
                reasons.push(Reason { question: no, text: text.clone() });
            }
        }
        let over = reasons_over(&reasons);
        let longest = reasons.iter().max_by_key(|reason| reason.text.len());
        let each_fits = !faults.iter().any(|fault| matches!(fault, BallotFault::Long { .. }));
        if let Some(longest) = longest.filter(|_| each_fits && over > 0) {
            faults.push(BallotFault::AllLong { no: longest.question, over });
        }
        if faults.is_empty() {
            return Ok((Ballot::new(answers), reasons));
        }
        faults.sort_by_key(|fault| fault.question().unwrap_or(u32::MAX));
        faults.dedup();
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::tests::small;
    use crate::forms::Fields;

    fn form(fields: &[(&str, &str)]) -> BallotForm {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let posted = PostedForm { fields: Fields(fields), ..PostedForm::default() };
        BallotForm::read(&posted).expect("read")
    }

    #[test]
    fn a_complete_ballot_passes_with_the_reasons_of_what_is_not_satisfying() {
        let form = form(&[("q1", "s"), ("r1", "bỏ quên"), ("q2", "u"), ("r2", " đường\r\nhỏng ")]);
        let (ballot, reasons) = form.check(&small(2)).expect("complete");
        assert_eq!(ballot.text(), "su");
        assert_eq!(reasons, [Reason { question: 2, text: "đường\nhỏng".into() }]);
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_there_is_kept() {
        let form = form(&[("q2", "u"), ("r2", "lý do")]);
        assert_eq!(form.check(&small(3)), Err(vec![BallotFault::Missing { no: 1 }, BallotFault::Missing { no: 3 }]));
        assert_eq!(form.reasons[&2], "lý do");
    }

    #[test]
    fn a_question_that_a_text_browser_left_unmarked_is_missing() {
        assert_eq!(form(&[("q1", "s"), ("q2", "")]).check(&small(2)), Err(vec![BallotFault::Missing { no: 2 }]));
    }

    #[test]
    fn two_marks_strange_marks_and_strange_fields_are_not_guessed_at() {
        let faults = form(&[("q1", "s"), ("q1", "u"), ("q2", "maybe"), ("q9", "s"), ("zalo", "1")]).check(&small(2));
        let field = |name: &str| BallotFault::Field { name: name.into() };
        assert_eq!(
            faults,
            Err(vec![BallotFault::Both { no: 1 }, BallotFault::Unknown { no: 2 }, field("zalo"), field("q9")])
        );
    }

    #[test]
    fn of_thousands_of_strange_fields_a_few_are_named() {
        let names: Vec<String> =
            (0..5_000).map(|n| format!("x{n}")).chain((20..900).map(|n| format!("q{n}"))).collect();
        let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "s")).collect();
        let faults = form(&fields).check(&small(2)).expect_err("strange");
        let strange = faults.iter().filter(|fault| fault.question().is_none()).count();
        assert_eq!((strange, faults.len()), (2 * MOST_STRANGE, 2 * MOST_STRANGE + 2));
    }

    #[test]
    fn a_long_reason_is_refused_and_kept_whole() {
        let long = "ơ".repeat(5_000);
        let form = form(&[("q1", "u"), ("r1", &long), ("q2", "s")]);
        assert_eq!(form.check(&small(2)), Err(vec![BallotFault::Long { no: 1, got: 5_000, most: LONGEST_REASON }]));
        assert_eq!(form.reasons[&1], long);
        // Each is short enough, both together are not: said at the longer one.
        let (one, other) = ("ơ".repeat(600), "ơ".repeat(700));
        let form = self::form(&[("q1", "u"), ("r1", &one), ("q2", "u"), ("r2", &other)]);
        let Err(faults) = form.check(&small(2)) else { panic!("too long") };
        let [BallotFault::AllLong { no: 2, over }] = faults[..] else { panic!("{faults:?}") };
        let cut: String = other.chars().skip(over.div_ceil("ơ".len())).collect();
        let shorter = self::form(&[("q1", "u"), ("r1", &one), ("q2", "u"), ("r2", &cut)]);
        assert!(shorter.check(&small(2)).is_ok(), "as much less as was said is enough");
    }
}
