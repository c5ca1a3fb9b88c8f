//! What becomes of what was said of units that are no more.

use super::*;

/// Xã Lạc Xuân until 30/6/2025, and from 1/7/2025 Xã D'Ran, which it is a part of.
const USED_AGAIN: &str = "24934";

/// Xã Lạc Lâm gives a part to what becomes a commune of its own, and stands on.
pub(super) async fn part_given(world: World) {
    let store = &world.store;
    let young = "code,parent_code,level,kind,name\n99001,677,commune,xã,Xã Mới\n";
    let from = Some(day("2024-07-01"));
    store.import_units(csv::units(young.as_bytes(), (from, None)).unwrap()).await.unwrap();
    let pair = format!("old_code,new_code\n{BESIDE},99001\n");
    store.import_successions(csv::successions(pair.as_bytes()).unwrap(), day("2024-07-01")).await.unwrap();
    let (front, _) = world.member("lac-lam", Role::Front, BESIDE, "").await;
    let (other, _) = world.member("moi", Role::Front, "99001", "").await;
    let id = Uuid::new_v4();
    store.raise(&front, NewRecommendation { unit_code: BESIDE.into(), ..new(id) }, now()).await.unwrap();
    denied(store.recommendation(&other, id).await);
    denied(store.criteria_record(&other, BESIDE, SET, today()).await);
    denied(store.step(&other, id, step(RecommendationAction::Close, 1, "x"), now()).await);
    assert_eq!(store.recommendations(&other, None).await.unwrap(), []);
    // Nor are the households of the one that stands on those of the part.
    let on = day("2024-01-01");
    let counted = csv::households(format!("code,households\n{BESIDE},3000\n").as_bytes(), on).unwrap();
    store.import_households(&Actor::Operator, counted, on, "Thống kê", now()).await.unwrap();
    assert_eq!(store.hamlets(&other, "99001", now()).await.unwrap().census, None);
    assert!(store.hamlets(&front, BESIDE, now()).await.unwrap().census.is_some());
    // Nor does anybody read that the one is the other now.
    let codes = |units: Vec<UnitRef>| units.into_iter().map(|unit| unit.code).collect::<Vec<_>>();
    let old = store.place(BESIDE, None).await.unwrap().unwrap();
    let history = store.history(old.id).await.unwrap();
    assert_eq!((history.successors, codes(history.gave_to)), (vec![], vec!["99001".to_owned()]));
    let young = store.place("99001", None).await.unwrap().unwrap();
    let history = store.history(young.id).await.unwrap();
    assert_eq!((history.predecessors, codes(history.parts_of)), (vec![], vec![BESIDE.to_owned()]));
    assert!(
        store.commune(&young, None, &SETS).await.unwrap().predecessor_results.is_empty(),
        "what stands on is no former unit"
    );
}

/// Xã Đạ Ròn ends and becomes a part of Xã Lạc Lâm, which goes on under its own code.
pub(super) async fn absorbed(world: World) {
    let store = &world.store;
    let (front, _) = world.member("da-ron", Role::Front, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&front, new(id), now()).await.unwrap();
    let ended = format!(
        "code,parent_code,level,kind,name,valid_from,valid_to\n{COMMUNE},677,commune,xã,Xã Đạ Ròn,,2024-06-30\n"
    );
    store.import_units(csv::units(ended.as_bytes(), (None, None)).unwrap()).await.unwrap();
    let (heir, _) = world.member("lac-lam", Role::Front, BESIDE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, BESIDE, "").await;
    denied(store.recommendation(&heir, id).await);
    let pair = format!("old_code,new_code\n{COMMUNE},{BESIDE}\n");
    store.import_successions(csv::successions(pair.as_bytes()).unwrap(), day("2024-07-01")).await.unwrap();
    assert_eq!(store.recommendations(&heir, None).await.unwrap().len(), 1);
    store.step(&office, id, step(RecommendationAction::Answer, 1, "Đã sửa."), now()).await.unwrap();
    store.step(&heir, id, step(RecommendationAction::Close, 2, "Xong."), now()).await.unwrap();
    let place = store.place(BESIDE, None).await.unwrap().unwrap();
    let history = store.history(place.id).await.unwrap();
    assert_eq!(history.predecessors.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), [COMMUNE]);
    assert_eq!(store.commune(&place, None, &SETS).await.unwrap().predecessor_results.len(), 1);
}

/// Xã Lạc Lâm ends and becomes two communes.
pub(super) async fn divided(world: World) {
    let store = &world.store;
    let (front, _) = world.member("lac-lam", Role::Front, BESIDE, "").await;
    let id = Uuid::new_v4();
    store.raise(&front, NewRecommendation { unit_code: BESIDE.into(), ..new(id) }, now()).await.unwrap();
    let on = day("2024-01-01");
    let counted = csv::households(format!("code,households\n{BESIDE},3000\n").as_bytes(), on).unwrap();
    store.import_households(&Actor::Operator, counted, on, "Thống kê", now()).await.unwrap();
    store
        .record(&Actor::Operator, numbered(vec![row(BESIDE, 1, Status::Met, "2024-06-01")]), None, now())
        .await
        .unwrap();
    let ended = format!(
        "code,parent_code,level,kind,name,valid_from,valid_to\n{BESIDE},677,commune,xã,Xã Lạc Lâm,,2024-06-30\n\
         99001,677,commune,xã,Xã Một,2024-07-01,\n99002,677,commune,xã,Xã Hai,2024-07-01,\n"
    );
    store.import_units(csv::units(ended.as_bytes(), (None, None)).unwrap()).await.unwrap();
    let pairs = format!("old_code,new_code\n{BESIDE},99001\n{BESIDE},99002\n");
    store.import_successions(csv::successions(pairs.as_bytes()).unwrap(), day("2024-07-01")).await.unwrap();
    for (login, code) in [("mot", "99001"), ("hai", "99002")] {
        let (heir, _) = world.member(login, Role::Front, code, "").await;
        // Nobody knows which households went where; both see what was said of the former commune, and neither inherits it.
        assert_eq!(store.hamlets(&heir, code, now()).await.unwrap().census, None);
        assert_eq!(store.recommendation(&heir, id).await.unwrap().row.unit.named.code, BESIDE);
        let place = store.place(code, None).await.unwrap().unwrap();
        let seen = store.commune(&place, None, &SETS).await.unwrap();
        assert!(seen.positions.is_empty() && seen.recognitions.is_empty());
        let former: Vec<_> =
            seen.predecessor_results.iter().map(|one| (one.unit.named.code.as_str(), one.positions.len())).collect();
        assert_eq!(former, [(BESIDE, 1)]);
        let history = store.history(place.id).await.unwrap();
        assert_eq!((history.predecessors, history.parts_of.len()), (vec![], 1));
    }
    let former = store.place(BESIDE, None).await.unwrap().unwrap();
    let heirs: Vec<_> = store.history(former.id).await.unwrap().successors.into_iter().map(|heir| heir.code).collect();
    assert_eq!(heirs, ["99001", "99002"]);
}

pub(super) async fn used_again(world: World) {
    let store = &world.store;
    let (front, _) = world.member("cu", Role::Front, USED_AGAIN, "").await;
    let id = Uuid::new_v4();
    let shown = NewRecommendation { unit_code: USED_AGAIN.into(), is_public: true, ..new(id) };
    store.raise(&front, shown, now()).await.unwrap();
    let (_, last) = (published(&world, USED_AGAIN, |_| 96).await, day("2025-06-30"));
    world.merge().await;
    let old = store.place(USED_AGAIN, Some(last)).await.unwrap().unwrap();
    let young = store.place(USED_AGAIN, None).await.unwrap().unwrap();
    assert_ne!(old.id, young.id);
    assert_eq!(store.public_recommendations(&old).await.unwrap().len(), 1);
    assert_eq!(store.public_recommendations(&young).await.unwrap(), []);
    assert_eq!(store.trend(&old).await.unwrap().rounds.len(), 1);
    assert!(store.trend(&young).await.unwrap().rounds.is_empty());
    // What is listed of the old one says so, so that a link finds it.
    let recommendation = store.recommendation(&front, id).await.unwrap();
    assert_eq!((recommendation.row.unit.id, recommendation.row.unit.valid_to), (old.id, Some(last)));
    // A file beside its thread is the old unit's.
    let (office, _) = world.member("ubnd", Role::Office, USED_AGAIN, "").await;
    let answer = NewStep { files: vec![photo(100)], ..step(RecommendationAction::Answer, 1, "Đã sửa.") };
    let later = morning(day("2026-06-01"));
    store.step(&office, id, answer, later).await.unwrap();
    assert_eq!(store.recommendation(&front, id).await.unwrap().steps[1].files.len(), 1);
    // A day before the merger is no day of the new one.
    let office = world.member_at("moi", Role::Office, USED_AGAIN, later).await;
    assert_eq!(
        faults(store.record(&office, numbered(vec![row(USED_AGAIN, 1, Status::Met, "2025-01-01")]), None, later).await),
        [(2, CriteriaFault::Later { unit: "Xã D'Ran".into(), from: "1/7/2025".into() }.into())]
    );
}

pub(super) async fn taken_over(world: World) {
    let store = &world.store;
    let (old_front, _) = world.member("cu", Role::Front, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&old_front, new(id), now()).await.unwrap();
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    store
        .record(&Actor::Operator, numbered(vec![row(COMMUNE, 2, Status::Met, "2024-06-01")]), None, now())
        .await
        .unwrap();
    world.merge().await;
    // Xã Đạ Ròn became a part of Xã Đơn Dương.
    let later = morning(day("2026-06-01"));
    let member = async |login, role, unit| world.member_at(login, role, unit, later).await;
    let (front, office) = (member("xa", Role::Front, "24931").await, member("ubnd", Role::Office, "24931").await);
    let (province, other) = (member("tinh", Role::Front, "68").await, member("ben", Role::Office, "24943").await);
    for taker in [&front, &office, &province] {
        assert_eq!(store.recommendations(taker, None).await.unwrap().len(), 1);
        assert_eq!(store.recommendation(taker, id).await.unwrap().row.unit.named.code, COMMUNE);
        assert_eq!(store.criteria_record(taker, COMMUNE, SET, day("2025-06-30")).await.unwrap().statuses.len(), 1);
        // On a day before the merger one sees what one's units were made of.
        let seen = store.claims(taker, None, None, today()).await.unwrap();
        assert_eq!(seen.rows.iter().filter(|row| row.unit.named.code == COMMUNE).count(), 19);
        assert_eq!(seen.rows[0].district.as_ref().map(|unit| unit.code.as_str()), Some("677"));
        assert!(store.claims(taker, None, None, day("2026-01-01")).await.unwrap().rows.is_empty());
    }
    denied(store.recommendation(&other, id).await);
    denied(store.criteria_record(&other, COMMUNE, SET, day("2025-06-30")).await);
    assert_eq!(store.recommendations(&other, None).await.unwrap(), []);
    store.step(&office, id, step(RecommendationAction::Answer, 1, "Xã mới làm tiếp."), later).await.unwrap();
    store.step(&front, id, step(RecommendationAction::Close, 2, "Đã xong."), later).await.unwrap();
    // What was asked of a district's People's Committee stays with the province, which took its work over.
    let seventh = Uuid::new_v4();
    let asked = NewRecommendation { unit_code: "677".into(), ..new(seventh) };
    store.raise(&world.member("tinh-cu", Role::Front, "68", "").await.0, asked, now()).await.unwrap();
    assert_eq!(store.recommendations(&province, None).await.unwrap().len(), 2);
    assert!(store.recommendation(&province, seventh).await.unwrap().row.may_settle);
    assert_eq!(store.recommendations(&front, None).await.unwrap().len(), 1);
    // Nobody writes the past of a unit that is no more, and nobody asks it anything.
    denied(store.record(&office, numbered(vec![row(COMMUNE, 3, Status::Met, "2024-06-01")]), None, later).await);
    assert_eq!(
        refused(
            store.raise(&province, NewRecommendation { due: day("2026-07-01"), ..new(Uuid::new_v4()) }, later).await
        ),
        RecommendationRefused::NoUnit { code: COMMUNE.into() }
    );
    // What is new has to be looked at again.
    assert_eq!(store.unassessed(&office, later).await.unwrap().len(), 1);
    let record = store.criteria_record(&office, "24931", SET, day("2026-06-01")).await.unwrap();
    let before: Vec<_> = record.predecessors.iter().map(|before| before.unit.named.code.as_str()).collect();
    assert!(before.contains(&COMMUNE) && record.statuses.is_empty(), "{before:?}");
    store.record(&office, numbered(vec![row("24931", 3, Status::Met, "2026-05-01")]), None, later).await.unwrap();
    assert_eq!(store.unassessed(&office, later).await.unwrap(), []);
}

/// The units of 2025 beside those of 2022, and which live on in which.
pub(super) async fn merged(world: World) {
    let store = &world.store;
    world.merge().await;
    published(&world, COMMUNE, |_| 96).await;
    store
        .record(&Actor::Operator, numbered(vec![row(COMMUNE, 1, Status::Met, "2024-06-01")]), None, now())
        .await
        .unwrap();
    let granted =
        Recognition { title: Title::Standard, granted: true, day: day("2020-01-01"), decision: "1/QĐ".into() };
    let line = TitleRow { unit_code: COMMUNE.into(), recognition: granted };
    store.recognise(&Actor::Operator, numbered(vec![line]), now()).await.unwrap();
    let old = store.place(COMMUNE, Some(day("2025-06-30"))).await.unwrap().unwrap();
    let successor = store.history(old.id).await.unwrap().successors.remove(0);
    let place = store.place(&successor.code, Some(day("2025-07-01"))).await.unwrap().unwrap();
    let seen = store.commune(&place, None, &SETS).await.unwrap();
    assert!(seen.recognitions.is_empty() && seen.positions.is_empty() && seen.shown.is_none(), "nothing is inherited");
    let before = seen.predecessor_results.iter().find(|before| before.unit.named.code == COMMUNE).unwrap();
    assert_eq!(
        (before.unit.valid_to, before.recognitions.len(), before.positions.len()),
        (Some(day("2025-06-30")), 1, 1)
    );
    assert_eq!(before.result.as_ref().map(|(_, result)| result.overall.part), Some(96));
    let trend = store.trend(&place).await.unwrap();
    assert!(trend.rounds.is_empty(), "never added up as its own");
    assert_eq!((trend.predecessors.len(), trend.predecessors[0].0.named.code.as_str()), (1, COMMUNE));
    assert_eq!(store.trend(&old).await.unwrap().rounds.len(), 1);
}
