//! A plan (*kế hoạch lấy ý kiến*): a round before it opens, when everything about it may still be changed.

use crate::domain::collection::calendar::{last_working_day, working_days};
use crate::domain::collection::key_letters::{KeyHolders, KeyLetters};
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::census::Census;
use crate::message::Message;
use crate::messages;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use strum::{EnumString, IntoStaticStr};
use uuid::Uuid;

/// What households are asked for (*mục đích lấy ý kiến*; Nghị định 131/2025/NĐ-CP, Điều 44).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Purpose {
    /// *Xét công nhận.*
    #[default]
    Recognise,
    /// *Lấy ý kiến lại*: it was asked before, and something was lacking.
    Repeat,
    /// *Đánh giá lại* what is recognised.
    Reassess,
    /// *Xét thu hồi.*
    Withdraw,
}

impl Purpose {
    /// All of them, the usual one first.
    pub const ALL: [Self; 4] = [Self::Recognise, Self::Repeat, Self::Reassess, Self::Withdraw];

    /// Whether Nghị định 131/2025/NĐ-CP, Điều 44 khoản 1, which is in force since 1/7/2025, asks for it on a day.
    pub fn is_decreed(self, on: NaiveDate) -> bool {
        self == Self::Withdraw && (on.year(), on.month()) >= (2025, 7)
    }
}

/// Its label.
impl From<Purpose> for Message {
    fn from(purpose: Purpose) -> Self {
        Self::plain(match purpose {
            Purpose::Recognise => "purpose-recognise",
            Purpose::Repeat => "purpose-repeat",
            Purpose::Reassess => "purpose-reassess",
            Purpose::Withdraw => "purpose-withdraw",
        })
    }
}

/// The papers a round rests on. They stay with the round after it opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Papers {
    /// What households are asked for.
    pub purpose: Purpose,
    /// The number of the Front's own plan, such as `12/KH-MTTQ-BTT`.
    pub number: String,
    /// The day it was signed.
    pub signed_on: Option<NaiveDate>,
    /// The legal basis (*căn cứ*), one document each.
    pub basis: Vec<String>,
    /// Whom households call with a question: a name and a number, as they are printed.
    #[serde(default)]
    pub contact: String,
    /// The days off that the working days were counted with.
    pub days_off: BTreeSet<NaiveDate>,
    /// The round of which this one asks the failed contents again.
    pub repeats: Option<Uuid>,
}

/// A round that is being planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The rules: the participation and the wording are this round's own.
    pub ruleset: Ruleset,
    /// The papers it rests on.
    pub papers: Papers,
    /// The first day.
    pub opens: NaiveDate,
    /// The last day households can answer.
    pub closes: NaiveDate,
    /// Whether somebody of the Front has matched the ballot with the province's form.
    pub reviewed: bool,
    /// Who holds the key of its ballot boxes.
    #[serde(default)]
    pub holders: KeyHolders,
}

messages! {
    /// Something that is missing before the round can open.
    pub enum MissingItem {
        /// The plan has no number.
        Number = "missing-number",
        /// No legal basis is named.
        Basis = "missing-basis",
        /// The participation asked for has no document.
        Participation = "missing-participation",
        /// The ballot has not been matched with the form.
        Review = "missing-review",
        /// The last day lies before the first.
        Order = "missing-order",
        /// The first day is over.
        Past = "missing-past",
        /// The time is longer than the rules allow: the last day that would do, how many working days are planned, and how
        /// many there may be.
        Late { deadline: NaiveDate, planned: u32, most: u32 } = "missing-late",
        /// A commune that is asked, by code and name, has no hamlets, or hamlets without households.
        Hamlets { code: String, name: String } = "missing-hamlets",
        /// The letters for the key holders are not printed, or were printed for others.
        Letters = "missing-letters",
    }
}

/// A commune that a plan asks, with what is known of its hamlets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedCommune {
    /// Its key.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many hamlets it has.
    pub hamlets: u64,
    /// How many of them have no households yet.
    pub without: u64,
    /// All their households.
    pub households: u64,
    /// What official statistics say, where somebody looks at one plan.
    pub census: Option<Census>,
}

impl AskedCommune {
    /// Whether it has hamlets, and each of them households.
    pub const fn is_listed(&self) -> bool {
        self.hamlets > 0 && self.without == 0
    }
}

/// Working days that a new plan leaves for counting paper, closing and adding up, after the last answer. Ours; the rule
/// only says by when all must be done.
pub const COUNTING: u32 = 5;

/// The last day by which everything must be done, added up too, if the rules set one.
pub fn deadline(ruleset: &Ruleset, opens: NaiveDate, papers: &Papers) -> Option<NaiveDate> {
    last_working_day(opens, ruleset.time_limit.as_ref()?.working_days, &papers.days_off)
}

impl Plan {
    /// The last day by which everything must be done, added up too, if the rules set one.
    pub fn deadline(&self) -> Option<NaiveDate> {
        deadline(&self.ruleset, self.opens, &self.papers)
    }

    /// The last day of answering that a new plan proposes: it leaves time to count.
    pub fn usual_close(&self) -> NaiveDate {
        let limit = self.ruleset.time_limit.as_ref().map(|limit| limit.working_days.saturating_sub(COUNTING).max(1));
        limit.and_then(|days| last_working_day(self.opens, days, &self.papers.days_off)).unwrap_or(self.opens)
    }

    /// What is missing before it can open on `today`, given the letters that were drawn, in the order in which people would
    /// mend it.
    pub fn missing(&self, asked: &[AskedCommune], letters: Option<&KeyLetters>, today: NaiveDate) -> Vec<MissingItem> {
        let mut missing = Vec::new();
        let blank = |text: &str| text.trim().is_empty();
        if blank(&self.papers.number) {
            missing.push(MissingItem::Number);
        }
        if self.papers.basis.iter().all(|basis| blank(basis)) {
            missing.push(MissingItem::Basis);
        }
        if blank(&self.ruleset.participation.source) {
            missing.push(MissingItem::Participation);
        }
        if self.closes < self.opens {
            missing.push(MissingItem::Order);
        } else if self.closes < today {
            missing.push(MissingItem::Past);
        } else if let (Some(limit), Some(deadline)) = (&self.ruleset.time_limit, self.deadline())
            && deadline < self.closes
        {
            let planned = working_days(self.opens, self.closes, &self.papers.days_off);
            missing.push(MissingItem::Late { deadline, planned, most: limit.working_days });
        }
        let bare = asked.iter().filter(|commune| !commune.is_listed());
        missing.extend(
            bare.map(|commune| MissingItem::Hamlets { code: commune.code.clone(), name: commune.name.clone() }),
        );
        if !self.reviewed {
            missing.push(MissingItem::Review);
        }
        if !self.holders.is_server() && letters.is_none_or(|letters| letters.holders != self.holders) {
            missing.push(MissingItem::Letters);
        }
        missing
    }

    /// Takes over what an earlier round rested on: whom to call and the participation it asked for; where it asked by the very same
    /// rules, its wording and its legal basis too. What is new every time is not: number, days, whether the ballot was compared.
    pub fn take_over(&mut self, ruleset: &Ruleset, papers: &Papers) {
        self.papers.contact.clone_from(&papers.contact);
        let asked = &ruleset.participation;
        if ruleset.id != self.ruleset.id || ruleset.version != self.ruleset.version || ruleset.partial {
            let own = &mut self.ruleset.participation;
            (own.percent, own.base, own.counted) = (asked.percent, asked.base, asked.counted);
            return;
        }
        self.ruleset.clone_from(ruleset);
        if asked.source == papers.number {
            // It was set by the plan of then; the new one says so itself.
            self.ruleset.participation.source.clear();
            self.ruleset.participation.verified = false;
        }
        if self.papers.purpose == papers.purpose {
            let new = std::mem::replace(&mut self.papers.basis, papers.basis.clone());
            self.papers.basis.extend(new.into_iter().filter(|line| !papers.basis.contains(line)));
        }
    }

    /// The same rules, asking only these contents again, and the overall question that every form ends with.
    #[must_use]
    pub fn only(mut self, contents: &BTreeSet<u32>) -> Self {
        self.ruleset.questions.retain(|question| question.overall || contents.contains(&question.no));
        for (no, question) in (1..).zip(&mut self.ruleset.questions) {
            question.repeats = Some(question.no);
            question.no = no;
        }
        self.ruleset.partial = true;
        self
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::survey::ruleset::tests::small;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn plan() -> Plan {
        let papers = Papers { number: "12/KH-MTTQ".into(), basis: vec!["HD 90".into()], ..Papers::default() };
        Plan {
            ruleset: small(4),
            papers,
            opens: day("2024-07-01"),
            closes: day("2024-07-26"),
            reviewed: true,
            holders: KeyHolders::default(),
        }
    }

    /// A commune with so many hamlets, so many of them without households.
    pub(crate) fn commune(hamlets: u64, without: u64) -> AskedCommune {
        AskedCommune {
            id: Uuid::nil(),
            code: "1".into(),
            name: "Xã".into(),
            hamlets,
            without,
            households: 100,
            census: None,
        }
    }

    #[test]
    fn a_plan_takes_over_from_an_earlier_round_what_is_not_new_every_time() {
        let mut before = plan();
        before.ruleset.questions[0].vi = "Đường trong xóm có dễ đi không?".into();
        (before.ruleset.participation.percent, before.papers.contact) = (83, "bà Lan, 0263".into());
        let mut next = Plan { reviewed: false, ..plan() };
        next.papers = Papers { basis: vec!["HD 91".into(), "HD 90".into()], ..Papers::default() };
        let mut other = next.clone();
        let mut withdrawn = next.clone();
        withdrawn.papers.purpose = Purpose::Withdraw;
        withdrawn.take_over(&before.ruleset, &before.papers);
        assert_eq!(withdrawn.papers.basis, ["HD 91", "HD 90"], "what another purpose rests on");
        next.take_over(&before.ruleset, &before.papers);
        assert_eq!(next.ruleset, before.ruleset);
        assert_eq!(next.papers.basis, ["HD 90", "HD 91"]);
        before.ruleset.participation.source.clone_from(&before.papers.number);
        let mut of_then = next.clone();
        of_then.take_over(&before.ruleset, &before.papers);
        assert_eq!(of_then.ruleset.participation.source, "", "the number of the plan of then");
        assert_eq!((next.papers.number.as_str(), next.papers.contact.as_str()), ("", "bà Lan, 0263"));
        assert!(!next.reviewed && next.opens == other.opens);
        // By other rules, or where it asked some contents again, its questions say nothing.
        for change in [|rules: &mut Ruleset| rules.version += 1, |rules: &mut Ruleset| rules.partial = true] {
            let mut rules = before.ruleset.clone();
            change(&mut rules);
            let questions = other.ruleset.questions.clone();
            other.take_over(&rules, &before.papers);
            assert_eq!((other.ruleset.questions.clone(), other.ruleset.participation.percent), (questions, 83));
            assert_eq!(other.papers.basis, ["HD 91", "HD 90"]);
        }
    }

    #[test]
    fn a_complete_plan_lacks_nothing_and_each_gap_is_named() {
        let today = day("2024-06-20");
        assert_eq!(plan().missing(&[commune(5, 0)], None, today), []);
        let missing = |change: fn(&mut Plan)| {
            let mut plan = plan();
            change(&mut plan);
            plan.missing(&[commune(5, 0)], None, today)
        };
        assert_eq!(missing(|p| p.papers.number = " ".into()), [MissingItem::Number]);
        assert_eq!(missing(|p| p.papers.basis.clear()), [MissingItem::Basis]);
        assert_eq!(missing(|p| p.ruleset.participation.source.clear()), [MissingItem::Participation]);
        assert_eq!(missing(|p| p.reviewed = false), [MissingItem::Review]);
        assert_eq!(missing(|p| p.closes = day("2024-06-30")), [MissingItem::Order]);
        let late = MissingItem::Late { deadline: day("2024-07-26"), planned: 21, most: 20 };
        assert_eq!(missing(|p| p.closes = day("2024-07-29")), [late]);
        assert_eq!(plan().missing(&[commune(5, 0)], None, day("2024-07-27")), [MissingItem::Past]);
        assert_eq!(plan().missing(&[commune(0, 0), commune(5, 1)], None, today).len(), 2);
    }

    #[test]
    fn letters_printed_for_other_holders_are_not_the_letters() {
        let holders = |needed| KeyHolders { names: vec!["Hoa".into(), "Ba".into(), "Tư".into()], needed };
        let plan = Plan { holders: holders(2), ..plan() };
        let letters = |holders| KeyLetters { holders, hashes: vec![[0; 32]; 3], drawn: chrono::DateTime::default() };
        let missing = |letters: Option<KeyLetters>| plan.missing(&[commune(5, 0)], letters.as_ref(), plan.opens);
        assert_eq!(missing(None), [MissingItem::Letters]);
        assert_eq!(missing(Some(letters(holders(3)))), [MissingItem::Letters]);
        assert_eq!(missing(Some(letters(holders(2)))), []);
    }

    #[test]
    fn the_decree_on_withdrawals_holds_from_its_first_day() {
        let on = |text: &str| Purpose::ALL.map(|purpose| purpose.is_decreed(day(text)));
        assert_eq!(on("2025-06-30"), [false; 4]);
        assert_eq!(on("2025-07-01"), [false, false, false, true]);
        assert_eq!(on("2026-01-05"), [false, false, false, true]);
    }

    #[test]
    fn a_repeated_round_asks_the_failed_contents_and_the_overall_question() {
        let again = plan().only(&[2].into());
        let questions = again.ruleset.questions.iter();
        let asked: Vec<_> = questions.map(|q| (q.no, q.repeats, q.topic.as_str(), q.overall)).collect();
        assert_eq!(asked, [(1, Some(2), "Nội dung 2", false), (2, Some(4), "Nội dung 4", true)]);
        assert_eq!(again.ruleset.check(), Ok(()));
    }
}
