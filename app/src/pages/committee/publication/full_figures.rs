//! What small numbers withhold of a round, and the decision to tell it all the same.

use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use crate::domain::units::unit::UnitRef;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{
    ActionResult, At as _, Checked, Confirmed, Fault, FieldValue, Outcome, Posted, PostedForm, required_text,
};
use crate::i18n::t;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::full_figures::{FullFiguresRefused, Withholding};
use crate::routes::{Address as _, CommitteeHome, FullFigures, Notice, Round};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// How many units are named one by one.
const NAMED: usize = 12;

/// What is withheld of a round.
pub fn route() -> PageRoute {
    PageRoute::new::<FullFigures, _>(Audience::SignedIn, show)
        .action("tell-in-full", Permission::Conclude, tell_in_full)
        .action("take-back", Permission::Conclude, take_back)
}

form! {
    /// Decides to tell it.
    struct TellInFull {
        document: Document,
        sure: Confirmed,
    }
}

/// The document that asks for it: number, day, who signed it.
#[derive(Clone, Debug)]
struct Document(String);

impl FieldValue for Document {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        required_text::<200>(form, name, faults, FullFiguresRefused::NoDocument).map(Self)
    }
}

async fn tell_in_full(
    at: FullFigures,
    user: CurrentUser,
    Checked(form): Checked<TellInFull>,
    app: AppState,
) -> ActionResult {
    app.full_figures.tell_in_full(&user.actor(), at.round, &form.document.0, (app.now)()).await.at("document")?;
    Outcome::to(at.with(&[("xong", "1")]))
}

async fn take_back(at: FullFigures, user: CurrentUser, app: AppState) -> ActionResult {
    app.full_figures.take_back_full_figures(&user.actor(), at.round, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "1")]))
}

async fn show(at: FullFigures, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let shown = app.full_figures.withholding(&user.actor(), at.round).await?;
    let done = if query.get("xong").is_empty() { String::new() } else { t!("saved") };
    Ok(Page::new(move || {
        let unit = shown.round.unit.name.clone();
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Round { round: at.round }.to_string(), unit.clone()),
            (Notice { round: at.round }.to_string(), t!("publish-title", unit = unit)),
        ];
        let state = match &shown.round.full_figures {
            Some(document) => decided_view(&at, &shown, document),
            None if shown.units.is_empty() => view! { <p class="empty">{t!("full-figures-none")}</p> }.into_markup(),
            None => decide_view(&posted, &at, &shown),
        };
        view! {
            <CommitteeLayout title=t!("full-figures-title") me=user.account() posted=posted done=done path=path>
                <p class="lead">{t!("full-figures-lead")}</p>
                {state}
            </CommitteeLayout>
        }
    }))
}

/// What was decided; it is taken back while nothing is published.
fn decided_view(at: &FullFigures, shown: &Withholding, document: &str) -> Markup {
    let is_published = shown.round.state == State::Published;
    let take_back = (!is_published).then(|| {
        view! {
            <form method="post" action=at.to_string()>
                {idempotency_key()}
                <button class="button button--quiet" name="step" value="take-back">{t!("full-figures-take-back")}</button>
            </form>
        }
    });
    let then = if is_published { t!("full-figures-told") } else { t!("full-figures-next") };
    view! {
        <p data-decided><span class="status status--met">{t!("full-figures-decided")}</span>" "{document.to_owned()}</p>
        <p>{then}</p>
        {take_back}
    }
    .into_markup()
}

fn decide_view(posted: &Posted, at: &FullFigures, shown: &Withholding) -> Markup {
    let row = |(unit, questions): &(UnitRef, usize)| {
        view! { <li>{t!("full-figures-unit", unit = &unit.name, questions = *questions)}</li> }
    };
    let rows = shown.units.iter().take(NAMED).map(row).collect_view();
    let more = shown.units.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <li>{t!("full-figures-more", units = more)}</li> });
    let anew = (shown.round.state == State::Published).then(|| view! { <p class="note">{t!("full-figures-anew")}</p> });
    let document =
        Field::text("document", &t!("full-figures-document")).hint(&t!("full-figures-document-hint")).draw(posted);
    let sure = sure(posted, "tell-in-full", &t!("full-figures-sure"));
    view! {
        <h2>{t!("full-figures-withheld")}</h2>
        <ul data-withheld>{rows}{more}</ul>
        <h2>{t!("full-figures-decide")}</h2>
        <p>{t!("full-figures-what", unit = &shown.round.unit.name)}</p>
        {anew}
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            {document}
            {sure}
            <button class="button button--small" name="step" value="tell-in-full">{t!("full-figures-go")}</button>
        </form>
    }
    .into_markup()
}
