//! A hamlet's hand-counted minutes (*biên bản kiểm phiếu*), and the identities that must hold in them.

use super::percent::count;
use super::tally::{Count, Tally, Turnout};
use serde::{Deserialize, Serialize};

/// More households than any hamlet has. Hamlets have 70 to 250; a whole commune a few thousand.
pub const MOST_HOUSEHOLDS: u64 = 100_000;

/// The totals of one hamlet, as signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Who was asked and who answered.
    pub turnout: Turnout,
    /// The counts by question, question 1 first; a question the minutes do not mention has none.
    pub counts: Vec<Count>,
}

impl Minutes {
    /// The minutes as a tally to be added up.
    pub fn tally(&self) -> Tally {
        Tally { turnout: self.turnout, counts: self.counts.clone() }
    }
}

/// Checks the head of the minutes; the sentences name every identity that is broken.
pub fn head_faults(head: &Turnout) -> Vec<String> {
    let Turnout { households, issued, returned, valid, invalid } = *head;
    let mut faults = Vec::new();
    if households == 0 || households > MOST_HOUSEHOLDS {
        faults.push(format!("số hộ {} không thể có; cần từ 1 đến {}", count(households), count(MOST_HOUSEHOLDS)));
    }
    if issued > households {
        faults.push(format!("phát ra {} phiếu nhưng chỉ có {} hộ; mỗi hộ một phiếu", count(issued), count(households)));
    }
    if issued < returned {
        faults.push(format!("thu về {} phiếu nhiều hơn phát ra {} phiếu", count(returned), count(issued)));
    }
    if valid.checked_add(invalid) != Some(returned) {
        faults.push(format!(
            "thu về {} phiếu khác tổng hợp lệ {} và không hợp lệ {}",
            count(returned),
            count(valid),
            count(invalid)
        ));
    }
    faults
}

/// Checks one question's counts against the head of the minutes.
pub fn count_fault(head: &Turnout, counts: Count) -> Option<String> {
    let sum = counts.satisfied.checked_add(counts.unsatisfied);
    sum.is_none_or(|sum| sum > head.valid).then(|| {
        format!(
            "hài lòng {} và chưa hài lòng {} cộng lại nhiều hơn {} phiếu hợp lệ",
            count(counts.satisfied),
            count(counts.unsatisfied),
            count(head.valid)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(households: u64, issued: u64, returned: u64, valid: u64, invalid: u64) -> Turnout {
        Turnout { households, issued, returned, valid, invalid }
    }

    #[test]
    fn sound_minutes_pass_and_each_identity_is_checked() {
        assert_eq!(head_faults(&head(120, 118, 100, 97, 3)), Vec::<String>::new());
        assert_eq!(head_faults(&head(120, 121, 100, 97, 3)).len(), 1);
        assert_eq!(head_faults(&head(120, 90, 100, 97, 3)).len(), 1);
        assert_eq!(head_faults(&head(120, 118, 100, 97, 4)).len(), 1);
        assert_eq!(head_faults(&head(0, 0, 0, 0, 0)).len(), 1);
        assert_eq!(head_faults(&head(MOST_HOUSEHOLDS + 1, 1, 1, 1, 0)).len(), 1);
        assert_eq!(head_faults(&head(120, 118, 100, u64::MAX, 3)).len(), 1);
    }

    #[test]
    fn more_answers_than_valid_ballots_are_refused() {
        let head = head(120, 118, 100, 97, 3);
        assert_eq!(count_fault(&head, Count { satisfied: 90, unsatisfied: 7 }), None);
        assert!(count_fault(&head, Count { satisfied: 90, unsatisfied: 8 }).is_some());
        assert!(count_fault(&head, Count { satisfied: u64::MAX, unsatisfied: 8 }).is_some());
    }
}
