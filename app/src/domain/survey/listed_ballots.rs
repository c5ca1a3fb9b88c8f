//! Which ballots of a commune are listed in the public record, so that nobody can be told by how it answered all questions.
//!
//! Ballots are listed where at least [`FEWEST_SHOWN`] are alike; all others are told by question, as one rest. What is rare
//! would tell who it is, and a pattern that was agreed on would prove to somebody how a household answered.

use crate::domain::survey::ballot::Ballot;
use crate::domain::survey::count::{Count, Tally};
use crate::domain::survey::ruleset::Spoils;
use crate::domain::survey::withheld::{FEWEST_SHOWN, Withheld};
use serde::Serialize;
use std::collections::BTreeMap;

/// What stands for the answer to a question whose counts are withheld.
const MASKED: char = '?';

/// Ballots that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlikeBallots {
    /// `s`, `u` or `-` for each question; `?` where its counts are withheld.
    pub answers: String,
    /// How many.
    pub ballots: u64,
}

/// The ballots that are not listed, by question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rest {
    /// How many.
    pub ballots: u64,
    /// Valid ones among them.
    pub valid: u64,
    /// The counts, question 1 first; none where they are withheld.
    pub counts: Vec<Option<Count>>,
}

/// What is told of the ballots of a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedBallots {
    /// Those that enough others are like.
    pub listed: Vec<AlikeBallots>,
    /// All others.
    pub rest: Rest,
    /// What was counted by hand, question 1 first; none where it is withheld.
    pub by_hand: Vec<Option<Count>>,
}

/// Lists the ballots out of the boxes of a commune, given how often each came out. `all` are the commune's counts with what was
/// counted by hand, none where they are withheld; `beside` is what remains of the overall question of the boxes, and of what was
/// counted by hand, without the hamlets whose own counts are told. `None` if no list can be told.
pub fn listed_ballots(
    ballots: &[(Ballot, u64)],
    spoils: Spoils,
    all: &[Option<Count>],
    beside: [Count; 2],
) -> Option<ListedBallots> {
    let mut boxes = Tally::empty(all.len());
    let mut alike: BTreeMap<String, (Tally, u64)> = BTreeMap::new();
    let mut rest = Tally::empty(all.len());
    for (ballot, times) in ballots {
        let tally = times_over(ballot, *times, spoils, all.len());
        boxes += &tally;
        if spoils.counts(ballot) {
            let (sum, count) = alike.entry(masked(ballot, all)).or_insert_with(|| (Tally::empty(all.len()), 0));
            *sum += &tally;
            *count += times;
        } else {
            rest += &tally;
        }
    }
    let told = |tally: &Tally| -> Vec<Count> {
        tally.counts.iter().zip(all).filter(|(_, all)| all.is_some()).map(|(counts, _)| *counts).collect()
    };
    let can_be_told = |counts: &[Count]| counts.iter().all(|counts| Withheld::of(*counts).is_none());
    let by_hand = boxes.counts.iter().zip(all).map(|(boxes, all)| {
        all.map(|all| Count {
            satisfied: all.satisfied.saturating_sub(boxes.satisfied),
            unsatisfied: all.unsatisfied.saturating_sub(boxes.unsatisfied),
        })
    });
    let by_hand: Vec<Option<Count>> = by_hand.collect();
    if !can_be_told(&by_hand.iter().copied().flatten().chain(beside).collect::<Vec<_>>()) {
        return None;
    }
    // Rarest last, so that they go into the rest first.
    let mut listed: Vec<(String, Tally, u64)> =
        alike.into_iter().map(|(answers, (sum, count))| (answers, sum, count)).collect();
    listed.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    while listed.last().is_some_and(|(.., count)| *count < FEWEST_SHOWN) || !can_be_told(&told(&rest)) {
        let (_, tally, _) = listed.pop()?;
        rest += &tally;
    }
    let counts = rest.counts.iter().zip(all).map(|(counts, all)| all.map(|_| *counts)).collect();
    let rest = Rest { ballots: rest.turnout.returned, valid: rest.turnout.valid, counts };
    listed.sort_by(|a, b| a.0.cmp(&b.0));
    let listed = listed.into_iter().map(|(answers, _, ballots)| AlikeBallots { answers, ballots }).collect();
    Some(ListedBallots { listed, rest, by_hand })
}

fn times_over(ballot: &Ballot, times: u64, spoils: Spoils, questions: usize) -> Tally {
    let mut one = Tally::empty(questions);
    one.add_ballot(ballot, spoils);
    one.turnout.returned *= times;
    one.turnout.valid *= times;
    one.turnout.invalid *= times;
    for counts in &mut one.counts {
        counts.satisfied *= times;
        counts.unsatisfied *= times;
    }
    one
}

fn masked(ballot: &Ballot, all: &[Option<Count>]) -> String {
    ballot.text().chars().zip(all).map(|(answer, all)| if all.is_some() { answer } else { MASKED }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Where no hamlet's own counts are told beside.
    const NONE: [Count; 2] = [Count { satisfied: 0, unsatisfied: 0 }; 2];

    fn ballots(lines: &[(&str, u64)]) -> Vec<(Ballot, u64)> {
        lines.iter().map(|(text, times)| (Ballot::from_text(text).expect("a ballot"), *times)).collect()
    }

    fn sum(ballots: &[(Ballot, u64)], questions: usize) -> Tally {
        let mut all = Tally::empty(questions);
        ballots.iter().for_each(|(ballot, times)| all += &times_over(ballot, *times, Spoils::All, questions));
        all
    }

    fn told(tally: &Tally) -> Vec<Option<Count>> {
        tally.counts.iter().copied().map(Some).collect()
    }

    fn lines(listed: &[AlikeBallots]) -> Vec<(&str, u64)> {
        listed.iter().map(|one| (one.answers.as_str(), one.ballots)).collect()
    }

    #[test]
    fn rare_ballots_are_told_by_question_only() {
        let ballots = ballots(&[("ss", 40), ("uu", 20), ("su", 4), ("us", 3), ("--", 2), ("s-", 4)]);
        let ListedBallots { listed, rest, .. } =
            listed_ballots(&ballots, Spoils::All, &told(&sum(&ballots, 2)), NONE).expect("listed");
        assert_eq!(lines(&listed), [("ss", 40), ("uu", 20)]);
        let count = |satisfied, unsatisfied| Some(Count { satisfied, unsatisfied });
        assert_eq!(rest, Rest { ballots: 13, valid: 11, counts: vec![count(8, 3), count(3, 4)] });
    }

    #[test]
    fn so_many_go_into_the_rest_that_it_tells_of_nobody() {
        let ballots = ballots(&[("ss", 40), ("uu", 20), ("su", 1)]);
        let ListedBallots { listed, rest, .. } =
            listed_ballots(&ballots, Spoils::All, &told(&sum(&ballots, 2)), NONE).expect("listed");
        assert_eq!(lines(&listed), [("ss", 40)], "one alone would be told by the rest");
        assert_eq!((rest.ballots, rest.counts[0]), (21, Some(Count { satisfied: 1, unsatisfied: 20 })));
    }

    #[test]
    fn what_would_tell_of_a_few_that_were_counted_by_hand_is_not_listed() {
        let ballots = ballots(&[("ss", 40), ("uu", 20)]);
        let mut all = sum(&ballots, 2);
        all.counts[0].satisfied += 3;
        assert_eq!(listed_ballots(&ballots, Spoils::All, &told(&all), NONE), None);
    }

    #[test]
    fn what_would_tell_of_a_few_beside_the_told_hamlets_is_not_listed() {
        let ballots = ballots(&[("ss", 40), ("uu", 20)]);
        let few = Count { satisfied: 7, unsatisfied: 0 };
        assert_eq!(listed_ballots(&ballots, Spoils::All, &told(&sum(&ballots, 2)), [few, NONE[1]]), None);
    }

    #[test]
    fn a_question_that_is_withheld_is_masked() {
        let ballots = ballots(&[("ss", 40), ("su", 3), ("uu", 20)]);
        let mut all = told(&sum(&ballots, 2));
        all[1] = None;
        let ListedBallots { listed, rest, .. } = listed_ballots(&ballots, Spoils::All, &all, NONE).expect("listed");
        assert_eq!(lines(&listed), [("s?", 43), ("u?", 20)]);
        assert_eq!((rest.ballots, &rest.counts[1]), (0, &None));
    }

    proptest! {
        #[test]
        fn listed_ballots_and_the_rest_are_all_ballots_and_none_is_rare(
            found in proptest::collection::btree_map("[su-]{3}", 1_u64..30, 0..12),
        ) {
            let ballots: Vec<_> =
                found.iter().map(|(text, times)| (Ballot::from_text(text).expect("a ballot"), *times)).collect();
            let all = sum(&ballots, 3);
            if let Some(ListedBallots { listed, rest, by_hand }) = listed_ballots(&ballots, Spoils::All, &told(&all), NONE) {
                prop_assert!(by_hand.iter().all(|counts| *counts == Some(Count::default())));
                let mut again = Tally::empty(3);
                for one in &listed {
                    prop_assert!(one.ballots >= FEWEST_SHOWN);
                    let ballot = Ballot::from_text(&one.answers).expect("a ballot");
                    again += &times_over(&ballot, one.ballots, Spoils::All, 3);
                }
                prop_assert_eq!(again.turnout.returned + rest.ballots, all.turnout.returned);
                prop_assert_eq!(again.turnout.valid + rest.valid, all.turnout.valid);
                for ((sum, rest), all) in again.counts.iter().zip(&rest.counts).zip(&all.counts) {
                    let rest = rest.expect("told");
                    prop_assert!(Withheld::of(rest).is_none());
                    let mut sum = *sum;
                    sum += rest;
                    prop_assert_eq!(sum, *all);
                }
            }
        }
    }
}
