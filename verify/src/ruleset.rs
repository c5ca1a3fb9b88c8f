//! The rules of a round, as far as a recount needs them.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::counts::Turnout;

#[derive(Debug, Deserialize)]
pub struct Ruleset {
    #[serde(flatten)]
    pub name: RulesetName,
    #[serde(alias = "questions")]
    pub question: Vec<Question>,
    pub invalid_ballot: InvalidBallot,
    pub participation: ParticipationRule,
    #[serde(default)]
    pub threshold: Vec<Threshold>,
    #[serde(default)]
    pub disclosure: Disclosure,
}

/// Which rules they are.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct RulesetName {
    pub id: Option<String>,
    pub version: Option<u64>,
    pub name: Option<String>,
}

/// What a question asks, and about which criteria: counts stand under the words that people answered.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Words {
    #[serde(alias = "vi")]
    pub text: Option<String>,
    pub topic: Option<String>,
    pub criteria: Option<Vec<u64>>,
}

#[derive(Debug, Deserialize)]
pub struct Question {
    pub no: u64,
    #[serde(flatten)]
    pub words: Words,
    #[serde(default)]
    pub overall: bool,
}

#[derive(Debug, Deserialize)]
pub struct InvalidBallot {
    pub when: InvalidWhen,
}

/// A ballot is invalid if all answers are not valid, or if any is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidWhen {
    All,
    Any,
}

/// Of how few nothing is told.
#[derive(Debug, Deserialize)]
pub struct Disclosure {
    #[serde(deserialize_with = "at_least_five")]
    pub fewest: u64,
}

impl Default for Disclosure {
    fn default() -> Self {
        Self { fewest: LEAST }
    }
}

/// No record tells counts of fewer answers.
const LEAST: u64 = 5;

fn at_least_five<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let fewest = u64::deserialize(deserializer)?;
    let wrong = || D::Error::invalid_value(serde::de::Unexpected::Unsigned(fewest), &"a whole number of at least 5");
    if fewest < LEAST { Err(wrong()) } else { Ok(fewest) }
}

/// How a record withholds.
#[derive(Debug, Clone, Copy)]
pub struct Withholding {
    /// The fewest answers whose counts are told.
    pub fewest: i128,
    /// Whether each valid ballot has an answer.
    pub exact: bool,
}

#[derive(Debug, Deserialize)]
pub struct ParticipationRule {
    pub percent: Percent,
    pub base: Base,
    pub counted: Counted,
    pub binds_at: Level,
}

impl ParticipationRule {
    /// What is counted of a turnout, and of how many.
    pub fn part(&self, turnout: &Turnout) -> (i128, i128) {
        let part = match self.counted {
            Counted::Returned => turnout.returned,
            Counted::Valid => turnout.valid,
        };
        let whole = match self.base {
            Base::Households => turnout.households,
            Base::Issued => turnout.issued,
        };
        (part.into(), whole.into())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    Households,
    Issued,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    Returned,
    Valid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Threshold {
    pub about: About,
    pub percent: Percent,
    pub compare: Compare,
    pub binds_at: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Overall,
    Content,
}

impl About {
    pub fn name(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Content => "content",
        }
    }
}

impl Ruleset {
    pub fn threshold(&self, overall: bool) -> Option<Threshold> {
        let about = if overall { About::Overall } else { About::Content };
        self.threshold.iter().find(|it| it.about == about).copied()
    }

    pub fn withholding(&self) -> Withholding {
        Withholding { fewest: self.disclosure.fewest.into(), exact: self.answers_are_ballots() }
    }

    /// Whether every valid ballot has a valid answer to each question.
    pub fn answers_are_ballots(&self) -> bool {
        self.invalid_ballot.when == InvalidWhen::Any || self.question.len() == 1
    }
}

/// How a share is compared to the percentage asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Compare {
    #[serde(rename = ">=")]
    AtLeast,
    #[serde(rename = ">")]
    MoreThan,
}

impl fmt::Display for Compare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
        })
    }
}

/// The lowest comes first, so `>` is "above".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Hamlet,
    Commune,
    District,
    Province,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hamlet => "hamlet",
            Self::Commune => "commune",
            Self::District => "district",
            Self::Province => "province",
        })
    }
}

/// A percentage of at most a hundred, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u16);

impl Percent {
    /// Reads `50`, `66.6` or `66.67`.
    pub fn read(text: &str) -> Option<Self> {
        let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        if !digits(whole, 3) || !digits(rest, 2) {
            return None;
        }
        let whole: u32 = whole.parse().ok()?;
        let rest: u32 = format!("{rest:0<2}").parse().ok()?;
        let hundredths = whole * 100 + rest;
        u16::try_from(hundredths).ok().filter(|it| *it <= 10_000).map(Self)
    }

    /// Whether `part` of `whole` is enough.
    pub fn holds(self, compare: Compare, part: i128, whole: i128) -> bool {
        let (left, right) = (part * 10_000, i128::from(self.0) * whole);
        whole != 0
            && match compare {
                Compare::AtLeast => left >= right,
                Compare::MoreThan => left > right,
            }
    }

    /// The smallest part of `whole` that is enough.
    pub fn needed(self, compare: Compare, whole: i128) -> i128 {
        let asked = i128::from(self.0) * whole;
        match compare {
            Compare::AtLeast => (asked + 9_999) / 10_000,
            Compare::MoreThan => asked / 10_000 + 1,
        }
    }
}

/// With two decimals.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Percent;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a percentage from 0 to 100 of at most two decimals")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Percent, E> {
                Percent::read(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Percent, E> {
                self.visit_str(&number.to_string())
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Percent, E> {
                self.visit_str(&number.to_string())
            }
        }
        deserializer.deserialize_any(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        Percent::read(text).unwrap()
    }

    #[test]
    fn no_rules_tell_fewer_than_five_answers() {
        let read = |text| serde_json::from_str::<Disclosure>(text).ok().map(|it| it.fewest);
        assert_eq!([read(r#"{"fewest":4}"#), read(r#"{"fewest":0}"#), read(r#"{"fewest":-5}"#)], [None; 3]);
        assert_eq!([read(r#"{"fewest":5}"#), read(r#"{"fewest":12}"#)], [Some(5), Some(12)]);
        assert_eq!(Disclosure::default().fewest, 5);
    }

    #[test]
    fn percentages_are_read() {
        for (text, stands) in [("50", "50.00"), ("66.6", "66.60"), ("66.67", "66.67"), ("0", "0.00"), ("100", "100.00")]
        {
            assert_eq!(percent(text).to_string(), stands);
        }
        for text in ["", ".", "1.", ".5", "66.667", "-1", "+1", "100.01", "1e2", "101", "1000", "99999999999"] {
            assert_eq!(Percent::read(text), None, "{text}");
        }
        assert_eq!(serde_json::from_str::<Percent>("66.67").unwrap(), percent("66.67"));
        assert_eq!(serde_json::from_str::<Percent>("\"50\"").unwrap(), serde_json::from_str("50").unwrap());
        assert!(serde_json::from_str::<Percent>("-5").is_err());
        assert!(serde_json::from_str::<Percent>("1e300").is_err());
    }

    #[test]
    fn needed_is_the_smallest_part_that_holds() {
        for text in ["0", "33.33", "50", "66.67", "99.99", "100"] {
            for compare in [Compare::AtLeast, Compare::MoreThan] {
                for whole in 1..60 {
                    let needed = percent(text).needed(compare, whole);
                    assert!(percent(text).holds(compare, needed, whole));
                    assert!(needed == 0 || !percent(text).holds(compare, needed - 1, whole));
                }
            }
        }
        assert!(!percent("0").holds(Compare::AtLeast, 0, 0));
    }
}
