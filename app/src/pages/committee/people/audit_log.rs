//! The audit log: who did what, inside one's own scope, day by day.

use crate::extract::{CurrentUser, Query};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::message::Message;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::audit_log::{AuditEntry, LogQuery};
use crate::routes::{Address as _, AuditLog};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::fold::fold_under;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// The audit log.
pub fn route() -> PageRoute {
    PageRoute::new::<AuditLog, _>(Audience::SignedIn, show)
}

async fn show(_: AuditLog, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let deed = Some(query.get("viec").to_owned()).filter(|deed| !deed.is_empty());
    let asked = LogQuery { day: query.day("ngay"), deed, page: query.parse("trang").unwrap_or(0) };
    let rows = app.audit_log.audit_entries(&user.actor(), &asked).await?;
    let kinds = app.audit_log.kinds_of_deeds(&user.actor()).await?;
    Ok(Page::new(move || {
        let body = log_view(&asked, kinds, &rows);
        view! { <CommitteeLayout title=t!("audit-title") me=user.account()>{body}</CommitteeLayout> }
    }))
}

fn log_view(asked: &LogQuery, kinds: Vec<Message>, rows: &[AuditEntry]) -> impl IntoView + use<> {
    let days = rows.chunk_by(|a, b| local(a.at).date() == local(b.at).date()).map(day_view).collect_view();
    let turn = |page: u32, word: String| {
        let day = asked.day.map(|day| day.to_string()).unwrap_or_default();
        let deed = asked.deed.clone().unwrap_or_default();
        let address = AuditLog.with(&[("ngay", &day), ("viec", &deed), ("trang", &page.to_string())]);
        view! { <a class="pages__link" href=address>{word}</a> }
    };
    let is_empty = rows.is_empty();
    let (newer, older) = (asked.page > 0, rows.len() == LogQuery::PAGE as usize);
    view! {
        <p class="lead">{t!("audit-lead")}</p>
        {filter_view(asked, kinds)}
        {is_empty.then(|| view! { <p class="empty">{t!("audit-empty")}</p> })}
        {days}
        <nav class="pages" aria-label=t!("audit-pages")>
            {newer.then(|| turn(asked.page.saturating_sub(1), t!("audit-newer")))}
            {older.then(|| turn(asked.page + 1, t!("audit-older")))}
        </nav>
    }
}

fn filter_view(asked: &LogQuery, kinds: Vec<Message>) -> impl IntoView + use<> {
    let mut kinds: Vec<(String, String)> =
        kinds.into_iter().map(|kind| (label(Lang::Vi, kind.clone()), kind.key.into_owned())).collect();
    kinds.sort();
    let is_asked = |key: &str| asked.deed.as_deref() == Some(key);
    let what =
        kinds.iter().find(|(_, key)| is_asked(key)).map_or_else(|| t!("audit-any-deed"), |(text, _)| text.clone());
    let chosen = match asked.day {
        Some(day) => t!("audit-chosen-day", day = day, deed = what),
        None => t!("audit-chosen", deed = what),
    };
    let options = kinds
        .into_iter()
        .map(|(text, key)| {
            let is_chosen = is_asked(&key);
            view! { <option value=key selected=is_chosen>{text}</option> }
        })
        .collect_view();
    let day = asked.day.map(|day| day.to_string()).unwrap_or_default();
    let fields = view! {
        <div class="filter__field"><label for="ngay">{t!("audit-day")}</label><input id="ngay" name="ngay" type="date" value=day/></div>
        <div class="filter__field"><label for="viec">{t!("audit-act")}</label><select id="viec" name="viec"><option value="">{t!("audit-any-deed")}</option>{options}</select></div>
        <button class="button button--small">{t!("criteria-show")}</button>
    };
    view! { <form class="filter" method="get" action=AuditLog.to_string()>{fold_under(chosen, fields)}</form> }
}

/// The lines of one day.
fn day_view(rows: &[AuditEntry]) -> Markup {
    let day = rows.first().map(|row| crate::i18n::day(local(row.at).date())).unwrap_or_default();
    let lines = rows.iter().map(row_view).collect_view();
    let head = [t!("audit-at"), t!("audit-act"), t!("audit-who"), t!("audit-place"), t!("audit-detail")];
    let head = head.map(|word| view! { <th scope="col">{word}</th> }).into_iter().collect_view();
    view! {
        <h2>{day.clone()}</h2>
        <table class="table table--log">
            <caption class="unseen">{t!("audit-caption-of", day = day)}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_markup()
}

fn row_view(row: &AuditEntry) -> impl IntoView + use<> {
    let detail = row.detail.clone().map(|detail| label(Lang::Vi, detail));
    view! {
        <tr>
            <td class="when">{local(row.at).format("%-H:%M").to_string()}</td>
            <th scope="row">{label(Lang::Vi, row.act.clone())}</th>
            <td>{row.who.clone()}</td>
            <td>{row.place.clone()}</td>
            <td>{detail}</td>
        </tr>
    }
}
