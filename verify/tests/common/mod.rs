//! What the tests have in common: a record that agrees, changes of it, and what is found.

#![allow(clippy::unwrap_used, reason = "in tests that is how trouble shows")]
#![allow(dead_code, unused_imports, reason = "each test file uses its own part of this")]

pub mod province;

pub use province::{draft, receipts};
use serde_json::Value;
use sha2::{Digest, Sha256};
use ydan_verify::files::Files;
use ydan_verify::finding::{At, Finding};
use ydan_verify::merkle::Tree;
use ydan_verify::ruleset::Level;
use ydan_verify::unreadable::Unreadable;
use ydan_verify::{Recount, recount};

/// A record in parts that tests can change.
#[derive(Clone)]
pub struct Draft {
    pub record: Value,
    pub receipts: Vec<(String, String)>,
}

impl Draft {
    /// The files, with digests as they should be.
    pub fn files(&self) -> Files {
        let receipts: Vec<_> = self.receipts.iter().map(|(name, it)| format!("{name},{it}\n")).collect();
        sealed(Files {
            record: serde_json::to_vec(&self.record).unwrap(),
            receipts: format!("box,receipt\n{}", receipts.concat()).into_bytes(),
            sums: Vec::new(),
        })
    }

    /// The part of record.json at a path.
    pub fn at(&mut self, path: &str) -> &mut Value {
        self.record.pointer_mut(path).unwrap_or_else(|| panic!("{path}"))
    }

    pub fn set(&mut self, path: &str, value: impl Into<Value>) {
        *self.at(path) = value.into();
    }

    /// Writes the root of a place's receipts as they are now.
    pub fn reroot(&mut self, place: usize) {
        let name = self.record["places"][place]["box"]["name"].as_str().unwrap().to_owned();
        let mut tree = Tree::default();
        self.receipts.iter().filter(|it| it.0 == name).for_each(|it| tree.add(it.1.as_bytes()));
        self.set(&format!("/places/{place}/box/root"), hex::encode(tree.root()));
    }
}

/// Writes SHA256SUMS anew.
pub fn sealed(files: Files) -> Files {
    let line = |bytes: &[u8], name| format!("{}  {name}\n", hex::encode(Sha256::digest(bytes)));
    let sums = [(&files.record, "record.json"), (&files.receipts, "receipts.csv")];
    Files { sums: sums.map(|(bytes, name)| line(bytes, name)).concat().into_bytes(), ..files }
}

pub fn findings(files: &Files) -> Vec<Finding> {
    let Recount { findings, summary } = recount(files);
    summary.unwrap();
    findings
}

pub fn unreadable(files: &Files) -> Unreadable {
    recount(files).summary.unwrap_err()
}

pub fn province() -> At {
    At::new(Level::Province, "01")
}

pub fn district() -> At {
    At::new(Level::District, "011")
}

pub fn commune(number: u32) -> At {
    At::new(Level::Commune, &format!("0110{number}"))
}

pub fn place(letter: char) -> At {
    At::new(Level::Hamlet, &letter.to_string())
}

/// Where results, communes and places stand in their lists.
pub const PROVINCE: usize = 0;
pub const DISTRICT: usize = 1;
pub const FIRST: usize = 2;
pub const SECOND: usize = 3;

/// Asserts that a change of the small province is found, as what and where it is.
#[macro_export]
macro_rules! caught {
    ($change:expr, $pattern:pat $(if $guard:expr)?) => {{
        let mut draft = $crate::common::draft();
        let change: fn(&mut $crate::common::Draft) = $change;
        change(&mut draft);
        let findings = $crate::common::findings(&draft.files());
        assert!(
            findings.iter().any(|it| matches!(it, $pattern $(if $guard)?)),
            "{} is not among {findings:#?}",
            stringify!($pattern $(if $guard)?)
        );
    }};
}
