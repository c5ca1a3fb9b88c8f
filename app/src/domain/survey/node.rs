//! Units with their counts, as a tree.

use crate::domain::survey::count::Tally;
use crate::domain::units::unit::{Level, UnitRef};

/// A unit with what was counted in it and in the units below.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The unit.
    pub unit: UnitRef,
    /// The sum over everything below.
    pub tally: Tally,
    /// The units one level down.
    pub children: Vec<Self>,
}

impl Node {
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
