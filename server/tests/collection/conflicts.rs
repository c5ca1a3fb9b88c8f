//! A slip that comes in twice, on paper and online, or is said to have been used by somebody else.

use super::*;

pub(super) async fn reported(world: World) {
    use app::pages::resident::ballot_form::{BallotForm, Step};
    use app::pages::resident::flow::{Screen, answer};
    let store = &world.store;
    let (round, front, at, sheet) = with_slips(&world, 10).await;
    let code = |n: usize| sheet.slips[n - 1].1;
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    // The clerk typed 7 for 5: household 7 comes and its slip is used.
    store.key_in(&front, batch, keys(Slip::Serial(7), GOOD)).await.unwrap();
    store.cast(cast(code(1), 1, &[]), now()).await.unwrap();
    let come = async |n: usize, step| {
        let form = BallotForm { step, code: code(n).to_string(), ..BallotForm::default() };
        answer(store, form, None, now(), Uuid::nil()).await.unwrap()
    };
    let open = async || store.hamlet(&front, round, at).await.unwrap().row.conflicts;
    assert_eq!(come(7, Step::Open).await.status(), 409);
    assert_eq!(open().await, 0, "looking is no conflict");
    assert!(matches!(come(7, Step::Report).await, Screen::AskReport { .. }), "asked once more");
    assert_eq!(open().await, 0, "asking notes nothing");
    assert!(matches!(come(7, Step::ReportSure).await, Screen::Reported(_, Report::Noted)));
    assert!(matches!(come(1, Step::ReportSure).await, Screen::Reported(_, Report::Noted)));
    let desk = store.hamlet(&front, round, at).await.unwrap();
    let told: Vec<_> = desk.conflicts.iter().map(|c| (c.serial, c.kind, c.times)).collect();
    assert_eq!(told, [(1, ConflictKind::Unanswered, 1), (7, ConflictKind::OnlineAfterPaper, 1)]);
    store.settle(&front, desk.conflicts[0].id, "Con trai đã gửi.", false, now()).await.unwrap();
    store.settle(&front, desk.conflicts[1].id, "Nhập nhầm số.", true, now()).await.unwrap();
    assert_eq!(open().await, 0);
    assert_eq!(come(7, Step::Open).await.status(), 200, "its household can answer");
    // Once it is decided, saying it again is counted and holds nothing open: a household cannot keep its hamlet waiting.
    for _ in 0..3 {
        assert!(matches!(come(1, Step::ReportSure).await, Screen::Reported(_, Report::Decided)));
    }
    assert_eq!(open().await, 0);
    let desk = store.hamlet(&front, round, at).await.unwrap();
    assert_eq!(desk.conflicts.iter().find(|c| c.serial == 1).unwrap().times, 4);
    // A slip that was made good and is keyed in wrongly once more is another matter.
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    store.key_in(&front, batch, keys(Slip::Serial(7), GOOD)).await.unwrap();
    assert!(matches!(come(7, Step::ReportSure).await, Screen::Reported(_, Report::Noted)));
    assert_eq!(open().await, 1);
    assert_eq!(store.report(&Code::draw(|| 3), true, now()).await.unwrap(), Report::NotNoted, "no such slip");
    verified(&world).await;
}

pub(super) async fn conflicts(world: World) {
    let store = &world.store;
    let (round, front, at, sheet) = with_slips(&world, 10).await;
    let code = |n: usize| sheet.slips[n - 1].1;
    store.cast(cast(code(1), 1, &[]), now()).await.unwrap();
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    let conflict = Keying::Conflict(1, ConflictKind::PaperAfterOnline);
    for _ in 0..2 {
        assert_eq!(store.key_in(&front, batch, keys(Slip::Serial(1), GOOD)).await.unwrap(), conflict);
    }
    store.slips(&front, round, at, SlipSelection::One(2.into()), now()).await.unwrap();
    let dead = Keying::Conflict(2, ConflictKind::PaperOnVoidedSlip);
    assert_eq!(store.key_in(&front, batch, keys(Slip::Serial(2), GOOD)).await.unwrap(), dead);
    for n in [3, 4] {
        store.key_in(&front, batch, keys(Slip::Serial(n), GOOD)).await.unwrap();
        let told = store.cast(cast(code(n.try_into().unwrap()), 9, &[]), now()).await.unwrap();
        assert_eq!(told, CastOutcome::Refused(Refusal::Spent { runs: true }));
    }
    let desk = store.hamlet(&front, round, at).await.unwrap();
    let told: Vec<_> = desk.conflicts.iter().map(|c| (c.serial, c.kind, c.times)).collect();
    assert_eq!(
        told,
        [
            (1, ConflictKind::PaperAfterOnline, 1),
            (2, ConflictKind::PaperOnVoidedSlip, 1),
            (3, ConflictKind::OnlineAfterPaper, 1),
            (4, ConflictKind::OnlineAfterPaper, 1),
        ]
    );
    assert_eq!(
        refused(store.close_hamlet(&front, round, at, now()).await),
        CloseHamletRefused::PaperWaits { count: 2 }
    );
    let id = |serial: u64| desk.conflicts.iter().find(|c| c.serial == serial).unwrap().id;
    assert_eq!(refused(store.settle(&front, id(1), " ", false, now()).await), ConflictRefused::Decision);
    assert_eq!(refused(store.settle(&front, id(1), "x", true, now()).await), ConflictRefused::NotPaper);
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    assert!(matches!(store.settle(&hamlet, id(1), "x", false, now()).await, Err(PortError::Denied)));
    store.settle(&front, id(1), "Hộ đã gửi trên mạng, để phiếu giấy ra ngoài.", false, now()).await.unwrap();
    store.settle(&front, id(2), "Phiếu cũ, hộ đã có phiếu mới.", false, now()).await.unwrap();
    // The paper of slip 4 was keyed by mistake: it is taken out and the household answers online.
    store.settle(&front, id(4), "Phiếu giấy của hộ khác.", true, now()).await.unwrap();
    assert_eq!(store.cast(cast(code(4), 9, &[]), now()).await.unwrap(), CastOutcome::Counted);
    store.count_batch(&front, batch, now()).await.unwrap();
    assert_eq!(refused(store.settle(&front, id(3), "x", true, now()).await), ConflictRefused::Counted);
    assert_eq!(refused(store.close_hamlet(&front, round, at, now()).await), CloseHamletRefused::Conflicts { count: 1 });
    store.settle(&front, id(3), "Hộ xác nhận phiếu giấy.", false, now()).await.unwrap();
    store.close_hamlet(&front, round, at, now()).await.unwrap();
    let row = store.hamlet(&front, round, at).await.unwrap().row;
    assert_eq!((row.turnout.returned, row.paper, row.conflicts), (3, 1, 0));
    verified(&world).await;
}

pub(super) async fn race(world: World) {
    let store = &world.store;
    let (round, front, at, sheet) = with_slips(&world, 40).await;
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for (serial, code) in sheet.slips.clone() {
        let online = store.clone();
        tasks.spawn(
            async move { online.cast(cast(code, 5, &[]), now()).await.map(|told| told == CastOutcome::Counted) },
        );
        let desk = store.clone();
        tasks.spawn(async move {
            desk.key_in(&front, batch, keys(Slip::Serial(serial), GOOD))
                .await
                .map(|told| matches!(told, Keying::Kept(..)))
        });
    }
    let mut taken = 0;
    while let Some(done) = tasks.join_next().await {
        taken += usize::from(done.unwrap().unwrap());
    }
    assert_eq!(taken, 40, "each slip once");
    let pending = store.hamlet(&front, round, at).await.unwrap();
    assert_eq!(pending.row.turnout.returned + pending.row.pending, 40);
    assert_eq!(pending.row.conflicts, 40, "the second attempt is never lost");
    verified(&world).await;
}
