//! The questions of a round with their counts, and its hamlets.

use crate::domain::oversight::criterion::Status;
use crate::domain::survey::count::Count;
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::{ChildFigures, QuestionFigures, Results};
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::threshold::About;
use crate::domain::survey::withheld::Withheld;
use crate::i18n::labels::label;
use crate::i18n::left_out::left_out;
use crate::i18n::{Lang, t};
use crate::pages::results::remark::{few_view, households, rule};
use crate::ui::fold::fold;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::share::{part_of_whole, percent};
use crate::ui::status::status_view;
use crate::ui::translated::translated;
use leptos::prelude::*;

/// The table of the questions.
pub(super) fn questions_view(lang: Lang, ruleset: &Ruleset, results: &Results) -> impl IntoView + use<> {
    let whole = households(ruleset, results);
    let rows = results.questions.iter().map(|question| question_row(lang, ruleset, question, whole)).collect_view();
    let asks = !ruleset.thresholds.is_empty();
    let counts = results.questions.iter().filter_map(|question| question.counts);
    let left_out = left_out(lang, counts, results.participation.turnout.valid);
    let body = view! {
        <table class="table">
            <caption class="unseen">{t!(lang, "questions-caption")}</caption>
            <thead><tr>
                <th scope="col">{t!(lang, "column-content")}</th>
                <th scope="col" class="num">{t!(lang, "column-satisfied")}</th>
                <th scope="col" class="num">{t!(lang, "column-unsatisfied")}</th>
                {asks.then(|| view! { <th scope="col">{t!(lang, "column-needed")}</th> })}
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {left_out.map(|said| view! { <p class="note" data-left-out>{said}</p> })}
    };
    fold(&t!(lang, "questions-title"), None, body)
}

fn question_row(lang: Lang, ruleset: &Ruleset, question: &QuestionFigures, households: u64) -> impl IntoView + use<> {
    let share = question.counts.map(Count::share).unwrap_or_default();
    let unsatisfied = Share::new(share.whole - share.part, share.whole);
    let threshold = ruleset.threshold(if question.overall { About::Overall } else { About::Content });
    let needed = threshold.map(|threshold| {
        let met = if question.met == Some(true) { Status::Met } else { Status::NotMet };
        let text = format!("{} {}%", label(lang, threshold.compare), threshold.percent);
        view! { {question.met.map(|_| status_view(lang, met))}<small>{text}</small> }
    });
    let few = few_view(lang, share, households, threshold.map(rule));
    let cell =
        |share: Share| view! { <b>{percent(lang, share)}</b><small>{t!(lang, "ballots", count = share.part)}</small> };
    let (satisfied, unsatisfied) = match question.withheld {
        Some(withheld) => {
            (view! { <span class="soft" data-withheld>{label(lang, withheld)}</span> }.into_markup(), "–".into_markup())
        }
        None => (cell(share).into_markup(), cell(unsatisfied).into_markup()),
    };
    // What was frozen is Vietnamese; the rules have it in each language.
    let asked = ruleset.question(question.no).filter(|_| lang != Lang::Vi);
    let text = asked.map_or_else(|| lang.untranslated(&question.text), |asked| lang.text_of(asked));
    view! {
        <tr>
            <th scope="row">{format!("{}. ", question.no)}{translated(text)}</th>
            <td class="num" data-label=t!(lang, "column-satisfied")>{satisfied}{few}</td>
            <td class="num" data-label=t!(lang, "column-unsatisfied")>{unsatisfied}</td>
            {(!ruleset.thresholds.is_empty()).then(|| view! { <td data-label=t!(lang, "column-needed")>{needed}</td> })}
        </tr>
    }
}

/// The table of the hamlets; nothing where there are none.
pub(super) fn hamlets_view(lang: Lang, hamlets: &[ChildFigures]) -> Option<impl IntoView + use<>> {
    let rows = hamlets.iter().map(|hamlet| hamlet_row(lang, hamlet)).collect_view();
    (!hamlets.is_empty()).then(|| {
        let body = view! {
            <table class="table table--lines">
                <caption class="unseen">{t!(lang, "hamlets-results-caption")}</caption>
                <thead><tr>
                    <th scope="col">{t!(lang, "column-hamlet")}</th>
                    <th scope="col" class="num">{t!(lang, "column-returned")}</th>
                    <th scope="col" class="num">{t!(lang, "column-overall")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        };
        fold(&t!(lang, "hamlets-results"), Some(lang.count(hamlets.len() as u64)), body)
    })
}

fn hamlet_row(lang: Lang, hamlet: &ChildFigures) -> impl IntoView + use<> {
    let turnout = &hamlet.participation.turnout;
    let part = Share::new(turnout.returned, turnout.households);
    let cell = |share: Share| view! { <b>{percent(lang, share)}</b><small>{part_of_whole(lang, share)}</small> };
    let overall = match (&hamlet.overall, hamlet.withheld) {
        (Some(overall), _) => cell(overall.counts.share()).into_markup(),
        (None, withheld) => {
            let said = label(lang, withheld.unwrap_or(Withheld::TooFew));
            view! { <span class="soft" data-withheld>{said}</span> }.into_markup()
        }
    };
    view! {
        <tr>
            <th scope="row">{hamlet.unit.name.clone()}</th>
            <td class="num" data-label=t!(lang, "column-returned")>{cell(part)}</td>
            <td class="num" data-label=t!(lang, "column-overall")>{overall}</td>
        </tr>
    }
}
