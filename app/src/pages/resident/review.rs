//! All answers, with a way back to each.

use crate::domain::collection::code::Code;
use crate::domain::collection::round::Refusal;
use crate::domain::survey::ballot::Answer;
use crate::domain::survey::ruleset::{Answers, Question};
use crate::i18n::{Lang, hamlet_of, t};
use crate::pages::resident::ballot::carried;
use crate::pages::resident::ballot_form::BallotForm;
use crate::pages::resident::enter::sentence;
use crate::ports::casting::BallotContext;
use crate::routes::{Address as _, SlipLink};
use crate::state::AppState;
use crate::ui::assets::resident_script;
use crate::ui::assisted::form_address;
use crate::ui::language::{FormSwitch, SWITCHED_FORM};
use crate::ui::layout::{Frame, Width};
use crate::ui::translated::translated;
use leptos::prelude::*;

/// It is a review in the other language too.
const REVIEW_SWITCH: Option<FormSwitch> = Some(FormSwitch { stays: "review", on_enter: None });

/// All answers, before sending.
pub(super) fn review_view(context: &BallotContext, form: &BallotForm, draft: Option<String>) -> impl IntoView + use<> {
    let lang = form.lang;
    let ruleset = &context.round.ruleset;
    let place = hamlet_of(lang, &context.hamlet, &context.commune.name);
    let rows = ruleset.questions.iter().map(|question| row(lang, question, &ruleset.answers, form)).collect_view();
    let title = t!(lang, "review-title");
    let carried = carried(form);
    let slip = draft.is_some().then(|| Code::parse(&form.code).ok()).flatten();
    let slip = slip.map(|code| SlipLink { code: code.compact() }.in_language(lang, &[]));
    let slip = slip.and_then(|slip| Some(use_context::<AppState>()?.reached(&slip)));
    view! {
        <Frame lang title=title.clone() width=Width::Narrow place switch=REVIEW_SWITCH>
            {draft.is_some().then(resident_script)}
            <h1>{title}</h1>
            <p class="lead">{t!(lang, "review-lead")}</p>
            <form id=SWITCHED_FORM method="post" action=form_address() data-draft=draft data-slip=slip>
                {carried}
                <ol class="review">{rows}</ol>
                <div class="bar">
                    <button class="button" name="step" value="send">{t!(lang, "review-send")}</button>
                </div>
            </form>
        </Frame>
    }
}

/// What was filled in and cannot be sent any more, with what to do.
pub(super) fn late_view(context: &BallotContext, form: &BallotForm, refusal: Refusal) -> impl IntoView + use<> {
    let lang = form.lang;
    let ruleset = &context.round.ruleset;
    let place = hamlet_of(lang, &context.hamlet, &context.commune.name);
    let answered = ruleset.questions.iter().filter(|question| form.answers.contains_key(&question.no));
    let rows = answered.map(|question| late_row(lang, question, &ruleset.answers, form)).collect_view();
    let kept = ruleset.questions.iter().map(|question| hidden(question.no, form)).collect_view();
    let carried = carried(form);
    let title = t!(lang, "late-title");
    let what_to_do = t!(lang, "late-do", hamlet = context.hamlet.clone());
    view! {
        <Frame lang title=title.clone() is_error=true width=Width::Narrow place switch=REVIEW_SWITCH>
            <h1>{title.clone()}</h1>
            <div class="problem" role="alert">
                <p>{sentence(lang, refusal)}</p>
                <p>{what_to_do}</p>
            </div>
            <p class="lead">{t!(lang, "late-answers")}</p>
            <ol class="review">{rows}</ol>
            // What the switch of language posts.
            <form id=SWITCHED_FORM method="post" action=form_address()>{carried}{kept}</form>
        </Frame>
    }
}

fn late_row(lang: Lang, question: &Question, answers: &Answers, form: &BallotForm) -> impl IntoView + use<> {
    view! { <li class="review__row">{said(lang, question, answers, form)}</li> }
}

/// A question with its answer and its reason.
fn said(lang: Lang, question: &Question, answers: &Answers, form: &BallotForm) -> impl IntoView + use<> {
    let no = question.no;
    let is_no = form.answers.get(&no) == Some(&Answer::Unsatisfied);
    let said = lang.of(if is_no { &answers.unsatisfied } else { &answers.satisfied }).to_owned();
    let text = translated(lang.text_of(question));
    let reason = form.reasons.get(&no).filter(|_| is_no).cloned();
    view! {
        <div>
            <p class="review__text">{format!("{no}. ")}{text}</p>
            <p class="review__answer" class:review__answer--no=is_no>{said}</p>
            {reason.map(|text| view! { <p class="review__reason">{t!(lang, "review-reason", text = text)}</p> })}
        </div>
    }
}

fn row(lang: Lang, question: &Question, answers: &Answers, form: &BallotForm) -> impl IntoView + use<> {
    let no = question.no;
    view! {
        <li class="review__row">
            {said(lang, question, answers, form)}
            <button class="link" name="step" value="edit" formaction=format!("{}#cau-{no}", form_address())
                aria-label=t!(lang, "review-edit-label", no = no)>{t!(lang, "review-edit")}</button>
            {hidden(no, form)}
        </li>
    }
}

/// A question's answer and reason, to be posted again.
fn hidden(no: u32, form: &BallotForm) -> impl IntoView + use<> {
    let answer = form.answers.get(&no).copied();
    let reason = form.reasons.get(&no).cloned();
    view! {
        <input type="hidden" name=format!("q{no}") value=answer.map(|answer| answer.into_str())/>
        {reason.map(|text| view! { <input type="hidden" name=format!("r{no}") value=text/> })}
    }
}
