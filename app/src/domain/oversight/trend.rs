//! Trend (*diễn biến*): one place across its rounds, content by content, where the contents match.
//!
//! Forms change with the criteria sets, so questions are matched by what they ask about: the names of their criteria,
//! and their topic where one of the forms asks several questions about the same criteria.
//! Where those differ, the contents stand in rows of their own; nothing is matched by guess.

use crate::domain::survey::count::Count;
use crate::domain::survey::results::QuestionFigures;
use crate::domain::survey::ruleset::{Criterion, Question, Ruleset};
use crate::domain::units::search_key::search_key;
use std::collections::BTreeSet;

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
    /// The question, where one of the forms asks several about the same criteria.
    pub one_of_several: Option<&'a Question>,
    /// The counts and the share asked for in each round, in the order of the rounds; `None` where it was not asked, or where the counts are withheld.
    pub cells: Vec<Option<(Count, Option<u32>)>>,
}

impl Line<'_> {
    /// Whether it is the overall question.
    pub const fn is_overall(&self) -> bool {
        self.content.is_none()
    }
}

/// The criteria by name, the same in every set.
fn named(criteria: &[&Criterion]) -> String {
    let mut folded: Vec<String> = criteria.iter().map(|criterion| search_key(&criterion.name)).collect();
    folded.sort();
    folded.join("|")
}

/// The criteria of a set that are meant by these numbers.
fn criteria_of<'a>(ruleset: &'a Ruleset, numbers: &[u32]) -> Vec<&'a Criterion> {
    ruleset.criteria.iter().filter(|criterion| numbers.contains(&criterion.no)).collect()
}

/// The criteria that some form asks several questions about.
fn asked_severally(points: &[Point<'_>]) -> BTreeSet<String> {
    let mut several = BTreeSet::new();
    for point in points {
        let mut once = BTreeSet::new();
        for question in point.ruleset.questions.iter().filter(|question| !question.overall) {
            let name = named(&criteria_of(point.ruleset, &question.criteria));
            if !once.insert(name.clone()) {
                several.insert(name);
            }
        }
    }
    several
}

/// Lays the rounds side by side, the overall question first, then the contents in the order of the latest round.
pub fn lines<'a>(points: &[Point<'a>]) -> Vec<Line<'a>> {
    let several = asked_severally(points);
    let mut lines: Vec<(Option<(String, String)>, Line<'a>)> = Vec::new();
    for (at, point) in points.iter().enumerate().rev() {
        for question in point.questions {
            let content = (!question.overall).then(|| criteria_of(point.ruleset, &question.criteria));
            let name = content.as_deref().map(named);
            let is_one_of_several = name.as_ref().is_some_and(|name| several.contains(name));
            let one_of_several = point.ruleset.question(question.no).filter(|_| is_one_of_several);
            let key = name.map(|name| (name, one_of_several.map_or_else(String::new, |own| search_key(&own.topic))));
            let place = lines.iter().position(|(own, _)| *own == key).unwrap_or_else(|| {
                let line = Line { content, one_of_several, cells: vec![None; points.len()] };
                lines.push((key, line));
                lines.len() - 1
            });
            let threshold = question.threshold.as_deref().and_then(|text| text.split('.').next()?.parse().ok());
            lines[place].1.cells[at] = question.counts.map(|counts| (counts, threshold));
        }
    }
    lines.sort_by_key(|(_, line)| !line.is_overall());
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Tally, Turnout};
    use crate::domain::survey::node::Node;
    use crate::domain::survey::results::Results;
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::units::unit::{Level, UnitRef};

    fn results(ruleset: &Ruleset, satisfied: u64) -> Results {
        let unit = UnitRef { code: "1".into(), name: "Xã".into(), kind: "xã".into(), level: Level::Commune };
        let turnout = Turnout { households: 100, issued: 100, returned: 100, valid: 100, invalid: 0 };
        let counts = vec![Count { satisfied, unsatisfied: 100 - satisfied }; ruleset.questions.len()];
        Results::of(ruleset, &Node::new(unit, Tally { turnout, counts }, vec![]))
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
    #[test]
    fn several_questions_about_one_criterion_are_lines_of_their_own() {
        let mut ruleset = small(4);
        ruleset.questions[1].criteria = vec![1];
        ruleset.questions[2].criteria = vec![2, 3];
        let (mut first, mut second) = (results(&ruleset, 80), results(&ruleset, 90));
        first.questions[1].counts = Some(Count { satisfied: 10, unsatisfied: 20 });
        second.questions[1].counts = Some(Count { satisfied: 20, unsatisfied: 20 });
        let points = [
            Point { ruleset: &ruleset, questions: &first.questions },
            Point { ruleset: &ruleset, questions: &second.questions },
        ];
        let found = lines(&points);
        let satisfied =
            |line: &Line<'_>| -> Vec<u64> { line.cells.iter().flatten().map(|(counts, _)| counts.satisfied).collect() };
        let all: Vec<Vec<u64>> = found.iter().map(satisfied).collect();
        assert_eq!(all, [[80, 90], [80, 90], [10, 20], [80, 90]]);
        let topics: Vec<_> = found.iter().map(|line| line.one_of_several.map(|question| question.no)).collect();
        assert_eq!(topics, [None, Some(1), Some(2), None]);

        // A round that asks only one of them again.
        let mut again = ruleset.clone();
        again.questions.remove(0);
        again.questions.remove(1);
        for (question, no) in again.questions.iter_mut().zip(1..) {
            question.no = no;
        }
        let third = results(&again, 30);
        let points = [points[0].clone(), Point { ruleset: &again, questions: &third.questions }];
        let found = lines(&points);
        let one = found.iter().find(|line| line.one_of_several.is_some_and(|question| question.topic == "Nội dung 2"));
        let satisfied = satisfied(one.expect("its line"));
        assert_eq!(satisfied, [10, 30]);
    }
}
