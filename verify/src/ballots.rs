//! The ballots that are listed.

use std::collections::{BTreeMap, BTreeSet};

use crate::counts::Counts;
use crate::files::{BALLOTS, table};
use crate::finding::{At, Finding};
use crate::form::LEAST;
use crate::results::Told;
use crate::ruleset::{InvalidWhen, Ruleset};
use crate::unreadable::Unreadable;

/// A line of ballots.csv.
#[derive(Debug)]
pub struct Line {
    pub line: u64,
    pub answers: String,
    pub ballots: u64,
}

/// The lines of ballots.csv by the code of their commune.
pub type Lines = BTreeMap<String, Vec<Line>>;

pub fn read(bytes: &[u8]) -> Result<Lines, Unreadable> {
    let mut lines = Lines::new();
    table(BALLOTS, bytes, ["unit", "answers", "ballots"], |line, [unit, answers, ballots]| {
        let number = ballots.parse().ok().filter(|_| ballots.bytes().all(|it| it.is_ascii_digit()));
        let ballots = number.ok_or_else(|| Unreadable::Line {
            file: BALLOTS,
            line,
            trouble: format!("ballots is {ballots:?}, but should be a number"),
        })?;
        lines.entry(unit.to_owned()).or_default().push(Line { line, answers: answers.to_owned(), ballots });
        Ok(())
    })?;
    Ok(lines)
}

/// How many ballots the lines of a commune list.
pub fn number(lines: &[Line]) -> i128 {
    lines.iter().map(|it| i128::from(it.ballots)).sum()
}

/// What the lines of a commune answer to the question at `index`.
pub fn counts(lines: &[Line], index: usize) -> Counts {
    let count = |line: &Line| match line.answers.as_bytes().get(index) {
        Some(b's') => Counts::new(line.ballots, 0),
        Some(b'u') => Counts::new(0, line.ballots),
        _ => Counts::NONE,
    };
    lines.iter().map(count).sum()
}

/// Looks at each line of a commune, of whose questions `told` is told.
pub fn check(at: &At, lines: &[Line], ruleset: &Ruleset, told: &[Told], findings: &mut Vec<Finding>) {
    let mut known = BTreeSet::new();
    for Line { line, answers, ballots } in lines {
        let (line, at, answers) = (*line, at.clone(), answers.clone());
        if *ballots < LEAST {
            findings.push(Finding::BallotFew { line, at: at.clone(), stands: *ballots });
        }
        if !known.insert(answers.clone()) {
            findings.push(Finding::BallotTwice { line, at: at.clone(), answers: answers.clone() });
        }
        let should = ruleset.question.len();
        if answers.chars().count() != should || !answers.chars().all(|it| "su-?".contains(it)) {
            findings.push(Finding::BallotLetters { line, at, answers, should });
            continue;
        }
        for ((stands, told), question) in answers.chars().zip(told).zip(&ruleset.question) {
            let clear = matches!(told, Told::Counts(_) | Told::Withheld(_));
            if clear && told.is_withheld() != (stands == '?') {
                findings.push(Finding::BallotWithheld { line, at: at.question(question.no), stands });
            }
        }
        let valid = match ruleset.invalid_ballot.when {
            InvalidWhen::All => answers.chars().any(|it| it != '-'),
            InvalidWhen::Any => !answers.contains('-'),
        };
        if !valid {
            findings.push(Finding::BallotInvalid { line, at, answers });
        }
    }
}
