//! Where and when a document is signed.

use crate::i18n::{Lang, t};
use chrono::{Datelike as _, NaiveDate};

/// The line of place and date. Decree 30/2020/NĐ-CP: a nought stands before days below 10 and before the months 1 and 2.
pub fn signed_at(lang: Lang, place: &str, on: NaiveDate) -> String {
    let (day, month, year) = written_out(lang, on);
    t!(lang, "notice-signed-at", place = place, day = day, month = month, year = year)
}

/// A day as documents write it out: `ngày 05 tháng 02 năm 2026`.
pub fn day_in_words(lang: Lang, on: NaiveDate) -> String {
    let (day, month, year) = written_out(lang, on);
    t!(lang, "document-day", day = day, month = month, year = year)
}

/// A day in numbers, as documents write it: `05/02/2026`, `09/3/2026`.
pub fn day_in_numbers(lang: Lang, on: NaiveDate) -> String {
    match lang {
        Lang::Vi => {
            let (day, month, year) = written_out(lang, on);
            format!("{day}/{month}/{year}")
        }
        Lang::En => lang.day(on),
    }
}

/// The line of place and date of what is signed on a day that nobody knows yet, in a year.
pub fn signed_later(place: &str, year: i32) -> String {
    t!("document-signed-later", place = place, year = year.to_string())
}

fn written_out(lang: Lang, on: NaiveDate) -> (String, String, String) {
    let (day, month) = match lang {
        Lang::Vi if on.month() < 3 => (on.format("%d"), on.format("%m")),
        Lang::Vi => (on.format("%d"), on.format("%-m")),
        Lang::En => (on.format("%-d"), on.format("%B")),
    };
    (day.to_string(), month.to_string(), on.year().to_string())
}
