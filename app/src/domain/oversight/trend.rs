//! Trend (*diễn biến*): one place across its rounds, content by content, where the contents match.
//!
//! Forms change with the criteria sets, so questions are matched by what they ask about: the names of their criteria.
//! Where those differ, the contents stand in rows of their own; nothing is matched by guess.

use crate::domain::survey::count::Count;
use crate::domain::survey::results::QuestionFigures;
use crate::domain::survey::ruleset::{Criterion, Ruleset};
use crate::domain::units::search_key::search_key;

/// A round of one place, as far as a trend needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Point<'a> {
    /// The rules it was asked by.
    pub ruleset: &'a Ruleset,
    /// Its questions.
    pub questions: &'a [QuestionFigures],
}

/// A content across the rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What it is about: its criteria; `None` for the overall question.
    pub content: Option<Vec<&'a Criterion>>,
    /// The counts and the share asked for in each round, in the order of the rounds; `None` where it was not asked.
    pub cells: Vec<Option<(Count, Option<u32>)>>,
}

impl Line<'_> {
    /// Whether it is the overall question.
    pub const fn is_overall(&self) -> bool {
        self.content.is_none()
    }
}

/// What a question asks about, the same in every set.
fn key<'a>(ruleset: &'a Ruleset, question: &QuestionFigures) -> (String, Option<Vec<&'a Criterion>>) {
    if question.overall {
        return (String::new(), None);
    }
    let criteria = ruleset.criteria.iter().filter(|criterion| question.criteria.contains(&criterion.no));
    let criteria: Vec<&Criterion> = criteria.collect();
    let mut folded: Vec<String> = criteria.iter().map(|criterion| search_key(&criterion.name)).collect();
    folded.sort();
    (folded.join("|"), Some(criteria))
}

/// Lays the rounds side by side, the overall question first, then the contents in the order of the latest round.
pub fn lines<'a>(points: &[Point<'a>]) -> Vec<Line<'a>> {
    let mut lines: Vec<(String, Line<'a>)> = Vec::new();
    for (at, point) in points.iter().enumerate().rev() {
        for question in point.questions {
            let (key, content) = key(point.ruleset, question);
            let place = lines.iter().position(|(own, _)| *own == key).unwrap_or_else(|| {
                let line = Line { content, cells: vec![None; points.len()] };
                lines.push((key, line));
                lines.len() - 1
            });
            let threshold = question.threshold.as_deref().and_then(|text| text.split('.').next()?.parse().ok());
            lines[place].1.cells[at] = Some((question.counts, threshold));
        }
    }
    lines.sort_by_key(|(_, line)| !line.is_overall());
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Tally, Turnout};
    use crate::domain::survey::results::Results;
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::survey::verdict::Node;
    use crate::domain::units::unit::{Level, UnitRef};

    fn results(ruleset: &Ruleset, satisfied: u64) -> Results {
        let unit = UnitRef { code: "1".into(), name: "Xã".into(), kind: "xã".into(), level: Level::Commune };
        let turnout = Turnout { households: 100, issued: 100, returned: 100, valid: 100, invalid: 0 };
        let counts = vec![Count { satisfied, unsatisfied: 100 - satisfied }; ruleset.questions.len()];
        Results::of(ruleset, &Node { unit, tally: Tally { turnout, counts }, children: vec![] })
    }

    #[test]
    fn contents_are_matched_by_their_criteria_and_the_overall_question_stands_first() {
        let old = small(3);
        let mut new = small(4);
        // The same criterion under another number and with a capital elsewhere; another content has no twin.
        new.criteria[0].name = old.criteria[1].name.to_uppercase();
        new.criteria[1].name = "Một điều mới".into();
        let (first, second) = (results(&old, 80), results(&new, 90));
        let points = [
            Point { ruleset: &old, questions: &first.questions },
            Point { ruleset: &new, questions: &second.questions },
        ];
        let found = lines(&points);
        assert!(found[0].is_overall() && found[0].cells.iter().all(Option::is_some));
        let matched: Vec<_> = found.iter().filter(|line| line.cells.iter().all(Option::is_some)).collect();
        assert_eq!(matched.len(), 2, "{found:?}");
        let twin = matched.iter().find(|line| !line.is_overall()).expect("a twin");
        let satisfied: Vec<_> = twin.cells.iter().map(|cell| cell.map(|(counts, _)| counts.satisfied)).collect();
        assert_eq!(satisfied, [Some(80), Some(90)]);
        assert_eq!(found.len(), new.questions.len() + 1, "what only the old form asked stands below");
    }
}
