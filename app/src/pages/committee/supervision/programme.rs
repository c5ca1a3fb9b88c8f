//! A programme of supervision: its activities, what else to supervise, its report.

use super::programme_form::{KeepProgramme, at_field, head_fields};
use super::programmes::{manner, programme_title, whose};
use super::proposals::{Proposal, proposals, proposals_view};
use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::Format;
use crate::domain::document_kind::DocumentKind;
use crate::domain::oversight::supervision::{Progress, Supervisor};
use crate::domain::people::account::Permission;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Confirmed, Outcome, Posted};
use crate::i18n::labels::label;
use crate::i18n::{Lang, day, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::supervision::{self, Activity};
use crate::routes::{self, Address as _, NewActivity, Programme, ProgrammeReport, Programmes, PublicProgramme};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::document_view::document_files;
use crate::ui::field::sure;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::status::{Mark, mark_view};
use chrono::NaiveDate;
use leptos::prelude::*;

/// A programme.
pub fn route() -> PageRoute {
    PageRoute::new::<Programme, _>(Audience::SignedIn, show).action("keep", Permission::Supervise, keep).action(
        "drop",
        Permission::Supervise,
        drop_it,
    )
}

/// Its report as a file.
pub fn report_route() -> PageRoute {
    PageRoute::new::<ProgrammeReport, _>(Audience::Printing, report)
}

async fn report(at: ProgrammeReport, user: CurrentUser, app: AppState) -> Result<DocumentFile, ErrorPage> {
    let found = app.supervision.programme(&user.actor(), at.programme, (app.now)()).await?;
    if !found.is_whole {
        return Err(ErrorPage::Denied);
    }
    let today = local((app.now)()).date();
    let whose = found.row.head.supervisor.into_str();
    let name = format!("bao-cao-giam-sat-{}-{}-{whose}", found.row.unit.named.code, found.row.head.year);
    let own = app.templates.template_of(found.row.unit.id, DocumentKind::Supervision).await?;
    DocumentFile::make(&app, Document::supervision_report(&found, own.as_deref(), today), at.format, name).await
}

async fn keep(at: Programme, user: CurrentUser, Checked(form): Checked<KeepProgramme>, app: AppState) -> ActionResult {
    let (head, seen) = form.read_head();
    at_field(app.supervision.keep_programme(&user.actor(), at.programme, &seen, head, (app.now)()).await)?;
    Outcome::to(at.with(&[("xong", "1")]))
}

form! {
    /// Takes a programme back.
    struct DropProgramme {
        sure: Confirmed,
    }
}

async fn drop_it(at: Programme, user: CurrentUser, _: Checked<DropProgramme>, app: AppState) -> ActionResult {
    app.supervision.drop_programme(&user.actor(), at.programme, (app.now)()).await?;
    Outcome::to(Programmes)
}

async fn show(at: Programme, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let found = app.supervision.programme(&user.actor(), at.programme, (app.now)()).await?;
    let today = local((app.now)()).date();
    let proposed = if found.row.may_keep { proposals(&app, &user, &found, today).await? } else { Vec::new() };
    let done = match query.get("xong") {
        "1" => t!("saved"),
        "bo" => t!("activity-dropped"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let body = programme_view(&posted, &at, &found, &proposed, today);
        view! {
            <CommitteeLayout title=programme_title(&found.row) me=user.account() posted=posted done=done
                path=vec![(Programmes.to_string(), t!("programmes-title"))]>
                {body}
            </CommitteeLayout>
        }
    }))
}

fn programme_view(
    posted: &Posted,
    at: &Programme,
    found: &supervision::Programme,
    proposed: &[Proposal],
    today: NaiveDate,
) -> impl IntoView + use<> {
    let head = &found.row.head;
    let signed = head.signed_on.map(|on| t!("programme-signed", day = on));
    let number = [Some(head.number.clone()).filter(|number| !number.is_empty()), signed];
    let number = number.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let public = head.is_public.then(|| {
        let to = PublicProgramme { programme: at.programme }.to_string();
        view! { <p><a href=to>{t!("programme-to-public")}</a></p> }
    });
    let add = found.row.may_keep.then(|| {
        let to = NewActivity { programme: at.programme }.to_string();
        view! { <p><a class="button button--small button--link" href=to>{t!("activity-new")}</a></p> }
    });
    let report = |format| ProgrammeReport { programme: at.programme, format }.to_string();
    let report = (found.is_whole && !found.activities.is_empty()).then(|| {
        view! {
            <h2>{t!("programme-report")}</h2>
            <p>{t!("programme-report-lead")}</p>
            {document_files(Lang::Vi, &report(Format::Pdf), &report(Format::Word))}
        }
    });
    let edit = found.row.may_keep.then(|| edit_view(posted, at, found));
    let drop = (found.row.may_keep && found.activities.is_empty()).then(|| {
        let sure = sure(posted, "drop", &t!("programme-drop-sure"));
        view! {
            <details class="sources" open=posted.action() == "drop"><summary>{t!("programme-drop")}</summary>
                <div class="sources__body">
                    <form class="form" method="post" action=at.to_string()>
                        {idempotency_key()}
                        {sure}
                        <button class="button button--quiet button--danger" name="step" value="drop">{t!("programme-drop")}</button>
                    </form>
                </div>
            </details>
        }
    });
    view! {
        <p class="lead">{whose(&found.row)}</p>
        {(!number.is_empty()).then(|| view! { <p>{number}</p> })}
        {public}
        {add}
        <h2>{t!("programme-activities")}</h2>
        {activities_view(&found.activities, today)}
        {proposals_view(at, proposed)}
        {report}
        {edit}
        {drop}
    }
}

/// The mark of how far an activity has come.
pub(crate) fn progress_view(lang: Lang, progress: Progress) -> impl IntoView {
    let mark = match progress {
        Progress::Concluded => Mark::Met,
        Progress::Overdue => Mark::NotMet,
        Progress::UnderWay | Progress::Planned => Mark::Open,
    };
    mark_view(mark, label(lang, progress))
}

/// The units of an activity: their names where they are few, else how many.
pub(crate) fn places(activity: &Activity) -> String {
    const NAMED: usize = 3;
    let names: Vec<&str> = activity.units.iter().map(|unit| unit.named.name.as_str()).collect();
    match names.len() {
        0 => activity.plan.drafter.clone(),
        1..=NAMED => names.join(", "),
        count => t!("activity-units-and-more", first = names[0], more = count - 1),
    }
}

fn activities_view(activities: &[Activity], today: NaiveDate) -> Markup {
    if activities.is_empty() {
        return view! { <p class="empty">{t!("activities-none")}</p> }.into_markup();
    }
    let mut sorted: Vec<&Activity> = activities.iter().collect();
    sorted.sort_by_key(|one| (one.progress(today), one.plan.starts_on));
    let rows = sorted.into_iter().map(|one| row_view(one, today)).collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{t!("activities-caption")}</caption>
            <thead><tr>
                <th scope="col">{t!("activity-column")}</th>
                <th scope="col">{t!("activity-where")}</th>
                <th scope="col">{t!("activity-when")}</th>
                <th scope="col">{t!("activity-state")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_markup()
}

fn row_view(activity: &Activity, today: NaiveDate) -> impl IntoView + use<> {
    let plan = &activity.plan;
    let to = routes::Activity { activity: activity.id }.to_string();
    let progress = activity.progress(today);
    let found = activity.findings().filter(|(_, finding)| finding.what.is_lacking).count();
    let found = (found > 0).then(|| view! { <small>{t!("activity-lacking", count = found)}</small> });
    view! {
        <tr class:mismatch=progress == Progress::Overdue>
            <th scope="row"><a href=to>{plan.subject.clone()}</a><small>{manner(plan)}</small></th>
            <td data-label=t!("activity-where")>{places(activity)}</td>
            <td data-label=t!("activity-when")>{format!("{} – {}", day(plan.starts_on), day(plan.ends_on))}</td>
            <td data-label=t!("activity-state")>{progress_view(Lang::Vi, progress)}{found}</td>
        </tr>
    }
}

fn edit_view(posted: &Posted, at: &Programme, found: &supervision::Programme) -> impl IntoView + use<> {
    let revision = posted.value("revision", &found.revision.to_string());
    let fields = head_fields(posted, &found.row.head, &[Supervisor::Front, Supervisor::Organisation]);
    view! {
        <details class="sources" open=posted.action() == "keep"><summary>{t!("programme-edit")}</summary>
            <div class="sources__body">
                <form class="form" method="post" action=at.to_string()>
                    {idempotency_key()}
                    <input type="hidden" name="revision" value=revision/>
                    {fields}
                    <button class="button button--small" name="step" value="keep">{t!("save")}</button>
                </form>
            </div>
        </details>
    }
}
