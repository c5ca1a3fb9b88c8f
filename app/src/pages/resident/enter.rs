//! The field for the code.

use crate::domain::collection::code::CodeError;
use crate::domain::collection::round::Refusal;
use crate::i18n::{Lang, t};
use crate::routes::{Address as _, LANGUAGE, Units};
use crate::ui::assisted::form_address;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The field for the code, with what is wrong with the one given.
pub(super) fn enter_view(lang: Lang, typed: String, refusal: Option<Refusal>) -> impl IntoView {
    let is_problem = refusal.is_some();
    // Whoever did not answer and finds the slip used can say so.
    let (typed, report) = match refusal {
        Some(Refusal::Spent) => (String::new(), Some(report_view(lang, typed))),
        _ => (typed, None),
    };
    let title = t!(lang, "enter-title");
    let problem = refusal.map(|refusal| {
        view! {
            <div class="problem" role="alert">
                <h2 class="problem__title">{t!(lang, "problem-title")}</h2>
                <p id="problem">{sentence(lang, refusal)}</p>
            </div>
        }
    });
    view! {
        <Frame lang title=title.clone() is_error=is_problem width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{t!(lang, "enter-lead")}</p>
            {problem}
            {report}
            <form class="enter" method="post" action=form_address()>
                <input type="hidden" name=LANGUAGE value=lang.tag()/>
                <label class="enter__label" for="code">{t!(lang, "enter-code")}</label>
                <p class="hint" id="code-hint">{t!(lang, "enter-hint")}</p>
                <input class="enter__code" id="code" name="code" value=typed maxlength="500"
                    autocomplete="off" autocapitalize="characters" spellcheck="false"
                    aria-invalid=is_problem.then_some("true")
                    aria-describedby=if is_problem { "problem code-hint" } else { "code-hint" }/>
                <button class="button" name="step" value="open">{t!(lang, "enter-go")}</button>
            </form>
            <p class="aside">{t!(lang, "enter-help")}</p>
            <p><a href=Units.in_language(lang, &[])>{t!(lang, "enter-results")}</a></p>
        </Frame>
    }
}

fn report_view(lang: Lang, code: String) -> impl IntoView {
    view! {
        <form class="report" method="post" action=form_address()>
            <input type="hidden" name=LANGUAGE value=lang.tag()/>
            <input type="hidden" name="code" value=code/>
            <button class="button button--quiet" name="step" value="report">{t!(lang, "report-go")}</button>
        </form>
    }
}

/// Why a code opens no ballot, kindly.
pub(super) fn sentence(lang: Lang, refusal: Refusal) -> String {
    match refusal {
        Refusal::Mistyped(CodeError::Empty) => t!(lang, "problem-empty"),
        Refusal::Mistyped(CodeError::Length { got }) => t!(lang, "problem-length", got = got),
        Refusal::Mistyped(CodeError::Foreign { letter, group }) => {
            t!(lang, "problem-foreign", letter = letter, group = group)
        }
        Refusal::Mistyped(CodeError::Mistyped { group: Some(group) }) => {
            t!(lang, "problem-mistyped-group", group = group)
        }
        Refusal::Mistyped(CodeError::Mistyped { group: None }) => t!(lang, "problem-mistyped"),
        Refusal::Unknown => t!(lang, "problem-unknown"),
        Refusal::Spent => t!(lang, "problem-spent"),
        Refusal::Void => t!(lang, "problem-void"),
        Refusal::Replaced => t!(lang, "problem-replaced"),
        Refusal::Spare => t!(lang, "problem-spare"),
        Refusal::Early { opens } => t!(lang, "problem-early", opens = opens),
        Refusal::Over => t!(lang, "problem-over"),
    }
}
