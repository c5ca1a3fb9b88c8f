//! Disclosure control (*bảo vệ số liệu nhỏ*): which counts of a round are told, so that no group of a few households can be
//! read off them, neither as it stands nor by subtracting what else is told.
//!
//! The groups of a round lie in each other: hamlets in communes, communes in districts. Whatever can be got by adding
//! and subtracting told sums is made of *rests*: what remains of a told unit without the told units inside. So it is
//! enough that every rest could itself be told. Where one could not, the smallest told unit inside is withheld
//! with it, until it can; a rest that is never large enough takes its own unit with it.
//!
//! Of hamlets only the overall question, the last one, is told.

use crate::domain::survey::count::Count;
use crate::domain::survey::node::Node;
use crate::domain::survey::withheld::Withheld;
use crate::domain::units::unit::Level;

/// Decides for every unit of a tree and every question what is withheld.
pub fn disclose(top: &mut Node) {
    let questions = top.tally.counts.len();
    clear(top, questions);
    for at in 0..questions {
        settle(top, at, at + 1 == questions);
    }
}

fn clear(node: &mut Node, questions: usize) {
    node.withheld = vec![None; questions];
    node.children.iter_mut().for_each(|child| clear(child, questions));
}

fn counts(node: &Node, at: usize) -> Count {
    node.tally.counts.get(at).copied().unwrap_or_default()
}

/// Settles a unit and all inside, and returns what of it no told unit covers.
fn settle(node: &mut Node, at: usize, of_hamlets_too: bool) -> Count {
    let own = counts(node, at);
    let ends_here = node.children.is_empty() || (node.unit.level == Level::Commune && !of_hamlets_too);
    let rest = if ends_here { own } else { rest_of(&mut node.children, at, of_hamlets_too) };
    if Withheld::of(rest).is_none() {
        return Count::default();
    }
    node.withheld[at] = Some(Withheld::of(own).unwrap_or(Withheld::BesideOthers));
    rest
}

/// What is told of none of the units; more of them are withheld until that can be told.
fn rest_of(children: &mut [Node], at: usize, of_hamlets_too: bool) -> Count {
    let mut rest = Count::default();
    for child in &mut *children {
        rest += settle(child, at, of_hamlets_too);
    }
    while Withheld::of(rest).is_some() {
        let told = children.iter_mut().filter(|child| child.withheld[at].is_none() && counts(child, at).base() > 0);
        let Some(smallest) = told.min_by_key(|child| counts(child, at).base()) else { break };
        rest += counts(smallest, at);
        withhold(smallest, at);
    }
    rest
}

/// Withholds a unit and all inside.
fn withhold(node: &mut Node, at: usize) {
    let own = Withheld::of(counts(node, at)).unwrap_or(Withheld::BesideOthers);
    node.withheld[at].get_or_insert(own);
    node.children.iter_mut().for_each(|child| withhold(child, at));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Tally, Turnout};
    use crate::domain::units::unit::UnitRef;
    use proptest::prelude::*;

    fn node(level: Level, tally: Tally, children: Vec<Node>) -> Node {
        let unit = UnitRef { code: "1".into(), name: "Nơi".into(), kind: level.usual_kind().into(), level };
        Node::new(unit, tally, children)
    }

    fn hamlet(satisfied: u64, unsatisfied: u64) -> Node {
        let counts = vec![Count { satisfied, unsatisfied }; 2];
        node(Level::Hamlet, Tally { turnout: Turnout::default(), counts }, vec![])
    }

    fn above(level: Level, children: Vec<Node>) -> Node {
        let mut tally = Tally::empty(2);
        children.iter().for_each(|child| tally += &child.tally);
        node(level, tally, children)
    }

    /// What somebody finds out who knows all sums that are told and subtracts them from each other: the counts of every
    /// group of the smallest groups there are that follow from them, and may not be told.
    fn found_out(top: &Node, question: u32) -> Vec<Count> {
        let is_overall = question as usize == top.tally.counts.len();
        let (mut leaves, mut sums) = (Vec::new(), Vec::new());
        collect(top, question, is_overall, &mut leaves, &mut sums);
        let rows = echelon(&sums, leaves.len());
        let groups = (1_u32..1 << leaves.len()).filter_map(|group| {
            let inside = |at: &usize| group >> at & 1 == 1;
            let mut counts = Count::default();
            (0..leaves.len()).filter(inside).for_each(|at| counts += leaves[at]);
            let row = (0..leaves.len()).map(|at| i128::from(group >> at & 1 == 1)).collect();
            (Withheld::of(counts).is_some() && reduced(row, &rows).iter().all(|one| *one == 0)).then_some(counts)
        });
        groups.collect()
    }

    /// The smallest groups, and what is told of which of them together.
    fn collect(
        node: &Node,
        question: u32,
        is_overall: bool,
        leaves: &mut Vec<Count>,
        sums: &mut Vec<std::ops::Range<usize>>,
    ) {
        let before = leaves.len();
        if node.children.is_empty() || (node.unit.level == Level::Commune && !is_overall) {
            leaves.push(node.counts(question));
        } else {
            node.children.iter().for_each(|child| collect(child, question, is_overall, leaves, sums));
        }
        if node.told(question).is_some() {
            sums.push(before..leaves.len());
        }
    }

    /// Arithmetic modulo a large prime: fractions that stay whole.
    const PRIME: i128 = (1 << 61) - 1;

    fn inverse(of: i128) -> i128 {
        let (mut base, mut power, mut result) = (of.rem_euclid(PRIME), PRIME - 2, 1);
        while power > 0 {
            if power & 1 == 1 {
                result = result * base % PRIME;
            }
            (base, power) = (base * base % PRIME, power >> 1);
        }
        result
    }

    /// The sums as independent rows, each with the place of its first one.
    fn echelon(sums: &[std::ops::Range<usize>], leaves: usize) -> Vec<(usize, Vec<i128>)> {
        let mut rows: Vec<(usize, Vec<i128>)> = Vec::new();
        for sum in sums {
            let row = (0..leaves).map(|at| i128::from(sum.contains(&at))).collect();
            let row = reduced(row, &rows);
            if let Some(first) = row.iter().position(|one| *one != 0) {
                let scale = inverse(row[first]);
                rows.push((first, row.iter().map(|one| one * scale % PRIME).collect()));
            }
        }
        rows
    }

    fn reduced(mut row: Vec<i128>, rows: &[(usize, Vec<i128>)]) -> Vec<i128> {
        for (first, other) in rows {
            let times = row[*first];
            for (one, other) in row.iter_mut().zip(other) {
                *one = (*one - times * other).rem_euclid(PRIME);
            }
        }
        row
    }

    #[test]
    fn a_hamlet_of_three_takes_the_next_smallest_with_it_and_the_commune_is_told() {
        let mut top = above(Level::Commune, vec![hamlet(2, 1), hamlet(30, 10), hamlet(41, 19), hamlet(1, 0)]);
        disclose(&mut top);
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
        disclose(&mut top);
        assert_eq!(top.children[0].withheld(1), Some(Withheld::TooFew));
        assert_eq!(top.children[1].withheld(1), Some(Withheld::BesideOthers));
        assert_eq!(top.told(1), Some(Count { satisfied: 72, unsatisfied: 29 }));
        let mut alone = above(Level::Commune, vec![hamlet(1, 0)]);
        disclose(&mut alone);
        assert_eq!((alone.told(1), alone.told(2)), (None, None));
    }

    #[test]
    fn without_the_rule_small_groups_are_found_out() {
        let mut top = above(Level::Commune, vec![hamlet(2, 1), hamlet(30, 10), hamlet(41, 19)]);
        top.children[0].withheld = vec![Some(Withheld::TooFew); 2];
        assert_eq!(found_out(&top, 2), [Count { satisfied: 2, unsatisfied: 1 }]);
    }

    fn hamlets() -> impl Strategy<Value = Vec<Node>> {
        let counts = prop_oneof![(0_u64..4, 0_u64..4), (0_u64..12, 0_u64..2), (0_u64..60, 0_u64..30)];
        let hamlet = counts.prop_map(|(satisfied, unsatisfied)| hamlet(satisfied, unsatisfied));
        prop::collection::vec(hamlet, 1..4)
    }

    proptest! {
        #[test]
        fn no_small_group_can_be_got_by_subtracting_what_is_told(communes in prop::collection::vec(hamlets(), 1..4)) {
            let communes = communes.into_iter().map(|hamlets| above(Level::Commune, hamlets)).collect();
            let mut top = above(Level::District, communes);
            disclose(&mut top);
            for question in [1, 2] {
                prop_assert_eq!(found_out(&top, question), vec![]);
            }
        }

        #[test]
        fn where_everybody_is_many_everything_is_told(sizes in prop::collection::vec(10_u64..60, 1..6)) {
            let mut top = above(Level::Commune, sizes.into_iter().map(|size| hamlet(size, size / 2)).collect());
            disclose(&mut top);
            prop_assert!(top.children.iter().chain([&top]).all(|node| node.withheld == [None, None]));
        }
    }
}
