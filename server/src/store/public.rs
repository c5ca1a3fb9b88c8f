//! What the public may read: published results, read from their frozen documents, beside the status of criteria.

use super::{Store, StoreError, Tx, broken, counted, criteria, on, rounds, tree, units};
use crate::store::units::kin;
use app::domain::collection::plan::Papers;
use app::domain::collection::round::Round;
use app::domain::oversight::criterion::{item_positions, positions};
use app::domain::survey::percent::Share;
use app::domain::survey::ruleset::{Ruleset, USUAL};
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::ports::common::Answer;
use app::ports::common::PortError;
use app::ports::results::Area;
use app::ports::results::CommuneView;
use app::ports::results::PublishedResults;
use app::ports::results::PublishedRound;
use app::ports::results::{CommuneRow, LatestResult, PredecessorResults};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// A commune's figures: unit, participation and its base, satisfied, not satisfied, verdict, day, papers.
type Figures = (Uuid, i64, i64, i64, i64, Option<bool>, NaiveDate, String);

#[async_trait]
impl PublishedResults for Store {
    async fn area(&self, unit: &Unit, sets: &[(&str, u64)]) -> Answer<Area> {
        let mut tx = self.db.read().await?;
        let day = last_day(unit);
        let all = tree::units(&mut tx, unit.id, day).await?;
        let figures = latest_figures(&mut tx).await?;
        // A commune stands by the newest set that it was assessed by.
        let mut met: HashMap<Uuid, Share> = HashMap::new();
        for (ruleset, criteria) in sets {
            let own = criteria::met_today(&mut tx, ruleset).await?;
            met.extend(own.into_iter().map(|(unit, met)| (unit, Share::new(met, *criteria))));
        }
        let by_id: HashMap<Uuid, &Unit> = all.iter().map(|unit| (unit.id, unit)).collect();
        let rows = all.iter().filter(|unit| unit.named.level == Level::Commune).map(|commune| CommuneRow {
            unit: commune.clone(),
            district: district(&by_id, commune),
            result: figures.get(&commune.id).cloned(),
            criteria: met.get(&commune.id).copied(),
        });
        let districts = all.iter().filter(|unit| unit.named.level == Level::District).map(|unit| unit.named.clone());
        Ok(Area {
            unit: unit.clone(),
            rows: rows.collect(),
            districts: districts.collect(),
            above: tree::above(&mut tx, unit.id).await?,
            published: published(&mut tx, unit.id).await?.into_iter().map(|(round, _)| round).collect(),
        })
    }

    async fn commune(&self, unit: &Unit, round: Option<Uuid>) -> Answer<CommuneView> {
        let mut tx = self.db.read().await?;
        let published = published(&mut tx, unit.id).await?;
        let pick = match round {
            Some(id) => published.iter().find(|(round, _)| round.id == id),
            None => published.iter().find(|(_, level)| level == Level::Commune.word()).or(published.first()),
        };
        let mut spoken = Vec::new();
        let mut predecessor_results = Vec::new();
        let mut next = pick.map(|(round, _)| round.id);
        while let Some(id) = next {
            let (_, round): (Uuid, Round) = rounds::load(&mut tx, id).await?;
            let results = serde_json::from_str(&document(&mut tx, id, unit.id).await?).map_err(broken)?;
            next = round.papers.repeats.filter(|before| published.iter().any(|(round, _)| round.id == *before));
            spoken.push((round, results));
        }
        let ruleset = match spoken.first() {
            Some((round, _)) => round.ruleset.id.clone(),
            None => criteria::own_set(&mut tx, unit.id).await?.unwrap_or_else(|| USUAL.to_owned()),
        };
        let history = criteria::history(&mut tx, unit.id, &ruleset).await?;
        let said = || history.iter().map(|(_, assessment)| assessment);
        let positions = positions(said(), NaiveDate::MAX);
        let indicators = item_positions(said().filter(|one| one.indicator > 0), NaiveDate::MAX);
        let mut spoken = spoken.into_iter();
        for before in units::predecessors(&mut tx, unit.id).await? {
            predecessor_results.push(predecessor_results_of(&mut tx, before, &ruleset).await?);
        }
        Ok(CommuneView {
            unit: unit.clone(),
            above: tree::above(&mut tx, unit.id).await?,
            history: kin(&mut tx, unit.id).await?,
            shown: spoken.next(),
            earlier: spoken.collect(),
            published: published.into_iter().map(|(round, _)| round).collect(),
            positions,
            indicators,
            assessed: criteria::is_assessed(&mut tx, unit.id).await?,
            recognitions: criteria::recognitions(&mut tx, unit.id).await?,
            predecessor_results,
        })
    }

    async fn document(&self, round: Uuid, unit_code: Option<&str>, version: Option<u32>) -> Answer<Option<String>> {
        let sql = "select p.document from published p
                   join round r on r.id = p.round_id
                   join unit u on u.id = p.unit_id
                   where p.round_id = $1 and ((u.id = r.unit_id and $2 = '') or u.code = $2)
                     and ((p.latest = 1 and $3 = 0) or p.version = $3)";
        let (code, version) = (unit_code.unwrap_or_default(), i64::from(version.unwrap_or_default()));
        let mut tx = self.db.read().await?;
        on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(round).bind(code).bind(version).fetch_optional(conn).await)
            .map_err(broken)
    }
}

pub(super) async fn predecessor_results_of(tx: &mut Tx, unit: Unit, ruleset: &str) -> Answer<PredecessorResults> {
    let latest = published(tx, unit.id).await?.into_iter().next().map(|(round, _)| round);
    let result = match latest {
        Some(round) => figures_of(tx, unit.id, round.id).await?.map(|figures| (round, figures)),
        None => None,
    };
    let mut history = criteria::history(tx, unit.id, ruleset).await?;
    if history.is_empty()
        && let Some(own) = criteria::own_set(tx, unit.id).await?
    {
        // It was assessed by the set of its own time.
        history = criteria::history(tx, unit.id, &own).await?;
    }
    Ok(PredecessorResults {
        result,
        positions: positions(history.iter().map(|(_, assessment)| assessment), NaiveDate::MAX),
        recognitions: criteria::recognitions(tx, unit.id).await?,
        unit,
    })
}

/// The figures of one unit in one round.
async fn figures_of(tx: &mut Tx, unit: Uuid, round: Uuid) -> Answer<Option<LatestResult>> {
    let sql = format!("{FIGURES} where p.latest = 1 and p.unit_id = $1 and p.round_id = $2");
    let row: Option<Figures> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(unit).bind(round).fetch_optional(conn).await)
            .map_err(broken)?;
    Ok(row.map(figures).transpose()?.map(|(_, found)| found))
}

/// The last day on which the unit and what it was last made of stand.
pub(super) fn last_day(unit: &Unit) -> NaiveDate {
    unit.valid_to.unwrap_or(units::STILL)
}

pub(super) fn district(by_id: &HashMap<Uuid, &Unit>, commune: &Unit) -> Option<UnitRef> {
    let parent = by_id.get(&commune.parent?)?;
    (parent.named.level == Level::District).then(|| parent.named.clone())
}

/// The latest published figures of every unit; a round that recognises communes goes before one that does not.
async fn latest_figures(tx: &mut Tx) -> Result<HashMap<Uuid, LatestResult>, StoreError> {
    figures_by(tx, units::STILL).await
}

/// The same as they stood on a day.
pub(super) async fn figures_by(tx: &mut Tx, day: NaiveDate) -> Result<HashMap<Uuid, LatestResult>, StoreError> {
    let sql = format!(
        "{FIGURES} where {STOOD}
         order by case when r.level = 'commune' then 1 else 0 end, r.published_on, r.opens"
    );
    let rows: Vec<Figures> = on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(day).fetch_all(conn).await)?;
    // Later rows take the place of earlier ones.
    rows.into_iter().map(figures).collect()
}

/// What was public at the end of the day `$1`: a correction counts from its own day.
pub(super) const STOOD: &str = "p.published_on <= $1 and (p.latest = 1 or p.superseded_on > $1)";

const FIGURES: &str =
    "select p.unit_id, p.participated, p.participation_base, p.satisfied, p.unsatisfied, p.met, r.published_on,
            r.papers
     from published p join round r on r.id = p.round_id";

fn figures(row: Figures) -> Result<(Uuid, LatestResult), StoreError> {
    let (unit, participated, base, satisfied, unsatisfied, met, published_on, papers) = row;
    let papers: Papers = serde_json::from_str(&papers)?;
    let participation = Share::new(counted(participated), counted(base));
    let overall = Share::new(counted(satisfied), counted(satisfied + unsatisfied));
    Ok((unit, LatestResult { participation, overall, met, asked_again: papers.repeats.is_some(), published_on }))
}

/// A unit's published rounds with the level their rules recognise, latest first.
pub(super) async fn published(tx: &mut Tx, unit: Uuid) -> Result<Vec<(PublishedRound, String)>, StoreError> {
    let sql = "select r.id, r.ruleset, r.opens, r.closes, r.published_on, r.level
               from published p join round r on r.id = p.round_id
               where p.unit_id = $1 and p.latest = 1 order by r.published_on desc, r.opens desc";
    let rows: Vec<(Uuid, String, NaiveDate, NaiveDate, NaiveDate, String)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(unit).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|(id, ruleset, opens, closes, published_on, level)| {
            let ruleset: Ruleset = serde_json::from_str(&ruleset)?;
            Ok((PublishedRound { id, ruleset: ruleset.name, opens, closes, published_on }, level))
        })
        .collect()
}

pub(super) async fn document(tx: &mut Tx, round: Uuid, unit: Uuid) -> Result<String, PortError> {
    let sql = "select document from published where round_id = $1 and unit_id = $2 and latest = 1";
    on!(tx, |conn| sqlx::query_scalar(sql).bind(round).bind(unit).fetch_one(conn).await).map_err(broken)
}
