//! What a recount cannot find, because nothing in a record says otherwise.

mod common;

use std::collections::BTreeSet;

use common::{draft, findings};
use serde_json::{Value, json};
use ydan_verify::finding::Finding;
use ydan_verify::recount;

/// Hands every value of record.json that holds no others to `each`, by its path.
fn leaves(value: &Value, path: &str, each: &mut impl FnMut(String, &Value)) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| leaves(it, &format!("{path}/{index}"), each));
        }
        Value::Object(fields) => fields.iter().for_each(|(name, it)| leaves(it, &format!("{path}/{name}"), each)),
        _ => each(path.to_owned(), value),
    }
}

/// Words that rules are made of.
const OF_RULES: [&str; 13] = [
    "all",
    "any",
    "households",
    "issued",
    "returned",
    "valid",
    "hamlet",
    "commune",
    "district",
    "province",
    ">",
    ">=",
    "60",
];

/// Each value by itself is changed in several ways, with digests as they should be. Only these changes are not found.
#[test]
fn every_value_changed() {
    let whole = draft();
    let mut paths = Vec::new();
    leaves(&whole.record, "", &mut |path, value| paths.push((path, value.clone())));
    let mut unseen = BTreeSet::new();
    for (path, value) in paths {
        let others = match &value {
            Value::Number(number) => {
                let number = number.as_u64().unwrap();
                vec![json!(number + 1), json!(number.saturating_sub(1)), json!(null)]
            }
            Value::String(_) if path.starts_with("/ruleset") => OF_RULES.map(Value::from).into(),
            Value::String(text) => vec![json!(format!("{text}0")), json!("province"), json!(null)],
            Value::Bool(yes) => vec![json!(!yes), json!(null)],
            _ => vec![json!(0), json!("0"), json!(false), json!({}), json!([])],
        };
        for other in others.into_iter().filter(|it| *it != value) {
            let mut changed = whole.clone();
            changed.set(&path, other);
            let again = recount(&changed.files());
            if again.summary.is_ok() && again.findings.is_empty() {
                let list = path.split('/').map(|it| if it.parse::<u8>().is_ok() { "*" } else { it });
                unseen.insert(list.collect::<Vec<_>>().join("/"));
            }
        }
    }
    let unseen: Vec<String> = unseen.into_iter().collect();
    assert_eq!(
        unseen,
        [
            "/audit/link",
            "/audit/no",
            "/places/*/by_hand/issued",
            "/results/*/children/*/overall",
            // That of places.
            "/results/*/children/*/unit/kind",
            "/results/*/verdict/reasons/*/text",
            "/round/id",
            "/round/version",
        ]
    );
}

#[test]
fn answers_traded_between_a_box_and_a_meeting_are_caught() {
    let mut draft = draft();
    draft.set("/communes/0/boxes/counts/1", json!({ "satisfied": 37, "unsatisfied": 13 }));
    assert!(matches!(findings(&draft.files())[..], [Finding::HandCounts { .. }]));
}
