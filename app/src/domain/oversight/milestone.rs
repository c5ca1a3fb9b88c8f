//! Milestones: what a plan promises that is no share of its units: a figure to be reached (*số liệu phải đạt*), measured
//! by its value in a base year, or an act to be done by a day (*việc phải xong*). Either may be about one unit.
//!
//! What is known of one is written down with its day and document, and nothing is overwritten. Without an entry nothing
//! is known: that is never late. Nor is it shown to be late by an entry from before its day.

use crate::domain::oversight::progress::Progress;
use crate::domain::text::is_slug;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A figure to be reached, or an act to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Its name in the profile.
    pub id: String,
    /// The section of the plan, such as `II.2`.
    pub section: String,
    /// What it is about.
    pub content: String,
    /// The same in English; empty where nobody translated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_en: String,
    /// By when.
    pub by: NaiveDate,
    /// Whether it stands so in the plan; what is our own reading says `false`.
    pub verified: bool,
    /// The figure; an act has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Measure>,
}

/// How a figure is measured, and how much of it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// At least so many percent of its value in the base year: `150` is one and a half times.
    pub percent: u32,
    /// The year it is compared with.
    pub base_year: i32,
    /// Its unit, such as `triệu đồng`.
    pub unit: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit_en: String,
}

/// What is written down of a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneEntry {
    /// The day it is about: of a figure the last day of its year, of an act the day it was done.
    pub as_of: NaiveDate,
    /// What is known.
    pub word: Word,
    /// The document it stands in.
    pub document: String,
}

/// What is known of a milestone on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The value, in hundredths.
    Value(u64),
    /// The act is done.
    Done,
    /// The act is not done yet.
    NotDone,
}

/// A milestone on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneStanding<'a> {
    /// The milestone.
    pub milestone: &'a Milestone,
    /// What was known last; of a figure, after its base year.
    pub latest: Option<&'a MilestoneEntry>,
    /// The value of the base year.
    pub base: Option<u64>,
    /// How far it has come.
    pub progress: Progress,
}

/// Whether it holds, and of which day that is known.
#[derive(Clone, Copy)]
struct Known {
    holds: bool,
    as_of: NaiveDate,
}

impl Milestone {
    pub(super) fn check(&self) -> Result<(), String> {
        if !is_slug(&self.id) {
            return Err(format!("id {:?} may hold only a-z, 0-9 and -", self.id));
        }
        match &self.figure {
            Some(figure) if figure.percent == 0 => Err("percent must not be nought".into()),
            Some(figure) if figure.base_year >= self.by.year() => Err("base_year does not lie before by".into()),
            _ => Ok(()),
        }
    }

    /// Where it stands on a day by all that was ever written of it, in the order it was written; `end` is the day the plan
    /// ends.
    pub fn standing<'a>(
        &'a self,
        entries: &[&'a MilestoneEntry],
        end: NaiveDate,
        day: NaiveDate,
    ) -> MilestoneStanding<'a> {
        let (latest, base) = (self.latest(entries, day), self.base(entries, day));
        let progress = self.progress(entries, end, day);
        MilestoneStanding { milestone: self, latest, base, progress }
    }

    fn progress(&self, entries: &[&MilestoneEntry], end: NaiveDate, day: NaiveDate) -> Progress {
        let now = self.known(entries, day);
        if day <= self.by {
            return match now {
                None => Progress::NoData,
                Some(Known { holds: true, .. }) => Progress::Reached,
                Some(_) => Progress::OnCourse,
            };
        }
        let due = self.known(entries, self.by);
        let in_time = due.is_some_and(|due| due.holds);
        // A figure of a later year does not say that it was less before.
        let is_known_late = self.figure.is_none() || due.is_some_and(|due| due.as_of == self.by);
        match now {
            Some(now) if now.holds && !in_time && is_known_late => Progress::ReachedLate,
            Some(now) if now.holds => Progress::Reached,
            Some(_) if in_time => Progress::Lost,
            Some(now) if now.as_of >= self.by && day <= end => Progress::Late,
            Some(now) if now.as_of >= self.by => Progress::Missed,
            _ => Progress::NoData,
        }
    }

    fn known(&self, entries: &[&MilestoneEntry], day: NaiveDate) -> Option<Known> {
        let latest = self.latest(entries, day)?;
        let holds = match (latest.word, &self.figure) {
            (Word::Value(value), Some(measure)) => {
                let needed = u128::from(measure.percent) * u128::from(self.base(entries, day)?);
                u128::from(value) * 100 >= needed
            }
            (word, _) => word == Word::Done,
        };
        Some(Known { holds, as_of: latest.as_of })
    }

    fn latest<'a>(&self, entries: &[&'a MilestoneEntry], day: NaiveDate) -> Option<&'a MilestoneEntry> {
        let known = entries.iter().copied().filter(|one| one.as_of <= day);
        match &self.figure {
            Some(measure) => known.filter(|one| one.as_of.year() > measure.base_year).max_by_key(|one| one.as_of),
            // That it was not done yet before the day it was done says nothing new.
            None => known.fold(None, |last: Option<&MilestoneEntry>, one| match last {
                Some(last) if last.word == Word::Done && one.word == Word::NotDone && one.as_of < last.as_of => {
                    Some(last)
                }
                _ => Some(one),
            }),
        }
    }

    fn base(&self, entries: &[&MilestoneEntry], day: NaiveDate) -> Option<u64> {
        let year = self.figure.as_ref()?.base_year;
        let of_year = entries.iter().filter(|one| one.as_of <= day && one.as_of.year() == year);
        match of_year.max_by_key(|one| one.as_of)?.word {
            Word::Value(value) => Some(value),
            Word::Done | Word::NotDone => None,
        }
    }
}

impl Measure {
    /// What is asked for, in hundredths, by the value of the base year; rounded up, so that it promises enough.
    pub fn needed(&self, base: u64) -> u64 {
        let needed = (u128::from(self.percent) * u128::from(base)).div_ceil(100);
        u64::try_from(needed).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn milestone(figure: Option<Measure>, by: &str) -> Milestone {
        Milestone {
            id: "mot".into(),
            section: "II.2".into(),
            content: "Một việc".into(),
            content_en: String::new(),
            by: day(by),
            verified: true,
            figure,
        }
    }

    fn income() -> Milestone {
        let measure = Measure { percent: 150, base_year: 2020, unit: "triệu đồng".into(), unit_en: String::new() };
        milestone(Some(measure), "2025-12-31")
    }

    fn entry((as_of, word): (&str, Word)) -> MilestoneEntry {
        MilestoneEntry { as_of: day(as_of), word, document: "1/BC".into() }
    }

    fn progress(milestone: &Milestone, entries: &[(&str, Word)], on: &str) -> Progress {
        let entries: Vec<MilestoneEntry> = entries.iter().copied().map(entry).collect();
        let entries: Vec<&MilestoneEntry> = entries.iter().collect();
        milestone.standing(&entries, day("2025-12-31"), day(on)).progress
    }

    #[test]
    fn a_figure_is_reached_by_its_exact_multiple_of_the_base_year() {
        let base = ("2020-12-31", Word::Value(4_001));
        let of = |value, on: &str| progress(&income(), &[base, ("2024-12-31", Word::Value(value))], on);
        assert_eq!(of(6_001, "2025-06-01"), Progress::OnCourse);
        assert_eq!(of(6_002, "2025-06-01"), Progress::Reached);
        assert_eq!(of(6_002, "2024-12-30"), Progress::NoData, "nothing was known of any year but the base");
        let last = |value| progress(&income(), &[base, ("2025-12-31", Word::Value(value))], "2026-03-01");
        assert_eq!([last(6_001), last(6_002)], [Progress::Missed, Progress::Reached]);
        // Written again for the same day, the later word counts.
        let again = [base, ("2025-12-31", Word::Value(10)), ("2025-12-31", Word::Value(6_002))];
        assert_eq!(progress(&income(), &again, "2026-03-01"), Progress::Reached);
    }

    #[test]
    fn without_an_entry_about_its_day_nothing_is_late() {
        let act = milestone(None, "2022-12-31");
        for on in ["2022-06-01", "2023-06-01", "2026-06-01"] {
            assert_eq!(progress(&act, &[], on), Progress::NoData, "{on}");
            assert_eq!(progress(&income(), &[], on), Progress::NoData, "{on}");
        }
        let before = [("2022-06-01", Word::NotDone)];
        assert_eq!(progress(&act, &before, "2022-07-01"), Progress::OnCourse);
        assert_eq!(progress(&act, &before, "2023-07-01"), Progress::NoData, "it may be done since");
        let stale = [("2020-12-31", Word::Value(100)), ("2023-12-31", Word::Value(120))];
        assert_eq!(progress(&income(), &stale, "2026-06-01"), Progress::NoData);
        let no_base = [("2025-12-31", Word::Value(120))];
        assert_eq!(progress(&income(), &no_base, "2026-06-01"), Progress::NoData);
    }

    #[test]
    fn an_act_is_done_in_time_late_or_not() {
        let act = milestone(None, "2022-12-31");
        let of = |entries: &[(&str, Word)], on: &str| progress(&act, entries, on);
        assert_eq!(of(&[("2022-11-01", Word::Done)], "2022-10-01"), Progress::NoData);
        assert_eq!(of(&[("2022-11-01", Word::Done)], "2024-10-01"), Progress::Reached);
        assert_eq!(of(&[("2023-12-29", Word::Done)], "2024-10-01"), Progress::ReachedLate);
        let not_yet = [("2023-01-15", Word::NotDone)];
        assert_eq!([of(&not_yet, "2024-10-01"), of(&not_yet, "2026-01-01")], [Progress::Late, Progress::Missed]);
        // A mistake is mended by a later word, and an older word that comes late changes nothing.
        assert_eq!(of(&[not_yet[0], ("2022-11-01", Word::Done)], "2024-10-01"), Progress::Reached);
        assert_eq!(of(&[("2022-11-01", Word::Done), ("2021-01-01", Word::NotDone)], "2024-10-01"), Progress::Reached);
    }
}
