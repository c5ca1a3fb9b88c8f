//! The steps of a round, or of what a People's Committee does beside them, on the first page: what is done, what is to be done now,
//! and where.

use crate::domain::collection::round::State;
use crate::domain::collection::steps::{Step, StepProgress, before_planning, next_step, steps_of_plan, steps_of_round};
use crate::domain::oversight::office_steps::{OfficeProgress, OfficeStep, next_office_step, office_steps};
use crate::domain::oversight::recommendation::Stage;
use crate::domain::people::account::Role;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::CurrentUser;
use crate::i18n::{count, t};
use crate::ports::accounts::{AccountRow, AccountState};
use crate::ports::criteria::WaitingClaims;
use crate::ports::hamlets::HamletRow;
use crate::ports::participation::ParticipationRow;
use crate::ports::plans::PlanView;
use crate::ports::recommendations::RecommendationRow;
use crate::ports::rounds::RoundLine;
use crate::ports::sessions::Account;
use crate::routes::{
    Address as _, BallotWording, Criteria, CriteriaFiles, Hamlet, Hamlets, Invitations, NewPlan, Notice, Plan, Prints,
    PublishedNotice, Recommendation, Recommendations, Round,
};
use crate::ui::help::step_help;
use crate::ui::markup::{IntoMarkup as _, Markup};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// So many days after publishing its report is spoken of.
const REPORTED: i64 = 30;

/// The steps of one round, or beside rounds, as somebody takes them.
pub(super) struct Way {
    title: String,
    note: String,
    steps: Vec<ShownStep>,
    /// Which of them is to be taken now.
    next: Option<usize>,
    /// What is said where none is.
    done: String,
}

/// A step with where it is taken.
struct ShownStep {
    key: &'static str,
    /// Its name, what it is about, and the word on its button.
    words: [String; 3],
    /// How far it is, where it is made of several.
    number: Option<String>,
    /// Whether it can be gone on with before those above it are done.
    is_begun: bool,
    is_done: bool,
    address: String,
}

impl ShownStep {
    /// A step of a round; what it counts are hamlets, or communes.
    fn of_round(own: StepProgress, address: String, counts_communes: bool) -> Self {
        let (done, of) = (count(own.done), count(own.of));
        let counts_communes = counts_communes && matches!(own.step, Step::Invite | Step::ListHamlets);
        let number = (own.of > 1).then(|| {
            if counts_communes {
                t!("steps-communes", done = done, of = of)
            } else {
                t!("steps-hamlets", done = done, of = of)
            }
        });
        let is_begun = own.done > 0 || own.step.is_by_hamlet() || own.step == Step::Report;
        let is_done = own.is_done();
        Self { key: own.step.into_str(), words: words(own.step), number, is_begun, is_done, address }
    }

    /// A step of a People's Committee.
    fn of_office(own: OfficeProgress, address: String) -> Self {
        let (done, of) = (count(own.done), count(own.of));
        let number = (own.of > 0).then(|| match own.step {
            OfficeStep::Assess => t!("steps-criteria", done = done, of = of),
            OfficeStep::Appraise => t!("steps-units-left", left = of),
            OfficeStep::Reply => t!("steps-replies", done = done, of = of),
        });
        let words = match own.step {
            OfficeStep::Assess => [t!("step-assess"), t!("step-assess-help"), t!("step-assess-go")],
            OfficeStep::Appraise => [t!("step-appraise"), t!("step-appraise-help"), t!("step-appraise-go")],
            OfficeStep::Reply => [t!("step-reply"), t!("step-reply-help"), t!("step-reply-go")],
        };
        Self { key: own.step.into_str(), words, number, is_begun: true, is_done: own.is_done(), address }
    }
}

impl Way {
    fn of_round(title: String, note: String, counts_communes: bool, steps: Vec<(StepProgress, String)>) -> Self {
        let progress: Vec<StepProgress> = steps.iter().map(|(own, _)| *own).collect();
        let next = next_step(&progress);
        let next = progress.iter().position(|own| Some(own.step) == next);
        let shown = |(own, address)| ShownStep::of_round(own, address, counts_communes);
        Self { title, note, steps: steps.into_iter().map(shown).collect(), next, done: t!("steps-all-done") }
    }
}

/// What a People's Committee does beside rounds, by the set of criteria in force.
pub(super) fn of_office(
    unit: &UnitRef,
    ruleset: &Ruleset,
    assessed: Option<u64>,
    claims: &[WaitingClaims],
    recommendations: &[RecommendationRow],
) -> Way {
    let criteria = assessed.map(|done| (done, ruleset.criteria.len() as u64));
    let waiting = (unit.level != Level::Commune).then_some(claims.len() as u64);
    // Those above a commune see what its own People's Committee is asked, and do not answer for it.
    let is_theirs = |row: &&RecommendationRow| unit.level == Level::Commune || row.unit.named == *unit;
    let open: Vec<_> = recommendations.iter().filter(is_theirs).filter(|row| row.stage != Stage::Closed).collect();
    let unanswered = || open.iter().filter(|row| matches!(row.stage, Stage::Waiting | Stage::Returned));
    let (left, all) = (unanswered().count() as u64, open.len() as u64);
    let progress = office_steps(criteria, waiting, (all - left, all));
    let address = |step| match step {
        OfficeStep::Assess => Criteria { unit: unit.code.clone() }.to_string(),
        OfficeStep::Appraise => match claims.first() {
            Some(first) => Criteria { unit: first.unit.code.clone() }.with(&[("bo", &first.ruleset)]),
            None => CriteriaFiles.to_string(),
        },
        // What is due first.
        OfficeStep::Reply => match unanswered().min_by_key(|row| row.due) {
            Some(first) => Recommendation { recommendation: first.id }.to_string(),
            None => Recommendations.to_string(),
        },
    };
    let next = next_office_step(&progress);
    let next = progress.iter().position(|own| Some(own.step) == next);
    let steps = progress.into_iter().map(|own| ShownStep::of_office(own, address(own.step))).collect();
    // What those above appraise may be of any set; each line names its own.
    let note = if unit.level == Level::Commune { ruleset.name.clone() } else { String::new() };
    Way { title: unit.name.clone(), note, steps, next, done: t!("steps-office-done") }
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
pub(super) fn of_beginning(unit: &UnitRef, hamlets: Option<&[HamletRow]>, accounts: &[AccountRow]) -> Way {
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
    let steps = before_planning(invited, hamlets).into_iter().map(|own| (own, address(own.step))).collect();
    Way::of_round(unit.name.clone(), t!("steps-beginning"), false, steps)
}

/// Up to the opening.
pub(super) fn of_plan(view: &PlanView, accounts: &[AccountRow]) -> Way {
    let is_commune = view.unit.level == Level::Commune;
    let codes: Vec<&str> = view.asked.iter().map(|commune| commune.code.as_str()).collect();
    let hamlets = is_commune.then(|| view.asked.iter().map(|commune| commune.hamlets).sum());
    let has_holders = !view.plan.holders.is_server();
    let steps = steps_of_plan(&view.asked, &view.missing, has_holders, invited(accounts, hamlets, &codes), is_commune);
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
    let note = t!("steps-plan", ruleset = &view.plan.ruleset.name, opens = view.plan.opens);
    let steps = steps.into_iter().map(|own| (own, address(own.step))).collect();
    Way::of_round(view.unit.name.clone(), note, !is_commune, steps)
}

/// From the opening on, where the round, or a part of it, is the very unit or hamlet of whoever looks: those who look from further
/// above take no step in it.
pub(super) fn of_round(line: &RoundLine, user: &CurrentUser, today: NaiveDate) -> Option<Way> {
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
                Step::Publish => Notice { round: round.id }.to_string(),
                // As it is printed and sent.
                Step::Report => PublishedNotice { round: round.id }.to_string(),
                // All hamlets' in one go.
                Step::PrintSlips => prints_address(line, user),
                Step::Open | Step::Collect | Step::CloseRound if user.hamlet.is_none() => whole.clone(),
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
    Some(Way::of_round(title, note, false, steps))
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

/// The steps; of several rounds only the first one has the green button.
pub(super) fn steps_view(shown: &Way, is_first: bool, me: &Account) -> Markup {
    let at = shown.next.unwrap_or(shown.steps.len());
    let lines = shown.steps.iter().enumerate().map(|(no, own)| {
        let [name, help, go] = own.words.clone();
        let number = own.number.clone().map(|said| view! { <small>{said}</small> });
        if Some(no) == shown.next {
            let class = if is_first { "button button--small button--link" } else { "button button--quiet button--link" };
            return view! {
                <li class="steps__now" data-step=own.key aria-current="step"><b>{name}</b>{number}<p>{help}</p><a class=class href=own.address.clone()>{go}</a>{step_help(me, own.key)}</li>
            }
            .into_markup();
        }
        // What lies behind the next step can wait; what was begun, or goes hamlet by hamlet, can be gone on with.
        let name = if own.is_done || no < at || own.is_begun {
            view! { <a href=own.address.clone()>{name}</a> }.into_markup()
        } else {
            view! { <span>{name}</span> }.into_markup()
        };
        let (class, said) = match own.key {
            _ if own.is_done => ("steps__done", t!("steps-done")),
            key if key == Step::Invite.into_str() => ("steps__left", t!("steps-may-wait")),
            _ => ("steps__left", t!("steps-left")),
        };
        view! { <li class=class data-step=own.key>{name}{number}<span class="unseen">{said}</span></li> }.into_markup()
    });
    let lines = lines.collect_view();
    let waits = shown.next.is_none().then(|| view! { <p class="note">{shown.done.clone()}</p> });
    view! {
        <section class="way">
            <h2>{shown.title.clone()}<small>{shown.note.clone()}</small></h2>
            <ol class="steps">{lines}</ol>
            {waits}
        </section>
    }
    .into_markup()
}
