//! The contract of the plans' port: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::key_letters::KeyHolders;
use app::domain::collection::plan::{MissingItem, Papers, Plan, Purpose};
use app::domain::collection::round::State;
use app::domain::oversight::signal::Anomaly;
use app::domain::people::account::Role;
use app::domain::revision::Revision;
use app::domain::survey::ruleset::Ruleset;
use app::domain::survey::ruleset_check::RulesetFault;
use app::domain::units::census::Census as Official;
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::casting::Casting as _;
use app::ports::census::*;
use app::ports::common::*;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::hamlets::*;
use app::ports::notices::Notices as _;
use app::ports::participation::Participation as _;
use app::ports::plans::{NewPlan, PlanRefused, Plans};
use app::ports::rounds::{OpenRoundRefused, Rounds as _};
use app::ports::signals::QualitySignals as _;
use app::ports::units::*;
use common::*;
use server::files::csv;
use uuid::Uuid;

on_both! {
    a_round_goes_back_to_its_plan_with_the_notice_that_was_begun => back_with_a_notice;
    a_plan_opens_when_nothing_is_missing_and_goes_back_while_nothing_is_lost => from_plan_to_round;
    a_round_with_signed_minutes_does_not_go_back_to_its_plan => with_a_photo;
    two_people_do_not_overwrite_each_other => two_planners;
    nothing_is_planned_under_the_key_of_somebody_elses_plan_or_round => somebody_elses_key;
    only_the_front_of_the_unit_and_above_plans => whose_plan;
    failed_contents_are_asked_again => asked_again;
    of_many_who_keep_and_open_at_once_one_is_told_yes => all_at_once;
    of_two_rounds_that_ask_the_same_one_opens => one_of_two_rounds;
    what_was_asked_in_full_is_asked_again_only_for_a_purpose => second_round;
    a_plan_over_many_communes_says_how_many_households_that_is_before_it_exists => many_communes;
    hamlets_are_renamed_exchanged_and_taken_away_while_nothing_holds_them => hamlets_edited;
    official_households_stand_beside_what_a_commune_lists_also_after_a_merger => official_households;
}

fn plan() -> Plan {
    let papers = Papers { number: "12/KH-MTTQ-BTT".into(), basis: vec!["90/HD-MTTW-BTT".into()], ..Papers::default() };
    let (opens, closes) = (day("2024-07-10"), day("2024-08-06"));
    let ruleset = planned("xa-ntm-2021-2025");
    Plan { ruleset, papers, opens, closes, reviewed: true, holders: KeyHolders::default() }
}

/// A shipped ruleset with the document that a plan names for its participation.
fn planned(id: &str) -> Ruleset {
    let mut ruleset = ruleset(id);
    ruleset.participation.source = "12/KH-MTTQ-BTT".into();
    ruleset
}

async fn begin(store: &server::store::Store, by: &Actor, unit: &str, plan: Plan) -> Answer<Uuid> {
    let id = Uuid::new_v4();
    let new = NewPlan { id, unit_code: unit.into(), plan, many: false };
    store.begin(by, new, now()).await.map(|()| id)
}

/// The plan of another round, for some purpose.
fn again_for(purpose: Purpose) -> Plan {
    Plan { papers: Papers { purpose, ..plan().papers }, ..plan() }
}

async fn second_round(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let twin = begin(store, &front, COMMUNE, plan()).await.unwrap();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    store.publish(&front, round, now()).await.unwrap();
    let before = OpenRoundRefused::AskedBefore {
        unit: "Xã Đạ Ròn".into(),
        communes: 1,
        opens: day("2024-07-01"),
        closes: day("2024-07-26"),
        state: State::Published.into(),
    };
    assert_eq!(refused(begin(store, &front, COMMUNE, plan()).await), before);
    // What was planned before the other round opened does not open beside it either.
    assert_eq!(refused(Plans::open(store, &front, twin, &revision(store, twin).await, None, &[], now()).await), before);
    for purpose in [Purpose::Repeat, Purpose::Reassess, Purpose::Withdraw] {
        let id = begin(store, &front, COMMUNE, again_for(purpose)).await.unwrap();
        assert_eq!(store.plan(&front, id, now()).await.unwrap().plan.papers.purpose, purpose);
    }
    let other = Plan { ruleset: planned("xa-nang-cao-2021-2025"), ..plan() };
    begin(store, &front, COMMUNE, other).await.expect("another set asks something else");
}

async fn many_communes(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    world.hamlets("24940", &[("01", 7)]).await;
    let (id, unit_code) = (Uuid::new_v4(), "677".to_owned());
    let new = |many| NewPlan { id, unit_code: unit_code.clone(), plan: plan(), many };
    let told = refused(store.begin(&Actor::Operator, new(false), now()).await);
    assert_eq!(told, PlanRefused::Many { unit: "Huyện Đơn Dương".into(), communes: 8, households: 17 });
    assert_eq!(world.count("select count(*) from plan").await, 0);
    store.begin(&Actor::Operator, new(true), now()).await.expect("whoever says so means it");
}

/// The revision of what a plan says now.
async fn revision(store: &server::store::Store, plan: Uuid) -> Revision {
    store.plan(&Actor::Operator, plan, now()).await.expect("a plan").revision
}

async fn from_plan_to_round(world: World) {
    let store = &world.store;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let id = begin(store, &front, COMMUNE, Plan { reviewed: false, ..plan() }).await.unwrap();
    let seen = store.plan(&front, id, now()).await.unwrap();
    let hamlets = MissingItem::Hamlets { code: COMMUNE.into(), name: "Xã Đạ Ròn".into() };
    assert_eq!(seen.missing, [hamlets, MissingItem::Review]);
    assert_eq!(refused(Plans::open(store, &front, id, &seen.revision, None, &[], now()).await).key, "plan-not-ready");

    world.hamlets(COMMUNE, &[("01", 10), ("02", 6)]).await;
    let mut worded = plan();
    worded.ruleset.questions[1].vi = "Đường trong xóm ông bà đi lại có dễ không?".into();
    store.keep(&front, id, &seen.revision, worded.clone(), now()).await.unwrap();
    let seen = store.plan(&front, id, now()).await.unwrap();
    assert_eq!((seen.missing.len(), seen.asked[0].hamlets, seen.asked[0].households), (0, 2, 16));
    Plans::open(store, &front, id, &seen.revision, None, &[], now()).await.unwrap();
    Plans::open(store, &front, id, &seen.revision, None, &[], now()).await.expect("the same key is the same plan");
    let round = store.round(id).await.unwrap();
    assert_eq!((round.state, round.papers.number.as_str()), (State::Open, "12/KH-MTTQ-BTT"));
    assert_eq!(round.ruleset.questions[1].vi, "Đường trong xóm ông bà đi lại có dễ không?");
    assert!(
        matches!(store.keep(&front, id, &seen.revision, plan(), now()).await, Err(PortError::Missing)),
        "never changed again"
    );

    store.reconsider(&front, id, now()).await.unwrap();
    assert!(matches!(store.round(id).await, Err(PortError::Missing)));
    let again = store.plan(&front, id, now()).await.unwrap();
    assert_eq!((again.plan.ruleset, again.missing), (worded.ruleset, vec![MissingItem::Review]));
    store.keep(&front, id, &again.revision, plan(), now()).await.unwrap();
    Plans::open(store, &front, id, &revision(store, id).await, None, &[], now()).await.unwrap();
    world.issue(id, None).await;
    assert_eq!(refused(store.reconsider(&front, id, now()).await), PlanRefused::Begun);

    let other = begin(store, &front, COMMUNE, again_for(Purpose::Repeat)).await.unwrap();
    assert_eq!(store.plans(&front, now()).await.unwrap().len(), 1);
    let shown = revision(store, other).await;
    assert!(Plans::open(store, &front, other, &shown, None, &[], now()).await.is_err(), "the same is asked already");
    store.discard(&front, other, now()).await.unwrap();
    assert_eq!(store.plans(&front, now()).await.unwrap(), []);
}

async fn somebody_elses_key(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (own, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let (other, _) = world.member("beside", Role::Front, "24940", "").await;
    let id = begin(store, &own, COMMUNE, plan()).await.unwrap();
    let taken = |answer| assert!(matches!(answer, Err(PortError::Denied)), "{answer:?}");
    taken(store.begin(&other, NewPlan { id, unit_code: "24940".into(), plan: plan(), many: false }, now()).await);
    Plans::open(store, &own, id, &revision(store, id).await, None, &[], now()).await.unwrap();
    taken(store.begin(&other, NewPlan { id, unit_code: "24940".into(), plan: plan(), many: false }, now()).await);
    store
        .begin(&own, NewPlan { id, unit_code: COMMUNE.into(), plan: plan(), many: false }, now())
        .await
        .expect("the same key is the same plan, though it is open by now");
    assert_eq!(world.count("select count(*) from plan").await, 0);
}

async fn two_planners(world: World) {
    let store = &world.store;
    let id = begin(store, &Actor::Operator, COMMUNE, plan()).await.unwrap();
    let named = |number: &str| Plan { papers: Papers { number: number.into(), ..plan().papers }, ..plan() };
    let shown = revision(store, id).await;
    store.keep(&Actor::Operator, id, &shown, named("one"), now()).await.unwrap();
    assert_eq!(refused(store.keep(&Actor::Operator, id, &shown, named("other"), now()).await), PlanRefused::Overtaken);
    assert!(
        Plans::open(store, &Actor::Operator, id, &shown, None, &[], now()).await.is_err(),
        "what was not seen is not opened"
    );
    let mut bare = named("two");
    bare.ruleset.questions[3].vi = " ".into();
    let shown = revision(store, id).await;
    let fault = RulesetFault::QuestionEmpty { no: 4 }.into();
    let told = refused(store.keep(&Actor::Operator, id, &shown, bare, now()).await);
    assert_eq!(told, PlanRefused::Ballot { fault }, "a value, to be worded where it is read");
    assert_eq!(store.plan(&Actor::Operator, id, now()).await.unwrap().plan, named("one"));
    store
        .begin(&Actor::Operator, NewPlan { id, unit_code: COMMUNE.into(), plan: plan(), many: false }, now())
        .await
        .expect("the same key is the same plan");
    assert_eq!(store.plans(&Actor::Operator, now()).await.unwrap().len(), 1);
}

/// What is acknowledged is what is opened, whoever is quicker.
async fn all_at_once(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let id = begin(store, &Actor::Operator, COMMUNE, plan()).await.unwrap();
    let shown = revision(store, id).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..12 {
        let (store, shown) = (store.clone(), shown.clone());
        tasks.spawn(async move {
            let mut mine = plan();
            mine.papers.number = format!("{n}/KH");
            let kept = store.keep(&Actor::Operator, id, &shown, mine, now()).await;
            kept.is_ok().then(|| format!("{n}/KH"))
        });
    }
    let opener = store.clone();
    tasks.spawn(async move {
        let opened = Plans::open(&opener, &Actor::Operator, id, &shown, None, &[], now()).await;
        opened.is_ok().then(|| plan().papers.number)
    });
    let done: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "one of them, the others are told: {done:?}");
    let kept = match store.round(id).await {
        Ok(round) => round.papers.number.clone(),
        Err(_) => store.plan(&Actor::Operator, id, now()).await.unwrap().plan.papers.number,
    };
    assert_eq!(kept, done[0]);
}

async fn back_with_a_notice(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let id = begin(store, &front, COMMUNE, plan()).await.unwrap();
    Plans::open(store, &front, id, &revision(store, id).await, None, &[], now()).await.unwrap();
    store.close(&front, id, "nhầm đợt", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, id).await;
    let words = app::domain::collection::notice::NoticeWords { number: "1/TB".into(), ..Default::default() };
    store.keep_words(&front, id, words, now()).await.unwrap();
    store.reopen(&front, id, now()).await.unwrap();
    store.reconsider(&front, id, now()).await.unwrap();
    assert_eq!(store.plan(&front, id, now()).await.unwrap().plan.opens, day("2024-07-10"));
    assert_eq!(world.count("select count(*) from notice").await, 0);
    Plans::open(store, &front, id, &revision(store, id).await, None, &[], now()).await.unwrap_err();
}

/// A photo of signed minutes is not lost, and the refusal says so.
async fn with_a_photo(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let round = world.open(COMMUNE, planned("xa-ntm-2021-2025")).await;
    let rows = store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let hamlet = rows[0].hamlet.clone().unwrap().id;
    store.attach(&Actor::Operator, round, hamlet, photo(100), now()).await.unwrap();
    assert_eq!(refused(store.reconsider(&Actor::Operator, round, now()).await), PlanRefused::Begun);
    assert_eq!(store.round(round).await.unwrap().state, State::Open);
}

async fn one_of_two_rounds(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let id = begin(store, &Actor::Operator, COMMUNE, again_for(Purpose::Repeat)).await.unwrap();
        let (store, shown) = (store.clone(), revision(store, id).await);
        tasks.spawn(async move { Plans::open(&store, &Actor::Operator, id, &shown, None, &[], now()).await.is_ok() });
    }
    let opened = tasks.join_all().await.into_iter().filter(|opened| *opened).count();
    assert_eq!(opened, 1, "the same households are asked once");
}

async fn hamlets_edited(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("1", 10), ("02", 6), ("03", 7)]).await;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let row = |code: &str, households| {
        let name = format!("Thôn {code}");
        Some(HamletRow { commune_code: COMMUNE.into(), code: code.into(), name, households })
    };
    let edit = |rows: Vec<(&str, Option<HamletRow>)>| {
        numbered(rows.into_iter().map(|(known, row)| HamletEdit { known: known.into(), row }).collect())
    };
    let seen = async || Revision::of(&store.hamlets(&front, COMMUNE, now()).await.unwrap().hamlets);
    let keep = async |by: &Actor, rows| store.keep_hamlets(by, COMMUNE, rows, &seen().await, now()).await;
    let opened_before = seen().await;
    // A code is mended, two change places, one goes, one comes.
    let rows = vec![("1", row("01", 10)), ("02", row("03", 6)), ("03", row("02", 7)), ("", row("04", 9))];
    keep(&front, edit(rows)).await.unwrap();
    let listed = async || {
        let list = store.hamlets(&front, COMMUNE, now()).await.unwrap();
        list.hamlets.into_iter().map(|row| (row.code, row.households)).collect::<Vec<_>>()
    };
    let all = [("01", 10), ("02", 7), ("03", 6), ("04", 9)].map(|(code, n)| (code.to_owned(), n));
    assert_eq!(listed().await, all);
    keep(&front, edit(vec![("04", None)])).await.unwrap();
    assert_eq!(listed().await, all[..3]);
    let late = store.keep_hamlets(&front, COMMUNE, edit(vec![("01", row("01", 99))]), &opened_before, now()).await;
    assert_eq!(refused(late), HamletsRefused::Overtaken);
    assert_eq!(listed().await, all[..3], "nobody's list is reverted unseen");
    let twice = vec![("01", row("01", 10)), ("02", row("01", 10)), ("03", row("03", 6))];
    keep(&front, edit(twice)).await.expect_err("one of them is not there any more, and nobody said so");
    assert_eq!(listed().await, all[..3]);
    let taken = keep(&front, edit(vec![("02", row("01", 7))])).await;
    assert_eq!(refused(taken), HamletsRefused::CodeTaken { code: "01".into() });
    world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let held = keep(&front, edit(vec![("01", None), ("02", row("02", 8))])).await;
    assert_eq!(faults(held), [(2, HamletsFault::Held { code: "01".into() }.into())]);
    assert_eq!(listed().await, all[..3], "all or nothing");
    let (beside, _) = world.member("beside", Role::Front, "24940", "").await;
    let denied = keep(&beside, edit(vec![("", row("09", 8))])).await;
    assert!(matches!(denied, Err(PortError::Denied)));
}

async fn official_households(world: World) {
    let store = &world.store;
    let on = day("2019-04-01");
    let text = "code,level,name,households_2019,population_2019\n68,province,Tỉnh Lâm Đồng,358753,1296906\n\
                24937,commune,Xã Đạ Ròn,1000,4000\n24940,commune,Xã Lạc Lâm,3000,9000\n";
    let take = async |by: &Actor, text: &str, source: &str| {
        store.import_households(by, csv::households(text.as_bytes(), on)?, on, source, now()).await
    };
    let wrong = format!("{text}24937,commune,Xã Đạ Ròn,1,1\n00000,commune,Xã Không,5,5\n24943,commune,Xã Đạ Ròn,0,0\n");
    let (code, unit, name) = ("24943".into(), "Xã Ka Đô".into(), "Xã Đạ Ròn".into());
    assert_eq!(
        faults(take(&Actor::Operator, &wrong, "Tổng điều tra").await),
        [
            (5, UnitFault::Twice { code: COMMUNE.into() }.into()),
            (6, CensusFault::NoUnit { code: "00000".into(), day: on }.into()),
            (7, CensusFault::OtherName { code, unit, name }.into()),
            (7, CensusFault::Households { households: 0, most: 100_000_000 }.into()),
        ]
    );
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let known = async || store.hamlets(&front, COMMUNE, now()).await.unwrap().census;
    let counted =
        |households, on, source: &str| Official { households, on: day(on), source: source.to_owned(), former: 0 };
    assert_eq!(known().await, None, "all or nothing");
    assert!(matches!(take(&front, text, "Tổng điều tra").await, Err(PortError::Denied)));
    assert!(matches!(take(&Actor::Operator, text, "").await, Err(PortError::Refused(_))));
    let did = |added, changed, same| Imported { added, changed, same };
    assert_eq!(take(&Actor::Operator, text, "Tổng điều tra").await.unwrap(), did(3, 0, 0));
    let again = text.replace("1000", "1001");
    assert_eq!(take(&Actor::Operator, &again, "Tổng điều tra").await.unwrap(), did(0, 1, 2));
    assert_eq!(known().await, Some(counted(1_001, "2019-04-01", "Tổng điều tra")));
    // What was counted last speaks.
    let mid = day("2024-04-01");
    let later = csv::households("code,households_2024\n24937,1100\n".as_bytes(), mid).unwrap();
    store.import_households(&Actor::Operator, later, mid, "Điều tra giữa kỳ", now()).await.unwrap();
    let written = store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap();
    assert_eq!(written.iter().filter(|line| line.act == CensusAct::TakeHouseholds).count(), 3);
    let in_between = counted(1_100, "2024-04-01", "Điều tra giữa kỳ");
    assert_eq!(known().await.as_ref(), Some(&in_between));

    world.hamlets(COMMUNE, &[("01", 400), ("02", 479)]).await;
    let id = begin(store, &front, COMMUNE, plan()).await.unwrap();
    let seen = store.plan(&front, id, now()).await.unwrap();
    let asked = &seen.asked[0];
    assert_eq!((asked.households, asked.census.as_ref().map(|one| one.households)), (879, Some(1_100)));
    store.discard(&front, id, now()).await.unwrap();
    // Everybody is told of their own communes.
    world.hamlets("24940", &[("01", 100)]).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let said = async |by: &Actor| {
        let all = store.signals(by, round).await.unwrap();
        all.into_iter().map(|signal| (signal.place, signal.anomaly)).collect::<Vec<_>>()
    };
    let few = |place: &str, listed, official: &Official| {
        (place.to_owned(), Anomaly::FewHouseholds { listed: official.beside(listed) })
    };
    let own = few("Xã Đạ Ròn", 879, &in_between);
    let both = [own.clone(), few("Xã Lạc Lâm", 100, &counted(3_000, "2019-04-01", "Tổng điều tra"))];
    assert_eq!(said(&front).await, [own]);
    assert_eq!(said(&district).await, both);
    // What is counted after the round opened says nothing of it.
    let after = day("2024-07-05");
    let late = csv::households("code,households\n24940,101\n".as_bytes(), after).unwrap();
    store.import_households(&Actor::Operator, late, after, "Rà soát", now()).await.unwrap();
    assert_eq!(said(&district).await, both);

    // The commune of 2025 is made of one that was counted and one that was not: nothing is said of it.
    world.merge().await;
    let new =
        store.history(store.unit(COMMUNE, today()).await.unwrap().unwrap().id).await.unwrap().successors[0].clone();
    let later = morning(day("2025-08-01"));
    let young = async || store.hamlets(&Actor::Operator, &new.code, later).await.unwrap().census;
    assert_eq!(young().await, None);
    let history = store.unit(&new.code, day("2025-08-01")).await.unwrap().unwrap().id;
    let former = store.history(history).await.unwrap().predecessors;
    let rows: Vec<String> = former.iter().map(|unit| format!("{},100,{}", unit.code, unit.name)).collect();
    let on = day("2025-01-01");
    let all = csv::households(format!("code,households,name\n{}\n", rows.join("\n")).as_bytes(), on).unwrap();
    store.import_households(&Actor::Operator, all, on, "Cục Thống kê", later).await.unwrap();
    let sum = young().await.unwrap();
    assert_eq!((sum.households, sum.former), (100 * former.len() as u64, former.len() as u64));
    assert!(former.len() > 1);
}

async fn whose_plan(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let id = begin(store, &district, COMMUNE, plan()).await.unwrap();
    assert_eq!(store.plan(&commune, id, now()).await.unwrap().unit.name, "Xã Đạ Ròn");
    let mut others = Vec::new();
    for (login, role, unit, hamlet) in [
        ("beside", Role::Front, "24940", ""),
        ("thon", Role::Hamlet, COMMUNE, "01"),
        ("ubnd", Role::Office, COMMUNE, ""),
        ("quantri", Role::Administrator, "", ""),
    ] {
        others.push(world.member(login, role, unit, hamlet).await.0);
    }
    let shown = revision(store, id).await;
    for other in others {
        let denied = |answer: Answer<()>| assert!(matches!(answer, Err(PortError::Denied)), "{answer:?}");
        denied(begin(store, &other, COMMUNE, plan()).await.map(drop));
        denied(store.plan(&other, id, now()).await.map(drop));
        denied(store.keep(&other, id, &shown, plan(), now()).await);
        denied(Plans::open(store, &other, id, &shown, None, &[], now()).await);
        denied(store.discard(&other, id, now()).await);
    }
    let above = begin(store, &commune, "677", plan()).await;
    assert!(matches!(above, Err(PortError::Denied)), "not above one's own unit");
    assert_eq!(
        refused(begin(store, &district, "00000", plan()).await),
        PlanRefused::NoUnit { code: "00000".into(), day: today() }
    );
}

async fn asked_again(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let round = world.open(COMMUNE, planned("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, None).await {
        store.cast(cast(issued.code, 1, if issued.serial <= 3 { &[2, 5] } else { &[] }), now()).await.unwrap();
    }
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    assert!(store.repeat(&front, round, now()).await.is_err(), "not published yet");
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    store.publish(&front, round, now()).await.unwrap();
    let id = store.repeat(&front, round, now()).await.unwrap();
    assert_eq!(store.repeat(&front, round, now()).await.unwrap(), id, "it is begun already");
    let seen = store.plan(&front, id, now()).await.unwrap();
    let asked: Vec<_> = seen.plan.ruleset.questions.iter().map(|question| question.topic.clone()).collect();
    let form = ruleset("xa-ntm-2021-2025");
    assert_eq!(asked, [2, 5, 19].map(|no| form.question(no).unwrap().topic.clone()));
    assert_eq!(seen.plan.papers.repeats, Some(round));
    let ready = Plan {
        reviewed: true,
        papers: Papers { number: "15/KH".into(), basis: vec!["HD".into()], ..seen.plan.papers.clone() },
        ..seen.plan
    };
    store.keep(&front, id, &seen.revision, ready, now()).await.unwrap();
    Plans::open(store, &front, id, &revision(store, id).await, None, &[], now()).await.unwrap();
    assert_eq!(store.round(id).await.unwrap().ruleset.questions.len(), 3);
}
