//! Where a plan begins.

use crate::domain::collection::key_letters::KeyHolders;
use crate::domain::collection::plan::{COUNTING, Papers, Plan, Purpose};
use crate::domain::collection::round::Round;
use crate::domain::people::account::Permission;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::source::Source;
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Choice, Day, Outcome, Posted, Ticked, Typed};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::message::Message;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::unit_choice::{chosen_unit, unit_choice};
use crate::ports::common::PortError;
use crate::ports::plans;
use crate::ports::rounds::RoundLine;
use crate::routes::{self, CommitteeHome, NewPlan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, tick};
use crate::ui::form::idempotency_key;
use crate::ui::ruleset_field::ruleset_field;
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
        purpose: Choice<Purpose>,
        like: Typed,
        many: Ticked,
    }
}

messages! {
    /// Why no plan is begun.
    enum BeginPlanRefused {
        /// No ruleset was chosen.
        NoRuleset = "plan-choose-ruleset",
        /// No unit was chosen.
        NoUnit = "plan-choose-unit",
        /// The earlier round that was chosen is not theirs, or is no more.
        RoundGone = "plan-no-round-to-take-over",
    }
}

async fn begin(user: CurrentUser, Checked(form): Checked<BeginPlan>, app: AppState) -> ActionResult {
    let Some(ruleset) = app.rulesets.get(form.ruleset.0.trim()) else {
        return Err(Outcome::fault("ruleset", BeginPlanRefused::NoRuleset));
    };
    let unit = chosen_unit(&app, &user, &form.unit.0).await?;
    if unit.is_empty() {
        return Err(Outcome::fault("unit", BeginPlanRefused::NoUnit));
    }
    let mut plan = new_plan(ruleset.clone(), form.purpose.0, form.opens.0, &app);
    if !form.like.0.trim().is_empty() {
        let rounds = app.rounds.rounds(&user.actor()).await?;
        let earlier = rounds.iter().map(|line| &line.round).find(|round| round.id.to_string() == form.like.0.trim());
        let earlier = earlier.ok_or_else(|| Outcome::fault("like", BeginPlanRefused::RoundGone))?;
        plan.take_over(&earlier.ruleset, &earlier.papers);
    }
    // The same form again is the same plan: its key comes from the form's.
    let id = user.key_of_form((app.new_key)());
    let new = plans::NewPlan { id, unit_code: unit, plan, many: form.many.0 };
    match app.plans.begin(&user.actor(), new, (app.now)()).await {
        Ok(()) | Err(PortError::DoneBefore) => Outcome::to(routes::Plan { plan: id }),
        Err(PortError::Refused(message)) => Err(Outcome::fault(field_of(&message), message)),
        Err(error) => Err(error.into()),
    }
}

/// The field that a refusal is about.
fn field_of(refusal: &Message) -> &'static str {
    match &*refusal.key {
        "plan-asks-many" => "many",
        "open-round-asked-before" => "purpose",
        _ => "unit",
    }
}

/// A plan as it begins: with the ruleset's sources as its legal basis and the shipped days off.
fn new_plan(ruleset: Ruleset, purpose: Purpose, opens: NaiveDate, app: &AppState) -> Plan {
    let papers = Papers {
        purpose,
        basis: basis(&ruleset, purpose, opens),
        days_off: app.days_off.iter().map(|off| off.day).collect(),
        ..Papers::default()
    };
    let mut plan = Plan { ruleset, papers, opens, closes: opens, reviewed: false, holders: KeyHolders::default() };
    plan.closes = plan.usual_close();
    plan
}

/// The legal basis that a plan begins with.
fn basis(ruleset: &Ruleset, purpose: Purpose, opens: NaiveDate) -> Vec<String> {
    let decree = purpose.is_decreed(opens).then(|| t!("plan-basis-withdrawal"));
    ruleset.sources.iter().map(Source::citation).chain(decree).collect()
}

/// The unit to ask in. Where there are several, none is chosen already: a whole province is not asked by accident.
fn unit_field(posted: &Posted, units: &[UnitRef]) -> impl IntoView + use<> {
    unit_choice(posted, &t!("plan-unit"), "", units)
}

/// An earlier round to take over from, latest first; nothing where there is none.
fn like_field(posted: &Posted, rounds: &[RoundLine]) -> Option<impl IntoView + use<>> {
    let mut rounds: Vec<_> = rounds.iter().map(|line| &line.round).collect();
    rounds.sort_by_key(|round| std::cmp::Reverse(round.opens));
    let option = |round: &&Round| {
        let name = t!("plan-like-round", unit = &round.unit.name, ruleset = &round.ruleset.name, opens = round.opens);
        (round.id.to_string(), name)
    };
    let options: Vec<_> = rounds.iter().map(option).collect();
    let none = (String::new(), t!("plan-like-none"));
    (!options.is_empty()).then(|| {
        let options = std::iter::once(none).chain(options).collect();
        choose(posted, "like", &t!("plan-like"), "", options)
    })
}

async fn show(_: NewPlan, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let now = (app.now)();
    let units = app.units.scope(&user.actor(), now).await?;
    let plans = user.role.may(Permission::Plan);
    let rounds = if plans { app.rounds.rounds(&user.actor()).await? } else { Vec::new() };
    Ok(Page::new(move || {
        let choice = app.rulesets_for(&units);
        let usual = choice.usual().map(|usual| usual.id.clone()).unwrap_or_default();
        let ruleset = ruleset_field(&posted, "ruleset", &t!("plan-ruleset"), &choice, &usual);
        let unit = unit_field(&posted, &units);
        // Where one unit holds others. Whoever asks them all says so: a province is not asked by accident.
        let many =
            units.iter().any(|unit| unit.level != Level::Commune).then(|| tick(&posted, "many", &t!("plan-many")));
        let purposes = Purpose::ALL.map(|one| (one.into_str().to_owned(), label(Lang::Vi, one)));
        let usual = Purpose::default().into_str();
        let purpose = choose(&posted, "purpose", &t!("plan-purpose"), usual, purposes.into());
        let like = like_field(&posted, &rounds);
        let opens = Field::text("opens", &t!("plan-opens")).kind("date").known(local(now).date()).draw(&posted);
        let body = view! {
            <form class="form" method="post" action=NewPlan.to_string()>
                {idempotency_key()}
                {ruleset}
                {unit}
                {many}
                {purpose}
                {like}
                {opens}
                <p class="hint">{t!("plan-new-hint", days = COUNTING)}</p>
                <button class="button button--small">{t!("plan-new-go")}</button>
            </form>
        };
        let path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
        view! { <CommitteeLayout title=t!("plan-new-title") me=user.account() posted=posted path=path>{body}</CommitteeLayout> }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::tests::small;

    #[test]
    fn a_plan_for_a_withdrawal_names_the_decree_as_its_basis() {
        let decree = t!("plan-basis-withdrawal");
        let named = |purpose, opens: &str| basis(&small(2), purpose, opens.parse().expect("a day")).contains(&decree);
        assert!(named(Purpose::Withdraw, "2026-03-02"));
        assert!(!named(Purpose::Withdraw, "2025-06-30") && !named(Purpose::Reassess, "2026-03-02"));
    }
}
