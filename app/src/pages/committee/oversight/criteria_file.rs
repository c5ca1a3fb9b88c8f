//! A file of statuses that is looked at before it is taken in.

use crate::domain::people::account::Permission;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Outcome, Posted, Typed};
use crate::i18n::labels::label;
use crate::i18n::{Lang, day, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::criteria_files::{Change, Changes};
use crate::routes::{Address as _, CriteriaFile, CriteriaFiles};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// How many changes are written out.
const SHOWN: usize = 300;

/// What a file would change.
pub fn route() -> PageRoute {
    PageRoute::new::<CriteriaFile, _>(Audience::SignedIn, show).action("apply", Permission::Assess, apply)
}

form! {
    /// Takes in what was looked at.
    struct ApplyStatuses {
        bo: Typed,
    }
}

async fn apply(
    at: CriteriaFile,
    user: CurrentUser,
    Checked(form): Checked<ApplyStatuses>,
    app: AppState,
) -> ActionResult {
    let done = app.criteria_files.apply_draft(&user.actor(), at.draft, (app.now)()).await?;
    let written = (done.added + done.changed).to_string();
    Outcome::to(CriteriaFiles.with(&[("bo", &form.bo.0), ("xong", &written)]))
}

async fn show(at: CriteriaFile, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let changes = app.criteria_files.draft(&user.actor(), at.draft).await?;
    Ok(Page::new(move || {
        let body = changes_view(&at, &changes);
        view! {
            <CommitteeLayout title=t!("criteria-file-title") me=user.account() posted=posted
                path=vec![(CriteriaFiles.to_string(), t!("criteria-files-title"))]>
                {body}
            </CommitteeLayout>
        }
    }))
}

fn changes_view(at: &CriteriaFile, found: &Changes) -> impl IntoView + use<> {
    let all = found.changes.len();
    let lead = t!("criteria-file-lead", name = &found.name, changes = all, same = found.same);
    let changes = if all == 0 {
        view! { <p class="empty">{t!("criteria-file-none")}</p> }.into_markup()
    } else {
        let set = found.changes.first().map(|change| change.row.ruleset.clone()).unwrap_or_default();
        view! { {apply_view(at, set, all)} {table_view(&found.changes)} }.into_markup()
    };
    let usual = found.changes.iter().filter(|change| change.is_usual_side).count();
    let usual = (usual > 0).then(|| view! { <p class="note">{t!("criteria-file-usual-side", count = usual)}</p> });
    view! {
        <p class="lead">{lead}</p>
        {usual}
        {changes}
    }
}

fn apply_view(at: &CriteriaFile, set: String, changes: usize) -> impl IntoView + use<> {
    view! {
        <form method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="bo" value=set/>
            <p class="buttons"><button class="button button--small" name="step" value="apply">{t!("criteria-file-apply", count = changes)}</button>
            <a class="button button--quiet button--link" href=CriteriaFiles.to_string()>{t!("criteria-file-leave")}</a></p>
        </form>
    }
}

fn table_view(changes: &[Change]) -> impl IntoView + use<> {
    let more = changes.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <p class="hint">{t!("criteria-file-more", count = more)}</p> });
    let rows = changes.iter().take(SHOWN).map(change_view).collect_view();
    let head = [
        t!("criteria-file-unit"),
        t!("criteria-file-criterion"),
        t!("criteria-file-before"),
        t!("criteria-file-after"),
        t!("criteria-file-source"),
    ];
    let head = head.map(|word| view! { <th scope="col">{word}</th> }).into_iter().collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{t!("criteria-file-caption")}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {more}
    }
}

fn change_view(change: &Change) -> impl IntoView + use<> {
    let row = &change.row;
    let criterion = match row.item() {
        (criterion, 0) => criterion.to_string(),
        (criterion, indicator) => format!("{criterion}.{indicator}"),
    };
    let before = change.before.map_or_else(|| "–".to_owned(), |status| label(Lang::Vi, status));
    let after =
        format!("{} ({})", label(Lang::Vi, row.status), label(Lang::Vi, row.by.unwrap_or_default()).to_lowercase());
    view! {
        <tr>
            <th scope="row">{change.unit.name.clone()}</th>
            <td data-label=t!("criteria-file-criterion")>{criterion}</td>
            <td data-label=t!("criteria-file-before")>{before}</td>
            <td data-label=t!("criteria-file-after")><b>{after}</b>" "<small>{row.value.clone()}</small></td>
            <td data-label=t!("criteria-file-source")>{day(row.as_of)}" "<small>{row.document.clone()}</small></td>
        </tr>
    }
}
