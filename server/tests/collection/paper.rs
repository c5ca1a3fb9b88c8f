//! Paper: keyed by one or by two people, decided, thrown away, and what is noticed of it.

use super::*;
use app::domain::collection::paper::{KeyFault, TypedBallot, read_keys};
use app::domain::collection::sealed_typed::{KeyedBy, seal_typed};
use app::domain::oversight::signal::Anomaly;

/// Keys a slip again that was opened for it.
fn again(serial: u64, text: &str) -> Keystrokes {
    Keystrokes { again: Some(serial), ..keys(Slip::Serial(serial), text) }
}

/// What a browser sends again because the answer was lost is kept once; another sending of the same slip is another ballot.
pub(super) async fn sent_twice(world: World) {
    let store = &world.store;
    let (round, front, at, _) = with_slips(&world, 6).await;
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    let sent = |sending, text| Keystrokes { sending: Some(Uuid::from_u128(sending)), ..keys(Slip::Serial(1), text) };
    let other = "1211111111111111111";
    let first = store.key_in(&front, batch, sent(1, GOOD)).await.unwrap();
    assert!(matches!(first, Keying::Kept(kept) if kept.keyed == (1, 0) && !kept.again), "{first:?}");
    assert_eq!(store.key_in(&front, batch, sent(1, GOOD)).await.unwrap(), first);
    // Two households answer alike more often than not.
    assert_eq!(store.key_in(&front, batch, sent(2, GOOD)).await.unwrap(), Keying::Already(1));
    let again = Keystrokes { again: Some(1), ..sent(3, other) };
    for _ in 0..2 {
        assert_eq!(kept(&store.key_in(&front, batch, again.clone()).await.unwrap()), Some((1, true)));
    }
    assert_eq!(
        store.key_in(&front, batch, sent(1, GOOD)).await.unwrap(),
        Keying::Already(1),
        "it was keyed again since"
    );
    assert_eq!(store.keyed(&front, batch, 1).await.unwrap().unwrap().ballot, read_keys(other, 19).unwrap());
    let shown = store.batch(&front, batch).await.unwrap();
    assert_eq!((shown.batch.keyed, shown.last_slip), ((1, 0), 6));
    // Taking back means that very sending: one that was keyed over takes nothing with it, and twice is once.
    for (sending, left) in [(1, 1), (3, 0), (3, 0)] {
        let keyed = store.take_back(&front, batch, Uuid::from_u128(sending), now()).await.unwrap();
        assert_eq!(keyed, (left, 0), "{sending}");
    }
    assert_eq!(kept(&store.key_in(&front, batch, sent(4, GOOD)).await.unwrap()), Some((1, false)), "its slip is free");
    assert_eq!(store.count_batch(&front, batch, now()).await.unwrap(), 1);
    verified(&world).await;
}

/// What waits in a browser opens for the account that typed it, for its batch, until that is counted: what is left on a device
/// then says nothing any more.
pub(super) async fn sealed_in_the_browser(world: World) {
    let store = &world.store;
    let (round, front, at, _) = with_slips(&world, 6).await;
    let batch = store.begin_batch(&front, round, at, false, now()).await.unwrap();
    let other = store.begin_batch(&front, round, at, true, now()).await.unwrap();
    let sealing_key = store.batch(&front, batch).await.unwrap().sealing_key.unwrap();
    let Actor::Account { id: account, .. } = front else { panic!("nobody's") };
    let by = KeyedBy { batch, account };
    let typed = TypedBallot { slip: "1".into(), keys: GOOD.into(), ..TypedBallot::default() };
    let seal = |by| seal_typed(&sealing_key, by, &typed, &mut rand::rng()).unwrap();
    let sealed = seal(by);
    assert_eq!(store.open_typed(&front, batch, &sealed).await.unwrap(), Some(typed.clone()));
    assert_eq!(store.open_typed(&front, batch, &seal(KeyedBy { account: Uuid::nil(), ..by })).await.unwrap(), None);
    assert_eq!(store.open_typed(&front, other, &sealed).await.unwrap(), None);
    assert_eq!(store.open_typed(&front, batch, b"not sealed").await.unwrap(), None);
    let (beside, _) = world.member("khac", Role::Front, COMMUNE, "").await;
    assert_eq!(refused(store.open_typed(&beside, batch, &sealed).await), PaperRefused::Others);
    store.key_in(&front, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    store.count_batch(&front, batch, now()).await.unwrap();
    assert_eq!(refused(store.open_typed(&front, batch, &sealed).await), PaperRefused::BatchCounted);
    store.discard_batch(&front, other, now()).await.unwrap();
    assert!(matches!(store.open_typed(&front, other, &sealed).await, Err(PortError::Missing)));
}

pub(super) async fn single_entry(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 6)]).await;
    let at = hamlets[0];
    assert_eq!(refused(store.begin_batch(&front, round, at, false, now()).await), PaperRefused::NoSlips);
    let sheet = store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&hamlet, round, at, false, now()).await.unwrap();
    assert_eq!(store.begin_batch(&hamlet, round, at, false, now()).await.unwrap(), batch, "goes on with it");

    let two = "1211111111111111111";
    let by_code = store.key_in(&hamlet, batch, keys(Slip::Code(sheet.slips[0].1), two)).await.unwrap();
    assert_eq!(kept(&by_code), Some((1, false)));
    assert_eq!(kept(&store.key_in(&hamlet, batch, keys(Slip::Serial(2), GOOD)).await.unwrap()), Some((2, false)));
    assert_eq!(kept(&store.key_in(&hamlet, batch, keys(Slip::Serial(3), "x")).await.unwrap()), Some((3, false)));
    assert_eq!(kept(&store.key_in(&hamlet, batch, keys(Slip::Serial(4), GOOD)).await.unwrap()), Some((4, false)));
    assert_eq!(store.key_in(&hamlet, batch, keys(Slip::Serial(99), GOOD)).await.unwrap(), Keying::Unknown);
    assert!(
        matches!(store.key_in(&front, batch, keys(Slip::Serial(5), GOOD)).await, Err(PortError::Refused(_))),
        "whose batch it is"
    );
    // What is no ballot of this round is told by what is wrong with it, and nothing of it is kept.
    let short = Keying::NoBallot(KeyFault::Length { of: 19, got: 2 });
    assert_eq!(store.key_in(&hamlet, batch, keys(Slip::Serial(5), "11")).await.unwrap(), short);
    let unplaced = Keystrokes { reasons: "2 đường lầy".into(), ..keys(Slip::Serial(5), GOOD) };
    let refused_reason = Keying::NoBallot(KeyFault::Reason { text: "2 đường lầy".into() });
    assert_eq!(store.key_in(&hamlet, batch, unplaced).await.unwrap(), refused_reason);
    assert_eq!(store.keyed(&hamlet, batch, 5).await.unwrap(), None);
    let waiting = store.waiting_batches(&front).await.unwrap();
    let own: Vec<_> = waiting.iter().map(|own| (own.batch.id, own.batch.number, own.batch.keyed, own.pass)).collect();
    assert_eq!(own, [(batch, 1, (4, 0), None)]);
    let (beside, _) = world.member("ben-canh", Role::Front, "24940", "").await;
    assert_eq!(store.waiting_batches(&beside).await.unwrap(), []);
    // Looked at again, keyed again, taken out.
    assert_eq!(
        store.keyed(&hamlet, batch, 1).await.unwrap().unwrap().ballot.text(),
        read_keys(two, 19).unwrap().text()
    );
    let mut again = keys(Slip::Serial(1), "1221111111111111110");
    again.reasons = "2 đường lầy".into();
    // A number typed wrongly takes no other household's ballot away.
    assert_eq!(store.key_in(&hamlet, batch, again.clone()).await.unwrap(), Keying::Already(1));
    again.again = Some(2);
    assert_eq!(store.key_in(&hamlet, batch, again.clone()).await.unwrap(), Keying::Already(1));
    assert_eq!(
        store.keyed(&hamlet, batch, 1).await.unwrap().unwrap().ballot.text(),
        read_keys(two, 19).unwrap().text()
    );
    again.again = Some(1);
    assert_eq!(kept(&store.key_in(&hamlet, batch, again).await.unwrap()), Some((1, true)));
    store.take_out(&hamlet, batch, 4.into(), now()).await.unwrap();
    assert_eq!(store.keyed(&hamlet, batch, 4).await.unwrap(), None);
    assert!(store.look_up(&sheet.slips[3].1, Visit::on(today())).await.unwrap().is_ok(), "as it was before");
    let seen = store.batch(&hamlet, batch).await.unwrap();
    let serials: Vec<u64> = seen.keyed.iter().map(|slip| slip.serial).collect();
    assert_eq!((serials, seen.pass, seen.row.pending), (vec![1, 2, 3], Some(1), 3));
    verified(&world).await;
    assert_eq!(refused(store.close(&front, round, "", Early::Confirmed, now()).await).key, "round-paper-or-conflicts");

    assert_eq!(store.count_batch(&hamlet, batch, now()).await.unwrap(), 3);
    assert_eq!(store.count_batch(&hamlet, batch, now()).await.unwrap(), 3, "once");
    assert_eq!(refused(store.key_in(&hamlet, batch, keys(Slip::Serial(4), GOOD)).await), PaperRefused::BatchCounted);
    let row = store.hamlet(&front, round, at).await.unwrap().row;
    assert_eq!((row.turnout.returned, row.paper, row.pending), (3, 3, 0));
    let kept = world.count("select count(*) from paper_entry").await
        + world.count("select count(*) from paper_batch where runs is not null").await;
    assert_eq!(kept, 0);
    let next = store.begin_batch(&hamlet, round, at, false, now()).await.unwrap();
    assert_eq!(store.key_in(&hamlet, next, keys(Slip::Serial(1), GOOD)).await.unwrap(), Keying::Elsewhere(1));
    verified(&world).await;
    let results = world.end(round).await;
    assert!(results.questions.iter().all(|question| question.counts.is_none()), "two ballots tell on people");
    let counted = "select cast(sum(satisfied * 10 + unsatisfied) as bigint) from tally where question in (1, 2, 3, 19)";
    assert_eq!(world.count(counted).await, 20 + 11 + 11 + 10);
}

pub(super) async fn double_entry(world: World) {
    let store = &world.store;
    let (round, front, at, _) = with_slips(&world, 40).await;
    let (one, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let (other, _) = world.member("thon2", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&one, round, at, true, now()).await.unwrap();
    let read = |by: usize, n: u64| match (by, n) {
        (1, 7) => "2111111111111111111",
        (1, 9) => "0111111111111111111",
        _ => GOOD,
    };
    for n in 1..=30 {
        assert_eq!(
            kept(&store.key_in(&one, batch, keys(Slip::Serial(n), read(1, n))).await.unwrap()),
            Some((n, false))
        );
    }
    assert_eq!(refused(store.count_batch(&one, batch, now()).await), PaperRefused::Lacking { count: 30 });
    // Whoever does not hold the paper compares nothing with what was keyed.
    let words = store.batch(&one, batch).await.unwrap().check_words.unwrap();
    let looking = store.batch(&other, batch).await.unwrap();
    assert_eq!((looking.pass, looking.onlooker, looking.check_words), (None, Some(Onlooker::MayJoin), None));
    let unasked = store.key_in(&other, batch, keys(Slip::Serial(1), GOOD)).await;
    assert_eq!(refused(unasked), PaperRefused::CheckWords);
    assert_eq!(refused(store.join_batch(&other, batch, "AAAA-AAAA", now()).await), PaperRefused::CheckWords);
    store.join_batch(&other, batch, &words.to_lowercase(), now()).await.unwrap();
    assert_eq!(refused(store.join_batch(&front, batch, &words, now()).await), PaperRefused::Others);
    assert!(
        store
            .audit_entries(&front, &LogQuery::default())
            .await
            .unwrap()
            .iter()
            .any(|line| line.act == PaperAct::JoinBatch)
    );
    for n in 1..30 {
        store.key_in(&other, batch, keys(Slip::Serial(n), read(2, n))).await.unwrap();
    }
    let seen = store.batch(&front, batch).await.unwrap();
    assert_eq!(seen.pass, None, "a third looks on");
    let missing: Vec<_> = seen.differences.iter().map(|d| (d.serial, d.second.is_none(), d.questions())).collect();
    assert_eq!(missing, [(30, true, vec![])], "as long as one lacks a slip, nobody sees what the other read");
    store.key_in(&other, batch, keys(Slip::Serial(30), GOOD)).await.unwrap();
    let seen = store.batch(&front, batch).await.unwrap();
    assert_eq!(
        seen.differences.iter().map(|d| (d.serial, d.questions())).collect::<Vec<_>>(),
        [(7, vec![1]), (9, vec![1])]
    );
    assert!(
        matches!(store.decide(&one, batch, &[(7, GOOD.into())], now()).await, Err(PortError::Denied)),
        "not one of the two"
    );
    let own = store.batch(&other, batch).await.unwrap();
    assert_eq!((own.differing, own.differences), (vec![7, 9], vec![]), "which slips, never what the other read");
    // All or none: a look that cannot be keeps the other from being written.
    let looks = [(7, "2111111111111111111".into()), (8, "1".into()), (9, "1".into())];
    let Err(PortError::File(faults)) = store.decide(&front, batch, &looks, now()).await else { panic!("faults") };
    let length = KeyFault::Length { of: 1, got: 19 }.into();
    let told = [
        (7, PaperRefused::Decision { serial: "7".into(), fault: length }.into()),
        (8, PaperRefused::NoDifference { serial: "8".into() }.into()),
    ];
    assert_eq!(faults.0, told, "nobody says or learns what both read alike");
    let open = store.batch(&front, batch).await.unwrap().differences;
    assert!(open.iter().all(|one| one.decided.is_none()), "nothing is half written");
    assert!(store.decide(&front, batch, &[(8, "1".into())], now()).await.is_err(), "nothing to decide");
    store.decide(&front, batch, &[(7, "2".into())], now()).await.unwrap();
    assert_eq!(refused(store.count_batch(&front, batch, now()).await), PaperRefused::Undecided { count: 1 });
    store.decide(&front, batch, &[(9, "1".into())], now()).await.unwrap();
    // Somebody looked again and keyed anew: an old third look decides nothing any more.
    store.key_in(&one, batch, again(9, GOOD)).await.unwrap();
    store.key_in(&other, batch, again(7, GOOD)).await.unwrap();
    assert_eq!(refused(store.count_batch(&front, batch, now()).await), PaperRefused::Undecided { count: 1 });
    store.decide(&front, batch, &[(7, "2".into())], now()).await.unwrap();
    verified(&world).await;
    let sealed = world.count("select count(*) from paper_entry where answers not like '1:%'").await;
    assert_eq!(sealed, 0, "what is keyed says nothing without the key");
    assert_eq!(store.count_batch(&front, batch, now()).await.unwrap(), 30);
    let results = world.end(round).await;
    assert_eq!(results.questions[0].counts, Some(Count { satisfied: 29, unsatisfied: 1 }));
    verified(&world).await;
    // Whoever touches no round reads that something was decided in it, and nothing of slips.
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    for (reader, told) in [(&front, 3), (&office, 0)] {
        let lines = store.audit_entries(reader, &LogQuery::default()).await.unwrap();
        let decided: Vec<_> = lines.iter().filter(|line| line.act == PaperAct::DecideDifference).collect();
        assert_eq!(decided.len(), 3);
        assert_eq!(decided.iter().filter(|line| line.detail.is_some()).count(), told);
    }
}

/// Gives the pile to somebody else to key it once more.
async fn join(store: &server::store::Store, first: &Actor, second: &Actor, batch: Uuid) {
    let words = store.batch(first, batch).await.unwrap().check_words.unwrap();
    store.join_batch(second, batch, &words, now()).await.unwrap();
}

/// Whoever renews the letter of an account and signs in with it does not read what was keyed.
pub(super) async fn renewed(world: World) {
    let store = &world.store;
    let (round, _, at, _) = with_slips(&world, 10).await;
    let (keyer, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&keyer, round, at, true, now()).await.unwrap();
    store.key_in(&keyer, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    assert!(store.keyed(&keyer, batch, 1).await.unwrap().is_some());
    let later = now() + chrono::TimeDelta::hours(1);
    world.renew(&keyer, later).await;
    assert_eq!(store.keyed(&keyer, batch, 1).await.unwrap(), None);
    let seen = store.batch(&keyer, batch).await.unwrap();
    assert_eq!((seen.pass, seen.onlooker, seen.check_words), (None, Some(Onlooker::Renewed), None));
    assert!(seen.keyed.is_empty() && seen.differing.is_empty());
    let again = store.key_in(&keyer, batch, keys(Slip::Serial(2), GOOD)).await;
    assert_eq!(refused(again), PaperRefused::Renewed);
    let next = store.begin_batch(&keyer, round, at, false, later).await.unwrap();
    assert_eq!(kept(&store.key_in(&keyer, next, keys(Slip::Serial(2), GOOD)).await.unwrap()), Some((2, false)));
}

pub(super) async fn own_decision(world: World) {
    let store = &world.store;
    let (round, front, at, _) = with_slips(&world, 10).await;
    let (other, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&front, round, at, true, now()).await.unwrap();
    let read = |ballot: &str, reasons: &str| Keystrokes { reasons: reasons.into(), ..keys(Slip::Serial(1), ballot) };
    store.key_in(&front, batch, read("1211111111111111111", "2 đường lầy")).await.unwrap();
    let second = "2 lầy lội; 3 nước đục";
    join(store, &front, &other, batch).await;
    store.key_in(&other, batch, read("1221111111111111111", second)).await.unwrap();
    assert_eq!(refused(store.decide(&front, batch, &[(1, "2".into())], now()).await), PaperRefused::OwnBatch);
    let (third, _) = world.member("huyen", Role::Front, "677", "").await;
    store.decide(&third, batch, &[(1, "2".into())], now()).await.unwrap();
    store.count_batch(&front, batch, now()).await.unwrap();
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let kept = world.count("select count(*) from reason where text in ('đường lầy', 'nước đục')").await;
    assert_eq!((kept, world.count("select count(*) from reason").await), (2, 2), "each question's reason once");
}

pub(super) async fn thrown_away(world: World) {
    let store = &world.store;
    let (round, front, at, sheet) = with_slips(&world, 10).await;
    let (one, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let (other, _) = world.member("thon2", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&one, round, at, true, now()).await.unwrap();
    store.key_in(&one, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    join(store, &one, &other, batch).await;
    store.key_in(&other, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    assert!(matches!(store.discard_batch(&one, batch, now()).await, Err(PortError::Denied)), "another keyed in it");
    store.discard_batch(&front, batch, now()).await.unwrap();
    assert!(store.look_up(&sheet.slips[0].1, Visit::on(today())).await.unwrap().is_ok(), "as it was before");
    let own = store.begin_batch(&one, round, at, false, now()).await.unwrap();
    store.discard_batch(&one, own, now()).await.expect("one's own");
    verified(&world).await;
    store.close_hamlet(&front, round, at, now()).await.expect("nothing holds it up");
}

/// Of thirty-five alike in a row it is told that they are twenty or more.
pub(super) async fn signals(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 60), ("02", 10)]).await;
    store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    let batch = store.begin_batch(&front, round, hamlets[0], false, now()).await.unwrap();
    for n in 1..=40 {
        store
            .key_in(&front, batch, keys(Slip::Serial(n), if n == 5 { "2111111111111111111" } else { GOOD }))
            .await
            .unwrap();
    }
    store.count_batch(&front, batch, now()).await.unwrap();
    let found = async || {
        let found = store.signals(&front, round).await.unwrap();
        found.into_iter().map(|signal| signal.anomaly).collect::<Vec<_>>()
    };
    let by = || "Người hoa".to_owned();
    assert_eq!(found().await, [Anomaly::KeyedAlone { paper: 40, by: by() }], "of what is in the box nothing is told");
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    assert_eq!(
        found().await,
        [Anomaly::LongRun { ballots: 40, by: by(), run: 20 }, Anomaly::KeyedAlone { paper: 40, by: by() }]
    );
    let (beside, _) = world.member("beside", Role::Front, "24940", "").await;
    assert!(matches!(store.signals(&beside, round).await, Err(PortError::Denied)));
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    assert!(matches!(store.signals(&hamlet, round).await, Err(PortError::Denied)));
}
