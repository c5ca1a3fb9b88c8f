//! A household's code: where it leads, and the way of its ballot to the caster.

use super::{Store, StoreError, Tx, broken, counted, on, rounds, tree};
use crate::store::authority::{Place, require};
use crate::store::casting::Entry;
use crate::store::conflicts::note_conflict;
use app::domain::collection::code::Code;
use app::domain::collection::round::{Phase, Refusal, State};
use app::domain::people::account::Power;
use app::domain::survey::count::Origin;
use app::domain::units::unit::UnitRef;
use app::i18n::local;
use app::ports::casting::Cast;
use app::ports::casting::CastOutcome;
use app::ports::casting::Casting;
use app::ports::casting::Invitation;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::conflicts::ConflictKind;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Invitations read before, by round and hamlet. What is in them never changes while a round is open; its state does
/// and is read anew each time.
#[derive(Debug, Default)]
pub(crate) struct Invitations(RwLock<HashMap<(Uuid, Uuid), Arc<Invitation>>>);

impl Invitations {
    fn get(&self, place: (Uuid, Uuid)) -> Option<Arc<Invitation>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&place).cloned()
    }

    fn keep(&self, place: (Uuid, Uuid), invitation: &Arc<Invitation>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(place, Arc::clone(invitation));
    }
}

async fn load(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<Invitation> {
    let (_, round) = rounds::load(tx, round).await?;
    let sql = "select name, commune_id from hamlet where id = $1";
    let (name, commune): (String, Uuid) =
        on!(tx, |conn| sqlx::query_as(sql).bind(hamlet).fetch_one(conn).await).map_err(broken)?;
    let named = tree::units(tx, commune, round.opens).await?.into_iter().next();
    let commune_ref: UnitRef = named.map(|unit| unit.named).ok_or_else(|| broken(sqlx::Error::RowNotFound))?;
    Ok(Invitation { round, hamlet_id: hamlet, hamlet: name, commune_id: commune, commune: commune_ref })
}

/// Why a slip opens nothing any more, or not yet, by its life.
pub(super) fn dead(life: &str) -> Refusal {
    match life {
        "replaced" => Refusal::Replaced,
        "spare" => Refusal::Spare,
        _ => Refusal::Void,
    }
}

impl Store {
    /// Refuses whoever may not help the household of a code.
    pub(super) async fn expect_helper(&self, by: &Actor, code: &Code) -> Answer<()> {
        let hash = self.key.hash(code);
        let mut tx = self.db.read().await?;
        let sql = "select hamlet_id from code where hash = $1";
        let hamlet: Option<Uuid> =
            on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(&hash).fetch_optional(conn).await).map_err(broken)?;
        // A code that is nobody's is answered like any other mistake.
        let place = hamlet.map_or(Place::Anywhere, Place::Hamlet);
        require(&mut tx, by, Power::Collect, place).await.map(drop)
    }

    async fn find(&self, code: &Code, today: NaiveDate) -> Answer<Result<Arc<Invitation>, Refusal>> {
        let sql =
            "select c.round_id, c.hamlet_id, c.state, c.life, r.state from code c join round r on r.id = c.round_id
                   where c.hash = $1";
        let hash = self.key.hash(code);
        let mut tx = self.db.read().await?;
        let row: Option<(Uuid, Uuid, String, String, String)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(&hash).fetch_optional(conn).await).map_err(broken)?;
        let Some((round, hamlet, code_state, life, state)) = row else { return Ok(Err(Refusal::Unknown)) };
        let place = (round, hamlet);
        let invitation = if let Some(invitation) = self.invitations.get(place) {
            invitation
        } else {
            let invitation = Arc::new(load(&mut tx, round, hamlet).await?);
            self.invitations.keep(place, &invitation);
            invitation
        };
        let state = State::from_word(&state).ok_or(StoreError::Word(state))?;
        let Invitation { round, .. } = &*invitation;
        Ok(
            match (code_state.as_str(), app::domain::collection::round::phase(state, round.opens, round.closes, today))
            {
                ("spent", _) => Err(Refusal::Spent),
                (_, Phase::Over) => Err(Refusal::Over),
                ("void", _) => Err(dead(&life)),
                (_, Phase::Early) => Err(Refusal::Early { opens: round.opens }),
                (_, Phase::Running) => Ok(invitation),
            },
        )
    }
}

/// A slip that may be used: round, hamlet, number, state, origin, whether its hamlet is closed.
type SpentRow = (Uuid, Uuid, i64, String, Option<String>, i64);

#[async_trait]
impl Casting for Store {
    async fn may_assist(&self, by: &Actor, code: &Code) -> Answer<()> {
        self.expect_helper(by, code).await
    }

    async fn look_up(&self, code: &Code, today: NaiveDate) -> Answer<Result<Arc<Invitation>, Refusal>> {
        self.find(code, today).await
    }

    async fn was_sent(&self, code: &Code, receipt: [u8; 16]) -> Answer<bool> {
        let sql = "select count(*) from code where hash = $1 and receipt = $2";
        let (hash, receipt) = (self.key.hash(code), self.key.receipt(&receipt));
        let mut tx = self.db.read().await?;
        let found: i64 = on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(&hash).bind(&receipt).fetch_one(conn).await)
            .map_err(broken)?;
        Ok(found == 1)
    }

    async fn report(&self, code: &Code, insists: bool, now: Now) -> Answer<bool> {
        let hash = self.key.hash(code);
        let mut tx = self.db.write().await?;
        let sql = "select c.round_id, c.hamlet_id, c.serial, c.state, c.origin,
                          (select count(*) from hamlet_closing k
                           where k.round_id = c.round_id and k.hamlet_id = c.hamlet_id)
                   from code c where c.hash = $1";
        let row: Option<SpentRow> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(&hash).fetch_optional(conn).await).map_err(broken)?;
        let Some((round, hamlet, serial, state, origin, closed)) = row else { return Ok(false) };
        rounds::hold(&mut tx, round).await?;
        let (_, loaded) = rounds::load(&mut tx, round).await?;
        let kind = match origin.as_deref() {
            Some(word) if word == Origin::Paper.word() => ConflictKind::OnlineAfterPaper,
            _ if insists => ConflictKind::Unanswered,
            _ => return Ok(false),
        };
        if state != "spent" || loaded.phase(local(now).date()) != Phase::Running || closed > 0 {
            return Ok(false);
        }
        note_conflict(&mut tx, round, hamlet, counted(serial), kind, true).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn cast(&self, cast: Cast, now: Now) -> Answer<CastOutcome> {
        if cast.ballot.answers().iter().any(Option::is_none) {
            return Err(PortError::Refused("phiếu còn câu chưa có ý kiến".into()));
        }
        if let Some(helper) = &cast.helper {
            self.expect_helper(helper, &cast.code).await?;
        }
        let (origin, now) = (cast.origin(), local(now));
        let entry = Entry {
            hash: self.key.hash(&cast.code),
            receipt: self.key.receipt(&cast.receipt),
            ballot: cast.ballot,
            reasons: cast.reasons,
            origin,
            today: now.date(),
            hour: now.format("%Y-%m-%d %H").to_string(),
        };
        Ok(self.caster.cast(entry).await?)
    }
}
