//! Programmes of supervision: planned, carried out, concluded, by whoever supervises.

use super::*;
use app::domain::oversight::supervision::{ActivityKind, Method, Occasion, Progress, Supervisor, Uptake};
use app::ports::supervision::*;

const DISTRICT: &str = "677";

fn head() -> ProgrammeHead {
    ProgrammeHead {
        supervisor: Supervisor::Front,
        organisation: String::new(),
        year: 2024,
        number: "05/CTr-MTTQ-BTT".into(),
        signed_on: Some(day("2024-01-15")),
        is_public: false,
    }
}

fn plan(kind: ActivityKind, subject: &str) -> ActivityPlan {
    ActivityPlan {
        kind,
        subject: subject.into(),
        occasion: Occasion::Periodic,
        method: if kind.is_about_draft() { Method::Conference } else { Method::Delegation },
        starts_on: day("2024-07-01"),
        ends_on: day("2024-07-20"),
        lead: "Ủy ban MTTQ huyện".into(),
        participants: vec!["Hội Nông dân".into(), " ".into(), "Ban Dân vận".into()],
        drafter: "UBND huyện".into(),
        ruleset: SET.into(),
        criteria: vec![17, 2, 2],
        target: String::new(),
    }
}

fn visit(id: Uuid, unit: &str, on: &str) -> NewVisit {
    let finding = |is_lacking, text: &str, criterion| NewFinding { is_lacking, text: text.into(), criterion };
    NewVisit {
        id,
        unit_code: unit.into(),
        on: day(on),
        present: vec!["Ông Nguyễn Văn A".into()],
        findings: vec![
            finding(false, "Đã công khai quy hoạch.", 0),
            finding(true, "Đường thôn 3 lầy.\nChưa có kế hoạch.", 2),
        ],
        files: vec![photo(90)],
    }
}

fn seen(changes: u64) -> Revision {
    Revision::of(&changes)
}

pub(super) async fn programme(world: World) {
    let store = &world.store;
    let (front, _) = world.member("huyen", Role::Front, DISTRICT, "").await;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let [id, activity, critique] = [(); 3].map(|()| Uuid::new_v4());

    // Opened by whoever supervises the unit.
    denied(store.open_programme(&office, id, COMMUNE, head(), now()).await);
    denied(store.open_programme(&commune, id, DISTRICT, head(), now()).await);
    let refused_head = async |change: &dyn Fn(&mut ProgrammeHead)| {
        let mut head = head();
        change(&mut head);
        refused(store.open_programme(&front, id, DISTRICT, head, now()).await)
    };
    let years = SupervisionRefused::Year { first: "2014".into(), last: "2034".into() };
    assert_eq!(refused_head(&|head| head.year = 20_244).await, years);
    let organisation = refused_head(&|head| head.supervisor = Supervisor::Organisation).await;
    assert_eq!(organisation, SupervisionRefused::NoOrganisation);
    for _ in 0..2 {
        store.open_programme(&front, id, DISTRICT, head(), now()).await.expect("the same key is the same programme");
    }

    let named = refused_head(&|head| head.organisation = "Hội Nông dân".into()).await;
    assert_eq!(named, SupervisionRefused::NotOrganisation);
    let ahead = refused_head(&|head| head.signed_on = Some(day("2025-01-01"))).await;
    assert_eq!(ahead, SupervisionRefused::Future { day: day("2025-01-01") });

    // Taken back as long as nothing is planned.
    let mistaken = Uuid::new_v4();
    store.open_programme(&front, mistaken, DISTRICT, head(), now()).await.unwrap();
    denied(store.drop_programme(&commune, mistaken, now()).await);
    store.drop_programme(&front, mistaken, now()).await.unwrap();

    // Planned about units that stand in it.
    let about = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let roads = plan(ActivityKind::Supervision, "Đường thôn, môi trường");
    let refused_plan = async |plan: ActivityPlan, units: Vec<String>| {
        refused(store.plan_activity(&front, id, Uuid::new_v4(), plan, units, now()).await)
    };
    assert_eq!(refused_plan(roads.clone(), vec![]).await, SupervisionRefused::NoUnits);
    let nowhere = SupervisionRefused::NoUnit { code: "99999".into() };
    assert_eq!(refused_plan(roads.clone(), about(&[COMMUNE, "99999"])).await, nowhere);
    let backwards = ActivityPlan { ends_on: day("2024-06-30"), ..roads.clone() };
    assert_eq!(refused_plan(backwards, about(&[COMMUNE])).await, SupervisionRefused::Order);
    let other_method = ActivityPlan { method: Method::Dialogue, ..roads.clone() };
    assert_eq!(refused_plan(other_method, about(&[COMMUNE])).await, SupervisionRefused::Method);
    denied(store.plan_activity(&commune, id, activity, roads.clone(), about(&[COMMUNE]), now()).await);
    for _ in 0..2 {
        store.plan_activity(&front, id, activity, roads.clone(), about(&[COMMUNE, COMMUNE]), now()).await.unwrap();
    }
    assert_eq!(refused_plan(roads.clone(), about(&[COMMUNE])).await, SupervisionRefused::Same);
    let outside = ActivityPlan {
        subject: "Sau".into(),
        starts_on: day("2025-01-01"),
        ends_on: day("2025-02-01"),
        ..roads.clone()
    };
    assert_eq!(refused_plan(outside, about(&[COMMUNE])).await, SupervisionRefused::OutsideYear { year: "2024".into() });
    assert_eq!(refused(store.drop_programme(&front, id, now()).await), SupervisionRefused::HasActivities);
    let draft = plan(ActivityKind::Critique, "Dự thảo kế hoạch môi trường");
    store.plan_activity(&front, id, critique, draft.clone(), vec![], now()).await.unwrap();
    let read = async |by: &Actor| store.programme(by, id, now()).await;
    let there = read(&front).await.unwrap();
    let kept = &there.activities.iter().find(|one| one.id == activity).unwrap();
    assert_eq!((kept.plan.criteria.as_slice(), kept.plan.participants.len()), ([2, 17].as_slice(), 2));
    assert_eq!((kept.plan.drafter.as_str(), kept.progress(today())), ("", Progress::UnderWay));
    assert_eq!((there.row.activities, there.row.concluded, there.row.overdue), (2, 0, 0));

    // Read by whoever oversees its unit or stands in one it is about, by nobody else.
    let of_commune = read(&commune).await.unwrap();
    let told = (of_commune.activities.len(), of_commune.is_whole, there.is_whole);
    assert_eq!(told, (1, false, true), "whoever is supervised reads what is about them");
    assert!(!read(&office).await.unwrap().row.may_keep && there.row.may_keep);
    denied(read(&beside).await);
    denied(read(&hamlet).await);
    let listed = async |by: &Actor| store.programmes(by, now()).await.map(|rows| rows.len());
    let lists = [listed(&front).await.unwrap(), listed(&office).await.unwrap(), listed(&beside).await.unwrap()];
    assert_eq!(lists, [1, 1, 0]);
    denied(listed(&hamlet).await);

    // Nothing is written over what somebody else changed, nor concluded before anything was done.
    let other = ActivityPlan { subject: "Đường thôn".into(), ..roads.clone() };
    store.keep_activity(&front, activity, &seen(1), other, about(&[COMMUNE, BESIDE]), now()).await.unwrap();
    let stale = store.keep_activity(&front, activity, &seen(1), roads.clone(), about(&[COMMUNE]), now()).await;
    assert_eq!(refused(stale), SupervisionRefused::Overtaken);
    assert_eq!(listed(&beside).await.unwrap(), 1, "it is about it now");
    let end = |text: &str| Conclusion { on: today(), text: text.into() };
    let early = store.conclude_activity(&front, activity, &seen(2), end("Xong."), now()).await;
    assert_eq!(refused(early), SupervisionRefused::NothingDone);

    // Visited, with what was found and a photo.
    let [first, second] = [(); 2].map(|()| Uuid::new_v4());
    let refused_visit = async |visit: NewVisit| refused(store.record_visit(&front, activity, visit, now()).await);
    let future = refused_visit(visit(first, COMMUNE, "2024-07-11")).await;
    assert_eq!(future, SupervisionRefused::Future { day: day("2024-07-11") });
    let before = refused_visit(visit(first, COMMUNE, "2024-06-30")).await;
    assert_eq!(before, SupervisionRefused::Before { day: day("2024-06-30"), earliest: day("2024-07-01") });
    let elsewhere = refused_visit(visit(first, DISTRICT, "2024-07-09")).await;
    assert_eq!(elsewhere, SupervisionRefused::OtherUnit { code: DISTRICT.into() });
    let nothing = NewVisit { findings: vec![], ..visit(first, COMMUNE, "2024-07-09") };
    assert_eq!(refused_visit(nothing).await, SupervisionRefused::NoFindings);
    let of_draft = store.record_visit(&front, critique, visit(first, COMMUNE, "2024-07-09"), now()).await;
    assert_eq!(refused(of_draft), SupervisionRefused::OtherKind);
    denied(store.record_visit(&commune, activity, visit(first, COMMUNE, "2024-07-09"), now()).await);
    for _ in 0..2 {
        store.record_visit(&front, activity, visit(first, COMMUNE, "2024-07-09"), now()).await.unwrap();
    }
    store.record_visit(&front, activity, visit(second, BESIDE, "2024-07-10"), now()).await.unwrap();
    let left = store.keep_activity(&front, activity, &seen(4), roads.clone(), about(&[BESIDE]), now()).await;
    assert_eq!(refused(left), SupervisionRefused::OtherUnit { code: COMMUNE.into() }, "what was visited stays");
    let begun = store.drop_activity(&front, activity, &seen(4), now()).await;
    assert_eq!(refused(begun), SupervisionRefused::HasBegun);

    // A finding becomes one recommendation, to whom it was found at.
    let place = store.finding(&front, first, 2).await.unwrap();
    assert_eq!((place.unit.named.code.as_str(), place.what.criterion), (COMMUNE, 2));
    denied(store.finding(&commune, first, 2).await);
    let raised = NewRecommendation {
        finding: Some((first, 2)),
        is_public: false,
        ..super::recommendations::new(Uuid::new_v4())
    };
    let at_other = NewRecommendation { finding: Some((second, 2)), ..raised.clone() };
    let other = SupervisionRefused::OtherUnit { code: BESIDE.into() };
    assert_eq!(refused(store.raise(&front, at_other, now()).await), other);
    for _ in 0..2 {
        store.raise(&front, raised.clone(), now()).await.unwrap();
    }
    let again = NewRecommendation { id: Uuid::new_v4(), ..raised.clone() };
    assert_eq!(refused(store.raise(&front, again, now()).await), SupervisionRefused::RecommendedAlready);
    let answer = step(RecommendationAction::Answer, 1, "Sẽ sửa.");
    store.step(&office, raised.id, answer, now()).await.unwrap();
    let stage = async |programme: &Programme| {
        let (_, finding) = programme.activities.iter().flat_map(Activity::findings).nth(1).unwrap();
        finding.recommendation.clone().map(|one| (one.id, one.stage))
    };
    assert_eq!(stage(&read(&front).await.unwrap()).await, Some((raised.id, Stage::Answered)));
    assert_eq!(refused(store.drop_visit(&front, first, now()).await), SupervisionRefused::Recommended);
    store.drop_visit(&front, second, now()).await.unwrap();
    let there = read(&front).await.unwrap();
    let of = |programme: &Programme, id| programme.activities.iter().find(|one| one.id == id).cloned().unwrap();
    assert_eq!(of(&there, activity).visits.iter().map(|one| one.id).collect::<Vec<_>>(), [first]);
    let file = of(&there, activity).visits[0].files[0].0;
    store.file(&front, file).await.unwrap();
    denied(store.file(&office, file).await);

    // A draft is commented on; its body replies to each comment.
    let comments = vec!["Bổ sung bãi rác.".into(), " ".into(), "Nêu kinh phí.".into()];
    let of_units = store.comment_draft(&front, activity, comments.clone(), now()).await;
    assert_eq!(refused(of_units), SupervisionRefused::OtherKind);
    store.comment_draft(&front, critique, comments, now()).await.unwrap();
    let reply = |text: &str| Reply { uptake: Uptake::Partly, text: text.into(), on: today() };
    assert!(matches!(
        store.record_reply(&front, critique, &seen(2), 9, reply("x"), now()).await,
        Err(PortError::Missing)
    ));
    assert_eq!(
        refused(store.record_reply(&front, critique, &seen(2), 1, reply(" "), now()).await),
        SupervisionRefused::Empty
    );
    store.record_reply(&front, critique, &seen(2), 1, reply("Đưa vào giai đoạn 2."), now()).await.unwrap();
    let commented = of(&read(&front).await.unwrap(), critique).comments;
    assert_eq!((commented.len(), commented[0].reply.clone()), (2, Some(reply("Đưa vào giai đoạn 2."))));

    let overtaken = store.record_reply(&front, critique, &seen(2), 1, reply("Khác."), now()).await;
    assert_eq!(refused(overtaken), SupervisionRefused::Overtaken);

    // Concluded, after which nothing of it changes.
    let back = Conclusion { on: day("2024-07-08"), text: "Xong.".into() };
    let back = store.conclude_activity(&front, activity, &seen(5), back, now()).await;
    assert_eq!(refused(back), SupervisionRefused::Before { day: day("2024-07-08"), earliest: day("2024-07-09") });
    store.conclude_activity(&front, activity, &seen(5), end("Đề nghị sửa đường."), now()).await.unwrap();
    let late = store.record_visit(&front, activity, visit(Uuid::new_v4(), COMMUNE, "2024-07-09"), now()).await;
    assert_eq!(refused(late), SupervisionRefused::Concluded);
    let row = read(&front).await.unwrap().row;
    assert_eq!((row.activities, row.concluded), (2, 1));
    assert_eq!(store.programme(&front, id, morning(day("2024-08-01"))).await.unwrap().row.overdue, 1);

    // Residents read what is public, and of that no recommendation that is not.
    let here = store.place(COMMUNE, None).await.unwrap().unwrap();
    let public = async || store.public_programmes(&here, now()).await.unwrap();
    assert_eq!(public().await, []);
    assert!(matches!(store.public_programme(id, now()).await, Err(PortError::Missing)));
    let shown = ProgrammeHead { is_public: true, number: "6/CTr".into(), ..head() };
    denied(store.keep_programme(&commune, id, &seen(1), shown.clone(), now()).await);
    store.keep_programme(&front, id, &seen(1), shown.clone(), now()).await.unwrap();
    assert_eq!(refused(store.keep_programme(&front, id, &seen(1), shown, now()).await), SupervisionRefused::Overtaken);
    let residents = store.public_programme(id, now()).await.unwrap();
    assert_eq!(public().await, std::slice::from_ref(&residents));
    assert_eq!((stage(&residents).await, of(&residents, activity).visits[0].files.len()), (None, 0));
    store.show(&front, raised.id, true, now()).await.unwrap();
    assert!(stage(&public().await[0]).await.is_some());

    // Taken out as long as nothing was done.
    let unused = Uuid::new_v4();
    store
        .plan_activity(&front, id, unused, ActivityPlan { subject: "Khác".into(), ..roads }, about(&[BESIDE]), now())
        .await
        .unwrap();
    store.drop_activity(&front, unused, &seen(1), now()).await.unwrap();
    assert_eq!(store.programme_of(&front, activity, now()).await.unwrap().activities.len(), 2);
    let acts = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    let count = |act: SupervisionAct| {
        let act = app::message::Message::from(act);
        acts.iter().filter(|entry| entry.act == act).count()
    };
    let counted = [SupervisionAct::OpenProgramme, SupervisionAct::PlanActivity, SupervisionAct::RecordVisit];
    assert_eq!(counted.map(count), [2, 3, 2], "each deed once, however often its form came");
}

/// What was planned about a commune stays with the commune it was merged into.
pub(super) async fn programme_of_merged(world: World) {
    let store = &world.store;
    let (front, _) = world.member("huyen", Role::Front, DISTRICT, "").await;
    let [id, activity] = [(); 2].map(|()| Uuid::new_v4());
    store.open_programme(&front, id, DISTRICT, head(), now()).await.unwrap();
    let roads = plan(ActivityKind::Supervision, "Đường thôn");
    store.plan_activity(&front, id, activity, roads, vec![COMMUNE.into()], now()).await.unwrap();
    let before = store.programme(&front, id, now()).await.unwrap();
    world.merge().await;
    let heirs = store.programmes(&Actor::Operator, now()).await.unwrap();
    assert_eq!(heirs.iter().map(|row| row.id).collect::<Vec<_>>(), [before.row.id]);
    let kept = store.programme(&Actor::Operator, id, now()).await.unwrap();
    assert_eq!(kept.activities[0].units[0].named.code, COMMUNE, "as it was called then");
}
