//! Thanks.

use crate::extract::GivenReceipt;
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, FindReceipt, Home, Thanks, Units};
use crate::ui::assets::resident_script;
use crate::ui::icon;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The page a sent ballot leads to; reloading it sends nothing.
pub fn route() -> PageRoute {
    PageRoute::new::<Thanks, _>(Audience::Public, show)
}

async fn show(_: Thanks, lang: Lang, given: Option<GivenReceipt>) -> PageResult {
    Ok(Page::new(move || thanks_view(lang, given)))
}

pub(super) fn thanks_view(lang: Lang, given: Option<GivenReceipt>) -> impl IntoView {
    let title = t!(lang, "thanks-title");
    let sending = given.map(|given| {
        view! {
            <details class="sending">
                <summary>{t!(lang, "sending-for-supervisors")}</summary>
                <p>{t!(lang, "sending-what-for")}</p>
                <p class="sending__code" data-sending>{given.sending.to_string()}</p>
            </details>
        }
    });
    let receipt = given.map(|GivenReceipt { receipt, .. }| {
        view! {
            <section class="receipt" aria-labelledby="receipt">
                <h2 class="receipt__title" id="receipt">{t!(lang, "receipt-yours")}</h2>
                <p class="receipt__code">{receipt.to_string()}</p>
                <p>{t!(lang, "receipt-what-for")}</p>
                <p><a href=Home.in_language(lang, &[])>{t!(lang, "receipt-forget")}</a></p>
            </section>
        }
    });
    view! {
        <Frame lang title=title.clone() width=Width::Narrow>
            {resident_script()}
            <div class="thanks">
                {icon::done()}
                <h1>{title}</h1>
                <p class="lead">{t!(lang, "thanks-lead")}</p>
            </div>
            {receipt}
            <p>{t!(lang, "thanks-paper")}" "{t!(lang, "thanks-next")}</p>
            <p><a href=FindReceipt.in_language(lang, &[])>{t!(lang, "receipt-look-up")}</a></p>
            <p><a href=Units.in_language(lang, &[])>{t!(lang, "enter-results")}</a></p>
            {sending}
        </Frame>
    }
}
