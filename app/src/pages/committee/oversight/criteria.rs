//! A unit's criteria: where each stands, what was ever said of it, and a form to say more; its titles and its plan.

use crate::domain::oversight::criterion::{Status, item_positions};
use crate::domain::people::account::Permission;
use crate::domain::survey::choice::RulesetChoice;
use crate::domain::survey::ruleset::Ruleset;
use crate::extract::{CurrentUser, Query};
use crate::forms::Posted;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::oversight::criteria_entry::{entry_view, keep};
use crate::pages::committee::oversight::criteria_table::table_view;
use crate::pages::committee::oversight::criteria_take_back::{take_back, take_back_view};
use crate::pages::committee::oversight::milestones::{PlanRecord, keep_act, keep_figure, milestones_view};
use crate::pages::committee::oversight::titles::{keep_title, titles_view};
use crate::pages::results::predecessor_results::predecessor_results_view;
use crate::pages::results::targets::profiles;
use crate::ports::common::{Answer, PortError};
use crate::ports::criteria::CriteriaRecord;
use crate::routes::{Comparison, Criteria};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::fold::fold_under;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::ruleset_field::ruleset_field;
use chrono::NaiveDate;
use leptos::prelude::*;

/// A unit's criteria.
pub fn route() -> PageRoute {
    PageRoute::new::<Criteria, _>(Audience::SignedIn, show)
        .with_file()
        .action("keep", Permission::Assess, keep)
        .action("take-back", Permission::Assess, take_back)
        .action("title", Permission::Assess, keep_title)
        .action("figure", Permission::Assess, keep_figure)
        .action("act", Permission::Assess, keep_act)
}

async fn show(at: Criteria, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let today = local((app.now)()).date();
    let on = query.day("ngay").unwrap_or(today);
    let unit = app.units.place(&at.unit, None).await?.ok_or(PortError::Missing)?;
    let choice = RulesetChoice::of(app.rulesets.values(), &[unit.named.level], on);
    let asked = posted.value("ruleset", query.get("bo"));
    let ruleset = choice.get_or_usual(&asked).ok_or(PortError::Missing)?.clone();
    let record = app.criteria.criteria_record(&user.actor(), &at.unit, &ruleset.id, on).await?;
    let plan = plan_record(&at, &user, &app, &record).await?;
    let done = match query.get("xong") {
        "1" => t!("criteria-written"),
        "rut" => t!("criteria-taken-back"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let choice = RulesetChoice::of(app.rulesets.values(), &[ruleset.level], on);
        let body = sheet_view(&posted, &ruleset, &choice, (&record, &plan), on, today);
        view! {
            <CommitteeLayout title=t!("criteria-title", unit = &record.unit.named.name) me=user.account() posted=posted
                done=done path=vec![(Comparison.to_string(), t!("criteria-oversight"))]>
                {body}
            </CommitteeLayout>
        }
    }))
}

/// What is known of the figures and acts of the unit's own plans.
async fn plan_record(at: &Criteria, user: &CurrentUser, app: &AppState, record: &CriteriaRecord) -> Answer<PlanRecord> {
    let mut plans = profiles(app, &at.unit).await?;
    plans.retain(|plan| !plan.milestones.is_empty());
    let ids: Vec<String> = plans.iter().map(|plan| plan.id.clone()).collect();
    let recorded = if ids.is_empty() {
        Vec::new()
    } else {
        app.milestones.recorded_milestones(&user.actor(), &at.unit, &ids, (app.now)()).await?
    };
    Ok(PlanRecord { plans, recorded, may_write: record.may_claim })
}

fn sheet_view(
    posted: &Posted,
    ruleset: &Ruleset,
    choice: &RulesetChoice<'_>,
    (record, plan): (&CriteriaRecord, &PlanRecord),
    on: NaiveDate,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let counts = record.statuses.iter().filter(|one| one.taken_back.is_none());
    let positions = item_positions(counts.map(|one| &one.assessment), on);
    let whole = positions.iter().filter(|((_, indicator), _)| *indicator == 0);
    let is_known = whole.clone().next().is_some();
    let met = whole.filter(|(_, position)| position.status() == Status::Met).count();
    let lead = if is_known {
        t!("criteria-lead", met = met, all = ruleset.criteria.len(), day = on)
    } else {
        t!("criteria-lead-none", day = on)
    };
    let may_write = record.may_claim && on == today;
    let table = table_view(posted, ruleset, record, &positions, may_write);
    let body =
        if may_write { entry_view(posted, ruleset, record, today, table).into_markup() } else { table.into_markup() };
    let past = (on != today).then(|| view! { <p class="note">{t!("criteria-past")}</p> });
    view! {
        <p class="lead">{lead}</p>
        {filter_view(record, ruleset, choice, on)}
        {past}
        {body}
        {(on == today).then(|| take_back_view(posted, ruleset, record))}
        {titles_view(posted, record, on, today)}
        {(on == today).then(|| milestones_view(posted, &record.unit, plan, today))}
        {predecessor_results_view(Lang::Vi, &record.predecessors)}
    }
}

/// Which ruleset is shown, and on which day.
fn filter_view(
    record: &CriteriaRecord,
    ruleset: &Ruleset,
    choice: &RulesetChoice<'_>,
    on: NaiveDate,
) -> impl IntoView + use<> {
    let address = Criteria { unit: record.unit.named.code.clone() };
    let sets = ruleset_field(&Posted::default(), "bo", &t!("criteria-set"), choice, &ruleset.id);
    let chosen = t!("criteria-chosen", ruleset = &ruleset.name, day = on);
    let fields = view! {
        <div class="filter__field">{sets}</div>
        <div class="filter__field"><label for="ngay">{t!("criteria-on")}</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
        <button class="button button--small">{t!("criteria-show")}</button>
    };
    view! {
        <form class="filter" method="get" action=address.to_string()>
            {fold_under(chosen, fields)}
        </form>
    }
}
