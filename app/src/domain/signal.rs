//! Signals of quality (*dấu hiệu cần xem lại*): plain statements with counts for the level above, not accusations.
//!
//! Each says what was counted and against what it stands out. What it means, people find out by asking.

use super::percent::count;
use super::tally::Count;

/// Fewer ballots than this in an hour are no rush.
const RUSH_AT_LEAST: u64 = 20;
/// So many times the hamlet's usual hour.
const RUSH_TIMES: u64 = 5;
/// So many of the same ballot keyed behind each other.
const LONG_RUN: u64 = 20;
/// Fewer ballots than this and everybody satisfied with everything is nothing to remark.
const UNANIMOUS_AT_LEAST: u64 = 30;

/// What is known of a hamlet, to look at.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Its name with its commune's.
    pub place: String,
    /// Its households.
    pub households: u64,
    /// Ballots that came back.
    pub returned: u64,
    /// Valid ones.
    pub valid: u64,
    /// The counts by question.
    pub counts: Vec<Count>,
    /// Ballots by the hour they came in: hour and count.
    pub hours: Vec<(String, u64)>,
    /// Batches of paper that were counted: who keyed, ballots, longest run of the same.
    pub batches: Vec<(String, u64, u64)>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Where.
    pub place: String,
    /// What was counted.
    pub text: String,
}

/// Looks at one hamlet.
pub fn look(evidence: &Evidence) -> Vec<Signal> {
    let mut texts = Vec::new();
    if evidence.returned > evidence.households {
        texts.push(format!("{} phiếu thu về, nhiều hơn {} hộ.", count(evidence.returned), count(evidence.households)));
    }
    let mut hours: Vec<u64> = evidence.hours.iter().map(|(_, ballots)| *ballots).collect();
    hours.sort_unstable();
    let usual = hours.get(hours.len() / 2).copied().unwrap_or_default().max(1);
    let paper: u64 = evidence.batches.iter().map(|(_, ballots, _)| *ballots).sum();
    for (hour, ballots) in &evidence.hours {
        if hours.len() >= 3 && *ballots >= RUSH_AT_LEAST && *ballots >= usual * RUSH_TIMES {
            texts.push(format!(
                "{} phiếu trong giờ {hour}; giờ thường của thôn là {} phiếu{}.",
                count(*ballots),
                count(usual),
                if paper > 0 { " (có phiếu giấy nhập theo lô)" } else { "" }
            ));
        }
    }
    for (who, ballots, run) in &evidence.batches {
        if *run >= LONG_RUN {
            texts.push(format!(
                "Lô {} phiếu giấy do {who} nhập có {} phiếu liền nhau giống hệt.",
                count(*ballots),
                count(*run)
            ));
        }
    }
    let all_satisfied =
        !evidence.counts.is_empty() && evidence.counts.iter().all(|c| c.unsatisfied == 0 && c.satisfied > 0);
    if all_satisfied && evidence.valid >= UNANIMOUS_AT_LEAST {
        texts.push(format!("{} phiếu hợp lệ, mọi câu đều 100% hài lòng.", count(evidence.valid)));
    }
    let mut people: Vec<&str> = evidence.batches.iter().map(|(who, ..)| who.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    if let ([who], true) = (people.as_slice(), paper > 0 && paper == evidence.returned) {
        texts.push(format!("Cả {} phiếu của thôn là phiếu giấy do một mình {who} nhập.", count(paper)));
    }
    texts.into_iter().map(|text| Signal { place: evidence.place.clone(), text }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet() -> Evidence {
        let hours = (0..5).map(|hour| (format!("2024-07-10 {hour:02}"), 4)).collect();
        let counts = vec![Count { satisfied: 19, unsatisfied: 1 }; 3];
        Evidence {
            place: "Thôn 1".into(),
            households: 90,
            returned: 20,
            valid: 20,
            counts,
            hours,
            ..Evidence::default()
        }
    }

    fn said(evidence: &Evidence) -> Vec<String> {
        look(evidence).into_iter().map(|signal| signal.text).collect()
    }

    #[test]
    fn an_ordinary_hamlet_has_none() {
        assert_eq!(said(&quiet()), Vec::<String>::new());
    }

    #[test]
    fn each_signal_says_what_was_counted() {
        let more = Evidence { returned: 91, ..quiet() };
        assert_eq!(said(&more), ["91 phiếu thu về, nhiều hơn 90 hộ."]);
        let mut rush = quiet();
        rush.hours.push(("2024-07-11 02".into(), 40));
        assert_eq!(said(&rush), ["40 phiếu trong giờ 2024-07-11 02; giờ thường của thôn là 4 phiếu."]);
        let run = Evidence { batches: vec![("Hoa".into(), 30, 25)], returned: 50, ..quiet() };
        assert_eq!(said(&run), ["Lô 30 phiếu giấy do Hoa nhập có 25 phiếu liền nhau giống hệt."]);
        let all = Evidence { counts: vec![Count { satisfied: 30, unsatisfied: 0 }; 3], valid: 30, ..quiet() };
        assert_eq!(said(&all), ["30 phiếu hợp lệ, mọi câu đều 100% hài lòng."]);
        let alone = Evidence { batches: vec![("Hoa".into(), 20, 3)], hours: vec![], ..quiet() };
        assert_eq!(said(&alone), ["Cả 20 phiếu của thôn là phiếu giấy do một mình Hoa nhập."]);
    }
}
