//! Hand-counted minutes, taken in and back.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::closing_records::expect_reason;
use crate::store::db::{StoreError, from_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::minutes_records::{
    keep_former_minutes, load_minutes, online_returned, overtaken, twice_counted, write_minutes,
};
use crate::store::round_hamlets::{
    RoundHamlet, add_hamlets, asked_hamlet, communes_asked_by, expect_not_closed, round_hamlets,
};
use crate::store::round_records::{expect_state, lock_open_round, lock_round};
use crate::store::slip_records::restore_slips;
use crate::store::tx::{Tx, execute, fetch_all, write};
use app::domain::collection::minutes::{HamletMinutes, MinutesRow, gather};
use app::domain::collection::round::State;
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Faults, Imported, Line, Now, PortError};
use app::ports::minutes::{MinutesAct, MinutesDetail, MinutesEntry, MinutesFault, Replacing};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[async_trait]
impl MinutesEntry for Store {
    async fn import_minutes(
        &self,
        by: &Actor,
        id: Uuid,
        rows: Vec<Line<MinutesRow>>,
        replacing: Replacing,
        now: Now,
    ) -> Answer<Imported> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Collect, Place::Anywhere).await?;
            expect_state(&round, State::Open)?;
            let communes = communes_asked_by(tx, unit_id, &round.ruleset, round.opens).await?;
            for commune in &communes {
                add_hamlets(tx, id, commune.id).await?;
            }
            let codes: HashMap<Uuid, &str> =
                communes.iter().map(|commune| (commune.id, commune.named.code.as_str())).collect();
            let hamlets = round_hamlets(tx, id).await?;
            let by_place: HashMap<(&str, &str), &RoundHamlet> =
                hamlets.iter().filter_map(|h| Some(((*codes.get(&h.commune)?, h.code.as_str()), h))).collect();
            let online = online_returned(tx, id).await?;
            let waiting = waiting(tx, id).await?;
            let known = load_minutes(tx, id).await?;

            let questions = u32::try_from(round.ruleset.questions.len()).unwrap_or(u32::MAX);
            let lines: Vec<_> = rows.iter().map(|line| (line.number, line.value.clone())).collect();
            let (gathered, faulty) = gather(&lines, questions);
            let mut faults = Faults(faulty);
            let mut done = Imported::default();
            let mut writes = Vec::new();
            for one in gathered {
                let place = (one.commune_code.as_str(), one.hamlet_code.as_str());
                let Some(hamlet) = by_place.get(&place) else {
                    let known = codes.values().any(|code| *code == place.0);
                    faults.add(one.line, unknown_place(&one, known));
                    continue;
                };
                if !who.may(tx, Permission::Collect, Place::Hamlet(hamlet.id)).await? {
                    return Err(PortError::Denied);
                }
                if let Some(slips) = waiting.get(&hamlet.id) {
                    faults.add(one.line, MinutesFault::PaperWaits { hamlet: one.hamlet_code.clone(), count: *slips });
                }
                // Households are the base of participation; whoever counts ballots does not set it.
                let (listed, said) = (hamlet.households, one.minutes.turnout.households);
                if listed != said && listed > 0 && !who.may(tx, Permission::Hamlets, Place::Anywhere).await? {
                    faults.add(one.line, MinutesFault::Households { hamlet: one.hamlet_code.clone(), listed, said });
                }
                if let Some(fault) = twice_counted(
                    &one.hamlet_code,
                    &one.minutes.turnout,
                    hamlet,
                    online.get(&hamlet.id).copied().unwrap_or_default(),
                ) {
                    faults.add(one.line, fault);
                }
                match known.get(&hamlet.id) {
                    Some(old) if *old == one.minutes => {
                        done.same += 1;
                        continue;
                    }
                    Some(_) if replacing == Replacing::None => {
                        faults.add(one.line, MinutesFault::Others { hamlet: one.hamlet_code.clone() });
                    }
                    Some(old) if matches!(&replacing, Replacing::Revision(revision) if *revision != Revision::of(&Some(old))) =>
                    {
                        return Err(overtaken(old));
                    }
                    Some(_) => done.changed += 1,
                    None => done.added += 1,
                }
                writes.push(((*hamlet).clone(), one.minutes));
            }
            faults.or(())?;
            let mut by_commune: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
            for (hamlet, minutes) in &writes {
                expect_not_closed(&asked_hamlet(tx, &round, hamlet.id).await?)?;
                write_minutes(tx, id, hamlet, minutes).await?;
                by_commune.entry(hamlet.commune).or_default().push(hamlet.id);
            }
            for (commune, hamlets) in by_commune {
                let hamlet = Some(hamlets[0]).filter(|_| hamlets.len() == 1);
                let entry = JournalEntry { hamlet, ..JournalEntry::of_round(MinutesAct::TakeMinutes, commune, id) };
                record(tx, &self.key, &who, entry.with(MinutesDetail::Hamlets { count: hamlets.len() as u64 }), now)
                    .await?;
            }
            Ok(done)
        })
    }

    async fn withdraw_minutes(&self, by: &Actor, id: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_open_round(tx, id).await?;
            let who = require(tx, by, Permission::Settle, Place::Hamlet(hamlet)).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            expect_not_closed(&asked)?;
            let reason = expect_reason(reason)?;
            if !asked.has_minutes {
                // There is nothing to take back.
                return Ok(());
            }
            keep_former_minutes(tx, id, hamlet, now).await?;
            for sql in [
            "delete from minutes where round_id = $1 and hamlet_id = $2",
            "delete from turnout where round_id = $1 and hamlet_id = $2 and channel = 'minutes'",
            "delete from tally where round_id = $1 and hamlet_id = $2 and channel = 'minutes'",
            // Without slips the minutes said how many households there are; now the commune's list does again.
            "update round_hamlet set households = (select h.households from hamlet h where h.id = round_hamlet.hamlet_id)
             where round_id = $1 and hamlet_id = $2 and issued = 0",
        ] {
            execute!(tx, sql, id, hamlet)?;
        }
            restore_slips(tx, id, hamlet).await?;
            let entry = JournalEntry::of_hamlet(MinutesAct::WithdrawMinutes, asked.commune_id, id, hamlet);
            record(tx, &self.key, &who, entry.with(Detail::Text { text: reason.to_owned() }), now).await?;
            Ok(())
        })
    }
}

fn unknown_place(one: &HamletMinutes, commune_known: bool) -> MinutesFault {
    if commune_known {
        MinutesFault::NoHamlet { commune: one.commune_code.clone(), hamlet: one.hamlet_code.clone() }
    } else {
        MinutesFault::NotAsked { commune: one.commune_code.clone() }
    }
}

/// Paper that is keyed in and not counted, by hamlet.
async fn waiting(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, u64>, StoreError> {
    let sql = "select p.hamlet_id, count(distinct e.slip) from paper_batch p join paper_entry e on e.batch_id = p.id
               where p.round_id = $1 group by p.hamlet_id";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round)?;
    Ok(rows.into_iter().map(|(hamlet, slips)| (hamlet, from_db(slips))).collect())
}
