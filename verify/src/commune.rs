//! The ballots of a commune: listed, the rest, and counted by hand.

use crate::ballots::{self, Line, Lines};
use crate::counts::Counts;
use crate::finding::{At, Finding};
use crate::record::{Place, Rest, RestCounts, Unit};
use crate::results::Told;
use crate::ruleset::{Level, Ruleset};
use crate::tree::Tree;

pub fn check(tree: &Tree, lines: &Lines, findings: &mut Vec<Finding>) {
    for (code, lines) in lines {
        if tree.commune(code).is_none_or(|it| it.rest.is_none()) {
            let unlisted = lines.iter().map(|it| Finding::BallotUnit { line: it.line, stands: code.clone() });
            findings.extend(unlisted);
        }
    }
    for unit in tree.units.values().filter(|it| it.level == Level::Commune) {
        let Some(commune) = tree.commune(&unit.code) else { continue };
        if commune.rest.is_some() != commune.by_hand.is_some() {
            let of = |is: bool| if is { "told" } else { "null" }.to_owned();
            let (stands, should) = (of(commune.by_hand.is_some()), of(commune.rest.is_some()));
            findings.push(Finding::HandCounts { at: unit.at(), stands, should });
        } else if let (Some(rest), Some(by_hand)) = (&commune.rest, &commune.by_hand) {
            let lines = lines.get(&unit.code).map_or(&[][..], Vec::as_slice);
            check_commune(tree, unit, lines, (rest, by_hand), findings);
        }
    }
}

fn check_commune(
    tree: &Tree,
    unit: &Unit,
    lines: &[Line],
    (rest, by_hand): (&Rest, &[Option<RestCounts>]),
    findings: &mut Vec<Finding>,
) {
    let at = unit.at();
    let ruleset = &tree.record.ruleset;
    let places = tree.places(unit);
    let told: Vec<Told> = ruleset.question.iter().map(|it| tree.told(unit, it.no)).collect();
    ballots::check(&at, lines, ruleset, &told, findings);

    let listed = ballots::number(lines);
    let came_in = places.iter().filter_map(|it| it.opened.as_ref()).map(|it| i128::from(it.ballots)).sum();
    let by_box = |it: &&Place| i128::from(it.turnout.valid) - i128::from(it.hand().valid);
    let valid = places.iter().map(by_box).sum();
    for (what, rest, should) in [("ballots", rest.ballots, came_in), ("valid ballots", rest.valid, valid)] {
        let rest = i128::from(rest);
        if listed + rest != should {
            findings.push(Finding::BallotSum { at: at.clone(), what, listed, rest, should });
        }
    }
    if rest.valid > rest.ballots {
        let (valid, ballots) = (rest.valid.into(), rest.ballots.into());
        findings.push(Finding::RestValid { at: at.clone(), valid, ballots });
    }
    for stands in [rest.counts.len(), by_hand.len()] {
        let should = ruleset.question.len();
        if stands != should {
            findings.push(Finding::RestQuestions { at: at.clone(), stands, should });
            return;
        }
    }

    let rests =
        rest.counts.iter().map(Option::as_ref).map(numbers).zip(by_hand.iter().map(Option::as_ref).map(numbers));
    check_beside(tree, unit, lines, (rest, by_hand), findings);
    let (mut of_rest, mut of_hand) = (Vec::new(), Vec::new());
    for (index, ((question, told), rest)) in ruleset.question.iter().zip(told).zip(rests).enumerate() {
        let at = at.question(question.no);
        let (rest, stands) = rest;
        match (told, rest) {
            (Told::Counts(whole), Some((Some(satisfied), Some(unsatisfied)))) => {
                let rest = Counts::new(satisfied, unsatisfied);
                if !rest.can_be_told() {
                    findings.push(Finding::RestSmall { at: at.clone(), stands: rest });
                }
                let hand = whole - ballots::counts(lines, index) - rest;
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
                } else if !hand.can_be_told() {
                    findings.push(Finding::HandSmall { at, stands: hand });
                }
                of_rest.push((question.no, rest));
                of_hand.push((question.no, hand));
            }
            (Told::Withheld(_), None) if stands.is_none() => {}
            (Told::Muddled | Told::Nothing, _) => {}
            _ => findings.push(Finding::RestWithheld { at }),
        }
    }
    ballots_answer(&at, "the rest", rest.valid.into(), &of_rest, ruleset, findings);
    let valid = places.iter().map(|it| i128::from(it.hand().valid)).sum();
    at_most(&at, "by_hand", valid, &of_hand, findings);
}

/// Beside the places that are told, neither the boxes nor what was counted by hand tells of a few.
fn check_beside(
    tree: &Tree,
    unit: &Unit,
    lines: &[Line],
    (rest, by_hand): (&Rest, &[Option<RestCounts>]),
    findings: &mut Vec<Finding>,
) {
    let Some((index, question)) = tree.record.ruleset.question.iter().enumerate().find(|(_, it)| it.overall) else {
        return;
    };
    let counts = |of: &[Option<RestCounts>]| match numbers(of.get(index).and_then(Option::as_ref)) {
        Some((Some(satisfied), Some(unsatisfied))) => Some(Counts::new(satisfied, unsatisfied)),
        _ => None,
    };
    let (Some(rest), Some(mut hand)) = (counts(&rest.counts), counts(by_hand)) else { return };
    let mut boxes = ballots::counts(lines, index) + rest;
    for place in tree.places(unit) {
        if let Told::Counts(own) = tree.told_of_place(place, true) {
            match (&place.opened, place.by_hand) {
                (Some(_), None) => boxes = boxes - own,
                (None, Some(_)) => hand = hand - own,
                _ => {}
            }
        }
    }
    for (of, stands) in [("boxes", boxes), ("by_hand", hand)] {
        if !stands.is_negative() && !stands.can_be_told() {
            findings.push(Finding::BesideSmall { at: unit.at().question(question.no), of, stands });
        }
    }
}

fn numbers(counts: Option<&RestCounts>) -> Option<(Option<u64>, Option<u64>)> {
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
fn ballots_answer(
    at: &At,
    of: &'static str,
    valid: i128,
    told: &[(u64, Counts)],
    ruleset: &Ruleset,
    findings: &mut Vec<Finding>,
) {
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
