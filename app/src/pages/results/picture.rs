//! The picture beside a link to a unit's results where people pass it on (Zalo, Facebook).

use crate::domain::survey::count::Count;
use crate::domain::survey::verdict::participation;
use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::commune_list::ListFilter;
use crate::pages::results::unit_address::{standard_sets, stood};
use crate::ports::results::{CommuneRow, CommuneView};
use crate::prints::shared_picture::SharedPicture;
use crate::routes::UnitPicture;
use crate::state::AppState;
use crate::ui::assets::BRAND;
use crate::ui::share::percent;
use crate::ui::verdict::heading;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;

/// The picture of a unit's results.
pub fn route() -> PageRoute {
    PageRoute::new::<UnitPicture, _>(Audience::Drawing, show)
}

async fn show(at: UnitPicture, query: Query, app: AppState) -> Result<Response, ErrorPage> {
    let lang = query.language();
    let unit = stood(&app, &at.code, query.day("ngay")).await?;
    let mut picture = if unit.named.level == Level::Commune {
        of_commune(lang, &app.results.commune(&unit, query.parse("dot"), &standard_sets(&app)).await?)
    } else {
        of_area(lang, unit.named.name.clone(), &app.results.area(&unit, &standard_sets(&app)).await?.rows)
    };
    if app.is_made_up() {
        picture.about = t!(lang, "shared-made-up");
    }
    let png = app.typesetting.picture(picture).await?;
    Ok(([(CONTENT_TYPE, "image/png")], png.to_vec()).into_response())
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
    let withheld = results.overall().and_then(|question| question.withheld);
    let headline_of = match (overall, withheld) {
        (Some(share), _) => t!(lang, "shared-satisfied", part = share.part, whole = share.whole),
        (None, Some(withheld)) => label(lang, withheld),
        (None, None) => t!(lang, "shared-none-valid"),
    };
    let took_part = participation(&round.ruleset.participation, &results.participation.turnout);
    let (_, verdict) = heading(lang, &results.verdict, round.papers.repeats.is_some());
    let mut lines = vec![
        t!(lang, "shared-took-part", share = percent(lang, took_part), part = took_part.part, whole = took_part.whole),
        verdict,
    ];
    lines.extend(round.published_on.map(|on| t!(lang, "shared-published", on = on)));
    picture(lang, unit, headline, headline_of, lines)
}

fn of_area(lang: Lang, unit: String, communes: &[CommuneRow]) -> SharedPicture {
    let published: Vec<_> = communes.iter().filter_map(|row| row.result.as_ref()).collect();
    // As the list tells them apart.
    let number = |filter: ListFilter| communes.iter().filter(|row| filter.passes(row)).count();
    let (met, again, not) = (number(ListFilter::Met), number(ListFilter::MetAgain), number(ListFilter::NotMet));
    let unjudged = published.len() - met - again - not;
    let headline_of = t!(lang, "shared-communes");
    let lines = [
        (met, t!(lang, "shared-met", count = met)),
        (again, t!(lang, "shared-met-again", count = again)),
        (not, t!(lang, "shared-not-met", count = not)),
        (unjudged, t!(lang, "shared-unjudged", count = unjudged)),
    ];
    let lines = lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
    picture(lang, unit, lang.count(published.len() as u64), headline_of, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::percent::Share;
    use crate::domain::units::unit::{Unit, UnitRef};
    use crate::ports::results::LatestResult;
    use uuid::Uuid;

    fn row(met: Option<bool>, asked_again: bool) -> CommuneRow {
        let named =
            UnitRef { code: "24937".into(), name: "Xã Đạ Ròn".into(), kind: "xã".into(), level: Level::Commune };
        let result = LatestResult {
            ruleset: "xa-ntm-2021-2025".into(),
            participation: Share::new(8, 10),
            overall: Share::new(7, 8),
            met,
            asked_again,
            published_on: "2026-02-02".parse().expect("a day"),
        };
        let unit = Unit { id: Uuid::nil(), named, parent: None, valid_from: None, valid_to: None };
        CommuneRow { unit, district: None, result: Some(result), criteria: None }
    }

    #[test]
    fn a_wider_unit_tells_apart_what_its_list_tells_apart() {
        let met = [row(Some(true), false), row(Some(true), false), row(Some(true), true)];
        let others = [row(Some(false), false), row(None, false)];
        let unasked = CommuneRow { result: None, ..row(None, false) };
        let rows: Vec<CommuneRow> = met.into_iter().chain(others).chain([unasked]).collect();
        let shown = of_area(Lang::Vi, "Tỉnh Lâm Đồng".to_owned(), &rows);
        assert_eq!(shown.headline, "5");
        let lines = [
            t!("shared-met", count = 2_u32),
            t!("shared-met-again", count = 1_u32),
            t!("shared-not-met", count = 1_u32),
            t!("shared-unjudged", count = 1_u32),
        ];
        assert_eq!(shown.lines, lines);
        assert_eq!(of_area(Lang::Vi, String::new(), &[]).lines, Vec::<String>::new());
    }
}
