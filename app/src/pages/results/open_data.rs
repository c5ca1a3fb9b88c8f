//! What the data are that anybody may take along: files, fields, licence, versions.

use crate::i18n::{Lang, t};
use crate::open_data::{FIELDS, Field, Kind, LICENCE, LICENCE_ADDRESS, OpenFormat};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, Api, OpenData, OpenDataFile};
use crate::ui::fold::fold;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// Open data.
pub fn route() -> PageRoute {
    PageRoute::new::<OpenData, _>(Audience::Reading, show)
}

async fn show(_: OpenData, lang: Lang) -> PageResult {
    Ok(Page::new(move || {
        let fields = FIELDS.into_iter().map(move |field| field_view(lang, field)).collect_view();
        let table = view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t!(lang, "open-data-fields")>
                <table class="table">
                    <caption class="unseen">{t!(lang, "open-data-fields")}</caption>
                    <thead><tr>
                        <th scope="col">{t!(lang, "open-data-field")}</th>
                        <th scope="col">{t!(lang, "open-data-kind")}</th>
                        <th scope="col">{t!(lang, "open-data-meaning")}</th>
                    </tr></thead>
                    <tbody>{fields}</tbody>
                </table>
            </div>
        };
        let files = OpenFormat::ALL.map(|format| {
            let to = OpenDataFile { format }.to_string();
            view! { <a href=to download>{t!(lang, "open-data-load", kind = format.name())}</a>" " }
        });
        view! {
            <Frame lang title=t!(lang, "open-data-title") width=Width::Wide>
                <h1>{t!(lang, "open-data-title")}</h1>
                <p class="lead">{t!(lang, "open-data-lead")}</p>
                <p class="ways">{files}</p>
                <p><a href=Api.in_language(lang, &[])>{t!(lang, "api-title")}</a></p>
                <div class="prose">
                    <h2>{t!(lang, "open-data-licence-title")}</h2>
                    <p><a href=LICENCE_ADDRESS rel="license">{LICENCE}</a>". "{t!(lang, "open-data-licence")}</p>
                    <h2>{t!(lang, "open-data-versions-title")}</h2>
                    <ul>
                        <li>{t!(lang, "open-data-versions")}</li>
                        <li>{t!(lang, "open-data-withheld-note")}</li>
                        <li>{t!(lang, "open-data-formulas")}</li>
                    </ul>
                </div>
                {fold(&t!(lang, "open-data-fields"), None, table)}
            </Frame>
        }
    }))
}

fn field_view(lang: Lang, field: Field) -> impl IntoView {
    let kind = match field.kind {
        Kind::Text => t!(lang, "open-data-kind-text"),
        Kind::Number => t!(lang, "open-data-kind-number"),
        Kind::Decimal => t!(lang, "open-data-kind-decimal"),
        Kind::Day => t!(lang, "open-data-kind-day"),
        Kind::Flag => t!(lang, "open-data-kind-flag"),
    };
    view! { <tr><td><code>{field.name}</code></td><td>{kind}</td><td>{field.meaning(lang)}</td></tr> }
}
