//! A unit's page: a commune's results, or the list of communes of a wider unit.

use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::{Lang, local};
use crate::list_file::ListFile;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::commune_list::ListQuery;
use crate::pages::results::unit_address::{standard_sets, stood};
use crate::pages::results::{commune, targets, unit};
use crate::ports::results::{CommuneRow, PublishedRound};
use crate::routes::{UnitList, UnitResults};
use crate::state::AppState;
use std::collections::BTreeSet;

/// A unit's page.
pub fn route() -> PageRoute {
    PageRoute::new::<UnitResults, _>(Audience::Reading, show)
}

async fn show(at: UnitResults, query: Query, app: AppState) -> PageResult {
    let lang = query.language();
    let unit = stood(&app, &at.code, query.day("ngay")).await?;
    if unit.named.level == Level::Commune {
        let mut shown = app.results.commune(&unit, query.parse("dot"), &standard_sets(&app)).await?;
        name_rulesets(lang, &app, &mut shown.published);
        let recommendations = app.recommendations.public_recommendations(&unit).await?;
        let today = local((app.now)()).date();
        // No set recognises a ward or a township.
        let recognises = app.rulesets.values().any(|set| set.recognises(&shown.unit.named));
        return Ok(Page::new(move || commune::commune_view(lang, &shown, &recommendations, recognises, today)));
    }
    let asked = ListQuery::read(&query);
    let mut shown = app.results.area(&unit, &standard_sets(&app)).await?;
    name_rulesets(lang, &app, &mut shown.published);
    let has_plan = !targets::profiles(&app, &at.code).await?.is_empty();
    let recommendations = app.recommendations.public_recommendations(&unit).await?;
    let unjudged = unjudged_sets(lang, &app, &shown.rows);
    Ok(Page::new(move || unit::area_view(lang, shown, &asked, has_plan, &unjudged, &recommendations)))
}

/// The list of a unit as a file, with its filter.
pub fn list_route() -> PageRoute {
    PageRoute::new::<UnitList, _>(Audience::Drawing, list)
}

async fn list(at: UnitList, query: Query, app: AppState) -> Result<ListFile, ErrorPage> {
    let unit = stood(&app, &at.code, query.day("ngay")).await?;
    if unit.named.level == Level::Commune {
        return Err(ErrorPage::NotFound);
    }
    let shown = app.results.area(&unit, &standard_sets(&app)).await?;
    let list = unit::list_of(&shown.unit, ListQuery::read(&query).found(shown.rows), local((app.now)()).date());
    let content = app.typesetting.list(list, at.format).await?;
    Ok(ListFile { format: at.format, name: format!("ket-qua-{}", at.code), content })
}

/// The sets that ask for no share, so that nothing is judged by them; named once for all their communes.
fn unjudged_sets(lang: Lang, app: &AppState, rows: &[CommuneRow]) -> String {
    let unjudged = rows.iter().filter_map(|row| row.result.as_ref()).filter(|result| result.met.is_none());
    let sets: BTreeSet<&str> = unjudged.map(|result| result.ruleset.as_str()).collect();
    let names = sets.into_iter().map(|id| app.rulesets.get(id).map_or(id, |set| lang.name_of(set).text));
    names.collect::<Vec<_>>().join("; ")
}

/// Published rounds carry the Vietnamese name of their rules; rules that ship inside have a name in each language.
fn name_rulesets(lang: Lang, app: &AppState, published: &mut [PublishedRound]) {
    for round in published {
        if let Some(known) = app.rulesets.values().find(|ruleset| ruleset.name == round.ruleset) {
            lang.name_of(known).text.clone_into(&mut round.ruleset);
        }
    }
}
