//! Changes of verdicts and of what is withheld, each with digests as they should be.

mod common;

use common::{Draft, commune, district, draft, findings, place, province};
use serde_json::{Value, json};
use ydan_verify::counts::Counts;
use ydan_verify::finding::Finding;

#[test]
fn thresholds() {
    caught!(
        |it| it.set("/results/0/questions/0/threshold", "66.66"),
        Finding::Field { at, field: "threshold", .. } if *at == province().question(1)
    );
    caught!(
        |it| it.set("/results/0/questions/1/compare", ">="),
        Finding::Field { at, field: "compare", .. } if *at == province().question(2)
    );
    caught!(
        |it| it.set("/ruleset/threshold/0/percent", "75"),
        Finding::ReasonMissing { at, of, rule: "overall" } if *at == province() && *of == commune(1).question(1)
    );
    caught!(
        |it| it.set("/ruleset/threshold/1/percent", 60),
        Finding::ReasonMissing { at, of, rule: "content" } if *at == commune(2) && *of == commune(2).question(2)
    );
    caught!(
        |it| it.set("/ruleset/threshold/0/percent", "58"),
        Finding::ReasonUnfounded { at, unit, rule } if *at == district() && unit == "01102" && rule == "overall"
    );
    caught!(
        |it| it.set("/ruleset/participation/percent", 65),
        Finding::ReasonMissing { at, of, rule: "participation" } if *at == commune(1) && *of == commune(1)
    );
    caught!(
        |it| it.set("/ruleset/threshold/0/binds_at", "district"),
        Finding::QuestionMet { at, .. } if *at == commune(1).question(1)
    );
}

#[test]
fn met() {
    caught!(|it| it.set("/results/0/verdict/met", true), Finding::VerdictMet { at, .. } if *at == province());
    caught!(|it| it.set("/results/2/verdict/met", json!(null)), Finding::VerdictMet { at, .. } if *at == commune(1));
    caught!(
        |it| it.set("/results/3/questions/0/met", true),
        Finding::QuestionMet { at, .. } if *at == commune(2).question(1)
    );
    caught!(
        |it| it.set("/results/1/questions/1/met", json!(null)),
        Finding::QuestionMet { at, .. } if *at == district().question(2)
    );
    // All its reasons are that there were too few answers.
    caught!(
        |it| it.set("/results/2/questions/2/met", false),
        Finding::QuestionMet { at, .. } if *at == commune(1).question(3)
    );
}

type Change = fn(&mut Draft);

#[test]
fn reasons() {
    let changes: [(&str, Change); 8] = [
        ("rule", |it| it.set("/results/3/verdict/reasons/1/rule", "content")),
        ("count", |it| it.set("/results/3/verdict/reasons/1/count", 18)),
        ("base", |it| it.set("/results/3/verdict/reasons/1/base", 30)),
        ("threshold", |it| it.set("/results/3/verdict/reasons/1/threshold", "66.66")),
        ("compare", |it| it.set("/results/3/verdict/reasons/1/compare", ">")),
        ("needed", |it| it.set("/results/3/verdict/reasons/1/needed", 19)),
        ("short", |it| it.set("/results/3/verdict/reasons/1/short", 2)),
        ("unit.name", |it| it.set("/results/3/verdict/reasons/1/unit/name", "X")),
    ];
    for (changed, change) in changes {
        let mut draft = draft();
        change(&mut draft);
        let findings = findings(&draft.files());
        let [Finding::ReasonField { at, of, field, .. }] = &findings[..] else { panic!("{changed}: {findings:?}") };
        assert_eq!((at, of, *field), (&commune(2), &commune(2).question(1), changed));
    }
    // Of nothing, nothing is needed.
    caught!(
        |it| it.set("/results/2/verdict/reasons/0/needed", 3),
        Finding::ReasonField { at, field: "needed", .. } if *at == commune(1)
    );
}

#[test]
fn reasons_that_are_none_or_missing() {
    caught!(
        |it| it.set("/results/3/verdict/reasons/1/unit", "01101"),
        Finding::ReasonMissing { at, of, rule: "overall" } if *at == commune(2) && *of == commune(2).question(1)
    );
    caught!(
        |it| it.set("/results/3/verdict/reasons/1/question", 2),
        Finding::ReasonUnfounded { at, unit, .. } if *at == commune(2) && unit == "01102"
    );
    caught!(
        |it| _ = it.at("/results/0/verdict/reasons").as_array_mut().unwrap().remove(0),
        Finding::ReasonMissing { at, of, rule: "participation" } if *at == province() && *of == commune(2)
    );
    caught!(
        |it| {
            let twice = it.at("/results/2/verdict/reasons/0").clone();
            it.at("/results/2/verdict/reasons").as_array_mut().unwrap().push(twice);
        },
        Finding::ReasonUnfounded { at, rule, .. } if *at == commune(1) && rule == "too_few_answers"
    );
    caught!(
        |it| it.set("/ruleset/threshold", json!([])),
        Finding::ReasonUnfounded { at, .. } if *at == province()
    );
}

/// The record does not show whether content holds in the district, but two verdicts cannot say both.
#[test]
fn verdicts_that_do_not_agree_with_each_other() {
    caught!(
        |it| {
            it.set("/ruleset/threshold/1/binds_at", "district");
            let reason = it.at("/results/0/verdict/reasons/2");
            reason["unit"] = json!("011");
            reason["rule"] = json!("untold");
        },
        Finding::ReasonElsewhere { of, rule: "untold" } if *of == district().question(3)
    );
}

fn told(satisfied: u64, unsatisfied: u64, percent: &str) -> Value {
    json!({ "satisfied": satisfied, "unsatisfied": unsatisfied, "percent_satisfied": percent })
}

#[test]
fn revealed() {
    // Beside the reason.
    caught!(
        |it| {
            it.set("/results/2/questions/2/withheld", "too_few");
            it.at("/results/2/questions/2")["satisfied"] = json!(2);
            it.at("/results/2/questions/2")["unsatisfied"] = json!(1);
        },
        Finding::Muddled { at } if *at == commune(1).question(3)
    );
    caught!(
        |it| it.at("/results/0/questions/2")["satisfied"] = json!(20),
        Finding::Muddled { at } if *at == province().question(3)
    );
    caught!(
        |it| it.set("/results/2/questions/2/percent_satisfied", "66.67"),
        Finding::Share { at, field: "percent_satisfied", .. } if *at == commune(1).question(3)
    );
    caught!(
        |it| it.set("/results/2/children/2/overall", told(2, 1, "66.67")),
        Finding::Child { at, child, field: "overall", .. } if *at == commune(1) && child == "C"
    );
    // Neither counts nor a reason.
    caught!(
        |it| it.set("/results/2/children/2/withheld", json!(null)),
        Finding::Child { at, child, field: "overall", .. } if *at == commune(1) && child == "C"
    );
    caught!(
        |it| it.set("/results/2/questions/2/withheld", json!(null)),
        Finding::Muddled { at } if *at == commune(1).question(3)
    );
}

#[test]
fn told_though_too_few() {
    // A place of three.
    caught!(
        |it| {
            it.set("/results/2/children/2/overall", told(2, 1, "66.67"));
            it.set("/results/2/children/2/withheld", json!(null));
        },
        Finding::Small { at, stands } if *at == place('C').question(1) && *stands == Counts::new(2, 1)
    );
    // The place beside it, by which the place of three is known.
    caught!(
        |it| {
            it.set("/results/2/children/1/overall", told(13, 7, "65.00"));
            it.set("/results/2/children/1/withheld", json!(null));
        },
        Finding::PartsSmall { at, stands } if *at == commune(1).question(1) && *stands == Counts::new(2, 1)
    );
    // The question of three in the province, by which that of the commune is known.
    caught!(
        |it| {
            let question = it.at("/results/0/questions/2");
            question["satisfied"] = json!(19);
            question["unsatisfied"] = json!(9);
            question.as_object_mut().unwrap().remove("withheld");
        },
        Finding::PartsSmall { at, stands } if *at == province().question(3) && *stands == Counts::new(2, 1)
    );
}

#[test]
fn reasons_to_withhold() {
    caught!(
        |it| it.set("/results/2/children/2/withheld", "almost_all"),
        Finding::WithheldUnfit { at, .. } if *at == place('C').question(1)
    );
    caught!(
        |it| it.set("/results/2/children/1/withheld", "too_few"),
        Finding::PartsUnfit { at, .. } if *at == commune(1).question(1)
    );
    caught!(
        |it| it.set("/results/0/questions/2/withheld", "too_few"),
        Finding::WithheldUnfit { at, .. } if *at == province().question(3)
    );
    caught!(
        |it| it.set("/results/1/children/1/withheld", "too_few"),
        Finding::Child { at, child, field: "overall", .. } if *at == district() && child == "01102"
    );
    // Withheld, though all its parts are told.
    caught!(
        |it| {
            it.at("/results/0/questions/0")["withheld"] = json!("beside_others");
            it.at("/results/0/questions/0")["satisfied"] = json!(null);
            it.at("/results/0/questions/0")["unsatisfied"] = json!(null);
        },
        Finding::WithheldFollows { at } if *at == province().question(1)
    );
}
