//! A ruleset: which households are asked what, and what counts as satisfied (*bộ tiêu chí, mẫu phiếu, ngưỡng*).
//!
//! A ruleset is data with its citations, one file each, never code: provinces differ and decisions are amended.
//! A round keeps the whole text of the version it was opened with, so a later amendment changes no result.

use crate::domain::survey::ballot::Ballot;
use crate::domain::survey::source::{InForce, Source};
use crate::domain::units::title::Title;
use crate::domain::units::unit::Level;
use crate::message::Message;
use crate::messages;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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
    /// What committee users have to know before they rely on it.
    pub note: String,
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

/// How many must be satisfied (*ngưỡng hài lòng*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The overall question, or each of the others.
    pub about: About,
    /// So many in a hundred.
    pub percent: u32,
    /// Whether exactly so many are enough.
    pub compare: Compare,
    /// The level at which it must hold: in **every** such unit, whatever the total says.
    pub binds_at: Level,
    /// The document it comes from.
    pub source: String,
    /// Whether the number has been checked.
    pub verified: bool,
}

/// What a threshold is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The overall question (*nhìn chung*).
    Overall,
    /// Each of the other questions (*từng nội dung*).
    Content,
}

/// Whether reaching the number is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compare {
    /// At least so many.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than so many.
    #[serde(rename = ">")]
    MoreThan,
}

impl Compare {
    /// Whether `part` of `whole` reaches `percent`, by integer multiplication. Nobody asked is never enough.
    pub fn holds(self, part: u64, whole: u64, percent: u32) -> bool {
        let have = u128::from(part) * 100;
        let want = u128::from(percent) * u128::from(whole);
        whole > 0
            && match self {
                Self::AtLeast => have >= want,
                Self::MoreThan => have > want,
            }
    }

    /// The smallest part of `whole` that reaches `percent`. It can be more than the whole, where nothing is enough.
    pub fn needed(self, whole: u64, percent: u32) -> u64 {
        let want = u128::from(percent) * u128::from(whole);
        let least = match self {
            Self::AtLeast => want.div_ceil(100),
            Self::MoreThan => want / 100 + 1,
        };
        u64::try_from(least).unwrap_or(u64::MAX)
    }

    /// The sign: `>=` or `>`.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
        }
    }
}

/// The words before the number.
impl From<Compare> for Message {
    fn from(compare: Compare) -> Self {
        Self::plain(match compare {
            Compare::AtLeast => "compare-at-least",
            Compare::MoreThan => "compare-more-than",
        })
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

messages! {
    /// A rule that a ruleset breaks.
    pub enum RulesetFault {
        /// Its id holds other letters than a-z, 0-9 and -.
        Id { id: String } = "ruleset-id",
        /// Its level has no households of its own to ask for.
        Level = "ruleset-level",
        /// Its last day lies before its first.
        NeverInForce = "ruleset-never-in-force",
        /// It names no kind of commune.
        AsksNobody = "ruleset-asks-nobody",
        /// It names no decision.
        NoSource = "ruleset-no-source",
        /// More participation than all households.
        Participation = "ruleset-participation",
        /// No share can be so high.
        Unreachable = "ruleset-unreachable",
        /// The threshold binds where nothing is judged.
        BindsAt = "ruleset-binds-at",
        /// A second threshold about the same thing.
        SecondThreshold = "ruleset-second-threshold",
        /// A criterion stands in another's place.
        CriterionOrder { no: u32, should: usize } = "ruleset-criterion-order",
        /// A criterion has no name.
        CriterionNameless { no: u32 } = "ruleset-criterion-nameless",
        /// An indicator of a criterion has no name or another number.
        Indicator { criterion: u32, indicator: u32 } = "ruleset-indicator",
        /// A question stands in another's place.
        QuestionOrder { no: u32, should: usize } = "ruleset-question-order",
        /// A question lacks its words or its short name.
        QuestionEmpty { no: u32 } = "ruleset-question-empty",
        /// A question asks about a criterion that there is not.
        UnknownCriterion { no: u32, criterion: u32 } = "ruleset-unknown-criterion",
        /// The overall question is not the last one, or another is called so.
        Overall { no: u32 } = "ruleset-overall",
        /// There is no question.
        NoQuestions = "ruleset-no-questions",
        /// No question asks about a criterion.
        NotAsked { criterion: u32 } = "ruleset-not-asked",
    }
}

/// A fault of a ruleset, and what to look for in its file to find the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub fault: RulesetFault,
    /// The table the fault stands in (`question`, `criterion`, `threshold`, …) and the which-th of them, from 0.
    pub place: Option<(&'static str, usize)>,
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

    /// Checks what a form must be, beyond what its types say.
    pub fn check(&self) -> Result<(), Malformed> {
        let refuse = |fault, place| Err(Malformed { fault, place });
        if self.id.is_empty() || !self.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return refuse(RulesetFault::Id { id: self.id.clone() }, None);
        }
        if !(Level::Province..=Level::Commune).contains(&self.level) {
            return refuse(RulesetFault::Level, None);
        }
        if self.in_force.to.is_some_and(|last| last < self.in_force.from) {
            return refuse(RulesetFault::NeverInForce, Some(("in_force", 0)));
        }
        if self.asks.is_empty() {
            return refuse(RulesetFault::AsksNobody, None);
        }
        if self.sources.is_empty() {
            return refuse(RulesetFault::NoSource, None);
        }
        if self.participation.percent > 100 {
            return refuse(RulesetFault::Participation, Some(("participation", 0)));
        }
        self.check_thresholds()?;
        self.check_criteria()?;
        self.check_questions()
    }

    fn check_thresholds(&self) -> Result<(), Malformed> {
        for (at, threshold) in self.thresholds.iter().enumerate() {
            let place = Some(("threshold", at));
            if threshold.percent > 100 || (threshold.percent == 100 && threshold.compare == Compare::MoreThan) {
                return Err(Malformed { fault: RulesetFault::Unreachable, place });
            }
            if !(Level::Province..=Level::Commune).contains(&threshold.binds_at) {
                return Err(Malformed { fault: RulesetFault::BindsAt, place });
            }
            if self.thresholds[..at].iter().any(|earlier| earlier.about == threshold.about) {
                return Err(Malformed { fault: RulesetFault::SecondThreshold, place });
            }
        }
        Ok(())
    }

    fn check_criteria(&self) -> Result<(), Malformed> {
        for (at, criterion) in self.criteria.iter().enumerate() {
            let place = Some(("criterion", at));
            if criterion.no as usize != at + 1 {
                let fault = RulesetFault::CriterionOrder { no: criterion.no, should: at + 1 };
                return Err(Malformed { fault, place });
            }
            if criterion.name.trim().is_empty() {
                return Err(Malformed { fault: RulesetFault::CriterionNameless { no: criterion.no }, place });
            }
            for (should, indicator) in (1..).zip(&criterion.indicators) {
                if indicator.no != should || indicator.name.trim().is_empty() {
                    let fault = RulesetFault::Indicator { criterion: criterion.no, indicator: should };
                    return Err(Malformed { fault, place });
                }
            }
        }
        Ok(())
    }

    fn check_questions(&self) -> Result<(), Malformed> {
        let mut covered: BTreeSet<u32> = BTreeSet::new();
        for (at, question) in self.questions.iter().enumerate() {
            let no = question.no;
            let refuse = |fault| Err(Malformed { fault, place: Some(("question", at)) });
            if no as usize != at + 1 {
                return refuse(RulesetFault::QuestionOrder { no, should: at + 1 });
            }
            if [&question.topic, &question.vi].iter().any(|text| text.trim().is_empty()) {
                return refuse(RulesetFault::QuestionEmpty { no });
            }
            if let Some(unknown) =
                question.criteria.iter().find(|c| !(1..=self.criteria.len()).contains(&(**c as usize)))
            {
                return refuse(RulesetFault::UnknownCriterion { no, criterion: *unknown });
            }
            let last = at + 1 == self.questions.len();
            if question.overall != last {
                return refuse(RulesetFault::Overall { no });
            }
            covered.extend(&question.criteria);
        }
        if self.questions.is_empty() {
            return Err(Malformed { fault: RulesetFault::NoQuestions, place: None });
        }
        match self.criteria.iter().position(|criterion| !covered.contains(&criterion.no)) {
            Some(at) if !self.partial => {
                let fault = RulesetFault::NotAsked { criterion: self.criteria[at].no };
                Err(Malformed { fault, place: Some(("criterion", at)) })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

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
    fn a_sound_form_passes_and_each_fault_is_placed() {
        assert_eq!(small(3).check(), Ok(()));
        let broken = |change: &dyn Fn(&mut Ruleset)| {
            let mut ruleset = small(3);
            change(&mut ruleset);
            ruleset.check().expect_err("a fault").place
        };
        assert_eq!(broken(&|r| r.questions[1].no = 7), Some(("question", 1)));
        assert_eq!(broken(&|r| r.questions[1].criteria = vec![9]), Some(("question", 1)));
        assert_eq!(broken(&|r| r.questions[1].criteria = vec![1]), Some(("criterion", 1)));
        assert_eq!(broken(&|r| r.questions[2].overall = false), Some(("question", 2)));
        assert_eq!(broken(&|r| r.questions[0].overall = true), Some(("question", 0)));
        assert_eq!(broken(&|r| r.thresholds[1].about = About::Overall), Some(("threshold", 1)));
        assert_eq!(broken(&|r| r.thresholds[1].percent = 101), Some(("threshold", 1)));
        assert_eq!(broken(&|r| r.criteria[0].name.clear()), Some(("criterion", 0)));
        let second = Indicator { no: 2, name: "Đường thôn".into(), asks: String::new() };
        assert_eq!(broken(&|r| r.criteria[1].indicators = vec![second.clone()]), Some(("criterion", 1)));
        assert_eq!(broken(&|r| r.asks.clear()), None);
        assert_eq!(broken(&|r| r.questions.clear()), None);
    }

    #[test]
    fn a_paper_ballot_counts_by_the_rule_of_its_ruleset() {
        let ballot = |text: &str| Ballot::from_text(text).expect("a ballot");
        let counts = |rule: Spoils| ["su", "s-", "--"].map(|text| rule.counts(&ballot(text)));
        assert_eq!(counts(Spoils::All), [true, true, false]);
        assert_eq!(counts(Spoils::Any), [true, false, false]);
    }

    #[test]
    fn a_question_about_criterion_nought_is_refused() {
        let mut ruleset = small(3);
        ruleset.questions[0].criteria = vec![0];
        assert!(ruleset.check().is_err());
    }

    /// Compares whole parts, then the fractions turned over, as Euclid would: no product is formed.
    fn order(one: (u64, u64), other: (u64, u64)) -> std::cmp::Ordering {
        let ((above, below), (over, under)) = (one, other);
        (above / below).cmp(&(over / under)).then_with(|| match (above % below, over % under) {
            (0, 0) => std::cmp::Ordering::Equal,
            (0, _) => std::cmp::Ordering::Less,
            (_, 0) => std::cmp::Ordering::Greater,
            (rest, left) => order((under, left), (below, rest)),
        })
    }

    proptest! {
        /// The verdict by exact fractions, the slow way, agrees with the multiplication.
        #[test]
        fn verdicts_equal_exact_rationals(part in 0_u64..100_000, rest in 0_u64..100_000, percent in 0_u32..=100) {
            let whole = part + rest;
            if whole == 0 {
                prop_assert!(!Compare::AtLeast.holds(part, whole, percent) && !Compare::MoreThan.holds(part, whole, percent));
            } else {
                let order = order((part, whole), (u64::from(percent), 100));
                prop_assert_eq!(Compare::AtLeast.holds(part, whole, percent), order.is_ge());
                prop_assert_eq!(Compare::MoreThan.holds(part, whole, percent), order.is_gt());
            }
        }

        #[test]
        fn what_is_needed_is_enough_and_one_less_is_not(whole in 1_u64..100_000, percent in 0_u32..=100) {
            for compare in [Compare::AtLeast, Compare::MoreThan] {
                let needed = compare.needed(whole, percent);
                prop_assert!(compare.holds(needed, whole, percent));
                prop_assert!(needed == 0 || !compare.holds(needed - 1, whole, percent));
            }
        }
    }
}
