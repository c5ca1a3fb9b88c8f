//! Several people invited at once: a row for each place that nobody works for, all letters printed in one go.

use crate::common::*;
use crate::stage::*;
use axum::http::StatusCode;

const INVITE: &str = "/lam-viec/tai-khoan/moi";

/// The places of the rows, in their order.
fn rows(page: &str) -> Vec<String> {
    let place = |rest: &str| rest.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    page.split("name=\"place").skip(1).map(place).collect()
}

/// What the letters of a page hand to their print.
fn letters(page: &str) -> Vec<(&str, String)> {
    let value = |rest: &str| ("letter", rest.split('"').next().unwrap().to_owned());
    page.split("name=\"letter\" value=\"").skip(1).map(value).collect()
}

fn fields<'a>(all: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    all.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn all_working_committees_are_invited_in_one_go_and_their_letters_printed_together() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6), ("03", 6), ("04", 6), ("05", 6)]).await;
    // Somebody works for the first two.
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let page = clerk.get(INVITE).await.body;
    let places: Vec<String> = ["03", "04", "05"].map(|code| format!("{COMMUNE}/{code}")).into();
    assert_eq!(rows(&page), places);
    let nobody = clerk.post(INVITE, &[("step", "invite"), ("role", "hamlet"), ("place1", &places[0])]).await;
    assert!(nobody.tells("invitations-nobody"), "{}", nobody.body);

    let long = "x".repeat(101);
    let mut typed = vec![("step", "invite"), ("role", "hamlet")];
    typed.extend([("place1", places[0].as_str()), ("place2", &places[1]), ("place3", &places[2])]);
    typed.extend([("name1", "Nguyễn Thị Hoa"), ("name3", "Trần Văn Nam")]);
    // A fault in one row: nobody is invited, and every name stays beside its place.
    let faulty = clerk.post(INVITE, &[&typed[..], &[("name2", long.as_str())]].concat()).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.tells("account-name") && faulty.body.contains("Nguyễn Thị Hoa"), "{}", faulty.body);
    assert_eq!(rows(&faulty.body), places);

    let shown = clerk.post(INVITE, &typed).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let letters = letters(&shown.body);
    assert_eq!(letters.len(), 2);
    assert!(shown.body.contains("hoa.daron") && shown.body.contains("nam.daron"), "{}", shown.body);
    let print = [&[("step", "print")], &fields(&letters)[..]].concat();
    let file = clerk.post(INVITE, &print).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    assert!(file.body.contains("hoa.daron") && file.body.contains("nam.daron"), "{}", file.body);
    // With the same form, and for whoever has nothing to do with them.
    assert_eq!(clerk.post(INVITE, &print).await.body, file.body, "as often as the printer needs");
    assert_eq!(people["xa-khac"].0.post(INVITE, &print).await.status, StatusCode::FORBIDDEN);
    assert_eq!(rows(&clerk.get(INVITE).await.body), [places[1].clone()]);

    // A form that was begun before: its rows stay where they were, whoever works for them now.
    let late = clerk.post(INVITE, &[&typed[..], &[("name2", long.as_str())]].concat()).await;
    assert_eq!(rows(&late.body), places);
}

#[tokio::test]
async fn whoever_stands_above_invites_the_fronts_and_people_s_committees_below() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let province = &people["tinh"].0;
    let fronts = rows(&province.get(INVITE).await.body);
    let offices = rows(&province.get(&format!("{INVITE}?vai=office")).await.body);
    let own = format!("{COMMUNE}/");
    assert!(!fronts.is_empty() && !fronts.contains(&own), "its Front has an account: {fronts:?}");
    assert!(!offices.is_empty() && !offices.contains(&own), "its People's Committee has: {offices:?}");
    let shown =
        province.post(INVITE, &[("step", "invite"), ("role", "front"), ("place1", &fronts[0]), ("name1", "Mai")]).await;
    assert_eq!((shown.status, letters(&shown.body).len()), (StatusCode::OK, 1), "{}", shown.body);
    assert_eq!(rows(&province.get(INVITE).await.body), fronts[1..]);
}

#[tokio::test]
async fn where_no_hamlet_is_listed_nobody_is_told_that_somebody_works_for_each() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let elsewhere = people["xa-khac"].0.get(INVITE).await.body;
    assert!(elsewhere.contains("data-no-places") && rows(&elsewhere).is_empty(), "{elsewhere}");
    assert!(!people["xa"].0.get(INVITE).await.body.contains("data-no-places"));
}
