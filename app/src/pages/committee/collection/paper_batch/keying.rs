//! Keying in: the slip's number, one key for each question, Enter. Works without a mouse and without a script.

use crate::domain::collection::paper::{KeyFault, Keyed, TypedBallot, write_keys, write_reasons};
use crate::domain::collection::sealed_ballot::SealingKey;
use crate::domain::collection::slip::Slip;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Fault, FieldValue, Hidden, Outcome, Posted, PostedForm, Typed};
use crate::i18n::t;
use crate::islands::paper_entry::{BatchInHand, KeyedRow, KeyingRefused, PaperEntry, phrases};
use crate::ports::paper::{BatchDetail, KeyedSlip, Keying, Keystrokes};
use crate::ports::sessions::Account;
use crate::routes::{Address as _, PaperBatch};
use crate::state::AppState;
use crate::ui::field::Field;
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

form! {
    /// Keys one ballot in.
    pub(super) struct KeyIn {
        slip: SlipToKey,
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

/// The slip that is keyed in.
#[derive(Clone, Copy, Debug)]
struct SlipToKey(Slip);

impl FieldValue for SlipToKey {
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
    let keyed = Keystrokes {
        slip: form.slip.0,
        keys: form.keys.0,
        reasons: form.reasons.0,
        again: form.again.0,
        sending: None,
    };
    let refused = match app.paper.key_in(&user.actor(), at.batch, keyed).await? {
        Keying::Kept(kept) => {
            let serial = kept.slip.serial.to_string();
            let mut query = vec![("da-nhap", serial.as_str())];
            query.extend(kept.again.then_some(("lai", "1")));
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

/// The line to key in, and what is keyed: 21 presses for 19 questions, besides the slip's number.
///
/// Its form carries no idempotency key: after a lost reply its keys may be mended before it is sent again, and that must not
/// count as the same sending. The island gives every sending its own.
pub(super) fn entry_view(
    (me, sealing_key): (&Account, SealingKey),
    posted: &Posted,
    shown: &BatchDetail,
    at: &PaperBatch,
    again: Option<&Keyed>,
) -> impl IntoView + use<> {
    let known = again.map(|keyed| TypedBallot {
        slip: keyed.serial.to_string(),
        keys: write_keys(&keyed.ballot),
        reasons: write_reasons(&keyed.reasons),
        again: Some(keyed.serial),
    });
    let known = known.unwrap_or_default();
    let was_serial = known.again.map(|serial| serial.to_string()).unwrap_or_default();
    let typed = TypedBallot {
        slip: posted.value("slip", &known.slip),
        keys: posted.value("keys", &known.keys),
        reasons: posted.value("reasons", &known.reasons),
        again: posted.value("again", &was_serial).parse().ok(),
    };
    let fault = |field: &str| Some((field.to_owned(), posted.fault(field)?));
    let row = |slip: &KeyedSlip| KeyedRow { serial: slip.serial, receipt: slip.receipt.to_string() };
    let batch = BatchInHand {
        batch: at.batch,
        account: me.id,
        address: at.to_string(),
        sealing_key: hex::encode(sealing_key.as_bytes()),
        last_slip: shown.last_slip,
        topics: shown.round.ruleset.questions.iter().map(|question| question.topic.clone()).collect(),
        twice: shown.batch.twice,
        keyed: shown.batch.keyed,
        own: shown.keyed.iter().map(row).collect(),
        typed,
        faults: ["slip", "keys", "reasons"].into_iter().filter_map(fault).collect(),
        phrases: phrases(),
    };
    view! { <PaperEntry batch/> }
}

/// Taking a ballot out again.
pub(super) fn take_out_view(posted: &Posted, at: &PaperBatch) -> impl IntoView + use<> {
    let serial = Field::text("serial", &t!("keying-slip-number")).draw(posted);
    let (is_faulty, takes_out) = (posted.invalid("serial").is_some(), at.to_string());
    view! {
        <details class="sources" open=is_faulty><summary>{t!("keying-take-out-title")}</summary>
            <form class="form" method="post" action=takes_out>
                {idempotency_key()}
                {serial}
                <p><button class="button button--quiet" name="step" value="take-out">{t!("keying-take-out")}</button></p>
            </form>
        </details>
    }
}
