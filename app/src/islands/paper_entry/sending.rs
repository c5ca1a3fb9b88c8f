//! What becomes of a ballot once it is typed: onto the shelf, to the server, until the server says what became of it.

use super::batch::{BatchInHand, KeyedRow};
use super::shelf::{Shelf, Shelved};
use super::words::KeyingTold;
use crate::domain::collection::paper::TypedBallot;
use crate::domain::collection::sealed_ballot::SealingKey;
use crate::domain::collection::sealed_typed::{KeyedBy, seal_typed};
use crate::domain::collection::slip::Slip;
use crate::islands::call::CallFailed;
use crate::message::Message;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// What became of a ballot that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sent {
    /// It is kept, durably.
    Kept {
        /// Its slip.
        row: KeyedRow,
        /// Whether it took the place of an earlier keying of the same slip.
        again: bool,
        /// Ballots of the batch keyed first and second.
        keyed: (u64, u64),
    },
    /// Its slip came in another way before; that is noted, and said.
    Noted(String),
    /// It is not taken: why, and what was typed, which the device may have forgotten.
    Refused {
        /// Why.
        why: String,
        /// What was typed; none if it is not this account's.
        typed: Option<TypedBallot>,
    },
    /// Nobody is signed in any more.
    SignedOut,
}

/// What became of taking a ballot out of the batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TakenOut {
    /// It is out.
    Out {
        /// Ballots of the batch keyed first and second.
        keyed: (u64, u64),
    },
    /// It is not: why.
    Refused(String),
    /// Nobody is signed in any more.
    SignedOut,
}

/// What was typed before the browser ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unsealed {
    /// It is there again.
    Typed(TypedBallot),
    /// It is somebody else's.
    Other,
    /// Nobody is signed in any more.
    SignedOut,
}

/// Sends a ballot.
#[server(prefix = "/lam-viec/goi", endpoint = "nhap-phieu", input = Json)]
async fn send_ballot(batch: Uuid, sending: Uuid, sealed: String) -> Result<Sent, CallFailed> {
    answering::send_ballot(batch, sending, &sealed).await
}

/// Takes a ballot out of the batch.
#[server(prefix = "/lam-viec/goi", endpoint = "bo-phieu", input = Json)]
async fn take_out(batch: Uuid, serial: u64) -> Result<TakenOut, CallFailed> {
    answering::take_out(batch, serial).await
}

/// Opens what was typed before the browser ended.
#[server(prefix = "/lam-viec/goi", endpoint = "mo-phieu", input = Json)]
async fn unseal(batch: Uuid, sealed: String) -> Result<Unsealed, CallFailed> {
    answering::unseal(batch, &sealed).await
}

#[cfg(feature = "ssr")]
mod answering {
    use super::super::batch::KeyedRow;
    use super::super::words::KeyingRefused;
    use super::{Sent, TakenOut, Unsealed};
    use crate::domain::collection::sealed_typed::KeyedBy;
    use crate::domain::collection::slip::Slip;
    use crate::i18n::{Lang, say, t};
    use crate::islands::call::{CallFailed, caller, refusal};
    use crate::message::Message;
    use crate::ports::common::PortError;
    use crate::ports::paper::{Keying, Keystrokes};
    use uuid::Uuid;

    pub(super) async fn send_ballot(batch: Uuid, sending: Uuid, sealed: &str) -> Result<Sent, CallFailed> {
        let Some((app, user)) = caller() else { return Ok(Sent::SignedOut) };
        let refused = |why: Message| say(Lang::Vi, &why);
        let sealed = hex::decode(sealed).unwrap_or_default();
        let opened = app.paper.open_typed(KeyedBy { batch, account: user.id }, &sealed).await;
        let typed = match opened {
            Ok(Some(typed)) => typed,
            Ok(None) => return Ok(Sent::Refused { why: refused(KeyingRefused::Unreadable.into()), typed: None }),
            Err(PortError::Missing) => {
                return Ok(Sent::Refused { why: refused(KeyingRefused::Gone.into()), typed: None });
            }
            Err(error) => return Ok(Sent::Refused { why: refusal(&app, error)?, typed: None }),
        };
        let Some(slip) = Slip::parse(&typed.slip) else {
            return Ok(Sent::Refused { why: refused(KeyingRefused::Slip.into()), typed: Some(typed) });
        };
        let (keys, reasons) = (typed.keys.clone(), typed.reasons.clone());
        let keyed = Keystrokes { slip, keys, reasons, again: typed.again, sending: Some(sending) };
        let why = match app.paper.key_in(&user.actor(), batch, keyed).await {
            Ok(Keying::Kept(kept)) => {
                let row = KeyedRow { serial: kept.slip.serial, receipt: kept.slip.receipt.to_string() };
                return Ok(Sent::Kept { row, again: kept.again, keyed: kept.keyed });
            }
            Ok(Keying::Conflict(serial, kind)) => {
                let conflict = say(Lang::Vi, &kind.told(serial));
                return Ok(Sent::Noted(t!("batch-conflict-noted", conflict = conflict)));
            }
            Ok(Keying::Elsewhere(serial)) => refused(KeyingRefused::Elsewhere { serial: serial.to_string() }.into()),
            Ok(Keying::Already(serial)) => refused(KeyingRefused::Already { serial: serial.to_string() }.into()),
            Ok(Keying::Unknown) => refused(KeyingRefused::Unknown.into()),
            Ok(Keying::NoBallot(fault)) => refused(fault.into()),
            Err(error) => refusal(&app, error)?,
        };
        Ok(Sent::Refused { why, typed: Some(typed) })
    }

    pub(super) async fn take_out(batch: Uuid, serial: u64) -> Result<TakenOut, CallFailed> {
        let Some((app, user)) = caller() else { return Ok(TakenOut::SignedOut) };
        let by = user.actor();
        let out = app.paper.take_out(&by, batch, Slip::Serial(serial), (app.now)()).await;
        let shown = match out {
            Ok(_) => app.paper.batch(&by, batch).await,
            Err(error) => Err(error),
        };
        match shown {
            Ok(shown) => Ok(TakenOut::Out { keyed: shown.batch.keyed }),
            Err(error) => Ok(TakenOut::Refused(refusal(&app, error)?)),
        }
    }

    pub(super) async fn unseal(batch: Uuid, sealed: &str) -> Result<Unsealed, CallFailed> {
        let Some((app, user)) = caller() else { return Ok(Unsealed::SignedOut) };
        let sealed = hex::decode(sealed).unwrap_or_default();
        match app.paper.open_typed(KeyedBy { batch, account: user.id }, &sealed).await {
            Ok(typed) => Ok(typed.map_or(Unsealed::Other, Unsealed::Typed)),
            Err(error) => refusal(&app, error).map(|_| Unsealed::Other),
        }
    }
}

/// Whether what is sent arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// As far as is known.
    Up,
    /// There is no line.
    Down,
    /// The session is over.
    SignedOut,
    /// The server does not answer as it should.
    Broken,
}

/// A ballot that is not done with.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// Its sending.
    pub(super) id: Uuid,
    /// What was typed, where the page still has it.
    pub(super) typed: Option<TypedBallot>,
    /// Why the server did not take it.
    pub(super) refused: Option<String>,
    serial: Option<u64>,
    sealed: String,
    /// Whether it may be on its way.
    is_tried: bool,
    /// Whether it is as safe as this browser can have it.
    is_shelved: bool,
}

impl Waiting {
    /// Whether it lies on the device and is to be sent.
    pub(super) const fn is_kept_here(&self) -> bool {
        self.refused.is_none() && self.is_shelved
    }
}

/// The ballot that was typed last: what undoing takes back.
#[derive(Clone, Debug)]
struct Last {
    id: Uuid,
    typed: TypedBallot,
    /// Its number, once it is kept.
    kept: Option<u64>,
}

/// Where somebody keys: what waits, what is done, what is said.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is not done with.
    pub(super) waiting: RwSignal<Vec<Waiting>>,
    /// What is kept.
    pub(super) own: RwSignal<Vec<KeyedRow>>,
    /// Ballots of the batch keyed first and second.
    pub(super) keyed: RwSignal<(u64, u64)>,
    /// Whether anything was kept since the page was drawn.
    pub(super) news: RwSignal<bool>,
    /// Whether what is sent arrives.
    pub(super) line: RwSignal<Line>,
    /// Whether the browser keeps nothing on the device.
    pub(super) has_no_shelf: RwSignal<bool>,
    /// What became of the last one.
    pub(super) said: RwSignal<String>,
    /// Whether that is no good news.
    pub(super) said_wrong: RwSignal<bool>,
    /// The label of the button that takes the last one back, where it can be.
    pub(super) undoable: Memo<Option<String>>,
    batch: StoredValue<BatchInHand>,
    last: RwSignal<Option<Last>>,
    is_sending: StoredValue<bool>,
    failures: StoredValue<u32>,
    draft_id: StoredValue<Uuid>,
    drafting: StoredValue<Option<TimeoutHandle>>,
    shelf: StoredValue<Option<std::rc::Rc<Shelf>>, LocalStorage>,
}

/// How long it is waited before the same is sent again: twice as long each time, a quarter of a minute at most.
const fn pause(failures: u32) -> Duration {
    let seconds = if failures < 4 { 1 << failures } else { 15 };
    Duration::from_secs(seconds)
}

/// How long nothing is typed before it is put aside.
const STILL: Duration = Duration::from_millis(400);

impl Desk {
    pub(super) fn new(batch: StoredValue<BatchInHand>) -> Self {
        let waiting = RwSignal::new(Vec::<Waiting>::new());
        let last = RwSignal::new(None::<Last>);
        let undoable = Memo::new(move |_| {
            let last = last.get()?;
            let is_here = waiting.with(|all| all.iter().any(|own| own.id == last.id && !own.is_tried));
            // What took the place of an earlier keying has nothing to go back to.
            let can = last.typed.again.is_none() && (is_here || last.kept.is_some());
            let slip = last.kept.map_or_else(|| shown_slip(&last.typed), |serial| serial.to_string());
            can.then(|| batch.with_value(|batch| batch.phrases.say(&KeyingTold::Undo { slip }.into())))
        });
        Self {
            waiting,
            own: RwSignal::new(batch.with_value(|batch| batch.own.clone())),
            keyed: RwSignal::new(batch.with_value(|batch| batch.keyed)),
            news: RwSignal::new(false),
            line: RwSignal::new(Line::Up),
            has_no_shelf: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            said_wrong: RwSignal::new(false),
            undoable,
            batch,
            last,
            is_sending: StoredValue::new(false),
            failures: StoredValue::new(0),
            draft_id: StoredValue::new(Uuid::new_v4()),
            drafting: StoredValue::new(None),
            shelf: StoredValue::new_local(None),
        }
    }

    /// The numbers that are keyed already, or wait.
    pub(super) fn own_serials(self) -> Vec<u64> {
        let kept = self.own.with_untracked(|own| own.iter().map(|row| row.serial).collect::<Vec<_>>());
        let waits = self.waiting.with_untracked(|all| all.iter().filter_map(|own| own.serial).collect::<Vec<_>>());
        [kept, waits].concat()
    }

    /// Takes up what the device still has, in the browser: what waits is sent, what was half typed is given back.
    pub(super) fn begin(self, restore: impl Fn(TypedBallot) + 'static) {
        let restore = std::rc::Rc::new(restore);
        Effect::new(move |_| {
            let restore = std::rc::Rc::clone(&restore);
            spawn_local(async move {
                match Shelf::open().await {
                    Ok(shelf) => self.shelf.set_value(Some(std::rc::Rc::new(shelf))),
                    Err(_) => self.has_no_shelf.set(true),
                }
                self.take_up(&*restore).await;
            });
        });
        // The line is back, or whoever signed in again comes back to this page.
        let handles = [
            window_event_listener(leptos::ev::online, move |_| self.send()),
            window_event_listener(leptos::ev::focus, move |_| self.send()),
        ];
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    }

    async fn take_up(self, restore: &dyn Fn(TypedBallot)) {
        let Some(shelf) = self.shelf.get_value() else { return };
        let by = self.by();
        let all = shelf.all().await.unwrap_or_default();
        for own in all.into_iter().filter(|own| own.batch == by.batch && own.account == by.account) {
            if own.is_draft {
                self.draft_id.set_value(own.id);
                if let Ok(Unsealed::Typed(typed)) = unseal(by.batch, own.sealed).await {
                    restore(typed);
                }
            } else if self.waiting.with_untracked(|all| all.iter().all(|waits| waits.id != own.id)) {
                let (serial, sealed) = (own.serial, own.sealed);
                let waits = Waiting {
                    id: own.id,
                    typed: None,
                    refused: None,
                    serial,
                    sealed,
                    is_tried: true,
                    is_shelved: true,
                };
                self.waiting.update(|all| all.push(waits));
            }
        }
        self.send();
    }

    /// Keeps a ballot that is whole, and sends it.
    pub(super) fn keep(self, typed: TypedBallot) {
        let id = Uuid::new_v4();
        let Some(sealed) = self.sealed(&typed) else { return };
        let serial = match Slip::parse(&typed.slip) {
            Some(Slip::Serial(serial)) => Some(serial),
            _ => None,
        };
        let waits = Waiting {
            id,
            typed: Some(typed.clone()),
            refused: None,
            serial,
            sealed: sealed.clone(),
            is_tried: false,
            is_shelved: false,
        };
        self.waiting.update(|all| all.push(waits));
        self.last.set(Some(Last { id, typed, kept: None }));
        self.forget_draft();
        let by = self.by();
        spawn_local(async move {
            if let Some(shelf) = self.shelf.get_value() {
                let (batch, account) = (by.batch, by.account);
                let ballot = Shelved { id, batch, account, serial, is_draft: false, sealed };
                if shelf.put(&ballot).await.is_err() {
                    self.has_no_shelf.set(true);
                }
            }
            let still_waits = self.waiting.try_update(|all| {
                let own = all.iter_mut().find(|own| own.id == id);
                own.map(|own| own.is_shelved = true).is_some()
            });
            if still_waits != Some(true) {
                // Taken back in the meantime.
                self.unshelve(id);
            }
            self.send();
        });
    }

    /// Sends what waits, one after the other.
    pub(super) fn send(self) {
        if self.is_sending.get_value() {
            return;
        }
        let next = self.waiting.with_untracked(|all| {
            let own = all.iter().find(|own| own.is_kept_here())?;
            Some((own.id, own.sealed.clone()))
        });
        let Some((id, sealed)) = next else { return };
        if !window().navigator().on_line() {
            self.line.set(Line::Down);
            return;
        }
        self.is_sending.set_value(true);
        self.change(id, |own| own.is_tried = true);
        let batch = self.by().batch;
        spawn_local(async move {
            let answer = send_ballot(batch, id, sealed).await;
            self.is_sending.set_value(false);
            self.answered(id, answer);
        });
    }

    fn answered(self, id: Uuid, answer: Result<Sent, CallFailed>) {
        let line = match answer {
            Ok(Sent::SignedOut) => Line::SignedOut,
            Err(CallFailed::Line) => Line::Down,
            Err(CallFailed::Server) => Line::Broken,
            Ok(sent) => {
                self.line.set(Line::Up);
                self.failures.set_value(0);
                self.done(id, sent);
                self.send();
                return;
            }
        };
        self.line.set(line);
        let failures = self.failures.try_update_value(|failures| {
            *failures += 1;
            *failures
        });
        set_timeout(move || self.send(), pause(failures.unwrap_or_default()));
    }

    /// Takes note of what the server said of a ballot.
    fn done(self, id: Uuid, sent: Sent) {
        match sent {
            Sent::Kept { row, again, keyed } => {
                let serial = row.serial;
                let told = if again { KeyingTold::KeptAgain { serial } } else { KeyingTold::Kept { serial } };
                self.say(&told.into(), false);
                self.own.update(|own| {
                    own.retain(|other| other.serial != serial);
                    let at = own.partition_point(|other| other.serial < serial);
                    own.insert(at, row);
                });
                self.keyed.set(keyed);
                self.news.set(true);
                self.last.update(|last| {
                    if let Some(last) = last.as_mut().filter(|last| last.id == id) {
                        last.kept = Some(serial);
                    }
                });
                self.drop(id);
            }
            Sent::Noted(text) => {
                self.said.set(text);
                self.said_wrong.set(true);
                self.drop(id);
            }
            Sent::Refused { why, typed } => self.change(id, |own| {
                own.refused = Some(why);
                own.typed = typed.or(own.typed.take());
            }),
            Sent::SignedOut => {}
        }
    }

    /// Takes the last ballot back, into the fields.
    pub(super) fn undo(self, mend: impl Fn(TypedBallot) + Copy + 'static) {
        let Some(last) = self.last.get_untracked() else { return };
        let Some(serial) = last.kept else {
            self.last.set(None);
            self.drop(last.id);
            self.said.set(String::new());
            mend(last.typed);
            return;
        };
        let batch = self.by().batch;
        spawn_local(async move {
            match take_out(batch, serial).await {
                Ok(TakenOut::Out { keyed }) => {
                    self.last.set(None);
                    self.own.update(|own| own.retain(|row| row.serial != serial));
                    self.keyed.set(keyed);
                    self.say(&KeyingTold::TakenOut { serial }.into(), false);
                    mend(last.typed);
                }
                Ok(TakenOut::Refused(why)) => {
                    self.said.set(why);
                    self.said_wrong.set(true);
                }
                Ok(TakenOut::SignedOut) | Err(_) => {
                    self.say(&KeyingTold::NotUndone { slip: serial.to_string() }.into(), true);
                }
            }
        });
    }

    /// Is done with a ballot.
    pub(super) fn drop(self, id: Uuid) {
        self.waiting.update(|all| all.retain(|own| own.id != id));
        self.unshelve(id);
    }

    /// Puts what is half typed aside, once nothing is typed for a moment.
    pub(super) fn draft(self, typed: TypedBallot) {
        if let Some(Some(before)) = self.drafting.try_update_value(Option::take) {
            before.clear();
        }
        let put_aside = move || {
            let id = self.draft_id.get_value();
            let KeyedBy { batch, account } = self.by();
            if typed == TypedBallot::default() {
                self.unshelve(id);
                return;
            }
            let (Some(shelf), Some(sealed)) = (self.shelf.get_value(), self.sealed(&typed)) else { return };
            let ballot = Shelved { id, batch, account, serial: None, is_draft: true, sealed };
            spawn_local(async move {
                // What is whole is put there anew, and says so if it cannot be.
                let _ = shelf.put(&ballot).await;
            });
        };
        self.drafting.set_value(set_timeout_with_handle(put_aside, STILL).ok());
    }

    fn forget_draft(self) {
        if let Some(Some(before)) = self.drafting.try_update_value(Option::take) {
            before.clear();
        }
        self.unshelve(self.draft_id.get_value());
    }

    fn unshelve(self, id: Uuid) {
        if let Some(shelf) = self.shelf.get_value() {
            spawn_local(async move {
                // What stays there is sent again, and kept once.
                let _ = shelf.take(id).await;
            });
        }
    }

    fn change(self, id: Uuid, change: impl FnOnce(&mut Waiting)) {
        self.waiting.update(|all| {
            if let Some(own) = all.iter_mut().find(|own| own.id == id) {
                change(own);
            }
        });
    }

    fn say(self, message: &Message, is_wrong: bool) {
        self.said.set(self.batch.with_value(|batch| batch.phrases.say(message)));
        self.said_wrong.set(is_wrong);
    }

    fn by(self) -> KeyedBy {
        self.batch.with_value(|own| KeyedBy { batch: own.batch, account: own.account })
    }

    fn sealed(self, typed: &TypedBallot) -> Option<String> {
        let key = self.batch.with_value(|batch| hex::decode(&batch.sealing_key)).ok()?;
        let key = SealingKey::from_bytes(&key)?;
        seal_typed(&key, self.by(), typed, &mut UnwrapErr(SysRng)).map(hex::encode)
    }
}

/// How a slip is shown on the button: its number, or the beginning of its code.
fn shown_slip(typed: &TypedBallot) -> String {
    typed.slip.trim().chars().take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_arrive_is_sent_again_ever_more_seldom_but_not_never() {
        let seconds: Vec<u64> = (1..7).map(|failures| pause(failures).as_secs()).collect();
        assert_eq!(seconds, [2, 4, 8, 15, 15, 15]);
    }
}
