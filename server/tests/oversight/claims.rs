//! Claims beside answers.

use super::*;

/// Nothing written of a criterion is no claim that it is not met: it is counted apart.
pub(super) async fn no_entries(world: World) {
    let store = &world.store;
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    let lines = vec![
        row(COMMUNE, 1, Status::NotAssessed, "2024-06-01"),
        CriterionRow { indicator: 1, ..row(BESIDE, 1, Status::Met, "2024-06-01") },
    ];
    store.record(&Actor::Operator, numbered(lines), None, now()).await.unwrap();
    let rows = store.claims(&Actor::Operator, None, None, today()).await.unwrap().rows;
    let of = |no: u32| rows.iter().find(|row| row.comparison.criterion == no).unwrap().comparison;
    assert_eq!((of(1).status, of(1).agreement), (Some(Status::NotAssessed), Agreement::Satisfied));
    assert_eq!((of(2).status, of(2).agreement), (None, Agreement::NoData));
    assert_eq!((of(3).status, of(3).agreement), (None, Agreement::NoData));
    let province = store.place("68", None).await.unwrap().unwrap();
    let units = store.map(&province, &[(SET, 19)], today()).await.unwrap().units;
    let beside = units.iter().find(|unit| unit.unit.named.code == BESIDE).unwrap();
    assert_eq!(beside.criteria, None, "an indicator alone says nothing of the criteria");
}

pub(super) async fn claims(world: World) {
    let store = &world.store;
    let round = published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    published(&world, BESIDE, |no| if no == 5 { 79 } else { 96 }).await;
    let statuses = (1..=19).flat_map(|no| [COMMUNE, BESIDE].map(|unit| row(unit, no, Status::Met, "2024-06-01")));
    store.record(&Actor::Operator, numbered(statuses.collect()), None, now()).await.unwrap();
    store
        .record(&Actor::Operator, numbered(vec![row(COMMUNE, 7, Status::NotMet, "2024-06-02")]), None, now())
        .await
        .unwrap();
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (own, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let seen = store.claims(&district, None, None, today()).await.unwrap();
    let top: Vec<_> = seen
        .rows
        .iter()
        .filter(|row| row.comparison.agreement == Agreement::Mismatch)
        .map(|row| {
            (
                row.unit.named.code.as_str(),
                row.comparison.criterion,
                row.comparison.counts.satisfied,
                row.comparison.gap_hundredths(),
            )
        })
        .collect();
    assert_eq!(top, [(COMMUNE, 2, 71, 900), (BESIDE, 5, 79, 100)], "the largest gap first");
    assert_eq!(seen.rows[0].comparison.criterion, 2, "mismatches stand before everything else");
    let satisfied = seen.rows.iter().find(|row| row.comparison.agreement == Agreement::Satisfied).unwrap();
    assert_eq!((satisfied.unit.named.code.as_str(), satisfied.comparison.criterion), (COMMUNE, 7));
    assert_eq!(seen.rounds.len(), 2);
    let in_district = seen.unasked.iter().map(|(unit, _)| unit.named.code.as_str()).collect::<Vec<_>>();
    assert!(in_district.len() > 5 && !in_district.contains(&COMMUNE) && !in_district.contains(&BESIDE));
    // As of a day before anything was claimed there is no mismatch.
    let before = store.claims(&district, None, None, day("2024-05-31")).await.unwrap();
    assert!(before.rows.is_empty(), "nothing was published by then");
    assert_eq!(before.unasked.len(), seen.unasked.len() + 2);
    let only = store.claims(&district, None, Some(round), today()).await.unwrap();
    assert!(only.rows.iter().all(|row| row.unit.named.code == COMMUNE));
    assert_eq!(store.claims(&own, None, None, today()).await.unwrap().rows.len(), only.rows.len());
    store.claims(&office, None, None, today()).await.expect("whoever claims sees what people say");
    denied(store.claims(&hamlet, None, None, today()).await);
    denied(store.claims(&own, Some(BESIDE), None, today()).await);
    // A recommendation about it is counted beside it until it is closed.
    let id = Uuid::new_v4();
    store.raise(&own, new(id), now()).await.unwrap();
    let open = async || store.claims(&own, None, None, today()).await.unwrap().rows[0].open;
    assert_eq!(open().await, 1);
    store.step(&own, id, step(RecommendationAction::Close, 1, "Đã rõ."), now()).await.unwrap();
    assert_eq!(open().await, 0);
    // The counts that lists read are those of the frozen documents, also after a correction.
    assert_eq!(store.verify().await.unwrap(), []);
    world.tamper("update published_answer set satisfied = satisfied + 1 where question = 2").await;
    assert!(
        store
            .verify()
            .await
            .unwrap()
            .iter()
            .any(|one| matches!(one, Discrepancy::ListedQuestion { no, .. } if no == "2"))
    );
}

pub(super) async fn asked_again(world: World) {
    let store = &world.store;
    let first = published(&world, COMMUNE, |no| if no == 2 || no == 5 { 60 } else { 96 }).await;
    let all = (1..=19).map(|no| row(COMMUNE, no, Status::Met, "2024-06-01")).collect();
    store.record(&Actor::Operator, numbered(all), None, now()).await.unwrap();
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    // The plan that asks what failed again knows what each of its questions stands for.
    let plan = store.repeat(&front, first, now()).await.unwrap();
    let Plan { ruleset, papers, .. } = store.plan(&front, plan, now()).await.unwrap().plan;
    assert_eq!(ruleset.questions.iter().map(|asked| asked.repeats).collect::<Vec<_>>(), [Some(2), Some(5), Some(19)]);
    let again = published_by(&world, COMMUNE, ruleset, papers, (100, 100), |no| if no == 1 { 95 } else { 70 }).await;
    let seen = store.claims(&front, None, None, today()).await.unwrap().rows;
    assert!(seen.iter().all(|row| row.comparison.agreement != Agreement::NotAsked), "nothing falls silent");
    let of = |no: u32| {
        let row = seen.iter().find(|row| row.comparison.criterion == no).unwrap();
        (row.round.id, row.comparison.agreement, row.comparison.counts.satisfied)
    };
    assert_eq!(of(2), (again, Agreement::Agrees, 95));
    assert_eq!(of(5), (again, Agreement::Mismatch, 70));
    assert_eq!(of(6), (first, Agreement::Agrees, 96));
    let before = store.claims(&front, None, Some(first), today()).await.unwrap().rows;
    let denied = before.iter().filter(|row| row.comparison.agreement == Agreement::Mismatch).count();
    assert_eq!((denied, before.len()), (2, seen.len()), "the first round as it was");
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let units = store.map(&province, &[(SET, 19)], today()).await.unwrap().units;
    let unit = units.iter().find(|unit| unit.unit.named.code == COMMUNE).unwrap();
    assert_eq!(unit.mismatches, Some(Mismatches { denied: 1, ..Mismatches::default() }));
    assert!(unit.result.as_ref().unwrap().asked_again, "the map says that its verdict is about a part");
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let page = store.commune(&place, None, &SETS).await.unwrap();
    let shown = page.shown.as_ref().map(|(round, _)| round.id);
    let earlier: Vec<Uuid> = page.earlier.iter().map(|(round, _)| round.id).collect();
    assert_eq!((shown, earlier), (Some(again), vec![first]));
    assert!(store.commune(&place, Some(first), &SETS).await.unwrap().earlier.is_empty());
}

pub(super) async fn left_open(world: World) {
    let store = &world.store;
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    // Ten households of forty answered, and four were not satisfied: a larger gap that settles nothing.
    let few = |no| if no == 3 { 6 } else { 10 };
    published_by(&world, BESIDE, ruleset(SET), Papers::default(), (10, 40), few).await;
    let statuses = (1..=19).flat_map(|no| [COMMUNE, BESIDE].map(|unit| row(unit, no, Status::Met, "2024-06-01")));
    store.record(&Actor::Operator, numbered(statuses.collect()), None, now()).await.unwrap();
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let rows = store.claims(&district, None, None, today()).await.unwrap().rows;
    let top: Vec<_> = rows[..2].iter().map(|row| (row.unit.named.code.as_str(), row.comparison.is_denied())).collect();
    assert_eq!(top, [(COMMUNE, true), (BESIDE, false)]);
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let units = store.map(&province, &[(SET, 19)], today()).await.unwrap().units;
    let unit = units.iter().find(|unit| unit.unit.named.code == BESIDE).unwrap();
    let asked = rows.iter().filter(|row| row.unit.named.code == BESIDE && row.comparison.question.is_some());
    let asked: std::collections::BTreeSet<u32> = asked.map(|row| row.comparison.criterion).collect();
    let open = asked.len() as u64;
    assert_eq!(
        unit.mismatches,
        Some(Mismatches { open, ..Mismatches::default() }),
        "ten households of forty settle nothing"
    );
}

/// Another family of sets (*nâng cao*) stands beside the standard one, and does not take its place.
pub(super) async fn beside_each_other(world: World) {
    let store = &world.store;
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let drawn = async || {
        let units = store.map(&province, &[(SET, 19)], today()).await.unwrap().units;
        units.iter().find(|unit| unit.unit.named.code == COMMUNE).unwrap().mismatches
    };
    assert_eq!(drawn().await, None, "nothing is claimed, so there is nothing to deny");
    let statuses = (1..=19).map(|no| row(COMMUNE, no, Status::Met, "2024-06-01")).collect();
    store.record(&Actor::Operator, numbered(statuses), None, now()).await.unwrap();
    let before = drawn().await;
    assert_eq!(before, Some(Mismatches { denied: 1, ..Mismatches::default() }));
    let advanced = ruleset("xa-nang-cao-2021-2025");
    published_by(&world, COMMUNE, advanced, Papers::default(), (100, 100), |_| 99).await;
    assert_eq!(drawn().await, before);
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let new = NewRecommendation { unit_code: COMMUNE.into(), ..new(Uuid::new_v4()) };
    assert_eq!((new.subject.ruleset.as_str(), new.subject.criterion), (SET, 2));
    store.raise(&front, new, now()).await.unwrap();
    let rows = store.claims(&front, None, None, today()).await.unwrap().rows;
    let second: Vec<_> = rows
        .iter()
        .filter(|row| row.comparison.criterion == 2)
        .map(|row| (row.round.ruleset.id.as_str(), row.comparison.agreement == Agreement::Mismatch, row.open))
        .collect();
    assert_eq!((second[0], rows[0].comparison.criterion), ((SET, true, 1), 2), "still the top mismatch");
    assert!(second[1..].iter().all(|(set, _, open)| *set == "xa-nang-cao-2021-2025" && *open == 0), "{second:?}");
}

/// Where the rules ask for no share: the least satisfied first, and what few say after what many say.
pub(super) async fn unjudged(world: World) {
    let store = &world.store;
    let mut draft = ruleset(SET);
    draft.thresholds.clear();
    published_by(&world, COMMUNE, draft.clone(), Papers::default(), (100, 100), |no| if no == 2 { 61 } else { 96 })
        .await;
    published_by(&world, BESIDE, draft, Papers::default(), (10, 40), |no| if no == 3 { 3 } else { 10 }).await;
    let statuses = (1..=3).map(|no| row(COMMUNE, no, Status::Met, "2024-06-01")).collect();
    store.record(&Actor::Operator, numbered(statuses), None, now()).await.unwrap();
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let rows = store.claims(&district, None, None, today()).await.unwrap().rows;
    let asked: Vec<_> = rows.iter().filter(|row| row.comparison.agreement == Agreement::NoThreshold).collect();
    let of = |row: &ClaimRow| (row.unit.named.code.clone(), row.comparison.criterion, row.comparison.counts.satisfied);
    assert_eq!(of(asked[0]), (COMMUNE.into(), 2, 61));
    let few = asked.iter().position(|row| row.unit.named.code == BESIDE).unwrap();
    assert_eq!(of(asked[few]), (BESIDE.into(), 3, 3), "what ten of forty say is no worst of all");
    assert!(few > 1 && asked[..few].iter().all(|row| row.unit.named.code == COMMUNE));
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let units = store.map(&province, &[(SET, 19)], today()).await.unwrap().units;
    let drawn = |code: &str| units.iter().find(|unit| unit.unit.named.code == code).unwrap();
    assert_eq!(drawn(COMMUNE).mismatches, Some(Mismatches { unjudged: 3, ..Mismatches::default() }));
    assert_eq!(drawn(BESIDE).mismatches, None, "nothing is claimed");
    assert_eq!(drawn(COMMUNE).result.as_ref().map(|result| (result.met, result.ruleset.as_str())), Some((None, SET)));
}
