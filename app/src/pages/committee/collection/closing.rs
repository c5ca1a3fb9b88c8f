//! Closing a hamlet with its minutes, taking that back, and photos of what was signed.

use crate::domain::survey::count::Turnout;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, File, Lines, Outcome, Posted, Typed};
use crate::i18n::{moment, t};
use crate::ports::files::NewFile;
use crate::ports::hamlet_closing::{AttachmentRow, Closing, ClosingWords};
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Hamlet, HamletFile, SignedMinutes};
use crate::state::AppState;
use crate::ui::field::{Field, sure};
use crate::ui::file_field::file_field;
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

form! {
    /// Closes a hamlet with its minutes.
    pub(super) struct CloseHamlet {
        place: Typed,
        present: Lines,
        remarks: Typed,
        sure: Confirmed,
    }
}

form! {
    /// Takes the closing of a hamlet back.
    pub(super) struct ReopenHamlet {
        reason: Typed,
        sure: Confirmed,
    }
}

form! {
    /// Keeps a photo or scan of signed minutes.
    pub(super) struct AttachFile {
        file: File,
    }
}

/// Closes a hamlet.
pub(super) async fn close(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<CloseHamlet>,
    app: AppState,
) -> ActionResult {
    let CloseHamlet { place: Typed(place), present: Lines(present), remarks: Typed(remarks), sure: Confirmed } = form;
    let words = ClosingWords { place: place.trim().to_owned(), present, remarks: remarks.trim().to_owned() };
    app.hamlet_closing.close_hamlet(&user.actor(), at.round, at.hamlet, words, (app.now)()).await?;
    Outcome::to(signed_minutes(&at))
}

/// Takes the closing of a hamlet back.
pub(super) async fn reopen(
    at: Hamlet,
    user: CurrentUser,
    Checked(ReopenHamlet { reason: Typed(reason), sure: Confirmed }): Checked<ReopenHamlet>,
    app: AppState,
) -> ActionResult {
    let by = user.actor();
    app.hamlet_closing.reopen_hamlet(&by, at.round, at.hamlet, &reason, (app.now)()).await.at("reason")?;
    Outcome::to(at.with(&[("xong", "mo-lai")]))
}

/// Keeps a photo or scan.
pub(super) async fn attach(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<AttachFile>,
    app: AppState,
) -> ActionResult {
    let (name, content) = form.file.0.map(|file| (file.name, file.content)).unwrap_or_default();
    let (by, file) = (user.actor(), NewFile { name, content });
    app.hamlet_closing.attach(&by, at.round, at.hamlet, file, (app.now)()).await.at("file")?;
    Outcome::to(at.with(&[("xong", "tep")]))
}

fn signed_minutes(at: &Hamlet) -> SignedMinutes {
    SignedMinutes { round: at.round, hamlet: at.hamlet }
}

/// How the hamlet was closed with all that was signed, or closing it; nothing where neither can be.
pub(super) fn view(
    posted: &Posted,
    at: &Hamlet,
    detail: &HamletDetail,
    is_open: bool,
    may: bool,
) -> Option<impl IntoView + use<>> {
    let closed = detail.closing.as_ref().map(|closing| closed_view(posted, at, closing, may));
    let form = (is_open && may).then(|| close_view(posted, at, &detail.row.turnout));
    let any = closed.is_some() || form.is_some();
    let kept = (!detail.former.is_empty() || !detail.attachments.is_empty()).then(|| {
        let former =
            (1..).zip(&detail.former).map(|(version, closing)| former_view(at, version, closing)).collect_view();
        let files = detail.attachments.iter().map(file_view).collect_view();
        view! { <ul>{former}{files}</ul> }
    });
    any.then(|| view! { <h2>{t!("closing")}</h2> {closed} {kept} {form} })
}

fn closed_view(posted: &Posted, at: &Hamlet, closing: &Closing, may: bool) -> impl IntoView + use<> {
    let text = t!("closing-closed", day = closing.day, by = &closing.by);
    let attach = may.then(|| {
        let file = file_field(posted, &t!("closing-file"), true);
        view! {
            <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                {idempotency_key()}
                <input type="hidden" name="step" value="attach"/>
                {file}
                <button class="button button--quiet">{t!("closing-attach")}</button>
            </form>
        }
    });
    view! {
        <p>{text}" "<a href=signed_minutes(at).to_string()>{t!("closing-signed-minutes")}</a></p>
        {attach}
    }
}

fn former_view(at: &Hamlet, version: u64, closing: &Closing) -> impl IntoView + use<> {
    let address = signed_minutes(at).with(&[("ban", &version.to_string())]);
    view! { <li><a href=address>{t!("closing-former", day = closing.day)}</a></li> }
}

fn file_view(file: &AttachmentRow) -> impl IntoView + use<> {
    let size = t!("closing-file-size", kilobytes = file.size.div_ceil(1024), added = moment(file.added_at));
    view! { <li><a href=HamletFile { file: file.id }.to_string()>{file.name.clone()}</a>" "{size}</li> }
}

fn close_view(posted: &Posted, at: &Hamlet, turnout: &Turnout) -> impl IntoView + use<> {
    let Turnout { issued, returned, valid, invalid, .. } = *turnout;
    let missing = issued.saturating_sub(returned);
    let sums =
        t!("closing-sums", issued = issued, returned = returned, missing = missing, valid = valid, invalid = invalid);
    let place = Field::text("place", &t!("closing-place")).hint(&t!("closing-place-hint")).draw(posted);
    let present =
        Field::text("present", &t!("closing-present")).hint(&t!("closing-present-hint")).lines(4, 4_000).draw(posted);
    let remarks = Field::text("remarks", &t!("closing-remarks")).lines(2, 1_000).draw(posted);
    let sure = sure(posted, "close", &t!("closing-sure"));
    view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <p class="note">{sums}</p>
            <p>{t!("closing-lead")}</p>
            {place}
            {present}
            {remarks}
            {sure}
            <button class="button button--small" name="step" value="close">{t!("closing-go")}</button>
        </form>
    }
}

/// Taking the closing back.
pub(super) fn reopen_view(posted: &Posted, at: &Hamlet, has_minutes: bool) -> impl IntoView + use<> {
    let text = if has_minutes { t!("closing-reopen-lead") } else { t!("closing-reopen-lead-slips") };
    let reason = Field::text("reason", &t!("closing-reopen-reason")).lines(2, 300).draw(posted);
    let sure = sure(posted, "reopen", &t!("closing-reopen-sure"));
    let is_faulty = posted.action() == "reopen";
    view! {
        <details class="sources" open=is_faulty><summary>{t!("closing-reopen")}</summary>
            <form class="form" method="post" action=at.to_string()>
                {idempotency_key()}
                <p>{text}</p>
                {reason}
                {sure}
                <p><button class="button button--quiet button--danger" name="step" value="reopen">{t!("closing-reopen")}</button></p>
            </form>
        </details>
    }
}
