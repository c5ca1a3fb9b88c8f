//! Recommendations (*kiến nghị*): what the Front asks of a unit's People's Committee, and what became of it.
//!
//! The Front raises one with a day by which it is to be answered; the People's Committee answers; the Front accepts the
//! answer, returns it, or closes. Every step is dated and stays. One that is not answered in time, or accepted and not
//! done in time, rises to the committees above.

use crate::message::Message;
use chrono::{Datelike as _, NaiveDate};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use strum::{EnumString, IntoStaticStr};

/// The longest text of a step, in characters.
pub const LONGEST_TEXT: usize = 4_000;

/// How far a recommendation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Stage {
    /// *Chờ trả lời.*
    Waiting,
    /// *Trả lại, chờ trả lời lại.*
    Returned,
    /// *Đã trả lời, chờ Mặt trận xem.*
    Answered,
    /// *Đã chấp nhận trả lời, đang thực hiện.*
    Accepted,
    /// *Đã khép lại.*
    Closed,
}

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum RecommendationAction {
    /// The Front raises it (*kiến nghị*).
    Raise,
    /// The People's Committee answers (*trả lời*).
    Answer,
    /// The Front accepts the answer and waits until it is done (*chấp nhận*).
    Accept,
    /// The Front returns the answer (*trả lại*).
    Return,
    /// The Front closes it (*khép lại*).
    Close,
}

impl RecommendationAction {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Raise, Self::Answer, Self::Accept, Self::Return, Self::Close];

    /// Whether the People's Committee does it, or else the Front.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Answer)
    }

    /// Whether it may set another day: the Front's actions after which somebody still has to do something.
    pub const fn sets_day(self) -> bool {
        matches!(self, Self::Raise | Self::Accept | Self::Return)
    }
}

/// Its label.
impl From<RecommendationAction> for Message {
    fn from(step: RecommendationAction) -> Self {
        Self::plain(match step {
            RecommendationAction::Raise => "recommendation-action-raise",
            RecommendationAction::Answer => "recommendation-action-answer",
            RecommendationAction::Accept => "recommendation-action-accept",
            RecommendationAction::Return => "recommendation-action-return",
            RecommendationAction::Close => "recommendation-action-close",
        })
    }
}

impl Stage {
    /// All of them, in the order of lists: what waits first.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Returned, Self::Answered, Self::Accepted, Self::Closed];

    /// What it becomes by a move; `None` where the move makes no sense now.
    pub const fn after(self, step: RecommendationAction) -> Option<Self> {
        match (self, step) {
            // While it is carried out, the People's Committee may report again.
            (Self::Waiting | Self::Returned | Self::Accepted, RecommendationAction::Answer) => Some(Self::Answered),
            (Self::Answered, RecommendationAction::Accept) => Some(Self::Accepted),
            (Self::Answered, RecommendationAction::Return) => Some(Self::Returned),
            (Self::Waiting | Self::Returned | Self::Answered | Self::Accepted, RecommendationAction::Close) => {
                Some(Self::Closed)
            }
            _ => None,
        }
    }

    /// Whether the People's Committee has it in hand; only then can it be late.
    pub const fn is_theirs(self) -> bool {
        matches!(self, Self::Waiting | Self::Returned | Self::Accepted)
    }

    /// Whether it is overdue on `today`: the due day itself is still in time.
    pub fn is_overdue(self, due: NaiveDate, today: NaiveDate) -> bool {
        self.is_theirs() && due < today
    }
}

/// Its label.
impl From<Stage> for Message {
    fn from(stage: Stage) -> Self {
        Self::plain(match stage {
            Stage::Waiting => "recommendation-stage-waiting",
            Stage::Returned => "recommendation-stage-returned",
            Stage::Answered => "recommendation-stage-answered",
            Stage::Accepted => "recommendation-stage-accepted",
            Stage::Closed => "recommendation-stage-closed",
        })
    }
}

/// A month or a quarter, for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A month (*tháng*).
    Month(i32, u32),
    /// A quarter (*quý*).
    Quarter(i32, u32),
}

/// `2026-07` or `2026-Q3`, as an address carries it.
///
/// ```
/// use app::domain::oversight::recommendation::Period;
/// assert_eq!("2026-Q3".parse(), Ok(Period::Quarter(2026, 3)));
/// assert_eq!("2026-07".parse(), Ok(Period::Month(2026, 7)));
/// assert!("2026-13".parse::<Period>().is_err());
/// ```
impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (year, part) = text.split_once('-').ok_or(NotAPeriod)?;
        let within = |text: &str, range: RangeInclusive<u32>| {
            text.parse().ok().filter(|number| range.contains(number)).ok_or(NotAPeriod)
        };
        let year = within(year, 2000..=2200)?.cast_signed();
        match part.strip_prefix('Q') {
            Some(quarter) => Ok(Self::Quarter(year, within(quarter, 1..=4)?)),
            None => Ok(Self::Month(year, within(part, 1..=12)?)),
        }
    }
}

/// Neither a month nor a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither a month nor a quarter")]
pub struct NotAPeriod;

impl fmt::Display for Period {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(year, month) => write!(to, "{year}-{month:02}"),
            Self::Quarter(year, quarter) => write!(to, "{year}-Q{quarter}"),
        }
    }
}

impl Period {
    /// The month of a day.
    pub fn month_of(day: NaiveDate) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The quarter of a day.
    pub fn quarter_of(day: NaiveDate) -> Self {
        Self::Quarter(day.year(), day.month0() / 3 + 1)
    }

    /// Its first and its last day.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        let (year, from, months) = match self {
            Self::Month(year, month) => (year, month, 1),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2, 3),
        };
        let (next_year, next) = if from + months > 12 { (year + 1, 1) } else { (year, from + months) };
        let first = NaiveDate::from_ymd_opt(year, from, 1).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(next_year, next, 1).and_then(|day| day.pred_opt()).unwrap_or(first);
        (first, last)
    }
}

/// Its label: "Tháng 7/2026", "Quý III/2026".
impl From<Period> for Message {
    fn from(period: Period) -> Self {
        match period {
            Period::Month(year, month) => {
                Self::plain("period-month").with("month", month).with("year", year.to_string())
            }
            Period::Quarter(year, quarter) => {
                let roman = ["I", "II", "III", "IV"].get(quarter as usize - 1).copied().unwrap_or_default();
                Self::plain("period-quarter").with("quarter", roman).with("year", year.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn it_goes_through_answer_return_second_answer_and_close() {
        let actions = [
            RecommendationAction::Answer,
            RecommendationAction::Return,
            RecommendationAction::Answer,
            RecommendationAction::Accept,
            RecommendationAction::Close,
        ];
        let stages: Vec<_> = actions
            .into_iter()
            .scan(Stage::Waiting, |stage, step| {
                *stage = stage.after(step)?;
                Some(*stage)
            })
            .collect();
        assert_eq!(stages, [Stage::Answered, Stage::Returned, Stage::Answered, Stage::Accepted, Stage::Closed]);
    }

    #[test]
    fn nothing_moves_once_it_is_closed_and_only_an_answer_is_accepted() {
        assert!(RecommendationAction::ALL.into_iter().all(|step| Stage::Closed.after(step).is_none()));
        assert!(Stage::ALL.into_iter().all(|stage| stage.after(RecommendationAction::Raise).is_none()));
        assert_eq!(Stage::Waiting.after(RecommendationAction::Accept), None);
        assert_eq!(Stage::Answered.after(RecommendationAction::Answer), None);
    }

    #[test]
    fn it_is_late_the_day_after_and_only_while_others_have_it() {
        assert!(!Stage::Waiting.is_overdue(day("2026-07-10"), day("2026-07-10")));
        assert!(Stage::Waiting.is_overdue(day("2026-07-10"), day("2026-07-11")));
        assert!(!Stage::Answered.is_overdue(day("2026-07-10"), day("2026-08-11")));
        assert!(!Stage::Closed.is_overdue(day("2026-07-10"), day("2026-08-11")));
    }

    #[test]
    fn periods_have_their_days() {
        assert_eq!(Period::Quarter(2026, 4).days(), (day("2026-10-01"), day("2026-12-31")));
        assert_eq!(Period::Month(2024, 2).days(), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!(Period::quarter_of(day("2026-06-30")), Period::Quarter(2026, 2));
        for word in ["2026-12", "2026-Q1"] {
            assert_eq!(word.parse::<Period>().map(|period| period.to_string()).as_deref(), Ok(word));
        }
        assert!(["2026", "2026-Q5", "x-1", "2026-0"].iter().all(|word| word.parse::<Period>().is_err()));
    }
}
