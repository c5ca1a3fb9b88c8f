//! Units with their counts, as a tree.

use crate::domain::survey::count::{Count, Tally, add_counts};
use crate::domain::survey::withheld::Withheld;
use crate::domain::units::unit::{Level, UnitRef};

/// A unit with what was counted in it and in the units below.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The unit.
    pub unit: UnitRef,
    /// The sum over everything below.
    pub tally: Tally,
    /// What of it was counted by hand, question 1 first; nothing where nothing was. Whoever counted knows it.
    pub by_hand: Vec<Count>,
    /// Why the counts of a question are not told, question 1 first.
    pub withheld: Vec<Option<Withheld>>,
    /// The units one level down.
    pub children: Vec<Self>,
    /// Of a hamlet, how many it stands for: more than one where boxes were opened together.
    pub hamlets: u64,
}

impl Node {
    /// A unit of which everything can be told.
    pub const fn new(unit: UnitRef, tally: Tally, children: Vec<Self>) -> Self {
        Self { unit, tally, by_hand: Vec::new(), withheld: Vec::new(), children, hamlets: 1 }
    }

    /// A unit with the sums of the units below it, for a form of `questions` questions.
    pub fn above(unit: UnitRef, children: Vec<Self>, questions: usize) -> Self {
        let (mut tally, mut by_hand) = (Tally::empty(questions), vec![Count::default(); questions]);
        for child in &children {
            tally += &child.tally;
            add_counts(&mut by_hand, child.by_hand.iter().copied());
        }
        Self { by_hand, ..Self::new(unit, tally, children) }
    }

    /// The counts of a question, whether they are told or not.
    pub fn counts(&self, question: u32) -> Count {
        self.tally.counts.get(question as usize - 1).copied().unwrap_or_default()
    }

    /// What of the answers to a question came out of boxes.
    pub fn from_boxes(&self, question: u32) -> Count {
        let by_hand = self.by_hand.get(question as usize - 1).copied().unwrap_or_default();
        self.counts(question).without(by_hand)
    }

    /// Why the counts of a question are not told, if they are not.
    pub fn withheld(&self, question: u32) -> Option<Withheld> {
        self.withheld.get(question as usize - 1).copied().flatten()
    }

    /// The counts of a question, where they are told.
    pub fn told(&self, question: u32) -> Option<Count> {
        self.withheld(question).is_none().then(|| self.counts(question))
    }

    /// The units down to the communes of which something is withheld, each with how many questions.
    pub fn withholding(&self) -> Vec<(UnitRef, usize)> {
        if self.unit.level == Level::Hamlet {
            return Vec::new();
        }
        let withheld = self.withheld.iter().flatten().count();
        let own = (withheld > 0).then(|| (self.unit.clone(), withheld));
        own.into_iter().chain(self.children.iter().flat_map(Self::withholding)).collect()
    }

    /// The units at which a rule of `level` binds when this unit is judged.
    pub fn bound(&self, level: Level) -> Vec<&Self> {
        if self.unit.level > level {
            return Vec::new();
        }
        let mut found = Vec::new();
        self.collect(level, &mut found);
        if found.is_empty() {
            found.push(self);
        }
        found
    }

    fn collect<'a>(&'a self, level: Level, found: &mut Vec<&'a Self>) {
        if self.unit.level == level {
            found.push(self);
        } else {
            self.children.iter().for_each(|child| child.collect(level, found));
        }
    }
}
