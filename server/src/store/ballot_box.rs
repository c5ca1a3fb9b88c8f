//! The ballot boxes (hòm phiếu): ballots are put in sealed, and their hamlet's turnout is raised. All in the caller's
//! transaction.

use crate::store::db::StoreError;
use crate::store::held_key::{KeptFor, held_key, keep_held};
use crate::store::key::InstallationKey;
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::tx::{Tx, execute, in_few_sizes, scalar_optional, with_conn};
use app::domain::collection::key_letters::HeldKey;
use app::domain::collection::sealed_ballot::{BallotBox, OpeningKey, SealedBallot, SealingKey};
use app::domain::survey::count::Origin;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A ballot whose code was just spent.
pub(super) struct BallotIn<'a> {
    pub(super) into: BallotBox,
    pub(super) sealed: &'a SealedBallot,
    pub(super) origin: Origin,
}

/// Ballots of one hamlet that come in together.
#[derive(Clone, Copy, Default)]
struct Came {
    returned: i64,
    assisted: i64,
    paper: i64,
}

/// Draws a round's key pair and keeps the secret one, sealed with the key outside the database; where holders have it in
/// parts, only the public one is kept.
pub(super) async fn make_box_key(
    tx: &mut Tx,
    key: &InstallationKey,
    round: Uuid,
    held: Option<&HeldKey>,
) -> Result<(), StoreError> {
    if let Some(held) = held {
        return keep_held(tx, key, KeptFor::Round(round), held).await;
    }
    let secret = key.wrap(round.as_bytes(), OpeningKey::draw(&mut rand::rng()).as_bytes())?;
    execute!(tx, "insert into box_key (round_id, secret) values ($1, $2)", round, &secret)?;
    Ok(())
}

/// What ballots of a round are sealed to; none once nothing opens them any more. It is worked out from the secret key, or lies
/// here sealed: nobody can replace it without the key outside the database.
pub(super) async fn sealing_key(
    tx: &mut Tx,
    key: &InstallationKey,
    round: Uuid,
) -> Result<Option<SealingKey>, StoreError> {
    match opening_key(tx, key, round).await? {
        Some(secret) => Ok(secret.sealing_key()),
        None => Ok(held_key(tx, key, KeptFor::Round(round)).await?.map(|held| held.public)),
    }
}

/// What opens the ballots of a round; none where holders have it, and once it is destroyed.
pub(super) async fn opening_key(
    tx: &mut Tx,
    key: &InstallationKey,
    round: Uuid,
) -> Result<Option<OpeningKey>, StoreError> {
    let sql = "select secret from box_key where round_id = $1 and secret is not null";
    let secret: Option<String> = scalar_optional!(tx, sql, round)?;
    let Some(secret) = secret else { return Ok(None) };
    match key.unwrap(round.as_bytes(), &secret).and_then(|bytes| OpeningKey::from_bytes(&bytes)) {
        Some(key) => Ok(Some(key)),
        None => Err(StoreError::Word("box_key".into())),
    }
}

/// Destroys what opens the ballots of a round, and what they are sealed to.
pub(super) async fn destroy_opening_key(tx: &mut Tx, round: Uuid) -> Result<(), StoreError> {
    execute!(tx, "update box_key set secret = null, public = null where round_id = $1", round)?;
    request_purge(tx, PurgeScope::Secrets).await
}

/// Puts ballots into their boxes; `hour` says when they came in, to the hour.
pub(super) async fn put_in(tx: &mut Tx, ballots: &[BallotIn<'_>], hour: &str) -> Result<(), StoreError> {
    insert_sealed(tx, ballots).await?;
    raise_turnout(tx, ballots, hour).await
}

/// Under random numbers and in their order, so that nothing is in the order of casting.
async fn insert_sealed(tx: &mut Tx, ballots: &[BallotIn<'_>]) -> Result<(), StoreError> {
    let parts = ballots.iter().flat_map(|one| {
        [("answers", one.sealed.answers.as_slice()), ("reasons", one.sealed.reasons.as_slice())]
            .map(|(part, sealed)| (rand::random::<i64>(), one.into, part, sealed))
    });
    let mut rows: Vec<(i64, BallotBox, &str, &[u8])> = parts.collect();
    rows.sort_unstable_by_key(|(id, ..)| *id);
    for rows in in_few_sizes(&rows) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into sealed_ballot (id, round_id, hamlet_id, part, sealed) ");
            sql.push_values(rows, |mut values, (id, into, part, sealed)| {
                values.push_bind(id).push_bind(into.round).push_bind(into.hamlet).push_bind(part).push_bind(sealed);
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// Raises the turnout of the hamlets, each once, in the order of the keys. A ballot counts as valid until its box is opened.
async fn raise_turnout(tx: &mut Tx, ballots: &[BallotIn<'_>], hour: &str) -> Result<(), StoreError> {
    let mut came: BTreeMap<(Uuid, Uuid), Came> = BTreeMap::new();
    for one in ballots {
        let sum = came.entry((one.into.round, one.into.hamlet)).or_default();
        sum.returned += 1;
        sum.assisted += i64::from(one.origin == Origin::Assisted);
        sum.paper += i64::from(one.origin == Origin::Paper);
    }
    let came: Vec<_> = came.into_iter().collect();
    for rows in in_few_sizes(&came) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "insert into turnout (round_id, hamlet_id, channel, issued, returned, valid, invalid, assisted, paper) ",
            );
            sql.push_values(rows, |mut values, ((round, hamlet), came)| {
                values.push_bind(round).push_bind(hamlet).push("'ballot', 0").push_bind(came.returned);
                values.push_bind(came.returned).push("0").push_bind(came.assisted).push_bind(came.paper);
            });
            sql.push(
                " on conflict (round_id, hamlet_id, channel) do update set
                  returned = turnout.returned + excluded.returned, valid = turnout.valid + excluded.valid,
                  assisted = turnout.assisted + excluded.assisted, paper = turnout.paper + excluded.paper",
            );
            sql.build().execute(conn).await.map(drop)
        })?;
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into hourly_turnout (round_id, hamlet_id, hour, returned) ");
            sql.push_values(rows, |mut values, ((round, hamlet), came)| {
                values.push_bind(round).push_bind(hamlet).push_bind(hour).push_bind(came.returned);
            });
            sql.push(
                " on conflict (round_id, hamlet_id, hour) do update set returned = hourly_turnout.returned + excluded.returned",
            );
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}
