//! Published results as they are kept, and the figures of lists.

use crate::store::db::{StoreError, from_db};
use crate::store::round_records::read_ending;
use crate::store::tx::{Tx, fetch_all, fetch_optional, scalar};
use crate::store::unit_records::STILL;
use app::domain::collection::plan::Papers;
use app::domain::collection::round::last_day;
use app::domain::survey::percent::Share;
use app::domain::survey::ruleset::Ruleset;
use app::ports::results::LatestResult;
use app::ports::results::PublishedRound;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// A unit's published rounds with the level their rules recognise, latest first.
pub(super) async fn published_rounds(tx: &mut Tx, unit: Uuid) -> Result<Vec<(PublishedRound, String)>, StoreError> {
    let sql = "select r.id, r.ruleset, r.opens, r.closes, r.ending, r.published_on, r.level
               from published p join round r on r.id = p.round_id
               where p.unit_id = $1 and p.latest = 1 order by r.published_on desc, r.opens desc, r.id";
    let rows: Vec<PublishedRecord> = fetch_all!(tx, sql, unit)?;
    rows.into_iter().map(PublishedRecord::read).collect()
}

/// A published round of a unit.
#[derive(sqlx::FromRow)]
struct PublishedRecord {
    id: Uuid,
    ruleset: String,
    opens: NaiveDate,
    closes: NaiveDate,
    ending: Option<String>,
    published_on: NaiveDate,
    level: String,
}

impl PublishedRecord {
    fn read(self) -> Result<(PublishedRound, String), StoreError> {
        let Self { id, ruleset, opens, closes, ending, published_on, level } = self;
        let ruleset: Ruleset = serde_json::from_str(&ruleset)?;
        let last_day = last_day(closes, read_ending(ending)?.on);
        Ok((PublishedRound { id, ruleset: ruleset.name, opens, last_day, published_on }, level))
    }
}

/// The frozen results of a unit in a round, as JSON.
pub(super) async fn published_document(tx: &mut Tx, round: Uuid, unit: Uuid) -> Result<String, StoreError> {
    let sql = "select document from published where round_id = $1 and unit_id = $2 and latest = 1";
    scalar!(tx, sql, round, unit)
}

/// The figures of a unit in a round.
#[derive(sqlx::FromRow)]
struct FiguresRecord {
    unit_id: Uuid,
    ruleset_id: String,
    participated: i64,
    participation_base: i64,
    satisfied: i64,
    unsatisfied: i64,
    met: Option<bool>,
    published_on: NaiveDate,
    papers: String,
}

const FIGURES: &str =
    "select p.unit_id, r.ruleset_id, p.participated, p.participation_base, p.satisfied, p.unsatisfied, p.met, r.published_on,
            r.papers
     from published p join round r on r.id = p.round_id";

/// What was public at the end of the day `$1`: a correction counts from its own day.
pub(super) const WAS_PUBLIC: &str = "p.published_on <= $1 and (p.latest = 1 or p.superseded_on > $1)";

impl FiguresRecord {
    fn read(self) -> Result<(Uuid, LatestResult), StoreError> {
        let papers: Papers = serde_json::from_str(&self.papers)?;
        let result = LatestResult {
            ruleset: self.ruleset_id,
            participation: Share::new(from_db(self.participated), from_db(self.participation_base)),
            overall: Share::new(from_db(self.satisfied), from_db(self.satisfied + self.unsatisfied)),
            met: self.met,
            asked_again: papers.repeats.is_some(),
            published_on: self.published_on,
        };
        Ok((self.unit_id, result))
    }
}

/// The published figures of every unit as they stood on a day; a round that recognises communes goes before one that does
/// not.
pub(super) async fn figures_by(tx: &mut Tx, day: NaiveDate) -> Result<HashMap<Uuid, LatestResult>, StoreError> {
    let sql = format!(
        "{FIGURES} where {WAS_PUBLIC}
         order by case when r.level = 'commune' then 1 else 0 end, r.published_on, r.opens, r.id desc"
    );
    let rows: Vec<FiguresRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), day)?;
    // Later rows take the place of earlier ones.
    rows.into_iter().map(FiguresRecord::read).collect()
}

/// The latest published figures of every unit.
pub(super) async fn latest_figures(tx: &mut Tx) -> Result<HashMap<Uuid, LatestResult>, StoreError> {
    figures_by(tx, STILL).await
}

/// The figures of one unit in one round.
pub(super) async fn figures_of(tx: &mut Tx, unit: Uuid, round: Uuid) -> Result<Option<LatestResult>, StoreError> {
    let sql = format!("{FIGURES} where p.latest = 1 and p.unit_id = $1 and p.round_id = $2");
    let row: Option<FiguresRecord> = fetch_optional!(tx, sqlx::AssertSqlSafe(sql), unit, round)?;
    Ok(row.map(FiguresRecord::read).transpose()?.map(|(_, found)| found))
}
