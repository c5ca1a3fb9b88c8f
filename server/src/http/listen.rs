//! Connections: how long each part of a request may take, and how they end when the program is asked to.

use crate::http::live_participation::Stopping;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

/// How long others are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the first byte of a connection, or the end of an answer, to the end of the next request's head.
    pub head: Duration,
    /// From one piece of a body to the next.
    pub body: Duration,
    /// For a request as a whole: a photo on a slow line takes minutes.
    pub whole: Duration,
    /// Until a piece of an answer is taken.
    pub write: Duration,
    /// For what is under way when the program is asked to stop.
    pub stop: Duration,
}

/// What holds for phones in the mountains.
pub const PATIENCE: Patience = Patience {
    head: Duration::from_secs(30),
    body: Duration::from_secs(30),
    whole: Duration::from_mins(10),
    write: Duration::from_mins(1),
    stop: Duration::from_secs(10),
};

/// The most connections at once; more wait until one ends.
const CONNECTIONS: usize = 8_192;

/// Serves until somebody asks to stop; then ends what is under way, or leaves it.
pub async fn listen(listener: TcpListener, app: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let ending = GracefulShutdown::new();
    let (asked_to_stop, stopping) = watch::channel(false);
    let stopping = Stopping(stopping);
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let (line, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, or the other side has gone; the next one may come through.
                tracing::warn!(%error, "a connection was not taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let _ = line.set_nodelay(true);
        let mut line = TimeoutStream::new(line);
        line.set_write_timeout(Some(patience.write));
        let (app, stopping) = (app.clone(), stopping.clone());
        let service = service_fn(move |request| answer(app.clone(), request, (peer, stopping.clone()), patience));
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .serve_connection(TokioIo::new(Box::pin(line)), service);
        let served = ending.watch(served);
        tokio::spawn(async move {
            // How a connection ends is the visitor's affair.
            let _ = served.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = asked_to_stop.send(true);
    if tokio::time::timeout(patience.stop, ending.shutdown()).await.is_err() {
        tracing::warn!("requests that were not whole are left");
    }
}

/// Answers one request, or ends it.
async fn answer(
    app: Router,
    request: Request<Incoming>,
    (peer, stopping): (SocketAddr, Stopping),
    patience: Patience,
) -> Answered {
    let mut request = request.map(|body| Body::new(TimeoutBody::new(patience.body, body)));
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(stopping);
    let answer = tokio::time::timeout(patience.whole, app.oneshot(request)).await;
    answer.unwrap_or_else(|_| Ok(StatusCode::REQUEST_TIMEOUT.into_response()))
}

type Answered = Result<Response, Infallible>;

/// Raises how many files may be open at once, each connection being one, as far as the machine lets everybody.
#[cfg(unix)]
pub fn raise_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(OPEN_FILES, |most| most.min(OPEN_FILES));
    if current.is_some_and(|current| current < wanted)
        && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum })
    {
        tracing::warn!(%error, "how many files may be open was not raised");
    }
}

/// Enough for all connections, and the database's files.
#[cfg(unix)]
const OPEN_FILES: u64 = 16_384;

/// Elsewhere the machine says.
#[cfg(not(unix))]
pub fn raise_open_files() {}
