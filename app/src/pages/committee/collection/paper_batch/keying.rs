//! Keying in: the slip's number, one key for each question, Enter. Works without a mouse and without a script.

use crate::domain::collection::paper::{KeyFault, Keyed, write_keys, write_reasons};
use crate::domain::collection::slip::Slip;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Fault, FieldValue, Hidden, Outcome, Posted, PostedForm, Typed};
use crate::i18n::t;
use crate::messages;
use crate::ports::paper::{BatchDetail, Keying, Keystrokes};
use crate::routes::{Address as _, PaperBatch};
use crate::state::AppState;
use crate::ui::field::Field;
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

form! {
    /// Keys one ballot in.
    pub(super) struct KeyIn {
        slip: KeyedSlip,
        keys: Typed,
        reasons: Typed,
        again: Hidden<u64>,
    }
}

form! {
    /// Takes a ballot out of the batch.
    pub(super) struct TakeOut {
        serial: NamedSlip,
    }
}

messages! {
    /// Why a ballot is not keyed in, or not taken out.
    enum KeyingRefused {
        /// It names no slip.
        Slip = "keying-slip",
        /// The slip is in another batch.
        Elsewhere { serial: String } = "keying-elsewhere",
        /// The slip is in this batch, and nobody opened it to key it again.
        Already { serial: String } = "keying-already",
        /// The hamlet has no such slip.
        Unknown = "keying-unknown",
        /// Nobody says which one.
        Serial = "keying-serial",
    }
}

/// The slip that is keyed in.
#[derive(Clone, Copy, Debug)]
struct KeyedSlip(Slip);

impl FieldValue for KeyedSlip {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        read_slip(form, name, KeyingRefused::Slip, faults).map(Self)
    }
}

/// The slip that somebody names.
#[derive(Clone, Copy, Debug)]
struct NamedSlip(Slip);

impl FieldValue for NamedSlip {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        read_slip(form, name, KeyingRefused::Serial, faults).map(Self)
    }
}

fn read_slip(form: &PostedForm, name: &str, refused: KeyingRefused, faults: &mut Vec<Fault>) -> Option<Slip> {
    let slip = Slip::parse(form.fields.get(name));
    if slip.is_none() {
        faults.push(Fault::of(name, refused));
    }
    slip
}

pub(super) async fn key_in(
    at: PaperBatch,
    user: CurrentUser,
    Checked(form): Checked<KeyIn>,
    app: AppState,
) -> ActionResult {
    let keyed = Keystrokes { slip: form.slip.0, keys: form.keys.0, reasons: form.reasons.0, again: form.again.0 };
    let refused = match app.paper.key_in(&user.actor(), at.batch, keyed).await? {
        Keying::Kept(serial, again) => {
            let serial = serial.to_string();
            let mut query = vec![("da-nhap", serial.as_str())];
            query.extend(again.then_some(("lai", "1")));
            return Outcome::to(at.with(&query));
        }
        Keying::Conflict(serial, kind) => {
            return Outcome::to(at.with(&[("trung", &serial.to_string()), ("loai", kind.into_str())]));
        }
        Keying::NoBallot(fault) => return Err(Outcome::fault(field_of(&fault), fault)),
        Keying::Elsewhere(serial) => KeyingRefused::Elsewhere { serial: serial.to_string() },
        Keying::Already(serial) => KeyingRefused::Already { serial: serial.to_string() },
        Keying::Unknown => KeyingRefused::Unknown,
    };
    Err(Outcome::fault("slip", refused))
}

/// The field that what was keyed is wrong in.
const fn field_of(fault: &KeyFault) -> &'static str {
    match fault {
        KeyFault::Length { .. } | KeyFault::Key { .. } => "keys",
        KeyFault::Reason { .. } | KeyFault::LongReasons { .. } => "reasons",
    }
}

pub(super) async fn take_out(
    at: PaperBatch,
    user: CurrentUser,
    Checked(form): Checked<TakeOut>,
    app: AppState,
) -> ActionResult {
    let NamedSlip(slip) = form.serial;
    let serial = app.paper.take_out(&user.actor(), at.batch, slip, (app.now)()).await.at("serial")?;
    Outcome::to(at.with(&[("da-bo", &serial.to_string())]))
}

/// The line to key in: 21 presses for 19 questions, besides the slip's number.
///
/// It carries no idempotency key: after a lost reply its keys may be mended before it is sent again, and that must not
/// count as the same sending. The same ballot again changes nothing, and another one takes its place only by `again`.
pub(super) fn entry_view(
    posted: &Posted,
    shown: &BatchDetail,
    at: &PaperBatch,
    again: Option<&Keyed>,
) -> impl IntoView + use<> {
    let questions = &shown.round.ruleset.questions;
    let told = |name: &str| posted.fault(name).map(|fault| view! { <p class="field__fault">{fault}</p> });
    let (slip, keys, reasons) = match again {
        Some(keyed) => (keyed.serial.to_string(), write_keys(&keyed.ballot), write_reasons(&keyed.reasons)),
        None => Default::default(),
    };
    let has_reasons = !posted.fields.get("reasons").is_empty() || !reasons.is_empty();
    let list = questions.iter().map(|question| view! { <li>{question.topic.clone()}</li> }).collect_view();
    let reasons =
        Field::text("reasons", &t!("keying-reasons")).hint(&t!("keying-reasons-hint")).known(reasons).draw(posted);
    let key = |key: &'static str, word: String| view! { <b>{key}</b>{format!(" {word}")} };
    view! {
        <form class="entry" method="post" action=at.to_string() autocomplete="off">
            <input type="hidden" name="step" value="key"/>
            <input type="hidden" name="again" value=posted.value("again", &slip)/>
            <div class="entry__row">
                <div class="field">
                    <label class="field__label" for="slip">{t!("keying-slip-number")}</label>
                    {told("slip")}
                    <input class="code" id="slip" name="slip" value=posted.value("slip", &slip) maxlength="300" autofocus aria-invalid=posted.invalid("slip") autocomplete="off"/>
                </div>
                <div class="field entry__keys">
                    <label class="field__label" for="keys">{t!("keying-keys", count = questions.len())}</label>
                    {told("keys")}
                    <input class="code" id="keys" name="keys" value=posted.value("keys", &keys) maxlength="60" inputmode="numeric" aria-describedby="keys-hint" aria-invalid=posted.invalid("keys") autocomplete="off"/>
                </div>
                <button class="button button--small">{t!("save")}</button>
            </div>
            {told_view()}
            <p class="hint" id="keys-hint">
                {key("1", t!("keying-key-1"))}" · "{key("2", t!("keying-key-2"))}" · "{key("0", t!("keying-key-0"))}" · "{key("9", t!("keying-key-9"))}
            </p>
            <details class="entry__more" open=has_reasons>
                <summary>{t!("keying-more")}</summary>
                {reasons}
                <ol class="entry__list">{list}</ol>
            </details>
        </form>
    }
}

/// Where the script says what comes next and what became of a ballot, in the words it is handed.
fn told_view() -> impl IntoView {
    let (all, slip) = ("{all}", "{slip}");
    view! {
        <p class="told" data-told aria-live="polite"
            data-next=t!("keying-told-next", no = "{no}", all = all, topic = "{topic}")
            data-more=t!("keying-told-more", count = "{count}", all = all)
            data-complete=t!("keying-told-complete")
            data-invalid=t!("keying-told-invalid")
            data-session-over=t!("keying-told-session-over", slip = slip)
            data-sign-in=t!("sign-in-go")
            data-broken=t!("keying-told-broken", slip = slip)
            data-cut-off=t!("keying-told-cut-off", slip = slip)></p>
    }
}

/// The slips that are keyed in, each a link to be keyed again.
pub(super) fn keyed_view(posted: &Posted, shown: &BatchDetail, at: &PaperBatch) -> impl IntoView + use<> {
    let serial = Field::text("serial", &t!("keying-slip-number")).draw(posted);
    let links = shown.keyed.iter().map(|slip| {
        view! { <li><a href=at.with(&[("phieu", &slip.serial.to_string())])>{slip.serial}</a></li> }
    });
    let links = links.collect_view();
    let receipts = shown.keyed.iter().map(|slip| {
        view! { <li><b class="receipts__slip">{t!("receipt-of-slip", serial = slip.serial)}</b>" "{slip.receipt.to_string()}</li> }
    });
    let receipts = receipts.collect_view();
    let none = shown.keyed.is_empty();
    let (is_faulty, takes_out) = (posted.invalid("serial").is_some(), at.to_string());
    view! {
        <h2>{t!("keying-keyed", count = shown.keyed.len())}</h2>
        {none.then(|| view! { <p class="soft">{t!("keying-none")}</p> })}
        {(!none).then(|| view! {
            <p class="hint">{t!("keying-keyed-hint")}</p>
            <ol class="serials">{links}</ol>
            <details class="sources"><summary>{t!("keying-receipts")}</summary>
                <p>{t!("keying-receipts-lead")}</p>
                <ol class="receipts">{receipts}</ol>
            </details>
            <details class="sources" open=is_faulty><summary>{t!("keying-take-out-title")}</summary>
                <form class="form" method="post" action=takes_out>
                    {idempotency_key()}
                    {serial}
                    <p><button class="button button--quiet" name="step" value="take-out">{t!("keying-take-out")}</button></p>
                </form>
            </details>
        })}
    }
}
