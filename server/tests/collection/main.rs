//! The contract of the desk's and the paper's ports: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

#[path = "../common/mod.rs"]
mod common;

mod audit_slips;
mod closing;
mod conflicts;
mod counting;
mod holders;
mod late;
mod paper;
mod printing;
mod receipts;
mod voiding;

use app::domain::collection::code::Code;
use app::domain::collection::round::{Refusal, State, Visit};
use app::domain::collection::slip::Slip;
use app::domain::collection::steps::HamletCounts;
use app::domain::people::account::Role;
use app::domain::survey::count::Count;
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::casting::*;
use app::ports::common::*;
use app::ports::conflicts::*;
use app::ports::files::NewFile;
use app::ports::hamlet_closing::*;
use app::ports::minutes::*;
use app::ports::paper::*;
use app::ports::participation::*;
use app::ports::rounds::*;
use app::ports::signals::*;
use app::ports::slips::*;
use app::ports::verification::*;
use audit_slips::{
    altered_ballots_show, handed_in_by_whom, once_a_box_is_open, put_in_by_hand, replaced_ballot_is_surplus, set_aside,
};
use closing::*;
use common::*;
use conflicts::{conflicts, race, reported};
use counting::*;
use holders::*;
use late::{after_counting, after_the_end};
use paper::{
    double_entry, own_decision, renewed, sealed_in_the_browser, sent_twice, signals, single_entry, thrown_away,
};
use printing::{closed_round, sheets};
use receipts::{copied_stays_shut, receipt_found, receipt_missing, receipts_of_paper};
use uuid::Uuid;
use voiding::{fewer_than_used, voided_from_above, voided_with_parts};

on_both! {
    no_audit_slip_is_handed_in_once_a_box_of_the_commune_is_open => once_a_box_is_open;
    the_ballot_of_an_audit_slip_is_set_aside_shown_and_judged_before_publishing => set_aside;
    only_whoever_stands_above_hands_in_a_slip_and_only_with_the_code_of_its_sending => handed_in_by_whom;
    an_altered_ballot_of_an_audit_slip_is_said_to_be_missing_and_no_household_is => altered_ballots_show;
    another_ballot_in_the_place_of_a_tried_one_keeps_the_box_shut => replaced_ballot_is_surplus;
    an_audit_slip_that_nobody_handed_in_keeps_the_box_shut => put_in_by_hand;
    a_box_with_copied_ballots_or_with_few_left_stays_shut => copied_stays_shut;
    a_household_finds_its_receipt_once_its_box_is_opened_and_not_before => receipt_found;
    receipts_of_paper_are_known_until_the_batch_goes_into_the_box_and_listed_after_the_count => receipts_of_paper;
    a_ballot_that_was_altered_in_its_box_is_missing_in_the_list_and_verify_sees_an_altered_list => receipt_missing;
    a_hamlet_closed_too_early_is_opened_again_and_nothing_of_it_is_lost => reopened;
    minutes_of_the_wrong_hamlet_are_taken_back_and_its_slips_are_good_again => taken_back;
    what_is_asked_stays_what_it_was_when_the_round_was_opened => later_hamlets;
    a_household_that_comes_after_its_hamlet_was_closed_is_heard_and_settled => late_answer;
    slips_are_issued_again_and_spares_take_the_place_of_lost_ones => slips;
    slips_can_be_printed_until_they_are_on_paper => sheets;
    slips_of_a_closed_round_cannot_be_printed => closed_round;
    one_person_keys_paper_and_it_is_counted_once => single_entry;
    a_ballot_that_is_sent_again_is_kept_once => sent_twice;
    what_waits_in_a_browser_opens_for_who_typed_it => sealed_in_the_browser;
    two_people_key_blindly_and_a_third_look_decides => double_entry;
    a_slip_that_comes_in_twice_is_a_conflict_to_settle => conflicts;
    a_hamlet_is_closed_once_with_its_minutes => closing;
    participation_is_seen_by_scope_fewest_first => watching;
    ballots_are_counted_by_day_within_one_s_own_scope => by_day;
    signals_say_what_was_counted => signals;
    keying_and_casting_the_same_slip_at_once_counts_it_once => race;
    whoever_renews_the_letter_of_an_account_reads_nothing_that_it_keyed => renewed;
    who_keyed_does_not_decide_and_both_peoples_reasons_are_kept => own_decision;
    a_batch_that_nobody_finishes_is_thrown_away_and_its_slips_are_as_before => thrown_away;
    a_hamlet_is_counted_by_minutes_or_by_single_ballots_never_both => minutes_and_paper;
    a_household_whose_slip_is_used_is_heard => reported;
    a_closed_hamlet_takes_no_paper => after_closing;
    a_ballot_in_hand_may_be_sent_for_half_an_hour_after_the_end => after_the_end;
    a_box_is_opened_once_and_nobody_knows_an_answer_before => counted_once;
    few_ballots_are_counted_together_with_the_next_smallest_box => few_together;
    a_ballot_that_does_not_open_is_invalid_and_more_than_came_in_are_not_counted => strange_ballots;
    an_empty_box_is_not_opened_where_it_may_still_be_filled => empty_first;
    few_ballots_beside_a_hand_count_are_not_told_in_the_minutes => beside_hand_counts;
    once_opening_a_box_was_begun_no_hamlet_of_the_commune_takes_ballots_again => begun;
    a_box_with_more_than_came_in_stays_shut_and_holds_no_other_up => one_stays_shut;
    a_box_that_stays_shut_is_voided_by_whoever_stands_above_and_its_ballots_count_as_invalid => voided_from_above;
    a_box_from_which_ballots_were_taken_with_its_turnout_stays_shut => fewer_than_used;
    a_box_that_holders_open_and_that_stays_shut_is_voided_with_their_parts => voided_with_parts;
    a_wrong_hand_count_is_put_right_before_publishing_though_boxes_were_opened => wrong_hand_count;
    a_counted_hamlet_takes_nothing_in_that_half_hour => after_counting;
    boxes_are_opened_with_the_parts_of_so_many_holders_and_of_no_fewer => opened_by_holders;
    a_round_opens_only_when_every_letter_is_in_somebodys_hands => letters_in_hand;
    letters_are_void_when_others_are_drawn_or_the_holders_change => void_letters;
    nobody_with_a_hand_in_the_database_puts_another_key_in_place_of_the_holders => key_swapped;
    where_a_box_stays_shut_the_holders_come_again_for_it_alone => holders_again;
}

const GOOD: &str = "1111111111111111111";

/// A commune's round with hamlets, and somebody of its Front.
async fn begin(world: &World, hamlets: &[(&str, u64)]) -> (Uuid, Actor, Vec<Uuid>) {
    world.hamlets(COMMUNE, hamlets).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let mut rows = world.store.unit_participation(&front, round, None).await.unwrap().rows;
    rows.sort_by_key(|row| row.hamlet.as_ref().unwrap().code.clone());
    (round, front, rows.into_iter().map(|row| row.hamlet.unwrap().id).collect())
}

/// The same with one hamlet, whose slips are issued.
async fn with_slips(world: &World, households: u64) -> (Uuid, Actor, Uuid, IssuedSlips) {
    let (round, front, hamlets) = begin(world, &[("01", households)]).await;
    let slips = world.store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    (round, front, hamlets[0], slips)
}

fn keys(slip: Slip, keys: &str) -> Keystrokes {
    Keystrokes { slip, keys: keys.into(), reasons: String::new(), again: None, sending: None }
}

/// The slip of a ballot that was kept, and whether it was keyed again.
fn kept(keying: &Keying) -> Option<(u64, bool)> {
    match keying {
        Keying::Kept(kept) => Some((kept.slip.serial, kept.again)),
        _ => None,
    }
}

async fn verified(world: &World) {
    assert_eq!(world.store.verify().await.unwrap(), []);
}

async fn slips(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 6)]).await;
    let at = hamlets[0];
    let first = store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
    assert_eq!((first.slips.len(), first.slips[0].0, first.commune.name.as_str()), (6, 1, "Xã Đạ Ròn"));
    assert_eq!(refused(store.slips(&front, round, at, SlipSelection::First, now()).await), SlipsRefused::Issued);
    let code = |sheet: &IssuedSlips, n: usize| sheet.slips[n].1;
    store.cast(cast(code(&first, 0), 1, &[]), now()).await.unwrap();

    let one = store.slips(&front, round, at, SlipSelection::One(Slip::Code(code(&first, 1))), now()).await.unwrap();
    assert_eq!(one.slips[0].0, 7);
    let stranger = Slip::Code(Code::draw(|| 3));
    assert_eq!(
        refused(store.slips(&front, round, at, SlipSelection::One(stranger), now()).await),
        SlipsRefused::NoSuchCode
    );
    assert_eq!(store.look_up(&code(&first, 1), Visit::on(today())).await.unwrap().unwrap_err(), Refusal::Replaced);
    assert!(store.look_up(&code(&one, 0), Visit::on(today())).await.unwrap().is_ok());
    assert_eq!(
        refused(store.slips(&front, round, at, SlipSelection::One(1.into()), now()).await),
        SlipsRefused::Spent { serial: "1".into() }
    );
    assert_eq!(
        refused(store.slips(&front, round, at, SlipSelection::One(2.into()), now()).await),
        SlipsRefused::Void { serial: "2".into() }
    );
    assert_eq!(
        refused(store.slips(&front, round, at, SlipSelection::One(99.into()), now()).await),
        SlipsRefused::NoSlip { serial: "99".into() }
    );

    let spares = store.slips(&front, round, at, SlipSelection::Spare(2), now()).await.unwrap();
    assert!(spares.spare);
    assert_eq!(
        store.look_up(&code(&spares, 0), Visit::on(today())).await.unwrap().unwrap_err(),
        Refusal::Spare,
        "not good yet"
    );
    let by_code = |n| Slip::Code(code(&first, n));
    let spare = Slip::Code(code(&spares, 0));
    assert_eq!(refused(store.use_spare(&front, round, at, stranger, None, now()).await), SlipsRefused::NoSuchCode);
    store.use_spare(&front, round, at, spare, Some(by_code(2)), now()).await.unwrap();
    assert!(store.look_up(&code(&spares, 0), Visit::on(today())).await.unwrap().is_ok());
    assert!(store.look_up(&code(&first, 2), Visit::on(today())).await.unwrap().is_err());
    assert_eq!(
        refused(store.use_spare(&front, round, at, 8.into(), Some(4.into()), now()).await),
        SlipsRefused::NotSpare { serial: "8".into() }
    );
    assert_eq!(
        refused(store.use_spare(&front, round, at, 9.into(), Some(9.into()), now()).await),
        SlipsRefused::SameNumber
    );
    let (hamlet, _) = world.member("thon1", Role::Hamlet, COMMUNE, "01").await;
    let more = store.use_spare(&hamlet, round, at, 9.into(), None, now()).await;
    assert!(matches!(more, Err(PortError::Denied)), "whoever counts does not say how many households there are");
    store.use_spare(&front, round, at, 9.into(), None, now()).await.unwrap();
    let desk = store.hamlet(&front, round, at).await.unwrap();
    assert_eq!(desk.slips, SlipCounts { out: 7, spent: 1, spare: 0, replaced: 2 });
    assert_eq!((desk.row.turnout.issued, desk.row.turnout.households), (7, 7), "a household moved in");

    let again = store.slips(&front, round, at, SlipSelection::Again, now()).await.unwrap();
    assert_eq!(again.slips.len(), 6, "all that were not used");
    assert!(store.look_up(&code(&one, 0), Visit::on(today())).await.unwrap().is_err());
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    assert!(matches!(store.slips(&hamlet, round, at, SlipSelection::Again, now()).await, Err(PortError::Denied)));
    verified(&world).await;
}

async fn by_day(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    world.hamlets("24940", &[("01", 10)]).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, None).await;
    let next = now() + chrono::TimeDelta::days(1);
    let of = |commune: &str, hamlet: &str| -> Vec<Code> {
        let own = codes.iter().filter(|one| one.commune_code == commune && one.hamlet_code == hamlet);
        own.map(|one| one.code).collect()
    };
    for (codes, first, second) in [(of(COMMUNE, "01"), 3, 2), (of(COMMUNE, "02"), 1, 0), (of("24940", "01"), 0, 4)] {
        for (at, code) in codes.into_iter().take(first + second).enumerate() {
            store.cast(cast(code, 1, &[]), if at < first { now() } else { next }).await.unwrap();
        }
    }
    let (day, day_after) = (today(), today() + chrono::Days::new(1));
    let mut told = Vec::new();
    for (login, role, unit, hamlet) in [
        ("huyen", Role::Front, "677", ""),
        ("xa", Role::Front, COMMUNE, ""),
        ("thon", Role::Hamlet, COMMUNE, "01"),
        ("xa3", Role::Front, "24943", ""),
    ] {
        let by = world.member(login, role, unit, hamlet).await.0;
        told.push(store.returned_by_day(&by, day).await.unwrap());
    }
    assert_eq!(told[0], [(day, 4), (day_after, 6)]);
    assert_eq!(told[1], [(day, 4), (day_after, 2)]);
    assert_eq!(told[2], [(day, 3), (day_after, 2)], "its own hamlet only");
    assert_eq!(told[3], [], "asked in another commune");
    assert_eq!(store.returned_by_day(&Actor::Operator, day_after).await.unwrap(), [(day_after, 6)]);
    assert_eq!(world.turnout(round).await.returned, 10, "as many as the round counts");
    let office = world.member("ubnd", Role::Office, "677", "").await.0;
    assert!(matches!(store.returned_by_day(&office, day).await, Err(PortError::Denied)));
}

async fn watching(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    world.hamlets("24940", &[("01", 10)]).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, None).await;
    for issued in codes.iter().filter(|one| one.commune_code == COMMUNE && one.hamlet_code == "01").take(4) {
        store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let mut members = Vec::new();
    for (login, role, unit, hamlet) in [
        ("huyen", Role::Front, "677", ""),
        ("xa", Role::Front, COMMUNE, ""),
        ("thon", Role::Hamlet, COMMUNE, "01"),
        ("xa2", Role::Front, "24940", ""),
        ("xa3", Role::Front, "24943", ""),
        ("tinh2", Role::Office, "68", ""),
    ] {
        members.push(world.member(login, role, unit, hamlet).await.0);
    }
    let [district, commune, hamlet, beside, asked_nobody, office] = members[..] else { unreachable!() };
    let seen = store.unit_participation(&district, round, None).await.unwrap();
    let rows: Vec<_> =
        seen.rows.iter().map(|row| (row.unit.code.as_str(), row.turnout.returned, row.hamlets)).collect();
    let one = HamletCounts { all: 1, issued: 1, ..HamletCounts::default() };
    let two = HamletCounts { all: 2, issued: 2, answered: 1, ..HamletCounts::default() };
    assert_eq!(rows, [("24940", 0, one), (COMMUNE, 4, two)]);
    assert_eq!((seen.total.turnout.households, seen.total.turnout.returned), (30, 4));
    let seen = store.unit_participation(&commune, round, None).await.unwrap();
    let rows: Vec<_> =
        seen.rows.iter().map(|row| (row.hamlet.as_ref().unwrap().code.as_str(), row.turnout.returned)).collect();
    assert_eq!((seen.unit.code.as_str(), rows), (COMMUNE, vec![("02", 0), ("01", 4)]));
    let seen = store.unit_participation(&hamlet, round, None).await.unwrap();
    assert_eq!((seen.rows.len(), seen.total.turnout.households), (1, 10), "its own hamlet only");
    assert!(store.unit_participation(&district, round, Some(COMMUNE)).await.is_ok());
    for (by, unit) in [
        (commune, Some("24940")),
        (commune, Some("677")),
        (beside, Some(COMMUNE)),
        (hamlet, Some("677")),
        (office, None),
    ] {
        assert!(matches!(store.unit_participation(&by, round, unit).await, Err(PortError::Denied)), "{unit:?}");
    }
    let lines = |by: Actor| async move { store.rounds(&by).await.unwrap().len() };
    assert_eq!(
        (
            lines(district).await,
            lines(commune).await,
            lines(hamlet).await,
            lines(asked_nobody).await,
            lines(office).await
        ),
        (1, 1, 1, 1, 0)
    );
    // One that did not answer yet.
    let own = codes.iter().filter(|one| one.commune_code == COMMUNE && one.hamlet_code == "01").nth(4).unwrap();
    store.may_assist(&hamlet, &own.code).await.unwrap();
    assert!(matches!(store.may_assist(&beside, &own.code).await, Err(PortError::Denied)));
    store.may_assist(&hamlet, &Code::draw(|| 3)).await.expect("answered like any mistake");
    // Whatever a page asked before: the ballot itself is counted for a helper of that hamlet only.
    let helped = |by: &Actor| Cast { helper: Some(*by), ..cast(own.code, 2, &[]) };
    for by in [&beside, &office] {
        assert!(matches!(store.cast(helped(by), now()).await, Err(PortError::Denied)));
    }
    assert!(store.look_up(&own.code, Visit::on(today())).await.unwrap().is_ok(), "its household can still answer");
    assert_eq!(store.cast(helped(&hamlet), now()).await.unwrap(), CastOutcome::Counted);
    assert!(
        matches!(store.results(&commune, round, Some(COMMUNE)).await, Err(PortError::Refused(_))),
        "not before closing"
    );
}
