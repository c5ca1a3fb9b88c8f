//! How all of one's own unit stands, in pictures (*tổng quan*): how far its rounds are, ballots by day, who lags, how satisfied people
//! are, criteria, recommendations.

mod collection;
mod oversight;

use crate::domain::oversight::criterion::Assessment;
use crate::domain::people::account::Permission;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::{Level, UnitRef};
use crate::error::ErrorPage;
use crate::extract::CurrentUser;
use crate::i18n::{local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::unit_address::standard_sets;
use crate::ports::plans::PlanView;
use crate::ports::recommendations::RecommendationRow;
use crate::ports::results::{CommuneRow, CommuneView};
use crate::ports::rounds::RoundLine;
use crate::routes::{CommitteeHome, Dashboard};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::markup::Markup;
use crate::ui::share::hatching;
use chrono::{NaiveDate, TimeDelta};
use collection::{days_view, lagging_view, stages_view};
use leptos::prelude::*;
use oversight::{criteria_view, own_criteria_view, questions_view, recommendations_view, satisfaction_view};

/// So many days are shown, today among them.
const DAYS: i64 = 30;

/// How all of one's own unit stands.
pub fn route() -> PageRoute {
    PageRoute::new::<Dashboard, _>(Audience::SignedIn, show)
}

/// A unit with the last words on its criteria.
type Standing = (UnitRef, Vec<Assessment>);

/// What is known of it.
struct Shown {
    unit: UnitRef,
    today: NaiveDate,
    /// The communes that are asked, where the unit stands above communes.
    communes: Option<Vec<CommuneRow>>,
    /// Its own results, where it is a commune.
    own: Option<CommuneView>,
    collection: Option<Collection>,
    /// The set of criteria in force that recognises it, with what holds of them.
    criteria: Option<(Ruleset, Vec<Standing>)>,
    recommendations: Vec<RecommendationRow>,
}

/// What only those know who run rounds.
struct Collection {
    rounds: Vec<RoundLine>,
    plans: Vec<PlanView>,
    returned: Vec<(NaiveDate, u64)>,
}

async fn show(_: Dashboard, user: CurrentUser, app: AppState) -> PageResult {
    let (by, now) = (user.actor(), (app.now)());
    let today = local(now).date();
    let Some(named) = user.unit.clone().filter(|_| user.role.may(Permission::Oversee)) else {
        return Err(ErrorPage::Denied);
    };
    // A unit that has ended since somebody was invited has no page of today, though its code may be another's by now.
    let unit = app.units.unit(&named.code, today).await?.filter(|unit| Some(unit.id) == user.unit_id);
    let unit = unit.ok_or(ErrorPage::NotFound)?;
    let is_commune = named.level == Level::Commune;
    let choice = app.rulesets_at(Level::Commune);
    let usual = choice.usual();
    let is_asked = |unit: &UnitRef| usual.is_none_or(|set| set.recognises(unit));
    let sets = standard_sets(&app);
    let (mut communes, mut own) = (None, None);
    if is_commune {
        own = Some(app.results.commune(&unit, None, &sets).await?);
    } else {
        let mut rows = app.results.area(&unit, &sets).await?.rows;
        // Wards and townships are not asked.
        rows.retain(|row| is_asked(&row.unit.named));
        communes = Some(rows);
    }
    let mut collection = None;
    if user.role.may(Permission::Participation) {
        let plans = if is_commune { Vec::new() } else { app.plans.plans(&by, now).await? };
        let returned = app.participation.returned_by_day(&by, first_day(today)).await?;
        let mut rounds = app.rounds.rounds(&by).await?;
        // Nor are rounds of those whose codes its communes have taken over theirs.
        rounds.retain(|line| unit.valid_from.is_none_or(|from| line.round.opens >= from));
        collection = Some(Collection { rounds, plans, returned });
    }
    let mut criteria = None;
    if let Some(set) = usual.filter(|set| is_commune && set.recognises(&named)) {
        criteria = Some((set.clone(), app.criteria.standing(&by, &set.id, Level::Commune, now).await?));
    }
    let recommendations = app.recommendations.recommendations(&by, None).await?;
    let shown = Shown { unit: named, today, communes, own, collection, criteria, recommendations };
    Ok(Page::new(move || {
        let path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
        let title = t!("dashboard-title", unit = &shown.unit.name);
        let parts = parts(&shown);
        let body = view! {
            {hatching()}
            <p class="lead">{t!("dashboard-lead", day = shown.today)}</p>
            <div class="dashboard">{parts}</div>
        };
        view! { <CommitteeLayout title=title me=user.account() path=path>{body}</CommitteeLayout> }
    }))
}

/// The first day of those that are shown.
fn first_day(today: NaiveDate) -> NaiveDate {
    today - TimeDelta::days(DAYS - 1)
}

fn parts(shown: &Shown) -> Vec<Markup> {
    let communes = shown.communes.as_deref();
    let mut parts = Vec::new();
    if let Some(Collection { rounds, plans, returned }) = &shown.collection {
        parts.extend(communes.map(|communes| stages_view(communes, rounds, plans, shown.today)));
        parts.push(lagging_view(rounds, shown.today));
        parts.push(days_view(first_day(shown.today), shown.today, returned));
    }
    parts.extend(communes.into_iter().flat_map(|communes| [satisfaction_view(communes), criteria_view(communes)]));
    parts.extend(shown.own.as_ref().map(questions_view));
    parts.extend(shown.criteria.as_ref().map(|(set, standing)| own_criteria_view(set, standing)));
    parts.push(recommendations_view(&shown.recommendations, shown.today));
    parts
}
