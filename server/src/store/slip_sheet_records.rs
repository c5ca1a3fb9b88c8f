//! Slips that can be printed, as they are kept: sealed, for some days.

use crate::store::db::{StoreError, from_db, to_db};
use crate::store::key::InstallationKey;
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::tx::{Tx, execute, fetch_all};
use app::domain::collection::code::Code;
use app::ports::common::Now;
use app::ports::slip_sheets::PRINTABLE_DAYS;
use app::ports::slips::IssuedSlips;
use chrono::TimeDelta;
use std::collections::HashSet;
use std::fmt::Write as _;
use uuid::Uuid;

/// Codes of slips that were issued together, sealed with the installation's key.
#[derive(sqlx::FromRow)]
pub(super) struct SheetRecord {
    pub(super) id: Uuid,
    pub(super) hamlet_id: Uuid,
    pub(super) spare: bool,
    pub(super) kept_until: Now,
    pub(super) first_serial: i64,
    pub(super) last_serial: i64,
    sealed: String,
}

impl SheetRecord {
    pub(super) fn open(&self, key: &InstallationKey) -> Result<Vec<(u64, Code)>, StoreError> {
        let text = key.unseal(self.id.as_bytes(), &self.sealed);
        let text = text.ok_or(StoreError::Machine("slips to print were sealed with another key"))?;
        let line = |line: &str| {
            let (serial, code) = line.split_once(' ')?;
            Some((serial.parse().ok()?, Code::parse(code).ok()?))
        };
        text.lines().map(line).collect::<Option<_>>().ok_or(StoreError::Machine("slips to print cannot be read"))
    }
}

/// Keeps codes that were issued until they are printed.
pub(super) async fn keep_sheet(
    tx: &mut Tx,
    key: &InstallationKey,
    issued: &IssuedSlips,
    now: Now,
) -> Result<(), StoreError> {
    let id = Uuid::new_v4();
    let mut text = String::new();
    for (serial, code) in &issued.slips {
        let _ = writeln!(text, "{serial} {}", code.compact());
    }
    let sealed = key.seal(id.as_bytes(), &text).ok_or(StoreError::Machine("slips to print were not sealed"))?;
    let serials = || issued.slips.iter().map(|(serial, _)| *serial);
    let (first, last) = (serials().min().unwrap_or_default(), serials().max().unwrap_or_default());
    let sql = "insert into slip_sheet (id, round_id, hamlet_id, spare, kept_until, first_serial, last_serial, sealed)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let until = now + TimeDelta::days(PRINTABLE_DAYS);
    let (round, hamlet) = (issued.round.id, issued.hamlet.id);
    execute!(tx, sql, id, round, hamlet, issued.spare, until, to_db(first), to_db(last), &sealed)?;
    Ok(())
}

/// What can be printed in a round, latest first.
pub(super) async fn kept_sheets(tx: &mut Tx, round: Uuid, now: Now) -> Result<Vec<SheetRecord>, StoreError> {
    let sql = "select id, hamlet_id, spare, kept_until, first_serial, last_serial, sealed from slip_sheet
               where round_id = $1 and kept_until > $2 order by last_serial desc";
    fetch_all!(tx, sql, round, now)
}

/// The slips of a round that a household can use, or that can be handed out: hamlet and number.
pub(super) async fn usable_slips(tx: &mut Tx, round: Uuid) -> Result<HashSet<(Uuid, u64)>, StoreError> {
    let sql = "select hamlet_id, serial from code
               where round_id = $1 and ((state = 'fresh' and slip_status = 'out') or slip_status = 'spare')";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round)?;
    Ok(rows.into_iter().map(|(hamlet, serial)| (hamlet, from_db(serial))).collect())
}

/// Deletes the codes of a hamlet's slips that could be printed still.
pub(super) async fn forget_sheets(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    if execute!(tx, "delete from slip_sheet where round_id = $1 and hamlet_id = $2", round, hamlet)? > 0 {
        request_purge(tx, PurgeScope::Secrets).await?;
    }
    Ok(())
}
