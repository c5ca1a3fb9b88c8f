//! Whatever a record holds, a recount comes to an end.

#![allow(clippy::unwrap_used, reason = "in tests that is how trouble shows")]

mod common;

use common::{draft, sealed};
use serde_json::{Value, json};
use ydan_verify::files::Files;
use ydan_verify::recount;

/// Numbers that look like chance, and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

#[test]
fn bytes_changed_cut_and_doubled() {
    let whole = draft().files();
    let mut chance = Chance(7);
    for _ in 0..500 {
        let mut files = whole.clone();
        let bytes = match chance.below(3) {
            0 => &mut files.receipts,
            1 => &mut files.sums,
            _ => &mut files.record,
        };
        for _ in 0..=chance.below(3) {
            let (from, to) = (chance.below(bytes.len()), chance.below(bytes.len()));
            match chance.below(4) {
                0 => bytes.truncate(from.max(1)),
                1 => bytes[from] = b"0123456789\",:{}[]\n\\-\xffx"[chance.below(22)],
                2 => bytes[from] = u8::try_from(chance.below(256)).unwrap(),
                _ => bytes.extend_from_within(from.min(to)..from.max(to)),
            }
        }
        let files = if chance.below(2) == 0 { sealed(files) } else { files };
        let again = recount(&files);
        let said = again.findings.iter().map(ToString::to_string).chain(again.summary.err().map(|it| it.to_string()));
        said.for_each(|it| assert!(!it.is_empty()));
    }
}

fn paths(value: &Value, path: &str, all: &mut Vec<String>) {
    all.push(path.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| paths(it, &format!("{path}/{index}"), all));
        }
        Value::Object(fields) => fields.iter().for_each(|(name, it)| paths(it, &format!("{path}/{name}"), all)),
        _ => {}
    }
}

#[test]
fn values_that_nobody_means() {
    let whole = draft();
    let mut all = Vec::new();
    paths(&whole.record, "", &mut all);
    let strange =
        [json!(u64::MAX), json!(-1), json!(1e300), json!(""), json!("01"), json!("\u{1b}[2J\n"), json!([]), json!({})];
    let mut strange = strange.iter().chain([&Value::Null]).cycle();
    for path in all.iter().flat_map(|it| [it; 2]) {
        let mut changed = whole.clone();
        changed.set(path, strange.next().unwrap().clone());
        recount(&changed.files());
    }
    let mut chance = Chance(11);
    for _ in 0..300 {
        let mut changed = whole.clone();
        for _ in 0..6 {
            let (to, from) = (&all[chance.below(all.len())], &all[chance.below(all.len())]);
            if let Some(value) = changed.record.pointer(from).cloned()
                && let Some(place) = changed.record.pointer_mut(to)
            {
                *place = value;
            }
        }
        recount(&changed.files());
    }
}

/// All numbers as great as can be: sums do not run over.
#[test]
fn the_greatest_numbers() {
    fn greatest(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(greatest),
            Value::Object(fields) => fields.iter_mut().filter(|it| it.0 != "ruleset").for_each(|it| greatest(it.1)),
            Value::Number(number) => *number = u64::MAX.into(),
            _ => {}
        }
    }
    let mut draft = draft();
    greatest(&mut draft.record);
    let again = recount(&draft.files());
    assert!(again.summary.is_ok() && !again.findings.is_empty());
}

#[test]
fn deep_and_empty() {
    for record in ["", "[", "null", "{}", &"[".repeat(100_000), &format!("{{\"a\":{}", "[".repeat(100_000))] {
        let files = sealed(Files { record: record.into(), ..draft().files() });
        assert!(recount(&files).summary.is_err());
    }
    assert!(recount(&Files::default()).summary.is_err());
}
