//! A unit's criteria on the pages where they are written and read: what waits, who says it, what was taken back.

use crate::common::*;
use crate::stage::*;
use app::domain::oversight::criterion::{By, Status};
use app::domain::people::account::Role;
use app::domain::units::unit::Level;
use app::i18n::Lang;
use app::ports::common::Actor;
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::{Early, Rounds as _};
use app::t;
use axum::http::StatusCode;

const SET: &str = "xa-ntm-2021-2025";

fn said(by: By, criterion: u32, status: Status, as_of: &str) -> CriterionRow {
    CriterionRow {
        unit_code: COMMUNE.into(),
        ruleset: SET.into(),
        level: Level::Commune,
        criterion,
        indicator: 0,
        by: Some(by),
        status,
        value: String::new(),
        as_of: day(as_of),
        document: "BC 12/BC-UBND".into(),
    }
}

async fn record(world: &World, by: &Actor, rows: Vec<CriterionRow>) {
    world.store.record(by, numbered(rows), None, now()).await.unwrap();
}

/// A published round in which nearly everybody is satisfied.
async fn published(world: &World) {
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    let round = world.open(COMMUNE, ruleset(SET)).await;
    let rows = minutes(COMMUNE, "01", head(100, 100, 100, 0), 19, |_| 96);
    world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
}

/// The row of a criterion.
fn row_of(body: &str, criterion: u32) -> &str {
    let head = format!("<th scope=\"row\">{criterion}. ");
    let mut rows = body.split("<tr").filter_map(|row| row.split("</tr>").next());
    rows.find(|row| row.contains(&head)).unwrap_or_else(|| panic!("no row of {criterion}: {body}"))
}

/// What stands of a select from its name to its end.
fn select<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    body.split(&format!("<select id=\"{name}\"")).nth(1)?.split("</select>").next()
}

fn chosen(select: &str) -> Vec<&str> {
    let options = select.split("<option value=\"").skip(1).filter(|one| one.contains(" selected"));
    options.filter_map(|one| one.split('"').next()).collect()
}

#[tokio::test]
async fn a_newer_claim_is_marked_as_waiting_beside_the_appraisal_on_every_page() {
    let world = World::sqlite().await;
    published(&world).await;
    let (office, _) = member(&world, Role::Office, COMMUNE).await;
    let rows = vec![
        said(By::Claim, 2, Status::Met, "2023-06-01"),
        said(By::Appraisal, 2, Status::NotMet, "2023-09-01"),
        said(By::Claim, 2, Status::Met, "2024-01-01"),
        said(By::Claim, 3, Status::Met, "2023-06-01"),
        said(By::Appraisal, 3, Status::NotMet, "2023-09-01"),
        said(By::Claim, 4, Status::Met, "2024-01-01"),
    ];
    record(&world, &Actor::Operator, rows).await;
    let sheet = format!("/lam-viec/tieu-chi/{COMMUNE}");
    for (path, lang) in [
        (format!("/ket-qua/{COMMUNE}"), Lang::Vi),
        (format!("/ket-qua/{COMMUNE}?lang=en"), Lang::En),
        (sheet, Lang::Vi),
    ] {
        let body = office.get(&path).await.body;
        let waits = t!(lang, "claim-waits");
        assert!(row_of(&body, 2).contains(&waits), "{path}: {}", row_of(&body, 2));
        assert!(row_of(&body, 2).contains("status--not"), "{path}: the appraisal stands: {}", row_of(&body, 2));
        for no in [3, 4] {
            assert!(!row_of(&body, no).contains(&waits), "{path}: {}", row_of(&body, no));
        }
    }
}

#[tokio::test]
async fn whoever_stands_above_a_unit_is_offered_to_appraise_it() {
    let world = World::sqlite().await;
    let (office, _) = member(&world, Role::Office, COMMUNE).await;
    let (above, _) = member(&world, Role::Office, "68").await;
    let path = format!("/lam-viec/tieu-chi/{COMMUNE}");
    let (claim, appraisal) = (t!("criteria-head-claim"), t!("criteria-head-appraisal"));
    let has_heading = |body: &str, text: &str| body.contains(&format!("<h2>{text}<"));
    let own = office.get(&path).await.body;
    assert!(has_heading(&own, &claim) && !has_heading(&own, &appraisal), "{own}");
    assert_eq!(select(&own, "by"), None, "a commune has one side");
    let above = above.get(&path).await.body;
    assert!(has_heading(&above, &appraisal) && !has_heading(&above, &claim), "{above}");
    let side = select(&above, "by").unwrap();
    assert_eq!(chosen(side), [By::Appraisal.into_str()], "{side}");
    assert!(side.contains(&format!("value=\"{}\"", By::Claim.into_str())), "{side}");
}

#[tokio::test]
async fn an_entry_is_taken_back_on_its_page_with_a_reason_that_stays_in_the_history() {
    const WHY: &str = "Ghi nhầm của xã bên";
    let world = World::sqlite().await;
    let (clerk, actor) = member(&world, Role::Office, COMMUNE).await;
    let (above, _) = member(&world, Role::Office, "68").await;
    let path = format!("/lam-viec/tieu-chi/{COMMUNE}");
    let lead = |met: u32| t!("criteria-lead", met = met, all = 19_u32, day = today());
    let none = t!("criteria-lead-none", day = today());
    let nothing = clerk.get(&path).await.body;
    assert!(nothing.contains(&none) && !nothing.contains(&lead(0)), "no entry is no nought: {nothing}");
    assert!(!nothing.contains("value=\"take-back\""), "there is nothing to take back");

    let rows = [2, 3].map(|no| said(By::Claim, no, Status::Met, "2024-01-01"));
    record(&world, &actor, rows.into()).await;
    let body = clerk.get(&path).await.body;
    assert!(body.contains(&lead(2)) && body.contains("value=\"take-back\""), "{body}");
    let entries = select(&body, "entry").unwrap();
    let numbers: Vec<&str> = entries.split("<option value=\"").skip(1).filter_map(|o| o.split('"').next()).collect();
    assert_eq!(numbers, ["", "2", "1"], "the latest first, and none chosen");
    assert!(!above.get(&path).await.body.contains("value=\"take-back\""), "others wrote none of them");

    let back = async |entry: &str, why: &str| {
        let fields = [("step", "take-back"), ("ruleset", SET), ("entry", entry), ("why", why)];
        clerk.post(&path, &fields).await
    };
    let asked = back("1", " ").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("href=\"#why\"") && asked.body.contains(&lead(2)), "{}", asked.body);
    let form = asked.body.split("<details").find(|part| part.contains("value=\"take-back\"")).unwrap();
    assert!(form.split('>').next().unwrap().contains(" open"), "the form with the fault is unfolded: {form}");
    assert_eq!(world.count("select count(*) from assessment where holds = 1").await, 2);

    let taken = back("1", WHY).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let body = clerk.get(&taken.to).await.body;
    assert!(body.contains(&t!("criteria-taken-back")) && body.contains(&lead(1)), "{body}");
    let (back_row, other) = (row_of(&body, 2), row_of(&body, 3));
    assert!(back_row.contains(WHY) && back_row.contains(&t!("criteria-times", count = 1_u32)), "{back_row}");
    assert!(back_row.contains("status--none") && !back_row.contains("status--met"), "it does not count: {back_row}");
    assert!(other.contains("status--met") && !other.contains(WHY), "{other}");
    assert!(!select(&body, "entry").unwrap().contains("value=\"1\""), "once");
    back("2", WHY).await;
    let body = clerk.get(&path).await.body;
    assert!(body.contains(&none) && !body.contains(&lead(0)), "{body}");
}

#[tokio::test]
async fn what_is_written_down_or_taken_back_by_an_older_set_leads_back_to_that_set_and_is_said() {
    const OLD: &str = "xa-ntm-2016-2020";
    let world = World::sqlite().await;
    let (clerk, _) = member(&world, Role::Office, COMMUNE).await;
    let path = format!("/lam-viec/tieu-chi/{COMMUNE}");
    let is_shown = |body: &str| {
        let set = body.split(&format!("value=\"{OLD}\"")).nth(1).and_then(|rest| rest.split('>').next());
        set.is_some_and(|rest| rest.contains(" checked"))
    };
    let fields =
        [("step", "keep"), ("ruleset", OLD), ("as_of", "2020-06-01"), ("document", "BC 1"), ("status2", "met")];
    let kept = clerk.post(&path, &fields).await;
    let page = clerk.get(&kept.to).await;
    assert!(page.done() == t!("criteria-written") && is_shown(&page.body), "{}: {}", kept.to, page.body);
    let taken = clerk.post(&path, &[("step", "take-back"), ("ruleset", OLD), ("entry", "1"), ("why", "Nhầm")]).await;
    let page = clerk.get(&taken.to).await;
    assert!(page.done() == t!("criteria-taken-back") && is_shown(&page.body), "{}: {}", taken.to, page.body);
    let plain = clerk.get(&path).await;
    assert!(plain.done().is_empty() && !is_shown(&plain.body), "{}", plain.body);
}

#[tokio::test]
async fn a_commune_made_of_others_is_to_be_assessed_again_until_somebody_does() {
    let world = World::sqlite().await;
    world.merge().await;
    let later = || morning(day("2026-03-02"));
    let (_, token) = world.invited("ubnd", person("ubnd", Role::Office, "24943"), later()).await;
    let clerk = Clerk { app: app_at(&world, later), cookie: Some(token.0) };
    let path = "/lam-viec/tieu-chi/24943";
    let again = t!("criteria-assess-again");
    assert!(clerk.get(path).await.body.contains(&again));
    let fields = [("step", "keep"), ("ruleset", "xa-ntm-2026-2030"), ("as_of", "2026-03-01")];
    let kept = clerk.post(path, &[&fields[..], &[("document", "BC 1"), ("status2", "met")]].concat()).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert!(!clerk.get(path).await.body.contains(&again));
}

#[tokio::test]
async fn a_past_day_of_criteria_says_so_and_nothing_is_written_down_there() {
    let world = World::sqlite().await;
    let (clerk, _) = member(&world, Role::Office, COMMUNE).await;
    for (query, is_past) in [("", false), ("?ngay=2024-01-15", true)] {
        let page = clerk.get(&format!("/lam-viec/tieu-chi/{COMMUNE}{query}")).await.body;
        assert_eq!(page.contains(&t!("criteria-past")), is_past, "{page}");
        assert_eq!(page.contains("name=\"status2\""), !is_past, "{page}");
    }
}

#[tokio::test]
async fn a_criterion_said_to_be_met_tells_which_of_its_indicators_are_not() {
    let world = World::sqlite().await;
    let (office, actor) = member(&world, Role::Office, COMMUNE).await;
    let part = |indicator, status| CriterionRow { indicator, ..said(By::Claim, 2, status, "2024-06-01") };
    let rows = vec![part(0, Status::Met), part(1, Status::Met), part(2, Status::NotMet), part(4, Status::NotMet)];
    record(&world, &actor, rows).await;
    let page = office.get(&format!("/lam-viec/tieu-chi/{COMMUNE}?bo={SET}")).await.body;
    let lacks = t!("criteria-lacks", indicators = "2.2, 2.4");
    assert!(row_of(&page, 2).contains(&lacks), "{}", row_of(&page, 2));
    assert_eq!(page.matches(&lacks).count(), 1, "it stands at the criterion alone");
}
