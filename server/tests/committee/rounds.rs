//! A round's own page, and what is told of a round that counts otherwise, ended otherwise or asked again.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::people::account::Role;
use app::domain::survey::percent::Share;
use app::domain::survey::ruleset::{Base, Ruleset};
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Now};
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::participation::Participation as _;
use app::ports::plans::Plans as _;
use app::ports::rounds::{Early, NewRound, Rounds as _};
use app::t;
use uuid::Uuid;

const SET: &str = "xa-ntm-2021-2025";

/// Publishes a round in which so many of a hundred households answered.
async fn published(
    world: &World,
    (rules, papers): (Ruleset, Papers),
    answered: u64,
    satisfied: impl Fn(u32) -> u64,
    now: Now,
) -> Uuid {
    let id = Uuid::new_v4();
    let questions = u32::try_from(rules.questions.len()).unwrap();
    let (opens, closes) = (day("2024-07-01"), day("2024-07-26"));
    let new = NewRound { id, unit_code: COMMUNE.into(), ruleset: rules, papers, opens, closes };
    world.store.open_at_once(&Actor::Operator, new, now).await.unwrap();
    let rows = minutes(COMMUNE, "01", head(100, 100, answered, 0), questions, satisfied);
    world.store.import_minutes(&Actor::Operator, id, rows, Replacing::None, now).await.unwrap();
    world.store.close(&Actor::Operator, id, "thử", Early::Confirmed, now).await.unwrap();
    count_boxes(&world.store, id).await;
    world.store.publish(&Actor::Operator, id, now).await.unwrap();
    id
}

#[tokio::test]
async fn a_round_s_page_says_how_many_households_are_missing_and_offers_what_can_still_be_done() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let round = world.open(COMMUNE, ruleset(SET)).await;
    let path = format!("/lam-viec/dot/{round}");
    let offers = async |step: &str| clerk.get(&path).await.body.contains(&format!("value=\"{step}\""));
    assert!(offers("reconsider").await, "nobody has a slip yet");
    for issued in world.issue(round, Some("01")).await.iter().take(6) {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    assert!(!offers("reconsider").await, "slips are with households");
    let need = t!("round-need-short", percent = 70_u64, short = 8_u64);
    let page = clerk.get(&path).await.body;
    assert!(page.contains(&t!("round-part-of", part = 6_u64, whole = 20_u64, need = need)), "{page}");
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert!(offers("reopen").await, "a hamlet was not closed");

    let other = world.open(COMMUNE, ruleset(SET)).await;
    for issued in world.issue(other, None).await.iter().filter(|issued| issued.serial <= 6) {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let rows = world.store.unit_participation(&Actor::Operator, other, None).await.unwrap().rows;
    for hamlet in rows.iter().filter_map(|row| row.hamlet.as_ref()) {
        world.store.close_hamlet(&Actor::Operator, other, hamlet.id, now()).await.unwrap();
    }
    world.store.close(&Actor::Operator, other, "thử", Early::Confirmed, now()).await.unwrap();
    let page = clerk.get(&format!("/lam-viec/dot/{other}")).await.body;
    assert!(page.contains("value=\"count\"") && !page.contains("value=\"reopen\""), "all were closed: {page}");
}

#[tokio::test]
async fn a_notice_counts_participation_on_what_its_plan_says() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    let counted = t!("notice-counted-returned");
    let said = |base: Base| match base {
        Base::Households => t!("notice-took-part", counted = &counted, part = 90_u64, share = Share::new(90, 100)),
        Base::Issued => {
            t!("notice-took-part-of-issued", counted = &counted, part = 90_u64, share = Share::new(90, 100))
        }
    };
    for base in [Base::Households, Base::Issued] {
        let mut rules = ruleset(SET);
        rules.participation.base = base;
        let papers = Papers { purpose: Purpose::Repeat, ..Papers::default() };
        let round = published(&world, (rules, papers), 90, |_| 90, now()).await;
        let body = reader.get(&format!("/thong-bao/{round}")).await.body;
        for other in [Base::Households, Base::Issued] {
            assert_eq!(body.contains(&said(other)), other == base, "{base:?}: {body}");
        }
    }
}

#[tokio::test]
async fn of_many_hamlets_that_were_not_closed_a_notice_names_some_and_counts_the_rest() {
    let world = World::sqlite().await;
    let codes: Vec<String> = (1..=14).map(|no| format!("{no:02}")).collect();
    world.hamlets(COMMUNE, &codes.iter().map(|code| (code.as_str(), 5)).collect::<Vec<_>>()).await;
    let round = world.open(COMMUNE, ruleset(SET)).await;
    world.end(round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    let body = Clerk { app: app(&world), cookie: None }.get(&format!("/thong-bao/{round}")).await.body;
    let names: Vec<String> = codes[..12].iter().map(|code| format!("Thôn {code}")).collect();
    let (hamlets, more) = (names.join(", "), 2_u64);
    let said = t!("notice-ended-without-more", count = 14_u64, hamlets = hamlets, more = more, reason = "thử");
    assert!(body.contains(&said), "{said}: {body}");
}

#[tokio::test]
async fn what_holds_where_it_was_asked_again_is_no_verdict_on_what_is_left() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    // Too few took part, and the second content was denied.
    let rules = (ruleset(SET), Papers::default());
    let first = published(&world, rules, 60, |no| if no == 2 { 30 } else { 60 }, now()).await;
    let plan = world.store.repeat(&Actor::Operator, first, now()).await.unwrap();
    let plan = world.store.plan(&Actor::Operator, plan, now()).await.unwrap().plan;
    assert!(plan.papers.repeats == Some(first) && plan.ruleset.questions.len() < 19, "{:?}", plan.ruleset.questions);
    let again = published(&world, (plan.ruleset, plan.papers), 100, |_| 100, morning(day("2024-07-20"))).await;
    let page = reader.get(&format!("/ket-qua/{COMMUNE}?dot={again}")).await.body;
    let verdict = page.split("<section").find(|part| part.contains("verdict__title")).unwrap();
    let verdict = verdict.split("</section>").next().unwrap();
    assert!(verdict.contains(&t!("verdict-left")) && !verdict.contains("verdict--met"), "{verdict}");
    let notice = reader.get(&format!("/thong-bao/{again}")).await.body;
    assert!(notice.contains(&t!("notice-met-again")) && !notice.contains(&t!("notice-met")), "{notice}");
    let list = reader.get("/ket-qua/68").await.body;
    let row = list.split("<tr").find(|row| row.contains(&format!("/ket-qua/{COMMUNE}"))).unwrap();
    assert!(row.contains("status--none") && !row.contains("status--met"), "a ring, not a disc: {row}");
    assert!(!row.contains("class=\"few\""), "everybody answered: {row}");
}

#[tokio::test]
async fn few_answers_carry_their_range_in_the_list_of_communes() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    published(&world, (ruleset(SET), Papers::default()), 10, |_| 9, now()).await;
    let list = Clerk { app: app(&world), cookie: None }.get("/ket-qua/68").await.body;
    let row = list.split("<tr").find(|row| row.contains(&format!("/ket-qua/{COMMUNE}"))).unwrap();
    assert!(row.contains("class=\"few\""), "ten of a hundred: {row}");
}
