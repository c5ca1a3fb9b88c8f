//! A province at a look: its targets and its map.

use super::*;
use app::message::Message;

pub(super) async fn targets(world: World) {
    let store = &world.store;
    world.merge().await;
    let later = morning(day("2026-06-01"));
    // Made-up statuses of every commune and district of 2022, and of every third commune of 2025.
    let list = csv::units(units::LAMDONG_2022.as_bytes(), (None, None)).unwrap();
    let old: Vec<_> = list.iter().map(|line| &line.value.named).filter(|unit| unit.kind == "xã").cloned().collect();
    let list = csv::units(units::LAMDONG_2025.as_bytes(), (None, None)).unwrap();
    let young: Vec<_> = list.iter().map(|line| &line.value.named).filter(|unit| unit.kind == "xã").cloned().collect();
    let mut rows = Vec::new();
    // When each criterion was met, by unit: kept here to be counted once more.
    let mut met: BTreeMap<(String, u32), chrono::NaiveDate> = BTreeMap::new();
    for (n, unit) in old.iter().enumerate() {
        for no in 1..=19_u32 {
            let on = match (n + no as usize) % 7 {
                0 => "2025-03-01",
                1 => "2024-12-31",
                _ => "2023-05-01",
            };
            met.insert((unit.code.clone(), no), day(on));
            rows.push(row(&unit.code, no, Status::Met, on));
        }
    }
    for unit in young.iter().step_by(3) {
        for no in 1..=19_u32 {
            met.insert((format!("2025 {}", unit.code), no), day("2025-11-01"));
            rows.push(row(&unit.code, no, Status::Met, "2025-11-01"));
        }
    }
    store.record(&Actor::Operator, numbered(rows), None, later).await.unwrap();
    let rulesets = server::data::rulesets::load(None).unwrap();
    let profile = server::data::targets::shipped(&rulesets).unwrap().remove(0);
    let sets: Vec<String> = rulesets.keys().cloned().collect();
    for on in ["2024-12-31", "2025-12-31"].map(day) {
        let data = store.target_data("68", &sets, on).await.unwrap();
        let mut checked = 0;
        for target in profile.targets.iter().filter(|t| t.level == Level::Commune && t.ruleset == SET) {
            let found = figures(&profile, target, &data.histories, on).unwrap();
            // The count of its own: which units stand, and which met all criteria by the day.
            let merged = on >= day("2025-07-01");
            let (standing, prefix) = if merged { (&young, "2025 ") } else { (&old, "") };
            let has = |code: &str, by: chrono::NaiveDate| {
                target.criteria.iter().all(|no| met.get(&(format!("{prefix}{code}"), *no)).is_some_and(|on| *on <= by))
            };
            let reached = standing.iter().filter(|unit| has(&unit.code, on)).count() as u64;
            assert_eq!(
                (found.reached.part, found.reached.whole),
                (reached, standing.len() as u64),
                "{} {on}",
                target.content
            );
            // Of whom anything was written by the day; the others are neither here nor there.
            let known = |code: &str| {
                target
                    .criteria
                    .iter()
                    .any(|no| met.get(&(format!("{prefix}{code}"), *no)).is_some_and(|day| *day <= on))
            };
            let lacks: Vec<&str> = found.lacks.iter().map(|lack| lack.unit.named.code.as_str()).collect();
            assert!(lacks.iter().all(|code| !has(code, on) && known(code)));
            assert!(found.unknown.iter().all(|unit| !known(&unit.named.code)));
            assert_eq!(lacks.len() as u64 + found.unknown.len() as u64 + reached, standing.len() as u64);
            // What was reached by its day was reached by units that may be no more.
            let at_due = old
                .iter()
                .filter(|unit| {
                    let all = |no: &u32| met.get(&(unit.code.clone(), *no)).is_some_and(|on| *on <= target.by);
                    target.criteria.iter().all(all)
                })
                .count() as u64;
            if target.by < on && target.by < day("2025-07-01") {
                let in_time = at_due * 100 >= u64::from(target.percent) * old.len() as u64;
                assert_eq!(found.at_due.map_or(0, |(share, _)| share.part), at_due);
                assert_eq!(found.progress == Progress::Reached, in_time, "{} {on}", target.content);
            }
            checked += 1;
        }
        assert_eq!(checked, 12);
        // Districts are counted on their last day, and say so.
        let district = profile.targets.iter().find(|t| t.level == Level::District).unwrap();
        let found = figures(&profile, district, &data.histories, on).unwrap();
        assert_eq!((found.reached.whole, found.ended), (12, on > day("2025-06-30")));
    }
    assert_eq!(store.profiles().await.unwrap(), []);
    let (front, _) = world.member("tinh", Role::Front, "68", "").await;
    denied(store.import_profile(&front, &profile).await);
    store.import_profile(&Actor::Operator, &profile).await.unwrap();
    store.import_profile(&Actor::Operator, &profile).await.expect("replaced");
    assert_eq!(store.profiles().await.unwrap(), [profile]);
}

pub(super) async fn map(world: World) {
    let store = &world.store;
    world.merge().await;
    let square = |n: i32| vec![vec![(n, 0), (n + 9, 0), (n + 9, 9), (n, 9), (n, 0)]];
    let list = csv::units(units::LAMDONG_2025.as_bytes(), (None, None)).unwrap();
    let communes = list.iter().filter(|line| line.value.named.level == Level::Commune);
    let outlines: Vec<Outline> = (0..)
        .zip(communes)
        .map(|(n, line)| Outline { code: line.value.named.code.clone(), feature: 1, rings: square(n * 10) })
        .collect();
    let on = day("2025-08-01");
    let mut wrong = outlines.clone();
    wrong.push(Outline { code: "00000".into(), feature: 125, rings: square(0) });
    wrong.push(Outline { feature: 126, ..outlines[0].clone() });
    assert_eq!(
        faults(store.import_boundaries(&Actor::Operator, wrong, on).await),
        [
            (125, UnitFault::NoUnitOn { code: "00000".into(), day: on }.into()),
            (126, UnitFault::Twice { code: outlines[0].code.clone() }.into()),
        ]
    );
    let place = store.place("68", Some(on)).await.unwrap().unwrap();
    let outlined = async || {
        store.map(&place, &[(SET, 19)], on).await.unwrap().units.iter().filter(|s| !s.rings.is_empty()).count()
    };
    assert_eq!(outlined().await, 0, "all or nothing");
    let (front, _) = world.member("tinh", Role::Front, "68", "").await;
    denied(store.import_boundaries(&front, outlines.clone(), on).await);
    assert_eq!(store.import_boundaries(&Actor::Operator, outlines.clone(), on).await.unwrap(), 124);
    assert_eq!(store.import_boundaries(&Actor::Operator, outlines, on).await.unwrap(), 124, "replaced");
    assert_eq!(outlined().await, 124);
    // The units of 2022 on their own days, before and after something was known.
    let old = store.place("68", Some(today())).await.unwrap().unwrap();
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    store
        .record(&Actor::Operator, numbered(vec![row(COMMUNE, 2, Status::Met, "2024-06-01")]), None, now())
        .await
        .unwrap();
    // One that residents may read, and one that they may not and that no map tells of.
    let shown = NewRecommendation { is_public: true, ..new(Uuid::new_v4()) };
    store.raise(&front, shown, now()).await.unwrap();
    store.raise(&front, new(Uuid::new_v4()), now()).await.unwrap();
    let unit = async |on: &str| {
        let seen = store.map(&old, &[(SET, 19)], day(on)).await.unwrap();
        assert_eq!(seen.units.len(), 142);
        let one = seen.units.into_iter().find(|unit| unit.unit.named.code == COMMUNE).unwrap();
        (one.result.is_some(), one.criteria.map(|share| share.part), one.mismatches, one.open)
    };
    assert_eq!(unit("2024-05-31").await, (false, None, None, 0));
    assert_eq!(unit("2024-06-01").await, (false, Some(1), None, 0));
    assert_eq!(unit("2024-07-10").await, (true, Some(1), Some(Mismatches { denied: 1, ..Mismatches::default() }), 1));
}

pub(super) async fn milestones(world: World) {
    let store = &world.store;
    let (office, _) = world.member("dieuphoi", Role::Office, "68", "").await;
    let (commune, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (front, _) = world.member("tinh", Role::Front, "68", "").await;
    let new = |milestone: &str, as_of: &str, word: Word, document: &str| NewMilestoneEntry {
        unit_code: "68".into(),
        profile: "47-kh-tu".into(),
        milestone: milestone.into(),
        content: "Thu nhập".into(),
        entry: MilestoneEntry { as_of: day(as_of), word, document: document.into() },
    };
    let base = new("thu-nhap", "2020-12-31", Word::Value(4_635), "NGTK 2020");
    denied(store.record_milestone(&front, base.clone(), now()).await);
    denied(store.record_milestone(&commune, base.clone(), now()).await);
    let future =
        NewMilestoneEntry { entry: MilestoneEntry { as_of: day("2024-07-11"), ..base.entry.clone() }, ..base.clone() };
    let told = refused(store.record_milestone(&office, future, now()).await);
    assert_eq!(told, Message::from(MilestoneRefused::Future { day: day("2024-07-11") }));
    let told =
        refused(store.record_milestone(&office, new("thu-nhap", "2020-12-31", Word::Value(1), " "), now()).await);
    assert_eq!(told, Message::from(MilestoneRefused::Document));
    assert_eq!(store.milestone_entries("47-kh-tu").await.unwrap(), []);
    let written = [
        base,
        new("quy-hoach-tinh", "2023-01-15", Word::NotDone, "BC 3/BC-UBND"),
        new("thu-nhap", "2023-12-31", Word::Value(6_000), "NGTK 2023"),
        new("thu-nhap", "2023-12-31", Word::Value(6_120), "NGTK 2023, sửa"),
        new("quy-hoach-tinh", "2023-12-29", Word::Done, "1727/QĐ-TTg"),
    ];
    for one in written.clone() {
        store.record_milestone(&office, one, now()).await.unwrap();
    }
    let kept = store.milestone_entries("47-kh-tu").await.unwrap();
    let of = |id: &str| -> Vec<MilestoneEntry> {
        kept.iter().filter(|(own, _)| own == id).map(|(_, entry)| entry.clone()).collect()
    };
    assert_eq!(of("thu-nhap"), [0, 2, 3].map(|at: usize| written[at].entry.clone()), "nothing is overwritten");
    assert_eq!(of("quy-hoach-tinh"), [1, 4].map(|at: usize| written[at].entry.clone()));
    assert_eq!(store.milestone_entries("khac").await.unwrap(), []);
    let plans = ["47-kh-tu".to_owned()];
    denied(store.recorded_milestones(&commune, "68", &plans, now()).await);
    let seen = store.recorded_milestones(&front, "68", &plans, now()).await.unwrap();
    assert!(seen.len() == 5 && seen.iter().all(|one| one.who == "Người dieuphoi" && one.at == now()));
    let log = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    let acts = log.iter().filter(|one| one.act.key == "audit-record-milestone").count();
    assert_eq!(acts, 5);
    let changed = world.try_to_tamper("update milestone_entry set value = 9000 where value = 6000").await;
    assert!(changed.is_err(), "it is only added to");
    // The same form sent twice is one entry.
    let sent = with_key(&office, Uuid::new_v4());
    let again = new("thu-nhap", "2022-12-31", Word::Value(5_000), "NGTK 2022");
    store.record_milestone(&sent, again.clone(), now()).await.unwrap();
    assert!(matches!(store.record_milestone(&sent, again, now()).await, Err(PortError::DoneBefore)));
    assert_eq!(store.milestone_entries("47-kh-tu").await.unwrap().len(), 6);
}
