//! Signals of quality (*dấu hiệu cần xem lại*): plain statements with counts for the level above, not accusations.
//!
//! Each says what was counted and against what it stands out. What it means, people find out by asking.

use crate::domain::survey::count::Count;
use crate::domain::units::census::Census;
use crate::message::Message;
use crate::messages;
use chrono::{NaiveDate, NaiveDateTime, Timelike as _};
use std::collections::BTreeSet;

/// Fewer ballots than this in an hour are no rush.
const RUSH_AT_LEAST: u64 = 20;
/// So many times the hamlet's usual hour.
const RUSH_TIMES: u64 = 5;
/// So many of the same ballot keyed behind each other.
pub const LONG_RUN: u64 = 20;
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
    /// Ballots by the hour they came in, in local time: the hour's beginning and the count.
    pub hours: Vec<(NaiveDateTime, u64)>,
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
    /// So many in a row were alike, or more; nought where they are not worth a look.
    pub run: u64,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Where.
    pub place: String,
    /// What stands out.
    pub anomaly: Anomaly,
}

messages! {
    /// What stands out, with what was counted.
    pub enum Anomaly {
        /// More ballots came back than there are households.
        MoreThanHouseholds { returned: u64, households: u64 } = "signal-more-than-households",
        /// Far more ballots in an hour than in the hamlet's usual one; `paper` of the hamlet's were keyed in.
        Rush { ballots: u64, at: Message, usual: u64, paper: u64 } = "signal-rush",
        /// Most of the hamlet's ballots in one hour, with too few hours to speak of a usual one.
        MostInOneHour { ballots: u64, returned: u64, at: Message, paper: u64 } = "signal-most-in-one-hour",
        /// Paper keyed by one person holds a long run of the same ballot.
        LongRun { ballots: u64, by: String, run: u64 } = "signal-long-run",
        /// The same of paper keyed by two, blindly.
        LongRunByTwo { ballots: u64, first: String, second: String, run: u64 } = "signal-long-run-by-two",
        /// Everybody is satisfied with everything.
        AllSatisfied { valid: u64 } = "signal-all-satisfied",
        /// Every household took part.
        AllTookPart { households: u64 } = "signal-all-took-part",
        /// One person alone keyed all of the hamlet's paper.
        KeyedAlone { paper: u64, by: String } = "signal-keyed-alone",
        /// A commune lists far fewer households than official statistics have.
        FewHouseholds { listed: Message } = "signal-few-households",
    }
}

messages! {
    /// When ballots came in.
    enum Moment {
        /// In an hour of a day.
        Hour { hour: u32, next: u32, day: NaiveDate } = "signal-hour",
    }
}

fn moment(hour: NaiveDateTime) -> Message {
    Moment::Hour { hour: hour.hour(), next: hour.hour() + 1, day: hour.date() }.into()
}

/// Looks at one hamlet.
pub fn look(evidence: &Evidence) -> Vec<Signal> {
    let Evidence { households, returned, valid, .. } = *evidence;
    let mut found = Vec::new();
    if returned > households {
        found.push(Anomaly::MoreThanHouseholds { returned, households });
    }
    let paper: u64 = evidence.batches.iter().map(|batch| batch.ballots).sum();
    found.extend(rushes(evidence, paper));
    found.extend(evidence.batches.iter().filter(|batch| batch.run >= LONG_RUN).map(long_run));
    let all_satisfied =
        !evidence.counts.is_empty() && evidence.counts.iter().all(|c| c.unsatisfied == 0 && c.satisfied > 0);
    if all_satisfied && valid >= UNANIMOUS_AT_LEAST {
        found.push(Anomaly::AllSatisfied { valid });
    }
    if returned > 0 && returned == households && households >= UNANIMOUS_AT_LEAST {
        found.push(Anomaly::AllTookPart { households });
    }
    let people: BTreeSet<&String> = evidence.batches.iter().flat_map(|batch| &batch.by).collect();
    if let (Some(who), 1, true) = (people.first(), people.len(), paper >= RUSH_AT_LEAST) {
        found.push(Anomaly::KeyedAlone { paper, by: (*who).clone() });
    }
    found.into_iter().map(|anomaly| Signal { place: evidence.place.clone(), anomaly }).collect()
}

/// The hours in which far more came in than usual.
fn rushes(evidence: &Evidence, paper: u64) -> Vec<Anomaly> {
    let mut hours: Vec<u64> = evidence.hours.iter().map(|(_, ballots)| *ballots).collect();
    hours.sort_unstable();
    let usual = hours.get(hours.len() / 2).copied().unwrap_or_default().max(1);
    let returned = evidence.returned;
    let rush = |&(hour, ballots): &(NaiveDateTime, u64)| {
        let at = moment(hour);
        if hours.len() >= 3 {
            let is_rush = ballots >= RUSH_AT_LEAST && ballots >= usual * RUSH_TIMES;
            return is_rush.then_some(Anomaly::Rush { ballots, at, usual, paper });
        }
        // Too few hours to speak of a usual one.
        let is_most = ballots.saturating_sub(paper) >= RUSH_AT_LEAST && ballots * 2 > returned;
        is_most.then_some(Anomaly::MostInOneHour { ballots, returned, at, paper })
    };
    evidence.hours.iter().filter_map(rush).collect()
}

fn long_run(batch: &Batch) -> Anomaly {
    let (ballots, run) = (batch.ballots, batch.run);
    match batch.by.as_slice() {
        [first, second] => Anomaly::LongRunByTwo { ballots, first: first.clone(), second: second.clone(), run },
        by => Anomaly::LongRun { ballots, by: by.join(", "), run },
    }
}

/// Looks at what a commune lists beside what official statistics say.
pub fn few_listed(place: &str, households: u64, official: &Census) -> Option<Signal> {
    let few = official.is_far_above(households);
    few.then(|| {
        let anomaly = Anomaly::FewHouseholds { listed: official.beside(households) };
        Signal { place: place.to_owned(), anomaly }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet() -> Evidence {
        let hours = (0..5).map(|hour| (at(10, hour), 4)).collect();
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

    fn found(evidence: &Evidence) -> Vec<Anomaly> {
        look(evidence).into_iter().map(|signal| signal.anomaly).collect()
    }

    fn at(day: u32, hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2024, 7, day).and_then(|day| day.and_hms_opt(hour, 0, 0)).expect("an hour")
    }

    fn hour(hour: u32, day: u32) -> Message {
        let day = NaiveDate::from_ymd_opt(2024, 7, day).expect("a day");
        Moment::Hour { hour, next: hour + 1, day }.into()
    }

    #[test]
    fn an_ordinary_hamlet_has_none() {
        assert_eq!(found(&quiet()), []);
    }

    #[test]
    fn each_signal_says_what_was_counted() {
        let more = Evidence { returned: 91, ..quiet() };
        assert_eq!(found(&more), [Anomaly::MoreThanHouseholds { returned: 91, households: 90 }]);
        let mut rush = quiet();
        rush.hours.push((at(11, 2), 40));
        assert_eq!(found(&rush), [Anomaly::Rush { ballots: 40, at: hour(2, 11), usual: 4, paper: 0 }]);
        let once = Evidence { hours: vec![(at(11, 2), 90)], returned: 90, households: 95, ..quiet() };
        let most = Anomaly::MostInOneHour { ballots: 90, returned: 90, at: hour(2, 11), paper: 0 };
        assert_eq!(found(&once), [most]);
        let everybody = Evidence { households: 90, returned: 90, hours: vec![], ..quiet() };
        assert_eq!(found(&everybody), [Anomaly::AllTookPart { households: 90 }]);
        let batch =
            |by: &[&str], ballots, run| Batch { by: by.iter().map(ToString::to_string).collect(), ballots, run };
        let run = Evidence { batches: vec![batch(&["Hoa", "Lan"], 30, 25)], returned: 50, ..quiet() };
        let by_two = Anomaly::LongRunByTwo { ballots: 30, first: "Hoa".into(), second: "Lan".into(), run: 25 };
        assert_eq!(found(&run), [by_two]);
        let all = Evidence { counts: vec![Count { satisfied: 30, unsatisfied: 0 }; 3], valid: 30, ..quiet() };
        assert_eq!(found(&all), [Anomaly::AllSatisfied { valid: 30 }]);
    }

    #[test]
    fn one_person_alone_is_told_also_beside_answers_online_and_two_people_are_not() {
        let batch = |by: &str, ballots| Batch { by: vec![by.into()], ballots, run: 3 };
        let alone = Evidence { batches: vec![batch("Hoa", 20)], hours: vec![], returned: 30, ..quiet() };
        assert_eq!(found(&alone), [Anomaly::KeyedAlone { paper: 20, by: "Hoa".into() }]);
        let two = Evidence { batches: vec![batch("Hoa", 20), batch("Lan", 1)], hours: vec![], ..quiet() };
        assert_eq!(found(&two), []);
    }
}
