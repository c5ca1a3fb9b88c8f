//! Trials: a commune's round with made-up households, in a database of its own, and nothing of it anywhere else.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::people::account::Role;
use app::message::Message;
use app::ports::common::{Actor, Answer, Now, PortError};
use app::ports::participation::Participation as _;
use app::ports::rounds::Rounds as _;
use app::ports::slip_sheets::{SlipPlace, SlipSheets as _};
use app::ports::trials::{TrialRefused, Trials as _, Trying};
use app::ports::units::Units as _;
use app::ports::verification::Verification as _;
use app::state::AppState;
use app::t;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::TimeDelta;
use common::*;
use http_body_util::BodyExt as _;
use server::data::rulesets;
use server::http::router::router;
use server::http::state::app_state;
use server::trials::TrialWorlds;
use std::sync::Arc;
use tower::ServiceExt as _;

const TRIAL: &str = "/lam-viec/lam-thu";

fn trials(world: &World, now: fn() -> Now) -> Arc<TrialWorlds> {
    let rulesets = rulesets::load(None).unwrap();
    TrialWorlds::new(Arc::new(world.store.clone()), rulesets, Arc::new(now), "https://ydan.test", false)
}

fn site(world: &World, trials: &Arc<TrialWorlds>) -> Router {
    let (store, rulesets) = (Arc::new(world.store.clone()), rulesets::load(None).unwrap());
    let state = app_state(store, rulesets, Arc::new(now), "https://ydan.test").unwrap();
    Arc::clone(trials).before(router(AppState { trying: Trying::Outside(trials.clone()), ..state }))
}

struct Seen {
    status: StatusCode,
    to: String,
    cookies: Vec<String>,
    kept: String,
    body: String,
}

impl Seen {
    fn cookie(&self, name: &str) -> &str {
        let start = format!("{name}=");
        let line = self.cookies.iter().find(|line| line.starts_with(&start));
        line.unwrap_or_else(|| panic!("no cookie {name}: {:?}", self.cookies))
    }

    /// As the browser sends it back.
    fn sent(&self, name: &str) -> String {
        self.cookie(name).split(';').next().unwrap().to_owned()
    }

    fn is_of_a_trial(&self) -> bool {
        self.body.contains(&t!("trial-banner"))
    }
}

async fn ask(site: &Router, path: &str, cookies: &str, form: Option<&str>) -> Seen {
    let request = if form.is_some() { Request::post(path) } else { Request::get(path) };
    let request = request.header(header::COOKIE, cookies).header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap();
    let (parts, body) = site.clone().oneshot(request).await.unwrap().into_parts();
    let text = |name: &header::HeaderName| {
        parts.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let bytes = body.collect().await.unwrap().to_bytes();
    Seen {
        status: parts.status,
        to: text(&header::LOCATION).join(""),
        cookies: text(&header::SET_COOKIE),
        kept: text(&header::CACHE_CONTROL).join(""),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn is_refused(answer: Answer<()>, why: TrialRefused) -> bool {
    let why = Message::from(why);
    matches!(answer, Err(PortError::Refused(said)) if said == why)
}

async fn a_round_is_tried(world: World) {
    let trials = trials(&world, now);
    let site = site(&world, &trials);
    let (front, token) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let (office, office_token) = world.member("xuan", Role::Office, COMMUNE, "").await;
    let (province, _) = world.member("tinh-that", Role::Front, "68", "").await;
    let real = format!("ydan={}", token.0);
    assert!(matches!(trials.trial(&province, now()).await, Err(PortError::Denied)), "it is a commune's");
    assert!(matches!(trials.begin(&office, now()).await, Err(PortError::Denied)), "the Front begins it");
    assert!(matches!(trials.enter(&office, now()).await, Err(PortError::Refused(_))), "there is none yet");

    // Begun by a press, once.
    assert!(ask(&site, TRIAL, &real, None).await.body.contains(&t!("trial-begin")));
    assert_eq!(ask(&site, TRIAL, &real, Some("step=begin")).await.status, StatusCode::SEE_OTHER);
    let again = trials.begin(&front, now()).await;
    assert!(is_refused(again, TrialRefused::Begun));
    let kept = trials.trial(&office, now()).await.unwrap().unwrap();
    assert_eq!((kept.begun_by.as_str(), kept.begun), ("Người hoa", now()));

    // Entered by whoever works there, with cookies of other names than those outside.
    let entered = ask(&site, TRIAL, &format!("ydan={}", office_token.0), Some("step=enter")).await;
    assert_eq!((entered.status, entered.to.as_str()), (StatusCode::SEE_OTHER, TRIAL));
    assert!(
        !entered.cookie("thu").contains("Max-Age")
            && entered.cookie("thu-ydan").contains("HttpOnly; SameSite=Lax; Secure")
    );
    let entered = ask(&site, TRIAL, &real, Some("step=enter")).await;
    let name = entered.sent("thu")["thu=".len()..].to_owned();
    let both = format!("{real}; {}; {}", entered.sent("thu"), entered.sent("thu-ydan"));
    let inside = ask(&site, "/lam-viec", &both, None).await;
    assert!(inside.status == StatusCode::OK && inside.is_of_a_trial() && inside.kept == "no-store");
    assert!(inside.body.contains(&t!("demo-person-commune")) && !inside.body.contains("Người hoa"));
    let outside = ask(&site, "/lam-viec", &real, None).await;
    assert!(outside.body.contains("Người hoa") && !outside.is_of_a_trial());
    let stolen = format!("ydan={}", entered.sent("thu-ydan").split('=').nth(1).unwrap());
    assert_eq!(ask(&site, "/lam-viec", &stolen, None).await.status, StatusCode::SEE_OTHER, "it opens nothing outside");
    let without = format!("{real}; {}", entered.sent("thu"));
    assert_eq!(ask(&site, "/lam-viec", &without, None).await.status, StatusCode::SEE_OTHER, "nor the real one inside");

    // A round, whose households answer.
    let own = World::of_store(world.store.open_trial(&name).await.unwrap());
    let round = own.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    assert!(ask(&site, TRIAL, &both, None).await.body.contains(&t!("trial-no-codes")));
    own.store.issue_rest(&Actor::Operator, round, SlipPlace::Round, now()).await.unwrap();
    let answered = ask(&site, TRIAL, &both, Some("step=answer&percent=50")).await;
    assert_eq!(answered.to, format!("{TRIAL}?da-gui=36"), "half of 30, 24 and 18");
    let shown = ask(&site, TRIAL, &both, None).await;
    let link = format!("https://ydan.test/thu/{name}/p/");
    let code = shown.body.split(&link).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let returned = async || {
        let there = own.store.unit_participation(&Actor::Operator, round, Some(COMMUNE)).await.unwrap();
        there.rows.iter().map(|row| row.turnout.returned).sum::<u64>()
    };
    assert_eq!(returned().await, 36);
    assert_eq!(own.store.verify().await.unwrap(), []);
    assert!(world.store.rounds(&Actor::Operator).await.unwrap().is_empty(), "nothing of it is outside");
    assert_eq!(world.store.verify().await.unwrap(), []);

    // A household's phone is led in for an hour; a real slip leads out.
    let slip = ask(&site, &format!("/thu/{name}/p/{code}"), "", None).await;
    assert_eq!(slip.status, StatusCode::OK);
    assert!(slip.is_of_a_trial() && slip.kept == "no-store" && slip.cookie("thu").contains("Max-Age=3600"));
    let phone = slip.sent("thu");
    assert!(ask(&site, "/", &phone, None).await.is_of_a_trial());
    // A typed code leads to its slip inside, and so does going back after sending.
    let code_inside = format!("/thu/{name}/p/{code}");
    let typed = ask(&site, "/phieu", &phone, Some(&format!("step=open&code={code}"))).await;
    assert!(typed.to.starts_with(&code_inside), "{}", typed.to);
    let questions = ruleset("xa-ntm-2021-2025").questions.len();
    let answers = (1..=questions).map(|no| format!("&q{no}=s")).collect::<Vec<_>>().concat();
    let key = "idempotency_key=00000000000040008000000000000001";
    let review = ask(&site, "/phieu", &phone, Some(&format!("step=review&code={code}&{key}{answers}"))).await;
    assert!(review.body.contains(&format!("data-slip=\"{code_inside}")), "{}", review.body);
    let real_slip = ask(&site, &format!("/p/{code}"), &phone, None).await;
    assert!(!real_slip.is_of_a_trial() && real_slip.cookie("thu").contains("Max-Age=0"));
    let left = ask(&site, "/thu/ra", &both, None).await;
    assert!(left.to == TRIAL && left.cookie("thu").contains("Max-Age=0"));
    assert_eq!(ask(&site, "/thu/ra", &phone, None).await.to, "/");

    // In another's place, and on another day.
    let hamlet = ask(&site, TRIAL, &both, Some("step=as&login=thon-1")).await;
    let as_hamlet = format!("{phone}; {}", hamlet.sent("thu-ydan"));
    assert!(ask(&site, "/lam-viec", &as_hamlet, None).await.body.contains(&t!("demo-person-hamlet")));
    assert_eq!(ask(&site, TRIAL, &both, Some("step=as&login=hoa")).await.status, StatusCode::NOT_FOUND);
    let later = ask(&site, TRIAL, &both, Some("step=pass&days=7")).await;
    let both = format!("{real}; {phone}; {}", later.sent("thu-ydan"));
    assert!(ask(&site, TRIAL, &both, None).await.body.contains(&t!("trial-today", day = day("2024-07-17"))));
    let too_far = ask(&site, TRIAL, &both, Some("step=pass&days=9000")).await;
    assert_eq!(too_far.status, StatusCode::UNPROCESSABLE_ENTITY);
    for step in ["begin", "enter", "discard"] {
        let nested = ask(&site, TRIAL, &both, Some(&format!("step={step}"))).await;
        assert_eq!(nested.status, StatusCode::NOT_FOUND, "{step}: no trial in a trial");
    }

    // Thrown away as a whole.
    own.store.disconnect().await;
    assert_eq!(world.store.trial_databases().await.unwrap(), [name.as_str()]);
    assert_eq!(
        ask(&site, TRIAL, &format!("ydan={}", office_token.0), Some("step=discard")).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(ask(&site, TRIAL, &real, Some("step=discard")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.store.trial_databases().await.unwrap(), [""; 0]);
    for path in ["/", "/lam-viec", &format!("/thu/{name}/p/{code}")] {
        let over = ask(&site, path, &both, None).await;
        assert!(over.status == StatusCode::GONE && over.cookie("thu").contains("Max-Age=0"), "{path}");
    }
    assert_eq!(world.store.roots().await.unwrap().len(), 1, "what is real stands");
}

async fn trials_go_by_themselves(world: World) {
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let begun = trials(&world, now);
    begun.begin(&front, now()).await.unwrap();
    begun.sweep().await.unwrap();
    assert_eq!(world.store.trial_databases().await.unwrap().len(), 1, "it stands");
    // One whose maker died half way is in nobody's way after a while, and its database goes.
    let (other, _) = world.member("lan", Role::Front, "24940", "").await;
    world.store.claim_trial(&other, "nuachung", now()).await.unwrap();
    world.store.open_trial("nuachung").await.unwrap().disconnect().await;
    let making = begun.begin(&other, now()).await;
    assert!(is_refused(making, TrialRefused::BeingMade));
    assert_eq!(begun.trial(&other, now()).await.unwrap(), None);
    begun.begin(&other, now() + TimeDelta::minutes(6)).await.unwrap();
    begun.sweep().await.unwrap();
    let left = world.store.trial_databases().await.unwrap();
    assert!(left.len() == 2 && !left.contains(&"nuachung".to_owned()), "{left:?}");
    // After thirty days all are over.
    trials(&world, || now() + TimeDelta::days(30)).sweep().await.unwrap();
    assert_eq!(world.store.trial_databases().await.unwrap().len(), 2, "to the end of the thirtieth");
    let after = || now() + TimeDelta::days(32);
    assert_eq!(begun.trial(&front, after()).await.unwrap(), None);
    trials(&world, after).sweep().await.unwrap();
    assert_eq!(world.store.trial_databases().await.unwrap(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_database_lets_no_schema_be_made_it_is_said_and_nothing_is_left() {
    let world = World::postgres_without_create().await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let trials = trials(&world, now);
    assert!(is_refused(trials.begin(&front, now()).await, TrialRefused::NoRight));
    assert_eq!(trials.trial(&front, now()).await.unwrap(), None);
    assert!(is_refused(trials.begin(&front, now()).await, TrialRefused::NoRight), "it is nobody's that is being made");
}

async fn what_breaks_leads_nobody_out(world: World) {
    let trials = trials(&world, now);
    let site = site(&world, &trials);
    let (_, token) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let real = format!("ydan={}", token.0);
    ask(&site, TRIAL, &real, Some("step=begin")).await;
    let entered = ask(&site, TRIAL, &real, Some("step=enter")).await;
    let both = format!("{real}; {}; {}", entered.sent("thu"), entered.sent("thu-ydan"));
    let slip = format!("/thu/{}/p/0000", &entered.sent("thu")["thu=".len()..]);

    // The database in which it stands that there is a trial does not answer.
    world.tamper("alter table trial rename to trial_away").await;
    for path in ["/lam-viec", &slip] {
        let broken = ask(&site, path, &both, None).await;
        assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(broken.cookies, Vec::<String>::new(), "the browser stays in it");
        assert!(!broken.body.contains(&t!("trial-over")), "{}", broken.body);
    }
    world.tamper("alter table trial_away rename to trial").await;
    let inside = ask(&site, "/lam-viec", &both, None).await;
    assert!(inside.status == StatusCode::OK && inside.is_of_a_trial());
}

on_both! {
    a_round_is_tried_in_a_database_of_its_own => a_round_is_tried;
    trials_go_by_themselves_in_time => trials_go_by_themselves;
    what_breaks_leads_nobody_out_of_a_trial => what_breaks_leads_nobody_out;
}
