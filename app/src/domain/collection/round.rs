//! A round of asking (*đợt lấy ý kiến*): where, by which rules, from when to when.

use crate::domain::collection::code::CodeError;
use crate::domain::collection::plan::Papers;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::UnitRef;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use strum::{EnumString, IntoStaticStr};
use uuid::Uuid;

/// How far a round has come. It only goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum State {
    /// Ballots may come in between its first and its last day.
    Open,
    /// No ballot comes in any more.
    Closed,
    /// Its results are public and do not change.
    Published,
}

/// How a round ended (*kết thúc đợt*): on which day, and without which hamlets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The day on which it was closed.
    pub on: Option<NaiveDate>,
    /// Why it was closed without some hamlets, as the Front wrote it; empty if all were closed.
    pub reason: String,
    /// The hamlets whose ballots were not counted by then.
    pub open: Vec<OpenHamlet>,
}

/// A hamlet that was not closed when its round was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHamlet {
    /// Its name.
    pub name: String,
    /// Its commune.
    pub commune: UnitRef,
}

impl Ending {
    /// The part of it that is about the communes with these codes.
    #[must_use]
    pub fn within(&self, communes: impl Fn(&str) -> bool) -> Self {
        let open: Vec<_> = self.open.iter().filter(|hamlet| communes(&hamlet.commune.code)).cloned().collect();
        let reason = if open.is_empty() { String::new() } else { self.reason.clone() };
        Self { on: self.on, reason, open }
    }
}

/// A round with the rules it was opened with.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Its key in the store and in commands.
    pub id: Uuid,
    /// The unit it is held for.
    pub unit: UnitRef,
    /// The exact rules, with the participation this round asks for.
    pub ruleset: Arc<Ruleset>,
    /// The papers it rests on.
    pub papers: Arc<Papers>,
    /// The first day.
    pub opens: NaiveDate,
    /// The last day, included.
    pub closes: NaiveDate,
    /// How far it has come.
    pub state: State,
    /// The day its results became public.
    pub published_on: Option<NaiveDate>,
}

/// What a household meets when it comes on some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not begun.
    Early,
    /// Ballots are taken.
    Running,
    /// It is over.
    Over,
}

impl Round {
    /// What a household meets that comes on `today`.
    pub fn phase(&self, today: NaiveDate) -> Phase {
        phase(self.state, self.opens, self.closes, today)
    }
}

/// What a household meets that comes on `today`.
pub fn phase(state: State, opens: NaiveDate, closes: NaiveDate, today: NaiveDate) -> Phase {
    if state != State::Open || closes < today {
        Phase::Over
    } else if today < opens {
        Phase::Early
    } else {
        Phase::Running
    }
}

/// Why a code opens no ballot. Each is said kindly and with what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not a code.
    Mistyped(CodeError),
    /// It is a code, but not one that was issued here.
    Unknown,
    /// A ballot was sent with it before.
    Spent,
    /// The hamlet's paper was counted, so the code died.
    Void,
    /// Another slip took its place.
    Replaced,
    /// A spare slip that nobody was given yet.
    Spare,
    /// The round has not begun.
    Early {
        /// When it does.
        opens: NaiveDate,
    },
    /// The round is over.
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_takes_ballots_from_its_first_to_its_last_day_unless_closed() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let (first, last) = (day("2024-07-01"), day("2024-07-26"));
        assert_eq!(phase(State::Open, first, last, day("2024-06-30")), Phase::Early);
        assert_eq!(phase(State::Open, first, last, first), Phase::Running);
        assert_eq!(phase(State::Open, first, last, last), Phase::Running);
        assert_eq!(phase(State::Open, first, last, day("2024-07-27")), Phase::Over);
        assert_eq!(phase(State::Closed, first, last, first), Phase::Over);
        assert_eq!(phase(State::Published, first, last, day("2024-06-30")), Phase::Over);
    }
}
