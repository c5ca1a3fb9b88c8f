//! Hand-counted minutes as they are typed: numbers that are there, and that add up.

use crate::domain::collection::minutes::{Discrepancy, Minutes, WrittenHead, count_fault, head_faults};
use crate::domain::number::read_count;
use crate::domain::survey::count::{Count, Turnout};
use crate::forms::{Fault, FieldValue, Outcome, PostedForm};
use crate::message::Message;
use crate::messages;

/// The most questions that are read.
const MOST_QUESTIONS: u32 = 99;

messages! {
    /// A number of the minutes, as it is labelled.
    #[derive(Copy)]
    pub(super) enum Column {
        /// How many households there are.
        Households = "minutes-column-households",
        /// Slips handed out.
        Issued = "minutes-column-issued",
        /// Slips that came back.
        Returned = "minutes-column-returned",
        /// Slips that did not.
        Unreturned = "minutes-column-unreturned",
        /// Valid ballots.
        Valid = "minutes-column-valid",
        /// Invalid ones.
        Invalid = "minutes-column-invalid",
        /// Those who are satisfied.
        Satisfied { question: u32 } = "minutes-column-satisfied",
        /// Those who are not yet.
        Unsatisfied { question: u32 } = "minutes-column-unsatisfied",
    }
}

impl Column {
    /// The name of its field.
    pub(super) fn field(self) -> String {
        match self {
            Self::Households => "households".into(),
            Self::Issued => "issued".into(),
            Self::Returned => "returned".into(),
            Self::Unreturned => "unreturned".into(),
            Self::Valid => "valid".into(),
            Self::Invalid => "invalid".into(),
            Self::Satisfied { question } => format!("s{question}"),
            Self::Unsatisfied { question } => format!("u{question}"),
        }
    }
}

messages! {
    /// Why minutes are not kept as they were typed.
    pub(super) enum MinutesRefused {
        /// A number is missing.
        NoNumber { column: Message } = "minutes-no-number",
        /// What was typed is no count.
        Number { column: Message, fault: Message } = "minutes-not-a-number",
        /// Numbers do not fit each other.
        Discrepancy { fault: Message } = "minutes-discrepancy",
        /// The numbers of a question do not fit the head.
        Question { question: u32, fault: Message } = "minutes-question-discrepancy",
        /// Questions are left out.
        Questions { count: usize } = "minutes-questions-left-out",
    }
}

/// The whole form: each [`Column`] in its field.
#[derive(Clone, Debug)]
pub(super) struct TypedMinutes(pub(super) Minutes);

impl TypedMinutes {
    /// The minutes, if they speak of all questions.
    pub(super) fn expect_questions(self, count: usize) -> Result<Minutes, Outcome> {
        if self.0.counts.len() < count {
            return Err(Outcome::fault("", MinutesRefused::Questions { count }));
        }
        Ok(self.0)
    }
}

impl FieldValue for TypedMinutes {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let before = faults.len();
        let mut number = |column: Column| {
            let field = column.field();
            let typed = form.fields.trimmed(&field);
            read_count(typed).unwrap_or_else(|fault| {
                let column = column.into();
                let refused = match typed {
                    "" => MinutesRefused::NoNumber { column },
                    _ => MinutesRefused::Number { column, fault: fault.into() },
                };
                faults.push(Fault::of(&field, refused));
                0
            })
        };
        let turnout = Turnout {
            households: number(Column::Households),
            issued: number(Column::Issued),
            returned: number(Column::Returned),
            valid: number(Column::Valid),
            invalid: number(Column::Invalid),
        };
        let unreturned = number(Column::Unreturned);
        let is_sent = |column: Column| form.fields.0.iter().any(|(name, _)| *name == column.field());
        let questions = (1..=MOST_QUESTIONS).take_while(|no| is_sent(Column::Satisfied { question: *no }));
        let mut counts = Vec::new();
        for question in questions {
            let satisfied = number(Column::Satisfied { question });
            let unsatisfied = number(Column::Unsatisfied { question });
            counts.push(Count { satisfied, unsatisfied });
        }
        if faults.len() == before {
            faults.extend(discrepancies(&turnout, unreturned, &counts));
        }
        (faults.len() == before).then_some(Self(Minutes { turnout, counts }))
    }
}

/// Everything that does not add up, each at its field.
fn discrepancies(turnout: &Turnout, unreturned: u64, counts: &[Count]) -> Vec<Fault> {
    let head = WrittenHead { unreturned: Some(unreturned), ..turnout.into() };
    let fault =
        |(field, fault): (&str, Discrepancy)| Fault::of(field, MinutesRefused::Discrepancy { fault: fault.into() });
    let mut faults: Vec<_> = head_faults(&head).into_iter().map(fault).collect();
    for (question, counts) in (1..).zip(counts) {
        if let Some(fault) = count_fault(turnout.valid, *counts) {
            let field = Column::Satisfied { question }.field();
            faults.push(Fault::of(&field, MinutesRefused::Question { question, fault: fault.into() }));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Fields;
    use crate::i18n::{Lang, say};

    fn read(fields: &[(&str, &str)]) -> Result<Minutes, Vec<(String, String)>> {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let form = PostedForm { fields: Fields(fields), ..PostedForm::default() };
        let mut faults = Vec::new();
        let minutes = TypedMinutes::read(&form, "minutes", &mut faults);
        minutes.map(|minutes| minutes.0).ok_or_else(|| {
            faults.into_iter().map(|Fault { field, message }| (field, message.key.into_owned())).collect()
        })
    }

    const HEAD: [(&str, &str); 6] = [
        ("households", "1.200"),
        ("issued", "118"),
        ("returned", "100"),
        ("unreturned", "18"),
        ("valid", "97"),
        ("invalid", "3"),
    ];

    #[test]
    fn sound_minutes_are_read_with_as_many_questions_as_were_sent() {
        let minutes = read(&[&HEAD[..], &[("s1", "90"), ("u1", "7"), ("s2", "0"), ("u2", "0")]].concat());
        let minutes = minutes.expect("sound");
        assert_eq!((minutes.turnout.households, minutes.turnout.issued), (1_200, 118));
        assert_eq!(minutes.counts, [Count { satisfied: 90, unsatisfied: 7 }, Count::default()]);
        assert!(TypedMinutes(minutes).expect_questions(3).is_err());
    }

    #[test]
    fn what_is_missing_is_named_before_what_does_not_add_up() {
        let faults = read(&[&HEAD[1..], &[("s1", "nhiều"), ("u1", "99")]].concat()).expect_err("faulty");
        let named: Vec<_> = faults.iter().map(|(field, key)| (field.as_str(), key.as_str())).collect();
        assert_eq!(named, [("households", "minutes-no-number"), ("s1", "minutes-not-a-number")]);
    }

    #[test]
    fn every_identity_that_is_broken_is_named_at_its_field() {
        let mut head = HEAD;
        (head[3].1, head[5].1) = ("17", "4");
        let faults = read(&[&head[..], &[("s1", "90"), ("u1", "8")]].concat()).expect_err("faulty");
        let fields: Vec<_> = faults.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["returned", "unreturned", "s1"]);
    }

    #[test]
    fn a_fault_that_files_name_by_line_is_a_sentence_of_its_own_in_the_form() {
        let fault = Discrepancy::Valid { returned: 1_000, valid: 997, invalid: 4 };
        let in_file = say(Lang::Vi, &fault.clone().into());
        let in_form = say(Lang::Vi, &MinutesRefused::Discrepancy { fault: fault.into() }.into());
        assert!(in_file.starts_with(char::is_lowercase) && !in_file.ends_with('.'), "{in_file}");
        assert!(in_form.starts_with(char::is_uppercase) && in_form.ends_with('.'), "{in_form}");
        assert_eq!(in_form.trim_end_matches('.').to_lowercase(), in_file.to_lowercase());
    }
}
