//! Recognition (*công nhận*): the titles a unit holds, and what became of them.
//!
//! A title is granted by a decision and can be withdrawn by another; both are history. A unit that was made of others
//! inherits none of theirs.

use crate::message::Message;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use strum::{EnumString, IntoStaticStr};

/// A title, from low to high; who holds a higher one has what the lower ones ask for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case", const_into_str)]
#[serde(rename_all = "snake_case")]
pub enum Title {
    /// *Đạt chuẩn nông thôn mới.*
    Standard,
    /// *Nông thôn mới nâng cao.*
    Advanced,
    /// *Nông thôn mới kiểu mẫu.*
    Model,
}

impl Title {
    /// All of them, from low to high.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Advanced, Self::Model];
}

/// Its label.
impl From<Title> for Message {
    fn from(title: Title) -> Self {
        Self::plain(match title {
            Title::Standard => "title-standard",
            Title::Advanced => "title-advanced",
            Title::Model => "title-model",
        })
    }
}

/// A decision about a title (*quyết định công nhận, quyết định thu hồi*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// Which title.
    pub title: Title,
    /// Whether it is granted, or else withdrawn.
    pub granted: bool,
    /// The day of the decision.
    pub day: NaiveDate,
    /// Its number, such as `1234/QĐ-UBND`.
    pub decision: String,
}

/// The titles held on a day, by the decisions up to it. A title that is withdrawn takes the higher ones with it.
pub fn held<'a>(decisions: impl IntoIterator<Item = &'a Recognition>, day: NaiveDate) -> BTreeSet<Title> {
    let mut decisions: Vec<_> = decisions.into_iter().filter(|decision| decision.day <= day).collect();
    decisions.sort_by_key(|decision| decision.day);
    let mut held = BTreeSet::new();
    for Recognition { title, granted, .. } in decisions {
        if *granted {
            held.insert(*title);
        } else {
            held.retain(|kept| kept < title);
        }
    }
    held
}

/// Whether what a title asks for is held: the title itself or a higher one.
pub fn reaches(held: &BTreeSet<Title>, title: Title) -> bool {
    held.last().is_some_and(|highest| *highest >= title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn decision(title: Title, granted: bool, on: &str) -> Recognition {
        Recognition { title, granted, day: day(on), decision: "1/QĐ-UBND".into() }
    }

    #[test]
    fn a_title_is_held_from_its_day_until_it_is_withdrawn() {
        let all = [
            decision(Title::Advanced, true, "2023-11-20"),
            decision(Title::Standard, true, "2020-12-01"),
            decision(Title::Standard, false, "2024-05-05"),
        ];
        let on = |text: &str| held(&all, day(text)).into_iter().collect::<Vec<_>>();
        assert_eq!(on("2020-11-30"), []);
        assert_eq!(on("2020-12-01"), [Title::Standard]);
        assert_eq!(on("2024-05-04"), [Title::Standard, Title::Advanced]);
        assert_eq!(on("2024-05-05"), [], "the higher title falls with the lower one");
    }

    #[test]
    fn a_higher_title_has_what_the_lower_ones_ask_for() {
        let held = held(&[decision(Title::Advanced, true, "2023-01-01")], day("2024-01-01"));
        assert!(reaches(&held, Title::Standard) && reaches(&held, Title::Advanced) && !reaches(&held, Title::Model));
    }

    #[test]
    fn words_and_titles_answer_each_other() {
        assert!(Title::ALL.into_iter().all(|title| title.into_str().parse() == Ok(title)));
        assert!(Title::Standard < Title::Model);
    }
}
