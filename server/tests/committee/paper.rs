//! Keying paper in, through the router.

use crate::common::*;
use crate::overtaken::hidden;
use crate::stage::*;
use app::ports::paper::Paper as _;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slip_that_is_keyed_again_keeps_its_mark_after_a_typing_fault() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let batch = world.store.begin_batch(actor, stage.open, stage.hamlet, false, now()).await.unwrap();
    let path = format!("/lam-viec/lo/{batch}");
    let key = async |keys: &str, again: &str| {
        clerk.post(&path, &[("step", "key"), ("slip", "2"), ("keys", keys), ("again", again)]).await
    };
    let first = key("1111111111111111111", "").await;
    assert_eq!(first.to, format!("{path}?da-nhap=2"));
    let opened = clerk.get(&format!("{path}?phieu=2")).await.body;
    assert_eq!(hidden(&opened, "again"), "2");
    // One key too few: the page comes back, and still knows which slip it is about.
    let told = key("111111111111111112", &hidden(&opened, "again")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("value=\"111111111111111112\""), "{}", told.body);
    assert_eq!(hidden(&told.body, "again"), "2");
    let mended = key("1111111111111111112", &hidden(&told.body, "again")).await;
    assert_eq!((mended.status, mended.to), (StatusCode::SEE_OTHER, format!("{path}?da-nhap=2&lai=1")));
    let keyed = world.store.keyed(actor, batch, 2).await.unwrap().unwrap();
    assert_eq!(app::domain::collection::paper::write_keys(&keyed.ballot), "1111111111111111112");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_goes_into_the_box_only_after_a_second_look() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let batch = world.store.begin_batch(actor, stage.open, stage.hamlet, false, now()).await.unwrap();
    let path = format!("/lam-viec/lo/{batch}");
    clerk.post(&path, &[("step", "key"), ("slip", "2"), ("keys", "1111111111111111111")]).await;
    let told = clerk.post(&path, &[("step", "count")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("data-message=\"field-not-confirmed\"><a href=\"#sure-count\""), "{}", told.body);
    assert!(!told.body.contains("<details class=\"sources\" open"), "throwing it away stays folded");
    assert!(!world.store.batch(actor, batch).await.unwrap().batch.counted);
    assert_eq!(clerk.post(&path, &[("step", "count"), ("sure", "1")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.store.batch(actor, batch).await.unwrap().batch.counted);
}
