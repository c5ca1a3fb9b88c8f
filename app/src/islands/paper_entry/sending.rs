//! What becomes of a ballot once it is typed: onto the shelf, to the server, until the server says what became of it.

use super::batch::{BatchInHand, KeyedRow, Taken};
use super::calls::{Sent, TakenOut, Unsealed, send_ballot, take_back, unseal};
use super::shelf::{Shelf, Shelved};
use super::words::{KeyingTold, LineTold};
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
use leptos::task::spawn_local;
use std::time::Duration;
use uuid::Uuid;

/// Whether what is sent arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// As far as is known.
    Up,
    /// There is no line.
    Down,
    /// The session is over.
    SignedOut,
    /// Somebody else is signed in.
    Other,
    /// The server does not answer as it should.
    Broken,
}

/// A ballot that is not done with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// Its sending.
    pub(super) id: Uuid,
    /// What was typed, where the page still has it.
    pub(super) typed: Option<TypedBallot>,
    /// Why the server did not take it.
    pub(super) refused: Option<String>,
    /// The number of its slip, where a number was typed.
    pub(super) serial: Option<u64>,
    sealed: String,
    /// Whether it may be on its way.
    is_tried: bool,
    /// Whether it lies on the device.
    is_shelved: bool,
}

impl Waiting {
    /// Whether it is to be sent.
    pub(super) const fn waits(&self) -> bool {
        self.refused.is_none()
    }

    /// Whether it would be lost with its batch: what the server noted as a conflict is settled.
    fn would_be_lost(&self) -> bool {
        self.waits() || self.typed.is_some()
    }

    /// Whether it lies on the device and is to be sent.
    pub(super) const fn is_kept_here(&self) -> bool {
        self.waits() && self.is_shelved
    }
}

/// The ballot that was typed last: what undoing takes back.
#[derive(Clone, Debug)]
struct Last {
    id: Uuid,
    typed: TypedBallot,
    /// Its number, once it is kept.
    kept: Option<u64>,
    /// Whether it is being taken back.
    is_undone: bool,
}

/// Where somebody keys: what waits, what is done, what is said.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is not done with.
    pub(super) waiting: RwSignal<Vec<Waiting>>,
    /// What of it the server did not take, or took as a conflict.
    pub(super) refused: Memo<Vec<Waiting>>,
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
    retrying: StoredValue<Option<TimeoutHandle>>,
    /// Counts what was sent: an answer that does not come in time is not waited for.
    turn: StoredValue<u32>,
    draft_id: StoredValue<Uuid>,
    drafting: StoredValue<Option<TimeoutHandle>>,
    shelf: StoredValue<Option<std::rc::Rc<Shelf>>, LocalStorage>,
}

/// How long it is waited before the same is sent again: twice as long each time, a quarter of a minute at most.
const fn pause(failures: u32) -> Duration {
    let seconds = if failures < 4 { 1 << failures } else { 15 };
    Duration::from_secs(seconds)
}

/// How long an answer is waited for: a line can be dead without saying so.
const PATIENCE: Duration = Duration::from_secs(20);

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
            let can = last.typed.again.is_none() && !last.is_undone && (is_here || last.kept.is_some());
            let slip = last.kept.map_or_else(|| shown_slip(&last.typed), |serial| serial.to_string());
            can.then(|| batch.with_value(|batch| batch.phrases.say(&KeyingTold::Undo { slip }.into())))
        });
        let refused = Memo::new(move |_| {
            waiting.with(|all| all.iter().filter(|own| own.refused.is_some()).cloned().collect::<Vec<_>>())
        });
        Self {
            waiting,
            refused,
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
            retrying: StoredValue::new(None),
            turn: StoredValue::new(0),
            draft_id: StoredValue::new(Uuid::new_v4()),
            drafting: StoredValue::new(None),
            shelf: StoredValue::new_local(None),
        }
    }

    /// The numbers that are keyed already, or wait.
    pub(super) fn taken(self) -> Taken {
        Taken {
            kept: self.own.with_untracked(|own| own.iter().map(|row| row.serial).collect()),
            waiting: self.waiting.with_untracked(|all| all.iter().filter_map(|own| own.serial).collect()),
        }
    }

    /// Takes up what the device still has, in the browser: what waits is sent, what was half typed is given back.
    pub(super) fn begin(self, restore: impl Fn(TypedBallot) -> bool + 'static) {
        let restore = std::rc::Rc::new(restore);
        Effect::new(move |_| {
            let restore = std::rc::Rc::clone(&restore);
            spawn_local(async move {
                let Ok(shelf) = Shelf::open().await else {
                    self.has_no_shelf.set(true);
                    return;
                };
                self.shelf.set_value(Some(std::rc::Rc::new(shelf)));
                self.take_up(&*restore).await;
            });
        });
        // The line is back, or whoever signed in again comes back to this page.
        let handles = [
            window_event_listener(leptos::ev::online, move |_| self.send()),
            window_event_listener(leptos::ev::focus, move |_| self.send()),
        ];
        // Whoever counts or throws the batch away while ballots of it wait would lose them.
        let guard = window_event_listener(leptos::ev::submit, move |event| {
            let button = event.submitter().and_then(|button| button.get_attribute("value"));
            let ends = button.is_some_and(|step| matches!(step.as_str(), "count" | "discard"));
            let count = self.waiting.with_untracked(|all| all.iter().filter(|own| own.would_be_lost()).count());
            if ends && count > 0 {
                event.prevent_default();
                self.say(&LineTold::FirstSend { count }.into(), true);
            }
        });
        on_cleanup(move || guard.remove());
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    }

    async fn take_up(self, restore: &dyn Fn(TypedBallot) -> bool) {
        let Some(shelf) = self.shelf.get_value() else { return };
        let by = self.by();
        // What was typed before the shelf was open.
        for (id, serial, sealed) in self
            .waiting
            .with_untracked(|all| all.iter().map(|own| (own.id, own.serial, own.sealed.clone())).collect::<Vec<_>>())
        {
            self.shelve(id, serial, sealed).await;
        }
        let all = shelf.all().await.unwrap_or_default();
        let (drafts, whole): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|own| own.batch == by.batch && own.account == by.account)
            .partition(|own| own.is_draft);
        for own in whole {
            if self.waiting.with_untracked(|all| all.iter().all(|waits| waits.id != own.id)) {
                let waits = Waiting {
                    id: own.id,
                    typed: None,
                    refused: None,
                    serial: own.serial,
                    sealed: own.sealed,
                    is_tried: true,
                    is_shelved: true,
                };
                self.waiting.update(|all| all.push(waits));
            }
        }
        self.send();
        for own in drafts {
            let Ok(Unsealed::Typed(typed)) = unseal(by, own.sealed).await else { continue };
            // One that is not given back lies there for the next time.
            if restore(typed) {
                self.draft_id.set_value(own.id);
                return;
            }
        }
    }

    /// Puts a ballot on the shelf, and says so where that cannot be.
    async fn shelve(self, id: Uuid, serial: Option<u64>, sealed: String) {
        let Some(shelf) = self.shelf.get_value() else { return };
        let KeyedBy { batch, account } = self.by();
        let ballot = Shelved { id, batch, account, serial, is_draft: false, sealed };
        if shelf.put(&ballot).await.is_err() {
            self.has_no_shelf.set(true);
            return;
        }
        let still_waits = self.waiting.try_update(|all| {
            let own = all.iter_mut().find(|own| own.id == id);
            own.map(|own| own.is_shelved = true).is_some()
        });
        if still_waits != Some(true) {
            // Kept or taken back in the meantime.
            self.unshelve(id);
        }
    }

    /// Keeps a ballot that is whole, and sends it. Says whether it is kept.
    pub(super) fn keep(self, typed: TypedBallot) -> bool {
        let id = Uuid::new_v4();
        let Some(sealed) = self.sealed(&typed) else { return false };
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
        self.last.set(Some(Last { id, typed, kept: None, is_undone: false }));
        self.stop_drafting();
        let draft = self.draft_id.get_value();
        self.draft_id.set_value(Uuid::new_v4());
        spawn_local(async move {
            self.shelve(id, serial, sealed).await;
            // Only once the whole one lies there.
            self.unshelve(draft);
        });
        self.send();
        true
    }

    /// Sends what waits, one after the other.
    pub(super) fn send(self) {
        if self.is_sending.get_value() {
            return;
        }
        let next = self.waiting.with_untracked(|all| {
            let own = all.iter().find(|own| own.waits())?;
            Some((own.id, own.sealed.clone(), own.is_shelved && own.is_tried))
        });
        let Some((id, sealed, was_shelved)) = next else { return };
        // A browser that believes itself offline may be wrong: then it is tried all the same.
        if !window().navigator().on_line() && self.failures.get_value() < 3 {
            self.again_later(Line::Down);
            return;
        }
        self.is_sending.set_value(true);
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        let is_current = move || self.is_sending.get_value() && self.turn.get_value() == turn;
        let by = self.by();
        spawn_local(async move {
            if let (true, Some(shelf)) = (was_shelved, self.shelf.get_value())
                && matches!(shelf.has(id).await, Ok(false))
            {
                // Another page of this browser is done with it.
                self.is_sending.set_value(false);
                self.waiting.update(|all| all.retain(|own| own.id != id));
                self.send();
                return;
            }
            self.change(id, |own| own.is_tried = true);
            let answer = send_ballot(by, id, sealed).await;
            let is_late = !is_current();
            if !is_late {
                self.is_sending.set_value(false);
            }
            self.answered(id, answer, is_late);
        });
        set_timeout(
            move || {
                if is_current() {
                    self.is_sending.set_value(false);
                    self.again_later(Line::Down);
                }
            },
            PATIENCE,
        );
    }

    fn answered(self, id: Uuid, answer: Result<Sent, CallFailed>, is_late: bool) {
        let line = match answer {
            Ok(Sent::SignedOut) => Line::SignedOut,
            Ok(Sent::Other) => Line::Other,
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
        if !is_late {
            // One that the server cannot take keeps none behind it waiting.
            self.waiting.update(|all| {
                if let Some(at) = all.iter().position(|own| own.id == id) {
                    let own = all.remove(at);
                    all.push(own);
                }
            });
            self.again_later(line);
        }
    }

    /// Sends again after a while. Whoever comes back to the page sends too: there is one that is waited for, not ever more.
    fn again_later(self, line: Line) {
        self.line.set(line);
        let failures = self.failures.try_update_value(|failures| {
            *failures = failures.saturating_add(1);
            *failures
        });
        if let Some(Some(before)) = self.retrying.try_update_value(Option::take) {
            before.clear();
        }
        let again = set_timeout_with_handle(move || self.send(), pause(failures.unwrap_or_default()));
        self.retrying.set_value(again.ok());
    }

    /// Takes note of what the server said of a ballot.
    fn done(self, id: Uuid, sent: Sent) {
        match sent {
            Sent::Kept { row, again, keyed } => {
                let serial = row.serial.to_string();
                let told = if again { KeyingTold::KeptAgain { serial } } else { KeyingTold::Kept { serial } };
                self.say(&told.into(), false);
                let serial = row.serial;
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
            // It stays in sight until somebody has seen it; the server has noted it.
            Sent::Noted(text) => {
                // What was said of the ballot before would seem to be about this one.
                self.said.set(String::new());
                self.change(id, |own| {
                    own.refused = Some(text);
                    own.typed = None;
                });
                self.unshelve(id);
            }
            Sent::Refused { why, typed } => {
                self.said.set(String::new());
                self.change(id, |own| {
                    own.refused = Some(why);
                    own.typed = typed.or(own.typed.take());
                });
            }
            Sent::SignedOut | Sent::Other => {}
        }
    }

    /// Takes the last ballot back into the fields, where they are empty.
    pub(super) fn undo(
        self,
        typed: impl Fn() -> TypedBallot + Copy + 'static,
        mend: impl Fn(TypedBallot) + Copy + 'static,
    ) {
        let Some(last) = self.last.get_untracked() else { return };
        if !typed().is_empty() {
            self.say(&KeyingTold::FirstFinish { slip: shown_slip(&last.typed) }.into(), true);
            return;
        }
        if last.kept.is_none() {
            self.last.set(None);
            self.said.set(String::new());
            mend(last.typed);
            self.drop(last.id);
            return;
        }
        let slip = last.kept.map(|serial| serial.to_string()).unwrap_or_default();
        self.last.update(|last| {
            if let Some(last) = last {
                last.is_undone = true;
            }
        });
        let by = self.by();
        spawn_local(async move {
            let answer = take_back(by, last.id).await;
            let is_last = |own: &Option<Last>| own.as_ref().is_some_and(|own| own.id == last.id);
            if let Ok(TakenOut::Out { keyed }) = answer {
                if self.last.with_untracked(is_last) {
                    self.last.set(None);
                }
                self.own.update(|own| own.retain(|row| Some(row.serial) != last.kept));
                self.keyed.set(keyed);
                self.say(&KeyingTold::TakenOut { serial: slip }.into(), false);
                // Whoever typed on meanwhile goes on with that; the paper is keyed again from its pile.
                if typed().is_empty() {
                    mend(last.typed);
                }
                return;
            }
            self.last.update(|own| {
                if let Some(own) = own.as_mut().filter(|own| own.id == last.id) {
                    own.is_undone = false;
                }
            });
            if let Ok(TakenOut::Refused(why)) = answer {
                self.said.set(why);
                self.said_wrong.set(true);
            } else {
                self.say(&KeyingTold::NotUndone { slip }.into(), true);
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
        self.stop_drafting();
        self.drafting.set_value(set_timeout_with_handle(move || self.draft_now(&typed), STILL).ok());
    }

    /// Puts what is half typed aside.
    pub(super) fn draft_now(self, typed: &TypedBallot) {
        let id = self.draft_id.get_value();
        let KeyedBy { batch, account } = self.by();
        if typed.is_empty() {
            self.unshelve(id);
            return;
        }
        let (Some(shelf), Some(sealed)) = (self.shelf.get_value(), self.sealed(typed)) else { return };
        let ballot = Shelved { id, batch, account, serial: None, is_draft: true, sealed };
        spawn_local(async move {
            // What is whole is put there anew, and says so if it cannot be.
            let _ = shelf.put(&ballot).await;
        });
    }

    fn stop_drafting(self) {
        if let Some(Some(before)) = self.drafting.try_update_value(Option::take) {
            before.clear();
        }
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
