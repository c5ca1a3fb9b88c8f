//! Files as they are kept: each written in the transaction of the deed it belongs to, inside the quota of its unit.

use crate::store::authority::Scope;
use crate::store::db::{StoreError, from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::key::InstallationKey;
use crate::store::tx::{Tx, execute, fetch_all, lock_for_update, scalar, scalar_optional};
use crate::store::upload::{Taken, Upload, check_upload};
use app::domain::document_kind::DocumentKind;
use app::ports::audit_log::Detail;
use app::ports::common::{Answer, Now, refuse};
use app::ports::files::{FileRefused, FilesAct, NewFile};
use app::ports::hamlet_closing::AttachmentRow;
use uuid::Uuid;

/// The most bytes that are kept of one unit: some hundred photos, and what a backup of a province bears.
const QUOTA: u64 = 500 * MEGABYTE;
const MEGABYTE: u64 = 1024 * 1024;

/// What a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BelongsTo {
    /// The signed minutes of a hamlet.
    Minutes { round: Uuid, hamlet: Uuid },
    /// Statuses of criteria, which name it.
    Status,
    /// A step of a recommendation, which is written.
    Step { recommendation: Uuid, number: i64 },
    /// A document of a published round, of the version of its notice that it tells.
    Document { round: Uuid, kind: DocumentKind, version: u32 },
    /// A visit of a supervision.
    Visit(Uuid),
}

/// Keeps a file of a unit with what it belongs to and answers its key; the same file again is the one that is there.
pub(super) async fn keep_file(
    tx: &mut Tx,
    key: &InstallationKey,
    who: &Scope,
    unit: Uuid,
    to: BelongsTo,
    file: &NewFile,
    now: Now,
) -> Answer<Uuid> {
    let (instead, taken) = match to {
        BelongsTo::Minutes { .. } => ("bien-ban", Taken::Scans),
        BelongsTo::Status | BelongsTo::Step { .. } | BelongsTo::Visit(_) => ("van-ban", Taken::Scans),
        BelongsTo::Document { .. } => ("van-ban", Taken::ScansAndWord),
    };
    let upload = check_upload(file, instead, taken)?;
    // Two at once could each find room for one.
    lock_for_update(tx, "unit", unit).await?;
    if let Some(there) = find_same(tx, unit, to, &upload.digest).await? {
        return Ok(there);
    }
    expect_room(tx, unit, file.content.len() as u64).await?;
    let id = insert(tx, who, unit, to, &upload, &file.content, now).await?;
    let entry = match to {
        BelongsTo::Minutes { round, hamlet } => JournalEntry::of_hamlet(FilesAct::AttachFile, unit, round, hamlet),
        BelongsTo::Document { round, .. } => JournalEntry::of_round(FilesAct::AttachSigned, unit, round),
        BelongsTo::Status | BelongsTo::Step { .. } | BelongsTo::Visit(_) => {
            JournalEntry::new(FilesAct::KeepFile, Some(unit))
        }
    };
    record(tx, key, who, entry.with(Detail::Text { text: upload.name }), now).await?;
    Ok(id)
}

/// The same file of the same deed.
async fn find_same(tx: &mut Tx, unit: Uuid, to: BelongsTo, digest: &str) -> Result<Option<Uuid>, StoreError> {
    match to {
        BelongsTo::Minutes { round, hamlet } => {
            let sql = "select id from file
                       where belongs_to = 'minutes' and round_id = $1 and hamlet_id = $2 and digest = $3";
            scalar_optional!(tx, sql, round, hamlet, digest)
        }
        BelongsTo::Status => {
            let sql = "select id from file where belongs_to = 'status' and unit_id = $1 and digest = $2";
            scalar_optional!(tx, sql, unit, digest)
        }
        BelongsTo::Step { recommendation, number } => {
            let sql = "select id from file
                       where belongs_to = 'recommendation' and recommendation_id = $1 and step = $2 and digest = $3";
            scalar_optional!(tx, sql, recommendation, number, digest)
        }
        BelongsTo::Document { round, kind, version } => {
            let sql = "select id from file where belongs_to = 'document' and round_id = $1 and document = $2
                       and version = $3 and digest = $4";
            scalar_optional!(tx, sql, round, kind.to_string(), i64::from(version), digest)
        }
        BelongsTo::Visit(visit) => {
            let sql = "select id from file where belongs_to = 'visit' and visit_id = $1 and digest = $2";
            scalar_optional!(tx, sql, visit, digest)
        }
    }
}

/// Refuses a file of so many bytes where its unit keeps as much as it may.
async fn expect_room(tx: &mut Tx, unit: Uuid, size: u64) -> Answer<()> {
    let sql = "select cast(coalesce(sum(size), 0) as bigint) from file where unit_id = $1";
    let kept: i64 = scalar!(tx, sql, unit)?;
    let used = from_db(kept);
    if used + size <= QUOTA {
        return Ok(());
    }
    let unit: String = scalar!(tx, "select name from unit where id = $1", unit)?;
    let [used, most, size] = [used, QUOTA, size].map(|bytes| bytes.div_ceil(MEGABYTE));
    refuse(FileRefused::Quota { unit, used, most, size })
}

async fn insert(
    tx: &mut Tx,
    who: &Scope,
    unit: Uuid,
    to: BelongsTo,
    upload: &Upload,
    content: &[u8],
    now: Now,
) -> Result<Uuid, StoreError> {
    let (mut hamlet, mut round, mut step, mut document, mut visit) = (None, None, None, None, None);
    let word = match to {
        BelongsTo::Minutes { round: of, hamlet: at } => {
            (hamlet, round) = (Some(at), Some(of));
            "minutes"
        }
        BelongsTo::Status => "status",
        BelongsTo::Step { recommendation, number } => {
            step = Some((recommendation, number));
            "recommendation"
        }
        BelongsTo::Document { round: of, kind, version } => {
            (round, document) = (Some(of), Some((kind.to_string(), i64::from(version))));
            "document"
        }
        BelongsTo::Visit(of) => {
            visit = Some(of);
            "visit"
        }
    };
    let ((recommendation, step), (document, version)) = (step.unzip(), document.unzip());
    let (id, size) = (Uuid::new_v4(), to_db(content.len() as u64));
    let Upload { name, media_type, digest } = upload;
    let sql =
        "insert into file (id, unit_id, hamlet_id, belongs_to, round_id, recommendation_id, step, document, version, visit_id, name,
                                 media_type, size, digest, content, added_by, added_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    execute!(
        tx,
        sql,
        id,
        unit,
        hamlet,
        word,
        round,
        recommendation,
        step,
        document,
        version,
        visit,
        name,
        media_type,
        size,
        digest,
        content,
        who.account,
        now
    )?;
    Ok(id)
}

/// A row of `file` without its content.
#[derive(sqlx::FromRow)]
struct AttachmentRecord {
    id: Uuid,
    name: String,
    media_type: String,
    size: i64,
    added_at: Now,
}

/// The photos and scans of a hamlet's minutes, in the order they came.
pub(super) async fn attachments(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<AttachmentRow>, StoreError> {
    let sql = "select id, name, media_type, size, added_at from file
               where belongs_to = 'minutes' and round_id = $1 and hamlet_id = $2 order by added_at, id";
    let rows: Vec<AttachmentRecord> = fetch_all!(tx, sql, round, hamlet)?;
    let row = |AttachmentRecord { id, name, media_type, size, added_at }| AttachmentRow {
        id,
        name,
        media_type,
        size: from_db(size),
        added_at,
    };
    Ok(rows.into_iter().map(row).collect())
}
