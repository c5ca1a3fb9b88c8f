//! Full figures: decided on, taken back.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::counting_records::expect_all_counted;
use crate::store::db::StoreError;
use crate::store::journal::{JournalEntry, record};
use crate::store::publication::{publish_again, versions};
use crate::store::round_records::{load_round, lock_round};
use crate::store::tallies::counted_node;
use crate::store::tx::{Tx, execute, write};
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Permission;
use app::domain::units::unit::UnitRef;
use app::i18n::{Lang, say};
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::full_figures::{
    FullFigures, FullFiguresAct, FullFiguresDetail, FullFiguresRefused, FullFiguresText, Withholding,
};
use app::ports::notices::NoticeRefused;
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl FullFigures for Store {
    async fn withholding(&self, by: &Actor, id: Uuid) -> Answer<Withholding> {
        let tx = &mut self.db.read().await?;
        let (unit, round) = load_round(tx, id).await?;
        concluding(tx, by, unit, &round).await?;
        let units = withheld(tx, unit, &round).await?;
        Ok(Withholding { round, units })
    }

    async fn tell_in_full(&self, by: &Actor, id: Uuid, document: &str, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit, mut round) = lock_round(tx, id).await?;
            let who = concluding(tx, by, unit, &round).await?;
            let document = document.trim();
            if document.is_empty() {
                return refuse(FullFiguresRefused::NoDocument);
            }
            match round.full_figures {
                // Sent twice.
                Some(there) if there == document => return Ok(()),
                Some(document) => return refuse(FullFiguresRefused::Decided { document }),
                None => {}
            }
            let units = withheld(tx, unit, &round).await?.len() as u64;
            if units == 0 {
                return refuse(FullFiguresRefused::NothingWithheld);
            }
            execute!(tx, "update round set full_figures = $2 where id = $1", id, document)?;
            let document = document.to_owned();
            round.full_figures = Some(document.clone());
            if round.state == State::Published {
                let Some(latest) = versions(tx, id).await?.into_iter().next() else { return Err(PortError::Missing) };
                let reason = say(Lang::Vi, &FullFiguresText::Reason { document: document.clone() }.into());
                publish_again(tx, &round, unit, &latest, latest.words.clone(), &reason, now).await?;
            }
            let entry = JournalEntry::of_round(FullFiguresAct::Decide, unit, id);
            let detail = FullFiguresDetail::Document { document, units };
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(())
        })
    }

    async fn take_back_full_figures(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit, round) = lock_round(tx, id).await?;
            let who = concluding(tx, by, unit, &round).await?;
            if round.full_figures.is_none() {
                return refuse(FullFiguresRefused::NotDecided);
            }
            if round.state == State::Published {
                return refuse(FullFiguresRefused::Told);
            }
            execute!(tx, "update round set full_figures = null where id = $1", id)?;
            record(tx, &self.key, &who, JournalEntry::of_round(FullFiguresAct::TakeBack, unit, id), now).await?;
            Ok(())
        })
    }
}

/// Whoever may conclude a round, of which everything is counted.
async fn concluding(tx: &mut Tx, by: &Actor, unit: Uuid, round: &Round) -> Answer<Scope> {
    let who = require(tx, by, Permission::Conclude, Place::Unit(unit)).await?;
    if round.state == State::Open {
        return refuse(NoticeRefused::RoundOpen);
    }
    expect_all_counted(tx, round.id).await?;
    Ok(who)
}

async fn withheld(tx: &mut Tx, unit: Uuid, round: &Round) -> Result<Vec<(UnitRef, usize)>, StoreError> {
    Ok(counted_node(tx, unit, round).await?.map(|node| node.withholding()).unwrap_or_default())
}
