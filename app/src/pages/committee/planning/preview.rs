//! A plan's ballot before its round opens: as households will see it on a phone, and as it will be printed.

use crate::domain::collection::round::{Round, State};
use crate::domain::units::unit::{Level, UnitRef};
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::i18n::{Lang, hamlet_of, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::resident::ballot::ballot_view;
use crate::pages::resident::ballot_form::BallotForm;
use crate::pdf_file::PdfFile;
use crate::ports::casting::BallotContext;
use crate::ports::plans::PlanView;
use crate::prints::Print;
use crate::prints::ballots::Ballots;
use crate::routes::{BallotPreview, PaperPreview, Plan};
use crate::state::AppState;
use crate::ui::preview::Preview;
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// The ballot on a phone.
pub fn route() -> PageRoute {
    PageRoute::new::<BallotPreview, _>(Audience::SignedIn, show)
}

/// The ballot on paper.
pub fn paper_route() -> PageRoute {
    PageRoute::new::<PaperPreview, _>(Audience::Printing, show_paper)
}

async fn show(at: BallotPreview, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    let lang = query.language();
    let preview = Preview {
        address: at.to_string(),
        plan: Plan { plan: at.plan }.to_string(),
        paper: PaperPreview { plan: at.plan }.to_string(),
    };
    Ok(Page::new(move || {
        provide_context(preview);
        let form = BallotForm { lang, ..BallotForm::default() };
        ballot_view(&context(lang, &view), &form, &[], None)
    }))
}

async fn show_paper(at: PaperPreview, user: CurrentUser, app: AppState) -> Result<PdfFile, ErrorPage> {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    let context = context(Lang::Vi, &view);
    let place = hamlet_of(Lang::Vi, &context.hamlet, &context.commune.name);
    let ballot = Print::Ballots(Ballots::preview(&app.base_url, &context.round, place));
    Ok(PdfFile { name: "phieu-giay-xem-truoc".into(), content: app.typesetting.pdf(ballot).await? })
}

/// The round that the plan would become, seen from a hamlet of the first commune it asks.
fn context(lang: Lang, PlanView { id, unit, plan, asked, .. }: &PlanView) -> BallotContext {
    let round = Round {
        id: *id,
        unit: unit.clone(),
        ruleset: Arc::new(plan.ruleset.clone()),
        papers: Arc::new(plan.papers.clone()),
        opens: plan.opens,
        closes: plan.closes,
        ended_on: None,
        full_figures: None,
        state: State::Open,
        published_on: None,
    };
    let commune = asked.first().map(|commune| UnitRef {
        code: commune.code.clone(),
        name: commune.name.clone(),
        kind: Level::Commune.usual_kind().to_owned(),
        level: Level::Commune,
    });
    BallotContext {
        round,
        hamlet_id: Uuid::nil(),
        hamlet: t!(lang, "preview-hamlet"),
        commune_id: asked.first().map_or_else(Uuid::nil, |commune| commune.id),
        commune: commune.unwrap_or_else(|| unit.clone()),
    }
}
