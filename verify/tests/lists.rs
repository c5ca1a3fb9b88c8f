//! Changes of receipts, ballots, the rest and what was counted by hand, each with digests as they should be.

mod common;

use common::{commune, draft, findings, place};
use serde_json::json;
use ydan_verify::finding::Finding;

#[test]
fn receipts() {
    // Changed, but still in order.
    caught!(|it| it.receipts[26].1 = "XXXXXXXXXX".into(), Finding::Root { at, .. } if *at == place('A'));
    // Changed, and no receipt any more.
    caught!(|it| it.receipts[4].1 = "ABCDEFGHIJ".into(), Finding::ReceiptForm { line: 6, .. });
    // Added, with its root.
    caught!(
        |it| {
            it.receipts.insert(27, ("box-A".into(), "XXXXXXXXXX".into()));
            it.reroot(0);
        },
        Finding::ReceiptNumber { at, stands: 28, should: 27, .. } if *at == place('A')
    );
    // Dropped, with its root.
    caught!(
        |it| {
            it.receipts.remove(30);
            it.reroot(1);
        },
        Finding::ReceiptNumber { at, stands: 19, should: 20, .. } if *at == place('B')
    );
    // One twice instead of another, with its root.
    caught!(
        |it| {
            it.receipts[30].1 = it.receipts[29].1.clone();
            it.reroot(1);
        },
        Finding::ReceiptTwice { line: 32, name, .. } if name == "box-B"
    );
    // Two that changed places, with their root.
    caught!(
        |it| {
            it.receipts.swap(50, 51);
            it.reroot(3);
        },
        Finding::ReceiptOrder { line: 53, name, .. } if name == "box-D"
    );
    // One in another box.
    caught!(|it| it.receipts[0].0 = "box-C".into(), Finding::BoxApart { line: 49, name } if name == "box-C");
    caught!(|it| it.receipts[0].0 = "box-X".into(), Finding::ReceiptBox { line: 2, name } if name == "box-X");
}

#[test]
fn a_shuffled_list_of_receipts() {
    caught!(|it| it.receipts[..27].reverse(), Finding::Root { at, .. } if *at == place('A'));
    caught!(|it| it.receipts[..27].reverse(), Finding::ReceiptOrder { .. });
    caught!(|it| it.receipts.swap(0, 69), Finding::Root { at, .. } if *at == place('D'));
}

#[test]
fn boxes() {
    caught!(|it| it.set("/places/0/box/root", "00"), Finding::Root { at, .. } if *at == place('A'));
    caught!(
        |it| it.set("/places/0/box/ballots", 29),
        Finding::BoxBallots { at, stands: 29, should: 28 } if *at == place('A')
    );
    caught!(
        |it| it.set("/places/4/box", json!({ "name": "box-E", "ballots": 1, "unreadable": 0, "root": "" })),
        Finding::BoxBallots { at, stands: 1, should: 0 } if *at == place('E')
    );
    caught!(|it| it.set("/places/2/box", json!(null)), Finding::BoxBallots { at, stands: 0, .. } if *at == place('C'));
    caught!(|it| it.set("/places/2/box/name", "box-A"), Finding::BoxTwice { name } if name == "box-A");
    // Unreadable ballots would be invalid ones.
    caught!(
        |it| {
            it.set("/places/1/box/unreadable", 1);
            it.receipts.remove(46);
            it.reroot(1);
        },
        Finding::Unreadable { at, stands: 1, most: 0 } if *at == place('B')
    );
}

fn line(unit: &str, answers: &str, ballots: &str) -> (String, String, String) {
    (unit.into(), answers.into(), ballots.into())
}

#[test]
fn ballots() {
    // Added.
    caught!(
        |it| it.ballots.push(line("01101", "uu?", "5")),
        Finding::BallotSum { at, what: "ballots", .. } if *at == commune(1)
    );
    // Dropped.
    caught!(
        |it| _ = it.ballots.remove(3),
        Finding::BallotSum { at, what: "ballots", listed: 5, .. } if *at == commune(2)
    );
    // Dropped into the rest of ballots, but not of its counts.
    caught!(
        |it| {
            it.ballots.remove(3);
            it.set("/communes/1/rest/ballots", 15);
            it.set("/communes/1/rest/valid", 15);
        },
        Finding::Answers { at, of: "by_hand", .. } if *at == commune(2).question(1)
    );
    // The count changed.
    caught!(|it| it.ballots[0].2 = "21".into(), Finding::BallotSum { at, .. } if *at == commune(1));
    // A letter changed: then others would have been counted by hand.
    caught!(
        |it| it.ballots[0].1 = "su?".into(),
        Finding::BallotTwice { line: 3, at, .. } if *at == commune(1)
    );
    caught!(
        |it| it.ballots[0].1 = "us?".into(),
        Finding::HandNegative { at, .. } if *at == commune(1).question(1)
    );
}

#[test]
fn ballots_by_the_rules() {
    caught!(|it| it.ballots[4].2 = "4".into(), Finding::BallotFew { line: 6, at, stands: 4 } if *at == commune(2));
    caught!(|it| it.ballots[3].1 = "ss".into(), Finding::BallotLetters { line: 5, at, .. } if *at == commune(2));
    caught!(|it| it.ballots[3].1 = "ssss".into(), Finding::BallotLetters { line: 5, at, .. } if *at == commune(2));
    caught!(|it| it.ballots[3].1 = "ssx".into(), Finding::BallotLetters { line: 5, at, .. } if *at == commune(2));
    caught!(|it| it.ballots[3].1 = "---".into(), Finding::BallotInvalid { line: 5, at, .. } if *at == commune(2));
    caught!(|it| it.ballots[3].0 = "01109".into(), Finding::BallotUnit { line: 5, stands } if stands == "01109");
    caught!(|it| it.ballots[3].0 = "011".into(), Finding::BallotUnit { line: 5, stands } if stands == "011");
    caught!(|it| it.set("/communes/1/rest", json!(null)), Finding::BallotUnit { line: 5, stands } if stands == "01102");
    // What is withheld revealed, and what is told hidden.
    caught!(
        |it| it.ballots[0].1 = "sss".into(),
        Finding::BallotWithheld { line: 2, at, stands: 's' } if *at == commune(1).question(3)
    );
    caught!(
        |it| it.ballots[3].1 = "?ss".into(),
        Finding::BallotWithheld { line: 5, at, stands: '?' } if *at == commune(2).question(1)
    );
    // Where any answer that is not valid makes a ballot invalid.
    caught!(
        |it| it.set("/ruleset/invalid_ballot/when", "any"),
        Finding::BallotInvalid { line: 6, at, .. } if *at == commune(2)
    );
}

#[test]
fn the_rest() {
    caught!(|it| it.set("/communes/0/rest/ballots", 17), Finding::BallotSum { at, rest: 17, .. } if *at == commune(1));
    caught!(
        |it| it.set("/communes/0/rest/valid", 16),
        Finding::BallotSum { at, what: "valid ballots", .. } if *at == commune(1)
    );
    caught!(|it| it.set("/communes/0/rest/valid", 17), Finding::RestValid { at, .. } if *at == commune(1));
    caught!(
        |it| it.set("/communes/0/rest/counts/1/unsatisfied", 17),
        Finding::HandNegative { at, .. } if *at == commune(1).question(2)
    );
    caught!(
        |it| it.set("/communes/1/rest/counts/0/satisfied", 1),
        Finding::RestSmall { at, .. } if *at == commune(2).question(1)
    );
    // Where nobody was counted by hand beyond its valid ballots.
    caught!(
        |it| it.set("/communes/1/rest/counts/0/satisfied", 2),
        Finding::Answers { at, of: "by_hand", stands: 11, valid: 10 } if *at == commune(2).question(1)
    );
    caught!(
        |it| it.set("/communes/1/rest/counts/0/satisfied", 5),
        Finding::Answers { at, of: "the rest", stands: 8, valid: 7 } if *at == commune(2).question(1)
    );
    caught!(
        |it| it.set("/communes/1/rest/counts/1/satisfied", 6),
        Finding::HandSmall { at, .. } if *at == commune(2).question(2)
    );
    // What is withheld revealed, and what is told hidden.
    caught!(
        |it| it.set("/communes/0/rest/counts/2", json!({ "satisfied": 2, "unsatisfied": 1 })),
        Finding::RestWithheld { at } if *at == commune(1).question(3)
    );
    caught!(
        |it| it.set("/communes/1/rest/counts/2", json!(null)),
        Finding::RestWithheld { at } if *at == commune(2).question(3)
    );
    caught!(
        |it| _ = it.at("/communes/0/rest/counts").as_array_mut().unwrap().pop(),
        Finding::RestQuestions { at, stands: 2, should: 3 } if *at == commune(1)
    );
}

#[test]
fn counted_by_hand() {
    caught!(
        |it| it.set("/places/0/by_hand/valid", 11),
        Finding::Returned { at, of: "by_hand", stands: 12, should: 11 } if *at == place('A')
    );
    caught!(
        |it| it.set("/places/0/by_hand/households", 1),
        Finding::HandHouseholds { at, stands: 1 } if *at == place('A')
    );
    caught!(
        |it| it.set("/places/4/by_hand/issued", 41),
        Finding::HandBeyond { at, field: "issued", stands: 41, most: 40 } if *at == place('E')
    );
    caught!(|it| it.set("/places/4/by_hand", json!(null)), Finding::BoxBallots { at, .. } if *at == place('E'));
    caught!(
        |it| {
            let by_hand = json!({ "households": 0, "issued": 0, "returned": 1, "valid": 1, "invalid": 0 });
            it.set("/places/1/by_hand", by_hand);
        },
        Finding::BallotSum { at, what: "valid ballots", should: 49, .. } if *at == commune(1)
    );
}

/// A ballot moved from one commune's list to another's.
#[test]
fn moved_between_communes() {
    let mut draft = draft();
    draft.ballots[3].2 = "9".into();
    draft.ballots[0].2 = "19".into();
    let sums = findings(&draft.files()).into_iter().filter(|it| matches!(it, Finding::BallotSum { .. })).count();
    assert_eq!(sums, 4);
}
