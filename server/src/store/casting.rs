//! A household's code: where it leads, and the way of its ballot to the caster.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::caster::Entry;
use crate::store::conflict_records::note_conflict;
use crate::store::db::{StoreError, from_db, from_text};
use crate::store::round_records::lock_round;
use crate::store::slip_records::SlipStatus;
use crate::store::tx::{fetch_optional, scalar, scalar_optional, write};
use app::domain::collection::audit_slip::SendingCode;
use app::domain::collection::code::Code;
use app::domain::collection::receipt::Receipt;
use app::domain::collection::round::{Phase, Refusal, State, Visit, phase};
use app::domain::collection::sealed_ballot::{BallotBox, SealFault, seal};
use app::domain::people::account::Permission;
use app::domain::survey::count::Origin;
use app::i18n::local;
use app::ports::casting::{BallotContext, Cast, CastOutcome, CastRefused, Casting, Report};
use app::ports::common::{Actor, Answer, Now, refuse};
use app::ports::conflicts::ConflictKind;
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl Casting for Store {
    async fn look_up(&self, code: &Code, visit: Visit) -> Answer<Result<Arc<BallotContext>, Refusal>> {
        let tx = &mut self.households.read_once().await?;
        let row: Option<CodeRecord> = fetch_optional!(tx, FIND_CODE, self.key.hash(code))?;
        let Some(row) = row else { return Ok(Err(Refusal::Unknown)) };
        let context = self.contexts.get(tx, row.round_id, row.hamlet_id, &row.hamlet).await?;
        let state = from_text::<State>(row.round_state)?;
        let status = from_text::<SlipStatus>(row.slip_status)?;
        let BallotContext { round, .. } = &*context;
        Ok(match (row.state.as_str(), phase(state, round.opens, round.closes, visit)) {
            ("spent", phase) => Err(Refusal::Spent { runs: phase == Phase::Running }),
            (_, Phase::Over) => Err(Refusal::Over),
            ("void", _) => Err(status.why_void()),
            (_, Phase::Early) => Err(Refusal::Early { opens: round.opens }),
            (_, Phase::Running) => Ok(context),
        })
    }

    async fn ballot_of(&self, code: &Code) -> Answer<Option<Arc<BallotContext>>> {
        let tx = &mut self.households.read_once().await?;
        let row: Option<CodeRecord> = fetch_optional!(tx, FIND_CODE, self.key.hash(code))?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(self.contexts.get(tx, row.round_id, row.hamlet_id, &row.hamlet).await?))
    }

    async fn was_sent(&self, code: &Code, idempotency_key: Uuid) -> Answer<bool> {
        let sql = "select count(*) from code where hash = $1 and spent_from = $2";
        let tx = &mut self.households.read_once().await?;
        let found: i64 =
            scalar!(tx, sql, self.key.hash(code), self.key.spent_from_page(self.key.sending(idempotency_key, code)))?;
        Ok(found == 1)
    }

    fn receipt(&self, code: &Code, idempotency_key: Uuid) -> Receipt {
        self.key.receipt(self.key.sending(idempotency_key, code), code)
    }

    fn sending(&self, code: &Code, idempotency_key: Uuid) -> SendingCode {
        self.key.sending(idempotency_key, code)
    }

    fn draft_mark(&self, code: &Code) -> String {
        self.key.draft_mark(code)
    }

    async fn report(&self, code: &Code, insists: bool, now: Now) -> Answer<Report> {
        let hash = self.key.hash(code);
        write!(self.households, &Actor::Operator, |tx| {
            let sql = "select c.round_id, c.hamlet_id, c.serial, c.state, c.origin,
                              (select count(*) from hamlet_closing k
                               where k.round_id = c.round_id and k.hamlet_id = c.hamlet_id) as closed
                       from code c where c.hash = $1";
            let row: Option<SpentRecord> = fetch_optional!(tx, sql, &hash)?;
            let Some(row) = row else { return Ok(Report::NotNoted) };
            let (_, round) = lock_round(tx, row.round_id).await?;
            let kind = match row.origin.as_deref() {
                Some(word) if word == Origin::Paper.into_str() => ConflictKind::OnlineAfterPaper,
                _ if insists => ConflictKind::Unanswered,
                _ => return Ok(Report::NotNoted),
            };
            if row.state != "spent" || round.phase(local(now).date()) != Phase::Running || row.closed > 0 {
                return Ok(Report::NotNoted);
            }
            let is_open = note_conflict(tx, round.id, row.hamlet_id, from_db(row.serial), kind, true).await?;
            Ok(if is_open { Report::Noted } else { Report::Decided })
        })
    }

    async fn cast(&self, cast: Cast, now: Now) -> Answer<CastOutcome> {
        if cast.ballot.answers().iter().any(Option::is_none) {
            return refuse(CastRefused::Incomplete);
        }
        if let Some(helper) = &cast.helper {
            self.may_assist(helper, &cast.code).await?;
        }
        let (origin, now, hash) = (cast.origin(), local(now), self.key.hash(&cast.code));
        let into = match cast.into {
            Some(into) => into,
            None => match self.box_of(&hash).await? {
                Some(into) => into,
                None => return Ok(CastOutcome::Refused(Refusal::Unknown)),
            },
        };
        // What opens its box was destroyed: the results are published.
        let Some(key) = self.contexts.sealing_key(&self.households, &self.key, into.round).await? else {
            return Ok(CastOutcome::Refused(Refusal::Over));
        };
        let receipt = self.receipt(&cast.code, cast.idempotency_key);
        let sealed = match seal(&key, into, receipt, (&cast.ballot, &cast.reasons), &mut rand::rng()) {
            Ok(sealed) => sealed,
            Err(SealFault::ReasonsTooLong(over)) => return refuse(CastRefused::ReasonsTooLong { over: over as u64 }),
            Err(SealFault::Key) => return Err(StoreError::Machine("a ballot was not sealed").into()),
        };
        let entry = Entry {
            hash,
            spent_from: self.key.spent_from_page(self.key.sending(cast.idempotency_key, &cast.code)),
            into,
            sealed,
            origin,
            visit: Visit::going_on(now),
            hour: now.format("%Y-%m-%d %H").to_string(),
        };
        Ok(self.caster.cast(entry).await?)
    }

    async fn may_assist(&self, by: &Actor, code: &Code) -> Answer<()> {
        let tx = &mut self.households.read_once().await?;
        let sql = "select hamlet_id from code where hash = $1";
        let hamlet: Option<Uuid> = scalar_optional!(tx, sql, self.key.hash(code))?;
        // A code that is nobody's is answered like any other mistake.
        let place = hamlet.map_or(Place::Anywhere, Place::Hamlet);
        require(tx, by, Permission::Collect, place).await.map(drop)
    }
}

impl Store {
    /// The box that the ballot of a code goes into.
    async fn box_of(&self, hash: &[u8]) -> Result<Option<BallotBox>, StoreError> {
        let tx = &mut self.households.read_once().await?;
        let sql = "select round_id, hamlet_id from code where hash = $1";
        let place: Option<(Uuid, Uuid)> = fetch_optional!(tx, sql, hash)?;
        Ok(place.map(|(round, hamlet)| BallotBox { round, hamlet }))
    }
}

/// Finds a code that somebody comes with.
const FIND_CODE: &str =
    "select c.round_id, c.hamlet_id, h.name as hamlet, c.state, c.slip_status, r.state as round_state
     from code c join round r on r.id = c.round_id
     join round_hamlet h on h.round_id = c.round_id and h.hamlet_id = c.hamlet_id where c.hash = $1";

/// A code that somebody comes with.
#[derive(sqlx::FromRow)]
struct CodeRecord {
    round_id: Uuid,
    hamlet_id: Uuid,
    hamlet: String,
    state: String,
    slip_status: String,
    round_state: String,
}

/// A code that is perhaps spent, and whether its hamlet is closed.
#[derive(sqlx::FromRow)]
struct SpentRecord {
    round_id: Uuid,
    hamlet_id: Uuid,
    serial: i64,
    state: String,
    origin: Option<String>,
    closed: i64,
}
