//! Where a household's code leads.

use crate::store::ballot_box::sealing_key;
use crate::store::db::{Db, StoreError};
use crate::store::key::InstallationKey;
use crate::store::round_hamlets::asked_hamlet;
use crate::store::round_records::load_round;
use crate::store::tx::Tx;
use app::domain::collection::sealed_ballot::SealingKey;
use app::ports::casting::BallotContext;
use app::ports::common::Answer;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// What was read before, by round and hamlet. Nothing in them changes while a round is open but its state, which is read
/// anew each time, and the hamlet's name, by which it is seen that another server changed it.
#[derive(Debug, Default)]
pub(super) struct BallotContexts {
    contexts: RwLock<HashMap<(Uuid, Uuid), Arc<BallotContext>>>,
    /// By round; the key of a round never changes.
    keys: RwLock<HashMap<Uuid, SealingKey>>,
}

impl BallotContexts {
    /// The context of a hamlet in a round, read only once for each name it has.
    pub(super) async fn get(&self, tx: &mut Tx, round: Uuid, hamlet: Uuid, name: &str) -> Answer<Arc<BallotContext>> {
        let place = (round, hamlet);
        let known = self.contexts.read().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if let Some(known) = known.filter(|known| known.hamlet == name) {
            return Ok(known);
        }
        let context = Arc::new(load_context(tx, round, hamlet).await?);
        self.contexts.write().unwrap_or_else(PoisonError::into_inner).insert(place, Arc::clone(&context));
        Ok(context)
    }

    /// What ballots of a round are sealed to, read only once; none once its boxes are opened and published.
    pub(super) async fn sealing_key(
        &self,
        db: &Db,
        key: &InstallationKey,
        round: Uuid,
    ) -> Result<Option<SealingKey>, StoreError> {
        let known = self.keys.read().unwrap_or_else(PoisonError::into_inner).get(&round).copied();
        if known.is_some() {
            return Ok(known);
        }
        let key = sealing_key(&mut db.read().await?, key, round).await?;
        if let Some(key) = key {
            self.keys.write().unwrap_or_else(PoisonError::into_inner).insert(round, key);
        }
        Ok(key)
    }
}

async fn load_context(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<BallotContext> {
    let (_, round) = load_round(tx, round).await?;
    let asked = asked_hamlet(tx, &round, hamlet).await?;
    Ok(BallotContext {
        round,
        hamlet_id: hamlet,
        hamlet: asked.hamlet.name,
        commune_id: asked.commune_id,
        commune: asked.commune,
    })
}
