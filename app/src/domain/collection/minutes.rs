//! A hamlet's hand-counted minutes (*biên bản kiểm phiếu*), and the identities that must hold in them.

use crate::domain::survey::count::{Count, Tally, Turnout};
use crate::domain::survey::percent::count;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// One line of a file of minutes: the head of a hamlet's minutes, repeated, and one question's counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesRow {
    /// The commune.
    pub commune_code: String,
    /// The hamlet within it.
    pub hamlet_code: String,
    /// The head.
    pub head: Turnout,
    /// The question's number.
    pub question: u32,
    /// Its counts.
    pub counts: Count,
}

/// The minutes of one hamlet, gathered from their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletMinutes {
    /// The first line that speaks of the hamlet.
    pub line: u64,
    /// The commune.
    pub commune_code: String,
    /// The hamlet within it.
    pub hamlet_code: String,
    /// What was counted.
    pub minutes: Minutes,
    /// The questions that no line mentions.
    pub missing: Vec<u32>,
}

/// Gathers lines (with their numbers) into minutes of hamlets, for a form of `questions` questions. The second list
/// names every fault by line.
pub fn gather(lines: &[(u64, MinutesRow)], questions: u32) -> (Vec<HamletMinutes>, Vec<(u64, String)>) {
    /// By commune and hamlet: the first line, the head, the counts by question.
    type Found<'a> = BTreeMap<(&'a str, &'a str), (u64, Turnout, BTreeMap<u32, Count>)>;
    let mut faults = Vec::new();
    let mut found = Found::new();
    for (line, row) in lines {
        let place = (row.commune_code.as_str(), row.hamlet_code.as_str());
        let (first, head, counts) = found.entry(place).or_insert_with(|| {
            faults.extend(head_faults(&row.head).into_iter().map(|(_, fault)| (*line, fault)));
            (*line, row.head, BTreeMap::new())
        });
        if *head != row.head {
            faults.push((*line, format!("số hộ, số phiếu khác dòng {first} của cùng thôn {}", row.hamlet_code)));
        } else if let Some(fault) = count_fault(head, row.counts) {
            faults.push((*line, format!("câu {}: {fault}", row.question)));
        }
        if row.question == 0 || row.question > questions {
            faults.push((*line, format!("không có câu {}; phiếu này có câu 1 đến câu {questions}", row.question)));
        } else if counts.insert(row.question, row.counts).is_some() {
            faults.push((*line, format!("thôn {} đã có câu {} ở dòng trước", row.hamlet_code, row.question)));
        }
    }
    let gathered = found.into_iter().map(|((commune, hamlet), (line, turnout, counts))| HamletMinutes {
        line,
        commune_code: commune.to_owned(),
        hamlet_code: hamlet.to_owned(),
        missing: (1..=questions).filter(|no| !counts.contains_key(no)).collect(),
        minutes: Minutes {
            turnout,
            counts: (1..=questions).map(|no| counts.get(&no).copied().unwrap_or_default()).collect(),
        },
    });
    (gathered.collect(), faults)
}

/// Checks the head of the minutes; the sentences name every identity that is broken, each with the
/// column it stands in.
pub fn head_faults(head: &Turnout) -> Vec<(&'static str, String)> {
    let Turnout { households, issued, returned, valid, invalid } = *head;
    let mut faults = Vec::new();
    if households == 0 || households > MOST_HOUSEHOLDS {
        let most = count(MOST_HOUSEHOLDS);
        faults.push(("households", format!("số hộ {} không thể có; cần từ 1 đến {most}", count(households))));
    }
    if issued > households {
        let (issued, households) = (count(issued), count(households));
        faults.push(("issued", format!("phát ra {issued} phiếu nhưng chỉ có {households} hộ; mỗi hộ một phiếu")));
    }
    if issued < returned {
        let (returned, issued) = (count(returned), count(issued));
        faults.push(("returned", format!("thu về {returned} phiếu nhiều hơn phát ra {issued} phiếu")));
    }
    if valid.checked_add(invalid) != Some(returned) {
        let [returned, valid, invalid] = [returned, valid, invalid].map(count);
        faults
            .push(("returned", format!("thu về {returned} phiếu khác tổng hợp lệ {valid} và không hợp lệ {invalid}")));
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
        let wrong = |head: Turnout| head_faults(&head).into_iter().map(|(column, _)| column).collect::<Vec<_>>();
        assert_eq!(wrong(head(120, 118, 100, 97, 3)), [""; 0]);
        assert_eq!(wrong(head(120, 121, 100, 97, 3)), ["issued"]);
        assert_eq!(wrong(head(120, 90, 100, 97, 3)), ["returned"]);
        assert_eq!(wrong(head(120, 118, 100, 97, 4)), ["returned"]);
        assert_eq!(wrong(head(0, 0, 0, 0, 0)), ["households"]);
        assert_eq!(wrong(head(MOST_HOUSEHOLDS + 1, 1, 1, 1, 0)), ["households"]);
        assert_eq!(wrong(head(120, 118, 100, u64::MAX, 3)), ["returned"]);
    }

    fn row(hamlet: &str, question: u32, satisfied: u64) -> MinutesRow {
        let counts = Count { satisfied, unsatisfied: 1 };
        let head = head(120, 118, 100, 97, 3);
        MinutesRow { commune_code: "1".into(), hamlet_code: hamlet.into(), head, question, counts }
    }

    #[test]
    fn lines_are_gathered_by_hamlet_and_questions_left_out_are_named() {
        let (minutes, faults) = gather(&[(2, row("a", 1, 90)), (3, row("b", 1, 80)), (4, row("a", 2, 70))], 2);
        assert_eq!(faults, []);
        assert_eq!(minutes.len(), 2);
        assert_eq!(minutes[0].minutes.counts[1].satisfied, 70);
        assert_eq!((minutes[1].line, &minutes[1].missing), (3, &vec![2]));
    }

    #[test]
    fn a_hamlet_twice_another_head_and_an_unknown_question_are_named_by_line() {
        let mut other = row("a", 2, 90);
        other.head.issued = 119;
        let lines =
            [(2, row("a", 1, 90)), (3, row("a", 1, 90)), (4, other), (5, row("a", 3, 90)), (6, row("a", 0, 97))];
        let (_, faults) = gather(&lines, 2);
        assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 6, 6]);
    }

    #[test]
    fn more_answers_than_valid_ballots_are_refused() {
        let head = head(120, 118, 100, 97, 3);
        assert_eq!(count_fault(&head, Count { satisfied: 90, unsatisfied: 7 }), None);
        assert!(count_fault(&head, Count { satisfied: 90, unsatisfied: 8 }).is_some());
        assert!(count_fault(&head, Count { satisfied: u64::MAX, unsatisfied: 8 }).is_some());
    }
}
