//! The text of a kind of document, being worded.

use super::templates::{level_name, whose};
use crate::documents::example::Example;
use crate::documents::template::LONGEST;
use crate::documents::wording;
use crate::domain::document_kind::DocumentKind;
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::units::unit::{Level, UnitRef};
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Fault, Hidden, Outcome, Posted, Text};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::templates::{NewTemplate, TemplateRow, WrittenTemplate};
use crate::routes::{Address as _, CommitteeHome, Template, Templates};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::document_view::{document_view, text_view};
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// One of them.
pub fn route() -> PageRoute {
    PageRoute::new::<Template, _>(Audience::SignedIn, show).action("keep", Permission::Conclude, keep).action(
        "drop",
        Permission::Conclude,
        drop_own,
    )
}

form! {
    /// Keeps a template.
    struct KeepTemplate {
        revision: Hidden<Revision>,
        text: Text<LONGEST>,
    }
}

form! {
    /// Gives one's own template up.
    struct DropTemplate {
        revision: Hidden<Revision>,
        sure: Confirmed,
    }
}

async fn keep(at: Template, user: CurrentUser, Checked(form): Checked<KeepTemplate>, app: AppState) -> ActionResult {
    let text = form.text.0;
    if let Err(faults) = wording::read(at.kind, &text) {
        return Err(Outcome::Invalid(faults.into_iter().map(|fault| Fault::of("text", fault)).collect()));
    }
    // Whoever keeps what ships inside, or what those above wrote, words nothing of their own.
    keep_text(&at, &user, &app, form.revision, Some(text)).await?;
    Outcome::to(at.with(&[("xong", "luu")]))
}

async fn drop_own(
    at: Template,
    user: CurrentUser,
    Checked(form): Checked<DropTemplate>,
    app: AppState,
) -> ActionResult {
    keep_text(&at, &user, &app, form.revision, None).await?;
    Outcome::to(at.with(&[("xong", "bo")]))
}

async fn keep_text(
    at: &Template,
    user: &CurrentUser,
    app: &AppState,
    revision: Hidden<Revision>,
    text: Option<String>,
) -> Result<(), Outcome> {
    let revision = revision.0.unwrap_or_default();
    let new = NewTemplate { level: at.level, kind: at.kind, revision, text };
    app.templates.keep_template(&user.actor(), new, (app.now)()).await.at("text")
}

async fn show(at: Template, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let rows = app.templates.templates(&user.actor()).await?;
    let row = rows.into_iter().find(|row| (row.level, row.kind) == (at.level, at.kind)).ok_or(ErrorPage::NotFound)?;
    let own = user.unit.clone().ok_or(ErrorPage::NotFound)?;
    let today = local((app.now)()).date();
    let above = match app.units.place(&own.code, Some(today)).await? {
        Some(place) => app.units.above(place.id).await?.pop(),
        None => None,
    };
    let ruleset = app.rulesets_at(Level::Commune).usual().cloned();
    let done = match query.get("xong") {
        "luu" => t!("template-kept"),
        "bo" => t!("template-dropped"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let path =
            vec![(CommitteeHome.to_string(), t!("committee-home")), (Templates.to_string(), t!("templates-title"))];
        let title = t!("template-title", kind = label(Lang::Vi, at.kind).to_lowercase(), level = level_name(at.level));
        let holds = row.written().map_or_else(|| wording::shipped(at.kind).to_owned(), |written| written.text.clone());
        let form = form_view(&posted, &at, &row, &holds);
        let example = ruleset.as_ref().map(|ruleset| {
            let (unit, above) = issuer(at.level, own, above);
            let example = Example { ruleset, unit: &unit, above: above.as_ref(), today };
            let document = example.document(at.kind, Some(&holds)).map(|document| document_view(&document, false));
            view! {
                {known_view(at.kind, &example)}
                <section id="xem-thu" aria-label=t!("template-example")><h2>{t!("template-example")}</h2>{document}</section>
            }
        });
        let dropping = row.own.as_ref().map(|_| drop_view(&posted, &at, &row));
        view! {
            <CommitteeLayout title=title me=user.account() posted=posted done=done path=path>
                <p data-whose>{whose(&row)}"."</p>
                {form}
                {dropping}
                {example}
            </CommitteeLayout>
        }
    }))
}

/// The unit whose Front issues the example, and the one above it: one's own where it is of that level, or a made-up one below it.
fn issuer(level: Level, own: UnitRef, above: Option<UnitRef>) -> (UnitRef, Option<UnitRef>) {
    let level = level.min(Level::Commune);
    if level == own.level {
        return (own, above);
    }
    let kind = level.usual_kind();
    let name = t!("example-unit", kind = kind, no = 1_u64);
    (UnitRef { code: String::new(), name, kind: kind.to_owned(), level }, Some(own))
}

fn form_view(posted: &Posted, at: &Template, row: &TemplateRow, holds: &str) -> impl IntoView + use<> {
    let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    let (name, how) = (t!("template-text"), t!("template-lead"));
    let text = Field::text("text", &name).hint(&how).lines(18, most).known(holds).draw(posted);
    view! {
        <form class="form form--wide" method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="revision" value=row.revision().to_string()/>
            {text}
            <p class="hint">{t!("template-published")}</p>
            <button class="button" name="step" value="keep">{t!("template-keep")}</button>
        </form>
    }
}

/// What may be put in, what it says of the example, and what must be put in.
fn known_view(kind: DocumentKind, example: &Example) -> impl IntoView + use<> {
    let required = wording::required(kind);
    let lines = example.said(kind).into_iter().map(|(key, name, says)| {
        let must = required.contains(&key).then(|| view! { " "<small>{t!("template-required")}</small> });
        let says = match (says, key.split_once('-')) {
            (Some(says), _) => text_view(&says),
            (None, Some(("table", _))) => t!("template-makes-table").into_markup(),
            (None, Some(("list", _))) => t!("template-makes-list").into_markup(),
            (None, Some(("text", _))) => t!("template-makes-text").into_markup(),
            (None, _) => t!("template-says-nothing").into_markup(),
        };
        view! { <tr data-placeholder=key><td><code>{format!("{{{name}}}")}</code>{must}</td><td>{says}</td></tr> }
    });
    let body = view! {
        <div class="sources__body">
        <p class="hint">{t!("template-placeholders-lead")}</p>
        <table class="table">
            <caption class="unseen">{t!("template-placeholders")}</caption>
            <thead><tr><th scope="col">{t!("template-placeholder")}</th><th scope="col">{t!("template-says")}</th></tr></thead>
            <tbody>{lines.collect_view()}</tbody>
        </table>
        </div>
    };
    folded(t!("template-placeholders"), body)
}

fn drop_view(posted: &Posted, at: &Template, row: &TemplateRow) -> impl IntoView + use<> {
    let confirm = sure(posted, "drop", &t!("template-drop-sure"));
    let before = row.above.as_ref().map(|WrittenTemplate { text, .. }| text.clone());
    let before = before.unwrap_or_else(|| wording::shipped(at.kind).to_owned());
    let body = view! {
        <p>{t!("template-drop-lead")}</p>
        <pre class="sources__body">{before}</pre>
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="revision" value=row.revision().to_string()/>
            {confirm}
            <button class="button button--quiet" name="step" value="drop">{t!("template-drop")}</button>
        </form>
    };
    folded(t!("template-drop"), body)
}

/// What few need, folded on every screen.
fn folded(words: String, body: impl IntoView) -> impl IntoView {
    view! { <details class="sources"><summary>{words}</summary>{body}</details> }
}
