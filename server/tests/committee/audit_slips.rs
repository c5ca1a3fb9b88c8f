//! Audit slips on their page: handed in by the Front above, shown after the count, judged.

use crate::common::*;
use crate::stage::*;
use app::ports::casting::{Cast, CastOutcome, Casting as _};
use app::ports::participation::Participation as _;
use app::ports::rounds::{Early, Rounds as _};
use app::ports::slips::*;
use axum::http::StatusCode;
use uuid::Uuid;

/// What documents say of audit slips.
const TOLD: &str = "data-of=\"audit-slips\"";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_audit_slip_is_handed_in_shown_after_the_count_and_judged_and_faults_stand_at_their_fields() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 9), ("02", 4)]).await;
    let (store, people) = (&world.store, people(&world).await);
    let ((above, _), (own, actor)) = (&people["tinh"], &people["xa"]);
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let rows = store.unit_participation(actor, round, None).await.unwrap().rows;
    let hamlet = rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.code == "01").unwrap().id;
    let slips = store.slips(actor, round, hamlet, SlipSelection::First, now()).await.unwrap().slips;
    let keys: Vec<Uuid> = slips.iter().map(|_| Uuid::new_v4()).collect();
    for ((_, code), key) in slips.iter().zip(&keys).take(6) {
        let unsatisfied: &[usize] = if *code == slips[0].1 { &[3] } else { &[] };
        let cast = Cast { idempotency_key: *key, ..cast(*code, 1, unsatisfied) };
        assert_eq!(store.cast(cast, now()).await.unwrap(), CastOutcome::Counted);
    }
    let path = format!("/lam-viec/dot/{round}/phieu-kiem-tra");
    for clerk in [above, own] {
        assert!(clerk.get(&format!("/lam-viec/dot/{round}")).await.body.contains(&format!("href=\"{path}\"")));
    }
    assert!(!own.get(&path).await.body.contains("name=\"sending\""), "who runs the round does not supervise it");
    let sending = store.sending(&slips[0].1, keys[0]).0;
    let (slip, sending) = (slips[0].1.to_string(), sending.simple().to_string().to_uppercase());
    let told = async |slip: &str, sending: &str, sure: &str, key: &str, field: &str| {
        let fields = [("step", "hand-in"), ("slip", slip), ("sending", sending), ("sure", sure)];
        let seen = above.post(&path, &fields).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(seen.body.contains(&format!("data-message=\"{key}\"><a href=\"{field}\"")), "{key}: {}", seen.body);
        assert!(seen.body.contains(&format!("value=\"{sending}\"")), "what was typed is kept");
    };
    told("17", &sending, "1", "audit-slip-code", "#slip").await;
    told(&slip, "3f9c", "1", "sending-code-length", "#sending").await;
    told(&slip, &sending, "", "field-not-confirmed", "#sure-hand-in").await;
    told(&slips[1].1.to_string(), &sending, "1", "audit-slip-other-sending", "#sending").await;
    told(&slips[8].1.to_string(), &sending, "1", "audit-slip-no-ballot", "#slip").await;
    let fields = [("step", "hand-in"), ("slip", &*slip), ("sending", &*sending), ("sure", "1")];
    assert_eq!(above.post(&path, &fields).await.to, format!("{path}?xong=nop"));
    assert!(!above.get(&path).await.body.contains("data-answers"), "its box is shut");
    store.close(actor, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let minutes = own.get(&format!("/lam-viec/dot/{round}/thon/{hamlet}/bien-ban-ky")).await.body;
    assert!(minutes.contains(TOLD), "the minutes tell of it");

    let opened = above.get(&path).await.body;
    assert!(
        opened.contains("data-answers=\"ssusssssssssssssssss\"")
            || opened.contains("data-answers=\"ssussssssssssssssss\"")
    );
    assert!(!opened.contains("data-bound"), "nobody said yet that it agrees");
    assert!(!own.get(&path).await.body.contains("data-answers"), "whoever runs the round does not read it");
    let id = opened.split("name=\"judged\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (agrees, remark) = (format!("agrees-{id}"), format!("remark-{id}"));
    let judge = async |verdict: &str, said: &str| {
        above.post(&path, &[("step", "judge"), ("judged", id), (&agrees, verdict), (&remark, said)]).await
    };
    let silent = judge("", "").await.body;
    assert!(silent.contains(&format!("data-message=\"audit-slip-verdict\"><a href=\"#{agrees}\"")), "{silent}");
    let silent = judge("no", "").await.body;
    let endless = judge("no", &"x".repeat(5_001)).await.body;
    assert!(endless.contains(&format!("data-message=\"field-too-long\"><a href=\"#{remark}\"")));
    assert!(silent.contains(&format!("data-message=\"audit-slip-remark\"><a href=\"#{remark}\"")), "{silent}");
    assert_eq!(judge("yes", "").await.to, format!("{path}?xong=doi-chieu"));
    let judged = above.get(&path).await.body;
    assert!(!judged.contains("data-answers") && judged.contains("data-bound"), "{judged}");
    let minutes = own.get(&format!("/lam-viec/dot/{round}/thon/{hamlet}/bien-ban-ky")).await.body;
    let agreed = app::t!("minutes-print-audit-judged", judged = 1_u64, agreed = 1_u64);
    assert!(minutes.contains(&agreed), "the minutes tell that it agreed, too");
    store.publish(actor, round, now()).await.unwrap();
    for query in ["", "?lang=en"] {
        assert!(own.get(&format!("/thong-bao/{round}{query}")).await.body.contains(TOLD), "and the notice");
    }
}
