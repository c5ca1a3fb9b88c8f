//! One recommendation with its steps, and the next one for whoever has it.

use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::Format;
use crate::domain::people::account::Permission;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::forms::{ActionResult, Outcome, Posted};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::oversight::recommendation_steps::{accept, answer, close, form_view, return_answer};
use crate::pages::results::recommendations::step_view;
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::recommendations::{self, RecommendationRow, RecommendationStep};
use crate::routes::{Address as _, EvidenceFile, Recommendation, RecommendationLetter, Recommendations};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::document_view::document_files;
use crate::ui::form::idempotency_key;
use crate::ui::status::stage_view;
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// One recommendation.
pub fn route() -> PageRoute {
    PageRoute::new::<Recommendation, _>(Audience::SignedIn, show)
        .with_file()
        .action("answer", Permission::Reply, answer)
        .action("accept", Permission::Recommend, accept)
        .action("return", Permission::Recommend, return_answer)
        .action("close", Permission::Recommend, close)
        .action("show", Permission::Recommend, show_to_residents)
        .action("hide", Permission::Recommend, hide_from_residents)
}

/// A step of it as a letter.
pub fn letter_route() -> PageRoute {
    PageRoute::new::<RecommendationLetter, _>(Audience::Printing, letter)
}

async fn letter(at: RecommendationLetter, user: CurrentUser, app: AppState) -> Result<DocumentFile, ErrorPage> {
    let found = app.recommendations.recommendation(&user.actor(), at.recommendation).await?;
    let step = at.step.checked_sub(1).and_then(|no| found.steps.get(no)).ok_or(ErrorPage::NotFound)?;
    let document = Document::letter(&found, step, criterion(&app, &found.row));
    let name = format!("cong-van-{}-{}", found.row.unit.named.code, at.step);
    DocumentFile::make(&app, document, at.format, name).await
}

async fn show_to_residents(at: Recommendation, user: CurrentUser, app: AppState) -> ActionResult {
    app.recommendations.show(&user.actor(), at.recommendation, true, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "1")]))
}

async fn hide_from_residents(at: Recommendation, user: CurrentUser, app: AppState) -> ActionResult {
    app.recommendations.show(&user.actor(), at.recommendation, false, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "1")]))
}

async fn show(at: Recommendation, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let found = app.recommendations.recommendation(&user.actor(), at.recommendation).await?;
    let today = local((app.now)()).date();
    let done = match query.get("xong") {
        "gui" => t!("recommendation-sent"),
        "tra-loi" => t!("recommendation-answered"),
        "ghi" => t!("recommendation-recorded"),
        "ket-thuc" => t!("recommendation-closed"),
        "1" => t!("saved"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let body = recommendation_view(&app, &posted, &at, &found, today);
        view! {
            <CommitteeLayout title=found.row.title me=user.account() posted=posted done=done
                path=vec![(Recommendations.to_string(), t!("recommendations-title"))]>
                {body}
            </CommitteeLayout>
        }
    }))
}

fn recommendation_view(
    app: &AppState,
    posted: &Posted,
    at: &Recommendation,
    found: &recommendations::Recommendation,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let row = &found.row;
    let about =
        [Some(label(Lang::Vi, &row.unit)), criterion(app, row)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let late = row.stage.is_overdue(row.due, today).then(|| {
        view! { " "<span class="tag">{t!("recommendation-late", days = (today - row.due).num_days())}</span> }
    });
    let source = row.subject.round.map(|round| {
        let to = address(Lang::Vi, &row.unit, UnitPage::Results, &[("dot", &round.to_string())]);
        view! { <p><a href=to>{t!("recommendation-source")}</a></p> }
    });
    let steps = (1..).zip(&found.steps).map(|(no, step)| recorded_view(at.recommendation, no, step)).collect_view();
    let form = (!found.actions.is_empty()).then(|| form_view(posted, at, found));
    let seen = if row.is_public { t!("recommendation-public") } else { t!("recommendation-internal") };
    view! {
        <p class="lead">{about}</p>
        <p>{stage_view(Lang::Vi, row.stage)}{format!(" · {}", t!("recommendation-due", day = row.due))}{late}</p>
        {source}
        <ol class="thread__steps">{steps}</ol>
        {form}
        <p class="hint">{seen}</p>
        {row.may_settle.then(|| publicity_view(at, row.is_public))}
    }
}

/// "Tiêu chí 2. Giao thông", where it is about one.
fn criterion(app: &AppState, row: &RecommendationRow) -> Option<String> {
    let criterion = app.rulesets.get(&row.subject.ruleset)?.criterion(row.subject.criterion)?;
    Some(t!("recommendation-criterion", no = criterion.no, name = &criterion.name))
}

fn recorded_view(recommendation: Uuid, no: usize, step: &RecommendationStep) -> impl IntoView + use<> {
    let letter = |format: Format| RecommendationLetter { recommendation, step: no, format }.to_string();
    let letter = document_files(Lang::Vi, &letter(Format::Pdf), &letter(Format::Word));
    let files = step
        .files
        .iter()
        .map(|(file, name)| view! { <p><a href=EvidenceFile { file: *file }.to_string()>{name.clone()}</a></p> })
        .collect_view();
    step_view(Lang::Vi, step, view! { {files}{letter} })
}

/// Lets residents read it, or not any more.
fn publicity_view(at: &Recommendation, is_public: bool) -> impl IntoView + use<> {
    let (word, text) =
        if is_public { ("hide", t!("recommendation-hide")) } else { ("show", t!("recommendation-show")) };
    view! {
        <form method="post" action=at.to_string()>
            {idempotency_key()}
            <button class="button button--quiet" name="step" value=word>{text}</button>
        </form>
    }
}
