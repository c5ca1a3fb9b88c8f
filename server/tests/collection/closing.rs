//! Hamlets closed and opened again, counted by hand, and what comes after.

use super::*;
use app::message::Message;
use app::ports::counting::Counting as _;
use app::ports::files::FileRefused;

pub(super) async fn minutes_and_paper(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 10), ("02", 10)]).await;
    let at = hamlets[0];
    store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
    store.slips(&front, round, at, SlipSelection::Spare(1), now()).await.unwrap();
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    store.key_in(&front, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    let counted = |hamlet: &str, households| minutes(COMMUNE, hamlet, head(households, 10, 10, 0), 19, |_| 10);
    assert_eq!(
        faults(store.import_minutes(&front, round, counted("01", 10), Replacing::None, now()).await),
        [(2, MinutesFault::PaperWaits { hamlet: "01".into(), count: 1 }.into())]
    );
    store.discard_batch(&front, batch, now()).await.unwrap();
    let empty = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    store.import_minutes(&front, round, counted("01", 10), Replacing::None, now()).await.unwrap();
    assert!(
        store
            .key_in(&front, empty, keys(Slip::Serial(1), GOOD))
            .await
            .is_ok_and(|told| matches!(told, Keying::Conflict(1, ConflictKind::PaperOnVoidedSlip)))
    );
    assert_eq!(refused(store.use_spare(&front, round, at, 11.into(), None, now()).await), SlipsRefused::MinutesUse);
    // Whoever counts ballots does not set the base of participation.
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "02").await;
    assert_eq!(
        faults(store.import_minutes(&hamlet, round, counted("02", 12), Replacing::None, now()).await),
        [(2, MinutesFault::Households { hamlet: "02".into(), listed: 10, said: 12 }.into())]
    );
    assert!(matches!(
        store.import_minutes(&hamlet, round, counted("01", 10), Replacing::Any, now()).await,
        Err(PortError::Denied)
    ));
    store.import_minutes(&hamlet, round, counted("02", 10), Replacing::None, now()).await.unwrap();
    let lines = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    assert!(lines.iter().any(|line| line.act == MinutesAct::TakeMinutes && line.place == "Thôn 02, Xã Đạ Ròn"));
    verified(&world).await;
}

pub(super) async fn after_closing(world: World) {
    let store = &world.store;
    let (round, front, at, sheet) = with_slips(&world, 3).await;
    store.cast(cast(sheet.slips[1].1, 1, &[]), now()).await.unwrap();
    // A batch that nobody keyed into does not hold the closing up.
    let empty = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    store.close_hamlet(&front, round, at, now()).await.unwrap();
    assert_eq!(
        refused(store.key_in(&front, empty, keys(Slip::Serial(1), GOOD)).await),
        HamletRefused::Closed { hamlet: "Thôn 01".into() }
    );
    assert_eq!(world.count("select count(*) from conflict").await, 0);
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    verified(&world).await;
}

pub(super) async fn reopened(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 4), ("02", 4)]).await;
    let at = hamlets[0];
    let sheet = store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
    let lost = store.slips(&front, round, at, SlipSelection::One(4.into()), now()).await.unwrap();
    store.cast(cast(sheet.slips[0].1, 1, &[]), now()).await.unwrap();
    store
        .import_minutes(&front, round, minutes(COMMUNE, "02", head(4, 4, 3, 0), 19, |_| 3), Replacing::None, now())
        .await
        .unwrap();
    for hamlet in &hamlets {
        store.close_hamlet(&front, round, *hamlet, now()).await.unwrap();
    }
    store.count_hamlet(&front, round, hamlets[1], witnesses(), now()).await.unwrap();
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let again = async |by: &Actor, hamlet, reason: &str| store.reopen_hamlet(by, round, hamlet, reason, now()).await;
    assert_eq!(
        refused(again(&front, at, "Còn phiếu").await),
        RoundRefused::Closed { unit: "Xã Đạ Ròn".into() },
        "the round first"
    );
    store.reopen(&front, round, now()).await.unwrap();
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    assert!(matches!(again(&hamlet, at, "Còn phiếu").await, Err(PortError::Denied)));
    assert_eq!(refused(again(&front, at, " ").await), HamletRefused::Reason);
    again(&front, at, "Còn 2 phiếu giấy.").await.unwrap();
    again(&front, at, "Còn 2 phiếu giấy.").await.expect("it is so already");
    verified(&world).await;
    // What died of the closing is good again, what was replaced is not; the rest is as it was.
    assert_eq!(store.look_up(&sheet.slips[3].1, Visit::on(today())).await.unwrap().unwrap_err(), Refusal::Replaced);
    assert_eq!(store.cast(cast(lost.slips[0].1, 2, &[]), now()).await.unwrap(), CastOutcome::Counted);
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    assert_eq!(kept(&store.key_in(&front, batch, keys(Slip::Serial(2), GOOD)).await.unwrap()), Some((2, false)));
    store.count_batch(&front, batch, now()).await.unwrap();
    store.close_hamlet(&front, round, at, now()).await.unwrap();
    // Hand-counted minutes that turn out wrong before anything is published.
    again(&front, hamlets[1], "Cộng sai.").await.unwrap();
    store
        .import_minutes(&front, round, minutes(COMMUNE, "02", head(4, 4, 4, 0), 19, |_| 4), Replacing::Any, now())
        .await
        .unwrap();
    store.close_hamlet(&front, round, hamlets[1], now()).await.unwrap();
    let former = store.hamlet(&front, round, hamlets[1]).await.unwrap().counting.former;
    assert_eq!((former.len(), former[0].counts[0].satisfied), (1, 3), "what was signed is kept");
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let results = store.results(&front, round, None).await.unwrap();
    assert_eq!(results.participation.turnout.returned, 7);
    let lines = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    let reason: Message = app::ports::audit_log::Detail::Text { text: "Còn 2 phiếu giấy.".into() }.into();
    assert!(lines.iter().any(|line| line.act == HamletClosingAct::ReopenHamlet && line.detail == Some(reason.clone())));
    verified(&world).await;
}

pub(super) async fn taken_back(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 4), ("02", 6)]).await;
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    store.cast(cast(sheet.slips[0].1, 1, &[]), now()).await.unwrap();
    let put = async |code: &str, head| {
        let rows = minutes(COMMUNE, code, head, 19, |_| 2);
        store.import_minutes(&front, round, rows, Replacing::None, now()).await.unwrap();
    };
    put("01", head(4, 3, 2, 0)).await;
    put("02", head(9, 9, 2, 0)).await;
    assert_eq!(store.look_up(&sheet.slips[1].1, Visit::on(today())).await.unwrap().unwrap_err(), Refusal::Void);
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let back = async |by: &Actor, at| store.withdraw_minutes(by, round, at, "Nhập nhầm thôn.", now()).await;
    assert!(matches!(back(&hamlet, hamlets[0]).await, Err(PortError::Denied)));
    for at in &hamlets {
        back(&front, *at).await.unwrap();
        back(&front, *at).await.expect("it is so already");
    }
    verified(&world).await;
    assert_eq!(store.cast(cast(sheet.slips[1].1, 1, &[]), now()).await.unwrap(), CastOutcome::Counted);
    let row = async |at| store.hamlet(&front, round, at).await.unwrap().row;
    let first = row(hamlets[0]).await;
    assert_eq!((first.turnout.issued, first.turnout.returned, first.minutes), (4, 2, 0));
    assert_eq!(row(hamlets[1]).await.turnout.households, 6, "as the commune lists it");
    put("02", head(6, 6, 2, 0)).await;
    store.close_hamlet(&front, round, hamlets[1], now()).await.unwrap();
    assert_eq!(refused(back(&front, hamlets[1]).await), HamletRefused::Closed { hamlet: "Thôn 02".into() });
    verified(&world).await;
}

pub(super) async fn later_hamlets(world: World) {
    let store = &world.store;
    let (round, front, _) = begin(&world, &[("01", 10), ("02", 10)]).await;
    // One hamlet is divided while the round runs.
    world.hamlets(COMMUNE, &[("02", 5), ("03", 5)]).await;
    let rows = minutes(COMMUNE, "01", head(10, 10, 2, 0), 19, |_| 2);
    store.import_minutes(&front, round, rows, Replacing::None, now()).await.unwrap();
    let seen = store.unit_participation(&front, round, None).await.unwrap();
    assert_eq!((seen.rows.len(), seen.total.turnout.households), (2, 20), "the base is that of the opening day");
    let rows = minutes(COMMUNE, "03", head(5, 5, 2, 0), 19, |_| 2);
    assert_eq!(
        faults(store.import_minutes(&front, round, rows, Replacing::None, now()).await),
        [(2, MinutesFault::NoHamlet { commune: COMMUNE.into(), hamlet: "03".into() }.into())]
    );
}

pub(super) async fn late_answer(world: World) {
    let store = &world.store;
    let (round, front, at, sheet) = with_slips(&world, 4).await;
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    store.key_in(&front, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    store.count_batch(&front, batch, now()).await.unwrap();
    store.close_hamlet(&front, round, at, now()).await.unwrap();
    // Its paper is counted; the answer it sends all the same is refused and noted.
    let told = store.cast(cast(sheet.slips[0].1, 1, &[]), now()).await.unwrap();
    assert_eq!(told, CastOutcome::Refused(Refusal::Spent { runs: true }));
    let desk = store.hamlet(&front, round, at).await.unwrap();
    assert_eq!((desk.conflicts.len(), desk.conflicts[0].kind), (1, ConflictKind::OnlineAfterPaper));
    assert_eq!(refused(store.close(&front, round, "", Early::Confirmed, now()).await).key, "round-paper-or-conflicts");
    let conflict = desk.conflicts[0].id;
    assert_eq!(refused(store.settle(&front, conflict, "Rút ra.", true, now()).await), ConflictRefused::Counted);
    store.settle(&front, conflict, "Giữ phiếu giấy.", false, now()).await.unwrap();
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let results = store.results(&front, round, None).await.unwrap();
    assert_eq!(results.participation.turnout.returned, 1);
    verified(&world).await;
}

pub(super) async fn closing(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 4), ("02", 5), ("03", 6)]).await;
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    store.cast(cast(sheet.slips[0].1, 1, &[]), now()).await.unwrap();
    store.cast(Cast { helper: Some(front), ..cast(sheet.slips[1].1, 1, &[]) }, now()).await.unwrap();
    assert_eq!(refused(store.close_hamlet(&front, round, hamlets[1], now()).await), CloseHamletRefused::NothingCounted);
    let form = with_key(&front, Uuid::new_v4());
    store.close_hamlet(&form, round, hamlets[0], now()).await.unwrap();
    let twice = store.close_hamlet(&form, round, hamlets[0], now()).await;
    assert!(matches!(twice, Err(PortError::DoneBefore)), "the same form");
    assert_eq!(
        refused(store.close_hamlet(&front, round, hamlets[0], now()).await).key,
        "closing-already-closed",
        "another form of the same person"
    );
    let (other, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    assert_eq!(refused(store.close_hamlet(&other, round, hamlets[0], now()).await).key, "closing-already-closed");
    assert!(store.hamlet(&other, round, hamlets[0]).await.unwrap().closing.is_some());
    assert_eq!(store.cast(cast(sheet.slips[2].1, 1, &[]), now()).await.unwrap(), CastOutcome::Refused(Refusal::Void));
    assert_eq!(
        refused(store.begin_batch(&front, round, hamlets[0], false, now()).await),
        HamletRefused::Closed { hamlet: "Thôn 01".into() }
    );
    assert_eq!(
        refused(store.slips(&front, round, hamlets[0], SlipSelection::Again, now()).await),
        HamletRefused::Closed { hamlet: "Thôn 01".into() }
    );

    let counted = |hamlet: &str| minutes(COMMUNE, hamlet, head(5, 5, 4, 0), 19, |_| 4);
    store.import_minutes(&front, round, counted("02"), Replacing::None, now()).await.unwrap();
    assert!(store.import_minutes(&front, round, counted("01"), Replacing::None, now()).await.is_err(), "closed");
    store.close_hamlet(&front, round, hamlets[1], now()).await.unwrap();

    for _ in 0..2 {
        store.attach(&front, round, hamlets[0], photo(100), now()).await.unwrap();
    }
    let page = NewFile { content: b"<html>".to_vec(), ..photo(0) };
    assert_eq!(refused(store.attach(&front, round, hamlets[0], page, now()).await), FileRefused::Kind);
    assert_eq!(refused(store.attach(&front, round, hamlets[0], photo(13 << 20), now()).await), FileRefused::TooLarge);
    let kept = store.hamlet(&front, round, hamlets[0]).await.unwrap().attachments;
    assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].media_type.as_str()), (1, "đường.jpg", "image/jpeg"));
    let counts = store.unit_participation(&front, round, None).await.unwrap().total.hamlets;
    assert_eq!((counts.closed, counts.signed), (2, 1), "of one hamlet the signed minutes are kept");
    assert_eq!(store.attachment(&front, kept[0].id).await.unwrap().1.to_vec(), photo(100).content);
    let (beside, _) = world.member("beside", Role::Front, "24940", "").await;
    assert!(matches!(store.attachment(&beside, kept[0].id).await, Err(PortError::Denied)));

    let why = "Thôn 03 bị lũ chia cắt.";
    assert_eq!(
        refused(store.close(&front, round, why, Early::Refused, now()).await),
        RoundRefused::BeforeLastDay { closes: day("2024-07-26") },
        "whoever ends it early says so, wherever they do it"
    );
    assert_eq!(store.round(round).await.unwrap().state, State::Open);
    assert_eq!(
        refused(store.close(&front, round, " ", Early::Confirmed, now()).await),
        RoundRefused::HamletsOpen { count: 1, hamlets: "Thôn 03 (Xã Đạ Ròn)".into() }
    );
    store.close(&front, round, "Thôn 03 bị lũ chia cắt.", Early::Confirmed, now()).await.unwrap();
    store.close(&front, round, "Thôn 03 bị lũ chia cắt.", Early::Confirmed, now()).await.expect("it is so already");
    assert_eq!(store.round(round).await.unwrap().state, State::Closed);
    assert!(matches!(store.reopen(&beside, round, now()).await, Err(PortError::Denied)));
    store.reopen(&front, round, now()).await.unwrap();
    assert_eq!(store.round(round).await.unwrap().state, State::Open);
    store
        .import_minutes(&front, round, minutes(COMMUNE, "03", head(6, 6, 6, 0), 19, |_| 6), Replacing::None, now())
        .await
        .unwrap();
    store.close_hamlet(&front, round, hamlets[2], now()).await.unwrap();
    assert_eq!(
        refused(store.close(&front, round, " ", Early::Confirmed, now()).await),
        RoundRefused::EarlyReason,
        "whoever ends it early says why, even if every hamlet is closed"
    );
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    verified(&world).await;
}
