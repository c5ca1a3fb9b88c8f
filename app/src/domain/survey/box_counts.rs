//! What the public record tells of the ballots of a commune: what came out of its boxes and what was counted by hand, by question.
//!
//! Ballots as a whole are not listed. How a household answered all questions tells who it is to whoever knows a few of its answers;
//! and even patterns that five ballots share say everything of a hamlet whose few unsatisfied answered alike, and prove to
//! somebody who owns four of them whether a fifth household did as it was told.

use crate::domain::survey::count::{Count, Tally};
use crate::domain::survey::withheld::Withheld;
use serde::Serialize;

/// Ballots by question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoxCounts {
    /// How many.
    pub ballots: u64,
    /// Valid ones among them.
    pub valid: u64,
    /// The counts, question 1 first; none where they are withheld.
    pub counts: Vec<Option<Count>>,
}

/// What came out of boxes, and the counts of what was counted by hand, where both can be told apart. `all` are the commune's counts,
/// none where they are withheld; `beside` is what remains of the overall question of the boxes, and of what was counted by hand,
/// without the hamlets whose own counts are told. Where the full figures of communes are told, so are parts that are the whole.
pub fn told_apart(
    boxes: &Tally,
    all: &[Option<Count>],
    beside: [Count; 2],
    in_full: bool,
) -> Option<(BoxCounts, Vec<Option<Count>>)> {
    let parts = boxes.counts.iter().zip(all).map(|(own, all)| {
        all.map(|all| {
            let satisfied = all.satisfied.saturating_sub(own.satisfied);
            (*own, Count { satisfied, unsatisfied: all.unsatisfied.saturating_sub(own.unsatisfied) })
        })
    });
    let parts: Vec<Option<(Count, Count)>> = parts.collect();
    let whole = all.last().copied().flatten();
    let told = parts.iter().zip(all).filter_map(|(parts, all)| parts.map(|(own, by_hand)| (*all, [own, by_hand])));
    let may_be_told = |all: Option<Count>, part: Count| Withheld::of(part).is_none() || (in_full && Some(part) == all);
    if !told.chain([(whole, beside)]).all(|(all, both)| both.into_iter().all(|part| may_be_told(all, part))) {
        return None;
    }
    let counts = parts.iter().map(|parts| parts.map(|(own, _)| own)).collect();
    let by_hand = parts.iter().map(|parts| parts.map(|(_, by_hand)| by_hand)).collect();
    Some((BoxCounts { ballots: boxes.turnout.returned, valid: boxes.turnout.valid, counts }, by_hand))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::Turnout;

    const NONE: Count = Count { satisfied: 0, unsatisfied: 0 };

    fn boxes(counts: [(u64, u64); 2]) -> Tally {
        let valid = counts[0].0 + counts[0].1;
        let turnout = Turnout { returned: valid + 1, valid, invalid: 1, ..Turnout::default() };
        let counts = counts.map(|(satisfied, unsatisfied)| Count { satisfied, unsatisfied });
        Tally { turnout, counts: counts.to_vec() }
    }

    const fn count(satisfied: u64, unsatisfied: u64) -> Count {
        Count { satisfied, unsatisfied }
    }

    #[test]
    fn boxes_and_meetings_are_told_apart_and_add_up() {
        let told = told_apart(&boxes([(40, 20), (50, 10)]), &[Some(count(60, 30)), None], [NONE; 2], false);
        let own = BoxCounts { ballots: 61, valid: 60, counts: vec![Some(count(40, 20)), None] };
        assert_eq!(told, Some((own, vec![Some(count(20, 10)), None])));
    }

    #[test]
    fn what_would_tell_of_a_few_is_not_told_apart() {
        let boxes = boxes([(40, 20), (50, 10)]);
        assert_eq!(
            told_apart(&boxes, &[count(43, 20), count(53, 10)].map(Some), [NONE; 2], false),
            None,
            "three by hand"
        );
        let all = [count(40, 20), count(50, 10)].map(Some);
        let few = Count { satisfied: 7, unsatisfied: 0 };
        assert_eq!(told_apart(&boxes, &all, [few, NONE], false), None, "seven beside the told hamlets");
        assert!(told_apart(&boxes, &all, [NONE; 2], false).is_some());
    }

    #[test]
    fn of_full_figures_only_what_is_the_whole_commune_is_told() {
        let three = boxes([(2, 1), (3, 0)]);
        let all = [count(2, 1), count(3, 0)].map(Some);
        assert_eq!(told_apart(&three, &all, [count(3, 0), NONE], false), None);
        assert!(told_apart(&three, &all, [count(3, 0), NONE], true).is_some());
        let beside_a_meeting = [count(32, 11), count(33, 10)].map(Some);
        assert_eq!(told_apart(&three, &beside_a_meeting, [count(3, 0), count(30, 10)], true), None);
    }
}
