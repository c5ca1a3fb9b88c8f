//! The read API: pieces of its list, its description, and what a program that tries everything finds.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::ports::common::Actor;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::open_data::OpenData as _;
use app::ports::rounds::Rounds as _;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::*;
use http_body_util::BodyExt as _;
use serde_json::Value;
use server::http::router::router;
use server::http::state::app_state;
use std::process::Command;
use std::sync::Arc;
use tower::ServiceExt as _;
use uuid::Uuid;

async fn published(world: &World) -> (Router, Uuid) {
    world.hamlets(COMMUNE, &[("01", 30)]).await;
    world.hamlets("24940", &[("01", 30)]).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    for (commune, satisfied) in [(COMMUNE, 20), ("24940", 14)] {
        let rows = minutes(commune, "01", head(30, 30, 28, 2), 19, |_| satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    world.end(round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    let rulesets = server::data::rulesets::load(None).unwrap();
    let state = app_state(Arc::new(world.store.clone()), rulesets, Arc::new(now), "http://ydan.test").unwrap();
    (router(state), round)
}

async fn asked(app: &Router, path: &str) -> (StatusCode, Value) {
    let response = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json", "{path}");
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_follows_next_has_every_result_once() {
    let world = World::sqlite().await;
    let (app, _) = published(&world).await;
    let all = world.store.open_results(None, 100).await.unwrap();
    let (mut after, mut seen) = (String::new(), Vec::new());
    loop {
        let (status, page) = asked(&app, &format!("/api/v1/results?limit=2{after}")).await;
        assert_eq!(status, StatusCode::OK);
        let results = page["results"].as_array().unwrap();
        assert!(results.len() <= 2);
        seen.extend(results.iter().map(|one| one["results"].clone()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let all: Vec<Value> = all.iter().map(|one| serde_json::to_value(&one.results).unwrap()).collect();
    assert_eq!(seen, all);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_wrongly_is_refused_in_json_and_a_unit_is_known_as_it_was() {
    let world = World::sqlite().await;
    let (app, round) = published(&world).await;
    for query in ["limit=0", "limit=1000000000", "limit=", "limit=-1", "after=2", "limit=1&limit=2", "a=%00"] {
        let (status, body) = asked(&app, &format!("/api/v1/results?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(body["error"].is_string(), "{query}: {body}");
    }
    let results = format!("/api/v1/rounds/{round}/results");
    for (query, status) in [
        ("version=0", StatusCode::BAD_REQUEST),
        ("version=eins", StatusCode::BAD_REQUEST),
        ("version=1000000000", StatusCode::NOT_FOUND),
        ("unit=99999", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(asked(&app, &format!("{results}?{query}")).await.0, status, "{query}");
    }
    assert_eq!(asked(&app, "/api/v1/rounds/none/results").await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked(&app, "/api/v1/nothing").await.0, StatusCode::NOT_FOUND);
    // Merged since: its results stay under the code it had.
    world.merge().await;
    let (status, of_merged) = asked(&app, &format!("{results}?unit={COMMUNE}")).await;
    assert_eq!((status, of_merged["unit"]["code"].as_str()), (StatusCode::OK, Some(COMMUNE)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_description_is_openapi_and_a_program_that_tries_everything_finds_nothing() {
    let world = World::sqlite().await;
    let (app, round) = published(&world).await;
    let (_, description) = asked(&app, "/api/v1/openapi.json").await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"), "{}", description["openapi"]);
    let page = app.clone().oneshot(Request::get("/api").body(Body::empty()).unwrap()).await.unwrap();
    let page = page.into_body().collect().await.unwrap().to_bytes();
    let page = String::from_utf8_lossy(&page).into_owned();
    for path in description["paths"].as_object().unwrap().keys() {
        assert!(page.contains(path), "{path}: {page}");
    }

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(listener, app).await });
    let packages = std::env::var("YDAN_TEST_PYTHON")
        .expect("YDAN_TEST_PYTHON, which `cargo xtask test` sets: a folder with schemathesis");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("schemathesis.toml"), format!("[parameters]\n\"path.round\" = \"{round}\"\n"))
        .unwrap();
    let tries = tokio::task::spawn_blocking(move || {
        let run = "from schemathesis.cli import schemathesis; schemathesis()";
        let mut python = Command::new("python3");
        python.args(["-c", run, "run", &format!("http://{address}/api/v1/openapi.json")]);
        python.args(["--checks", "all", "--max-examples", "40", "--seed", "1", "--no-color"]);
        python.env("PYTHONPATH", packages).env("PYTHONUTF8", "1").current_dir(folder.path()).output().unwrap()
    });
    let tries = tries.await.unwrap();
    server.abort();
    let said = String::from_utf8_lossy(&tries.stdout).into_owned();
    assert!(tries.status.success(), "{said}{}", String::from_utf8_lossy(&tries.stderr));
    assert!(said.contains("Tested: 2"), "{said}");
}
