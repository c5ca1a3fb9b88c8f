//! The results of each unit: who it is, and what is told of each question.

use crate::commune::at_most;
use crate::finding::{At, Finding, shown};
use crate::record::Unit;
use crate::results::{QuestionResult, Told, UnitHead, UnitResult};
use crate::ruleset::{Level, Question};
use crate::share::share;
use crate::tree::Tree;

pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for unit in tree.units.values() {
        if let Some(result) = tree.result(unit) {
            check_result(tree, unit, result, findings);
        }
    }
}

fn check_result(tree: &Tree, unit: &Unit, result: &UnitResult, findings: &mut Vec<Finding>) {
    let at = unit.at();
    for (field, stands, should) in head(&result.unit, unit.level, &unit.name, Some(&unit.kind)) {
        if stands != should {
            findings.push(Finding::Field { at: at.clone(), field, stands, should });
        }
    }
    let ruleset = &tree.record.ruleset;
    if let Some(stands) = result.ruleset.as_ref().filter(|stands| **stands != ruleset.name) {
        let (stands, should) = (format!("{stands:?}"), format!("{:?}", ruleset.name));
        findings.push(Finding::Field { at: at.clone(), field: "ruleset", stands, should });
    }
    let mut told = Vec::new();
    for question in &ruleset.question {
        let at = at.question(question.no);
        let found: Vec<_> = result.questions.iter().filter(|it| it.no == question.no).collect();
        if let [only] = found[..] {
            check_question(tree, &at, question, only, findings);
            told.extend(only.told().counts().map(|it| (question.no, it)));
        } else {
            findings.push(Finding::QuestionListed { at, stands: found.len() });
        }
    }
    for question in &result.questions {
        if !ruleset.question.iter().any(|it| it.no == question.no) {
            findings.push(Finding::QuestionUnknown { at: at.question(question.no) });
        }
    }
    at_most(&at, "the results", result.participation.valid.into(), &told, findings);
}

fn check_question(tree: &Tree, at: &At, rule: &Question, stands: &QuestionResult, findings: &mut Vec<Finding>) {
    if stands.words != rule.words {
        let (stands, should) = (format!("{:?}", stands.words), format!("{:?}", rule.words));
        findings.push(Finding::Field { at: at.clone(), field: "text, topic, criteria", stands, should });
    }
    let told = stands.told();
    if told == Told::Muddled {
        findings.push(Finding::Muddled { at: at.clone() });
    }
    let (satisfied, unsatisfied) = match told.counts() {
        Some(it) => (share(it.satisfied, it.answers()), share(it.unsatisfied, it.answers())),
        None => (None, None),
    };
    for (field, stands, should) in [
        ("percent_satisfied", &stands.percent_satisfied, satisfied),
        ("percent_unsatisfied", &stands.percent_unsatisfied, unsatisfied),
    ] {
        if *stands != should {
            let (stands, should) = (shown(stands.as_ref()), shown(should));
            findings.push(Finding::Share { at: at.clone(), field, stands, should });
        }
    }
    let threshold = tree.record.ruleset.threshold(rule.overall);
    let (percent, compare) = (threshold.map(|it| it.percent), threshold.map(|it| it.compare));
    for (field, stands, should) in [
        ("overall", stands.overall.to_string(), rule.overall.to_string()),
        ("threshold", shown(stands.threshold.as_ref()), shown(percent)),
        ("compare", shown(stands.compare.as_ref()), shown(compare)),
    ] {
        if stands != should {
            findings.push(Finding::Field { at: at.clone(), field, stands, should });
        }
    }
}

/// Of each field that says which unit is meant: its name, what stands there, and what should.
pub fn head(stands: &UnitHead, level: Level, name: &str, kind: Option<&String>) -> [(&'static str, String, String); 3] {
    let of = |text| shown(Some(text));
    [
        ("unit.level", stands.level.to_string(), level.to_string()),
        ("unit.name", of(stands.name.as_str()), of(name)),
        // Nothing else says of what kind a place is.
        ("unit.kind", shown(stands.kind.as_ref()), shown(kind.or(stands.kind.as_ref()))),
    ]
}
