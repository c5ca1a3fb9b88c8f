//! The period of today: units of 2025, a set of criteria for which no share is required of anybody yet.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::oversight::criterion::{By, Status};
use app::domain::people::account::Role;
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::Level;
use app::ports::common::{Actor, Now};
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::{Early, NewRound, Rounds as _};
use app::t;
use axum::http::StatusCode;
use uuid::Uuid;

const SET: &str = "xa-ntm-2026-2030";
/// Xã Đơn Dương and Xã Ka Đô of 2025.
const COMMUNES: [&str; 2] = ["24931", "24943"];
const SAID: &str = "mức quy định";

fn now_2026() -> Now {
    morning(day("2026-07-10"))
}

/// A published round of 2026 in a commune, in which so many of a hundred are satisfied with each question.
async fn published(world: &World, unit: &str, ruleset: Ruleset, satisfied: impl Fn(u32) -> u64) -> Uuid {
    let (id, now) = (Uuid::new_v4(), now_2026());
    let hamlet = app::ports::hamlets::HamletRow {
        commune_code: unit.into(),
        code: "01".into(),
        name: "Thôn 1".into(),
        households: 100,
    };
    app::ports::hamlets::Hamlets::import_hamlets(&world.store, &Actor::Operator, numbered(vec![hamlet]), now)
        .await
        .unwrap();
    let questions = u32::try_from(ruleset.questions.len()).unwrap();
    let papers = Papers { purpose: Purpose::Repeat, ..Papers::default() };
    let (opens, closes) = (day("2026-07-01"), day("2026-07-26"));
    let round = NewRound { id, unit_code: unit.into(), ruleset, papers, opens, closes };
    world.store.open_at_once(&Actor::Operator, round, now).await.unwrap();
    let rows = minutes(unit, "01", head(100, 100, 100, 0), questions, satisfied);
    world.store.import_minutes(&Actor::Operator, id, rows, Replacing::None, now).await.unwrap();
    world.store.close(&Actor::Operator, id, "thử", Early::Confirmed, now).await.unwrap();
    count_boxes(&world.store, id).await;
    world.store.publish(&Actor::Operator, id, now).await.unwrap();
    id
}

fn claimed(unit: &str, set: &str, criterion: u32) -> CriterionRow {
    CriterionRow {
        unit_code: unit.into(),
        ruleset: set.into(),
        level: Level::Commune,
        criterion,
        indicator: 0,
        by: Some(By::Claim),
        status: Status::Met,
        value: String::new(),
        as_of: day("2026-06-01"),
        document: "BC 12/BC-UBND".into(),
    }
}

/// The Front of the province on the page of 2026, and the published rounds.
async fn current(world: &World) -> (Clerk, [Uuid; 2]) {
    world.merge().await;
    // Roads of the one commune, the health station of the other.
    let first = published(world, COMMUNES[0], ruleset(SET), |no| if no == 2 { 61 } else { 96 }).await;
    let second = published(world, COMMUNES[1], ruleset(SET), |no| if no == 8 { 43 } else { 100 }).await;
    let claims = (1..=9).flat_map(|no| COMMUNES.map(|unit| claimed(unit, SET, no)));
    world.store.record(&Actor::Operator, numbered(claims.collect()), None, now_2026()).await.unwrap();
    let (_, token) = world.invited("tinh", person("tinh", Role::Front, "68"), now_2026()).await;
    (Clerk { app: app_at(world, now_2026), cookie: Some(token.0) }, [first, second])
}

/// How often a page says it, but for the sources that are folded away.
fn times(body: &str, said: &str) -> usize {
    let mut parts = body.split("<details");
    let open = parts.next().unwrap_or_default().to_owned();
    let rest: String = parts.filter_map(|part| part.split_once("</details>")).map(|(_, rest)| rest).collect();
    (open + &rest).matches(said).count()
}

fn rows(body: &str) -> Vec<&str> {
    let table = body.split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default();
    table.split("<tr").skip(1).collect()
}

/// Where a link leads, as a browser reads it.
fn link<'a>(row: &'a str, to: &str) -> Option<String> {
    let all = row.split("href=\"").skip(1).filter_map(|rest: &'a str| rest.split('"').next());
    all.map(|one| one.replace("&amp;", "&")).find(|one| one.starts_with(to))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oversight_of_the_current_period_opens_on_what_people_answered_least_satisfied_first() {
    let world = World::sqlite().await;
    let (clerk, _) = current(&world).await;
    let page = clerk.get("/lam-viec/giam-sat").await;
    assert_eq!(page.status, StatusCode::OK);
    let found = rows(&page.body);
    assert_eq!(found.len(), 20, "so many a page: {}", page.body);
    assert!(found[0].contains("43 / 100") && found[0].contains("Xã Ka Đô"), "{}", found[0]);
    assert!(found[1].contains("61 / 100") && found[1].contains("Xã Đơn Dương"), "{}", found[1]);
    assert_eq!(times(&page.body, SAID), 1, "{}", page.body);
    assert_eq!(times(&page.body, &ruleset(SET).name), 1, "{}", page.body);
    // Nothing says how far it falls short of nothing, or offers to look for what cannot be.
    assert!(
        !page.body.contains(&format!(">{}</th>", t!("comparison-gap"))) && !page.body.contains("loai=lech"),
        "{}",
        page.body
    );
    assert!(page.body.contains("aria-current=\"page\""));
    assert!(!page.body.contains("loai=khong-so-lieu"), "nothing lacks data: {}", page.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_people_are_dissatisfied_a_row_can_become_a_recommendation() {
    let world = World::sqlite().await;
    let (clerk, [_, second]) = current(&world).await;
    let body = clerk.get("/lam-viec/giam-sat").await.body;
    let found = rows(&body);
    let to = link(found[0], "/lam-viec/kien-nghi/moi").expect("a way to recommend");
    assert!(to.contains(&format!("dot={second}")), "{to}");
    assert_eq!(link(found.last().unwrap(), "/lam-viec/kien-nghi/moi"), None, "all are satisfied");
    let form = clerk.get(&to).await;
    assert_eq!(form.status, StatusCode::OK);
    let text = form.body.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap();
    for said in ["43 trên 100", "43,00%", "57", "57,00%", SAID] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("chưa đạt") && !text.contains("mức yêu cầu"), "{text}");
    let query = form_urlencoded::parse(to.split_once('?').unwrap().1.as_bytes()).into_owned();
    let query: std::collections::BTreeMap<String, String> = query.collect();
    let of = |name: &str| query[name].as_str();
    let sent = clerk
        .post(
            "/lam-viec/kien-nghi/moi",
            &[
                ("unit", of("noi")),
                ("bo", of("bo")),
                ("criterion", of("tieu-chi")),
                ("dot", of("dot")),
                ("cau", of("cau")),
                ("title", "Trạm y tế"),
                ("text", text.split_once('>').unwrap().1),
                ("due", "2026-08-01"),
            ],
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(clerk.get(&sent.to).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recommendation_speaks_of_a_claim_only_where_there_is_one() {
    let world = World::sqlite().await;
    let (clerk, [first, _]) = current(&world).await;
    let text = async |criterion: u32, question: u32| {
        let to = format!(
            "/lam-viec/kien-nghi/moi?noi={}&bo={SET}&tieu-chi={criterion}&dot={first}&cau={question}",
            COMMUNES[0]
        );
        let body = clerk.get(&to).await.body;
        body.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap().to_owned()
    };
    assert!(text(2, 2).await.contains("báo đạt"));
    let text = text(10, 15).await;
    assert!(text.contains("96 trên 100") && !text.contains("báo đạt"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_pages_of_the_current_period_say_once_that_no_share_is_required() {
    let world = World::sqlite().await;
    let (clerk, [first, _]) = current(&world).await;
    let reader = Clerk { cookie: None, ..clerk };
    let commune = COMMUNES[0];
    for (path, most) in [
        (format!("/ket-qua/{commune}"), 1),
        (format!("/ket-qua/{commune}/dien-bien"), 1),
        (format!("/thong-bao/{first}"), 1),
        ("/ket-qua/68".to_owned(), 1),
        ("/ket-qua/68/ban-do".to_owned(), 1),
        ("/ket-qua/68/ban-do?xem=lech".to_owned(), 1),
        ("/ket-qua/68/ban-do?xem=hai-long".to_owned(), 0),
    ] {
        let page = reader.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let shown = page.body.split("<body").nth(1).unwrap();
        assert_eq!(times(shown, SAID), most, "{path}: {}", page.body);
        assert!(!page.body.contains("mức yêu cầu"), "{path} speaks of a required share: {}", page.body);
    }
    // Nobody is met or not met by what is not required.
    let list = reader.get("/ket-qua/68").await.body;
    assert!(!list.contains("đạt mức hài lòng") && !list.contains("xep=ket-luan"), "{list}");
    assert!(list.contains(&ruleset(SET).name), "{list}");
    let questions = reader.get(&format!("/ket-qua/{commune}")).await.body;
    assert!(!questions.contains(&format!(">{}<", t!("column-needed"))), "an empty column");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_set_with_thresholds_beside_one_without_keeps_its_mismatches_first() {
    let world = World::sqlite().await;
    let (clerk, _) = current(&world).await;
    let judged = "xa-nang-cao-2021-2025";
    published(&world, COMMUNES[0], ruleset(judged), |no| if no == 3 { 71 } else { 96 }).await;
    let claims = (1..=19).map(|no| claimed(COMMUNES[0], judged, no)).collect();
    world.store.record(&Actor::Operator, numbered(claims), None, now_2026()).await.unwrap();
    let body = clerk.get("/lam-viec/giam-sat").await.body;
    let found = rows(&body);
    assert!(!found.is_empty() && found.iter().all(|row| row.contains("71 / 100")), "{body}");
    assert!(body.contains(&t!("comparison-gap")) && body.contains("loai=khong-nguong"), "{body}");
    let body = clerk.get("/lam-viec/giam-sat?loai=khong-nguong").await.body;
    assert!(rows(&body)[0].contains("43 / 100"), "{body}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nothing_is_judged_no_verdict_is_shown_looked_for_or_led_to() {
    let world = World::sqlite().await;
    let (clerk, _) = current(&world).await;
    let list = clerk.get("/ket-qua/68").await.body;
    let offered = list.split("<select id=\"loc\"").nth(1).unwrap().split("</select>").next().unwrap();
    let offered: Vec<&str> = offered.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(offered, ["tat-ca", "chua-co"]);
    let heads = list.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap().matches("<th").count();
    for row in rows(&list) {
        assert_eq!(row.matches("<th").count() + row.matches("<td").count(), heads, "a cell for each head: {row}");
    }
    let oversight = clerk.get("/lam-viec/giam-sat").await.body;
    let map = link(&oversight, "/ket-qua/68/ban-do").expect("a way to the map");
    assert!(map.contains("xem=hai-long"), "{map}");
    assert!(oversight.contains(&t!("comparison-order-share")), "{oversight}");
    assert!(!oversight.contains(&t!("comparison-order-gap")), "{oversight}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recommendation_leads_to_the_results_it_comes_from_and_its_row_to_what_is_open() {
    let world = World::sqlite().await;
    let (clerk, [_, second]) = current(&world).await;
    let first_row = async || rows(&clerk.get("/lam-viec/giam-sat").await.body)[0].to_owned();
    let before = first_row().await;
    assert_eq!(link(&before, "/lam-viec/kien-nghi?"), None, "nothing is open: {before}");
    let round = second.to_string();
    let subject = [("unit", COMMUNES[1]), ("bo", SET), ("criterion", "6"), ("dot", round.as_str()), ("cau", "8")];
    let said = [("title", "Trạm y tế"), ("text", "Đề nghị xem lại"), ("due", "2026-08-01")];
    let criterion = link(&before, "/lam-viec/kien-nghi/moi").unwrap();
    let criterion = criterion.split("tieu-chi=").nth(1).and_then(|rest| rest.split('&').next()).unwrap().to_owned();
    let mut fields = [&subject[..], &said].concat();
    fields[2].1 = &criterion;
    let sent = clerk.post("/lam-viec/kien-nghi/moi", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = clerk.get(&sent.to).await.body;
    let source = link(&page, &format!("/ket-qua/{}", COMMUNES[1])).expect("a way to the results");
    assert!(source.contains(&format!("dot={second}")), "{source}");
    let after = first_row().await;
    let open = link(&after, "/lam-viec/kien-nghi?").expect("a way to what is open");
    assert!(open.contains(&format!("noi={}", COMMUNES[1])), "{open}");
    assert!(after.contains(&t!("comparison-open", count = 1_u64)), "{after}");
}
