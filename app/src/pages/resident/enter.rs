//! The field for the code.

use crate::domain::collection::code::CodeError;
use crate::domain::collection::round::Refusal;
use crate::i18n::{Lang, t};
use crate::routes::{Address as _, CommitteeHome, LANGUAGE, Units};
use crate::ui::assets::resident_script;
use crate::ui::assisted::{Assisted, form_address};
use crate::ui::language::{FormSwitch, SWITCHED_FORM};
use crate::ui::layout::{Frame, Width, answers_a_post};
use leptos::prelude::*;

/// The field for the code, with what is wrong with the one given.
pub(super) fn enter_view(lang: Lang, typed: String, refusal: Option<Refusal>, draft: Option<String>) -> impl IntoView {
    let is_problem = refusal.is_some();
    // Committees work in Vietnamese.
    let is_for_all = lang == Lang::Vi && use_context::<Assisted>().is_none();
    let help = help(lang, refusal.as_ref());
    // Whoever did not answer and finds the slip used can say so.
    let (typed, report) = match refusal {
        Some(Refusal::Spent { runs }) => (String::new(), runs.then(|| report_view(lang, typed))),
        _ => (typed, None),
    };
    // Its switch of language keeps the code, in whichever form it is.
    let is_spent = report.is_some();
    let go_on = t!(lang, "enter-go");
    let on_enter = (!is_spent).then(|| ("open", go_on.clone()));
    let switch = answers_a_post().then_some(FormSwitch { stays: "open", on_enter });
    let title = t!(lang, "enter-title");
    let script = draft.is_some().then(resident_script);
    let problem = refusal.map(|refusal| {
        view! {
            <div class="problem" role="alert" data-spent=draft.clone()>
                <h2 class="problem__title">{t!(lang, "problem-title")}</h2>
                <p id="problem">{sentence(lang, refusal)}</p>
            </div>
        }
    });
    view! {
        <Frame lang title=title.clone() is_error=is_problem width=Width::Narrow switch>
            {script}
            <h1>{title}</h1>
            <p class="lead">{t!(lang, "enter-lead")}</p>
            {problem}
            {report}
            <form class="enter" id=(!is_spent).then_some(SWITCHED_FORM) method="post" action=form_address()>
                <input type="hidden" name=LANGUAGE value=lang.tag()/>
                <label class="enter__label" for="code">{t!(lang, "enter-code")}</label>
                <p class="hint" id="code-hint">{t!(lang, "enter-hint")}</p>
                <input class="enter__code" id="code" name="code" value=typed maxlength="500"
                    autocomplete="off" autocapitalize="characters" spellcheck="false"
                    aria-invalid=is_problem.then_some("true")
                    aria-describedby=if is_problem { "problem code-hint" } else { "code-hint" }/>
                <button class="button" name="step" value="open">{go_on}</button>
            </form>
            <p class="aside">{help}</p>
            <p><a href=Units.in_language(lang, &[])>{t!(lang, "enter-results")}</a></p>
            {is_for_all.then(|| view! { <p class="aside"><a href=CommitteeHome.to_string()>{t!("sign-in-from-first-page")}</a></p> })}
        </Frame>
    }
}

/// What to do without a code. Whoever helps is who a household would ask; once the round is over there is no paper either.
fn help(lang: Lang, refusal: Option<&Refusal>) -> String {
    if use_context::<Assisted>().is_some() {
        return t!("assist-no-code");
    }
    let ask = t!(lang, "enter-help");
    if matches!(refusal, Some(Refusal::Over)) { ask } else { format!("{ask} {}", t!(lang, "enter-paper")) }
}

fn report_view(lang: Lang, code: String) -> impl IntoView {
    view! {
        <form class="report" id=SWITCHED_FORM method="post" action=form_address()>
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
        // Whoever helps works in Vietnamese.
        Refusal::Elsewhere => t!("assist-elsewhere"),
        Refusal::Spent { .. } => t!(lang, "problem-spent"),
        Refusal::Void => t!(lang, "problem-void"),
        Refusal::Replaced => t!(lang, "problem-replaced"),
        Refusal::Spare => t!(lang, "problem-spare"),
        Refusal::Audit => t!(lang, "problem-audit"),
        Refusal::Early { opens } => t!(lang, "problem-early", opens = opens),
        Refusal::Over => t!(lang, "problem-over"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_no_way_any_more_once_the_round_is_over() {
        for lang in [Lang::Vi, Lang::En] {
            let paper = t!(lang, "enter-paper");
            let told = |refusal: Option<Refusal>| help(lang, refusal.as_ref()).contains(&paper);
            assert!(told(None) && told(Some(Refusal::Unknown)));
            assert!(!told(Some(Refusal::Over)));
        }
    }

    #[test]
    fn whoever_helps_is_not_sent_to_whoever_helps() {
        Owner::new().with(|| {
            provide_context(Assisted {
                address: String::new(),
                hamlet_address: String::new(),
                hamlet: String::new(),
                done: None,
            });
            assert_eq!(help(Lang::Vi, None), t!("assist-no-code"));
        });
    }
}
