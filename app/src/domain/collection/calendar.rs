//! Working days (*ngày làm việc*): Saturdays, Sundays and days off are not counted.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A day off (*ngày nghỉ lễ*) with where it is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayOff {
    /// The day.
    pub day: NaiveDate,
    /// What it is for.
    pub name: String,
    /// The document that says so.
    pub source: String,
    /// Whether it has been checked.
    pub verified: bool,
}

/// Whether people work on a day.
pub fn is_working(day: NaiveDate, off: &BTreeSet<NaiveDate>) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !off.contains(&day)
}

/// The last of `count` working days that begin with `first`, which counts if it is one. `None` beyond the calendar.
pub fn last_working_day(first: NaiveDate, count: u32, off: &BTreeSet<NaiveDate>) -> Option<NaiveDate> {
    let mut day = first;
    let mut left = count.max(1);
    loop {
        if is_working(day, off) {
            left -= 1;
        }
        if left == 0 {
            return Some(day);
        }
        day = day.checked_add_days(Days::new(1))?;
    }
}

/// How many working days lie from `first` to `last`, both counted.
pub fn working_days(first: NaiveDate, last: NaiveDate, off: &BTreeSet<NaiveDate>) -> u32 {
    let days = first.iter_days().take_while(|day| *day <= last).filter(|day| is_working(*day, off)).count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn twenty_working_days_are_four_weeks_and_longer_over_tet() {
        let none = BTreeSet::new();
        assert_eq!(last_working_day(day("2024-07-01"), 20, &none), Some(day("2024-07-26")));
        assert_eq!(last_working_day(day("2024-07-06"), 20, &none), Some(day("2024-08-02")), "begins on a Saturday");
        let tet: BTreeSet<_> = (16..=20).map(|d| NaiveDate::from_ymd_opt(2026, 2, d).expect("a day")).collect();
        assert_eq!(last_working_day(day("2026-02-09"), 20, &tet), Some(day("2026-03-13")));
        assert_eq!(working_days(day("2026-02-09"), day("2026-03-13"), &tet), 20);
        assert_eq!(working_days(day("2026-02-10"), day("2026-02-09"), &tet), 0);
    }

    proptest! {
        #[test]
        fn the_last_day_is_a_working_day_and_the_count_comes_out(start in 0_u64..20_000, count in 1_u32..60, off in proptest::collection::btree_set(0_u64..100, 0..20)) {
            let first = day("2000-01-01") + Days::new(start);
            let off: BTreeSet<_> = off.into_iter().map(|days| first + Days::new(days)).collect();
            let last = last_working_day(first, count, &off).expect("inside the calendar");
            prop_assert!(is_working(last, &off));
            prop_assert_eq!(working_days(first, last, &off), count);
        }
    }
}
