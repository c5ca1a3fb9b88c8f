//! What the results of a unit say of the units one level down, and those of a commune of its places.

use std::collections::BTreeMap;

use crate::commune::at_most;
use crate::counts::Turnout;
use crate::finding::{At, Finding, shown};
use crate::questions::head;
use crate::record::{Place, Unit};
use crate::results::{Child, Participation, Told, UnitResult};
use crate::ruleset::Level;
use crate::share::share;
use crate::tree::Tree;
use crate::turnout::participation;

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for unit in tree.units.values() {
        if let Some(result) = tree.result(unit) {
            check_children(tree, unit, result, findings);
        }
    }
}

fn check_children(tree: &Tree, unit: &Unit, result: &UnitResult, findings: &mut Vec<Finding>) {
    let at = unit.at();
    let units: BTreeMap<_, _> = tree.below(unit).iter().map(|it| (it.code.as_str(), *it)).collect();
    let places: BTreeMap<_, _> = tree.places(unit).iter().map(|it| (it.code.as_str(), *it)).collect();
    let mut times: BTreeMap<&str, usize> = units.keys().chain(places.keys()).map(|code| (*code, 0)).collect();
    for child in &result.children {
        let code = child.unit.code.as_str();
        *times.entry(code).or_default() += 1;
        if let Some(unit) = units.get(code) {
            push(&at, child, of_unit(tree, unit, child), findings);
        } else if let Some(place) = places.get(code) {
            push(&at, child, of_place(place, child), findings);
            check_answers(tree, place, child, findings);
        }
        push(&at, child, of_both(tree, child), findings);
    }
    for (code, stands) in times {
        let should = usize::from(units.contains_key(code) || places.contains_key(code));
        if stands != should {
            findings.push(Finding::ChildListed { at: at.clone(), child: code.to_owned(), stands, should });
        }
    }
}

/// A field, what stands there, and what should.
type Compared = (&'static str, String, String);

fn push(at: &At, child: &Child, compared: Vec<Compared>, findings: &mut Vec<Finding>) {
    for (field, stands, should) in compared {
        if stands != should {
            findings.push(Finding::Child { at: at.clone(), child: child.unit.code.clone(), field, stands, should });
        }
    }
}

/// A unit is said to be what its own results say.
fn of_unit(tree: &Tree, unit: &Unit, child: &Child) -> Vec<Compared> {
    let mut compared = Vec::from(head(&child.unit, unit.level, &unit.name, Some(&unit.kind)));
    if let Some(own) = tree.result(unit) {
        compared.extend(turnouts(&child.participation, &own.participation.turnout()));
        let overall = tree.record.ruleset.question.iter().find(|it| it.overall);
        let told = overall.map_or(Told::Nothing, |it| tree.told(unit, it.no));
        compared.push(("overall", told_in_words(child.told()), told_in_words(told)));
        compared.push(("met", shown(child.met), shown(own.verdict.met)));
    }
    compared
}

fn of_place(place: &Place, child: &Child) -> Vec<Compared> {
    let mut compared = Vec::from(head(&child.unit, Level::Hamlet, &place.name, None));
    compared.extend(turnouts(&child.participation, &place.turnout));
    compared.push(("met", shown(child.met), "null".into()));
    if child.told() == Told::Muddled {
        let should = "both counts, or a reason to withhold them";
        compared.push(("overall", told_in_words(child.told()), should.into()));
    }
    compared
}

/// Shares follow from what stands beside them.
fn of_both(tree: &Tree, child: &Child) -> Vec<Compared> {
    let mut compared = Vec::from(participation(tree, &child.participation));
    let should = child.told().counts().and_then(|it| share(it.satisfied, it.answers()));
    let stands = child.overall.as_ref().and_then(|it| it.percent_satisfied.as_ref());
    compared.push(("overall.percent_satisfied", shown(stands), shown(should)));
    compared
}

fn turnouts(stands: &Participation, should: &Turnout) -> Vec<Compared> {
    let numbers = stands.turnout().numbers().into_iter().zip(should.numbers());
    let compared = Turnout::FIELDS.into_iter().zip(numbers);
    compared.map(|(field, (stands, should))| (field, stands.to_string(), should.to_string())).collect()
}

fn told_in_words(told: Told) -> String {
    match told {
        Told::Counts(counts) => counts.to_string(),
        Told::Withheld(why) => format!("withheld as {why}"),
        Told::Muddled => "neither both counts nor a reason to withhold them".into(),
        Told::Nothing => "nothing".into(),
    }
}

fn check_answers(tree: &Tree, place: &Place, child: &Child, findings: &mut Vec<Finding>) {
    let ruleset = &tree.record.ruleset;
    if let (Some(question), Some(counts)) = (ruleset.question.iter().find(|it| it.overall), child.told().counts()) {
        at_most(&place.at(), "the results", place.turnout.valid.into(), &[(question.no, counts)], findings);
    }
}
