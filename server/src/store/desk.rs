//! The desk: everything that is collected in a round, by hamlet; and what the level above should look at.

use super::{Store, Tx, broken, closing, conflicts, counted, minutes, official, on, paper, rounds, slips, tree, watch};
use crate::store::authority::{Place, Scope, require};
use app::domain::collection::minutes::MinutesRow;
use app::domain::collection::round::Round;
use app::domain::oversight::signal::{Batch, Evidence, Signal, few_listed, look};
use app::domain::people::account::Power;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::common::{Imported, Line};
use app::ports::conflicts::Conflicts;
use app::ports::hamlet_closing::AttachmentRow;
use app::ports::hamlet_closing::ClosingWords;
use app::ports::hamlet_closing::HamletClosing;
use app::ports::minutes::MinutesEntry;
use app::ports::minutes::Replacing;
use app::ports::participation::HamletDesk;
use app::ports::participation::Participation;
use app::ports::participation::Watch;
use app::ports::signals::QualitySignals;
use app::ports::slips::SlipSelection;
use app::ports::slips::SlipSheet;
use app::ports::slips::Slips;
use app::ports::slips::WriteCodes;
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl Participation for Store {
    async fn watch(&self, by: &Actor, round: Uuid, unit_code: Option<&str>) -> Answer<Watch> {
        self.watch_round(by, round, unit_code).await
    }

    async fn hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid) -> Answer<HamletDesk> {
        let mut tx = self.db.read().await?;
        require(&mut tx, by, Power::Watch, Place::Hamlet(hamlet)).await?;
        let (_, round) = rounds::load(&mut tx, round).await?;
        let id = round.id;
        Ok(HamletDesk {
            row: watch::watch_hamlet(&mut tx, &round, hamlet).await?,
            slips: slips::slip_counts(&mut tx, id, hamlet).await?,
            batches: paper::batches(&mut tx, id, hamlet).await?,
            conflicts: conflicts::conflicts(&mut tx, id, hamlet).await?,
            minutes: minutes::kept_minutes(&mut tx, id).await?.remove(&hamlet),
            closing: closing::closing(&mut tx, id, hamlet).await?,
            attachments: closing::attachments(&mut tx, id, hamlet).await?,
            former: closing::former(&mut tx, id, hamlet).await?,
            round,
        })
    }
}

#[async_trait]
impl Slips for Store {
    async fn issue(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Option<&str>,
        write: WriteCodes<'_>,
        now: Now,
    ) -> Answer<u64> {
        self.issue_codes(by, round, hamlet, write, now).await
    }

    async fn slips(&self, by: &Actor, round: Uuid, hamlet: Uuid, which: SlipSelection, now: Now) -> Answer<SlipSheet> {
        self.issue_slips(by, round, hamlet, which, now).await
    }

    async fn use_spare(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Uuid,
        spare: u64,
        lost: Option<u64>,
        now: Now,
    ) -> Answer<()> {
        self.hand_spare(by, round, hamlet, spare, lost, now).await
    }
}

#[async_trait]
impl Conflicts for Store {
    async fn settle(&self, by: &Actor, conflict: Uuid, decision: &str, release: bool, now: Now) -> Answer<()> {
        self.settle_conflict(by, conflict, decision, release, now).await
    }
}

#[async_trait]
impl HamletClosing for Store {
    async fn close_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, words: ClosingWords, now: Now) -> Answer<()> {
        self.do_close_hamlet(by, round, hamlet, words, now).await
    }

    async fn reopen_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()> {
        self.do_reopen_hamlet(by, round, hamlet, reason, now).await
    }

    async fn attach(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Uuid,
        name: &str,
        content: Vec<u8>,
        now: Now,
    ) -> Answer<()> {
        self.keep_attachment(by, round, hamlet, name, content, now).await
    }

    async fn attachment(&self, by: &Actor, id: Uuid) -> Answer<(AttachmentRow, Arc<[u8]>)> {
        self.read_attachment(by, id).await
    }
}

#[async_trait]
impl MinutesEntry for Store {
    async fn import_minutes(
        &self,
        by: &Actor,
        round: Uuid,
        rows: Vec<Line<MinutesRow>>,
        replacing: Replacing,
        now: Now,
    ) -> Answer<Imported> {
        self.take_minutes(by, round, rows, &replacing, now).await
    }

    async fn withdraw_minutes(&self, by: &Actor, round: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()> {
        self.take_minutes_back(by, round, hamlet, reason, now).await
    }
}

#[async_trait]
impl QualitySignals for Store {
    async fn signals(&self, by: &Actor, round: Uuid) -> Answer<Vec<Signal>> {
        let mut tx = self.db.read().await?;
        let scope = Scope::of(&mut tx, by).await?;
        if !scope.may(&mut tx, Power::Settle, Place::Anywhere).await? {
            return Err(PortError::Denied);
        }
        let (unit_id, round) = rounds::load(&mut tx, round).await?;
        watch::part_of(&mut tx, &scope, &round, unit_id).await?.ok_or(PortError::Denied)?;
        let mut signals = Vec::new();
        for evidence in evidence(&mut tx, &scope, &round, unit_id).await? {
            signals.extend(look(&evidence));
        }
        signals.extend(few_households(&mut tx, &scope, &round).await?);
        Ok(signals)
    }
}

/// The communes inside somebody's scope that list far fewer households than official statistics have.
async fn few_households(tx: &mut Tx, scope: &Scope, round: &Round) -> Answer<Vec<Signal>> {
    let sql = "select u.id, u.name, cast(sum(r.households) as bigint)
               from round_hamlet r join hamlet h on h.id = r.hamlet_id join unit u on u.id = h.commune_id
               where r.round_id = $1 group by u.id, u.name, u.code order by u.code";
    let rows: Vec<(Uuid, String, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await).map_err(broken)?;
    let official = official::load(tx, round.opens).await?;
    let mut found = Vec::new();
    for (commune, name, households) in rows {
        let signal = official.get(&commune).and_then(|official| few_listed(&name, counted(households), official));
        if let Some(signal) = signal
            && scope.holds(tx, Place::Unit(commune)).await?
        {
            found.push(signal);
        }
    }
    Ok(found)
}

/// What is known of each hamlet inside somebody's scope.
async fn evidence(tx: &mut Tx, scope: &Scope, round: &Round, unit_id: Uuid) -> Answer<Vec<Evidence>> {
    let questions = round.ruleset.questions.len();
    let tallies = tree::kept_tallies(tx, round.id, questions).await?;
    let sql = "select hamlet_id, hour, returned from pulse where round_id = $1 order by hour";
    let hours: Vec<(Uuid, String, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await).map_err(broken)?;
    let sql = "select b.hamlet_id, coalesce(a.name, 'Người vận hành'), o.name, b.ballots, b.longest_run
               from paper_batch b left join account a on a.id = b.first_id left join account o on o.id = b.second_id
               where b.round_id = $1 and b.state = 'counted' order by b.counted_at";
    let batches: Vec<(Uuid, String, Option<String>, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await).map_err(broken)?;
    let mut found = Vec::new();
    let mut inside: HashMap<String, bool> = HashMap::new();
    for row in watch::watch_all(tx, round, unit_id).await? {
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
        let mut sum = app::domain::survey::count::Tally::empty(questions);
        channels.for_each(|(_, tally)| sum += tally);
        let own_hours = hours.iter().filter(|(id, ..)| *id == hamlet.id);
        let own_batches = batches.iter().filter(|(id, ..)| *id == hamlet.id);
        found.push(Evidence {
            place: format!("{}, {}", hamlet.name, row.unit.name),
            households: row.turnout.households,
            returned: row.turnout.returned,
            valid: row.turnout.valid,
            counts: sum.counts,
            hours: own_hours.map(|(_, hour, ballots)| (hour.clone(), counted(*ballots))).collect(),
            batches: own_batches
                .map(|(_, first, second, ballots, run)| Batch {
                    by: [Some(first), second.as_ref()].into_iter().flatten().cloned().collect(),
                    ballots: counted(*ballots),
                    run: counted(*run),
                })
                .collect(),
        });
    }
    Ok(found)
}
