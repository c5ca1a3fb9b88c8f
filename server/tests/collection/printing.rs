//! Slips that can be printed: issued for many hamlets in one go, opened again while they are kept, gone when they are printed.

use super::*;
use app::domain::collection::code::Code;
use app::domain::revision::Revision;
use app::i18n::{end_of_day, local};
use app::ports::slip_sheets::{PRINTABLE, SheetsRefused, SlipPlace, SlipSheets as _, revision_of};
use chrono::TimeDelta;
use server::store::Db;

fn codes(issued: &[IssuedSlips]) -> Vec<Code> {
    issued.iter().flat_map(|issued| issued.slips.iter().map(|(_, code)| *code)).collect()
}

pub(super) async fn sheets(world: World) {
    let store = &world.store;
    let hamlets = [("01", 6), ("02", 3), ("04", 4)];
    let (round, front, keys) = begin(&world, &hamlets).await;
    let all = SlipPlace::Round;
    assert_eq!(refused(store.sheets(&front, round, all, now()).await), SheetsRefused::Gone);
    // One has its slips: two are left.
    let first = store.slips(&front, round, keys[0], SlipSelection::First, now()).await.unwrap();
    store.issue_rest(&front, round, all, now()).await.unwrap();
    assert_eq!(refused(store.issue_rest(&front, round, all, now()).await), SheetsRefused::NoneLeft);
    let printable = store.printable(&front, round, all, now()).await.unwrap();
    let mut serials: Vec<(u64, u64)> = printable.iter().map(|sheet| sheet.serials).collect();
    serials.sort_unstable();
    assert_eq!(serials, [(1, 3), (1, 4), (1, 6)]);
    let printed = store.sheets(&front, round, all, now()).await.unwrap();
    let places: Vec<(&str, usize)> = printed.iter().map(|one| (one.hamlet.code.as_str(), one.slips.len())).collect();
    assert_eq!(places, [("01", 6), ("02", 3), ("04", 4)], "in the order of the hamlets");
    assert_eq!(printed[0].slips, first.slips, "the very codes");
    assert_eq!(store.sheets(&front, round, SlipPlace::Unit(COMMUNE), now()).await.unwrap().len(), 3);

    // What was used or replaced is not printed again; what was issued together can be printed alone.
    store.cast(cast(first.slips[0].1, 1, &[]), now()).await.unwrap();
    let one = store.slips(&front, round, keys[0], SlipSelection::One(2.into()), now()).await.unwrap();
    let spares = store.slips(&front, round, keys[0], SlipSelection::Spare(2), now()).await.unwrap();
    let own = store.sheets(&front, round, SlipPlace::Hamlet(keys[0]), now()).await.unwrap();
    let kept: Vec<Code> =
        first.slips[2..].iter().chain(&one.slips).chain(&spares.slips).map(|(_, code)| *code).collect();
    assert_eq!(codes(&own), kept);
    assert_eq!(own.iter().map(|issued| issued.spare).collect::<Vec<_>>(), [false, true]);
    let latest = store.printable(&front, round, SlipPlace::Hamlet(keys[0]), now()).await.unwrap();
    assert_eq!(
        latest.iter().map(|sheet| (sheet.serials, sheet.spare)).collect::<Vec<_>>(),
        [((8, 9), true), ((7, 7), false), ((1, 6), false)]
    );
    let alone = SlipPlace::Sheet { hamlet: keys[0], sheet: latest[1].id };
    assert_eq!(codes(&store.sheets(&front, round, alone, now()).await.unwrap()), codes(&[one]));
    let elsewhere = SlipPlace::Sheet { hamlet: keys[1], sheet: latest[1].id };
    assert_eq!(refused(store.sheets(&front, round, elsewhere, now()).await), SheetsRefused::Gone);

    // Somebody's own hamlet alone, of a whole commune nobody who works for a hamlet, and nobody of another commune.
    let (own, _) = world.member("ban-02", Role::Hamlet, COMMUNE, "02").await;
    store.sheets(&own, round, SlipPlace::Hamlet(keys[0]), now()).await.expect_err("another's");
    let (other, _) = world.member("xa-khac", Role::Front, "24940", "").await;
    for place in [all, SlipPlace::Unit(COMMUNE), SlipPlace::Hamlet(keys[0]), alone] {
        for who in [&own, &other] {
            store.sheets(who, round, place, now()).await.expect_err("denied");
            store.printable(who, round, place, now()).await.expect_err("denied");
            store.forget(who, round, place, &Revision::default(), now()).await.expect_err("denied");
            store.issue_rest(who, round, place, now()).await.expect_err("denied");
        }
    }

    // A row that somebody with a hand in the database changed opens to nobody.
    for (change, back) in [
        (
            "update slip_sheet set spare = 1 - spare where spare = 0",
            "update slip_sheet set spare = 0 where first_serial < 8",
        ),
        ("update slip_sheet set last_serial = last_serial + 1", "update slip_sheet set last_serial = last_serial - 1"),
    ] {
        let boolean = matches!(world.store.db(), Db::Postgres(_)) && change.contains("spare");
        let (change, back) = if boolean {
            (
                "update slip_sheet set spare = true where not spare",
                "update slip_sheet set spare = false where first_serial < 8",
            )
        } else {
            (change, back)
        };
        world.tamper(change).await;
        let opened = store.sheets(&front, round, SlipPlace::Hamlet(keys[0]), now()).await;
        assert!(matches!(opened, Err(PortError::Broken(_))), "{change}");
        world.tamper(back).await;
        store.sheets(&front, round, SlipPlace::Hamlet(keys[0]), now()).await.unwrap();
    }

    // A closed hamlet's are gone; what is said to be printed is; after some days all are.
    store.close_hamlet(&front, round, keys[1], now()).await.unwrap();
    assert_eq!(refused(store.sheets(&front, round, SlipPlace::Hamlet(keys[1]), now()).await), SheetsRefused::Gone);
    // Nobody says of slips that they are printed that they did not see.
    let own = SlipPlace::Hamlet(keys[0]);
    let shown = revision_of(&latest);
    store.slips(&front, round, keys[0], SlipSelection::Spare(1), now()).await.unwrap();
    assert_eq!(refused(store.forget(&front, round, own, &shown, now()).await), SheetsRefused::Overtaken);
    // Those that all others take the place of are gone; spares stay.
    store.slips(&front, round, keys[0], SlipSelection::Again, now()).await.unwrap();
    let left = store.printable(&front, round, own, now()).await.unwrap();
    assert_eq!(left.iter().map(|sheet| sheet.spare).collect::<Vec<_>>(), [false, true, true]);
    store.forget(&front, round, own, &revision_of(&left), now()).await.unwrap();
    assert_eq!(refused(store.forget(&front, round, own, &shown, now()).await), SheetsRefused::Gone);
    assert_eq!(store.sheets(&front, round, all, now()).await.unwrap().len(), 1);
    // To the end of the last day, whatever hour they were issued at.
    let last = end_of_day(local(now()).date() + PRINTABLE);
    assert_eq!(store.sheets(&front, round, all, last - TimeDelta::seconds(1)).await.unwrap().len(), 1);
    assert_eq!(refused(store.sheets(&front, round, all, last).await), SheetsRefused::Gone);
    let kept = "select count(*) from slip_sheet";
    store.forget_old(last - TimeDelta::seconds(1)).await.unwrap();
    assert_eq!(world.count(kept).await, 1);
    store.forget_old(last).await.unwrap();
    assert_eq!(world.count(kept).await, 0);
    verified(&world).await;
}

/// Hamlets need not be closed one by one.
pub(super) async fn closed_round(world: World) {
    let (round, front, keys) = begin(&world, &[("01", 6), ("02", 3)]).await;
    world.store.issue_rest(&front, round, SlipPlace::Round, now()).await.unwrap();
    world.store.slips(&front, round, keys[0], SlipSelection::Spare(2), now()).await.unwrap();
    assert_eq!(world.count("select count(*) from slip_sheet").await, 3);
    let asked = "select requested from purge where scope = 'secrets'";
    let before = world.count(asked).await;
    world.store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    assert_eq!(world.count("select count(*) from slip_sheet").await, 0);
    assert!(world.count(asked).await > before, "and the files are to be written anew");
}
