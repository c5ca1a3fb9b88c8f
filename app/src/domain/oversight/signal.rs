//! Signals of quality (*dấu hiệu cần xem lại*): plain statements with counts for the level above, not accusations.
//!
//! Each says what was counted and against what it stands out. What it means, people find out by asking.

use crate::domain::survey::count::Count;
use crate::domain::survey::percent::count;
use crate::domain::units::census::Census;
use crate::message::Message;
use chrono::NaiveDate;
use std::collections::BTreeSet;

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
    /// Batches of paper that were counted.
    pub batches: Vec<Batch>,
}

/// A batch of paper that was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Who keyed it: one, or two blindly.
    pub by: Vec<String>,
    /// How many ballots.
    pub ballots: u64,
    /// The longest run of the same.
    pub run: u64,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Where.
    pub place: String,
    /// What was counted.
    pub text: Message,
}

/// "giờ 14, ngày 11/7/2024" of `2024-07-11 14`.
fn hour_words(hour: &str) -> String {
    let read = hour.split_once(' ').and_then(|(day, hour)| Some((day.parse::<NaiveDate>().ok()?, hour)));
    read.map_or_else(|| hour.to_owned(), |(day, hour)| format!("giờ {hour}, ngày {}", day.format("%-d/%-m/%Y")))
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
    let paper: u64 = evidence.batches.iter().map(|batch| batch.ballots).sum();
    for (hour, ballots) in &evidence.hours {
        let by_paper = if paper > 0 { " (có phiếu giấy nhập theo lô)" } else { "" };
        if hours.len() >= 3 && *ballots >= RUSH_AT_LEAST && *ballots >= usual * RUSH_TIMES {
            texts.push(format!(
                "{} phiếu trong {}; giờ thường của thôn là {} phiếu{by_paper}.",
                count(*ballots),
                hour_words(hour),
                count(usual),
            ));
        } else if hours.len() < 3 && ballots.saturating_sub(paper) >= RUSH_AT_LEAST && *ballots * 2 > evidence.returned
        {
            // Too few hours to speak of a usual one.
            texts.push(format!(
                "{} trên {} phiếu của thôn đến trong {}{by_paper}.",
                count(*ballots),
                count(evidence.returned),
                hour_words(hour),
            ));
        }
    }
    for batch in evidence.batches.iter().filter(|batch| batch.run >= LONG_RUN) {
        texts.push(format!(
            "Lô {} phiếu giấy do {} nhập có {} phiếu liền nhau giống hệt.",
            count(batch.ballots),
            batch.by.join(" và "),
            count(batch.run)
        ));
    }
    let all_satisfied =
        !evidence.counts.is_empty() && evidence.counts.iter().all(|c| c.unsatisfied == 0 && c.satisfied > 0);
    if all_satisfied && evidence.valid >= UNANIMOUS_AT_LEAST {
        texts.push(format!("{} phiếu hợp lệ, mọi câu đều 100% hài lòng.", count(evidence.valid)));
    }
    if evidence.returned > 0 && evidence.returned == evidence.households && evidence.households >= UNANIMOUS_AT_LEAST {
        texts.push(format!("Cả {} hộ đều trả lời: tham gia đúng 100%.", count(evidence.households)));
    }
    let people: BTreeSet<&String> = evidence.batches.iter().flat_map(|batch| &batch.by).collect();
    if let (Some(who), 1, true) = (people.first(), people.len(), paper >= RUSH_AT_LEAST) {
        texts.push(format!("Cả {} phiếu giấy của thôn do một mình {who} nhập.", count(paper)));
    }
    texts.into_iter().map(|text| Signal { place: evidence.place.clone(), text: text.into() }).collect()
}

/// Looks at what a commune lists beside what official statistics say.
pub fn few_listed(place: &str, households: u64, census: &Census) -> Option<Signal> {
    let few = census.is_far_above(households);
    few.then(|| Signal { place: place.to_owned(), text: census.beside(households) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Arg;

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
        let said = |signal: Signal| match signal.text.args.into_iter().next() {
            Some((_, Arg::Text(text))) => text,
            other => panic!("{other:?}"),
        };
        look(evidence).into_iter().map(said).collect()
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
        assert_eq!(said(&rush), ["40 phiếu trong giờ 02, ngày 11/7/2024; giờ thường của thôn là 4 phiếu."]);
        let once = Evidence { hours: vec![("2024-07-11 02".into(), 90)], returned: 90, households: 95, ..quiet() };
        assert_eq!(said(&once), ["90 trên 90 phiếu của thôn đến trong giờ 02, ngày 11/7/2024."]);
        let everybody = Evidence { households: 90, returned: 90, hours: vec![], ..quiet() };
        assert_eq!(said(&everybody), ["Cả 90 hộ đều trả lời: tham gia đúng 100%."]);
        let batch =
            |by: &[&str], ballots, run| Batch { by: by.iter().map(ToString::to_string).collect(), ballots, run };
        let run = Evidence { batches: vec![batch(&["Hoa", "Lan"], 30, 25)], returned: 50, ..quiet() };
        assert_eq!(said(&run), ["Lô 30 phiếu giấy do Hoa và Lan nhập có 25 phiếu liền nhau giống hệt."]);
        let all = Evidence { counts: vec![Count { satisfied: 30, unsatisfied: 0 }; 3], valid: 30, ..quiet() };
        assert_eq!(said(&all), ["30 phiếu hợp lệ, mọi câu đều 100% hài lòng."]);
    }

    #[test]
    fn one_person_alone_is_told_also_beside_answers_online_and_two_people_are_not() {
        let batch = |by: &str, ballots| Batch { by: vec![by.into()], ballots, run: 3 };
        let alone = Evidence { batches: vec![batch("Hoa", 20)], hours: vec![], returned: 30, ..quiet() };
        assert_eq!(said(&alone), ["Cả 20 phiếu giấy của thôn do một mình Hoa nhập."]);
        let two = Evidence { batches: vec![batch("Hoa", 20), batch("Lan", 1)], hours: vec![], ..quiet() };
        assert_eq!(said(&two), Vec::<String>::new());
    }
}
