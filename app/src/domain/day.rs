//! Days as people write them (*ngày*), read the same way wherever one comes in.

use crate::messages;
use chrono::{Datelike as _, NaiveDate};

/// The years in which something may have happened or be planned.
pub const YEARS: std::ops::RangeInclusive<i32> = 1945..=2100;

messages! {
    /// Why what was written is not taken as a day.
    pub enum DayFault {
        /// It is no day at all.
        Unreadable { typed: String } = "day-unreadable",
        /// The calendar has no such day.
        DoesNotExist { typed: String } = "day-does-not-exist",
        /// The year has two digits; with an example of what may be meant.
        ShortYear { typed: String, example: String } = "day-short-year",
        /// The year lies outside of [`YEARS`].
        YearOutside { typed: String, first: String, last: String } = "day-year-outside",
    }
}

/// Reads a day: `2026-11-26`, or day, month and year of four digits as in `26/11/2026`, `5-9-2026`, `05.09.2026`.
///
/// ```
/// use app::domain::day::read_day;
/// assert_eq!(read_day("5/9/2026"), read_day("2026-09-05"));
/// assert!(read_day("5/9/26").is_err());
/// ```
///
/// # Errors
///
/// Whatever else is written, and years before 1945 or after 2100.
pub fn read_day(typed: &str) -> Result<NaiveDate, DayFault> {
    let typed = typed.trim();
    let unreadable = || DayFault::Unreadable { typed: typed.to_owned() };
    let sign = typed.chars().find(|sign| matches!(sign, '/' | '-' | '.'));
    let parts: Vec<&str> = typed.split(sign.ok_or_else(unreadable)?).map(str::trim).collect();
    let [first, month, third] = parts[..] else { return Err(unreadable()) };
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(unreadable());
    }
    let (year, day) = if first.len() > 2 { (first, third) } else { (third, first) };
    let (Ok(number), Ok(month), Ok(day)) = (year.parse::<i32>(), month.parse::<u32>(), day.parse::<u32>()) else {
        return Err(unreadable());
    };
    match year.len() {
        2 => {
            let example = NaiveDate::from_ymd_opt(2000 + number, month, day).unwrap_or_default();
            let example = if example.year() < 2000 { EXAMPLE.to_owned() } else { written(example) };
            return Err(DayFault::ShortYear { typed: typed.to_owned(), example });
        }
        4 => {}
        _ => return Err(unreadable()),
    }
    if !YEARS.contains(&number) {
        let (first, last) = (YEARS.start().to_string(), YEARS.end().to_string());
        return Err(DayFault::YearOutside { typed: typed.to_owned(), first, last });
    }
    NaiveDate::from_ymd_opt(number, month, day).ok_or_else(|| DayFault::DoesNotExist { typed: typed.to_owned() })
}

/// Stands where what was written gives no better one.
const EXAMPLE: &str = "26/11/2026";

fn written(day: NaiveDate) -> String {
    format!("{}/{}/{}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_read_with_and_without_noughts_and_whatever_stands_between() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 5);
        for typed in ["2026-09-05", "2026-9-5", "5/9/2026", "05/09/2026", " 5-9-2026 ", "05.09.2026", "5 / 9 / 2026"] {
            assert_eq!(read_day(typed).ok(), day, "{typed}");
        }
        assert_eq!(read_day("2026/09/05").ok(), day);
        assert!(read_day("29/2/2024").is_ok());
    }

    #[test]
    fn each_way_to_be_no_day_is_said_for_itself() {
        let keys = |typed: &str| crate::message::Message::from(read_day(typed).expect_err("no day")).key;
        for typed in ["", "mai", "26/11", "1/2/3/2026", "26/11-2026", "1/1/202", "1/1/20266", "-1/1/2026", "26//2026"] {
            assert_eq!(keys(typed), "day-unreadable", "{typed}");
        }
        for typed in ["31/11/2026", "29/2/2026", "2026-13-01", "0/1/2026", "11/26/2026"] {
            assert_eq!(keys(typed), "day-does-not-exist", "{typed}");
        }
        for typed in ["0026-06-30", "1/1/1944", "1/1/2101"] {
            assert_eq!(keys(typed), "day-year-outside", "{typed}");
        }
        let short = DayFault::ShortYear { typed: "30/06/26".into(), example: "30/6/2026".into() };
        assert_eq!(read_day("30/06/26"), Err(short));
        let strange = DayFault::ShortYear { typed: "99/99/99".into(), example: EXAMPLE.into() };
        assert_eq!(read_day("99/99/99"), Err(strange));
    }

    proptest! {
        #[test]
        fn whatever_is_read_lies_within_the_years(typed in "[0-9]{1,5}[/.-][0-9]{1,3}[/.-][0-9]{1,5}") {
            if let Ok(day) = read_day(&typed) {
                prop_assert!(YEARS.contains(&day.year()), "{}", day);
            }
        }

        #[test]
        fn every_day_of_the_years_reads_back(day in 0..56_900_i32) {
            let first = NaiveDate::from_ymd_opt(1945, 1, 1).expect("a day");
            let day = first + chrono::Days::new(u64::try_from(day).expect("a count"));
            prop_assert_eq!(read_day(&day.to_string()), Ok(day));
            prop_assert_eq!(read_day(&written(day)), Ok(day));
        }
    }
}
