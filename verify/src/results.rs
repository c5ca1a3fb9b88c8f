//! The results of a unit, as record.json gives them.

use std::fmt;

use serde::Deserialize;

use crate::counts::Counts;
use crate::counts::Turnout;
use crate::ruleset::{Level, Percent, RulesetName, Words};

#[derive(Debug, Deserialize)]
pub struct UnitResult {
    pub unit: UnitHead,
    pub ruleset: Option<RulesetName>,
    pub participation: Participation,
    pub hamlets: Hamlets,
    pub questions: Vec<QuestionResult>,
    pub verdict: Verdict,
    pub children: Vec<Child>,
}

/// What a result says of the unit it is of.
#[derive(Debug, Deserialize)]
pub struct UnitHead {
    pub code: String,
    pub name: String,
    pub kind: Option<String>,
    pub level: Level,
}

#[derive(Debug, Deserialize)]
pub struct Participation {
    pub households: u64,
    pub issued: u64,
    pub returned: u64,
    pub valid: u64,
    pub invalid: u64,
    pub percent: Option<String>,
    pub required: String,
}

impl Participation {
    pub fn turnout(&self) -> Turnout {
        let Self { households, issued, returned, valid, invalid, .. } = *self;
        Turnout { households, issued, returned, valid, invalid }
    }
}

#[derive(Debug, Deserialize)]
pub struct Hamlets {
    pub asked: u64,
    pub answered: u64,
}

#[derive(Debug, Deserialize)]
pub struct QuestionResult {
    pub no: u64,
    #[serde(flatten)]
    pub words: Words,
    pub overall: bool,
    pub satisfied: Option<u64>,
    pub unsatisfied: Option<u64>,
    pub withheld: Option<Withheld>,
    pub percent_satisfied: Option<String>,
    pub percent_unsatisfied: Option<String>,
    pub threshold: Option<String>,
    pub compare: Option<String>,
    pub met: Option<bool>,
}

impl QuestionResult {
    pub fn told(&self) -> Told {
        Told::of(self.satisfied, self.unsatisfied, self.withheld)
    }
}

#[derive(Debug, Deserialize)]
pub struct Verdict {
    pub met: Option<bool>,
    pub reasons: Vec<Reason>,
}

/// Why a verdict is no.
#[derive(Debug, Deserialize)]
pub struct Reason {
    pub rule: String,
    pub unit: ReasonUnit,
    pub question: Option<u64>,
    pub count: u64,
    pub base: u64,
    pub threshold: Percent,
    pub compare: String,
    pub needed: Option<u64>,
    pub short: Option<u64>,
    pub text: String,
}

/// The unit of a reason: its code, or all that results say of a unit.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum ReasonUnit {
    Code(String),
    Whole(UnitHead),
}

impl ReasonUnit {
    pub fn code(&self) -> &str {
        match self {
            Self::Code(code) => code,
            Self::Whole(head) => &head.code,
        }
    }
}

/// A unit one level down.
#[derive(Debug, Deserialize)]
pub struct Child {
    pub unit: UnitHead,
    pub participation: Participation,
    pub overall: Option<ChildCounts>,
    pub withheld: Option<Withheld>,
    pub met: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub struct ChildCounts {
    pub satisfied: Option<u64>,
    pub unsatisfied: Option<u64>,
    pub percent_satisfied: Option<String>,
}

impl Child {
    pub fn told(&self) -> Told {
        let counts = self.overall.as_ref();
        Told::of(counts.and_then(|it| it.satisfied), counts.and_then(|it| it.unsatisfied), self.withheld)
    }
}

/// Why counts are withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    TooFew,
    AlmostAll,
    AlmostNone,
    BesideOthers,
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooFew => "too_few",
            Self::AlmostAll => "almost_all",
            Self::AlmostNone => "almost_none",
            Self::BesideOthers => "beside_others",
        })
    }
}

/// What is told of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Counts(Counts),
    Withheld(Withheld),
    /// Neither both counts alone nor a reason alone.
    Muddled,
    /// There is nowhere to tell it.
    Nothing,
}

impl Told {
    fn of(satisfied: Option<u64>, unsatisfied: Option<u64>, withheld: Option<Withheld>) -> Self {
        match (satisfied, unsatisfied, withheld) {
            (Some(satisfied), Some(unsatisfied), None) => Self::Counts(Counts::new(satisfied, unsatisfied)),
            (None, None, Some(why)) => Self::Withheld(why),
            _ => Self::Muddled,
        }
    }

    pub fn counts(self) -> Option<Counts> {
        match self {
            Self::Counts(counts) => Some(counts),
            _ => None,
        }
    }
}
