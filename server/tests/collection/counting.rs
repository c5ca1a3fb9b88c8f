//! Boxes opened and counted: once, together where there are few ballots, by nobody before.

use super::*;
use app::domain::oversight::signal::{Anomaly, Signal};
use app::domain::survey::ballot::Reason;
use app::ports::counting::*;
use app::ports::notices::Notices as _;

/// A round in three hamlets in which so many households of each answered, the first of each not satisfied with question 2.
pub(super) async fn answered(world: &World, sizes: [usize; 3]) -> (Uuid, Actor, Vec<Uuid>) {
    let store = &world.store;
    let (round, front, hamlets) = begin(world, &[("01", 19), ("02", 19), ("03", 19)]).await;
    for (hamlet, size) in hamlets.iter().zip(sizes) {
        let sheet = store.slips(&front, round, *hamlet, SlipSelection::First, now()).await.unwrap();
        for (at, (_, code)) in sheet.slips.iter().take(size).enumerate() {
            let mut cast = cast(*code, 1, if at == 0 { &[2] } else { &[] });
            cast.reasons = (at == 0).then(|| Reason { question: 2, text: "Đường lầy".into() }).into_iter().collect();
            store.cast(cast, now()).await.unwrap();
        }
    }
    (round, front, hamlets)
}

pub(super) async fn counted_once(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = answered(&world, [17, 16, 0]).await;
    let count = async |by: &Actor, at| store.count_hamlet(by, round, at, witnesses(), now()).await;
    assert_eq!(
        refused(count(&front, hamlets[0]).await),
        CountingRefused::HamletOpen { hamlet: "Thôn 01".into() },
        "it takes ballots still"
    );
    store.close_hamlet(&front, round, hamlets[0], now()).await.unwrap();
    assert_eq!(
        refused(count(&front, hamlets[0]).await),
        CountingRefused::OthersOpen { hamlets: "Thôn 02, Thôn 03".into() },
        "which boxes go together is not known yet"
    );
    assert_eq!(refused(store.count_round(&front, round, &[], now()).await), CountingRefused::RoundOpen);
    for at in &hamlets[1..] {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    let nobody = store.count_hamlet(&front, round, hamlets[0], CountingWords::default(), now()).await;
    assert_eq!(refused(nobody), CountingRefused::Words);
    let (beside, _) = world.member("thon2", Role::Hamlet, COMMUNE, "02").await;
    assert!(matches!(count(&beside, hamlets[0]).await, Err(PortError::Denied)));
    verified(&world).await;

    let (own, _) = world.member("thon1", Role::Hamlet, COMMUNE, "01").await;
    count(&own, hamlets[0]).await.unwrap();
    let state = store.hamlet(&own, round, hamlets[0]).await.unwrap().counting;
    let minutes = state.minutes.unwrap();
    assert!(state.is_counted && state.together.is_empty() && minutes.hamlets.is_empty());
    assert_eq!((minutes.origins, minutes.turnout.returned, minutes.turnout.valid), ([17, 0, 0, 0], 17, 17));
    assert_eq!((minutes.counts[1].satisfied, minutes.counts[1].unsatisfied, minutes.counts[0].satisfied), (16, 1, 17));
    assert_eq!(refused(count(&front, hamlets[0]).await), CountingRefused::Counted { hamlet: "Thôn 01".into() });
    // A box that was opened takes no more ballots, and nor does any that goes with it.
    for at in &hamlets[..2] {
        let again = store.reopen_hamlet(&front, round, *at, "Còn phiếu", now()).await;
        assert_eq!(refused(again).key, "hamlet-counted");
    }
    verified(&world).await;

    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert_eq!(refused(store.results(&front, round, None).await), RoundRefused::NotCounted { hamlets: 1 });
    assert_eq!(refused(store.publish(&front, round, now()).await), RoundRefused::NotCounted { hamlets: 1 });
    assert_eq!(store.count_round(&front, round, &[], now()).await.unwrap(), 1, "what is counted is not counted again");
    assert_eq!(store.count_round(&front, round, &[], now()).await.unwrap(), 0);
    assert_eq!(world.count("select count(*) from sealed_ballot").await, 0);
    assert_eq!(world.count("select count(*) from ballot").await, 33);
    let results = store.results(&front, round, None).await.unwrap();
    let counts = results.questions[1].counts.unwrap();
    assert_eq!((counts.satisfied, counts.unsatisfied, results.participation.turnout.returned), (31, 2, 33));
    let reasons = store.notice_desk(&front, round).await.unwrap().reasons;
    assert_eq!(reasons[&2].len(), 2);
    store.publish(&front, round, now()).await.unwrap();
    assert_eq!(
        world.count("select count(*) from box_key where secret is not null").await,
        0,
        "nothing opens a box now"
    );
    verified(&world).await;
}

pub(super) async fn few_together(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = answered(&world, [2, 19, 16]).await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    let state = async |at| store.hamlet(&front, round, at).await.unwrap().counting;
    assert_eq!(state(hamlets[0]).await.together, ["Thôn 03"], "with the next smallest");
    assert_eq!(state(hamlets[1]).await.together, [] as [&str; 0]);
    let (own, _) = world.member("thon1", Role::Hamlet, COMMUNE, "01").await;
    let alone = store.count_hamlet(&own, round, hamlets[0], witnesses(), now()).await;
    assert!(matches!(alone, Err(PortError::Denied)), "the other box is not theirs");
    store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await.unwrap();
    for at in [hamlets[0], hamlets[2]] {
        let state = state(at).await;
        let minutes = state.minutes.unwrap();
        assert!(state.is_counted);
        assert_eq!((minutes.hamlets, minutes.turnout.returned), (vec!["Thôn 03".to_owned(), "Thôn 01".to_owned()], 18));
        assert_eq!((minutes.counts[1].satisfied, minutes.counts[1].unsatisfied), (16, 2));
    }
    let alone = "select count(*) from ballot where hamlet_id = (select hamlet_id from round_hamlet where code = '01')";
    assert_eq!(world.count(alone).await, 0, "no ballot stands under the hamlet that had few");
    assert!(!state(hamlets[1]).await.is_counted);
    verified(&world).await;
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    store.publish(&front, round, now()).await.unwrap();
    let results = store.results(&front, round, Some(COMMUNE)).await.unwrap();
    let names: Vec<&str> = results.children.iter().map(|child| child.unit.name.as_str()).collect();
    assert_eq!(names, ["Thôn 02", "Thôn 03, Thôn 01"]);
    assert_eq!(results.participation.turnout.returned, 37);
    verified(&world).await;
}

pub(super) async fn strange_ballots(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = answered(&world, [17, 16, 0]).await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    // One is altered, one is lost.
    let altered =
        "update sealed_ballot set sealed = (select spent_from from code where state = 'spent' limit 1) where id =
        (select min(id) from sealed_ballot where part = 'answers' and hamlet_id =
            (select hamlet_id from round_hamlet where code = '01'))";
    let lost = "delete from sealed_ballot where id =
        (select max(id) from sealed_ballot where part = 'answers' and hamlet_id =
            (select hamlet_id from round_hamlet where code = '01'))";
    for sql in [altered, lost] {
        assert_eq!(world.tamper(sql).await, 1);
    }
    let found = store.verify().await.unwrap();
    assert_eq!(found.len(), 3, "turnout, slips and hours miss a ballot: {found:?}");
    store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await.unwrap();
    let minutes = store.hamlet(&front, round, hamlets[0]).await.unwrap().counting.minutes.unwrap();
    let turnout = minutes.turnout;
    assert_eq!((minutes.unreadable, turnout.returned, turnout.valid, turnout.invalid), (2, 17, 15, 2));
    verified(&world).await;
    // More than came in: somebody put ballots into the box, and it stays shut.
    let more = "insert into sealed_ballot (id, round_id, hamlet_id, part, sealed)
        select id / 2, round_id, hamlet_id, part, sealed from sealed_ballot where part = 'answers' and hamlet_id =
            (select hamlet_id from round_hamlet where code = '02')";
    assert_eq!(world.tamper(more).await, 16);
    let refusal = refused(store.count_hamlet(&front, round, hamlets[1], witnesses(), now()).await);
    assert_eq!(refusal, CountingRefused::Surplus { ballots: 32, returned: 16 });
    assert_eq!(world.count("select count(*) from ballot").await, 17);
}

pub(super) async fn empty_first(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 12), ("02", 9)]).await;
    let rows = minutes(COMMUNE, "02", head(9, 9, 8, 0), 19, |_| 8);
    store.import_minutes(&front, round, rows, Replacing::None, now()).await.unwrap();
    store.close_hamlet(&front, round, hamlets[1], now()).await.unwrap();
    store.close(&front, round, "Thôn 01 chưa nộp.", Early::Confirmed, now()).await.unwrap();
    // An empty box of a hamlet that is not closed is not opened: the round may go on, and the box be filled.
    let early = store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await;
    assert_eq!(refused(early), CountingRefused::HamletOpen { hamlet: "Thôn 01".into() });
    assert_eq!(store.count_round(&front, round, &[], now()).await.unwrap(), 0);
    store.reopen(&front, round, now()).await.unwrap();
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    for (_, code) in &sheet.slips {
        assert_eq!(store.cast(cast(*code, 1, &[]), now()).await.unwrap(), CastOutcome::Counted);
    }
    store.close_hamlet(&front, round, hamlets[0], now()).await.unwrap();
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert_eq!(refused(store.publish(&front, round, now()).await), RoundRefused::NotCounted { hamlets: 1 });
    // Even where the database says that it was counted.
    let marked = "update round_hamlet set counted_with = hamlet_id where code = '01'";
    assert_eq!(world.tamper(marked).await, 1);
    assert_eq!(refused(store.publish(&front, round, now()).await), RoundRefused::NotCounted { hamlets: 1 });
    assert_eq!(world.tamper("update round_hamlet set counted_with = null where code = '01'").await, 1);
    count_boxes(store, round).await;
    store.publish(&front, round, now()).await.unwrap();
    let results = store.results(&front, round, None).await.unwrap();
    assert_eq!((results.participation.turnout.returned, results.questions[0].counts.unwrap().satisfied), (20, 20));
    verified(&world).await;
}

pub(super) async fn beside_hand_counts(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 9), ("02", 40)]).await;
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    store.cast(cast(sheet.slips[0].1, 1, &[2]), now()).await.unwrap();
    let rows = minutes(COMMUNE, "01", head(9, 8, 8, 0), 19, |_| 8);
    store.import_minutes(&front, round, rows, Replacing::None, now()).await.unwrap();
    let rows = minutes(COMMUNE, "02", head(40, 40, 40, 0), 19, |_| 40);
    store.import_minutes(&front, round, rows, Replacing::None, now()).await.unwrap();
    // Nobody knows an answer in the box, so nobody is said to be satisfied with everything.
    let quiet = store.signals(&front, round).await.unwrap();
    let all = |signal: &Signal| matches!(signal.anomaly, Anomaly::AllSatisfied { .. });
    assert_eq!(quiet.iter().filter(|signal| all(signal)).count(), 1, "{quiet:?}");
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    for at in &hamlets {
        store.count_hamlet(&front, round, *at, witnesses(), now()).await.unwrap();
    }
    let signed = async |at| store.hamlet(&front, round, at).await.unwrap().counting.minutes.unwrap();
    let few = signed(hamlets[0]).await;
    assert_eq!(
        (few.counts.len(), few.origins),
        (0, [1, 0, 0, 8]),
        "taken from the hand count it would be one household's"
    );
    assert_eq!(signed(hamlets[1]).await.counts.len(), 19);
    verified(&world).await;
}

/// A count that was begun and did not end, whatever ended it, may have left ballots in the database's files.
pub(super) async fn begun(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = answered(&world, [17, 16, 0]).await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    // The first box does not open to the end.
    let more = "insert into sealed_ballot (id, round_id, hamlet_id, part, sealed)
        select id / 2, round_id, hamlet_id, part, sealed from sealed_ballot where part = 'answers' and hamlet_id =
            (select hamlet_id from round_hamlet where code = '01')";
    assert_eq!(world.tamper(more).await, 17);
    assert!(store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await.is_err());
    let lines = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.act == CountingAct::OpenBox).count(), 1);
    for at in &hamlets[..2] {
        let again = store.reopen_hamlet(&front, round, *at, "Còn phiếu", now()).await;
        assert_eq!(refused(again).key, "hamlet-counted");
    }
    // It is counted once it opens.
    let back = "delete from sealed_ballot where id in (select a.id from sealed_ballot a join sealed_ballot b
        on a.sealed = b.sealed and a.id <> b.id and (abs(a.id) < abs(b.id)))";
    assert_eq!(world.tamper(back).await, 17);
    for at in &hamlets[..2] {
        store.count_hamlet(&front, round, *at, witnesses(), now()).await.unwrap();
    }
    verified(&world).await;
}

pub(super) async fn one_stays_shut(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = answered(&world, [17, 16, 18]).await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let more = "insert into sealed_ballot (id, round_id, hamlet_id, part, sealed)
        select id / 2, round_id, hamlet_id, part, sealed from sealed_ballot where part = 'reasons' and hamlet_id =
            (select hamlet_id from round_hamlet where code = '02')";
    assert_eq!(world.tamper(more).await, 16);
    let told = refused(store.count_round(&front, round, &[], now()).await);
    assert_eq!(told, CountingRefused::Surplus { ballots: 32, returned: 16 });
    let is_counted = async |at| store.hamlet(&front, round, at).await.unwrap().counting.is_counted;
    let counted = [is_counted(hamlets[0]).await, is_counted(hamlets[1]).await, is_counted(hamlets[2]).await];
    assert_eq!(counted, [true, false, true], "it holds no other up");
    assert_eq!(refused(store.publish(&front, round, now()).await), RoundRefused::NotCounted { hamlets: 1 });
    // The same where the database says that none came in.
    assert_eq!(world.tamper("update turnout set returned = 0, valid = 0 where returned = 16").await, 1);
    let told = refused(store.count_hamlet(&front, round, hamlets[1], witnesses(), now()).await);
    assert_eq!(told, CountingRefused::Surplus { ballots: 32, returned: 0 });
    assert_eq!(world.count("select count(*) from sealed_ballot where part = 'answers'").await, 16, "nothing is lost");
}

pub(super) async fn wrong_hand_count(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 9), ("02", 40)]).await;
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    for (_, code) in &sheet.slips {
        store.cast(cast(*code, 1, &[]), now()).await.unwrap();
    }
    let put = async |satisfied| {
        let rows = minutes(COMMUNE, "02", head(40, 40, satisfied, 0), 19, |_| satisfied);
        store.import_minutes(&front, round, rows, Replacing::Any, now()).await
    };
    put(31).await.unwrap();
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    for at in &hamlets {
        store.count_hamlet(&front, round, *at, witnesses(), now()).await.unwrap();
    }
    assert!(put(13).await.is_err(), "it is closed");
    let opened = store.reopen_hamlet(&front, round, hamlets[0], "Còn phiếu", now()).await;
    assert_eq!(refused(opened).key, "hamlet-counted", "its ballots were counted");
    store.reopen_hamlet(&front, round, hamlets[1], "Viết ngược số.", now()).await.unwrap();
    put(13).await.unwrap();
    // No ballot comes into a commune in which boxes were opened.
    store.withdraw_minutes(&front, round, hamlets[1], "Viết ngược số.", now()).await.unwrap();
    let slips = store.slips(&front, round, hamlets[1], SlipSelection::First, now()).await;
    assert_eq!(refused(slips.map(drop)), SlipsRefused::BoxesOpened);
    put(13).await.unwrap();
    store.close_hamlet(&front, round, hamlets[1], now()).await.unwrap();
    store.count_hamlet(&front, round, hamlets[1], witnesses(), now()).await.unwrap();
    let counting = store.hamlet(&front, round, hamlets[1]).await.unwrap().counting;
    assert_eq!(counting.minutes.unwrap().counts[0].satisfied, 13);
    assert_eq!(counting.former[0].counts[0].satisfied, 31, "what was signed is kept");
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    store.publish(&front, round, now()).await.unwrap();
    verified(&world).await;
}
