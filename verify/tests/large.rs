//! A large record: 350,000 ballots in 1,400 hamlets.

#![allow(clippy::unwrap_used, reason = "in tests that is how trouble shows")]

mod common;

use std::time::Instant;

use common::{Draft, findings, receipts};
use serde_json::{Value, json};

const COMMUNES: u64 = 28;
const PLACES: u64 = 50;
const BALLOTS: u64 = 250;

fn turnout(times: u64) -> Value {
    let ballots = times * BALLOTS;
    json!({ "households": ballots, "issued": ballots, "returned": ballots, "valid": ballots, "invalid": 0 })
}

fn participation(times: u64) -> Value {
    let mut value = turnout(times);
    value["percent"] = json!("100.00");
    value["required"] = json!("50.00");
    value
}

fn head(code: &str, level: &str) -> Value {
    json!({ "code": code, "name": code, "kind": level, "level": level })
}

fn child(code: &str, level: &str, times: u64) -> Value {
    let met = (level != "hamlet").then_some(true);
    let overall = json!({ "satisfied": times * 200, "unsatisfied": times * 50, "percent_satisfied": "80.00" });
    let (unit, participation) = (head(code, level), participation(times));
    json!({ "unit": unit, "participation": participation, "overall": overall, "withheld": null, "met": met })
}

fn result(code: &str, level: &str, times: u64, children: Vec<Value>) -> Value {
    let question = json!({
        "no": 1, "overall": true, "satisfied": times * 200, "unsatisfied": times * 50, "percent_satisfied": "80.00",
        "percent_unsatisfied": "20.00", "threshold": "66.67", "compare": ">=", "met": true,
    });
    json!({
        "unit": head(code, level), "participation": participation(times), "questions": [question],
        "hamlets": { "asked": times, "answered": times }, "verdict": { "met": true, "reasons": [] },
        "children": children,
    })
}

fn large() -> Draft {
    let all = COMMUNES * PLACES;
    let receipts_of_a_box = receipts(usize::try_from(BALLOTS).unwrap(), 1_234_567);
    let root = {
        let mut tree = ydan_verify::merkle::Tree::default();
        receipts_of_a_box.iter().for_each(|it| tree.add(it.as_bytes()));
        hex::encode(tree.root())
    };
    let mut top = head("province", "province");
    top["parent"] = json!(null);
    let mut draft = Draft { record: json!(null), receipts: Vec::new() };
    let (mut units, mut places, mut communes, mut results) = (vec![top], Vec::new(), Vec::new(), Vec::new());
    for commune in 0..COMMUNES {
        let code = format!("commune-{commune:02}");
        let mut unit = head(&code, "commune");
        unit["parent"] = json!("province");
        units.push(unit);
        let mut children = Vec::new();
        for place in 0..PLACES {
            let name = format!("{code}-{place:02}");
            let opened = json!({ "name": name, "ballots": BALLOTS, "unreadable": 0, "root": root });
            places.push(json!({
                "unit": code, "code": name, "name": name, "hamlets": 1, "turnout": turnout(1), "by_hand": null,
                "box": opened,
            }));
            children.push(child(&name, "hamlet", 1));
            draft.receipts.extend(receipts_of_a_box.iter().map(|it| (name.clone(), it.clone())));
        }
        results.push(result(&code, "commune", PLACES, children));
        let counts = json!([{ "satisfied": PLACES * 200, "unsatisfied": PLACES * 50 }]);
        let boxes = json!({ "ballots": PLACES * BALLOTS, "valid": PLACES * BALLOTS, "counts": counts });
        communes.push(json!({ "unit": code, "boxes": boxes, "by_hand": [{ "satisfied": 0, "unsatisfied": 0 }] }));
    }
    let children = (0..COMMUNES).map(|it| child(&format!("commune-{it:02}"), "commune", PLACES));
    results.push(result("province", "province", all, children.collect()));
    draft.record = json!({
        "format": "ydan-record/1",
        "round": {
            "id": 1, "unit": "province", "opens": "2026-03-01", "closes": "2026-03-20", "ended": "2026-03-20",
            "published_on": "2026-03-25", "version": 1,
        },
        "ruleset": {
            "question": [{ "no": 1, "overall": true }], "invalid_ballot": { "when": "any" },
            "participation": { "percent": 50, "base": "issued", "counted": "valid", "binds_at": "commune" },
            "threshold": [{ "about": "overall", "percent": "66.67", "compare": ">=", "binds_at": "hamlet" }],
        },
        "units": units, "places": places, "communes": communes, "results": results,
        "audit_slips": [],
        "audit": { "no": 1, "link": "00" },
    });
    draft
}

#[test]
fn a_large_record() {
    let mut draft = large();
    let files = draft.files();
    let start = Instant::now();
    let found = findings(&files);
    println!("{} receipts in {:?}", draft.receipts.len(), start.elapsed());
    assert_eq!(found, []);
    draft.receipts.swap(0, 1);
    assert_eq!(findings(&draft.files()).len(), 2);
}
