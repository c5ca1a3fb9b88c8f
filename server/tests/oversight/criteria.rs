//! Statuses and titles as history.

use super::*;
use app::ports::criteria::CriteriaAct;
use app::ports::files::FilesAct;

pub(super) async fn statuses(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (above, _) = world.member("huyen", Role::Office, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let write = async |by: &Actor, rows| store.record(by, numbered(rows), None, now()).await;
    let claim = |status, as_of| row(COMMUNE, 2, status, as_of);
    let first = vec![claim(Status::Met, "2023-06-30"), row(COMMUNE, 3, Status::NotMet, "2023-06-30")];
    assert_eq!(write(&own, first.clone()).await.unwrap(), Imported { added: 2, changed: 0, same: 0 });
    assert_eq!(write(&own, first).await.unwrap(), Imported { added: 0, changed: 0, same: 2 });
    assert_eq!(write(&own, vec![claim(Status::NotMet, "2023-06-30")]).await.unwrap().changed, 1);
    write(&above, vec![appraised(COMMUNE, 2, Status::Met, "2023-09-01")]).await.unwrap();
    assert_eq!(
        faults(write(&own, vec![appraised(COMMUNE, 2, Status::Met, "2023-09-02")]).await),
        [(2, CriteriaFault::OwnAppraisal { unit: "Xã Đạ Ròn".into() }.into())]
    );
    let back =
        write(&own, vec![appraised(COMMUNE, 2, Status::Met, "2023-09-01")]).await.expect("as the template has it");
    assert_eq!(back, Imported::default());
    denied(write(&beside, vec![claim(Status::Met, "2023-10-01")]).await);
    denied(write(&front, vec![claim(Status::Met, "2023-10-01")]).await);
    // One line that lies outside is named like any other fault; a file that lies outside as a whole is not theirs.
    let mixed = vec![claim(Status::Met, "2023-11-01"), row(BESIDE, 2, Status::Met, "2023-11-01")];
    assert_eq!(faults(write(&own, mixed).await), [(3, CriteriaFault::Outside { unit: "Xã Lạc Lâm".into() }.into())]);
    assert_eq!(
        faults(write(&own, vec![claim(Status::Met, "2024-07-11")]).await),
        [(2, CriteriaFault::Future { day: day("2024-07-11") }.into())]
    );
    assert_eq!(
        faults(write(&Actor::Operator, vec![claim(Status::Met, "2025-07-02")]).await),
        [
            (2, CriteriaFault::Future { day: day("2025-07-02") }.into()),
            (2, UnitFault::NoUnitOn { code: COMMUNE.into(), day: day("2025-07-02") }.into())
        ]
    );
    let other = CriterionRow {
        ruleset: "huyen-ntm-2021-2025".into(),
        level: Level::District,
        ..claim(Status::Met, "2024-01-01")
    };
    let level = CriteriaFault::Level {
        unit: "Xã Đạ Ròn".into(),
        level: Level::District.usual_kind().into(),
        ruleset: other.ruleset.clone(),
    };
    assert_eq!(faults(write(&own, vec![other]).await), [(2, level.into())]);

    let record = store.criteria_record(&own, COMMUNE, SET, today()).await.unwrap();
    assert_eq!((record.may_claim, record.may_appraise, record.statuses.len()), (true, false, 4));
    assert_eq!(record.statuses[2].who, "Người ubnd");
    let of = |on: &str| positions(record.statuses.iter().map(|one| &one.assessment), day(on))[&2].status();
    assert_eq!([of("2023-06-30"), of("2023-08-31"), of("2023-09-01")], [Status::NotMet, Status::NotMet, Status::Met]);
    assert!(store.criteria_record(&above, COMMUNE, SET, today()).await.unwrap().may_appraise);
    assert!(!store.criteria_record(&front, COMMUNE, SET, today()).await.unwrap().may_claim);
    denied(store.criteria_record(&beside, COMMUNE, SET, today()).await);
    let holding = world.count("select count(*) from assessment where holds = 1").await;
    assert_eq!(holding, 2, "one last word for each criterion");
    assert!(world.try_to_tamper("update assessment set status = 'met'").await.is_err());
    assert!(world.try_to_tamper("delete from assessment").await.is_err());
    let known = store.standing(&above, SET, Level::Commune, now()).await.unwrap();
    let here = known.iter().find(|(unit, _)| unit.code == COMMUNE).unwrap();
    assert_eq!((known.len(), here.1.len(), here.1[0].status), (10, 2, Status::Met));
    let lines = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.act == CriteriaAct::RecordStatuses).count(), 3);
}

pub(super) async fn taken_back(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (above, _) = world.member("huyen", Role::Office, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let write = async |by: &Actor, row: CriterionRow| store.record(by, numbered(vec![row]), None, now()).await.unwrap();
    write(&own, row(COMMUNE, 2, Status::Met, "2023-06-01")).await;
    write(&above, appraised(COMMUNE, 2, Status::NotMet, "2023-09-01")).await;
    write(&own, row(COMMUNE, 2, Status::Met, "2024-01-01")).await;
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let now_is = async || store.commune(&place, None, &SETS).await.unwrap().positions.remove(&2).unwrap();
    let position = now_is().await;
    assert_eq!((position.status(), position.is_appraised()), (Status::NotMet, true));
    assert_eq!(position.waiting_claim().map(|claim| claim.as_of), Some(day("2024-01-01")), "it waits to be appraised");

    let waiting = async |by: &Actor| {
        let all = store.waiting_claims(by, now()).await.unwrap();
        all.into_iter().map(|own| (own.unit.code, own.ruleset, own.criteria)).collect::<Vec<_>>()
    };
    assert_eq!(waiting(&above).await, [(COMMUNE.to_owned(), SET.to_owned(), 1)]);
    assert_eq!((waiting(&own).await, waiting(&beside).await), (vec![], vec![]), "nobody appraises their own");
    let back = async |by: &Actor, number| store.take_back(by, COMMUNE, SET, number, "Nhầm xã", now()).await;
    assert!(matches!(back(&own, 2).await, Err(PortError::Refused(told)) if told == CriteriaRefused::NotTheWriter));
    denied(back(&beside, 1).await);
    assert!(matches!(back(&above, 9).await, Err(PortError::Missing)));
    for _ in 0..2 {
        back(&above, 2).await.unwrap();
    }
    let position = now_is().await;
    assert_eq!((position.status(), position.is_appraised()), (Status::Met, false), "the claim stands again");
    assert_eq!(world.count("select count(*) from assessment where holds = 1").await, 1);
    assert_eq!(world.count("select number from assessment where holds = 1").await, 3);
    let record = store.criteria_record(&above, COMMUNE, SET, today()).await.unwrap();
    let reasons: Vec<_> = record.statuses.iter().map(|one| one.taken_back.as_ref().map(|one| &*one.reason)).collect();
    assert_eq!(reasons, [None, Some("Nhầm xã"), None], "the entry remains");
    assert!(record.statuses.iter().all(|one| !one.may_take_back), "the others are the commune's");
    let record = store.criteria_record(&own, COMMUNE, SET, today()).await.unwrap();
    assert_eq!(record.statuses.iter().filter(|one| one.may_take_back).count(), 2);

    write(&above, appraised(COMMUNE, 2, Status::NotMet, "2023-09-01")).await;
    assert_eq!(now_is().await.status(), Status::NotMet, "written anew");
    assert_eq!(waiting(&above).await.len(), 1, "an appraisal of an earlier day leaves the claim waiting");
    write(&above, appraised(COMMUNE, 2, Status::Met, "2024-01-01")).await;
    assert_eq!(waiting(&above).await, []);
    back(&above, 5).await.unwrap();
    back(&above, 4).await.unwrap();
    back(&own, 1).await.unwrap();
    back(&own, 3).await.unwrap();
    assert!(store.commune(&place, None, &SETS).await.unwrap().positions.is_empty(), "nothing is said of it any more");
    let log = store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.act == CriteriaAct::TakeBackStatus).count(), 5);
}

pub(super) async fn indicators(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let part = |indicator, status| CriterionRow { indicator, ..row(COMMUNE, 2, status, "2024-01-01") };
    let lines = vec![part(0, Status::Met), part(1, Status::Met), part(2, Status::NotMet)];
    assert_eq!(store.record(&own, numbered(lines.clone()), None, now()).await.unwrap().added, 3);
    assert_eq!(store.record(&own, numbered(lines), None, now()).await.unwrap().same, 3);
    let twice = vec![part(2, Status::Met), part(2, Status::NotMet)];
    assert_eq!(
        faults(store.record(&own, numbered(twice), None, now()).await),
        [(
            3,
            CriteriaFault::Twice {
                item: part(2, Status::Met).named(),
                unit: "Xã Đạ Ròn".into(),
                day: day("2024-01-01")
            }
            .into()
        )]
    );
    assert_eq!(world.count("select count(*) from assessment where holds = 1").await, 3, "each has a last word");
    assert!(world.try_to_tamper("update assessment set indicator = 5").await.is_err());
    // What is counted are criteria.
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let seen = store.commune(&place, None, &SETS).await.unwrap();
    assert_eq!((seen.positions.len(), seen.indicators.len()), (1, 2));
    assert_eq!(lacking(2, &seen.indicators), [2]);
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let area = store.area(&province, &[(SET, 19)]).await.unwrap();
    let listed = area.rows.iter().find(|row| row.unit.named.code == COMMUNE).unwrap();
    assert_eq!(listed.criteria.map(|share| share.part), Some(1));
    store.record(&own, numbered(vec![part(2, Status::Met)]), None, now()).await.unwrap();
    let seen = store.commune(&place, None, &SETS).await.unwrap();
    assert_eq!(lacking(2, &seen.indicators), Vec::<u32>::new());
}

pub(super) async fn drafts(world: World) {
    let store = &world.store;
    let (office, _) = world.member("huyen", Role::Office, "677", "").await;
    let (other, _) = world.member("tinh", Role::Office, "68", "").await;
    store.record(&office, numbered(vec![row(COMMUNE, 1, Status::Met, "2024-01-01")]), None, now()).await.unwrap();
    let file = vec![
        row(COMMUNE, 1, Status::Met, "2024-01-01"),
        row(COMMUNE, 2, Status::Met, "2024-01-01"),
        row(BESIDE, 1, Status::NotMet, "2024-01-01"),
        row(COMMUNE, 1, Status::NotMet, "2024-06-01"),
    ];
    let id = store.keep_draft(&office, "xa.xlsx", numbered(file), now()).await.unwrap();
    let seen = store.draft(&office, id).await.unwrap();
    assert_eq!((seen.name.as_str(), seen.same, seen.changes.len()), ("xa.xlsx", 1, 3));
    assert_eq!((seen.changes[0].unit.code.as_str(), seen.changes[0].before), (COMMUNE, None));
    assert_eq!(
        (seen.changes[2].row.status, seen.changes[2].before),
        (Status::NotMet, Some(Status::Met)),
        "as it stood"
    );
    assert!(matches!(store.draft(&other, id).await, Err(PortError::Missing)), "one's own file only");
    assert_eq!(world.count("select count(*) from assessment").await, 1, "nothing is written yet");
    let bad = vec![row(COMMUNE, 3, Status::Met, "2024-01-01"), row("99999", 3, Status::Met, "2024-01-01")];
    assert_eq!(
        faults(store.keep_draft(&office, "x", numbered(bad), now()).await),
        [(3, UnitFault::NoUnitOn { code: "99999".into(), day: day("2024-01-01") }.into())]
    );
    assert_eq!(store.apply_draft(&office, id, now()).await.unwrap(), Imported { added: 3, changed: 0, same: 1 });
    assert!(matches!(store.apply_draft(&office, id, now()).await, Err(PortError::Missing)), "once");
    assert_eq!(world.count("select count(*) from assessment").await, 4);
}

pub(super) async fn no_side(world: World) {
    let store = &world.store;
    let (above, _) = world.member("huyen", Role::Office, "677", "").await;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let unsaid = |criterion| CriterionRow { by: None, ..row(COMMUNE, criterion, Status::Met, "2024-01-01") };
    for (who, side) in [(&above, By::Appraisal), (&own, By::Claim)] {
        let lines = vec![unsaid(1), CriterionRow { by: Some(By::Claim), ..unsaid(2) }];
        let id = store.keep_draft(who, "xa.xlsx", numbered(lines), now()).await.unwrap();
        let seen = store.draft(who, id).await.unwrap();
        let (first, last) = (&seen.changes[0], seen.changes.last().unwrap());
        assert_eq!((first.row.by, first.is_usual_side), (Some(side), true));
        assert_eq!((last.row.by, last.is_usual_side), (Some(By::Claim), side == By::Claim && seen.changes.len() == 1));
        store.apply_draft(who, id, now()).await.unwrap();
    }
    assert_eq!(world.count("select count(*) from assessment where source = 'appraisal'").await, 1);
    assert_eq!(world.count("select count(*) from assessment where source = 'claim'").await, 2);
    // Whoever runs the machine stands above nobody.
    store.record(&Actor::Operator, numbered(vec![unsaid(3)]), None, now()).await.unwrap();
    assert_eq!(world.count("select count(*) from assessment where source = 'claim'").await, 3);
}

/// A commune that is assessed by the set of the next period stands by that one, beside others that are not yet.
pub(super) async fn periods(world: World) {
    let store = &world.store;
    let next = "xa-ntm-2026-2030";
    let by_next = |no| CriterionRow { ruleset: next.into(), ..row(COMMUNE, no, Status::Met, "2024-06-01") };
    let rows = vec![
        row(COMMUNE, 1, Status::Met, "2024-01-01"),
        row(BESIDE, 1, Status::Met, "2024-01-01"),
        by_next(1),
        by_next(2),
    ];
    store.record(&Actor::Operator, numbered(rows), None, now()).await.unwrap();
    let sets = [(SET, 19), (next, 10)];
    let province = store.place("68", None).await.unwrap().unwrap();
    let area = store.area(&province, &sets).await.unwrap();
    let units = store.map(&province, &sets, today()).await.unwrap().units;
    for (code, share) in [(COMMUNE, Share::new(2, 10)), (BESIDE, Share::new(1, 19))] {
        let listed = area.rows.iter().find(|row| row.unit.named.code == code).unwrap();
        let drawn = units.iter().find(|unit| unit.unit.named.code == code).unwrap();
        assert_eq!((listed.criteria, drawn.criteria), (Some(share), Some(share)));
    }
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    assert_eq!(store.commune(&place, None, &SETS).await.unwrap().positions.len(), 2, "by the set it stands by");
    // Merged, it is background with what was said of it by the same set.
    world.merge().await;
    let heir = store.history(place.id).await.unwrap().successors[0].code.clone();
    let heir = store.place(&heir, Some(day("2025-07-01"))).await.unwrap().unwrap();
    let seen = store.commune(&heir, None, &SETS).await.unwrap();
    let before = seen.predecessor_results.iter().find(|before| before.unit.id == place.id).unwrap();
    assert_eq!((seen.positions.len(), before.positions.len()), (0, 2));
}

pub(super) async fn titles(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (above, _) = world.member("tinh", Role::Office, "68", "").await;
    let decision = |title, granted, on: &str| TitleRow {
        unit_code: COMMUNE.into(),
        recognition: Recognition { title, granted, day: day(on), decision: "1/QĐ-UBND".into() },
    };
    let write = async |by: &Actor, rows| store.recognise(by, numbered(rows), now()).await;
    denied(write(&own, vec![decision(Title::Standard, true, "2020-01-01")]).await);
    let both = vec![decision(Title::Standard, true, "2020-01-01"), decision(Title::Advanced, true, "2023-01-01")];
    assert_eq!(write(&above, both.clone()).await.unwrap(), 2);
    assert_eq!(write(&above, both).await.unwrap(), 0, "the same again");
    assert_eq!(
        faults(write(&above, vec![decision(Title::Model, false, "2024-01-01")]).await),
        [(2, TitleFault::NotHeld { unit: "Xã Đạ Ròn".into(), day: day("2024-01-01") }.into())]
    );
    let mixed = vec![decision(Title::Standard, false, "2024-02-01"), decision(Title::Model, true, "2024-12-01")];
    assert_eq!(
        faults(write(&above, mixed).await),
        [(3, TitleFault::Future { unit: "Xã Đạ Ròn".into(), day: day("2024-12-01") }.into())]
    );
    assert_eq!(store.criteria_record(&own, COMMUNE, SET, today()).await.unwrap().titles.len(), 2, "all or nothing");
    write(&above, vec![decision(Title::Standard, false, "2024-02-01")]).await.unwrap();
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let seen = store.commune(&place, None, &SETS).await.unwrap().recognitions;
    assert_eq!(app::domain::units::title::held(&seen, day("2024-01-31")).len(), 2);
    assert!(app::domain::units::title::held(&seen, today()).is_empty());
    // Where only the higher title was written down, the lower one that it has in it can be taken all the same.
    let beside = |title, granted, on| TitleRow { unit_code: BESIDE.into(), ..decision(title, granted, on) };
    write(&above, vec![beside(Title::Advanced, true, "2023-01-01")]).await.unwrap();
    assert_eq!(write(&above, vec![beside(Title::Standard, false, "2024-02-01")]).await.unwrap(), 1);
    assert!(world.try_to_tamper("update recognition set decision = 'x'").await.is_err());
}

pub(super) async fn proofs(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (front, _) = world.member("huyen", Role::Front, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let proven = async |by: &Actor, file| {
        store.record(by, numbered(vec![row(COMMUNE, 2, Status::Met, "2024-01-01")]), Some(file), now()).await
    };
    denied(proven(&beside, photo(100)).await);
    let page = NewFile { content: b"<svg>".to_vec(), ..photo(0) };
    assert_eq!(refused(proven(&own, page).await), FileRefused::Kind);
    assert_eq!(proven(&own, photo(100)).await.unwrap().added, 1);
    let record = store.criteria_record(&front, COMMUNE, SET, today()).await.unwrap();
    let (id, name) = record.statuses[0].file.clone().unwrap();
    assert_eq!((record.statuses.len(), name.as_str()), (1, "đường.jpg"), "what is refused is not written");
    let (row_, content) = store.file(&front, id).await.unwrap();
    assert_eq!((row_.name.as_str(), row_.media_type.as_str()), ("đường.jpg", "image/jpeg"));
    assert_eq!(content.to_vec(), photo(100).content);
    denied(store.file(&beside, id).await);
    // The same file proves another status without being kept twice; that it came is written down once.
    let again = numbered(vec![row(COMMUNE, 3, Status::Met, "2024-01-01")]);
    store.record(&own, again, Some(photo(100)), now()).await.unwrap();
    assert_eq!(world.count("select count(*) from file").await, 1);
    let lines = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    let kept: Vec<_> =
        lines.iter().filter(|line| line.act == FilesAct::KeepFile).map(|line| line.detail.clone()).collect();
    assert_eq!(kept, [Some(Detail::Text { text: "đường.jpg".into() }.into())]);
}

pub(super) async fn no_file_left(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let future = numbered(vec![row(COMMUNE, 2, Status::Met, "2024-07-11")]);
    assert_eq!(
        faults(store.record(&own, future, Some(photo(100)), now()).await),
        [(2, CriteriaFault::Future { day: day("2024-07-11") }.into())]
    );
    let late = NewRecommendation { due: day("2024-07-09"), files: vec![photo(100)], ..new(Uuid::new_v4()) };
    assert_eq!(refused(store.raise(&front, late, now()).await), RecommendationRefused::DueOver);
    let raised = Uuid::new_v4();
    store.raise(&front, new(raised), now()).await.unwrap();
    let empty = NewStep { files: vec![photo(100)], ..step(RecommendationAction::Answer, 1, " ") };
    assert_eq!(
        refused(store.step(&own, raised, empty, now()).await),
        RecommendationRefused::Empty { what: RecommendationPart::Reply.into() }
    );
    assert_eq!(world.count("select count(*) from file").await, 0);
    // And a deed whose file is refused is not done.
    let page = NewFile { content: b"<svg>".to_vec(), ..photo(0) };
    let answer = NewStep { files: vec![page], ..step(RecommendationAction::Answer, 1, "Đã họp.") };
    assert_eq!(refused(store.step(&own, raised, answer, now()).await), FileRefused::Kind);
    assert_eq!(store.recommendation(&own, raised).await.unwrap().steps.len(), 1);
}

pub(super) async fn quota(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let prove = async |criterion, file| {
        store.record(&own, numbered(vec![row(COMMUNE, criterion, Status::Met, "2024-01-01")]), Some(file), now()).await
    };
    prove(2, photo(100)).await.unwrap();
    // As if hundreds of photos were there.
    world.tamper("update file set size = 499 * 1048576").await;
    let full = FileRefused::Quota { unit: "Xã Đạ Ròn".into(), used: 499, most: 500, size: 3 };
    assert_eq!(refused(prove(3, photo(2 << 20)).await), full);
    assert_eq!(world.count("select count(*) from assessment").await, 1);
    prove(3, photo(1 << 10)).await.expect("there is room for a small one");
    // What belongs to another unit does not count.
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let theirs = numbered(vec![row(BESIDE, 2, Status::Met, "2024-01-01")]);
    store.record(&beside, theirs, Some(photo(2 << 20)), now()).await.unwrap();
}
