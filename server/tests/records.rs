//! The public record of a round: whoever knows nothing but its description finds that all agrees, and nothing in it tells on a
//! household.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::minutes::Minutes;
use app::domain::collection::record::Record;
use app::domain::revision::Revision;
use app::domain::survey::box_counts::BoxCounts;
use app::domain::survey::count::Count;
use app::domain::survey::ruleset::Ruleset;
use app::ports::casting::{Cast, Casting as _};
use app::ports::common::Actor;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::notices::{Correction, Notices as _};
use app::ports::participation::Participation as _;
use app::ports::records::{RecordRefused, Records as _};
use app::ports::rounds::{Early, Rounds as _};
use common::*;
use server::files::record_files;
use uuid::Uuid;
use ydan_verify::files::Files;
use ydan_verify::recount;

on_both! {
    a_record_agrees_with_itself_and_lists_no_ballot => agrees;
    there_is_no_record_before_the_results_are_published => not_yet;
    what_a_told_hamlet_had_by_hand_does_not_follow_from_its_box => both_ways;
    minutes_without_a_ballot_make_no_hamlet_one_of_both_kinds => empty_minutes;
    a_record_tells_no_boxes_beside_an_older_version_that_would_tell_of_a_few => beside_older;
    where_a_ruleset_asks_for_ten_answers_nothing_is_told_of_nine_and_the_record_agrees => of_ten;
    a_corrected_record_agrees_too_and_what_came_out_of_boxes_is_as_before => corrected;
}

/// A round in hamlets of so many households, in which all answered: of every seven two deny question 2,
/// one of them question 5 as well.
async fn answered(world: &World, hamlets: &[(&str, u64)]) -> Uuid {
    answered_by(world, hamlets, ruleset("xa-ntm-2021-2025")).await
}

async fn answered_by(world: &World, hamlets: &[(&str, u64)], ruleset: Ruleset) -> Uuid {
    world.hamlets(COMMUNE, hamlets).await;
    let round = world.open(COMMUNE, ruleset).await;
    for (hamlet, _) in hamlets {
        let codes = world.issue(round, Some(hamlet)).await;
        for (at, issued) in codes.iter().enumerate() {
            let denied: &[usize] = match at % 7 {
                2 => &[2],
                4 => &[2, 5, 19],
                _ => &[],
            };
            let mut cast = cast(issued.code, 1, denied);
            cast.idempotency_key = Uuid::new_v4();
            world.store.cast(cast, now()).await.unwrap();
        }
    }
    round
}

async fn published(world: &World, round: Uuid) -> Record {
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    world.store.record(round).await.unwrap()
}

/// Writes the record into a folder and has it recounted.
fn findings(record: &Record) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in record_files(record).unwrap() {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let recount = recount(&Files::read(folder.path()).unwrap());
    let summary = recount.summary.map_or_else(|error| panic!("{error}"), |summary| summary.to_string());
    assert!(!summary.is_empty());
    recount.findings.iter().map(ToString::to_string).collect()
}

async fn agrees(world: World) {
    let hamlets = [("01", 1), ("02", 3), ("03", 40), ("04", 60), ("05", 8)];
    let round = answered(&world, &hamlets).await;
    let record = published(&world, round).await;
    assert_eq!(findings(&record), [] as [String; 0]);
    let summary = &record.summary;
    let ballots: u64 = summary.places.iter().map(|place| place.turnout.returned).sum();
    assert_eq!((summary.places.len(), ballots), (3, 112), "the boxes of one, three and eight were opened together");
    let receipts: usize = record.receipts.iter().map(|(_, own)| own.len()).sum();
    assert_eq!(receipts as u64, ballots);
    let commune = &summary.communes[0];
    assert_eq!(commune.boxes.as_ref().unwrap().ballots, ballots);
    let names: Vec<_> = record_files(&record).unwrap().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["record.json", "receipts.csv", "SHA256SUMS"], "no ballot is listed as a whole");
}

async fn of_ten(world: World) {
    let hamlets = [("01", 12), ("02", 40), ("03", 60)];
    for (fewest, places) in [(5, 3), (10, 2)] {
        let mut ruleset = ruleset("xa-ntm-2021-2025");
        ruleset.disclosure.fewest = fewest;
        let round = answered_by(&world, &hamlets, ruleset).await;
        let mut record = published(&world, round).await;
        assert_eq!(findings(&record), [] as [String; 0]);
        assert_eq!(record.summary.places.len(), places, "a box of twelve where {fewest} are told");
        record.summary.ruleset.disclosure.fewest = 61;
        assert!(!findings(&record).is_empty(), "sixty were told");
    }
}

async fn not_yet(world: World) {
    let round = answered(&world, &[("01", 20)]).await;
    assert_eq!(refused(world.store.record(round).await), RecordRefused::NotPublished);
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    assert_eq!(refused(world.store.record(round).await), RecordRefused::NotPublished);
}

async fn corrected(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 40), ("02", 60)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, Some("01")).await.iter().take(30) {
        let cast = Cast { idempotency_key: Uuid::new_v4(), ..cast(issued.code, 1, &[2]) };
        store.cast(cast, now()).await.unwrap();
    }
    let front = Actor::Operator;
    let rows = minutes(COMMUNE, "02", head(60, 60, 50, 0), 19, |_| 40);
    store.import_minutes(&front, round, rows, Replacing::None, now()).await.unwrap();
    let before = published(&world, round).await;
    assert_eq!(findings(&before), [] as [String; 0]);
    let by_hand = |record: &Record| record.summary.communes[0].by_hand.as_ref().unwrap()[0].unwrap().satisfied;
    let from_boxes = |record: &Record| record.summary.communes[0].boxes.clone().unwrap();
    assert_eq!((by_hand(&before), from_boxes(&before).ballots), (40, 30));
    let again = store.record(round).await.unwrap();
    assert_eq!(record_files(&before).unwrap(), record_files(&again).unwrap(), "whoever asks, whenever, gets the same");

    let rows = store.unit_participation(&front, round, None).await.unwrap().rows;
    let hamlet = rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.code == "02").unwrap().id;
    let seen = Revision::of(&store.hamlet(&front, round, hamlet).await.unwrap().minutes);
    let counts = vec![Count { satisfied: 25, unsatisfied: 25 }; 19];
    let minutes = Minutes { turnout: head(60, 60, 50, 0), counts };
    store.correct(&front, round, "Đếm nhầm.", Correction::Minutes(hamlet, minutes, seen), now()).await.unwrap();
    let after = store.record(round).await.unwrap();
    assert_eq!(findings(&after), [] as [String; 0]);
    assert_eq!((before.summary.round.version, after.summary.round.version, by_hand(&after)), (1, 2, 25));
    assert_eq!(from_boxes(&before), from_boxes(&after), "what lay in boxes is as before");
}

/// A round in which so many of hamlet 01 answered online and so many at a meeting, and others at meetings alone; published.
async fn mixed(world: &World, by_hand: &[(&str, u64, u64)]) -> (Uuid, Record) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 60), ("02", 60), ("03", 60)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for (at, issued) in world.issue(round, Some("01")).await.iter().take(41).enumerate() {
        let denied: Vec<usize> = if at < 5 { (1..=19).collect() } else { Vec::new() };
        let cast = Cast { idempotency_key: Uuid::new_v4(), ..cast(issued.code, 1, &denied) };
        store.cast(cast, now()).await.unwrap();
    }
    for (hamlet, satisfied, unsatisfied) in by_hand {
        let rows = minutes(COMMUNE, hamlet, head(60, 19, satisfied + unsatisfied, 0), 19, |_| *satisfied);
        store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    let record = published(world, round).await;
    (round, record)
}

async fn both_ways(world: World) {
    let (_, record) = mixed(&world, &[("01", 0, 1), ("02", 3, 0), ("03", 0, 2)]).await;
    let told = record.summary.results[0].children.iter().find(|child| child.unit.code == "01").unwrap();
    assert!(told.overall.is_some(), "the hamlet of both kinds is told: {told:?}");
    assert!(record.summary.communes[0].boxes.is_none(), "so its box is not: one ballot would be left");
    assert_eq!(findings(&record), [] as [String; 0]);
    let other = world.another().await;
    let (_, record) = mixed(&other, &[("01", 10, 8), ("02", 3, 0), ("03", 0, 2)]).await;
    assert!(record.summary.communes[0].boxes.is_some(), "where many are left it is");
    assert_eq!(findings(&record), [] as [String; 0]);
}

async fn empty_minutes(world: World) {
    world.hamlets(COMMUNE, &[("01", 60), ("02", 60)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for (hamlet, ballots, denying) in [("01", 28, 8), ("02", 12, 6)] {
        for (at, issued) in world.issue(round, Some(hamlet)).await.iter().take(ballots).enumerate() {
            let denied: Vec<usize> = if at < denying { (1..=19).collect() } else { Vec::new() };
            let cast = Cast { idempotency_key: Uuid::new_v4(), ..cast(issued.code, 1, &denied) };
            world.store.cast(cast, now()).await.unwrap();
        }
    }
    for (hamlet, satisfied, unsatisfied) in [("01", 0, 0), ("02", 4, 3)] {
        let rows = minutes(COMMUNE, hamlet, head(60, 19, satisfied + unsatisfied, 0), 19, |_| satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    let record = published(&world, round).await;
    assert!(record.summary.results[0].children.iter().all(|child| child.overall.is_some()), "both are told");
    assert!(record.summary.communes[0].boxes.is_some(), "the boxes less the first hamlet are the twelve of the second");
    assert_eq!(findings(&record), [] as [String; 0]);
    // Were they five, whoever recounts would see it.
    let mut leaking = record;
    let boxes = Count { satisfied: 25, unsatisfied: 8 };
    let by_hand = Count { satisfied: 5, unsatisfied: 9 };
    let commune = &mut leaking.summary.communes[0];
    commune.boxes = Some(BoxCounts { ballots: 33, valid: 33, counts: vec![Some(boxes); 19] });
    commune.by_hand = Some(vec![Some(by_hand); 19]);
    assert!(findings(&leaking).iter().any(|found| found.contains("5 satisfied and 0 not")), "{:?}", findings(&leaking));
}

async fn beside_older(world: World) {
    let store = &world.store;
    let (round, before) = mixed(&world, &[("01", 1, 2)]).await;
    assert!(before.summary.communes[0].boxes.is_none(), "three by hand");
    let rows = store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let hamlet = rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.code == "01").unwrap().id;
    let seen = Revision::of(&store.hamlet(&Actor::Operator, round, hamlet).await.unwrap().minutes);
    let minutes = Minutes { turnout: head(60, 19, 10, 0), counts: vec![Count { satisfied: 5, unsatisfied: 5 }; 19] };
    let correction = Correction::Minutes(hamlet, minutes, seen);
    store.correct(&Actor::Operator, round, "Sót phiếu.", correction, now()).await.unwrap();
    let older = store.notice(round, None, Some(1)).await.unwrap().unwrap().results;
    assert!(
        older.questions.iter().all(|question| question.counts.is_some()),
        "the older version still tells its counts"
    );
    let after = store.record(round).await.unwrap();
    assert!(after.summary.communes[0].boxes.is_none(), "which less the boxes would be the three");
    assert_eq!(findings(&after), [] as [String; 0]);
}
