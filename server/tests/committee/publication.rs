//! Publishing, through the router.

use crate::common::*;
use crate::stage::*;
use app::ports::notices::Notices as _;
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
