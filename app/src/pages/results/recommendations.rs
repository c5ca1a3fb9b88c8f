//! Recommendations that residents may read, with their answers.

use crate::domain::oversight::recommendation::Stage;
use crate::i18n::{Lang, date_of, day};
use crate::ports::recommendations::Recommendation;
use crate::ports::recommendations::RecommendationStep;
use crate::ui::labels::label;
use leptos::prelude::*;

/// How a stage is marked: a disc, a struck square or a ring, beside its word.
pub(crate) fn stage_view(stage: Stage) -> impl IntoView {
    let class = match stage {
        Stage::Closed => "status status--met",
        Stage::Waiting | Stage::Returned => "status status--not",
        Stage::Answered | Stage::Accepted => "status status--none",
    };
    view! { <span class=class>{label(Lang::Vi, stage)}</span> }
}

/// One step of a recommendation.
pub(crate) fn step_view<F: IntoView>(step: &RecommendationStep, files: F) -> impl IntoView + use<F> {
    let text = step.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! {
        <li class="thread__step">
            <p class="thread__head"><b>{label(Lang::Vi, step.step)}</b>{format!(" · {} · {}", step.who, date_of(step.at))}</p>
            {text}
            {files}
        </li>
    }
}

/// The recommendations.
pub(super) fn recommendations_view(recommendations: &[Recommendation]) -> Option<impl IntoView + use<>> {
    let each = recommendations
        .iter()
        .map(|recommendation| {
            let steps = recommendation.steps.iter().map(|step| step_view(step, ())).collect_view();
            let due = format!("Hạn trả lời {}", day(recommendation.row.due));
            view! {
                <article class="thread">
                    <h3>{recommendation.row.title.clone()}</h3>
                    <p>{stage_view(recommendation.row.stage)}" · "{due}</p>
                    <ol class="thread__steps">{steps}</ol>
                </article>
            }
        })
        .collect_view();
    (!recommendations.is_empty()).then(|| view! { <h2>"Kiến nghị của Mặt trận và trả lời"</h2> {each} })
}
