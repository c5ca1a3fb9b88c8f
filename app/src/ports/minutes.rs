//! Hand-counted minutes of hamlets.

use crate::domain::collection::minutes::MinutesRow;
use crate::domain::revision::Revision;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Imported;
use crate::ports::common::Line;
use crate::ports::common::Now;
use async_trait::async_trait;
use uuid::Uuid;

/// What new minutes may take the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacing {
    /// Of none: others that are there are a fault.
    None,
    /// Of whatever is there.
    Any,
    /// Of those that somebody saw, or of none.
    Revision(Revision),
}

crate::messages! {
    /// Why minutes are not taken in, for a line of a file or a form.
    pub enum MinutesFault {
        /// Paper that was keyed in waits to be counted.
        PaperWaits { hamlet: String, count: u64 } = "minutes-paper-waits",
        /// Whoever counts ballots does not say how many households there are.
        Households { hamlet: String, listed: u64, said: u64 } = "minutes-households",
        /// Others are there.
        Others { hamlet: String } = "minutes-others",
        /// The commune has no such hamlet.
        NoHamlet { commune: String, hamlet: String } = "minutes-no-hamlet",
        /// The round does not ask in that commune.
        NotAsked { commune: String } = "minutes-not-asked",
        /// There were other households when codes were issued.
        HouseholdsAtIssue { hamlet: String, issued: u64, said: u64 } = "minutes-households-at-issue",
        /// More ballots than there are households that did not answer online.
        TooMany { hamlet: String, issued: u64, online: u64, left: u64, said: u64 } = "minutes-too-many",
    }
}

crate::messages! {
    /// Why minutes do not take the place of others.
    pub enum MinutesRefused {
        /// Somebody else kept these minutes since a form was opened.
        Overtaken { issued: u64, returned: u64, valid: u64, invalid: u64 } = "minutes-overtaken",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum MinutesAct {
        TakeMinutes = "audit-take-minutes",
        WithdrawMinutes = "audit-withdraw-minutes",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum MinutesDetail {
        /// How many hamlets.
        Hamlets { count: u64 } = "audit-detail-hamlets",
    }
}

/// Takes hand-counted minutes in, and back.
#[async_trait]
pub trait MinutesEntry: Send + Sync {
    /// Takes hand-counted minutes in. The same minutes again change nothing; others come in as far as they may take the
    /// place of those that are there.
    async fn import_minutes(
        &self,
        by: &Actor,
        round: Uuid,
        rows: Vec<Line<MinutesRow>>,
        replacing: Replacing,
        now: Now,
    ) -> Answer<Imported>;
    /// Takes hand-counted minutes back, with a reason, while their hamlet is open: slips that died of them are good again.
    async fn withdraw_minutes(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()>;
}
