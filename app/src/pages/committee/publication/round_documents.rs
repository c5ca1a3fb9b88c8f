//! What the Front reports of a published round, as files.

use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::{Format, RoundDocument};
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::i18n::{Lang, local, t};
use crate::page_route::{Audience, PageRoute};
use crate::ports::notices::NoticeView;
use crate::routes::{Dossier, RoundDocumentFile, Templates};
use crate::state::AppState;
use crate::ui::document_view::document_files;
use leptos::prelude::*;
use uuid::Uuid;

/// Under which a query names a unit inside the round's.
const UNIT: &str = "noi";

/// One of them.
pub fn route() -> PageRoute {
    PageRoute::new::<RoundDocumentFile, _>(Audience::Printing, show)
}

async fn show(
    at: RoundDocumentFile,
    user: CurrentUser,
    query: Query,
    app: AppState,
) -> Result<DocumentFile, ErrorPage> {
    // Whoever concludes the round reports it.
    app.notices.notice_desk(&user.actor(), at.round).await?;
    let unit = Some(query.get(UNIT)).filter(|unit| !unit.is_empty());
    let shown = app.notices.notice(at.round, unit, None).await?.ok_or(ErrorPage::NotFound)?;
    let document = of_round(&app, at.document, &shown).await?.ok_or(ErrorPage::NotFound)?;
    let name = format!("{}-{}-ban-{}", at.document, shown.results.unit.code, shown.notice.version);
    DocumentFile::make(&app, document, at.format, name).await
}

/// A document of a published round, as of today.
pub async fn of_round(
    app: &AppState,
    document: RoundDocument,
    shown: &NoticeView,
) -> Result<Option<Document>, ErrorPage> {
    let unit = app.units.place(&shown.round.unit.code, Some(shown.round.opens)).await?;
    let (above, template) = match unit {
        Some(unit) => {
            (app.units.above(unit.id).await?.pop(), app.templates.template_of(unit.id, document.kind()).await?)
        }
        None => (None, None),
    };
    let today = local((app.now)()).date();
    Ok(Document::of_round(document, shown, above.as_ref(), template.as_deref(), today))
}

/// The ways to them; a letter about what people denied only where they denied something.
pub(super) fn round_documents(round: Uuid, is_denied: bool, is_commune: bool) -> impl IntoView + use<> {
    let all = RoundDocument::ALL.into_iter().filter(|document| *document != RoundDocument::Request || is_denied);
    let row = all.map(|document| {
        let name = match document {
            RoundDocument::Report => t!("report-name"),
            RoundDocument::Summary => t!("summary-name"),
            RoundDocument::Request => t!("request-name"),
        };
        let tables = (document == RoundDocument::Summary).then(|| {
            let to = RoundDocumentFile { round, document, format: Format::Excel }.to_string();
            view! { <p class="screen ways"><a href=to>{t!("document-excel")}</a></p> }
        });
        let file = |format: Format| RoundDocumentFile { round, document, format }.to_string();
        view! { <li class="print" data-document=document.to_string()><p class="print__what">{name}</p>{document_files(Lang::Vi, &file(Format::Pdf), &file(Format::Word))}{tables}</li> }
    });
    let rows = row.collect_view();
    let dossier = is_commune.then(|| {
        let to = Dossier { round }.to_string();
        view! { <li class="print" data-document="ho-so"><p class="print__what">{t!("dossier-name")}<small>{t!("dossier-lead")}</small></p><p class="screen ways"><a href=to>{t!("dossier-download")}</a></p></li> }
    });
    view! {
        <h2>{t!("documents-of-round")}</h2>
        <p class="hint">{t!("documents-of-round-lead")}" "<a href=Templates.to_string()>{t!("templates-word")}</a></p>
        <ul class="prints">{rows}{dossier}</ul>
    }
}
