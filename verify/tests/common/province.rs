//! A small province, made by hand, whose record agrees.
//!
//! Province 01, district 011, communes 01101 and 01102. Of the places of 01101, C had 3 ballots, so it is withheld, and
//! B beside it. In 01101 three households answered question 3, so it is withheld there, and above beside it.

use serde_json::{Value, json};

use super::Draft;

fn turnout(numbers: [u64; 5]) -> Value {
    let [households, issued, returned, valid, invalid] = numbers;
    json!({ "households": households, "issued": issued, "returned": returned, "valid": valid, "invalid": invalid })
}

fn participation(numbers: [u64; 5], percent: Option<&str>) -> Value {
    let mut value = turnout(numbers);
    value["percent"] = json!(percent);
    value["required"] = json!("50.00");
    value
}

const PROVINCE_TURNOUT: [u64; 5] = [198, 195, 93, 92, 1];
const FIRST_TURNOUT: [u64; 5] = [98, 96, 63, 62, 1];
const SECOND_TURNOUT: [u64; 5] = [100, 99, 30, 30, 0];
/// Its commune, its code, its hamlets, its turnout, by hand, and of its box the ballots and the unreadable ones.
type Place = (&'static str, char, u64, [u64; 5], Option<[u64; 5]>, Option<[u64; 2]>);
const PLACES: [Place; 6] = [
    ("01101", 'A', 2, [60, 58, 40, 39, 1], Some([0, 12, 12, 12, 0]), Some([28, 1])),
    ("01101", 'B', 1, [30, 30, 20, 20, 0], None, Some([20, 0])),
    ("01101", 'C', 1, [8, 8, 3, 3, 0], None, Some([3, 0])),
    ("01102", 'D', 3, [50, 50, 20, 20, 0], None, Some([20, 0])),
    ("01102", 'E', 1, [40, 40, 10, 10, 0], Some([0, 40, 10, 10, 0]), None),
    ("01102", 'F', 2, [10, 9, 0, 0, 0], None, None),
];

fn head(code: &str) -> Value {
    let (level, kind) = match code.len() {
        1 => ("hamlet", "hamlet"),
        2 => ("province", "province"),
        3 => ("district", "city"),
        _ => ("commune", "town"),
    };
    json!({ "code": code, "name": format!("Name of {code}"), "kind": kind, "level": level })
}

fn question(no: u64, counts: Result<(u64, u64, &str, &str), &str>, met: Option<bool>) -> Value {
    let (threshold, compare) = if no == 1 { ("66.67", ">=") } else { ("50.00", ">") };
    let mut value = json!({
        "no": no, "text": format!("Are you satisfied with {no}?"), "topic": format!("Topic {no}"), "criteria": [no],
        "overall": no == 1, "threshold": threshold, "compare": compare, "met": met,
        "percent_satisfied": null, "percent_unsatisfied": null,
    });
    match counts {
        Ok((satisfied, unsatisfied, percent_satisfied, percent_unsatisfied)) => {
            value["satisfied"] = json!(satisfied);
            value["unsatisfied"] = json!(unsatisfied);
            value["percent_satisfied"] = json!(percent_satisfied);
            value["percent_unsatisfied"] = json!(percent_unsatisfied);
        }
        Err(why) => value["withheld"] = json!(why),
    }
    value
}

fn asked(no: u64) -> Value {
    json!({
        "no": no, "vi": format!("Are you satisfied with {no}?"), "topic": format!("Topic {no}"), "criteria": [no],
        "overall": no == 1,
    })
}

fn child(
    code: &str,
    participation: Value,
    overall: Result<(u64, u64, Option<&str>), &str>,
    met: Option<bool>,
) -> Value {
    let counts = overall.ok().map(|(satisfied, unsatisfied, percent)| {
        json!({ "satisfied": satisfied, "unsatisfied": unsatisfied, "percent_satisfied": percent })
    });
    json!({
        "unit": head(code), "participation": participation, "overall": counts, "withheld": overall.err(), "met": met,
    })
}

/// A place as a child of its commune.
fn of_place(letter: char, percent: &str, overall: Result<(u64, u64, Option<&str>), &str>) -> Value {
    let (_, _, _, numbers, _, _) = PLACES.into_iter().find(|it| it.1 == letter).unwrap();
    child(&letter.to_string(), participation(numbers, Some(percent)), overall, None)
}

fn reason(rule: &str, code: &str, question: Option<u64>, numbers: [u64; 4]) -> Value {
    let [count, base, needed, short] = numbers;
    let (threshold, compare) = match question {
        None => ("50", ">="),
        Some(1) => ("66.67", ">="),
        Some(_) => ("50", ">"),
    };
    json!({
        "rule": rule, "unit": head(code), "question": question, "count": count, "base": base, "threshold": threshold,
        "compare": compare, "needed": needed, "short": short, "text": "Because it is so.",
    })
}

/// The receipts of a box: the first ones that there are, in steps.
pub fn receipts(number: usize, step: usize) -> Vec<String> {
    let letters = b"23456789CFGHJKMNPQRTVX";
    let one = |number: usize| {
        let places = (0..10_u32).rev().map(|it| number / 22_usize.pow(it) % 22);
        places.map(|it| char::from(letters[it])).collect()
    };
    (1..=number).map(|it| one(it * step)).collect()
}

pub fn draft() -> Draft {
    let too_few = || reason("too_few_answers", "01101", Some(3), [0, 0, 1, 1]);
    let low = || reason("participation", "01102", None, [30, 100, 50, 20]);
    let unhappy = || reason("overall", "01102", Some(1), [17, 29, 20, 3]);
    let above = |code: &str, children: Value| {
        json!({
            "unit": head(code),
            "participation": participation(PROVINCE_TURNOUT, Some("46.97")),
            "hamlets": { "asked": 10, "answered": 8 },
            "ruleset": { "id": "commune", "version": 2, "name": "Rules of communes" },
            "questions": [
                question(1, Ok((62, 28, "68.89", "31.11")), Some(false)),
                question(2, Ok((53, 34, "60.92", "39.08")), Some(true)),
                question(3, Err("beside_others"), None),
            ],
            "verdict": { "met": false, "reasons": [low(), unhappy(), too_few()] },
            "children": children,
        })
    };
    let both = (62, 28, Some("68.89"));
    let of_district = child("011", participation(PROVINCE_TURNOUT, Some("46.97")), Ok(both), Some(false));
    let first = participation(FIRST_TURNOUT, Some("64.29"));
    let second = participation(SECOND_TURNOUT, Some("30.00"));
    let results = json!([
        above("01", json!([of_district])),
        above("011", json!([
            child("01101", first.clone(), Ok((45, 16, Some("73.77"))), Some(false)),
            child("01102", second.clone(), Ok((17, 12, Some("58.62"))), Some(false)),
        ])),
        {
            "unit": head("01101"),
            "participation": first,
            "hamlets": { "asked": 4, "answered": 4 },
            "ruleset": { "id": "commune", "version": 2, "name": "Rules of communes" },
            "questions": [
                question(1, Ok((45, 16, "73.77", "26.23")), Some(true)),
                question(2, Ok((38, 24, "61.29", "38.71")), Some(true)),
                question(3, Err("too_few"), None),
            ],
            "verdict": { "met": false, "reasons": [too_few()] },
            "children": [
                of_place('A', "66.67", Ok((30, 8, Some("78.95")))),
                of_place('B', "66.67", Err("beside_others")),
                of_place('C', "37.50", Err("too_few")),
            ],
        },
        {
            "unit": head("01102"),
            "participation": second,
            "hamlets": { "asked": 6, "answered": 4 },
            "ruleset": { "id": "commune", "version": 2, "name": "Rules of communes" },
            "questions": [
                question(1, Ok((17, 12, "58.62", "41.38")), Some(false)),
                question(2, Ok((15, 10, "60.00", "40.00")), Some(true)),
                question(3, Ok((17, 8, "68.00", "32.00")), Some(true)),
            ],
            "verdict": { "met": false, "reasons": [low(), unhappy()] },
            "children": [
                of_place('D', "40.00", Ok((11, 8, Some("57.89")))),
                of_place('E', "25.00", Ok((6, 4, Some("60.00")))),
                of_place('F', "0.00", Ok((0, 0, None))),
            ],
        },
    ]);
    let places = PLACES.map(|(unit, letter, hamlets, numbers, by_hand, opened)| {
        let opened = opened.map(|[ballots, unreadable]| {
            json!({ "name": format!("box-{letter}"), "ballots": ballots, "unreadable": unreadable, "root": "" })
        });
        json!({
            "unit": unit, "code": letter, "name": format!("Name of {letter}"), "hamlets": hamlets,
            "turnout": turnout(numbers), "by_hand": by_hand.map(turnout), "box": opened,
        })
    });
    let units: Vec<Value> = [("01", None), ("011", Some("01")), ("01101", Some("011")), ("01102", Some("011"))]
        .into_iter()
        .map(|(code, parent)| {
            let mut unit = head(code);
            unit["parent"] = json!(parent);
            unit
        })
        .collect();
    let of = |satisfied: u64, unsatisfied: u64| json!({ "satisfied": satisfied, "unsatisfied": unsatisfied });
    let record = json!({
        "format": "ydan-record/1",
        "round": {
            "id": "r1", "unit": "01", "opens": "2026-03-01", "closes": "2026-03-20", "ended": "2026-03-20",
            "published_on": "2026-03-25", "version": 1,
        },
        "ruleset": {
            "id": "commune", "version": 2, "name": "Rules of communes",
            "question": [asked(1), asked(2), asked(3)],
            "invalid_ballot": { "when": "all" },
            "participation": { "percent": 50, "base": "households", "counted": "returned", "binds_at": "commune" },
            "threshold": [
                { "about": "overall", "percent": "66.67", "compare": ">=", "binds_at": "commune" },
                { "about": "content", "percent": "50", "compare": ">", "binds_at": "commune" },
            ],
        },
        "units": units,
        "places": places,
        "communes": [
            { "unit": "01101", "boxes": { "ballots": 51, "valid": 50, "counts": [of(37, 12), of(33, 17), null] }, "by_hand": [of(8, 4), of(5, 7), null] },
            { "unit": "01102", "boxes": { "ballots": 20, "valid": 20, "counts": [of(11, 8), of(13, 7), of(12, 3)] }, "by_hand": [of(6, 4), of(2, 3), of(5, 5)] },
        ],
        "results": results,
        "audit_slips": [
            { "box": "box-A", "receipt": "XCXCXCXCXC", "agrees": true },
            { "box": "box-D", "receipt": "XVXVXVXVXV", "agrees": true },
        ],
        "audit": { "no": 17, "link": "00ff" },
    });
    let boxes = [('A', 27, 7), ('B', 20, 1), ('C', 3, 1000), ('D', 20, 22)];
    let receipts = boxes.into_iter().flat_map(|(letter, number, step)| {
        receipts(number, step).into_iter().map(move |it| (format!("box-{letter}"), it))
    });
    let mut draft = Draft { record, receipts: receipts.collect() };
    (0..4).for_each(|place| draft.reroot(place));
    draft
}
