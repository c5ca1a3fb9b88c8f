//! Counting: a ballot into the box, its reasons apart, its counts to its hamlet's. All in the caller's transaction.

use crate::store::db::{StoreError, to_db};
use crate::store::tx::{Tx, execute, with_conn};
use app::domain::survey::ballot::{Ballot, Reason};
use app::domain::survey::count::{Count, Origin};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most rows in one statement.
const ROWS: usize = 1_000;

/// A ballot whose code was just spent.
pub(super) struct CountedBallot<'a> {
    pub(super) round: Uuid,
    pub(super) hamlet: Uuid,
    pub(super) ballot: &'a Ballot,
    pub(super) reasons: &'a [Reason],
    pub(super) origin: Origin,
    /// Whether it counts, by its round's rule.
    pub(super) is_valid: bool,
}

/// Ballots of one hamlet that come in together.
#[derive(Clone, Copy, Default)]
struct Came {
    valid: i64,
    invalid: i64,
    assisted: i64,
    paper: i64,
}

/// Writes ballots into the box and adds them up; `hour` says when they came in, to the hour.
pub(super) async fn count_in(tx: &mut Tx, ballots: &[CountedBallot<'_>], hour: &str) -> Result<(), StoreError> {
    insert_ballots(tx, ballots).await?;
    insert_reasons(tx, ballots).await?;
    add_counts(tx, ballots, hour).await
}

/// In the order of their random ids, so that where rows lie as they came, that order is not the order of casting.
async fn insert_ballots(tx: &mut Tx, ballots: &[CountedBallot<'_>]) -> Result<(), StoreError> {
    let row = |one: &CountedBallot<'_>| (Uuid::new_v4(), one.round, one.hamlet, one.ballot.text());
    let mut rows: Vec<(Uuid, Uuid, Uuid, String)> = ballots.iter().map(row).collect();
    rows.sort_unstable_by_key(|(id, ..)| *id);
    for rows in rows.chunks(ROWS) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into ballot (id, round_id, hamlet_id, answers) ");
            sql.push_values(rows, |mut values, (id, round, hamlet, answers)| {
                values.push_bind(id).push_bind(round).push_bind(hamlet).push_bind(answers);
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

async fn insert_reasons(tx: &mut Tx, ballots: &[CountedBallot<'_>]) -> Result<(), StoreError> {
    let rows = ballots.iter().flat_map(|one| {
        one.reasons
            .iter()
            .map(|reason| (Uuid::new_v4(), one.round, one.hamlet, i64::from(reason.question), reason.text.as_str()))
    });
    let mut rows: Vec<(Uuid, Uuid, Uuid, i64, &str)> = rows.collect();
    rows.sort_unstable_by_key(|(id, ..)| *id);
    let sql = "insert into reason (id, round_id, commune_id, question, text)
               select $1, $2, commune_id, $4, $5 from hamlet where id = $3";
    for (id, round, hamlet, question, text) in rows {
        execute!(tx, sql, id, round, hamlet, question, text)?;
    }
    Ok(())
}

/// Adds the ballots to the counts of their hamlets, each hamlet once, in the order of the keys.
async fn add_counts(tx: &mut Tx, ballots: &[CountedBallot<'_>], hour: &str) -> Result<(), StoreError> {
    let mut came: BTreeMap<(Uuid, Uuid), Came> = BTreeMap::new();
    let mut counts: BTreeMap<(Uuid, Uuid, i64), Count> = BTreeMap::new();
    for one in ballots {
        let sum = came.entry((one.round, one.hamlet)).or_default();
        sum.valid += i64::from(one.is_valid);
        sum.invalid += i64::from(!one.is_valid);
        sum.assisted += i64::from(one.origin == Origin::Assisted);
        sum.paper += i64::from(one.origin == Origin::Paper);
        for (no, count) in (1..).zip(one.ballot.counts()).filter(|_| one.is_valid) {
            *counts.entry((one.round, one.hamlet, no)).or_default() += count;
        }
    }
    let came: Vec<_> = came.into_iter().collect();
    for rows in came.chunks(ROWS) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "insert into turnout (round_id, hamlet_id, channel, issued, returned, valid, invalid, assisted, paper) ",
            );
            sql.push_values(rows, |mut values, ((round, hamlet), came)| {
                values.push_bind(round).push_bind(hamlet).push("'ballot', 0").push_bind(came.valid + came.invalid);
                values.push_bind(came.valid).push_bind(came.invalid).push_bind(came.assisted).push_bind(came.paper);
            });
            sql.push(
                " on conflict (round_id, hamlet_id, channel) do update set
                  returned = turnout.returned + excluded.returned, valid = turnout.valid + excluded.valid,
                  invalid = turnout.invalid + excluded.invalid, assisted = turnout.assisted + excluded.assisted,
                  paper = turnout.paper + excluded.paper",
            );
            sql.build().execute(conn).await.map(drop)
        })?;
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into hourly_turnout (round_id, hamlet_id, hour, returned) ");
            sql.push_values(rows, |mut values, ((round, hamlet), came)| {
                values.push_bind(round).push_bind(hamlet).push_bind(hour).push_bind(came.valid + came.invalid);
            });
            sql.push(
                " on conflict (round_id, hamlet_id, hour) do update set returned = hourly_turnout.returned + excluded.returned",
            );
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    let counts: Vec<_> = counts.into_iter().collect();
    for rows in counts.chunks(ROWS) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "insert into tally (round_id, hamlet_id, channel, question, satisfied, unsatisfied) ",
            );
            sql.push_values(rows, |mut values, ((round, hamlet, question), count)| {
                values.push_bind(round).push_bind(hamlet).push("'ballot'").push_bind(question);
                values.push_bind(to_db(count.satisfied)).push_bind(to_db(count.unsatisfied));
            });
            sql.push(
                " on conflict (round_id, hamlet_id, channel, question) do update set
                  satisfied = tally.satisfied + excluded.satisfied,
                  unsatisfied = tally.unsatisfied + excluded.unsatisfied",
            );
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// Writes the ballots of a round, or of one hamlet, anew in the order of their random ids, all in one transaction, and the
/// round's reasons with them. PostgreSQL keeps rows in the order they came and stamps each with the transaction that
/// wrote it; after this neither says anything about a household. SQLite's tables lie in the order of the ids anyway.
pub(super) async fn forget_order(tx: &mut Tx, round: Uuid, hamlet: Option<Uuid>) -> Result<(), StoreError> {
    let Tx::Postgres(tx) = tx else { return Ok(()) };
    for sql in [
        "create temporary table shuffled_ballot on commit drop as
         select * from ballot where round_id = $1 and ($2::uuid is null or hamlet_id = $2) order by id",
        "create temporary table shuffled_reason on commit drop as
         select * from reason where round_id = $1 and $2::uuid is null order by id",
        "delete from ballot where round_id = $1 and ($2::uuid is null or hamlet_id = $2)",
        "delete from reason where round_id = $1 and $2::uuid is null",
        "update code set state = state where round_id = $1 and ($2::uuid is null or hamlet_id = $2)",
    ] {
        sqlx::query(sql).persistent(false).bind(round).bind(hamlet).execute(&mut **tx).await?;
    }
    for sql in [
        "insert into ballot (id, round_id, hamlet_id, answers)
         select id, round_id, hamlet_id, answers from shuffled_ballot order by id",
        "insert into reason (id, round_id, commune_id, question, text)
         select id, round_id, commune_id, question, text from shuffled_reason order by id",
    ] {
        sqlx::query(sql).persistent(false).execute(&mut **tx).await?;
    }
    Ok(())
}
