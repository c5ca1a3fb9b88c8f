//! How it is asked, counted and judged.

use crate::domain::collection::round::GRACE;
use crate::domain::survey::ruleset::Disclosure;
use crate::domain::survey::withheld::fewest_alike;
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, FindReceipt, Method};
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The method, in plain words with its sources.
pub fn route() -> PageRoute {
    PageRoute::new::<Method, _>(Audience::Reading, show)
}

async fn show(_: Method, lang: Lang) -> PageResult {
    Ok(Page::new(move || method_view(lang)))
}

fn method_view(lang: Lang) -> impl IntoView {
    view! {
        <Frame lang title=t!(lang, "method-title") width=Width::Wide>
            <h1>{t!(lang, "method-title")}</h1>
            <div class="prose">
                <h2>{t!(lang, "method-who")}</h2>
                <p>{t!(lang, "method-who-text")}</p>
                <p>{t!(lang, "method-last-day", minutes = GRACE.num_minutes())}</p>
                <h2>{t!(lang, "method-no-names")}</h2>
                <p>{t!(lang, "method-no-names-text")}</p>
                <p>{t!(lang, "method-receipts")}" "<a href=FindReceipt.in_language(lang, &[])>{t!(lang, "receipt-look-up")}</a></p>
                <p>{t!(lang, "method-audit-slips")}</p>
                <h2>{t!(lang, "method-counting")}</h2>
                <ul>
                    <li>{t!(lang, "method-satisfaction")}</li>
                    <li>{t!(lang, "method-participation")}</li>
                    <li>{t!(lang, "method-sums")}</li>
                    <li>{t!(lang, "method-whole-ballots")}</li>
                    <li>{t!(lang, "method-hundred")}</li>
                    <li>{t!(lang, "method-few-hidden", fewest = Disclosure::LEAST, alike = fewest_alike(Disclosure::LEAST))}</li>
                </ul>
                <h2>{t!(lang, "method-criteria")}</h2>
                <p>{t!(lang, "method-criteria-text")}</p>
                <p>{t!(lang, "method-new-communes")}</p>
                <h2>{t!(lang, "method-few")}</h2>
                <p>{t!(lang, "method-few-text")}</p>
            </div>
        </Frame>
    }
}
