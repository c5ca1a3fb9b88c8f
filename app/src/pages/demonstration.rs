//! What there is to see and to try in a demonstration. Where the data are real there is no such page.

use crate::domain::collection::code::Code;
use crate::error::ErrorPage;
use crate::i18n::{Lang, say, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::demonstration::{Guide, Login, Sight, SightKind};
use crate::routes::{
    Address as _, Demonstration, PublishedNotice, SignIn, SlipLink, UnitMap, UnitResults, UnitTargets, UnitTrend,
};
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// What there is to see and to try.
pub fn route() -> PageRoute {
    PageRoute::new::<Demonstration, _>(Audience::Reading, show)
}

async fn show(_: Demonstration, lang: Lang, app: AppState) -> PageResult {
    let guide = app.demonstration.guide((app.now)()).await?.ok_or(ErrorPage::NotFound)?;
    Ok(Page::new(move || guide_view(lang, &guide)))
}

fn guide_view(lang: Lang, guide: &Guide) -> impl IntoView + use<> {
    let title = t!(lang, "guide-title");
    let sights = guide.sights.iter().map(|sight| sight_view(lang, sight)).collect_view();
    let (lead, password) = (t!(lang, "guide-lead", day = guide.made_on), guide.password.clone());
    let (codes, logins) = (codes_view(lang, guide), logins_view(lang, &guide.logins));
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <h2>{t!(lang, "guide-see")}</h2>
            <ul class="guide">{sights}</ul>
            <h2>{t!(lang, "guide-answer")}</h2>
            {codes}
            <h2>{t!(lang, "guide-work")}</h2>
            <p>{t!(lang, "guide-sign-in-before")}" "<a href=SignIn.to_string()>{t!(lang, "guide-sign-in")}</a>". "{t!(lang, "guide-password")}" "<b lang="vi">{password}</b></p>
            {logins}
            <h2>{t!(lang, "guide-tiles")}</h2>
            <p>{t!(lang, "guide-tiles-why")}</p>
            <p>{t!(lang, "guide-tiles-own")}" "<code>"ydan boundaries import FILE.geojson"</code></p>
            <h2>{t!(lang, "guide-anew")}</h2>
            <p>{t!(lang, "guide-anew-how")}" "<code>"cargo xtask run --fresh"</code></p>
        </Frame>
    }
}

fn sight_view(lang: Lang, sight: &Sight) -> impl IntoView + use<> {
    let code = sight.code.clone();
    let to = match sight.kind {
        SightKind::Map => UnitMap { code }.in_language(lang, &[]),
        SightKind::Trend => UnitTrend { code }.in_language(lang, &[]),
        SightKind::Targets => UnitTargets { code }.in_language(lang, &[]),
        SightKind::Notice => PublishedNotice { round: sight.round }.in_language(lang, &[]),
        SightKind::Results | SightKind::Met | SightKind::Denied | SightKind::FewTookPart | SightKind::AskedAgain => {
            UnitResults { code }.in_language(lang, &[])
        }
    };
    let word: &str = sight.kind.into_str();
    view! { <li data-sight=word><a href=to>{format!("{}: {}", sight.place, say(lang, &sight.kind.into()))}</a></li> }
}

/// Codes as links. Each opens once, so that a used one is not shown again.
fn codes_view(lang: Lang, guide: &Guide) -> impl IntoView + use<> {
    if guide.codes.is_empty() {
        return view! { <p class="empty">{t!(lang, "guide-no-codes", day = guide.open_until)}</p> }.into_markup();
    }
    let links = guide
        .codes
        .iter()
        .filter_map(|code| Code::parse(code).ok())
        .map(|code| {
            let to = SlipLink { code: code.compact() }.in_language(lang, &[]);
            view! { <li><a href=to>{code.to_string()}</a></li> }
        })
        .collect_view();
    let lead = t!(lang, "guide-codes", place = &guide.asks, day = guide.open_until);
    view! { <p>{lead}</p> <ul class="guide guide--codes">{links}</ul> }.into_markup()
}

fn logins_view(lang: Lang, logins: &[Login]) -> impl IntoView + use<> {
    let rows = logins
        .iter()
        .map(|login| {
            view! {
                <tr>
                    <th scope="row"><code>{login.login.clone()}</code></th>
                    <td data-label=t!(lang, "guide-where")>{login.place.clone()}</td>
                    <td data-label=t!(lang, "guide-does")>{say(lang, &login.kind.into())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{t!(lang, "guide-work")}</caption>
            <thead><tr>
                <th scope="col">{t!(lang, "guide-login")}</th><th scope="col">{t!(lang, "guide-where")}</th>
                <th scope="col">{t!(lang, "guide-does")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
