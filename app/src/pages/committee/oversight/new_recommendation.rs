//! Raising a recommendation.

use crate::domain::collection::calendar::{DayOff, last_working_day};
use crate::domain::oversight::recommendation::LONGEST_TEXT;
use crate::domain::people::account::Permission;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::{Level, UnitRef};
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{
    ActionResult, Checked, Day, Fault, FieldValue, File, Hidden, Outcome, Posted, PostedForm, Ticked, Typed,
    required_text,
};
use crate::i18n::{local, t};
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::oversight::evidence::{at_file, new_file};
use crate::pages::committee::oversight::suggestion::{Origin, Suggestion, of_finding, suggestion};
use crate::pages::committee::unit_choice::{chosen_unit, unit_choice};
use crate::pages::results::unit_address::stood;
use crate::ports::common::PortError;
use crate::ports::recommendations::{self, Subject};
use crate::routes::{Address as _, NewRecommendation, Recommendation, Recommendations};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, tick};
use crate::ui::file_field::file_field;
use crate::ui::form::idempotency_key;
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many days a People's Committee has where nothing else is said.
const DAYS_TO_ANSWER: u64 = 15;

/// The day by which an answer is asked for where nothing else is said: a working day.
fn usual_due(today: NaiveDate, days_off: &[DayOff]) -> NaiveDate {
    let off: BTreeSet<NaiveDate> = days_off.iter().map(|off| off.day).collect();
    let due = today.checked_add_days(Days::new(DAYS_TO_ANSWER));
    due.and_then(|due| last_working_day(due, 1, &off)).unwrap_or(today)
}

/// Where one is raised.
pub fn route() -> PageRoute {
    PageRoute::new::<NewRecommendation, _>(Audience::SignedIn, show).with_file().action(
        "",
        Permission::Recommend,
        raise,
    )
}

form! {
    /// Raises a recommendation.
    struct RaiseRecommendation {
        unit: Typed,
        bo: Typed,
        criterion: Hidden<u32>,
        dot: Hidden<Uuid>,
        cau: Hidden<u32>,
        title: TitleLine,
        text: Reasons,
        due: Day,
        public: Ticked,
        file: File,
        visit: Hidden<Uuid>,
        finding: Hidden<u32>,
    }
}

messages! {
    /// Why a recommendation is not raised.
    enum RaiseRefused {
        /// The line in lists is missing.
        NoTitle = "new-recommendation-no-title",
        /// Why, and what is asked, is missing.
        NoText = "new-recommendation-no-text",
        /// There are no such rules.
        NoRuleset = "new-recommendation-no-ruleset",
        /// The rules have no such criterion.
        NoCriterion { ruleset: String, criterion: u32 } = "new-recommendation-no-criterion",
        /// The rules are about units of another level.
        OtherLevel { ruleset: String, level: &'static str, unit: String } = "new-recommendation-other-level",
        /// The round it comes from says nothing of the unit.
        NoResults = "new-recommendation-no-results",
    }
}

/// What it is about, in one line.
#[derive(Clone, Debug)]
struct TitleLine(String);

impl FieldValue for TitleLine {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        required_text::<200>(form, name, faults, RaiseRefused::NoTitle).map(Self)
    }
}

/// Why, and what is asked.
#[derive(Clone, Debug)]
struct Reasons(String);

impl FieldValue for Reasons {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        required_text::<LONGEST_TEXT>(form, name, faults, RaiseRefused::NoText).map(Self)
    }
}

async fn raise(
    _: NewRecommendation,
    user: CurrentUser,
    Checked(form): Checked<RaiseRecommendation>,
    app: AppState,
) -> ActionResult {
    let unit = stood(&app, &chosen_unit(&app, &user, &form.unit.0).await?, None).await?;
    let subject = Subject {
        ruleset: form.bo.0,
        criterion: form.criterion.0.unwrap_or_default(),
        round: form.dot.0,
        question: form.cau.0.unwrap_or_default(),
    };
    let faults = subject_faults(&app, &unit.named, &subject).await?;
    if !faults.is_empty() {
        return Err(Outcome::Invalid(faults));
    }
    // The same form again is the same recommendation.
    let id = user.key_of_form((app.new_key)());
    let new = recommendations::NewRecommendation {
        id,
        unit_code: unit.named.code,
        subject,
        title: form.title.0,
        text: form.text.0,
        due: form.due.0,
        is_public: form.public.0,
        files: new_file(form.file).into_iter().collect(),
        finding: form.visit.0.zip(form.finding.0),
    };
    match at_file(app.recommendations.raise(&user.actor(), new, (app.now)()).await) {
        Ok(()) | Err(Outcome::DoneBefore) => {
            Outcome::to(Recommendation { recommendation: id }.with(&[("xong", "gui")]))
        }
        Err(outcome) => Err(outcome),
    }
}

/// Why a recommendation to a unit cannot be about that.
async fn subject_faults(app: &AppState, unit: &UnitRef, subject: &Subject) -> Result<Vec<Fault>, PortError> {
    let wrong = criterion_fault(app, unit, subject).map(|refused| Fault::of("criterion", refused));
    let mut faults: Vec<Fault> = wrong.into_iter().collect();
    if let Some(round) = subject.round
        && app.results.document(round, Some(&unit.code), None).await?.is_none()
    {
        faults.push(Fault::of("unit", RaiseRefused::NoResults));
    }
    Ok(faults)
}

fn criterion_fault(app: &AppState, unit: &UnitRef, subject: &Subject) -> Option<RaiseRefused> {
    let criterion = subject.criterion;
    if criterion == 0 {
        return None;
    }
    let Some(ruleset) = app.rulesets.get(&subject.ruleset) else { return Some(RaiseRefused::NoRuleset) };
    let name = || ruleset.name.clone();
    if ruleset.criterion(criterion).is_none() {
        return Some(RaiseRefused::NoCriterion { ruleset: name(), criterion });
    }
    let level = ruleset.level.usual_kind();
    (ruleset.level != unit.level).then(|| RaiseRefused::OtherLevel { ruleset: name(), level, unit: unit.name.clone() })
}

/// What the form begins with.
struct Start {
    /// The code of the unit, the id of the ruleset, a criterion, a round and a question, as the address or the form has
    /// them.
    unit: String,
    set: String,
    criterion: String,
    round: String,
    question: String,
    /// The finding of a supervision it comes from: the visit, and its number there.
    finding: Option<(Uuid, u32)>,
    due: NaiveDate,
    suggested: Suggestion,
}

async fn show(_: NewRecommendation, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    if !user.role.may(Permission::Recommend) {
        return Err(ErrorPage::Denied);
    }
    let today = local((app.now)()).date();
    let units = app.units.scope(&user.actor(), (app.now)()).await?;
    let finding = finding_of(&posted, &query);
    let found = match finding {
        Some((visit, number)) => Some(app.supervision.finding(&user.actor(), visit, number).await?),
        None => None,
    };
    let from_finding = found.as_ref().map_or("", |found| &found.ruleset);
    let set = posted.value("bo", if from_finding.is_empty() { query.get("bo") } else { from_finding });
    let own = user.unit.as_ref().map_or("", |unit| &unit.code);
    let unit = match &found {
        Some(found) => &found.unit.named.code,
        None if query.get("noi").is_empty() => own,
        None => query.get("noi"),
    };
    let level = units.iter().find(|one| one.code == unit).map_or(Level::Commune, |one| one.level);
    let usual = app.rulesets_at(level).usual().map(|usual| usual.id.clone()).unwrap_or_default();
    let from = Origin {
        unit: query.get("noi"),
        round: query.parse("dot"),
        criterion: query.parse("tieu-chi"),
        question: query.parse("cau"),
    };
    let start = Start {
        unit: unit.to_owned(),
        set: if set.is_empty() { usual } else { set },
        criterion: match &found {
            Some(found) => found.what.criterion.to_string(),
            None => query.get("tieu-chi").to_owned(),
        },
        finding,
        round: posted.value("dot", query.get("dot")),
        question: posted.value("cau", query.get("cau")),
        due: usual_due(today, &app.days_off),
        suggested: match &found {
            Some(found) => of_finding(found),
            None => suggestion(&app, &user.actor(), from, today).await?,
        },
    };
    Ok(Page::new(move || {
        let others = other_sets_view(&app, &units, &start);
        let form = form_view(&posted, &units, app.rulesets.get(&start.set), &start);
        let about = app.rulesets.get(&start.set).map(|ruleset| ruleset.name.clone());
        view! {
            <CommitteeLayout title=t!("new-recommendation-title") me=user.account() posted=posted
                path=vec![(Recommendations.to_string(), t!("recommendations-title"))]>
                <p class="lead">{about}</p>
                {others}
                {form}
            </CommitteeLayout>
        }
    }))
}

/// The finding that it comes from, as the form or the address has it: the visit, and its number there.
fn finding_of(posted: &Posted, query: &Query) -> Option<(Uuid, u32)> {
    let visit = posted.value("visit", query.get("lan")).parse().ok()?;
    Some((visit, posted.value("finding", query.get("phat-hien")).parse().ok()?))
}

/// The way to other rulesets it may be about. What comes from a round is by the round's rules.
fn other_sets_view(app: &AppState, units: &[UnitRef], start: &Start) -> Option<impl IntoView + use<>> {
    let choice = app.rulesets_for(units);
    let others = choice.in_force.into_iter().chain(choice.others).filter(|one| one.id != start.set);
    let others: Vec<&Ruleset> = others.collect();
    (start.round.is_empty() && start.finding.is_none() && !others.is_empty()).then(|| {
        let others = others
            .into_iter()
            .map(|one| {
                let to = NewRecommendation.with(&[("noi", &start.unit), ("bo", &one.id)]);
                view! { <li><a href=to>{one.name.clone()}</a></li> }
            })
            .collect_view();
        view! {
            <details class="sources sources--slim"><summary>{t!("new-recommendation-other-sets")}</summary><ul>{others}</ul></details>
        }
    })
}

fn form_view(posted: &Posted, units: &[UnitRef], ruleset: Option<&Ruleset>, start: &Start) -> impl IntoView + use<> {
    let criteria = ruleset.map(|ruleset| ruleset.criteria.as_slice()).unwrap_or_default();
    let criteria = criteria.iter().map(|one| (one.no.to_string(), format!("{}. {}", one.no, one.name)));
    let none = std::iter::once(("0".to_owned(), t!("new-recommendation-no-subject")));
    let criterion = choose(
        posted,
        "criterion",
        &t!("new-recommendation-criterion"),
        &start.criterion,
        none.chain(criteria).collect(),
    );
    let unit = unit_choice(posted, &t!("new-recommendation-unit"), &start.unit, units);
    let title = Field::text("title", &t!("new-recommendation-line")).known(&start.suggested.title).draw(posted);
    let text = Field::text("text", &t!("new-recommendation-text"))
        .hint(&t!("new-recommendation-text-hint"))
        .known(&start.suggested.text)
        .lines(6, u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX))
        .draw(posted);
    let due = Field::text("due", &t!("new-recommendation-due")).kind("date").known(start.due).draw(posted);
    let public = tick(posted, "public", &t!("new-recommendation-public"));
    view! {
        <form class="form" method="post" action=NewRecommendation.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="bo" value=start.set.clone()/>
            <input type="hidden" name="dot" value=start.round.clone()/>
            <input type="hidden" name="cau" value=start.question.clone()/>
            {start.finding.map(|(visit, number)| view! {
                <input type="hidden" name="visit" value=visit.to_string()/>
                <input type="hidden" name="finding" value=number.to_string()/>
            })}
            {unit}
            {criterion}
            {title}
            {text}
            {due}
            {file_field(posted, &t!("recommendation-file"), false)}
            {public}
            <button class="button button--small">{t!("new-recommendation-raise")}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn an_answer_is_asked_for_on_a_working_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let off = |text: &str| DayOff { day: day(text), name: String::new(), source: String::new(), verified: true };
        assert_eq!(usual_due(day("2026-11-02"), &[]), day("2026-11-17"));
        assert_eq!(usual_due(day("2026-11-07"), &[]), day("2026-11-23"), "not on Sunday");
        assert_eq!(usual_due(day("2026-11-02"), &[off("2026-11-17")]), day("2026-11-18"), "nor on a day off");
    }
}
