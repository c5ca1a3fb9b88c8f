//! What a ruleset must be, beyond what its types say: it is read from a file that people write.

use crate::domain::survey::ruleset::{Disclosure, Ruleset};
use crate::domain::survey::threshold::Compare;
use crate::domain::text::is_slug;
use crate::domain::units::unit::Level;
use crate::messages;
use std::collections::BTreeSet;

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
        /// Counts of so few are never told, or hardly a hamlet's would be.
        Disclosure { least: u64, most: u64, fewest: u64 } = "ruleset-disclosure",
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
    /// Checks what a form must be, beyond what its types say.
    pub fn check(&self) -> Result<(), Malformed> {
        let refuse = |fault, place| Err(Malformed { fault, place });
        if !is_slug(&self.id) {
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
        let (least, most, fewest) = (Disclosure::LEAST, Disclosure::MOST, self.disclosure.fewest);
        if !(least..=most).contains(&fewest) {
            return refuse(RulesetFault::Disclosure { least, most, fewest }, Some(("disclosure", 0)));
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
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::Indicator;
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::survey::threshold::About;

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
        assert_eq!(broken(&|r| r.disclosure.fewest = 4), Some(("disclosure", 0)));
        assert_eq!(broken(&|r| r.disclosure.fewest = 51), Some(("disclosure", 0)));
        assert_eq!(broken(&|r| r.criteria[0].name.clear()), Some(("criterion", 0)));
        let second = Indicator { no: 2, name: "Đường thôn".into(), asks: String::new() };
        assert_eq!(broken(&|r| r.criteria[1].indicators = vec![second.clone()]), Some(("criterion", 1)));
        assert_eq!(broken(&|r| r.asks.clear()), None);
        assert_eq!(broken(&|r| r.questions.clear()), None);
    }

    #[test]
    fn a_question_about_criterion_nought_is_refused() {
        let mut ruleset = small(3);
        ruleset.questions[0].criteria = vec![0];
        assert!(ruleset.check().is_err());
    }
}
