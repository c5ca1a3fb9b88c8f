//! Statuses of many units at once: the units of one's scope, the workbook to fill in, and a file on its way in.

use crate::domain::oversight::criterion::{Assessment, Status};
use crate::domain::people::account::Permission;
use crate::domain::survey::choice::RulesetChoice;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, File, Outcome, Posted};
use crate::i18n::{Lang, day, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::PortError;
use crate::routes::{Address as _, Comparison, Criteria, CriteriaFile, CriteriaFiles, CriteriaTemplate};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::file_field::list_file_field;
use crate::ui::fold::fold_under;
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::pages::pages_view;
use crate::ui::ruleset_field::ruleset_field;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many units a page holds: on a phone some three screens.
const PAGE: usize = 20;

/// The units of one's scope with their criteria, the workbook and the upload.
pub fn route() -> PageRoute {
    PageRoute::new::<CriteriaFiles, _>(Audience::SignedIn, show).with_file().action(
        "preview",
        Permission::Assess,
        preview,
    )
}

form! {
    /// Takes a file to be looked at.
    struct PreviewStatuses {
        file: File,
    }
}

/// Reads a file and shows what it would change.
async fn preview(
    _: CriteriaFiles,
    user: CurrentUser,
    Checked(form): Checked<PreviewStatuses>,
    app: AppState,
) -> ActionResult {
    let (name, content) = form.file.0.map(|file| (file.name, file.content)).unwrap_or_default();
    let now = (app.now)();
    let lines = (app.read_statuses)(user.id, content, now).await.at("file")?;
    let draft = app.criteria_files.keep_draft(&user.actor(), &name, lines, now).await;
    Outcome::to(CriteriaFile { draft: draft.at("file")? })
}

async fn show(_: CriteriaFiles, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let scope = app.units.scope(&user.actor(), (app.now)()).await?;
    let choice = app.rulesets_for(&scope);
    let asked = posted.value("bo", query.get("bo"));
    let ruleset = choice.get_or_usual(&asked).ok_or(PortError::Missing)?.clone();
    let mut units = app.criteria.standing(&user.actor(), &ruleset.id, ruleset.level, (app.now)()).await?;
    units.retain(|(unit, known)| ruleset.recognises(unit) || !known.is_empty());
    let page = query.parse("trang").unwrap_or(1);
    let done = query.parse::<u64>("xong").map(|count| t!("criteria-files-written", count = count));
    Ok(Page::new(move || {
        let upload = user.role.may(Permission::Assess).then(|| upload_view(&posted, &ruleset));
        let own = user.unit.as_ref().filter(|unit| unit.level == Level::Commune).map(|unit| {
            let to = Criteria { unit: unit.code.clone() }.with(&[("bo", &ruleset.id)]);
            view! { <p><a class="button button--small button--link" href=to>{t!("criteria-files-own", unit = &unit.name)}</a></p> }
        });
        let filter = filter_view(&ruleset, &app.rulesets_for(&scope));
        let list = list_view(&ruleset, &units, page);
        view! {
            <CommitteeLayout title=t!("criteria-files-title") me=user.account() posted=posted
                done=done.unwrap_or_default() path=vec![(Comparison.to_string(), t!("criteria-oversight"))]>
                {own}
                {filter}
                {upload}
                {list}
            </CommitteeLayout>
        }
    }))
}

fn filter_view(ruleset: &Ruleset, choice: &RulesetChoice<'_>) -> impl IntoView + use<> {
    let sets = ruleset_field(&Posted::default(), "bo", &t!("criteria-set"), choice, &ruleset.id);
    let fields = view! {
        <div class="filter__field">{sets}</div>
        <button class="button button--small">{t!("criteria-show")}</button>
    };
    view! {
        <form class="filter" method="get" action=CriteriaFiles.to_string()>
            {fold_under(ruleset.name.clone(), fields)}
        </form>
    }
}

fn upload_view(posted: &Posted, ruleset: &Ruleset) -> impl IntoView + use<> {
    let file = list_file_field(posted, &t!("criteria-files-file"));
    view! {
        <h2>{t!("criteria-files-upload")}</h2>
        <p>{t!("criteria-files-upload-lead")}" "<a href=CriteriaTemplate.with(&[("bo", &ruleset.id)])>{t!("criteria-files-template")}</a></p>
        <form class="form" method="post" action=CriteriaFiles.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="step" value="preview"/>
            <input type="hidden" name="bo" value=ruleset.id.clone()/>
            {file}
            <button class="button button--small">{t!("criteria-files-preview")}</button>
        </form>
    }
}

fn list_view(ruleset: &Ruleset, units: &[(UnitRef, Vec<Assessment>)], page: usize) -> impl IntoView + use<> {
    let pages = units.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let rows = units.iter().skip((page - 1) * PAGE).take(PAGE);
    let rows = rows.map(|(unit, known)| row_view(ruleset, unit, known)).collect_view();
    let turn =
        pages_view(Lang::Vi, page, pages, |to| CriteriaFiles.with(&[("bo", &ruleset.id), ("trang", &to.to_string())]));
    let list = if units.is_empty() {
        view! { <p class="empty">{t!("criteria-files-none")}</p> }.into_markup()
    } else {
        view! {
            <table class="table table--lines">
                <caption class="unseen">{t!("criteria-files-caption")}</caption>
                <thead><tr>
                    <th scope="col">{t!("criteria-files-unit")}</th>
                    <th scope="col" class="num">{t!("criteria-files-met")}</th>
                    <th scope="col">{t!("criteria-files-last")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_markup()
    };
    view! {
        <h2>{t!("criteria-files-units")}</h2>
        {list}
        {turn}
    }
}

fn row_view(ruleset: &Ruleset, unit: &UnitRef, known: &[Assessment]) -> impl IntoView + use<> {
    let last = known.iter().map(|one| one.as_of).max().map_or_else(|| t!("criteria-files-never"), day);
    let met = match count_met(known) {
        None => t!("no-data"),
        Some(met) => format!("{met} / {}", ruleset.criteria.len()),
    };
    let address = Criteria { unit: unit.code.clone() }.with(&[("bo", &ruleset.id)]);
    view! {
        <tr>
            <th scope="row"><a href=address>{unit.name.clone()}</a></th>
            <td class="num line-end" data-label=t!("criteria-files-met")>{met}</td>
            <td data-label=t!("criteria-files-last")>{last}</td>
        </tr>
    }
}

/// How many criteria are met as a whole, by the last word on each; `None` where nothing was written of any.
fn count_met(known: &[Assessment]) -> Option<usize> {
    let whole = known.iter().filter(|one| one.indicator == 0);
    let by_criterion: BTreeMap<u32, Status> = whole.map(|one| (one.criterion, one.status)).collect();
    let met = by_criterion.values().filter(|status| **status == Status::Met).count();
    (!by_criterion.is_empty()).then_some(met)
}
