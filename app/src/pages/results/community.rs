//! What is supervised of a unit, for those who live there: a page in plain words, and the poster of the same.

use crate::documents::text::Text;
use crate::domain::units::unit::{Level, Unit};
use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::programme::whose;
use crate::pages::results::unit_address::{UnitPage, address, path_view, standard_sets, stood};
use crate::pdf_file::PdfFile;
use crate::ports::common::Answer;
use crate::ports::results::CommuneView;
use crate::prints::Print;
use crate::prints::community::{Community, Line, Section, Told};
use crate::routes::{Address as _, CommunityOversight, CommunityPoster, PublicProgramme};
use crate::state::AppState;
use crate::ui::document_view::text_view;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::shared_link::shared_about;
use leptos::prelude::*;

/// The page.
pub fn route() -> PageRoute {
    PageRoute::new::<CommunityOversight, _>(Audience::Reading, show)
}

/// The poster.
pub fn poster_route() -> PageRoute {
    PageRoute::new::<CommunityPoster, _>(Audience::Drawing, poster)
}

/// What is told of a unit, and what else the page has to show the way to.
struct Found {
    unit: Unit,
    above: Vec<Unit>,
    told: Community,
    /// The programmes that tell of it: their keys, and what they are called.
    programmes: Vec<(String, String)>,
}

async fn find(app: &AppState, lang: Lang, code: &str, query: &Query) -> Answer<Found> {
    let unit = stood(app, code, query.day("ngay")).await?;
    let shown: Option<CommuneView> = match unit.named.level {
        Level::Commune => Some(app.results.commune(&unit, None, &standard_sets(app)).await?),
        _ => None,
    };
    let round = shown.as_ref().and_then(|view| view.shown.as_ref()).map(|(round, results)| (round, results));
    let recommendations = app.recommendations.public_recommendations(&unit).await?;
    let programmes = app.supervision.public_programmes(&unit, (app.now)()).await?;
    let told = Told { unit: &unit, round, recommendations: &recommendations, programmes: &programmes };
    let here = CommunityOversight { code: code.to_owned() }.in_language(lang, &[]);
    let told = Community::new(lang, &app.base_url, &here, told, local((app.now)()).date());
    let named = |programme: &crate::ports::supervision::Programme| {
        let to = PublicProgramme { programme: programme.row.id }.in_language(lang, &[]);
        let whose = whose(lang, programme);
        (to, t!(lang, "community-programme", unit = whose, year = programme.row.head.year.to_string()))
    };
    let programmes = programmes.iter().map(named).collect();
    let above = match shown {
        Some(view) => view.above,
        None => Vec::new(),
    };
    Ok(Found { unit, above, told, programmes })
}

async fn show(at: CommunityOversight, query: Query, app: AppState) -> PageResult {
    let lang = query.language();
    let found = find(&app, lang, &at.code, &query).await?;
    Ok(Page::new(move || page_view(lang, &found)))
}

async fn poster(at: CommunityPoster, query: Query, app: AppState) -> Result<PdfFile, ErrorPage> {
    let found = find(&app, Lang::Vi, &at.code, &query).await?;
    let content = app.typesetting.pdf(Print::Community(found.told)).await?;
    Ok(PdfFile { name: format!("giam-sat-{}", found.unit.named.code), content })
}

fn page_view(lang: Lang, found: &Found) -> impl IntoView + use<> {
    let Found { unit, above, told, programmes } = found;
    let results = address(lang, unit, UnitPage::Results, &[]);
    let code = unit.named.code.clone();
    let poster = match unit.valid_to {
        Some(day) => CommunityPoster { code }.with(&[("ngay", &day.to_string())]),
        None => CommunityPoster { code }.to_string(),
    };
    let sections = told.sections.iter().map(section_view).collect_view();
    let programmes = programmes
        .iter()
        .map(|(to, name)| view! { <li><a href=to.clone() lang=lang.of_vietnamese()>{name.clone()}</a></li> })
        .collect::<Vec<_>>();
    let programmes =
        (!programmes.is_empty()).then(|| view! { <h2>{t!(lang, "community-programmes")}</h2><ul>{programmes}</ul> });
    let (path, title, as_of) = (path_view(lang, above), told.heading.clone(), told.as_of.clone());
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            {shared_about(t!(lang, "community-lead"))}
            <p class="lead">{t!(lang, "community-lead")}" "{as_of}</p>
            <p class="ways">
                <a href=results>{t!(lang, "community-results")}</a>" "
                <a href=poster hreflang=lang.of_vietnamese()>{t!(lang, "community-poster")}</a>
            </p>
            {sections}
            {programmes}
        </Frame>
    }
}

/// A part: what is a matter of its own stands above the lines that tell of it.
fn section_view(section: &Section) -> Markup {
    let mut blocks: Vec<Markup> = Vec::new();
    let mut parts: Vec<&Text> = Vec::new();
    let flush = |parts: &mut Vec<&Text>, blocks: &mut Vec<Markup>| {
        let lines = std::mem::take(parts);
        if !lines.is_empty() {
            let lines = lines.into_iter().map(|text| view! { <li>{text_view(text)}</li> }).collect_view();
            blocks.push(view! { <ul class="told">{lines}</ul> }.into_markup());
        }
    };
    for Line { text, is_part, is_matter } in &section.lines {
        if *is_part {
            parts.push(text);
            continue;
        }
        flush(&mut parts, &mut blocks);
        let text = text_view(text);
        blocks.push(if *is_matter {
            view! { <h3 class="matter">{text}</h3> }.into_markup()
        } else {
            view! { <p>{text}</p> }.into_markup()
        });
    }
    flush(&mut parts, &mut blocks);
    view! { <section><h2>{section.heading.clone()}</h2>{blocks}</section> }.into_markup()
}
