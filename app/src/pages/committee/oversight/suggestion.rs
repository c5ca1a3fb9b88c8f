//! What a recommendation begins with where it comes from a mismatch: the counts themselves.

use crate::domain::survey::interval;
use crate::domain::survey::results::Results;
use crate::i18n::{Lang, t};
use crate::ports::common::Answer;
use crate::state::AppState;
use crate::ui::labels::label;
use uuid::Uuid;

/// A title and a text to begin with; empty where nothing is known.
#[derive(Default)]
pub(super) struct Suggestion {
    pub title: String,
    pub text: String,
}

/// What the published answers of a unit to a question suggest.
pub(super) async fn suggestion(
    app: &AppState,
    unit: &str,
    round: Option<Uuid>,
    question: Option<u32>,
) -> Answer<Suggestion> {
    let (Some(round), Some(no)) = (round, question) else { return Ok(Suggestion::default()) };
    let document = app.results.document(round, Some(unit), None).await?;
    let results = document.and_then(|document| serde_json::from_str::<Results>(&document).ok());
    Ok(results.and_then(|results| of_results(&results, no)).unwrap_or_default())
}

fn of_results(results: &Results, no: u32) -> Option<Suggestion> {
    let asked = results.questions.iter().find(|one| one.no == no)?;
    let share = asked.counts.share();
    let needed = asked.threshold.as_deref().and_then(|text| text.split('.').next());
    // What the answers leave open is asked about, not asserted.
    let threshold = asked.compare.zip(needed.and_then(|percent| percent.parse().ok()));
    let open = interval::remark(share, results.participation.turnout.households, threshold);
    let open = open.map(|said| format!(" {}.", label(Lang::Vi, said))).unwrap_or_default();
    Some(Suggestion {
        title: t!("new-recommendation-suggested", topic = &asked.topic, households = asked.counts.unsatisfied),
        text: t!(
            "new-recommendation-suggested-text",
            part = share.part,
            whole = share.whole,
            share = share,
            needed = needed.unwrap_or_default(),
            open = open
        ),
    })
}
