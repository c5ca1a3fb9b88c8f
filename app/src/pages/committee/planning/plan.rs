//! A plan: what is missing, its dates and papers, opening it.

use super::key_letters::letters_view;
use super::plan_form::{KeepPlan, NEAR, plan_form_view};
use crate::domain::collection::plan::{self as domain, MissingItem};
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Outcome, Posted};
use crate::i18n::labels::label;
use crate::i18n::t;
use crate::i18n::{Lang, say};
use crate::message::Message;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::PortError;
use crate::ports::plans::PlanView;
use crate::routes::{Address as _, BallotPreview, BallotWording, CommitteeHome, Hamlets, PaperPreview, Plan, Round};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A plan.
pub fn route() -> PageRoute {
    PageRoute::new::<Plan, _>(Audience::SignedIn, show)
        .action("keep", Permission::Plan, keep)
        .action("letters", Permission::Plan, print_letters)
        .action("open", Permission::Plan, open)
        .action("discard", Permission::Plan, discard)
}

form! {
    /// Throws a plan away.
    struct DiscardPlan {
        sure: Confirmed,
    }
}

async fn keep(at: Plan, user: CurrentUser, Checked(form): Checked<KeepPlan>, app: AppState) -> ActionResult {
    let now = (app.now)();
    let plan = app.plans.plan(&user.actor(), at.plan, now).await?.plan;
    let (revision, plan) = changed(form, plan, &app);
    app.plans.keep(&user.actor(), at.plan, &revision, plan, now).await?;
    Outcome::to(at.with(&[("xong", "1")]))
}

/// Keeps all that stands on the page and prints letters for the key holders, which are shown once.
async fn print_letters(at: Plan, user: CurrentUser, Checked(form): Checked<KeepPlan>, app: AppState) -> ActionResult {
    let now = (app.now)();
    let plan = app.plans.plan(&user.actor(), at.plan, now).await?.plan;
    let (revision, plan) = changed(form, plan, &app);
    let letters = app.plans.draw_letters(&user.actor(), at.plan, &revision, plan, now).await;
    let letters = match letters {
        Err(PortError::Refused(message)) if message.key == "plan-no-holders" => {
            return Err(Outcome::fault("holders", message));
        }
        letters => letters?,
    };
    Ok(Outcome::Page(Page::new(move || letters_view(&at, &user, &letters))))
}

/// Opens the round with all that stands on the page, kept before or not.
async fn open(at: Plan, user: CurrentUser, Checked(form): Checked<KeepPlan>, app: AppState) -> ActionResult {
    let now = (app.now)();
    let opened = Round { round: at.plan }.with(&[("xong", "mo")]);
    let plan = match app.plans.plan(&user.actor(), at.plan, now).await {
        Ok(view) => view.plan,
        // It was opened by an earlier sending of this page, or by somebody else: what it became shows itself.
        Err(PortError::Missing) => return Outcome::to(opened),
        Err(error) => return Err(error.into()),
    };
    let words = form.words();
    let (revision, plan) = changed(form, plan, &app);
    app.plans.open(&user.actor(), at.plan, &revision, Some(plan), &words, now).await.at_each("word")?;
    Outcome::to(opened)
}

/// A plan with what was typed, and the revision that it was typed over.
fn changed(form: KeepPlan, mut plan: domain::Plan, app: &AppState) -> (Revision, domain::Plan) {
    // The form shows the days off near the plan's days; those further off are kept, and the calendar's come with new days.
    let near = |opens: NaiveDate, day: &NaiveDate| (0..NEAR).contains(&(*day - opens).num_days());
    let shown_from = plan.opens;
    let far = plan.papers.days_off.iter().filter(|day| !near(shown_from, day)).copied();
    let fresh = app.days_off.iter().map(|off| off.day).filter(|day| near(form.opens(), day) && !near(shown_from, day));
    let fresh = fresh.filter(|_| form.opens() != shown_from);
    let days_off: BTreeSet<NaiveDate> = form.days_off().iter().copied().chain(far).chain(fresh).collect();
    let revision = form.revision();
    form.put_into(&mut plan, days_off);
    (revision, plan)
}

async fn discard(at: Plan, user: CurrentUser, _: Checked<DiscardPlan>, app: AppState) -> ActionResult {
    app.plans.discard(&user.actor(), at.plan, (app.now)()).await?;
    Outcome::to(CommitteeHome)
}

async fn show(at: Plan, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    let done = match query.get("xong") {
        "1" => t!("saved"),
        "ve-ke-hoach" => t!("round-reconsidered"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let title = t!("plan-title", unit = &view.unit.name);
        let body = plan_view(&posted, &view);
        let path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
        view! { <CommitteeLayout title=title me=user.account() posted=posted done=done path=path>{body}</CommitteeLayout> }
    }))
}

/// What the ruleset has to tell, if it has.
fn told(text: &str) -> Option<impl IntoView + use<>> {
    (!text.is_empty()).then(|| view! { <p class="note">{text.to_owned()}</p> })
}

fn plan_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let plan = &view.plan;
    let address = Plan { plan: view.id };
    let wording = BallotWording { plan: view.id };
    let (phone, paper) = (BallotPreview { plan: view.id }.to_string(), PaperPreview { plan: view.id }.to_string());
    let reviewed = if plan.reviewed { t!("plan-reviewed") } else { t!("plan-not-reviewed") };
    // Said until somebody says that they compared it.
    let is_ours = !plan.ruleset.verified && !plan.reviewed;
    let compare = is_ours.then(|| view! { <p class="note" data-compare>{t!("plan-compare-wording")}</p> });
    let questions = t!("plan-wording", count = plan.ruleset.questions.len());
    view! {
        <p class="lead">{plan.ruleset.name.clone()}</p>
        <p>{t!("plan-purpose")}": "{label(Lang::Vi, plan.papers.purpose)}</p>
        {told(&plan.ruleset.note)}
        {told(&plan.ruleset.advice)}
        {compare}
        {gaps_view(view)}
        <h2>{t!("plan-ballot")}</h2>
        <p><a href=wording.to_string()>{questions}</a>" · "{reviewed}</p>
        <p><a href=phone>{t!("preview-to-phone")}</a>" · "<a href=paper>{t!("preview-to-paper")}</a></p>
        <h2>{t!("plan-where")}</h2>
        {communes_view(view)}
        <h2>{t!("plan-time-and-papers")}</h2>
        {plan_form_view(posted, view)}
        <details class="sources"><summary>{t!("plan-discard-this")}</summary>
            <form method="post" action=address.to_string()>
                {idempotency_key()}
                <input type="hidden" name="sure" value="1"/>
                <p>{t!("plan-discard-hint")}</p>
                <p><button class="button button--quiet button--danger" name="step" value="discard">{t!("plan-discard")}</button></p>
            </form>
        </details>
    }
}

/// What is missing, each a link to where it is mended; or the way to the button that opens the round.
fn gaps_view(view: &PlanView) -> impl IntoView + use<> {
    let ready = view.missing.is_empty();
    let missing = view.missing.iter().map(|gap| {
        let to = mended_at(view.id, gap);
        let text = say(Lang::Vi, &Message::from(gap.clone()));
        view! { <li><a href=to>{text}</a></li> }
    });
    let missing = missing.collect_view();
    view! {
        <section class=if ready { "verdict verdict--met" } else { "verdict" } aria-label=t!("plan-gaps")>
            <p class="verdict__title">{if ready { t!("plan-ready") } else { t!("plan-missing") }}</p>
            {(!ready).then(|| view! { <ul class="verdict__reasons">{missing}</ul> })}
            {ready.then(|| view! { <p><a href="#open">{t!("plan-open-below")}</a></p> })}
        </section>
    }
}

fn mended_at(plan: Uuid, gap: &MissingItem) -> String {
    match gap {
        MissingItem::Hamlets { code, .. } => hamlets_of(code, plan),
        MissingItem::Review => BallotWording { plan }.to_string(),
        MissingItem::Letters => "#key-holders".to_owned(),
        MissingItem::Number => "#number".to_owned(),
        MissingItem::Basis => "#basis".to_owned(),
        MissingItem::Participation => "#participation_source".to_owned(),
        MissingItem::Order | MissingItem::Past | MissingItem::Late { .. } => "#closes".to_owned(),
    }
}

fn hamlets_of(commune: &str, plan: Uuid) -> String {
    Hamlets { commune: commune.to_owned() }.with(&[("ke-hoach", &plan.to_string())])
}

/// The communes that are asked, each with its hamlets and what official statistics say.
fn communes_view(view: &PlanView) -> impl IntoView + use<> {
    let rows = view.asked.iter().map(|commune| {
        let to = hamlets_of(&commune.code, view.id);
        let sum = t!("plan-commune-sum", hamlets = commune.hamlets, households = commune.households);
        let official = commune.census.as_ref().map(|official| {
            let few = commune.hamlets > 0 && official.is_far_above(commune.households);
            let few = few.then(|| view! { <span class="tag">{t!("plan-commune-few")}</span> });
            view! { <small>{t!("plan-commune-official", official = official.message())}</small>{few} }
        });
        view! { <tr><th scope="row"><a href=to>{commune.name.clone()}</a></th><td data-label=t!("plan-hamlets-and-households")>{sum}{official}</td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{t!("plan-communes")}</caption>
            <thead><tr><th scope="col">{t!("plan-commune")}</th><th scope="col">{t!("plan-hamlets-and-households")}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
