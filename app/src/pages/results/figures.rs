//! A commune's three figures: who took part, who is satisfied all in all, which criteria are met.

use crate::domain::oversight::criterion::{Assessment, By, Position, Status};
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::{Base, Counted, Ruleset};
use crate::domain::survey::threshold::About;
use crate::domain::survey::verdict::participation;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::pages::results::remark::{few_view, households, rule};
use crate::ports::results::CommuneView;
use crate::ui::share::percent;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The three figures.
pub(super) fn figures_view(
    lang: Lang,
    ruleset: &Ruleset,
    results: &Results,
    shown: &CommuneView,
) -> impl IntoView + use<> {
    let turnout = &results.participation.turnout;
    let part = participation(&ruleset.participation, turnout);
    let needed = ruleset.participation.percent;
    let took_part = match (ruleset.participation.counted, ruleset.participation.base) {
        (Counted::Returned, Base::Households) => {
            t!(lang, "figures-households", part = part.part, whole = part.whole, needed = needed)
        }
        (Counted::Valid, Base::Households) => {
            t!(lang, "figures-valid", part = part.part, whole = part.whole, needed = needed)
        }
        (_, Base::Issued) => t!(lang, "figures-issued", part = part.part, whole = part.whole, needed = needed),
    };
    let ballots = t!(
        lang,
        "figures-ballots",
        issued = turnout.issued,
        returned = turnout.returned,
        valid = turnout.valid,
        invalid = turnout.invalid,
    );
    let overall = results.overall_counts().share();
    let withheld = results.overall().and_then(|question| question.withheld);
    let threshold = ruleset.threshold(About::Overall);
    let few = few_view(lang, overall, households(ruleset, results), threshold.map(rule));
    let share = if withheld.is_some() { "–".to_owned() } else { percent(lang, overall) };
    let satisfied = match (withheld, threshold) {
        (Some(withheld), _) => label(lang, withheld),
        (None, None) => t!(lang, "figures-overall", part = overall.part, whole = overall.whole),
        (None, Some(threshold)) => t!(
            lang,
            "figures-overall-of",
            part = overall.part,
            whole = overall.whole,
            compare = label(lang, threshold.compare),
            needed = threshold.percent,
        ),
    };
    let status = |no: u32| shown.positions.get(&no).map(Position::status).unwrap_or_default();
    let met = ruleset.criteria.iter().filter(|criterion| status(criterion.no) == Status::Met).count();
    // Nothing written is no nought.
    let met = if shown.positions.is_empty() { "–".to_owned() } else { format!("{met} / {}", ruleset.criteria.len()) };
    view! {
        <dl class="figures">
            <div class="figure">
                <dt>{t!(lang, "column-participation")}</dt>
                <dd>{percent(lang, part)}<small>{took_part}</small><small>{ballots}</small></dd>
            </div>
            <div class="figure">
                <dt>{t!(lang, "column-overall")}</dt>
                <dd>{share}<small>{satisfied}</small>{few}</dd>
            </div>
            <div class="figure">
                <dt>{t!(lang, "column-criteria-met")}</dt>
                <dd>{met}<small>{assessed_by(lang, &shown.positions)}</small></dd>
            </div>
        </dl>
    }
}

/// Who assessed criteria, and until when.
pub(super) fn assessed_by(lang: Lang, positions: &BTreeMap<u32, Position>) -> String {
    let words: Vec<&Assessment> = positions.values().filter_map(Position::last_word).collect();
    let appraised = words.iter().filter(|word| word.by == By::Appraisal).count();
    match words.iter().map(|word| word.as_of).max() {
        None => t!(lang, "assessed-none"),
        Some(last) if appraised == 0 => t!(lang, "assessed-claimed", day = last),
        Some(last) if appraised == words.len() => t!(lang, "assessed-appraised", day = last),
        Some(last) => t!(lang, "assessed-both", appraised = appraised, day = last),
    }
}
