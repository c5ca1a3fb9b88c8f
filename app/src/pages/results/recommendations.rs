//! Recommendations that residents may read, with their answers.

use crate::domain::oversight::recommendation::Stage;
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::ports::recommendations::{Recommendation, RecommendationStep};
use crate::ui::fold::fold;
use crate::ui::status::stage_view;
use chrono::NaiveDate;
use leptos::prelude::*;

/// One step of a recommendation.
pub(crate) fn step_view<F: IntoView>(lang: Lang, step: &RecommendationStep, files: F) -> impl IntoView + use<F> {
    let text =
        step.text.lines().map(|line| view! { <p lang=lang.of_vietnamese()>{line.to_owned()}</p> }).collect_view();
    let when = lang.day(local(step.at).date());
    view! {
        <li class="thread__step">
            <p class="thread__head"><b>{label(lang, step.step)}</b>{format!(" · {} · {when}", step.who)}</p>
            {text}
            {files}
        </li>
    }
}

/// What is due by the day: the answer, then the work that was promised; nothing once it is closed.
fn due(lang: Lang, stage: Stage, day: NaiveDate) -> Option<String> {
    match stage {
        Stage::Waiting | Stage::Returned | Stage::Answered => Some(t!(lang, "commune-recommendation-due", due = day)),
        Stage::Accepted => Some(t!(lang, "commune-recommendation-work-due", due = day)),
        Stage::Closed => None,
    }
}

/// The recommendations.
pub(super) fn recommendations_view(lang: Lang, all: &[Recommendation]) -> Option<impl IntoView + use<>> {
    let each = all
        .iter()
        .map(|one| {
            let steps = one.steps.iter().map(|step| step_view(lang, step, ())).collect_view();
            let due = due(lang, one.row.stage, one.row.due).map(|due| format!(" · {due}"));
            view! {
                <article class="thread">
                    <h3 lang=lang.of_vietnamese()>{one.row.title.clone()}</h3>
                    <p>{stage_view(lang, one.row.stage)}{due}</p>
                    <ol class="thread__steps">{steps}</ol>
                </article>
            }
        })
        .collect_view();
    (!all.is_empty()).then(|| fold(&t!(lang, "commune-recommendations"), Some(lang.count(all.len() as u64)), each))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_day_is_worded_by_what_is_due() {
        let day = NaiveDate::from_ymd_opt(2027, 6, 30).expect("a day");
        for lang in [Lang::Vi, Lang::En] {
            let (answer, work) = (due(lang, Stage::Waiting, day), due(lang, Stage::Accepted, day));
            assert_eq!(work, Some(t!(lang, "commune-recommendation-work-due", due = day)));
            assert_ne!(answer, work);
            assert_eq!(due(lang, Stage::Returned, day), answer);
            assert_eq!(due(lang, Stage::Closed, day), None);
        }
    }
}
