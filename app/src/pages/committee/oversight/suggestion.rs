//! What a recommendation begins with where it comes from what people answered: the counts themselves.

use crate::domain::oversight::criterion::Status;
use crate::domain::survey::interval;
use crate::domain::survey::percent::Share;
use crate::domain::survey::threshold::Compare;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ports::common::{Actor, Answer, PortError};
use crate::ports::comparisons::ClaimRow;
use crate::ports::supervision::FindingPlace;
use crate::state::AppState;
use chrono::NaiveDate;
use uuid::Uuid;

/// A title and a text to begin with; empty where nothing is known.
#[derive(Default)]
pub(super) struct Suggestion {
    pub title: String,
    pub text: String,
}

/// Which row of the claims beside answers it comes from.
pub(super) struct Origin<'a> {
    pub unit: &'a str,
    pub round: Option<Uuid>,
    pub criterion: Option<u32>,
    pub question: Option<u32>,
}

/// What the published answers of a unit to a question suggest, beside what is claimed on the day.
pub(super) async fn suggestion(app: &AppState, by: &Actor, from: Origin<'_>, day: NaiveDate) -> Answer<Suggestion> {
    let (Some(round), Some(question)) = (from.round, from.question) else { return Ok(Suggestion::default()) };
    let rows = match app.comparisons.claims(by, Some(from.unit), Some(round), day).await {
        Ok(claims) => claims.rows,
        Err(PortError::Denied | PortError::Missing) => Vec::new(),
        Err(error) => return Err(error),
    };
    let row = rows.iter().find(|row| {
        let criterion = from.criterion.is_none_or(|criterion| criterion == row.comparison.criterion);
        row.unit.named.code == from.unit
            && row.round.id == round
            && row.comparison.question == Some(question)
            && criterion
    });
    Ok(row.map(of_row).unwrap_or_default())
}

/// What a finding of a supervision suggests.
pub(super) fn of_finding(found: &FindingPlace) -> Suggestion {
    const LONGEST: usize = 150;
    let FindingPlace { on, subject, what, .. } = found;
    let first = what.text.lines().next().unwrap_or_default();
    let title = match first.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &first[..at]),
        None => first.to_owned(),
    };
    let text = t!("new-recommendation-found", day = *on, subject = subject, text = &what.text);
    Suggestion { title, text: format!("{text}\n{}", t!("new-recommendation-asked")) }
}

fn of_row(row: &ClaimRow) -> Suggestion {
    let one = &row.comparison;
    let (share, counts) = (one.share(), one.counts);
    if share.whole == 0 {
        return Suggestion::default();
    }
    let claimed = (one.status == Some(Status::Met)).then(|| t!("new-recommendation-claimed"));
    let answers = t!(
        "new-recommendation-answers",
        part = share.part,
        whole = share.whole,
        share = share,
        unsatisfied = counts.unsatisfied,
        rest = Share::new(counts.unsatisfied, counts.base()),
    );
    let threshold = match one.threshold {
        Some((Compare::AtLeast, percent)) => t!("new-recommendation-needed", percent = percent),
        Some((Compare::MoreThan, percent)) => t!("new-recommendation-needed-more-than", percent = percent),
        None => t!("new-recommendation-no-threshold"),
    };
    // What the answers leave open is asked about, not asserted.
    let open = interval::remark(share, one.households, one.threshold).map(|said| format!("{}.", label(Lang::Vi, said)));
    let text = [claimed, Some(answers), Some(threshold), open, Some(t!("new-recommendation-asked"))];
    Suggestion {
        title: t!("new-recommendation-suggested", topic = &row.topic, households = counts.unsatisfied),
        text: text.into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}
