//! The contract of the desk's and the paper's ports: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

#[path = "../common/mod.rs"]
mod common;

mod audit_slips;
mod closing;
mod counting;
mod holders;
mod late;
mod receipts;
mod voiding;

use app::domain::collection::code::Code;
use app::domain::collection::paper::{KeyFault, read_keys};
use app::domain::collection::round::{Refusal, State, Visit};
use app::domain::collection::slip::Slip;
use app::domain::collection::steps::HamletCounts;
use app::domain::oversight::signal::Anomaly;
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
use audit_slips::{altered_ballots_show, handed_in_by_whom, once_a_box_is_open, replaced_ballot_is_surplus, set_aside};
use closing::*;
use common::*;
use counting::*;
use holders::*;
use late::{after_counting, after_the_end};
use receipts::{copied_stays_shut, receipt_found, receipt_missing, receipts_of_paper};
use uuid::Uuid;
use voiding::{fewer_than_used, voided_from_above, voided_with_parts};

on_both! {
    no_audit_slip_is_handed_in_once_a_box_of_the_commune_is_open => once_a_box_is_open;
    the_ballot_of_an_audit_slip_is_set_aside_shown_and_judged_before_publishing => set_aside;
    only_whoever_stands_above_hands_in_a_slip_and_only_with_the_code_of_its_sending => handed_in_by_whom;
    an_altered_ballot_of_an_audit_slip_is_said_to_be_missing_and_no_household_is => altered_ballots_show;
    another_ballot_in_the_place_of_a_tried_one_keeps_the_box_shut => replaced_ballot_is_surplus;
    a_box_with_copied_ballots_or_with_few_left_stays_shut => copied_stays_shut;
    a_household_finds_its_receipt_once_its_box_is_opened_and_not_before => receipt_found;
    receipts_of_paper_are_known_until_the_batch_goes_into_the_box_and_listed_after_the_count => receipts_of_paper;
    a_ballot_that_was_altered_in_its_box_is_missing_in_the_list_and_verify_sees_an_altered_list => receipt_missing;
    a_hamlet_closed_too_early_is_opened_again_and_nothing_of_it_is_lost => reopened;
    minutes_of_the_wrong_hamlet_are_taken_back_and_its_slips_are_good_again => taken_back;
    what_is_asked_stays_what_it_was_when_the_round_was_opened => later_hamlets;
    a_household_that_comes_after_its_hamlet_was_closed_is_heard_and_settled => late_answer;
    slips_are_issued_again_and_spares_take_the_place_of_lost_ones => slips;
    one_person_keys_paper_and_it_is_counted_once => single_entry;
    two_people_key_blindly_and_a_third_look_decides => double_entry;
    a_slip_that_comes_in_twice_is_a_conflict_to_settle => conflicts;
    a_hamlet_is_closed_once_with_its_minutes => closing;
    participation_is_seen_by_scope_fewest_first => watching;
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

fn keys(slip: Slip, keys: &str) -> Keystrokes {
    Keystrokes { slip, keys: keys.into(), reasons: String::new(), again: None }
}

/// Keys a slip again that was opened for it.
fn again(serial: u64, text: &str) -> Keystrokes {
    Keystrokes { again: Some(serial), ..keys(Slip::Serial(serial), text) }
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

async fn single_entry(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 6)]).await;
    let at = hamlets[0];
    assert_eq!(refused(store.begin_batch(&front, round, at, false, now()).await), PaperRefused::NoSlips);
    let sheet = store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&hamlet, round, at, false, now()).await.unwrap();
    assert_eq!(store.begin_batch(&hamlet, round, at, false, now()).await.unwrap(), batch, "goes on with it");

    let two = "1211111111111111111";
    assert_eq!(
        store.key_in(&hamlet, batch, keys(Slip::Code(sheet.slips[0].1), two)).await.unwrap(),
        Keying::Kept(1, false)
    );
    assert_eq!(store.key_in(&hamlet, batch, keys(Slip::Serial(2), GOOD)).await.unwrap(), Keying::Kept(2, false));
    assert_eq!(store.key_in(&hamlet, batch, keys(Slip::Serial(3), "x")).await.unwrap(), Keying::Kept(3, false));
    assert_eq!(store.key_in(&hamlet, batch, keys(Slip::Serial(4), GOOD)).await.unwrap(), Keying::Kept(4, false));
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
    assert_eq!(store.key_in(&hamlet, batch, again).await.unwrap(), Keying::Kept(1, true));
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

async fn double_entry(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 40)]).await;
    store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    let (one, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let (other, _) = world.member("thon2", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&one, round, hamlets[0], true, now()).await.unwrap();
    let read = |by: usize, n: u64| match (by, n) {
        (1, 7) => "2111111111111111111",
        (1, 9) => "0111111111111111111",
        _ => GOOD,
    };
    for n in 1..=30 {
        assert_eq!(store.key_in(&one, batch, keys(Slip::Serial(n), read(1, n))).await.unwrap(), Keying::Kept(n, false));
    }
    assert_eq!(refused(store.count_batch(&one, batch, now()).await), PaperRefused::Undecided { count: 30 });
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
    assert!(matches!(store.decide(&one, batch, 7, GOOD, now()).await, Err(PortError::Denied)), "not one of the two");
    let own = store.batch(&other, batch).await.unwrap();
    assert_eq!((own.differing, own.differences), (vec![7, 9], vec![]), "which slips, never what the other read");
    assert_eq!(
        refused(store.decide(&front, batch, 7, "2111111111111111111", now()).await),
        PaperRefused::Decision { serial: "7".into(), fault: KeyFault::Length { of: 1, got: 19 }.into() },
        "nobody says or learns what both read alike"
    );
    assert!(store.decide(&front, batch, 8, "1", now()).await.is_err(), "nothing to decide");
    store.decide(&front, batch, 7, "2", now()).await.unwrap();
    assert_eq!(refused(store.count_batch(&front, batch, now()).await), PaperRefused::Undecided { count: 1 });
    store.decide(&front, batch, 9, "1", now()).await.unwrap();
    // Somebody looked again and keyed anew: an old third look decides nothing any more.
    store.key_in(&one, batch, again(9, GOOD)).await.unwrap();
    store.key_in(&other, batch, again(7, GOOD)).await.unwrap();
    assert_eq!(refused(store.count_batch(&front, batch, now()).await), PaperRefused::Undecided { count: 1 });
    store.decide(&front, batch, 7, "2", now()).await.unwrap();
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
async fn renewed(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 10)]).await;
    store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    let (keyer, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&keyer, round, hamlets[0], true, now()).await.unwrap();
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
    let next = store.begin_batch(&keyer, round, hamlets[0], false, later).await.unwrap();
    assert!(matches!(store.key_in(&keyer, next, keys(Slip::Serial(2), GOOD)).await.unwrap(), Keying::Kept(2, false)));
}

async fn own_decision(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 10)]).await;
    store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    let (other, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&front, round, hamlets[0], true, now()).await.unwrap();
    let read = |ballot: &str, reasons: &str| Keystrokes { reasons: reasons.into(), ..keys(Slip::Serial(1), ballot) };
    store.key_in(&front, batch, read("1211111111111111111", "2 đường lầy")).await.unwrap();
    let second = "2 lầy lội; 3 nước đục";
    join(store, &front, &other, batch).await;
    store.key_in(&other, batch, read("1221111111111111111", second)).await.unwrap();
    assert_eq!(refused(store.decide(&front, batch, 1, "2", now()).await), PaperRefused::OwnBatch);
    let (third, _) = world.member("huyen", Role::Front, "677", "").await;
    store.decide(&third, batch, 1, "2", now()).await.unwrap();
    store.count_batch(&front, batch, now()).await.unwrap();
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let kept = world.count("select count(*) from reason where text in ('đường lầy', 'nước đục')").await;
    assert_eq!((kept, world.count("select count(*) from reason").await), (2, 2), "each question's reason once");
}

async fn thrown_away(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 10)]).await;
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    let (one, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let (other, _) = world.member("thon2", Role::Hamlet, COMMUNE, "01").await;
    let batch = store.begin_batch(&one, round, hamlets[0], true, now()).await.unwrap();
    store.key_in(&one, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    join(store, &one, &other, batch).await;
    store.key_in(&other, batch, keys(Slip::Serial(1), GOOD)).await.unwrap();
    assert!(matches!(store.discard_batch(&one, batch, now()).await, Err(PortError::Denied)), "another keyed in it");
    store.discard_batch(&front, batch, now()).await.unwrap();
    assert!(store.look_up(&sheet.slips[0].1, Visit::on(today())).await.unwrap().is_ok(), "as it was before");
    let own = store.begin_batch(&one, round, hamlets[0], false, now()).await.unwrap();
    store.discard_batch(&one, own, now()).await.expect("one's own");
    verified(&world).await;
    store.close_hamlet(&front, round, hamlets[0], now()).await.expect("nothing holds it up");
}

async fn reported(world: World) {
    use app::pages::resident::ballot_form::{BallotForm, Step};
    use app::pages::resident::flow::{Screen, answer};
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 10)]).await;
    let at = hamlets[0];
    let sheet = store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
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

async fn conflicts(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 10)]).await;
    let at = hamlets[0];
    let sheet = store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
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

/// Of thirty-five alike in a row it is told that they are twenty or more.
async fn signals(world: World) {
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

async fn race(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 40)]).await;
    let sheet = store.slips(&front, round, hamlets[0], SlipSelection::First, now()).await.unwrap();
    let batch = store.begin_batch(&front, round, hamlets[0], false, now()).await.unwrap();
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
    let pending = store.hamlet(&front, round, hamlets[0]).await.unwrap();
    assert_eq!(pending.row.turnout.returned + pending.row.pending, 40);
    assert_eq!(pending.row.conflicts, 40, "the second attempt is never lost");
    verified(&world).await;
}
