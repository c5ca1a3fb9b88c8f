//! Many and slow visitors: households come first, nobody holds much, and whoever asks the server to stop is heard.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::round::Visit;
use app::domain::units::unit::Unit;
use app::ports::casting::{CastOutcome, Casting as _};
use app::ports::common::*;
use app::ports::maps::{MapView, Maps, Outline};
use app::state::AppState;
use app::t;
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use chrono::NaiveDate;
use common::*;
use http_body_util::BodyExt as _;
use rustix::process::{Pid, Signal, kill_process};
use server::http::listen::{Patience, listen};
use server::http::router::router;
use server::http::state::app_state;
use server::store::Db;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

on_both! {
    a_household_answers_while_every_reader_is_busy => busy_readers;
}

async fn busy_readers(world: World) {
    world.hamlets(COMMUNE, &[("01", 1)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let code = world.issue(round, None).await.remove(0).code;
    let mut busy: Vec<Box<dyn std::any::Any + Send>> = Vec::new();
    match world.store.db() {
        Db::Sqlite { readers, .. } => {
            for _ in 0..readers.options().get_max_connections() {
                busy.push(Box::new(readers.acquire().await.unwrap()));
            }
        }
        Db::Postgres(pool) => {
            for _ in 0..pool.options().get_max_connections() {
                busy.push(Box::new(pool.acquire().await.unwrap()));
            }
        }
    }
    let answers = async {
        assert!(world.store.look_up(&code, Visit::on(today())).await.unwrap().is_ok());
        assert_eq!(world.store.cast(cast(code, 1, &[]), now()).await.unwrap(), CastOutcome::Counted);
    };
    tokio::time::timeout(Duration::from_secs(5), answers).await.expect("households have connections of their own");
    drop(busy);
}

/// A map that takes as long as the test says.
struct SlowMap {
    inner: Arc<dyn Maps>,
    gate: Arc<Semaphore>,
    begun: AtomicUsize,
}

#[async_trait]
impl Maps for SlowMap {
    async fn map(&self, unit: &Unit, sets: &[(&str, u64)], day: NaiveDate) -> Answer<MapView> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let _open = self.gate.acquire().await.unwrap();
        self.inner.map(unit, sets, day).await
    }

    async fn import_boundaries(&self, by: &Actor, outlines: Vec<Outline>, day: NaiveDate) -> Answer<u64> {
        self.inner.import_boundaries(by, outlines, day).await
    }
}

async fn get(app: &Router, path: &str) -> (StatusCode, Option<String>) {
    let response = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let after = response.headers().get(header::RETRY_AFTER).map(|after| after.to_str().unwrap().to_owned());
    let status = response.status();
    response.into_body().collect().await.unwrap();
    (status, after)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heavy_pages_are_drawn_a_few_at_a_time_and_the_rest_are_told_when_to_come_back() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 1)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let code = world.issue(round, None).await.remove(0).code;
    let store = Arc::new(world.store.clone());
    let state =
        app_state(store.clone(), server::data::rulesets::load(None).unwrap(), Arc::new(now), "http://ydan.test")
            .unwrap();
    let gate = Arc::new(Semaphore::new(0));
    let slow = Arc::new(SlowMap { inner: store, gate: gate.clone(), begun: AtomicUsize::new(0) });
    let app = router(AppState { maps: slow.clone(), ..state });
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..300 {
        let app = app.clone();
        asked.spawn(async move { get(&app, "/ket-qua/68/ban-do").await });
    }
    // Those for whom there is no room are told at once; the rest wait a while and are told then.
    let (first, after) =
        tokio::time::timeout(Duration::from_secs(3), asked.join_next()).await.unwrap().unwrap().unwrap();
    assert_eq!(first, StatusCode::SERVICE_UNAVAILABLE);
    assert!(after.is_some_and(|seconds| seconds.parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds))));
    // Whoever was let in may not have come as far yet.
    let drawing = async {
        while slow.begun.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), drawing).await.expect("somebody is let in");
    let household = tokio::time::timeout(Duration::from_secs(2), get(&app, &format!("/p/{code}"))).await.unwrap();
    assert_eq!(household.0, StatusCode::OK);
    assert!(slow.begun.load(Ordering::SeqCst) <= 8, "{}", slow.begun.load(Ordering::SeqCst));
    gate.add_permits(1_000);
    let rest = asked.join_all().await;
    assert!(rest.iter().any(|(status, _)| *status == StatusCode::OK));
    assert!(rest.iter().all(|(status, _)| matches!(*status, StatusCode::OK | StatusCode::SERVICE_UNAVAILABLE)));
    assert_eq!(get(&app, "/ket-qua/68/ban-do").await.0, StatusCode::OK, "and then there is room again");
}

/// A form of many parts of a megabyte; how much of it is read.
async fn posted(app: &Router, path: &str, part: &'static str) -> (StatusCode, usize) {
    let read = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read);
    let parts = (0..60).flat_map(move |n| {
        let head = format!("--x\r\ncontent-disposition: form-data; name=\"r{n}\"{part}\r\n\r\n");
        [Bytes::from(head), Bytes::from(vec![b'a'; 1 << 20]), Bytes::from("\r\n")]
    });
    let frames = parts.map(move |bytes| {
        counted.fetch_add(bytes.len(), Ordering::SeqCst);
        Ok::<_, std::io::Error>(bytes)
    });
    let body = Body::from_stream(futures_util::stream::iter(frames));
    let request =
        Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(body).unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    (response.status(), read.load(Ordering::SeqCst))
}

#[tokio::test]
async fn all_parts_of_a_form_share_one_sum_and_nobody_but_a_signed_in_action_takes_a_file() {
    let world = World::sqlite().await;
    let store = Arc::new(world.store.clone());
    let app = router(
        app_state(store, server::data::rulesets::load(None).unwrap(), Arc::new(now), "http://ydan.test").unwrap(),
    );
    for path in ["/phieu", "/dang-nhap"] {
        for part in ["", "; filename=\"a.jpg\""] {
            let (status, read) = posted(&app, path, part).await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{path} {part}");
            assert!(read < 5 << 20, "{path} {part}: {read} bytes were read");
        }
    }
    let many = Request::post("/phieu").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = app.oneshot(many.body(Body::from("a&".repeat(500_000))).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "half a million fields");
}

const QUICK: Patience = Patience {
    head: Duration::from_millis(300),
    body: Duration::from_millis(300),
    whole: Duration::from_secs(2),
    write: Duration::from_millis(500),
    stop: Duration::from_secs(2),
};

/// Reads until the other side ends; how long that took, and what it said.
fn until_end(mut line: TcpStream) -> (Duration, String) {
    let begun = Instant::now();
    line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut said = Vec::new();
    let ended = line.read_to_end(&mut said);
    assert!(!matches!(ended, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock), "it was left open");
    (begun.elapsed(), String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sends_half_a_request_or_none_is_not_waited_for() {
    let world = World::sqlite().await;
    let store = Arc::new(world.store.clone());
    let app = router(
        app_state(store, server::data::rulesets::load(None).unwrap(), Arc::new(now), "http://ydan.test").unwrap(),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(listen(listener, app, QUICK, async { drop(stopped.await) }));
    let send = move |text: &'static str| {
        tokio::task::spawn_blocking(move || {
            let mut line = TcpStream::connect(address).unwrap();
            line.write_all(text.as_bytes()).unwrap();
            until_end(line)
        })
    };
    let half_body = "POST /phieu HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                     content-length: 1000\r\n\r\nstep=send";
    let half_part = "POST /phieu HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=x\r\n\
                     content-length: 1000\r\n\r\n--x\r\ncontent-disposition: form-data; name=\"step\"\r\n\r\nse";
    let (nothing, half, idle, body, part) = tokio::join!(
        send(""),
        send("GET /cach-tinh HTTP/1.1\r\nhost: "),
        send("GET /robots.txt HTTP/1.1\r\nhost: a\r\n\r\n"),
        send(half_body),
        send(half_part)
    );
    assert!(idle.unwrap().1.starts_with("HTTP/1.1 200"));
    for cut_off in [body.unwrap().1, part.unwrap().1] {
        assert!(cut_off.starts_with("HTTP/1.1 408"), "it did not arrive whole: {cut_off}");
        assert!(cut_off.contains(&t!("cut-off-lead")), "{cut_off}");
    }
    assert!(nothing.unwrap().0 < Duration::from_secs(3) && half.unwrap().0 < Duration::from_secs(3));
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), serving).await.expect("stops").unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_nobody_takes_and_one_that_never_comes_are_given_up() {
    let (held, given_up) = tokio::sync::oneshot::channel::<()>();
    let held = Arc::new(std::sync::Mutex::new(Some(held)));
    let endless = move || {
        let held = held.lock().unwrap().take();
        let piece = Bytes::from(vec![0; 1 << 16]);
        let pieces = futures_util::stream::repeat_with(move || {
            let _kept = &held;
            Ok::<_, std::io::Error>(piece.clone())
        });
        std::future::ready(Body::from_stream(pieces))
    };
    let app = Router::new()
        .route("/endless", axum::routing::get(endless))
        .route("/never", axum::routing::get(std::future::pending::<StatusCode>));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let patience = Patience { whole: Duration::from_millis(300), ..QUICK };
    let serving = tokio::spawn(listen(listener, app, patience, std::future::pending()));
    let ask = move |path: &str| {
        let mut line = TcpStream::connect(address).unwrap();
        line.write_all(format!("GET {path} HTTP/1.1\r\nhost: a\r\n\r\n").as_bytes()).unwrap();
        line
    };
    let unread = ask("/endless");
    let (_, said) = tokio::task::spawn_blocking(move || until_end(ask("/never"))).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    let ended = tokio::time::timeout(Duration::from_secs(20), given_up).await.expect("the answer is given up");
    assert!(ended.is_err(), "nobody holds it any more");
    drop(unread);
    serving.abort();
}

/// A program that does not outlive its test.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program on an empty database, started with few open files, and its address.
fn started(folder: &std::path::Path) -> (Ended, String) {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -Sn 128; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_ydan"), "serve"]);
    command.args(["--addr", "127.0.0.1:0", "--database-url"]);
    command.arg(format!("sqlite:{}", folder.join("y.db").display()));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Ended(child), line.trim().rsplit("//").next().unwrap().to_owned())
}

#[test]
fn many_wrong_passwords_at_once_hold_no_memory_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let (Ended(child), address) = &started(folder.path());
    let wrong = |at: usize| {
        let body = format!("login=nguoi{at}&password=con+trau+di+truoc");
        let mut line = TcpStream::connect(address).unwrap();
        write!(
            line,
            "POST /dang-nhap HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 422"), "{}", String::from_utf8_lossy(&answer));
    };
    std::thread::scope(|scope| {
        for sender in 0..24 {
            scope.spawn(move || (0..3).for_each(|turn| wrong(sender * 3 + turn)));
        }
    });
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let megabytes = held.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1_024;
    // Four at once take 76 MB.
    assert!(megabytes < 400, "{megabytes} MB are held");
}

#[test]
fn the_program_ends_soon_after_it_is_asked_to_whatever_is_half_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = started(folder.path());
    let Ended(child) = &mut child;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let soft: u64 = files.split_whitespace().nth(3).unwrap().parse().unwrap();
    assert!(soft >= 1_024, "{files}");
    let open: Vec<TcpStream> = [
        "",
        "POST /phieu HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 99\r\n\r\na",
        "GET /",
        "GET /robots.txt HTTP/1.1\r\nhost: a\r\n\r\n",
    ]
    .into_iter()
    .cycle()
    .take(40)
    .map(|text| {
        let mut line = TcpStream::connect(&address).unwrap();
        line.write_all(text.as_bytes()).unwrap();
        line
    })
    .collect();
    std::thread::sleep(Duration::from_millis(300));
    let asked = Instant::now();
    kill_process(Pid::from_child(child), Signal::TERM).unwrap();
    while child.try_wait().unwrap().is_none() {
        assert!(asked.elapsed() < Duration::from_secs(20), "it goes on");
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(open);
}
