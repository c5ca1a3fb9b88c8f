//! An activity of a programme: what was found or commented, what became of it, its conclusion.

use super::activity_form::{KeepActivity, Known, Offered, at_field, plan_fields};
use super::comments::{comment, comments_view, reply};
use super::new_activity::{offered_units, target_names};
use super::programme::{places, progress_view};
use super::programmes::{manner, programme_title, whose};
use super::visits::{record, take_back, visits_view};
use crate::domain::oversight::supervision::LONGEST_TEXT;
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::units::unit::UnitRef;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Day, Hidden, Outcome, Posted, Text};
use crate::i18n::{Lang, day, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::supervision::{self, Conclusion, Programme};
use crate::routes::{self, Activity, Address as _, Programmes};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;

/// An activity.
pub fn route() -> PageRoute {
    PageRoute::new::<Activity, _>(Audience::SignedIn, show)
        .with_file()
        .action("keep", Permission::Supervise, keep)
        .action("drop", Permission::Supervise, drop_it)
        .action("visit", Permission::Supervise, record)
        .action("drop-visit", Permission::Supervise, take_back)
        .action("comment", Permission::Supervise, comment)
        .action("reply", Permission::Supervise, reply)
        .action("conclude", Permission::Supervise, conclude)
}

form! {
    /// Takes an activity out of its programme.
    struct DropActivity {
        revision: Hidden<Revision>,
        sure: Confirmed,
    }
}

form! {
    /// Concludes an activity.
    struct ConcludeActivity {
        conclusion: Text<LONGEST_TEXT>,
        concluded_on: Day,
        revision: Hidden<Revision>,
        sure: Confirmed,
    }
}

async fn keep(at: Activity, user: CurrentUser, Checked(form): Checked<KeepActivity>, app: AppState) -> ActionResult {
    let units = app.units.scope(&user.actor(), (app.now)()).await?;
    let (plan, codes, seen) = form.read_plan(&app, &units)?;
    at_field(app.supervision.keep_activity(&user.actor(), at.activity, &seen, plan, codes, (app.now)()).await)?;
    Outcome::to(at.with(&[("xong", "1")]))
}

async fn drop_it(at: Activity, user: CurrentUser, Checked(form): Checked<DropActivity>, app: AppState) -> ActionResult {
    let programme = app.supervision.programme_of(&user.actor(), at.activity, (app.now)()).await?;
    let seen = form.revision.0.unwrap_or_default();
    app.supervision.drop_activity(&user.actor(), at.activity, &seen, (app.now)()).await?;
    Outcome::to(routes::Programme { programme: programme.row.id }.with(&[("xong", "bo")]))
}

async fn conclude(
    at: Activity,
    user: CurrentUser,
    Checked(form): Checked<ConcludeActivity>,
    app: AppState,
) -> ActionResult {
    let seen = form.revision.0.unwrap_or_default();
    let end = Conclusion { on: form.concluded_on.0, text: form.conclusion.0 };
    let ended = app.supervision.conclude_activity(&user.actor(), at.activity, &seen, end, (app.now)()).await;
    ended.at("concluded_on")?;
    Outcome::to(at.with(&[("xong", "ket-luan")]))
}

/// What there is to choose from where it is changed.
struct Choices {
    units: Vec<UnitRef>,
    targets: Vec<String>,
}

async fn show(at: Activity, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let programme = app.supervision.programme_of(&user.actor(), at.activity, (app.now)()).await?;
    let found = programme.activities.iter().find(|one| one.id == at.activity).cloned().ok_or(ErrorPage::NotFound)?;
    let today = local((app.now)()).date();
    let may_write = programme.row.may_keep && found.conclusion.is_none();
    let choices = if may_write {
        let scope = app.units.scope(&user.actor(), (app.now)()).await?;
        let targets = target_names(&app, &programme.row.unit.named.code).await?;
        Some(Choices { units: offered_units(&scope, &programme), targets })
    } else {
        None
    };
    let done = match query.get("xong") {
        "1" => t!("saved"),
        "lan" => t!("visit-recorded"),
        "bo-lan" => t!("visit-dropped"),
        "y-kien" => t!("comment-recorded"),
        "tra-loi" => t!("comment-reply-recorded"),
        "ket-luan" => t!("activity-concluded-now"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let path = vec![
            (Programmes.to_string(), t!("programmes-title")),
            (routes::Programme { programme: programme.row.id }.to_string(), programme_title(&programme.row)),
        ];
        let done_parts = if found.plan.kind.is_about_draft() {
            comments_view(&posted, &at, &found, may_write, today)
        } else {
            visits_view(&posted, &at, &found, (may_write, programme.row.may_keep), today)
        };
        let ends = may_write.then(|| conclude_view(&posted, &at, &found, today));
        let edit = choices.as_ref().map(|choices| edit_view(&app, &posted, &at, &found, choices));
        let facts = facts_view(&app, &programme, &found, today);
        view! {
            <CommitteeLayout title=found.plan.subject.clone() me=user.account() posted=posted done=done path=path>
                {facts}
                {done_parts}
                {conclusion_view(&found)}
                {ends}
                {edit}
            </CommitteeLayout>
        }
    }))
}

/// The criteria and the target that an activity is about, in words.
pub(crate) fn about(app: &AppState, activity: &supervision::Activity) -> Vec<String> {
    let plan = &activity.plan;
    let ruleset = app.rulesets.get(&plan.ruleset);
    let criteria = plan.criteria.iter().filter_map(|number| ruleset?.criterion(*number));
    let criteria = criteria.map(|one| t!("activity-criterion", no = one.no, name = &one.name));
    criteria.chain(Some(plan.target.clone()).filter(|target| !target.is_empty())).collect()
}

fn facts_view(
    app: &AppState,
    programme: &Programme,
    activity: &supervision::Activity,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let plan = &activity.plan;
    let about = about(app, activity);
    let about = (!about.is_empty()).then(|| view! { <p>{t!("activity-about", what = about.join("; "))}</p> });
    let names: Vec<&str> = activity.units.iter().map(|unit| unit.named.name.as_str()).collect();
    let place = if names.is_empty() { places(activity) } else { names.join(", ") };
    let participants = (!plan.participants.is_empty()).then(|| {
        view! { <dt>{t!("activity-participants")}</dt><dd>{plan.participants.join("; ")}</dd> }
    });
    let when = format!("{} – {}", day(plan.starts_on), day(plan.ends_on));
    view! {
        <p class="lead">{whose(&programme.row)}</p>
        <p>{progress_view(Lang::Vi, activity.progress(today))}" · "{manner(plan)}</p>
        {about}
        <dl class="facts">
            <dt>{t!("activity-where")}</dt><dd>{place}</dd>
            <dt>{t!("activity-when")}</dt><dd>{when}</dd>
            <dt>{t!("activity-lead")}</dt><dd>{plan.lead.clone()}</dd>
            {participants}
        </dl>
    }
}

/// How it ended, if it did.
pub(crate) fn conclusion_view(activity: &supervision::Activity) -> Option<impl IntoView + use<>> {
    activity.conclusion.as_ref().map(|end| {
        let lines = end.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <h2>{t!("activity-conclusion-on", day = end.on)}</h2>{lines} }
    })
}

fn conclude_view(
    posted: &Posted,
    at: &Activity,
    activity: &supervision::Activity,
    today: NaiveDate,
) -> Option<impl IntoView + use<>> {
    let has_begun = !activity.visits.is_empty() || !activity.comments.is_empty();
    has_begun.then(|| {
        let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
        let text = Field::text("conclusion", &t!("activity-conclusion")).lines(4, most).draw(posted);
        let on = Field::text("concluded_on", &t!("activity-conclusion-day")).kind("date").known(today).draw(posted);
        let sure = sure(posted, "conclude", &t!("activity-conclude-sure"));
        view! {
            <details class="sources" open=posted.action() == "conclude"><summary>{t!("activity-conclude")}</summary>
                <div class="sources__body">
                    <p>{t!("activity-conclude-lead")}</p>
                    <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                        {idempotency_key()}
                        <input type="hidden" name="revision" value=activity.revision.to_string()/>
                        {text}{on}{sure}
                        <button class="button button--small" name="step" value="conclude">{t!("activity-conclude")}</button>
                    </form>
                </div>
            </details>
        }
    })
}

fn edit_view(
    app: &AppState,
    posted: &Posted,
    at: &Activity,
    activity: &supervision::Activity,
    choices: &Choices,
) -> impl IntoView + use<> {
    let choice = app.rulesets_for(&choices.units);
    let rulesets = choice.in_force.iter().chain(&choice.others).copied().collect();
    let units = activity.units.iter().map(|unit| unit.named.code.clone()).collect();
    let known = Known { plan: &activity.plan, units, is_new: false };
    let is_mine = posted.action() == "keep";
    let none = Posted::default();
    let own = if is_mine { posted } else { &none };
    let offered = Offered { units: &choices.units, rulesets, targets: choices.targets.clone() };
    let fields = plan_fields(own, &known, &offered);
    // Whoever was told that somebody else changed it has seen that, and may send again.
    let is_told = posted.faults.iter().any(|fault| fault.message.key == "supervision-overtaken");
    let now = activity.revision.to_string();
    let revision = if is_told { now } else { own.value("revision", &now) };
    let is_unused = activity.visits.is_empty() && activity.comments.is_empty();
    let drop = is_unused.then(|| {
        let sure = sure(posted, "drop", &t!("activity-drop-sure"));
        view! {
            <details class="sources" open=posted.action() == "drop"><summary>{t!("activity-drop")}</summary>
                <div class="sources__body">
                    <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                        {idempotency_key()}
                        <input type="hidden" name="revision" value=activity.revision.to_string()/>
                        {sure}
                        <button class="button button--quiet button--danger" name="step" value="drop">{t!("activity-drop")}</button>
                    </form>
                </div>
            </details>
        }
    });
    view! {
        <details class="sources" open=is_mine><summary>{t!("activity-edit")}</summary>
            <div class="sources__body">
                <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                    {idempotency_key()}
                    <input type="hidden" name="revision" value=revision/>
                    {fields}
                    <button class="button button--small" name="step" value="keep">{t!("save")}</button>
                </form>
            </div>
        </details>
        {drop}
    }
}
