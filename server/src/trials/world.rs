//! A trial, seen from inside.

use super::scene::{At, HAMLETS, PEOPLE, hamlet_name};
use crate::demo::figures::ballot_of;
use crate::demo::people::attempt;
use crate::http::state::Clock;
use crate::store::Store;
use app::domain::collection::code::Code;
use app::domain::collection::round::{Phase, State};
use app::domain::survey::ballot::{Answer as BallotAnswer, Ballot, Reason};
use app::domain::units::unit::UnitRef;
use app::i18n::{Lang, hamlet_of, local, word};
use app::ports::casting::{Cast, CastOutcome, Casting as _};
use app::ports::common::{Actor, Answer, Now, PortError};
use app::ports::hamlets::HamletRow;
use app::ports::rounds::Rounds as _;
use app::ports::sessions::{DeviceMark, Sessions as _, Token};
use app::ports::slip_sheets::SlipPlace;
use app::ports::slips::IssuedSlips;
use app::ports::trials::{Trial, TrialPerson};
use app::ports::units::Units as _;
use app::t;
use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// A trial, seen from inside.
pub(super) struct World {
    pub(super) store: Arc<Store>,
    /// How many days its calendar is ahead.
    pub(super) ahead: Arc<AtomicI64>,
    /// The moment it is by that calendar.
    pub(super) clock: Clock,
    outside: Arc<Store>,
    token: String,
    last_day: NaiveDate,
    people: Vec<TrialPerson>,
}

impl World {
    pub(super) async fn new(
        store: Arc<Store>,
        outside: Arc<Store>,
        token: String,
        (days_ahead, now): (i64, Clock),
        last_day: NaiveDate,
    ) -> Answer<Self> {
        let units = store.scope(&Actor::Operator, now()).await?;
        let name = |unit: Option<&UnitRef>| unit.map(|unit| unit.name.clone()).unwrap_or_default();
        let (top, commune) = (name(units.first()), name(units.last()));
        let people = PEOPLE.map(|(login, key, role, at)| TrialPerson {
            login: login.to_owned(),
            name: word(Lang::Vi, key, &[]),
            role,
            place: match at {
                At::Top => top.clone(),
                At::Commune => commune.clone(),
                At::Hamlet(code) => hamlet_of(Lang::Vi, &hamlet_name(code), &commune),
            },
        });
        let ahead = Arc::new(AtomicI64::new(days_ahead));
        let days = Arc::clone(&ahead);
        let clock: Clock = Arc::new(move || now() + TimeDelta::days(days.load(Ordering::Relaxed)));
        Ok(Self { store, ahead, clock, outside, token, last_day, people: people.into() })
    }

    fn now(&self) -> Now {
        (self.clock)()
    }

    /// The slips of rounds that are being answered which were handed out and are not used, where their codes are kept.
    async fn unused_slips(&self) -> Answer<Vec<IssuedSlips>> {
        let (by, now) = (&Actor::Operator, self.now());
        let mut slips = Vec::new();
        for line in self.store.rounds(by).await? {
            let round = line.round;
            if round.state != State::Open || round.phase(local(now).date()) != Phase::Running {
                continue;
            }
            match self.store.open_sheets(by, round.id, SlipPlace::Round, now).await {
                Ok((_, issued)) => slips.extend(issued.into_iter().filter(|issued| !issued.spare)),
                Err(PortError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(slips)
    }
}

/// Made-up reasons beside what a made-up household is not satisfied with.
fn reasons_of(ballot: &Ballot) -> Vec<Reason> {
    let denied = (1..).zip(ballot.answers()).filter(|(_, answer)| **answer == Some(BallotAnswer::Unsatisfied));
    denied.map(|(question, _)| Reason { question, text: t!("trial-reason") }).collect()
}

#[async_trait]
impl Trial for World {
    fn last_day(&self) -> NaiveDate {
        self.last_day
    }

    fn people(&self) -> Vec<TrialPerson> {
        self.people.clone()
    }

    async fn sign_in(&self, login: &str) -> Answer<(Token, DeviceMark)> {
        let known = self.people.iter().find(|person| person.login == login).ok_or(PortError::Missing)?;
        let attempt = attempt(known.login.clone(), self.store.made_up_password());
        let signed_in = self.store.sign_in(attempt, self.now()).await?;
        let token = signed_in.map_err(|_| PortError::Denied)?;
        Ok((token, self.store.device(&known.login)))
    }

    async fn unused(&self) -> Answer<Vec<Code>> {
        let slips = self.unused_slips().await?;
        Ok(slips.iter().flat_map(|issued| issued.slips.iter().map(|(_, code)| *code)).collect())
    }

    async fn answer(&self, percent: u64) -> Answer<u64> {
        let now = self.now();
        let mut answered = 0;
        for issued in self.unused_slips().await? {
            let households = HAMLETS.iter().find(|(code, _)| *code == issued.hamlet.code).map_or(20, |(_, many)| *many);
            let row = HamletRow {
                commune_code: issued.commune.code.clone(),
                code: issued.hamlet.code.clone(),
                name: issued.hamlet.name.clone(),
                households,
            };
            let many = (issued.slips.len() as u64 * percent.min(100)).div_ceil(100);
            for (serial, code) in issued.slips.iter().take(usize::try_from(many).unwrap_or_default()) {
                let ballot = ballot_of(&row, *serial, &issued.round.ruleset);
                let reasons = reasons_of(&ballot);
                let (into, helper) = (None, None);
                let cast = Cast { code: *code, into, idempotency_key: Uuid::new_v4(), ballot, reasons, helper };
                if self.store.cast(cast, now).await? == CastOutcome::Counted {
                    answered += 1;
                }
            }
        }
        Ok(answered)
    }

    async fn pass(&self, days: u64) -> Answer<()> {
        let ahead = self.outside.turn_trial_on(&self.token, days).await?;
        self.ahead.store(ahead, Ordering::Relaxed);
        Ok(())
    }
}
