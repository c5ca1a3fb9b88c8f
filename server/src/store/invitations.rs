//! Where a household's code leads.

use crate::store::round_hamlets::asked_hamlet;
use crate::store::round_records::load_round;
use crate::store::tx::Tx;
use app::ports::casting::Invitation;
use app::ports::common::Answer;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Invitations read before, by round and hamlet. What is in them never changes while a round is open; its state does
/// and is read anew each time.
#[derive(Debug, Default)]
pub(super) struct Invitations(RwLock<HashMap<(Uuid, Uuid), Arc<Invitation>>>);

impl Invitations {
    /// The invitation to a hamlet in a round, read only once.
    pub(super) async fn get(&self, tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<Arc<Invitation>> {
        let place = (round, hamlet);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let invitation = Arc::new(load_invitation(tx, round, hamlet).await?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(place, Arc::clone(&invitation));
        Ok(invitation)
    }
}

async fn load_invitation(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<Invitation> {
    let (_, round) = load_round(tx, round).await?;
    let asked = asked_hamlet(tx, &round, hamlet).await?;
    Ok(Invitation {
        round,
        hamlet_id: hamlet,
        hamlet: asked.hamlet.name,
        commune_id: asked.commune_id,
        commune: asked.commune,
    })
}
