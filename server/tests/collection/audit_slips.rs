//! Audit slips: tried like a household, handed in before the count, shown and judged after it.

use super::*;
use app::domain::collection::audit_slip::JudgedSlips;
use app::domain::collection::audit_slip::SendingCode;
use app::domain::collection::receipt::Receipt;
use app::ports::audit_slips::*;
use app::ports::counting::{Counting as _, CountingRefused};
use app::ports::notices::Notices as _;
use app::ports::receipts::Receipts as _;
use app::ports::records::Records as _;
use app::ports::rounds::RoundRefused;
use app::ports::slip_sheets::{SlipPlace, SlipSheets as _};

/// A hamlet of twelve households in which some answered and a supervisor above tried one slip.
struct Tried {
    round: Uuid,
    hamlet: Uuid,
    front: Actor,
    above: Actor,
    /// Slips with which households answered, with the codes of their sendings.
    households: Vec<(Code, SendingCode)>,
    slip: Code,
    /// The idempotency key of the page it was sent from.
    page: Uuid,
    sending: SendingCode,
    receipt: Receipt,
}

async fn tried(world: &World, households: usize) -> Tried {
    let store = &world.store;
    let (round, front, hamlets) = begin(world, &[("01", 12)]).await;
    let (above, _) = world.member("tinh", Role::Front, "68", "").await;
    let hamlet = hamlets[0];
    let sheet = store.slips(&front, round, hamlet, SlipSelection::First, now()).await.unwrap();
    // The household whose slip is drawn gets a spare, as if it had moved in.
    let spare = store.slips(&front, round, hamlet, SlipSelection::Spare(1), now()).await.unwrap().slips[0];
    store.use_spare(&front, round, hamlet, spare.0.into(), None, now()).await.unwrap();
    let mut sent = Vec::new();
    let mut keys = Vec::new();
    for (at, (_, code)) in sheet.slips.iter().take(households + 1).enumerate() {
        let key = Uuid::new_v4();
        let unsatisfied: &[usize] = if at == 0 { &[2, 7] } else { &[] };
        let cast = Cast { idempotency_key: key, ..cast(*code, 1, unsatisfied) };
        assert_eq!(store.cast(cast, now()).await.unwrap(), CastOutcome::Counted);
        sent.push((*code, store.sending(code, key)));
        keys.push(key);
    }
    let (slip, sending) = sent.remove(0);
    let receipt = store.receipt(&slip, keys[0]);
    Tried { round, hamlet, front, above, households: sent, slip, page: keys[0], sending, receipt }
}

impl Tried {
    async fn hand_in(&self, world: &World) {
        let handed_in = world.store.hand_in(&self.above, self.round, self.slip, self.sending, now()).await;
        assert_eq!(handed_in.unwrap(), self.receipt);
    }

    async fn count(&self, world: &World) -> Result<(), PortError> {
        world.store.close_hamlet(&self.front, self.round, self.hamlet, now()).await.unwrap();
        world.store.count_hamlet(&self.front, self.round, self.hamlet, witnesses(), now()).await
    }

    async fn slip(&self, world: &World) -> AuditSlip {
        let mut slips = world.store.audit_slips(&self.above, self.round).await.unwrap().slips;
        assert_eq!(slips.len(), 1);
        slips.remove(0)
    }

    async fn turnout(&self, world: &World) -> (u64, u64, u64) {
        let turnout = world.store.hamlet(&self.front, self.round, self.hamlet).await.unwrap().row.turnout;
        (turnout.households, turnout.issued, turnout.returned)
    }
}

/// A box of ten is opened alone; were nine of them handed in later, one would be.
pub(super) async fn once_a_box_is_open(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 30), ("02", 12)]).await;
    let (above, _) = world.member("tinh", Role::Front, "68", "").await;
    let mut sent = Vec::new();
    for (hamlet, ballots) in hamlets.iter().zip([20, 10]) {
        let sheet = store.slips(&front, round, *hamlet, SlipSelection::First, now()).await.unwrap();
        for (_, code) in sheet.slips.iter().take(ballots) {
            let key = Uuid::new_v4();
            store.cast(Cast { idempotency_key: key, ..cast(*code, 1, &[]) }, now()).await.unwrap();
            sent.push((*code, store.sending(code, key)));
        }
        store.close_hamlet(&front, round, *hamlet, now()).await.unwrap();
    }
    store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await.unwrap();
    let (code, sending) = sent[20];
    let refusal = refused(store.hand_in(&above, round, code, sending, now()).await);
    assert_eq!(refusal, AuditRefused::Counted { hamlet: "Thôn 01".into() });
    store.count_hamlet(&front, round, hamlets[1], witnesses(), now()).await.unwrap();
    verified(&world).await;
}

pub(super) async fn set_aside(world: World) {
    let store = &world.store;
    let tried = tried(&world, 8).await;
    assert_eq!(tried.turnout(&world).await, (13, 13, 9));
    tried.hand_in(&world).await;
    // Before the count whoever runs the round sees nothing of it: no number, no slip, no line of the log.
    assert_eq!(tried.turnout(&world).await, (13, 13, 9));
    let spent = store.look_up(&tried.slip, Visit::on(today())).await.unwrap().unwrap_err();
    assert!(matches!(spent, Refusal::Spent { .. }), "{spent:?}");
    let logged = async |by: &Actor| {
        store
            .audit_entries(by, &LogQuery::default())
            .await
            .unwrap()
            .iter()
            .filter(|line| line.act == AuditSlipsAct::HandIn)
            .count()
    };
    assert_eq!((logged(&tried.front).await, logged(&tried.above).await), (0, 1));
    verified(&world).await;
    assert_eq!(tried.slip(&world).await.state, AuditState::Waiting);
    tried.count(&world).await.unwrap();
    assert_eq!(tried.turnout(&world).await, (12, 12, 8), "neither household nor slip nor ballot");
    assert_eq!(store.look_up(&tried.slip, Visit::on(today())).await.unwrap().unwrap_err(), Refusal::Audit);
    let slip = tried.slip(&world).await;
    let AuditState::Opened(Some(ballot)) = slip.state else { panic!("{slip:?}") };
    assert_eq!(ballot.text(), cast(tried.slip, 1, &[2, 7]).ballot.text(), "as it was sent");
    let detail = store.hamlet(&tried.front, tried.round, tried.hamlet).await.unwrap();
    let minutes = detail.counting.minutes.unwrap();
    assert_eq!((minutes.audit_slips, minutes.turnout.returned, minutes.unreadable), (1, 8, 0));
    assert_eq!(minutes.counts[1], Count { satisfied: 8, unsatisfied: 0 }, "its answers are not counted");
    let (_, listed) = store.receipts(tried.round, tried.hamlet).await.unwrap().unwrap();
    assert!(listed.len() == 8 && !listed.contains(&tried.receipt));
    verified(&world).await;

    // Nobody publishes before it is judged; what it said is gone afterwards.
    store.close(&tried.front, tried.round, "thử", Early::Confirmed, now()).await.unwrap();
    let publish = async || store.publish(&tried.front, tried.round, now()).await;
    assert_eq!(refused(publish().await), RoundRefused::AuditSlips { slips: 1 });
    let judge = async |agrees, remark| store.judge(&tried.above, tried.round, slip.id, agrees, remark, now()).await;
    assert_eq!(refused(judge(false, " ").await), AuditRefused::Remark);
    judge(true, "").await.unwrap();
    assert_eq!(refused(judge(false, "câu 2").await), AuditRefused::NotOpened, "said once");
    assert_eq!(world.count("select count(*) from audit_slip where answers is not null").await, 0);
    assert!(matches!(tried.slip(&world).await.state, AuditState::Judged { agrees: true, .. }));
    let judged = JudgedSlips { judged: 1, agreed: 1 };
    let detail = store.hamlet(&tried.front, tried.round, tried.hamlet).await.unwrap();
    assert_eq!(detail.counting.audit_slips, judged, "what the minutes say of it");
    publish().await.unwrap();
    let notice = store.notice(tried.round, None, None).await.unwrap().unwrap().notice;
    assert_eq!(notice.audit_slips, judged, "and the notice");
    let record = store.record(tried.round).await.unwrap().summary;
    let told: Vec<_> = record.audit_slips.iter().map(|slip| (&*slip.receipt, slip.agrees)).collect();
    assert_eq!(told, [(tried.receipt.compact(), true)]);
    assert_eq!(
        record.places[0].opened.as_ref().map(|opened| opened.name.clone()),
        Some(record.audit_slips[0].lay_in.clone())
    );
    verified(&world).await;
}

pub(super) async fn handed_in_by_whom(world: World) {
    let store = &world.store;
    let tried = tried(&world, 3).await;
    let Tried { round, slip, sending, .. } = tried;
    let hand_in = async |by: &Actor, slip, sending| store.hand_in(by, round, slip, sending, now()).await;
    let not_above = AuditRefused::NotAbove { unit: "Xã Đạ Ròn".into() };
    assert_eq!(refused(hand_in(&tried.front, slip, sending).await), not_above, "the Front of the commune itself");
    let (working, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    assert!(matches!(hand_in(&working, slip, sending).await, Err(PortError::Denied)));
    // A household's slip with the sending of another one, and a household's receipt alone, prove nothing.
    let (other, other_sending) = tried.households[0];
    assert_eq!(refused(hand_in(&tried.above, other, sending).await), AuditRefused::OtherSending);
    assert_eq!(refused(hand_in(&tried.above, slip, other_sending).await), AuditRefused::OtherSending);
    let unused =
        store.slips(&tried.front, round, tried.hamlet, SlipSelection::Spare(1), now()).await.unwrap().slips[0].1;
    assert_eq!(refused(hand_in(&tried.above, unused, sending).await), AuditRefused::NoBallot);
    tried.hand_in(&world).await;
    assert_eq!(refused(hand_in(&tried.above, slip, sending).await), AuditRefused::HandedIn, "once");
    assert_eq!(store.audit_slips(&tried.front, round).await.unwrap().slips, [], "not told before it is judged");
    // Sent again from its own page it is not counted again.
    let again = Cast { idempotency_key: tried.page, ..cast(slip, 1, &[2, 7]) };
    assert_eq!(store.cast(again, now()).await.unwrap(), CastOutcome::Counted, "as it was");
    hand_in(&tried.above, other, other_sending).await.expect("whoever has both codes sent it");
    let (third, third_sending) = tried.households[1];
    hand_in(&tried.above, third, third_sending).await.unwrap();
    let (last, last_sending) = tried.households[2];
    let alone = AuditRefused::Alone { hamlet: "Thôn 01".into() };
    assert_eq!(refused(hand_in(&tried.above, last, last_sending).await), alone, "one household's ballot is left");
    tried.count(&world).await.unwrap();
    assert_eq!(tried.turnout(&world).await, (12, 10, 1));
    let counted = AuditRefused::Counted { hamlet: "Thôn 01".into() };
    assert_eq!(refused(hand_in(&tried.above, last, last_sending).await), counted);
    verified(&world).await;
}

pub(super) async fn altered_ballots_show(world: World) {
    let store = &world.store;
    let tried = tried(&world, 8).await;
    tried.hand_in(&world).await;
    // Whoever changes sealed ballots without knowing which are tried meets one that is.
    let all = "update sealed_ballot set sealed = (select spent_from from code where state = 'spent' limit 1)
               where part = 'answers' and id in (select id from sealed_ballot where part = 'answers' order by id limit 9)";
    assert_eq!(world.tamper(all).await, 9);
    tried.count(&world).await.unwrap();
    let slip = tried.slip(&world).await;
    assert_eq!(slip.state, AuditState::Opened(None), "there is none that opens");
    let minutes = store.hamlet(&tried.front, tried.round, tried.hamlet).await.unwrap().counting.minutes.unwrap();
    assert_eq!((minutes.unreadable, minutes.turnout.returned), (8, 8), "its own is not one of the households'");
    store.judge(&tried.above, tried.round, slip.id, false, "không có trong hòm", now()).await.unwrap();
    assert!(matches!(tried.slip(&world).await.state, AuditState::Judged { agrees: false, .. }));
    verified(&world).await;
}

/// A ballot in the place of the tried one leaves one more than households sent.
pub(super) async fn replaced_ballot_is_surplus(world: World) {
    let store = &world.store;
    let tried = tried(&world, 0).await;
    world.tamper("create table tried_ballot as select id from sealed_ballot").await;
    let unused = store.sheets(&tried.front, tried.round, SlipPlace::Hamlet(tried.hamlet), now()).await.unwrap();
    for (_, code) in &unused[0].slips[..9] {
        let cast = Cast { idempotency_key: Uuid::new_v4(), ..cast(*code, 1, &[]) };
        assert_eq!(store.cast(cast, now()).await.unwrap(), CastOutcome::Counted);
    }
    tried.hand_in(&world).await;
    // Whoever can write takes it out, and says of one of the others that it never came.
    let out = "delete from sealed_ballot where id in (select id from tried_ballot)";
    assert_eq!(world.tamper(out).await, 2);
    let unspent = "update code set state = 'fresh', spent_from = null, origin = null where hash =
                   (select hash from code where state = 'spent' and hash not in (select slip from audit_slip) limit 1)";
    assert_eq!(world.tamper(unspent).await, 1);
    let fewer = "update turnout set returned = returned - 1, valid = valid - 1 where channel = 'ballot'";
    assert_eq!(world.tamper(fewer).await, 1);
    let surplus = CountingRefused::Surplus { ballots: 9, returned: 8 };
    assert_eq!(refused(tried.count(&world).await), surplus);
}

/// Whoever can write to the database and knows a household's receipt would have its ballot set aside, and read it.
pub(super) async fn put_in_by_hand(world: World) {
    let store = &world.store;
    let tried = tried(&world, 8).await;
    tried.hand_in(&world).await;
    world.tamper("create table as_handed_in as select id, receipt, slip, hamlet_id from audit_slip").await;
    let back =
        "update audit_slip set receipt = (select receipt from as_handed_in), slip = (select slip from as_handed_in)";
    let shut = CountingRefused::AuditSlip { hamlets: "Thôn 01".into() };
    for (at, change) in [
        "update audit_slip set receipt = 'XXXXXXXXXX'",
        "update audit_slip set slip = (select c.hash from code c where c.state = 'spent' and c.hash <> slip limit 1)",
        "update audit_slip set slip = null",
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(world.tamper(change).await, 1, "{change}");
        let counted = match at {
            0 => tried.count(&world).await,
            _ => store.count_hamlet(&tried.front, tried.round, tried.hamlet, witnesses(), now()).await,
        };
        assert_eq!(refused(counted), shut, "{change}");
        assert_eq!(world.count("select count(*) from audit_slip where answers is not null").await, 0, "{change}");
        world.tamper(back).await;
    }
    // As it was handed in, it is set aside.
    store.count_hamlet(&tried.front, tried.round, tried.hamlet, witnesses(), now()).await.unwrap();
    assert!(matches!(tried.slip(&world).await.state, AuditState::Opened(Some(_))));
    verified(&world).await;
}
