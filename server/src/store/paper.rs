//! Paper ballots: keyed in, compared, decided, counted.
//!
//! A ballot that is keyed in reserves its slip, so that nobody can answer online with it; what was keyed lies sealed
//! beside a mark of the slip, and neither says anything without the key outside the database. When the batch is counted
//! its ballots go into the box in random order and what was keyed is deleted.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::ballot_box::{BallotIn, put_in, sealing_key};
use crate::store::batch_records::{
    BatchRecord, draw_batch_key, expect_open_batch, find_batch, lock_batch, seal_long_run, uncounted_batches,
};
use crate::store::conflict_records::note_conflict;
use crate::store::db::{StoreError, db_error, from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::paper_entries::{
    Entries, SlipRecord, THIRD_LOOK, differences, entries, find_slip, keyed_before, put_entry, restore_slip, serials,
};
use crate::store::participation_records::hamlet_participation;
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::round_hamlets::{asked_hamlet, expect_not_closed};
use crate::store::round_records::{expect_state, load_round, lock_open_round};
use crate::store::slip_records::void_unused_slips;
use crate::store::tx::{Tx, execute, scalar, scalar_optional, scalars, write};
use app::domain::collection::key_parts::read_check_word;
use app::domain::collection::paper::{Difference, Keyed, TypedBallot, read_keys, read_reasons};
use app::domain::collection::round::{Round, State};
use app::domain::collection::sealed_ballot::{BallotBox, SealedBallot, SealingKey, reasons_over, seal};
use app::domain::collection::sealed_typed::{KeyedBy, open_typed};
use app::domain::collection::slip::Slip;
use app::domain::people::account::Permission;
use app::domain::survey::ballot::{Ballot, Reason};
use app::domain::survey::count::Origin;
use app::i18n::local;
use app::ports::audit_log::Detail;
use app::ports::batches::WaitingBatch;
use app::ports::common::{Actor, Answer, Faults, Now, refuse};
use app::ports::conflicts::ConflictKind;
use app::ports::paper::{
    BatchDetail, KeptBallot, KeyedSlip, Keying, Keystrokes, Onlooker, Paper, PaperAct, PaperDetail, PaperRefused,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[async_trait]
impl Paper for Store {
    async fn begin_batch(&self, by: &Actor, round: Uuid, hamlet: Uuid, twice: bool, now: Now) -> Answer<Uuid> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_open_round(tx, round).await?;
            let who = require(tx, by, Permission::Collect, Place::Hamlet(hamlet)).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            expect_not_closed(&asked)?;
            if asked.issued == 0 || asked.has_minutes {
                return refuse(PaperRefused::NoSlips);
            }
            // Whoever begins twice goes on with what they began.
            let sql =
                "select id from paper_batch where round_id = $1 and hamlet_id = $2 and state = 'open' and twice = $3
                   and coalesce(first_id, $4) = $4 limit 1";
            let (wanted, account) = (i64::from(twice), who.account.unwrap_or_default());
            let open: Option<Uuid> = scalar_optional!(tx, sql, round.id, hamlet, wanted, account)?;
            if let Some(open) = open {
                return Ok(open);
            }
            let id = Uuid::new_v4();
            let sql = "insert into paper_batch (id, round_id, hamlet_id, number, twice, state, first_id, opened_at,
                                            ballots, differences, key)
                   select $1, $2, $3, coalesce(max(number), 0) + 1, $4, 'open', $5, $6, 0, 0, $7
                   from paper_batch where round_id = $2 and hamlet_id = $3";
            let key = draw_batch_key(&self.key, id)?;
            execute!(tx, sql, id, round.id, hamlet, wanted, who.account, now, &key)?;
            let detail = if twice { PaperDetail::KeyedTwice } else { PaperDetail::KeyedOnce };
            let entry = JournalEntry::of_hamlet(PaperAct::OpenBatch, asked.commune_id, round.id, hamlet);
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(id)
        })
    }

    async fn waiting_batches(&self, by: &Actor) -> Answer<Vec<WaitingBatch>> {
        let tx = &mut self.db.read().await?;
        let who = require(tx, by, Permission::Collect, Place::Anywhere).await?;
        let mut waiting = Vec::new();
        for (batch, place) in uncounted_batches(tx).await? {
            if who.holds(tx, Place::Hamlet(batch.hamlet_id)).await? {
                let pass = batch.pass_to_key(&who);
                waiting.push(WaitingBatch { hamlet: place.hamlet, commune: place.commune, pass, batch: batch.row() });
            }
        }
        Ok(waiting)
    }

    async fn batch(&self, by: &Actor, id: Uuid) -> Answer<BatchDetail> {
        let tx = &mut self.db.read().await?;
        let batch = find_batch(tx, id).await?;
        let who = require(tx, by, Permission::Collect, Place::Hamlet(batch.hamlet_id)).await?;
        let (_, round) = load_round(tx, batch.round_id).await?;
        let row = hamlet_participation(tx, &round, batch.hamlet_id).await?;
        let (pass, onlooker) = (batch.part(&who).ok(), batch.part(&who).err());
        let check_words = (batch.twice == 1 && pass == Some(1)).then(|| self.key.check_words_of_pile(id));
        let serials = serials(tx, &self.key, &batch).await?;
        let sql = "select slip from paper_entry where batch_id = $1 and pass = $2";
        let own_pass = pass.map(i64::from);
        let own: Vec<Vec<u8>> = scalars!(tx, sql, id, own_pass)?;
        let mut keyed = Vec::with_capacity(own.len());
        let mut sealing_key = None;
        if pass.is_some() {
            let key = batch.key(&self.key)?;
            sealing_key = key.typed_ballots().sealing_key();
            let slip =
                |mark: &Vec<u8>| Some(KeyedSlip { serial: *serials.get(mark)?, receipt: key.paper_receipt(mark) });
            keyed.extend(own.iter().filter_map(slip));
        }
        keyed.sort_unstable_by_key(|slip| slip.serial);
        let mut differences = differences(tx, &self.key, &batch).await?;
        let mut differing = Vec::new();
        if pass.is_some() {
            // Whoever keys learns which slips to look at again, never what the other read.
            let is_open = |one: &&Difference| one.is_whole() && one.decided.is_none();
            differing = differences.iter().filter(is_open).map(|one| one.serial).collect();
            differences.retain(|one| !one.is_whole());
        }
        let last_slip = "select coalesce(max(serial), 0) from code where round_id = $1 and hamlet_id = $2";
        let last_slip = from_db(scalar!(tx, last_slip, batch.round_id, batch.hamlet_id)?);
        let batch = batch.row();
        Ok(BatchDetail {
            round,
            row,
            pass,
            onlooker,
            check_words,
            keyed,
            differences,
            differing,
            sealing_key,
            last_slip,
            batch,
        })
    }

    async fn join_batch(&self, by: &Actor, id: Uuid, words: &str, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Collect).await?;
            expect_open_batch(&batch, &round)?;
            match batch.part(&who) {
                Err(Onlooker::MayJoin) => {}
                // Sent twice.
                Ok(2) => return Ok(()),
                _ => return refuse(PaperRefused::Others),
            }
            if read_check_word(words) != read_check_word(&self.key.check_words_of_pile(id)) {
                return refuse(PaperRefused::CheckWords);
            }
            execute!(tx, "update paper_batch set second_id = $2, joined_at = $3 where id = $1", id, who.account, now)?;
            let asked = asked_hamlet(tx, &round, batch.hamlet_id).await?;
            let entry = JournalEntry::of_hamlet(PaperAct::JoinBatch, asked.commune_id, round.id, batch.hamlet_id);
            record(tx, &self.key, &who, entry, now).await?;
            Ok(())
        })
    }

    async fn open_typed(&self, by: &Actor, id: Uuid, sealed: &[u8]) -> Answer<Option<TypedBallot>> {
        let tx = &mut self.db.read().await?;
        let batch = find_batch(tx, id).await?;
        if batch.is_counted() {
            return refuse(PaperRefused::BatchCounted);
        }
        let who = require(tx, by, Permission::Collect, Place::Hamlet(batch.hamlet_id)).await?;
        // Whoever renews the letter of an account does not read what was keyed by it.
        own_pass(&batch, &who)?;
        let by = KeyedBy { batch: id, account: who.account.unwrap_or_default() };
        Ok(open_typed(&batch.key(&self.key)?.typed_ballots(), by, sealed))
    }

    async fn take_back(&self, by: &Actor, id: Uuid, sending: Uuid, now: Now) -> Answer<(u64, u64)> {
        write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Collect).await?;
            expect_open_batch(&batch, &round)?;
            let pass = own_pass(&batch, &who)?;
            let sql = "select slip from paper_entry where batch_id = $1 and pass = $2 and sending = $3";
            let mark: Option<Vec<u8>> = scalar_optional!(tx, sql, id, i64::from(pass), sending)?;
            let serials = serials(tx, &self.key, &batch).await?;
            if let Some(serial) = mark.and_then(|mark| serials.get(&mark).copied())
                && let Some(slip) = find_slip(tx, &self.key, &batch, Slip::Serial(serial)).await?
            {
                take_keyed_out(tx, &self.key, (&batch, &round, &who), (&slip, pass), now).await?;
            }
            let batch = find_batch(tx, id).await?;
            Ok((from_db(batch.keyed_first), from_db(batch.keyed_second)))
        })
    }

    async fn key_in(&self, by: &Actor, id: Uuid, keyed: Keystrokes) -> Answer<Keying> {
        write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Collect).await?;
            expect_open_batch(&batch, &round)?;
            expect_not_closed(&asked_hamlet(tx, &round, batch.hamlet_id).await?)?;
            let pass = own_pass(&batch, &who)?;
            let read = read_keys(&keyed.keys, round.ruleset.questions.len());
            let (ballot, reasons) = match read.and_then(|read| Ok((read_reasons(&keyed.reasons, &read)?, read))) {
                Ok((reasons, ballot)) => (ballot, reasons),
                Err(fault) => return Ok(Keying::NoBallot(fault)),
            };
            let Some(slip) = find_slip(tx, &self.key, &batch, keyed.slip).await? else { return Ok(Keying::Unknown) };
            let (mark, spent_from) = (self.key.paper_mark(id, &slip.hash), self.key.spent_from_batch(id, &slip.hash));
            let conflict = match (slip.state.as_str(), slip.slip_status.as_str(), slip.origin.as_deref()) {
                ("fresh", "out", _) => {
                    let sql = "update code set state = 'spent', spent_from = $2, origin = 'paper'
                           where hash = $1 and state = 'fresh'";
                    // On PostgreSQL its household may have answered this very moment.
                    (execute!(tx, sql, &slip.hash, &spent_from)? == 0).then_some(ConflictKind::PaperAfterOnline)
                }
                ("spent", _, Some("paper")) if slip.spent_from.as_ref() == Some(&spent_from) => None,
                ("spent", _, Some("paper")) => return Ok(Keying::Elsewhere(slip.serial())),
                ("spent", ..) => Some(ConflictKind::PaperAfterOnline),
                _ => Some(ConflictKind::PaperOnVoidedSlip),
            };
            if let Some(kind) = conflict {
                note_conflict(tx, batch.round_id, batch.hamlet_id, slip.serial(), kind, false).await?;
                return Ok(Keying::Conflict(slip.serial(), kind));
            }
            let before = keyed_before(tx, id, &mark, pass).await?;
            let again = before.is_some();
            let key = batch.key(&self.key)?;
            let kept = |again: bool, more: (i64, i64)| {
                let keyed = (from_db(batch.keyed_first + more.0), from_db(batch.keyed_second + more.1));
                let slip = KeyedSlip { serial: slip.serial(), receipt: key.paper_receipt(&mark) };
                Ok(Keying::Kept(KeptBallot { slip, again, keyed }))
            };
            if let Some(before) = before {
                if keyed.sending.is_some() && before.0 == keyed.sending {
                    // It arrived before; only the answer was lost.
                    return kept(keyed.again.is_some(), (0, 0));
                }
                if keyed.again != Some(slip.serial()) {
                    // A wrong number must not take the place of another household's ballot.
                    return Ok(Keying::Already(slip.serial()));
                }
            }
            let pass = i64::from(pass);
            put_entry(tx, &self.key, &batch, (&mark, pass, keyed.sending), (&ballot, &reasons)).await?;
            if pass == 1 && !again {
                let runs = load_runs(tx, &key, id).await?.lengthened(&ballot.text());
                let text = serde_json::to_string(&runs).map_err(db_error)?;
                let sealed = key.seal_padded(id.as_bytes(), text, ballot.text().len() + RUNS_LENGTH);
                let sealed = sealed.ok_or(StoreError::Machine("nothing was sealed"))?;
                execute!(tx, "update paper_batch set runs = $2 where id = $1", id, &sealed)?;
            }
            kept(again, if again { (0, 0) } else { (i64::from(pass == 1), i64::from(pass == 2)) })
        })
    }

    async fn keyed(&self, by: &Actor, id: Uuid, serial: u64) -> Answer<Option<Keyed>> {
        let tx = &mut self.db.read().await?;
        let batch = find_batch(tx, id).await?;
        let who = require(tx, by, Permission::Collect, Place::Hamlet(batch.hamlet_id)).await?;
        let Ok(pass) = batch.part(&who) else { return Ok(None) };
        let Some(slip) = find_slip(tx, &self.key, &batch, Slip::Serial(serial)).await? else { return Ok(None) };
        let mark = self.key.paper_mark(id, &slip.hash);
        let mut entries = entries(tx, &self.key, &batch).await?;
        let own = entries.remove(&mark).and_then(|mut passes| passes.remove(&i64::from(pass)));
        Ok(own.map(|(ballot, reasons)| {
            let reasons = read_reasons(&reasons, &ballot).unwrap_or_default();
            Keyed { serial, ballot, reasons }
        }))
    }

    async fn take_out(&self, by: &Actor, id: Uuid, slip: Slip, now: Now) -> Answer<u64> {
        write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Collect).await?;
            expect_open_batch(&batch, &round)?;
            let pass = own_pass(&batch, &who)?;
            let not_keyed = |serial: u64| PaperRefused::NotKeyed { serial: serial.to_string() };
            let slip = match (find_slip(tx, &self.key, &batch, slip).await?, slip) {
                (Some(slip), _) => slip,
                (None, Slip::Serial(serial)) => return refuse(not_keyed(serial)),
                (None, Slip::Code(_)) => return refuse(PaperRefused::NoSuchCode),
            };
            if !take_keyed_out(tx, &self.key, (&batch, &round, &who), (&slip, pass), now).await? {
                return refuse(not_keyed(slip.serial()));
            }
            Ok(slip.serial())
        })
    }

    async fn decide(&self, by: &Actor, id: Uuid, looks: &[(u64, String)], now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Settle).await?;
            expect_open_batch(&batch, &round)?;
            if who.account.is_some() && (batch.first_id == who.account || batch.second_id == who.account) {
                return refuse(PaperRefused::OwnBatch);
            }
            let differs = differences(tx, &self.key, &batch).await?;
            let mut faults = Faults::default();
            let mut decided = Vec::new();
            for (serial, keys) in looks {
                let is_it = |one: &&Difference| one.serial == *serial && one.is_whole();
                match differs.iter().find(is_it).map(|difference| difference.decided_by(keys)) {
                    None => faults.add(*serial, PaperRefused::NoDifference { serial: serial.to_string() }),
                    Some(Err(fault)) => {
                        let (serial_told, fault) = (serial.to_string(), fault.into());
                        faults.add(*serial, PaperRefused::Decision { serial: serial_told, fault });
                    }
                    Some(Ok(ballot)) => decided.push((*serial, ballot)),
                }
            }
            for (serial, ballot) in faults.or(decided)? {
                let Some(slip) = find_slip(tx, &self.key, &batch, Slip::Serial(serial)).await? else { continue };
                let mark = self.key.paper_mark(id, &slip.hash);
                put_entry(tx, &self.key, &batch, (&mark, THIRD_LOOK, None), (&ballot, &[])).await?;
                let entry = about_slip(tx, &batch, &round, PaperAct::DecideDifference, serial).await?;
                record(tx, &self.key, &who, entry, now).await?;
            }
            Ok(())
        })
    }

    async fn discard_batch(&self, by: &Actor, id: Uuid, now: Now) -> Answer<(Uuid, Uuid)> {
        let thrown_away = write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Collect).await?;
            let own = batch.first_id == who.account && batch.keyed_second == 0;
            if !own {
                require(tx, by, Permission::Settle, Place::Hamlet(batch.hamlet_id)).await?;
            }
            expect_open_batch(&batch, &round)?;
            let sql = "select hash from code where round_id = $1 and hamlet_id = $2 and origin = 'paper'";
            let hashes: Vec<Vec<u8>> = scalars!(tx, sql, batch.round_id, batch.hamlet_id)?;
            execute!(tx, "delete from paper_entry where batch_id = $1", id)?;
            for hash in hashes {
                let (mark, spent_from) = (self.key.paper_mark(id, &hash), self.key.spent_from_batch(id, &hash));
                restore_slip(tx, id, &mark, &hash, &spent_from).await?;
            }
            execute!(tx, "delete from paper_batch where id = $1", id)?;
            request_purge(tx, PurgeScope::Secrets).await?;
            // Once the hamlet is counted by hand, a slip that comes free opens nothing any more.
            let asked = asked_hamlet(tx, &round, batch.hamlet_id).await?;
            if asked.has_minutes {
                void_unused_slips(tx, batch.round_id, batch.hamlet_id).await?;
            }
            let detail = Detail::Slips { count: from_db(batch.keyed_first.max(batch.keyed_second)) };
            let entry = JournalEntry::of_hamlet(PaperAct::DiscardBatch, asked.commune_id, round.id, batch.hamlet_id);
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok((round.id, batch.hamlet_id))
        })?;
        self.db.purge().await;
        Ok(thrown_away)
    }

    async fn count_batch(&self, by: &Actor, id: Uuid, now: Now) -> Answer<u64> {
        let count = write!(self.db, by, |tx| {
            let (batch, round, who) = lock_batch(tx, by, id, Permission::Collect).await?;
            if batch.is_counted() {
                return Ok(from_db(batch.ballots));
            }
            expect_state(&round, State::Open)?;
            let differences = differences(tx, &self.key, &batch).await?;
            let lacking = differences.iter().filter(|one| !one.is_whole()).count();
            if lacking > 0 {
                return refuse(PaperRefused::Lacking { count: lacking as u64 });
            }
            let open = differences.iter().filter(|one| one.decided.is_none()).count();
            if open > 0 {
                return refuse(PaperRefused::Undecided { count: open as u64 });
            }
            if batch.twice == 1 && batch.keyed_second != batch.keyed_first {
                return refuse(PaperRefused::SecondPass);
            }
            let asked = asked_hamlet(tx, &round, batch.hamlet_id).await?;
            if asked.has_minutes {
                return refuse(PaperRefused::HasMinutes);
            }
            let found = entries(tx, &self.key, &batch).await?;
            if found.is_empty() {
                return refuse(PaperRefused::Empty);
            }
            let into = BallotBox { round: batch.round_id, hamlet: batch.hamlet_id };
            let key = sealing_key(tx, &self.key, batch.round_id).await?;
            let key = key.ok_or(StoreError::Machine("the key of a round is gone"))?;
            let sealed = seal_entries(&key, into, &round, (&batch.key(&self.key)?, &found))?;
            let ballots: Vec<_> =
                sealed.iter().map(|sealed| BallotIn { into, sealed, origin: Origin::Paper }).collect();
            put_in(tx, &ballots, &local(now).format("%Y-%m-%d %H").to_string()).await?;
            let count = ballots.len() as u64;
            let longest = load_runs(tx, &batch.key(&self.key)?, id).await?.longest;
            let long_run = seal_long_run(&self.key, id, longest)?;
            execute!(tx, "delete from paper_entry where batch_id = $1", id)?;
            let sql = "update paper_batch set state = 'counted', counted_at = $2, ballots = $3, differences = $4,
                   long_run = $5, runs = null, key = null where id = $1";
            let differing = to_db(differences.len() as u64);
            execute!(tx, sql, id, now, to_db(count), differing, &long_run)?;
            request_purge(tx, PurgeScope::Secrets).await?;
            let detail = PaperDetail::BatchCounted { count, differences: differences.len() as u64 };
            let entry =
                JournalEntry::of_hamlet(PaperAct::CountBatch, asked.commune_id, batch.round_id, batch.hamlet_id);
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(count)
        })?;
        self.db.purge().await;
        Ok(count)
    }
}

/// The pass that somebody keys, or why they key none.
fn own_pass(batch: &BatchRecord, who: &Scope) -> Answer<u8> {
    match batch.part(who) {
        Ok(pass) => Ok(pass),
        Err(Onlooker::Renewed) => refuse(PaperRefused::Renewed),
        Err(Onlooker::MayJoin) => refuse(PaperRefused::CheckWords),
        Err(Onlooker::Other) => refuse(PaperRefused::Others),
    }
}

/// Seals what was keyed in, as it was decided. What an invalid ballot says beside its answers is not kept.
fn seal_entries(
    key: &SealingKey,
    into: BallotBox,
    round: &Round,
    (batch_key, found): (&InstallationKey, &Entries),
) -> Result<Vec<SealedBallot>, StoreError> {
    let rule = round.ruleset.invalid_ballot.when;
    let mut sealed = Vec::with_capacity(found.len());
    for (slip, passes) in found {
        let Some((ballot, _)) = passes.get(&THIRD_LOOK).or_else(|| passes.get(&1)) else { continue };
        let mut reasons = if rule.counts(ballot) { reasons_of(ballot, passes) } else { Vec::new() };
        // Each of two people's was short enough; of both together the last ones go.
        while reasons_over(&reasons) > 0 {
            reasons.pop();
        }
        let one = seal(key, into, batch_key.paper_receipt(slip), (ballot, &reasons), &mut rand::rng());
        sealed.push(one.map_err(|_| StoreError::Machine("a ballot was not sealed"))?);
    }
    Ok(sealed)
}

/// Of two people's reasons those that fit what is counted: the first one's, and the second one's where the first has none.
fn reasons_of(ballot: &Ballot, passes: &BTreeMap<i64, (Ballot, String)>) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    for (_, typed) in [1, 2].iter().filter_map(|pass| passes.get(pass)) {
        let fits = typed.split("; ").filter_map(|one| read_reasons(one, ballot).ok()).flatten();
        let there: BTreeSet<u32> = found.iter().map(|reason| reason.question).collect();
        found.extend(fits.filter(|reason| !there.contains(&reason.question)));
    }
    found
}

/// What the numbers of runs and their names take, whatever they are.
const RUNS_LENGTH: usize = 80;

/// How many ballots in a row were keyed with the same answers.
#[derive(Default, Serialize, Deserialize)]
struct Runs {
    /// The answers keyed last.
    last: String,
    run: u64,
    longest: u64,
}

impl Runs {
    fn lengthened(self, answers: &str) -> Self {
        let run = if self.last == answers { self.run + 1 } else { 1 };
        Self { last: answers.to_owned(), run, longest: self.longest.max(run) }
    }
}

/// The runs of an open batch, which lie sealed with its key: beside the slip that was keyed last they would tell on it.
async fn load_runs(tx: &mut Tx, key: &InstallationKey, batch: Uuid) -> Answer<Runs> {
    let sealed: Option<String> =
        scalar_optional!(tx, "select runs from paper_batch where id = $1 and runs is not null", batch)?;
    let Some(sealed) = sealed else { return Ok(Runs::default()) };
    let text = key.unseal(batch.as_bytes(), &sealed).ok_or(StoreError::Word("paper_batch".into()))?;
    serde_json::from_str(&text).map_err(db_error)
}

/// Takes a slip out of somebody's own pass; answers whether it was keyed there.
async fn take_keyed_out(
    tx: &mut Tx,
    key: &InstallationKey,
    (batch, round, who): (&BatchRecord, &Round, &Scope),
    (slip, pass): (&SlipRecord, u8),
    now: Now,
) -> Answer<bool> {
    let mark = key.paper_mark(batch.id, &slip.hash);
    let sql = "delete from paper_entry where batch_id = $1 and slip = $2 and (pass = $3 or pass = $4)";
    if execute!(tx, sql, batch.id, &mark, i64::from(pass), THIRD_LOOK)? == 0 {
        return Ok(false);
    }
    let entry = about_slip(tx, batch, round, PaperAct::TakeSlipOut, slip.serial()).await?;
    record(tx, key, who, entry, now).await?;
    let spent_from = key.spent_from_batch(batch.id, &slip.hash);
    restore_slip(tx, batch.id, &mark, &slip.hash, &spent_from).await?;
    if asked_hamlet(tx, round, batch.hamlet_id).await?.has_minutes {
        void_unused_slips(tx, batch.round_id, batch.hamlet_id).await?;
    }
    Ok(true)
}

/// What was done with one slip of a batch.
async fn about_slip(
    tx: &mut Tx,
    batch: &BatchRecord,
    round: &Round,
    act: PaperAct,
    serial: u64,
) -> Answer<JournalEntry> {
    let asked = asked_hamlet(tx, round, batch.hamlet_id).await?;
    let entry = JournalEntry::of_hamlet(act, asked.commune_id, round.id, batch.hamlet_id);
    Ok(entry.with(Detail::Slip { serial: serial.to_string() }))
}
