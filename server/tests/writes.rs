//! Every write goes through one place: it is tried again where another one was met, and a form is acted on once.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::key_letters::KeyHolders;
use app::domain::collection::plan::{Papers, Plan};
use app::domain::people::account::Role;
use app::ports::common::*;
use app::ports::participation::*;
use app::ports::plans::{NewPlan, Plans as _};
use app::ports::sessions::{Attempt, Sessions as _};
use app::ports::slips::*;
use common::*;
use server::store::key::InstallationKey;
use server::store::{Db, Store};
use sqlx::{Connection as _, Executor as _};
use std::time::Duration;
use uuid::Uuid;

on_both! {
    a_form_sent_many_times_at_once_is_acted_on_once => one_form;
    a_form_that_was_refused_can_be_sent_again => refused_form;
    keys_of_forms_are_forgotten_after_a_month => forgotten;
}

/// A commune's round with one hamlet that has slips, and somebody of its Front.
async fn begin(world: &World) -> (Uuid, Actor, Uuid) {
    world.hamlets(COMMUNE, &[("01", 4)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let hamlet = world.store.unit_participation(&front, round, None).await.unwrap().rows.remove(0).hamlet.unwrap().id;
    world.store.slips(&front, round, hamlet, SlipSelection::First, now()).await.unwrap();
    (round, front, hamlet)
}

async fn one_form(world: World) {
    let store = &world.store;
    let (round, front, hamlet) = begin(&world).await;
    let form = with_key(&front, Uuid::new_v4());
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let store = store.clone();
        tasks.spawn(async move { store.slips(&form, round, hamlet, SlipSelection::Spare(3), now()).await.map(drop) });
    }
    let told = tasks.join_all().await;
    assert_eq!(told.iter().filter(|told| told.is_ok()).count(), 1);
    assert!(told.iter().all(|told| matches!(told, Ok(()) | Err(PortError::DoneBefore))), "{told:?}");
    let spares = async || store.hamlet(&front, round, hamlet).await.unwrap().slips.spare;
    assert_eq!(spares().await, 3);
    // Another form is another, and so is the same key of somebody else.
    store
        .slips(&with_key(&front, Uuid::new_v4()), round, hamlet, SlipSelection::Spare(1), now())
        .await
        .expect("another form");
    let Actor::Account { idempotency_key: Some(key), .. } = form else { panic!("a key") };
    let (other, _) = world.member("lan", Role::Front, COMMUNE, "").await;
    store
        .slips(&with_key(&other, key), round, hamlet, SlipSelection::Spare(1), now())
        .await
        .expect("somebody else's form");
    assert_eq!(spares().await, 5);
}

async fn refused_form(world: World) {
    let store = &world.store;
    let (round, front, hamlet) = begin(&world).await;
    let form = with_key(&front, Uuid::new_v4());
    assert_eq!(
        refused(store.slips(&form, round, hamlet, SlipSelection::Spare(0), now()).await),
        SlipsRefused::SpareCount
    );
    store.slips(&form, round, hamlet, SlipSelection::Spare(2), now()).await.expect("mended and sent again");
    let again = store.slips(&form, round, hamlet, SlipSelection::Spare(2), now()).await;
    assert!(matches!(again, Err(PortError::DoneBefore)));
}

async fn forgotten(world: World) {
    let store = &world.store;
    let (round, front, hamlet) = begin(&world).await;
    let form = with_key(&front, Uuid::new_v4());
    store.slips(&form, round, hamlet, SlipSelection::Spare(1), now()).await.unwrap();
    let keys = async || world.count("select count(*) from idempotency_key").await;
    let sign_in = async |days| {
        let attempt = Attempt {
            login: "hoa".into(),
            password: "con trâu đi trước".into(),
            second_factor: String::new(),
            source: String::new(),
            devices: Vec::new(),
        };
        store.sign_in(attempt, chrono::Utc::now() + chrono::TimeDelta::days(days)).await.unwrap().expect("in");
    };
    sign_in(29).await;
    assert_eq!(keys().await, 1);
    sign_in(31).await;
    assert_eq!(keys().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_meets_a_serialization_failure_on_postgresql_is_tried_again_and_succeeds() {
    let world = World::postgres().await;
    world.hamlets(COMMUNE, &[("01", 4)]).await;
    let mut other = sqlx::PgConnection::connect(&world.url).await.unwrap();
    let name: String = sqlx::query_scalar("select current_database()::text").fetch_one(&mut other).await.unwrap();
    let sql = format!("alter database {name} set default_transaction_isolation = 'serializable'");
    other.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    // Connections made from here on are serializable, as those of PostgreSQL's distributed relatives are.
    let store = Store::open(Db::connect(&world.url).await.unwrap(), InstallationKey::new([7; 32])).await.unwrap();
    let (id, opens, closes) = (Uuid::new_v4(), day("2024-07-10"), day("2024-07-26"));
    let ruleset = ruleset("xa-ntm-2021-2025");
    let plan =
        Plan { ruleset, papers: Papers::default(), opens, closes, reviewed: false, holders: KeyHolders::default() };
    store
        .begin(&Actor::Operator, NewPlan { id, unit_code: COMMUNE.into(), plan: plan.clone(), many: false }, now())
        .await
        .unwrap();

    let shown = store.plan(&Actor::Operator, id, now()).await.unwrap().revision;

    // Somebody writes the same row and is not through; the store waits for them with what it saw before.
    let mut writing = other.begin().await.unwrap();
    sqlx::query("update plan set document = document where id = $1").bind(id).execute(&mut *writing).await.unwrap();
    let keeping = {
        let (store, plan) = (store.clone(), Plan { reviewed: true, ..plan });
        tokio::spawn(async move { store.keep(&Actor::Operator, id, &shown, plan, now()).await })
    };
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while world.count(waits).await == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    writing.commit().await.unwrap();
    keeping.await.unwrap().expect("PostgreSQL says 40001 to the first try");
    let kept = store.plan(&Actor::Operator, id, now()).await.unwrap();
    assert!(kept.plan.reviewed);
    assert_eq!(world.count("select count(*) from audit_log where act = 'audit-change-plan'").await, 1);
}
