//! What a household sees: enter the code, fill the ballot in, review it, thanks.
//!
//! Plain HTML, complete without a script: a form posts to one address, and the server answers with the next page or the
//! same page with what is to be mended. The order of the pages is in [`flow`], what a form may hold in [`draft`].

mod ballot;
pub mod draft;
mod enter;
pub mod flow;
mod review;
mod thanks;

use crate::i18n::Lang;
use crate::pages::error::{load, set_status};
use crate::state::AppState;
use flow::Screen;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

pub use thanks::ThanksPage;

/// The next page of a household that posted a form; the server puts it here.
#[derive(Clone, Debug)]
pub struct Posted(pub Screen);

/// The language an address asks for.
pub(crate) fn asked_language() -> Lang {
    Lang::from_tag(&use_query_map().read_untracked().get("lang").unwrap_or_default())
}

/// The first page: the field for the code.
#[component]
pub fn HomePage() -> impl IntoView {
    enter::enter_view(asked_language(), String::new(), None)
}

/// The page a slip's link leads to.
#[component]
pub fn LinkPage() -> impl IntoView {
    let lang = asked_language();
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    load(move |ports: AppState| async move {
        let screen = flow::open(&*ports.casting, lang, &code, (ports.now)(), (ports.mark)()).await?;
        Ok(screen_view(screen))
    })
}

/// The page that answers a posted form.
#[component]
pub fn PostedPage() -> impl IntoView {
    match use_context::<Posted>() {
        Some(Posted(screen)) => screen_view(screen),
        None => enter::enter_view(asked_language(), String::new(), None).into_any(),
    }
}

pub(crate) fn screen_view(screen: Screen) -> AnyView {
    set_status(screen.status());
    match screen {
        Screen::Enter { lang, typed, refusal } => enter::enter_view(lang, typed, refusal).into_any(),
        Screen::Ballot { invitation, draft, faults } => ballot::ballot_view(&invitation, &draft, &faults).into_any(),
        Screen::Review { invitation, draft } => review::review_view(&invitation, &draft).into_any(),
        Screen::Sent(lang) => thanks::thanks_view(lang).into_any(),
        Screen::Reported(lang, noted) => thanks::reported_view(lang, noted).into_any(),
    }
}
