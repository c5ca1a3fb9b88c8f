//! The results of one unit in one round, as they are published, printed and served.
//!
//! This is the document that is frozen when a round is published. `ydan results`, the read API and the pages all
//! show it, so they cannot disagree.

use crate::domain::survey::count::{Count, Turnout};
use crate::domain::survey::node::Node;
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::threshold::{About, Compare};
use crate::domain::survey::verdict::{Reason, Rule, Verdict, judge, participation, question_reasons};
use crate::domain::survey::withheld::Withheld;
use crate::domain::units::unit::{Level, UnitRef};
use serde::{Deserialize, Serialize};

/// The results of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Results {
    /// The unit.
    pub unit: UnitRef,
    /// The rules it was asked and judged by.
    pub ruleset: RulesetRef,
    /// Who took part.
    pub participation: ParticipationFigures,
    /// The hamlets inside; `None` in results that were frozen before they were counted.
    #[serde(default)]
    pub hamlets: Option<HamletFigures>,
    /// Each question, the overall one last.
    pub questions: Vec<QuestionFigures>,
    /// Whether it is enough.
    pub verdict: Verdict,
    /// The units one level down.
    pub children: Vec<ChildFigures>,
}

/// Which rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RulesetRef {
    /// The ruleset's id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// What people call it.
    pub name: String,
}

/// Participation, in counts and as a share of what the round counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ParticipationFigures {
    /// The counts.
    #[serde(flatten)]
    pub turnout: Turnout,
    /// The share by the round's rule; `None` where nobody could take part.
    pub percent: Option<String>,
    /// What the round asks for.
    pub required: String,
}

/// Hamlets that are asked (*số thôn*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HamletFigures {
    /// All of them.
    pub asked: u64,
    /// Those from which a ballot came back.
    pub answered: u64,
}

/// One question's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct QuestionFigures {
    /// Its number.
    pub no: u32,
    /// Its wording.
    pub text: String,
    /// A few words for it.
    pub topic: String,
    /// Whether it is the overall one.
    pub overall: bool,
    /// The criteria it asks about.
    pub criteria: Vec<u32>,
    /// The counts; `None` where they are withheld.
    #[serde(flatten)]
    pub counts: Option<Count>,
    /// Why they are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// The share of satisfied among valid answers.
    pub percent_satisfied: Option<String>,
    /// The share of not satisfied among valid answers.
    pub percent_unsatisfied: Option<String>,
    /// The percentage asked for, if the rules ask for one.
    pub threshold: Option<String>,
    /// How it is compared: `>=` or `>`.
    pub compare: Option<Compare>,
    /// Whether it holds everywhere it binds; `None` where nothing binds.
    pub met: Option<bool>,
}

/// What is said of a unit one level down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ChildFigures {
    /// The unit.
    pub unit: UnitRef,
    /// Who took part.
    pub participation: ParticipationFigures,
    /// The overall question; `None` where its counts are withheld.
    pub overall: Option<OverallFigures>,
    /// Why they are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// Whether its own result is enough; `None` where nothing binds at its level.
    pub met: Option<bool>,
}

/// The overall question's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OverallFigures {
    /// The counts.
    #[serde(flatten)]
    pub counts: Count,
    /// The share of satisfied among valid answers.
    pub percent_satisfied: Option<String>,
}

impl Results {
    /// Whether people were asked something and denied it; that too few took part is no content.
    pub fn is_denied(&self) -> bool {
        self.questions.iter().any(|question| question.met == Some(false))
    }

    /// Works the results of a unit out.
    pub fn of(ruleset: &Ruleset, node: &Node) -> Self {
        Self {
            unit: node.unit.clone(),
            ruleset: RulesetRef { id: ruleset.id.clone(), version: ruleset.version, name: ruleset.name.clone() },
            participation: participation_figures(ruleset, &node.tally.turnout),
            hamlets: Some(hamlet_figures(node)),
            questions: ruleset.questions.iter().map(|question| question_figures(ruleset, node, question)).collect(),
            verdict: judge(ruleset, node),
            children: node.children.iter().map(|child| child_figures(ruleset, child)).collect(),
        }
    }

    /// The overall question's figures.
    pub fn overall(&self) -> Option<&QuestionFigures> {
        self.questions.iter().find(|question| question.overall)
    }

    /// Its counts as far as they are told: nought where they are withheld.
    pub fn overall_counts(&self) -> Count {
        self.overall().and_then(|question| question.counts).unwrap_or_default()
    }
}

fn hamlet_figures(node: &Node) -> HamletFigures {
    if node.unit.level == Level::Hamlet {
        let answered = if node.tally.turnout.returned > 0 { node.hamlets } else { 0 };
        return HamletFigures { asked: node.hamlets, answered };
    }
    node.children.iter().map(hamlet_figures).fold(HamletFigures::default(), |sum, part| HamletFigures {
        asked: sum.asked + part.asked,
        answered: sum.answered + part.answered,
    })
}

fn participation_figures(ruleset: &Ruleset, turnout: &Turnout) -> ParticipationFigures {
    ParticipationFigures {
        turnout: *turnout,
        percent: participation(&ruleset.participation, turnout).decimal(),
        required: format!("{}.00", ruleset.participation.percent),
    }
}

fn question_figures(
    ruleset: &Ruleset,
    node: &Node,
    question: &crate::domain::survey::ruleset::Question,
) -> QuestionFigures {
    let counts = node.told(question.no);
    let share = counts.map(Count::share).unwrap_or_default();
    let threshold = ruleset.threshold(if question.overall { About::Overall } else { About::Content });
    let binding = threshold.filter(|threshold| node.unit.level <= threshold.binds_at);
    QuestionFigures {
        no: question.no,
        text: question.vi.clone(),
        topic: question.topic.clone(),
        overall: question.overall,
        criteria: question.criteria.clone(),
        counts,
        withheld: node.withheld(question.no),
        percent_satisfied: share.decimal(),
        percent_unsatisfied: Share::new(share.whole - share.part, share.whole).decimal(),
        threshold: threshold.map(|threshold| format!("{}.00", threshold.percent)),
        compare: threshold.map(|threshold| threshold.compare),
        met: binding.and_then(|_| met(&question_reasons(ruleset, question, node))),
    }
}

/// Whether a question holds, given what does not; `None` where so few answered that nothing may be concluded.
fn met(reasons: &[Reason]) -> Option<bool> {
    let is_open = |reason: &Reason| reason.rule == Rule::TooFewAnswers;
    (reasons.is_empty() || !reasons.iter().all(is_open)).then_some(reasons.is_empty())
}

fn child_figures(ruleset: &Ruleset, child: &Node) -> ChildFigures {
    let is_hamlet = child.unit.level == Level::Hamlet;
    let overall = ruleset.questions.iter().find(|question| question.overall).map_or(0, |question| question.no);
    let figures = |counts: Count| OverallFigures { counts, percent_satisfied: counts.share().decimal() };
    ChildFigures {
        unit: child.unit.clone(),
        participation: participation_figures(ruleset, &child.tally.turnout),
        overall: child.told(overall).map(figures),
        withheld: child.withheld(overall),
        met: if is_hamlet { None } else { judge(ruleset, child).met },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::Tally;
    use crate::domain::survey::disclosure::{DisclosureRule, disclose};
    use crate::domain::survey::ruleset::tests::small;

    fn node(level: Level, valid: u64, children: Vec<Node>) -> Node {
        let unit = UnitRef { code: "1".into(), name: "Nơi".into(), kind: level.usual_kind().into(), level };
        let turnout = Turnout { households: 100, issued: 100, returned: valid, valid, invalid: 0 };
        let counts = vec![Count { satisfied: valid - valid / 3, unsatisfied: valid / 3 }; 2];
        let mut node = Node::new(unit, Tally { turnout, counts }, children);
        disclose(&mut node, DisclosureRule { fewest: 5, in_full: false });
        node
    }

    #[test]
    fn what_is_withheld_stands_in_no_document() {
        let hamlets = vec![node(Level::Hamlet, 4, vec![]), node(Level::Hamlet, 30, vec![])];
        let results = Results::of(&small(2), &node(Level::Commune, 34, hamlets));
        let overall: Vec<_> = results.children.iter().map(|child| (child.overall.clone(), child.withheld)).collect();
        assert_eq!(overall, [(None, Some(Withheld::TooFew)), (None, Some(Withheld::BesideOthers))]);
        assert_eq!(results.children[0].participation.turnout.returned, 4);

        let few = Results::of(&small(2), &node(Level::Commune, 3, vec![]));
        let json = serde_json::to_value(&few).expect("json");
        assert_eq!(json["questions"][0]["withheld"], "too_few");
        assert!(json["questions"][0].get("satisfied").is_none() && json["questions"][0]["percent_satisfied"].is_null());
        let reason = few.verdict.reasons.iter().find(|reason| reason.question == Some(1)).expect("a reason");
        assert_eq!((reason.rule, reason.count, reason.base), (Rule::TooFewAnswers, 0, 0));
        assert_eq!(serde_json::from_value::<Results>(json).expect("a document"), few);
    }

    #[test]
    fn the_document_reads_back_and_writes_percentages_as_text() {
        let results = Results::of(&small(2), &node(Level::Commune, 80, vec![]));
        let json = serde_json::to_value(&results).expect("json");
        assert_eq!(json["participation"]["percent"], "80.00");
        assert_eq!(json["participation"]["households"], 100);
        assert_eq!(
            (&json["questions"][0]["satisfied"], &json["questions"][0]["percent_satisfied"]),
            (&54.into(), &"67.50".into())
        );
        assert_eq!(json["questions"][0]["threshold"], "80.00");
        assert_eq!(json["questions"][1]["overall"], true);
        assert_eq!(json["verdict"]["met"], false);
        assert_eq!(serde_json::from_value::<Results>(json).expect("a document"), results);
    }
}
