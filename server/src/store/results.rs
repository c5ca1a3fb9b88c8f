//! What the public may read: published results, read from their frozen documents, beside the status of criteria.

use crate::store::Store;
use crate::store::assessment_records::{assessments, is_assessed, met_today, own_set};
use crate::store::db::db_error;
use crate::store::predecessor_results::load_predecessor_results;
use crate::store::published_records::{latest_figures, published_document, published_rounds};
use crate::store::round_records::load_round;
use crate::store::title_records::recognitions;
use crate::store::tx::scalar_optional;
use crate::store::unit_history::{predecessors, unit_history};
use crate::store::unit_records::{district, last_day};
use crate::store::unit_tree::{units_above, units_below};
use app::domain::collection::round::Round;
use app::domain::oversight::criterion::{item_positions, positions};
use app::domain::survey::percent::Share;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::Answer;
use app::ports::results::CommuneRow;
use app::ports::results::{Area, CommuneView, PublishedResults};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

#[async_trait]
impl PublishedResults for Store {
    async fn area(&self, unit: &Unit, sets: &[(&str, u64)]) -> Answer<Area> {
        let tx = &mut self.db.read().await?;
        let day = last_day(unit);
        let all = units_below(tx, unit.id, day).await?;
        let figures = latest_figures(tx).await?;
        // A commune stands by the newest set that it was assessed by.
        let mut met: HashMap<Uuid, Share> = HashMap::new();
        for (ruleset, criteria) in sets {
            let own = met_today(tx, ruleset).await?;
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
            above: units_above(tx, unit.id).await?,
            published: published_rounds(tx, unit.id).await?.into_iter().map(|(round, _)| round).collect(),
        })
    }

    async fn commune(&self, unit: &Unit, round: Option<Uuid>, sets: &[(&str, u64)]) -> Answer<CommuneView> {
        let tx = &mut self.db.read().await?;
        let published = published_rounds(tx, unit.id).await?;
        let pick = match round {
            Some(id) => published.iter().find(|(round, _)| round.id == id),
            None => published.iter().find(|(_, level)| level == Level::Commune.into_str()).or(published.first()),
        };
        let mut spoken = Vec::new();
        let mut predecessor_results = Vec::new();
        let mut next = pick.map(|(round, _)| round.id);
        while let Some(id) = next {
            let (_, round): (Uuid, Round) = load_round(tx, id).await?;
            let results = serde_json::from_str(&published_document(tx, id, unit.id).await?).map_err(db_error)?;
            next = round.papers.repeats.filter(|before| published.iter().any(|(round, _)| round.id == *before));
            spoken.push((round, results));
        }
        let ruleset = match spoken.first() {
            Some((round, _)) => round.ruleset.id.clone(),
            None => {
                own_set(tx, unit.id, sets).await?.or(sets.last().map(|(set, _)| *set)).unwrap_or_default().to_owned()
            }
        };
        let history = assessments(tx, unit.id, &ruleset).await?;
        let said = || history.iter().map(|(_, assessment)| assessment);
        let positions = positions(said(), NaiveDate::MAX);
        let indicators = item_positions(said().filter(|one| one.indicator > 0), NaiveDate::MAX);
        let mut spoken = spoken.into_iter();
        for before in predecessors(tx, unit.id).await? {
            predecessor_results.push(load_predecessor_results(tx, before, &ruleset).await?);
        }
        Ok(CommuneView {
            unit: unit.clone(),
            above: units_above(tx, unit.id).await?,
            history: unit_history(tx, unit.id).await?,
            shown: spoken.next(),
            earlier: spoken.collect(),
            published: published.into_iter().map(|(round, _)| round).collect(),
            positions,
            indicators,
            assessed: is_assessed(tx, unit.id).await?,
            recognitions: recognitions(tx, unit.id).await?,
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
        let tx = &mut self.db.read().await?;
        Ok(scalar_optional!(tx, sql, round, code, version)?)
    }
}
