//! What a corrected version leaves of those before it (*đính chính*): a version is told beside the next, and their
//! difference is a group of households too.
//!
//! Question by question: where every difference could itself be told, the older version stays as it is. Elsewhere it
//! keeps what the newer one tells the same, and nothing can be got from it that the newer one does not tell.

use crate::domain::survey::count::Count;
use crate::domain::survey::results::{ChildFigures, Results};
use crate::domain::survey::verdict::Rule;
use crate::domain::survey::withheld::Withheld;
use crate::domain::units::unit::Level;
use std::collections::BTreeMap;

/// The results of a round in one version, by the code of their unit.
pub type Version = BTreeMap<String, Results>;

/// Withholds of an older version what would tell on people beside a newer one. Returns whether anything was.
pub fn withhold_corrected(old: &mut Version, new: &Version, fewest: u64) -> bool {
    let questions: Vec<u32> = new.values().flat_map(|own| &own.questions).map(|question| question.no).collect();
    let last = questions.iter().max().copied().unwrap_or_default();
    let mut is_changed = false;
    for no in (1..=last).filter(|no| !is_harmless(old, new, *no, fewest)).collect::<Vec<_>>() {
        is_changed |= keep_what_is_the_same(old, new, no);
    }
    is_changed
}

/// The counts of a unit's question; `None` where they are withheld.
fn told(results: &Results, no: u32) -> Option<Count> {
    results.questions.iter().find(|question| question.no == no)?.counts
}

fn is_overall(results: &Results, no: u32) -> bool {
    results.overall().is_some_and(|question| question.no == no)
}

/// What two versions differ by.
type Difference = (i64, i64);

fn difference(old: Count, new: Count) -> Difference {
    (
        new.satisfied.wrapping_sub(old.satisfied).cast_signed(),
        new.unsatisfied.wrapping_sub(old.unsatisfied).cast_signed(),
    )
}

/// Whether a difference, as a group of its own, could be told where counts of `fewest` are. Where one count rises and the other falls these are two groups,
/// each all alike.
fn is_told_freely((satisfied, unsatisfied): Difference, fewest: u64) -> bool {
    let of = |satisfied: i64, unsatisfied: i64| {
        let group = Count { satisfied: satisfied.unsigned_abs(), unsatisfied: unsatisfied.unsigned_abs() };
        Withheld::of(group, fewest).is_none()
    };
    if (satisfied < 0) == (unsatisfied < 0) {
        of(satisfied, unsatisfied)
    } else {
        of(satisfied, 0) && of(0, unsatisfied)
    }
}

/// Whether both versions withhold the same, and all that can be got by subtracting one from the other could be told.
fn is_harmless(old: &Version, new: &Version, no: u32, fewest: u64) -> bool {
    let is_told_freely = |difference: Difference| is_told_freely(difference, fewest);
    let is_same_shape = old.len() == new.len()
        && new.iter().all(|(code, own)| {
            let Some(before) = old.get(code) else { return false };
            let hamlets = |results: &Results| {
                results.children.iter().map(|child| (child.unit.code.clone(), child.withheld)).collect::<Vec<_>>()
            };
            told(before, no).is_some() == told(own, no).is_some()
                && (!is_overall(own, no) || hamlets(before) == hamlets(own))
        });
    is_same_shape
        && new.keys().all(|code| rest(old, new, code, no).is_none_or(is_told_freely))
        && new.iter().all(|(code, own)| hamlet_differences(old.get(code), own, no).all(is_told_freely))
}

/// What the hamlets differ by that both versions tell.
fn hamlet_differences(before: Option<&Results>, own: &Results, no: u32) -> impl Iterator<Item = Difference> {
    let hamlets = own.children.iter().filter(move |child| child.unit.level == Level::Hamlet && is_overall(own, no));
    hamlets.filter_map(move |child| hamlet_difference(before?, child))
}

/// What a hamlet that both versions tell differs by.
fn hamlet_difference(before: &Results, child: &ChildFigures) -> Option<Difference> {
    let earlier = before.children.iter().find(|earlier| earlier.unit.code == child.unit.code)?;
    Some(difference(earlier.overall.as_ref()?.counts, child.overall.as_ref()?.counts))
}

/// What remains of a told unit's difference without the told units inside; `None` where the unit is withheld.
fn rest(old: &Version, new: &Version, code: &str, no: u32) -> Option<Difference> {
    let (satisfied, unsatisfied) = difference(told(old.get(code)?, no)?, told(new.get(code)?, no)?);
    let inside = inside(old, new, code, no);
    Some((satisfied - inside.0, unsatisfied - inside.1))
}

/// The differences of the largest told units inside one.
fn inside(old: &Version, new: &Version, code: &str, no: u32) -> Difference {
    let mut sum = (0, 0);
    let (Some(before), Some(own)) = (old.get(code), new.get(code)) else { return sum };
    for child in &own.children {
        let code = child.unit.code.as_str();
        let one = if child.unit.level == Level::Hamlet {
            if is_overall(own, no) { hamlet_difference(before, child).unwrap_or_default() } else { (0, 0) }
        } else {
            let of = |version: &Version| version.get(code).and_then(|results| told(results, no));
            match (of(old), of(new)) {
                (Some(earlier), Some(later)) => difference(earlier, later),
                _ => inside(old, new, code, no),
            }
        };
        sum = (sum.0 + one.0, sum.1 + one.1);
    }
    sum
}

/// Withholds a question in an older version wherever the newer one does not tell the same.
fn keep_what_is_the_same(old: &mut Version, new: &Version, no: u32) -> bool {
    let (mut gone, mut is_changed) = (Vec::new(), false);
    for (code, before) in &mut *old {
        let later = new.get(code);
        let is_overall = is_overall(before, no);
        if told(before, no).is_some() && told(before, no) != later.and_then(|later| told(later, no)) {
            gone.push(code.clone());
            for question in before.questions.iter_mut().filter(|question| question.no == no) {
                (question.counts, question.withheld) = (None, Some(Withheld::Corrected));
                (question.percent_satisfied, question.percent_unsatisfied) = (None, None);
            }
        }
        let of = |results: &Results| results.questions.iter().find(|question| question.no == no)?.withheld;
        for question in before.questions.iter_mut().filter(|question| question.no == no) {
            is_changed |= keep_no_range(&mut question.withheld, later.and_then(of));
        }
        for child in before.children.iter_mut().filter(|_| is_overall) {
            let same = later.and_then(|later| later.children.iter().find(|other| other.unit.code == child.unit.code));
            let is_same = same.is_some_and(|other| other.overall == child.overall);
            if child.overall.is_some() && !is_same {
                (child.overall, child.withheld) = (None, Some(Withheld::Corrected));
                gone.push(child.unit.code.clone());
            }
            is_changed |= keep_no_range(&mut child.withheld, same.and_then(|other| other.withheld));
        }
    }
    let reasons = old.values_mut().flat_map(|results| &mut results.verdict.reasons);
    for reason in reasons.filter(|reason| reason.question == Some(no) && gone.contains(&reason.unit.code)) {
        if matches!(reason.rule, Rule::Overall | Rule::Content) {
            reason.rule = Rule::Untold;
            (reason.count, reason.base, reason.needed, reason.short) = (0, 0, 0, 0);
            reason.text.clear();
        }
    }
    is_changed || !gone.is_empty()
}

/// Beside counts of a later version that differ by a few, a range would tell what those few answered. Returns whether there was
/// one.
fn keep_no_range(withheld: &mut Option<Withheld>, later: Option<Withheld>) -> bool {
    let is_range = matches!(withheld, Some(Withheld::TooFew | Withheld::AlmostAll | Withheld::AlmostNone));
    let is_told = is_range && *withheld != later;
    if is_told {
        *withheld = Some(Withheld::Corrected);
    }
    is_told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Tally, Turnout};
    use crate::domain::survey::disclosure::{DisclosureRule, disclose};
    use crate::domain::survey::node::Node;
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::units::unit::UnitRef;

    /// A commune of one hamlet in which so many are satisfied, and so many not.
    fn version(satisfied: u64, unsatisfied: u64) -> Version {
        let node = |level: Level, children: Vec<Node>| {
            let unit =
                UnitRef {
                    code: level.usual_kind().into(), name: "Nơi".into(), kind: level.usual_kind().into(), level
                };
            let valid = satisfied + unsatisfied;
            let turnout = Turnout { households: 60, issued: 60, returned: valid, valid, invalid: 0 };
            Node::new(unit, Tally { turnout, counts: vec![Count { satisfied, unsatisfied }; 2] }, children)
        };
        let mut top = node(Level::Commune, vec![node(Level::Hamlet, vec![])]);
        disclose(&mut top, DisclosureRule { fewest: 5, in_full: false });
        Version::from([("xã".into(), Results::of(&small(2), &top))])
    }

    fn withheld(version: &Version) -> Vec<Option<Withheld>> {
        let results = &version["xã"];
        results
            .questions
            .iter()
            .map(|own| own.withheld)
            .chain(results.children.iter().map(|own| own.withheld))
            .collect()
    }

    #[test]
    fn of_an_older_version_no_range_stays_beside_counts_that_differ_by_a_few() {
        let (mut old, new) = (version(6, 1), version(6, 4));
        assert_eq!(withheld(&old), [Some(Withheld::AlmostAll); 3]);
        assert!(withhold_corrected(&mut old, &new, 5));
        assert_eq!(withheld(&old), [Some(Withheld::Corrected); 3], "the three that came are not satisfied");
        let (mut old, new) = (version(6, 1), version(7, 1));
        assert!(!withhold_corrected(&mut old, &new, 5), "the newer one tells the same");
        assert_eq!(withheld(&old), [Some(Withheld::AlmostAll); 3]);
    }
}
