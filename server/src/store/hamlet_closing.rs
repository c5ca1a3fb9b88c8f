//! Closing a hamlet; photos and scans of what was signed.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::closing_records::{expect_reason, load_closing};
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::counting_records::box_stays_below;
use crate::store::db::from_db;
use crate::store::file_records::{BelongsTo, keep_file};
use crate::store::journal::{JournalEntry, record};
use crate::store::minutes_records::keep_former_minutes;
use crate::store::participation_records::hamlet_participation;
use crate::store::round_hamlets::asked_hamlet;
use crate::store::round_records::{lock_open_round, lock_round};
use crate::store::slip_records::{restore_slips, void_unused_slips};
use crate::store::tallies::hamlet_sum;
use crate::store::tx::{execute, fetch_optional, scalar, write};
use app::domain::people::account::Permission;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::files::NewFile;
use app::ports::hamlet_closing::{
    AttachmentRow, CloseHamletRefused, HamletClosing, HamletClosingAct, HamletClosingDetail, HamletRefused,
};
use async_trait::async_trait;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl HamletClosing for Store {
    async fn close_hamlet(&self, by: &Actor, id: Uuid, hamlet: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_open_round(tx, id).await?;
            let who = require(tx, by, Permission::CloseHamlet, Place::Hamlet(hamlet)).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            if let Some(closed) = load_closing(tx, id, hamlet).await? {
                let (hamlet, by, day) = (asked.hamlet.name, closed.by, closed.day);
                return refuse(CloseHamletRefused::Closed { hamlet, by, day });
            }
            let row = hamlet_participation(tx, &round, hamlet).await?;
            if row.pending > 0 {
                return refuse(CloseHamletRefused::PaperWaits { count: row.pending });
            }
            if row.conflicts > 0 {
                return refuse(CloseHamletRefused::Conflicts { count: row.conflicts });
            }
            let sum = hamlet_sum(tx, &round, &asked).await?;
            if sum.turnout.issued == 0 {
                return refuse(CloseHamletRefused::NothingCounted);
            }
            let t = &sum.turnout;
            if t.returned > t.issued {
                return refuse(CloseHamletRefused::MoreThanIssued { returned: t.returned, issued: t.issued });
            }
            void_unused_slips(tx, id, hamlet).await?;
            let sql = "insert into hamlet_closing (round_id, hamlet_id, closed_at, closed_by) values ($1, $2, $3, $4)";
            execute!(tx, sql, id, hamlet, now, &who.who)?;
            let detail = HamletClosingDetail::Turnout { issued: sum.turnout.issued, returned: sum.turnout.returned };
            let entry = JournalEntry::of_hamlet(HamletClosingAct::CloseHamlet, asked.commune_id, id, hamlet);
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(())
        })
    }

    async fn reopen_hamlet(&self, by: &Actor, id: Uuid, hamlet: Uuid, reason: &str, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_open_round(tx, id).await?;
            let who = require(tx, by, Permission::Settle, Place::Hamlet(hamlet)).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            let reason = expect_reason(reason)?;
            if !asked.is_closed {
                // It is open.
                return Ok(());
            }
            let boxes = CommuneBoxes::load(tx, &round, asked.commune_id).await?;
            // A hamlet without slips has no ballots in a box: what was counted there by hand may still be put right.
            let slips: i64 =
                scalar!(tx, "select count(*) from code where round_id = $1 and hamlet_id = $2", id, hamlet)?;
            if boxes.any_opened() && slips > 0 {
                return refuse(HamletRefused::Counted { hamlet: asked.hamlet.name });
            }
            keep_former_minutes(tx, id, hamlet, now).await?;
            for sql in [
                "delete from counting_minutes where round_id = $1 and hamlet_id = $2",
                "delete from hamlet_closing where round_id = $1 and hamlet_id = $2",
                "update round_hamlet set counted_with = null where round_id = $1 and hamlet_id = $2",
            ] {
                execute!(tx, sql, id, hamlet)?;
            }
            if !asked.has_minutes {
                restore_slips(tx, id, hamlet).await?;
            }
            let entry = JournalEntry::of_hamlet(HamletClosingAct::ReopenHamlet, asked.commune_id, id, hamlet);
            record(tx, &self.key, &who, entry.with(Detail::Text { text: reason.to_owned() }), now).await?;
            Ok(())
        })
    }

    async fn attach(&self, by: &Actor, id: Uuid, hamlet: Uuid, file: NewFile, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::CloseHamlet, Place::Hamlet(hamlet)).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            let sql = "select count(*) from file where belongs_to = 'minutes' and round_id = $1 and hamlet_id = $2";
            let there: i64 = scalar!(tx, sql, id, hamlet)?;
            if from_db(there) >= MOST_ATTACHMENTS {
                return refuse(HamletRefused::Files { most: MOST_ATTACHMENTS });
            }
            keep_file(tx, &self.key, &who, asked.commune_id, BelongsTo::Minutes { round: id, hamlet }, &file, now)
                .await?;
            Ok(())
        })
    }

    async fn attachment(&self, by: &Actor, id: Uuid) -> Answer<(AttachmentRow, Arc<[u8]>)> {
        let tx = &mut self.db.read().await?;
        let sql = "select round_id, hamlet_id, name, media_type, size, added_at, content from file
                   where id = $1 and belongs_to = 'minutes'";
        let row: Option<ContentRecord> = fetch_optional!(tx, sql, id)?;
        let record = row.ok_or(PortError::Missing)?;
        let ContentRecord { round_id, hamlet_id, name, media_type, size, added_at, content } = record;
        let who = require(tx, by, Permission::Participation, Place::Hamlet(hamlet_id)).await?;
        if box_stays_below(tx, &who, round_id, hamlet_id).await? {
            return Err(PortError::Denied);
        }
        Ok((AttachmentRow { id, name, media_type, size: from_db(size), added_at }, content.into()))
    }
}

/// The most files beside the minutes of one hamlet.
const MOST_ATTACHMENTS: u64 = 20;

/// A row of `file` beside minutes.
#[derive(sqlx::FromRow)]
struct ContentRecord {
    round_id: Uuid,
    hamlet_id: Uuid,
    name: String,
    media_type: String,
    size: i64,
    added_at: Now,
    content: Vec<u8>,
}
