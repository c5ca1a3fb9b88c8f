//! The audit log: who did what, inside one's own scope.

use crate::extract::{CurrentUser, Query};
use crate::i18n::labels::label;
use crate::i18n::{Lang, moment, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::audit_log::AuditEntry;
use crate::routes::{Address as _, AuditLog};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use leptos::prelude::*;

/// How many lines a page holds.
const PAGE: usize = 100;

/// The audit log.
pub fn route() -> PageRoute {
    PageRoute::new::<AuditLog, _>(Audience::SignedIn, show)
}

async fn show(_: AuditLog, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let page: u32 = query.parse("trang").unwrap_or(0);
    let rows = app.audit_log.audit_entries(&user.actor(), page).await?;
    Ok(Page::new(move || {
        let body = log_view(page, rows);
        view! { <CommitteeLayout title=t!("audit-title") me=user.account()>{body}</CommitteeLayout> }
    }))
}

fn log_view(page: u32, rows: Vec<AuditEntry>) -> impl IntoView {
    let (is_full, is_empty) = (rows.len() == PAGE, rows.is_empty());
    let lines = rows.into_iter().map(row_view).collect_view();
    let head = [t!("audit-at"), t!("audit-act"), t!("audit-who"), t!("audit-place"), t!("audit-detail")];
    let head = head.map(|word| view! { <th scope="col">{word}</th> }).collect_view();
    let turn = |page: u32, word: String| {
        let address = AuditLog.with(&[("trang", &page.to_string())]);
        view! { <a class="pages__link" href=address>{word}</a> }
    };
    view! {
        <p class="lead">{t!("audit-lead")}</p>
        {is_empty.then(|| view! { <p class="empty">{t!("audit-empty")}</p> })}
        {(!is_empty).then(|| view! {
            <table class="table">
                <caption class="unseen">{t!("audit-caption")}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        })}
        <nav class="pages" aria-label=t!("audit-pages")>
            {(page > 0).then(|| turn(page - 1, t!("audit-newer")))}
            {is_full.then(|| turn(page + 1, t!("audit-older")))}
        </nav>
    }
}

fn row_view(row: AuditEntry) -> impl IntoView {
    let detail = row.detail.map(|detail| label(Lang::Vi, detail));
    let of_detail = detail.is_some().then(|| t!("audit-detail"));
    view! {
        <tr>
            <td data-label=t!("audit-at") class="when">{moment(row.at)}</td>
            <th scope="row">{label(Lang::Vi, row.act)}</th>
            <td data-label=t!("audit-who")>{row.who}</td>
            <td data-label=t!("audit-place")>{row.place}</td>
            <td data-label=of_detail>{detail}</td>
        </tr>
    }
}
