//! The units of a record, each with what belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{At, Finding};
use crate::record::{Commune, Place, Record, Unit};
use crate::results::{Child, QuestionResult, Told, UnitResult};
use crate::ruleset::Level;

/// Units by their codes. Below a unit are only units of a lower level, so no way down is endless.
#[derive(Debug)]
pub struct Tree<'a> {
    pub record: &'a Record,
    pub units: BTreeMap<&'a str, &'a Unit>,
    below: BTreeMap<&'a str, Vec<&'a Unit>>,
    places: BTreeMap<&'a str, Vec<&'a Place>>,
    communes: BTreeMap<&'a str, &'a Commune>,
    results: BTreeMap<&'a str, &'a UnitResult>,
    /// What a commune's results say of its places, by the codes of both.
    place_results: BTreeMap<(&'a str, &'a str), &'a Child>,
}

impl<'a> Tree<'a> {
    pub fn grow(record: &'a Record, findings: &mut Vec<Finding>) -> Self {
        let mut units = BTreeMap::new();
        for unit in &record.units {
            if units.contains_key(unit.code.as_str()) {
                findings.push(Finding::UnitTwice { code: unit.code.clone() });
            } else {
                units.insert(unit.code.as_str(), unit);
            }
        }
        let mut tree = Self {
            record,
            below: below(record, &units, findings),
            places: places(record, &units, findings),
            communes: BTreeMap::new(),
            results: BTreeMap::new(),
            place_results: BTreeMap::new(),
            units,
        };
        let is_commune = |unit: &Unit| unit.level == Level::Commune;
        let communes = record.communes.iter().map(|it| (it.unit.as_str(), it));
        tree.communes = tree.each("communes", communes, is_commune, findings);
        let results = record.results.iter().map(|it| (it.unit.code.as_str(), it));
        tree.results = tree.each("results", results, |_| true, findings);
        for (code, result) in &tree.results {
            let children = result.children.iter().map(|child| ((*code, child.unit.code.as_str()), child));
            tree.place_results.extend(children);
        }
        tree
    }

    /// A list that should have each of the units that `belongs` picks once.
    fn each<T>(
        &self,
        list: &'static str,
        items: impl Iterator<Item = (&'a str, &'a T)>,
        belongs: impl Fn(&Unit) -> bool,
        findings: &mut Vec<Finding>,
    ) -> BTreeMap<&'a str, &'a T> {
        let mut by_code: BTreeMap<&str, (usize, Option<&T>)> =
            self.units.values().filter(|it| belongs(it)).map(|it| (it.code.as_str(), (0, None))).collect();
        for (code, item) in items {
            let entry = by_code.entry(code).or_default();
            entry.0 += 1;
            entry.1.get_or_insert(item);
        }
        for (code, (stands, _)) in &by_code {
            let should = usize::from(self.units.get(code).is_some_and(|it| belongs(it)));
            if *stands != should {
                findings.push(Finding::Listed { list, code: (*code).to_owned(), stands: *stands, should });
            }
        }
        by_code.into_iter().filter_map(|(code, (_, item))| item.map(|it| (code, it))).collect()
    }

    /// The units one level down.
    pub fn below(&self, unit: &Unit) -> &[&'a Unit] {
        self.below.get(unit.code.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The places of a commune.
    pub fn places(&self, unit: &Unit) -> &[&'a Place] {
        self.places.get(unit.code.as_str()).map_or(&[], Vec::as_slice)
    }

    /// All places inside a unit.
    pub fn all_places(&self, unit: &Unit) -> Vec<&'a Place> {
        let below = self.below(unit).iter().flat_map(|it| self.all_places(it));
        below.chain(self.places(unit).iter().copied()).collect()
    }

    pub fn commune(&self, code: &str) -> Option<&'a Commune> {
        self.communes.get(code).copied()
    }

    pub fn result(&self, unit: &Unit) -> Option<&'a UnitResult> {
        self.results.get(unit.code.as_str()).copied()
    }

    /// What the results of a unit tell of a question.
    pub fn told(&self, unit: &Unit, no: u64) -> Told {
        let question = self.result(unit).and_then(|it| it.questions.iter().find(|it| it.no == no));
        question.map_or(Told::Nothing, QuestionResult::told)
    }

    /// What the results of its commune tell of a place: of the overall question alone.
    pub fn told_of_place(&self, place: &Place, overall: bool) -> Told {
        self.place_result(place).filter(|_| overall).map_or(Told::Nothing, Child::told)
    }

    /// What the results of its commune say of a place.
    pub fn place_result(&self, place: &Place) -> Option<&'a Child> {
        self.place_results.get(&(place.unit.as_str(), place.code.as_str())).copied()
    }
}

impl Unit {
    pub fn at(&self) -> At {
        At::new(self.level, &self.code)
    }
}

impl Place {
    pub fn at(&self) -> At {
        At::new(Level::Hamlet, &self.code)
    }
}

/// The units below each, where their parents are as they should be.
fn below<'a>(
    record: &'a Record,
    units: &BTreeMap<&'a str, &'a Unit>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<&'a str, Vec<&'a Unit>> {
    let top = record.round.unit.as_str();
    if !units.contains_key(top) {
        findings.push(Finding::RoundUnit { stands: top.to_owned() });
    }
    let mut below: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for unit in units.values() {
        if unit.level == Level::Hamlet {
            findings.push(Finding::UnitLevel { at: unit.at() });
        }
        let parent = unit.parent.as_deref().and_then(|code| units.get(code)).filter(|it| it.level > unit.level);
        let should = match (&unit.parent, parent) {
            (None, _) if unit.code == top => continue,
            (Some(_), Some(parent)) if unit.code != top => {
                below.entry(&parent.code).or_default().push(unit);
                continue;
            }
            _ if unit.code == top => "null",
            _ => "the code of a unit of a higher level",
        };
        findings.push(Finding::UnitParent { at: unit.at(), stands: format!("{:?}", unit.parent), should });
    }
    below
}

/// The places of each commune.
fn places<'a>(
    record: &'a Record,
    units: &BTreeMap<&'a str, &'a Unit>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<&'a str, Vec<&'a Place>> {
    let mut places: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
    let mut codes = BTreeSet::new();
    for place in &record.places {
        if units.get(place.unit.as_str()).is_none_or(|it| it.level != Level::Commune) {
            findings.push(Finding::PlaceCommune { at: place.at(), stands: place.unit.clone() });
        } else if codes.insert((&place.unit, &place.code)) {
            places.entry(&place.unit).or_default().push(place);
        } else {
            findings.push(Finding::PlaceTwice { at: place.at(), commune: place.unit.clone() });
        }
        if place.hamlets == 0 {
            findings.push(Finding::NoHamlets { at: place.at() });
        }
    }
    places
}
