//! The ballots of a commune: out of its boxes, and counted by hand.

use crate::counts::Counts;
use crate::finding::{At, Finding};
use crate::record::{Boxes, Place, QuestionCounts, Unit};
use crate::results::Told;
use crate::ruleset::{Level, Ruleset};
use crate::tree::Tree;

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for unit in tree.units.values().filter(|it| it.level == Level::Commune) {
        let Some(commune) = tree.commune(&unit.code) else { continue };
        if commune.boxes.is_some() != commune.by_hand.is_some() {
            let of = |is: bool| if is { "told" } else { "null" }.to_owned();
            let (stands, should) = (of(commune.by_hand.is_some()), of(commune.boxes.is_some()));
            findings.push(Finding::HandCounts { at: unit.at(), stands, should });
        } else if let (Some(boxes), Some(by_hand)) = (&commune.boxes, &commune.by_hand) {
            check_commune(tree, unit, boxes, by_hand, findings);
        } else if is_of_one_kind(tree, unit) {
            findings.push(Finding::BoxesLeftOut { at: unit.at() });
        }
    }
}

/// Whether a commune whose overall question is told has ballots of one kind alone, out of boxes or counted by hand: those counts are
/// its own.
fn is_of_one_kind(tree: &Tree, unit: &Unit) -> bool {
    let overall = tree.record.ruleset.question.iter().find(|it| it.overall);
    let is_told = overall.is_some_and(|question| matches!(tree.told(unit, question.no), Told::Counts(_)));
    let places = tree.places(unit);
    is_told && (places.iter().all(|it| it.opened.is_none()) || places.iter().all(|it| it.hand().returned == 0))
}

fn check_commune(
    tree: &Tree,
    unit: &Unit,
    boxes: &Boxes,
    by_hand: &[Option<QuestionCounts>],
    findings: &mut Vec<Finding>,
) {
    let at = unit.at();
    let ruleset = &tree.record.ruleset;
    let fewest = ruleset.disclosure.fewest.into();
    let in_full = tree.record.round.full_figures.is_some();
    let may_be_told = |whole: Counts, part: Counts| part.can_be_told(fewest) || (in_full && part == whole);
    let places = tree.places(unit);
    let came_in = places.iter().filter_map(|it| it.opened.as_ref()).map(|it| i128::from(it.ballots)).sum();
    let by_box = |it: &&Place| i128::from(it.turnout.valid) - i128::from(it.hand().valid);
    let valid = places.iter().map(by_box).sum();
    for (what, stands, should) in [("ballots", boxes.ballots, came_in), ("valid ballots", boxes.valid, valid)] {
        let stands = i128::from(stands);
        if stands != should {
            findings.push(Finding::BoxesSum { at: at.clone(), what, stands, should });
        }
    }
    if boxes.valid > boxes.ballots {
        let (valid, ballots) = (boxes.valid.into(), boxes.ballots.into());
        findings.push(Finding::BoxesValid { at: at.clone(), valid, ballots });
    }
    for (of, stands) in [("boxes", boxes.counts.len()), ("by_hand", by_hand.len())] {
        let should = ruleset.question.len();
        if stands != should {
            findings.push(Finding::CountsNumber { at: at.clone(), of, stands, should });
            return;
        }
    }

    check_beside(tree, unit, boxes, by_hand, findings);
    let (mut of_boxes, mut of_hand) = (Vec::new(), Vec::new());
    for ((question, own), stands) in ruleset.question.iter().zip(&boxes.counts).zip(by_hand) {
        let at = at.question(question.no);
        let (own, stands) = (numbers(own.as_ref()), numbers(stands.as_ref()));
        match (tree.told(unit, question.no), own) {
            (Told::Counts(whole), Some((Some(satisfied), Some(unsatisfied)))) => {
                let own = Counts::new(satisfied, unsatisfied);
                if !may_be_told(whole, own) {
                    findings.push(Finding::BoxesSmall { at: at.clone(), stands: own });
                }
                let hand = whole - own;
                if stands != Some((u64::try_from(hand.satisfied).ok(), u64::try_from(hand.unsatisfied).ok())) {
                    let stands = match stands {
                        Some((Some(satisfied), Some(unsatisfied))) => Counts::new(satisfied, unsatisfied).to_string(),
                        _ => "null".to_owned(),
                    };
                    let should = hand.to_string();
                    findings.push(Finding::HandCounts { at: at.clone(), stands, should });
                }
                if hand.is_negative() {
                    findings.push(Finding::HandNegative { at, stands: hand });
                } else if !may_be_told(whole, hand) {
                    findings.push(Finding::HandSmall { at, stands: hand });
                }
                of_boxes.push((question.no, own));
                of_hand.push((question.no, hand));
            }
            (Told::Withheld(_), None) if stands.is_none() => {}
            (Told::Muddled | Told::Nothing, _) => {}
            _ => findings.push(Finding::BoxesWithheld { at }),
        }
    }
    ballots_answer(&at, boxes.valid.into(), &of_boxes, ruleset, findings);
    let valid = places.iter().map(|it| i128::from(it.hand().valid)).sum();
    at_most(&at, "by_hand", valid, &of_hand, findings);
}

/// Beside the places that are told, neither the boxes nor what was counted by hand tells of a few.
fn check_beside(
    tree: &Tree,
    unit: &Unit,
    boxes: &Boxes,
    by_hand: &[Option<QuestionCounts>],
    findings: &mut Vec<Finding>,
) {
    let Some((index, question)) = tree.record.ruleset.question.iter().enumerate().find(|(_, it)| it.overall) else {
        return;
    };
    let counts = |of: &[Option<QuestionCounts>]| match numbers(of.get(index).and_then(Option::as_ref)) {
        Some((Some(satisfied), Some(unsatisfied))) => Some(Counts::new(satisfied, unsatisfied)),
        _ => None,
    };
    let (Some(mut boxes), Some(mut hand)) = (counts(&boxes.counts), counts(by_hand)) else { return };
    let (mut both, mut untold_by_box, mut untold_by_hand) = (Counts::NONE, false, false);
    for place in tree.places(unit) {
        let Told::Counts(own) = tree.told_of_place(place, true) else {
            untold_by_box |= place.opened.is_some() && place.turnout.valid > place.hand().valid;
            untold_by_hand |= place.hand().valid > 0;
            continue;
        };
        let by_hand = place.hand().valid;
        match (place.turnout.valid > by_hand, by_hand > 0) {
            (true, false) => boxes = boxes - own,
            (false, true) => hand = hand - own,
            (true, true) => both = both + own,
            (false, false) => {}
        }
    }
    // Where nobody else has any, what remains of one kind is that of the places that were counted in both ways.
    let mut left = vec![("boxes", boxes), ("by_hand", hand)];
    if both != Counts::NONE && !untold_by_box {
        left.push(("by_hand", both - boxes));
    }
    if both != Counts::NONE && !untold_by_hand {
        left.push(("boxes", both - hand));
    }
    let fewest = tree.record.ruleset.disclosure.fewest.into();
    let in_full = tree.record.round.full_figures.is_some();
    for (of, stands) in left {
        let is_whole = in_full && tree.told(unit, question.no).counts() == Some(stands);
        if !stands.is_negative() && !stands.can_be_told(fewest) && !is_whole {
            findings.push(Finding::BesideSmall { at: unit.at().question(question.no), of, stands });
        }
    }
}

fn numbers(counts: Option<&QuestionCounts>) -> Option<(Option<u64>, Option<u64>)> {
    counts.map(|it| (it.satisfied, it.unsatisfied))
}

/// Whether no question has more answers than there are valid ballots. Minutes of meetings may leave answers out.
pub fn at_most(at: &At, of: &'static str, valid: i128, told: &[(u64, Counts)], findings: &mut Vec<Finding>) {
    for (no, counts) in told {
        let stands = counts.answers();
        if stands > valid {
            findings.push(Finding::Answers { at: at.question(*no), of, stands, valid });
        }
    }
}

/// Whether so many valid ballots out of boxes can have these answers, by the questions that are told.
fn ballots_answer(at: &At, valid: i128, told: &[(u64, Counts)], ruleset: &Ruleset, findings: &mut Vec<Finding>) {
    let of = "boxes";
    let before = findings.len();
    at_most(at, of, valid, told, findings);
    for (no, counts) in told.iter().filter(|_| ruleset.answers_are_ballots()) {
        let stands = counts.answers();
        if stands < valid {
            findings.push(Finding::Answers { at: at.question(*no), of, stands, valid });
        }
    }
    // A valid ballot has at least one answer.
    let stands = told.iter().map(|(_, it)| it.answers()).sum();
    if findings.len() == before && told.len() == ruleset.question.len() && stands < valid {
        findings.push(Finding::Answers { at: at.clone(), of, stands, valid });
    }
}
