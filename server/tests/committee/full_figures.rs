//! Deciding on full figures, through the router.

use crate::common::*;
use crate::stage::*;
use app::ports::full_figures::FullFigures as _;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::{Early, Rounds as _};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn full_figures_take_a_document_and_a_second_look_and_the_notice_names_the_document() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 5)]).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let rows = minutes(COMMUNE, "01", head(10, 10, 7, 0), 19, |_| 7);
    world.store.import_minutes(actor, round, rows, Replacing::None, now()).await.unwrap();
    let (notice, path) = (format!("/lam-viec/dot/{round}/thong-bao"), format!("/lam-viec/dot/{round}/so-lieu-day-du"));
    assert_eq!(clerk.get(&path).await.status, StatusCode::CONFLICT, "not while it is open");
    world.store.close(actor, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let shown = clerk.get(&notice).await.body;
    assert!(shown.contains("data-full-figures") && shown.contains(&format!("href=\"{path}\"")), "{shown}");

    let asked = "Công văn số 15 \"khẩn\"";
    let told = clerk.post(&path, &[("step", "tell-in-full"), ("document", asked)]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("<a href=\"#sure-tell-in-full\""), "{}", told.body);
    assert!(told.body.contains("value=\"Công văn số 15 &quot;khẩn&quot;\""), "what was typed stays: {}", told.body);
    let told = clerk.post(&path, &[("step", "tell-in-full"), ("document", " "), ("sure", "1")]).await;
    assert!(told.body.contains("data-message=\"full-figures-no-document\"><a href=\"#document\""), "{}", told.body);
    assert_eq!(world.store.withholding(actor, round).await.unwrap().round.full_figures, None);
    let sent = clerk.post(&path, &[("step", "tell-in-full"), ("document", asked), ("sure", "1")]).await;
    assert_eq!((sent.status, sent.to), (StatusCode::SEE_OTHER, format!("{path}?xong=1")));
    assert!(clerk.get(&path).await.body.contains("value=\"take-back\""));
    let preview = clerk.get(&format!("{notice}?xong=xem")).await.body;
    let paper = preview.split("id=\"xem-truoc\"").nth(1).expect("a preview");
    assert!(paper.contains("data-of=\"full-figures\"") && paper.contains("khẩn"), "{paper}");
    assert!(paper.contains("data-withheld") && preview.contains("data-told-when-published"), "{preview}");

    assert!(world.store.publish(actor, round, now()).await.is_ok());
    let shown = clerk.get(&path).await.body;
    assert!(
        shown.contains("data-decided") && !shown.contains("value=\"take-back\""),
        "what is public is not taken back"
    );
    for query in ["", "?lang=en"] {
        let public = clerk.get(&format!("/thong-bao/{round}{query}")).await.body;
        assert!(public.contains("data-of=\"full-figures\"") && !public.contains("data-withheld"), "{public}");
    }
}
