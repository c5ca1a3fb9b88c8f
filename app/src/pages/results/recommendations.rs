//! Recommendations that residents may read, with their answers.

use crate::i18n::{Lang, local, t};
use crate::ports::recommendations::{Recommendation, RecommendationStep};
use crate::ui::labels::label;
use crate::ui::status::stage_view;
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

/// The recommendations.
pub(super) fn recommendations_view(lang: Lang, all: &[Recommendation]) -> Option<impl IntoView + use<>> {
    let each = all
        .iter()
        .map(|one| {
            let steps = one.steps.iter().map(|step| step_view(lang, step, ())).collect_view();
            let due = t!(lang, "results-recommendation-due", due = one.row.due);
            view! {
                <article class="thread">
                    <h3 lang=lang.of_vietnamese()>{one.row.title.clone()}</h3>
                    <p>{stage_view(lang, one.row.stage)}" · "{due}</p>
                    <ol class="thread__steps">{steps}</ol>
                </article>
            }
        })
        .collect_view();
    (!all.is_empty()).then(|| view! { <h2>{t!(lang, "results-recommendations-title")}</h2> {each} })
}
