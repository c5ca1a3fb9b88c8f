//! Records that agree.

mod common;

use common::{DISTRICT, FIRST, PROVINCE, SECOND, draft, findings};
use serde_json::json;
use ydan_verify::recount;

#[test]
fn the_small_province_agrees() {
    let files = draft().files();
    assert_eq!(findings(&files), []);
    let summary = recount(&files).summary.unwrap();
    assert_eq!((summary.units, summary.places, summary.boxes), (4, 6, 4));
    assert_eq!((summary.ballots, summary.receipts, summary.by_hand), (71, 70, 22));
    assert_eq!((summary.untold_communes, summary.withheld), (0, 5));
}

/// Order matters nowhere but among receipts, and boxes can come in any order.
#[test]
fn order_does_not_matter() {
    let mut draft = draft();
    for list in ["/units", "/places", "/communes", "/results", "/results/2/children", "/results/0/questions"] {
        draft.at(list).as_array_mut().unwrap().reverse();
    }
    draft.receipts.rotate_left(27);
    assert_eq!(findings(&draft.files()), []);
}

#[test]
fn what_is_unknown_is_passed_over() {
    let mut draft = draft();
    draft.at("/round")["motto"] = json!({ "deep": [1, 2, 3] });
    draft.at("/results/0/questions/0")["hint"] = json!("How is it?");
    assert_eq!(findings(&draft.files()), []);
}

#[test]
fn boxes_need_not_be_told() {
    let mut draft = draft();
    draft.set("/communes/0/boxes", json!(null));
    draft.set("/communes/0/by_hand", json!(null));
    assert_eq!(findings(&draft.files()), []);
    assert_eq!(recount(&draft.files()).summary.unwrap().untold_communes, 1);
}

/// Where content has to hold in the province, nobody can see whether question 3 does: both is accepted.
#[test]
fn what_is_not_told_may_hold_or_not() {
    let mut draft = draft();
    draft.set("/ruleset/threshold/1/binds_at", "province");
    draft.set("/results/0/questions/2/met", true);
    for result in [PROVINCE, DISTRICT, FIRST] {
        draft.at(&format!("/results/{result}/verdict/reasons")).as_array_mut().unwrap().pop();
    }
    for result in [DISTRICT, FIRST, SECOND] {
        for question in [1, 2] {
            draft.set(&format!("/results/{result}/questions/{question}/met"), json!(null));
        }
    }
    draft.set("/results/2/verdict/met", true);
    draft.set("/results/1/children/0/met", true);
    assert_eq!(findings(&draft.files()), []);

    let untold = json!({
        "rule": "untold", "unit": "01", "question": 3, "count": 0, "base": 0, "threshold": 50, "compare": ">",
        "needed": 1, "short": 1, "text": "",
    });
    draft.at("/results/0/verdict/reasons").as_array_mut().unwrap().push(untold);
    draft.set("/results/0/questions/2/met", false);
    assert_eq!(findings(&draft.files()), []);
}

#[test]
fn without_thresholds_nothing_is_judged() {
    let mut draft = draft();
    draft.set("/ruleset/threshold", json!([]));
    for result in 0..4 {
        draft.set(&format!("/results/{result}/verdict"), json!({ "met": null, "reasons": [] }));
        for question in 0..3 {
            let question = draft.at(&format!("/results/{result}/questions/{question}"));
            for field in ["threshold", "compare", "met"] {
                question[field] = json!(null);
            }
        }
    }
    for child in ["/results/0/children/0", "/results/1/children/0", "/results/1/children/1"] {
        draft.at(child)["met"] = json!(null);
    }
    assert_eq!(findings(&draft.files()), []);
}
