//! Slips that came in twice, or that should not have.

use crate::i18n::t;
use crate::ports::conflicts::ConflictKind;

/// What happened with a slip, as a sentence.
pub(crate) fn conflict_sentence(serial: u64, kind: ConflictKind) -> String {
    // A slip's number is no count: no point stands in it.
    let serial = serial.to_string();
    match kind {
        ConflictKind::PaperAfterOnline => t!("conflict-paper-after-online", serial = serial),
        ConflictKind::OnlineAfterPaper => t!("conflict-online-after-paper", serial = serial),
        ConflictKind::Unanswered => t!("conflict-unanswered", serial = serial),
        ConflictKind::PaperOnDeadSlip => t!("conflict-paper-on-dead-slip", serial = serial),
    }
}
