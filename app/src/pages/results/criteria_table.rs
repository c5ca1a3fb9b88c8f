//! Each criterion with its status beside what people say about it.

use crate::domain::collection::round::Round;
use crate::domain::oversight::comparison::{Agreement, Comparison, RoundAnswers, compare};
use crate::domain::oversight::criterion::{Assessment, Position, Status, lacking};
use crate::domain::survey::count::Count;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Criterion;
use crate::domain::survey::withheld::Withheld;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::pages::results::remark::{few_view, households};
use crate::ports::results::CommuneView;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::share::{part_of_whole, percent, share_bar};
use crate::ui::status::position_view;
use crate::ui::translated::translated;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The table of the criteria of the round that is shown.
pub(super) fn criteria_view(lang: Lang, shown: &CommuneView) -> impl IntoView + use<> {
    let rounds: Vec<&(Round, Results)> = shown.shown.iter().chain(&shown.earlier).collect();
    let answers: Vec<BTreeMap<u32, Count>> = rounds
        .iter()
        .map(|(_, own)| own.questions.iter().filter_map(|asked| Some((asked.no, asked.counts?))).collect())
        .collect();
    let rounds_answers: Vec<RoundAnswers<'_>> = rounds
        .iter()
        .zip(&answers)
        .map(|((round, own), answers)| RoundAnswers {
            ruleset: &round.ruleset,
            answers,
            households: households(&round.ruleset, own),
        })
        .collect();
    let compared = compare(&rounds_answers, |no| shown.positions.get(&no).map(Position::status));
    let rows = rounds
        .first()
        .into_iter()
        .flat_map(|(round, _)| &round.ruleset.criteria)
        .map(|criterion| {
            let own: Vec<&Comparison> = compared.iter().filter(|one| one.criterion == criterion.no).collect();
            row(lang, criterion, shown, &own)
        })
        .collect_view();
    let has_threshold = compared.iter().any(|one| one.threshold.is_some());
    let bar = if has_threshold { t!(lang, "criteria-answers-bar") } else { t!(lang, "criteria-answers") };
    view! {
        <h2>{t!(lang, "commune-criteria")}</h2>
        <table class="table table--criteria">
            <caption class="unseen">{t!(lang, "commune-criteria-caption")}</caption>
            <thead><tr>
                <th scope="col">{t!(lang, "column-criterion")}</th>
                <th scope="col">{t!(lang, "column-status")}</th>
                <th scope="col">{bar}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One criterion with its status and, for each question about it, a bar beside its numbers.
fn row(lang: Lang, criterion: &Criterion, shown: &CommuneView, compared: &[&Comparison]) -> impl IntoView + use<> {
    let position = shown.positions.get(&criterion.no);
    let said = position.map(|position| {
        [&position.claim, &position.appraisal]
            .map(|one| one.as_ref().map(|one| assessment_view(lang, one)))
            .into_iter()
            .collect_view()
    });
    let waits = position.and_then(Position::waiting_claim);
    let waits = waits.map(|_| view! { " "<span class="tag tag--open">{t!(lang, "claim-waits")}</span> });
    let asked: Vec<&&Comparison> = compared.iter().filter(|one| one.question.is_some()).collect();
    let bars = asked.iter().map(|one| bar_view(lang, one, shown)).collect_view();
    // What the answers leave open is said as a question, not as a fact.
    let is_denied = compared.iter().any(|one| one.is_denied());
    let is_likely = !is_denied && compared.iter().any(|one| one.agreement == Agreement::Mismatch);
    let indicators = indicators_view(lang, criterion, &shown.indicators);
    let not_asked = asked.is_empty().then(|| view! { <span class="soft">{t!(lang, "not-asked")}</span> });
    view! {
        <tr class:mismatch=is_denied>
            <th scope="row">{format!("{}. ", criterion.no)}{translated(lang.criterion_name(criterion))}
                {is_denied.then(|| view! { " "<span class="tag">{t!(lang, "criteria-denied")}</span> })}
                {is_likely.then(|| view! { " "<span class="tag tag--open">{t!(lang, "criteria-maybe-denied")}</span> })}</th>
            <td data-label=t!(lang, "column-status")>{position_view(lang, position)}{waits}{said}{indicators}</td>
            <td>{bars}{not_asked}</td>
        </tr>
    }
}

/// The bar of a question with its numbers, and the day of its round where another one asked it.
fn bar_view(lang: Lang, one: &Comparison, shown: &CommuneView) -> Markup {
    let range = few_view(lang, one.share(), one.households, one.threshold);
    let before = one.round.checked_sub(1).and_then(|at| shown.earlier.get(at)?.0.published_on);
    let before = before.map(|on| view! { <small>{t!(lang, "criteria-round-published", day = on)}</small> });
    let no = t!(lang, "question-no", no = one.question.unwrap_or_default());
    let threshold = one.threshold.map(|(_, percent)| percent);
    if let Some(withheld) = withheld(one, shown) {
        let said = view! { <span class="soft" data-withheld>{label(lang, withheld)}</span> };
        return view! { <div class="asked"><span class="asked__no">{no}</span>{said}</div> {before} }.into_markup();
    }
    view! { <div class="asked"><span class="asked__no">{no}</span>{share_bar(lang, one.share(), threshold)}<span class="asked__share"><b>{percent(lang, one.share())}</b>" "{part_of_whole(lang, one.share())}</span></div> {before} {range} }
        .into_markup()
}

/// Why the counts of a question are not told, if they are not.
fn withheld(one: &Comparison, shown: &CommuneView) -> Option<Withheld> {
    let (_, results) = shown.shown.iter().chain(&shown.earlier).nth(one.round)?;
    results.questions.iter().find(|question| Some(question.no) == one.question)?.withheld
}

/// What was said of a criterion: by whom, when, in which document, with which value.
fn assessment_view(lang: Lang, one: &Assessment) -> impl IntoView + use<> {
    let document = if one.document.is_empty() { t!(lang, "assessment-no-document") } else { one.document.clone() };
    let value = if one.value.is_empty() { String::new() } else { format!(" {}.", one.value) };
    let status = label(lang, one.status).to_lowercase();
    let said = t!(lang, "assessment", by = label(lang, one.by), status = status, day = one.as_of, document = document);
    view! { <small>{format!("{said}{value}")}</small> }
}

/// How many indicators of a criterion are met, and which are not.
fn indicators_view(
    lang: Lang,
    criterion: &Criterion,
    items: &BTreeMap<(u32, u32), Position>,
) -> Option<impl IntoView + use<>> {
    let said = items.range((criterion.no, 1)..=(criterion.no, u32::MAX));
    let met = said.clone().filter(|(_, position)| position.status() == Status::Met).count();
    let all = t!(lang, "indicators-met", met = met, of = criterion.indicators.len());
    let lacking = lacking(criterion.no, items)
        .into_iter()
        .filter_map(|no| criterion.indicators.iter().find(|indicator| indicator.no == no))
        .map(|indicator| {
            let no = format!("{}.{}", criterion.no, indicator.no);
            view! { <small>{t!(lang, "indicator-not-met", no = no, name = &indicator.name)}</small> }
        })
        .collect_view();
    (!criterion.indicators.is_empty() && said.count() > 0).then(|| view! { <small>{all}</small> {lacking} })
}
