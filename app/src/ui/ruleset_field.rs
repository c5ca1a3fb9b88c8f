//! The choice of a ruleset: those in force at sight, the others folded away.

use crate::domain::survey::choice::RulesetChoice;
use crate::domain::survey::ruleset::Ruleset;
use crate::forms::Posted;
use crate::i18n::t;
use leptos::prelude::*;

/// Rulesets to choose from, one of them chosen already; each with its whole name, for long names differ at their ends.
pub(crate) fn ruleset_field(
    posted: &Posted,
    name: &str,
    label: &str,
    choice: &RulesetChoice<'_>,
    known: &str,
) -> impl IntoView + use<> {
    let chosen = posted.value(name, known);
    let fault = posted.fault(name);
    let class = if fault.is_some() { "field field--faulty" } else { "field" };
    let fault = fault.map(|text| view! { <p class="field__fault">{text}</p> });
    let options = |rulesets: &[&Ruleset]| rulesets.iter().map(|one| option_view(name, one, &chosen)).collect_view();
    let is_open = choice.in_force.is_empty() || choice.others.iter().any(|one| one.id == chosen);
    let others = (!choice.others.is_empty()).then(|| {
        view! {
            <details class="sources sources--slim" open=is_open>
                <summary>{t!("ruleset-others")}</summary>
                {options(&choice.others)}
            </details>
        }
    });
    view! {
        <fieldset class=class id=name.to_owned()>
            <legend class="field__label">{label.to_owned()}</legend>
            {fault}
            {options(&choice.in_force)}
            {others}
        </fieldset>
    }
}

fn option_view(name: &str, ruleset: &Ruleset, chosen: &str) -> impl IntoView + use<> {
    let in_force = &ruleset.in_force;
    let when = match in_force.to {
        Some(to) => t!("ruleset-in-force", from = in_force.from, to = to),
        None => t!("ruleset-in-force-since", from = in_force.from),
    };
    let draft = ruleset.draft.then(|| t!("ruleset-form-not-issued"));
    let unverified = (!in_force.verified).then(|| t!("ruleset-day-unverified"));
    view! {
        <label class="option">
            <input type="radio" name=name.to_owned() value=ruleset.id.clone() checked=ruleset.id == chosen/>
            <span>{ruleset.name.clone()}<small>{when}" "{unverified}" "{draft}</small></span>
        </label>
    }
}
