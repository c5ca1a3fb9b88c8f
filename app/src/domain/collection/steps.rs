//! The steps of a round (*các bước lấy ý kiến*), in the order in which the Front takes them, and how far each is.
//!
//! The order is that of the procedure (Hướng dẫn 78/HD-MTTW-BTT and 90/HD-MTTW-BTT): plan, ask the households, count hamlet by
//! hamlet, add up, tell everybody.

use crate::domain::collection::plan::{AskedCommune, MissingItem};
use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use strum::IntoStaticStr;

/// A step of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Step {
    /// Those who work below have accounts.
    Invite,
    /// The hamlets of the communes that are asked, with their households.
    ListHamlets,
    /// The plan's number, legal basis, participation and days.
    Plan,
    /// Somebody of the Front has matched the ballot with the form.
    ConfirmBallot,
    /// Letters for those who hold the key.
    PrintLetters,
    /// The round begins.
    Open,
    /// Slips or paper ballots of every hamlet.
    PrintSlips,
    /// Each household has its slip.
    HandOut,
    /// Households answer, on the phone, with help, on paper.
    Collect,
    /// Each hamlet ends with its minutes.
    CloseHamlets,
    /// Boxes are opened and counted.
    Count,
    /// The minutes are signed, and a photo of them is kept.
    Sign,
    /// The whole round ends.
    CloseRound,
    /// The notice with the results.
    Publish,
    /// The notice goes to the Front above and into the dossier.
    Report,
}

impl Step {
    /// Whether a round cannot go on without it, as far as the program can know.
    pub const fn is_required(self) -> bool {
        !matches!(self, Self::Invite | Self::HandOut | Self::Sign | Self::Report)
    }

    /// Whether only those take it who hold the whole round.
    pub const fn is_of_whole_round(self) -> bool {
        matches!(
            self,
            Self::Plan
                | Self::ConfirmBallot
                | Self::PrintLetters
                | Self::Open
                | Self::CloseRound
                | Self::Publish
                | Self::Report
        )
    }

    /// Whether it is taken hamlet by hamlet: one may be further than another.
    pub const fn is_by_hamlet(self) -> bool {
        matches!(self, Self::PrintSlips | Self::HandOut | Self::Collect | Self::CloseHamlets | Self::Count | Self::Sign)
    }

    /// What it takes to be allowed to.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Invite => Permission::Accounts,
            Self::ListHamlets => Permission::Hamlets,
            Self::Plan | Self::ConfirmBallot | Self::PrintLetters | Self::Open => Permission::Plan,
            Self::PrintSlips => Permission::Issue,
            Self::HandOut | Self::Collect => Permission::Collect,
            Self::CloseHamlets | Self::Count | Self::Sign => Permission::CloseHamlet,
            Self::CloseRound | Self::Publish | Self::Report => Permission::Conclude,
        }
    }
}

/// How far a step is: so many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepProgress {
    /// Which.
    pub step: Step,
    /// How many are done: communes or hamlets, or the step itself.
    pub done: u64,
    /// Of how many.
    pub of: u64,
}

impl StepProgress {
    const fn of(step: Step, done: u64, of: u64) -> Self {
        // Where there is nothing yet, nothing is done.
        let of = if of == 0 { 1 } else { of };
        Self { step, done: if done < of { done } else { of }, of }
    }

    const fn whole(step: Step, is_done: bool) -> Self {
        Self { step, done: is_done as u64, of: 1 }
    }

    /// Whether nothing of it is left.
    pub const fn is_done(&self) -> bool {
        self.done == self.of
    }
}

/// How many hamlets are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HamletCounts {
    /// All of them.
    pub all: u64,
    /// Those in which slips are issued.
    pub issued: u64,
    /// Those of which ballots came back.
    pub answered: u64,
    /// Those that are closed.
    pub closed: u64,
    /// Closed ones of which a photo of the signed minutes is kept.
    pub signed: u64,
}

impl HamletCounts {
    /// Whether each is closed.
    pub const fn are_closed(&self) -> bool {
        self.closed == self.all
    }
}

impl std::ops::AddAssign for HamletCounts {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.issued += other.issued;
        self.answered += other.answered;
        self.closed += other.closed;
        self.signed += other.signed;
    }
}

/// The step that is to be taken now: the first one that the round cannot go on without; where none is left, any.
pub fn next_step(steps: &[StepProgress]) -> Option<Step> {
    let left = || steps.iter().filter(|progress| !progress.is_done()).map(|progress| progress.step);
    left().find(|step| step.is_required()).or_else(|| left().next())
}

/// Before there is a plan: who works, and the hamlets of a commune, where one is asked.
pub fn before_planning(invited: (u64, u64), hamlets: Option<(u64, u64)>) -> Vec<StepProgress> {
    let invite = StepProgress::of(Step::Invite, invited.0, invited.1);
    let mut steps: Vec<_> =
        hamlets.map(|(done, of)| StepProgress::of(Step::ListHamlets, done, of)).into_iter().collect();
    steps.extend([invite, StepProgress::whole(Step::Plan, false)]);
    steps
}

/// The steps up to the opening of a round, given what its plan lacks and how many of the communes or hamlets that are asked
/// somebody works for. A commune lists its hamlets before it invites who works there; those above it invite the communes, which list theirs.
pub fn steps_of_plan(
    asked: &[AskedCommune],
    missing: &[MissingItem],
    has_holders: bool,
    invited: (u64, u64),
    is_commune: bool,
) -> Vec<StepProgress> {
    let lacks = |is: fn(&MissingItem) -> bool| missing.iter().any(is);
    let listed = asked.iter().filter(|commune| commune.is_listed()).count();
    let is_plan =
        |item: &MissingItem| !matches!(item, MissingItem::Hamlets { .. } | MissingItem::Review | MissingItem::Letters);
    let mut steps = vec![
        StepProgress::of(Step::Invite, invited.0, invited.1),
        StepProgress::of(Step::ListHamlets, listed as u64, asked.len() as u64),
    ];
    if is_commune {
        steps.swap(0, 1);
    }
    steps.extend([
        StepProgress::whole(Step::Plan, !lacks(is_plan)),
        StepProgress::whole(Step::ConfirmBallot, !lacks(|item| *item == MissingItem::Review)),
    ]);
    if has_holders {
        steps.push(StepProgress::whole(Step::PrintLetters, !lacks(|item| *item == MissingItem::Letters)));
    }
    steps.push(StepProgress::whole(Step::Open, false));
    steps
}

/// The steps of a round, or of a part of it, from its opening on: how far its hamlets are, how many of them have a box with
/// ballots that is not opened, and whether the last day is over.
pub fn steps_of_round(state: State, hamlets: HamletCounts, uncounted: u64, is_over: bool) -> Vec<StepProgress> {
    let HamletCounts { all, issued, answered, closed, signed } = hamlets;
    let is_closed = state != State::Open;
    let closed_or_ended = if is_closed { all } else { closed };
    let counted = all.saturating_sub(uncounted.max(all - closed_or_ended.min(all)));
    let mut steps = vec![
        StepProgress::whole(Step::Open, true),
        StepProgress::of(Step::PrintSlips, if is_closed { all } else { issued }, all),
        StepProgress::of(Step::HandOut, if is_closed { all } else { answered }, all),
        StepProgress::whole(Step::Collect, is_closed || is_over || closed == all),
        StepProgress::of(Step::CloseHamlets, closed_or_ended, all),
        StepProgress::of(Step::Count, counted, all),
        StepProgress::of(Step::Sign, signed, if is_closed { closed } else { all }),
        StepProgress::whole(Step::CloseRound, is_closed),
        StepProgress::whole(Step::Publish, state == State::Published),
    ];
    if state == State::Published {
        steps.push(StepProgress::whole(Step::Report, false));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::collection::plan::tests::commune;

    const THREE: HamletCounts = HamletCounts { all: 3, issued: 0, answered: 0, closed: 0, signed: 0 };

    fn next(state: State, hamlets: HamletCounts, uncounted: u64, is_over: bool) -> Option<Step> {
        next_step(&steps_of_round(state, hamlets, uncounted, is_over))
    }

    #[test]
    fn the_next_step_of_a_round_is_the_first_it_cannot_go_on_without() {
        assert_eq!(next(State::Open, THREE, 0, false), Some(Step::PrintSlips));
        let issued = HamletCounts { issued: 3, ..THREE };
        assert_eq!(next(State::Open, issued, 0, false), Some(Step::Collect));
        let answered = HamletCounts { answered: 2, ..issued };
        assert_eq!(next(State::Open, answered, 2, true), Some(Step::CloseHamlets));
        let closed = HamletCounts { closed: 3, ..answered };
        assert_eq!(next(State::Open, closed, 2, false), Some(Step::Count));
        assert_eq!(next(State::Open, closed, 0, true), Some(Step::CloseRound), "without photos of minutes too");
        assert_eq!(next(State::Closed, answered, 2, true), Some(Step::Count));
        assert_eq!(next(State::Closed, answered, 0, true), Some(Step::Publish));
        let published = steps_of_round(State::Published, HamletCounts { signed: 3, ..closed }, 0, true);
        assert_eq!(next_step(&published), Some(Step::Report));
    }

    #[test]
    fn a_round_without_hamlets_has_nothing_done() {
        let steps = steps_of_round(State::Open, HamletCounts::default(), 0, false);
        assert!(!steps[1].is_done());
        assert_eq!(next_step(&steps), Some(Step::PrintSlips));
    }

    #[test]
    fn a_plan_is_complete_where_nothing_is_missing_and_accounts_hold_nothing_up() {
        let asked = [commune(5, 0), commune(3, 0)];
        let steps = |missing: &[MissingItem], has_holders| {
            let steps = steps_of_plan(&asked, missing, has_holders, (0, 2), false);
            (steps.len(), next_step(&steps))
        };
        assert_eq!(steps(&[], false), (5, Some(Step::Open)));
        assert_eq!(steps(&[MissingItem::Review], false), (5, Some(Step::ConfirmBallot)));
        assert_eq!(steps(&[MissingItem::Letters], true), (6, Some(Step::PrintLetters)));
        assert_eq!(steps(&[MissingItem::Past, MissingItem::Review], true), (6, Some(Step::Plan)));
        let bare = steps_of_plan(&[commune(5, 1), commune(0, 0)], &[], false, (2, 2), false);
        assert_eq!((next_step(&bare), bare[1].done, bare[1].of), (Some(Step::ListHamlets), 0, 2));
    }

    #[test]
    fn a_commune_lists_its_hamlets_before_it_invites_who_works_there() {
        let first = |steps: Vec<StepProgress>| (steps[0].step, steps[1].step);
        let plan = |is_commune| first(steps_of_plan(&[commune(5, 0)], &[], false, (0, 1), is_commune));
        assert_eq!(plan(true), (Step::ListHamlets, Step::Invite));
        assert_eq!(plan(false), (Step::Invite, Step::ListHamlets));
        assert_eq!(first(before_planning((0, 0), Some((0, 0)))), (Step::ListHamlets, Step::Invite));
        assert_eq!(first(before_planning((0, 3), None)), (Step::Invite, Step::Plan));
    }

    #[test]
    fn every_step_but_those_that_hold_nothing_up_stands_in_the_order_of_the_procedure() {
        let steps = steps_of_round(State::Published, THREE, 0, true);
        assert!(steps.windows(2).all(|pair| pair[0].step < pair[1].step));
    }
}
