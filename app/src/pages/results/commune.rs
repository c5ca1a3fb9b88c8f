//! A commune: its verdict with reasons, every criterion beside what people say about it, the questions, the hamlets.

use crate::domain::collection::plan::Purpose;
use crate::domain::collection::round::Round;
use crate::domain::oversight::criterion::Status;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::verdict::{Reason, Verdict};
use crate::domain::units::unit::UnitRef;
use crate::i18n::purpose::purpose_official;
use crate::i18n::reasons::{reason, reason_topic};
use crate::i18n::{Lang, t};
use crate::pages::results::criteria_table::criteria_view;
use crate::pages::results::figures::{assessed_by, figures_view};
use crate::pages::results::predecessor_results::{predecessor_results_view, titles_view};
use crate::pages::results::question_tables::{hamlets_view, questions_view};
use crate::pages::results::recommendations::recommendations_view;
use crate::pages::results::sources::sources_view;
use crate::pages::results::unit_address::{UnitPage, address, path_view};
use crate::ports::recommendations::Recommendation;
use crate::ports::results::CommuneView;
use crate::ports::units::UnitHistory;
use crate::routes::{Address as _, PublishedNotice, ResultsApi};
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::IntoMarkup as _;
use crate::ui::share::hatching;
use crate::ui::shared_link::shared_about;
use crate::ui::translated::{sentence_with, translated};
use crate::ui::verdict::heading;
use chrono::NaiveDate;
use leptos::prelude::*;

/// A commune's page.
pub(super) fn commune_view(
    lang: Lang,
    shown: &CommuneView,
    recommendations: &[Recommendation],
    is_assessed_at_all: bool,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let name = shown.unit.named.name.clone();
    let body = match &shown.shown {
        Some((round, results)) => results_view(lang, shown, round, results).into_markup(),
        None => view! {
            <p class="empty">{t!(lang, "commune-none", name = &name)}</p>
            {assessed_view(lang, shown)}
        }
        .into_markup(),
    };
    let (path, history) = (path_view(lang, &shown.above), history_view(lang, &shown.history));
    let titles = titles_view(lang, shown, is_assessed_at_all, today);
    let predecessors = predecessor_results_view(lang, &shown.predecessor_results);
    let recommendations = recommendations_view(lang, recommendations);
    let community = {
        let to = address(lang, &shown.unit, UnitPage::Community, &[]);
        view! { <p><a href=to>{t!(lang, "community-to")}</a></p> }
    };
    let trend = (!shown.published.is_empty() || !shown.predecessor_results.is_empty()).then(|| {
        view! { <p><a href=address(lang, &shown.unit, UnitPage::Trend, &[])>{t!(lang, "commune-trend")}</a></p> }
    });
    // Of an earlier round the picture is its own too.
    let latest = shown.published.first().map(|round| round.id);
    let earlier = shown.shown.as_ref().map(|(round, _)| round.id).filter(|id| Some(*id) != latest);
    let earlier = earlier.map(|id| id.to_string());
    let earlier: Vec<(&str, &str)> = earlier.as_deref().map(|id| ("dot", id)).into_iter().collect();
    let picture = address(lang, &shown.unit, UnitPage::Picture, &earlier);
    view! {
        <Frame lang title=name.clone() width=Width::Wide picture=picture>
            {path}
            <h1>{name}</h1>
            {history}
            {titles}
            {body}
            {recommendations}
            {community}
            {predecessors}
            {trend}
        </Frame>
    }
}

fn history_view(lang: Lang, history: &UnitHistory) -> Option<impl IntoView + use<>> {
    let names = |units: &[UnitRef]| units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(", ");
    let UnitHistory { predecessors, parts_of, successors, gave_to } = history;
    let said: Vec<String> = [
        (predecessors, t!(lang, "history-predecessors", units = names(predecessors))),
        (parts_of, t!(lang, "history-parts-of", units = names(parts_of))),
        (successors, t!(lang, "history-successors", units = names(successors))),
        (gave_to, t!(lang, "history-gave-to", units = names(gave_to))),
    ]
    .into_iter()
    .filter_map(|(units, said)| (!units.is_empty()).then_some(said))
    .collect();
    (!said.is_empty()).then(|| view! { <p class="note">{said.join(" ")}</p> })
}

fn results_view(lang: Lang, shown: &CommuneView, round: &Round, results: &Results) -> impl IntoView + use<> {
    let ruleset = &round.ruleset;
    let lead = t!(lang, "commune-lead", opens = round.opens, last = round.last_day(), published = round.published_on);
    let notice = PublishedNotice { round: round.id }.in_language(lang, &[("noi", &shown.unit.named.code)]);
    let again = shown.earlier.first().map(|(before, _)| {
        let to = address(lang, &shown.unit, UnitPage::Results, &[("dot", &before.id.to_string())]);
        let text = t!(lang, "commune-round-published", day = before.published_on);
        view! { <p class="note">{t!(lang, "commune-again")}" "<a href=to>{text}</a>"."</p> }
    });
    let purpose = round.papers.purpose;
    let unusual = (purpose != Purpose::default()).then(|| view! { <br/>{purpose_official(lang, purpose)} });
    view! {
        {hatching()}
        <p class="lead">{lead}<br/>{translated(lang.name_of(ruleset))}{unusual}</p>
        {again}
        {verdict_view(lang, round, &results.verdict, shown.earlier.first())}
        <p><a href=notice>{t!(lang, "commune-notice")}</a></p>
        {figures_view(lang, ruleset, results, shown)}
        {criteria_view(lang, shown)}
        {questions_view(lang, ruleset, results)}
        {hamlets_view(lang, &results.children)}
        {sources_view(lang, ruleset)}
        {others_view(lang, shown, round)}
    }
}

/// The verdict. A round that asks some contents again only judges those; what else did not hold before stands below it.
fn verdict_view(
    lang: Lang,
    round: &Round,
    verdict: &Verdict,
    before: Option<&(Round, Results)>,
) -> impl IntoView + use<> {
    let again = |no: u32| round.ruleset.questions.iter().any(|question| question.repeats == Some(no));
    let line = |ruleset: &Ruleset, one: &Reason| view! { <li>{sentence_with(&reason(lang, ruleset, one), reason_topic(lang, ruleset, one))}</li> };
    let left: Vec<_> = before
        .into_iter()
        .flat_map(|(before, results)| results.verdict.reasons.iter().map(|one| (&before.ruleset, one)))
        .filter(|(_, one)| !one.question.is_some_and(again))
        .map(|(ruleset, one)| line(ruleset, one))
        .collect();
    let (class, title) = heading(lang, verdict, before.is_some());
    // What holds in a part is not drawn as holding while the rest does not.
    let class = if verdict.met == Some(true) && !left.is_empty() { "verdict" } else { class };
    let left = (!left.is_empty()).then(|| {
        view! { <p><b>{t!(lang, "verdict-left")}</b></p> <ul class="verdict__reasons">{left}</ul> }
    });
    let reasons = verdict.reasons.iter().map(|one| line(&round.ruleset, one)).collect_view();
    view! {
        <section class=class aria-label=t!(lang, "column-verdict")>
            {shared_about(title.clone())}
            <p class="verdict__title">{title}</p>
            {(!verdict.reasons.is_empty()).then(|| view! { <ul class="verdict__reasons">{reasons}</ul> })}
            {left}
        </section>
    }
}

/// Criteria of a commune that has no results.
fn assessed_view(lang: Lang, shown: &CommuneView) -> Option<impl IntoView + use<>> {
    let met = shown.positions.values().filter(|position| position.status() == Status::Met).count();
    let text = format!("{}. {}.", t!(lang, "criteria-met", met = met), assessed_by(lang, &shown.positions));
    (!shown.positions.is_empty()).then(|| view! { <p>{text}</p> })
}

fn others_view(lang: Lang, shown: &CommuneView, round: &Round) -> impl IntoView + use<> {
    let others = shown
        .published
        .iter()
        .filter(|other| other.id != round.id)
        .map(|other| {
            let to = address(lang, &shown.unit, UnitPage::Results, &[("dot", &other.id.to_string())]);
            let text =
                t!(lang, "commune-other-round", ruleset = &other.ruleset, opens = other.opens, last = other.last_day);
            view! { <li><a href=to>{text}</a></li> }
        })
        .collect_view();
    let has_others = shown.published.len() > 1;
    let json = ResultsApi { round: round.id.to_string() }.with(&[("unit", &shown.unit.named.code)]);
    view! {
        {has_others.then(|| view! { <h2>{t!(lang, "commune-other-rounds")}</h2><ul>{others}</ul> })}
        <p class="aside"><a href=json>{t!(lang, "commune-json")}</a></p>
    }
}
