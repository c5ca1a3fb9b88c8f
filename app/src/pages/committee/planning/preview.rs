//! A plan's ballot before its round opens: as households will see it on a phone, and as it will be printed.

use crate::domain::collection::round::{Round, State};
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::{CurrentUser, Query};
use crate::i18n::{Lang, hamlet_of, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::collection::print_slips::{PaperSlip, paper_ballot_view, paper_ballots_view, site};
use crate::pages::resident::ballot::ballot_view;
use crate::pages::resident::ballot_form::BallotForm;
use crate::ports::casting::BallotContext;
use crate::ports::plans::PlanView;
use crate::routes::{BallotPreview, CommitteeHome, PaperPreview, Plan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
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
    PageRoute::new::<PaperPreview, _>(Audience::SignedIn, show_paper)
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

async fn show_paper(at: PaperPreview, user: CurrentUser, app: AppState) -> PageResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    Ok(Page::new(move || {
        let context = context(Lang::Vi, &view);
        // The picture leads to the first page: it has the size of a slip's, and opens no ballot.
        let slip = PaperSlip {
            place: hamlet_of(Lang::Vi, &context.hamlet, &context.commune.name),
            number: t!("prints-preview"),
            code: t!("prints-preview-code"),
            link: app.base_url.to_string(),
            site: site(&app.base_url),
        };
        let paper = paper_ballot_view(&context.round, slip);
        let title = t!("preview-paper-title", unit = &view.unit.name);
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Plan { plan: at.plan }.to_string(), t!("wording-path", unit = &view.unit.name)),
        ];
        let phone = BallotPreview { plan: at.plan }.to_string();
        view! {
            <CommitteeLayout title=title me=user.account() path=path>
                <p class="note screen" data-preview><b>{t!("preview-mark")}</b>" "{t!("preview-paper")}" "<a href=phone>{t!("preview-to-phone")}</a></p>
                {paper_ballots_view(paper)}
            </CommitteeLayout>
        }
    }))
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
