//! Recommendations, step by step.

use super::*;

pub(super) fn new(id: Uuid) -> NewRecommendation {
    NewRecommendation {
        id,
        unit_code: COMMUNE.into(),
        subject: Subject { ruleset: SET.into(), criterion: 2, round: None, question: 2 },
        title: "Đường sá: 29 hộ chưa hài lòng".into(),
        text: "Đề nghị làm rõ.".into(),
        due: day("2024-07-20"),
        is_public: false,
        files: vec![],
        finding: None,
    }
}

/// A step taken where `steps` were seen.
pub(super) fn step(step: RecommendationAction, steps: u64, text: &str) -> NewStep {
    NewStep { step, revision: Revision::of(&steps), text: text.into(), due: None, files: vec![] }
}

pub(super) async fn recommendation(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let id = Uuid::new_v4();
    denied(store.raise(&office, new(id), now()).await);
    assert_eq!(
        refused(store.raise(&front, NewRecommendation { due: day("2024-07-09"), ..new(id) }, now()).await),
        RecommendationRefused::DueOver
    );
    assert_eq!(
        refused(store.raise(&front, NewRecommendation { text: " ".into(), ..new(id) }, now()).await),
        RecommendationRefused::Empty { what: RecommendationPart::Text.into() }
    );
    store.raise(&front, new(id), now()).await.unwrap();
    store.raise(&front, new(id), now()).await.expect("the same key is the same recommendation");
    let actions = async |by: &Actor| store.recommendation(by, id).await.unwrap().actions;
    assert_eq!(actions(&office).await, [RecommendationAction::Answer]);
    assert_eq!(actions(&front).await, [RecommendationAction::Close]);
    denied(store.recommendation(&beside, id).await);
    denied(store.step(&front, id, step(RecommendationAction::Answer, 1, "x"), now()).await);
    denied(store.step(&office, id, step(RecommendationAction::Close, 1, "x"), now()).await);
    assert_eq!(
        refused(store.step(&front, id, step(RecommendationAction::Accept, 1, "x"), now()).await).key,
        "recommendation-stage"
    );
    store.step(&office, id, step(RecommendationAction::Answer, 1, "Đã trình sửa."), now()).await.unwrap();
    assert_eq!(
        refused(store.step(&office, id, step(RecommendationAction::Answer, 1, "Khác."), now()).await),
        RecommendationRefused::Overtaken
    );
    assert_eq!(
        refused(store.step(&front, id, step(RecommendationAction::Close, 1, "xong"), now()).await),
        RecommendationRefused::Overtaken
    );
    let back = NewStep { due: Some(day("2024-08-01")), ..step(RecommendationAction::Return, 2, "Chưa có ngày.") };
    store.step(&district, id, back, now()).await.unwrap();
    let later =
        NewStep { due: Some(day("2099-01-01")), ..step(RecommendationAction::Answer, 3, "Xong trước 30/7.") };
    store.step(&office, id, later, now()).await.unwrap();
    assert_eq!(store.recommendation(&office, id).await.unwrap().row.due, day("2024-08-01"), "who answers sets no day");
    // A day that is over by the time of the Front's look makes nobody late at once.
    let late =
        store.step(&front, id, step(RecommendationAction::Accept, 4, "Theo dõi."), morning(day("2024-08-05"))).await;
    assert_eq!(refused(late), RecommendationRefused::OldDueOver);
    store.step(&front, id, step(RecommendationAction::Accept, 4, "Theo dõi."), now()).await.unwrap();
    assert_eq!(actions(&office).await, [RecommendationAction::Answer], "it may report while it is carried out");
    store.step(&front, id, step(RecommendationAction::Close, 5, "Đường đã sửa."), now()).await.unwrap();
    let recommendation = store.recommendation(&office, id).await.unwrap();
    let told_by: Vec<_> = recommendation.steps.iter().map(|one| (one.step, one.who.as_str())).collect();
    let [of_front, of_office, of_district] = [
        CommitteeName::Front { unit: "Xã Đạ Ròn".into() },
        CommitteeName::Office { unit: "Xã Đạ Ròn".into() },
        CommitteeName::Front { unit: "Huyện Đơn Dương".into() },
    ]
    .map(|name| say(Lang::Vi, &name.into()));
    assert_eq!(
        told_by,
        [
            (RecommendationAction::Raise, of_front.as_str()),
            (RecommendationAction::Answer, of_office.as_str()),
            (RecommendationAction::Return, of_district.as_str()),
            (RecommendationAction::Answer, of_office.as_str()),
            (RecommendationAction::Accept, of_front.as_str()),
            (RecommendationAction::Close, of_front.as_str()),
        ]
    );
    assert_eq!(
        (recommendation.row.stage, recommendation.row.due, recommendation.actions.len()),
        (Stage::Closed, day("2024-08-01"), 0)
    );
    assert_eq!((recommendation.row.answered_on, recommendation.row.closed_on), (Some(today()), Some(today())));
    let here = store.place(COMMUNE, None).await.unwrap().unwrap();
    assert_eq!(store.public_recommendations(&here).await.unwrap(), []);
    denied(store.show(&office, id, true, now()).await);
    store.show(&front, id, true, now()).await.unwrap();
    assert_eq!(store.public_recommendations(&here).await.unwrap()[0].steps.len(), 6);
    let listed = async |by: &Actor, unit| store.recommendations(by, unit).await.map(|rows| rows.len());
    assert_eq!((listed(&district, None).await.unwrap(), listed(&beside, None).await.unwrap()), (1, 0));
    denied(listed(&beside, Some(&here)).await);
    assert!(world.try_to_tamper("update recommendation_step set text = 'x'").await.is_err());
    assert!(world.try_to_tamper("delete from recommendation_step").await.is_err());
}

pub(super) async fn at_once(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&front, new(id), now()).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..6 {
        let (answering, closing) = (store.clone(), store.clone());
        tasks.spawn(async move {
            answering.step(&office, id, step(RecommendationAction::Answer, 1, &format!("{n}")), now()).await.is_ok()
        });
        tasks.spawn(async move {
            closing.step(&front, id, step(RecommendationAction::Close, 1, &format!("{n}")), now()).await.is_ok()
        });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|done| *done).count(), 1, "the others see the new step first");
    assert_eq!(store.recommendation(&front, id).await.unwrap().steps.len(), 2);
}

pub(super) async fn raised_above(world: World) {
    let store = &world.store;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (province, _) = world.member("tinh", Role::Front, "68", "").await;
    let id = Uuid::new_v4();
    store.raise(&district, new(id), now()).await.unwrap();
    let seen = store.recommendation(&commune, id).await.unwrap();
    assert_eq!((seen.actions.len(), seen.row.may_settle), (0, false), "it reads along");
    let listed = async |by: &Actor| store.recommendations(by, None).await.unwrap().remove(0).may_settle;
    assert_eq!([listed(&commune).await, listed(&district).await, listed(&province).await], [false, true, true]);
    assert_eq!(
        refused(store.step(&commune, id, step(RecommendationAction::Close, 1, "Thôi."), now()).await).key,
        "recommendation-not-raiser"
    );
    assert_eq!(refused(store.show(&commune, id, true, now()).await).key, "recommendation-not-raiser");
    for above in [&district, &province] {
        let seen = store.recommendation(above, id).await.unwrap();
        assert_eq!((seen.actions, seen.row.may_settle), (vec![RecommendationAction::Close], true));
    }
    store.step(&province, id, step(RecommendationAction::Close, 1, "Thôi."), now()).await.unwrap();
}

pub(super) async fn sent_twice(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&front, new(id), now()).await.unwrap();
    let form = with_key(&office, Uuid::new_v4());
    // Browsers send line ends their own way.
    let answer =
        NewStep { files: vec![photo(100)], ..step(RecommendationAction::Answer, 1, " Đã họp.\r\nSẽ sửa. ") };
    store.step(&form, id, answer.clone(), now()).await.unwrap();
    assert!(matches!(store.step(&form, id, answer, now()).await, Err(PortError::DoneBefore)));
    let recommendation = store.recommendation(&front, id).await.unwrap();
    assert_eq!((recommendation.steps.len(), recommendation.steps[1].text.as_str()), (2, "Đã họp.\nSẽ sửa."));
    assert_eq!(recommendation.steps[1].files.len(), 1);
}

pub(super) async fn sent_at_once(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let id = Uuid::new_v4();
    let mut raising = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let raises = store.clone();
        raising.spawn(async move {
            raises.raise(&front, NewRecommendation { files: vec![photo(100)], ..new(id) }, now()).await
        });
    }
    raising.join_all().await.into_iter().for_each(|raised| raised.expect("raised"));
    let recommendation = store.recommendation(&front, id).await.unwrap();
    assert_eq!((recommendation.steps.len(), recommendation.steps[0].files.len()), (1, 1));
    assert_eq!(world.count("select count(*) from audit_log where act = 'audit-raise-recommendation'").await, 1);
    assert_eq!(world.count("select count(*) from file").await, 1);
}
