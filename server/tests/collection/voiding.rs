//! Boxes that stay shut: voided by whoever stands above, and by nobody while they open.

use super::*;
use app::domain::collection::key_letters::PartRefused;
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::audit_slips::AuditRefused;
use app::ports::counting::*;
use app::ports::records::Records as _;
use ydan_verify::files::Files;
use ydan_verify::recount;

/// Puts ballots into the box of hamlet 02 that nobody sent.
const MORE: &str = "insert into sealed_ballot (id, round_id, hamlet_id, part, sealed)
    select id / 2, round_id, hamlet_id, part, sealed from sealed_ballot where part = 'reasons' and hamlet_id =
        (select hamlet_id from round_hamlet where code = '02')";

pub(super) async fn voided_from_above(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = counting::answered(&world, [17, 16, 18]).await;
    let (above, _) = world.member("tinh", Role::Front, "68", "").await;
    let void = async |by: &Actor, at, why| store.void_box(by, (round, at), &[], why, now()).await;
    assert_eq!(refused(void(&above, hamlets[1], "sửa").await), CountingRefused::RoundOpen);
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let opens = CountingRefused::Opens { hamlets: "Thôn 02".into() };
    assert_eq!(refused(void(&above, hamlets[1], "sửa").await), opens, "nobody throws away what can be counted");
    assert_eq!(world.tamper(MORE).await, 16);
    let shut = CountingRefused::Surplus { ballots: 32, returned: 16 };
    assert_eq!(refused(store.count_round(&front, round, &[], now()).await), shut);
    let not_above = AuditRefused::NotAbove { unit: "Xã Đạ Ròn".into() };
    assert_eq!(refused(void(&front, hamlets[1], "sửa").await), not_above, "not whoever runs the round");
    let (beside, _) = world.member("khac", Role::Front, "24940", "").await;
    assert!(matches!(void(&beside, hamlets[1], "sửa").await, Err(PortError::Denied)));
    assert_eq!(refused(void(&above, hamlets[1], " ").await), CountingRefused::NoReason);
    void(&above, hamlets[1], " Dữ liệu bị sửa. ").await.unwrap();
    let again = CountingRefused::Counted { hamlet: "Thôn 02".into() };
    assert_eq!(refused(void(&above, hamlets[1], "nữa").await), again);

    let state = store.hamlet(&above, round, hamlets[1]).await.unwrap().counting;
    let minutes = state.minutes.unwrap();
    assert_eq!((minutes.turnout.returned, minutes.turnout.valid, minutes.unreadable), (16, 0, 16));
    assert_eq!((minutes.counts.len(), minutes.receipts.clone()), (0, None));
    let shut = CountingText::Surplus { ballots: 32, returned: 16 };
    let (who, reason) = (minutes.by.clone(), "Dữ liệu bị sửa".into());
    let remarks = CountingText::Voided { who, reason, shut: shut.into() };
    assert_eq!(minutes.remarks, app::i18n::say(app::i18n::Lang::Vi, &remarks.into()));
    let last = &store.audit_entries(&above, &LogQuery::default()).await.unwrap()[0];
    let detail = CountingDetail::Voided { ballots: 16, reason: "Dữ liệu bị sửa.".into() };
    assert_eq!((last.act.clone(), last.detail.clone()), (CountingAct::VoidBox.into(), Some(detail.into())));
    verified(&world).await;
    store.publish(&front, round, now()).await.unwrap();
    let turnout = store.results(&front, round, None).await.unwrap().participation.turnout;
    assert_eq!((turnout.returned, turnout.valid, turnout.invalid), (51, 35, 16), "every ballot is counted, once");
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in server::files::record_files(&store.record(round).await.unwrap()).unwrap() {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let findings = recount(&Files::read(folder.path()).unwrap()).findings;
    assert!(findings.is_empty(), "{findings:?}");
    verified(&world).await;
}

pub(super) async fn voided_with_parts(world: World) {
    let store = &world.store;
    let (round, front, hamlets, parts) = holders::answered(&world, &[("01", 17), ("02", 16), ("03", 18)]).await;
    let (above, _) = world.member("tinh", Role::Front, "68", "").await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert_eq!(world.tamper(MORE).await, 16);
    assert!(store.count_round(&front, round, &parts[..2], now()).await.is_err());
    let void = async |at, parts: &[String]| store.void_box(&above, (round, at), parts, "Bị sửa", now()).await;
    assert_eq!(faults(void(hamlets[1], &[]).await), [(1, PartRefused::TooFew { needed: 2, got: 0 }.into())]);
    void(hamlets[1], &parts[1..]).await.unwrap();
    store.publish(&front, round, now()).await.unwrap();
    verified(&world).await;
}

/// Whoever can write to the database leaves the ballot alone that they want to read.
pub(super) async fn fewer_than_used(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = counting::answered(&world, [9, 0, 0]).await;
    let (above, _) = world.member("tinh", Role::Front, "68", "").await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let one = "delete from sealed_ballot where id not in (
        select id from sealed_ballot where part = 'answers' order by id limit 1)";
    assert_eq!(world.tamper(one).await, 17);
    assert_eq!(world.tamper("update turnout set returned = 1, valid = 1 where returned = 9").await, 1);
    let shut = CountingRefused::Turnout { hamlets: "Thôn 01".into(), spent: 9, returned: 1 };
    assert_eq!(refused(store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await), shut);
    assert_eq!(refused(store.count_round(&front, round, &[], now()).await), shut);
    assert_eq!(world.count("select count(*) from ballot").await, 0, "nobody reads it");
    store.void_box(&above, (round, hamlets[0]), &[], "Bị sửa", now()).await.unwrap();
    let turnout = store.results(&front, round, None).await.unwrap().participation.turnout;
    assert_eq!((turnout.returned, turnout.valid, turnout.invalid), (9, 0, 9), "nobody who answered is left out");
    verified(&world).await;
}
