//! A batch of paper ballots: keyed in by one person or blindly by two, compared, counted.

mod differences;
mod keying;

use crate::domain::people::account::Permission;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Outcome, Posted, Typed};
use crate::i18n::t;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::collection::conflicts::{conflict_sentence, list_of};
use crate::ports::conflicts::ConflictKind;
use crate::ports::paper::{BatchDetail, Onlooker};
use crate::ports::sessions::Account;
use crate::routes::{Hamlet, PaperBatch};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// A batch of paper.
pub fn route() -> PageRoute {
    PageRoute::new::<PaperBatch, _>(Audience::SignedIn, show)
        .action("join", Permission::Collect, join)
        .action("key", Permission::Collect, keying::key_in)
        .action("take-out", Permission::Collect, keying::take_out)
        .action("decide", Permission::Settle, differences::decide)
        .action("count", Permission::Collect, count)
        // Whoever began a batch and keyed it alone may throw it away too.
        .action("discard", Permission::Settle, discard)
}

form! {
    /// Begins the second pass.
    struct JoinBatch {
        words: Typed,
    }
}

form! {
    /// Puts all of a batch into the box.
    struct CountBatch {
        sure: Confirmed,
    }
}

form! {
    /// Throws an open batch away.
    struct DiscardBatch {
        sure: Confirmed,
    }
}

async fn join(at: PaperBatch, user: CurrentUser, Checked(form): Checked<JoinBatch>, app: AppState) -> ActionResult {
    app.paper.join_batch(&user.actor(), at.batch, &form.words.0, (app.now)()).await.at("words")?;
    Outcome::to(at)
}

async fn count(at: PaperBatch, user: CurrentUser, _: Checked<CountBatch>, app: AppState) -> ActionResult {
    app.paper.count_batch(&user.actor(), at.batch, (app.now)()).await?;
    Outcome::to(at)
}

async fn discard(at: PaperBatch, user: CurrentUser, _: Checked<DiscardBatch>, app: AppState) -> ActionResult {
    let (round, hamlet) = app.paper.discard_batch(&user.actor(), at.batch, (app.now)()).await?;
    Outcome::to(Hamlet { round, hamlet })
}

/// The page of the hamlet it is of.
fn hamlet_of(shown: &BatchDetail) -> Hamlet {
    let hamlet = shown.row.hamlet.as_ref().map(|hamlet| hamlet.id).unwrap_or_default();
    Hamlet { round: shown.round.id, hamlet }
}

async fn show(at: PaperBatch, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let by = user.actor();
    let shown = app.paper.batch(&by, at.batch).await?;
    let again = match query.parse("phieu") {
        Some(serial) => app.paper.keyed(&by, at.batch, serial).await?,
        None => None,
    };
    let (done, conflict) = (last_done(&query).unwrap_or_default(), last_conflict(&query));
    Ok(Page::new(move || {
        let hamlet = shown.row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
        let number = shown.batch.number;
        let title = match (shown.pass, shown.batch.counted) {
            (_, true) => t!("batch-title-counted", hamlet = &hamlet, number = number),
            (Some(2), _) => t!("batch-title-second", hamlet = &hamlet, number = number),
            _ => t!("batch-title", hamlet = &hamlet, number = number),
        };
        let path = vec![(hamlet_of(&shown).to_string(), hamlet)];
        let entry = shown.sealing_key.map(|key| keying::entry_view((&user, key), &posted, &shown, &at, again.as_ref()));
        let body = batch_view(&user, &posted, &shown, &at);
        view! {
            <CommitteeLayout title=title me=user.account() posted=posted done=done path=path>
                {conflict.map(|text| view! { <p class="note note--conflict" role="status">{text}" "<a href=list_of(&hamlet_of(&shown))>{t!("batch-conflicts")}</a></p> })}
                {entry}
                {body}
            </CommitteeLayout>
        }
    }))
}

/// What was done last.
fn last_done(query: &Query) -> Option<String> {
    let serial = |name: &str| query.parse::<u64>(name).map(|serial| serial.to_string());
    if let Some(serial) = serial("da-nhap") {
        return Some(match query.get("lai") {
            "1" => t!("batch-keyed-again", serial = serial),
            _ => t!("batch-keyed", serial = serial),
        });
    }
    if query.get("xong") == "ghi" {
        return Some(t!("differences-written"));
    }
    serial("da-bo").map(|serial| t!("batch-taken-out", serial = serial))
}

/// The conflict that was keyed last.
fn last_conflict(query: &Query) -> Option<String> {
    let serial = query.parse("trung")?;
    let kind = ConflictKind::ALL.into_iter().find(|kind| kind.into_str() == query.get("loai"))?;
    Some(t!("batch-conflict-noted", conflict = conflict_sentence(serial, kind)))
}

fn batch_view(me: &Account, posted: &Posted, shown: &BatchDetail, at: &PaperBatch) -> impl IntoView + use<> {
    let (first, _) = shown.batch.keyed;
    let is_open = !shown.batch.counted;
    let counted =
        shown.batch.counted.then(|| view! { <p class="verdict verdict--met">{t!("batch-counted", count = first)}</p> });
    let words = shown.check_words.as_ref().map(|words| {
        view! { <p class="note" data-check-words=words.clone()>{t!("batch-check-words", words = words)}</p> }
    });
    let onlooker = shown.onlooker.and_then(|onlooker| onlooker_view(onlooker, posted, at));
    let takes_out = (is_open && shown.pass.is_some()).then(|| keying::take_out_view(posted, at));
    let differences = differences::differences_view(me, posted, shown, at);
    // Whoever keys has it above, up to date.
    let state = shown.pass.is_none().then(|| state_view(shown));
    let counts = is_open.then(|| {
        let sure = sure(posted, "count", &t!("batch-count-sure"));
        view! {
            <h2>{t!("batch-count")}</h2>
            {state}
            {step_form(at, ("count", "button--quiet"), t!("batch-count-lead"), sure, t!("batch-count"))}
        }
    });
    // As long as nobody else keyed, whoever began may throw it away; then whoever decides for the hamlet.
    let is_own = shown.pass == Some(1) && shown.batch.keyed.1 == 0;
    let discards = (is_open && (is_own || me.role.may(Permission::Settle))).then(|| discard_view(posted, at));
    view! {
        {counted}
        {words}
        {onlooker}
        {takes_out}
        {differences}
        {counts}
        {discards}
    }
}

/// How far the batch is keyed.
fn state_view(shown: &BatchDetail) -> impl IntoView + use<> {
    let (first, second) = shown.batch.keyed;
    let state = if shown.batch.twice {
        t!("batch-keyed-twice", first = first, second = second)
    } else {
        t!("batch-keyed-once", count = first)
    };
    let waits = (shown.batch.twice && second < first).then(|| format!(" {}", t!("batch-second-waits")));
    view! { <p>{state}{waits}</p> }
}

/// What somebody can do who keys no pass.
fn onlooker_view(onlooker: Onlooker, posted: &Posted, at: &PaperBatch) -> Option<Markup> {
    match onlooker {
        Onlooker::Other => None,
        Onlooker::Renewed => Some(view! { <p class="note">{t!("batch-renewed")}</p> }.into_markup()),
        Onlooker::MayJoin => {
            let words = Field::text("words", &t!("batch-join-words")).draw(posted);
            Some(step_form(at, ("join", "button--small"), t!("batch-join-lead"), words, t!("batch-join")))
        }
    }
}

fn discard_view(posted: &Posted, at: &PaperBatch) -> impl IntoView + use<> {
    let sure = sure(posted, "discard", &t!("batch-discard-sure"));
    let is_faulty = posted.action() == "discard";
    view! {
        <details class="sources" open=is_faulty><summary>{t!("batch-discard-title")}</summary>
            {step_form(at, ("discard", "button--quiet button--danger"), t!("batch-discard-lead"), sure, t!("batch-discard"))}
        </details>
    }
}

/// A form that takes a step with the batch: what it means, one field, and its button of a kind.
fn step_form(
    at: &PaperBatch,
    (step, kind): (&'static str, &str),
    lead: String,
    field: impl IntoView,
    button: String,
) -> Markup {
    view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <p>{lead}</p>
            {field}
            <p><button class=format!("button {kind}") name="step" value=step>{button}</button></p>
        </form>
    }
    .into_markup()
}
