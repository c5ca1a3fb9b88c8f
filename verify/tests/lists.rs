//! Changes of receipts, boxes and what was counted by hand, each with digests as they should be.

mod common;

use common::{commune, draft, findings, place};
use serde_json::json;
use ydan_verify::finding::{At, Finding};
use ydan_verify::ruleset::Level;

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
fn audit_slips() {
    caught!(|it| it.set("/audit_slips/0/agrees", false), Finding::AuditSlipDiffers { name, .. } if name == "box-A");
    caught!(|it| it.set("/audit_slips/1/box", "box-X"), Finding::AuditSlipBox { name, .. } if name == "box-X");
    caught!(|it| it.set("/audit_slips/1/receipt", "K7M4T-9XCR"), Finding::AuditSlipForm { .. });
    caught!(
        |it| {
            let first = it.at("/audit_slips/0").clone();
            it.set("/audit_slips/1", first);
        },
        Finding::AuditSlipTwice { name, .. } if name == "box-A"
    );
    // Counted all the same.
    caught!(
        |it| {
            let receipt = it.receipts[3].1.clone();
            it.set("/audit_slips/0/receipt", receipt);
        },
        Finding::AuditSlipListed { line: 5, name, .. } if name == "box-A"
    );
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

#[test]
fn boxes_of_a_commune() {
    caught!(
        |it| it.set("/communes/0/boxes/ballots", 52),
        Finding::BoxesSum { at, what: "ballots", stands: 52, should: 51 } if *at == commune(1)
    );
    caught!(
        |it| it.set("/communes/0/boxes/valid", 51),
        Finding::BoxesSum { at, what: "valid ballots", stands: 51, should: 50 } if *at == commune(1)
    );
    caught!(
        |it| it.set("/communes/0/boxes/valid", 52),
        Finding::BoxesValid { at, valid: 52, ballots: 51 } if *at == commune(1)
    );
    caught!(
        |it| it.set("/communes/0/boxes/counts/1/unsatisfied", 25),
        Finding::HandNegative { at, .. } if *at == commune(1).question(2)
    );
    caught!(
        |it| it.set("/communes/1/boxes/counts/0/satisfied", 1),
        Finding::BoxesSmall { at, .. } if *at == commune(2).question(1)
    );
    // More counted by hand than its valid ballots, and more out of the boxes.
    caught!(
        |it| it.set("/communes/1/boxes/counts/0/satisfied", 10),
        Finding::Answers { at, of: "by_hand", stands: 11, valid: 10 } if *at == commune(2).question(1)
    );
    caught!(
        |it| it.set("/communes/1/boxes/counts/0/satisfied", 13),
        Finding::Answers { at, of: "boxes", stands: 21, valid: 20 } if *at == commune(2).question(1)
    );
    // Where any answer that is not valid makes a ballot invalid.
    caught!(
        |it| it.set("/ruleset/invalid_ballot/when", "any"),
        Finding::Answers { at, of: "boxes", stands: 15, valid: 20 } if *at == commune(2).question(3)
    );
    // Fewer answers to all questions together than valid ballots.
    caught!(
        |it| {
            for question in 0..3 {
                it.set(&format!("/communes/1/boxes/counts/{question}"), json!({ "satisfied": 3, "unsatisfied": 3 }));
            }
        },
        Finding::Answers { at, of: "boxes", stands: 18, valid: 20 } if *at == commune(2)
    );
    caught!(
        |it| it.set("/communes/1/boxes/counts/1/satisfied", 14),
        Finding::HandSmall { at, .. } if *at == commune(2).question(2)
    );
    // What is withheld revealed, and what is told hidden.
    caught!(
        |it| it.set("/communes/0/boxes/counts/2", json!({ "satisfied": 2, "unsatisfied": 1 })),
        Finding::BoxesWithheld { at } if *at == commune(1).question(3)
    );
    caught!(
        |it| it.set("/communes/1/boxes/counts/2", json!(null)),
        Finding::BoxesWithheld { at } if *at == commune(2).question(3)
    );
    for list in ["boxes/counts", "by_hand"] {
        let mut draft = draft();
        draft.at(&format!("/communes/0/{list}")).as_array_mut().unwrap().pop();
        let findings = findings(&draft.files());
        let [Finding::CountsNumber { at, of, stands: 2, should: 3 }] = &findings[..] else { panic!("{findings:?}") };
        assert!(*at == commune(1) && list.starts_with(of), "{list}");
    }
}

/// Beside the places that are told, neither boxes nor meetings tell of a few.
#[test]
fn beside_told_places() {
    caught!(
        |it| it.set("/communes/1/boxes/counts/0/satisfied", 12),
        Finding::BesideSmall { at, of: "boxes", stands } if *at == commune(2).question(1) && stands.satisfied == 1
    );
    caught!(
        |it| it.set("/communes/1/by_hand/0/satisfied", 7),
        Finding::BesideSmall { at, of: "by_hand", stands } if *at == commune(2).question(1) && stands.satisfied == 1
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
        Finding::BoxesSum { at, what: "valid ballots", should: 49, .. } if *at == commune(1)
    );
    // It is the whole without the boxes, and told where they are.
    caught!(
        |it| it.set("/communes/0/by_hand/0/satisfied", 9),
        Finding::HandCounts { at, .. } if *at == commune(1).question(1)
    );
    caught!(
        |it| it.set("/communes/0/by_hand", json!(null)),
        Finding::HandCounts { at, stands, should } if *at == commune(1) && stands == "null" && should == "told"
    );
    caught!(
        |it| it.set("/communes/1/boxes", json!(null)),
        Finding::HandCounts { at, stands, should } if *at == commune(2) && stands == "told" && should == "null"
    );
}

/// Where a commune has no meetings, what came out of its boxes is told with its results.
#[test]
fn boxes_that_are_all_there_is() {
    let mut draft = draft();
    draft.set("/places/4/by_hand", json!(null));
    for part in ["boxes", "by_hand"] {
        draft.set(&format!("/communes/1/{part}"), json!(null));
    }
    let findings = findings(&draft.files());
    assert!(findings.iter().any(|it| matches!(it, Finding::BoxesLeftOut { at } if *at == commune(2))), "{findings:?}");
}

/// Where full figures are to be told, no unit withholds a question.
#[test]
fn full_figures() {
    let mut draft = draft();
    draft.at("/round")["full_figures"] = json!("No. 15");
    let findings = findings(&draft.files());
    let withheld: Vec<_> = findings
        .iter()
        .map(|it| match it {
            Finding::WithheldInFull { at } => at.clone(),
            other => panic!("{other}"),
        })
        .collect();
    let third = |at: At| at.question(3);
    let expected = [third(commune(1)), third(At::new(Level::District, "011")), third(At::new(Level::Province, "01"))];
    assert_eq!(withheld, expected);
}

/// A ballot moved from one commune's boxes to another's.
#[test]
fn moved_between_communes() {
    let mut draft = draft();
    for (commune, number) in [(0, [50, 49]), (1, [21, 21])] {
        draft.set(&format!("/communes/{commune}/boxes/ballots"), number[0]);
        draft.set(&format!("/communes/{commune}/boxes/valid"), number[1]);
    }
    let sums = findings(&draft.files()).into_iter().filter(|it| matches!(it, Finding::BoxesSum { .. })).count();
    assert_eq!(sums, 4);
}
