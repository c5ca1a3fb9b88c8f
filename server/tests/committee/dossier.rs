//! What the Front contributes to a commune's dossier of recognition.

use crate::common::*;
use crate::stage::*;
use app::domain::oversight::recommendation::RecommendationAction;
use app::ports::common::Actor;
use app::ports::counting::Counting as _;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::participation::Participation as _;
use app::ports::recommendations::{NewRecommendation, NewStep, Recommendations as _, Subject};
use app::ports::rounds::{Early, Rounds as _};
use app::t;
use axum::http::StatusCode;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dossier_holds_every_paper_of_a_published_round_and_its_contents_name_each_file() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10), ("03", 4)]).await;
    let people = people(&world).await;
    let ((clerk, by), (_, office)) = (people["xa"].clone(), people["ubnd"].clone());
    let store = &world.store;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for (hamlet, satisfied) in [("01", 9), ("02", 5)] {
        let rows = minutes(COMMUNE, hamlet, head(10, 10, 9, 1), 19, |_| satisfied);
        store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    let rows = store.unit_participation(&by, round, None).await.unwrap().rows;
    for code in ["01", "02"] {
        let hamlet = rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.code == code).unwrap().id;
        store.close_hamlet(&by, round, hamlet, now()).await.unwrap();
        store.count_hamlet(&by, round, hamlet, witnesses(), now()).await.unwrap();
        if code == "01" {
            store.attach(&by, round, hamlet, photo(100), now()).await.unwrap();
        }
    }
    store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let path = format!("/lam-viec/dot/{round}/ho-so.zip");
    assert_eq!(clerk.get(&path).await.status, StatusCode::NOT_FOUND, "not before it is published");
    store.publish(&Actor::Operator, round, now()).await.unwrap();
    let id = Uuid::new_v4();
    let raised = NewRecommendation {
        id,
        unit_code: COMMUNE.into(),
        subject: Subject::default(),
        title: "Đường thôn 2".into(),
        text: "Đường lầy".into(),
        due: day("2024-08-01"),
        is_public: false,
        files: vec![],
        finding: None,
    };
    store.raise(&by, raised, now()).await.unwrap();
    let revision = store.recommendation(&office, id).await.unwrap().revision;
    let answer = RecommendationAction::Answer;
    let step = NewStep { step: answer, revision, text: "Sẽ làm".into(), due: None, files: vec![] };
    store.step(&office, id, step, now()).await.unwrap();

    assert!(clerk.get(&format!("/lam-viec/dot/{round}/thong-bao")).await.body.contains(&path));
    let files = unzipped(loading(&clerk, &path).await).await;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "0-muc-luc.pdf",
        "1-bao-cao.pdf",
        "1-bao-cao.docx",
        "2-thong-bao.pdf",
        "2-thong-bao.docx",
        "3-tong-hop.pdf",
        "3-tong-hop.docx",
        "4-giai-trinh.pdf",
        "4-giai-trinh.docx",
        "5-bien-ban/01.pdf",
        "5-bien-ban/01-da-ky-1.jpg",
        "5-bien-ban/02.pdf",
        "6-kien-nghi/01-1.pdf",
        "6-kien-nghi/01-2.pdf",
        "7-ho-so-cong-khai.zip",
    ];
    assert_eq!(names, expected);
    let said = |at: usize| String::from_utf8_lossy(&files[at].1).into_owned();
    for name in &expected[1..] {
        assert!(said(0).contains(name), "the contents name {name}: {}", said(0));
    }
    assert!(said(0).contains(&t!("dossier-no-minutes", hamlet = "Thôn 03")), "what is not there is said: {}", said(0));
    assert!(said(12).contains("Đường lầy") && said(13).contains("Sẽ làm"), "{} {}", said(12), said(13));
    assert_eq!(files[10].1, photo(100).content, "the photo as it came");
    assert!(said(9).contains(&t!(
        "minutes-print-sums",
        households = 10_u64,
        issued = 10_u64,
        returned = 10_u64,
        unreturned = 0_u64,
        valid = 9_u64,
        invalid = 1_u64
    )));
}
