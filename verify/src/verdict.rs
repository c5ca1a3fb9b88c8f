//! Whether each unit meets the rules, and why not.

use std::collections::BTreeMap;

use crate::finding::{At, Finding, shown};
use crate::judged::{Judged, Outcome, judge};
use crate::questions::head;
use crate::record::Unit;
use crate::results::{Reason, ReasonUnit, UnitResult};
use crate::ruleset::Question;
use crate::tree::Tree;

/// How many verdicts have a reason that the record itself does not show, and how many do not, by what it is of.
type Open = BTreeMap<(String, Option<u64>), (At, &'static str, usize, usize)>;

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let mut open = Open::new();
    for unit in tree.units.values() {
        if let Some(result) = tree.result(unit) {
            check_verdict(tree, unit, result, &mut open, findings);
        }
    }
    for (of, rule, with, without) in open.into_values() {
        if with > 0 && without > 0 {
            findings.push(Finding::ReasonElsewhere { of, rule });
        }
    }
}

fn check_verdict(tree: &Tree, unit: &Unit, result: &UnitResult, open: &mut Open, findings: &mut Vec<Finding>) {
    let at = unit.at();
    let mut left: Vec<&Reason> = result.verdict.reasons.iter().collect();
    let mut reasons: Vec<(Option<u64>, String)> = Vec::new();
    for judged in judge(tree, unit) {
        let of = judged.at.clone();
        let is_of = |it: &&Reason| it.unit.code() == of.code && it.question == of.question;
        let stands = match judged.outcome {
            Outcome::Holds => None,
            _ => left.iter().position(is_of).map(|it| left.remove(it)),
        };
        match (&judged.outcome, stands) {
            (Outcome::Holds, _) => {}
            (Outcome::Fails(rule), None) => {
                reasons.push((of.question, (*rule).to_owned()));
                findings.push(Finding::ReasonMissing { at: at.clone(), of, rule });
            }
            (Outcome::Fails(rule), Some(stands)) => {
                reasons.push((of.question, (*rule).to_owned()));
                check_reason(&at, &judged, rule, stands, findings);
            }
            (Outcome::Open(rule), stands) => {
                let seen = open.entry((of.code.clone(), of.question)).or_insert((of.clone(), rule, 0, 0));
                if let Some(stands) = stands {
                    seen.2 += 1;
                    reasons.push((of.question, (*rule).to_owned()));
                    check_reason(&at, &judged, rule, stands, findings);
                } else {
                    seen.3 += 1;
                }
            }
            (Outcome::Unknown, stands) => reasons.extend(stands.map(|it| (of.question, it.rule.clone()))),
        }
    }
    for reason in left {
        let (unit, rule) = (reason.unit.code().to_owned(), reason.rule.clone());
        findings.push(Finding::ReasonUnfounded { at: at.clone(), unit, rule });
    }
    let met = (!tree.record.ruleset.threshold.is_empty()).then_some(reasons.is_empty());
    if result.verdict.met != met {
        let (stands, should) = (shown(result.verdict.met), shown(met));
        findings.push(Finding::VerdictMet { at: at.clone(), stands, should });
    }
    for question in &tree.record.ruleset.question {
        let Some(stands) = result.questions.iter().find(|it| it.no == question.no) else { continue };
        let should = question_met(tree, unit, question, &reasons);
        if stands.met != should {
            let (stands, should) = (shown(stands.met), shown(should));
            findings.push(Finding::QuestionMet { at: at.question(question.no), stands, should });
        }
    }
}

fn question_met(tree: &Tree, unit: &Unit, question: &Question, reasons: &[(Option<u64>, String)]) -> Option<bool> {
    let threshold = tree.record.ruleset.threshold(question.overall)?;
    let mut rules = reasons.iter().filter(|it| it.0 == Some(question.no)).map(|it| it.1.as_str()).peekable();
    if unit.level < threshold.binds_at {
        None
    } else if rules.peek().is_none() {
        Some(true)
    } else if rules.all(|it| it == "too_few_answers") {
        None
    } else {
        Some(false)
    }
}

fn check_reason(at: &At, judged: &Judged, rule: &str, stands: &Reason, findings: &mut Vec<Finding>) {
    let Judged { count, base, percent, compare, .. } = *judged;
    let mut compared = vec![
        ("rule", shown(Some(&stands.rule)), rule.to_owned()),
        ("count", stands.count.to_string(), count.to_string()),
        ("base", stands.base.to_string(), base.to_string()),
        ("threshold", stands.threshold.to_string(), percent.to_string()),
        ("compare", shown(Some(&stands.compare)), compare.to_string()),
    ];
    let needed = percent.needed(compare, base);
    compared.push(("needed", shown(stands.needed), needed.to_string()));
    compared.push(("short", shown(stands.short), (needed - count).to_string()));
    if let ReasonUnit::Whole(unit) = &stands.unit {
        compared.extend(head(unit, judged.at.level, judged.name, judged.kind));
    }
    for (field, stands, should) in compared {
        if stands != should {
            findings.push(Finding::ReasonField { at: at.clone(), of: judged.at.clone(), field, stands, should });
        }
    }
}
