//! Who takes part in a round, told to whoever watches as it changes (server-sent events).
//!
//! However many watch a place, it is looked up once, and one place at a time: all who may see the same wait for the same look, and
//! nobody's looking takes the database from households. Whoever watches is looked up again every minute, and told no more once
//! signed out.

use crate::http::state::log_broken;
use app::domain::people::account::Permission;
use app::error::ErrorPage;
use app::extract::{CurrentUser, Query, SessionToken};
use app::pages::committee::collection::participation::parts;
use app::ports::common::{Actor, Now, PortError};
use app::ports::sessions::{Sessions, Token};
use app::routes::RoundLive;
use app::state::AppState;
use axum::Json;
use axum::extract::{Extension, Request};
use axum::http::header::ACCEPT;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::Stream;
use leptos::prelude::Owner;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use uuid::Uuid;

/// How many are told at once what changes. Whoever comes then is told once, and asks again by themselves.
const WATCHERS: usize = 2_048;
/// When they ask again.
const AGAIN: Duration = Duration::from_secs(30);
/// How often it is looked whether something changed, at most.
const EVERY: Duration = Duration::from_secs(3);
/// Looking takes at most this part of the time.
const SHARE: u32 = 20;
/// How often it is looked whether whoever watches is still signed in.
const WHO: Duration = Duration::from_mins(1);

/// The parts of the page by name, each as it is drawn.
type Parts = BTreeMap<String, Arc<str>>;

/// What somebody sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    /// The places in their order.
    order: Arc<[String]>,
    parts: Parts,
}

/// What somebody is told: the places in their order, and the parts that changed.
#[derive(Debug, Serialize)]
struct News {
    order: Arc<[String]>,
    parts: Vec<(String, Arc<str>)>,
}

/// Where whoever looks tells it.
type Teller = watch::Sender<Arc<Seen>>;

/// What somebody watches: all with the same scope see the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Watched {
    round: Uuid,
    unit: Option<String>,
    of_unit: Option<Uuid>,
    of_hamlet: Option<Uuid>,
}

/// Everything that is watched.
#[derive(Clone, Debug)]
pub struct Watching {
    places: Arc<Mutex<HashMap<Watched, Weak<Teller>>>>,
    room: Arc<Semaphore>,
    /// Whoever looks.
    looking: Arc<Semaphore>,
}

impl Default for Watching {
    fn default() -> Self {
        let (room, looking) = (Arc::new(Semaphore::new(WATCHERS)), Arc::new(Semaphore::new(1)));
        Self { places: Arc::default(), room, looking }
    }
}

/// Says when the program is asked to stop: whoever watches would never end by themselves.
#[derive(Clone, Debug)]
pub struct Stopping(pub watch::Receiver<bool>);

/// Tells who takes part in a round, or in a unit of it (`noi`): as it changes, or once to whoever asks for no events.
pub async fn live_participation(
    at: RoundLive,
    user: CurrentUser,
    SessionToken(token): SessionToken,
    query: Query,
    app: AppState,
    Extension(watching): Extension<Watching>,
    request: Request,
) -> Result<Response, ErrorPage> {
    // Whoever joins others is not looked up by the port.
    if !user.role.may(Permission::Participation) {
        return Err(ErrorPage::Denied);
    }
    let unit = Some(query.get("noi")).filter(|unit| !unit.is_empty()).map(str::to_owned);
    let watched = Watched {
        round: at.round,
        unit,
        of_unit: user.unit_id,
        of_hamlet: user.hamlet.as_ref().map(|(hamlet, _)| *hamlet),
    };
    let by = user.actor();
    let takes_events = request.headers().get(ACCEPT).is_some_and(|accept| accept.as_bytes() == b"text/event-stream");
    if !takes_events {
        let seen = Arc::clone(&watching.join(&app, by, watched).await?.borrow());
        return Ok(Json(news(&Seen::default(), &seen)).into_response());
    }
    let sender = watching.join(&app, by, watched).await?;
    let receiver = sender.subscribe();
    let Ok(place) = Arc::clone(&watching.room).try_acquire_owned() else {
        let all = news(&Seen::default(), &receiver.borrow().clone());
        let event = Event::default().retry(AGAIN).json_data(all);
        let once = futures_util::stream::iter(event.map(Ok::<_, Infallible>));
        return Ok((UNBUFFERED, Sse::new(once)).into_response());
    };
    let stopping = request.extensions().get::<Stopping>().cloned();
    let AppState { sessions, now, .. } = app;
    let session = Session { sessions, now, token, looked_up: Instant::now() };
    let watcher = Watcher { _place: place, _sender: sender, receiver, stopping, told: Arc::default(), session };
    Ok((UNBUFFERED, Sse::new(watcher.events()).keep_alive(KeepAlive::default())).into_response())
}

/// Has a proxy hand events on as they come.
const UNBUFFERED: [(&str, &str); 1] = [("x-accel-buffering", "no")];

/// Looks who takes part.
async fn look(app: &AppState, by: &Actor, watched: &Watched) -> Result<Seen, PortError> {
    let shown = app.participation.unit_participation(by, watched.round, watched.unit.as_deref()).await?;
    let [whole, rows] = Owner::new().with(|| parts(&shown));
    let order = rows.iter().map(|(name, _)| name.clone()).collect();
    let parts = whole.into_iter().chain(rows).map(|(name, drawn)| (name, drawn.into())).collect();
    Ok(Seen { order, parts })
}

/// What is to be told of what somebody sees, after what they saw.
fn news(told: &Seen, now: &Seen) -> News {
    News { order: Arc::clone(&now.order), parts: changed(&told.parts, &now.parts) }
}

/// What is other than it was told.
fn changed(told: &Parts, now: &Parts) -> Vec<(String, Arc<str>)> {
    let is_new = |(name, drawn): &(&String, &Arc<str>)| {
        told.get(*name).is_none_or(|before| !Arc::ptr_eq(before, drawn) && before != *drawn)
    };
    now.iter().filter(is_new).map(|(name, drawn)| (name.clone(), Arc::clone(drawn))).collect()
}

impl Watching {
    /// Joins those who watch a place, or begins to. Whoever has the same scope as somebody who may see it may see it too.
    async fn join(&self, app: &AppState, by: Actor, watched: Watched) -> Result<Arc<Teller>, PortError> {
        if let Some(sender) = self.known(&watched) {
            return Ok(sender);
        }
        // Whoever waited for their turn finds what was looked up meanwhile.
        let turn = Arc::clone(&self.looking).acquire_owned().await;
        if let Some(sender) = self.known(&watched) {
            return Ok(sender);
        }
        let first = Arc::new(look(app, &by, &watched).await?);
        drop(turn);
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = places.get(&watched).and_then(Weak::upgrade) {
            return Ok(sender);
        }
        places.retain(|_, sender| sender.strong_count() > 0);
        let sender = Arc::new(watch::Sender::new(first));
        places.insert(watched.clone(), Arc::downgrade(&sender));
        let looking = Arc::clone(&self.looking);
        tokio::spawn(keep_looking(app.clone(), (by.by_any_form(), watched), looking, Arc::downgrade(&sender)));
        Ok(sender)
    }

    fn known(&self, watched: &Watched) -> Option<Arc<Teller>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner).get(watched).and_then(Weak::upgrade)
    }
}

/// Looks again and again, as long as somebody watches. Where that fails it is left as it was told; where the account by which it is
/// looked may no longer look, everybody comes back by themselves and is looked up anew.
async fn keep_looking(app: AppState, (by, watched): (Actor, Watched), looking: Arc<Semaphore>, told: Weak<Teller>) {
    let mut pause = EVERY;
    loop {
        tokio::time::sleep(pause).await;
        if told.strong_count() == 0 {
            return;
        }
        let turn = looking.acquire().await;
        let began = Instant::now();
        let looked = look(&app, &by, &watched).await;
        drop(turn);
        pause = EVERY.max(began.elapsed() * SHARE);
        let Some(told) = told.upgrade() else { return };
        match looked {
            Ok(now) => {
                let before = Arc::clone(&told.borrow());
                if *before != now {
                    let parts = kept(&before.parts, now.parts);
                    told.send_replace(Arc::new(Seen { parts, ..now }));
                }
            }
            Err(error @ PortError::Broken(_)) => log_broken(&error),
            Err(_) => {
                told.send_replace(Arc::default());
                return;
            }
        }
    }
}

/// The parts with those that did not change as they were, so that nobody compares their words.
fn kept(before: &Parts, now: Parts) -> Parts {
    let same = |(name, drawn): (String, Arc<str>)| {
        let known = before.get(&name).filter(|known| **known == drawn).cloned();
        (name, known.unwrap_or(drawn))
    };
    now.into_iter().map(same).collect()
}

/// What one of those who watch was told.
struct Watcher {
    _place: OwnedSemaphorePermit,
    // As long as one of them is there it is looked.
    _sender: Arc<Teller>,
    receiver: watch::Receiver<Arc<Seen>>,
    stopping: Option<Stopping>,
    told: Arc<Seen>,
    session: Session,
}

/// The session of one of those who watch.
struct Session {
    sessions: Arc<dyn Sessions>,
    now: Arc<dyn Fn() -> Now + Send + Sync>,
    token: Token,
    looked_up: Instant,
}

impl Session {
    /// Says whether it holds, as far as was known a minute ago.
    async fn holds(&mut self) -> bool {
        if self.looked_up.elapsed() < WHO {
            return true;
        }
        self.looked_up = Instant::now();
        // What the database does not say for a moment ends nobody's session.
        !matches!(self.sessions.who(&self.token, false, (self.now)()).await, Ok(None))
    }
}

impl Watcher {
    /// Everything at first, then what changes.
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        futures_util::stream::unfold(self, async |mut own| {
            let event = own.next().await?;
            Some((Ok(event), own))
        })
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            let now = Arc::clone(&self.receiver.borrow_and_update());
            if now.parts.is_empty() {
                return None;
            }
            let news = news(&self.told, &now);
            if !news.parts.is_empty() || self.told.order != now.order {
                self.told = now;
                return Event::default().json_data(news).ok();
            }
            tokio::select! {
                changed = self.receiver.changed() => changed.ok()?,
                () = stopped(&mut self.stopping) => return None,
                () = tokio::time::sleep(WHO) => {}
            }
            if !self.session.holds().await {
                return None;
            }
        }
    }
}

/// Waits until the program is asked to stop.
async fn stopped(stopping: &mut Option<Stopping>) {
    match stopping {
        Some(Stopping(asked)) => {
            // Where nobody can ask any more it is over too.
            let _ = asked.wait_for(|asked| *asked).await;
        }
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parts: &[(&str, &str)]) -> Parts {
        parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect()
    }

    #[test]
    fn only_what_changed_is_told() {
        let before = drawn(&[("a", "1"), ("b", "2")]);
        let names =
            |told: &Parts, now: &Parts| changed(told, now).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(&Parts::new(), &before), ["a", "b"]);
        let now = kept(&before, drawn(&[("a", "1"), ("b", "3"), ("c", "4")]));
        assert!(Arc::ptr_eq(&now["a"], &before["a"]));
        assert_eq!(names(&before, &now), ["b", "c"]);
        assert_eq!(names(&now, &now), [""; 0]);
    }
}
