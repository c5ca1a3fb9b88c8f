//! How the classes of a map are drawn and called: fillings that grey print tells apart, a sign for where there is no
//! picture, and words.

use crate::domain::oversight::map_metric::{ClassBreak, Facts, MapMetric, Mismatches};
use crate::domain::survey::percent::Share;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ui::share::{part_of_whole, percent};
use leptos::prelude::*;

/// The word an address carries.
pub(super) const fn word_of(metric: MapMetric) -> &'static str {
    match metric {
        MapMetric::Verdict => "ket-luan",
        MapMetric::Overall => "hai-long",
        MapMetric::Participation => "tham-gia",
        MapMetric::Criteria => "tieu-chi",
        MapMetric::Mismatches => "lech",
        MapMetric::Open => "kien-nghi",
    }
}

/// The metric an address asks for; the verdict if it asks for none.
pub(super) fn metric_named(word: &str) -> MapMetric {
    MapMetric::ALL.into_iter().find(|metric| word_of(*metric) == word).unwrap_or_default()
}

/// What a metric is called.
pub(super) fn metric_label(lang: Lang, metric: MapMetric) -> String {
    match metric {
        MapMetric::Verdict => t!(lang, "map-verdict"),
        MapMetric::Overall => t!(lang, "map-overall"),
        MapMetric::Participation => t!(lang, "map-participation"),
        MapMetric::Criteria => t!(lang, "map-criteria"),
        MapMetric::Mismatches => t!(lang, "map-mismatches"),
        MapMetric::Open => t!(lang, "map-open"),
    }
}

/// What a class of a metric is called.
pub(super) fn class_label(lang: Lang, metric: MapMetric, class: ClassBreak) -> String {
    use ClassBreak::{Bad, Good, None, Open, Unjudged};
    match (metric, class) {
        (MapMetric::Verdict, Bad(1)) => t!(lang, "result-not-met-again"),
        (MapMetric::Verdict, Bad(_)) => t!(lang, "result-not-met"),
        (_, Unjudged) => t!(lang, "result-no-threshold"),
        (MapMetric::Verdict, Good(2)) => t!(lang, "result-met-again"),
        (MapMetric::Verdict, Good(_)) => t!(lang, "result-met"),
        (MapMetric::Overall, Good(1)) => t!(lang, "map-share-below", percent = 80_u32),
        (MapMetric::Overall, Good(2)) => t!(lang, "map-share-between", from = 80_u32, below = 90_u32),
        (MapMetric::Overall, Good(3)) => t!(lang, "map-share-between", from = 90_u32, below = 95_u32),
        (MapMetric::Overall, Good(_)) => t!(lang, "map-share-from", percent = 95_u32),
        (MapMetric::Overall, Open) => t!(lang, "map-overall-open"),
        (MapMetric::Participation, Good(1)) => t!(lang, "map-share-below", percent = 50_u32),
        (MapMetric::Participation, Good(2)) => t!(lang, "map-share-between", from = 50_u32, below = 70_u32),
        (MapMetric::Participation, Good(3)) => t!(lang, "map-share-between", from = 70_u32, below = 90_u32),
        (MapMetric::Participation, Good(_)) => t!(lang, "map-share-from", percent = 90_u32),
        (MapMetric::Criteria, Good(1)) => t!(lang, "map-criteria-below-half"),
        (MapMetric::Criteria, Good(2)) => t!(lang, "map-criteria-from-half"),
        (MapMetric::Criteria, Good(3)) => t!(lang, "map-criteria-not-all"),
        (MapMetric::Criteria, Good(_)) => t!(lang, "map-criteria-all"),
        (MapMetric::Criteria, _) => t!(lang, "map-criteria-none"),
        (MapMetric::Mismatches, Bad(1)) => t!(lang, "map-mismatches-count", count = 1_u32),
        (MapMetric::Mismatches, Bad(2)) => t!(lang, "map-mismatches-few"),
        (MapMetric::Mismatches, Bad(_)) => t!(lang, "map-mismatches-many"),
        (MapMetric::Mismatches, Open) => t!(lang, "map-mismatches-open"),
        (MapMetric::Mismatches, None) => t!(lang, "map-mismatches-none"),
        (MapMetric::Open, Bad(1)) => t!(lang, "map-open-count", count = 1_u32),
        (MapMetric::Open, Bad(2)) => t!(lang, "map-open-few"),
        (MapMetric::Open, Bad(_)) => t!(lang, "map-open-many"),
        (MapMetric::Mismatches, Good(_)) | (MapMetric::Open, _) => t!(lang, "map-nothing"),
        (_, Bad(_) | Open | None) => t!(lang, "result-none"),
    }
}

/// The figure of a commune in words.
pub(super) fn figure(lang: Lang, metric: MapMetric, facts: &Facts) -> String {
    let share = |share: Option<Share>| match share.filter(|share| share.whole > 0) {
        None => t!(lang, "nothing-yet"),
        Some(share) => format!("{} ({})", percent(lang, share), part_of_whole(lang, share)),
    };
    match metric {
        MapMetric::Verdict if facts.verdict.is_none() => t!(lang, "nothing-yet"),
        // Why nothing is judged stands in the legend; what people said stands here.
        MapMetric::Verdict if facts.verdict == Some(None) => {
            facts.overall.map_or_else(|| t!(lang, "nothing-yet"), |share| t!(lang, "share-satisfied", share = share))
        }
        MapMetric::Verdict => class_label(lang, metric, metric.class_of(facts)),
        MapMetric::Overall => match facts.remark() {
            Some(remark) => format!("{}. {}", share(facts.overall), label(lang, remark)),
            None => share(facts.overall),
        },
        MapMetric::Participation => share(facts.participation),
        MapMetric::Criteria => match facts.criteria {
            None => t!(lang, "map-criteria-none"),
            Some(met) => t!(lang, "map-criteria-count", met = met.part, of = met.whole),
        },
        MapMetric::Mismatches => match facts.mismatches {
            None => t!(lang, "nothing-yet"),
            Some(Mismatches { denied: 0, open: 0, unjudged: 0 }) => t!(lang, "map-nothing"),
            Some(Mismatches { denied: 0, open: 0, unjudged }) => {
                t!(lang, "map-mismatches-unjudged-count", count = unjudged)
            }
            Some(Mismatches { denied: 0, open, .. }) => t!(lang, "map-mismatches-open-count", open = open),
            Some(Mismatches { denied, open: 0, .. }) => t!(lang, "map-mismatches-count", count = denied),
            Some(Mismatches { denied, open, .. }) => t!(lang, "map-mismatches-both", count = denied, open = open),
        },
        MapMetric::Open if facts.open == 0 => t!(lang, "map-nothing"),
        MapMetric::Open => t!(lang, "map-open-count", count = facts.open),
    }
}

/// The word a style sheet and a pattern are called by.
pub(super) fn css_word(class: ClassBreak) -> String {
    match class {
        ClassBreak::None => "khong".into(),
        ClassBreak::Unjudged => "khong-muc".into(),
        ClassBreak::Open => "mo".into(),
        ClassBreak::Bad(step) => format!("xau{step}"),
        ClassBreak::Good(step) => format!("tot{step}"),
    }
}

/// A sign that says the same where there is no picture.
pub(super) const fn sign(class: ClassBreak) -> &'static str {
    match class {
        ClassBreak::None => "·",
        ClassBreak::Unjudged => "□",
        ClassBreak::Open => "?",
        ClassBreak::Bad(1) => "◇",
        ClassBreak::Bad(2) => "◈",
        ClassBreak::Bad(_) => "◆",
        ClassBreak::Good(1) => "○",
        ClassBreak::Good(2) => "◔",
        ClassBreak::Good(3) => "◑",
        ClassBreak::Good(_) => "●",
    }
}

/// An empty outline where nothing is known, the full colour where all is well, a pattern for the rest.
pub(super) fn fill(class: ClassBreak) -> String {
    match class {
        ClassBreak::None => "none".into(),
        ClassBreak::Good(4) => "var(--leaf)".into(),
        class => format!("url(#{})", css_word(class)),
    }
}

/// A sample of a filling.
pub(super) fn swatch(class: ClassBreak) -> impl IntoView {
    let css = format!("map__area map__area--{}", css_word(class));
    view! { <svg class="swatch" viewBox="0 0 28 20" aria-hidden="true"><rect class=css width="28" height="20" fill=fill(class)/></svg> }
}

/// The fillings: denser with more, each of a kind of its own, so that grey print tells them apart.
pub(super) fn patterns() -> impl IntoView {
    let stripes =
        |id: &'static str, class: &'static str, size: &'static str, width: &'static str, turn: &'static str| {
            view! {
                <pattern id=id width=size height=size patternUnits="userSpaceOnUse" patternTransform=turn>
                    <rect class=format!("{class}-back") width=size height=size/>
                    <rect class=class width=width height=size/>
                </pattern>
            }
        };
    view! {
        <svg class="unseen" aria-hidden="true" width="0" height="0"><defs>
            <pattern id="tot1" width="12" height="12" patternUnits="userSpaceOnUse"><rect class="fill-good-back" width="12" height="12"/><circle class="fill-good" cx="6" cy="6" r="1.6"/></pattern>
            {stripes("tot2", "fill-good", "12", "3", "rotate(0)")}
            {stripes("tot3", "fill-good", "10", "6", "rotate(0)")}
            <pattern id="mo" width="16" height="16" patternUnits="userSpaceOnUse"><rect class="fill-open-back" width="16" height="16"/><circle class="fill-open" cx="8" cy="8" r="3"/></pattern>
            {stripes("khong-muc", "fill-unjudged", "12", "2", "rotate(90)")}
            {stripes("xau1", "fill-bad", "14", "2.500", "rotate(45)")}
            {stripes("xau2", "fill-bad", "10", "4", "rotate(45)")}
            {stripes("xau3", "fill-bad", "8", "5.500", "rotate(45)")}
        </defs></svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn classes_have_signs_and_words_of_their_own() {
        let bad = [1, 2, 3].map(ClassBreak::Bad);
        let good = [1, 2, 3, 4].map(ClassBreak::Good);
        let all = [ClassBreak::None, ClassBreak::Unjudged, ClassBreak::Open].into_iter().chain(bad).chain(good);
        let (signs, words): (BTreeSet<_>, BTreeSet<_>) = all.map(|class| (sign(class), css_word(class))).unzip();
        assert_eq!((signs.len(), words.len()), (10, 10));
        assert!(MapMetric::ALL.into_iter().all(|metric| metric_named(word_of(metric)) == metric));
    }

    #[test]
    fn every_class_of_a_metric_has_a_name_of_its_own_in_the_legend() {
        for lang in [Lang::Vi, Lang::En] {
            for metric in MapMetric::ALL {
                let labels: BTreeSet<String> =
                    metric.classes().iter().map(|class| class_label(lang, metric, *class)).collect();
                assert_eq!(labels.len(), metric.classes().len(), "{labels:?}");
            }
        }
    }

    #[test]
    fn a_figure_says_what_was_counted_and_what_is_open() {
        let of = |denied, open| {
            let mismatches = Some(Mismatches { denied, open, unjudged: 0 });
            figure(Lang::Vi, MapMetric::Mismatches, &Facts { mismatches, ..Facts::default() })
        };
        assert_eq!(of(0, 5), "5 tiêu chí chưa kết luận được");
        assert_eq!([of(1, 0), of(2, 1)], ["1 tiêu chí", "2 tiêu chí, 1 chưa kết luận được"]);
        let few =
            Facts { overall: Some(Share::new(3, 3)), participation: Some(Share::new(3, 400)), ..Facts::default() };
        let said = figure(Lang::Vi, MapMetric::Overall, &few);
        assert!(said.starts_with("100,00% (3 / 3). ") && said.contains("29,2–100,0%"), "{said}");
        let said = figure(Lang::En, MapMetric::Overall, &few);
        assert!(said.starts_with("100.00% (3 / 3). ") && said.contains("29.2–100.0%"), "{said}");
    }
}
