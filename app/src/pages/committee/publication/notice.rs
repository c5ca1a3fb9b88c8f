//! The notice of a closed round: results, reasons to sum up, publishing, correcting, asking again.

mod words;

use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::Format;
use crate::documents::notice::ended_without;
use crate::domain::collection;
use crate::domain::collection::round::State;
use crate::domain::document_kind::DocumentKind;
use crate::domain::people::account::Permission;
use crate::domain::survey::verdict::{missing_to_participation, participation};
use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Confirmed, Outcome, Posted, Typed};
use crate::i18n::{Lang, local, percent, t};
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::publication::round_documents;
use crate::ports::common::{Actor, PortError};
use crate::ports::notices::{Correction, NoticeDesk, NoticeRefused, NoticeView};
use crate::ports::signed_documents::SignedDocument;
use crate::routes::{
    Address as _, CommitteeHome, FullFigures, Notice, NoticeDraftFile, Plan, PublishedNotice, Round, Template,
};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::document_view::{document_files, document_view};
use crate::ui::field::{Field, sure};
use crate::ui::fold::fold_unless;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::verdict::heading;
use chrono::NaiveDate;
use leptos::prelude::*;
use words::{REASON, Words, words_view};

/// A round's notice, being written.
pub fn route() -> PageRoute {
    PageRoute::new::<Notice, _>(Audience::SignedIn, show)
        .action("keep", Permission::Conclude, keep)
        .action("preview", Permission::Conclude, preview)
        .action("publish", Permission::Conclude, publish)
        .action("correct", Permission::Conclude, correct)
        .action("repeat", Permission::Conclude, repeat)
        .with_file()
        .action("attach", Permission::Conclude, round_documents::attach)
}

/// The same as it stands, as a file.
pub fn file_route() -> PageRoute {
    PageRoute::new::<NoticeDraftFile, _>(Audience::Printing, file)
}

form! {
    /// Keeps what is written.
    struct KeepWords {
        words: Words,
    }
}

form! {
    /// Publishes what is written.
    struct Publish {
        words: Words,
        sure: Confirmed,
    }
}

form! {
    /// Publishes a corrected notice.
    struct Correct {
        words: Words,
        reason: Typed,
        sure: Confirmed,
    }
}

messages! {
    /// Why a notice is not published.
    enum PublishRefused {
        /// Somebody published other words meanwhile.
        Overtaken = "publish-overtaken",
    }
}

async fn keep(at: Notice, user: CurrentUser, Checked(form): Checked<KeepWords>, app: AppState) -> ActionResult {
    app.notices.keep_words(&user.actor(), at.round, form.words.0, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "luu")]))
}

/// Keeps what is written and shows it as it would be posted.
async fn preview(at: Notice, user: CurrentUser, Checked(form): Checked<KeepWords>, app: AppState) -> ActionResult {
    app.notices.keep_words(&user.actor(), at.round, form.words.0, (app.now)()).await?;
    Outcome::to(format!("{}#xem-truoc", at.with(&[("xong", "xem")])))
}

async fn publish(at: Notice, user: CurrentUser, Checked(form): Checked<Publish>, app: AppState) -> ActionResult {
    let Words(words) = keep_unless_whole(&at, &user, form.words, &app).await?;
    if app.notices.publish_notice(&user.actor(), at.round, words.clone(), (app.now)()).await? {
        return Outcome::to(at.with(&[("xong", "cong-bo")]));
    }
    app.notices.keep_words(&Actor::account(user.id), at.round, words, (app.now)()).await?;
    Err(Outcome::fault("number", PublishRefused::Overtaken))
}

async fn correct(at: Notice, user: CurrentUser, Checked(form): Checked<Correct>, app: AppState) -> ActionResult {
    let Words(words) = keep_unless_whole(&at, &user, form.words, &app).await?;
    let correction = Correction::Words(words.clone());
    let done = app.notices.correct(&user.actor(), at.round, &form.reason.0, correction, (app.now)()).await;
    if let Err(PortError::Refused(_)) = done {
        // What is refused may be published later.
        app.notices.keep_words(&Actor::account(user.id), at.round, words, (app.now)()).await?;
    }
    match done {
        Err(PortError::Refused(message)) if message == NoticeRefused::Reason => Err(Outcome::fault(REASON, message)),
        done => {
            done?;
            Outcome::to(at.with(&[("xong", "cong-bo")]))
        }
    }
}

/// The words, if nothing is missing to publish them; kept all the same if something is.
async fn keep_unless_whole(at: &Notice, user: &CurrentUser, words: Words, app: &AppState) -> Result<Words, Outcome> {
    let missing = words.missing();
    if missing.is_empty() {
        return Ok(words);
    }
    app.notices.keep_words(&user.actor(), at.round, words.0, (app.now)()).await?;
    Err(Outcome::Invalid(missing))
}

async fn repeat(at: Notice, user: CurrentUser, app: AppState) -> ActionResult {
    let plan = app.plans.repeat(&user.actor(), at.round, (app.now)()).await?;
    Outcome::to(Plan { plan })
}

async fn show(at: Notice, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let shown = app.notices.notice_desk(&user.actor(), at.round).await?;
    let previews = query.get("xong") == "xem";
    let done = match query.get("xong") {
        "xem" | "luu" => t!("publish-kept"),
        "cong-bo" => t!("publish-done"),
        "da-ky" => t!("signed-document-done"),
        _ => String::new(),
    };
    let today = local((app.now)()).date();
    let signed = app.signed_documents.signed_documents(&user.actor(), at.round).await?;
    Ok(Page::new(move || {
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Round { round: at.round }.to_string(), shown.round.unit.name.clone()),
        ];
        let title = t!("publish-title", unit = &shown.round.unit.name);
        let is_published = shown.round.state == State::Published;
        let verdict = verdict_view(&shown);
        let small = full_figures_view(&shown, &at);
        let beside = is_published.then(|| published_view(&posted, &shown, &at, &signed));
        let form = form_view(&posted, &shown, &at, is_published, previews);
        let preview = previews.then(|| preview_view(&shown, today));
        view! {
            <CommitteeLayout title=title me=user.account() posted=posted done=done path=path>
                {verdict}
                {small}
                {beside}
                {form}
                {preview}
            </CommitteeLayout>
        }
    }))
}

/// The notice as it would be posted today.
fn draft(shown: &NoticeDesk, today: NaiveDate) -> Document {
    let NoticeDesk { round, results, words, ending, audit_slips, versions, template, .. } = shown.clone();
    let version = versions.first().map_or(1, |latest| latest.version + 1);
    let reason = if version > 1 { words.correction.clone() } else { String::new() };
    let (words, full_figures) = (words.published(), round.full_figures.clone());
    let published_on = today;
    let notice = collection::notice::Notice {
        words,
        version,
        published_on,
        reason,
        ending,
        full_figures,
        audit_slips,
        template,
    };
    Document::notice(Lang::Vi, &NoticeView { round, notice, results, versions })
}

async fn file(at: NoticeDraftFile, user: CurrentUser, app: AppState) -> Result<DocumentFile, ErrorPage> {
    let shown = app.notices.notice_desk(&user.actor(), at.round).await?;
    let name = format!("du-thao-thong-bao-{}", shown.round.unit.code);
    DocumentFile::make(&app, draft(&shown, local((app.now)()).date()), at.format, name).await
}

fn preview_view(shown: &NoticeDesk, today: NaiveDate) -> impl IntoView + use<> {
    let then = (shown.round.full_figures.is_some() && shown.round.state != State::Published)
        .then(|| view! { <p class="note" data-told-when-published>{t!("publish-preview-full-figures")}</p> });
    let file = |format: Format| NoticeDraftFile { round: shown.round.id, format }.to_string();
    let template = Template { level: shown.round.unit.level, kind: DocumentKind::Notice }.to_string();
    view! {
        <section id="xem-truoc" aria-label=t!("publish-preview")>
            <h2>{t!("publish-preview")}</h2>
            <p class="note">{t!("publish-preview-note")}" "<a href=template>{t!("templates-word-notice")}</a></p>
            {then}
            {document_view(&draft(shown, today), false)}
            {document_files(Lang::Vi, &file(Format::Pdf), &file(Format::Word))}
        </section>
    }
}

/// So many reasons stand there before somebody unfolds the others.
const FIRST_REASONS: usize = 5;

fn verdict_view(shown: &NoticeDesk) -> impl IntoView + use<> {
    let NoticeDesk { round, results, ending, .. } = shown;
    let turnout = &results.participation.turnout;
    let (class, verdict) = heading(Lang::Vi, &results.verdict, round.papers.repeats.is_some());
    let mut why = results.verdict.reasons.iter().map(|reason| view! { <li>{reason.text.clone()}</li> });
    let first = why.by_ref().take(FIRST_REASONS).collect_view();
    let more = (why.len() > 0).then(|| {
        let said = t!("publish-more-reasons", count = why.len());
        view! { <details><summary>{said}</summary><ul class="verdict__reasons">{why.collect_view()}</ul></details> }
    });
    let counts = t!(
        "publish-counts",
        returned = turnout.returned,
        issued = turnout.issued,
        households = turnout.households,
        valid = turnout.valid,
        invalid = turnout.invalid,
    );
    let rule = &round.ruleset.participation;
    let share = percent(participation(rule, turnout));
    // Above communes it binds in each of them, which their own reasons tell.
    let took_part = (round.unit.level == Level::Commune).then(|| match missing_to_participation(rule, turnout) {
        0 => t!("publish-enough-took-part", share = share, percent = rule.percent),
        _ => t!("publish-few-took-part", share = share, percent = rule.percent),
    });
    let without = ended_without(Lang::Vi, ending, round.unit.level).map(|said| view! { <p class="note">{said}</p> });
    view! {
        <section class=class aria-label=t!("publish-verdict")>
            <p class="verdict__title">{verdict}</p>
            <ul class="verdict__reasons">{first}</ul>
            {more}
            <p>{counts}</p>
            {took_part.map(|said| view! { <p data-participation>{said}</p> })}
        </section>
        {without}
    }
}

/// What small numbers withhold, or what was decided of them; nothing where nothing is withheld.
fn full_figures_view(shown: &NoticeDesk, at: &Notice) -> Option<impl IntoView + use<>> {
    let said = match &shown.round.full_figures {
        Some(document) => t!("publish-full-figures", document = document),
        None if shown.withheld > 0 => t!("publish-withheld", units = shown.withheld),
        None => return None,
    };
    let to = FullFigures { round: at.round }.to_string();
    Some(view! { <p class="note" data-full-figures>{said}" "<a href=to>{t!("publish-full-figures-go")}</a></p> })
}

/// What was published, and asking again what people denied.
fn published_view(
    posted: &Posted,
    shown: &NoticeDesk,
    at: &Notice,
    signed: &[SignedDocument],
) -> impl IntoView + use<> {
    let versions = shown.versions.iter().map(|notice| {
        let to = PublishedNotice { round: at.round }.with(&[("ban", &notice.version.to_string())]);
        let version = t!("publish-version", version = notice.version, day = notice.published_on);
        let reason = if notice.reason.is_empty() { t!("publish-first-version") } else { notice.reason.clone() };
        view! { <li><a href=to>{version}</a>{format!(": {reason}")}</li> }
    });
    let versions = versions.collect_view();
    // Only what people were asked and denied is asked again; that too few took part is no content.
    let repeats = shown.results.is_denied().then(|| {
        view! {
            <h2>{t!("publish-repeat-title")}</h2>
            <form method="post" action=at.to_string()>
                {idempotency_key()}
                <p>{t!("publish-repeat-lead")}</p>
                <button class="button button--quiet" name="step" value="repeat">{t!("publish-repeat")}</button>
            </form>
        }
    });
    view! {
        <h2>{t!("publish-published")}</h2>
        <ul>{versions}</ul>
        {round_documents::round_documents(posted, at, shown, signed)}
        {repeats}
    }
}

fn form_view(posted: &Posted, shown: &NoticeDesk, at: &Notice, is_published: bool, previews: bool) -> Markup {
    let (title, step, button) = if is_published {
        (t!("publish-correct-title"), "correct", t!("publish-correct"))
    } else {
        (t!("publish-write-title"), "publish", t!("publish-publish"))
    };
    let reason = is_published.then(|| {
        Field::text(REASON, &t!("publish-correct-reason"))
            .known(&shown.words.correction)
            .hint(&t!("publish-correct-reason-hint"))
            .lines(2, 500)
            .draw(posted)
    });
    let sure = sure(posted, step, &t!("publish-sure"));
    let form = view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            {words_view(posted, shown)}
            <div class="buttons">
                <button class="button button--quiet" name="step" value="keep">{t!("publish-keep")}</button>
                <button class="button button--quiet" name="step" value="preview">{t!("publish-preview-do")}</button>
            </div>
            {reason}
            {sure}
            <button class="button button--small" name="step" value=step>{button}</button>
        </form>
    };
    if !is_published {
        return view! { <h2>{title}</h2> {form} }.into_markup();
    }
    // What is published is rarely put right.
    let is_faulty = !posted.faults.is_empty() && !round_documents::is_of_attaching(posted);
    fold_unless(previews || is_faulty, &title, None, form)
}
