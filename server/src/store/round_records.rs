//! Rounds as they are kept.

use crate::store::db::{StoreError, from_text};
use crate::store::tx::{Tx, fetch_optional, lock_for_update, scalar};
use crate::store::unit_records::NameRecord;
use app::domain::collection::round::{Ending, Round, State};
use app::ports::common::{Answer, PortError, refuse};
use app::ports::rounds::RoundRefused;
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

/// A row of `round` with its unit.
#[derive(sqlx::FromRow)]
pub(super) struct RoundRecord {
    id: Uuid,
    unit_id: Uuid,
    ruleset: String,
    opens: NaiveDate,
    closes: NaiveDate,
    state: String,
    published_on: Option<NaiveDate>,
    papers: String,
    ending: Option<String>,
    full_figures: Option<String>,
    #[sqlx(flatten)]
    unit: NameRecord,
}

/// The columns of a [`RoundRecord`].
pub(super) const ROUND: &str = "select r.id, r.unit_id, r.ruleset, r.opens, r.closes, r.state, r.published_on,
                                       r.papers, r.ending, r.full_figures, u.code, u.kind, u.level, u.name
                                from round r join unit u on u.id = r.unit_id";

impl RoundRecord {
    /// Reads a row: the key of its unit and the round.
    pub(super) fn read(self) -> Result<(Uuid, Round), StoreError> {
        let state = from_text::<State>(self.state)?;
        // A round that was opened again has not ended.
        let ending = self.ending.filter(|_| state != State::Open);
        let round = Round {
            id: self.id,
            unit: self.unit.read()?,
            ruleset: Arc::new(serde_json::from_str(&self.ruleset)?),
            papers: Arc::new(serde_json::from_str(&self.papers)?),
            opens: self.opens,
            closes: self.closes,
            ended_on: read_ending(ending)?.on,
            state,
            published_on: self.published_on,
            full_figures: self.full_figures,
        };
        Ok((self.unit_id, round))
    }
}

/// A round that is there, with the key of its unit; or says that it is missing.
pub(super) async fn load_round(tx: &mut Tx, id: Uuid) -> Answer<(Uuid, Round)> {
    let sql = format!("{ROUND} where r.id = $1");
    let row: Option<RoundRecord> = fetch_optional!(tx, sqlx::AssertSqlSafe(sql), id)?;
    Ok(row.ok_or(PortError::Missing)?.read()?)
}

/// The same, held until the end of the transaction, so that nobody closes it or casts meanwhile.
pub(super) async fn lock_round(tx: &mut Tx, id: Uuid) -> Answer<(Uuid, Round)> {
    lock_for_update(tx, "round", id).await?;
    load_round(tx, id).await
}

/// The same, refused unless it is open.
pub(super) async fn lock_open_round(tx: &mut Tx, id: Uuid) -> Answer<(Uuid, Round)> {
    let (unit, round) = lock_round(tx, id).await?;
    expect_state(&round, State::Open)?;
    Ok((unit, round))
}

/// Refuses unless the round is in `state`.
pub(super) fn expect_state(round: &Round, state: State) -> Answer<()> {
    if round.state == state {
        return Ok(());
    }
    let unit = round.unit.name.clone();
    refuse(match round.state {
        State::Open => RoundRefused::Open { unit },
        State::Closed => RoundRefused::Closed { unit },
        State::Published => RoundRefused::Published { unit },
    })
}

/// How a round ended.
pub(super) async fn ending(tx: &mut Tx, round: Uuid) -> Result<Ending, StoreError> {
    let document: Option<String> = scalar!(tx, "select ending from round where id = $1", round)?;
    read_ending(document)
}

/// Reads the document that says how a round ended; without one nothing is known of it.
pub(super) fn read_ending(document: Option<String>) -> Result<Ending, StoreError> {
    document.map_or_else(|| Ok(Ending::default()), |document| Ok(serde_json::from_str(&document)?))
}
