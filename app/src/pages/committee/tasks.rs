//! What waits for somebody, each with the very place where it is done.

use crate::domain::collection::round::{self as domain, State};
use crate::domain::oversight::recommendation::Stage;
use crate::domain::people::account::{Permission, Role};
use crate::domain::survey::verdict::missing_to_participation;
use crate::domain::units::unit::UnitRef;
use crate::i18n::{Lang, hamlet_of, t};
use crate::pages::committee::collection::conflicts::list_of;
use crate::ports::batches::WaitingBatch;
use crate::ports::criteria::WaitingClaims;
use crate::ports::participation::ParticipationRow;
use crate::ports::plans::PlanView;
use crate::ports::recommendations::RecommendationRow;
use crate::ports::rounds::RoundLine;
use crate::ports::sessions::Account;
use crate::ports::supervision::ProgrammeRow;
use crate::routes::{
    Address as _, Criteria, CriteriaFiles, Hamlet, Notice, PaperBatch, Plan, Programme, Recommendations, Round,
};
use chrono::NaiveDate;

/// So many days before the end people are told how many are missing.
const SOON: i64 = 5;

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task {
    /// Where it is done.
    pub(super) address: String,
    /// What it is.
    pub(super) text: String,
}

/// A plan that can be opened, or lacks something.
pub(super) fn plan_task(view: &PlanView) -> Task {
    let text = match view.missing.len() {
        0 => t!("task-open-plan", unit = &view.unit.name),
        missing => t!("task-plan-missing", unit = &view.unit.name, missing = missing),
    };
    Task { address: Plan { plan: view.id }.to_string(), text }
}

/// What waits in a round beside its steps: households that are missing, or, where it ended below, its notice.
pub(super) fn round_tasks(line: &RoundLine, me: &Account, today: NaiveDate) -> Vec<Task> {
    // Of a round above it a commune sees its own part.
    let is_below = me.unit.as_ref() != Some(&line.round.unit) && line.total.unit == line.round.unit;
    if line.round.state == State::Closed && is_below && me.hamlet.is_none() && me.role.may(Permission::Conclude) {
        let text = t!("task-notice", place = &line.round.unit.name);
        return vec![Task { address: Round { round: line.round.id }.to_string(), text }];
    }
    if line.round.state != State::Open {
        return Vec::new();
    }
    let round = line.round.id;
    let place = &line.total.unit.name;
    let mut texts = Vec::new();
    let left = (line.round.closes - today).num_days();
    let missing = missing_to_participation(&line.round.ruleset.participation, &line.total.turnout);
    if (0..=SOON).contains(&left) && missing > 0 {
        texts.push(t!("task-households-missing", place = place, left = left, count = missing));
    }
    texts.into_iter().map(|text| Task { address: Round { round }.to_string(), text }).collect()
}

/// A batch of paper that waits: for the second of two who key it, or to go into the box.
pub(super) fn batch_task(waiting: &WaitingBatch) -> Task {
    let WaitingBatch { hamlet, batch, pass, .. } = waiting;
    let (first, second) = batch.keyed;
    let text = match pass {
        Some(2) if second < first => {
            t!("task-batch-second", place = hamlet, number = batch.number, count = first - second)
        }
        Some(1) if batch.twice && second < first => {
            t!("task-batch-other", place = hamlet, number = batch.number, count = first)
        }
        _ => t!("task-batch", place = hamlet, number = batch.number, count = first.max(second)),
    };
    Task { address: PaperBatch { batch: batch.id }.to_string(), text }
}

/// Conflicts that wait in a round, each where it is settled: in its hamlet, or, from higher up, in the list of its unit.
pub(super) fn conflict_tasks(line: &RoundLine, me: &Account) -> Vec<Task> {
    if line.round.state != State::Open || !me.role.may(Permission::Settle) {
        return Vec::new();
    }
    let round = line.round.id;
    let is_theirs = |unit: &UnitRef| me.unit.as_ref() == Some(unit);
    let task = |row: &ParticipationRow| {
        let (address, place) = match &row.hamlet {
            Some(hamlet) if is_theirs(&row.unit) => {
                (list_of(&Hamlet { round, hamlet: hamlet.id }), hamlet.name.clone())
            }
            Some(hamlet) => {
                let place = hamlet_of(Lang::Vi, &hamlet.name, &row.unit.name);
                (list_of(&Hamlet { round, hamlet: hamlet.id }), place)
            }
            None => (Round { round }.with(&[("noi", &row.unit.code)]), row.unit.name.clone()),
        };
        Task { address, text: t!("task-conflicts", place = place, count = row.conflicts) }
    };
    line.rows.iter().filter(|row| row.conflicts > 0).map(task).collect()
}

/// What waits of recommendations: overdue ones rise to everybody above, the rest to whoever has the next step.
pub(super) fn recommendation_tasks(rows: &[RecommendationRow], role: Role, today: NaiveDate) -> Vec<Task> {
    let number = |is: &dyn Fn(&RecommendationRow) -> bool| rows.iter().filter(|row| is(row)).count();
    let overdue = number(&|row| row.stage.is_overdue(row.due, today));
    let ours = number(&|row| row.stage == Stage::Answered && row.may_settle);
    let mut texts = Vec::new();
    if overdue > 0 {
        texts.push(t!("task-recommendations-overdue", count = overdue));
    }
    if role.may(Permission::Recommend) && ours > 0 {
        texts.push(t!("task-answers-to-look-at", count = ours));
    }
    texts.into_iter().map(|text| Task { address: Recommendations.to_string(), text }).collect()
}

/// Activities of one's own programmes of supervision that are overdue.
pub(super) fn supervision_tasks(programmes: &[ProgrammeRow], me: &Account) -> Vec<Task> {
    let own = programmes.iter().filter(|row| Some(&row.unit.named) == me.unit.as_ref() && row.overdue > 0);
    let task = |row: &ProgrammeRow| Task {
        address: Programme { programme: row.id }.to_string(),
        text: t!("task-supervision-overdue", year = row.head.year.to_string(), count = row.overdue),
    };
    own.map(task).collect()
}

/// Claims of a commune that wait for whoever appraises them.
pub(super) fn claims_task(waiting: &WaitingClaims, ruleset: &str) -> Task {
    Task {
        address: Criteria { unit: waiting.unit.code.clone() }.with(&[("bo", &waiting.ruleset)]),
        text: t!("task-appraise", unit = &waiting.unit.name, count = waiting.criteria, ruleset = ruleset),
    }
}

/// What people denied in a published round is asked again.
pub(super) fn repeat_task(round: &domain::Round) -> Task {
    Task {
        address: Notice { round: round.id }.to_string(),
        text: t!("task-repeat", place = &round.unit.name, ruleset = &round.ruleset.name),
    }
}

/// What was made of other units inherits nothing: somebody has to look at its criteria again.
pub(super) fn assessment_task(unassessed: &[UnitRef]) -> Option<Task> {
    match unassessed {
        [] => None,
        [unit] => Some(Task {
            address: Criteria { unit: unit.code.clone() }.to_string(),
            text: t!("task-assess-unit", unit = &unit.name),
        }),
        units => Some(Task { address: CriteriaFiles.to_string(), text: t!("task-assess-units", count = units.len()) }),
    }
}
