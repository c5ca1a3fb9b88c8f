//! Wording the templates of documents, through the router.

use crate::common::*;
use crate::stage::*;
use app::documents::wording::shipped;
use app::domain::document_kind::DocumentKind;
use app::ports::notices::Notices as _;
use axum::http::StatusCode;

const NOTICE: &str = "/lam-viec/mau-van-ban/commune/thong-bao";

fn revision(page: &str) -> String {
    let rest = page.split("name=\"revision\" value=\"").nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_with_faults_comes_back_whole_with_each_fault_and_its_line() {
    let world = World::sqlite().await;
    set_the_stage(&world).await;
    let clerk = &people(&world).await["xa"].0;
    let page = clerk.get(NOTICE).await;
    assert!(page.body.contains("{câu đính chính}") && page.body.contains("data-whose"), "{}", page.body);
    let revision = revision(&page.body);
    let send =
        async |text: &str| clerk.post(NOTICE, &[("step", "keep"), ("revision", &revision), ("text", text)]).await;
    let told = send("Kính thưa bà con {tên làng}.\n{số hộ\n<script>alert(1)</script>").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.tells("template-unknown") && told.tells("template-brace"), "{}", told.body);
    assert!(told.body.contains("Kính thưa bà con {tên làng}."), "what was typed is there: {}", told.body);
    assert!(!told.body.contains("<script>alert"), "{}", told.body);
    let silent = send("Chỉ có lời, không có số.").await;
    assert!(silent.tells("template-missing"), "{}", silent.body);
    assert!(send(" ").await.tells("field-missing"));
    let long = send(&"dài ".repeat(6_000)).await;
    assert!(long.tells("field-too-long") && long.status == StatusCode::UNPROCESSABLE_ENTITY);
    // Ten megabytes are refused before they are read.
    assert_eq!(send(&"x".repeat(10 << 20)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(world.count("select count(*) from document_template").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_is_drawn_in_the_words_of_the_front_and_keeps_those_it_was_published_with() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let word = async |line: &str| {
        let page = clerk.get(NOTICE).await;
        let text = format!("{line}\n{}", shipped(DocumentKind::Notice));
        let fields = [("step", "keep"), ("revision", &revision(&page.body)), ("text", &text)];
        let kept = clerk.post(NOTICE, &fields).await;
        assert_eq!(kept.to, format!("{NOTICE}?xong=luu"), "{}", kept.body);
    };
    word("Kính gửi bà con {tên đơn vị}.").await;
    let listed = clerk.get("/lam-viec/mau-van-ban").await.body;
    assert!(listed.contains("data-template=\"thong-bao\" data-own"), "{listed}");
    let draft = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let preview = clerk.get(&format!("{draft}?xong=xem")).await.body;
    assert!(preview.contains("Kính gửi bà con Xã Đạ Ròn."), "{preview}");

    let fields = [
        ("step", "publish"),
        ("sure", "1"),
        ("number", "1/TB"),
        ("place", "Đạ Ròn"),
        ("committee", "BAN THƯỜNG TRỰC"),
        ("title", "CHỦ TỊCH"),
        ("signer", "Hoa"),
        ("posted_at", "Nhà văn hóa"),
        ("posting_days", "10"),
    ];
    let published = clerk.post(&draft, &fields).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    word("Thay lời khác.").await;
    let notice = clerk.get(&format!("/thong-bao/{}", stage.closed)).await.body;
    assert!(notice.contains("Kính gửi bà con Xã Đạ Ròn.") && !notice.contains("Thay lời khác."), "{notice}");
    let english = clerk.get(&format!("/thong-bao/{}?lang=en", stage.closed)).await.body;
    assert!(english.contains(&app::i18n::word(app::i18n::Lang::En, "notice-translated-own", &[])), "{english}");
    let view = world.store.notice(stage.closed, None, None).await.unwrap().unwrap();
    assert!(view.notice.template.unwrap().starts_with("Kính gửi"));
    let desk = world.store.notice_desk(actor, stage.closed).await.unwrap();
    assert!(desk.template.unwrap().starts_with("Thay lời khác."), "a correction is drawn with today's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn giving_an_own_template_up_takes_a_second_look() {
    let world = World::sqlite().await;
    set_the_stage(&world).await;
    let clerk = &people(&world).await["xa"].0;
    let page = clerk.get(NOTICE).await.body;
    assert!(!page.contains("value=\"drop\""), "there is none to give up");
    let text = format!("Lời riêng.\n{}", shipped(DocumentKind::Notice));
    clerk.post(NOTICE, &[("step", "keep"), ("revision", &revision(&page)), ("text", &text)]).await;
    let page = clerk.get(NOTICE).await.body;
    let drop = [("step", "drop"), ("revision", &revision(&page))];
    assert_eq!(clerk.post(NOTICE, &drop).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = clerk.post(NOTICE, &[&drop[..], &[("sure", "1")]].concat()).await;
    assert_eq!(done.to, format!("{NOTICE}?xong=bo"), "{}", done.body);
    assert_eq!(world.count("select count(*) from document_template").await, 0);
}
