//! No data is not failure: what nobody wrote down is called so on every page, and is no nought and nothing missed.

use crate::common::*;
use crate::stage::*;
use app::domain::oversight::criterion::{By, Status};
use app::domain::oversight::profile::Target;
use app::domain::people::account::Role;
use app::domain::units::unit::{Level, level_label};
use app::i18n::Lang;
use app::i18n::labels::label;
use app::ports::common::Actor;
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::{Early, Rounds as _};
use app::ports::units::Units as _;
use app::t;
use axum::http::StatusCode;
use server::data::rulesets;
use server::data::targets::shipped;

const SET: &str = "xa-ntm-2021-2025";

async fn published(world: &World) {
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    let round = world.open(COMMUNE, ruleset(SET)).await;
    let rows = minutes(COMMUNE, "01", head(100, 100, 100, 0), 19, |no| if no == 2 { 71 } else { 96 });
    world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
}

/// Criterion 2 is claimed as met, of the others nothing is said.
async fn claim_one(world: &World) {
    let row = CriterionRow {
        unit_code: COMMUNE.into(),
        ruleset: SET.into(),
        level: Level::Commune,
        criterion: 2,
        indicator: 0,
        by: Some(By::Claim),
        status: Status::Met,
        value: String::new(),
        as_of: day("2024-06-01"),
        document: "BC 12/BC-UBND".into(),
    };
    world.store.record(&Actor::Operator, numbered(vec![row]), None, now()).await.unwrap();
}

/// The rows of the first table after a heading or from the beginning.
fn rows<'a>(body: &'a str, after: &str) -> Vec<&'a str> {
    let rest = body.split_once(after).map_or("", |(_, rest)| rest);
    let table = rest.split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default();
    table.split("<tr").skip(1).collect()
}

/// The cell with such a label.
fn cell<'a>(row: &'a str, label: &str) -> &'a str {
    let rest = row.split(&format!("data-label=\"{label}\"")).nth(1).unwrap_or_else(|| panic!("no {label}: {row}"));
    rest.split("</td>").next().unwrap_or_default()
}

#[tokio::test]
async fn criteria_nobody_wrote_of_are_no_nought_on_the_list_and_on_the_commune_s_page() {
    let world = World::sqlite().await;
    published(&world).await;
    let reader = Clerk { app: app(&world), cookie: None };
    let pages = async |lang: Lang| {
        let list = reader.get(&format!("/ket-qua/68?lang={}", lang.tag())).await.body;
        let own = format!("href=\"/ket-qua/{COMMUNE}");
        let row = rows(&list, "<table").into_iter().find(|row| row.contains(&own)).unwrap().to_owned();
        let page = reader.get(&format!("/ket-qua/{COMMUNE}?lang={}", lang.tag())).await.body;
        let figures = page.split("<dl class=\"figures\">").nth(1).unwrap().split("</dl>").next().unwrap();
        let met = figures.split("<dd>").nth(3).unwrap().to_owned();
        let criteria = rows(&page, &format!("<h2>{}<", t!(lang, "commune-criteria")));
        let statuses = criteria.iter().map(|row| cell(row, &t!(lang, "column-status")).to_owned()).collect::<Vec<_>>();
        (cell(&row, &t!(lang, "column-criteria-met")).to_owned(), met, statuses)
    };
    let is_unknown = |lang: Lang, one: &str| {
        one.contains("status--none") && one.contains(&t!(lang, "no-data")) && !one.contains(&t!(lang, "status-not-met"))
    };
    for lang in [Lang::Vi, Lang::En] {
        let (listed, met, statuses) = pages(lang).await;
        assert!(listed.contains(&t!(lang, "no-data")) && !listed.contains("19"), "{listed}");
        assert!(met.starts_with('–') && met.contains(&t!(lang, "assessed-none")) && !met.contains("19"), "{met}");
        assert_eq!(statuses.len(), 19);
        assert!(statuses.iter().all(|one| is_unknown(lang, one)), "{statuses:?}");
    }
    claim_one(&world).await;
    for lang in [Lang::Vi, Lang::En] {
        let (listed, met, statuses) = pages(lang).await;
        assert!(listed.contains("1 / 19") && met.starts_with("1 / 19"), "{listed} {met}");
        assert!(statuses[1].contains("status--met"), "{}", statuses[1]);
        assert_eq!(statuses.iter().filter(|one| is_unknown(lang, one)).count(), 18, "{statuses:?}");
    }
}

#[tokio::test]
async fn answers_to_what_nobody_claims_are_a_kind_of_their_own_in_oversight() {
    let world = World::sqlite().await;
    published(&world).await;
    claim_one(&world).await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let first = clerk.get("/lam-viec/giam-sat").await.body;
    let kinds = first.split("<ul class=\"kinds\">").nth(1).unwrap().split("</ul>").next().unwrap();
    let kind = kinds.split("<li>").find(|one| one.contains("loai=khong-so-lieu")).expect("a way to those without data");
    let page = clerk.get("/lam-viec/giam-sat?loai=khong-so-lieu").await;
    assert_eq!(page.status, StatusCode::OK);
    let found = rows(&page.body, "<table");
    assert!(found.len() > 10, "{}", page.body);
    let said = t!("comparison-kind", kind = t!("agreement-no-data"), count = found.len());
    assert!(kind.contains(&said), "{kind}");
    for row in found {
        let claimed = cell(row, &t!("comparison-claimed"));
        assert!(claimed.contains("status--none") && claimed.contains(&t!("no-data")), "{claimed}");
    }
}

#[tokio::test]
async fn a_plan_s_target_without_data_is_marked_as_unknown_and_a_plan_is_first_seen_over_its_own_units() {
    let world = World::sqlite().await;
    let clerk = |now: fn() -> app::ports::common::Now| Clerk { app: app_at(&world, now), cookie: None };
    let path = "/ket-qua/68/chi-tieu";
    for lang in [Lang::Vi, Lang::En] {
        let body = clerk(now).get(&format!("{path}?lang={}", lang.tag())).await.body;
        let (progress, unknown) = (t!(lang, "targets-progress"), t!(lang, "progress-no-data"));
        let label = format!("data-label=\"{}\"", t!(lang, "targets-reached"));
        let targets: Vec<&str> = rows(&body, "<table").into_iter().filter(|row| row.contains(&label)).collect();
        let lacking = targets.iter().map(|row| cell(row, &progress)).filter(|one| one.contains(&unknown));
        assert!(lacking.clone().count() > 3, "{body}");
        assert!(lacking.clone().all(|one| one.contains("status--none")), "{:?}", lacking.collect::<Vec<_>>());
    }
    // The plan of 2022 to 2025 after its communes are no more.
    world.merge().await;
    let shown_day = |body: &str| {
        let field = body.split("<input id=\"ngay\"").nth(1).unwrap().split('>').next().unwrap();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let later = clerk(|| morning(day("2026-07-10")));
    let own = later.get(path).await.body;
    let over = format!("{path}?ho-so=47-kh-tu&don-vi-moi=1");
    assert_eq!(shown_day(&own), "2025-06-30", "the last day of its units");
    assert!(own.replace("&amp;", "&").contains(&format!("href=\"{over}\"")), "{own}");
    assert!(own.contains(&t!("targets-of-its-time", day = day("2025-07-01"))), "{own}");
    assert!(!own.contains(&t!("targets-changed", day = day("2025-07-01"))));
    let new = later.get(&over).await.body;
    assert_eq!(shown_day(&new), "2025-12-31", "the last day of the plan");
    assert!(new.contains(&t!("targets-changed", day = day("2025-07-01"))), "{new}");
}

#[tokio::test]
async fn what_nobody_wrote_of_is_no_status_where_it_is_written_down_and_no_nought_in_the_list_of_files_and_on_the_map()
{
    let world = World::sqlite().await;
    let (office, _) = member(&world, Role::Office, COMMUNE).await;
    let seen = async || {
        let sheet = office.get(&format!("/lam-viec/tieu-chi/{COMMUNE}")).await.body;
        let now = t!("criteria-now");
        let whole = rows(&sheet, "<table").into_iter().filter(|row| !row.contains("entry-row--part"));
        let known = whole.filter(|row| !cell(row, &now).contains(&t!("no-data"))).count();
        let files = office.get("/lam-viec/tieu-chi").await.body;
        let own = rows(&files, "<table").into_iter().find(|row| row.contains(&format!("/tieu-chi/{COMMUNE}"))).unwrap();
        let met = cell(own, &t!("criteria-files-met")).split(['>', '<']).nth(1).unwrap().to_owned();
        let map = office.get("/ket-qua/677/ban-do?xem=tieu-chi").await.body;
        let own =
            map.split("<tbody>").nth(1).unwrap().split("<tr").find(|row| row.contains(&format!("/ket-qua/{COMMUNE}")));
        (known, met, own.unwrap().to_owned())
    };
    let (known, met, drawn) = seen().await;
    assert_eq!((known, met), (0, t!("no-data")));
    assert!(drawn.contains(&t!("map-criteria-none")) && !drawn.contains("19"), "{drawn}");
    claim_one(&world).await;
    let (known, met, drawn) = seen().await;
    assert_eq!((known, met.as_str()), (1, "1 / 19"));
    assert!(drawn.contains(&t!("map-criteria-count", met = 1_u64, of = 19_u64)), "{drawn}");
}

#[tokio::test]
async fn the_units_a_target_knows_nothing_of_stand_apart_from_those_that_lack_it() {
    let world = World::sqlite().await;
    let reader = Clerk { app: app(&world), cookie: None };
    let body = reader.get("/ket-qua/68/chi-tieu").await.body;
    let table = body.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let rest: Vec<&str> = table.split("<tr").skip(1).collect();
    let label = t!("targets-reached");
    let unknown = |row: &&&str| row.contains(&format!("data-label=\"{label}\"")) && row.contains(&t!("no-data"));
    let targets: Vec<_> = rest.iter().filter(unknown).collect();
    assert!(targets.len() > 3, "{body}");
    for row in targets {
        assert!(cell(row, &t!("targets-missing")).contains('–'), "nobody knows how many are missing: {row}");
    }
    let folded: Vec<_> = rest.iter().filter(|row| row.contains("class=\"lacks\"")).collect();
    assert!(folded.iter().any(|row| row.contains("Xã Đạ Ròn")), "each is named: {folded:?}");
    assert!(!folded.iter().any(|row| row.contains("<ul>")), "none of them is said to lack anything: {folded:?}");
}

#[tokio::test]
async fn what_stood_before_a_commune_and_was_never_written_of_has_no_nought_and_what_was_never_published_no_verdict() {
    let world = World::sqlite().await;
    world.merge().await;
    let reader = Clerk { app: app_at(&world, || morning(day("2026-03-02"))), cookie: None };
    for lang in [Lang::Vi, Lang::En] {
        let page = reader.get(&format!("/ket-qua/24943?lang={}", lang.tag())).await.body;
        let before = rows(&page, &format!("<h2>{}<", t!(lang, "predecessors-title")));
        assert!(before.len() > 1, "{page}");
        for row in before {
            let criteria = cell(row, &t!(lang, "column-criteria"));
            assert!(criteria.contains(&t!(lang, "no-data")) && !criteria.contains('0'), "{row}");
        }
        let map = reader.get(&format!("/ket-qua/68/ban-do?lang={}", lang.tag())).await.body;
        let drawn = rows(&map, &format!("<h2>{}<", t!(lang, "map-table")));
        assert!(drawn.len() > 100, "{map}");
        assert!(drawn.iter().all(|row| row.contains(&t!(lang, "nothing-yet"))), "{}", drawn[0]);
        assert!(map.contains(&t!(lang, "map-no-outlines")), "why there are tiles: {map}");
    }
}

#[tokio::test]
async fn a_commune_made_of_others_says_of_which_and_that_it_inherits_nothing_until_it_is_assessed() {
    let world = World::sqlite().await;
    world.merge().await;
    let later = || morning(day("2026-03-02"));
    let reader = Clerk { app: app_at(&world, later), cookie: None };
    let id = world.store.unit("24943", day("2026-03-02")).await.unwrap().unwrap().id;
    let former = world.store.history(id).await.unwrap().predecessors;
    let names = former.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(", ");
    let (made_of, alone) = (t!("history-predecessors", units = names), t!("title-not-inherited"));
    assert!(former.len() > 1 && !reader.get("/ket-qua/68").await.body.contains(&made_of));
    let page = reader.get("/ket-qua/24943").await.body;
    assert!(page.contains(&made_of) && page.contains(&alone), "{page}");
    let row = CriterionRow {
        unit_code: "24943".into(),
        ruleset: "xa-ntm-2026-2030".into(),
        level: Level::Commune,
        criterion: 2,
        indicator: 0,
        by: Some(By::Claim),
        status: Status::Met,
        value: String::new(),
        as_of: day("2026-03-01"),
        document: "BC 1".into(),
    };
    world.store.record(&Actor::Operator, numbered(vec![row]), None, later()).await.unwrap();
    let page = reader.get("/ket-qua/24943").await.body;
    assert!(page.contains(&made_of) && !page.contains(&alone), "{page}");
    let (_, token) = world.invited("tinh", person("tinh", Role::Front, "24943"), later()).await;
    let clerk = Clerk { app: app_at(&world, later), cookie: Some(token.0) };
    let before = t!("comparison-before", from = day("2025-07-01"));
    assert!(clerk.get("/lam-viec/giam-sat?ngay=2024-06-01").await.body.contains(&before));
    assert!(!clerk.get("/lam-viec/giam-sat").await.body.contains(&before));
}

#[tokio::test]
async fn a_target_says_what_nobody_verified_and_one_of_units_that_are_no_more_on_which_day_it_is_counted() {
    let world = World::sqlite().await;
    world.merge().await;
    let profiles = shipped(&rulesets::load(None).unwrap()).unwrap();
    let targets: Vec<_> = profiles.iter().flat_map(|profile| &profile.targets).collect();
    let is_named = |target: &&&Target| !target.units.is_empty() && target.title.is_some();
    let unverified = targets.iter().filter(|one| !one.verified && !is_named(one)).count();
    let of_districts = targets.iter().filter(|one| one.level == Level::District).count();
    assert!(unverified > 0 && of_districts > 0, "{targets:?}");
    let reader = Clerk { app: app_at(&world, || morning(day("2026-03-02"))), cookie: None };
    for lang in [Lang::Vi, Lang::En] {
        let path = format!("/ket-qua/68/chi-tieu?ngay=2026-03-02&don-vi-moi=1&lang={}", lang.tag());
        let body = reader.get(&path).await.body;
        assert_eq!(body.matches(&format!(">{}<", t!(lang, "targets-unverified"))).count(), unverified, "{body}");
        let units = label(lang, level_label(Level::District, 2));
        let ended = t!(lang, "targets-ended", units = units, day = day("2025-06-30"));
        assert_eq!(body.matches(&ended).count(), of_districts, "{ended}: {body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_recommended_to_a_unit_that_stands_no_more() {
    let world = World::sqlite().await;
    published(&world).await;
    claim_one(&world).await;
    let offered = async |login: &str, now: fn() -> app::ports::common::Now| {
        let (_, token) = world.invited(login, person(login, Role::Front, "68"), now()).await;
        let clerk = Clerk { app: app_at(&world, now), cookie: Some(token.0) };
        let page = clerk.get(&format!("/lam-viec/giam-sat?ngay={}", today())).await.body;
        assert!(page.contains("Xã Đạ Ròn"), "its answers are still read");
        page.replace("&amp;", "&").contains(&format!("/lam-viec/kien-nghi/moi?noi={COMMUNE}"))
    };
    assert!(offered("truoc", now).await);
    world.merge().await;
    assert!(!offered("sau", || morning(day("2025-07-02"))).await);
}
