//! Comments on the draft that an activity is about, and what its body replied.

use crate::domain::oversight::supervision::{LONGEST_TEXT, Uptake};
use crate::domain::revision::Revision;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Choice, Day, Hidden, Numbered, Outcome, Posted, Text};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ports::common::PortError;
use crate::ports::supervision::{self, Comment, Reply};
use crate::routes::{Activity, Address as _};
use crate::state::AppState;
use crate::ui::field::{Field, choose};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::status::{Mark, mark_view};
use chrono::NaiveDate;
use leptos::prelude::*;

/// How many comments there is room for at once.
const ROOM: usize = 3;

form! {
    /// Comments on the draft.
    pub(super) struct CommentDraft {
        comment: Numbered<ROOM>,
    }
}

form! {
    /// Writes down what the body replied to a comment.
    pub(super) struct RecordReply {
        revision: Hidden<Revision>,
        number: Hidden<u32>,
        uptake: Choice<Uptake>,
        reply: Text<LONGEST_TEXT>,
        replied_on: Day,
    }
}

pub(super) async fn comment(
    at: Activity,
    user: CurrentUser,
    Checked(form): Checked<CommentDraft>,
    app: AppState,
) -> ActionResult {
    let texts = form.comment.0;
    app.supervision.comment_draft(&user.actor(), at.activity, texts, (app.now)()).await.at("comment1")?;
    Outcome::to(at.with(&[("xong", "y-kien")]))
}

pub(super) async fn reply(
    at: Activity,
    user: CurrentUser,
    Checked(form): Checked<RecordReply>,
    app: AppState,
) -> ActionResult {
    let number = form.number.0.ok_or(PortError::Missing)?;
    let reply = Reply { uptake: form.uptake.0, text: form.reply.0, on: form.replied_on.0 };
    let seen = form.revision.0.unwrap_or_default();
    app.supervision
        .record_reply(&user.actor(), at.activity, &seen, number, reply, (app.now)())
        .await
        .at("replied_on")?;
    Outcome::to(at.with(&[("xong", "tra-loi")]))
}

/// The comments with their replies, and the forms where they may be written down.
pub(super) fn comments_view(
    posted: &Posted,
    at: &Activity,
    activity: &supervision::Activity,
    may_write: bool,
    today: NaiveDate,
) -> Markup {
    let each = activity
        .comments
        .iter()
        .map(|one| comment_view(posted, at, one, may_write.then_some(&activity.revision), today))
        .collect_view();
    let none = activity.comments.is_empty().then(|| view! { <p class="empty">{t!("comments-none")}</p> });
    let form = may_write.then(|| form_view(posted, at, activity));
    view! { <h2>{t!("comments-title")}</h2>{none}{each}{form} }.into_markup()
}

/// A comment and its reply as everybody reads them.
pub(crate) fn told_view(comment: &Comment) -> impl IntoView + use<> {
    let lines = |text: &str| text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let reply = match &comment.reply {
        Some(reply) => {
            let mark = match reply.uptake {
                Uptake::Whole => Mark::Met,
                Uptake::Partly | Uptake::Explained => Mark::Open,
            };
            let uptake = t!("comment-replied", uptake = label(Lang::Vi, reply.uptake), day = reply.on);
            view! { <p>{mark_view(mark, uptake)}</p>{lines(&reply.text)} }.into_markup()
        }
        None => view! { <p>{mark_view(Mark::NotMet, t!("comment-unanswered"))}</p> }.into_markup(),
    };
    view! {
        <h3>{t!("comment-text", no = comment.number)}</h3>
        {lines(&comment.text)}
        {reply}
    }
}

fn comment_view(
    posted: &Posted,
    at: &Activity,
    comment: &Comment,
    revision: Option<&Revision>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let form = revision.map(|revision| reply_view(posted, at, comment, revision, today));
    view! { <article class="thread">{told_view(comment)}{form}</article> }
}

fn reply_view(
    posted: &Posted,
    at: &Activity,
    comment: &Comment,
    revision: &Revision,
    today: NaiveDate,
) -> impl IntoView + use<> {
    // What came back belongs to the comment it was sent for.
    let number = comment.number.to_string();
    let is_mine = posted.action() == "reply" && posted.fields.get("number") == number;
    let none = Posted::default();
    let own = if is_mine { posted } else { &none };
    let known = comment.reply.as_ref();
    let options = Uptake::ALL.map(|one| (one.into_str().to_owned(), label(Lang::Vi, one))).to_vec();
    let chosen = known.map_or(Uptake::Whole, |reply| reply.uptake);
    let uptake = choose(own, "uptake", &t!("comment-uptake"), chosen.into_str(), options);
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let text = Field::text("reply", &t!("comment-reply-text"))
        .known(known.map_or("", |reply| reply.text.as_str()))
        .lines(3, most)
        .draw(own);
    let on = known.map_or(today, |reply| reply.on);
    let on = Field::text("replied_on", &t!("comment-reply-day")).kind("date").known(on).draw(own);
    let summary = if known.is_some() { t!("comment-reply-again") } else { t!("comment-reply") };
    // Fields of several forms have the same names; only one form is drawn with what came back, so ids are told apart by it.
    let form = view! {
        <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="revision" value=revision.to_string()/>
            <input type="hidden" name="number" value=number/>
            {uptake}{text}{on}
            <button class="button button--small" name="step" value="reply">{t!("comment-reply-record")}</button>
        </form>
    };
    view! { <details class="sources sources--slim" open=is_mine><summary>{summary}</summary>{form}</details> }
}

fn form_view(posted: &Posted, at: &Activity, activity: &supervision::Activity) -> Markup {
    let first = activity.comments.len() + 1;
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let rows = (1..=ROOM).map(|no| {
        let label = t!("comment-text", no = first + no - 1);
        Field::text(&format!("comment{no}"), &label).lines(3, most).draw(posted).into_markup()
    });
    let rows = rows.collect_view();
    let is_open = activity.comments.is_empty() || posted.action() == "comment";
    view! {
        <details class="sources" open=is_open><summary>{t!("comment-new")}</summary>
            <div class="sources__body">
                <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                    {idempotency_key()}
                    {rows}
                    <button class="button button--small" name="step" value="comment">{t!("comment-record")}</button>
                </form>
            </div>
        </details>
    }
    .into_markup()
}
