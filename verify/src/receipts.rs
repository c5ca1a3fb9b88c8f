//! The receipts of every box.

use std::collections::{HashMap, HashSet};

use crate::files::{RECEIPTS, table};
use crate::finding::Finding;
use crate::form::LETTERS;
use crate::merkle;
use crate::record::{AuditSlip, Opened, Place};
use crate::unreadable::Unreadable;

/// What the lines of one box have come to so far.
#[derive(Default)]
struct Seen {
    number: i128,
    last: String,
    tree: merkle::Tree,
}

/// Whether a text is a receipt.
pub fn is_receipt(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|it| LETTERS.as_bytes().contains(&it))
}

/// Reads receipts.csv against the boxes of the places; says how many receipts there are.
pub fn check(
    bytes: &[u8],
    (places, audit_slips): (&[Place], &[AuditSlip]),
    findings: &mut Vec<Finding>,
) -> Result<u64, Unreadable> {
    let set_aside: HashSet<(&str, &str)> = audit_slips.iter().map(|it| (&*it.lay_in, &*it.receipt)).collect();
    let boxes: Vec<(&Place, &Opened)> = places.iter().filter_map(|it| Some((it, it.opened.as_ref()?))).collect();
    let mut seen: HashMap<&str, Seen> = boxes.iter().map(|(_, it)| (it.name.as_str(), Seen::default())).collect();
    let mut unknown: HashSet<String> = HashSet::new();
    let mut last = String::new();
    let mut lines = 0;
    table(RECEIPTS, bytes, ["box", "receipt"], |line, [name, receipt]| {
        lines += 1;
        let Some(seen) = seen.get_mut(name) else {
            if unknown.insert(name.to_owned()) {
                findings.push(Finding::ReceiptBox { line, name: name.to_owned() });
            }
            name.clone_into(&mut last);
            return Ok(());
        };
        let (stands, name) = (receipt.to_owned(), name.to_owned());
        if name != last && seen.number > 0 {
            findings.push(Finding::BoxApart { line, name: name.clone() });
        }
        if set_aside.contains(&(name.as_str(), receipt)) {
            findings.push(Finding::AuditSlipListed { line, name: name.clone(), stands: stands.clone() });
        }
        if !is_receipt(receipt) {
            findings.push(Finding::ReceiptForm { line, name: name.clone(), stands });
        } else if receipt == seen.last {
            findings.push(Finding::ReceiptTwice { line, name: name.clone(), stands });
        } else if *receipt < *seen.last {
            findings.push(Finding::ReceiptOrder { line, name: name.clone(), stands });
        }
        seen.number += 1;
        receipt.clone_into(&mut seen.last);
        seen.tree.add(receipt.as_bytes());
        last = name;
        Ok(())
    })?;
    for (place, opened) in boxes {
        let Some(seen) = seen.get(opened.name.as_str()) else { continue };
        let (at, name) = (place.at(), opened.name.clone());
        let should = i128::from(opened.ballots) - i128::from(opened.unreadable);
        if seen.number != should {
            findings.push(Finding::ReceiptNumber { at: at.clone(), name: name.clone(), stands: seen.number, should });
        }
        let should = hex::encode(seen.tree.root());
        if !opened.root.eq_ignore_ascii_case(&should) {
            findings.push(Finding::Root { at, name, stands: opened.root.clone(), should });
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &str) -> Vec<Finding> {
        let opened = |name: &str| Opened { name: name.into(), ballots: 0, unreadable: 0, root: String::new() };
        let place = |name: &str| Place {
            unit: "1".into(),
            code: name.into(),
            name: name.into(),
            hamlets: 1,
            turnout: crate::counts::Turnout::default(),
            by_hand: None,
            opened: Some(opened(name)),
        };
        let mut findings = Vec::new();
        check(format!("box,receipt\n{lines}").as_bytes(), (&[place("a"), place("b,c")], &[]), &mut findings).unwrap();
        findings.retain(|it| !matches!(it, Finding::ReceiptNumber { .. } | Finding::Root { .. }));
        findings
    }

    #[test]
    fn lines_are_looked_at() {
        assert_eq!(found("a,2222222223\na,2222222224\n\"b,c\",2222222222\n"), []);
        let (name, stands) = ("a".to_owned(), "2222222222".to_owned());
        assert_eq!(
            found("a,2222222222\na,2222222222\n"),
            [Finding::ReceiptTwice { line: 3, name: name.clone(), stands: stands.clone() }]
        );
        assert_eq!(
            found("a,X222222222\na,2222222222\n"),
            [Finding::ReceiptOrder { line: 3, name: name.clone(), stands }]
        );
        assert_eq!(found("a,2222222222\n\"b,c\",2222222222\na,2222222223\n"), [Finding::BoxApart { line: 4, name }]);
        assert_eq!(found("d,2222222222\nd,2222222222\n"), [Finding::ReceiptBox { line: 2, name: "d".into() }]);
        for receipt in ["", "222222222", "22222222222", "222222222A", "222222222x", "222222222é", "2222222222\r"] {
            let findings = found(&format!("a,{receipt}\n"));
            assert!(matches!(findings[..], [Finding::ReceiptForm { line: 2, .. }]), "{receipt}: {findings:?}");
        }
    }

    #[test]
    fn tables_that_are_none() {
        for text in ["", "box\n", "receipt,box\n", "box,receipt\na\n", "box,receipt\na,b,c\n", "box,receipt\r\n"] {
            assert!(check(text.as_bytes(), (&[], &[]), &mut Vec::new()).is_err(), "{text:?}");
        }
        assert!(check(b"box,receipt\na,\xff\n", (&[], &[]), &mut Vec::new()).is_err());
        assert_eq!(check(b"box,receipt\n", (&[], &[]), &mut Vec::new()).unwrap(), 0);
    }
}
