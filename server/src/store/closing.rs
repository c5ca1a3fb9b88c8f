//! Closing: a hamlet with its minutes and who was there; photos and scans of what was signed.

use super::{Store, StoreError, Tx, broken, counted, kept, on, rounds, tree, upload, watch};
use crate::store::authority::{Deed, Place, note, require};
use crate::store::minutes::{kill_fresh, revive};
use crate::store::slips::{Asked, asked_hamlet, expect_not_closed};
use app::domain::collection::round::Round;
use app::domain::people::account::Power;
use app::domain::survey::count::Tally;
use app::i18n::local;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::hamlet_closing::AttachmentRow;
use app::ports::hamlet_closing::Closing;
use app::ports::hamlet_closing::ClosingWords;
use std::sync::Arc;
use uuid::Uuid;

/// The most of them for one hamlet.
const MOST_ATTACHMENTS: i64 = 20;
/// How a hamlet was closed, if it is.
pub(super) async fn closing(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Option<Closing>, StoreError> {
    let sql = "select document from hamlet_closing where round_id = $1 and hamlet_id = $2";
    let document: Option<String> =
        on!(tx, |conn| sqlx::query_scalar(sql).bind(round).bind(hamlet).fetch_optional(conn).await)?;
    Ok(document.map(|document| serde_json::from_str(&document)).transpose()?)
}

/// How a hamlet was closed before corrections, oldest first.
pub(super) async fn former(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<Closing>, StoreError> {
    let sql = "select closing from former_minutes where round_id = $1 and hamlet_id = $2 and closing is not null
               order by version";
    let rows: Vec<String> = on!(tx, |conn| sqlx::query_scalar(sql).bind(round).bind(hamlet).fetch_all(conn).await)?;
    rows.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
}

/// Keeps a hamlet's minutes, and how it was closed, as they were signed.
pub(super) async fn keep_former(tx: &mut Tx, round: Uuid, hamlet: Uuid, now: Now) -> Answer<()> {
    let sql = "insert into former_minutes (round_id, hamlet_id, version, document, closing, replaced_at)
               select r.round_id, r.hamlet_id,
                      1 + (select count(*) from former_minutes f where f.round_id = r.round_id and f.hamlet_id = r.hamlet_id),
                      coalesce(m.document, ''), k.document, $3
               from round_hamlet r
               left join minutes m on m.round_id = r.round_id and m.hamlet_id = r.hamlet_id
               left join hamlet_closing k on k.round_id = r.round_id and k.hamlet_id = r.hamlet_id
               where r.round_id = $1 and r.hamlet_id = $2";
    let sql = match tx {
        Tx::Sqlite(_) => sql.to_owned(),
        // PostgreSQL takes a parameter in a list of columns for text.
        Tx::Postgres(_) => sql.replace("k.document, $3", "k.document, $3::timestamptz"),
    };
    let sql = sqlx::AssertSqlSafe(sql);
    on!(tx, |conn| sqlx::query(sql).bind(round).bind(hamlet).bind(now).execute(conn).await.map(drop)).map_err(broken)
}

/// A reason that has to be given, in one line or a few.
pub(super) fn expect_reason(reason: &str) -> Answer<&str> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return Err(PortError::Refused("Hãy ghi lý do, nhiều nhất 300 chữ.".into()));
    }
    Ok(reason)
}

/// What is counted of one hamlet, ballots and minutes together.
pub(super) async fn hamlet_sum(tx: &mut Tx, round: &Round, asked: &Asked) -> Result<Tally, StoreError> {
    let questions = round.ruleset.questions.len();
    let tallies = tree::kept_tallies(tx, round.id, questions).await?;
    let hamlet = tree::RoundHamlet {
        id: asked.hamlet.id,
        commune: asked.commune_id,
        code: asked.hamlet.code.clone(),
        name: asked.hamlet.name.clone(),
        households: asked.households,
        issued: asked.issued,
    };
    let channels = tallies.range((hamlet.id, String::new())..).take_while(|((id, _), _)| *id == hamlet.id);
    Ok(tree::hamlet_tally(&hamlet, channels.map(|(_, tally)| tally), questions))
}

impl Store {
    pub(super) async fn do_close_hamlet(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        words: ClosingWords,
        now: Now,
    ) -> Answer<()> {
        let refuse = |text: String| Err(PortError::Refused(text.into()));
        let mut tx = self.db.write().await?;
        let (_, round) = Self::hold_open(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::CloseHamlet, Place::Hamlet(hamlet)).await?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        if let Some(closed) = closing(&mut tx, id, hamlet).await? {
            // Pressed twice is closed once; somebody else is told.
            let same = closed.by == who.who;
            let day = closed.day.format("%-d/%-m/%Y");
            return if same {
                Ok(())
            } else {
                refuse(format!("{} đã được {} đóng ngày {day}.", asked.hamlet.name, closed.by))
            };
        }
        let row = watch::watch_hamlet(&mut tx, &round, hamlet).await?;
        if row.pending > 0 {
            return refuse(format!("Còn {} phiếu giấy đã nhập chưa chốt lô.", row.pending));
        }
        if row.conflicts > 0 {
            return refuse(format!("Còn {} phiếu trùng chưa giải quyết.", row.conflicts));
        }
        let sum = hamlet_sum(&mut tx, &round, &asked).await?;
        if sum.turnout.issued == 0 {
            return refuse("Thôn này chưa phát phiếu và chưa có biên bản, nên chưa có gì để đóng.".into());
        }
        let present: Vec<String> =
            words.present.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if present.is_empty() || words.place.trim().is_empty() {
            return refuse("Hãy ghi nơi kiểm phiếu và họ tên những người có mặt, mỗi người một dòng.".into());
        }
        let t = &sum.turnout;
        if t.returned > t.issued {
            let text =
                format!("Thu về {} phiếu, nhiều hơn {} phiếu phát ra. Hãy xem lại biên bản.", t.returned, t.issued);
            return refuse(text);
        }
        kill_fresh(&mut tx, id, hamlet).await?;
        let ballots = sum.turnout.returned - row.minutes;
        let closing = Closing {
            day: local(now).date(),
            place: words.place.trim().into(),
            present,
            remarks: words.remarks.trim().into(),
            turnout: sum.turnout,
            counts: sum.counts,
            origins: [ballots - row.assisted - row.paper, row.assisted, row.paper, row.minutes],
            by: who.who.clone(),
        };
        let document = serde_json::to_string(&closing).map_err(broken)?;
        let sql = "insert into hamlet_closing (round_id, hamlet_id, document, closed_at) values ($1, $2, $3, $4)";
        on!(&mut tx, |conn| {
            sqlx::query(sql).bind(id).bind(hamlet).bind(&document).bind(now).execute(conn).await.map(drop)
        })
        .map_err(broken)?;
        let detail = format!("phát ra {}, thu về {}", closing.turnout.issued, closing.turnout.returned);
        let commune = Some(asked.commune_id);
        let deed =
            Deed {
                hamlet: Some(hamlet), round: Some(id), detail, ..Deed::new("Đóng thôn với biên bản", commune)
            };
        note(&mut tx, &who, deed, now).await?;
        rounds::forget_order(&mut tx, id, Some(hamlet)).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn do_reopen_hamlet(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        reason: &str,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (_, round) = Self::hold_open(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Settle, Place::Hamlet(hamlet)).await?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        let reason = expect_reason(reason)?;
        if !asked.is_closed {
            // Pressed twice.
            return Ok(());
        }
        keep_former(&mut tx, id, hamlet, now).await?;
        let sql = "delete from hamlet_closing where round_id = $1 and hamlet_id = $2";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(hamlet).execute(conn).await.map(drop)).map_err(broken)?;
        if !asked.has_minutes {
            revive(&mut tx, id, hamlet).await?;
        }
        let (detail, commune) = (reason.to_owned(), Some(asked.commune_id));
        let deed = Deed { hamlet: Some(hamlet), round: Some(id), detail, ..Deed::new("Mở lại thôn", commune) };
        note(&mut tx, &who, deed, now).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn keep_attachment(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        name: &str,
        content: Vec<u8>,
        now: Now,
    ) -> Answer<()> {
        let refuse = |text: &str| Err(PortError::Refused(text.into()));
        let mut tx = self.db.write().await?;
        rounds::hold(&mut tx, id).await?;
        let (_, round) = rounds::load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::CloseHamlet, Place::Hamlet(hamlet)).await?;
        let file = upload::check(name, "bien-ban", &content)?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        let sql = "select count(*) from attachment where round_id = $1 and hamlet_id = $2";
        let there: i64 =
            on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(id).bind(hamlet).fetch_one(conn).await).map_err(broken)?;
        if there >= MOST_ATTACHMENTS {
            return refuse("Thôn này đã có 20 tệp; không nhận thêm.");
        }
        let sql = "insert into attachment (id, round_id, hamlet_id, name, media_type, size, digest, content, added_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                   on conflict (round_id, hamlet_id, digest) do nothing";
        let size = kept(content.len() as u64);
        let done = on!(&mut tx, |conn| {
            let query =
                sqlx::query(sql).bind(Uuid::new_v4()).bind(id).bind(hamlet).bind(&file.name).bind(file.media_type);
            let query = query.bind(size).bind(&file.digest).bind(&content).bind(now);
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if done.map_err(broken)? > 0 {
            let commune = Some(asked.commune_id);
            let detail = file.name;
            let deed =
                Deed { hamlet: Some(hamlet), round: Some(id), detail, ..Deed::new("Gắn ảnh biên bản", commune) };
            note(&mut tx, &who, deed, now).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn read_attachment(&self, by: &Actor, id: Uuid) -> Answer<(AttachmentRow, Arc<[u8]>)> {
        let mut tx = self.db.read().await?;
        let sql = "select hamlet_id, name, media_type, size, added_at, content from attachment where id = $1";
        let row: Option<(Uuid, String, String, i64, Now, Vec<u8>)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(id).fetch_optional(conn).await).map_err(broken)?;
        let (hamlet, name, media_type, size, added_at, content) = row.ok_or(PortError::Missing)?;
        require(&mut tx, by, Power::Watch, Place::Hamlet(hamlet)).await?;
        Ok((AttachmentRow { id, name, media_type, size: counted(size), added_at }, content.into()))
    }
}

/// The photos and scans of a hamlet, in the order they came.
pub(super) async fn attachments(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<AttachmentRow>, StoreError> {
    let sql = "select id, name, media_type, size, added_at from attachment where round_id = $1 and hamlet_id = $2
               order by added_at, id";
    let rows: Vec<(Uuid, String, String, i64, Now)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round).bind(hamlet).fetch_all(conn).await)?;
    let row =
        |(id, name, media_type, size, added_at)| AttachmentRow { id, name, media_type, size: counted(size), added_at };
    Ok(rows.into_iter().map(row).collect())
}

/// Names of hamlets that hold up the closing of a round: those with paper that is keyed in and not counted, or conflicts;
/// and those that are not closed.
pub(super) async fn unfinished(tx: &mut Tx, round: &Round, unit_id: Uuid) -> Answer<(Vec<String>, Vec<String>)> {
    let rows = watch::watch_all(tx, round, unit_id).await?;
    let name = |row: &app::ports::participation::WatchRow| {
        row.hamlet.as_ref().map(|hamlet| format!("{} ({})", hamlet.name, row.unit.name)).unwrap_or_default()
    };
    let held = rows.iter().filter(|row| row.pending > 0 || row.conflicts > 0).map(name).collect();
    let open = rows.iter().filter(|row| row.hamlets.1 == 0).map(name).collect();
    Ok((held, open))
}

/// Refuses where minutes would be taken into a hamlet that is closed.
pub(super) async fn expect_open_hamlet(tx: &mut Tx, round: &Round, hamlet: Uuid) -> Answer<()> {
    expect_not_closed(&asked_hamlet(tx, round, hamlet).await?)
}
