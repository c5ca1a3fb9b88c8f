//! Hand-counted minutes of hamlets.

use crate::domain::collection::minutes::MinutesRow;
use crate::domain::revision::Seen;
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
    Seen(Seen),
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
