//! The contract of the notices' port: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::minutes::Minutes;
use app::domain::collection::notice::{NoticeGap, NoticeWords};
use app::domain::collection::round::Ending;
use app::domain::people::account::Role;
use app::domain::revision::Revision;
use app::domain::survey::count::Count;
use app::domain::survey::withheld::Withheld;
use app::i18n::{Lang, say};
use app::message::Message;
use app::ports::audit_log::{AuditLog, LogQuery};
use app::ports::casting::*;
use app::ports::common::*;
use app::ports::counting::Counting as _;
use app::ports::hamlet_closing::*;
use app::ports::minutes::*;
use app::ports::notices::*;
use app::ports::participation::*;
use app::ports::results::*;
use app::ports::rounds::*;
use app::ports::units::*;
use app::ports::verification::*;
use common::*;

on_both! {
    a_notice_is_written_published_and_corrected_beside_the_old_one => story;
    the_notice_of_a_commune_speaks_of_its_own_hamlets => of_its_own;
    what_a_committee_wrote_last_time_is_proposed => proposed;
}

fn words() -> NoticeWords {
    NoticeWords {
        number: "25/TB-MTTQ-BTT".into(),
        place: "Đạ Ròn".into(),
        above: "ỦY BAN MTTQ VIỆT NAM HUYỆN ĐƠN DƯƠNG".into(),
        committee: "ỦY BAN MTTQ VIỆT NAM XÃ ĐẠ RÒN".into(),
        title: "CHỦ TỊCH".into(),
        signer: "Nguyễn Thị Hoa".into(),
        posted_at: "Nhà văn hóa các thôn, trụ sở UBND xã".into(),
        summaries: [(2, "Đường xóm 3 lầy khi mưa.".to_owned())].into(),
        ..NoticeWords::default()
    }
}

async fn story(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 14), ("02", 10)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let codes = world.issue(round, Some("01")).await;
    for issued in codes.iter().take(12) {
        let mut cast = cast(issued.code, 1, if issued.serial < 3 { &[2] } else { &[] });
        if issued.serial < 3 {
            cast.reasons = vec![app::domain::survey::ballot::Reason {
                question: 2,
                text: format!("Nhà ông {} lầy", issued.serial),
            }];
        }
        store.cast(cast, now()).await.unwrap();
    }
    store
        .import_minutes(&front, round, minutes(COMMUNE, "02", head(10, 10, 9, 0), 19, |_| 9), Replacing::None, now())
        .await
        .unwrap();
    assert!(matches!(store.notice_desk(&front, round).await, Err(PortError::Refused(_))), "not while it is open");
    assert!(store.keep_words(&front, round, words(), now()).await.is_err());
    let rows = store.unit_participation(&front, round, None).await.unwrap().rows;
    for row in &rows {
        store.close_hamlet(&front, round, row.hamlet.as_ref().unwrap().id, now()).await.unwrap();
    }
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert_eq!(refused(store.notice_desk(&front, round).await), RoundRefused::NotCounted { hamlets: 1 });
    assert_eq!(
        refused(store.publish_notice(&front, round, words(), now()).await),
        RoundRefused::NotCounted { hamlets: 1 }
    );
    count_boxes(store, round).await;
    for row in &rows {
        let hamlet = row.hamlet.as_ref().unwrap().id;
        let done = store.count_hamlet(&front, round, hamlet, witnesses(), now()).await;
        assert_eq!(
            done.is_ok(),
            row.uncounted == 0,
            "what was counted by hand is signed, the box was counted with all"
        );
    }
    let closes = store.round(round).await.unwrap().closes;
    assert_eq!(logged(store, &front).await, Some(RoundsDetail::Early { closes, reason: "thử".into() }.into()));

    let desk = store.notice_desk(&front, round).await.unwrap();
    assert_eq!(desk.reasons[&2], ["Nhà ông 1 lầy", "Nhà ông 2 lầy"]);
    assert_eq!(desk.results.questions[1].counts, Some(Count { satisfied: 19, unsatisfied: 2 }));
    for other in [hamlet] {
        assert!(matches!(store.notice_desk(&other, round).await, Err(PortError::Denied)));
        assert!(matches!(store.publish_notice(&other, round, words(), now()).await, Err(PortError::Denied)));
        assert!(matches!(
            store.correct(&other, round, "x", Correction::Words(words()), now()).await,
            Err(PortError::Denied)
        ));
    }
    assert_eq!(refused(store.publish_notice(&front, round, NoticeWords::default(), now()).await).key, "notice-gaps");
    store.keep_words(&front, round, words(), now()).await.unwrap();
    assert!(store.notice(round, None, None).await.unwrap().is_none(), "not public yet");
    assert!(store.publish_notice(&front, round, words(), now()).await.unwrap());
    assert!(store.publish_notice(&front, round, words(), now()).await.unwrap(), "pressed twice");
    let others = NoticeWords { number: "99/TB".into(), ..words() };
    assert!(!store.publish_notice(&front, round, others, now()).await.unwrap(), "it is published with other words");
    let seen = store.notice(round, None, None).await.unwrap().unwrap();
    assert_eq!((seen.notice.version, seen.notice.words.clone(), seen.versions.len()), (1, words(), 1));

    assert_eq!(
        refused(store.correct(&front, round, "Sửa lỗi", Correction::Words(words()), now()).await),
        NoticeRefused::NothingNew
    );
    assert_eq!(
        refused(store.correct(&front, round, " ", Correction::Words(words()), now()).await),
        NoticeRefused::Reason
    );
    let second = rows.iter().find(|row| row.hamlet.as_ref().unwrap().code == "02").unwrap().hamlet.clone().unwrap();
    let first = rows.iter().find(|row| row.hamlet.as_ref().unwrap().code == "01").unwrap().hamlet.clone().unwrap();
    let new = |valid: u64| Minutes {
        turnout: head(10, 10, valid, 0),
        counts: (1..=19).map(|_| Count { satisfied: valid - 1, unsatisfied: 1 }).collect(),
    };
    let half = NoticeWords { number: String::new(), ..words() };
    assert_eq!(
        refused(store.correct(&front, round, "Sửa lỗi", Correction::Words(half), now()).await),
        NoticeRefused::Gaps { items: say(Lang::Vi, &NoticeGap::Number.into()) }
    );
    // Somebody is still writing; corrected minutes go out with the words that were published.
    store.keep_words(&front, round, NoticeWords { signer: "Người khác".into(), ..words() }, now()).await.unwrap();
    let reason = "Kiểm lại phiếu thôn 02.";
    // In the place of what is there when somebody looks.
    let put = async |hamlet, minutes| {
        let seen = Revision::of(&store.hamlet(&front, round, hamlet).await.unwrap().minutes);
        Correction::Minutes(hamlet, minutes, seen)
    };
    let looked_before = put(second.id, new(8)).await;
    assert_eq!(
        refused(store.correct(&front, round, reason, put(first.id, new(9)).await, now()).await),
        NoticeRefused::NoMinutes { hamlet: "Thôn 01".into() }
    );
    assert_eq!(
        refused(store.correct(&front, round, reason, put(second.id, new(11)).await, now()).await).key,
        "notice-minutes"
    );
    assert_eq!(store.correct(&front, round, reason, put(second.id, new(10)).await, now()).await.unwrap(), 2);
    let latest = store.notice(round, None, None).await.unwrap().unwrap();
    let old = store.notice(round, Some(COMMUNE), Some(1)).await.unwrap().unwrap();
    assert_eq!((latest.notice.version, latest.notice.reason.as_str(), latest.versions.len()), (2, reason, 2));
    assert_eq!(latest.results.questions[1].counts, Some(Count { satisfied: 19, unsatisfied: 3 }));
    assert_eq!(old.results.participation, seen.results.participation, "what was published stays");
    let told: Vec<_> = old.results.questions.iter().map(|question| (question.counts, question.withheld)).collect();
    assert!(told.iter().all(|told| *told == (None, Some(Withheld::Corrected))), "but for one ballot more: {told:?}");
    assert_eq!(old.results.verdict.met, seen.results.verdict.met);
    assert_eq!(latest.notice.words, words(), "no draft goes out by the way");
    assert_eq!(store.notice_desk(&front, round).await.unwrap().words.signer, "Người khác", "and none is lost");
    assert!(store.notice(round, None, Some(3)).await.unwrap().is_none());
    let public = store.document(round, None, None).await.unwrap().unwrap();
    assert_eq!(serde_json::from_str::<app::domain::survey::results::Results>(&public).unwrap(), latest.results);
    assert_ne!(store.document(round, None, Some(1)).await.unwrap().unwrap(), public);
    assert_eq!(
        store.correct(&front, round, reason, put(second.id, new(10)).await, now()).await.unwrap(),
        2,
        "pressed twice is corrected once"
    );
    assert_eq!(
        refused(store.correct(&front, round, reason, looked_before, now()).await),
        MinutesRefused::Overtaken { issued: 10, returned: 10, valid: 10, invalid: 0 }
    );
    let desk = store.hamlet(&front, round, second.id).await.unwrap();
    assert_eq!(
        (desk.counting.former.len(), desk.counting.former[0].turnout.returned),
        (1, 9),
        "what was signed can be printed again"
    );
    assert_eq!(world.count("select count(*) from former_minutes where document <> ''").await, 1);
    let signed = desk.counting.minutes.unwrap();
    let before = NoticeText::Corrected {
        who: signed.by.clone(),
        reason: reason.into(),
        issued: 10,
        returned: 9,
        valid: 9,
        invalid: 0,
    };
    assert_eq!(signed.remarks, say(Lang::Vi, &before.into()));
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    assert_eq!(
        store.commune(&place, None, &SETS).await.unwrap().published.len(),
        1,
        "one round, whatever its versions"
    );
    // A day before a correction shows what was public then, but for counts that differ by one ballot.
    let later = morning(day("2024-07-20"));
    let third = store.correct(&front, round, "Cộng lại.", put(second.id, new(9)).await, later).await.unwrap();
    let answered = async |on: &str| {
        let seen = app::ports::maps::Maps::map(store, &place, &[("xa-ntm-2021-2025", 19)], day(on)).await.unwrap();
        seen.units[0].result.as_ref().map(|result| result.overall.whole)
    };
    assert_eq!((third, answered("2024-07-09").await), (3, None));
    assert_eq!((answered("2024-07-19").await, answered("2024-07-20").await), (Some(0), Some(21)));
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn of_its_own(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    world.hamlets("24940", &[("01", 20), ("02", 5)]).await;
    let (front, _) = world.member("huyen", Role::Front, "677", "").await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, None).await {
        store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let rows = store.unit_participation(&front, round, Some(COMMUNE)).await.unwrap().rows;
    store.close_hamlet(&front, round, rows[0].hamlet.as_ref().unwrap().id, now()).await.unwrap();
    store.close(&front, round, "Lũ chia cắt.", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let closes = store.round(round).await.unwrap().closes;
    let detail = RoundsDetail::Early { closes, reason: "Lũ chia cắt.".into() };
    assert_eq!(logged(store, &front).await, Some(detail.into()));
    assert!(store.publish_notice(&front, round, words(), now()).await.unwrap());
    let ending = async |unit| store.notice(round, unit, None).await.unwrap().unwrap().notice.ending;
    let names = |ending: Ending| ending.open.into_iter().map(|one| one.name).collect::<Vec<_>>();
    let own = ending(Some(COMMUNE)).await;
    assert_eq!((own.on, own.reason.as_str(), own.open.len()), (Some(today()), "", 0), "all its hamlets were counted");
    let other = ending(Some("24940")).await;
    assert_eq!(other.reason, "Lũ chia cắt.");
    assert_eq!(names(other), ["Thôn 01", "Thôn 02"]);
    assert_eq!(names(ending(None).await).len(), 2, "the district tells all");
}

/// What the audit log says of how the round was closed.
async fn logged(store: &impl AuditLog, front: &Actor) -> Option<Message> {
    let lines = store.audit_entries(front, &LogQuery::default()).await.unwrap();
    let closed = Message::from(RoundsAct::CloseRound);
    lines.into_iter().find(|line| line.act == closed).unwrap().detail
}

async fn proposed(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let first = world.open(COMMUNE, ruleset("xa-ntm-2016-2020")).await;
    store.close(&front, first, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, first).await;
    let own = NoticeWords { summaries: [(2, "Đường lầy".to_owned())].into(), ..words() };
    assert!(store.publish_notice(&front, first, own, now()).await.unwrap());
    let second = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    store.close(&front, second, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, second).await;
    let written = store.notice_desk(&front, second).await.unwrap().words;
    let expected = NoticeWords { number: String::new(), summaries: std::collections::BTreeMap::new(), ..words() };
    assert_eq!(written, expected, "all but the number and what people said");
}
