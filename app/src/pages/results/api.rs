//! The read API as its description has it, for whoever writes a program.

use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, Api, ApiDescription, OpenData};
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;
use serde_json::Value;

/// The API.
pub fn route() -> PageRoute {
    PageRoute::new::<Api, _>(Audience::Reading, show)
}

async fn show(_: Api, lang: Lang, app: AppState) -> PageResult {
    Ok(Page::new(move || {
        let described = &*app.api_description;
        let calls = described["paths"].as_object().into_iter().flatten();
        let calls =
            calls.flat_map(|(path, of)| of.as_object().into_iter().flatten().map(move |(how, call)| (path, how, call)));
        let calls: Vec<Markup> = calls.map(|(path, how, call)| call_view(lang, path, how, call)).collect();
        let example = app.reached("/api/v1/results?limit=1");
        view! {
            <Frame lang title=t!(lang, "api-title") width=Width::Wide>
                <h1>{t!(lang, "api-title")}</h1>
                <p class="lead">{t!(lang, "api-lead")}</p>
                <p class="ways">
                    <a href=ApiDescription.to_string()>{t!(lang, "api-description")}</a>" "
                    <a href=OpenData.in_language(lang, &[])>{t!(lang, "open-data-title")}</a>
                </p>
                <p><code>{format!("curl {}{example}", origin(&app))}</code></p>
                <div lang="en">{calls}</div>
            </Frame>
        }
    }))
}

/// Where the API is reached, without a path.
fn origin(app: &AppState) -> String {
    let whole = app.base_url.to_string();
    match whole.split_once("://").map(|(scheme, rest)| (scheme, rest.split('/').next().unwrap_or_default())) {
        Some((scheme, host)) => format!("{scheme}://{host}"),
        None => whole,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn call_view(lang: Lang, path: &str, how: &str, call: &Value) -> Markup {
    let parameters = call["parameters"].as_array().into_iter().flatten().map(|own| {
        let kind = &own["schema"]["type"];
        let kind = kind
            .as_array()
            .map_or_else(|| text(kind), |kinds| kinds.iter().map(text).filter(|one| one != "null").collect());
        view! { <tr><td><code>{text(&own["name"])}</code></td><td>{kind}</td><td>{text(&own["description"])}</td></tr> }
    });
    let answers = call["responses"].as_object().into_iter().flatten();
    let answers =
        answers.map(|(status, own)| view! { <li><code>{status.clone()}</code>" "{text(&own["description"])}</li> });
    let (parameters, answers) = (parameters.collect_view(), answers.collect_view());
    view! {
        <h2>{text(&call["summary"])}</h2>
        <p><code>{format!("{} {path}", how.to_uppercase())}</code></p>
        <p>{text(&call["description"])}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=text(&call["summary"])>
            <table class="table">
                <thead><tr>
                    <th scope="col" lang=lang.tag()>{t!(lang, "api-parameter")}</th>
                    <th scope="col" lang=lang.tag()>{t!(lang, "open-data-kind")}</th>
                    <th scope="col" lang=lang.tag()>{t!(lang, "open-data-meaning")}</th>
                </tr></thead>
                <tbody>{parameters}</tbody>
            </table>
        </div>
        <ul>{answers}</ul>
    }
    .into_markup()
}
