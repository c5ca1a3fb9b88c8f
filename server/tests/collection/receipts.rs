//! Receipts: shown when a ballot is in, listed when its box is opened.

use super::*;
use app::domain::collection::receipt::{Receipt, root};
use app::ports::counting::{Counting as _, CountingRefused};
use app::ports::receipts::Receipts as _;

/// A round in one hamlet in which so many households answered by themselves, and their receipts in the order in which they
/// came.
async fn answered(world: &World, households: usize) -> (Uuid, Actor, Uuid, Vec<Receipt>) {
    let store = &world.store;
    let (round, front, hamlet, sheet) = with_slips(world, households as u64 + 9).await;
    let mut receipts = Vec::new();
    for (_, code) in sheet.slips.iter().take(households) {
        let cast = Cast { idempotency_key: Uuid::new_v4(), ..cast(*code, 1, &[2]) };
        receipts.push(store.receipt(code, cast.idempotency_key));
        assert_eq!(store.cast(cast, now()).await.unwrap(), CastOutcome::Counted);
    }
    (round, front, hamlet, receipts)
}

async fn closed_and_counted(world: &World, round: Uuid, front: &Actor, hamlet: Uuid) {
    world.store.close_hamlet(front, round, hamlet, now()).await.unwrap();
    world.store.count_hamlet(front, round, hamlet, witnesses(), now()).await.unwrap();
}

pub(super) async fn receipt_found(world: World) {
    let store = &world.store;
    let (round, front, hamlet, mut receipts) = answered(&world, 12).await;
    assert_eq!(store.boxes_of(&receipts[3]).await.unwrap(), [], "the box is shut");
    assert_eq!(store.receipts(round, hamlet).await.unwrap(), None);
    closed_and_counted(&world, round, &front, hamlet).await;
    let boxes = store.boxes_of(&receipts[3]).await.unwrap();
    assert_eq!((boxes.len(), &boxes[0].hamlets, boxes[0].hamlet), (1, &vec!["Thôn 01".to_owned()], hamlet));
    assert_eq!(store.boxes_of(&Receipt::of(&[9; 32])).await.unwrap(), [], "nobody's");
    let (opened, list) = store.receipts(round, hamlet).await.unwrap().unwrap();
    receipts.sort_unstable();
    assert_eq!(list, receipts, "each ballot's, in the order of the letters");
    assert_eq!(opened.root, root(&receipts));
    let minutes = store.hamlet(&front, round, hamlet).await.unwrap().counting.minutes.unwrap();
    let listed = minutes.receipts.unwrap();
    assert_eq!((listed.count, listed.root), (12, opened.root));
    let lines = world.count("select max(no) from audit_log").await;
    let head = minutes.audit.unwrap();
    assert_eq!(
        (head.no, head.link.len()),
        (u64::try_from(lines).unwrap() - 1, 64),
        "before the line that tells of the count"
    );
    verified(&world).await;
}

pub(super) async fn receipts_of_paper(world: World) {
    let store = &world.store;
    let (round, front, hamlet, online) = answered(&world, 2).await;
    let batch = store.begin_batch(&front, round, hamlet, false, now()).await.unwrap();
    for serial in 5..=9 {
        store.key_in(&front, batch, keys(Slip::Serial(serial), GOOD)).await.unwrap();
    }
    let keyed = store.batch(&front, batch).await.unwrap().keyed;
    let mut all: Vec<Receipt> = keyed.iter().map(|slip| slip.receipt).chain(online).collect();
    assert_eq!(keyed.iter().map(|slip| slip.serial).collect::<Vec<_>>(), [5, 6, 7, 8, 9]);
    store.count_batch(&front, batch, now()).await.unwrap();
    assert_eq!(store.batch(&front, batch).await.unwrap().keyed, [], "nothing leads from a slip to its receipt now");
    closed_and_counted(&world, round, &front, hamlet).await;
    all.sort_unstable();
    assert_eq!(store.receipts(round, hamlet).await.unwrap().unwrap().1, all);
    verified(&world).await;
}

pub(super) async fn receipt_missing(world: World) {
    let store = &world.store;
    let (round, front, hamlet, receipts) = answered(&world, 12).await;
    let one = "update sealed_ballot set sealed = (select spent_from from code where state = 'spent' limit 1)
               where id = (select min(id) from sealed_ballot where part = 'answers')";
    assert_eq!(world.tamper(one).await, 1);
    closed_and_counted(&world, round, &front, hamlet).await;
    let (_, list) = store.receipts(round, hamlet).await.unwrap().unwrap();
    assert_eq!((list.len(), receipts.iter().filter(|one| !list.contains(one)).count()), (11, 1));
    verified(&world).await;
    let taken_out = "delete from receipt where number = 3";
    assert_eq!(world.tamper(taken_out).await, 1);
    let found = store.verify().await.unwrap();
    assert!(matches!(found[..], [Discrepancy::Receipts { .. }]), "{found:?}");
}

/// Whoever can write to the database and knows which row is whose would read its answers off the count.
pub(super) async fn copied_stays_shut(world: World) {
    let store = &world.store;
    let (round, front, hamlet, _) = answered(&world, 12).await;
    let kept = "create table kept as select * from sealed_ballot";
    let copied = "update sealed_ballot set sealed = (select sealed from sealed_ballot where part = 'answers' order by id limit 1)
                  where id in (select id from sealed_ballot where part = 'answers' order by id limit 5)";
    assert_eq!((world.tamper(kept).await > 0, world.tamper(copied).await), (true, 5));
    store.close_hamlet(&front, round, hamlet, now()).await.unwrap();
    let count = async || store.count_hamlet(&front, round, hamlet, witnesses(), now()).await;
    assert_eq!(refused(count().await), CountingRefused::Copied { hamlets: "Thôn 01".into() });
    world.tamper("delete from sealed_ballot").await;
    world.tamper("insert into sealed_ballot select * from kept where id in (select id from kept where part = 'answers' order by id limit 3)").await;
    let few = CountingRefused::FewLeft { hamlets: "Thôn 01".into(), readable: 3, returned: 12 };
    assert_eq!(refused(count().await), few, "the others are gone");
    // Put back as it was, it is opened.
    world.tamper("delete from sealed_ballot").await;
    world.tamper("insert into sealed_ballot select * from kept").await;
    world.tamper("drop table kept").await;
    count().await.unwrap();
    verified(&world).await;
}
