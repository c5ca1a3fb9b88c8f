//! Turnouts, boxes and hamlets: each by itself, and added up.

use std::collections::BTreeSet;

use crate::counts::Turnout;
use crate::finding::{At, Finding, shown};
use crate::record::{Place, Unit};
use crate::results::Participation;
use crate::share::share;
use crate::tree::Tree;

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let mut names = BTreeSet::new();
    for place in &tree.record.places {
        check_place(place, findings);
        if let Some(opened) = &place.opened
            && !names.insert(&opened.name)
        {
            findings.push(Finding::BoxTwice { name: opened.name.clone() });
        }
    }
    for unit in tree.units.values() {
        check_unit(tree, unit, findings);
    }
}

fn check_place(place: &Place, findings: &mut Vec<Finding>) {
    let at = place.at();
    check_returned(&at, "the turnout", &place.turnout, findings);
    let hand = place.hand();
    check_returned(&at, "by_hand", &hand, findings);
    if hand.households != 0 {
        findings.push(Finding::HandHouseholds { at: at.clone(), stands: hand.households.into() });
    }
    let (whole, part) = (place.turnout.numbers(), hand.numbers());
    for ((field, most), stands) in Turnout::FIELDS.into_iter().zip(whole).zip(part) {
        if stands > most {
            findings.push(Finding::HandBeyond { at: at.clone(), field, stands, most });
        }
    }
    let by_box = |whole: u64, part: u64| i128::from(whole) - i128::from(part);
    let should = by_box(place.turnout.returned, hand.returned);
    let (stands, unreadable) = place.opened.as_ref().map_or((0, 0), |it| (it.ballots.into(), it.unreadable.into()));
    if stands != should {
        findings.push(Finding::BoxBallots { at: at.clone(), stands, should });
    }
    let most = by_box(place.turnout.invalid, hand.invalid).min(stands);
    if unreadable > most.max(0) {
        findings.push(Finding::Unreadable { at, stands: unreadable, most });
    }
}

fn check_returned(at: &At, of: &'static str, turnout: &Turnout, findings: &mut Vec<Finding>) {
    let [_, _, stands, valid, invalid] = turnout.numbers();
    if stands != valid + invalid {
        findings.push(Finding::Returned { at: at.clone(), of, stands, should: valid + invalid });
    }
}

/// The turnout of a unit is that of its parts: of a commune its places, of others the units one level down.
fn check_unit(tree: &Tree, unit: &Unit, findings: &mut Vec<Finding>) {
    let Some(result) = tree.result(unit) else { return };
    let at = unit.at();
    let places = tree.places(unit).iter().map(|it| it.turnout);
    let units = tree.below(unit).iter().filter_map(|it| tree.result(it)).map(|it| it.participation.turnout());
    let mut sums = [0; 5];
    for part in places.chain(units) {
        sums.iter_mut().zip(part.numbers()).for_each(|(sum, number)| *sum += number);
    }
    let turnout = result.participation.turnout();
    check_returned(&at, "the turnout", &turnout, findings);
    for ((field, stands), should) in Turnout::FIELDS.into_iter().zip(turnout.numbers()).zip(sums) {
        if stands != should {
            findings.push(Finding::TurnoutSum { at: at.clone(), field, stands, should });
        }
    }
    for (field, stands, should) in participation(tree, &result.participation) {
        if stands != should {
            findings.push(Finding::Share { at: at.clone(), field, stands, should });
        }
    }
    let places = tree.all_places(unit);
    let hamlets = |places: &mut dyn Iterator<Item = &&Place>| places.map(|it| i128::from(it.hamlets)).sum::<i128>();
    let asked = hamlets(&mut places.iter());
    let answered = hamlets(&mut places.iter().filter(|it| it.turnout.returned > 0));
    for (field, stands, should) in
        [("asked", result.hamlets.asked, asked), ("answered", result.hamlets.answered, answered)]
    {
        if i128::from(stands) != should {
            findings.push(Finding::Hamlets { at: at.clone(), field, stands: stands.into(), should });
        }
    }
}

/// Of each share of a participation: its field, what stands there, and what should.
pub fn participation(tree: &Tree, stands: &Participation) -> [(&'static str, String, String); 2] {
    let rule = &tree.record.ruleset.participation;
    let (part, whole) = rule.part(&stands.turnout());
    [
        ("participation.percent", shown(stands.percent.as_ref()), shown(share(part, whole))),
        ("participation.required", shown(Some(&stands.required)), rule.percent.to_string()),
    ]
}
