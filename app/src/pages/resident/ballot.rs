//! The questions.

use crate::domain::collection::round::GRACE;
use crate::domain::survey::ballot::{Answer, LONGEST_REASON};
use crate::domain::survey::ruleset::{Answers, Question};
use crate::forms::IDEMPOTENCY_KEY;
use crate::i18n::purpose::purpose_told;
use crate::i18n::{Lang, hamlet_of, say, t, utc};
use crate::pages::resident::ballot_form::{BallotFault, BallotForm};
use crate::ports::casting::BallotContext;
use crate::routes::LANGUAGE;
use crate::ui::assets::resident_script;
use crate::ui::assisted::form_address;
use crate::ui::icon;
use crate::ui::language::{FormSwitch, SWITCHED_FORM};
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::IntoMarkup as _;
use crate::ui::preview::is_preview;
use crate::ui::translated::translated;
use leptos::prelude::*;

/// Seconds a question takes somebody who reads slowly.
const SECONDS: usize = 12;

/// The questions with what is answered so far and what is to be mended.
pub(crate) fn ballot_view(
    context: &BallotContext,
    form: &BallotForm,
    faults: &[BallotFault],
    draft: Option<String>,
) -> impl IntoView + use<> {
    let lang = form.lang;
    let ruleset = &context.round.ruleset;
    let count = ruleset.questions.len();
    let place = hamlet_of(lang, &context.hamlet, &context.commune.name);
    let lead = t!(
        lang,
        "ballot-lead",
        asker = t!(lang, "ballot-asker", place = &context.commune.name),
        topic = t!(lang, "ballot-topic"),
        count = count,
        minutes = (count * SECONDS).div_ceil(60),
        closes = context.round.closes,
    );
    let questions = ruleset
        .questions
        .iter()
        .map(|question| question_view(lang, question, count, &ruleset.answers, form, faults))
        .collect_view();
    let title = t!(lang, "ballot-title");
    let go_on = t!(lang, "ballot-review");
    // A preview has an address in each language.
    let preview = is_preview();
    let switch = (!preview).then(|| FormSwitch { stays: "edit", on_enter: Some(("review", go_on.clone())) });
    let until = draft.is_some().then(|| utc(context.round.last_moment()).timestamp_millis());
    let summary = error_summary(lang, faults);
    let is_error = !faults.is_empty();
    let carried = carried(form);
    let told = purpose_told(lang, &context.round).map(|told| view! { <p class="ballot__purpose">{told}</p> });
    view! {
        <Frame lang title=title.clone() is_error width=Width::Narrow place switch>
            {draft.is_some().then(resident_script)}
            {summary}
            <h1>{title}</h1>
            {draft.is_some().then(|| offer(lang))}
            <p class="lead">{lead}</p>
            {told}
            <p class="promise">
                {icon::lock()}
                <span><b>{t!(lang, "ballot-promise")}</b>" "{t!(lang, "ballot-promise-more")}</span>
            </p>
            <p class="hint">{t!(lang, "ballot-grace", minutes = GRACE.num_minutes())}</p>
            <form class="ballot" id=SWITCHED_FORM method="post" action=form_address() data-draft=draft data-until=until>
                {carried}
                {questions}
                <div class="bar">
                    <p class="bar__meter">
                        <span class="unseen">{t!(lang, "ballot-answer-first")}</span>
                        <span class="bar__count"></span>
                        " "
                        {t!(lang, "ballot-progress", of = count)}
                    </p>
                    <button class="button" name="step" value="review" disabled=preview>{go_on}</button>
                </div>
            </form>
        </Frame>
    }
}

/// What the script shows in place of the questions when this phone still keeps answers of the slip.
fn offer(lang: Lang) -> impl IntoView {
    view! {
        <section class="offer" aria-labelledby="offer" hidden>
            <p class="offer__text" id="offer">{t!(lang, "draft-kept")}</p>
            <button class="button" type="button">{t!(lang, "draft-continue")}</button>
            <button class="button button--quiet" type="button">{t!(lang, "draft-drop")}</button>
        </section>
    }
}

/// What every form of the way carries along.
pub(super) fn carried(form: &BallotForm) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name=LANGUAGE value=form.lang.tag()/>
        <input type="hidden" name="code" value=form.code.clone()/>
        <input type="hidden" name=IDEMPOTENCY_KEY value=form.idempotency_key.map(|key| key.simple().to_string())/>
    }
}

fn question_view(
    lang: Lang,
    question: &Question,
    of: usize,
    answers: &Answers,
    form: &BallotForm,
    faults: &[BallotFault],
) -> impl IntoView + use<> {
    let no = question.no;
    let text = translated(lang.text_of(question));
    let chosen = form.answers.get(&no).copied();
    let fault = faults.iter().find(|fault| fault.question() == Some(no)).map(|fault| say(lang, &fault.clone().into()));
    let is_faulty = fault.is_some();
    let describes = is_faulty.then(|| format!("loi-{no}"));
    let yes_text = lang.of(&answers.satisfied).to_owned();
    let no_text = lang.of(&answers.unsatisfied).to_owned();
    let name = format!("q{no}");
    // The renderer does not escape what stands in a textarea, and browsers drop a line end right after its tag.
    let reason = form.reasons.get(&no).map(|text| format!("\n{}", html_escape::encode_text(text)));
    view! {
        <fieldset class="question" class:question--faulty=is_faulty id=format!("cau-{no}") aria-describedby=describes.clone()>
            <legend class="question__text">
                <span class="question__no">{t!(lang, "ballot-no", no = no, of = of)}</span>
                {text}
            </legend>
            {fault.map(|fault| view! { <p class="question__error" id=format!("loi-{no}")>{fault}</p> })}
            <div class="choices">
                <input class="choices__none" type="radio" id=format!("q{no}n") name=name.clone() value="" hidden/>
                <label class="choices__none" for=format!("q{no}n") hidden>{t!(lang, "ballot-no-answer")}</label>
                <input class="choices__yes" type="radio" id=format!("q{no}s") name=name.clone() value=Answer::Satisfied.into_str()
                    checked=chosen == Some(Answer::Satisfied)/>
                <label class="choice choice--yes" for=format!("q{no}s")>{icon::smile()}{yes_text}</label>
                <input class="choices__no" type="radio" id=format!("q{no}u") name=name value=Answer::Unsatisfied.into_str()
                    checked=chosen == Some(Answer::Unsatisfied)/>
                <label class="choice choice--no" for=format!("q{no}u")>{icon::frown()}{no_text}</label>
                <div class="reason">
                    <label for=format!("r{no}")>{t!(lang, "ballot-reason")}</label>
                    <textarea id=format!("r{no}") name=format!("r{no}") rows="3" maxlength=LONGEST_REASON.to_string()
                        aria-describedby=format!("rh{no}") inner_html=reason></textarea>
                    <p class="hint" id=format!("rh{no}")>{t!(lang, "ballot-reason-hint", most = LONGEST_REASON)}</p>
                </div>
            </div>
        </fieldset>
    }
}

fn error_summary(lang: Lang, faults: &[BallotFault]) -> Option<impl IntoView + use<>> {
    let items = faults
        .iter()
        .map(|fault| {
            let sentence = say(lang, &fault.clone().into());
            match fault.question() {
                Some(no) => view! { <li><a href=format!("#cau-{no}")>{sentence}</a></li> }.into_markup(),
                None => view! { <li>{sentence}</li> }.into_markup(),
            }
        })
        .collect_view();
    let title = if faults.iter().all(|fault| matches!(fault, BallotFault::Missing { .. })) {
        t!(lang, "errors-missing")
    } else {
        t!(lang, "errors-title")
    };
    (!faults.is_empty()).then(|| {
        view! {
            <div class="problem" role="alert" tabindex="-1" autofocus>
                <h2 class="problem__title">{title}</h2>
                <ul class="problem__list">{items}</ul>
            </div>
        }
    })
}
