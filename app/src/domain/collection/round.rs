//! A round of asking (*đợt lấy ý kiến*): where, by which rules, from when to when.

use crate::domain::collection::code::CodeError;
use crate::domain::collection::plan::Papers;
use crate::domain::survey::disclosure::DisclosureRule;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::UnitRef;
use crate::message::Message;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
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

/// Its label.
impl From<State> for Message {
    fn from(state: State) -> Self {
        Self::plain(match state {
            State::Open => "round-state-open",
            State::Closed => "round-state-closed",
            State::Published => "round-state-published",
        })
    }
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
    /// The last day that was planned, included.
    pub closes: NaiveDate,
    /// The day on which it was closed, once it is.
    pub ended_on: Option<NaiveDate>,
    /// How far it has come.
    pub state: State,
    /// The day its results became public.
    pub published_on: Option<NaiveDate>,
    /// The document that asks for the full figures (*nêu đầy đủ số liệu*) of the round's units, where it was decided to tell them.
    pub full_figures: Option<String>,
}

/// How long a ballot that was opened in time may still be sent after the end of the last day. After the last day none is
/// opened any more, but whoever is filling one in goes on. That nobody proves when a page was opened is meant: it would
/// take a moment in the page, and what a page carries stands beside its answers. Whoever sends a form of their own making
/// gains these minutes and nothing else.
pub const GRACE: TimeDelta = TimeDelta::minutes(30);

/// When a household comes, by the days that count for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The day it is.
    pub today: NaiveDate,
    /// The day whose end matters: until the grace is over, a ballot that is sent counts as of the day before.
    pub ends: NaiveDate,
}

impl Visit {
    /// Comes on a day, for the first time.
    pub const fn on(today: NaiveDate) -> Self {
        Self { today, ends: today }
    }

    /// Goes on with a ballot at a moment.
    pub fn going_on(now: NaiveDateTime) -> Self {
        Self { today: now.date(), ends: (now - GRACE).date() }
    }
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
    /// Which of its counts are told. What it was decided to tell in full is told with the notice, and to nobody before.
    pub fn disclosure_rule(&self) -> DisclosureRule {
        let in_full = self.full_figures.is_some() && self.state == State::Published;
        DisclosureRule { fewest: self.ruleset.disclosure.fewest, in_full }
    }

    /// What a household meets that comes on `today`.
    pub fn phase(&self, today: NaiveDate) -> Phase {
        phase(self.state, self.opens, self.closes, Visit::on(today))
    }

    /// The last day on which households could answer: the planned one, or an earlier one on which it was closed.
    pub fn last_day(&self) -> NaiveDate {
        last_day(self.closes, self.ended_on)
    }

    /// The moment after which no ballot in hand is taken any more, by the clocks in Vietnam.
    pub fn last_moment(&self) -> NaiveDateTime {
        self.closes.and_time(NaiveTime::MIN) + TimeDelta::days(1) + GRACE
    }
}

/// The last day on which households could answer, by the planned one and by the one on which the round was closed.
pub fn last_day(closes: NaiveDate, ended_on: Option<NaiveDate>) -> NaiveDate {
    ended_on.map_or(closes, |on| on.min(closes))
}

/// What a household meets.
pub fn phase(state: State, opens: NaiveDate, closes: NaiveDate, visit: Visit) -> Phase {
    if state != State::Open || closes < visit.ends {
        Phase::Over
    } else if visit.today < opens {
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
    /// A slip of another hamlet than those whose households the helper may help.
    Elsewhere,
    /// A ballot was sent with it before.
    Spent {
        /// Whether the round still runs, so that a household that did not answer may say so.
        runs: bool,
    },
    /// The hamlet's paper was counted, so the code died.
    Void,
    /// Another slip took its place.
    Replaced,
    /// A spare slip that nobody was given yet.
    Spare,
    /// A supervisor answered with it to try the box.
    Audit,
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
        let on = |state, text| phase(state, first, last, Visit::on(day(text)));
        assert_eq!(on(State::Open, "2024-06-30"), Phase::Early);
        assert_eq!(on(State::Open, "2024-07-01"), Phase::Running);
        assert_eq!(on(State::Open, "2024-07-26"), Phase::Running);
        assert_eq!(on(State::Open, "2024-07-27"), Phase::Over);
        assert_eq!(on(State::Closed, "2024-07-01"), Phase::Over);
        assert_eq!(on(State::Published, "2024-06-30"), Phase::Over);
    }

    #[test]
    fn a_ballot_in_hand_may_be_sent_for_half_an_hour_after_the_end_but_not_once_the_round_is_closed() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let (first, last) = (day("2024-07-01"), day("2024-07-26"));
        let at = |state, text: &str| phase(state, first, last, Visit::going_on(text.parse().expect("a moment")));
        assert_eq!(at(State::Open, "2024-07-27T00:29:59"), Phase::Running);
        assert_eq!(at(State::Open, "2024-07-27T00:30:00"), Phase::Over);
        assert_eq!(at(State::Closed, "2024-07-27T00:10:00"), Phase::Over);
        assert_eq!(at(State::Open, "2024-07-01T00:05:00"), Phase::Running, "the first minutes of the first day");
        assert_eq!(at(State::Open, "2024-06-30T23:59:00"), Phase::Early);
    }
}
