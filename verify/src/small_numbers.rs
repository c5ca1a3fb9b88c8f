//! That nobody can be picked out by what is told, neither directly nor by subtraction.

use crate::counts::Counts;
use crate::finding::{At, Finding};
use crate::range::Range;
use crate::record::Unit;
use crate::results::Told;
use crate::ruleset::{Question, Withholding};
use crate::tree::Tree;

/// What is told of a question in a unit or place, and in its parts.
#[derive(Debug)]
struct Part {
    at: At,
    told: Told,
    valid: i128,
    /// Whether it is told however few answered.
    in_full: bool,
    /// Nothing where it is not told of any part: at places, and of a commune's places but for the overall question.
    parts: Option<Vec<Part>>,
}

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let rule = tree.record.ruleset.withholding();
    let Some(top) = tree.units.get(tree.record.round.unit.as_str()) else { return };
    for question in &tree.record.ruleset.question {
        check_part(&part(tree, top, question), rule, findings);
    }
}

fn part(tree: &Tree, unit: &Unit, question: &Question) -> Part {
    let mut parts: Vec<Part> = tree.below(unit).iter().map(|it| part(tree, it, question)).collect();
    if question.overall {
        parts.extend(tree.places(unit).iter().map(|it| Part {
            at: it.at().question(question.no),
            told: tree.told_of_place(it, true),
            valid: it.turnout.valid.into(),
            in_full: false,
            parts: None,
        }));
    }
    let told_of_parts = question.overall || tree.places(unit).is_empty();
    Part {
        at: unit.at().question(question.no),
        told: tree.told(unit, question.no),
        valid: tree.result(unit).map_or(0, |it| it.participation.valid.into()),
        in_full: tree.record.round.full_figures.is_some(),
        parts: told_of_parts.then_some(parts),
    }
}

/// The counts of the told parts inside, each whole.
fn told_inside(parts: &[Part]) -> Counts {
    let told = |part: &Part| match (part.told, &part.parts) {
        (Told::Counts(counts), _) => counts,
        (_, Some(parts)) => told_inside(parts),
        _ => Counts::NONE,
    };
    parts.iter().map(told).sum()
}

/// Looks at a part and all inside; gives what its counts can be, if that can be said.
fn check_part(part: &Part, rule: Withholding, findings: &mut Vec<Finding>) -> Option<Range> {
    let inside = part.parts.iter().flatten().map(|it| check_part(it, rule, findings));
    let inside: Option<Range> =
        inside.collect::<Vec<_>>().into_iter().try_fold(Range::NOTHING, |sum, it| Some(sum + it?));
    let at = &part.at;
    match part.told {
        Told::Counts(counts) => {
            if !part.in_full && !counts.can_be_told(rule.fewest) {
                findings.push(Finding::Small { at: at.clone(), stands: counts });
            }
            if let (Some(parts), Some(inside)) = (&part.parts, inside) {
                check_rest(part, counts, parts, inside, rule, findings);
            }
            Some(Range::exactly(counts))
        }
        Told::Withheld(why) => {
            if part.in_full {
                findings.push(Finding::WithheldInFull { at: at.clone() });
            }
            let unfit = Finding::WithheldUnfit { at: at.clone(), why: why.to_string(), valid: part.valid };
            let Some(own) = Range::withheld(why, part.valid, rule) else {
                findings.push(unfit);
                return None;
            };
            let (Some(parts), Some(inside)) = (&part.parts, inside) else { return Some(own) };
            if parts.iter().all(|it| it.told.counts().is_some()) {
                findings.push(Finding::WithheldFollows { at: at.clone() });
                return Some(own);
            }
            let both = own.both(inside);
            if both.is_none() {
                findings.push(unfit);
            }
            both
        }
        Told::Muddled | Told::Nothing => None,
    }
}

/// What remains of told counts beside the told parts inside.
fn check_rest(
    part: &Part,
    counts: Counts,
    parts: &[Part],
    inside: Range,
    rule: Withholding,
    findings: &mut Vec<Finding>,
) {
    let at = part.at.clone();
    let told = told_inside(parts);
    let stands = counts - told;
    if stands.is_negative() || parts.iter().all(|it| it.told.counts().is_some()) {
        if stands != Counts::NONE {
            findings.push(Finding::PartsSum { at, stands: counts, should: told });
        }
    } else if !(stands.can_be_told(rule.fewest) || (part.in_full && stands == counts)) {
        findings.push(Finding::PartsSmall { at, stands });
    } else if !inside.has(counts) {
        findings.push(Finding::PartsUnfit { at, stands });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Withheld;
    use crate::ruleset::Level;

    const LOOSE: Withholding = Withholding { fewest: 5, exact: false };

    fn part_of(code: &str, told: Told, parts: Option<Vec<Part>>) -> Part {
        let level = if parts.is_some() { Level::Commune } else { Level::Hamlet };
        Part { at: At::new(level, code), told, valid: 100, in_full: false, parts }
    }

    fn told(satisfied: u64, unsatisfied: u64) -> Told {
        Told::Counts(Counts::new(satisfied, unsatisfied))
    }

    fn found(whole: Told, parts: &[Told]) -> Vec<Finding> {
        let parts = parts.iter().map(|it| part_of("part", *it, None)).collect();
        let mut findings = Vec::new();
        check_part(&part_of("whole", whole, Some(parts)), LOOSE, &mut findings);
        findings
    }

    const FEW: Told = Told::Withheld(Withheld::TooFew);
    const ALL: Told = Told::Withheld(Withheld::AlmostAll);
    const BESIDE: Told = Told::Withheld(Withheld::BesideOthers);

    #[test]
    fn what_may_be_told() {
        assert_eq!(found(told(20, 20), &[told(10, 10), told(10, 10)]), []);
        assert_eq!(found(told(20, 20), &[told(10, 10), FEW, BESIDE]), []);
        assert_eq!(found(told(0, 0), &[told(0, 0), told(0, 0)]), []);
        assert_eq!(found(told(0, 0), &[]), []);
        assert_eq!(found(ALL, &[FEW, FEW]), []);
        assert_eq!(found(BESIDE, &[told(10, 10), FEW]), []);
    }

    #[test]
    fn what_may_not() {
        let only = |whole, parts: &[Told]| match &found(whole, parts)[..] {
            [only] => only.clone(),
            several => panic!("{several:?}"),
        };
        assert!(matches!(only(told(20, 20), &[told(10, 10), told(10, 9)]), Finding::PartsSum { .. }));
        assert!(matches!(only(told(20, 20), &[]), Finding::PartsSum { .. }));
        assert!(matches!(only(told(20, 20), &[told(10, 21), FEW]), Finding::PartsSum { .. }));
        assert!(matches!(only(told(20, 20), &[told(18, 18), FEW]), Finding::PartsSmall { .. }));
        assert!(matches!(only(told(20, 20), &[told(15, 19), ALL]), Finding::PartsSmall { .. }));
        // Two withheld as too few are at most eight.
        assert!(matches!(only(told(20, 20), &[told(10, 10), FEW, FEW]), Finding::PartsUnfit { .. }));
        assert!(matches!(only(told(20, 20), &[told(20, 20), FEW]), Finding::PartsUnfit { .. }));
        assert!(matches!(only(FEW, &[told(10, 10), FEW]), Finding::WithheldUnfit { .. }));
        assert!(matches!(only(FEW, &[FEW, ALL]), Finding::WithheldUnfit { .. }));
        assert!(matches!(only(BESIDE, &[told(10, 10), told(5, 5)]), Finding::WithheldFollows { .. }));
        assert_eq!(found(told(2, 2), &[told(2, 2)]).len(), 2);
    }

    #[test]
    fn full_figures_tell_what_few_answered_and_of_its_parts_no_more() {
        let found = |whole, parts: &[Told]| {
            let parts = parts.iter().map(|it| part_of("part", *it, None)).collect();
            let whole = Part { in_full: true, ..part_of("whole", whole, Some(parts)) };
            let mut findings = Vec::new();
            check_part(&whole, LOOSE, &mut findings);
            findings
        };
        assert_eq!(found(told(2, 1), &[FEW, FEW]), []);
        assert_eq!(found(told(2, 1), &[]).len(), 1, "that has no parts at all");
        assert!(matches!(&found(told(12, 11), &[told(10, 10), FEW])[..], [Finding::PartsSmall { .. }]));
        assert!(matches!(&found(FEW, &[FEW])[..], [Finding::WithheldInFull { .. }]));
        assert!(matches!(&found(told(2, 1), &[told(2, 1)])[..], [Finding::Small { .. }]));
    }

    #[test]
    fn the_rest_goes_down_through_what_is_withheld() {
        let inner =
            part_of("inner", BESIDE, Some(vec![part_of("told", told(10, 10), None), part_of("few", FEW, None)]));
        let mut findings = Vec::new();
        let whole = part_of("whole", told(12, 11), Some(vec![inner]));
        check_part(&whole, LOOSE, &mut findings);
        assert!(matches!(&findings[..], [Finding::PartsSmall { stands, .. }] if *stands == Counts::new(2, 1)));
    }
}
