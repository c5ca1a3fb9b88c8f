//! What the database holds of each box, as nobody sees it from outside.

use server::store::{Db, Store};
use uuid::Uuid;

/// A hamlet's slips and box.
#[derive(Debug, sqlx::FromRow)]
pub struct KeptBox {
    pub hamlet: Uuid,
    pub code: String,
    pub commune: Uuid,
    round_is_open: i64,
    closings: i64,
    fresh: i64,
    void: i64,
    pub returned: i64,
    sealed: i64,
    counted_with: Option<Uuid>,
    ballots: i64,
    receipts: i64,
    tallies: i64,
    minutes: i64,
}

const KEPT_BOXES: &str = "
    select h.hamlet_id as hamlet, h.code, u.commune_id as commune, h.counted_with,
      (select count(*) from round r where r.id = $1 and r.state = 'open') as round_is_open,
      (select count(*) from hamlet_closing t where t.round_id = $1 and t.hamlet_id = h.hamlet_id) as closings,
      (select count(*) from code t where t.round_id = $1 and t.hamlet_id = h.hamlet_id and t.state = 'fresh') as fresh,
      (select count(*) from code t where t.round_id = $1 and t.hamlet_id = h.hamlet_id and t.state = 'void') as void,
      coalesce((select t.returned from turnout t
                where t.round_id = $1 and t.hamlet_id = h.hamlet_id and t.channel = 'ballot'), 0) as returned,
      (select count(*) from sealed_ballot t where t.round_id = $1 and t.hamlet_id = h.hamlet_id) as sealed,
      (select count(*) from ballot t where t.round_id = $1 and t.hamlet_id = h.hamlet_id) as ballots,
      (select count(*) from receipt t where t.round_id = $1 and t.hamlet_id = h.hamlet_id) as receipts,
      (select count(*) from tally t where t.round_id = $1 and t.hamlet_id = h.hamlet_id) as tallies,
      (select count(*) from counting_minutes t where t.round_id = $1 and t.hamlet_id = h.hamlet_id) as minutes
    from round_hamlet h join hamlet u on u.id = h.hamlet_id where h.round_id = $1 order by h.code";

/// Asks each database the same about a round.
macro_rules! ask {
    ($store:expr, $query:ident, $fetch:ident, $sql:expr, $round:expr) => {
        match $store.db() {
            Db::Sqlite { readers, .. } => sqlx::$query($sql).bind($round).$fetch(readers).await.unwrap(),
            Db::Postgres(pool) => sqlx::$query($sql).bind($round).$fetch(pool).await.unwrap(),
        }
    };
}

/// All boxes of a round, read at one moment.
pub async fn kept_boxes(store: &Store, round: Uuid) -> Vec<KeptBox> {
    ask!(store, query_as, fetch_all, KEPT_BOXES, round)
}

/// All plain ballots of a round.
pub async fn kept_ballots(store: &Store, round: Uuid) -> Vec<String> {
    ask!(store, query_scalar, fetch_all, "select answers from ballot where round_id = $1", round)
}

/// All listed receipts of a round.
pub async fn kept_receipts(store: &Store, round: Uuid) -> Vec<String> {
    ask!(store, query_scalar, fetch_all, "select receipt from receipt where round_id = $1", round)
}

impl KeptBox {
    /// Whether it takes no more ballots.
    pub fn is_closed(&self) -> bool {
        self.closings > 0 || self.round_is_open == 0
    }

    pub fn is_half_closed(&self) -> bool {
        if self.closings > 0 { self.fresh > 0 } else { self.round_is_open > 0 && self.void > 0 }
    }

    pub fn is_counted(&self) -> bool {
        self.counted_with.is_some()
    }

    /// Whether ballots lie in it that nobody may put more to and nobody has counted.
    pub fn waits(&self, all: &[Self]) -> bool {
        let is_over = all.iter().filter(|one| one.commune == self.commune).all(Self::is_closed);
        is_over && !self.is_counted() && self.returned > 0
    }

    /// Whether it is neither sealed as it came in nor counted with all that belongs to it.
    pub fn is_half_counted(&self, all: &[Self], questions: u8) -> bool {
        let counted = (self.ballots, self.receipts, self.tallies, self.minutes);
        let whole = match self.counted_with {
            // Answers and reasons are sealed apart.
            None => (2 * self.returned, (0, 0, 0, 0)),
            Some(head) if head == self.hamlet => {
                let together = all.iter().filter(|one| one.counted_with == Some(head));
                let returned = together.map(|one| one.returned).sum();
                (0, (returned, returned, questions.into(), 1))
            }
            Some(_) => (0, (0, 0, 0, 0)),
        };
        (self.sealed, counted) != whole
    }
}
