//! Signals of quality, for the level above.

use crate::domain::oversight::signal::Signal;
use crate::extract::CurrentUser;
use crate::i18n::{Lang, say, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{CommitteeHome, Round, Signals};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// What the level above should look at in a round.
pub fn route() -> PageRoute {
    PageRoute::new::<Signals, _>(Audience::SignedIn, show)
}

async fn show(at: Signals, user: CurrentUser, app: AppState) -> PageResult {
    let signals = app.signals.signals(&user.actor(), at.round).await?;
    let path =
        vec![(CommitteeHome.to_string(), t!("committee-home")), (Round { round: at.round }.to_string(), t!("round"))];
    Ok(Page::new(move || {
        view! {
            <CommitteeLayout title=t!("signals-title") me=user.account() path=path>
                <p class="lead">{t!("signals-lead")}</p>
                {table_view(signals)}
            </CommitteeLayout>
        }
    }))
}

fn table_view(signals: Vec<Signal>) -> Markup {
    if signals.is_empty() {
        return view! { <p class="empty">{t!("signals-none")}</p> }.into_markup();
    }
    let row = |signal: Signal| {
        let text = say(Lang::Vi, &signal.anomaly.into());
        view! { <tr><th scope="row">{signal.place}</th><td>{text}</td></tr> }
    };
    let rows = signals.into_iter().map(row).collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{t!("signals-caption")}</caption>
            <thead><tr><th scope="col">{t!("signals-place")}</th><th scope="col">{t!("signals-counted")}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_markup()
}
