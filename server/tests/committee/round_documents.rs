//! What the Front reports of a published round, through the router.

use crate::common::*;
use crate::stage::*;
use app::domain::document_kind::DocumentKind;
use app::ports::common::Actor;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::Rounds as _;
use app::ports::signed_documents::SignedDocuments as _;
use app::t;
use axum::http::StatusCode;
use axum::http::{Request, header};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_reported_of_a_published_round_carries_its_numbers_and_goes_to_the_front_above() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    let (clerk, _) = people(&world).await["xa"].clone();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for (hamlet, satisfied) in [("01", 9), ("02", 5)] {
        let rows = minutes(COMMUNE, hamlet, head(10, 10, 9, 1), 19, |_| satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    world.end(round).await;
    let path = |document: &str| format!("/lam-viec/dot/{round}/van-ban/{document}/van-ban.docx");
    assert_eq!(clerk.get(&path("bao-cao")).await.status, StatusCode::NOT_FOUND, "not before it is published");
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    let desk = clerk.get(&format!("/lam-viec/dot/{round}/thong-bao")).await.body;
    for document in ["bao-cao", "tong-hop", "giai-trinh"] {
        assert!(desk.contains(&path(document)), "{document}: {desk}");
        let made = clerk.get(&path(document)).await;
        assert_eq!(made.status, StatusCode::OK, "{document}");
        let made: serde_json::Value = serde_json::from_str(&made.body).unwrap();
        let said = made["body"].to_string();
        let denied = t!(
            "report-denied",
            no = 19_u32,
            topic = "Nhìn chung",
            satisfied = 14_u64,
            base = 18_u64,
            share = "77,78",
            threshold = "90"
        );
        assert_eq!(said.contains(&denied), document != "tong-hop", "{document}: {said}");
        let addressed = match document {
            "bao-cao" => {
                t!("document-addressed", to = t!("document-standing-committee", unit = "Huyện Đơn Dương")).into()
            }
            "giai-trinh" => t!("document-addressed", to = t!("document-people-s-committee", unit = "Xã Đạ Ròn")).into(),
            _ => serde_json::Value::Null,
        };
        assert_eq!(made["addressed"], addressed, "{document}");
        if document != "giai-trinh" {
            let table = made["body"].as_array().unwrap().iter().find(|block| block["is"] == "table").unwrap();
            let cells = |line: usize| -> Vec<String> {
                let line = table["rows"][line].as_array().unwrap();
                line.iter().map(|cell| cell["text"][0]["text"].as_str().unwrap_or_default().to_owned()).collect()
            };
            assert_eq!(cells(1)[2..6], ["10", "10", "10", "9"], "{table}");
            assert_eq!(cells(2)[2..], ["20", "20", "20", "18", "100,00", "14", "77,78"], "the sum: {table}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_signed_is_attached_beside_its_document_and_a_signed_notice_is_everybodys() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    world.end(round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    let path = format!("/lam-viec/dot/{round}/thong-bao");
    let send = async |kind: &str, name: &str, content: &[u8]| {
        let head = format!(
            "--x\r\ncontent-disposition: form-data; name=\"step\"\r\n\r\nattach\r\n--x\r\ncontent-disposition: form-data; \
             name=\"document\"\r\n\r\n{kind}\r\n--x\r\ncontent-disposition: form-data; name=\"file\"; \
             filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), content, b"\r\n--x--\r\n"].concat();
        let request = Request::post(&path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        clerk.ask(request, body.into()).await
    };
    let told = send("bao-cao", "bao-cao.doc", b"Word of another century").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.tells("file-kind-or-word")
            && told.body.contains("<details open class=\"sources\"")
            && !told.body.contains("<details open class=\"fold\""),
        "{}",
        told.body
    );
    assert!(told.body.contains("value=\"bao-cao\" selected"), "what was chosen stays: {}", told.body);
    assert_eq!(send("thong-bao", "da-ky.pdf", b"%PDF-1.7 signed").await.to, format!("{path}?xong=da-ky"));
    assert_eq!(send("bao-cao", "bao-cao.pdf", b"%PDF-1.7 report").await.status, StatusCode::SEE_OTHER);
    let desk = clerk.get(&path).await.body;
    let notice = format!("/thong-bao/{round}");
    let page = Clerk { app: clerk.app.clone(), cookie: None }.get(&notice).await.body;
    let public = page.split(&format!("{notice}/da-ky/")).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let stranger = Clerk { app: clerk.app.clone(), cookie: None };
    assert_eq!(stranger.get(&format!("{notice}/da-ky/{public}")).await.body, "%PDF-1.7 signed");
    let signed = world.store.signed_documents(actor, round).await.unwrap();
    assert!(signed.iter().all(|own| desk.contains(&format!("/lam-viec/van-ban-ky/{}", own.file))), "{desk}");
    let report = signed.iter().find(|own| own.kind == DocumentKind::Report).unwrap().file;
    assert_eq!(stranger.get(&format!("{notice}/da-ky/{report}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(people["xa-khac"].0.get(&format!("/lam-viec/van-ban-ky/{report}")).await.status, StatusCode::FORBIDDEN);
    let files = unzipped(loading(clerk, &format!("/lam-viec/dot/{round}/ho-so.zip")).await).await;
    let of_signed = files.iter().filter(|(name, _)| name.starts_with("0-da-ky/"));
    assert_eq!(
        of_signed.map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["0-da-ky/1-bao-cao.pdf", "0-da-ky/2-thong-bao.pdf"]
    );
}
