//! What is known of a plan's milestones.

use crate::store::Store;
use crate::store::account_records::operator_name;
use crate::store::authority::{Place, require};
use crate::store::db::{StoreError, from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::tx::{Tx, execute, fetch_all, lock_for_update, scalar, write};
use crate::store::unit_records::UnitIndex;
use app::domain::oversight::milestone::{MilestoneEntry, Word};
use app::domain::people::account::Permission;
use app::domain::units::unit::Unit;
use app::i18n::{Lang, local};
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::milestones::{
    MilestoneRefused, Milestones, MilestonesAct, MilestonesDetail, NewMilestoneEntry, RecordedMilestone,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

/// The most characters of a document's name.
const LONGEST_DOCUMENT: usize = 200;

#[async_trait]
impl Milestones for Store {
    async fn milestone_entries(&self, profile: &str) -> Answer<Vec<(String, MilestoneEntry)>> {
        let tx = &mut self.db.read().await?;
        Ok(recorded(tx, profile).await?.into_iter().map(|one| (one.milestone, one.entry)).collect())
    }

    async fn recorded_milestones(
        &self,
        by: &Actor,
        unit_code: &str,
        profiles: &[String],
        now: Now,
    ) -> Answer<Vec<RecordedMilestone>> {
        let tx = &mut self.db.read().await?;
        let unit = plans_unit(tx, unit_code, now).await?;
        require(tx, by, Permission::Oversee, Place::Unit(unit.id)).await?;
        let mut found = Vec::new();
        for profile in profiles {
            found.extend(recorded(tx, profile).await?);
        }
        Ok(found)
    }

    async fn record_milestone(&self, by: &Actor, new: NewMilestoneEntry, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let unit = plans_unit(tx, &new.unit_code, now).await?;
            let who = require(tx, by, Permission::Assess, Place::Unit(unit.id)).await?;
            let NewMilestoneEntry { profile, milestone, content, entry, .. } = new.clone();
            let (day, word, document) = (entry.as_of, entry.word, entry.document.trim().to_owned());
            if day > local(now).date() {
                return refuse(MilestoneRefused::Future { day });
            }
            if document.is_empty() || document.chars().count() > LONGEST_DOCUMENT {
                return refuse(MilestoneRefused::Document);
            }
            lock_for_update(tx, "unit", unit.id).await?;
            let sql = "select count(*) from milestone_entry where profile = $1 and milestone = $2";
            let written: i64 = scalar!(tx, sql, &profile, &milestone)?;
            let (value, done) = match word {
                Word::Value(value) => (Some(to_db(value)), None),
                Word::Done => (None, Some(1_i64)),
                Word::NotDone => (None, Some(0)),
            };
            let sql = "insert into milestone_entry (id, profile, milestone, number, as_of, value, done, document,
                                                    recorded_at, account_id)
                       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
            let (id, number) = (Uuid::new_v4(), written + 1);
            execute!(tx, sql, id, &profile, &milestone, number, day, value, done, &document, now, who.account)?;
            let detail = match word {
                Word::Value(value) => {
                    MilestonesDetail::Value { content, value: Lang::Vi.hundredths(value), day, document }
                }
                Word::Done => MilestonesDetail::Done { content, day, document },
                Word::NotDone => MilestonesDetail::NotDone { content, day, document },
            };
            let entry = JournalEntry::new(MilestonesAct::RecordMilestone, Some(unit.id)).with(detail);
            record(tx, &self.key, &who, entry, now).await?;
            Ok(())
        })
    }
}

/// The unit whose plan it is, as it stands today.
async fn plans_unit(tx: &mut Tx, code: &str, now: Now) -> Answer<Unit> {
    UnitIndex::load(tx).await?.on_or_last(code, local(now).date()).cloned().ok_or(PortError::Missing)
}

/// A row of `milestone_entry` with who wrote it down.
#[derive(sqlx::FromRow)]
struct MilestoneRecord {
    profile: String,
    milestone: String,
    as_of: NaiveDate,
    value: Option<i64>,
    done: Option<i64>,
    document: String,
    recorded_at: Now,
    who: Option<String>,
}

/// All that was written of a profile's milestones, in the order it was written.
async fn recorded(tx: &mut Tx, profile: &str) -> Result<Vec<RecordedMilestone>, StoreError> {
    let sql = "select m.profile, m.milestone, m.as_of, m.value, m.done, m.document, m.recorded_at, a.name as who
               from milestone_entry m left join account a on a.id = m.account_id
               where m.profile = $1 order by m.milestone, m.number";
    let rows: Vec<MilestoneRecord> = fetch_all!(tx, sql, profile)?;
    Ok(rows.into_iter().map(MilestoneRecord::read).collect())
}

impl MilestoneRecord {
    fn read(self) -> RecordedMilestone {
        let Self { profile, milestone, as_of, value, done, document, recorded_at, who } = self;
        let word = match (value, done) {
            (Some(value), _) => Word::Value(from_db(value)),
            (None, Some(1)) => Word::Done,
            (None, _) => Word::NotDone,
        };
        let entry = MilestoneEntry { as_of, word, document };
        RecordedMilestone { profile, milestone, entry, at: recorded_at, who: who.unwrap_or_else(operator_name) }
    }
}
