//! Closing a hamlet, taking that back, and photos of what was signed.

use crate::domain::survey::count::Turnout;
use crate::domain::survey::verdict::{missing_to_participation, participation};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, File, Outcome, Posted, Typed};
use crate::i18n::{Lang, moment, percent, t};
use crate::ports::files::NewFile;
use crate::ports::hamlet_closing::{AttachmentRow, CloseHamletRefused};
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Hamlet, HamletFile};
use crate::state::AppState;
use crate::ui::field::{Field, sure};
use crate::ui::file_field::file_field;
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;

form! {
    /// Closes a hamlet.
    pub(super) struct CloseHamlet {
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
    Checked(CloseHamlet { sure: Confirmed }): Checked<CloseHamlet>,
    app: AppState,
) -> ActionResult {
    app.hamlet_closing.close_hamlet(&user.actor(), at.round, at.hamlet, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "dong")]))
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

/// How the hamlet was closed with all that was signed, or closing it today; nothing where neither can be.
pub(super) fn view(
    posted: &Posted,
    at: &Hamlet,
    detail: &HamletDetail,
    closes_on: Option<NaiveDate>,
) -> Option<impl IntoView + use<>> {
    let closed = detail.closing.as_ref().map(|closing| {
        view! { <p>{t!("closing-closed", day = closing.day, by = &closing.by)}</p> }
    });
    let form = closes_on.map(|today| close_view(posted, at, detail, today));
    (closed.is_some() || form.is_some()).then(|| view! { <h2>{t!("closing")}</h2> {closed} {form} })
}

/// Keeping a photo or scan of what was signed.
pub(super) fn attach_view(posted: &Posted, at: &Hamlet) -> impl IntoView + use<> {
    let file = file_field(posted, &t!("closing-file"), true);
    view! {
        <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="step" value="attach"/>
            {file}
            <button class="button button--quiet">{t!("closing-attach")}</button>
        </form>
    }
}

/// A photo or scan in a list.
pub(super) fn file_view(file: &AttachmentRow) -> impl IntoView + use<> {
    let size = t!("closing-file-size", kilobytes = file.size.div_ceil(1024), added = moment(file.added_at));
    view! { <li><a href=HamletFile { file: file.id }.to_string()>{file.name.clone()}</a>" "{size}</li> }
}

/// What stands in the way of closing, or speaks against it.
fn doubts(detail: &HamletDetail, today: NaiveDate) -> Vec<String> {
    let HamletDetail { row, round, .. } = detail;
    let say = |refused: CloseHamletRefused| crate::i18n::say(Lang::Vi, &refused.into());
    let mut doubts = Vec::new();
    if row.pending > 0 {
        doubts.push(say(CloseHamletRefused::PaperWaits { count: row.pending }));
    }
    if row.conflicts > 0 {
        doubts.push(say(CloseHamletRefused::Conflicts { count: row.conflicts }));
    }
    let rule = &round.ruleset.participation;
    let missing = missing_to_participation(rule, &row.turnout);
    if missing > 0 {
        let share = percent(participation(rule, &row.turnout));
        doubts.push(t!("closing-few-took-part", share = share, percent = rule.percent, missing = missing));
    }
    let left = (round.closes - today).num_days();
    if left > 0 {
        doubts.push(t!("closing-days-left", left = left, closes = round.closes));
    }
    doubts
}

fn close_view(posted: &Posted, at: &Hamlet, detail: &HamletDetail, today: NaiveDate) -> impl IntoView + use<> {
    let Turnout { issued, returned, .. } = detail.row.turnout;
    let doubts = doubts(detail, today);
    let doubts = (!doubts.is_empty()).then(|| {
        let lines = doubts.into_iter().map(|doubt| view! { <li>{doubt}</li> }).collect_view();
        view! { <div class="note note--conflict" data-doubts><p><b>{t!("closing-doubts")}</b></p><ul>{lines}</ul></div> }
    });
    let sums = t!("closing-sums", issued = issued, returned = returned, missing = issued.saturating_sub(returned));
    let sure = sure(posted, "close", &t!("closing-sure"));
    view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <p class="note">{sums}</p>
            <p>{t!("closing-lead")}</p>
            {doubts}
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
