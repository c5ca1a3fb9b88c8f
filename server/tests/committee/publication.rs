//! Publishing, through the router.

use crate::common::*;
use crate::stage::*;
use app::ports::notices::Notices as _;
use app::t;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_with_gaps_is_kept_and_not_published_and_each_gap_is_named_at_its_field() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let path = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let send = async |step: &str, signer: &str, days: &str| {
        let fields = [("number", "1/TB"), ("committee", "B"), ("title", "CHỦ TỊCH"), ("posted_at", "Nhà văn hóa")];
        let more = [("signer", signer), ("posting_days", days), ("step", step), ("sure", "1")];
        clerk.post(&path, &[fields, more].concat()).await
    };
    let written = async || world.store.notice_desk(actor, stage.closed).await.unwrap();
    let told = send("publish", "Hoa", "10").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("<li data-message=\"notice-lacks-place\"><a href=\"#place\">"), "{}", told.body);
    let desk = written().await;
    assert_eq!((desk.words.signer.as_str(), desk.versions.len()), ("Hoa", 0), "kept, not published");
    // What is only missing may be kept; what is wrong may not.
    let told = send("keep", "Lan", "61").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("data-message=\"notice-posting-days\"") && told.body.contains("value=\"Lan\""));
    assert_eq!(written().await.words.signer, "Hoa");
    assert_eq!(send("keep", "Lan", "60").await.to, format!("{path}?xong=luu"));
    assert_eq!(written().await.words.signer, "Lan");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ending_a_round_before_its_last_day_takes_a_second_look_and_the_notice_says_so() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 5)]).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let path = format!("/lam-viec/dot/{round}");
    assert!(clerk.get(&path).await.body.contains("name=\"early\""), "the page asks");
    let close = [("step", "close"), ("without", "Mưa lũ.")];
    let told = clerk.post(&path, &close).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("data-message=\"close-round-before-last-day\"><a href=\"#early\""), "{}", told.body);
    assert!(told.body.contains("Mưa lũ."), "what was typed is kept");
    assert_eq!(clerk.post(&path, &[&close[..], &[("early", "1")]].concat()).await.status, StatusCode::SEE_OTHER);

    let words =
        [("number", "1/TB."), ("place", "Đạ Ròn"), ("committee", "B"), ("title", "CHỦ TỊCH"), ("signer", "Hoa")];
    let words =
        [&words[..], &[("posted_at", "Nhà văn hóa"), ("posting_days", "10"), ("receivers", "UBND xã;\nLưu: VT.")]];
    let notice = format!("{path}/thong-bao");
    let preview = clerk.post(&notice, &[words.concat(), vec![("step", "preview")]].concat()).await;
    assert_eq!(preview.to, format!("{notice}?xong=xem#xem-truoc"));
    let shown = clerk.get(&format!("{notice}?xong=xem")).await.body;
    let paper = shown.split("id=\"xem-truoc\"").nth(1).expect("a preview");
    let early = t!("notice-when-early", opens = day("2024-07-01"), ended = today(), closes = day("2024-07-26"));
    let without = t!("notice-ended-without", count = 2_u64, hamlets = "Thôn 01, Thôn 02", reason = "Mưa lũ");
    for said in [early, format!("{without}<")] {
        assert!(paper.contains(&said), "{said}: {paper}");
    }
    for twice in ["..", ";;", ".;", ";.", "lũ.."] {
        assert!(!paper.contains(twice), "{twice}: {paper}");
    }
    assert!(world.store.notice(round, None, None).await.unwrap().is_none(), "a look publishes nothing");
    assert_eq!(world.store.notice_desk(actor, round).await.unwrap().words.signer, "Hoa", "and keeps what was typed");
}
