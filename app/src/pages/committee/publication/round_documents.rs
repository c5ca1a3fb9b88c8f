//! What the Front reports of a published round, as files.

use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::{Format, RoundDocument};
use crate::domain::document_kind::DocumentKind;
use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Choice, File, Outcome, Posted};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, moment, t};
use crate::page_route::{Audience, PageRoute};
use crate::ports::files::NewFile;
use crate::ports::notices::{NoticeDesk, NoticeView};
use crate::ports::signed_documents::SignedDocument;
use crate::routes::{Address as _, Dossier, Notice, NoticeFile, RoundDocumentFile, SignedDocumentFile, Templates};
use crate::state::AppState;
use crate::ui::document_view::document_files;
use crate::ui::field::choose;
use crate::ui::file_field::signed_file_field;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

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

form! {
    /// Attaches what was signed.
    pub(super) struct AttachSigned {
        document: Choice<DocumentKind>,
        file: File,
    }
}

/// Keeps a signed document.
pub(super) async fn attach(
    at: Notice,
    user: CurrentUser,
    Checked(form): Checked<AttachSigned>,
    app: AppState,
) -> ActionResult {
    let (name, content) = form.file.0.map(|file| (file.name, file.content)).unwrap_or_default();
    let (by, file) = (user.actor(), NewFile { name, content });
    app.signed_documents.attach_signed(&by, at.round, form.document.0, file, (app.now)()).await.at("file")?;
    Outcome::to(at.with(&[("xong", "da-ky")]))
}

/// The documents of a published round with what was signed of them, and the way to attach more. A letter about what people denied only
/// where they denied something.
pub(super) fn round_documents(
    posted: &Posted,
    at: &Notice,
    shown: &NoticeDesk,
    signed: &[SignedDocument],
) -> impl IntoView + use<> {
    let round = at.round;
    let is_denied = shown.results.is_denied();
    let reported = RoundDocument::ALL.into_iter().filter(|document| *document != RoundDocument::Request || is_denied);
    let kinds: Vec<DocumentKind> =
        std::iter::once(DocumentKind::Notice).chain(reported.clone().map(RoundDocument::kind)).collect();
    let latest = shown.versions.first().map_or(0, |latest| latest.version);
    let notice = move |format: Format| NoticeFile { round, format }.to_string();
    let notice = row_view(DocumentKind::Notice, notice, None, signed, latest);
    let rows = reported.map(move |document| {
        let file = move |format: Format| RoundDocumentFile { round, document, format }.to_string();
        let tables = (document == RoundDocument::Summary).then(|| file(Format::Excel));
        row_view(document.kind(), file, tables, signed, latest)
    });
    let rows = rows.collect_view();
    let dossier = (shown.round.unit.level == Level::Commune).then(|| {
        let to = Dossier { round }.to_string();
        view! { <li class="print" data-document="ho-so"><p class="print__what">{t!("dossier-name")}<small>{t!("dossier-lead")}</small></p><p class="screen ways"><a href=to>{t!("dossier-download")}</a></p></li> }
    });
    view! {
        <h2>{t!("documents-of-round")}</h2>
        <p class="hint">{t!("documents-of-round-lead")}" "<a href=Templates.to_string()>{t!("templates-word")}</a></p>
        <ul class="prints">{notice}{rows}{dossier}</ul>
        {attach_view(posted, at, &kinds)}
    }
}

fn row_view(
    kind: DocumentKind,
    file: impl Fn(Format) -> String,
    tables: Option<String>,
    signed: &[SignedDocument],
    latest: u32,
) -> Markup {
    let tables = tables.map(|to| view! { <p class="screen ways"><a href=to>{t!("document-excel")}</a></p> });
    let signed = signed_view(signed.iter().filter(|own| own.kind == kind), latest);
    view! {
        <li class="print" data-document=kind.to_string()>
            <p class="print__what">{label(Lang::Vi, kind)}</p>
            {document_files(Lang::Vi, &file(Format::Pdf), &file(Format::Word))}
            {tables}
            {signed}
        </li>
    }
    .into_markup()
}

/// What was signed of one document; of which version, where that is not the latest.
fn signed_view<'a>(signed: impl Iterator<Item = &'a SignedDocument>, latest: u32) -> Option<Markup> {
    let line = |own: &SignedDocument| {
        let to = SignedDocumentFile { file: own.file }.to_string();
        let (kilobytes, added) = (own.size.div_ceil(1024), moment(own.added_at));
        let said = t!("signed-document", name = &own.name, kilobytes = kilobytes, added = added);
        let older =
            (own.version != latest).then(|| format!(", {}", t!("signed-document-of-version", version = own.version)));
        view! { <li><a href=to>{said}</a>{older}</li> }
    };
    let lines: Vec<_> = signed.map(line).collect();
    (!lines.is_empty()).then(|| {
        view! { <div class="print__signed"><p>{t!("signed-documents")}</p><ul>{lines}</ul></div> }.into_markup()
    })
}

/// Whether what was posted attaches a file.
pub(super) fn is_of_attaching(posted: &Posted) -> bool {
    posted.fields.get("step") == "attach"
}

fn attach_view(posted: &Posted, at: &Notice, kinds: &[DocumentKind]) -> impl IntoView + use<> {
    let options = kinds.iter().map(|kind| (kind.to_string(), label(Lang::Vi, *kind))).collect();
    let which = choose(posted, "document", &t!("signed-document-which"), &DocumentKind::Notice.to_string(), options);
    let file = signed_file_field(posted, &t!("signed-document-file"));
    view! {
        <details class="sources" open=is_of_attaching(posted)>
            <summary>{t!("signed-document-attach")}</summary>
            <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                {idempotency_key()}
                <input type="hidden" name="step" value="attach"/>
                <p>{t!("signed-document-attach-lead")}</p>
                {which}
                {file}
                <button class="button button--quiet">{t!("signed-document-do")}</button>
            </form>
        </details>
    }
}
