//! Rounds whose boxes key holders open: letters, check words, parts.

use super::*;
use app::domain::collection::key_letters::{CheckWordFault, DrawnKey, KeyHolders, PartRefused};
use app::domain::collection::key_parts::{PartFault, check_word};
use app::domain::collection::plan::{MissingItem, Plan};
use app::domain::revision::Revision;
use app::ports::counting::*;
use app::ports::plans::{PlanRefused, Plans as _};

const NAMES: [&str; 3] = ["Nguyễn Thị Hoa", "Lê Văn Ba", "K’ Brơi"];

fn words(drawn: &DrawnKey) -> Vec<String> {
    drawn.parts.iter().map(|part| check_word(&part.hash())).collect()
}

/// A round that two of three holders open, in hamlets of which so many households answered, all satisfied; with the parts.
pub(super) async fn answered(world: &World, sizes: &[(&str, usize)]) -> (Uuid, Actor, Vec<Uuid>, Vec<String>) {
    let store = &world.store;
    let hamlets: Vec<(&str, u64)> = sizes.iter().map(|(code, _)| (*code, 19)).collect();
    world.hamlets(COMMUNE, &hamlets).await;
    let (round, parts) = world.open_held(COMMUNE, ruleset("xa-ntm-2021-2025"), &NAMES, 2).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let mut rows = store.unit_participation(&front, round, None).await.unwrap().rows;
    rows.sort_by_key(|row| row.hamlet.as_ref().unwrap().code.clone());
    let hamlets: Vec<Uuid> = rows.into_iter().map(|row| row.hamlet.unwrap().id).collect();
    for (hamlet, (_, size)) in hamlets.iter().zip(sizes) {
        let sheet = store.slips(&front, round, *hamlet, SlipSelection::First, now()).await.unwrap();
        for (_, code) in sheet.slips.iter().take(*size) {
            assert_eq!(store.cast(cast(*code, 1, &[]), now()).await.unwrap(), CastOutcome::Counted);
        }
    }
    (round, front, hamlets, parts)
}

pub(super) async fn opened_by_holders(world: World) {
    let store = &world.store;
    let (round, front, hamlets, parts) = answered(&world, &[("01", 7), ("02", 6), ("03", 0)]).await;
    // Paper goes into the same box.
    let batch = store.begin_batch(&front, round, hamlets[0], false, now()).await.unwrap();
    store.key_in(&front, batch, keys(Slip::Serial(9), "2111111111111111111")).await.unwrap();
    store.count_batch(&front, batch, now()).await.unwrap();
    verified(&world).await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    let state = store.hamlet(&front, round, hamlets[0]).await.unwrap().counting;
    assert!(state.by_holders && !state.is_counted);
    let alone = store.count_hamlet(&front, round, hamlets[0], witnesses(), now()).await;
    assert_eq!(refused(alone), CountingRefused::Holders, "a hamlet's box is not opened by itself");
    store.count_hamlet(&front, round, hamlets[2], witnesses(), now()).await.expect("there is nothing to open");
    let count = async |typed: &[&str]| {
        let typed: Vec<String> = typed.iter().map(|part| (*part).to_owned()).collect();
        store.count_round(&front, round, &typed, now()).await
    };
    assert_eq!(refused(count(&[&parts[0], &parts[1]]).await), CountingRefused::RoundOpen);
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let (other, _) = world.member("tho", Role::Front, "24940", "").await;
    assert!(matches!(store.count_round(&other, round, &parts, now()).await, Err(PortError::Denied)));

    let known = store.key_holders(round).await.unwrap().unwrap();
    assert_eq!((known.holders.names.as_slice(), known.holders.needed), (NAMES.map(str::to_owned).as_slice(), 2));
    assert_eq!(known.mark, parts[0][..4]);
    let too_few = |at, got| vec![(at, PartRefused::TooFew { needed: 2, got }.into())];
    assert_eq!(faults(count(&[]).await), too_few(1, 0));
    assert_eq!(faults(count(&["", &parts[1], ""]).await), too_few(1, 1));
    let twice = PartRefused::Twice { name: NAMES[1].into() };
    assert_eq!(faults(count(&[&parts[1], "", &parts[1]]).await), [(3, twice.into())]);
    let mut wrong = parts[2].clone();
    wrong.replace_range(30..31, if &wrong[30..31] == "7" { "8" } else { "7" });
    assert_eq!(faults(count(&[&parts[0], "", &wrong]).await), [(3, PartFault::MistypedGroup { group: 7 }.into())]);
    assert_eq!(world.count("select count(*) from ballot").await, 0, "nothing was opened");

    let counted = count(&["", &parts[2].to_lowercase().replace('-', " "), &parts[0]]).await;
    assert_eq!(counted.unwrap(), 2);
    let opened_by =
        async |at: usize| store.hamlet(&front, round, hamlets[at]).await.unwrap().counting.minutes.unwrap().holders;
    assert_eq!(opened_by(0).await, [NAMES[0], NAMES[2]], "the minutes say whose parts opened the box");
    assert!(opened_by(2).await.is_empty(), "of no box nobody did");
    assert_eq!(count(&[]).await.unwrap(), 0, "nobody is asked for a part when all is counted");
    assert_eq!(world.count("select count(*) from sealed_ballot").await, 0);
    let results = store.results(&front, round, None).await.unwrap();
    let counts = results.questions[0].counts.unwrap();
    assert_eq!((counts.satisfied, counts.unsatisfied, results.participation.turnout.returned), (13, 1, 14));
    verified(&world).await;
    store.publish(&front, round, now()).await.unwrap();
    assert_eq!(world.count("select count(*) from box_key where public is null and secret is null").await, 1);
    let after = store.key_holders(round).await.unwrap().unwrap();
    assert_eq!((after.holders, after.mark.as_str()), (known.holders, ""), "it is known who they were");
    verified(&world).await;
}

pub(super) async fn letters_in_hand(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 9)]).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let id = Uuid::new_v4();
    let plan = world.begin_held(id, COMMUNE, ruleset("xa-ntm-2021-2025"), &NAMES, 2).await;
    let revision = Revision::of(&plan);
    let open = async |words: &[String]| store.open(&front, id, &revision, None, words, now()).await;
    assert_eq!(store.plan(&front, id, now()).await.unwrap().missing, [MissingItem::Letters]);
    assert_eq!(refused(open(&[]).await).key, "plan-not-ready", "it does not open with a key of the server's");
    let drawn = world.draw_letters(id, &plan).await;
    let view = store.plan(&front, id, now()).await.unwrap();
    assert_eq!((view.missing, view.letters.unwrap().mark), (vec![], drawn.held.mark()));
    let right = words(&drawn);
    let missing = |no: usize| (no as u64, CheckWordFault::Missing { name: NAMES[no - 1].into() }.into());
    assert_eq!(faults(open(&[]).await), [missing(1), missing(2), missing(3)]);
    let wrong = CheckWordFault::Wrong { name: NAMES[1].into(), mark: drawn.held.mark() };
    let typed = [right[0].clone(), right[0].clone()];
    assert_eq!(faults(open(&typed).await), [(2, wrong.into()), missing(3)]);
    assert!(matches!(store.round(id).await, Err(PortError::Missing)));
    open(&right).await.unwrap();
    assert_eq!(world.count("select count(*) from key_letters").await, 0);
    assert_eq!(world.count("select count(*) from box_key where secret is null and public is not null").await, 1);

    // Back to the plan: the letters are in the same hands and stay good.
    store.reconsider(&front, id, now()).await.unwrap();
    let view = store.plan(&front, id, now()).await.unwrap();
    assert_eq!((view.missing, view.letters.unwrap().mark), (vec![MissingItem::Review], drawn.held.mark()));
    store.keep(&front, id, &view.revision, plan.clone(), now()).await.unwrap();
    open(&right).await.unwrap();
    let log = store.audit_entries(&front, &LogQuery::default()).await.unwrap();
    let acts: Vec<_> = log.iter().map(|entry| entry.act.key.as_ref()).collect();
    for act in ["audit-print-key-letters", "audit-open-round"] {
        assert!(acts.contains(&act), "{acts:?}");
    }
}

pub(super) async fn void_letters(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 9)]).await;
    let by = Actor::Operator;
    let id = Uuid::new_v4();
    let plan = world.begin_held(id, COMMUNE, ruleset("xa-ntm-2021-2025"), &NAMES, 2).await;
    let first = world.draw_letters(id, &plan).await;
    let second = world.draw_letters(id, &plan).await;
    assert_ne!(first.held.mark(), second.held.mark(), "each draws a key of its own");
    let open = async |plan: &Plan, words: &[String]| store.open(&by, id, &Revision::of(plan), None, words, now()).await;
    assert_eq!(faults(open(&plan, &words(&first)).await).len(), 3, "older letters are void");
    // Another number of holders who come together, or other names: the letters say what is no more so.
    let holders = KeyHolders { needed: 3, ..plan.holders.clone() };
    let changed = Plan { holders, ..plan.clone() };
    let at_once = store.open(&by, id, &Revision::of(&plan), Some(changed.clone()), &words(&second), now()).await;
    assert_eq!(refused(at_once).key, "plan-not-ready");
    store.keep(&by, id, &Revision::of(&plan), changed.clone(), now()).await.unwrap();
    store.keep(&by, id, &Revision::of(&changed), plan.clone(), now()).await.unwrap();
    assert_eq!(refused(open(&plan, &words(&second)).await).key, "plan-not-ready", "and stay void");
    // Somebody else changed it meanwhile: nothing is drawn over it.
    let stale = Revision::of(&changed);
    let nobody = store.draw_letters(&by, id, &stale, changed, now()).await;
    assert_eq!(refused(nobody), PlanRefused::Overtaken);
    let server = Plan { holders: KeyHolders::default(), ..plan.clone() };
    let nobody = store.draw_letters(&by, id, &Revision::of(&plan), server.clone(), now()).await;
    assert_eq!(refused(nobody), PlanRefused::NoHolders);
    // The server after all.
    world.draw_letters(id, &plan).await;
    store.open(&by, id, &Revision::of(&plan), Some(server), &[], now()).await.unwrap();
    assert_eq!(store.key_holders(id).await.unwrap(), None);
    assert_eq!(world.count("select count(*) from box_key where secret is not null").await, 1);
    // A plan that is thrown away takes its letters with it.
    let other = Uuid::new_v4();
    let plan = world.begin_held(other, COMMUNE, ruleset("xa-nang-cao-2021-2025"), &NAMES, 2).await;
    world.draw_letters(other, &plan).await;
    store.discard(&by, other, now()).await.unwrap();
    assert_eq!(world.count("select count(*) from key_letters").await, 0);
}

pub(super) async fn key_swapped(world: World) {
    let store = &world.store;
    let (round, front, hamlets, _) = answered(&world, &[("01", 2)]).await;
    // Letters of another plan, of which whoever printed them has kept the parts.
    let other = Uuid::new_v4();
    let plan = world.begin_held(other, COMMUNE, ruleset("xa-nang-cao-2021-2025"), &NAMES, 2).await;
    world.draw_letters(other, &plan).await;
    let whole =
        "update box_key set public = (select public from key_letters), letters = (select letters from key_letters)";
    assert_eq!(world.tamper(whole).await, 1);
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::Again, now()).await.unwrap();
    // Another process, which has not read the key before.
    let fresh = world.beside().await;
    let sealed = fresh.cast(cast(sheet.slips[3].1, 1, &[]), now()).await;
    assert!(matches!(sealed, Err(PortError::Broken(_))), "{sealed:?}");
    assert_eq!(world.count("select count(*) from sealed_ballot").await, 4, "nothing is sealed to it");
}

pub(super) async fn holders_again(world: World) {
    let store = &world.store;
    let (round, front, hamlets, parts) = answered(&world, &[("01", 17), ("02", 16), ("03", 18)]).await;
    for at in &hamlets {
        store.close_hamlet(&front, round, *at, now()).await.unwrap();
    }
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let more = "insert into sealed_ballot (id, round_id, hamlet_id, part, sealed)
        select id / 2, round_id, hamlet_id, part, sealed from sealed_ballot where part = 'reasons' and hamlet_id =
            (select hamlet_id from round_hamlet where code = '02')";
    assert_eq!(world.tamper(more).await, 16);
    let told = refused(store.count_round(&front, round, &parts[..2], now()).await);
    assert_eq!(told, CountingRefused::Surplus { ballots: 32, returned: 16 });
    assert_eq!(world.count("select count(*) from ballot").await, 35, "it holds no other up");
    let without = store.count_round(&front, round, &[], now()).await;
    assert_eq!(faults(without), [(1, PartRefused::TooFew { needed: 2, got: 0 }.into())], "nothing was kept");
}
