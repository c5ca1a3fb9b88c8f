//! What a round is for, as papers say it and as households are told.

use crate::domain::collection::plan::Purpose;
use crate::domain::collection::round::Round;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};

/// The official sentence.
pub(crate) fn purpose_official(lang: Lang, purpose: Purpose) -> String {
    t!(lang, "purpose-official", purpose = label(lang, purpose))
}

/// What a household is told before it answers; nothing where it is asked for the usual purpose.
pub(crate) fn purpose_told(lang: Lang, round: &Round) -> Option<String> {
    let unit = &round.unit.name;
    match round.papers.purpose {
        Purpose::Recognise => None,
        Purpose::Repeat => Some(t!(lang, "purpose-told-repeat")),
        Purpose::Reassess => Some(t!(lang, "purpose-told-reassess", unit = unit)),
        Purpose::Withdraw => Some(t!(lang, "purpose-told-withdraw", unit = unit)),
    }
}
