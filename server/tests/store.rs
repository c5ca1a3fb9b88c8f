//! The contract of the ports: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::plan::Papers;
use app::domain::collection::round::{Refusal, State, Visit};
use app::domain::oversight::criterion::{By, Status};
use app::domain::survey::ballot::Reason;
use app::domain::survey::count::Count;
use app::domain::survey::verdict::Rule;
use app::domain::units::unit::Level;
use app::i18n::Lang;
use app::ports::casting::*;
use app::ports::common::*;
use app::ports::criteria::Criteria as _;
use app::ports::criteria::CriterionRow;
use app::ports::hamlets::*;
use app::ports::minutes::*;
use app::ports::results::*;
use app::ports::rounds::*;
use app::ports::slips::*;
use app::ports::units::*;
use app::ports::verification::*;
use common::*;
use server::data::units;
use server::files::csv;
use uuid::Uuid;

on_both! {
    a_round_from_opening_to_publication => whole_story;
    a_code_works_once => codes_work_once;
    two_hundred_posts_of_one_code_count_once => concurrent_posts;
    a_closed_round_refuses_ballots_and_minutes => closed_refuses;
    a_household_is_not_counted_twice_across_channels => across_channels;
    units_change_with_time => units_over_time;
    files_go_in_whole_or_not_at_all => all_or_nothing;
    the_notice_of_2019_comes_out_as_published => notice_of_2019;
    a_failing_commune_is_not_hidden_by_the_district => district_of_eight;
    a_count_altered_by_hand_is_named => altered_by_hand;
    another_key_is_refused => another_key;
    casting_while_closing_loses_nothing => cast_and_close;
    statuses_of_criteria_keep_their_latest => criteria_latest;
}

async fn whole_story(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 6)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, None).await;
    assert_eq!(codes.len(), 16);
    assert_eq!((codes[0].hamlet_code.as_str(), codes[0].serial, codes[10].hamlet_code.as_str()), ("01", 1, "02"));

    let invitation = store.look_up(&codes[0].code, Visit::on(today())).await.unwrap().expect("welcome");
    assert_eq!((invitation.hamlet.as_str(), invitation.commune.name.as_str()), ("Thôn 01", "Xã Đạ Ròn"));
    assert_eq!(invitation.round.ruleset.questions.len(), 19);
    for (at, issued) in codes.iter().enumerate().take(14) {
        let mut cast = cast(issued.code, 1, if at < 3 { &[2] } else { &[] });
        cast.reasons = vec![Reason { question: 2, text: "Đường lầy <b>".into() }];
        assert_eq!(store.cast(cast, now()).await.unwrap(), CastOutcome::Counted);
    }
    let turnout = world.turnout(round).await;
    assert_eq!((turnout.households, turnout.issued, turnout.returned, turnout.valid), (16, 16, 14, 14));
    let told = refused(store.results(&Actor::Operator, round, None).await);
    assert_eq!(told, RoundRefused::ResultsWhileOpen, "whoever runs commands sees no more of an open round than others");

    // Nothing is public before it is published.
    assert_eq!(store.document(round, None, None).await.unwrap(), None);
    let place = store.place(COMMUNE, None).await.unwrap().expect("there");
    let above: Vec<_> = store.above(place.id).await.unwrap().into_iter().map(|unit| unit.code).collect();
    assert_eq!(above.first().map(String::as_str), Some("68"), "topmost first: {above:?}");
    assert_eq!(store.above(Uuid::nil()).await.unwrap(), []);
    assert_eq!(store.commune(&place, None, &SETS).await.unwrap().shown, None);
    store.publish(&Actor::Operator, round, now()).await.expect_err("not closed yet");
    let results = world.end(round).await;
    assert_eq!(store.round(round).await.unwrap().state, State::Closed);
    assert_eq!(results.participation.turnout, turnout);
    assert_eq!(results.questions[1].counts, Some(Count { satisfied: 11, unsatisfied: 3 }));
    let names: Vec<&str> = results.children.iter().map(|child| child.unit.name.as_str()).collect();
    assert_eq!(names, ["Thôn 01, Thôn 02"], "four ballots tell on people");
    assert_eq!(
        refused(store.results(&Actor::Operator, round, Some("24940")).await),
        RoundRefused::NotAsked { round: round.to_string(), unit: "24940".into() }
    );
    store.publish(&Actor::Operator, round, now()).await.unwrap();
    store.publish(&Actor::Operator, round, now()).await.expect_err("published already");

    let document = store.document(round, None, None).await.unwrap().expect("public");
    assert_eq!(document, serde_json::to_string(&results).unwrap(), "what is frozen is what was worked out");
    assert_eq!(store.document(round, Some(COMMUNE), None).await.unwrap(), Some(document));
    assert_eq!(store.document(round, Some("24940"), None).await.unwrap(), None);
    let view = store.commune(&place, None, &SETS).await.unwrap();
    assert_eq!(view.above.iter().map(|unit| unit.named.code.as_str()).collect::<Vec<_>>(), ["68", "677"]);
    // It was planned until 26/7 and closed before.
    let (shown, document) = view.shown.expect("shown");
    assert_eq!((shown.closes, shown.last_day(), view.published[0].last_day), (day("2024-07-26"), today(), today()));
    assert_eq!(document, results);
    let province = store.place("68", None).await.unwrap().expect("there");
    let area = store.area(&province, &[("xa-ntm-2021-2025", 19)]).await.unwrap();
    assert_eq!((area.rows.len(), area.districts.len()), (142, 12));
    let row = area.rows.iter().find(|row| row.unit.named.code == COMMUNE).expect("a row");
    assert_eq!(row.result.as_ref().expect("a result").overall.part, 14);
    assert_eq!(store.roots().await.unwrap().len(), 1);
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn codes_work_once(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 3)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, Some("01")).await;
    let code = codes[0].code;
    assert_eq!(store.cast(cast(code, 1, &[]), now()).await.unwrap(), CastOutcome::Counted);
    // The same page again is the same sending, whatever it says now; another page is not.
    assert_eq!(store.cast(cast(code, 1, &[1]), now()).await.unwrap(), CastOutcome::Counted);
    assert_eq!(
        store.cast(cast(code, 2, &[]), now()).await.unwrap(),
        CastOutcome::Refused(Refusal::Spent { runs: true })
    );
    assert!(store.was_sent(&code, uuid::Uuid::from_bytes([1; 16])).await.unwrap());
    assert!(!store.was_sent(&code, uuid::Uuid::from_bytes([2; 16])).await.unwrap());
    assert_eq!(store.look_up(&code, Visit::on(today())).await.unwrap(), Err(Refusal::Spent { runs: true }));
    // Once the round is over, nobody is sent to report anything.
    let after = Visit::on(today() + chrono::Days::new(1_000));
    assert_eq!(store.look_up(&code, after).await.unwrap(), Err(Refusal::Spent { runs: false }));
    let stranger = app::domain::collection::code::Code::draw(|| 5);
    assert_eq!(store.look_up(&stranger, Visit::on(today())).await.unwrap(), Err(Refusal::Unknown));
    assert_eq!(store.cast(cast(stranger, 1, &[]), now()).await.unwrap(), CastOutcome::Refused(Refusal::Unknown));
    let early = Refusal::Early { opens: day("2024-07-01") };
    assert_eq!(store.look_up(&codes[1].code, Visit::on(day("2024-06-30"))).await.unwrap(), Err(early));
    assert_eq!(
        store.cast(cast(codes[1].code, 1, &[]), morning(day("2024-06-30"))).await.unwrap(),
        CastOutcome::Refused(early)
    );
    assert_eq!(
        store.cast(cast(codes[1].code, 1, &[]), morning(day("2024-07-27"))).await.unwrap(),
        CastOutcome::Refused(Refusal::Over)
    );
    assert_eq!(world.turnout(round).await.returned, 1);
    let mut nothing = |_: &[IssuedCode]| Ok(());
    assert_eq!(
        refused(store.issue(&Actor::Operator, round, Some("01"), &mut nothing, now()).await),
        SlipsRefused::HamletIssued { code: "01".into() }
    );
}

async fn concurrent_posts(world: World) {
    world.hamlets(COMMUNE, &[("01", 2)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let code = world.issue(round, None).await[0].code;
    let mut posts = tokio::task::JoinSet::new();
    for key in 0..200_u8 {
        let store = world.store.clone();
        posts.spawn(async move { store.cast(cast(code, key, &[]), now()).await.unwrap() });
    }
    let outcomes = posts.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == CastOutcome::Counted).count(), 1);
    assert_eq!(world.turnout(round).await.returned, 1);
    assert_eq!(world.store.verify().await.unwrap(), []);
}

async fn closed_refuses(world: World) {
    world.hamlets(COMMUNE, &[("01", 9), ("02", 9)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let code = world.issue(round, Some("01")).await[0].code;
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    assert_eq!(world.store.cast(cast(code, 1, &[]), now()).await.unwrap(), CastOutcome::Refused(Refusal::Over));
    let rows = minutes(COMMUNE, "02", head(9, 9, 9, 0), 19, |_| 9);
    assert_eq!(
        refused(world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await),
        RoundRefused::Closed { unit: "Xã Đạ Ròn".into() }
    );
    let mut nothing = |_: &[IssuedCode]| Ok(());
    world.store.issue(&Actor::Operator, round, None, &mut nothing, now()).await.expect_err("closed");
    world
        .store
        .close(&Actor::Operator, round, "thử", Early::Confirmed, now())
        .await
        .expect("pressed twice is closed once");
}

async fn across_channels(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, Some("01")).await;
    for issued in &codes[..4] {
        store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let too_many = minutes(COMMUNE, "01", head(10, 7, 6, 1), 19, |_| 6);
    assert_eq!(
        faults(store.import_minutes(&Actor::Operator, round, too_many, Replacing::None, now()).await),
        [(2, MinutesFault::TooMany { hamlet: "01".into(), issued: 10, online: 4, left: 6, said: 7 }.into())]
    );
    let fitting = || minutes(COMMUNE, "01", head(10, 6, 4, 1), 19, |_| 4);
    assert_eq!(
        store.import_minutes(&Actor::Operator, round, fitting(), Replacing::None, now()).await.unwrap().added,
        1
    );
    // The same again is the same; another one needs a word; an unspent slip is dead now.
    assert_eq!(store.import_minutes(&Actor::Operator, round, fitting(), Replacing::None, now()).await.unwrap().same, 1);
    let other = || minutes(COMMUNE, "01", head(10, 6, 5, 1), 19, |_| 4);
    assert_eq!(
        faults(store.import_minutes(&Actor::Operator, round, other(), Replacing::None, now()).await),
        [(2, MinutesFault::Others { hamlet: "01".into() }.into())]
    );
    assert_eq!(store.import_minutes(&Actor::Operator, round, other(), Replacing::Any, now()).await.unwrap().changed, 1);
    assert_eq!(store.look_up(&codes[9].code, Visit::on(today())).await.unwrap(), Err(Refusal::Void));
    assert_eq!(store.cast(cast(codes[9].code, 1, &[]), now()).await.unwrap(), CastOutcome::Refused(Refusal::Void));
    let turnout = world.turnout(round).await;
    assert_eq!(
        (turnout.households, turnout.issued, turnout.returned, turnout.valid, turnout.invalid),
        (20, 10, 10, 9, 1)
    );
    // A hamlet counted on paper gets no codes any more.
    store
        .import_minutes(
            &Actor::Operator,
            round,
            minutes(COMMUNE, "02", head(10, 10, 9, 0), 19, |_| 9),
            Replacing::None,
            now(),
        )
        .await
        .unwrap();
    let mut nothing = |_: &[IssuedCode]| Ok(());
    assert_eq!(refused(store.issue(&Actor::Operator, round, None, &mut nothing, now()).await), SlipsRefused::AllIssued);
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn units_over_time(world: World) {
    let store = &world.store;
    let list = || csv::units(units::LAMDONG_2025.as_bytes(), (None, None)).unwrap();
    assert_eq!(store.import_units(list()).await.unwrap(), Imported { added: 125, ..Imported::default() });
    assert_eq!(store.import_units(list()).await.unwrap(), Imported { same: 125, ..Imported::default() });
    let pairs = || csv::successions(units::LAMDONG_2022_TO_2025.as_bytes()).unwrap();
    assert_eq!(store.import_successions(pairs(), day("2025-07-01")).await.unwrap().added, 142);
    assert_eq!(store.import_successions(pairs(), day("2025-07-01")).await.unwrap().same, 142);
    let before = store.unit("68", day("2025-06-30")).await.unwrap().expect("there");
    let after = store.unit("68", day("2025-07-01")).await.unwrap().expect("there");
    assert_ne!(before.id, after.id);
    let old = store.unit(COMMUNE, day("2024-01-01")).await.unwrap().expect("there");
    let history = store.history(old.id).await.unwrap();
    assert_eq!(history.successors.len(), 1);
    let new = store.unit(&history.successors[0].code, day("2025-07-01")).await.unwrap().expect("there");
    assert!(store.history(new.id).await.unwrap().predecessors.iter().any(|unit| unit.code == COMMUNE));
    let area = |unit| async move { store.area(&unit, &[("xa-ntm-2021-2025", 19)]).await.unwrap() };
    assert_eq!(area(after).await.rows.len(), 124);
    assert_eq!(area(before).await.rows.len(), 142);
    assert_eq!(
        store.place("68", Some(day("2023-01-01"))).await.unwrap().expect("there").valid_to,
        Some(day("2025-06-30"))
    );
    // A commune that began later is listed under a province whose days nobody wrote down.
    let late =
        "code,parent_code,level,kind,name,valid_from\n99,,province,tỉnh,Tỉnh,\n9901,99,commune,xã,Xã,2023-01-01\n";
    store.import_units(csv::units(late.as_bytes(), (None, None)).unwrap()).await.unwrap();
    let undated = store.place("99", None).await.unwrap().expect("there");
    assert_eq!(store.area(&undated, &[("xa-ntm-2021-2025", 19)]).await.unwrap().rows.len(), 1);
    // The same code over the same days, in another place, is not guessed at.
    let moved = b"code,parent_code,level,kind,name\n24937,678,commune,x\xc3\xa3,X\xc3\xa3\n";
    let moved = csv::units(moved, (None, None)).unwrap();
    assert_eq!(faults(store.import_units(moved).await), [(2, UnitsFault::Elsewhere { code: COMMUNE.into() }.into())]);
}

async fn all_or_nothing(world: World) {
    let store = &world.store;
    let row = |commune: &str, code: &str, households| HamletRow {
        commune_code: commune.into(),
        code: code.into(),
        name: "Thôn <b>".into(),
        households,
    };
    let rows = vec![
        row(COMMUNE, "01", 10),
        row("99999", "01", 10),
        row(COMMUNE, "01", 10),
        row(COMMUNE, "02", 10_000_000),
        row("68", "01", 1),
    ];
    let found = faults(store.import_hamlets(&Actor::Operator, numbered(rows), now()).await);
    for fault in [
        (3, HamletsFault::NoCommune { code: "99999".into() }.into()),
        (4, HamletsFault::Twice { code: "01".into(), commune: COMMUNE.into() }.into()),
        (5, HamletsFault::Households { households: 10_000_000, most: 100_000 }.into()),
        (6, HamletsFault::NoCommune { code: "68".into() }.into()),
    ] {
        assert!(found.contains(&fault), "{fault:?} in {found:?}");
    }
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let mut nothing = |_: &[IssuedCode]| Ok(());
    assert_eq!(refused(store.issue(&Actor::Operator, round, None, &mut nothing, now()).await), SlipsRefused::NoHamlets);

    world.hamlets(COMMUNE, &[("01", 20)]).await;
    let mut rows = minutes(COMMUNE, "01", head(20, 20, 20, 0), 19, |_| 20);
    rows.extend(minutes("24940", "01", head(20, 20, 20, 0), 19, |_| 20));
    rows.extend(minutes(COMMUNE, "77", head(20, 20, 20, 0), 19, |_| 20));
    assert_eq!(
        faults(store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await),
        [
            (2, MinutesFault::NoHamlet { commune: COMMUNE.into(), hamlet: "77".into() }.into()),
            (2, MinutesFault::NotAsked { commune: "24940".into() }.into()),
        ]
    );
    assert_eq!(world.turnout(round).await.returned, 0);
    // A sheet that cannot be written issues nothing.
    let mut full = |_: &[IssuedCode]| Err(std::io::Error::other("đĩa đầy"));
    assert_eq!(
        refused(store.issue(&Actor::Operator, round, None, &mut full, now()).await),
        SlipsRefused::NotWritten { error: "đĩa đầy".into() }
    );
    assert_eq!(world.issue(round, None).await.len(), 20);
    // A hundred thousand lines go in as well as one.
    let many = (0..100_000)
        .map(|n| HamletRow { name: format!("Thôn {n} <b>"), ..row(COMMUNE, &format!("x{n}"), 100) })
        .collect();
    assert_eq!(store.import_hamlets(&Actor::Operator, numbered(many), now()).await.unwrap().added, 100_000);

    let open = |unit: &str, id: &str| NewRound {
        papers: Papers::default(),
        id: Uuid::new_v4(),
        unit_code: unit.into(),
        ruleset: ruleset(id),
        opens: day("2024-07-01"),
        closes: day("2024-07-26"),
    };
    for (unit, ruleset, key) in [
        (COMMUNE, "xa-ntm-2021-2025", "open-round-same"),
        ("0", "xa-ntm-2021-2025", "units-none-on-day"),
        (COMMUNE, "huyen-ntm-2021-2025", "open-round-level"),
        ("24931", "xa-ntm-2021-2025", "open-round-nobody"),
    ] {
        let answer = store.open_at_once(&Actor::Operator, open(unit, ruleset), now()).await;
        assert_eq!(refused(answer).key, key);
    }
    assert!(matches!(store.round(Uuid::nil()).await, Err(PortError::Missing)));
}

async fn notice_of_2019(world: World) {
    world.hamlets(COMMUNE, &[("01", 1_699)]).await;
    let id = Uuid::new_v4();
    let (opens, closes) = (day("2019-07-01"), day("2019-07-26"));
    let ruleset = ruleset("xa-ntm-2016-2020");
    world
        .store
        .open_at_once(
            &Actor::Operator,
            NewRound { id, unit_code: COMMUNE.into(), ruleset, papers: Papers::default(), opens, closes },
            now(),
        )
        .await
        .unwrap();
    let rows = minutes(COMMUNE, "01", head(1_699, 1_699, 1_278, 0), 17, |no| if no == 2 { 1_266 } else { 1_276 });
    world.store.import_minutes(&Actor::Operator, id, rows, Replacing::None, now()).await.unwrap();
    let json = serde_json::to_value(world.end(id).await).unwrap();
    assert_eq!(json["participation"]["percent"], "75.22");
    let shares =
        |no: usize| [&json["questions"][no]["percent_satisfied"], &json["questions"][no]["percent_unsatisfied"]];
    assert_eq!(shares(0), ["99.84", "0.16"]);
    assert_eq!(shares(1), ["99.06", "0.94"]);
    assert_eq!(json["verdict"]["met"], true);
}

async fn district_of_eight(world: World) {
    // Lạc Dương and its like have fewer; Đức Trọng has more than eight communes, so eight are asked and the rest is empty.
    let province = world.store.place("68", None).await.unwrap().expect("there");
    let area = world.store.area(&province, &[("xa-ntm-2021-2025", 19)]).await.unwrap();
    let communes_of = |district: &str| -> Vec<String> {
        let inside =
            |row: &&app::ports::results::CommuneRow| row.district.as_ref().is_some_and(|unit| unit.code == district);
        area.rows
            .iter()
            .filter(inside)
            .filter(|row| row.unit.named.kind == "xã")
            .map(|row| row.unit.named.code.clone())
            .collect()
    };
    let district = area.districts.iter().find(|unit| communes_of(&unit.code).len() == 8).expect("a district of eight");
    let communes = communes_of(&district.code);
    for commune in &communes {
        world.hamlets(commune, &[("01", 100)]).await;
    }
    let round = world.open(&district.code, ruleset("huyen-ntm-2021-2025")).await;
    for (at, commune) in communes.iter().enumerate() {
        let satisfied = move |no| if at == 5 && no == 3 { 79 } else { 97 };
        let rows = minutes(commune, "01", head(100, 100, 100, 0), 11, satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    let results = world.end(round).await;
    assert_eq!(results.unit.level, Level::District);
    assert_eq!(results.questions[2].percent_satisfied.as_deref(), Some("94.75"));
    assert_eq!((results.questions[2].met, results.verdict.met), (Some(false), Some(false)));
    let [reason] = &results.verdict.reasons[..] else { panic!("one reason, not {:?}", results.verdict.reasons) };
    assert_eq!(
        (reason.rule, reason.unit.code.as_str(), reason.question),
        (Rule::Content, communes[5].as_str(), Some(3))
    );
    assert_eq!((reason.count, reason.base), (79, 100));
    assert_eq!(reason.text, app::i18n::reasons::reason(Lang::Vi, &ruleset("huyen-ntm-2021-2025"), reason));
    assert_eq!(results.children.iter().filter(|child| child.met == Some(false)).count(), 1);
}

async fn altered_by_hand(world: World) {
    world.hamlets(COMMUNE, &[("01", 9)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for issued in &world.issue(round, None).await[..7] {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    assert_eq!(world.store.verify().await.unwrap(), []);
    assert_eq!(world.tamper("update tally set satisfied = satisfied + 1 where question = 3").await, 1);
    let (id, name, code) = (round.to_string(), "Thôn 01".into(), "01".into());
    let counted = Discrepancy::Question {
        place: CountedPlace::Channel { round: id, name, code, channel: "ballot".into() }.into(),
        no: "3".into(),
        satisfied: "8".into(),
        unsatisfied: "0".into(),
        satisfied_again: "7".into(),
        unsatisfied_again: "0".into(),
    };
    assert_eq!(world.store.verify().await.unwrap(), [counted]);
    world.tamper("update tally set satisfied = satisfied - 1 where question = 3").await;
    world.tamper("update published set satisfied = satisfied - 1").await;
    let (id, name, code) = (round.to_string(), "Xã Đạ Ròn".into(), COMMUNE.into());
    let figures = Discrepancy::Figures { place: CountedPlace::Unit { round: id, name, code }.into() };
    assert_eq!(world.store.verify().await.unwrap(), [figures]);
    world.tamper("update published set satisfied = satisfied + 1").await;
    world.tamper("delete from ballot where id = (select id from ballot order by id limit 1)").await;
    let found = world.store.verify().await.unwrap();
    let spent =
        |one: &_| matches!(one, Discrepancy::Spent { spent, ballots, .. } if (&**spent, &**ballots) == ("7", "6"));
    assert!(found.iter().any(spent), "{found:?}");
}

async fn another_key(world: World) {
    let db = server::store::Db::connect(&world.url).await.unwrap();
    let key = server::store::key::InstallationKey::new([8; 32]);
    let refused = server::store::Store::open(db, key).await.unwrap_err().to_string();
    assert!(refused.contains(&app::t!("key-another")), "{refused}");
}

/// Whatever is acknowledged is counted, whatever is not is not, however closing falls between.
async fn cast_and_close(world: World) {
    world.hamlets(COMMUNE, &[("01", 300)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let mut casts = tokio::task::JoinSet::new();
    for issued in world.issue(round, None).await {
        let store = world.store.clone();
        casts.spawn(async move { store.cast(cast(issued.code, 1, &[]), now()).await.unwrap() });
    }
    while casts.len() > 200 {
        casts.join_next().await;
    }
    let results = world.end(round).await;
    casts.join_all().await;
    assert_eq!(
        world.store.results(&Actor::Operator, round, None).await.unwrap(),
        results,
        "nothing came in after closing"
    );
    assert_eq!(world.store.verify().await.unwrap(), []);
}

async fn criteria_latest(world: World) {
    let store = &world.store;
    let row = |as_of, status| CriterionRow {
        unit_code: COMMUNE.into(),
        ruleset: "xa-ntm-2021-2025".into(),
        level: Level::Commune,
        criterion: 2,
        indicator: 0,
        by: Some(By::Claim),
        status,
        value: String::new(),
        as_of: day(as_of),
        document: "QĐ 1".into(),
    };
    let take = |rows| store.record(&Actor::Operator, numbered(rows), None, now());
    take(vec![row("2024-06-30", Status::Met), row("2023-06-30", Status::NotMet)]).await.unwrap();
    let province = store.place("68", None).await.unwrap().expect("there");
    let met = || async {
        let area = store.area(&province, &[("xa-ntm-2021-2025", 19)]).await.unwrap();
        area.rows
            .into_iter()
            .find(|row| row.unit.named.code == COMMUNE)
            .expect("a row")
            .criteria
            .map(|share| share.part)
    };
    assert_eq!(met().await, Some(1));
    assert_eq!(take(vec![row("2024-06-30", Status::Met)]).await.unwrap().same, 1);
    take(vec![row("2024-07-01", Status::NotMet)]).await.unwrap();
    assert_eq!(met().await, Some(0));
    let mut district = row("2024-06-30", Status::Met);
    district.unit_code = "677".into();
    let answer = take(vec![row("2024-07-02", Status::Met), district, row("2024-07-02", Status::Met)]).await;
    let found: Vec<_> = faults(answer).into_iter().map(|(line, fault)| (line, fault.key.into_owned())).collect();
    assert_eq!(found, [(3, "criteria-level".to_owned()), (4, "criteria-twice".to_owned())]);
    assert_eq!(met().await, Some(0));
}
