//! The contract of the port of full figures: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::notice::NoticeWords;
use app::domain::people::account::Role;
use app::i18n::{Lang, say};
use app::message::Message;
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::casting::{Cast, Casting as _};
use app::ports::common::{Actor, PortError};
use app::ports::full_figures::*;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::notices::Notices as _;
use app::ports::records::Records as _;
use app::ports::rounds::{Early, Rounds as _};
use app::ports::verification::Verification as _;
use common::*;
use uuid::Uuid;
use ydan_verify::files::Files;
use ydan_verify::recount;

on_both! {
    full_figures_are_decided_taken_back_and_told_with_the_document_that_asks_for_them => story;
    full_figures_of_what_is_public_are_a_new_version => anew;
    where_nothing_is_withheld_there_is_nothing_to_decide => not_needed;
}

/// A closed round of a commune in which so many households answered online, and so many at a meeting.
async fn closed(world: &World, online: usize, by_hand: u64) -> Uuid {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 60)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, Some("01")).await.iter().take(online) {
        let cast = Cast { idempotency_key: Uuid::new_v4(), ..cast(issued.code, 1, &[2]) };
        store.cast(cast, now()).await.unwrap();
    }
    if by_hand > 0 {
        let rows = minutes(COMMUNE, "02", head(60, 60, by_hand, 0), 19, |_| by_hand / 2);
        store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    round
}

fn words() -> NoticeWords {
    NoticeWords {
        number: "25/TB".into(),
        place: "Đạ Ròn".into(),
        committee: "B".into(),
        title: "CHỦ TỊCH".into(),
        signer: "Hoa".into(),
        posted_at: "Nhà văn hóa".into(),
        summaries: [(2, "Đường lầy".to_owned())].into(),
        ..NoticeWords::default()
    }
}

async fn findings(world: &World, round: Uuid) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in server::files::record_files(&world.store.record(round).await.unwrap()).unwrap() {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    recount(&Files::read(folder.path()).unwrap()).findings.iter().map(ToString::to_string).collect()
}

async fn story(world: World) {
    let store = &world.store;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let round = closed(&world, 3, 0).await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let asked = " Công văn số 15/MTTQ ";
    assert!(store.withholding(&front, round).await.is_err(), "nothing is counted yet");
    assert!(store.tell_in_full(&front, round, asked, now()).await.is_err());
    count_boxes(store, round).await;
    assert!(matches!(store.withholding(&hamlet, round).await, Err(PortError::Denied)));
    assert!(matches!(store.tell_in_full(&hamlet, round, asked, now()).await, Err(PortError::Denied)));
    assert!(matches!(store.take_back_full_figures(&hamlet, round, now()).await, Err(PortError::Denied)));
    let seen = store.withholding(&front, round).await.unwrap();
    let units: Vec<_> = seen.units.iter().map(|(unit, questions)| (unit.code.as_str(), *questions)).collect();
    assert_eq!((units, seen.round.full_figures), (vec![(COMMUNE, 19)], None));
    assert_eq!(refused(store.take_back_full_figures(&front, round, now()).await), FullFiguresRefused::NotDecided);
    assert_eq!(refused(store.tell_in_full(&front, round, " ", now()).await), FullFiguresRefused::NoDocument);
    store.tell_in_full(&front, round, asked, now()).await.unwrap();
    store.tell_in_full(&front, round, asked, now()).await.unwrap();
    let document = "Công văn số 15/MTTQ".to_owned();
    assert_eq!(
        refused(store.tell_in_full(&front, round, "Công văn số 16", now()).await),
        FullFiguresRefused::Decided { document: document.clone() }
    );
    let desk = store.notice_desk(&front, round).await.unwrap();
    assert_eq!((desk.withheld, desk.round.full_figures), (1, Some(document.clone())));
    assert_eq!(desk.results.questions[1].counts, None, "nobody sees them before everybody does");
    assert_eq!(store.results(&front, round, None).await.unwrap().questions[1].counts, None);
    store.take_back_full_figures(&front, round, now()).await.unwrap();
    store.tell_in_full(&front, round, asked, now()).await.unwrap();
    let lines = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    let acts: Vec<_> = lines.iter().map(|line| line.act.clone()).collect();
    let (decide, back) = (Message::from(FullFiguresAct::Decide), Message::from(FullFiguresAct::TakeBack));
    assert_eq!(acts[..3], [decide.clone(), back, decide], "each once, latest first");
    let detail = FullFiguresDetail::Document { document: document.clone(), units: 1 };
    assert_eq!(lines[0].detail, Some(detail.into()));

    assert!(store.publish_notice(&front, round, words(), now()).await.unwrap());
    let told = store.notice(round, None, None).await.unwrap().unwrap();
    assert_eq!((told.notice.full_figures.clone(), told.notice.version), (Some(document.clone()), 1));
    assert!(told.results.questions.iter().all(|question| question.counts.is_some()));
    let hamlets: Vec<_> = told.results.children.iter().map(|child| child.overall.is_some()).collect();
    assert_eq!(hamlets, [false, true], "of a hamlet no more than without; where nobody answered that is told");
    assert_eq!(refused(store.take_back_full_figures(&front, round, now()).await), FullFiguresRefused::Told);
    let record = store.record(round).await.unwrap();
    assert_eq!(record.summary.round.full_figures, Some(document));
    assert_eq!(findings(&world, round).await, [] as [String; 0]);
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn anew(world: World) {
    let store = &world.store;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let round = closed(&world, 3, 0).await;
    count_boxes(store, round).await;
    assert!(store.publish_notice(&front, round, words(), now()).await.unwrap());
    store.keep_words(&front, round, NoticeWords { signer: "Lan".into(), ..words() }, now()).await.unwrap();
    store.tell_in_full(&front, round, "Công văn 15", now()).await.unwrap();
    let told = store.notice(round, None, None).await.unwrap().unwrap();
    let reason = say(Lang::Vi, &FullFiguresText::Reason { document: "Công văn 15".into() }.into());
    assert_eq!((told.notice.version, told.notice.reason.clone(), told.versions.len()), (2, reason, 2));
    assert_eq!(told.notice.words, words(), "no draft goes out by the way");
    assert!(told.results.questions.iter().all(|question| question.counts.is_some()));
    let before = store.notice(round, None, Some(1)).await.unwrap().unwrap();
    assert_eq!(before.notice.full_figures, None);
    assert!(before.results.questions.iter().all(|question| question.counts.is_none()));
    let last = world.count("select max(no) from audit_log").await;
    assert_eq!(
        store.audit_entries(&front, &LogQuery::default()).await.unwrap()[0].act,
        Message::from(FullFiguresAct::Decide)
    );
    assert_eq!(store.record(round).await.unwrap().summary.audit.no, last.unsigned_abs(), "the line that published it");
    assert_eq!(findings(&world, round).await, [] as [String; 0]);
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn not_needed(world: World) {
    let store = &world.store;
    let round = closed(&world, 10, 4).await;
    count_boxes(store, round).await;
    let refusal = store.tell_in_full(&Actor::Operator, round, "Công văn 15", now()).await;
    assert_eq!(refused(refusal), FullFiguresRefused::NothingWithheld, "ten in a box");
}
