//! Conflicts: slips that came in twice, or that should not have. Noted, counted, settled with a sentence; never dropped.

use super::{Store, StoreError, Tx, broken, counted, kept, on, rounds};
use crate::store::authority::{Deed, Place, note, require};
use crate::store::slips::asked_hamlet;
use app::domain::collection::round::State;
use app::domain::people::account::Power;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::conflicts::Conflict;
use app::ports::conflicts::ConflictKind;
use uuid::Uuid;

/// Notes a conflict. The same again is the same conflict; where `counts`, it counts up and is open again.
pub(super) async fn note_conflict(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Uuid,
    serial: u64,
    kind: ConflictKind,
    counts: bool,
) -> Result<(), StoreError> {
    let sql = "insert into conflict (id, round_id, hamlet_id, serial, kind, times) values ($1, $2, $3, $4, $5, 1)
               on conflict (round_id, hamlet_id, serial, kind) do update set times = conflict.times + $6,
                   decision = case when $6 > 0 then null else conflict.decision end,
                   settled_id = case when $6 > 0 then null else conflict.settled_id end";
    let more = i64::from(counts);
    on!(tx, |conn| {
        let query = sqlx::query(sql).bind(Uuid::new_v4()).bind(round).bind(hamlet).bind(kept(serial));
        query.bind(kind.word()).bind(more).execute(conn).await.map(drop)
    })?;
    Ok(())
}

/// The conflicts of a hamlet, open ones first.
pub(super) async fn conflicts(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<Conflict>, StoreError> {
    let sql = "select id, serial, kind, times, decision from conflict where round_id = $1 and hamlet_id = $2
               order by case when decision is null then 0 else 1 end, serial";
    let rows: Vec<(Uuid, i64, String, i64, Option<String>)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round).bind(hamlet).fetch_all(conn).await)?;
    let read = |(id, serial, kind, times, decision): (Uuid, i64, String, i64, Option<String>)| {
        let known = ConflictKind::ALL.into_iter().find(|known| known.word() == kind);
        let kind = known.ok_or(StoreError::Word(kind))?;
        Ok(Conflict { id, serial: counted(serial), kind, times: counted(times), decision })
    };
    rows.into_iter().map(read).collect()
}

impl Store {
    pub(super) async fn settle_conflict(
        &self,
        by: &Actor,
        id: Uuid,
        decision: &str,
        release: bool,
        now: Now,
    ) -> Answer<()> {
        let refuse = |text: &str| Err(PortError::Refused(text.into()));
        let mut tx = self.db.write().await?;
        let sql = "select round_id, hamlet_id, serial, kind from conflict where id = $1";
        let row: Option<(Uuid, Uuid, i64, String)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(id).fetch_optional(conn).await).map_err(broken)?;
        let (round, hamlet, serial, kind) = row.ok_or(PortError::Missing)?;
        let who = require(&mut tx, by, Power::Settle, Place::Hamlet(hamlet)).await?;
        rounds::hold(&mut tx, round).await?;
        let (_, loaded) = rounds::load(&mut tx, round).await?;
        rounds::expect_state(&loaded, State::Open)?;
        let decision = decision.trim();
        if decision.is_empty() || decision.chars().count() > 300 {
            return refuse("Hãy ghi cách giải quyết, nhiều nhất 300 chữ.");
        }
        let serial = counted(serial);
        if release {
            if kind != ConflictKind::OnlineAfterPaper.word() {
                return refuse("Chỉ rút được phiếu giấy đã nhập mà chưa chốt.");
            }
            if !self.release_slip(&mut tx, round, hamlet, serial).await? {
                return refuse("Phiếu giấy này đã chốt vào kết quả, nên không rút ra được.");
            }
        }
        let sql = "update conflict set decision = $2, settled_id = $3 where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(decision).bind(who.account).execute(conn).await.map(drop))
            .map_err(broken)?;
        let asked = asked_hamlet(&mut tx, &loaded, hamlet).await?;
        let detail = format!("phiếu số {serial}: {decision}");
        let commune = Some(asked.commune_id);
        let deed =
            Deed {
                hamlet: Some(hamlet), round: Some(round), detail, ..Deed::new("Giải quyết phiếu trùng", commune)
            };
        note(&mut tx, &who, deed, now).await?;
        Ok(tx.commit().await?)
    }
}
