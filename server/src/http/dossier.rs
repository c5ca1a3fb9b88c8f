//! What the Front contributes to a commune's dossier of recognition, as one archive: made while it is sent.

use crate::files::record_archive;
use crate::http::downloads::made_beside;
use crate::http::zip_stream::{ArchiveError, Pieces, ZipStream, sent_while};
use crate::store::upload::WORD;
use app::documents::format::RoundDocument;
use app::documents::signed_at::day_in_numbers;
use app::documents::{Document, with_nought};
use app::domain::units::unit::{Level, Unit};
use app::error::ErrorPage;
use app::extract::{CurrentUser, Query};
use app::i18n::labels::label;
use app::i18n::{Lang, local};
use app::pages::committee::publication::round_documents::of_round;
use app::ports::common::{Actor, PortError};
use app::ports::notices::NoticeView;
use app::prints::Print;
use app::routes::Dossier;
use app::state::AppState;
use app::t;
use axum::response::Response;
use uuid::Uuid;

/// Of the commune of a published round, or of one in it (`noi`).
pub async fn dossier(at: Dossier, user: CurrentUser, query: Query, app: AppState) -> Result<Response, ErrorPage> {
    let by = user.actor();
    // Whoever concludes the round hands its dossier in.
    app.notices.notice_desk(&by, at.round).await?;
    let unit = Some(query.get("noi")).filter(|unit| !unit.is_empty());
    let shown = app.notices.notice(at.round, unit, None).await?.ok_or(ErrorPage::NotFound)?;
    let unit = &shown.results.unit;
    let place = app.units.place(&unit.code, Some(shown.round.opens)).await?;
    let place = place.filter(|_| unit.level == Level::Commune).ok_or(ErrorPage::NotFound)?;
    let files = contents(&app, &by, &shown, &place).await?;
    let name = format!("ho-so-{}.zip", unit.code);
    Ok(sent_while(&name, |pieces| async move { Box::pin(write(&app, &by, &shown, files, &pieces)).await }))
}

/// A file of a dossier.
struct Listed {
    /// What it is.
    what: String,
    name: String,
    source: Source,
}

/// Where a file comes from.
enum Source {
    Pdf(Box<Document>),
    Word(Box<Document>),
    /// Minutes of a hamlet, which are read when their turn comes.
    Minutes(Uuid),
    /// A photo or scan of signed minutes.
    Signed(Uuid),
    /// A document of the round as it was signed.
    SignedDocument(Uuid),
    /// The public record of the round.
    Record,
    /// It is not there, which the contents say.
    Missing,
}

/// What belongs into it, in order.
async fn contents(app: &AppState, by: &Actor, shown: &NoticeView, place: &Unit) -> Result<Vec<Listed>, ErrorPage> {
    let signed = app.signed_documents.signed_documents(by, shown.round.id).await?;
    let mut files = Vec::new();
    let mut both = |what: String, name: &str, document: Document| {
        let word = Source::Word(Box::new(document.clone()));
        files.push(Listed { what: what.clone(), name: format!("{name}.pdf"), source: Source::Pdf(Box::new(document)) });
        files.push(Listed { what, name: format!("{name}.docx"), source: word });
    };
    for (document, what, name) in [
        (RoundDocument::Report, t!("report-name"), "1-bao-cao"),
        (RoundDocument::Summary, t!("summary-name"), "3-tong-hop"),
        (RoundDocument::Request, t!("request-name"), "4-giai-trinh"),
    ] {
        if let Some(document) = of_round(app, document, shown).await? {
            both(what, name, document);
        }
        if document == RoundDocument::Report {
            let what = t!("dossier-notice", number = with_nought(&shown.notice.words.number));
            both(what, "2-thong-bao", Document::notice(Lang::Vi, shown));
        }
    }
    let of_version = signed.iter().filter(|own| own.version == shown.notice.version);
    files.extend((1..).zip(of_version).map(|(no, own)| Listed {
        what: t!("dossier-signed-document", kind = label(Lang::Vi, own.kind)),
        name: format!("0-da-ky/{no}-{}.{}", own.kind, ending(&own.media_type)),
        source: Source::SignedDocument(own.file),
    }));
    files.extend(minutes(app, by, shown).await?);
    files.extend(letters(app, by, place).await?);
    files.push(Listed { what: t!("dossier-record"), name: "7-ho-so-cong-khai.zip".into(), source: Source::Record });
    Ok(files)
}

/// The minutes of each hamlet, and what was photographed of them.
async fn minutes(app: &AppState, by: &Actor, shown: &NoticeView) -> Result<Vec<Listed>, ErrorPage> {
    let unit = shown.results.unit.code.as_str();
    let rows = app.participation.unit_participation(by, shown.round.id, Some(unit)).await?.rows;
    let mut files = Vec::new();
    let mut hamlets: Vec<_> = rows.into_iter().filter_map(|row| row.hamlet).collect();
    hamlets.sort_by(|a, b| a.code.cmp(&b.code));
    for hamlet in hamlets {
        let detail = app.participation.hamlet(by, shown.round.id, hamlet.id).await?;
        let named = &hamlet.name;
        files.push(if detail.counting.minutes.is_some() {
            let name = format!("5-bien-ban/{}.pdf", hamlet.code);
            Listed { what: t!("dossier-minutes", hamlet = named), name, source: Source::Minutes(hamlet.id) }
        } else {
            let what = t!("dossier-no-minutes", hamlet = named);
            Listed { what, name: String::new(), source: Source::Missing }
        });
        let signed = (1..).zip(&detail.attachments).map(|(no, file)| Listed {
            what: t!("dossier-signed", hamlet = named),
            name: format!("5-bien-ban/{}-da-ky-{no}.{}", hamlet.code, ending(&file.media_type)),
            source: Source::Signed(file.id),
        });
        files.extend(signed);
    }
    Ok(files)
}

/// The ending of a file's name, by what it was checked to be.
fn ending(media_type: &str) -> &'static str {
    match media_type {
        WORD => "docx",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "pdf",
    }
}

/// What was recommended to the commune's People's Committee and what became of it, each step a letter.
async fn letters(app: &AppState, by: &Actor, place: &Unit) -> Result<Vec<Listed>, ErrorPage> {
    let mut rows = app.recommendations.recommendations(by, Some(place)).await?;
    rows.sort_by_key(|row| (row.raised_on, row.id));
    let mut files = Vec::new();
    for (no, row) in (1..).zip(rows) {
        let found = app.recommendations.recommendation(by, row.id).await?;
        let criterion = app.rulesets.get(&row.subject.ruleset).and_then(|rules| rules.criterion(row.subject.criterion));
        let criterion = criterion.map(|one| t!("recommendation-criterion", no = one.no, name = &one.name));
        let steps = (1..).zip(&found.steps).map(|(step_no, step)| {
            let (step_name, on) = (label(Lang::Vi, step.step), day_in_numbers(Lang::Vi, local(step.at).date()));
            Listed {
                what: t!("dossier-letter", step = step_name, day = on, title = &row.title),
                name: format!("6-kien-nghi/{no:02}-{step_no}.pdf"),
                source: Source::Pdf(Box::new(Document::letter(&found, step, criterion.clone()))),
            }
        });
        files.extend(steps);
    }
    Ok(files)
}

async fn write(
    app: &AppState,
    by: &Actor,
    shown: &NoticeView,
    files: Vec<Listed>,
    to: &Pieces,
) -> Result<(), ArchiveError> {
    let mut archive = ZipStream::new(to);
    let listed: Vec<_> = files.iter().map(|file| (file.what.clone(), file.name.clone())).collect();
    let page = Document::contents(shown, &listed, local((app.now)()).date());
    let Some(turn) = archive.turn().await else { return Ok(()) };
    archive.add(turn, "0-muc-luc.pdf", &app.typesetting.pdf(Print::Document(Box::new(page))).await?)?;
    for file in files {
        let Some(turn) = archive.turn().await else { return Ok(()) };
        let content = match file.source {
            Source::Pdf(document) => app.typesetting.pdf(Print::Document(document)).await?,
            Source::Word(document) => app.typesetting.word(*document).await?,
            Source::Minutes(hamlet) => {
                let mut detail = app.participation.hamlet(by, shown.round.id, hamlet).await?;
                let minutes = detail.counting.minutes.take().ok_or(PortError::Missing)?;
                let name = detail.row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
                let document = Document::minutes(&detail, &minutes, &name);
                app.typesetting.pdf(Print::Document(Box::new(document))).await?
            }
            Source::Signed(id) => app.hamlet_closing.attachment(by, id).await?.1.to_vec(),
            Source::SignedDocument(file) => app.signed_documents.signed_document(Some(by), file).await?.1.to_vec(),
            Source::Record => {
                let record = app.records.record(shown.round.id).await?;
                made_beside(move || record_archive(&record)).await?
            }
            Source::Missing => continue,
        };
        archive.add(turn, &file.name, &content)?;
    }
    archive.finish().await
}
