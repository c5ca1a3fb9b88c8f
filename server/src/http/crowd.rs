//! Heavy pages, drawn a few at a time: a crowd of readers takes neither the machine nor the database from households.

use app::error::ErrorPage;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many are drawn at once.
const AT_ONCE: usize = 4;
/// How many wait for their turn; whoever comes then is told at once.
const WAITING: usize = 64;
/// For how long they wait.
const PATIENCE: Duration = Duration::from_secs(8);
/// After how many seconds to come back.
const COME_BACK: HeaderValue = HeaderValue::from_static("15");

/// A room for so many at once, with a queue before it.
#[derive(Clone, Debug)]
pub struct Crowd {
    room: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Default for Crowd {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::default() }
    }
}

impl Crowd {
    async fn place(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(place) = Arc::clone(&self.room).try_acquire_owned() {
            return Some(place);
        }
        let waiting = Waiting::join(&self.waiting)?;
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.room).acquire_owned()).await;
        drop(waiting);
        place.ok()?.ok()
    }
}

/// Somebody in the queue, who may leave it at any time.
struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    fn join(queue: &Arc<AtomicUsize>) -> Option<Self> {
        let own = Self(Arc::clone(queue));
        (queue.fetch_add(1, Ordering::AcqRel) < WAITING).then_some(own)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The place of somebody who was let in; it goes with the response to where the page is drawn, and is given up there.
#[derive(Clone, Debug)]
pub struct Place {
    _held: Arc<OwnedSemaphorePermit>,
}

/// Lets whoever asks for a page in when there is room. What is posted takes no place: it may come slowly.
pub async fn few_at_once(crowd: Crowd, request: Request, next: Next) -> Response {
    if request.method() == Method::POST {
        return next.run(request).await;
    }
    let Some(held) = crowd.place().await else {
        let mut response = ErrorPage::Crowded.into_response();
        response.headers_mut().insert(RETRY_AFTER, COME_BACK);
        return response;
    };
    let mut response = next.run(request).await;
    response.extensions_mut().insert(Place { _held: Arc::new(held) });
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;
    use std::pin::pin;

    #[tokio::test]
    async fn whoever_finds_the_room_full_waits_until_somebody_leaves() {
        let crowd = Crowd::default();
        let mut inside = Vec::new();
        for _ in 0..AT_ONCE {
            inside.push(crowd.place().now_or_never().expect("at once").expect("room"));
        }
        let mut next = pin!(crowd.place());
        assert!(next.as_mut().now_or_never().is_none(), "not sent away");
        inside.pop();
        assert!(next.await.is_some());
    }

    /// By a clock that runs as soon as everybody waits.
    #[tokio::test(start_paused = true)]
    async fn whoever_waits_is_told_before_a_browser_gives_up_and_not_at_once() {
        let crowd = Crowd::default();
        let _inside: Vec<_> = std::iter::repeat_with(|| crowd.place().now_or_never()).take(AT_ONCE).collect();
        let began = tokio::time::Instant::now();
        assert!(crowd.place().await.is_none());
        let waited = began.elapsed().as_secs();
        assert!((5..=10).contains(&waited), "{waited} s");
        assert_eq!(crowd.waiting.load(Ordering::Acquire), 0, "and the queue is empty again");
    }

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_told_at_once_until_somebody_leaves_it() {
        let crowd = Crowd::default();
        let _inside: Vec<_> = std::iter::repeat_with(|| crowd.place().now_or_never()).take(AT_ONCE).collect();
        let mut queue: Vec<_> = std::iter::repeat_with(|| Box::pin(crowd.place())).take(WAITING).collect();
        for waits in &mut queue {
            assert!(waits.as_mut().now_or_never().is_none());
        }
        assert!(matches!(crowd.place().now_or_never(), Some(None)), "told at once");
        queue.pop();
        assert!(crowd.place().now_or_never().is_none(), "waits in the place that is free");
    }
}
