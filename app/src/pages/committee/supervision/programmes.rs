//! The programmes of supervision that somebody has, and opening one.

use super::programme_form::{KeepProgramme, at_field, head_fields};
use crate::domain::oversight::supervision::Supervisor;
use crate::domain::people::account::Permission;
use crate::extract::CurrentUser;
use crate::forms::{ActionResult, Checked, Outcome, Posted};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::PortError;
use crate::ports::supervision::{ProgrammeHead, ProgrammeRow};
use crate::routes::{Address as _, Comparison, Programme, Programmes};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::status::{Mark, mark_view};
use chrono::Datelike as _;
use leptos::prelude::*;

/// The list.
pub fn route() -> PageRoute {
    PageRoute::new::<Programmes, _>(Audience::SignedIn, show).action("", Permission::Supervise, open)
}

async fn open(_: Programmes, user: CurrentUser, Checked(form): Checked<KeepProgramme>, app: AppState) -> ActionResult {
    // The same form again is the same programme.
    let id = user.key_of_form((app.new_key)());
    let unit = user.unit.as_ref().map(|unit| unit.code.clone()).ok_or(PortError::Denied)?;
    let (head, _) = form.read_head();
    match at_field(app.supervision.open_programme(&user.actor(), id, &unit, head, (app.now)()).await) {
        Ok(()) | Err(Outcome::DoneBefore) => Outcome::to(Programme { programme: id }.with(&[("xong", "1")])),
        Err(outcome) => Err(outcome),
    }
}

async fn show(_: Programmes, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let rows = app.supervision.programmes(&user.actor(), (app.now)()).await?;
    let year = local((app.now)()).year();
    Ok(Page::new(move || {
        let list = list_view(&rows);
        let may_open = user.role.may(Permission::Supervise);
        let form = may_open.then(|| new_view(&posted, year, rows.is_empty()));
        view! {
            <CommitteeLayout title=t!("programmes-title") me=user.account() posted=posted
                path=vec![(Comparison.to_string(), t!("recommendations-oversight"))]>
                <p class="lead">{t!("programmes-lead")}</p>
                {list}
                {form}
            </CommitteeLayout>
        }
    }))
}

/// Whose programme it is: "Ủy ban MTTQ Việt Nam xã Đạ Ròn", "Hội Nông dân, xã Đạ Ròn".
pub(crate) fn whose(row: &ProgrammeRow) -> String {
    let unit = &row.unit.named.name;
    match row.head.supervisor {
        Supervisor::Front => t!("programme-of-front", unit = unit),
        Supervisor::Organisation => t!("programme-of-organisation", name = &row.head.organisation, unit = unit),
        Supervisor::Council => t!("programme-of-council", unit = unit),
    }
}

fn list_view(rows: &[ProgrammeRow]) -> Markup {
    if rows.is_empty() {
        return view! { <p class="empty">{t!("programmes-none")}</p> }.into_markup();
    }
    let lines = rows.iter().map(row_view).collect_view();
    view! {
        <table class="table table--lines">
            <caption class="unseen">{t!("programmes-title")}</caption>
            <thead><tr>
                <th scope="col">{t!("programme-column")}</th>
                <th scope="col" class="num">{t!("programme-activities")}</th>
                <th scope="col" class="num">{t!("programme-concluded")}</th>
                <th scope="col">{t!("programme-state")}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_markup()
}

fn row_view(row: &ProgrammeRow) -> impl IntoView + use<> {
    let to = Programme { programme: row.id }.to_string();
    let title = t!("programme-of-year", year = row.head.year.to_string(), whose = whose(row));
    let number = (!row.head.number.is_empty()).then(|| format!(" · {}", row.head.number));
    let shown = if row.head.is_public { t!("recommendations-public") } else { t!("recommendations-internal") };
    view! {
        <tr>
            <th scope="row"><a href=to>{title}</a><small>{shown}{number}</small></th>
            <td class="num" data-label=t!("programme-activities")>{row.activities}</td>
            <td class="num" data-label=t!("programme-concluded")>{row.concluded}</td>
            <td data-label=t!("programme-state")>{state_view(row)}</td>
        </tr>
    }
}

/// What stands out of a programme: what is overdue, or that all is concluded.
fn state_view(row: &ProgrammeRow) -> impl IntoView + use<> {
    if row.overdue > 0 {
        mark_view(Mark::NotMet, t!("programme-overdue", count = row.overdue))
    } else if row.activities > 0 && row.concluded == row.activities {
        mark_view(Mark::Met, t!("programme-all-concluded"))
    } else {
        mark_view(Mark::Open, t!("programme-under-way"))
    }
}

fn new_view(posted: &Posted, year: i32, is_first: bool) -> impl IntoView + use<> {
    let known = ProgrammeHead {
        supervisor: Supervisor::Front,
        organisation: String::new(),
        year,
        number: String::new(),
        signed_on: None,
        is_public: false,
    };
    let fields = head_fields(posted, &known, &[Supervisor::Front, Supervisor::Organisation]);
    let is_open = is_first || !posted.faults.is_empty();
    view! {
        <details class="sources" open=is_open><summary>{t!("programme-new")}</summary>
            <div class="sources__body">
                <form class="form" method="post" action=Programmes.to_string()>
                    {idempotency_key()}
                    {fields}
                    <button class="button button--small">{t!("programme-open")}</button>
                </form>
            </div>
        </details>
    }
}

/// Whose programme of which year.
pub(crate) fn programme_title(row: &ProgrammeRow) -> String {
    t!("programme-title", year = row.head.year.to_string())
}

/// What kind of an activity it is, how it is done and why now: "Giám sát · Tổ chức đoàn giám sát · Định kỳ".
pub(crate) fn manner(plan: &crate::ports::supervision::ActivityPlan) -> String {
    [label(Lang::Vi, plan.kind), label(Lang::Vi, plan.method), label(Lang::Vi, plan.occasion)].join(" · ")
}
