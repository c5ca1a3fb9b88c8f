//! Audit slips: ballots that lay in a box and are not counted.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::receipts::is_receipt;
use crate::record::Record;

/// Looks at each audit slip: where it lay, its receipt, whether it agreed.
pub fn check(record: &Record, findings: &mut Vec<Finding>) {
    let boxes: HashSet<&str> =
        record.places.iter().filter_map(|it| it.opened.as_ref()).map(|it| it.name.as_str()).collect();
    let mut seen = HashSet::new();
    for slip in &record.audit_slips {
        let (name, stands) = (slip.lay_in.clone(), slip.receipt.clone());
        if !boxes.contains(name.as_str()) {
            findings.push(Finding::AuditSlipBox { name: name.clone(), stands: stands.clone() });
        }
        if !is_receipt(&stands) {
            findings.push(Finding::AuditSlipForm { name: name.clone(), stands: stands.clone() });
        }
        if !seen.insert((&slip.lay_in, &slip.receipt)) {
            findings.push(Finding::AuditSlipTwice { name: name.clone(), stands: stands.clone() });
        }
        if !slip.agrees {
            findings.push(Finding::AuditSlipDiffers { name, stands });
        }
    }
}
