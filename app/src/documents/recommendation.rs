//! Letters about a recommendation (*công văn kiến nghị, công văn trả lời*): what the Front asked, what the People's Committee answered, and
//! what the Front says to that. Each step is a letter of its own.

use super::signed_at::{day_in_numbers, day_in_words, signed_at};
use super::template::{Filling, Fillings};
use super::text::Text;
use super::{Document, Letterhead, Receivers, Signature, end, kept_together, wording};
use crate::domain::document_kind::DocumentKind;
use crate::domain::oversight::recommendation::RecommendationAction;
use crate::i18n::{Lang, local, t};
use crate::ports::recommendations::{Recommendation, RecommendationStep};

impl Document {
    /// A step of a recommendation as a letter; `criterion` names the one it is about.
    pub fn letter(of: &Recommendation, step: &RecommendationStep, criterion: Option<String>) -> Self {
        let row = &of.row;
        // The People's Committee does not answer in the Front's words.
        let own = of.template.as_deref().filter(|_| !step.step.is_answer());
        let template = wording::in_force(Lang::Vi, DocumentKind::Letter, own);
        let (unit, is_answer) = (&row.unit.named.name, step.step.is_answer());
        let office = t!("document-people-s-committee", unit = unit);
        let by = named_in_full(&row.raised_by);
        let (letterhead, addressed) = if is_answer {
            let number = Some(t!("letter-number-office"));
            (Letterhead { number, ..Letterhead::of(Lang::Vi, kept_together(&office.to_uppercase())) }, by)
        } else {
            let (body, number) = (t!("notice-standing-committee"), t!("request-number"));
            (Letterhead::of_committee(Lang::Vi, &by.to_uppercase(), &body, Some(number)), office)
        };
        // A letter is dated where whoever writes it sits: the Front that raised it may be another unit's.
        let front = step.who.strip_prefix(&t!("front-short")).filter(|_| !is_answer).map(str::trim);
        let seat = front.filter(|seat| !seat.is_empty()).unwrap_or(unit);
        let place = seat.split_once(' ').map_or(seat, |(_, name)| name);
        let about = match step.step {
            RecommendationAction::Raise => t!("letter-about-raise", title = &row.title),
            RecommendationAction::Answer => t!("letter-about-answer", title = &row.title),
            RecommendationAction::Accept | RecommendationAction::Return => t!("letter-about-reply", title = &row.title),
            RecommendationAction::Close => t!("letter-about-close", title = &row.title),
        };
        let offices = if is_answer { t!("letter-signs-office") } else { t!("notice-chair") };
        Self {
            title: about.clone(),
            lang: Lang::Vi.tag(),
            letterhead,
            signed_at: Some(signed_at(Lang::Vi, place, local(step.at).date())),
            kind: None,
            about,
            addressed: Some(t!("document-addressed", to = addressed)),
            bases: Vec::new(),
            body: end(template.fill(&fillings(of, step, criterion))),
            signatures: vec![Signature::of(&offices, "")],
            receivers: Receivers::new(Lang::Vi, &[t!("letter-receiver-as-above"), t!("letter-receiver-archive")]),
            made_of: t!("letter-made-of", day = local(step.at).date()),
        }
    }
}

pub(super) fn fillings(of: &Recommendation, step: &RecommendationStep, criterion: Option<String>) -> Fillings {
    let row = &of.row;
    let (unit, raised) = (&row.unit.named.name, day_in_words(Lang::Vi, row.raised_on));
    let opening = match step.step {
        RecommendationAction::Raise if row.subject.round.is_some() => t!("letter-opening-round", unit = unit),
        RecommendationAction::Raise => t!("letter-opening-raise", unit = unit),
        RecommendationAction::Answer => {
            t!(
                "letter-opening-answer",
                by = named_in_full(&row.raised_by),
                day = raised,
                title = &row.title,
                unit = unit
            )
        }
        RecommendationAction::Accept => t!("letter-opening-accept", unit = unit, day = raised, title = &row.title),
        RecommendationAction::Return => t!("letter-opening-return", unit = unit, day = raised, title = &row.title),
        RecommendationAction::Close => t!("letter-opening-close", unit = unit, day = raised, title = &row.title),
    };
    let asks = matches!(step.step, RecommendationAction::Raise | RecommendationAction::Return);
    let due =
        if asks { t!("letter-due", day = day_in_numbers(Lang::Vi, step.due), unit = unit) } else { String::new() };
    [
        ("letter-opening", Filling::from(opening)),
        ("text-of-letter", Filling::Paragraphs(step.text.lines().map(Text::from).collect())),
        ("subject", criterion.map(|criterion| t!("letter-subject", criterion = criterion)).unwrap_or_default().into()),
        ("letter-due", due.into()),
        ("unit-name", unit.clone().into()),
        ("raised-by", row.raised_by.clone().into()),
    ]
    .into()
}

/// The Front's name in full, which lists shorten.
fn named_in_full(committee: &str) -> String {
    let (short, full) = (t!("front-short"), t!("front-in-full"));
    if committee.contains(&full) { committee.to_owned() } else { committee.replacen(&short, &full, 1) }
}
