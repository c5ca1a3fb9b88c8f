//! What the Front reports of a published round, through the router.

use crate::common::*;
use crate::stage::*;
use app::ports::common::Actor;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::Rounds as _;
use app::t;
use axum::http::StatusCode;

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
