//! Targets (*chỉ tiêu*): how far what a plan promises has come on any day.
//!
//! What is reached is counted over the units as they stood on the day asked for. A unit that was made of others inherits
//! nothing, and a target over units that are no more is counted on their last day, and says so.

use crate::domain::oversight::criterion::{Assessment, Position, Status, positions};
use crate::domain::oversight::profile::{Profile, Target};
use crate::domain::oversight::progress::Progress;
use crate::domain::survey::percent::Share;
use crate::domain::survey::threshold::Compare;
use crate::domain::units::title::{Recognition, held, reaches};
use crate::domain::units::unit::Unit;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A unit with all that was ever said of its criteria and titles, in the order it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The unit.
    pub unit: Unit,
    /// Statuses of criteria, each with its ruleset.
    pub assessments: Vec<(String, Assessment)>,
    /// Decisions about titles.
    pub recognitions: Vec<Recognition>,
}

/// What a unit lacks for a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The criteria that are not met; empty where a title is asked for.
    pub criteria: Vec<u32>,
}

/// A target on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures<'a> {
    /// The target.
    pub target: &'a Target,
    /// The day it is counted on: the one asked for, or the last on which its units stood.
    pub on: NaiveDate,
    /// Whether its units are no more on the day asked for.
    pub ended: bool,
    /// How many units have it, of how many.
    pub reached: Share,
    /// How many of those that have it were appraised, and not only claimed.
    pub appraised: u64,
    /// How many have to have it.
    pub needed: u64,
    /// How many units had it on the day it was due, and that day; none while it is not over, or where nothing was known.
    pub at_due: Option<(Share, NaiveDate)>,
    /// How far it has come.
    pub progress: Progress,
    /// The units of which is known that they do not have it, fewest lacks first.
    pub lacks: Vec<Lack<'a>>,
    /// The units of which nothing was ever written that would say (*chưa có số liệu*); they count as neither.
    pub unknown: Vec<&'a Unit>,
}

impl Figures<'_> {
    /// How many more units have to have it.
    pub fn short(&self) -> u64 {
        self.needed.saturating_sub(self.reached.part)
    }

    /// Whether anything at all is known of it.
    pub fn is_known(&self) -> bool {
        is_known(self.reached, &self.unknown)
    }
}

/// Whether anything is known of one of the units at least.
const fn is_known(reached: Share, unknown: &[&Unit]) -> bool {
    unknown.len() as u64 != reached.whole
}

/// Works a target out on a day. `None` where no unit of its kind ever stood.
pub fn figures<'a>(profile: &Profile, target: &'a Target, units: &'a [History], day: NaiveDate) -> Option<Figures<'a>> {
    let (on, ended) = counting_day(target, units, day)?;
    let now = count(target, units, on);
    let due_day = counting_day(target, units, target.by).filter(|_| day > target.by).map(|(on, _)| on);
    let due = due_day.map(|on| count(target, units, on));
    let at_due =
        due.as_ref().filter(|due| is_known(due.reached, &due.unknown)).zip(due_day).map(|(due, on)| (due.reached, on));
    let progress = if day <= target.by {
        match (now.holds(), ended) {
            (true, _) => Progress::Reached,
            (false, false) if now.lacks.is_empty() => Progress::NoData,
            (false, true) => Progress::Ended,
            (false, false) => Progress::OnCourse,
        }
    } else if ended && on < target.by && !now.holds() {
        Progress::Ended
    } else {
        let in_time = due.as_ref().is_some_and(Tally::holds);
        // Units that are other ones by now begin anew and lost nothing: it is lost if those that stood then and stand now had
        // it among them, and have it no more.
        let is_lost = due.as_ref().is_some_and(|due| {
            let both: BTreeSet<_> = due.units.intersection(&now.units).copied().collect();
            !both.is_empty() && due.holds_among(&both) && !now.holds_among(&both)
        });
        match (in_time, now.holds()) {
            (true, false) if is_lost => Progress::Lost,
            (true, _) => Progress::Reached,
            (false, true) => Progress::ReachedLate,
            (false, false) if now.might_hold() => Progress::NoData,
            (false, false) if day <= profile.to => Progress::Late,
            (false, false) => Progress::Missed,
        }
    };
    let needed = now.needed();
    let Tally { reached, appraised, mut lacks, unknown, .. } = now;
    lacks.sort_by(|a, b| (a.criteria.len(), &a.unit.named.code).cmp(&(b.criteria.len(), &b.unit.named.code)));
    Some(Figures { target, on, ended, reached, appraised, needed, at_due, progress, lacks, unknown })
}

/// The day to count on, and whether the units are no more on the day asked for.
fn counting_day(target: &Target, units: &[History], day: NaiveDate) -> Option<(NaiveDate, bool)> {
    let counted = || units.iter().map(|history| &history.unit).filter(|unit| target.counts(unit));
    if counted().any(|unit| unit.stands_on(day)) {
        return Some((day, false));
    }
    counted().filter_map(|unit| unit.valid_to).filter(|last| *last < day).max().map(|last| (last, true))
}

struct Tally<'a> {
    percent: u32,
    reached: Share,
    appraised: u64,
    lacks: Vec<Lack<'a>>,
    unknown: Vec<&'a Unit>,
    units: BTreeSet<uuid::Uuid>,
}

impl Tally<'_> {
    fn holds(&self) -> bool {
        Compare::AtLeast.holds(self.reached.part, self.reached.whole, self.percent)
    }

    /// Whether it would hold if all units had it of which nothing is known.
    fn might_hold(&self) -> bool {
        let part = self.reached.part + self.unknown.len() as u64;
        !self.unknown.is_empty() && Compare::AtLeast.holds(part, self.reached.whole, self.percent)
    }

    /// Whether it holds among some of the units.
    fn holds_among(&self, some: &BTreeSet<uuid::Uuid>) -> bool {
        let without = self.lacks.iter().map(|lack| lack.unit).chain(self.unknown.iter().copied());
        let lacking = without.filter(|unit| some.contains(&unit.id)).count();
        Compare::AtLeast.holds((some.len() - lacking) as u64, some.len() as u64, self.percent)
    }

    fn needed(&self) -> u64 {
        Compare::AtLeast.needed(self.reached.whole, self.percent)
    }
}

fn count<'a>(target: &Target, units: &'a [History], on: NaiveDate) -> Tally<'a> {
    let mut tally = Tally {
        percent: target.percent,
        reached: Share::default(),
        appraised: 0,
        lacks: Vec::new(),
        unknown: Vec::new(),
        units: BTreeSet::new(),
    };
    let counted = || units.iter().filter(|history| target.counts(&history.unit) && history.unit.stands_on(on));
    // Decisions about titles are kept of those who got one: where there are some, whoever has none lacks it. Of a unit that
    // is named alone only a decision about that very title says so.
    let says = |one: &Recognition| target.units.is_empty() || target.title.is_some_and(|title| one.title >= title);
    let has_titles = counted().any(|history| history.recognitions.iter().any(|one| one.day <= on && says(one)));
    for history in counted() {
        tally.units.insert(history.unit.id);
        tally.reached.whole += 1;
        let found = match target.title {
            // A title is a decision of whoever appraises.
            Some(title) if reaches(&held(&history.recognitions, on), title) => Found::Has { appraised: true },
            Some(_) if has_titles => Found::Lacks(Vec::new()),
            Some(_) => Found::Unknown,
            None => has_criteria(target, history, on),
        };
        match found {
            Found::Has { appraised } => {
                tally.reached.part += 1;
                tally.appraised += u64::from(appraised);
            }
            Found::Lacks(criteria) => tally.lacks.push(Lack { unit: &history.unit, criteria }),
            Found::Unknown => tally.unknown.push(&history.unit),
        }
    }
    tally
}

/// What is known of a unit for a target.
enum Found {
    /// It has it.
    Has { appraised: bool },
    /// It lacks these criteria, or the title.
    Lacks(Vec<u32>),
    /// Nothing was ever written that would say.
    Unknown,
}

/// Whether all criteria are met, or which are not; unknown where nothing was written of any of them.
fn has_criteria(target: &Target, history: &History, on: NaiveDate) -> Found {
    let of_set =
        history.assessments.iter().filter(|(ruleset, _)| *ruleset == target.ruleset).map(|(_, assessment)| assessment);
    let positions = positions(of_set, on);
    let met = |no: &u32| positions.get(no).is_some_and(|position| position.status() == Status::Met);
    let lacks: Vec<u32> = target.criteria.iter().copied().filter(|no| !met(no)).collect();
    if !target.criteria.iter().any(|no| positions.contains_key(no)) {
        return Found::Unknown;
    }
    if !lacks.is_empty() {
        return Found::Lacks(lacks);
    }
    Found::Has { appraised: target.criteria.iter().all(|no| positions.get(no).is_some_and(Position::is_appraised)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::oversight::criterion::By;
    use crate::domain::oversight::profile::tests::{profile, target};
    use crate::domain::units::title::Title;
    use crate::domain::units::unit::{Level, UnitRef};
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn unit(n: u128, kind: &str, from: Option<&str>, to: Option<&str>) -> Unit {
        let named = UnitRef { code: n.to_string(), name: format!("Xã {n}"), kind: kind.into(), level: Level::Commune };
        let id = Uuid::from_u128(n);
        Unit { id, named, parent: None, valid_from: from.map(day), valid_to: to.map(day) }
    }

    fn history(unit: Unit, rows: &[(u32, Status, &str)]) -> History {
        let row = |(criterion, status, as_of): &(u32, Status, &str)| {
            let assessment = Assessment {
                criterion: *criterion,
                indicator: 0,
                by: By::Claim,
                status: *status,
                value: String::new(),
                as_of: day(as_of),
                document: String::new(),
            };
            ("xa".to_owned(), assessment)
        };
        History { unit, assessments: rows.iter().map(row).collect(), recognitions: vec![] }
    }

    const BOTH_2023: [(u32, Status, &str); 2] = [(2, Status::Met, "2023-06-01"), (3, Status::Met, "2023-06-01")];

    #[test]
    fn a_target_names_who_lacks_what_and_wards_are_not_counted() {
        let units = [
            history(unit(1, "xã", None, None), &BOTH_2023),
            history(unit(2, "xã", None, None), &[(2, Status::Met, "2023-06-01")]),
            history(unit(3, "phường", None, None), &[]),
        ];
        let profile = profile(target(100, "2024-12-31"));
        let found = figures(&profile, &profile.targets[0], &units, day("2024-01-01")).expect("units");
        assert_eq!((found.reached, found.needed, found.progress), (Share::new(1, 2), 2, Progress::OnCourse));
        let lacks: Vec<_> =
            found.lacks.iter().map(|lack| (lack.unit.named.code.as_str(), &lack.criteria[..])).collect();
        assert_eq!(lacks, [("2", &[3][..])]);
    }

    #[test]
    fn what_is_reached_late_lost_or_missed_is_told_apart() {
        let of = |rows: &[(u32, Status, &str)], on: &str| {
            let units = [history(unit(1, "xã", None, None), rows)];
            let profile = profile(target(100, "2023-12-31"));
            figures(&profile, &profile.targets[0], &units, day(on)).expect("units").progress
        };
        let late = [(2, Status::NotMet, "2023-01-01"), (2, Status::Met, "2024-06-01"), (3, Status::Met, "2024-06-01")];
        assert_eq!(of(&BOTH_2023, "2023-12-31"), Progress::Reached);
        assert_eq!(of(&BOTH_2023, "2025-01-01"), Progress::Reached);
        assert_eq!(of(&late, "2023-12-31"), Progress::OnCourse);
        assert_eq!(of(&late, "2024-01-01"), Progress::Late);
        assert_eq!(of(&late, "2024-06-01"), Progress::ReachedLate);
        let not_met = [(2, Status::NotMet, "2023-06-01")];
        assert_eq!(of(&not_met, "2026-01-01"), Progress::Missed);
        let lost = [BOTH_2023[0], BOTH_2023[1], (3, Status::NotMet, "2024-03-01")];
        assert_eq!(of(&lost, "2024-03-01"), Progress::Lost);
    }

    #[test]
    fn no_data_is_not_failure_and_is_counted_apart() {
        let nothing = |n| history(unit(n, "xã", None, None), &[]);
        let profile = profile(target(50, "2023-12-31"));
        let of = |units: &[History], on: &str| {
            let found = figures(&profile, &profile.targets[0], units, day(on)).expect("units");
            (found.progress, found.lacks.len(), found.unknown.len(), found.is_known())
        };
        let bare = [nothing(1), nothing(2)];
        for on in ["2023-06-01", "2024-06-01", "2026-06-01"] {
            assert_eq!(of(&bare, on), (Progress::NoData, 0, 2, false), "{on}");
        }
        let not_met = history(unit(3, "xã", None, None), &[(2, Status::NotMet, "2023-06-01")]);
        let half = [nothing(1), not_met.clone()];
        assert_eq!(of(&half, "2024-06-01"), (Progress::NoData, 1, 1, true), "the other one may have it");
        let most = [nothing(1), not_met.clone(), History { unit: unit(4, "xã", None, None), ..not_met }];
        assert_eq!(of(&most, "2024-06-01"), (Progress::Late, 2, 1, true), "whatever the other one has");
    }

    #[test]
    fn what_others_lost_is_lost_although_one_unit_is_another_by_now() {
        let lost = [BOTH_2023[0], BOTH_2023[1], (3, Status::NotMet, "2024-03-01")];
        let units = |rows: &[(u32, Status, &str)]| {
            [
                history(unit(1, "xã", None, None), rows),
                history(unit(2, "xã", None, None), &BOTH_2023),
                history(unit(3, "xã", None, Some("2024-04-30")), &BOTH_2023),
                history(unit(4, "xã", Some("2024-05-01"), None), &[]),
            ]
        };
        let profile = profile(target(100, "2023-12-31"));
        let of = |rows: &[(u32, Status, &str)]| {
            let units = units(rows);
            figures(&profile, &profile.targets[0], &units, day("2024-06-01")).expect("units").progress
        };
        assert_eq!((of(&lost), of(&BOTH_2023)), (Progress::Lost, Progress::Reached));
    }

    #[test]
    fn merged_units_begin_anew_and_what_was_reached_in_time_stays_reached() {
        let units = [
            history(unit(1, "xã", None, Some("2025-06-30")), &BOTH_2023),
            history(unit(2, "xã", Some("2025-07-01"), None), &[]),
        ];
        let profile = profile(target(100, "2024-12-31"));
        let on = |text: &str| figures(&profile, &profile.targets[0], &units, day(text)).expect("units");
        assert_eq!((on("2025-06-30").reached, on("2025-06-30").progress), (Share::new(1, 1), Progress::Reached));
        assert_eq!((on("2025-12-31").reached, on("2025-12-31").progress), (Share::new(0, 1), Progress::Reached));
    }

    #[test]
    fn a_target_over_units_that_are_no_more_is_counted_on_their_last_day() {
        let units = [history(unit(1, "xã", None, Some("2025-06-30")), &BOTH_2023)];
        let profile = profile(target(100, "2025-12-31"));
        let found = figures(&profile, &profile.targets[0], &units, day("2025-12-31")).expect("units");
        assert_eq!((found.on, found.ended, found.reached), (day("2025-06-30"), true, Share::new(1, 1)));
        assert_eq!(found.progress, Progress::Reached);
        let not_met = [(2, Status::NotMet, "2023-06-01")];
        let lacking = [history(unit(1, "xã", None, Some("2025-06-30")), &not_met)];
        let of = |on| figures(&profile, &profile.targets[0], &lacking, day(on)).expect("units").progress;
        assert_eq!(
            [of("2025-06-30"), of("2025-07-01"), of("2026-03-01")],
            [Progress::OnCourse, Progress::Ended, Progress::Ended],
            "what is no more is not on course"
        );
        assert!(figures(&profile, &profile.targets[0], &[], day("2025-12-31")).is_none());
    }

    #[test]
    fn a_title_of_a_named_unit_is_its_own_and_a_lower_one_says_nothing_of_it() {
        let decided = |title, granted, on| Recognition { title, granted, day: day(on), decision: "1/QĐ".into() };
        let of = |recognitions: &[Recognition], on: &str| {
            let own =
                History { unit: unit(1, "xã", None, None), assessments: vec![], recognitions: recognitions.to_vec() };
            let other = History {
                unit: unit(2, "xã", None, None),
                assessments: vec![],
                recognitions: vec![decided(Title::Model, true, "2023-01-01")],
            };
            let asked = target(100, "2024-12-31");
            let asked = Target {
                units: vec!["1".into()],
                title: Some(Title::Model),
                ruleset: String::new(),
                criteria: vec![],
                ..asked
            };
            let profile = profile(asked);
            let found = [own, other];
            let found = figures(&profile, &profile.targets[0], &found, day(on)).expect("units");
            (found.reached, found.progress)
        };
        let (none, one) = (Share::new(0, 1), Share::new(1, 1));
        assert_eq!(of(&[], "2026-01-01"), (none, Progress::NoData));
        assert_eq!(of(&[decided(Title::Standard, true, "2020-01-01")], "2026-01-01"), (none, Progress::NoData));
        let granted = decided(Title::Model, true, "2024-06-01");
        assert_eq!(of(std::slice::from_ref(&granted), "2026-01-01"), (one, Progress::Reached));
        assert_eq!(of(&[granted, decided(Title::Model, false, "2025-06-01")], "2026-01-01"), (none, Progress::Lost));
    }
}
