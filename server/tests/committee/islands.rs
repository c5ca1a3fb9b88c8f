//! What islands ask of the server, through the router.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::paper::TypedBallot;
use app::domain::collection::sealed_typed::{KeyedBy, seal_typed};
use app::ports::common::Actor;
use app::ports::paper::Paper as _;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt as _;
use uuid::Uuid;

const KEYS: &str = "1211111111111111111";

fn id_of(by: &Actor) -> Uuid {
    let Actor::Account { id, .. } = *by else { panic!("nobody's") };
    id
}

/// A ballot as a browser seals it.
async fn sealed(world: &World, batch: Uuid, by: &Actor, typed: &TypedBallot) -> String {
    let account = id_of(by);
    let key = world.store.batch(by, batch).await.unwrap().sealing_key.unwrap();
    hex::encode(seal_typed(&key, KeyedBy { batch, account }, typed, &mut rand::rng()).unwrap())
}

async fn call(clerk: &Clerk, name: &str, arguments: &Value, origin: &str) -> Seen {
    let request = Request::post(format!("/lam-viec/goi/{name}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .header(header::ORIGIN, origin);
    clerk.ask(request, arguments.to_string().into()).await
}

const OWN: &str = "http://ydan.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ballot_that_a_browser_sends_twice_is_kept_once_and_by_nobody_else() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let batch = world.store.begin_batch(actor, stage.open, stage.hamlet, false, now()).await.unwrap();
    let typed = TypedBallot { slip: "2".into(), keys: KEYS.into(), ..TypedBallot::default() };
    let account = id_of(actor);
    let by = json!({ "batch": batch, "account": account });
    let ballot =
        json!({ "by": by, "sending": Uuid::from_u128(7), "sealed": sealed(&world, batch, actor, &typed).await });
    let send = async |by: &Clerk| call(by, "nhap-phieu", &ballot, OWN).await;
    for _ in 0..2 {
        let answer = send(clerk).await;
        let told: Value = serde_json::from_str(&answer.body).expect(&answer.body);
        assert_eq!((&told["Kept"]["row"]["serial"], &told["Kept"]["keyed"]), (&json!(2), &json!([1, 0])), "{told}");
    }
    assert_eq!(world.store.batch(actor, batch).await.unwrap().keyed.len(), 1);
    // Whoever else signs in at the same machine neither sends it nor reads it; it waits.
    let other = &people["tinh"].0;
    assert_eq!(send(other).await.body, "\"Other\"");
    let other_s = json!({ "by": { "batch": batch, "account": id_of(&people["tinh"].1) }, "sealed": ballot["sealed"] });
    assert!(!call(other, "mo-phieu", &other_s, OWN).await.body.contains(KEYS));
    // Nobody signed in is no error of the browser's: it keeps what it has.
    let stranger = Clerk { app: app(&world), cookie: None };
    let answer = send(&stranger).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "\"SignedOut\""));
    assert_eq!(call(clerk, "nhap-phieu", &ballot, "http://other.test").await.status, StatusCode::FORBIDDEN);
    // What the server refuses comes back with what was typed, which the device may have forgotten.
    let wrong = TypedBallot { slip: "9999".into(), ..typed };
    let sent = json!({ "by": by, "sending": Uuid::from_u128(8), "sealed": sealed(&world, batch, actor, &wrong).await });
    let told: Value = serde_json::from_str(&call(clerk, "nhap-phieu", &sent, OWN).await.body).unwrap();
    assert_eq!(told["Refused"]["typed"]["slip"], "9999", "{told}");
    let opened = call(clerk, "mo-phieu", &json!({ "by": by, "sealed": sent["sealed"] }), OWN).await;
    assert_eq!(serde_json::from_str::<Value>(&opened.body).unwrap()["Typed"]["keys"], KEYS);
    // Taken back, whether or not the answer to that was lost.
    for _ in 0..2 {
        let out = call(clerk, "bo-phieu", &json!({ "by": by, "sending": Uuid::from_u128(7) }), OWN).await;
        assert_eq!(serde_json::from_str::<Value>(&out.body).unwrap()["Out"]["keyed"], json!([0, 0]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_none_or_too_long_is_refused() {
    let world = World::sqlite().await;
    let _stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    assert_eq!(call(clerk, "khong-co", &json!({}), OWN).await.status, StatusCode::BAD_REQUEST);
    let long = json!({ "by": { "batch": Uuid::nil(), "account": Uuid::nil() }, "sealed": "a".repeat(100_000) });
    assert_eq!(call(clerk, "mo-phieu", &long, OWN).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!call(clerk, "mo-phieu", &json!({ "batch": "?" }), OWN).await.status.is_success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_watches_is_told_everything_once_and_then_what_changes() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let path = format!("/lam-viec/dot/{}/tham-gia", stage.open);
    let request = Request::get(&path)
        .header(header::ACCEPT, "text/event-stream")
        .header(header::COOKIE, format!("ydan={}", clerk.cookie.as_ref().unwrap()));
    let answer = clerk.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut body = answer.into_body();
    let mut told = async || {
        let frame = tokio::time::timeout(Duration::from_mins(1), body.frame()).await.expect("told").unwrap().unwrap();
        let text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
        let data = text.lines().find_map(|line| line.strip_prefix("data: ")).expect(&text).to_owned();
        let data: Value = serde_json::from_str(&data).unwrap();
        serde_json::from_value::<Vec<(String, String)>>(data["parts"].clone()).unwrap()
    };
    let all: Vec<String> = told().await.into_iter().map(|(name, _)| name).collect();
    assert!(all.contains(&"figures".to_owned()) && all.contains(&stage.hamlet.to_string()), "{all:?}");
    // What the pages show is what is told: the round's own, and how many hamlets have slips the one of its prints.
    let page = clerk.get(&path.replace("/tham-gia", "")).await.body;
    let page = page + &clerk.get(&path.replace("/tham-gia", "/in")).await.body;
    for name in &all {
        assert!(page.contains(&format!("data-part=\"{name}\"")), "{name}");
    }
    // Whoever is not signed in is not led elsewhere: a browser would ask for ever.
    let stranger = Clerk { app: app(&world), cookie: None };
    let request = Request::get(&path).header(header::ACCEPT, "text/event-stream");
    assert_eq!(stranger.ask(request, Body::empty()).await.status, StatusCode::NO_CONTENT);
    // Who sees no participation joins nobody who does, though of the same commune.
    let office = &people["ubnd"].0;
    let request = Request::get(&path).header(header::ACCEPT, "text/event-stream");
    assert_eq!(office.ask(request, Body::empty()).await.status, StatusCode::FORBIDDEN);
    let batch = world.store.begin_batch(actor, stage.open, stage.hamlet, false, now()).await.unwrap();
    clerk.post(&format!("/lam-viec/lo/{batch}"), &[("step", "key"), ("slip", "2"), ("keys", KEYS)]).await;
    let changed: Vec<String> = told().await.into_iter().map(|(name, _)| name).collect();
    assert!(changed.contains(&stage.hamlet.to_string()) && changed.len() < all.len(), "{changed:?}");
}
