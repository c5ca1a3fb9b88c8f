//! Planning an activity of a programme.

use super::activity_form::{KeepActivity, Known, Offered, at_field, plan_fields};
use super::programmes::{programme_title, whose};
use crate::domain::oversight::supervision::{ActivityKind, Method, Occasion};
use crate::domain::people::account::Permission;
use crate::domain::units::unit::{Level, UnitRef};
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::forms::{ActionResult, Checked, Outcome, Posted};
use crate::i18n::{local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::targets::profiles;
use crate::ports::common::Answer;
use crate::ports::supervision::{ActivityPlan, Programme};
use crate::routes::{self, Address as _, NewActivity, Programmes};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::form::idempotency_key;
use chrono::{Datelike as _, Months, NaiveDate};
use leptos::prelude::*;

/// Where one is planned.
pub fn route() -> PageRoute {
    PageRoute::new::<NewActivity, _>(Audience::SignedIn, show).action("", Permission::Supervise, plan)
}

async fn plan(at: NewActivity, user: CurrentUser, Checked(form): Checked<KeepActivity>, app: AppState) -> ActionResult {
    let units = app.units.scope(&user.actor(), (app.now)()).await?;
    let (plan, codes, _) = form.read_plan(&app, &units)?;
    // The same form again is the same activity.
    let id = user.key_of_form((app.new_key)());
    let planned = app.supervision.plan_activity(&user.actor(), at.programme, id, plan, codes, (app.now)()).await;
    match at_field(planned) {
        Ok(()) | Err(Outcome::DoneBefore) => Outcome::to(routes::Activity { activity: id }.with(&[("xong", "1")])),
        Err(outcome) => Err(outcome),
    }
}

/// Units that a programme can be about: of a wide unit those in it, of a commune itself.
pub(super) fn offered_units(units: &[UnitRef], programme: &Programme) -> Vec<UnitRef> {
    let own = &programme.row.unit.named;
    if own.level == Level::Commune {
        return units.iter().filter(|unit| unit.code == own.code).cloned().collect();
    }
    units.iter().filter(|unit| unit.level > own.level).cloned().collect()
}

/// What the targets of a unit's plans are called: "III.2 Đường giao thông, thủy lợi, điện".
pub(super) async fn target_names(app: &AppState, code: &str) -> Answer<Vec<String>> {
    let plans = profiles(app, code).await?;
    let targets = plans.iter().flat_map(|profile| &profile.targets);
    let mut names: Vec<String> = targets.map(|target| format!("{} {}", target.section, target.content)).collect();
    names.dedup();
    Ok(names)
}

async fn show(at: NewActivity, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let programme = app.supervision.programme(&user.actor(), at.programme, (app.now)()).await?;
    if !programme.row.may_keep {
        return Err(ErrorPage::Denied);
    }
    let scope = app.units.scope(&user.actor(), (app.now)()).await?;
    let units = offered_units(&scope, &programme);
    let targets = target_names(&app, &programme.row.unit.named.code).await?;
    let today = local((app.now)()).date();
    let start = begun(&programme, &query, today);
    let place = Some(query.get("noi").to_owned()).filter(|code| !code.is_empty());
    Ok(Page::new(move || {
        let choice = app.rulesets_for(&units);
        let rulesets = choice.in_force.iter().chain(&choice.others).copied().collect();
        let known = Known { plan: &start, units: place.into_iter().collect(), is_new: true };
        let fields = plan_fields(&posted, &known, &Offered { units: &units, rulesets, targets });
        let path = vec![
            (Programmes.to_string(), t!("programmes-title")),
            (routes::Programme { programme: at.programme }.to_string(), programme_title(&programme.row)),
        ];
        view! {
            <CommitteeLayout title=t!("activity-new") me=user.account() posted=posted path=path>
                <p class="lead">{whose(&programme.row)}</p>
                <form class="form" method="post" action=at.to_string()>
                    {idempotency_key()}
                    {fields}
                    <button class="button button--small">{t!("activity-add")}</button>
                </form>
            </CommitteeLayout>
        }
    }))
}

/// What the form begins with: what was proposed, a month from now on in the programme's year.
fn begun(programme: &Programme, query: &Query, today: NaiveDate) -> ActivityPlan {
    let head = &programme.row.head;
    let starts_on =
        if today.year() == head.year { today } else { NaiveDate::from_ymd_opt(head.year, 1, 1).unwrap_or(today) };
    let kind: ActivityKind = query.parse("loai").unwrap_or_default();
    let is_proposed = !query.get("noi-dung").is_empty();
    ActivityPlan {
        kind,
        subject: query.get("noi-dung").to_owned(),
        occasion: if is_proposed { Occasion::AdHoc } else { Occasion::Periodic },
        method: Method::ALL.into_iter().find(|method| method.fits(kind)).unwrap_or_default(),
        starts_on,
        ends_on: starts_on.checked_add_months(Months::new(1)).unwrap_or(starts_on),
        lead: whose(&programme.row),
        participants: Vec::new(),
        drafter: String::new(),
        ruleset: query.get("bo").to_owned(),
        criteria: query.parse("tieu-chi").into_iter().collect(),
        target: query.get("chi-tieu").to_owned(),
    }
}
