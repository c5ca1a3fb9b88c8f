//! Audit slips (*phiếu kiểm tra*) of a round: handed in before the count, shown and judged after it.

use crate::domain::collection::audit_slip::{SendingCode, altered_at_most};
use crate::domain::collection::code::Code;
use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use crate::domain::survey::ballot::{Answer, Ballot};
use crate::domain::survey::ruleset::Question;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{
    ActionResult, At as _, Checked, Confirmed, Fault, FieldValue, Outcome, Posted, PostedForm, is_unfit,
};
use crate::i18n::{Lang, t};
use crate::message::Message;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::audit_slips::{AuditRefused, AuditSlip, AuditState, RoundAudit};
use crate::ports::common::PortError;
use crate::routes::{Address as _, AuditSlips, CommitteeHome, Round};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, none_chosen, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;
use uuid::Uuid;

/// The audit slips of a round.
pub fn route() -> PageRoute {
    PageRoute::new::<AuditSlips, _>(Audience::SignedIn, show).action("hand-in", Permission::Audit, hand_in).action(
        "judge",
        Permission::Audit,
        judge,
    )
}

form! {
    /// Hands a slip in.
    struct HandIn {
        slip: SlipCode,
        sending: TypedSending,
        sure: Confirmed,
    }
}

/// The code of the slip.
#[derive(Clone, Copy, Debug)]
struct SlipCode(Code);

impl FieldValue for SlipCode {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        Code::parse(form.fields.get(name)).map_err(|_| faults.push(Fault::of(name, JudgedRefused::Code))).ok().map(Self)
    }
}

/// The code of its sending.
#[derive(Clone, Copy, Debug)]
struct TypedSending(SendingCode);

impl FieldValue for TypedSending {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        SendingCode::parse(form.fields.get(name)).map_err(|fault| faults.push(Fault::of(name, fault))).ok().map(Self)
    }
}

crate::messages! {
    /// Why what is typed of an audit slip is not taken.
    enum JudgedRefused {
        /// It is no slip's code.
        Code = "audit-slip-code",
        /// Neither answer is chosen.
        Verdict = "audit-slip-verdict",
    }
}

form! {
    /// Says whether the ballot of a slip agrees with what was noted.
    struct Judge {
        judged: Judgement,
    }
}

/// What somebody says of a slip. The page holds several, each with fields of its own: `agrees-ID`, `remark-ID`.
#[derive(Clone, Debug)]
struct Judgement {
    slip: Uuid,
    agrees: bool,
    remark: String,
}

impl FieldValue for Judgement {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        // A key that is none is that of nothing.
        let slip: Uuid = form.fields.trimmed(name).parse().unwrap_or_default();
        let remark = form.fields.trimmed(&remark_field(slip)).to_owned();
        let is_unfit = is_unfit(&remark, &remark_field(slip), faults);
        let agrees = match form.fields.get(&agrees_field(slip)) {
            "yes" => true,
            "no" => false,
            _ => {
                faults.push(Fault::of(&agrees_field(slip), JudgedRefused::Verdict));
                return None;
            }
        };
        (!is_unfit).then_some(Self { slip, agrees, remark })
    }
}

fn agrees_field(slip: Uuid) -> String {
    format!("agrees-{slip}")
}

fn remark_field(slip: Uuid) -> String {
    format!("remark-{slip}")
}

async fn hand_in(at: AuditSlips, user: CurrentUser, Checked(form): Checked<HandIn>, app: AppState) -> ActionResult {
    let (SlipCode(slip), TypedSending(sending)) = (form.slip, form.sending);
    match app.audit_slips.hand_in(&user.actor(), at.round, slip, sending, (app.now)()).await {
        Ok(_) => Outcome::to(at.with(&[("xong", "nop")])),
        Err(PortError::Refused(message)) => Err(Outcome::fault(field_of(&message), message)),
        Err(error) => Err(error.into()),
    }
}

/// The field that a refusal is about.
fn field_of(refusal: &Message) -> &'static str {
    if *refusal == AuditRefused::OtherSending { "sending" } else { "slip" }
}

async fn judge(at: AuditSlips, user: CurrentUser, Checked(form): Checked<Judge>, app: AppState) -> ActionResult {
    let Judgement { slip, agrees, remark } = form.judged;
    let judged = app.audit_slips.judge(&user.actor(), at.round, slip, agrees, &remark, (app.now)()).await;
    judged.at(&remark_field(slip))?;
    Outcome::to(at.with(&[("xong", "doi-chieu")]))
}

async fn show(at: AuditSlips, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let shown = app.audit_slips.audit_slips(&user.actor(), at.round).await?;
    let done = match query.get("xong") {
        "nop" => t!("audit-slip-handed-in"),
        "doi-chieu" => t!("saved"),
        _ => String::new(),
    };
    Ok(Page::new(move || {
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Round { round: at.round }.to_string(), shown.round.unit.name.clone()),
        ];
        let how =
            (1..=5).map(|step| view! { <li>{t!(Lang::Vi, &format!("audit-slip-how-{step}"))}</li> }).collect_view();
        let is_open = shown.round.state != State::Published;
        let form = (shown.is_supervisor && is_open).then(|| hand_in_view(&posted, &at));
        let by_above = (!shown.is_supervisor).then(|| view! { <p class="note">{t!("audit-slips-by-above")}</p> });
        let slips = slips_view(&posted, &at, &shown);
        view! {
            <CommitteeLayout title=t!("audit-slips-title") me=user.account() posted=posted done=done path=path>
                <p class="lead">{t!("audit-slips-lead")}</p>
                <ol class="steps">{how}</ol>
                <p class="note">{t!("audit-slips-note")}</p>
                {by_above}
                {form}
                {slips}
            </CommitteeLayout>
        }
    }))
}

fn hand_in_view(posted: &Posted, at: &AuditSlips) -> impl IntoView + use<> {
    let slip = Field::text("slip", &t!("audit-slip-slip")).hint(&t!("audit-slip-slip-hint")).draw(posted);
    let sending = Field::text("sending", &t!("audit-slip-sending")).hint(&t!("audit-slip-sending-hint")).draw(posted);
    let sure = sure(posted, "hand-in", &t!("audit-slip-sure"));
    view! {
        <h2>{t!("audit-slip-hand-in")}</h2>
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            {slip}
            {sending}
            {sure}
            <button class="button button--small" name="step" value="hand-in">{t!("audit-slip-hand-in-go")}</button>
        </form>
    }
}

fn slips_view(posted: &Posted, at: &AuditSlips, shown: &RoundAudit) -> Markup {
    if shown.slips.is_empty() {
        return view! { <p class="empty">{t!("audit-slips-none")}</p> }.into_markup();
    }
    let agreed =
        shown.slips.iter().filter(|slip| matches!(slip.state, AuditState::Judged { agrees: true, .. })).count();
    let judged = shown.slips.iter().filter(|slip| matches!(slip.state, AuditState::Judged { .. })).count();
    let all = shown.slips.len();
    let bound = (agreed == all).then(|| {
        let thousandths = altered_at_most(all as u64);
        let share = Lang::Vi.decimal(&format!("{}.{}", thousandths / 10, thousandths % 10));
        view! { <p data-bound>{t!("audit-slips-bound", slips = all, share = share)}</p> }
    });
    let rows = shown.slips.iter().map(|slip| slip_view(posted, at, shown, slip)).collect_view();
    view! {
        <h2>{t!("audit-slips-list")}</h2>
        <p>{t!("audit-slips-agreed", judged = judged, agreed = agreed, slips = all)}</p>
        {bound}
        <ul class="conflicts">{rows}</ul>
    }
    .into_markup()
}

fn slip_view(posted: &Posted, at: &AuditSlips, shown: &RoundAudit, slip: &AuditSlip) -> impl IntoView + use<> {
    let what = t!(
        "audit-slip-row",
        receipt = slip.receipt.to_string(),
        hamlet = &slip.hamlet,
        commune = &slip.commune,
        on = slip.on,
        by = &slip.by,
    );
    let state = match &slip.state {
        AuditState::Waiting => {
            view! { <p><span class="status status--none">{t!("audit-slip-waiting")}</span></p> }.into_markup()
        }
        AuditState::Opened(ballot) => {
            let said = match ballot {
                Some(ballot) => answers_view(&shown.round.ruleset.questions, ballot).into_markup(),
                None => view! { <p data-not-there><b>{t!("audit-slip-not-there")}</b></p> }.into_markup(),
            };
            let form = shown.is_supervisor.then(|| judge_view(posted, at, slip));
            view! { {said}{form} }.into_markup()
        }
        AuditState::Judged { agrees: true, by, .. } => {
            view! { <p><span class="status status--met">{t!("audit-slip-agrees")}</span>" "{by.clone()}</p> }
                .into_markup()
        }
        AuditState::Judged { agrees: false, by, remark } => view! {
            <p><span class="status status--not">{t!("audit-slip-differs")}</span>" "{by.clone()}": "{remark.clone()}</p>
        }
        .into_markup(),
    };
    view! { <li class="conflict"><p>{what}</p>{state}</li> }
}

/// What lay in the box for a slip.
fn answers_view(questions: &[Question], ballot: &Ballot) -> impl IntoView + use<> {
    let row = |(question, answer): (&Question, &Option<Answer>)| {
        let said = match answer {
            Some(Answer::Satisfied) => t!("keying-key-1"),
            Some(Answer::Unsatisfied) => t!("keying-key-2"),
            None => t!("keying-key-0"),
        };
        view! { <li>{question.topic.clone()}": "<b>{said}</b></li> }
    };
    let rows = questions.iter().zip(ballot.answers()).map(row).collect_view();
    view! { <p>{t!("audit-slip-answers")}</p> <ol class="opened" data-answers=ballot.text()>{rows}</ol> }
}

fn judge_view(posted: &Posted, at: &AuditSlips, slip: &AuditSlip) -> impl IntoView + use<> {
    let (agrees, remark) = (agrees_field(slip.id), remark_field(slip.id));
    let receipt = slip.receipt.to_string();
    let options = [("yes", t!("audit-slip-agrees")), ("no", t!("audit-slip-differs"))];
    let options = options.map(|(value, word)| (value.to_owned(), word));
    let options = none_chosen(options.into(), t!("audit-slip-not-chosen"));
    let verdict = choose(posted, &agrees, &t!("audit-slip-question", receipt = &receipt), "", options);
    let label = t!("audit-slip-remark-label", receipt = receipt);
    let remark = Field::text(&remark, &label).hint(&t!("audit-slip-remark-hint")).draw(posted);
    view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="judged" value=slip.id.to_string()/>
            {verdict}
            {remark}
            <button class="button button--quiet" name="step" value="judge">{t!("audit-slip-judge")}</button>
        </form>
    }
}
