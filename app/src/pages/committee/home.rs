//! What is to be done: the first page after signing in.

use super::steps::{Way, of_beginning, of_office, of_plan, of_round, steps_view};
use super::tasks::{
    Task, assessment_task, batch_task, claims_task, conflict_tasks, plan_task, recommendation_tasks, repeat_task,
    round_tasks, supervision_tasks,
};
use crate::domain::collection::plan::Papers;
use crate::domain::collection::round::State;
use crate::domain::collection::steps::HamletCounts;
use crate::domain::people::account::Permission;
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::verdict::participation;
use crate::domain::units::unit::Level;
use crate::extract::CurrentUser;
use crate::i18n::{Lang, local, percent, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::{Actor, Now, PortError};
use crate::ports::plans::PlanView;
use crate::ports::rounds::RoundLine;
use crate::ports::sessions::Account;
use crate::ports::trials::Trying;
use crate::routes::{CommitteeHome, Dashboard, NewPlan, Round, Templates, Trial};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::round_status::round_status;
use crate::ui::share::{Growing, hatching, part_bar};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// So many days after publishing it is said that what people denied can be asked again.
const ASKED_AGAIN: i64 = 365;

/// So many things that wait are seen at once.
const TASKS: usize = 8;

/// What is to be done.
pub fn route() -> PageRoute {
    PageRoute::new::<CommitteeHome, _>(Audience::SignedIn, show)
}

async fn show(_: CommitteeHome, user: CurrentUser, app: AppState) -> PageResult {
    let (by, now) = (user.actor(), (app.now)());
    let today = local(now).date();
    let may = |permission| user.role.may(permission);
    let rounds = app.rounds.rounds(&by).await?;
    let plans = if may(Permission::Plan) { app.plans.plans(&by, now).await? } else { Vec::new() };
    let keys = user.unit.as_ref().is_some_and(|unit| unit.level == Level::Commune) && may(Permission::Collect);
    let batches = if keys { app.paper.waiting_batches(&by).await? } else { Vec::new() };
    let recommendations =
        if may(Permission::Oversee) { app.recommendations.recommendations(&by, None).await? } else { Vec::new() };
    let programmes = if may(Permission::Supervise) { app.supervision.programmes(&by, now).await? } else { Vec::new() };
    let mut unassessed = if may(Permission::Assess) { app.criteria.unassessed(&by, now).await? } else { Vec::new() };
    let choice = app.rulesets_at(Level::Commune);
    let usual = choice.usual();
    unassessed.retain(|unit| usual.is_some_and(|usual| usual.recognises(unit)));
    let claims = if may(Permission::Assess) { app.criteria.waiting_claims(&by, now).await? } else { Vec::new() };
    let repeats = repeats(&user, &app, &plans, &rounds).await?;
    let mut steps = steps(&user, &app, &plans, &rounds).await?;
    if let (Some(unit), Some(set)) = (user.unit.as_ref().filter(|_| may(Permission::Reply)), usual) {
        let is_asked = unit.level == Level::Commune && set.recognises(unit);
        let assessed = if is_asked { Some(assessed(&app, &by, set, now).await?) } else { None };
        steps.push(of_office(unit, set, assessed, &claims, &recommendations));
    }
    let others = plans.iter().filter(|plan| Some(&plan.unit) != user.unit.as_ref());
    let tasks: Vec<Task> = others
        .map(plan_task)
        .chain(rounds.iter().flat_map(|line| round_tasks(line, &user, today)))
        .chain(batches.iter().map(batch_task))
        .chain(rounds.iter().flat_map(|line| conflict_tasks(line, &user)))
        .chain(claims.iter().map(|own| {
            let set = app.rulesets.get(&own.ruleset).map_or(own.ruleset.as_str(), |set| set.name.as_str());
            claims_task(own, set)
        }))
        .chain(repeats)
        .chain(recommendation_tasks(&recommendations, user.role, today))
        .chain(supervision_tasks(&programmes, &user.account()))
        .chain(assessment_task(&unassessed))
        .collect();
    let tries =
        matches!(app.trying, Trying::Outside(_)) && user.unit.as_ref().is_some_and(|unit| unit.level == Level::Commune);
    Ok(Page::new(move || {
        let plans_rounds = user.role.may(Permission::Plan);
        let body = view! {
            {hatching()}
            {way_view(&steps, tasks, &user.account())}
            {plans_rounds.then(|| view! { <p><a class="button button--quiet button--link" href=NewPlan.to_string()>{t!("plan-new-title")}</a></p> })}
            {user.role.may(Permission::Oversee).then(|| view! { <p><a href=Dashboard.to_string()>{t!("dashboard-go")}</a></p> })}
            {(plans_rounds && user.unit.is_some()).then(|| view! { <p><a href=Templates.to_string()>{t!("templates-title")}</a></p> })}
            {tries.then(|| view! { <p><a href=Trial.to_string()>{t!("trial-go")}</a></p> })}
            {(!rounds.is_empty()).then(|| rounds_view(&rounds, today))}
        };
        view! { <CommitteeLayout title=t!("committee-home") me=user.account()>{body}</CommitteeLayout> }
    }))
}

/// How many criteria of a set somebody's own commune has a status of.
async fn assessed(app: &AppState, by: &Actor, set: &Ruleset, now: Now) -> Result<u64, PortError> {
    let standing = app.criteria.standing(by, &set.id, Level::Commune, now).await?;
    let known: BTreeSet<u32> = standing
        .iter()
        .flat_map(|(_, known)| known.iter().filter(|one| one.indicator == 0).map(|one| one.criterion))
        .collect();
    Ok(set.criteria.iter().filter(|one| known.contains(&one.no)).count() as u64)
}

/// The steps of all that is planned or goes on in somebody's own unit or hamlet: rounds before plans.
async fn steps(
    user: &CurrentUser,
    app: &AppState,
    plans: &[PlanView],
    rounds: &[RoundLine],
) -> Result<Vec<Way>, PortError> {
    let (by, now) = (user.actor(), (app.now)());
    let today = local(now).date();
    let mut steps: Vec<Way> = rounds.iter().filter_map(|line| of_round(line, user, today)).collect();
    let Some(unit) = user.unit.as_ref().filter(|_| user.role.may(Permission::Plan)) else { return Ok(steps) };
    let accounts = app.accounts.accounts(&by).await?;
    steps.extend(plans.iter().filter(|plan| plan.unit == *unit).map(|plan| of_plan(plan, &accounts)));
    if steps.is_empty() && plans.is_empty() && rounds.iter().all(|line| line.round.state == State::Published) {
        let list = match unit.level {
            Level::Commune => Some(app.hamlets.hamlets(&by, &unit.code, now).await?),
            _ => None,
        };
        steps.push(of_beginning(unit, list.as_ref().map(|list| list.hamlets.as_slice()), &accounts));
    }
    Ok(steps)
}

/// The rounds of somebody's own unit that people denied something in, published within a year and not asked again since.
async fn repeats(
    user: &CurrentUser,
    app: &AppState,
    plans: &[PlanView],
    rounds: &[RoundLine],
) -> Result<Vec<Task>, PortError> {
    let today = local((app.now)()).date();
    let mut due = Vec::new();
    for round in rounds.iter().map(|line| &line.round) {
        let is_own = Some(&round.unit) == user.unit.as_ref() && user.role.may(Permission::Conclude);
        let is_fresh = round.published_on.is_some_and(|on| (today - on).num_days() <= ASKED_AGAIN);
        let asks_again = |papers: &Papers| papers.repeats == Some(round.id);
        let is_repeated = rounds.iter().any(|line| asks_again(&line.round.papers))
            || plans.iter().any(|plan| asks_again(&plan.plan.papers));
        if !is_own || !is_fresh || is_repeated {
            continue;
        }
        let published = app.notices.notice(round.id, None, None).await?;
        due.extend(published.filter(|view| view.results.is_denied()).map(|_| repeat_task(round)));
    }
    Ok(due)
}

fn way_view(steps: &[Way], tasks: Vec<Task>, me: &Account) -> Markup {
    if steps.is_empty() && tasks.is_empty() {
        return view! { <p class="empty">{t!("home-nothing")}</p> }.into_markup();
    }
    let ways = steps.iter().enumerate().map(|(no, own)| steps_view(own, no == 0, me)).collect_view();
    let head = (!steps.is_empty() && !tasks.is_empty()).then(|| view! { <h2>{t!("home-others")}</h2> });
    let tasks = (!tasks.is_empty()).then(|| tasks_view(tasks));
    view! { {ways}{head}{tasks} }.into_markup()
}

fn tasks_view(tasks: Vec<Task>) -> Markup {
    let line = |Task { address, text }| view! { <li><a href=address>{text}</a></li> };
    let mut tasks = tasks.into_iter();
    let first = tasks.by_ref().take(TASKS).map(line).collect_view();
    let more = (tasks.len() > 0).then(|| {
        let said = t!("task-more", count = tasks.len());
        let rest = tasks.map(line).collect_view();
        view! { <details class="sources"><summary>{said}</summary><ul class="tasks">{rest}</ul></details> }
    });
    view! { <ul class="tasks">{first}</ul>{more} }.into_markup()
}

fn rounds_view(rounds: &[RoundLine], today: NaiveDate) -> impl IntoView + use<> {
    let lines = rounds.iter().map(|line| round_view(line, today)).collect_view();
    view! {
        <h2>{t!("home-rounds")}</h2>
        <table class="table">
            <caption class="unseen">{t!("home-rounds-caption")}</caption>
            <thead><tr>
                <th scope="col">{t!("home-round")}</th><th scope="col">{t!("home-state")}</th>
                <th scope="col">{t!("home-participation")}</th><th scope="col" class="num">{t!("home-share")}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn round_view(line: &RoundLine, today: NaiveDate) -> impl IntoView + use<> {
    let round = &line.round;
    let share: Share = participation(&round.ruleset.participation, &line.total.turnout);
    let (class, state) = round_status(round.state);
    let when = match (round.state, (round.closes - today).num_days()) {
        (State::Open, left) if left >= 0 => t!("home-days-left", left = left, closes = round.closes),
        (State::Published, _) => round.published_on.map(|on| t!("home-published", on = on)).unwrap_or_default(),
        _ => t!("home-until", closes = round.last_day()),
    };
    let HamletCounts { all: hamlets, closed, .. } = line.total.hamlets;
    let hamlets = t!("home-hamlets-closed", closed = closed, hamlets = hamlets);
    view! {
        <tr>
            <th scope="row"><a href=Round { round: round.id }.to_string()>{round.unit.name.clone()}</a><small>{round.ruleset.name.clone()}</small></th>
            <td data-label=t!("home-state")><span class=class>{state}</span><small>{when}</small><small>{hamlets}</small></td>
            <td>{part_bar(Lang::Vi, share, round.ruleset.participation.percent, Growing::TookPart)}</td>
            <td class="num" data-label=t!("home-share")><b>{percent(share)}</b><small>{t!("home-part-of-whole", part = share.part, whole = share.whole)}</small></td>
        </tr>
    }
}
