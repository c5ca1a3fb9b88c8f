//! How a unit stood that another one was made of.

use crate::store::assessment_records::{assessments, latest_set};
use crate::store::published_records::{figures_of, published_rounds};
use crate::store::title_records::recognitions;
use crate::store::tx::Tx;
use app::domain::oversight::criterion::positions;
use app::domain::units::unit::Unit;
use app::ports::common::Answer;
use app::ports::results::PredecessorResults;
use chrono::NaiveDate;

/// The latest results, the statuses and the titles of a unit that another one was made of, as background.
pub(super) async fn load_predecessor_results(tx: &mut Tx, unit: Unit, ruleset: &str) -> Answer<PredecessorResults> {
    let latest = published_rounds(tx, unit.id).await?.into_iter().next().map(|(round, _)| round);
    let result = match latest {
        Some(round) => figures_of(tx, unit.id, round.id).await?.map(|figures| (round, figures)),
        None => None,
    };
    let mut history = assessments(tx, unit.id, ruleset).await?;
    if history.is_empty()
        && let Some(own) = latest_set(tx, unit.id).await?
    {
        // It was assessed by the set of its own time.
        history = assessments(tx, unit.id, &own).await?;
    }
    Ok(PredecessorResults {
        result,
        positions: positions(history.iter().map(|(_, assessment)| assessment), NaiveDate::MAX),
        recognitions: recognitions(tx, unit.id).await?,
        unit,
    })
}
