//! Trials (*bản thử*): a commune goes through a whole round with made-up households, to learn by. All of a trial lies in a database of its
//! own, so that nothing of it is ever counted, and is thrown away as a whole.

use crate::domain::collection::code::Code;
use crate::domain::people::account::Role;
use crate::ports::common::{Actor, Answer, Now};
use crate::ports::sessions::{DeviceMark, Token};
use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// For so many days a trial is kept, unless it is thrown away before.
pub const KEPT: Days = Days::new(30);

/// Whether this is the real thing.
#[derive(Clone)]
pub enum Trying {
    /// Nobody can try a round here.
    Unavailable,
    /// It is real; a commune can begin a trial beside it.
    Outside(Arc<dyn Trials>),
    /// It is a trial.
    Inside(Arc<dyn Trial>),
}

/// A trial, as it is seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTrial {
    /// When it was begun.
    pub begun: Now,
    /// By whom.
    pub begun_by: String,
    /// After this moment it is thrown away.
    pub ends: Now,
}

/// What lets somebody into a trial.
#[derive(Clone, Debug)]
pub struct TrialEntry {
    /// What names the trial in addresses.
    pub token: String,
    /// A session inside it.
    pub session: Token,
}

/// Somebody made up, in whose place things can be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialPerson {
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Where.
    pub place: String,
}

crate::messages! {
    /// Why there is no trial.
    pub enum TrialRefused {
        /// One is there already.
        Begun = "trial-begun",
        /// It is being made by somebody else.
        BeingMade = "trial-being-made",
        /// There are as many as there can be.
        TooMany = "trial-too-many",
        /// It was thrown away meanwhile.
        Over = "trial-over-meanwhile",
        /// The database lets the program make none.
        NoRight = "trial-no-right",
        /// The calendar of a trial is not turned on further.
        TooFar = "trial-too-far",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum TrialsAct {
        Begin = "audit-begin-trial",
        Discard = "audit-discard-trial",
    }
}

/// Trials of communes, seen from outside.
#[async_trait]
pub trait Trials: Send + Sync {
    /// The trial of the commune that somebody works for; refused to whoever works for none.
    async fn trial(&self, by: &Actor, now: Now) -> Answer<Option<KeptTrial>>;
    /// Begins one: the commune's Front does.
    async fn begin(&self, by: &Actor, now: Now) -> Answer<()>;
    /// Lets somebody who works for the commune in, in the place of whoever does the same there.
    async fn enter(&self, by: &Actor, now: Now) -> Answer<TrialEntry>;
    /// Throws it away: the commune's Front does.
    async fn discard(&self, by: &Actor, now: Now) -> Answer<()>;
}

/// A trial, seen from inside.
#[async_trait]
pub trait Trial: Send + Sync {
    /// The day after which it is thrown away, by the calendar outside.
    fn last_day(&self) -> NaiveDate;
    /// In whose place things can be tried.
    fn people(&self) -> Vec<TrialPerson>;
    /// Begins a session in somebody's place.
    async fn sign_in(&self, login: &str) -> Answer<(Token, DeviceMark)>;
    /// Codes of slips that were handed out, are still kept and can be used.
    async fn unused(&self) -> Answer<Vec<Code>>;
    /// Lets so many in a hundred of the households answer that have not, where their codes are still kept; says how many did.
    async fn answer(&self, percent: u64) -> Answer<u64>;
    /// Turns the calendar on by so many days.
    async fn pass(&self, days: u64) -> Answer<()>;
}
