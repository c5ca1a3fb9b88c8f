//! What is keyed in and not counted yet, sealed beside a mark of its slip.

use crate::store::batch_records::{BATCH, BatchRecord};
use crate::store::db::{StoreError, from_db, to_db};
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional};
use app::domain::collection::paper::{Difference, write_reasons};
use app::domain::collection::sealed_ballot::REASONS_LENGTH;
use app::domain::collection::slip::Slip;
use app::domain::survey::ballot::{Ballot, Reason};
use app::ports::common::Answer;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The pass in which a third look stands.
pub(super) const THIRD_LOOK: i64 = 3;

/// What was keyed, by mark and pass.
pub(super) type Entries = BTreeMap<Vec<u8>, BTreeMap<i64, (Ballot, String)>>;

/// A row of `code`.
#[derive(sqlx::FromRow)]
pub(super) struct SlipRecord {
    pub(super) hash: Vec<u8>,
    serial: i64,
    pub(super) state: String,
    pub(super) slip_status: String,
    pub(super) origin: Option<String>,
    pub(super) spent_from: Option<Vec<u8>>,
}

impl SlipRecord {
    /// Its number within the hamlet.
    pub(super) fn serial(&self) -> u64 {
        from_db(self.serial)
    }
}

pub(super) async fn entries(tx: &mut Tx, key: &InstallationKey, batch: &BatchRecord) -> Answer<Entries> {
    if batch.is_counted() {
        return Ok(Entries::new());
    }
    let own = batch.key(key)?;
    let sql = "select slip, pass, answers from paper_entry where batch_id = $1";
    let rows: Vec<(Vec<u8>, i64, String)> = fetch_all!(tx, sql, batch.id)?;
    let mut found = Entries::new();
    for (slip, pass, sealed) in rows {
        let text = own.unseal(&slip, &sealed).ok_or(StoreError::Word(sealed))?;
        let (answers, reasons) = text.trim_end_matches(' ').split_once('\n').unwrap_or((&text, ""));
        let ballot = Ballot::from_text(answers).ok_or_else(|| StoreError::Word("paper_entry".into()))?;
        found.entry(slip).or_default().insert(pass, (ballot, reasons.to_owned()));
    }
    Ok(found)
}

pub(super) async fn find_slip(
    tx: &mut Tx,
    key: &InstallationKey,
    batch: &BatchRecord,
    slip: Slip,
) -> Answer<Option<SlipRecord>> {
    let (round, hamlet) = (batch.round_id, batch.hamlet_id);
    Ok(match slip {
        Slip::Code(code) => {
            let sql = "select hash, serial, state, slip_status, origin, spent_from from code
                       where round_id = $1 and hamlet_id = $2 and hash = $3";
            fetch_optional!(tx, sql, round, hamlet, key.hash(&code))?
        }
        Slip::Serial(serial) => {
            let sql = "select hash, serial, state, slip_status, origin, spent_from from code
                       where round_id = $1 and hamlet_id = $2 and serial = $3";
            fetch_optional!(tx, sql, round, hamlet, to_db(serial))?
        }
    })
}

/// Numbers of slips by the marks they have in a batch.
pub(super) async fn serials(tx: &mut Tx, key: &InstallationKey, batch: &BatchRecord) -> Answer<BTreeMap<Vec<u8>, u64>> {
    let sql = "select hash, serial from code where round_id = $1 and hamlet_id = $2 and origin = 'paper'";
    let (round, hamlet) = (batch.round_id, batch.hamlet_id);
    let rows: Vec<(Vec<u8>, i64)> = fetch_all!(tx, sql, round, hamlet)?;
    Ok(rows.into_iter().map(|(hash, serial)| (key.paper_mark(batch.id, &hash), from_db(serial))).collect())
}

pub(super) async fn differences(tx: &mut Tx, key: &InstallationKey, batch: &BatchRecord) -> Answer<Vec<Difference>> {
    if batch.twice == 0 {
        return Ok(Vec::new());
    }
    let serials = serials(tx, key, batch).await?;
    let found = entries(tx, key, batch).await?.into_iter().filter_map(|(slip, mut passes)| {
        let mut read = |pass| passes.remove(&pass).map(|(ballot, _)| ballot);
        let (first, second, decided) = (read(1), read(2), read(3));
        let serial = *serials.get(&slip)?;
        (first != second).then_some(Difference { serial, first, second, decided })
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|difference| difference.serial);
    // As long as one of them lacks a slip, nobody sees what the other read.
    if found.iter().any(|difference| !difference.is_whole()) {
        found.retain(|difference| !difference.is_whole());
    }
    Ok(found)
}

pub(super) async fn put_entry(
    tx: &mut Tx,
    key: &InstallationKey,
    batch: &BatchRecord,
    (slip, pass, sending): (&[u8], i64, Option<Uuid>),
    keyed: (&Ballot, &[Reason]),
) -> Answer<()> {
    let sql = "insert into paper_entry (batch_id, slip, pass, answers, sending) values ($1, $2, $3, $4, $5)
               on conflict (batch_id, slip, pass)
               do update set answers = excluded.answers, sending = excluded.sending";
    let answers = keyed.0.text();
    // Its length says nothing of what was answered.
    let length = answers.len() + 1 + REASONS_LENGTH;
    let text = format!("{answers}\n{}", write_reasons(keyed.1));
    let sealed = batch.key(key)?.seal_padded(slip, text, length);
    let sealed = sealed.ok_or(StoreError::Machine("nothing was sealed"))?;
    execute!(tx, sql, batch.id, slip, pass, sealed, sending)?;
    if pass != THIRD_LOOK {
        // Somebody looked at the paper again: what a third look decided before is to be decided anew.
        let sql = "delete from paper_entry where batch_id = $1 and slip = $2 and pass = $3";
        execute!(tx, sql, batch.id, slip, THIRD_LOOK)?;
    }
    Ok(())
}

/// What a slip was keyed by in that pass, if it was: a sending, where it had one.
pub(super) async fn keyed_before(tx: &mut Tx, batch: Uuid, slip: &[u8], pass: u8) -> Answer<Option<(Option<Uuid>,)>> {
    let sql = "select sending from paper_entry where batch_id = $1 and slip = $2 and pass = $3";
    Ok(fetch_optional!(tx, sql, batch, slip, i64::from(pass))?)
}

/// Frees a slip of which nothing is keyed any more.
pub(super) async fn restore_slip(tx: &mut Tx, batch: Uuid, mark: &[u8], hash: &[u8], spent_from: &[u8]) -> Answer<()> {
    let sql = "update code set state = 'fresh', spent_from = null, origin = null
               where hash = $3 and spent_from = $4
                 and not exists (select 1 from paper_entry where batch_id = $1 and slip = $2)";
    execute!(tx, sql, batch, mark, hash, spent_from)?;
    Ok(())
}

/// Takes a slip that is keyed in and not counted out of its batch; answers whether there was one.
pub(super) async fn take_slip_out(
    tx: &mut Tx,
    key: &InstallationKey,
    round: Uuid,
    hamlet: Uuid,
    serial: u64,
) -> Answer<bool> {
    let sql = format!("{BATCH} where b.round_id = $1 and b.hamlet_id = $2 and b.state = 'open'");
    let open: Vec<BatchRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), round, hamlet)?;
    for batch in open {
        let Some(slip) = find_slip(tx, key, &batch, Slip::Serial(serial)).await? else { continue };
        let (mark, spent_from) = (key.paper_mark(batch.id, &slip.hash), key.spent_from_batch(batch.id, &slip.hash));
        if slip.spent_from.as_ref() == Some(&spent_from) {
            let sql = "delete from paper_entry where batch_id = $1 and slip = $2";
            execute!(tx, sql, batch.id, &mark)?;
            restore_slip(tx, batch.id, &mark, &slip.hash, &spent_from).await?;
            return Ok(true);
        }
    }
    Ok(false)
}
