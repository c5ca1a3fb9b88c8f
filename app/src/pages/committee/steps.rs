//! The steps of a round on the first page: what is done, what is to be done now, and where.

use crate::domain::collection::round::State;
use crate::domain::collection::steps::{Step, StepProgress, before_planning, next_step, steps_of_plan, steps_of_round};
use crate::domain::people::account::Role;
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::CurrentUser;
use crate::i18n::{count, t};
use crate::ports::accounts::{AccountRow, AccountState};
use crate::ports::hamlets::HamletRow;
use crate::ports::participation::ParticipationRow;
use crate::ports::plans::PlanView;
use crate::ports::rounds::RoundLine;
use crate::routes::{Address as _, BallotWording, Hamlet, Hamlets, Invitations, NewPlan, Notice, Plan, Prints, Round};
use crate::ui::markup::{IntoMarkup as _, Markup};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// So many days after publishing its report is spoken of.
const REPORTED: i64 = 30;

/// The steps of one round as somebody takes them.
pub(super) struct RoundSteps {
    title: String,
    note: String,
    /// What the steps count: communes, or hamlets.
    counts_communes: bool,
    /// Each with where it is taken.
    steps: Vec<(StepProgress, String)>,
}

/// How many of the places that somebody works for have an account: the hamlets of a commune, or the communes that are asked.
fn invited(accounts: &[AccountRow], commune: Option<u64>, asked: &[&str]) -> (u64, u64) {
    let kept = || accounts.iter().filter(|row| row.state != AccountState::Removed).map(|row| &row.account);
    if let Some(hamlets) = commune {
        let mut own: Vec<Uuid> = kept().filter_map(|account| Some(account.hamlet.as_ref()?.0)).collect();
        own.sort_unstable();
        own.dedup();
        return (own.len() as u64, hamlets);
    }
    let works_for = |code: &str| {
        kept().any(|account| account.role == Role::Front && account.unit.as_ref().is_some_and(|unit| unit.code == code))
    };
    (asked.iter().filter(|code| works_for(code)).count() as u64, asked.len() as u64)
}

/// Before there is any plan: of a commune its hamlets are asked for, of those above it nothing is known yet.
pub(super) fn of_beginning(unit: &UnitRef, hamlets: Option<&[HamletRow]>, accounts: &[AccountRow]) -> RoundSteps {
    let hamlets = hamlets.map(|rows| (rows.iter().filter(|row| row.households > 0).count() as u64, rows.len() as u64));
    let below = accounts.iter().filter(|row| row.account.unit.as_ref() != Some(unit) || row.account.hamlet.is_some());
    let invited = match hamlets {
        Some((_, all)) => invited(accounts, Some(all), &[]),
        None => (below.filter(|row| row.state != AccountState::Removed).count().min(1) as u64, 1),
    };
    let address = |step| match step {
        Step::Invite => Invitations.to_string(),
        Step::ListHamlets => Hamlets { commune: unit.code.clone() }.to_string(),
        _ => NewPlan.to_string(),
    };
    RoundSteps {
        title: unit.name.clone(),
        note: t!("steps-beginning"),
        counts_communes: false,
        steps: before_planning(invited, hamlets).into_iter().map(|own| (own, address(own.step))).collect(),
    }
}

/// Up to the opening.
pub(super) fn of_plan(view: &PlanView, accounts: &[AccountRow]) -> RoundSteps {
    let is_commune = view.unit.level == Level::Commune;
    let codes: Vec<&str> = view.asked.iter().map(|commune| commune.code.as_str()).collect();
    let hamlets = is_commune.then(|| view.asked.iter().map(|commune| commune.hamlets).sum());
    let has_holders = !view.plan.holders.is_server();
    let steps = steps_of_plan(&view.asked, &view.missing, has_holders, invited(accounts, hamlets, &codes));
    let bare = view.asked.iter().find(|commune| !commune.is_listed());
    let plan = Plan { plan: view.id }.to_string();
    let address = |step| match (step, bare.or(view.asked.first())) {
        (Step::Invite, _) => Invitations.to_string(),
        (Step::ListHamlets, Some(commune)) => {
            Hamlets { commune: commune.code.clone() }.with(&[("ke-hoach", &view.id.to_string())])
        }
        (Step::ConfirmBallot, _) => BallotWording { plan: view.id }.to_string(),
        (Step::PrintLetters, _) => format!("{plan}#key-holders"),
        (Step::Open, _) => format!("{plan}#open"),
        _ => plan.clone(),
    };
    RoundSteps {
        title: view.unit.name.clone(),
        note: t!("steps-plan", ruleset = &view.plan.ruleset.name, opens = view.plan.opens),
        counts_communes: !is_commune,
        steps: steps.into_iter().map(|own| (own, address(own.step))).collect(),
    }
}

/// From the opening on, where the round, or a part of it, is the very unit or hamlet of whoever looks: those who look from further
/// above take no step in it.
pub(super) fn of_round(line: &RoundLine, user: &CurrentUser, today: NaiveDate) -> Option<RoundSteps> {
    let RoundLine { round, total, rows } = line;
    if Some(&total.unit) != user.unit.as_ref() {
        return None;
    }
    let since = round.published_on.map(|on| (today - on).num_days());
    if round.state == State::Published && since.is_none_or(|days| days > REPORTED) {
        return None;
    }
    let is_whole = round.unit == total.unit && user.hamlet.is_none();
    let steps = steps_of_round(round.state, total.hamlets, total.uncounted, round.closes < today);
    let mine = steps
        .into_iter()
        .filter(|own| user.role.may(own.step.permission()) && (is_whole || !own.step.is_of_whole_round()));
    let whole = Round { round: round.id }.to_string();
    let steps: Vec<_> = mine
        .map(|own| {
            let address = match own.step {
                Step::Publish | Step::Report => Notice { round: round.id }.to_string(),
                // All hamlets' in one go.
                Step::PrintSlips => prints_address(line, user),
                Step::Collect | Step::CloseRound if user.hamlet.is_none() => whole.clone(),
                step => first_left(rows, step, round.id).unwrap_or_else(|| whole.clone()),
            };
            (own, address)
        })
        .collect();
    if steps.iter().all(|(own, _)| own.is_done()) && round.state == State::Published {
        return None;
    }
    let left = (round.closes - today).num_days();
    let note = match round.state {
        State::Open if left >= 0 => {
            t!("steps-round-open", ruleset = &round.ruleset.name, left = left, closes = round.closes)
        }
        _ => t!("steps-round", ruleset = &round.ruleset.name, closes = round.last_day()),
    };
    let title = match &user.hamlet {
        Some((_, hamlet)) => hamlet.clone(),
        None => total.unit.name.clone(),
    };
    Some(RoundSteps { title, note, counts_communes: false, steps })
}

/// Where the slips of somebody's part of a round are printed.
fn prints_address(line: &RoundLine, user: &CurrentUser) -> String {
    let at = Prints { round: line.round.id };
    match (&user.hamlet, line.total.unit == line.round.unit) {
        (None, false) => at.with(&[("noi", &line.total.unit.code)]),
        _ => at.to_string(),
    }
}

/// The first place, in the order of their codes, where a step is not done yet; where it is done everywhere, the first one.
fn first_left(rows: &[ParticipationRow], step: Step, round: Uuid) -> Option<String> {
    let is_left = |row: &&ParticipationRow| match step {
        Step::HandOut => row.hamlets.answered < row.hamlets.all,
        Step::CloseHamlets => !row.hamlets.are_closed(),
        Step::Count => row.uncounted > 0,
        Step::Sign => row.hamlets.signed < row.hamlets.closed,
        _ => true,
    };
    let code = |row: &&ParticipationRow| {
        (row.unit.code.clone(), row.hamlet.as_ref().map(|hamlet| hamlet.code.clone()).unwrap_or_default())
    };
    let row = rows.iter().filter(is_left).min_by_key(code).or_else(|| rows.iter().min_by_key(code))?;
    Some(match &row.hamlet {
        Some(hamlet) => Hamlet { round, hamlet: hamlet.id }.to_string(),
        None => Round { round }.with(&[("noi", &row.unit.code)]),
    })
}

/// The name of a step, what it is about, and the word on its button.
fn words(step: Step) -> [String; 3] {
    match step {
        Step::Invite => [t!("step-invite"), t!("step-invite-help"), t!("step-invite-go")],
        Step::ListHamlets => [t!("step-hamlets"), t!("step-hamlets-help"), t!("step-hamlets-go")],
        Step::Plan => [t!("step-plan"), t!("step-plan-help"), t!("step-plan-go")],
        Step::ConfirmBallot => [t!("step-ballot"), t!("step-ballot-help"), t!("step-ballot-go")],
        Step::PrintLetters => [t!("step-letters"), t!("step-letters-help"), t!("step-letters-go")],
        Step::Open => [t!("step-open"), t!("step-open-help"), t!("step-open-go")],
        Step::PrintSlips => [t!("step-print"), t!("step-print-help"), t!("step-print-go")],
        Step::HandOut => [t!("step-hand-out"), t!("step-hand-out-help"), t!("step-hand-out-go")],
        Step::Collect => [t!("step-collect"), t!("step-collect-help"), t!("step-collect-go")],
        Step::CloseHamlets => [t!("step-close-hamlets"), t!("step-close-hamlets-help"), t!("step-close-hamlets-go")],
        Step::Count => [t!("step-count"), t!("step-count-help"), t!("step-count-go")],
        Step::Sign => [t!("step-sign"), t!("step-sign-help"), t!("step-sign-go")],
        Step::CloseRound => [t!("step-close-round"), t!("step-close-round-help"), t!("step-close-round-go")],
        Step::Publish => [t!("step-publish"), t!("step-publish-help"), t!("step-publish-go")],
        Step::Report => [t!("step-report"), t!("step-report-help"), t!("step-report-go")],
    }
}

/// The steps of a round; of several rounds only the first one has the green button.
pub(super) fn steps_view(shown: &RoundSteps, is_first: bool) -> Markup {
    let progress: Vec<StepProgress> = shown.steps.iter().map(|(own, _)| *own).collect();
    let next = next_step(&progress);
    let at = progress.iter().position(|own| Some(own.step) == next).unwrap_or(progress.len());
    let lines = shown.steps.iter().enumerate().map(|(no, (own, address))| {
        let [name, help, go] = words(own.step);
        let number = (own.of > 1).then(|| {
            let (done, of) = (count(own.done), count(own.of));
            let counted = matches!(own.step, Step::Invite | Step::ListHamlets) && shown.counts_communes;
            let said = if counted { t!("steps-communes", done = done, of = of) } else { t!("steps-hamlets", done = done, of = of) };
            view! { <small>{said}</small> }
        });
        if Some(own.step) == next {
            let class = if is_first { "button button--small button--link" } else { "button button--quiet button--link" };
            return view! {
                <li class="steps__now" data-step=own.step.into_str() aria-current="step"><b>{name}</b>{number}<p>{help}</p><a class=class href=address.clone()>{go}</a></li>
            }
            .into_markup();
        }
        // What lies behind the next step can wait; what was begun, or holds nothing up, can be gone on with.
        let name = if own.is_done() || no < at || own.done > 0 {
            view! { <a href=address.clone()>{name}</a> }.into_markup()
        } else {
            view! { <span>{name}</span> }.into_markup()
        };
        let (class, said) =
            if own.is_done() { ("steps__done", t!("steps-done")) } else { ("steps__left", t!("steps-left")) };
        view! { <li class=class data-step=own.step.into_str()>{name}{number}<span class="unseen">{said}</span></li> }.into_markup()
    });
    let lines = lines.collect_view();
    let waits = next.is_none().then(|| view! { <p class="note">{t!("steps-all-done")}</p> });
    view! {
        <section class="way">
            <h2>{shown.title.clone()}<small>{shown.note.clone()}</small></h2>
            <ol class="steps">{lines}</ol>
            {waits}
        </section>
    }
    .into_markup()
}
