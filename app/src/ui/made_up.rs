//! What stands above every page whose data are made up: of a demonstration, or of a trial, with the way out of it.

use crate::i18n::{Lang, t};
use crate::ports::trials::Trying;
use crate::routes::{Address as _, Demonstration, LeaveTrial, Trial};
use crate::state::AppState;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On a household's narrow page.
    Household,
    /// On a wide page that everybody reads.
    Results,
    /// On a page of committees.
    Desk,
}

/// Says that a page's data are made up, where they are.
pub(super) fn made_up_banner(lang: Lang, place: Place) -> Option<Markup> {
    let app = use_context::<AppState>()?;
    let is_wide = place != Place::Household;
    if let Trying::Inside(_) = app.trying {
        let to_trial = (place == Place::Desk).then(|| view! { <a href=Trial.to_string()>{t!("trial-roles")}</a>" " });
        let shown = view! {
            <aside class="demo demo--trial" aria-label=t!(lang, "trial-banner-name")>
                <span class="column" class:column--wide=is_wide><b>{t!(lang, "trial-banner-name")}</b>" "{t!(lang, "trial-banner")}" "{to_trial}<a href=LeaveTrial.to_string()>{t!(lang, "trial-leave")}</a></span>
            </aside>
        };
        return Some(shown.into_markup());
    }
    app.is_demo.then(|| {
        view! { <aside class="demo" aria-label=t!(lang, "demo")><span class="column" class:column--wide=is_wide>{t!(lang, "demo")}" "<a href=Demonstration.in_language(lang, &[])>{t!(lang, "demo-more")}</a></span></aside> }
            .into_markup()
    })
}
