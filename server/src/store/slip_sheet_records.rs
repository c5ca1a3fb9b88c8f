//! Slips that can be printed, as they are kept: sealed, for some days.

use crate::store::db::{StoreError, from_db, to_db};
use crate::store::key::InstallationKey;
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::tx::{Tx, execute, fetch_all, scalar};
use app::domain::collection::code::Code;
use app::i18n::{end_of_day, local};
use app::ports::common::Now;
use app::ports::slip_sheets::PRINTABLE;
use app::ports::slips::IssuedSlips;
use std::collections::HashSet;
use std::fmt::Write as _;
use uuid::Uuid;

/// Codes of slips that were issued together, which lie sealed with the installation's key.
#[derive(sqlx::FromRow)]
pub(super) struct SheetRecord {
    pub(super) id: Uuid,
    pub(super) round_id: Uuid,
    pub(super) hamlet_id: Uuid,
    pub(super) spare: bool,
    pub(super) kept_until: Now,
    pub(super) first_serial: i64,
    pub(super) last_serial: i64,
}

impl SheetRecord {
    /// What its codes are sealed with besides the key: a row that somebody changed, or took from elsewhere, opens to nobody.
    fn mark(&self) -> Vec<u8> {
        let Self { id, round_id, hamlet_id, spare, kept_until, first_serial, last_serial } = self;
        let until = kept_until.timestamp();
        format!("{id} {round_id} {hamlet_id} {spare} {until} {first_serial} {last_serial}").into_bytes()
    }
}

/// The numbers and codes of a sheet.
pub(super) async fn open_sheet(
    tx: &mut Tx,
    key: &InstallationKey,
    sheet: &SheetRecord,
) -> Result<Vec<(u64, Code)>, StoreError> {
    let sealed: String = scalar!(tx, "select sealed from slip_sheet where id = $1", sheet.id)?;
    let text = key.unseal(&sheet.mark(), &sealed);
    let text = text.ok_or(StoreError::Machine("slips to print were sealed with another key"))?;
    let line = |line: &str| {
        let (serial, code) = line.split_once(' ')?;
        Some((serial.parse().ok()?, Code::parse(code).ok()?))
    };
    text.lines().map(line).collect::<Option<_>>().ok_or(StoreError::Machine("slips to print cannot be read"))
}

/// Keeps codes that were issued until they are printed.
pub(super) async fn keep_sheet(
    tx: &mut Tx,
    key: &InstallationKey,
    issued: &IssuedSlips,
    now: Now,
) -> Result<(), StoreError> {
    let mut text = String::new();
    for (serial, code) in &issued.slips {
        let _ = writeln!(text, "{serial} {}", code.compact());
    }
    let serials = || issued.slips.iter().map(|(serial, _)| *serial);
    let sheet = SheetRecord {
        id: Uuid::new_v4(),
        round_id: issued.round.id,
        hamlet_id: issued.hamlet.id,
        spare: issued.spare,
        kept_until: end_of_day(local(now).date() + PRINTABLE),
        first_serial: to_db(serials().min().unwrap_or_default()),
        last_serial: to_db(serials().max().unwrap_or_default()),
    };
    let sealed = key.seal(&sheet.mark(), &text).ok_or(StoreError::Machine("slips to print were not sealed"))?;
    insert_sheet(tx, &sheet, &sealed).await
}

async fn insert_sheet(tx: &mut Tx, sheet: &SheetRecord, sealed: &str) -> Result<(), StoreError> {
    let SheetRecord { id, round_id, hamlet_id, spare, kept_until, first_serial, last_serial } = sheet;
    let sql = "insert into slip_sheet (id, round_id, hamlet_id, spare, kept_until, first_serial, last_serial, sealed)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    execute!(tx, sql, *id, *round_id, *hamlet_id, *spare, *kept_until, *first_serial, *last_serial, sealed)?;
    Ok(())
}

/// What can be printed in a round, or in one hamlet of it, latest first.
pub(super) async fn kept_sheets(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Option<Uuid>,
    now: Now,
) -> Result<Vec<SheetRecord>, StoreError> {
    let sql = "select id, round_id, hamlet_id, spare, kept_until, first_serial, last_serial from slip_sheet
               where round_id = $1 and kept_until > $2 and ($3 is null or hamlet_id = $3)
               order by last_serial desc";
    fetch_all!(tx, sql, round, now, hamlet)
}

/// The slips of a round, or of one hamlet, that a household can use, or that can be handed out: hamlet and number.
pub(super) async fn usable_slips(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Option<Uuid>,
) -> Result<HashSet<(Uuid, u64)>, StoreError> {
    let sql = "select hamlet_id, serial from code
               where round_id = $1 and ((state = 'fresh' and slip_status = 'out') or slip_status = 'spare')
                 and ($2 is null or hamlet_id = $2)";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round, hamlet)?;
    Ok(rows.into_iter().map(|(hamlet, serial)| (hamlet, from_db(serial))).collect())
}

/// Deletes the codes of a hamlet's slips that could be printed still.
pub(super) async fn forget_sheets(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    forget(tx, "delete from slip_sheet where round_id = $1 and hamlet_id = $2", round, hamlet).await
}

/// The same of a whole round.
pub(super) async fn forget_sheets_of_round(tx: &mut Tx, round: Uuid) -> Result<(), StoreError> {
    if execute!(tx, "delete from slip_sheet where round_id = $1", round)? > 0 {
        purge_sheets(tx).await?;
    }
    Ok(())
}

/// The same of slips that others take the place of; spares stay.
pub(super) async fn forget_replaced_sheets(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    let spare = match tx {
        Tx::Sqlite(_) => "delete from slip_sheet where round_id = $1 and hamlet_id = $2 and spare = 0",
        Tx::Postgres(_) => "delete from slip_sheet where round_id = $1 and hamlet_id = $2 and not spare",
    };
    forget(tx, spare, round, hamlet).await
}

async fn forget(tx: &mut Tx, sql: &'static str, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    if execute!(tx, sql, round, hamlet)? > 0 {
        purge_sheets(tx).await?;
    }
    Ok(())
}

/// Asks that sheets which the transaction deletes leave the files too. Where SQLite moved rows on a page it leaves pieces of them
/// beside; of a table that is emptied whole it overwrites every page, so what is left is written into it anew.
pub(super) async fn purge_sheets(tx: &mut Tx) -> Result<(), StoreError> {
    request_purge(tx, PurgeScope::Secrets).await?;
    if let Tx::Postgres(_) = tx {
        return Ok(());
    }
    let sql = "select id, round_id, hamlet_id, spare, kept_until, first_serial, last_serial, sealed from slip_sheet";
    let left: Vec<SealedSheet> = fetch_all!(tx, sql)?;
    execute!(tx, "delete from slip_sheet")?;
    for SealedSheet { sheet, sealed } in &left {
        insert_sheet(tx, sheet, sealed).await?;
    }
    Ok(())
}

/// A sheet with its codes as they lie there.
#[derive(sqlx::FromRow)]
struct SealedSheet {
    #[sqlx(flatten)]
    sheet: SheetRecord,
    sealed: String,
}
