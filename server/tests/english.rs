//! Whoever asks in English reads English on every page of households and the public, and stays in English.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::plan::Papers;
use app::domain::oversight::criterion::{By, Status};
use app::domain::oversight::supervision::{ActivityKind, Method, Occasion, Supervisor};
use app::domain::revision::Revision;
use app::domain::units::unit::Level;
use app::ports::common::Actor;
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::hamlets::{HamletRow, Hamlets as _};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::recommendations::{NewRecommendation, Recommendations as _, Subject};
use app::ports::rounds::{Early, NewRound, Rounds as _};
use app::ports::supervision::*;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use common::*;
use http_body_util::BodyExt as _;
use server::http::router::router;
use server::http::state::app_state;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Each room that households and the public read, in Vietnamese and in English.
const ROOMS: [(&str, &str); 7] = [
    (include_str!("../../app/locales/vi/community.ftl"), include_str!("../../app/locales/en/community.ftl")),
    (include_str!("../../app/locales/vi/resident.ftl"), include_str!("../../app/locales/en/resident.ftl")),
    (include_str!("../../app/locales/vi/results.ftl"), include_str!("../../app/locales/en/results.ftl")),
    (include_str!("../../app/locales/vi/map.ftl"), include_str!("../../app/locales/en/map.ftl")),
    (include_str!("../../app/locales/vi/notice.ftl"), include_str!("../../app/locales/en/notice.ftl")),
    (include_str!("../../app/locales/vi/domain.ftl"), include_str!("../../app/locales/en/domain.ftl")),
    (include_str!("../../app/locales/vi/open_data.ftl"), include_str!("../../app/locales/en/open_data.ftl")),
];
/// Shorter pieces of sentences stand in names too.
const LONGER_THAN: usize = 12;

/// What stands in Vietnamese messages between what is put into them, where English says something else.
static VIETNAMESE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for (vietnamese, english) in ROOMS {
        let values = vietnamese.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
        for (_, value) in values {
            let pieces = value.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, after)| after));
            let pieces = pieces.map(str::trim).filter(|piece| piece.chars().count() > LONGER_THAN);
            found.extend(pieces.filter(|piece| !english.contains(piece)));
        }
    }
    assert!(found.len() > 150, "{}", found.len());
    found
});

/// The names of criteria, the topics and the targets that ship with the program, as they stand in a page.
static SHIPPED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rulesets = server::data::rulesets::load(None).unwrap();
    let rules = rulesets.values();
    let criteria = rules.clone().flat_map(|ruleset| ruleset.criteria.iter().map(|one| (&one.name, &one.name_en)));
    let topics = rules.flat_map(|ruleset| ruleset.questions.iter().map(|one| (&one.topic, &one.topic_en)));
    let profiles = server::data::targets::shipped(&rulesets).unwrap();
    let targets = profiles.iter().flat_map(|profile| profile.targets.iter().map(|one| (&one.content, &one.content_en)));
    let milestones = profiles.iter().flat_map(|profile| &profile.milestones);
    let milestones = milestones.map(|one| (&one.content, &one.content_en));
    let all: Vec<_> = criteria.chain(topics).chain(targets).chain(milestones).collect();
    for (vietnamese, english) in &all {
        assert!(!english.is_empty(), "{vietnamese} has no English");
    }
    // In a page they stand between tags, alone or behind their number.
    all.into_iter().flat_map(|(vietnamese, _)| [format!(">{vietnamese}<"), format!(". {vietnamese}<")]).collect()
});

/// What stands in a page without what says itself that it is Vietnamese.
fn english_part(body: &str) -> String {
    let mut parts = body.split(" lang=\"vi\"");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once("</").map_or("", |(_, rest)| rest));
    }
    kept
}

/// The values of an attribute.
fn values<'a>(body: &'a str, attribute: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    body.match_indices(attribute).map(move |(at, _)| {
        let rest = &body[at + attribute.len()..];
        let (value, after) = rest.split_once('"').unwrap_or_default();
        (value, after)
    })
}

fn expect_english(path: &str, body: &str) {
    assert!(body.contains("<html lang=\"en\""), "{path}");
    let said = english_part(body);
    for piece in VIETNAMESE.iter() {
        assert!(!said.contains(piece), "{path} says {piece:?} in Vietnamese");
    }
    for name in SHIPPED.iter() {
        assert!(!said.contains(name), "{path} says {name}");
    }
    let text: String = said.split('>').filter_map(|part| part.split('<').next()).collect();
    for twice in ["..", ".;", ",,", "?.", ":.", ". ."] {
        assert!(!text.contains(twice), "{path} says {twice}");
    }
    for (to, after) in values(body, "href=\"") {
        let is_file = [".css", ".js", ".wasm", ".zip", ".csv", ".xlsx", ".sav", ".parquet", ".pdf"]
            .iter()
            .any(|end| to.contains(end));
        let outside = !to.starts_with('/') || to.starts_with("/api/") || is_file;
        // The way to the other language.
        let other = after.split('>').next().unwrap_or_default().contains("hreflang=\"vi\"");
        assert!(outside || other || to.contains("lang=en"), "{path} leads to {to}");
    }
    for (to, after) in values(body, " action=\"") {
        let form = after.split("</form>").next().unwrap_or_default();
        assert!(form.contains("name=\"lang\" value=\"en\"") || to.contains("lang=en"), "{path} asks {to}");
    }
}

async fn get(app: &Router, path: &str) -> String {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let body = app.clone().oneshot(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.into()).unwrap()
}

async fn post(app: &Router, fields: &[(&str, &str)]) -> (String, String) {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post("/phieu").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = app.clone().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap();
    let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (to, String::from_utf8(body.into()).unwrap())
}

fn app(world: &World, moment: &str) -> Router {
    let store = Arc::new(world.store.clone());
    let on = day(moment);
    let rulesets = server::data::rulesets::load(None).unwrap();
    router(app_state(store, rulesets, Arc::new(move || morning(on)), "http://ydan.test").expect("sound"))
}

fn in_english(path: &str) -> String {
    format!("{path}{}lang=en", if path.contains('?') { '&' } else { '?' })
}

#[tokio::test]
async fn a_household_that_reads_english_is_asked_in_english() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let code = world.issue(round, None).await[0].code.to_string();
    let app = app(&world, "2024-07-10");
    for path in ["/", "/phieu", "/cam-on", "/bien-nhan", "/p/x", "/khong-co", &format!("/p/{code}")] {
        expect_english(path, &get(&app, &in_english(path)).await);
    }
    let key = "0f".repeat(16);
    let own = [("code", code.as_str()), ("idempotency_key", &key), ("lang", "en")];
    let names: Vec<String> = (1..=19).map(|no| format!("q{no}")).collect();
    let answers: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "s")).collect();
    for step in ["review", "edit", "send"] {
        let (_, body) = post(&app, &[&own[..], &[("step", step), ("q1", "u"), ("zalo", "1")]].concat()).await;
        expect_english(step, &body);
    }
    let (_, body) = post(&app, &[&own[..], &[("step", "review")], &answers].concat()).await;
    expect_english("review", &body);
    let (to, _) = post(&app, &[&own[..], &[("step", "send")], &answers].concat()).await;
    assert!(to.starts_with("/cam-on?lang=en#"), "{to}");
    let (to, _) = post(&app, &[&own[..], &[("step", "open")]].concat()).await;
    expect_english("spent", &get(&app, &to).await);
    let (_, body) = post(&app, &[&own[..], &[("step", "report")]].concat()).await;
    expect_english("report", &body);
}

const PROGRAMME: Uuid = Uuid::from_u128(15);

/// A public recommendation and a public programme with a visit and a comment, in Vietnamese as they are written.
async fn supervise(store: &server::store::Store) {
    let by = Actor::Operator;
    let new = NewRecommendation {
        id: Uuid::new_v4(),
        unit_code: COMMUNE.into(),
        subject: Subject::default(),
        title: "Đường vào xóm còn lầy khi mưa".into(),
        text: "Đề nghị Ủy ban nhân dân xã nêu thời hạn khắc phục.".into(),
        due: day("2024-07-20"),
        is_public: true,
        files: vec![],
        finding: None,
    };
    store.raise(&by, new, now()).await.unwrap();
    let head = ProgrammeHead {
        supervisor: Supervisor::Front,
        organisation: String::new(),
        year: 2024,
        number: "5/CTr".into(),
        signed_on: None,
        is_public: true,
    };
    store.open_programme(&by, PROGRAMME, COMMUNE, head, now()).await.unwrap();
    let plan = |kind, method: Method| ActivityPlan {
        kind,
        subject: format!("Giám sát làm đường thôn trong năm {}", method.into_str()),
        occasion: Occasion::Periodic,
        method,
        starts_on: day("2024-07-01"),
        ends_on: day("2024-07-12"),
        lead: "Ủy ban Mặt trận của xã chủ trì".into(),
        participants: vec![],
        drafter: "Ủy ban nhân dân xã soạn thảo".into(),
        ruleset: String::new(),
        criteria: vec![],
        target: String::new(),
    };
    let [visited, draft, visit] = [(); 3].map(|()| Uuid::new_v4());
    let supervision = plan(ActivityKind::Supervision, Method::Delegation);
    store.plan_activity(&by, PROGRAMME, visited, supervision, vec![COMMUNE.into()], now()).await.unwrap();
    let critique = plan(ActivityKind::Critique, Method::Conference);
    store.plan_activity(&by, PROGRAMME, draft, critique, vec![], now()).await.unwrap();
    let found = NewFinding { is_lacking: true, text: "Đường chưa có rãnh thoát nước.".into(), criterion: 2 };
    let on = today();
    let visit =
        NewVisit { id: visit, unit_code: COMMUNE.into(), on, present: vec![], findings: vec![found], files: vec![] };
    store.record_visit(&by, visited, visit, now()).await.unwrap();
    let end = Conclusion { on, text: "Cần làm rãnh trước mùa mưa tới.".into() };
    store.conclude_activity(&by, visited, &Revision::of(&2), end, now()).await.unwrap();
    store.comment_draft(&by, draft, vec!["Nêu rõ phần dân góp.".into()], now()).await.unwrap();
}

#[tokio::test]
async fn what_is_published_is_read_in_english() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100), ("02", 60)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let store = &world.store;
    let rows = minutes(COMMUNE, "01", head(100, 100, 90, 2), 19, |no| if no == 3 { 50 } else { 85 });
    store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    store.close(&Actor::Operator, round, "Thôn 02 chưa nộp.", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    store.publish(&Actor::Operator, round, now()).await.unwrap();
    let status = |criterion, status| CriterionRow {
        unit_code: COMMUNE.into(),
        ruleset: "xa-ntm-2021-2025".into(),
        level: Level::Commune,
        criterion,
        indicator: 0,
        by: Some(By::Claim),
        status,
        value: String::new(),
        as_of: today(),
        document: String::new(),
    };
    supervise(store).await;
    let rows = (1..=19).map(|no| status(no, if no == 7 { Status::NotMet } else { Status::Met })).collect();
    store.record(&Actor::Operator, numbered(rows), None, now()).await.unwrap();
    let before = app(&world, "2024-07-30");
    let metrics = ["ket-luan", "hai-long", "tham-gia", "tieu-chi", "lech", "kien-nghi"];
    let maps = metrics.map(|metric| format!("/ket-qua/68/ban-do?xem={metric}"));
    let unit = format!("/ket-qua/{COMMUNE}");
    let pages = [
        "/ket-qua".to_owned(),
        "/cach-tinh".to_owned(),
        "/du-lieu".to_owned(),
        "/api".to_owned(),
        "/ket-qua/68".to_owned(),
        "/ket-qua/68?loc=dat&tim=khong-co".to_owned(),
        "/ket-qua/677".to_owned(),
        "/ket-qua/68/chi-tieu".to_owned(),
        "/ket-qua/68/chi-tieu?in=1".to_owned(),
        unit.clone(),
        format!("{unit}/dien-bien"),
        format!("{unit}/giam-sat"),
        format!("/chuong-trinh-giam-sat/{PROGRAMME}"),
        "/ket-qua/68/giam-sat".to_owned(),
        format!("/thong-bao/{round}?noi={COMMUNE}"),
    ];
    for path in pages.iter().chain(&maps) {
        let body = get(&before, &in_english(path)).await;
        assert!(!body.contains("no such page"), "{path}");
        expect_english(path, &body);
    }
    let body = get(&before, &in_english(&unit)).await;
    assert!(body.contains("50 of 90 households are satisfied (55.56%)") && body.contains("10 July 2024"), "{body}");
    // After the merger: what was made of it, and the targets of a plan whose units are no more.
    world.merge().await;
    let at = morning(day("2026-06-01"));
    let hamlet = HamletRow { commune_code: "24943".into(), code: "01".into(), name: "Thôn 1".into(), households: 100 };
    store.import_hamlets(&Actor::Operator, numbered(vec![hamlet]), at).await.unwrap();
    // A set for which no share is required yet.
    let (id, opens, closes) = (Uuid::new_v4(), day("2026-05-20"), day("2026-06-10"));
    let new = NewRound {
        id,
        unit_code: "24943".into(),
        ruleset: ruleset("xa-ntm-2026-2030"),
        papers: Papers::default(),
        opens,
        closes,
    };
    store.open_at_once(&Actor::Operator, new, at).await.unwrap();
    let rows = minutes("24943", "01", head(100, 100, 60, 0), 16, |_| 40);
    store.import_minutes(&Actor::Operator, id, rows, Replacing::None, at).await.unwrap();
    store.close(&Actor::Operator, id, "thử", Early::Confirmed, at).await.unwrap();
    count_boxes(store, id).await;
    store.publish(&Actor::Operator, id, at).await.unwrap();
    let claim =
        CriterionRow { unit_code: "24943".into(), ruleset: "xa-ntm-2026-2030".into(), ..status(2, Status::Met) };
    store.record(&Actor::Operator, numbered(vec![claim]), None, at).await.unwrap();
    let after = app(&world, "2026-06-01");
    for path in maps.iter().map(String::as_str).chain([&*format!("/thong-bao/{id}")]) {
        expect_english(path, &get(&after, &in_english(path)).await);
    }
    let heirs = get(&after, &in_english(&format!("{unit}?ngay=2024-07-30"))).await;
    expect_english("merged", &heirs);
    for path in ["/ket-qua/68/chi-tieu", "/ket-qua/68", "/ket-qua/24943", "/ket-qua/24943/dien-bien"] {
        expect_english(path, &get(&after, &in_english(path)).await);
    }
}

#[tokio::test]
async fn a_question_without_english_is_shown_in_vietnamese_and_says_so() {
    const ASKED: &str = "Ông bà thấy đường trong xóm đi lại thế nào?";
    const TOPIC: &str = "Đường trong xóm";
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    let mut rules = ruleset("xa-ntm-2021-2025");
    let (question, basis) = (&mut rules.questions[2], "Hướng dẫn về lấy ý kiến của xã".to_owned());
    (question.vi, question.topic) = (ASKED.into(), TOPIC.into());
    question.en.clear();
    question.topic_en.clear();
    let papers = Papers { basis: vec![basis.clone()], ..Papers::default() };
    let (id, unit_code) = (uuid::Uuid::new_v4(), COMMUNE.to_owned());
    let new = NewRound { id, unit_code, ruleset: rules, papers, opens: day("2024-07-01"), closes: day("2024-07-26") };
    let store = &world.store;
    store.open_at_once(&Actor::Operator, new, now()).await.unwrap();
    let code = world.issue(id, None).await[0].code.to_string();
    let app = app(&world, "2024-07-10");
    let says_so = |path: &str, body: &str, words: &[&str]| {
        let said = english_part(body);
        for word in words {
            assert!(body.contains(word) && !said.contains(word), "{path} holds {word}, marked: {body}");
        }
    };
    says_so("ballot", &get(&app, &in_english(&format!("/p/{code}"))).await, &[ASKED]);
    let key = "0f".repeat(16);
    let names: Vec<String> = (1..=19).map(|no| format!("q{no}")).collect();
    let own = [("code", code.as_str()), ("idempotency_key", &key), ("lang", "en"), ("step", "review")];
    let answers = names.iter().map(|name| (name.as_str(), "s"));
    let (_, body) = post(&app, &own.into_iter().chain(answers).collect::<Vec<_>>()).await;
    says_so("review", &body, &[ASKED]);
    let rows = minutes(COMMUNE, "01", head(10, 10, 9, 0), 19, |no| if no == 3 { 1 } else { 9 });
    store.import_minutes(&Actor::Operator, id, rows, Replacing::None, now()).await.unwrap();
    store.close(&Actor::Operator, id, "Thôn 02 chưa nộp đủ", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, id).await;
    store.publish(&Actor::Operator, id, now()).await.unwrap();
    says_so("results", &get(&app, &in_english(&format!("/ket-qua/{COMMUNE}"))).await, &[ASKED, TOPIC]);
    let notice = get(&app, &in_english(&format!("/thong-bao/{id}"))).await;
    says_so("notice", &notice, &[TOPIC, &basis, "Thôn 02 chưa nộp đủ"]);
}
