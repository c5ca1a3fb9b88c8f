//! A published notice: on screen as it was posted, and as a file.

use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::Format;
use crate::domain::survey::results::Results;
use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::notices::NoticeView;
use crate::ports::signed_documents::SignedDocument;
use crate::routes::{Address as _, NoticeFile, PublishedNotice, RoundRecord, SignedNoticeFile, UnitResults};
use crate::state::AppState;
use crate::ui::document_view::{document_files, document_view};
use crate::ui::layout::{Frame, Width};
use crate::ui::translated::translated;
use leptos::prelude::*;
use leptos_meta::Stylesheet;
use uuid::Uuid;

/// A published notice.
pub fn route() -> PageRoute {
    PageRoute::new::<PublishedNotice, _>(Audience::Reading, show)
}

/// What was posted, in Vietnamese, as a file.
pub fn file_route() -> PageRoute {
    PageRoute::new::<NoticeFile, _>(Audience::Drawing, file)
}

async fn show(at: PublishedNotice, query: Query, app: AppState) -> PageResult {
    let shown = find(at.round, &query, &app).await?;
    let mut signed = app.signed_documents.signed_notices(at.round).await?;
    signed.retain(|own| own.version == shown.notice.version);
    Ok(Page::new(move || notice_view(query.language(), &shown, query.get("noi"), &signed)))
}

async fn file(at: NoticeFile, query: Query, app: AppState) -> Result<DocumentFile, ErrorPage> {
    let shown = find(at.round, &query, &app).await?;
    let name = format!("thong-bao-{}-ban-{}", shown.results.unit.code, shown.notice.version);
    DocumentFile::make(&app, Document::notice(Lang::Vi, &shown), at.format, name).await
}

/// The version that is asked for, of the unit that is asked for.
async fn find(round: Uuid, query: &Query, app: &AppState) -> Result<NoticeView, ErrorPage> {
    let unit = Some(query.get("noi")).filter(|unit| !unit.is_empty());
    app.notices.notice(round, unit, query.parse("ban")).await?.ok_or(ErrorPage::NotFound)
}

fn notice_view(lang: Lang, shown: &NoticeView, unit: &str, signed: &[SignedDocument]) -> impl IntoView + use<> {
    let NoticeView { round, notice, results, versions } = shown;
    let place = &results.unit.name;
    // The unit stood when the round began; its code may be another unit's by now.
    let back = UnitResults { code: results.unit.code.clone() }
        .in_language(lang, &[("ngay", &round.opens.to_string()), ("dot", &round.id.to_string())]);
    let latest = versions.first().map_or(notice.version, |latest| latest.version);
    let older = (notice.version < latest).then(|| view! { <p class="note">{t!(lang, "notice-older")}</p> });
    // The participation asked for is the plan's, which names its source.
    let unverified = match (round.ruleset.thresholds.is_empty(), round.ruleset.participation.verified) {
        (true, true) => t!(lang, "notice-unverified-wording"),
        (true, false) => t!(lang, "notice-unverified-questions"),
        (false, _) => t!(lang, "notice-unverified"),
    };
    let unverified = (!round.ruleset.is_verified()).then(|| view! { <p class="note screen">{unverified}</p> });
    let own = notice.template.as_ref().map(|_| view! { " "{t!(lang, "notice-translated-own")} });
    let translated = (lang != Lang::Vi).then(|| view! { <p class="note">{t!(lang, "notice-translated")}{own}</p> });
    let version = notice.version.to_string();
    let file = |format: Format| {
        let of = [("ban", version.as_str()), ("noi", unit)];
        NoticeFile { round: round.id, format }.with(&of[..if unit.is_empty() { 1 } else { 2 }])
    };
    let record = RoundRecord { round: round.id }.to_string();
    let body = view! {
        <p class="screen"><a href=back>{t!(lang, "notice-back", unit = place)}</a></p>
        {older}
        {translated}
        {unverified}
        {document_view(&Document::notice(lang, shown), true)}
        {document_files(lang, &file(Format::Pdf), &file(Format::Word))}
        {signed_view(lang, round.id, signed)}
        {versions_view(lang, shown)}
        <p class="screen"><a href=record>{t!(lang, "notice-record")}</a></p>
    };
    view! {
        <Stylesheet href=crate::ui::assets::COMMITTEE_CSS/>
        <Frame lang title=t!(lang, "notice-title", unit = place) width=Width::Wide>{body}</Frame>
    }
}

/// The other versions there are.
/// The notice as it was signed, where somebody attached it.
fn signed_view(lang: Lang, round: Uuid, signed: &[SignedDocument]) -> Option<impl IntoView + use<>> {
    let line = |own: &SignedDocument| {
        let to = SignedNoticeFile { round, file: own.file }.to_string();
        let name = format!("{} ({} KB)", t!(lang, "notice-signed"), own.size.div_ceil(1024));
        view! { " "<a href=to hreflang=lang.of_vietnamese()>{name}</a> }
    };
    let lines: Vec<_> = signed.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <p class="screen ways" data-signed>{lines}</p> })
}

fn versions_view(lang: Lang, shown: &NoticeView) -> Option<impl IntoView + use<>> {
    let NoticeView { round, notice, results: Results { unit, .. }, versions } = shown;
    let others = versions
        .iter()
        .filter(|other| other.version != notice.version)
        .map(|other| {
            let to = PublishedNotice { round: round.id }
                .in_language(lang, &[("noi", &unit.code), ("ban", &other.version.to_string())]);
            let reason =
                (!other.reason.is_empty()).then(|| view! { ": "{translated(lang.untranslated(&other.reason))} });
            let said = match other.version {
                0 | 1 => t!(lang, "notice-first-version", day = other.published_on),
                version => t!(lang, "notice-version", time = version - 1, day = other.published_on),
            };
            view! { <li><a href=to>{said}{reason}</a></li> }
        })
        .collect_view();
    (versions.len() > 1)
        .then(|| view! { <section class="screen"><h2>{t!(lang, "notice-versions")}</h2><ul>{others}</ul></section> })
}
