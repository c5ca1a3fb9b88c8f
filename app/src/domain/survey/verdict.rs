//! The verdict: is the unit's result enough, and if not, for which reasons (*kết luận*).
//!
//! A threshold binds at a level: it must hold in **every** unit of that level inside the unit that is judged, so that
//! a failing commune is never hidden by a total. Where no unit of that level exists (districts after 1/7/2025), it
//! binds on the judged unit itself. A unit below the binding level is not judged by it.

use crate::domain::survey::count::{Count, Turnout};
use crate::domain::survey::node::Node;
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::{Base, Counted, Participation, Question, Ruleset};
use crate::domain::survey::threshold::{About, Compare};
use crate::domain::survey::withheld::Withheld;
use crate::domain::units::unit::UnitRef;
use serde::{Deserialize, Serialize};

/// The verdict on one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Verdict {
    /// Whether every rule holds; `None` where the ruleset sets no threshold to judge by.
    pub met: Option<bool>,
    /// What does not hold, each spelled out; empty when met.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// Whether too few took part, and those who did are satisfied enough.
    pub fn lacks_participation_alone(&self) -> bool {
        !self.reasons.is_empty() && self.reasons.iter().all(|reason| reason.rule == Rule::Participation)
    }

    /// Whether nothing can be concluded, for nobody answered a question or too few did.
    pub fn lacks_answers_alone(&self) -> bool {
        let is_of_answers = |reason: &Reason| matches!(reason.rule, Rule::NoAnswers | Rule::TooFewAnswers);
        self.reasons.iter().any(is_of_answers)
            && self.reasons.iter().all(|reason| is_of_answers(reason) || reason.rule == Rule::Participation)
    }
}

/// Which rule does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Rule {
    /// Too few households took part.
    Participation,
    /// Too few are satisfied overall.
    Overall,
    /// Too few are satisfied with one content.
    Content,
    /// Nobody answered, so nothing can be said.
    NoAnswers,
    /// So few answered that nothing may be said.
    TooFewAnswers,
    /// Too few are satisfied, in a unit whose counts are not told.
    Untold,
}

/// One thing that does not hold: where, about what, and by how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Which rule.
    pub rule: Rule,
    /// In which unit.
    pub unit: UnitRef,
    /// About which question, if about one.
    pub question: Option<u32>,
    /// The count that falls short: satisfied answers, or ballots.
    pub count: u64,
    /// Out of how many: valid answers, or households.
    pub base: u64,
    /// The percentage that is asked for.
    pub threshold: u32,
    /// How it is compared: `>=` or `>`.
    pub compare: Compare,
    /// The smallest count that would have been enough.
    pub needed: u64,
    /// How many are missing to it.
    pub short: u64,
    /// Its sentence in Vietnamese, in documents that were frozen or served; empty until it is worded.
    #[serde(default)]
    pub text: String,
}

/// Judges a unit by the rules of its round.
pub fn judge(ruleset: &Ruleset, node: &Node) -> Verdict {
    if ruleset.thresholds.is_empty() {
        return Verdict { met: None, reasons: Vec::new() };
    }
    let mut reasons = Vec::new();
    for part in node.bound(ruleset.participation.binds_at) {
        reasons.extend(participation_reason(&ruleset.participation, &part.unit, &part.tally.turnout));
    }
    for question in &ruleset.questions {
        reasons.extend(question_reasons(ruleset, question, node));
    }
    Verdict { met: Some(reasons.is_empty()), reasons }
}

/// What does not hold of one question, in every unit where its threshold binds.
pub fn question_reasons(ruleset: &Ruleset, question: &Question, node: &Node) -> Vec<Reason> {
    let about = if question.overall { About::Overall } else { About::Content };
    let Some(threshold) = ruleset.threshold(about) else { return Vec::new() };
    let judged = node.bound(threshold.binds_at).into_iter();
    judged
        .filter_map(|part| {
            let withheld = part.withheld(question.no);
            let counts = part.counts(question.no);
            let (satisfied, base) = (counts.satisfied, counts.base());
            let holds = |satisfied: u64| threshold.compare.holds(satisfied, base, threshold.percent);
            // Nothing is concluded that would tell what so few answered.
            let is_open = match withheld {
                Some(Withheld::TooFew) => true,
                Some(Withheld::AlmostAll) => !holds(base - 1),
                _ => false,
            };
            if !is_open && holds(satisfied) {
                return None;
            }
            let rule = match (withheld, base, question.overall) {
                (Some(_), _, _) if is_open => Rule::TooFewAnswers,
                (Some(_), _, _) => Rule::Untold,
                (None, 0, _) => Rule::NoAnswers,
                (None, _, true) => Rule::Overall,
                (None, _, false) => Rule::Content,
            };
            let Count { satisfied, .. } = part.told(question.no).unwrap_or_default();
            let base = part.told(question.no).map_or(0, Count::base);
            let needed = threshold.compare.needed(base, threshold.percent);
            Some(Reason {
                rule,
                unit: part.unit.clone(),
                question: Some(question.no),
                count: satisfied,
                base,
                threshold: threshold.percent,
                compare: threshold.compare,
                needed,
                short: needed.saturating_sub(satisfied),
                text: String::new(),
            })
        })
        .collect()
}

/// The share that counts as participation by the rule of a round.
pub fn participation(rule: &Participation, turnout: &Turnout) -> Share {
    let part = match rule.counted {
        Counted::Returned => turnout.returned,
        Counted::Valid => turnout.valid,
    };
    let whole = match rule.base {
        Base::Households => turnout.households,
        Base::Issued => turnout.issued,
    };
    Share::new(part, whole)
}

/// How many are missing to the participation that a round asks for.
pub fn missing_to_participation(rule: &Participation, turnout: &Turnout) -> u64 {
    let Share { part, whole } = participation(rule, turnout);
    Compare::AtLeast.needed(whole, rule.percent).saturating_sub(part)
}

/// What is short of the participation asked for.
fn participation_reason(rule: &Participation, unit: &UnitRef, turnout: &Turnout) -> Option<Reason> {
    let Share { part, whole } = participation(rule, turnout);
    if Compare::AtLeast.holds(part, whole, rule.percent) {
        return None;
    }
    let needed = Compare::AtLeast.needed(whole, rule.percent);
    Some(Reason {
        rule: Rule::Participation,
        unit: unit.clone(),
        question: None,
        count: part,
        base: whole,
        threshold: rule.percent,
        compare: Compare::AtLeast,
        needed,
        short: needed.saturating_sub(part),
        text: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::Tally;
    use crate::domain::survey::disclosure::{DisclosureRule, disclose};
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::units::unit::Level;

    fn node(level: Level, name: &str, tally: Tally, children: Vec<Node>) -> Node {
        let unit = UnitRef { code: name.into(), name: name.into(), kind: level.usual_kind().into(), level };
        Node::new(unit, tally, children)
    }

    fn commune(name: &str, satisfied: &[u64], valid: u64) -> Node {
        let counts = satisfied.iter().map(|s| Count { satisfied: *s, unsatisfied: valid - s }).collect();
        let turnout = Turnout { households: 100, issued: 100, returned: valid, valid, invalid: 0 };
        node(Level::Commune, name, Tally { turnout, counts }, vec![])
    }

    fn above(level: Level, children: Vec<Node>) -> Node {
        let mut tally = Tally::default();
        children.iter().for_each(|child| tally += &child.tally);
        node(level, "Trên", tally, children)
    }

    #[test]
    fn a_district_of_eight_with_one_commune_at_79_and_95_in_total_is_not_met() {
        let mut communes: Vec<_> = (1..=7).map(|n| commune(&format!("Xã {n}"), &[98, 98, 99], 100)).collect();
        communes.push(commune("Xã Yếu", &[79, 98, 99], 100));
        let district = above(Level::District, communes);
        assert_eq!(district.tally.counts[0].share().decimal().as_deref(), Some("95.63"));
        let verdict = judge(&small(3), &district);
        assert_eq!(verdict.met, Some(false));
        let [reason] = &verdict.reasons[..] else { panic!("one reason, not {:?}", verdict.reasons) };
        assert_eq!((reason.unit.name.as_str(), reason.question, reason.short), ("Xã Yếu", Some(1), 1));
        assert_eq!((reason.rule, reason.count, reason.base, reason.needed), (Rule::Content, 79, 100, 80));
    }

    #[test]
    fn of_a_few_nothing_is_concluded_that_would_tell_what_they_answered() {
        let met = |satisfied: u64, valid: u64| {
            let mut one = commune("Xã Nhỏ", &[satisfied, satisfied, satisfied], valid);
            disclose(&mut one, DisclosureRule { fewest: 5, in_full: false });
            let verdict = judge(&small(3), &one);
            let rules: Vec<_> =
                verdict.reasons.iter().filter(|one| one.question == Some(3)).map(|one| one.rule).collect();
            (rules, verdict.lacks_answers_alone())
        };
        let open = (vec![Rule::TooFewAnswers], true);
        // The overall question asks for ninety in a hundred: all of seven are, six are not.
        assert_eq!([met(7, 7), met(6, 7), met(3, 3), met(0, 3)], [open.clone(), open.clone(), open.clone(), open]);
        assert_eq!(met(1, 7), (vec![Rule::Untold], false));
    }

    #[test]
    fn exactly_the_threshold_is_enough_for_at_least_but_not_for_more_than() {
        let mut ruleset = small(3);
        let exact = commune("Xã", &[80, 80, 90], 100);
        assert_eq!(judge(&ruleset, &exact).met, Some(true));
        ruleset.thresholds[1].compare = Compare::MoreThan;
        let verdict = judge(&ruleset, &exact);
        assert_eq!(verdict.reasons.len(), 2);
        assert_eq!((verdict.reasons[0].needed, verdict.reasons[0].short), (81, 1));
    }

    #[test]
    fn short_participation_says_by_how_many_households() {
        let verdict = judge(&small(3), &commune("Xã", &[64, 64, 64], 64));
        let [reason] = &verdict.reasons[..] else { panic!("one reason") };
        assert_eq!((reason.rule, reason.needed, reason.short), (Rule::Participation, 70, 6));
        assert_eq!((reason.count, reason.base, reason.threshold), (64, 100, 70));
        assert!(verdict.lacks_participation_alone());
        assert!(!judge(&small(3), &commune("Xã", &[64, 64, 30], 64)).lacks_participation_alone());
        assert!(!judge(&small(3), &commune("Xã", &[100, 100, 100], 100)).lacks_participation_alone());
    }

    #[test]
    fn a_commune_where_nobody_answered_is_never_met() {
        let verdict = judge(
            &small(2),
            &above(Level::District, vec![commune("Xã A", &[95, 95], 95), commune("Xã B", &[0, 0], 0)]),
        );
        assert_eq!(verdict.met, Some(false));
        assert!(verdict.reasons.iter().all(|reason| reason.unit.name == "Xã B"));
        assert!(verdict.reasons.iter().any(|reason| reason.rule == Rule::NoAnswers));
    }

    #[test]
    fn a_rule_over_districts_binds_on_the_province_where_there_are_none() {
        let mut ruleset = small(2);
        ruleset.thresholds[0].binds_at = Level::District;
        let communes = || vec![commune("Xã A", &[95, 99], 100), commune("Xã B", &[95, 85], 100)];
        assert_eq!(judge(&ruleset, &above(Level::Province, communes())).met, Some(true));
        let with_districts =
            above(Level::Province, communes().into_iter().map(|c| above(Level::District, vec![c])).collect());
        assert_eq!(judge(&ruleset, &with_districts).met, Some(false));
        // A commune alone is not judged by what binds above it.
        assert_eq!(judge(&ruleset, &communes()[1]).met, Some(true));
    }

    #[test]
    fn a_draft_without_thresholds_has_no_verdict() {
        let mut ruleset = small(2);
        ruleset.thresholds.clear();
        assert_eq!(judge(&ruleset, &commune("Xã", &[1, 1], 2)), Verdict { met: None, reasons: vec![] });
    }
}
