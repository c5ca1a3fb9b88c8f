//! Which ruleset, unit and plan a page begins with.

use crate::common::*;
use crate::stage::*;
use app::domain::oversight::profile::Profile;
use app::domain::people::account::Role;
use app::domain::survey::ruleset::Ruleset;
use app::ports::common::Now;
use app::ports::units::Units as _;
use app::t;
use axum::http::StatusCode;
use chrono::NaiveDate;
use server::files::csv;
use server::http::router::router;
use server::http::state::app_state;
use std::sync::Arc;

const NEW_PLAN: &str = "/lam-viec/ke-hoach/moi";
const NEW_RECOMMENDATION: &str = "/lam-viec/kien-nghi/moi";

fn now_2026() -> Now {
    morning(day("2026-07-10"))
}

/// What a choice of rulesets offers at sight, what it folds away, which is chosen, and whether what is folded is open.
#[derive(Debug, PartialEq)]
struct Offered<'a> {
    at_sight: Vec<&'a str>,
    folded: Vec<&'a str>,
    chosen: Vec<&'a str>,
    is_open: bool,
}

fn field<'a>(body: &'a str, name: &str) -> &'a str {
    let all = body.split("<fieldset").skip(1).filter_map(|part| part.split("</fieldset>").next());
    all.into_iter().find(|one| one.contains(&format!("id=\"{name}\""))).unwrap_or_else(|| panic!("no {name}: {body}"))
}

fn radios(part: &str) -> impl Iterator<Item = (&str, bool)> {
    let inputs = part.split("<input type=\"radio\"").skip(1).filter_map(|input| input.split('>').next());
    inputs.map(|input| {
        let value = input.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        (value, input.contains(" checked"))
    })
}

fn offered<'a>(body: &'a str, name: &str) -> Offered<'a> {
    let field = field(body, name);
    let (sight, rest) = field.split_once("<details").unwrap_or((field, ""));
    let ids = |part: &'a str| radios(part).map(|(id, _)| id).collect();
    Offered {
        at_sight: ids(sight),
        folded: ids(rest),
        chosen: radios(field).filter(|(_, is_chosen)| *is_chosen).map(|(id, _)| id).collect(),
        is_open: rest.split('>').next().unwrap_or_default().contains(" open"),
    }
}

/// The values of a list to choose from, and those that are chosen.
fn select<'a>(body: &'a str, name: &str) -> (Vec<&'a str>, Vec<&'a str>) {
    let list = body.split(&format!("<select id=\"{name}\"")).nth(1).unwrap().split("</select>").next().unwrap();
    let options: Vec<&str> = list.split("<option value=\"").skip(1).collect();
    let value = |option: &&'a str| option.split('"').next().unwrap_or_default();
    let is_chosen = |option: &&&str| option.split('>').next().unwrap_or_default().contains(" selected");
    (options.iter().map(value).collect(), options.iter().filter(is_chosen).map(value).collect())
}

/// The province's Front when the units of 2025 stand.
async fn province_of_2025(world: &World) -> Clerk {
    world.merge().await;
    let (_, token) = world.invited("tinh", person("tinh", Role::Front, "68"), now_2026()).await;
    Clerk { app: app_at(world, now_2026), cookie: Some(token.0) }
}

#[tokio::test]
async fn a_plan_begins_with_the_set_in_force_and_folds_the_others_away() {
    let world = World::sqlite().await;
    let (commune, _) = member(&world, Role::Front, COMMUNE).await;
    let page = commune.get(NEW_PLAN).await.body;
    let begins = Offered {
        at_sight: vec!["xa-ntm-2021-2025", "xa-nang-cao-2021-2025", "xa-kieu-mau-2021-2025"],
        folded: vec!["xa-ntm-2026-2030", "xa-ntm-2016-2020"],
        chosen: vec!["xa-ntm-2021-2025"],
        is_open: false,
    };
    assert_eq!(offered(&page, "ruleset"), begins);
    let options: Vec<&str> = field(&page, "ruleset").split("<label class=\"option\">").skip(1).collect();
    let of = |id: &str| options.iter().find(|one| one.contains(&format!("value=\"{id}\""))).unwrap();
    let days = |set: Ruleset| match set.in_force.to {
        Some(to) => t!("ruleset-in-force", from = set.in_force.from, to = to),
        None => t!("ruleset-in-force-since", from = set.in_force.from),
    };
    for id in begins.at_sight.iter().chain(&begins.folded) {
        let says = days(ruleset(id));
        assert!(of(id).contains(&says), "{id} says when it is in force ({says}): {}", of(id));
    }
    assert!(of("xa-ntm-2026-2030").contains(&t!("ruleset-form-not-issued")));
    // What was chosen among the folded ones is seen when the form comes back.
    let fields = [("ruleset", "xa-ntm-2016-2020"), ("unit", COMMUNE), ("opens", ""), ("purpose", "recognise")];
    let back = commune.post(NEW_PLAN, &fields).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = offered(&back.body, "ruleset");
    assert_eq!((kept.chosen, kept.is_open), (vec!["xa-ntm-2016-2020"], true));
}

#[tokio::test]
async fn a_set_of_districts_is_offered_only_where_districts_stand() {
    let world = World::sqlite().await;
    let (commune, _) = member(&world, Role::Front, COMMUNE).await;
    let (district, _) = member(&world, Role::Front, "677").await;
    let is_of_district = |offered: &Offered<'_>| {
        let all = offered.at_sight.iter().chain(&offered.folded);
        all.filter(|id| id.starts_with("huyen-")).count()
    };
    let page = district.get(NEW_PLAN).await.body;
    let before = offered(&page, "ruleset");
    assert_eq!((is_of_district(&before), before.chosen), (2, vec!["xa-ntm-2021-2025"]));
    assert_eq!(is_of_district(&offered(&commune.get(NEW_PLAN).await.body, "ruleset")), 0);
    let later = World::sqlite().await;
    let clerk = province_of_2025(&later).await;
    let page = clerk.get(NEW_PLAN).await.body;
    let after = offered(&page, "ruleset");
    assert_eq!((is_of_district(&after), after.is_open), (0, false), "{after:?}");
    assert_eq!((&*after.at_sight, &*after.chosen), (&["xa-ntm-2026-2030"][..], &["xa-ntm-2026-2030"][..]));
    assert!(after.folded.contains(&"tinh-2021-2025"), "{after:?}");
    assert!(!clerk.get(NEW_RECOMMENDATION).await.body.contains("bo=huyen-"));
}

#[tokio::test]
async fn a_plan_over_a_whole_province_is_begun_by_nobody_who_did_not_choose_it_and_tick_it() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (commune, _) = member(&world, Role::Front, COMMUNE).await;
    let (province, _) = member(&world, Role::Front, "68").await;
    let page = province.get(NEW_PLAN).await.body;
    let unit = page.split("<input id=\"unit\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(unit.contains("value=\"\"") && unit.contains("list=\"units\""), "no unit is chosen already: {unit}");
    let (district, _) = member(&world, Role::Front, "677").await;
    let page_of_district = district.get(NEW_PLAN).await.body;
    let (units, chosen) = select(&page_of_district, "unit");
    assert_eq!((units[0], units[1], &*chosen), ("", "677", &[""][..]), "nor out of few");
    let ticks = |page: &str| -> Vec<String> {
        let inputs = page.split("<input type=\"checkbox\"").skip(1).filter_map(|input| input.split('>').next());
        inputs.filter(|input| input.contains("name=\"many\"")).map(str::to_owned).collect()
    };
    let is_unticked = |page: &str| ticks(page).len() == 1 && !ticks(page)[0].contains(" checked");
    assert!(is_unticked(&page) && is_unticked(&page_of_district), "it can be ticked at once: {page}");
    assert_eq!(ticks(&commune.get(NEW_PLAN).await.body), Vec::<String>::new(), "a commune asks itself");
    let begin = async |clerk: &Clerk, unit: &str, more: &[(&str, &str)]| {
        let fields =
            [("ruleset", "xa-ntm-2021-2025"), ("unit", unit), ("opens", "2024-08-01"), ("purpose", "recognise")];
        clerk.post(NEW_PLAN, &[&fields[..], more].concat()).await
    };
    for clerk in [&province, &commune] {
        let asked = begin(clerk, "", &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.tells("plan-choose-unit"), "an empty unit is no unit: {}", asked.body);
    }
    let asked = begin(&province, "68", &[]).await;
    assert!(asked.status == StatusCode::UNPROCESSABLE_ENTITY && asked.tells("plan-asks-many"), "{}", asked.body);
    assert!(is_unticked(&asked.body), "{}", asked.body);
    assert_eq!(world.count("select count(*) from plan").await, 0);
    assert_eq!(begin(&province, "68", &[("many", "1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.count("select count(*) from plan").await, 1);
}

#[tokio::test]
async fn a_unit_s_criteria_are_shown_by_the_set_of_the_day_that_is_looked_at() {
    let world = World::sqlite().await;
    let (office, _) = member(&world, Role::Office, COMMUNE).await;
    for (query, set, folded) in
        [("", "xa-ntm-2021-2025", "xa-ntm-2016-2020"), ("?ngay=2021-05-01", "xa-ntm-2016-2020", "xa-ntm-2021-2025")]
    {
        let page = office.get(&format!("/lam-viec/tieu-chi/{COMMUNE}{query}")).await.body;
        let sets = offered(&page, "bo");
        assert_eq!((&*sets.chosen, sets.is_open), (&[set][..], false), "{query}");
        assert!(sets.at_sight.contains(&set) && sets.folded.contains(&folded), "{query}: {sets:?}");
        let table = page.split("<tbody>").nth(1).unwrap();
        for criterion in ruleset(set).criteria {
            let name = format!("<th scope=\"row\">{}. {}", criterion.no, criterion.name);
            assert!(table.contains(&name), "{query}: {name}");
        }
    }
}

#[tokio::test]
async fn a_recommendation_begins_with_the_set_in_force_for_its_unit() {
    let world = World::sqlite().await;
    let (commune, _) = member(&world, Role::Front, COMMUNE).await;
    let (province, _) = member(&world, Role::Front, "68").await;
    for (who, query, set) in [
        (&commune, String::new(), "xa-ntm-2021-2025"),
        (&province, String::new(), "tinh-2021-2025"),
        (&province, format!("?noi={COMMUNE}"), "xa-ntm-2021-2025"),
        (&province, "?noi=677".into(), "huyen-ntm-2021-2025"),
        (&commune, "?bo=xa-ntm-2016-2020".into(), "xa-ntm-2016-2020"),
    ] {
        let page = who.get(&format!("{NEW_RECOMMENDATION}{query}")).await.body;
        assert!(page.contains(&format!("name=\"bo\" value=\"{set}\"")), "{query}: {page}");
        let criteria = ruleset(set).criteria.len();
        assert_eq!(select(&page, "criterion").0.len(), criteria + 1, "{query}");
        assert!(!page.contains(&format!("bo={set}")), "{query}: the others are the others");
    }
    let later = World::sqlite().await;
    let clerk = province_of_2025(&later).await;
    let page = clerk.get(&format!("{NEW_RECOMMENDATION}?noi=24943")).await.body;
    assert!(page.contains("name=\"bo\" value=\"xa-ntm-2026-2030\""), "{page}");
}

#[tokio::test]
async fn targets_begin_with_the_plan_of_the_day_or_else_the_newest() {
    let world = World::sqlite().await;
    let reader = |now: fn() -> Now| {
        let rulesets = server::data::rulesets::load(None).unwrap();
        let mut state = app_state(Arc::new(world.store.clone()), rulesets, Arc::new(now), "http://ydan.test").unwrap();
        let shipped: Profile = state.profiles.iter().find(|profile| profile.unit_code == "68").unwrap().clone();
        let of = |id: &str, from: NaiveDate, to: NaiveDate| Profile { id: id.into(), from, to, ..shipped.clone() };
        // Neither the first nor the last of them is always right.
        state.profiles = [
            of("b-sau", day("2026-01-01"), day("2030-12-31")),
            of("c-truoc", day("2016-01-01"), day("2020-12-31")),
            of("a-giua", day("2022-01-01"), day("2025-12-31")),
        ]
        .into();
        Clerk { app: router(state), cookie: None }
    };
    let at = async |clerk: &Clerk, query: &str| {
        let page = clerk.get(&format!("/ket-qua/68/chi-tieu{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        select(&page.body, "ho-so").1.join(" ")
    };
    let (in_2024, in_2032) = (reader(now), reader(|| morning(day("2032-01-05"))));
    assert_eq!(at(&in_2024, "").await, "a-giua");
    assert_eq!(at(&in_2024, "?ngay=2018-03-01").await, "c-truoc");
    assert_eq!(at(&in_2024, "?ho-so=b-sau").await, "b-sau");
    assert_eq!(at(&in_2032, "").await, "b-sau", "none runs: the newest");
    assert_eq!(at(&in_2032, "?ngay=2023-03-01").await, "a-giua");
}

#[tokio::test]
async fn units_of_one_name_are_told_apart_by_their_codes() {
    let world = World::sqlite().await;
    let list = "code,parent_code,level,kind,name\n99001,672,commune,xã,Xã Đạ Ròn\n";
    world.store.import_units(csv::units(list.as_bytes(), (None, None)).unwrap()).await.unwrap();
    let (province, _) = member(&world, Role::Front, "68").await;
    for page in [NEW_PLAN, NEW_RECOMMENDATION] {
        let body = province.get(page).await.body;
        for code in [COMMUNE, "99001"] {
            assert!(body.contains(&format!("<option value=\"Xã Đạ Ròn ({code})\">")), "{page}: {body}");
        }
    }
}

#[tokio::test]
async fn towns_that_no_set_recognises_are_not_said_to_be_unasked() {
    let world = World::sqlite().await;
    let (district, _) = member(&world, Role::Front, "677").await;
    let page = district.get("/lam-viec/giam-sat").await.body;
    let main = page.split("<main").nth(1).unwrap();
    assert!(main.contains(&format!("/ket-qua/{COMMUNE}")), "{main}");
    assert!(!main.contains("/ket-qua/24928"), "the town of D'Ran: {main}");
}

#[tokio::test]
async fn a_set_says_that_nobody_verified_since_when_it_is_in_force() {
    let world = World::sqlite().await;
    let (_, token) = world.member("xa", Role::Front, COMMUNE, "").await;
    let mut sets = server::data::rulesets::load(None).unwrap();
    for set in sets.values_mut() {
        set.in_force.verified = set.id == "xa-ntm-2021-2025";
    }
    let state = app_state(Arc::new(world.store.clone()), sets, Arc::new(now), "http://ydan.test").unwrap();
    let page = Clerk { app: router(state), cookie: Some(token.0) }.get(NEW_PLAN).await.body;
    let options: Vec<&str> = field(&page, "ruleset").split("<label class=\"option\">").skip(1).collect();
    assert!(options.len() > 3, "{page}");
    for option in options {
        let is_verified = option.contains("value=\"xa-ntm-2021-2025\"");
        assert_eq!(option.contains(&t!("ruleset-day-unverified")), !is_verified, "{option}");
    }
}
