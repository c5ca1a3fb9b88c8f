//! The picture beside a link to a unit's results where people pass it on (Zalo, Facebook).

use crate::domain::survey::count::Count;
use crate::domain::survey::verdict::participation;
use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::{Lang, t};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::unit_address::{standard_sets, stood};
use crate::ports::results::{CommuneRow, CommuneView};
use crate::prints::shared_picture::SharedPicture;
use crate::routes::UnitPicture;
use crate::state::AppState;
use crate::ui::assets::BRAND;
use crate::ui::share::percent;
use crate::ui::verdict::heading;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// The picture of a unit's results.
pub fn route() -> PageRoute {
    PageRoute::new::<UnitPicture, _>(Audience::Reading, show)
}

async fn show(at: UnitPicture, query: Query, app: AppState) -> Result<Response, ErrorPage> {
    let lang = query.language();
    let unit = stood(&app, &at.code, query.day("ngay")).await?;
    let mut picture = if unit.named.level == Level::Commune {
        of_commune(lang, &app.results.commune(&unit, None, &standard_sets(&app)).await?)
    } else {
        of_area(lang, unit.named.name.clone(), &app.results.area(&unit, &standard_sets(&app)).await?.rows)
    };
    if app.is_demo {
        picture.about = t!(lang, "shared-made-up");
    }
    let png = app.typesetting.picture(picture).await?;
    // Whoever passed a link on keeps its picture for long anyway.
    Ok(([(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, "public, max-age=3600")], png.to_vec()).into_response())
}

fn picture(lang: Lang, unit: String, headline: String, headline_of: String, lines: Vec<String>) -> SharedPicture {
    let about = t!(lang, "shared-about");
    SharedPicture { brand: BRAND, about, unit, headline, headline_of, lines, lang: lang.tag() }
}

fn of_commune(lang: Lang, shown: &CommuneView) -> SharedPicture {
    let unit = shown.unit.named.name.clone();
    let Some((round, results)) = &shown.shown else {
        return picture(lang, unit, String::new(), t!(lang, "shared-none"), Vec::new());
    };
    // What small numbers withhold on the page is withheld here too.
    let overall = results.overall().and_then(|question| question.counts).map(Count::share);
    let overall = overall.filter(|share| share.whole > 0);
    let headline = overall.map(|share| percent(lang, share)).unwrap_or_default();
    let headline_of = match overall {
        Some(share) => t!(lang, "shared-satisfied", part = share.part, whole = share.whole),
        None => t!(lang, "shared-not-told"),
    };
    let took_part = participation(&round.ruleset.participation, &results.participation.turnout);
    let (_, verdict) = heading(lang, &results.verdict, round.papers.repeats.is_some());
    let mut lines = vec![t!(lang, "shared-took-part", part = took_part.part, whole = took_part.whole), verdict];
    lines.extend(round.published_on.map(|on| t!(lang, "shared-published", on = on)));
    picture(lang, unit, headline, headline_of, lines)
}

fn of_area(lang: Lang, unit: String, communes: &[CommuneRow]) -> SharedPicture {
    let published: Vec<_> = communes.iter().filter_map(|row| row.result.as_ref()).collect();
    let number = |met: Option<bool>| published.iter().filter(|result| result.met == met).count();
    let headline_of = t!(lang, "shared-communes");
    let lines = [
        (number(Some(true)), t!(lang, "shared-met", count = number(Some(true)))),
        (number(Some(false)), t!(lang, "shared-not-met", count = number(Some(false)))),
        (number(None), t!(lang, "shared-unjudged", count = number(None))),
    ];
    let lines = lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
    picture(lang, unit, lang.count(published.len() as u64), headline_of, lines)
}
