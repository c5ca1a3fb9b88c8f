//! Thanks.

use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, Thanks, Units};
use crate::ui::assets::resident_script;
use crate::ui::icon;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The page a sent ballot leads to; reloading it sends nothing.
pub fn route() -> PageRoute {
    PageRoute::new::<Thanks, _>(Audience::Public, show)
}

async fn show(_: Thanks, lang: Lang) -> PageResult {
    Ok(Page::new(move || thanks_view(lang)))
}

pub(super) fn thanks_view(lang: Lang) -> impl IntoView {
    let title = t!(lang, "thanks-title");
    view! {
        <Frame lang title=title.clone() width=Width::Narrow>
            {resident_script()}
            <div class="thanks">
                {icon::done()}
                <h1>{title}</h1>
                <p class="lead">{t!(lang, "thanks-lead")}</p>
            </div>
            <p>{t!(lang, "thanks-paper")}" "{t!(lang, "thanks-next")}</p>
            <p><a href=Units.in_language(lang, &[])>{t!(lang, "enter-results")}</a></p>
        </Frame>
    }
}
