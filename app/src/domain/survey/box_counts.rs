//! What the public record tells of the ballots of a commune: what came out of its boxes and what was counted by hand, by question.
//!
//! Ballots as a whole are not listed. How a household answered all questions tells who it is to whoever knows a few of its answers;
//! and even patterns that five ballots share say everything of a hamlet whose few unsatisfied answered alike, and prove to
//! somebody who owns four of them whether a fifth household did as it was told.

use crate::domain::survey::count::{Count, Tally};
use crate::domain::survey::disclosure::DisclosureRule;
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

/// A hamlet beside what came out of the boxes of its commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceCounts {
    /// What is told of its overall question, if anything is.
    pub told: Option<Count>,
    /// What its box had of it.
    pub from_box: Count,
    /// Whether valid ballots lay in its box.
    pub has_box: bool,
    /// Whether valid ones were counted by hand there.
    pub has_hand: bool,
}

impl PlaceCounts {
    /// Whether ballots came out of its box, and whether any were counted by hand.
    const fn ballots(&self) -> (bool, bool) {
        (self.has_box, self.has_hand)
    }

    /// The same of answers to the overall question.
    fn answers(&self) -> (bool, bool) {
        let by_hand = self.told.is_some_and(|told| told.without(self.from_box).base() > 0);
        (self.from_box.base() > 0, by_hand)
    }
}

/// What one version of the results tells of a commune.
#[derive(Clone, Debug)]
pub struct ToldCommune {
    /// The counts of each question, the overall one last; none where they are withheld.
    pub all: Vec<Option<Count>>,
    /// Its hamlets.
    pub places: Vec<PlaceCounts>,
    /// What of their round is told.
    pub rule: DisclosureRule,
}

impl ToldCommune {
    /// Whether what came out of the boxes can be told beside it: neither the boxes nor what was counted by hand, nor what is
    /// left of either without the hamlets that are told, tells of a few.
    fn bears(&self, boxes: &Tally) -> bool {
        let whole = self.all.last().copied().flatten();
        let parts =
            boxes.counts.iter().zip(&self.all).filter_map(|(own, all)| Some((*all, [*own, (*all)?.without(*own)])));
        let may_be_told = |all: Option<Count>, part: Count| {
            self.rule.withheld(part).is_none() || (self.rule.in_full && Some(part) == all)
        };
        let mut told: Vec<(Option<Count>, Count)> =
            parts.flat_map(|(all, both)| both.map(|part| (all, part))).collect();
        if let (Some(all), Some(own)) = (whole, boxes.counts.last()) {
            // Ballots that leave the question blank tell nobody apart: what the record says of ballots, and what is to be guessed.
            for kinds in [PlaceCounts::ballots, PlaceCounts::answers] {
                told.extend(self.left(all, *own, kinds).into_iter().map(|part| (whole, part)));
            }
        }
        told.into_iter().all(|(all, part)| may_be_told(all, part))
    }

    /// Groups of the overall question that follow from those that are told: of the boxes and of what was counted by hand, what is
    /// left without the hamlets that were counted in one way; and where no other hamlet has any, what the two have of the
    /// hamlets that were counted in both.
    fn left(&self, all: Count, boxes: Count, kinds: fn(&PlaceCounts) -> (bool, bool)) -> Vec<Count> {
        let (mut box_left, mut hand_left) = (boxes, all.without(boxes));
        let (mut both, mut both_by_box) = (Count::default(), Count::default());
        let (mut untold, mut untold_by_box) = (all, boxes);
        for place in &self.places {
            let Some(told) = place.told else { continue };
            untold = untold.without(told);
            untold_by_box = untold_by_box.without(place.from_box);
            match kinds(place) {
                (true, true) => {
                    both += told;
                    both_by_box += place.from_box;
                }
                (true, false) => box_left = box_left.without(told),
                (false, _) => hand_left = hand_left.without(told),
            }
        }
        let mut left = vec![box_left, hand_left];
        if untold_by_box.base() == 0 {
            left.push(both.without(both_by_box));
        }
        if untold.without(untold_by_box).base() == 0 {
            left.push(both_by_box);
        }
        left
    }
}

/// What came out of boxes, and the counts of what was counted by hand, where both can be told apart: beside what is told of the commune
/// now, and beside every older version that still stands.
pub fn told_apart(boxes: &Tally, now: &ToldCommune, older: &[ToldCommune]) -> Option<(BoxCounts, Vec<Option<Count>>)> {
    if !std::iter::once(now).chain(older).all(|version| version.bears(boxes)) {
        return None;
    }
    let parts = || boxes.counts.iter().zip(&now.all);
    let counts = parts().map(|(own, all)| all.map(|_| *own)).collect();
    let by_hand = parts().map(|(own, all)| all.map(|all| all.without(*own))).collect();
    Some((BoxCounts { ballots: boxes.turnout.returned, valid: boxes.turnout.valid, counts }, by_hand))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::Turnout;

    const fn count(satisfied: u64, unsatisfied: u64) -> Count {
        Count { satisfied, unsatisfied }
    }

    fn boxes(counts: [(u64, u64); 2]) -> Tally {
        let valid = counts[0].0 + counts[0].1;
        let turnout = Turnout { returned: valid + 1, valid, invalid: 1, ..Turnout::default() };
        Tally { turnout, counts: counts.map(|(satisfied, unsatisfied)| count(satisfied, unsatisfied)).to_vec() }
    }

    fn told(all: [Option<Count>; 2], places: &[PlaceCounts]) -> ToldCommune {
        ToldCommune { all: all.to_vec(), places: places.to_vec(), rule: DisclosureRule { fewest: 5, in_full: false } }
    }

    const fn place(told: Option<Count>, from_box: Count, has_box: bool, has_hand: bool) -> PlaceCounts {
        PlaceCounts { told, from_box, has_box, has_hand }
    }

    #[test]
    fn boxes_and_meetings_are_told_apart_and_add_up() {
        let now = told([Some(count(60, 30)), None], &[]);
        let own = BoxCounts { ballots: 61, valid: 60, counts: vec![Some(count(40, 20)), None] };
        let apart = told_apart(&boxes([(40, 20), (50, 10)]), &now, &[]);
        assert_eq!(apart, Some((own, vec![Some(count(20, 10)), None])));
    }

    #[test]
    fn what_would_tell_of_a_few_is_not_told_apart() {
        let own = boxes([(40, 20), (50, 10)]);
        let by_hand = told([count(43, 20), count(53, 10)].map(Some), &[]);
        assert_eq!(told_apart(&own, &by_hand, &[]), None, "three by hand");
        let all = [count(40, 20), count(50, 10)].map(Some);
        let hamlet = place(Some(count(43, 10)), count(43, 10), true, false);
        assert_eq!(told_apart(&own, &told(all, &[hamlet]), &[]), None, "seven beside the told hamlets");
        assert!(told_apart(&own, &told(all, &[]), &[]).is_some());
    }

    #[test]
    fn of_a_told_hamlet_counted_in_both_ways_the_few_by_hand_do_not_follow() {
        let own = boxes([(36, 5), (36, 5)]);
        let both = place(Some(count(36, 6)), count(36, 5), true, true);
        let by_hand = place(None, count(0, 0), false, true);
        let all = [count(39, 8), count(39, 8)].map(Some);
        assert_eq!(told_apart(&own, &told(all, &[both, by_hand, by_hand]), &[]), None, "forty-two less forty-one");
        let many = place(Some(count(46, 12)), count(36, 5), true, true);
        let all = [count(49, 14), count(49, 14)].map(Some);
        assert!(told_apart(&own, &told(all, &[many, by_hand, by_hand]), &[]).is_some());
    }

    #[test]
    fn what_an_older_version_tells_is_not_told_apart_by_a_newer_one() {
        let own = boxes([(12, 8), (12, 8)]);
        let before = told([count(13, 10), count(13, 10)].map(Some), &[]);
        let now = told([count(17, 13), count(17, 13)].map(Some), &[]);
        assert!(told_apart(&own, &now, &[]).is_some());
        assert_eq!(told_apart(&own, &now, &[before]), None, "three by hand before the correction");
    }

    #[test]
    fn of_full_figures_only_what_is_the_whole_commune_is_told() {
        let three = boxes([(2, 1), (3, 0)]);
        let rule = told([count(2, 1), count(3, 0)].map(Some), &[]);
        let in_full = ToldCommune { rule: DisclosureRule { fewest: 5, in_full: true }, ..rule.clone() };
        assert_eq!(told_apart(&three, &rule, &[]), None);
        assert!(told_apart(&three, &in_full, &[]).is_some());
        let beside_a_meeting = ToldCommune { all: [count(32, 11), count(33, 10)].map(Some).to_vec(), ..in_full };
        assert_eq!(told_apart(&three, &beside_a_meeting, &[]), None);
    }
}
