//! A hamlet's hand-counted minutes (*biên bản kiểm phiếu*), and the identities that must hold in them.

use crate::domain::survey::count::{Count, Tally, Turnout};
use crate::message::Message;
use crate::messages;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More households than any hamlet has. Hamlets have 70 to 250; a whole commune a few thousand.
pub const MOST_HOUSEHOLDS: u64 = 100_000;

/// The totals of one hamlet, as signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Who was asked and who answered.
    pub turnout: Turnout,
    /// The counts by question, question 1 first; a question the minutes do not mention has none.
    pub counts: Vec<Count>,
}

impl Minutes {
    /// The minutes as a tally to be added up.
    pub fn tally(&self) -> Tally {
        Tally { turnout: self.turnout, counts: self.counts.clone() }
    }
}

/// One line of a file of minutes: the head of a hamlet's minutes, repeated, and one question's counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesRow {
    /// The commune.
    pub commune_code: String,
    /// The hamlet within it.
    pub hamlet_code: String,
    /// The head.
    pub head: Turnout,
    /// The question's number.
    pub question: u32,
    /// Its counts.
    pub counts: Count,
}

/// The minutes of one hamlet, gathered from their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletMinutes {
    /// The first line that speaks of the hamlet.
    pub line: u64,
    /// The commune.
    pub commune_code: String,
    /// The hamlet within it.
    pub hamlet_code: String,
    /// What was counted.
    pub minutes: Minutes,
    /// The questions that no line mentions.
    pub missing: Vec<u32>,
}

messages! {
    /// Why minutes cannot be right as they stand.
    pub enum Discrepancy {
        /// No hamlet has so many households, or so few.
        Households { households: u64, most: u64 } = "minutes-households-impossible",
        /// More slips handed out than there are households; each has one.
        Issued { issued: u64, households: u64 } = "minutes-more-issued-than-households",
        /// More slips came back than were handed out.
        Returned { returned: u64, issued: u64 } = "minutes-more-returned-than-issued",
        /// Returned is not valid and invalid together.
        Valid { returned: u64, valid: u64, invalid: u64 } = "minutes-returned-not-their-sum",
        /// Issued is not returned and not returned together.
        Unreturned { issued: u64, returned: u64, unreturned: u64 } = "minutes-issued-not-their-sum",
        /// More answers to a question than there are valid ballots.
        Answers { satisfied: u64, unsatisfied: u64, valid: u64 } = "minutes-more-answers-than-valid",
    }
}

messages! {
    /// Why a line does not fit the lines before it or the form.
    pub enum RowFault {
        /// The head is not the one of the hamlet's first line.
        OtherHead { line: String, hamlet: String } = "minutes-row-other-head",
        /// A question's counts cannot be right.
        Counts { question: String, fault: Message } = "minutes-row-counts",
        /// The form has no such question.
        NoQuestion { question: String, questions: u32 } = "minutes-row-no-question",
        /// The question was there before.
        QuestionTwice { hamlet: String, question: String } = "minutes-row-question-twice",
    }
}

/// The head of minutes as far as it is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrittenHead {
    /// All households of the hamlet.
    pub households: Option<u64>,
    /// Slips handed out.
    pub issued: Option<u64>,
    /// Slips that came back.
    pub returned: Option<u64>,
    /// Slips that did not.
    pub unreturned: Option<u64>,
    /// Valid ballots.
    pub valid: Option<u64>,
    /// Invalid ones.
    pub invalid: Option<u64>,
}

impl From<&Turnout> for WrittenHead {
    fn from(head: &Turnout) -> Self {
        let Turnout { households, issued, returned, valid, invalid } = *head;
        Self {
            households: Some(households),
            issued: Some(issued),
            returned: Some(returned),
            unreturned: None,
            valid: Some(valid),
            invalid: Some(invalid),
        }
    }
}

/// Gathers lines (with their numbers) into minutes of hamlets, for a form of `questions` questions. The second list
/// names every fault by line.
pub fn gather(lines: &[(u64, MinutesRow)], questions: u32) -> (Vec<HamletMinutes>, Vec<(u64, Message)>) {
    /// By commune and hamlet: the first line, the head, the counts by question.
    type Found<'a> = BTreeMap<(&'a str, &'a str), (u64, Turnout, BTreeMap<u32, Count>)>;
    let mut faults: Vec<(u64, Message)> = Vec::new();
    let mut found = Found::new();
    for (line, row) in lines {
        let place = (row.commune_code.as_str(), row.hamlet_code.as_str());
        let (first, head, counts) = found.entry(place).or_insert_with(|| {
            faults
                .extend(head_faults(&WrittenHead::from(&row.head)).into_iter().map(|(_, fault)| (*line, fault.into())));
            (*line, row.head, BTreeMap::new())
        });
        let (hamlet, question) = (row.hamlet_code.clone(), row.question.to_string());
        if *head != row.head {
            let fault = RowFault::OtherHead { line: first.to_string(), hamlet: hamlet.clone() };
            faults.push((*line, fault.into()));
        } else if let Some(fault) = count_fault(head.valid, row.counts) {
            let fault = RowFault::Counts { question: question.clone(), fault: fault.into() };
            faults.push((*line, fault.into()));
        }
        if row.question == 0 || row.question > questions {
            faults.push((*line, RowFault::NoQuestion { question, questions }.into()));
        } else if counts.insert(row.question, row.counts).is_some() {
            faults.push((*line, RowFault::QuestionTwice { hamlet, question }.into()));
        }
    }
    let gathered = found.into_iter().map(|((commune, hamlet), (line, turnout, counts))| HamletMinutes {
        line,
        commune_code: commune.to_owned(),
        hamlet_code: hamlet.to_owned(),
        missing: (1..=questions).filter(|no| !counts.contains_key(no)).collect(),
        minutes: Minutes {
            turnout,
            counts: (1..=questions).map(|no| counts.get(&no).copied().unwrap_or_default()).collect(),
        },
    });
    (gathered.collect(), faults)
}

/// Checks the head of the minutes as far as it is written down: every identity that is broken, each with the column it
/// stands in.
pub fn head_faults(head: &WrittenHead) -> Vec<(&'static str, Discrepancy)> {
    let WrittenHead { households, issued, returned, unreturned, valid, invalid } = *head;
    let mut faults = Vec::new();
    if let Some(households) = households.filter(|households| !(1..=MOST_HOUSEHOLDS).contains(households)) {
        faults.push(("households", Discrepancy::Households { households, most: MOST_HOUSEHOLDS }));
    }
    if let (Some(issued), Some(households)) = (issued, households)
        && issued > households
    {
        faults.push(("issued", Discrepancy::Issued { issued, households }));
    }
    if let (Some(issued), Some(returned)) = (issued, returned)
        && issued < returned
    {
        faults.push(("returned", Discrepancy::Returned { returned, issued }));
    }
    if let (Some(returned), Some(valid), Some(invalid)) = (returned, valid, invalid)
        && valid.checked_add(invalid) != Some(returned)
    {
        faults.push(("returned", Discrepancy::Valid { returned, valid, invalid }));
    }
    if let (Some(issued), Some(returned), Some(unreturned)) = (issued, returned, unreturned)
        && returned.checked_add(unreturned) != Some(issued)
    {
        faults.push(("unreturned", Discrepancy::Unreturned { issued, returned, unreturned }));
    }
    faults
}

/// Checks one question's counts against the valid ballots.
pub fn count_fault(valid: u64, counts: Count) -> Option<Discrepancy> {
    let Count { satisfied, unsatisfied } = counts;
    let fits = satisfied.checked_add(unsatisfied).is_some_and(|sum| sum <= valid);
    (!fits).then_some(Discrepancy::Answers { satisfied, unsatisfied, valid })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(households: u64, issued: u64, returned: u64, valid: u64, invalid: u64) -> Turnout {
        Turnout { households, issued, returned, valid, invalid }
    }

    #[test]
    fn sound_minutes_pass_and_each_identity_is_checked() {
        let wrong =
            |head: Turnout| head_faults(&(&head).into()).into_iter().map(|(column, _)| column).collect::<Vec<_>>();
        assert_eq!(wrong(head(120, 118, 100, 97, 3)), [""; 0]);
        assert_eq!(wrong(head(120, 121, 100, 97, 3)), ["issued"]);
        assert_eq!(wrong(head(120, 90, 100, 97, 3)), ["returned"]);
        assert_eq!(wrong(head(120, 118, 100, 97, 4)), ["returned"]);
        assert_eq!(wrong(head(0, 0, 0, 0, 0)), ["households"]);
        assert_eq!(wrong(head(MOST_HOUSEHOLDS + 1, 1, 1, 1, 0)), ["households"]);
        assert_eq!(wrong(head(120, 118, 100, u64::MAX, 3)), ["returned"]);
    }

    #[test]
    fn slips_that_came_back_and_those_that_did_not_are_all_that_were_handed_out() {
        let with = |unreturned| {
            head_faults(&WrittenHead { unreturned: Some(unreturned), ..(&head(120, 118, 100, 97, 3)).into() })
        };
        assert_eq!(with(18), []);
        let fault = Discrepancy::Unreturned { issued: 118, returned: 100, unreturned: 17 };
        assert_eq!(with(17), [("unreturned", fault)]);
        assert_eq!(with(u64::MAX).len(), 1);
    }

    #[test]
    fn what_is_not_written_down_yet_breaks_nothing() {
        let whole = WrittenHead { unreturned: Some(17), ..(&head(120, 121, 100, 97, 4)).into() };
        assert_eq!(head_faults(&WrittenHead::default()), []);
        assert_eq!(head_faults(&WrittenHead { households: None, issued: None, valid: None, ..whole }), []);
        assert_eq!(head_faults(&WrittenHead { households: None, valid: None, ..whole }).len(), 1);
    }

    fn row(hamlet: &str, question: u32, satisfied: u64) -> MinutesRow {
        let counts = Count { satisfied, unsatisfied: 1 };
        let head = head(120, 118, 100, 97, 3);
        MinutesRow { commune_code: "1".into(), hamlet_code: hamlet.into(), head, question, counts }
    }

    #[test]
    fn lines_are_gathered_by_hamlet_and_questions_left_out_are_named() {
        let (minutes, faults) = gather(&[(2, row("a", 1, 90)), (3, row("b", 1, 80)), (4, row("a", 2, 70))], 2);
        assert_eq!(faults, []);
        assert_eq!(minutes.len(), 2);
        assert_eq!(minutes[0].minutes.counts[1].satisfied, 70);
        assert_eq!((minutes[1].line, &minutes[1].missing), (3, &vec![2]));
    }

    #[test]
    fn a_hamlet_twice_another_head_and_an_unknown_question_are_named_by_line() {
        let mut other = row("a", 2, 90);
        other.head.issued = 119;
        let lines =
            [(2, row("a", 1, 90)), (3, row("a", 1, 90)), (4, other), (5, row("a", 3, 90)), (6, row("a", 0, 97))];
        let (_, faults) = gather(&lines, 2);
        let expected = [
            (3, "minutes-row-question-twice"),
            (4, "minutes-row-other-head"),
            (5, "minutes-row-no-question"),
            (6, "minutes-row-counts"),
            (6, "minutes-row-no-question"),
        ];
        assert_eq!(faults.iter().map(|(line, fault)| (*line, &*fault.key)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn more_answers_than_valid_ballots_are_refused() {
        assert_eq!(count_fault(97, Count { satisfied: 90, unsatisfied: 7 }), None);
        assert!(count_fault(97, Count { satisfied: 90, unsatisfied: 8 }).is_some());
        assert!(count_fault(97, Count { satisfied: u64::MAX, unsatisfied: 8 }).is_some());
    }
}
