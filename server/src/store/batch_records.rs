//! Batches of paper as they are kept.

use crate::store::authority::{Place, Scope, require};
use crate::store::db::{StoreError, from_db};
use crate::store::key::InstallationKey;
use crate::store::round_records::{expect_state, lock_round};
use crate::store::tx::{Tx, fetch_all, fetch_optional};
use app::domain::collection::round::{Round, State};
use app::domain::oversight::signal::LONG_RUN;
use app::domain::people::account::Permission;
use app::ports::batches::BatchRow;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::paper::{Onlooker, PaperRefused};
use uuid::Uuid;

/// A row of `paper_batch`.
#[derive(sqlx::FromRow)]
pub(super) struct BatchRecord {
    pub(super) id: Uuid,
    pub(super) round_id: Uuid,
    pub(super) hamlet_id: Uuid,
    number: i64,
    pub(super) twice: i64,
    pub(super) state: String,
    pub(super) first_id: Option<Uuid>,
    pub(super) second_id: Option<Uuid>,
    pub(super) opened_at: Now,
    joined_at: Option<Now>,
    pub(super) ballots: i64,
    pub(super) first_name: Option<String>,
    pub(super) second_name: Option<String>,
    /// Since when their passwords hold.
    first_since: Option<Now>,
    second_since: Option<Now>,
    pub(super) keyed_first: i64,
    pub(super) keyed_second: i64,
    key: Option<String>,
}

pub(super) const BATCH: &str = "select b.id, b.round_id, b.hamlet_id, b.number, b.twice, b.state, b.first_id, b.second_id, b.opened_at, b.joined_at,
                            b.ballots, b.key, f.name as first_name, s.name as second_name,
                            f.password_since as first_since, s.password_since as second_since,
                            (select count(*) from paper_entry e where e.batch_id = b.id and e.pass = 1) as keyed_first,
                            (select count(*) from paper_entry e where e.batch_id = b.id and e.pass = 2) as keyed_second
                     from paper_batch b left join account f on f.id = b.first_id left join account s on s.id = b.second_id";

impl BatchRecord {
    pub(super) fn is_counted(&self) -> bool {
        self.state == "counted"
    }

    /// What its ballots are sealed with; it is destroyed when they go into the box.
    pub(super) fn key(&self, installation: &InstallationKey) -> Result<InstallationKey, StoreError> {
        let sealed = self.key.as_deref().ok_or(StoreError::Machine("the key of a batch is gone"))?;
        let opened = installation.unwrap(self.id.as_bytes(), sealed);
        opened.map(InstallationKey::new).ok_or_else(|| StoreError::Word("paper_batch".into()))
    }

    /// Which pass somebody keys, or what they do besides. Whoever renews the letter of an account, and signs in with it, keys nothing of what it
    /// began before: it would read what was keyed.
    pub(super) fn part(&self, who: &Scope) -> Result<u8, Onlooker> {
        let renewed = |since: Option<Now>, began: Option<Now>| since > began;
        let pass = |number, is_renewed| if is_renewed { Err(Onlooker::Renewed) } else { Ok(number) };
        if self.is_counted() {
            Err(Onlooker::Other)
        } else if self.first_id == who.account {
            pass(1, renewed(self.first_since, Some(self.opened_at)))
        } else if self.twice == 1 && self.second_id.is_none() {
            Err(Onlooker::MayJoin)
        } else if self.twice == 1 && self.second_id == who.account {
            pass(2, renewed(self.second_since, self.joined_at))
        } else {
            Err(Onlooker::Other)
        }
    }

    /// Which pass somebody keys, or may begin.
    pub(super) fn pass_to_key(&self, who: &Scope) -> Option<u8> {
        match self.part(who) {
            Ok(pass) => Some(pass),
            Err(Onlooker::MayJoin) => Some(2),
            Err(_) => None,
        }
    }

    pub(super) fn row(self) -> BatchRow {
        let (first, second) = (from_db(self.keyed_first), from_db(self.keyed_second));
        let keyed = if self.is_counted() { (from_db(self.ballots), 0) } else { (first, second) };
        BatchRow {
            id: self.id,
            number: from_db(self.number),
            twice: self.twice == 1,
            counted: self.is_counted(),
            by: (self.first_name, self.second_name),
            keyed,
            opened_at: self.opened_at,
        }
    }
}

/// Draws the key of a new batch, sealed with the installation's.
pub(super) fn draw_batch_key(installation: &InstallationKey, batch: Uuid) -> Result<String, StoreError> {
    installation.wrap(batch.as_bytes(), &rand::random())
}

/// Seals for a batch that goes into the box whether so many of its ballots in a row were alike that somebody should look.
pub(super) fn seal_long_run(installation: &InstallationKey, batch: Uuid, longest: u64) -> Result<String, StoreError> {
    let told = if longest < LONG_RUN { 0 } else { LONG_RUN };
    let sealed = installation.seal(batch.as_bytes(), &format!("{told:02}"));
    sealed.ok_or(StoreError::Machine("nothing was sealed"))
}

/// So many ballots in a row of a batch were alike, or more; nought where they are not worth a look.
pub(super) fn open_long_run(installation: &InstallationKey, batch: Uuid, sealed: &str) -> Result<u64, StoreError> {
    let told = installation.unseal(batch.as_bytes(), sealed).and_then(|told| told.parse().ok());
    told.ok_or_else(|| StoreError::Word("paper_batch".into()))
}

/// The batches of a hamlet, latest first.
pub(super) async fn batches(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<Vec<BatchRow>, StoreError> {
    let sql = format!("{BATCH} where b.round_id = $1 and b.hamlet_id = $2 order by b.number desc");
    let rows: Vec<BatchRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), round, hamlet)?;
    Ok(rows.into_iter().map(BatchRecord::row).collect())
}

/// Batches with ballots that are not counted, in open rounds; by commune, hamlet and number. With them where they lie.
pub(super) async fn uncounted_batches(tx: &mut Tx) -> Result<Vec<(BatchRecord, PlaceRecord)>, StoreError> {
    let sql = format!(
        "select w.*, r.name as hamlet, u.name as commune from ({BATCH} where b.state = 'open') w
         join round o on o.id = w.round_id and o.state = 'open'
         join round_hamlet r on r.round_id = w.round_id and r.hamlet_id = w.hamlet_id
         join hamlet h on h.id = w.hamlet_id join unit u on u.id = h.commune_id
         where w.keyed_first + w.keyed_second > 0 order by u.code, r.code, w.number"
    );
    let rows: Vec<WaitingRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql))?;
    Ok(rows.into_iter().map(|row| (row.batch, row.place)).collect())
}

#[derive(sqlx::FromRow)]
struct WaitingRecord {
    #[sqlx(flatten)]
    batch: BatchRecord,
    #[sqlx(flatten)]
    place: PlaceRecord,
}

/// Where a batch lies.
#[derive(sqlx::FromRow)]
pub(super) struct PlaceRecord {
    pub(super) hamlet: String,
    pub(super) commune: String,
}

pub(super) async fn find_batch(tx: &mut Tx, id: Uuid) -> Answer<BatchRecord> {
    let sql = format!("{BATCH} where b.id = $1");
    let row: Option<BatchRecord> = fetch_optional!(tx, sqlx::AssertSqlSafe(sql), id)?;
    row.ok_or(PortError::Missing)
}

/// A batch that is open, its round held, and who works on it.
pub(super) async fn lock_batch(
    tx: &mut Tx,
    by: &Actor,
    id: Uuid,
    permission: Permission,
) -> Answer<(BatchRecord, Round, Scope)> {
    let batch = find_batch(tx, id).await?;
    let who = require(tx, by, permission, Place::Hamlet(batch.hamlet_id)).await?;
    let (_, round) = lock_round(tx, batch.round_id).await?;
    // Again, now that nobody else can change it.
    let batch = find_batch(tx, id).await?;
    Ok((batch, round, who))
}

pub(super) fn expect_open_batch(batch: &BatchRecord, round: &Round) -> Answer<()> {
    expect_state(round, State::Open)?;
    if batch.is_counted() {
        return refuse(PaperRefused::BatchCounted);
    }
    Ok(())
}
