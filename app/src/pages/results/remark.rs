//! What has to be said beside a share on a commune's page.

use crate::domain::oversight::comparison;
use crate::domain::survey::interval;
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::threshold::{Compare, Threshold};
use crate::domain::survey::verdict::participation;
use crate::i18n::Lang;
use crate::i18n::labels::label;
use leptos::prelude::*;

/// How many households could answer, if the round counts them.
pub(super) fn households(ruleset: &Ruleset, results: &Results) -> u64 {
    comparison::households(ruleset, participation(&ruleset.participation, &results.participation.turnout).whole)
}

/// How a threshold compares, and with what.
pub(super) const fn rule(threshold: &Threshold) -> (Compare, u32) {
    (threshold.compare, threshold.percent)
}

/// With few answers, or with answers that settle nothing: what can be said of the share, and what cannot.
pub(super) fn few_view(
    lang: Lang,
    share: Share,
    households: u64,
    needed: Option<(Compare, u32)>,
) -> Option<impl IntoView + use<>> {
    let remark = interval::remark(share, households, needed)?;
    Some(view! { <p class="few">{label(lang, remark)}</p> })
}
