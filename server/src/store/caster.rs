//! Casting: many ballots to a commit, each acknowledged only after it.
//!
//! One task takes the ballots that wait, which are sealed, and writes them in one transaction: spends their codes, puts the
//! ballots into their boxes under random numbers, raises the turnout of their hamlets. While the disk confirms one group the next
//! gathers, so the more come in the more go into each commit. If anything about a group fails, its ballots are tried
//! one by one, so that none can harm another. A commit whose answer got lost is simply tried again: a code that is
//! spent from the same page says so.

use crate::store::ballot_box::{BallotIn, put_in};
use crate::store::conflict_records::note_conflict;
use crate::store::db::{Db, StoreError, from_db, from_text};
use crate::store::slip_records::SlipStatus;
use crate::store::tx::{Attempts, Tx, fetch_optional, in_few_sizes, with_conn};
use app::domain::collection::round::{Phase, Refusal, State, Visit, phase};
use app::domain::collection::sealed_ballot::{BallotBox, SealedBallot};
use app::domain::survey::count::Origin;
use app::ports::casting::CastOutcome;
use app::ports::conflicts::ConflictKind;
use chrono::NaiveDate;
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// The most ballots in one commit.
const GROUP: usize = 256;

/// The most ballots that wait; more make the senders wait.
const WAITING: usize = 4_096;

/// A ballot on its way into the store, its code and its page's key hashed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The hash of the household's code.
    pub hash: Vec<u8>,
    /// The hash of the page's key.
    pub spent_from: Vec<u8>,
    /// The box it is sealed for.
    pub into: BallotBox,
    /// The ballot.
    pub sealed: SealedBallot,
    /// How it comes in.
    pub origin: Origin,
    /// The days that count for it.
    pub visit: Visit,
    /// The hour it comes in, such as `2024-07-10 09`.
    pub hour: String,
}

type Reply = oneshot::Sender<Result<CastOutcome, StoreError>>;

/// The task's door.
#[derive(Clone, Debug)]
pub(super) struct Caster(mpsc::Sender<(Entry, Reply)>);

impl Caster {
    /// Starts the task; it ends when the door is dropped.
    pub(super) fn start(db: Db) -> Self {
        let (door, mut waiting) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            let mut group = Vec::with_capacity(GROUP);
            while waiting.recv_many(&mut group, GROUP).await > 0 {
                let (entries, replies): (Vec<Entry>, Vec<Reply>) = group.drain(..).unzip();
                for (reply, outcome) in replies.into_iter().zip(cast_group(&db, &entries).await) {
                    // A sender that has gone does not need its answer; its ballot counts all the same.
                    let _ = reply.send(outcome);
                }
            }
        });
        Self(door)
    }

    /// Hands a ballot in and waits until it is durable.
    pub(super) async fn cast(&self, entry: Entry) -> Result<CastOutcome, StoreError> {
        let gone = || StoreError::Database(sqlx::Error::WorkerCrashed);
        let (reply, outcome) = oneshot::channel();
        self.0.send((entry, reply)).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?
    }
}

/// Writes a group, or each of it alone if the group as a whole fails.
async fn cast_group(db: &Db, entries: &[Entry]) -> Vec<Result<CastOutcome, StoreError>> {
    match cast_patiently(db, entries).await {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(error) if entries.len() == 1 => vec![Err(error)],
        Err(error) if error.is_of_the_disk() => {
            tracing::error!(%error, ballots = entries.len(), "a group of ballots was not written");
            entries.iter().map(|_| Err(NOT_WRITTEN)).collect()
        }
        Err(error) => {
            tracing::warn!(%error, ballots = entries.len(), "a group of ballots failed; trying each alone");
            let mut outcomes = Vec::with_capacity(entries.len());
            for entry in entries {
                let alone = cast_patiently(db, std::slice::from_ref(entry)).await;
                outcomes.push(alone.map(|outcomes| outcomes.first().copied().unwrap_or(UNKNOWN)));
            }
            outcomes
        }
    }
}

/// What each sender of a group is told that the disk did not take.
const NOT_WRITTEN: StoreError = StoreError::Machine("the disk took no ballots");

const UNKNOWN: CastOutcome = CastOutcome::Refused(Refusal::Unknown);

async fn cast_patiently(db: &Db, entries: &[Entry]) -> Result<Vec<CastOutcome>, StoreError> {
    let mut attempts = Attempts::new();
    loop {
        match cast_once(db, entries).await {
            Err(error) if attempts.again_after(&error).await => {}
            done => return done,
        }
    }
}

/// One transaction for all of `entries`, outcomes in their order.
async fn cast_once(db: &Db, entries: &[Entry]) -> Result<Vec<CastOutcome>, StoreError> {
    let mut tx = db.begin().await?;
    // The first of several ballots with one code is the one that may count.
    let mut first: HashMap<&[u8], usize> = HashMap::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        first.entry(&entry.hash).or_insert(at);
    }
    let mut leaders: Vec<&Entry> = first.values().map(|at| &entries[*at]).collect();
    leaders.sort_unstable_by(|a, b| a.hash.cmp(&b.hash));
    hold_rounds(&mut tx, &leaders).await?;
    let spent = spend(&mut tx, &leaders).await?;
    let mut outcomes = vec![None; entries.len()];
    let mut ballots = Vec::with_capacity(spent.len());
    for (hash, round, hamlet) in spent {
        let Some(at) = first.get(hash.as_slice()) else { continue };
        outcomes[*at] = Some(CastOutcome::Counted);
        let Entry { into, sealed, origin, .. } = &entries[*at];
        if *into != (BallotBox { round, hamlet }) {
            return Err(StoreError::Machine("a ballot was sealed for another box"));
        }
        ballots.push(BallotIn { into: *into, sealed, origin: *origin });
    }
    // A group takes milliseconds; all of it came in within the hour of its first.
    let hour = entries.first().map(|entry| entry.hour.as_str()).unwrap_or_default();
    put_in(&mut tx, &ballots, hour).await?;
    let mut changed = !ballots.is_empty();
    for (entry, outcome) in entries.iter().zip(&mut outcomes) {
        if outcome.is_none() {
            let (told, noted) = explain(&mut tx, entry).await?;
            *outcome = Some(told);
            changed |= noted;
        }
    }
    if changed {
        tx.commit().await?;
    }
    Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or(UNKNOWN)).collect())
}

/// Keeps the ballots' rounds from being closed until they are in. SQLite has one writer, so there nobody can.
async fn hold_rounds(tx: &mut Tx, leaders: &[&Entry]) -> Result<(), StoreError> {
    let Tx::Postgres(tx) = tx else { return Ok(()) };
    let sql = "select id from round where id in (select round_id from code where hash = any($1)) order by id for share";
    let hashes: Vec<&[u8]> = leaders.iter().map(|entry| entry.hash.as_slice()).collect();
    sqlx::query(sql).bind(hashes).execute(&mut **tx).await?;
    Ok(())
}

/// Spends the fresh codes of running rounds and answers which: hash, round, hamlet.
async fn spend(tx: &mut Tx, leaders: &[&Entry]) -> Result<Vec<(Vec<u8>, Uuid, Uuid)>, StoreError> {
    let mut spent = Vec::with_capacity(leaders.len());
    for leaders in in_few_sizes(leaders) {
        let fresh: Vec<(Vec<u8>, Uuid, Uuid)> = with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("with incoming (hash, spent_from, origin, today, ends) as (");
            sql.push_values(leaders, |mut values, entry| {
                values.push_bind(entry.hash.as_slice()).push_bind(entry.spent_from.as_slice());
                values.push_bind(entry.origin.into_str());
                values.push_bind(entry.visit.today).push_bind(entry.visit.ends);
            });
            sql.push(
                ") update code set state = 'spent', spent_from = incoming.spent_from, origin = incoming.origin
                 from incoming, round
                 where code.hash = incoming.hash and code.state = 'fresh' and round.id = code.round_id
                   and round.state = 'open' and round.opens <= incoming.today and incoming.ends <= round.closes
                 returning code.hash, code.round_id, code.hamlet_id",
            );
            sql.build_query_as().fetch_all(conn).await
        })?;
        spent.extend(fresh);
    }
    Ok(spent)
}

/// Why a ballot was not counted just now; counted all the same if it is by an earlier sending of its page. The flag says
/// that a conflict was noted.
async fn explain(tx: &mut Tx, entry: &Entry) -> Result<(CastOutcome, bool), StoreError> {
    let sql = "select c.state, c.slip_status, c.spent_from, c.origin, c.round_id, c.hamlet_id, c.serial,
                      r.state as round_state, r.opens, r.closes
               from code c join round r on r.id = c.round_id where c.hash = $1";
    let row: Option<CodeRecord> = fetch_optional!(tx, sql, &entry.hash)?;
    let Some(row) = row else { return Ok((UNKNOWN, false)) };
    let state = from_text::<State>(row.round_state)?;
    let refused = |refusal| (CastOutcome::Refused(refusal), false);
    Ok(match (row.state.as_str(), phase(state, row.opens, row.closes, entry.visit)) {
        ("spent", _) if row.spent_from.as_ref() == Some(&entry.spent_from) => (CastOutcome::Counted, false),
        ("spent", Phase::Running) if row.origin.as_deref() == Some(Origin::Paper.into_str()) => {
            // The household's paper is in already: for the committee to look into.
            note_conflict(tx, row.round_id, row.hamlet_id, from_db(row.serial), ConflictKind::OnlineAfterPaper, true)
                .await?;
            (CastOutcome::Refused(Refusal::Spent { runs: true }), true)
        }
        ("spent", phase) => refused(Refusal::Spent { runs: phase == Phase::Running }),
        (_, Phase::Over) => refused(Refusal::Over),
        ("void", _) => refused(from_text::<SlipStatus>(row.slip_status)?.why_void()),
        (_, Phase::Early) => refused(Refusal::Early { opens: row.opens }),
        (_, Phase::Running) => (UNKNOWN, false),
    })
}

/// A code with its round.
#[derive(sqlx::FromRow)]
struct CodeRecord {
    state: String,
    slip_status: String,
    spent_from: Option<Vec<u8>>,
    origin: Option<String>,
    round_id: Uuid,
    hamlet_id: Uuid,
    serial: i64,
    round_state: String,
    opens: NaiveDate,
    closes: NaiveDate,
}
