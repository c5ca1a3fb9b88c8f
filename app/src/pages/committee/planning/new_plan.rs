//! Where a plan begins.

use crate::domain::collection::plan::{Papers, Plan};
use crate::domain::people::account::Permission;
use crate::domain::survey::ruleset::{self, Ruleset};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Day, Outcome, Posted, Typed};
use crate::i18n::{local, t};
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::PortError;
use crate::routes::{self, CommitteeHome, NewPlan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, unit_options};
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;

/// Where a plan begins.
pub fn route() -> PageRoute {
    PageRoute::new::<NewPlan, _>(Audience::SignedIn, show).action("", Permission::Plan, begin)
}

form! {
    /// Begins a plan.
    struct BeginPlan {
        ruleset: Typed,
        unit: Typed,
        opens: Day,
    }
}

messages! {
    /// Why no plan is begun.
    enum BeginPlanRefused {
        /// No ruleset was chosen.
        NoRuleset = "plan-choose-ruleset",
    }
}

async fn begin(user: CurrentUser, Checked(form): Checked<BeginPlan>, app: AppState) -> ActionResult {
    let Some(ruleset) = app.rulesets.get(form.ruleset.0.trim()) else {
        return Err(Outcome::fault("ruleset", BeginPlanRefused::NoRuleset));
    };
    let unit = form.unit.0.trim().to_owned();
    let own = user.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
    let unit = if unit.is_empty() { own } else { unit };
    let plan = new_plan(ruleset.clone(), form.opens.0, &app);
    // The same form again is the same plan: its key comes from the form's.
    let id = user.key_of_form((app.new_key)());
    match app.plans.begin(&user.actor(), id, &unit, plan, (app.now)()).await {
        Ok(()) | Err(PortError::DoneBefore) => Outcome::to(routes::Plan { plan: id }),
        Err(error) => Err(error.into()),
    }
}

/// A plan as it begins: with the ruleset's sources as its legal basis and the shipped days off.
fn new_plan(ruleset: Ruleset, opens: NaiveDate, app: &AppState) -> Plan {
    let papers = Papers {
        basis: ruleset.sources.iter().map(|source| format!("{}: {}", source.number, source.title)).collect(),
        days_off: app.days_off.iter().map(|off| off.day).collect(),
        ..Papers::default()
    };
    let mut plan = Plan { ruleset, papers, opens, closes: opens, reviewed: false };
    plan.closes = plan.usual_close();
    plan
}

async fn show(_: NewPlan, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let now = (app.now)();
    let units = app.units.scope(&user.actor(), now).await?;
    let rulesets = app.rulesets.values().map(|ruleset| (ruleset.id.clone(), ruleset.name.clone())).collect();
    Ok(Page::new(move || {
        let known = user.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
        let ruleset = choose(&posted, "ruleset", &t!("plan-ruleset"), ruleset::USUAL, rulesets);
        let unit = choose(&posted, "unit", &t!("plan-unit"), &known, unit_options(&units));
        let opens = Field::text("opens", &t!("plan-opens")).kind("date").known(local(now).date()).draw(&posted);
        let body = view! {
            <form class="form" method="post" action=NewPlan.to_string()>
                {idempotency_key()}
                {ruleset}
                {unit}
                {opens}
                <p class="hint">{t!("plan-new-hint")}</p>
                <button class="button button--small">{t!("plan-new-go")}</button>
            </form>
        };
        let path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
        view! { <CommitteeLayout title=t!("plan-new-title") me=user.account() posted=posted path=path>{body}</CommitteeLayout> }
    }))
}
