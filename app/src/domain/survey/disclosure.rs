//! Disclosure control (*bảo vệ số liệu nhỏ*): which counts of a round are told, so that no group of a few households can be
//! read off them, neither as it stands nor by subtracting what else is told.
//!
//! The groups of a round lie in each other: hamlets in communes, communes in districts. Whatever can be got by adding
//! and subtracting told sums is made of *rests*: what remains of a told unit without the told units inside. So it is
//! enough that every rest could itself be told. Where one could not, the smallest told unit inside is withheld
//! with it, until it can; a rest that is never large enough takes its own unit with it.
//!
//! What was counted by hand is known to those who counted. So of every rest, what came out of boxes could itself be told too: else whoever
//! knows the minutes would take them from the sum.
//!
//! What is not kept from being told: where everybody answers alike, what each group inside answered follows. And nothing
//! here looks at what counts are possible at all, only at what follows by adding and subtracting.
//!
//! Of hamlets only the overall question, the last one, is told.
//!
//! Where it was decided to tell the full figures of a round (*nêu đầy đủ số liệu*), its units are told down to the communes however
//! few answered. Of hamlets the rule holds, so that nothing else follows than what was decided.

use crate::domain::survey::count::Count;
use crate::domain::survey::node::Node;
use crate::domain::survey::withheld::Withheld;
use crate::domain::units::unit::Level;
use std::ops::AddAssign;

/// Which counts of a round are told.
#[derive(Clone, Copy, Debug)]
pub struct DisclosureRule {
    /// The fewest answers whose counts are told.
    pub fewest: u64,
    /// Whether it was decided to tell the full figures of the units down to the communes.
    pub in_full: bool,
}

impl DisclosureRule {
    /// What keeps the counts of a group from being told, looked at alone.
    pub const fn withheld(self, counts: Count) -> Option<Withheld> {
        Withheld::of(counts, self.fewest)
    }
}

/// Decides for every unit of a tree and every question what is withheld.
pub fn disclose(top: &mut Node, rule: DisclosureRule) {
    let questions = top.tally.counts.len();
    clear(top, questions);
    for at in 0..questions {
        settle(top, at, at + 1 == questions, rule);
    }
}

fn clear(node: &mut Node, questions: usize) {
    node.withheld = vec![None; questions];
    node.children.iter_mut().for_each(|child| clear(child, questions));
}

/// The answers of a group to a question.
#[derive(Clone, Copy, Default)]
struct Answers {
    all: Count,
    /// Those that came out of boxes.
    from_boxes: Count,
}

impl Answers {
    fn of(node: &Node, at: usize) -> Self {
        let question = u32::try_from(at + 1).unwrap_or(u32::MAX);
        Self { all: node.counts(question), from_boxes: node.from_boxes(question) }
    }

    /// Whether somebody is told on, by the counts as they are or by those without what was counted by hand.
    fn tell_on_few(self, rule: DisclosureRule) -> bool {
        rule.withheld(self.all).is_some() || rule.withheld(self.from_boxes).is_some()
    }
}

impl AddAssign for Answers {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.from_boxes += other.from_boxes;
    }
}

/// Settles a unit and all inside, and returns what of it no told unit covers.
fn settle(node: &mut Node, at: usize, of_hamlets_too: bool, rule: DisclosureRule) -> Answers {
    let own = Answers::of(node, at);
    let ends_here = node.children.is_empty() || (node.unit.level == Level::Commune && !of_hamlets_too);
    let rest = if ends_here { own } else { rest_of(&mut node.children, at, of_hamlets_too, rule) };
    if !rest.tell_on_few(rule) || (rule.in_full && node.unit.level < Level::Hamlet) {
        return Answers::default();
    }
    node.withheld[at] = Some(rule.withheld(own.all).unwrap_or(Withheld::BesideOthers));
    rest
}

/// What is told of none of the units; more of them are withheld until that can be told.
fn rest_of(children: &mut [Node], at: usize, of_hamlets_too: bool, rule: DisclosureRule) -> Answers {
    let mut rest = Answers::default();
    for child in &mut *children {
        rest += settle(child, at, of_hamlets_too, rule);
    }
    while rest.tell_on_few(rule) {
        let size = |child: &Node| Answers::of(child, at).all.base();
        let told = children.iter_mut().filter(|child| child.withheld[at].is_none() && size(child) > 0);
        let Some(smallest) = told.min_by_key(|child| size(child)) else { break };
        rest += Answers::of(smallest, at);
        withhold(smallest, at, rule);
    }
    let withheld = children.iter().filter(|child| child.withheld[at].is_some()).count();
    if withheld > 1 {
        // Beside the sum of them all, a range of one would narrow the others down.
        children.iter_mut().for_each(|child| leave_out_range(child, at));
    }
    rest
}

fn leave_out_range(node: &mut Node, at: usize) {
    if matches!(node.withheld[at], Some(Withheld::AlmostAll | Withheld::AlmostNone)) {
        node.withheld[at] = Some(Withheld::BesideOthers);
    }
    node.children.iter_mut().for_each(|child| leave_out_range(child, at));
}

/// Withholds a unit and all inside.
fn withhold(node: &mut Node, at: usize, rule: DisclosureRule) {
    let own = rule.withheld(Answers::of(node, at).all).unwrap_or(Withheld::BesideOthers);
    node.withheld[at].get_or_insert(own);
    node.children.iter_mut().for_each(|child| withhold(child, at, rule));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Tally, Turnout};
    use crate::domain::units::unit::UnitRef;

    const OF_FIVE: DisclosureRule = DisclosureRule { fewest: 5, in_full: false };
    const IN_FULL: DisclosureRule = DisclosureRule { fewest: 5, in_full: true };

    fn unit(level: Level) -> UnitRef {
        UnitRef { code: "1".into(), name: "Nơi".into(), kind: level.usual_kind().into(), level }
    }

    fn hamlet(satisfied: u64, unsatisfied: u64) -> Node {
        let counts = vec![Count { satisfied, unsatisfied }; 2];
        Node::new(unit(Level::Hamlet), Tally { turnout: Turnout::default(), counts }, vec![])
    }

    fn above(level: Level, children: Vec<Node>) -> Node {
        Node::above(unit(level), children, 2)
    }

    #[test]
    fn a_hamlet_of_three_takes_the_next_smallest_with_it_and_the_commune_is_told() {
        let mut top = above(Level::Commune, vec![hamlet(2, 1), hamlet(30, 10), hamlet(41, 19), hamlet(1, 0)]);
        disclose(&mut top, OF_FIVE);
        let withheld: Vec<_> = top.children.iter().map(|child| child.withheld(2)).collect();
        let few = Some(Withheld::TooFew);
        assert_eq!(withheld, [few, Some(Withheld::BesideOthers), None, few], "one and three are four");
        assert_eq!((top.withheld(1), top.withheld(2)), (None, None));
    }

    #[test]
    fn a_commune_of_one_is_not_told_and_not_by_its_district_either() {
        let small = above(Level::Commune, vec![hamlet(1, 0)]);
        let large = above(Level::Commune, vec![hamlet(30, 10), hamlet(41, 19)]);
        let mut top = above(Level::District, vec![small, large]);
        disclose(&mut top, OF_FIVE);
        assert_eq!(top.children[0].withheld(1), Some(Withheld::TooFew));
        assert_eq!(top.children[1].withheld(1), Some(Withheld::BesideOthers));
        assert_eq!(top.told(1), Some(Count { satisfied: 72, unsatisfied: 29 }));
        let mut alone = above(Level::Commune, vec![hamlet(1, 0)]);
        disclose(&mut alone, OF_FIVE);
        assert_eq!((alone.told(1), alone.told(2)), (None, None));
    }

    #[test]
    fn beside_others_that_are_withheld_no_range_is_told() {
        let mut top = above(Level::Commune, vec![hamlet(0, 1), hamlet(4, 1), hamlet(41, 19)]);
        disclose(&mut top, OF_FIVE);
        let withheld: Vec<_> = top.children.iter().map(|child| child.withheld(2)).collect();
        assert_eq!(withheld, [Some(Withheld::TooFew), Some(Withheld::BesideOthers), None], "four and one are five");
        let mut alone = above(Level::Commune, vec![hamlet(7, 0)]);
        disclose(&mut alone, OF_FIVE);
        assert_eq!(alone.withheld(2), Some(Withheld::AlmostAll));
    }

    #[test]
    fn full_figures_are_told_down_to_the_communes_and_of_hamlets_what_adds_nothing() {
        let small = above(Level::Commune, vec![hamlet(1, 0), hamlet(2, 1)]);
        let large = above(Level::Commune, vec![hamlet(2, 1), hamlet(30, 10), hamlet(41, 19)]);
        let mut top = above(Level::District, vec![small, large]);
        disclose(&mut top, IN_FULL);
        let units = [&top, &top.children[0], &top.children[1]];
        assert!(units.iter().all(|unit| unit.withheld == [None, None]));
        let of_hamlets = |unit: &Node| unit.children.iter().map(|child| child.withheld(2)).collect::<Vec<_>>();
        assert_eq!(of_hamlets(units[1]), [Some(Withheld::TooFew); 2]);
        assert_eq!(of_hamlets(units[2]), [Some(Withheld::TooFew), Some(Withheld::BesideOthers), None]);
    }

    #[test]
    fn a_ruleset_may_ask_for_more_answers() {
        let hamlets = || vec![hamlet(6, 3), hamlet(12, 6), hamlet(41, 19)];
        let withheld = |fewest| {
            let mut top = above(Level::Commune, hamlets());
            disclose(&mut top, DisclosureRule { fewest, in_full: false });
            top.children.iter().map(|child| child.withheld(2)).collect::<Vec<_>>()
        };
        let beside = Some(Withheld::BesideOthers);
        assert_eq!(withheld(9), [None; 3]);
        assert_eq!(withheld(10), [Some(Withheld::TooFew), beside, None], "nine, and eighteen beside them");
        assert_eq!(withheld(20), [Some(Withheld::TooFew), Some(Withheld::TooFew), None]);
    }

    #[test]
    fn a_few_ballots_beside_what_was_counted_by_hand_are_not_told_by_the_sum() {
        let by_hand = Count { satisfied: 20, unsatisfied: 20 };
        let met = || Node { by_hand: vec![by_hand; 2], ..hamlet(20, 20) };
        let mut top = above(Level::Commune, vec![hamlet(1, 0), met()]);
        disclose(&mut top, OF_FIVE);
        assert_eq!([top.withheld(1), top.withheld(2)], [Some(Withheld::BesideOthers); 2], "41 less 40 is one");
        let mut both = above(Level::Commune, vec![hamlet(6, 4), met()]);
        disclose(&mut both, OF_FIVE);
        assert_eq!([both.withheld(1), both.withheld(2)], [None; 2]);
        let mut decided = above(Level::Commune, vec![hamlet(1, 0), met()]);
        disclose(&mut decided, IN_FULL);
        assert_eq!([decided.withheld(1), decided.withheld(2)], [None; 2]);
    }

    #[test]
    fn where_everybody_is_many_everything_is_told() {
        let mut top = above(Level::Commune, vec![hamlet(10, 0), hamlet(41, 19), hamlet(0, 12)]);
        disclose(&mut top, OF_FIVE);
        assert!(top.children.iter().chain([&top]).all(|node| node.withheld == [None, None]));
    }
}
