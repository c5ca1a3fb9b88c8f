//! Paper ballots: keyed in, compared, decided, counted.
//!
//! A ballot that is keyed in reserves its slip, so that nobody can answer online with it; what was keyed lies sealed
//! beside a mark of the slip, and neither says anything without the key outside the database. When the batch is counted
//! its ballots go into the heap in random order and what was keyed is deleted.

mod release;

use super::{Store, StoreError, Tx, broken, counted, kept, on, rounds, watch};
use crate::store::authority::{Deed, Place, Scope, note, require};
use crate::store::conflicts::note_conflict;
use crate::store::counting::{Counted, count_in};
use crate::store::minutes::kill_fresh;
use crate::store::slips::{asked_hamlet, expect_not_closed};
use app::domain::collection::paper::{Difference, Keyed, read_reasons, write_reasons};
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Power;
use app::domain::survey::ballot::{Ballot, Reason};
use app::domain::survey::count::Origin;
use app::i18n::{Lang, local, say};
use app::ports::batches::BatchRow;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::conflicts::ConflictKind;
use app::ports::paper::BatchDesk;
use app::ports::paper::Keying;
use app::ports::paper::Keystrokes;
use app::ports::paper::Paper;
use app::ports::paper::Slip;
use async_trait::async_trait;
use release::release;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A row of `paper_batch`.
#[derive(sqlx::FromRow)]
pub(super) struct Kept {
    id: Uuid,
    round_id: Uuid,
    hamlet_id: Uuid,
    twice: i64,
    state: String,
    first_id: Option<Uuid>,
    second_id: Option<Uuid>,
    opened_at: Now,
    ballots: i64,
    first_name: Option<String>,
    second_name: Option<String>,
    keyed_first: i64,
    keyed_second: i64,
}

const BATCH: &str = "select b.id, b.round_id, b.hamlet_id, b.twice, b.state, b.first_id, b.second_id, b.opened_at,
                            b.ballots, f.name as first_name, s.name as second_name,
                            (select count(*) from paper_entry e where e.batch_id = b.id and e.pass = 1) as keyed_first,
                            (select count(*) from paper_entry e where e.batch_id = b.id and e.pass = 2) as keyed_second
                     from paper_batch b left join account f on f.id = b.first_id left join account s on s.id = b.second_id";

impl Kept {
    fn is_counted(&self) -> bool {
        self.state == "counted"
    }

    /// Which pass somebody keys.
    fn pass(&self, who: &Scope) -> Option<u8> {
        if self.is_counted() {
            None
        } else if self.first_id == who.account {
            Some(1)
        } else if self.twice == 1 && (self.second_id.is_none() || self.second_id == who.account) {
            Some(2)
        } else {
            None
        }
    }

    fn row(self) -> BatchRow {
        let (first, second) = (counted(self.keyed_first), counted(self.keyed_second));
        let keyed = if self.is_counted() { (counted(self.ballots), 0) } else { (first, second) };
        BatchRow {
            id: self.id,
            twice: self.twice == 1,
            counted: self.is_counted(),
            by: (self.first_name, self.second_name),
            keyed,
            opened_at: self.opened_at,
        }
    }
}

/// The batches of a hamlet, latest first.
pub(super) async fn batches(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<BatchRow>, StoreError> {
    let sql = format!("{BATCH} where b.round_id = $1 and b.hamlet_id = $2 order by b.opened_at desc, b.id");
    let rows: Vec<Kept> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(round).bind(hamlet).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(Kept::row).collect())
}

async fn find(tx: &mut Tx, id: Uuid) -> Answer<Kept> {
    let sql = format!("{BATCH} where b.id = $1");
    let row: Option<Kept> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await).map_err(broken)?;
    row.ok_or(PortError::Missing)
}

/// A batch that is open, its round held, and who works on it.
async fn hold_batch(tx: &mut Tx, by: &Actor, id: Uuid, power: Power) -> Answer<(Kept, Round, Scope)> {
    let batch = find(tx, id).await?;
    let who = require(tx, by, power, Place::Hamlet(batch.hamlet_id)).await?;
    rounds::hold(tx, batch.round_id).await?;
    let (_, round) = rounds::load(tx, batch.round_id).await?;
    // Again, now that nobody else can change it.
    let batch = find(tx, id).await?;
    Ok((batch, round, who))
}

fn expect_open(batch: &Kept, round: &Round) -> Answer<()> {
    rounds::expect_state(round, State::Open)?;
    if batch.is_counted() {
        return Err(PortError::Refused("Lô này đã chốt; hãy mở lô mới cho phiếu còn lại.".into()));
    }
    Ok(())
}

/// The pass in which a third look stands.
const THIRD_LOOK: i64 = 3;

/// What was keyed, by mark and pass.
type Entries = BTreeMap<Vec<u8>, BTreeMap<i64, (Ballot, String)>>;

/// A row of `code`: hash, number, state, life, origin, receipt.
type SlipRow = (Vec<u8>, i64, String, String, Option<String>, Option<Vec<u8>>);

/// A slip as it is kept.
struct Found {
    hash: Vec<u8>,
    serial: u64,
    state: String,
    life: String,
    origin: Option<String>,
    receipt: Option<Vec<u8>>,
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

impl Store {
    async fn entries(&self, tx: &mut Tx, batch: Uuid) -> Answer<Entries> {
        let sql = "select slip, pass, answers, reasons from paper_entry where batch_id = $1";
        let rows: Vec<(Vec<u8>, i64, String, String)> =
            on!(tx, |conn| sqlx::query_as(sql).bind(batch).fetch_all(conn).await).map_err(broken)?;
        let mut found = Entries::new();
        for (slip, pass, kept, reasons) in rows {
            let text = self.key.unseal(&slip, &kept).ok_or(StoreError::Word(kept))?;
            let (answers, sealed_reasons) = text.split_once('\n').unwrap_or((&text, &reasons));
            let ballot = Ballot::from_text(answers).ok_or_else(|| StoreError::Word("paper_entry".into()))?;
            found.entry(slip).or_default().insert(pass, (ballot, sealed_reasons.to_owned()));
        }
        Ok(found)
    }

    async fn find_slip(&self, tx: &mut Tx, batch: &Kept, slip: Slip) -> Answer<Option<Found>> {
        let sql = "select hash, serial, state, life, origin, receipt from code where round_id = $1 and hamlet_id = $2";
        let (round, hamlet) = (batch.round_id, batch.hamlet_id);
        let row: Option<SlipRow> = match slip {
            Slip::Code(code) => {
                let (sql, hash) = (format!("{sql} and hash = $3"), self.key.hash(&code));
                on!(tx, |conn| {
                    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(round).bind(hamlet).bind(&hash);
                    query.fetch_optional(conn).await
                })
            }
            Slip::Serial(serial) => {
                let (sql, serial) = (format!("{sql} and serial = $3"), kept(serial));
                on!(tx, |conn| {
                    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(round).bind(hamlet).bind(serial);
                    query.fetch_optional(conn).await
                })
            }
        }
        .map_err(broken)?;
        let found = |(hash, serial, state, life, origin, receipt)| Found {
            hash,
            serial: counted(serial),
            state,
            life,
            origin,
            receipt,
        };
        Ok(row.map(found))
    }

    /// Numbers of slips by the marks they have in a batch.
    async fn serials(&self, tx: &mut Tx, batch: &Kept) -> Answer<BTreeMap<Vec<u8>, u64>> {
        let sql = "select hash, serial from code where round_id = $1 and hamlet_id = $2 and origin = 'paper'";
        let (round, hamlet) = (batch.round_id, batch.hamlet_id);
        let rows: Vec<(Vec<u8>, i64)> =
            on!(tx, |conn| sqlx::query_as(sql).bind(round).bind(hamlet).fetch_all(conn).await).map_err(broken)?;
        Ok(rows.into_iter().map(|(hash, serial)| (self.key.paper_mark(batch.id, &hash), counted(serial))).collect())
    }

    async fn differences(&self, tx: &mut Tx, batch: &Kept) -> Answer<Vec<Difference>> {
        if batch.twice == 0 {
            return Ok(Vec::new());
        }
        let serials = self.serials(tx, batch).await?;
        let found = self.entries(tx, batch.id).await?.into_iter().filter_map(|(slip, mut passes)| {
            let mut read = |pass| passes.remove(&pass).map(|(ballot, _)| ballot);
            let (first, second, decided) = (read(1), read(2), read(3));
            let serial = *serials.get(&slip)?;
            (first != second).then_some(Difference { serial, first, second, decided })
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|difference| difference.serial);
        // As long as one of them lacks a slip, nobody sees what the other read.
        if found.iter().any(|difference| difference.first.is_none() || difference.second.is_none()) {
            found.retain(|difference| difference.first.is_none() || difference.second.is_none());
        }
        Ok(found)
    }

    async fn put_entry(
        &self,
        tx: &mut Tx,
        batch: &Kept,
        slip: &[u8],
        pass: i64,
        keyed: (&Ballot, &[Reason]),
    ) -> Answer<()> {
        let sql = "insert into paper_entry (batch_id, slip, pass, answers, reasons) values ($1, $2, $3, $4, $5)
                   on conflict (batch_id, slip, pass) do update set answers = excluded.answers, reasons = excluded.reasons";
        let sealed = self.key.seal(slip, &format!("{}\n{}", keyed.0.text(), write_reasons(keyed.1)));
        let sealed = sealed.ok_or_else(|| broken(sqlx::Error::WorkerCrashed))?;
        on!(tx, |conn| {
            let query = sqlx::query(sql).bind(batch.id).bind(slip).bind(pass).bind(&sealed).bind("");
            query.execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        if pass != THIRD_LOOK {
            // Somebody looked at the paper again: what a third look decided before is to be decided anew.
            let sql = "delete from paper_entry where batch_id = $1 and slip = $2 and pass = $3";
            on!(tx, |conn| sqlx::query(sql).bind(batch.id).bind(slip).bind(THIRD_LOOK).execute(conn).await.map(drop))
                .map_err(broken)?;
        }
        Ok(())
    }
}

/// Whether a slip is keyed in that pass.
async fn is_keyed(tx: &mut Tx, batch: Uuid, slip: &[u8], pass: i64) -> Answer<bool> {
    let sql = "select count(*) from paper_entry where batch_id = $1 and slip = $2 and pass = $3";
    let found: i64 = on!(tx, |conn| sqlx::query_scalar(sql).bind(batch).bind(slip).bind(pass).fetch_one(conn).await)
        .map_err(broken)?;
    Ok(found > 0)
}

/// Notes whether a ballot keyed in for the first time has the same answers as the one before it.
async fn lengthen_run(tx: &mut Tx, batch: Uuid, likeness: &str) -> Answer<()> {
    let sql = "update paper_batch set
                   run = case when last_answers = $2 then run + 1 else 1 end,
                   longest_run = case when last_answers = $2 and run + 1 > longest_run then run + 1
                                      when longest_run = 0 then 1 else longest_run end,
                   last_answers = $2
               where id = $1";
    on!(tx, |conn| sqlx::query(sql).bind(batch).bind(likeness).execute(conn).await.map(drop)).map_err(broken)
}

#[async_trait]
impl Paper for Store {
    async fn begin_batch(&self, by: &Actor, round: Uuid, hamlet: Uuid, twice: bool, now: Now) -> Answer<Uuid> {
        let mut tx = self.db.write().await?;
        let (_, round) = Self::hold_open(&mut tx, round).await?;
        let who = require(&mut tx, by, Power::Collect, Place::Hamlet(hamlet)).await?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        expect_not_closed(&asked)?;
        if asked.issued == 0 || asked.has_minutes {
            let text = "Nhập từng phiếu cần phiếu có mã. Thôn này chưa phát phiếu, hoặc đã có biên bản kiểm phiếu tay.";
            return Err(PortError::Refused(text.into()));
        }
        // Whoever begins twice goes on with what they began.
        let sql = "select id from paper_batch where round_id = $1 and hamlet_id = $2 and state = 'open' and twice = $3
                   and coalesce(first_id, $4) = $4 limit 1";
        let (wanted, account) = (i64::from(twice), who.account.unwrap_or_default());
        let open: Option<Uuid> = on!(&mut tx, |conn| {
            let query = sqlx::query_scalar(sql).bind(round.id).bind(hamlet).bind(wanted).bind(account);
            query.fetch_optional(conn).await
        })
        .map_err(broken)?;
        if let Some(open) = open {
            return Ok(open);
        }
        let id = Uuid::new_v4();
        let sql = "insert into paper_batch (id, round_id, hamlet_id, twice, state, first_id, opened_at, ballots,
                                            differences, run, longest_run)
                   values ($1, $2, $3, $4, 'open', $5, $6, 0, 0, 0, 0)";
        on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(round.id).bind(hamlet).bind(wanted).bind(who.account).bind(now);
            query.execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        let detail = if twice { "hai người nhập độc lập" } else { "một người nhập" }.to_owned();
        let commune = Some(asked.commune_id);
        let (of_hamlet, of_round) = (Some(hamlet), Some(round.id));
        let deed = Deed { hamlet: of_hamlet, round: of_round, detail, ..Deed::new("Mở lô phiếu giấy", commune) };
        note(&mut tx, &who, deed, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn batch(&self, by: &Actor, id: Uuid) -> Answer<BatchDesk> {
        let mut tx = self.db.read().await?;
        let batch = find(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Collect, Place::Hamlet(batch.hamlet_id)).await?;
        let (_, round) = rounds::load(&mut tx, batch.round_id).await?;
        let row = watch::watch_hamlet(&mut tx, &round, batch.hamlet_id).await?;
        let pass = batch.pass(&who);
        let serials = self.serials(&mut tx, &batch).await?;
        let sql = "select slip from paper_entry where batch_id = $1 and pass = $2";
        let own_pass = pass.map(i64::from);
        let own: Vec<Vec<u8>> =
            on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(id).bind(own_pass).fetch_all(conn).await)
                .map_err(broken)?;
        let mut keyed: Vec<u64> = own.iter().filter_map(|slip| serials.get(slip).copied()).collect();
        keyed.sort_unstable();
        let mut differences = self.differences(&mut tx, &batch).await?;
        let mut differing = Vec::new();
        if pass.is_some() {
            // Whoever keys learns which slips to look at again, never what the other read.
            let is_whole = |one: &Difference| one.first.is_some() && one.second.is_some();
            differing = differences.iter().filter(|one| is_whole(one)).map(|one| one.serial).collect();
            differences.retain(|one| !is_whole(one));
        }
        Ok(BatchDesk { round, row, pass, keyed, differences, differing, batch: batch.row() })
    }

    async fn key_in(&self, by: &Actor, id: Uuid, keyed: Keystrokes) -> Answer<Keying> {
        let mut tx = self.db.write().await?;
        let (batch, round, who) = hold_batch(&mut tx, by, id, Power::Collect).await?;
        expect_open(&batch, &round)?;
        expect_not_closed(&asked_hamlet(&mut tx, &round, batch.hamlet_id).await?)?;
        if keyed.ballot.answers().len() != round.ruleset.questions.len() {
            return Err(PortError::Refused(format!("Phiếu này có {} câu.", round.ruleset.questions.len()).into()));
        }
        let Some(pass) = batch.pass(&who) else {
            return Err(PortError::Refused("Lô này do người khác nhập. Hãy mở lô của mình.".into()));
        };
        let Some(slip) = self.find_slip(&mut tx, &batch, keyed.slip).await? else { return Ok(Keying::Unknown) };
        let (mark, receipt) = (self.key.paper_mark(id, &slip.hash), self.key.paper_receipt(id, &slip.hash));
        let conflict = match (slip.state.as_str(), slip.life.as_str(), slip.origin.as_deref()) {
            ("fresh", "out", _) => {
                let sql = "update code set state = 'spent', receipt = $2, origin = 'paper' where hash = $1 and state = 'fresh'";
                let done = on!(&mut tx, |conn| {
                    let query = sqlx::query(sql).bind(&slip.hash).bind(&receipt);
                    query.execute(conn).await.map(|done| done.rows_affected())
                });
                // On PostgreSQL its household may have answered this very moment.
                (done.map_err(broken)? == 0).then_some(ConflictKind::PaperAfterOnline)
            }
            ("spent", _, Some("paper")) if slip.receipt.as_ref() == Some(&receipt) => None,
            ("spent", _, Some("paper")) => return Ok(Keying::Elsewhere(slip.serial)),
            ("spent", ..) => Some(ConflictKind::PaperAfterOnline),
            _ => Some(ConflictKind::PaperOnDeadSlip),
        };
        if let Some(kind) = conflict {
            note_conflict(&mut tx, batch.round_id, batch.hamlet_id, slip.serial, kind, false).await?;
            tx.commit().await?;
            return Ok(Keying::Conflict(slip.serial, kind));
        }
        let pass = i64::from(pass);
        let again = is_keyed(&mut tx, id, &mark, pass).await?;
        if again && keyed.again != Some(slip.serial) {
            // A wrong number must not take the place of another household's ballot.
            return Ok(Keying::Already(slip.serial));
        }
        if pass == 2 && batch.second_id.is_none() {
            let sql = "update paper_batch set second_id = $2 where id = $1 and second_id is null";
            on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(who.account).execute(conn).await.map(drop))
                .map_err(broken)?;
        }
        self.put_entry(&mut tx, &batch, &mark, pass, (&keyed.ballot, &keyed.reasons)).await?;
        if pass == 1 && !again {
            let likeness = self.key.likeness(id, &keyed.ballot.text());
            lengthen_run(&mut tx, id, &likeness).await?;
        }
        tx.commit().await?;
        Ok(Keying::Kept(slip.serial, again))
    }

    async fn keyed(&self, by: &Actor, id: Uuid, serial: u64) -> Answer<Option<Keyed>> {
        let mut tx = self.db.read().await?;
        let batch = find(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Collect, Place::Hamlet(batch.hamlet_id)).await?;
        let Some(pass) = batch.pass(&who) else { return Ok(None) };
        let Some(slip) = self.find_slip(&mut tx, &batch, Slip::Serial(serial)).await? else { return Ok(None) };
        let mark = self.key.paper_mark(id, &slip.hash);
        let mut entries = self.entries(&mut tx, id).await?;
        let own = entries.remove(&mark).and_then(|mut passes| passes.remove(&i64::from(pass)));
        Ok(own.map(|(ballot, reasons)| {
            let reasons = read_reasons(&reasons, &ballot).unwrap_or_default();
            Keyed { serial, ballot, reasons }
        }))
    }

    async fn take_out(&self, by: &Actor, id: Uuid, serial: u64, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (batch, round, who) = hold_batch(&mut tx, by, id, Power::Collect).await?;
        expect_open(&batch, &round)?;
        let Some(pass) = batch.pass(&who) else { return Err(PortError::Denied) };
        let absent = || PortError::Refused(format!("Ông bà chưa nhập phiếu số {serial} trong lô này.").into());
        let slip = self.find_slip(&mut tx, &batch, Slip::Serial(serial)).await?.ok_or_else(absent)?;
        let mark = self.key.paper_mark(id, &slip.hash);
        let sql = "delete from paper_entry where batch_id = $1 and slip = $2 and (pass = $3 or pass = $4)";
        let pass = i64::from(pass);
        let done = on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(&mark).bind(pass).bind(THIRD_LOOK);
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if done.map_err(broken)? == 0 {
            return Err(absent());
        }
        self.note_slip(&mut tx, &who, &batch, &round, "Bỏ phiếu giấy ra khỏi lô", serial, now).await?;
        let receipt = self.key.paper_receipt(id, &slip.hash);
        release(&mut tx, id, &mark, &slip.hash, &receipt).await?;
        if asked_hamlet(&mut tx, &round, batch.hamlet_id).await?.has_minutes {
            kill_fresh(&mut tx, batch.round_id, batch.hamlet_id).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn decide(&self, by: &Actor, id: Uuid, serial: u64, ballot: Ballot, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (batch, round, who) = hold_batch(&mut tx, by, id, Power::Settle).await?;
        expect_open(&batch, &round)?;
        if who.account.is_some() && (batch.first_id == who.account || batch.second_id == who.account) {
            let text = "Người đã nhập lô này không tự phân xử; hãy nhờ người thứ ba, hoặc Mặt trận cấp trên.";
            return Err(PortError::Refused(text.into()));
        }
        let differs = self.differences(&mut tx, &batch).await?;
        let is_difference = |one: &&Difference| one.serial == serial && one.first.is_some() && one.second.is_some();
        let Some(difference) = differs.iter().find(is_difference) else {
            return Err(PortError::Refused(format!("Phiếu số {serial} không có khác biệt nào cần xem lại.").into()));
        };
        if let Some(fault) = difference.decision_fault(&ballot) {
            return Err(PortError::Refused(format!("Phiếu số {serial}: {}", say(Lang::Vi, &fault.into())).into()));
        }
        let Some(slip) = self.find_slip(&mut tx, &batch, Slip::Serial(serial)).await? else { return Ok(()) };
        let mark = self.key.paper_mark(id, &slip.hash);
        self.put_entry(&mut tx, &batch, &mark, THIRD_LOOK, (&ballot, &[])).await?;
        self.note_slip(&mut tx, &who, &batch, &round, "Xem lại phiếu hai lần nhập khác nhau", serial, now).await?;
        Ok(tx.commit().await?)
    }

    async fn discard_batch(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        self.throw_batch_away(by, id, now).await
    }

    async fn count_batch(&self, by: &Actor, id: Uuid, now: Now) -> Answer<u64> {
        let mut tx = self.db.write().await?;
        let (batch, round, who) = hold_batch(&mut tx, by, id, Power::Collect).await?;
        if batch.is_counted() {
            return Ok(counted(batch.ballots));
        }
        rounds::expect_state(&round, State::Open)?;
        let differences = self.differences(&mut tx, &batch).await?;
        let open = differences.iter().filter(|one| one.decided.is_none()).count();
        if open > 0 {
            let text = format!(
                "Còn {open} phiếu hai lần nhập khác nhau hoặc thiếu một lần; hãy xem lại từng phiếu trước khi chốt."
            );
            return Err(PortError::Refused(text.into()));
        }
        if batch.twice == 1 && batch.keyed_second != batch.keyed_first {
            return Err(PortError::Refused("Người thứ hai chưa nhập xong.".into()));
        }
        let asked = asked_hamlet(&mut tx, &round, batch.hamlet_id).await?;
        if asked.has_minutes {
            let text = "Thôn này đã có biên bản kiểm phiếu tay: phiếu trong lô đã được đếm ở đó. Hãy bỏ lô này.";
            return Err(PortError::Refused(text.into()));
        }
        let found = self.entries(&mut tx, id).await?;
        if found.is_empty() {
            return Err(PortError::Refused("Lô này chưa có phiếu nào.".into()));
        }
        let rule = round.ruleset.invalid_ballot.when;
        let mut ballots = Vec::with_capacity(found.len());
        for passes in found.values() {
            let Some((ballot, _)) = passes.get(&THIRD_LOOK).or_else(|| passes.get(&1)) else { continue };
            ballots.push((ballot.clone(), reasons_of(ballot, passes)));
        }
        let rows: Vec<Counted<'_>> = ballots
            .iter()
            .map(|(ballot, reasons)| Counted {
                round: batch.round_id,
                hamlet: batch.hamlet_id,
                ballot,
                reasons: if rule.counts(ballot) { reasons } else { &[] },
                origin: Origin::Paper,
                is_valid: rule.counts(ballot),
            })
            .collect();
        count_in(&mut tx, &rows, &local(now).format("%Y-%m-%d %H").to_string()).await?;
        let count = rows.len() as u64;
        let sql = "delete from paper_entry where batch_id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        let sql = "update paper_batch set state = 'counted', counted_at = $2, ballots = $3, differences = $4,
                   last_answers = null where id = $1";
        let differing = kept(differences.len() as u64);
        on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(now).bind(kept(count)).bind(differing);
            query.execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        let detail = format!("{count} phiếu, {} phiếu hai lần nhập khác nhau", differences.len());
        let (hamlet, round) = (Some(batch.hamlet_id), Some(batch.round_id));
        let deed = Deed { hamlet, round, detail, ..Deed::new("Chốt lô phiếu giấy", Some(asked.commune_id)) };
        note(&mut tx, &who, deed, now).await?;
        tx.commit().await?;
        Ok(count)
    }
}

impl Store {
    /// Notes what was done with one slip of a batch.
    #[expect(clippy::too_many_arguments, reason = "what is noted has so many sides")]
    async fn note_slip(
        &self,
        tx: &mut Tx,
        who: &Scope,
        batch: &Kept,
        round: &Round,
        act: &'static str,
        serial: u64,
        now: Now,
    ) -> Answer<()> {
        let asked = asked_hamlet(tx, round, batch.hamlet_id).await?;
        let (hamlet, round) = (Some(batch.hamlet_id), Some(round.id));
        let detail = format!("phiếu số {serial}");
        Ok(note(tx, who, Deed { hamlet, round, detail, ..Deed::new(act, Some(asked.commune_id)) }, now).await?)
    }
}
