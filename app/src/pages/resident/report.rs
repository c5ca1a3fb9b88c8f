//! A household that says it did not answer, though its slip is used.

use crate::i18n::{Lang, t};
use crate::ports::casting::Report;
use crate::routes::{Address as _, Home, LANGUAGE, Units};
use crate::ui::assisted::form_address;
use crate::ui::language::{FormSwitch, SWITCHED_FORM};
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// Asks once more: a report makes work, and the hamlet waits for it.
pub(super) fn ask_view(lang: Lang, code: String) -> impl IntoView {
    let title = t!(lang, "report-ask-title");
    let switch = Some(FormSwitch { stays: "report", on_enter: None });
    view! {
        <Frame lang title=title.clone() width=Width::Narrow switch>
            <h1>{title}</h1>
            <p class="lead">{t!(lang, "report-ask-lead")}</p>
            <form class="report" id=SWITCHED_FORM method="post" action=form_address()>
                <input type="hidden" name=LANGUAGE value=lang.tag()/>
                <input type="hidden" name="code" value=code/>
                <button class="button button--quiet" name="step" value="report_sure">{t!(lang, "report-sure")}</button>
            </form>
            <p><a href=Home.in_language(lang, &[])>{t!(lang, "report-back")}</a></p>
        </Frame>
    }
}

/// What became of it.
pub(super) fn reported_view(lang: Lang, report: Report) -> impl IntoView {
    let (title, lead) = match report {
        Report::Noted => (t!(lang, "reported-title"), t!(lang, "reported-lead")),
        Report::Decided => (t!(lang, "reported-before-title"), t!(lang, "reported-before-lead")),
        Report::NotNoted => (t!(lang, "unreported-title"), t!(lang, "unreported-lead")),
    };
    view! {
        <Frame lang title=title.clone() width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <p><a href=Units.in_language(lang, &[])>{t!(lang, "enter-results")}</a></p>
        </Frame>
    }
}
