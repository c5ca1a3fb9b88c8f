//! Hamlets and their households.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::census_records::load_census;
use crate::store::db::{from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::round_hamlets::{asked_hamlet, expect_not_closed};
use crate::store::round_records::lock_open_round;
use crate::store::tx::{Tx, execute, fetch_all, lock_for_update, scalar, write};
use crate::store::unit_records::UnitIndex;
use app::domain::collection::minutes::MOST_HOUSEHOLDS;
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::domain::units::alike::{hamlet_code_key, hamlet_name_key, is_same_hamlet};
use app::domain::units::unit::Level;
use app::i18n::local;
use app::ports::common::{Actor, Answer, Faults, Imported, Line, Now, PortError, refuse};
use app::ports::hamlets::{
    HamletEdit, HamletList, HamletRow, Hamlets, HamletsAct, HamletsDetail, HamletsFault, HamletsRefused,
};
use async_trait::async_trait;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

#[async_trait]
impl Hamlets for Store {
    async fn import_hamlets(&self, by: &Actor, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported> {
        write!(self.db, by, |tx| {
            let who = require(tx, by, Permission::Hamlets, Place::Anywhere).await?;
            take(tx, &self.key, &who, lines.clone(), now).await
        })
    }

    async fn keep_hamlets(
        &self,
        by: &Actor,
        commune_code: &str,
        rows: Vec<Line<HamletEdit>>,
        revision: &Revision,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let who = require(tx, by, Permission::Hamlets, Place::Anywhere).await?;
            let index = UnitIndex::load(tx).await?;
            let commune = index.on_or_last(commune_code, local(now).date()).filter(|u| u.named.level == Level::Commune);
            let commune = commune.ok_or(PortError::Missing)?.id;
            if !who.holds(tx, Place::Unit(commune)).await? {
                return Err(PortError::Denied);
            }
            lock_for_update(tx, "unit", commune).await?;
            let there = listed(tx, commune, commune_code).await?;
            let wanted: Vec<&HamletRow> = rows.iter().filter_map(|line| line.value.row.as_ref()).collect();
            let same = there.len() == wanted.len() && there.iter().all(|row| wanted.contains(&row));
            if same && wanted.iter().all(|wanted| there.contains(wanted)) {
                // Whoever wrote it, the list says that.
                return Ok(());
            }
            if *revision != Revision::of(&there) {
                return refuse(HamletsRefused::Overtaken);
            }
            let mut faults = Faults::default();
            for Line { number, value } in rows.iter().filter(|line| line.value.row.is_none()) {
                if !take_away(tx, commune, &value.known).await? {
                    faults.add(*number, HamletsFault::Held { code: value.known.clone() });
                }
            }
            // Codes may be exchanged, so each steps aside before any takes its new place.
            let renamed: Vec<(&str, &str)> = rows
                .iter()
                .filter_map(|line| Some((line.value.known.as_str(), line.value.row.as_ref()?.code.as_str())))
                .filter(|(known, code)| !known.is_empty() && known != code)
                .collect();
            for (known, code) in &renamed {
                give_code(tx, commune, known, &format!("\u{1}{code}")).await?;
            }
            for (_, code) in &renamed {
                let taken = "select count(*) from hamlet where commune_id = $1 and code = $2";
                let there: i64 = scalar!(tx, taken, commune, *code)?;
                if there > 0 {
                    return refuse(HamletsRefused::CodeTaken { code: (*code).to_owned() });
                }
                give_code(tx, commune, &format!("\u{1}{code}"), code).await?;
            }
            faults.or(())?;
            let kept = |line: Line<HamletEdit>| line.value.row.map(|value| Line { number: line.number, value });
            take(tx, &self.key, &who, rows.iter().cloned().filter_map(kept).collect(), now).await?;
            Ok(())
        })
    }

    async fn rename_hamlet(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Uuid,
        name: &str,
        reason: &str,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let who = require(tx, by, Permission::Hamlets, Place::Hamlet(hamlet)).await?;
            let (_, round) = lock_open_round(tx, round).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            expect_not_closed(&asked)?;
            let from = asked.hamlet.name;
            if from == name {
                return Ok(());
            }
            let sql = "update round_hamlet set name = $3 where round_id = $1 and hamlet_id = $2";
            execute!(tx, sql, round.id, hamlet, name)?;
            execute!(tx, "update hamlet set name = $3 where id = $1 and name = $2", hamlet, &from, name)?;
            let detail = HamletsDetail::Renamed { from, to: name.to_owned(), reason: reason.to_owned() };
            let entry = JournalEntry::of_hamlet(HamletsAct::RenameHamlet, asked.commune_id, round.id, hamlet);
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(())
        })
    }

    async fn hamlets(&self, by: &Actor, code: &str, now: Now) -> Answer<HamletList> {
        let tx = &mut self.db.read().await?;
        let index = UnitIndex::load(tx).await?;
        let commune = index.on_or_last(code, local(now).date()).filter(|u| u.named.level == Level::Commune);
        let Some(commune) = commune else {
            require(tx, by, Permission::Hamlets, Place::Anywhere).await?;
            return Err(PortError::Missing);
        };
        require(tx, by, Permission::Hamlets, Place::Unit(commune.id)).await?;
        let hamlets = listed(tx, commune.id, code).await?;
        let census = load_census(tx, local(now).date()).await?.remove(&commune.id);
        Ok(HamletList { commune: commune.named.clone(), hamlets, census })
    }
}

/// A row of `hamlet`.
#[derive(sqlx::FromRow)]
struct HamletRecord {
    id: Uuid,
    commune_id: Uuid,
    code: String,
    name: String,
    households: i64,
}

/// A hamlet as it is to be: from which line, and its commune and code.
struct Write {
    number: u64,
    id: Uuid,
    place: (Uuid, String),
    name: String,
    households: u64,
}

/// Names the lines that are new, or say another name, and mean a hamlet that has a line of its own or is there already:
/// by a code that lost its noughts, or by its name.
fn expect_distinct(known: &HashMap<(Uuid, String), HamletRecord>, writes: &[Write], faults: &mut Faults) {
    let listed: HashSet<Uuid> = writes.iter().map(|write| write.id).collect();
    let mut by_code: HashMap<(Uuid, String), (&str, &str)> = HashMap::new();
    let mut by_name: HashMap<(Uuid, String), Vec<(&str, &str)>> = HashMap::new();
    let there = known.values().filter(|old| !listed.contains(&old.id));
    let there = there.map(|old| (None, old.commune_id, old.code.as_str(), old.name.as_str()));
    // What is there first, then line by line: the later line is the one to mend.
    let lines = writes.iter().map(|write| (Some(write), write.place.0, write.place.1.as_str(), write.name.as_str()));
    for (write, commune, code, name) in there.chain(lines) {
        let same_code = by_code.insert((commune, hamlet_code_key(code)), (code, name));
        let names = by_name.entry((commune, hamlet_name_key(name))).or_default();
        let same_name = names.iter().find(|(_, other)| is_same_hamlet(name, other)).copied();
        names.push((code, name));
        let Some(write) = write else { continue };
        let is_as_it_was = known.get(&write.place).is_some_and(|old| old.name == write.name);
        // A code that is there twice to the letter is said where lines are counted.
        let same_code = same_code.filter(|(other, _)| *other != code);
        match (same_code, same_name.filter(|(other, _)| *other != code)) {
            _ if is_as_it_was => {}
            (Some((other, name)), _) => {
                let (known, name) = (other.to_owned(), name.to_owned());
                faults.add(write.number, HamletsFault::SameCode { code: code.to_owned(), known, name });
            }
            (None, Some((other, _))) => {
                faults.add(write.number, HamletsFault::SameName { name: name.to_owned(), known: other.to_owned() });
            }
            (None, None) => {}
        }
    }
}

/// Writes a list of hamlets.
async fn take(
    tx: &mut Tx,
    key: &InstallationKey,
    who: &Scope,
    lines: Vec<Line<HamletRow>>,
    now: Now,
) -> Answer<Imported> {
    let today = local(now).date();
    let index = UnitIndex::load(tx).await?;
    let rows: Vec<HamletRecord> = fetch_all!(tx, "select id, commune_id, code, name, households from hamlet")?;
    let known: HashMap<(Uuid, String), HamletRecord> =
        rows.into_iter().map(|row| ((row.commune_id, row.code.clone()), row)).collect();
    let mut faults = Faults::default();
    let mut done = Imported::default();
    let mut seen = HashSet::new();
    let mut writes = Vec::new();
    for Line { number, value: HamletRow { commune_code, code, name, households } } in lines {
        let Some(commune) = index.on_or_last(&commune_code, today).filter(|u| u.named.level == Level::Commune) else {
            faults.add(number, HamletsFault::NoCommune { code: commune_code });
            continue;
        };
        if households == 0 || households > MOST_HOUSEHOLDS {
            faults.add(number, HamletsFault::Households { households, most: MOST_HOUSEHOLDS });
        }
        let place = (commune.id, code);
        match known.get(&place) {
            Some(old) if old.name == name && from_db(old.households) == households => done.same += 1,
            Some(_) => done.changed += 1,
            None => done.added += 1,
        }
        let id = known.get(&place).map_or_else(Uuid::new_v4, |old| old.id);
        if !seen.insert(place.clone()) {
            faults.add(number, HamletsFault::Twice { code: place.1.clone(), commune: commune_code });
        }
        writes.push(Write { number, id, place, name, households });
    }
    expect_distinct(&known, &writes, &mut faults);
    faults.or(())?;
    let sql = "insert into hamlet (id, commune_id, code, name, households) values ($1, $2, $3, $4, $5)
                   on conflict (id) do update set name = excluded.name, households = excluded.households";
    let communes: BTreeSet<Uuid> = writes.iter().map(|write| write.place.0).collect();
    for commune in communes {
        if !who.holds(tx, Place::Unit(commune)).await? {
            return Err(PortError::Denied);
        }
        record(tx, key, who, JournalEntry::new(HamletsAct::TakeHamlets, Some(commune)), now).await?;
    }
    for Write { id, place: (commune, code), name, households, .. } in &writes {
        execute!(tx, sql, id, commune, code, name, to_db(*households))?;
    }
    Ok(done)
}

/// A commune's hamlets by code.
async fn listed(tx: &mut Tx, commune: Uuid, commune_code: &str) -> Answer<Vec<HamletRow>> {
    let sql = "select code, name, households from hamlet where commune_id = $1 order by code";
    let rows: Vec<(String, String, i64)> = fetch_all!(tx, sql, commune)?;
    let row = |(code, name, households)| HamletRow {
        commune_code: commune_code.to_owned(),
        code,
        name,
        households: from_db(households),
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn give_code(tx: &mut Tx, commune: Uuid, from: &str, to: &str) -> Answer<()> {
    let sql = "update hamlet set code = $3 where commune_id = $1 and code = $2";
    execute!(tx, sql, commune, from, to)?;
    Ok(())
}

/// Takes a hamlet away unless something holds it.
async fn take_away(tx: &mut Tx, commune: Uuid, code: &str) -> Answer<bool> {
    let sql = "delete from hamlet where commune_id = $1 and code = $2
               and not exists (select 1 from round_hamlet r where r.hamlet_id = hamlet.id)
               and not exists (select 1 from account a where a.hamlet_id = hamlet.id)
               and not exists (select 1 from audit_log j where j.hamlet_id = hamlet.id)";
    Ok(execute!(tx, sql, commune, code)? > 0)
}
