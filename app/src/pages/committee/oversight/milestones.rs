//! Figures and acts of a unit's plan: what was written down of them, and forms for whoever answers for the plan.

use crate::domain::number::read_hundredths;
use crate::domain::oversight::milestone::{Measure, Milestone, MilestoneEntry, Word};
use crate::domain::oversight::profile::Profile;
use crate::domain::units::unit::Unit;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Day, Outcome, Posted, Typed};
use crate::i18n::{Lang, date_of, t};
use crate::pages::results::targets::profiles;
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::milestones::{MilestoneRefused, NewMilestoneEntry, RecordedMilestone};
use crate::routes::{Address as _, Criteria};
use crate::state::AppState;
use crate::ui::field::{Field, choose};
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The value of `act_event` by which an act is not done yet; every other one says it is.
const NOT_DONE: &str = "not-done";

form! {
    /// Writes a figure down.
    pub(super) struct KeepFigure {
        figure: Typed,
        figure_number: Typed,
        figure_on: Day,
        figure_source: Typed,
    }
}

form! {
    /// Writes down that an act is done, or not yet.
    pub(super) struct KeepAct {
        act: Typed,
        act_event: Typed,
        act_on: Day,
        act_document: Typed,
    }
}

pub(super) async fn keep_figure(
    at: Criteria,
    user: CurrentUser,
    Checked(form): Checked<KeepFigure>,
    app: AppState,
) -> ActionResult {
    let number = read_hundredths(&form.figure_number.0).map_err(|fault| Outcome::fault("figure_number", fault))?;
    let entry = MilestoneEntry { as_of: form.figure_on.0, word: Word::Value(number), document: form.figure_source.0 };
    let new = new_entry(&at, &app, ("figure", &form.figure.0), true, entry).await?;
    app.milestones.record_milestone(&user.actor(), new, (app.now)()).await.at("figure_source")?;
    Outcome::to(at.with(&[("xong", "1")]))
}

pub(super) async fn keep_act(
    at: Criteria,
    user: CurrentUser,
    Checked(form): Checked<KeepAct>,
    app: AppState,
) -> ActionResult {
    let word = if form.act_event.0 == NOT_DONE { Word::NotDone } else { Word::Done };
    let entry = MilestoneEntry { as_of: form.act_on.0, word, document: form.act_document.0 };
    let new = new_entry(&at, &app, ("act", &form.act.0), false, entry).await?;
    app.milestones.record_milestone(&user.actor(), new, (app.now)()).await.at("act_document")?;
    Outcome::to(at.with(&[("xong", "1")]))
}

/// What is known of the milestone that a field names, if the unit's plans have such a one.
async fn new_entry(
    at: &Criteria,
    app: &AppState,
    (field, named): (&str, &str),
    is_figure: bool,
    entry: MilestoneEntry,
) -> Result<NewMilestoneEntry, Outcome> {
    let plans = profiles(app, &at.unit).await.map_err(|error| Outcome::Error(error.into()))?;
    let of_kind = all(&plans).find(|(profile, one)| one.figure.is_some() == is_figure && key(profile, one) == named);
    let Some((profile, milestone)) = of_kind else { return Err(Outcome::fault(field, MilestoneRefused::Unknown)) };
    Ok(NewMilestoneEntry {
        unit_code: at.unit.clone(),
        profile: profile.id.clone(),
        milestone: milestone.id.clone(),
        content: milestone.content.clone(),
        entry,
    })
}

fn all(plans: &[Profile]) -> impl Iterator<Item = (&Profile, &Milestone)> {
    plans.iter().flat_map(|profile| profile.milestones.iter().map(move |one| (profile, one)))
}

/// What a choice is called in a form.
fn key(profile: &Profile, milestone: &Milestone) -> String {
    format!("{}/{}", profile.id, milestone.id)
}

/// The milestones of a unit's plans with all that was written of them.
pub(super) struct PlanRecord {
    pub plans: Vec<Profile>,
    pub recorded: Vec<RecordedMilestone>,
    pub may_write: bool,
}

/// Nothing where the unit has no plan with a figure or an act.
pub(super) fn milestones_view(
    posted: &Posted,
    unit: &Unit,
    record: &PlanRecord,
    today: NaiveDate,
) -> Option<impl IntoView + use<>> {
    let PlanRecord { plans, recorded, may_write } = record;
    all(plans).next()?;
    let lines: Vec<String> = recorded.iter().rev().filter_map(|one| line(plans, one)).collect();
    let none = lines.is_empty().then(|| view! { <p>{t!("milestones-none")}</p> });
    let lines = lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let at = Criteria { unit: unit.named.code.clone() };
    let forms = may_write.then(|| {
        view! {
            {figure_form(posted, plans, &at, today)}
            {act_form(posted, plans, &at, today)}
        }
    });
    let public = address(Lang::Vi, unit, UnitPage::Targets, &[]);
    Some(view! {
        <h2>{t!("milestones-title")}</h2>
        <p>{t!("milestones-lead")}" "<a href=public>{t!("milestones-public")}</a></p>
        {none}
        <ul>{lines}</ul>
        {forms}
    })
}

fn line(plans: &[Profile], one: &RecordedMilestone) -> Option<String> {
    let is_its = |profile: &Profile, own: &Milestone| profile.id == one.profile && own.id == one.milestone;
    let (_, milestone) = all(plans).find(|(profile, own)| is_its(profile, own))?;
    let MilestoneEntry { as_of, word, document } = &one.entry;
    let (content, written, who) = (&milestone.content, date_of(one.at), &one.who);
    Some(match word {
        Word::Value(value) => t!(
            "milestones-value",
            content = content,
            value = Lang::Vi.hundredths(*value),
            measure = milestone.figure.as_ref().map(|measure| measure.unit.clone()).unwrap_or_default(),
            day = *as_of,
            document = document,
            written = written,
            who = who,
        ),
        Word::Done => {
            t!("milestones-done", content = content, day = *as_of, document = document, written = written, who = who)
        }
        Word::NotDone => {
            t!(
                "milestones-not-done",
                content = content,
                day = *as_of,
                document = document,
                written = written,
                who = who
            )
        }
    })
}

fn figure_form(posted: &Posted, plans: &[Profile], at: &Criteria, today: NaiveDate) -> Option<impl IntoView + use<>> {
    let named = |(profile, one): (&Profile, &Milestone)| {
        let Measure { unit, .. } = one.figure.as_ref()?;
        Some((key(profile, one), t!("milestones-figure", content = &one.content, measure = unit)))
    };
    let choices: Vec<(String, String)> = all(plans).filter_map(named).collect();
    let first = choices.first()?.0.clone();
    let figure = choose(posted, "figure", &t!("milestones-which-figure"), &first, choices);
    let number =
        Field::text("figure_number", &t!("milestones-number")).hint(&t!("milestones-number-hint")).draw(posted);
    let on = Field::text("figure_on", &t!("milestones-as-of"))
        .kind("date")
        .hint(&t!("milestones-as-of-hint"))
        .known(today)
        .draw(posted);
    let source =
        Field::text("figure_source", &t!("milestones-source")).hint(&t!("milestones-source-hint")).draw(posted);
    Some(view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <div class="fields">{figure}{number}</div>
            <div class="fields">{on}{source}</div>
            <button class="button button--small" name="step" value="figure">{t!("milestones-keep-figure")}</button>
        </form>
    })
}

fn act_form(posted: &Posted, plans: &[Profile], at: &Criteria, today: NaiveDate) -> Option<impl IntoView + use<>> {
    let acts = all(plans).filter(|(_, one)| one.figure.is_none());
    let choices: Vec<(String, String)> = acts.map(|(profile, one)| (key(profile, one), one.content.clone())).collect();
    let first = choices.first()?.0.clone();
    let act = choose(posted, "act", &t!("milestones-which-act"), &first, choices);
    let events =
        vec![("done".to_owned(), t!("milestones-event-done")), (NOT_DONE.to_owned(), t!("milestones-event-not-done"))];
    let event = choose(posted, "act_event", &t!("milestones-event"), "done", events);
    let on = Field::text("act_on", &t!("milestones-act-on")).kind("date").known(today).draw(posted);
    let document =
        Field::text("act_document", &t!("milestones-document")).hint(&t!("milestones-document-hint")).draw(posted);
    Some(view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <div class="fields">{act}{event}</div>
            <div class="fields">{on}{document}</div>
            <button class="button button--small" name="step" value="act">{t!("milestones-keep-act")}</button>
        </form>
    })
}
