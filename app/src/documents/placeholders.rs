//! What the templates of each kind of document may say.

use crate::domain::document_kind::DocumentKind;

/// Of a notice.
const NOTICE: [&str; 35] = [
    "unit-name",
    "issuing-body",
    "ruleset",
    "first-day",
    "last-day",
    "households",
    "issued",
    "returned",
    "unreturned",
    "valid",
    "invalid",
    "participants",
    "participation",
    "posted-at",
    "posting-days",
    "posted-until",
    "opening",
    "correction",
    "purpose",
    "period",
    "hamlets",
    "ballots",
    "took-part",
    "required-participation",
    "validity",
    "ending",
    "table-results",
    "full-figures",
    "left-out",
    "overall",
    "thresholds",
    "verdict",
    "table-denied",
    "audit-slips",
    "posting",
];

/// Of minutes.
const MINUTES: [&str; 27] = [
    "hamlet-name",
    "unit-name",
    "ruleset",
    "counted-on",
    "counted-at",
    "households",
    "issued",
    "returned",
    "unreturned",
    "valid",
    "invalid",
    "opening",
    "list-present",
    "ballots",
    "origins",
    "together",
    "key-holders",
    "audit-slips",
    "unreadable",
    "untold",
    "table-results",
    "partly-untold",
    "receipts",
    "left-out",
    "remarks",
    "audit-log",
    "read-aloud",
];

/// Of what is reported of a round, besides what a notice says.
const REPORTED: [&str; 9] = [
    "attached-to",
    "closing",
    "deadline",
    "report-opening",
    "request-opening",
    "table-units",
    "list-denied",
    "request",
    "unit-above",
];

/// Of letters about a recommendation.
const LETTER: [&str; 6] = ["letter-opening", "text-of-letter", "subject", "letter-due", "unit-name", "raised-by"];

/// Of reports of a programme of supervision.
const SUPERVISION: [&str; 16] = [
    "supervision-opening",
    "supervision-counts",
    "table-activities",
    "visits",
    "list-well",
    "lacking",
    "list-lacking",
    "text-conclusions",
    "supervision-recommendations",
    "table-recommendations",
    "supervision-comments",
    "table-comments",
    "supervision-closing",
    "unit-name",
    "issuing-body",
    "year",
];

/// The placeholders of a kind.
pub fn placeholders(kind: DocumentKind) -> Vec<&'static str> {
    match kind {
        DocumentKind::Notice => NOTICE.to_vec(),
        DocumentKind::Minutes => MINUTES.to_vec(),
        DocumentKind::Report | DocumentKind::Summary | DocumentKind::Request => [&NOTICE[..], &REPORTED].concat(),
        DocumentKind::Letter => LETTER.to_vec(),
        DocumentKind::Supervision => SUPERVISION.to_vec(),
    }
}
