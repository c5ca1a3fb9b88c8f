//! The first page leads through a round: at each moment one green button, to the very place of what is to be done.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::key_letters::KeyHolders;
use app::domain::collection::plan::{Papers, Plan};
use app::domain::collection::slip::Slip;
use app::domain::oversight::recommendation::RecommendationAction;
use app::domain::people::account::Role;
use app::domain::revision::Revision;
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Now};
use app::ports::counting::Counting as _;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::notices::Notices as _;
use app::ports::paper::{Keystrokes, Paper as _};
use app::ports::participation::Participation as _;
use app::ports::plans::{NewPlan, Plans as _};
use app::ports::recommendations::{NewStep, Recommendations as _};
use app::ports::rounds::{Early, Rounds as _};
use app::ports::slips::{SlipSelection, Slips as _};
use app::t;
use axum::http::StatusCode;
use uuid::Uuid;

/// What a first page shows of steps: each with its class.
fn steps(body: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let (step, rest) = line.split_once('"').unwrap();
        let (_, class) = rest.split_once("class=\"steps__").unwrap();
        (class.split('"').next().unwrap().to_owned(), step.to_owned())
    };
    body.split("<li data-step=\"").skip(1).map(line).collect()
}

/// The step that is to be taken now, and where its button leads, which has to be there.
async fn now_step(clerk: &Clerk) -> (String, String) {
    let Seen { status, body, to } = clerk.get("/lam-viec").await;
    assert_eq!(status, StatusCode::OK, "{to}");
    let now: Vec<&str> = body.split("<li data-step=").filter(|line| line.contains("class=\"steps__now\"")).collect();
    assert_eq!(now.len(), 1, "{body}");
    assert_eq!(body.matches("button--small button--link").count(), 1, "one green button: {body}");
    let step = now[0].split('"').nth(1).unwrap().to_owned();
    let to = now[0].split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(clerk.get(&to).await.status, StatusCode::OK, "{to}");
    (step, to)
}

/// Somebody of the commune's Front at another moment.
async fn clerk_at(world: &World, now: fn() -> Now) -> Clerk {
    let login = format!("xa-{}", now().date_naive());
    let (_, token) = world.invited(&login, person(&login, Role::Front, COMMUNE), now()).await;
    Clerk { app: app_at(world, now), cookie: Some(token.0) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_each_moment_of_a_round_one_button_leads_to_the_place_of_what_is_to_be_done() {
    let world = World::sqlite().await;
    let (store, by) = (&world.store, Actor::Operator);
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let is = async |step: &str, to: &str| assert_eq!(now_step(&clerk).await, (step.to_owned(), to.to_owned()));
    is("list-hamlets", &format!("/lam-viec/thon/{COMMUNE}")).await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    is("plan", "/lam-viec/ke-hoach/moi").await;

    let id = Uuid::new_v4();
    let mut plan = Plan {
        ruleset: ruleset("xa-ntm-2021-2025"),
        papers: Papers::default(),
        opens: day("2024-07-01"),
        closes: day("2024-07-26"),
        reviewed: false,
        holders: KeyHolders::default(),
    };
    let new = NewPlan { id, unit_code: COMMUNE.into(), plan: plan.clone(), many: false };
    store.begin(&by, new, now()).await.unwrap();
    let page = format!("/lam-viec/ke-hoach/{id}");
    is("plan", &page).await;
    let before = Revision::of(&plan);
    plan.papers = Papers { number: "12/KH".into(), basis: vec!["90/HD-MTTW-BTT".into()], ..Papers::default() };
    plan.ruleset.participation.source = "12/KH".into();
    store.keep(&by, id, &before, plan.clone(), now()).await.unwrap();
    is("confirm-ballot", &format!("{page}/phieu")).await;
    let before = Revision::of(&plan);
    plan.reviewed = true;
    store.keep(&by, id, &before, plan.clone(), now()).await.unwrap();
    is("open", &format!("{page}#open")).await;

    store.open(&by, id, &Revision::of(&plan), None, &[], now()).await.unwrap();
    let round = format!("/lam-viec/dot/{id}");
    let rows = store.unit_participation(&by, id, None).await.unwrap().rows;
    let of = |code: &str| rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|own| own.code == code).unwrap().id;
    let hamlets = [of("01"), of("02")];
    let at = |no: usize| format!("{round}/thon/{}", hamlets[no]);
    is("print-slips", &format!("{round}/in")).await;
    let slips = store.slips(&by, id, hamlets[0], SlipSelection::First, now()).await.unwrap().slips;
    is("print-slips", &format!("{round}/in")).await;
    store.slips(&by, id, hamlets[1], SlipSelection::First, now()).await.unwrap();
    is("collect", &round).await;
    for (key, (_, code)) in (1..).zip(slips) {
        store.cast(cast(code, key, &[]), now()).await.unwrap();
    }
    is("collect", &round).await;
    let after = clerk_at(&world, || morning(day("2024-07-27"))).await;
    // Whoever signs in so much later ends sessions that are over.
    let is = async |step: &str, to: &str| assert_eq!(now_step(&after).await, (step.to_owned(), to.to_owned()));
    is("close-hamlets", &at(0)).await;

    store.close_hamlet(&by, id, hamlets[0], now()).await.unwrap();
    is("close-hamlets", &at(1)).await;
    store.close_hamlet(&by, id, hamlets[1], now()).await.unwrap();
    is("count", &at(0)).await;
    store.count_hamlet(&by, id, hamlets[0], witnesses(), now()).await.unwrap();
    is("close-round", &round).await;
    store.close(&by, id, "thử", Early::Confirmed, now()).await.unwrap();
    is("publish", &format!("{round}/thong-bao")).await;
    store.publish(&by, id, now()).await.unwrap();
    is("sign", &at(0)).await;
    for hamlet in hamlets {
        store.attach(&by, id, hamlet, photo(100), now()).await.unwrap();
    }
    is("report", &format!("/thong-bao/{id}")).await;
    let seen = steps(&after.get("/lam-viec").await.body);
    assert!(seen.iter().all(|(class, step)| (class == "done") == (step != "report")), "{seen:?}");
    let idle = clerk_at(&world, || morning(day("2024-09-01"))).await;
    let seen = steps(&idle.get("/lam-viec").await.body);
    let names: Vec<&str> = seen.iter().map(|(_, step)| step.as_str()).collect();
    assert_eq!(names, ["list-hamlets", "invite", "plan"], "the next round");
    assert!(store.notice(id, None, None).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hamlet_sees_its_own_steps_and_those_above_it_none_of_them() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let seen = steps(&people["thon"].0.get("/lam-viec").await.body);
    let names: Vec<&str> = seen.iter().map(|(_, step)| step.as_str()).collect();
    let own = ["hand-out", "collect", "close-hamlets", "count", "sign"];
    assert!(names.ends_with(&own) && names.iter().all(|step| own.contains(step)), "{names:?}");
    let (step, to) = now_step(&people["thon"].0).await;
    assert_eq!((step.as_str(), to), ("collect", format!("/lam-viec/dot/{}/thon/{}", stage.open, stage.hamlet)));
    for above in ["tinh", "huyen"] {
        assert_eq!(steps(&people[above].0.get("/lam-viec").await.body), [], "{above}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_waits_for_its_second_keyer_by_hamlet_and_number() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6)]).await;
    let (front, first) = member(&world, Role::Front, COMMUNE).await;
    let (actor, token) = world.member("nguoi-thu-hai", Role::Hamlet, COMMUNE, "01").await;
    let second = Clerk { app: app(&world), cookie: Some(token.0) };
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    world.issue(round, None).await;
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap().rows;
    let hamlet = rows[0].hamlet.as_ref().unwrap().id;
    let store = &world.store;
    let batch = store.begin_batch(&first, round, hamlet, true, now()).await.unwrap();
    let waits = async |clerk: &Clerk| {
        let body = clerk.get("/lam-viec").await.body;
        body.contains(&format!("href=\"/lam-viec/lo/{batch}\""))
    };
    assert!(!waits(&second).await, "nothing is keyed yet");
    let key = async |by: &Actor| {
        let keyed = Keystrokes {
            slip: Slip::Serial(1),
            keys: "1".repeat(19),
            reasons: String::new(),
            again: None,
            sending: None,
        };
        store.key_in(by, batch, keyed).await.unwrap();
    };
    key(&first).await;
    assert!(waits(&second).await && waits(&front).await);
    let passes = async |by: &Actor| {
        let waiting = store.waiting_batches(by).await.unwrap();
        waiting.iter().map(|own| (own.hamlet.clone(), own.batch.number, own.pass, own.batch.keyed)).collect::<Vec<_>>()
    };
    assert_eq!(passes(&first).await, [("Thôn 01".to_owned(), 1, Some(1), (1, 0))]);
    assert_eq!(passes(&actor).await, [("Thôn 01".to_owned(), 1, Some(2), (1, 0))]);
    let words = store.batch(&first, batch).await.unwrap().check_words.unwrap();
    store.join_batch(&actor, batch, &words, now()).await.unwrap();
    key(&actor).await;
    assert_eq!(passes(&actor).await[0].3, (1, 1));
    store.count_batch(&first, batch, now()).await.unwrap();
    assert!(!waits(&second).await, "it is in the box");
    let next = store.begin_batch(&first, round, hamlet, true, now()).await.unwrap();
    assert_eq!(store.batch(&first, next).await.unwrap().batch.number, 2);
}

#[tokio::test]
async fn a_people_s_committee_is_led_through_its_criteria_and_what_the_front_recommends() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (office, actor) = &people["ubnd"];
    // What the Front recommends to a commune is not the province's to answer.
    let above = people["ubnd-tinh"].0.get("/lam-viec").await.body;
    assert!(!above.contains("steps__now"), "{above}");
    // A recommendation has a day by which it is answered.
    let reply = format!("/lam-viec/kien-nghi/{}", stage.recommendation);
    assert_eq!(now_step(office).await, ("reply".to_owned(), reply));
    let revision = world.store.recommendation(actor, stage.recommendation).await.unwrap().revision;
    let answer =
        NewStep {
            step: RecommendationAction::Answer, revision, text: "Đã sửa".into(), due: None, files: Vec::new()
        };
    world.store.step(actor, stage.recommendation, answer, now()).await.unwrap();
    let criteria = format!("/lam-viec/tieu-chi/{COMMUNE}");
    assert_eq!(now_step(office).await, ("assess".to_owned(), criteria.clone()));
    let body = office.get("/lam-viec").await.body;
    let all = ruleset("xa-ntm-2021-2025").criteria.len().to_string();
    assert!(body.contains(&t!("steps-criteria", done = "0", of = all.clone())), "{body}");
    let shown = [("now", "assess"), ("done", "reply")].map(|(class, step)| (class.to_owned(), step.to_owned()));
    assert_eq!(steps(&body), shown);
    // Whoever stands above appraises what is claimed.
    let claim = [
        ("step", "keep"),
        ("ruleset", "xa-ntm-2021-2025"),
        ("as_of", "2024-07-01"),
        ("document", "BC 1"),
        ("status1", "met"),
    ];
    let above = &people["ubnd-tinh"].0;
    let idle = above.get("/lam-viec").await.body;
    assert!(idle.contains(&t!("steps-office-done")) && !idle.contains("steps__now"), "{idle}");
    let kept = office.post(&criteria, &claim).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let (step, to) = now_step(above).await;
    assert!(step == "appraise" && to.starts_with(&criteria), "{step} {to}");
    let body = office.get("/lam-viec").await.body;
    assert!(body.contains(&t!("steps-criteria", done = "1", of = all)), "{body}");
}
