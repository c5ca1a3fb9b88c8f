//! What the level above should look at in a round.

use crate::store::Store;
use crate::store::account_records::operator_name;
use crate::store::authority::{Place, Scope};
use crate::store::batch_records::open_long_run;
use crate::store::census_records::load_census;
use crate::store::db::{StoreError, from_db};
use crate::store::key::InstallationKey;
use crate::store::participation_records::{all_hamlets, part_of};
use crate::store::round_records::load_round;
use crate::store::tallies::load_tallies;
use crate::store::tx::{Tx, fetch_all};
use app::domain::collection::round::Round;
use app::domain::oversight::signal::{Batch, Evidence, Signal, few_listed, look};
use app::domain::people::account::Permission;
use app::domain::survey::count::Tally;
use app::i18n::{Lang, hamlet_of};
use app::ports::common::{Actor, Answer, PortError};
use app::ports::signals::QualitySignals;
use async_trait::async_trait;
use chrono::NaiveDateTime;
use std::collections::HashMap;
use uuid::Uuid;

#[async_trait]
impl QualitySignals for Store {
    async fn signals(&self, by: &Actor, round: Uuid) -> Answer<Vec<Signal>> {
        let tx = &mut self.db.read().await?;
        let scope = Scope::of(tx, by).await?;
        if !scope.may(tx, Permission::Settle, Place::Anywhere).await? {
            return Err(PortError::Denied);
        }
        let (unit_id, round) = load_round(tx, round).await?;
        part_of(tx, &scope, &round, unit_id).await?.ok_or(PortError::Denied)?;
        let mut signals = Vec::new();
        for evidence in evidence(tx, &self.key, &scope, &round, unit_id).await? {
            signals.extend(look(&evidence));
        }
        signals.extend(few_households(tx, &scope, &round).await?);
        Ok(signals)
    }
}

/// The communes inside somebody's scope that list far fewer households than official statistics have.
async fn few_households(tx: &mut Tx, scope: &Scope, round: &Round) -> Answer<Vec<Signal>> {
    let sql = "select u.id, u.name, cast(sum(r.households) as bigint)
               from round_hamlet r join hamlet h on h.id = r.hamlet_id join unit u on u.id = h.commune_id
               where r.round_id = $1 group by u.id, u.name, u.code order by u.code";
    let rows: Vec<(Uuid, String, i64)> = fetch_all!(tx, sql, round.id)?;
    let census = load_census(tx, round.opens).await?;
    let mut found = Vec::new();
    for (commune, name, households) in rows {
        let signal = census.get(&commune).and_then(|census| few_listed(&name, from_db(households), census));
        if let Some(signal) = signal
            && scope.holds(tx, Place::Unit(commune)).await?
        {
            found.push(signal);
        }
    }
    Ok(found)
}

/// A batch of paper that was counted.
#[derive(sqlx::FromRow)]
struct CountedBatch {
    hamlet_id: Uuid,
    first_name: Option<String>,
    second_name: Option<String>,
    ballots: i64,
    id: Uuid,
    long_run: String,
}

impl CountedBatch {
    /// Whether its ballots are alike is told once the box is opened: before that it would be an answer.
    fn read(&self, key: &InstallationKey, is_opened: bool) -> Result<Batch, StoreError> {
        let first = self.first_name.clone().unwrap_or_else(operator_name);
        Ok(Batch {
            by: [Some(first), self.second_name.clone()].into_iter().flatten().collect(),
            ballots: from_db(self.ballots),
            run: if is_opened { open_long_run(key, self.id, &self.long_run)? } else { 0 },
        })
    }
}

/// The beginning of an hour as it is kept: `2024-07-11 14`.
fn beginning_of(hour: String) -> Result<NaiveDateTime, StoreError> {
    NaiveDateTime::parse_from_str(&format!("{hour}:00"), "%Y-%m-%d %H:%M").map_err(|_| StoreError::Word(hour))
}

/// What is known of each hamlet inside somebody's scope.
async fn evidence(
    tx: &mut Tx,
    key: &InstallationKey,
    scope: &Scope,
    round: &Round,
    unit_id: Uuid,
) -> Answer<Vec<Evidence>> {
    let questions = round.ruleset.questions.len();
    let tallies = load_tallies(tx, round.id, None, questions).await?;
    let sql = "select hamlet_id, hour, returned from hourly_turnout where round_id = $1 order by hour";
    let rows: Vec<(Uuid, String, i64)> = fetch_all!(tx, sql, round.id)?;
    let mut hours: HashMap<Uuid, Vec<(NaiveDateTime, u64)>> = HashMap::new();
    for (hamlet, hour, ballots) in rows {
        hours.entry(hamlet).or_default().push((beginning_of(hour)?, from_db(ballots)));
    }
    let sql = "select b.id, b.hamlet_id, a.name as first_name, o.name as second_name, b.ballots, b.long_run
               from paper_batch b left join account a on a.id = b.first_id left join account o on o.id = b.second_id
               where b.round_id = $1 and b.state = 'counted' order by b.counted_at";
    let batches: Vec<CountedBatch> = fetch_all!(tx, sql, round.id)?;
    let mut found = Vec::new();
    let mut inside: HashMap<String, bool> = HashMap::new();
    for row in all_hamlets(tx, round, unit_id).await? {
        let Some(hamlet) = row.hamlet else { continue };
        let holds = match inside.get(&row.unit.code) {
            Some(holds) => *holds,
            None => scope.holds(tx, Place::Hamlet(hamlet.id)).await?,
        };
        inside.insert(row.unit.code.clone(), holds);
        if !holds {
            continue;
        }
        let channels = tallies.range((hamlet.id, String::new())..).take_while(|((id, _), _)| *id == hamlet.id);
        let mut sum = Tally::empty(questions);
        channels.for_each(|(_, tally)| sum += tally);
        let own_batches = batches.iter().filter(|batch| batch.hamlet_id == hamlet.id);
        found.push(Evidence {
            place: hamlet_of(Lang::Vi, &hamlet.name, &row.unit.name),
            households: row.turnout.households,
            returned: row.turnout.returned,
            valid: row.turnout.valid,
            // Of a box that is not opened nobody knows an answer.
            counts: if row.uncounted > 0 { Vec::new() } else { sum.counts },
            hours: hours.remove(&hamlet.id).unwrap_or_default(),
            // Nor whether the papers that went into it were alike.
            batches: own_batches.map(|batch| batch.read(key, row.uncounted == 0)).collect::<Result<_, _>>()?,
        });
    }
    Ok(found)
}
