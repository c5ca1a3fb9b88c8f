//! How a verdict is headed, for the public and the committee alike.

use crate::domain::survey::verdict::Verdict;
use crate::i18n::{Lang, t};

/// The class of its frame and its title; a round that asked `again` what failed before judges that alone.
pub fn heading(lang: Lang, verdict: &Verdict, again: bool) -> (&'static str, String) {
    if verdict.lacks_participation_alone() {
        return ("verdict verdict--not", t!(lang, "verdict-too-few-took-part"));
    }
    if verdict.lacks_answers_alone() {
        return ("verdict verdict--not", t!(lang, "verdict-too-few-answers"));
    }
    match (verdict.met, again) {
        (Some(true), true) => ("verdict verdict--met", t!(lang, "verdict-met-again")),
        (Some(false), true) => ("verdict verdict--not", t!(lang, "verdict-not-met-again")),
        (Some(true), false) => ("verdict verdict--met", t!(lang, "verdict-met")),
        (Some(false), false) => ("verdict verdict--not", t!(lang, "verdict-not-met")),
        (None, _) => ("verdict", t!(lang, "verdict-none")),
    }
}
