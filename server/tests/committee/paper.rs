//! Keying paper in, through the router.

use crate::common::*;
use crate::overtaken::hidden;
use crate::stage::*;
use app::domain::collection::paper::write_keys;
use app::domain::collection::slip::Slip;
use app::ports::common::Actor;
use app::ports::paper::{Keystrokes, Paper as _};
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
    assert_eq!(write_keys(&keyed.ballot), "1111111111111111112");
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn third_looks_are_written_together_or_not_at_all_and_stay_typed() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let ((second, _), (third, _)) = (&people["thon"], &people["tinh"]);
    let batch = stage.batch;
    let path = format!("/lam-viec/lo/{batch}");
    second.post(&path, &[("step", "join"), ("words", &stage.words)]).await;
    let all = "1111111111111111111";
    for (serial, other) in [(2, "2111111111111111112"), (3, "2111111111111111112"), (4, all)] {
        let first = Keystrokes {
            slip: Slip::Serial(serial),
            keys: all.to_owned(),
            reasons: String::new(),
            again: None,
            sending: None,
        };
        world.store.key_in(&Actor::Operator, batch, first).await.unwrap();
        let slip = serial.to_string();
        let kept = second.post(&path, &[("step", "key"), ("slip", &slip), ("keys", other)]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    }
    assert!(second.get(&path).await.body.contains("2, 3"), "both are to be looked at");
    let nothing = third.post(&path, &[("step", "decide"), ("keys-2", ""), ("keys-3", " ")]).await;
    assert!(nothing.tells("differences-nothing"), "{}", nothing.body);
    let told = third.post(&path, &[("step", "decide"), ("keys-2", "12"), ("keys-3", "2")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("data-message=\"paper-decision\"><a href=\"#keys-3\""), "{}", told.body);
    assert!(told.body.contains("name=\"keys-2\" value=\"12\""), "what was typed stays: {}", told.body);
    assert!(told.body.contains("id=\"keys-3\" name=\"keys-3\" value=\"2\""), "what was typed stays: {}", told.body);
    let open = world.store.batch(&people["tinh"].1, batch).await.unwrap().differences;
    assert!(open.iter().all(|one| one.decided.is_none()), "nothing is half written");
    let key = ("idempotency_key", "00000000-0000-4000-8000-000000000001");
    let done = third.post(&path, &[("step", "decide"), key, ("keys-2", "12"), ("keys-3", "22")]).await;
    assert_eq!(done.to, format!("{path}?xong=ghi#khac"));
    let open = world.store.batch(&people["tinh"].1, batch).await.unwrap().differences;
    let decided: Vec<_> = open.iter().filter_map(|one| Some((one.serial, write_keys(one.decided.as_ref()?)))).collect();
    let as_on_paper = |last: &str| format!("{}{last}", &all[1..]);
    let first = |key: &str, last: &str| format!("{key}{}", &as_on_paper(last)[1..]);
    assert_eq!(decided, [(2, first("1", "2")), (3, first("2", "2"))], "by one sending");
    let own = world.store.batch(&people["thon"].1, batch).await.unwrap().differing;
    assert_eq!(own, Vec::<u64>::new(), "what is decided is not to be looked at again");
    let counted = second.post(&path, &[("step", "count"), ("sure", "1")]).await;
    assert_eq!(counted.status, StatusCode::SEE_OTHER, "{}", counted.body);
}
