//! A ruleset: which households are asked what, and what counts as satisfied (*bộ tiêu chí, mẫu phiếu, ngưỡng*).
//!
//! A ruleset is data with its citations, one file each, never code: provinces differ and decisions are amended.
//! A round keeps the whole text of the version it was opened with, so a later amendment changes no result.

use crate::domain::survey::ballot::Ballot;
use crate::domain::survey::source::{InForce, Source};
use crate::domain::survey::threshold::{About, Threshold};
use crate::domain::units::title::Title;
use crate::domain::units::unit::Level;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// One version of the rules for recognising one kind of unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    /// Its name in files and commands, such as `xa-ntm-2021-2025`.
    pub id: String,
    /// Counts up with every amendment.
    pub version: u32,
    /// What people call it.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// The level of the unit that is recognised.
    pub level: Level,
    /// The title it is recognised with. A newer set for the same title takes an older one's place.
    pub title: Title,
    /// When units are recognised by it.
    pub in_force: InForce,
    /// The kinds of communes whose households are asked; wards and townships usually are not.
    pub asks: Vec<String>,
    /// Whether no authority has set the form yet.
    pub draft: bool,
    /// What is not certain about it, for everybody who reads results by it.
    pub note: String,
    /// What whoever plans a round by it sees to first.
    #[serde(default)]
    pub advice: String,
    /// Whether the wording of the questions has been checked against the authority's form.
    pub verified: bool,
    /// The decisions it rests on.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// How many must take part.
    pub participation: Participation,
    /// How long a round may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit: Option<TimeLimit>,
    /// When a paper ballot does not count.
    #[serde(default)]
    pub invalid_ballot: InvalidBallot,
    /// Of how few nothing is told.
    #[serde(default)]
    pub disclosure: Disclosure,
    /// Whether it asks only some contents again, so that not every criterion is covered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// How many must be satisfied.
    #[serde(rename = "threshold", default)]
    pub thresholds: Vec<Threshold>,
    /// What a household can answer.
    pub answers: Answers,
    /// The criteria of the set.
    #[serde(rename = "criterion")]
    pub criteria: Vec<Criterion>,
    /// The questions of the form, the overall one last.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// How many households must take part (*tỷ lệ tham gia*). Differs by place and year: 60, 63, 70, 80, 92%.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// At least so many in a hundred.
    pub percent: u32,
    /// In a hundred of what.
    pub base: Base,
    /// Which ballots count as taking part.
    pub counted: Counted,
    /// The level at which it must hold.
    pub binds_at: Level,
    /// The document it comes from; none where each round names its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What is known of the number where no document is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the number has been checked.
    pub verified: bool,
}

/// What participation is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Base {
    /// All households.
    Households,
    /// The ballots handed out.
    Issued,
}

/// Which ballots count as taking part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// All that came back.
    Returned,
    /// The valid ones.
    Valid,
}

/// How long a round may take, from its first day to the finished aggregation (*thời hạn*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    /// So many working days, the first one counted.
    pub working_days: u32,
    /// The document it comes from.
    pub source: String,
    /// Whether the number has been checked.
    pub verified: bool,
}

/// When a ballot as a whole does not count (*phiếu không hợp lệ*). An answer without a mark or with both never counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvalidBallot {
    /// Which invalid answers spoil it.
    pub when: Spoils,
    /// The document it comes from.
    pub source: String,
    /// Whether the rule has been checked.
    pub verified: bool,
}

impl Default for InvalidBallot {
    fn default() -> Self {
        Self { when: Spoils::All, source: String::new(), verified: false }
    }
}

/// Which invalid answers spoil a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spoils {
    /// Only if no answer of it is valid.
    All,
    /// If any answer of it is invalid.
    Any,
}

impl Spoils {
    /// Whether a ballot counts.
    pub fn counts(self, ballot: &Ballot) -> bool {
        let valid = |answer: &Option<crate::domain::survey::ballot::Answer>| answer.is_some();
        match self {
            Self::All => ballot.answers().iter().any(valid),
            Self::Any => ballot.answers().iter().all(valid),
        }
    }
}

/// Of how few households nothing is told (*số ý kiến ít nhất được nêu*): the threshold rule of statistical disclosure control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The fewest answers whose counts are told, and the fewest ballots of a box that is opened alone; at least [`Self::LEAST`].
    pub fewest: u64,
    /// The document it comes from.
    pub source: String,
    /// Whether the number has been checked.
    pub verified: bool,
}

impl Disclosure {
    /// No ruleset goes below it, and one that sets nothing has it. Ours; no document sets it.
    pub const LEAST: u64 = 5;
    /// Above it hardly a hamlet would be told.
    pub const MOST: u64 = 50;
}

impl Default for Disclosure {
    fn default() -> Self {
        Self { fewest: Self::LEAST, source: String::new(), verified: false }
    }
}

/// The words of the two answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// *Hài lòng.*
    pub satisfied: Words,
    /// *Chưa hài lòng*; the reason is asked after it.
    pub unsatisfied: Words,
}

/// The same words in each language a ballot is shown in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A criterion of the set (*tiêu chí*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its number.
    pub no: u32,
    /// The group it stands in; empty where the set has none.
    pub group: String,
    /// Its official name.
    pub name: String,
    /// The same in English; empty where nobody translated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// What it is measured by, where the set lists that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
}

/// An indicator of a criterion (*chỉ tiêu của tiêu chí*): 2.1 is the first of the second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its number within the criterion.
    pub no: u32,
    /// Its official name.
    pub name: String,
    /// What it asks for, as the decision writes it: "≥ 70%". Empty where that is all in the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asks: String,
}

/// A question of the form (*nội dung lấy ý kiến*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its number.
    pub no: u32,
    /// The criteria it asks about.
    pub criteria: Vec<u32>,
    /// Whether it is the overall one.
    pub overall: bool,
    /// A few words for tables and reasons.
    pub topic: String,
    /// The same in English; empty where nobody translated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic_en: String,
    /// The question in plain Vietnamese.
    pub vi: String,
    /// The question in plain English; empty where nobody translated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// In a round that asks some contents again (*lấy ý kiến lại*): its number in the round before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<u32>,
}

impl Ruleset {
    /// The question `no`.
    pub fn question(&self, no: u32) -> Option<&Question> {
        self.questions.get((no as usize).checked_sub(1)?)
    }

    /// The criterion `no`.
    pub fn criterion(&self, no: u32) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.no == no)
    }

    /// Whether it recognises units of this kind: of communes, those whose households it asks.
    pub fn recognises(&self, unit: &crate::domain::units::unit::UnitRef) -> bool {
        unit.level == self.level && (unit.level != Level::Commune || self.asks.contains(&unit.kind))
    }

    /// Whether units are recognised by it on a day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.in_force.from <= day && self.in_force.to.is_none_or(|last| day <= last)
    }

    /// The threshold for an overall or another question, if the rules set one.
    pub fn threshold(&self, about: About) -> Option<&Threshold> {
        self.thresholds.iter().find(|threshold| threshold.about == about)
    }

    /// Whether every number of the ruleset and its wording have been checked.
    pub fn is_verified(&self) -> bool {
        self.verified && self.participation.verified && self.thresholds.iter().all(|threshold| threshold.verified)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::survey::threshold::Compare;

    /// A small form: `questions` questions, the last one overall, content 80 and overall 90 in every commune.
    pub(crate) fn small(questions: u32) -> Ruleset {
        let words = |text: &str| Words { vi: text.into(), en: text.into() };
        let threshold = |about, percent| Threshold {
            about,
            percent,
            compare: Compare::AtLeast,
            binds_at: Level::Commune,
            source: "QĐ".into(),
            verified: true,
        };
        Ruleset {
            id: "small".into(),
            version: 1,
            name: "Nhỏ".into(),
            name_en: "Small".into(),
            level: Level::Commune,
            title: Title::Standard,
            in_force: InForce { from: NaiveDate::MIN, to: None, source: "QĐ".into(), verified: true },
            asks: vec!["xã".into()],
            draft: false,
            note: String::new(),
            advice: String::new(),
            verified: true,
            sources: vec![Source { number: "1".into(), date: None, title: "t".into(), cited_as: None }],
            participation: Participation {
                percent: 70,
                base: Base::Households,
                counted: Counted::Returned,
                binds_at: Level::Commune,
                source: "KH".into(),
                note: String::new(),
                verified: true,
            },
            time_limit: Some(TimeLimit { working_days: 20, source: "HD".into(), verified: true }),
            invalid_ballot: InvalidBallot::default(),
            disclosure: Disclosure::default(),
            partial: false,
            thresholds: vec![threshold(About::Overall, 90), threshold(About::Content, 80)],
            answers: Answers { satisfied: words("Hài lòng"), unsatisfied: words("Chưa hài lòng") },
            criteria: (1..questions)
                .map(|no| Criterion {
                    no,
                    group: String::new(),
                    name: format!("TC {no}"),
                    name_en: String::new(),
                    indicators: vec![],
                })
                .collect(),
            questions: (1..=questions)
                .map(|no| Question {
                    no,
                    criteria: if no == questions { vec![] } else { vec![no] },
                    overall: no == questions,
                    topic: format!("Nội dung {no}"),
                    topic_en: String::new(),
                    vi: "?".into(),
                    en: "?".into(),
                    repeats: None,
                })
                .collect(),
        }
    }

    #[test]
    fn a_paper_ballot_counts_by_the_rule_of_its_ruleset() {
        let ballot = |text: &str| Ballot::from_text(text).expect("a ballot");
        let counts = |rule: Spoils| ["su", "s-", "--"].map(|text| rule.counts(&ballot(text)));
        assert_eq!(counts(Spoils::All), [true, true, false]);
        assert_eq!(counts(Spoils::Any), [true, false, false]);
    }
}
