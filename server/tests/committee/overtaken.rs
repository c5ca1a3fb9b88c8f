//! Two people on the same form, and one who presses twice.

use crate::common::*;
use crate::stage::*;
use app::ports::common::Actor;
use app::ports::hamlet_closing::*;
use app::ports::participation::*;
use app::ports::rounds::Rounds as _;
use axum::http::StatusCode;

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let start = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}")).1;
    start.split_once('"').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hand_counted_minutes_are_corrected_by_their_form_and_nobody_overwrites_anothers() {
    let world = World::sqlite().await;
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let mut rows = store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    rows.retain(|row| row.hamlet.as_ref().is_some_and(|hamlet| hamlet.code == "01"));
    let hamlet = rows.remove(0).hamlet.unwrap().id;
    let path = format!("/lam-viec/dot/{round}/thon/{hamlet}/bien-ban");
    let send = async |step: &str, satisfied: u64, page: &str| {
        let mut fields: Vec<(String, String)> = [("step", step), ("reason", "Cộng sai"), ("households", "6")]
            .into_iter()
            .chain([("issued", "6"), ("returned", "5"), ("valid", "5"), ("invalid", "0"), ("unreturned", "1")])
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for no in 1..=19 {
            fields.push((format!("s{no}"), satisfied.to_string()));
            fields.push((format!("u{no}"), (5 - satisfied).to_string()));
        }
        fields.push(("revision".to_owned(), hidden(page, "revision")));
        // Nothing is sent that the form has not.
        if page.contains("name=\"sure\"") {
            fields.push(("sure".to_owned(), "1".to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        clerk.post(&path, &fields).await
    };
    let empty = clerk.get(&path).await.body;
    assert_eq!(send("keep", 5, &empty).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send("keep", 5, &empty).await.status, StatusCode::SEE_OTHER, "pressed twice");
    // Somebody else had the empty form open all the while.
    let told = send("keep", 4, &empty).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.tells("minutes-overtaken") && told.body.contains("value=\"4\""));
    assert_eq!(send("keep", 4, &told.body).await.status, StatusCode::SEE_OTHER, "knowing it");
    store.close_hamlet(&Actor::Operator, round, hamlet, now()).await.unwrap();
    store.close(&Actor::Operator, round, "thôn 02 chưa họp", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    store.publish(&Actor::Operator, round, now()).await.unwrap();
    let page = clerk.get(&path).await.body;
    let done = send("correct", 3, &page).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let notice = app::ports::notices::Notices::notice(store, round, None, None).await.unwrap().unwrap();
    assert_eq!(
        (notice.notice.version, notice.results.questions[0].counts.map(|counts| counts.satisfied)),
        (2, Some(3))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reverts_anothers_hamlets_unseen() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let path = format!("/lam-viec/thon/{COMMUNE}");
    let opened = clerk.get(&path).await.body;
    let send = async |households: &str, page: &str| {
        let revision = hidden(page, "revision");
        let first = [("known1", "01"), ("code1", "01"), ("name1", "Thôn 01"), ("households1", households)];
        let second = [("known2", "02"), ("code2", "02"), ("name2", "Thôn 02"), ("households2", "6")];
        let fields: Vec<_> =
            first.into_iter().chain(second).chain([("step", "keep"), ("revision", revision.as_str())]).collect();
        clerk.post(&path, &fields).await
    };
    assert_eq!(send("7", &opened).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send("7", &opened).await.status, StatusCode::SEE_OTHER, "pressed twice");
    // Somebody else had the form open all the while.
    let told = send("9", &opened).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.tells("hamlets-overtaken") && told.body.contains("value=\"9\""));
    assert_eq!(send("9", &told.body).await.status, StatusCode::SEE_OTHER, "knowing it");
    // A form that comes back shows every line that was sent, however short the list is by now.
    let many: Vec<(String, String)> = (1..=40)
        .flat_map(|n| [(format!("code{n}"), format!("{n:02}")), (format!("name{n}"), format!("Thôn {n}"))])
        .collect();
    let mut fields: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("step", "keep"));
    let told = clerk.post(&path, &fields).await;
    assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.body.contains("value=\"Thôn 40\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_publishes_second_with_other_words_is_told() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let path = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let send = async |number: &str| {
        let words =
            [("number", number), ("place", "Đạ Ròn"), ("above", "A"), ("committee", "B"), ("title", "CHỦ TỊCH")];
        let more = [
            ("signer", "Hoa"),
            ("posted_at", "Nhà văn hóa"),
            ("posting_days", "10"),
            ("step", "publish"),
            ("sure", "1"),
        ];
        let fields: Vec<_> = words.into_iter().chain(more).collect();
        clerk.post(&path, &fields).await
    };
    let first = send("1/TB").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(send("1/TB").await.status, StatusCode::SEE_OTHER, "pressed twice");
    let second = send("2/TB").await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.tells("publish-overtaken") && second.body.contains("2/TB"));
}
