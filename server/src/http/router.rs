//! The whole application as one value: pages with their actions, downloads, style sheets, the read API.
//!
//! Nothing here logs an address of a page or of a person: paths hold codes.

use crate::http::assets;
use crate::http::caching::{keep_private, robots};
use crate::http::calls::answer_call;
use crate::http::crowd::{Crowd, few_at_once};
use crate::http::csrf::refuse_foreign;
use crate::http::current_user::{current_user, require_sign_in};
use crate::http::dossier::dossier;
use crate::http::downloads::{
    ballot_form, criteria_template, evidence_file, hamlet_file, hamlets_template, signed_document_file,
    signed_notice_file,
};
use crate::http::live_participation::{Watching, live_participation};
use crate::http::nul::refuse_nul;
use crate::http::open_data::open_data_file;
use crate::http::padding::{Padded, pad};
use crate::http::print_archive::print_archive;
use crate::http::programs::answer_programs;
use crate::http::receipt_cookie::receipt_cookie;
use crate::http::record::record;
use crate::http::render::render;
use crate::http::results_api::{api_description, list, results};
use crate::http::to_the_end::to_the_end;
use any_spawner::Executor;
use app::error::ErrorPage;
use app::page_route::{Audience, PageRoute};
use app::pages;
use app::routes;
use app::state::AppState;
use app::t;
use axum::Extension;
use axum::Router;
use axum::http::header::{HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware;
use axum::response::IntoResponse as _;
use axum::routing::{MethodRouter, get, post};
use axum_extra::routing::TypedPath as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::set_header::SetResponseHeaderLayer;

/// What people who are signed in can load besides pages. Who may ask for each stands in the test of roles.
pub fn downloads() -> [(&'static str, MethodRouter<AppState>); 8] {
    [
        (routes::HamletFile::PATH, get(hamlet_file)),
        (routes::EvidenceFile::PATH, get(evidence_file)),
        (routes::SignedDocumentFile::PATH, get(signed_document_file)),
        (routes::CriteriaTemplate::PATH, get(criteria_template)),
        (routes::HamletsTemplate::PATH, get(hamlets_template)),
        (routes::BallotForm::PATH, get(ballot_form)),
        (routes::PrintArchive::PATH, get(print_archive)),
        (routes::Dossier::PATH, get(dossier)),
    ]
}

/// Builds the application.
pub fn router(app: AppState) -> Router {
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::new("application/zip"))
        .and(NotForContentType::new("application/pdf"))
        .and(|_: StatusCode, _: Version, _: &HeaderMap, with: &Extensions| with.get::<Padded>().is_none());
    // Drawing a page spawns; whoever is second finds it there.
    let _ = Executor::init_tokio();
    let is_for = |audience: Audience| {
        let pages = pages::table().into_iter().filter(move |page| page.audience == audience);
        pages.map(PageRoute::into_router).fold(Router::new(), Router::merge)
    };
    let signed_in = downloads().into_iter().fold(is_for(Audience::SignedIn), |all, (path, to)| all.route(path, to));
    // Whoever reads results makes neither households nor committees wait, and committees no households.
    let few = |crowd: Crowd| middleware::from_fn(move |request, next| few_at_once(crowd.clone(), request, next));
    let printing = is_for(Audience::Printing).layer(few(Crowd::default()));
    // Whoever watches stays; they take no place from whoever asks for a page.
    let watching = Router::new().route(routes::RoundLive::PATH, get(live_participation));
    let committee = signed_in
        .layer(few(Crowd::default()))
        .merge(printing)
        .merge(watching.layer(Extension(Watching::default())))
        .layer(middleware::from_fn(require_sign_in))
        .merge(is_for(Audience::SigningIn))
        .route("/lam-viec/goi/{call}", post(answer_call))
        .layer(middleware::from_fn_with_state(app.clone(), current_user));
    let results =
        is_for(Audience::Reading).route(routes::ResultsApi::PATH, get(results)).route("/goi/{call}", get(answer_call));
    let results = results.route(routes::SignedNoticeFile::PATH, get(signed_notice_file));
    let results = results.route(routes::ResultsList::PATH, get(list));
    let results = results.route(routes::ApiDescription::PATH, get(api_description));
    let results = results.route(routes::OpenDataFile::PATH, get(open_data_file));
    let results = results.route(routes::RoundRecord::PATH, get(record)).layer(few(Crowd::default()));
    let households = is_for(Audience::Public)
        .layer(middleware::from_fn_with_state(app.clone(), receipt_cookie))
        .layer(middleware::from_fn_with_state(app.clone(), refuse_foreign));
    let drawing = is_for(Audience::Drawing).layer(few(Crowd::default()));
    let public = households.merge(results).merge(drawing).merge(assets::routes()).route("/robots.txt", get(robots));
    committee
        .merge(public)
        .fallback(async || ErrorPage::NotFound)
        .layer(middleware::from_fn(refuse_nul))
        .layer(middleware::from_fn_with_state(app.clone(), render))
        .layer(middleware::from_fn(answer_programs))
        .with_state(app)
        .layer(middleware::from_fn(pad))
        .layer(middleware::from_fn(keep_private))
        .layer(SetResponseHeaderLayer::overriding(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::if_not_present(REFERRER_POLICY, HeaderValue::from_static("no-referrer")))
        .layer(middleware::from_fn(to_the_end))
        .layer(CompressionLayer::new().br(true).gzip(true).compress_when(worth_it))
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, t!("broken-plain")).into_response()
        }))
}
