//! Which rules bind where inside a unit, and whether they hold there.

use crate::counts::{Counts, Turnout};
use crate::finding::At;
use crate::range::Range;
use crate::record::{Place, Unit};
use crate::results::{Told, Withheld};
use crate::ruleset::{Compare, Level, Percent, Question, Threshold, Withholding};
use crate::tree::Tree;

/// A rule that binds in a unit or place.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The unit, and the question if the rule is of one.
    pub at: At,
    pub name: &'a str,
    pub kind: Option<&'a String>,
    pub percent: Percent,
    pub compare: Compare,
    pub outcome: Outcome,
    /// How many there are, and of how many, to be given if it does not hold.
    pub count: i128,
    pub base: i128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Holds,
    /// It does not, by the rule of this name.
    Fails(&'static str),
    /// The record does not show whether it holds; if not, it is by the rule of this name.
    Open(&'static str),
    /// The record says nothing of it.
    Unknown,
}

/// Where a rule binds.
#[derive(Debug, Clone, Copy)]
enum Spot<'a> {
    Unit(&'a Unit),
    Place(&'a Place),
}

/// All rules that the verdict of a unit is about.
pub fn judge<'a>(tree: &Tree<'a>, unit: &'a Unit) -> Vec<Judged<'a>> {
    let ruleset = &tree.record.ruleset;
    if ruleset.threshold.is_empty() {
        return Vec::new();
    }
    let participation = &ruleset.participation;
    let mut judged = Vec::new();
    for spot in spots(tree, unit, participation.binds_at) {
        let (count, base) = spot.turnout(tree).map_or((0, 0), |it| participation.part(&it));
        let holds = participation.percent.holds(Compare::AtLeast, count, base);
        let outcome = if holds { Outcome::Holds } else { Outcome::Fails("participation") };
        let outcome = spot.turnout(tree).map_or(Outcome::Unknown, |_| outcome);
        judged.push(spot.judged(None, participation.percent, Compare::AtLeast, outcome, (count, base)));
    }
    for question in &ruleset.question {
        let Some(threshold) = ruleset.threshold(question.overall) else { continue };
        for spot in spots(tree, unit, threshold.binds_at) {
            let valid = spot.turnout(tree).map_or(0, |it| it.valid.into());
            let told = spot.told(tree, question);
            let outcome = outcome(threshold, told, valid, ruleset.withholding());
            let counts = told.counts().unwrap_or(Counts::NONE);
            let numbers = (counts.satisfied, counts.answers());
            judged.push(spot.judged(Some(question.no), threshold.percent, threshold.compare, outcome, numbers));
        }
    }
    judged
}

/// Where a rule that binds at a level has to hold in the verdict of a unit.
fn spots<'a>(tree: &Tree<'a>, unit: &'a Unit, level: Level) -> Vec<Spot<'a>> {
    if unit.level < level {
        return Vec::new();
    }
    let inside = inside(tree, unit, level);
    if inside.is_empty() { vec![Spot::Unit(unit)] } else { inside }
}

fn inside<'a>(tree: &Tree<'a>, unit: &'a Unit, level: Level) -> Vec<Spot<'a>> {
    if unit.level == level {
        return vec![Spot::Unit(unit)];
    }
    let mut spots: Vec<Spot> = tree.below(unit).iter().flat_map(|it| inside(tree, it, level)).collect();
    if level == Level::Hamlet {
        spots.extend(tree.places(unit).iter().map(|it| Spot::Place(it)));
    }
    spots
}

impl<'a> Spot<'a> {
    fn turnout(self, tree: &Tree) -> Option<Turnout> {
        match self {
            Self::Unit(unit) => tree.result(unit).map(|it| it.participation.turnout()),
            Self::Place(place) => Some(place.turnout),
        }
    }

    fn told(self, tree: &Tree, question: &Question) -> Told {
        match self {
            Self::Unit(unit) => tree.told(unit, question.no),
            Self::Place(place) => tree.told_of_place(place, question.overall),
        }
    }

    fn judged(
        self,
        question: Option<u64>,
        percent: Percent,
        compare: Compare,
        outcome: Outcome,
        (count, base): (i128, i128),
    ) -> Judged<'a> {
        let (at, name, kind) = match self {
            Self::Unit(unit) => (unit.at(), unit.name.as_str(), Some(&unit.kind)),
            Self::Place(place) => (place.at(), place.name.as_str(), None),
        };
        Judged { at: At { question, ..at }, name, kind, percent, compare, outcome, count, base }
    }
}

/// Whether a threshold holds by what is told of a question, of so many valid ballots.
fn outcome(threshold: Threshold, told: Told, valid: i128, rule: Withholding) -> Outcome {
    let holds = |satisfied, answers| threshold.percent.holds(threshold.compare, satisfied, answers);
    match told {
        Told::Counts(it) if holds(it.satisfied, it.answers()) => Outcome::Holds,
        Told::Counts(it) if it.answers() == 0 => Outcome::Fails("no_answers"),
        Told::Counts(_) => Outcome::Fails(threshold.about.name()),
        Told::Withheld(Withheld::TooFew) => Outcome::Fails("too_few_answers"),
        Told::Withheld(why) => {
            let Some(range) = Range::withheld(why, valid, rule) else { return Outcome::Unknown };
            let answers = range.answers.0..=range.answers.1;
            // Whether it holds, by every number of answers and of satisfied that may be.
            let (mut cases, rule): (Box<dyn Iterator<Item = bool>>, _) = match why {
                Withheld::AlmostAll => (Box::new(answers.map(|it| holds(it - 1, it))), "too_few_answers"),
                Withheld::AlmostNone => (Box::new(answers.flat_map(|it| [holds(0, it), holds(1, it)])), "untold"),
                _ => (Box::new([true, false].into_iter()), "untold"),
            };
            let first = cases.next();
            match first {
                Some(first) if cases.any(|it| it != first) => Outcome::Open(rule),
                Some(true) => Outcome::Holds,
                Some(false) => Outcome::Fails(rule),
                None => Outcome::Unknown,
            }
        }
        Told::Muddled | Told::Nothing => Outcome::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::About;

    /// What becomes of a threshold by what is told, of a hundred valid ballots.
    #[test]
    fn outcomes() {
        let of = |about, percent, compare, told, exact| {
            let percent = Percent::read(percent).unwrap();
            let threshold = Threshold { about, percent, compare, binds_at: Level::Commune };
            outcome(threshold, told, if exact { 7 } else { 100 }, Withholding { fewest: 5, exact })
        };
        let told = |satisfied, unsatisfied| Told::Counts(Counts::new(satisfied, unsatisfied));
        let (few, all, none, beside) = (
            Told::Withheld(Withheld::TooFew),
            Told::Withheld(Withheld::AlmostAll),
            Told::Withheld(Withheld::AlmostNone),
            Told::Withheld(Withheld::BesideOthers),
        );
        let (overall, content) = (About::Overall, About::Content);
        let (least, more) = (Compare::AtLeast, Compare::MoreThan);
        for (about, percent, compare, told, should) in [
            (overall, "66.67", least, told(20, 10), Outcome::Fails("overall")),
            (content, "66.66", least, told(20, 10), Outcome::Holds),
            (content, "50", least, told(10, 10), Outcome::Holds),
            (content, "50", more, told(10, 10), Outcome::Fails("content")),
            (content, "50", more, told(11, 10), Outcome::Holds),
            (overall, "0", least, told(0, 0), Outcome::Fails("no_answers")),
            (overall, "0", least, told(0, 10), Outcome::Holds),
            (overall, "100", least, told(10, 0), Outcome::Holds),
            (overall, "100", more, told(10, 0), Outcome::Fails("overall")),
            (overall, "0", least, few, Outcome::Fails("too_few_answers")),
            (overall, "80", least, all, Outcome::Holds),
            (overall, "80", more, all, Outcome::Open("too_few_answers")),
            (overall, "85", least, all, Outcome::Open("too_few_answers")),
            (overall, "90", least, all, Outcome::Fails("too_few_answers")),
            (overall, "50", least, none, Outcome::Fails("untold")),
            (overall, "15", least, none, Outcome::Open("untold")),
            (overall, "0", least, none, Outcome::Holds),
            (overall, "50", least, beside, Outcome::Open("untold")),
            (overall, "50", least, Told::Nothing, Outcome::Unknown),
        ] {
            assert_eq!(of(about, percent, compare, told, false), should, "{percent} {told:?}");
        }
        // Of seven ballots that all have an answer, 6 of 7 is 85.71 in a hundred.
        assert_eq!(of(overall, "85.71", least, all, true), Outcome::Holds);
        assert_eq!(of(overall, "85.72", least, all, true), Outcome::Fails("too_few_answers"));
        assert_eq!(of(overall, "80", least, few, true), Outcome::Fails("too_few_answers"));
    }
}
