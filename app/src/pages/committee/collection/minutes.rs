//! A hamlet's hand-counted minutes (*biên bản kiểm phiếu tay*) as a form: kept, taken back, corrected.

mod typed;

use crate::domain::collection::minutes::MinutesRow;
use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::survey::count::{Count, Turnout};
use crate::domain::survey::ruleset::Question;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Fault, Hidden, Outcome, Posted, Typed};
use crate::i18n::{Lang, say, t};
use crate::islands::minutes_check::{MinutesCheck, phrases};
use crate::message::Message;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::{Line, PortError};
use crate::ports::minutes::Replacing;
use crate::ports::notices::Correction;
use crate::ports::participation::HamletDetail;
use crate::ports::sessions::Account;
use crate::routes::{Address as _, Hamlet, Minutes, Notice};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;
use typed::{Column, MinutesRefused, TypedMinutes};

/// Hand-counted minutes.
pub fn route() -> PageRoute {
    PageRoute::new::<Minutes, _>(Audience::SignedIn, show)
        .action("keep", Permission::Collect, keep)
        .action("withdraw", Permission::Settle, withdraw)
        .action("correct", Permission::Conclude, correct)
}

form! {
    /// Keeps minutes.
    struct KeepMinutes {
        minutes: TypedMinutes,
        revision: Hidden<Revision>,
        sure: Confirmed,
    }
}

form! {
    /// Takes minutes back.
    struct WithdrawMinutes {
        reason: Typed,
        sure: Confirmed,
    }
}

form! {
    /// Corrects minutes that are published.
    struct CorrectMinutes {
        minutes: TypedMinutes,
        reason: Typed,
        revision: Hidden<Revision>,
        sure: Confirmed,
    }
}

async fn keep(at: Minutes, user: CurrentUser, Checked(form): Checked<KeepMinutes>, app: AppState) -> ActionResult {
    let by = user.actor();
    let HamletDetail { round, row, .. } = app.participation.hamlet(&by, at.round, at.hamlet).await?;
    let minutes = form.minutes.expect_questions(round.ruleset.questions.len())?;
    let hamlet_code = row.hamlet.map(|hamlet| hamlet.code).unwrap_or_default();
    let line = |(question, counts): (u32, &Count)| Line {
        number: u64::from(question),
        value: MinutesRow {
            commune_code: row.unit.code.clone(),
            hamlet_code: hamlet_code.clone(),
            head: minutes.turnout,
            question,
            counts: *counts,
        },
    };
    let lines = (1..).zip(&minutes.counts).map(line).collect();
    let replacing = Replacing::Revision(form.revision.0.unwrap_or_default());
    match app.minutes.import_minutes(&by, at.round, lines, replacing, (app.now)()).await {
        Ok(_) => Outcome::to(hamlet_of(&at).with(&[("xong", "bien-ban")])),
        Err(PortError::File(faults)) => {
            let fault = |(_, fault)| Fault::of("issued", MinutesRefused::Discrepancy { fault });
            Err(Outcome::Invalid(faults.0.into_iter().map(fault).collect()))
        }
        Err(error) => Err(error.into()),
    }
}

async fn withdraw(
    at: Minutes,
    user: CurrentUser,
    Checked(form): Checked<WithdrawMinutes>,
    app: AppState,
) -> ActionResult {
    let (reason, now) = (form.reason.0, (app.now)());
    app.minutes.withdraw_minutes(&user.actor(), at.round, at.hamlet, &reason, now).await.at("reason")?;
    Outcome::to(hamlet_of(&at).with(&[("xong", "rut-bien-ban")]))
}

async fn correct(
    at: Minutes,
    user: CurrentUser,
    Checked(form): Checked<CorrectMinutes>,
    app: AppState,
) -> ActionResult {
    let correction = Correction::Minutes(at.hamlet, form.minutes.0, form.revision.0.unwrap_or_default());
    app.notices.correct(&user.actor(), at.round, &form.reason.0, correction, (app.now)()).await?;
    Outcome::to(Notice { round: at.round })
}

/// The page of the hamlet they are of.
fn hamlet_of(at: &Minutes) -> Hamlet {
    Hamlet { round: at.round, hamlet: at.hamlet }
}

async fn show(at: Minutes, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let shown = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?;
    Ok(Page::new(move || {
        let hamlet = shown.row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
        let title = t!("minutes-title", hamlet = &hamlet);
        let is_open = shown.round.state == State::Open && shown.closing.is_none();
        let form = form_view(&user, &posted, &shown, &at, is_open);
        let withdraws = (is_open && shown.minutes.is_some() && user.role.may(Permission::Settle))
            .then(|| withdraw_view(&posted, &at));
        let path = vec![(hamlet_of(&at).to_string(), hamlet)];
        view! {
            <CommitteeLayout title=title me=user.account() posted=posted path=path>
                <p class="lead">{t!("minutes-lead")}</p>
                {form}
                {withdraws}
            </CommitteeLayout>
        }
    }))
}

fn form_view(
    me: &Account,
    posted: &Posted,
    shown: &HamletDetail,
    at: &Minutes,
    is_open: bool,
) -> impl IntoView + use<> {
    let counts = shown.minutes.as_ref().map(|minutes| &minutes.counts[..]).unwrap_or_default();
    let rows = shown.round.ruleset.questions.iter();
    let rows = rows.map(|question| row_view(posted, question, counts.get(question.no as usize - 1).copied()));
    let rows = rows.collect_view();
    let hamlet = shown.row.hamlet.as_ref().map_or("", |hamlet| &hamlet.name);
    let keeps = is_open.then(|| {
        let sure = sure(posted, "keep", &t!("minutes-sure", hamlet = hamlet));
        view! { {sure} <p><button class="button button--small" name="step" value="keep">{t!("minutes-keep")}</button></p> }
    });
    let is_published = shown.round.state == State::Published && shown.minutes.is_some();
    let corrects = (is_published && me.role.may(Permission::Conclude)).then(|| {
        let reason = Field::text("reason", &t!("minutes-correct-reason"))
            .hint(&t!("minutes-correct-reason-hint"))
            .lines(2, 500)
            .draw(posted);
        let sure = sure(posted, "correct", &t!("minutes-correct-sure"));
        view! { {reason} {sure} <button class="button button--small" name="step" value="correct">{t!("minutes-correct")}</button> }
    });
    let form = view! {
        <form method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="revision" value=Revision::of(&shown.minutes).to_string()/>
            <div class="fields">{head_view(posted, shown)}</div>
            <table class="table table--form">
                <caption class="unseen">{t!("minutes-caption")}</caption>
                <thead><tr><th scope="col">{t!("minutes-question")}</th><th scope="col">{t!("minutes-satisfied")}</th><th scope="col">{t!("minutes-unsatisfied")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {keeps}
            {corrects}
        </form>
    }
    .into_markup();
    view! { <MinutesCheck phrases=phrases(sentence)>{form}</MinutesCheck> }
}

/// What does not add up, as a sentence of its own.
fn sentence(fault: Message) -> Message {
    MinutesRefused::Discrepancy { fault }.into()
}

/// The six numbers at the head; the households are those of the commune's list until somebody writes others.
fn head_view(posted: &Posted, shown: &HamletDetail) -> impl IntoView + use<> {
    let head = shown.minutes.as_ref().map(|minutes| minutes.turnout);
    let households = head.map_or(shown.row.turnout.households, |head| head.households);
    let known = |number: fn(Turnout) -> u64| head.map(number);
    let fields = [
        (Column::Households, Some(households)),
        (Column::Issued, known(|head| head.issued)),
        (Column::Returned, known(|head| head.returned)),
        (Column::Unreturned, known(|head| head.issued.saturating_sub(head.returned))),
        (Column::Valid, known(|head| head.valid)),
        (Column::Invalid, known(|head| head.invalid)),
    ];
    let field = |(column, known): (Column, Option<u64>)| {
        let (name, label) = (column.field(), say(Lang::Vi, &column.into()));
        Field::text(&name, &label).known(written(known)).draw(posted)
    };
    fields.map(field).collect_view()
}

fn row_view(posted: &Posted, question: &Question, known: Option<Count>) -> impl IntoView + use<> {
    let no = question.no;
    let cell = |column: Column, known: Option<u64>| {
        let id = column.field();
        let value = posted.value(&id, &written(known));
        let label = say(Lang::Vi, &column.into());
        view! { <input id=id.clone() name=id.clone() value=value inputmode="numeric" maxlength="9" aria-label=label aria-invalid=posted.invalid(&id) autocomplete="off"/> }
    };
    let satisfied = cell(Column::Satisfied { question: no }, known.map(|count| count.satisfied));
    let unsatisfied = cell(Column::Unsatisfied { question: no }, known.map(|count| count.unsatisfied));
    view! {
        <tr>
            <th scope="row">{format!("{no}. {}", question.topic)}</th>
            <td data-label=t!("minutes-satisfied")>{satisfied}</td>
            <td data-label=t!("minutes-unsatisfied")>{unsatisfied}</td>
        </tr>
    }
}

/// A number as it stands in a field.
fn written(number: Option<u64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn withdraw_view(posted: &Posted, at: &Minutes) -> impl IntoView + use<> {
    let reason = Field::text("reason", &t!("minutes-withdraw-reason")).lines(2, 300).draw(posted);
    let sure = sure(posted, "withdraw", &t!("minutes-withdraw-sure"));
    view! {
        <details class="sources" open={posted.action() == "withdraw"}><summary>{t!("minutes-withdraw")}</summary>
            <form class="form" method="post" action=at.to_string()>
                {idempotency_key()}
                <p>{t!("minutes-withdraw-lead")}</p>
                {reason}
                {sure}
                <p><button class="button button--quiet button--danger" name="step" value="withdraw">{t!("minutes-withdraw")}</button></p>
            </form>
        </details>
    }
}
