//! Rounds: opened, closed, published, and their results worked out.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::counting_records::expect_all_counted;
use crate::store::db::db_error;
use crate::store::journal::{JournalEntry, record};
use crate::store::participation_records::{all_hamlets, fewer, part_of, unit_participation};
use crate::store::publication::publish_first;
use crate::store::round_opening::open_round;
use crate::store::round_records::{ROUND, RoundRecord, expect_state, load_round, lock_round};
use crate::store::slip_sheet_records::forget_sheets_of_round;
use crate::store::tallies::worked_out;
use crate::store::tx::{Tx, execute, fetch_all, scalars, write};
use crate::store::unit_records::UnitIndex;
use crate::store::unit_tree::units_below;
use app::domain::collection::notice::NoticeWords;
use app::domain::collection::round::{Ending, OpenHamlet, Round, State};
use app::domain::people::account::Permission;
use app::domain::survey::results::Results;
use app::i18n::local;
use app::message::Message;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, refuse};
use app::ports::notices::NoticesAct;
use app::ports::participation::{ParticipationRow, UnitParticipation};
use app::ports::plans::PlansAct;
use app::ports::rounds::{Early, NewRound, RoundLine, RoundRefused, Rounds, RoundsAct, RoundsDetail};
use app::ports::units::UnitsFault;
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl Rounds for Store {
    async fn open_at_once(&self, by: &Actor, new: NewRound, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let index = UnitIndex::load(tx).await?;
            let Some(unit) = index.on(&new.unit_code, new.opens) else {
                return refuse(UnitsFault::NoUnit { code: new.unit_code.clone(), day: new.opens.to_string() });
            };
            let who = require(tx, by, Permission::Plan, Place::Unit(unit.id)).await?;
            open_round(tx, &self.key, &new, unit, None).await?;
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::OpenRound, unit.id, new.id), now).await?;
            Ok(())
        })
    }

    async fn close(&self, by: &Actor, id: Uuid, reason: &str, early: Early, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            if round.state == State::Closed {
                // By somebody else at the same time: it is closed once.
                return Ok(());
            }
            expect_state(&round, State::Open)?;
            let today = local(now).date();
            if today < round.closes && early == Early::Refused {
                return refuse(RoundRefused::BeforeLastDay { closes: round.closes });
            }
            let reason = reason.trim();
            let (held, open) = unfinished(tx, &round, unit_id).await?;
            if !held.is_empty() {
                return refuse(RoundRefused::PaperOrConflicts { hamlets: held.join(", ") });
            }
            if !open.is_empty() && reason.is_empty() {
                let hamlets: Vec<_> = open.iter().map(|one| format!("{} ({})", one.name, one.commune.name)).collect();
                return refuse(RoundRefused::HamletsOpen { count: open.len() as u64, hamlets: hamlets.join(", ") });
            }
            let is_early = today < round.closes;
            if is_early && reason.is_empty() {
                return refuse(RoundRefused::EarlyReason);
            }
            let reason = if is_early || !open.is_empty() { reason.to_owned() } else { String::new() };
            let detail: Option<Message> = if is_early {
                Some(RoundsDetail::Early { closes: round.closes, reason: reason.clone() }.into())
            } else {
                (!reason.is_empty()).then(|| Detail::Text { text: reason.clone() }.into())
            };
            let ending = Ending { on: Some(today), reason, open };
            let document = serde_json::to_string(&ending).map_err(db_error)?;
            execute!(tx, "update round set state = 'closed', ending = $2 where id = $1", id, &document)?;
            forget_sheets_of_round(tx, id).await?;
            record(
                tx,
                &self.key,
                &who,
                JournalEntry { detail, ..JournalEntry::of_round(RoundsAct::CloseRound, unit_id, id) },
                now,
            )
            .await?;
            Ok(())
        })
    }

    async fn reopen(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            if round.state == State::Open {
                return Ok(());
            }
            expect_state(&round, State::Closed)?;
            expect_unopened(tx, &round).await?;
            let sql = "update round set state = 'open', ending = null where id = $1";
            execute!(tx, sql, id)?;
            record(tx, &self.key, &who, JournalEntry::of_round(RoundsAct::ReopenRound, unit_id, id), now).await?;
            Ok(())
        })
    }

    async fn publish(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            expect_state(&round, State::Closed)?;
            let words = NoticeWords { committee: round.unit.name.clone(), ..NoticeWords::default() };
            publish_first(tx, &round, unit_id, words, now).await?;
            record(tx, &self.key, &who, JournalEntry::of_round(NoticesAct::Publish, unit_id, id), now).await?;
            Ok(())
        })?;
        self.db.purge().await;
        Ok(())
    }

    async fn round(&self, id: Uuid) -> Answer<Round> {
        let tx = &mut self.db.read().await?;
        Ok(load_round(tx, id).await?.1)
    }

    async fn results(&self, by: &Actor, id: Uuid, unit_code: Option<&str>) -> Answer<Results> {
        let tx = &mut self.db.read().await?;
        let (unit_id, round) = load_round(tx, id).await?;
        let place = match unit_code {
            Some(code) => {
                let units = units_below(tx, unit_id, round.opens).await?;
                units.into_iter().find(|unit| unit.named.code == code).map_or(unit_id, |unit| unit.id)
            }
            None => unit_id,
        };
        require(tx, by, Permission::Conclude, Place::Unit(place)).await?;
        if round.state == State::Open {
            return refuse(RoundRefused::ResultsWhileOpen);
        }
        expect_all_counted(tx, id).await?;
        worked_out(tx, unit_id, &round, unit_code).await
    }

    async fn rounds(&self, by: &Actor) -> Answer<Vec<RoundLine>> {
        let tx = &mut self.db.read().await?;
        let scope = Scope::of(tx, by).await?;
        if !scope.may(tx, Permission::Participation, Place::Anywhere).await? {
            return Ok(Vec::new());
        }
        let sql =
            format!("{ROUND} order by case r.state when 'open' then 0 when 'closed' then 1 else 2 end, r.closes desc");
        let rows: Vec<RoundRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql))?;
        let mut lines = Vec::new();
        for row in rows {
            let (unit_id, round) = row.read()?;
            if let Some(part) = part_of(tx, &scope, &round, unit_id).await? {
                let UnitParticipation { round, total, rows, .. } = unit_participation(tx, &scope, round, part).await?;
                lines.push(RoundLine { round, total, rows });
            }
        }
        // Of the open ones, where fewest took part comes first.
        let open = lines.partition_point(|line| line.round.state == State::Open);
        lines[..open].sort_by(|a, b| fewer(&a.round, &a.total, &b.round, &b.total));
        Ok(lines)
    }
}

/// Refuses where a box was opened of a commune in which a hamlet would take ballots again.
async fn expect_unopened(tx: &mut Tx, round: &Round) -> Answer<()> {
    let sql = "select distinct h.commune_id from round_hamlet r join hamlet h on h.id = r.hamlet_id
               where r.round_id = $1 and not exists (select 1 from hamlet_closing k
                   where k.round_id = r.round_id and k.hamlet_id = r.hamlet_id)";
    let communes: Vec<Uuid> = scalars!(tx, sql, round.id)?;
    for commune in communes {
        if CommuneBoxes::load(tx, round, commune).await?.any_opened() {
            return refuse(RoundRefused::CountingBegun);
        }
    }
    Ok(())
}

/// Names of hamlets that hold up the closing of a round: those with paper that is keyed in and not counted, or conflicts;
/// and those that are not closed.
async fn unfinished(tx: &mut Tx, round: &Round, unit_id: Uuid) -> Answer<(Vec<String>, Vec<OpenHamlet>)> {
    let rows = all_hamlets(tx, round, unit_id).await?;
    let name = |row: &ParticipationRow| {
        row.hamlet.as_ref().map(|hamlet| format!("{} ({})", hamlet.name, row.unit.name)).unwrap_or_default()
    };
    let held = rows.iter().filter(|row| row.pending > 0 || row.conflicts > 0).map(name).collect();
    let open = rows.iter().filter(|row| row.hamlets.closed == 0).map(|row| OpenHamlet {
        name: row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default(),
        commune: row.unit.clone(),
    });
    let open = open.collect();
    Ok((held, open))
}
