//! The boxes of a commune, and how far each is.

use crate::store::db::{StoreError, from_db};
use crate::store::tx::{Tx, fetch_all};
use app::domain::collection::boxes::opened_together;
use app::domain::collection::round::{Round, State};
use app::domain::survey::withheld::fewest_alike;
use app::ports::common::{Answer, refuse};
use app::ports::counting::CountingRefused;
use uuid::Uuid;

/// A hamlet's box in a commune, and how far it is.
#[derive(sqlx::FromRow)]
struct BoxRecord {
    hamlet_id: Uuid,
    name: String,
    /// Without those of audit slips.
    returned: i64,
    closed: i64,
    opening: i64,
    counted_with: Option<Uuid>,
}

/// The boxes of a commune in a round.
pub(super) struct CommuneBoxes {
    round: Round,
    commune: Uuid,
    rows: Vec<BoxRecord>,
}

impl CommuneBoxes {
    pub(super) async fn load(tx: &mut Tx, round: &Round, commune: Uuid) -> Result<Self, StoreError> {
        let sql = "select r.hamlet_id, r.name,
                          coalesce(t.returned, 0) - (select count(*) from audit_slip s
                             where s.round_id = r.round_id and s.hamlet_id = r.hamlet_id and s.slip is not null) as returned,
                          (select count(*) from hamlet_closing k
                           where k.round_id = r.round_id and k.hamlet_id = r.hamlet_id) as closed, r.opening,
                          r.counted_with
                   from round_hamlet r join hamlet h on h.id = r.hamlet_id
                   left join turnout t on t.round_id = r.round_id and t.hamlet_id = r.hamlet_id and t.channel = 'ballot'
                   where r.round_id = $1 and h.commune_id = $2 order by r.code, r.hamlet_id";
        let rows = fetch_all!(tx, sql, round.id, commune)?;
        Ok(Self { round: round.clone(), commune, rows })
    }

    /// Their round.
    pub(super) fn round(&self) -> &Round {
        &self.round
    }

    /// Their commune.
    pub(super) const fn commune(&self) -> Uuid {
        self.commune
    }

    fn row(&self, hamlet: Uuid) -> Option<&BoxRecord> {
        self.rows.iter().find(|row| row.hamlet_id == hamlet)
    }

    /// The hamlet under which the box of a hamlet was counted, once it was opened.
    pub(super) fn counted_with(&self, hamlet: Uuid) -> Option<Uuid> {
        self.row(hamlet).and_then(|row| row.counted_with)
    }

    /// Whether the box of a hamlet was opened and counted.
    pub(super) fn is_counted(&self, hamlet: Uuid) -> bool {
        self.counted_with(hamlet).is_some()
    }

    /// Whether ballots of any box were opened, or that was begun. An empty box is opened only where its hamlet is closed.
    pub(super) fn any_opened(&self) -> bool {
        self.first_opened().is_some()
    }

    /// A hamlet of which ballots were opened, or that was begun.
    pub(super) fn first_opened(&self) -> Option<&str> {
        let is_opened = |row: &&BoxRecord| row.counted_with.is_some() || row.opening == 1;
        let opened = self.rows.iter().find(|row| is_opened(row) && row.returned > 0);
        opened.map(|row| row.name.as_str())
    }

    /// Whether ballots came into any of these.
    pub(super) fn hold_ballots(&self, group: &[Uuid]) -> bool {
        group.iter().any(|hamlet| self.returned(*hamlet) > 0)
    }

    fn takes_ballots(&self, row: &BoxRecord) -> bool {
        self.round.state == State::Open && row.closed == 0
    }

    /// The hamlets whose boxes were or are opened with that of a hamlet, its own among them; the one they are counted under
    /// first.
    pub(super) fn together(&self, hamlet: Uuid) -> Vec<Uuid> {
        match self.counted_with(hamlet) {
            Some(head) => {
                let others = self.rows.iter().filter(|row| row.counted_with == Some(head) && row.hamlet_id != head);
                std::iter::once(head).chain(others.map(|row| row.hamlet_id)).collect()
            }
            None => self.uncounted().into_iter().find(|group| group.contains(&hamlet)).unwrap_or_else(|| vec![hamlet]),
        }
    }

    /// All groups with ballots that are not counted yet.
    pub(super) fn uncounted(&self) -> Vec<Vec<Uuid>> {
        let waiting = self.rows.iter().filter(|row| row.counted_with.is_none());
        let sizes: Vec<(Uuid, u64)> = waiting.map(|row| (row.hamlet_id, from_db(row.returned))).collect();
        // So no box has few, nor is it small and alike.
        opened_together(&sizes, fewest_alike(self.round.ruleset.disclosure.fewest))
    }

    /// How many ballots came into the box of a hamlet, without those of audit slips.
    pub(super) fn returned(&self, hamlet: Uuid) -> u64 {
        self.row(hamlet).map_or(0, |row| from_db(row.returned))
    }

    /// The names of hamlets.
    pub(super) fn names(&self, group: &[Uuid]) -> String {
        let names = group.iter().filter_map(|hamlet| self.row(*hamlet)).map(|row| row.name.clone());
        names.collect::<Vec<_>>().join(", ")
    }

    /// Names of the other hamlets in a group.
    pub(super) fn names_beside(&self, group: &[Uuid], hamlet: Uuid) -> Vec<String> {
        let others = group.iter().filter(|one| **one != hamlet).filter_map(|one| self.row(*one));
        others.map(|row| row.name.clone()).collect()
    }

    /// The names of the hamlets that take ballots still and for which the box of a hamlet waits. An empty box waits for none.
    pub(super) fn waits_for(&self, hamlet: Uuid) -> Vec<String> {
        if self.row(hamlet).is_none_or(|row| row.returned == 0) {
            return Vec::new();
        }
        let open = self.rows.iter().filter(|row| row.hamlet_id != hamlet && self.takes_ballots(row));
        open.map(|row| row.name.clone()).collect()
    }

    /// Refuses while a box cannot be opened.
    pub(super) fn expect_countable(&self, hamlet: Uuid) -> Answer<()> {
        let Some(row) = self.row(hamlet) else { return Ok(()) };
        if row.counted_with.is_some() {
            return refuse(CountingRefused::Counted { hamlet: row.name.clone() });
        }
        // An empty box is only there to be opened where it stays empty.
        if self.takes_ballots(row) || (row.closed == 0 && row.returned == 0) {
            return refuse(CountingRefused::HamletOpen { hamlet: row.name.clone() });
        }
        let others = self.waits_for(hamlet);
        if !others.is_empty() {
            return refuse(CountingRefused::OthersOpen { hamlets: others.join(", ") });
        }
        Ok(())
    }
}
