//! Paper ballots as they are keyed in: what a key means, and where two people differ.

use crate::domain::collection::sealed_ballot::reasons_over;
use crate::domain::survey::ballot::{Answer, Ballot, LONGEST_REASON, Reason, clean};
use crate::domain::units::search_key::search_key;
use crate::messages;
use serde::{Deserialize, Serialize};

/// A ballot as it was keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed {
    /// The slip's number.
    pub serial: u64,
    /// The answers.
    pub ballot: Ballot,
    /// The reasons.
    pub reasons: Vec<Reason>,
}

/// What is typed for one ballot, as it stands in its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedBallot {
    /// The slip: its code or its number.
    pub slip: String,
    /// The answers, one key a question.
    pub keys: String,
    /// The reasons, each behind the number of its question.
    pub reasons: String,
    /// The number of the slip that was opened to be keyed again.
    pub again: Option<u64>,
}

impl TypedBallot {
    /// Whether nothing stands in its fields.
    pub fn is_empty(&self) -> bool {
        [&self.slip, &self.keys, &self.reasons].iter().all(|field| field.trim().is_empty())
    }
}

/// Two people keyed the same slip and read something different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The slip's number.
    pub serial: u64,
    /// What the first read; `None` if they did not have it.
    pub first: Option<Ballot>,
    /// What the second read; `None` if they did not have it.
    pub second: Option<Ballot>,
    /// What the paper says at a third look, once somebody decided.
    pub decided: Option<Ballot>,
}

impl Difference {
    /// Whether both read the slip.
    pub const fn is_whole(&self) -> bool {
        self.first.is_some() && self.second.is_some()
    }

    /// The numbers of the questions they differ in; empty if one of them did not have the slip.
    pub fn questions(&self) -> Vec<u32> {
        let (Some(first), Some(second)) = (&self.first, &self.second) else { return Vec::new() };
        let pairs = (1..).zip(first.answers().iter().zip(second.answers()));
        pairs.filter(|(_, (one, other))| one != other).map(|(no, _)| no).collect()
    }

    /// The ballot as a third look says, which goes by the paper: one key for each question they differ in, in their order. Nobody has to know,
    /// or learns, what both read alike.
    pub fn decided_by(&self, keys: &str) -> Result<Ballot, KeyFault> {
        let questions = self.questions();
        let Some(first) = &self.first else { return Err(KeyFault::Length { of: 0, got: keys.len() }) };
        let mut answers = first.answers().to_vec();
        let keys = keys_in(keys);
        if keys.len() != questions.len() {
            return Err(KeyFault::Length { of: questions.len(), got: keys.len() });
        }
        for (key, no) in keys.into_iter().zip(questions) {
            let at = no as usize - 1;
            answers[at] = read_key(key, at + 1)?;
        }
        Ok(Ballot::new(answers))
    }
}

messages! {
    /// Why what was keyed is no ballot.
    pub enum KeyFault {
        /// Too few or too many keys.
        Length { of: usize, got: usize } = "paper-keys-length",
        /// A key that means nothing.
        Key { key: char, no: usize } = "paper-keys-unknown",
        /// A reason that cannot be placed.
        Reason { text: String } = "paper-reason-unplaced",
        /// The reasons are too long together, by so many characters.
        LongReasons { over: usize } = "paper-reasons-too-long",
    }
}

/// Reads the keys of one ballot: 1 satisfied, 2 not satisfied yet, 0 an invalid answer (no mark, or both). A single `x`
/// stands for a ballot without any valid answer; so does a `9`, which a phone's number pad has, and a `*`.
///
/// ```
/// use app::domain::collection::paper::read_keys;
/// assert_eq!(read_keys("1120", 4).unwrap().text(), "ssu-");
/// assert_eq!(read_keys("x", 4).unwrap().text(), "----");
/// assert_eq!(read_keys("9", 4).unwrap().text(), "----");
/// assert!(read_keys("112", 4).is_err());
/// ```
pub fn read_keys(keys: &str, questions: usize) -> Result<Ballot, KeyFault> {
    let keys = keys_in(keys);
    if matches!(keys[..], ['x' | 'X' | '9' | '*']) {
        return Ok(Ballot::new(vec![None; questions]));
    }
    let read = |(no, key): (usize, &char)| read_key(*key, no);
    let answers = (1..).zip(&keys).map(read).collect::<Result<Vec<_>, _>>()?;
    if answers.len() == questions {
        Ok(Ballot::new(answers))
    } else {
        Err(KeyFault::Length { got: answers.len(), of: questions })
    }
}

/// The keys in what was typed, where spaces say nothing.
fn keys_in(typed: &str) -> Vec<char> {
    typed.chars().filter(|key| !key.is_whitespace()).collect()
}

/// What a key says of a question: an answer, or that there is no valid one.
const fn read_key(key: char, no: usize) -> Result<Option<Answer>, KeyFault> {
    match key {
        '1' => Ok(Some(Answer::Satisfied)),
        '2' => Ok(Some(Answer::Unsatisfied)),
        '0' => Ok(None),
        key => Err(KeyFault::Key { key, no }),
    }
}

/// Writes a ballot as the keys that make it.
pub fn write_keys(ballot: &Ballot) -> String {
    let key = |answer: &Option<Answer>| match answer {
        Some(Answer::Satisfied) => '1',
        Some(Answer::Unsatisfied) => '2',
        None => '0',
    };
    ballot.answers().iter().map(key).collect()
}

/// Reads reasons written behind each other: `2 đường lầy; 5 nước đục`, with or without a word for "question" before the
/// number.
pub fn read_reasons(typed: &str, ballot: &Ballot) -> Result<Vec<Reason>, KeyFault> {
    let (typed, _) = clean(typed);
    let mut reasons = Vec::new();
    for part in typed.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let numbered = from_number(part);
        let digits = numbered.chars().take_while(char::is_ascii_digit).count();
        let text = numbered[digits..].trim_start_matches(['.', ':', ')', '-', ' ']).to_owned();
        let question = numbered[..digits].parse::<u32>().unwrap_or(0);
        let asked = (question as usize).checked_sub(1).and_then(|at| ballot.answers().get(at));
        let fits = !text.is_empty() && text.chars().count() <= LONGEST_REASON;
        if asked != Some(&Some(Answer::Unsatisfied)) || !fits {
            return Err(KeyFault::Reason { text: part.chars().take(60).collect() });
        }
        reasons.push(Reason { question, text });
    }
    let over = reasons_over(&reasons);
    if over > 0 { Err(KeyFault::LongReasons { over }) } else { Ok(reasons) }
}

/// What is typed of a reason from its number on: `Câu 13: rác đầy`, `cau 13 rác đầy`, `c13 rác đầy` all begin with 13.
fn from_number(part: &str) -> &str {
    let at = part.find(|sign: char| sign.is_ascii_digit()).unwrap_or(0);
    let word = search_key(part[..at].trim_end_matches(['.', ':', ' ']));
    if matches!(word.as_str(), "cau" | "c") { &part[at..] } else { part }
}

/// Writes reasons as they are typed.
pub fn write_reasons(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| format!("{} {}", reason.question, reason.text)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strange_keys_and_wrong_numbers_of_keys_are_named() {
        assert_eq!(read_keys("1 3", 2), Err(KeyFault::Key { key: '3', no: 2 }));
        assert_eq!(read_keys("111", 2), Err(KeyFault::Length { got: 3, of: 2 }));
        assert_eq!(read_keys("", 2), Err(KeyFault::Length { got: 0, of: 2 }));
    }

    #[test]
    fn one_key_alone_stands_for_a_ballot_without_a_valid_answer_and_a_phones_keypad_has_it() {
        for key in ["x", "X", "9", "*", " 9 "] {
            assert_eq!(read_keys(key, 3).map(|ballot| ballot.text()), Ok("---".to_owned()), "{key}");
        }
        assert_eq!(read_keys("19", 2), Err(KeyFault::Key { key: '9', no: 2 }));
        assert_eq!(read_keys("1*", 2), Err(KeyFault::Key { key: '*', no: 2 }));
    }

    #[test]
    fn reasons_belong_to_questions_that_are_not_satisfying() {
        let ballot = read_keys("121", 3).expect("keys");
        let read = read_reasons("2. đường lầy ;2: thiếu đèn", &ballot).expect("reasons");
        assert_eq!(write_reasons(&read), "2 đường lầy; 2 thiếu đèn");
        assert!(read_reasons("1 tốt", &ballot).is_err());
        assert!(read_reasons("đường lầy", &ballot).is_err());
        assert!(read_reasons("9 đường", &ballot).is_err());
        assert_eq!(read_reasons(" ; ", &ballot), Ok(vec![]));
    }

    #[test]
    fn the_number_of_a_reason_may_stand_behind_the_word_for_question() {
        let ballot = read_keys("1".repeat(12).as_str(), 12).expect("keys");
        let ballot = Ballot::new([ballot.answers(), &[Some(Answer::Unsatisfied)]].concat());
        for typed in [
            "13 rác đầy",
            "13: rác đầy",
            "13. rác đầy",
            "câu 13 rác đầy",
            "Câu 13: rác đầy",
            "CÂU 13 - rác đầy",
            "cau 13 rác đầy",
            "c13 rác đầy",
            "C.13 rác đầy",
            "c 13: rác đầy",
        ] {
            let read = read_reasons(typed, &ballot).map(|read| write_reasons(&read));
            assert_eq!(read.as_deref(), Ok("13 rác đầy"), "{typed}");
        }
        for typed in ["câu rác đầy 13", "con 13 rác đầy", "đường 13 rác đầy", "câu 13", "câu 1: rác đầy"]
        {
            assert!(read_reasons(typed, &ballot).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_difference_names_its_questions() {
        let read = |keys| read_keys(keys, 3).ok();
        let one = Difference { serial: 7, first: read("121"), second: read("111"), decided: None };
        assert_eq!(one.questions(), [2]);
        let decided = |keys| one.decided_by(keys).map(|ballot| write_keys(&ballot));
        assert_eq!([decided("1"), decided(" 0")], [Ok("111".to_owned()), Ok("101".to_owned())]);
        assert_eq!(decided("3"), Err(KeyFault::Key { key: '3', no: 2 }));
        assert_eq!(decided("111"), Err(KeyFault::Length { of: 1, got: 3 }), "nothing is said of what both read alike");
        assert!(Difference { second: None, ..one }.questions().is_empty());
    }

    proptest! {
        #[test]
        fn keys_read_back(keys in "[012]{1,30}") {
            let ballot = read_keys(&keys, keys.len()).expect("keys");
            prop_assert_eq!(write_keys(&ballot), keys);
        }
    }
}
