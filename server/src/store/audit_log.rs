//! Who did what inside one's own scope.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::db::{StoreError, to_db};
use crate::store::tx::{fetch_all, scalars};
use crate::store::unit_tree::INSIDE;
use app::domain::people::account::Permission;
use app::i18n::utc;
use app::message::Message;
use app::ports::audit_log::{AuditEntry, AuditLog, LogQuery};
use app::ports::common::{Actor, Answer, Now};
use async_trait::async_trait;
use chrono::{NaiveDate, NaiveTime};
use sqlx::AssertSqlSafe;

#[async_trait]
impl AuditLog for Store {
    async fn audit_entries(&self, by: &Actor, query: &LogQuery) -> Answer<Vec<AuditEntry>> {
        let tx = &mut self.db.read().await?;
        let scope = require(tx, by, Permission::AuditLog, Place::Anywhere).await?;
        let sql = format!(
            "{INSIDE} select j.happened_at, j.who, j.act, coalesce(h.name || ', ', '') || coalesce(u.name, '') as place,
                          case when j.round_id is null or $4 then j.detail end as detail
                   from audit_log j left join unit u on u.id = j.unit_id left join hamlet h on h.id = j.hamlet_id
                   where (j.unit_id in (select id from below) or $1 is null)
                     and ($5 is null or j.happened_at >= $5) and ($6 is null or j.happened_at < $6)
                     and ($7 is null or j.act = $7)
                   order by j.happened_at desc, j.no desc limit $2 offset $3"
        );
        // What was said beside a deed in a round speaks of slips and households: for whoever may look into rounds.
        let of_rounds = scope.role.is_none_or(|role| role.may(Permission::Participation));
        let (limit, offset) = (i64::from(LogQuery::PAGE), to_db(u64::from(query.page) * u64::from(LogQuery::PAGE)));
        let begins = |day: NaiveDate| utc(day.and_time(NaiveTime::MIN));
        let (from, until) = (query.day.map(begins), query.day.and_then(|day| day.succ_opt()).map(begins));
        let rows: Vec<LogRecord> = fetch_all!(
            tx,
            AssertSqlSafe(sql),
            scope.unit,
            limit,
            offset,
            of_rounds,
            from,
            until,
            query.deed.as_deref()
        )?;
        Ok(rows.into_iter().map(LogRecord::read).collect::<Result<_, _>>()?)
    }

    async fn kinds_of_deeds(&self, by: &Actor) -> Answer<Vec<Message>> {
        let tx = &mut self.db.read().await?;
        let scope = require(tx, by, Permission::AuditLog, Place::Anywhere).await?;
        let sql = format!(
            "{INSIDE} select distinct act from audit_log where unit_id in (select id from below) or $1 is null"
        );
        let acts: Vec<String> = scalars!(tx, AssertSqlSafe(sql), scope.unit)?;
        Ok(acts.into_iter().map(|act| Message { key: act.into(), args: Vec::new() }).collect())
    }
}

/// A row of `audit_log` with its place.
#[derive(sqlx::FromRow)]
struct LogRecord {
    happened_at: Now,
    who: String,
    act: String,
    place: String,
    detail: Option<String>,
}

impl LogRecord {
    fn read(self) -> Result<AuditEntry, StoreError> {
        let act = Message { key: self.act.into(), args: Vec::new() };
        let detail = self.detail.map(|detail| serde_json::from_str(&detail)).transpose()?;
        Ok(AuditEntry { at: self.happened_at, who: self.who, act, place: self.place, detail })
    }
}
