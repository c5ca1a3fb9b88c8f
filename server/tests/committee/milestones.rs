//! Figures and acts of a plan: where they are written down, and the public page that shows them.

use crate::common::*;
use crate::stage::*;
use app::domain::people::account::Role;
use app::domain::units::title::{Recognition, Title};
use app::i18n::Lang;
use app::ports::common::{Actor, Now};
use app::ports::milestones::Milestones as _;
use app::ports::titles::{TitleRow, Titles as _};
use app::t;
use axum::http::StatusCode;

const PAGE: &str = "/lam-viec/tieu-chi/68";

fn in_2026() -> Now {
    morning(day("2026-03-02"))
}

/// The province's office, in 2026.
async fn office(world: &World) -> Clerk {
    world.merge().await;
    let (_, token) = world.invited("dieuphoi", person("dieuphoi", Role::Office, "68"), in_2026()).await;
    Clerk { app: app_at(world, in_2026), cookie: Some(token.0) }
}

async fn figure(clerk: &Clerk, number: &str, on: &str) -> Seen {
    let fields = [("step", "figure"), ("figure", "47-kh-tu/thu-nhap"), ("figure_source", "NGTK")];
    clerk.post(PAGE, &[&fields[..], &[("figure_number", number), ("figure_on", on)]].concat()).await
}

/// The row of a target on the public page.
fn row<'a>(body: &'a str, content: &str) -> &'a str {
    let at = body.find(content).unwrap_or_else(|| panic!("{content}: {body}"));
    body[at..].split("</tr>").next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_and_an_act_are_written_down_with_day_and_source_and_stand_on_the_plans_page() {
    let world = World::sqlite().await;
    let clerk = office(&world).await;
    let (income, act) = ("Thu nhập bình quân đầu người", "Quy hoạch tỉnh được phê duyệt");
    let public = "/ket-qua/68/chi-tieu?ngay=2026-03-02&don-vi-moi=1";
    let before = clerk.get(public).await.body;
    let no_data = t!("no-data");
    for content in [income, act, "Huyện Đức Trọng hoàn thành", "Tỉnh được công nhận"] {
        let row = row(&before, content);
        assert!(row.contains(&no_data) && row.contains(&t!("progress-no-data")), "{row}");
        assert!(!row.contains(">0%") && !row.contains(&t!("progress-missed")), "{row}");
    }
    let page = clerk.get(PAGE).await.body;
    assert!(page.contains("name=\"figure_number\"") && page.contains("name=\"act_document\""), "{page}");

    // What cannot be read is told at its field, and what was typed is kept.
    let told = figure(&clerk, "bốn sáu", "2020-12-31").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.tells("count-unreadable") && told.body.contains("value=\"bốn sáu\""), "{}", told.body);
    let unknown = [("step", "act"), ("act", "47-kh-tu/thu-nhap"), ("act_on", "2025-01-01"), ("act_document", "1")];
    assert!(clerk.post(PAGE, &unknown).await.tells("milestone-unknown"), "a figure is no act");
    for (number, on) in [("46,35", "2020-12-31"), ("69,52", "2025-12-31")] {
        assert_eq!(figure(&clerk, number, on).await.status, StatusCode::SEE_OTHER);
    }
    let done = [
        ("step", "act"),
        ("act", "47-kh-tu/quy-hoach-tinh"),
        ("act_event", "done"),
        ("act_on", "2023-12-29"),
        ("act_document", "1727/QĐ-TTg"),
    ];
    assert_eq!(clerk.post(PAGE, &done).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.store.milestone_entries("47-kh-tu").await.unwrap().len(), 3);
    let page = clerk.get(PAGE).await.body;
    assert!(page.contains("69,52 triệu đồng") && page.contains("1727/QĐ-TTg"), "{page}");

    let shown = clerk.get(public).await.body;
    let found = row(&shown, income);
    // One and a half times 46,35 is 69,525: one hundredth more than there is.
    for said in ["69,52 triệu", "46,35 triệu", "69,53 triệu", "0,01 triệu", "NGTK", &t!("progress-missed")] {
        assert!(found.contains(said), "{said}: {found}");
    }
    let found = row(&shown, act);
    assert!(found.contains("1727/QĐ-TTg") && found.contains(&t!("progress-reached-late")), "{found}");
    let english = clerk.get(&format!("{public}&lang=en")).await.body;
    assert!(row(&english, "Income per head").contains("69.52 million dong"), "{english}");
    assert!(row(&english, "Master plan").contains(&t!(Lang::En, "progress-reached-late")), "{english}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_title_of_a_named_district_stands_with_its_decision_and_a_lower_one_says_nothing() {
    let world = World::sqlite().await;
    let clerk = office(&world).await;
    let recognise = async |title, on: &str, decision: &str| {
        let recognition = Recognition { title, granted: true, day: day(on), decision: decision.into() };
        let row = TitleRow { unit_code: "677".into(), recognition };
        world.store.recognise(&Actor::Operator, numbered(vec![row]), in_2026()).await.unwrap();
    };
    let shown = async || {
        let body = clerk.get("/ket-qua/68/chi-tieu?ngay=2025-06-30").await.body;
        row(&body, "Huyện Đơn Dương được công nhận").to_owned()
    };
    recognise(Title::Standard, "2015-01-01", "94/QĐ-TTg").await;
    let found = shown().await;
    assert!(found.contains(&t!("progress-no-data")) && !found.contains("94/QĐ-TTg"), "{found}");
    recognise(Title::Model, "2024-09-01", "1/QĐ-TTg").await;
    let found = shown().await;
    assert!(found.contains("1/QĐ-TTg") && found.contains(&t!("progress-reached")), "{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_that_is_not_done_yet_is_written_down_as_such_and_where_nothing_was_written_the_page_says_so() {
    let world = World::sqlite().await;
    let clerk = office(&world).await;
    let none = format!("<p>{}<", t!("milestones-none"));
    assert!(clerk.get(PAGE).await.body.contains(&none));
    let fields = [("step", "act"), ("act", "47-kh-tu/quy-hoach-tinh"), ("act_event", "not-done")];
    let sent = clerk.post(PAGE, &[&fields[..], &[("act_on", "2025-11-03"), ("act_document", "BC 9")]].concat()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(!clerk.get(PAGE).await.body.contains(&none));
    let shown = clerk.get("/ket-qua/68/chi-tieu?ngay=2026-03-02&don-vi-moi=1").await.body;
    let found = row(&shown, "Quy hoạch tỉnh được phê duyệt");
    let (not_done, done) =
        (t!("targets-act-not-done", day = day("2025-11-03")), t!("targets-act-done", day = day("2025-11-03")));
    assert!(found.contains(&not_done) && !found.contains(&done), "{found}");
}
