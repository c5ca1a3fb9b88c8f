//! What the committee writes of a notice, as fields.

use crate::domain::collection::notice::{NoticeGap, NoticeWords};
use crate::domain::number::read_count;
use crate::domain::survey::results::QuestionFigures;
use crate::forms::{Fault, FieldValue, Lines, Posted, PostedForm, is_unfit};
use crate::i18n::t;
use crate::ports::notices::NoticeDesk;
use crate::ui::field::Field;
use crate::ui::fold::fold_under;
use leptos::prelude::*;

/// The field that says why a published notice is corrected.
pub(super) const REASON: &str = "reason";
/// The most questions whose summaries are read.
const MOST_QUESTIONS: u32 = 99;

/// The words as they were written, each in its field, `summary1` for the reasons to question 1. What is missing may be
/// written later; what is wrong may not.
#[derive(Clone, Debug)]
pub(super) struct Words(pub(super) NoticeWords);

impl Words {
    /// What is to be mended before they are published.
    pub(super) fn missing(&self) -> Vec<Fault> {
        self.0.missing().into_iter().map(|(field, gap)| Fault::of(field, gap)).collect()
    }
}

impl FieldValue for Words {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let text = |name: &str| form.fields.trimmed(name).to_owned();
        let summary = |no: u32| Some((no, text(&format!("summary{no}")))).filter(|(_, text)| !text.is_empty());
        let days = read_count(form.fields.get("posting_days")).ok().and_then(|days| days.try_into().ok());
        let words = NoticeWords {
            number: text("number"),
            place: text("place"),
            above: text("above"),
            committee: text("committee"),
            title: text("title"),
            signer: text("signer"),
            posted_at: text("posted_at"),
            receivers: Lines::read(form, "receivers", faults).unwrap_or_default().0,
            posting_days: days.unwrap_or_default(),
            summaries: (1..=MOST_QUESTIONS).filter_map(summary).collect(),
            correction: text(REASON),
        };
        let summaries: Vec<String> = words.summaries.keys().map(|no| format!("summary{no}")).collect();
        let fields = ["number", "place", "above", "committee", "title", "signer", "posted_at", REASON];
        let fields = fields.into_iter().chain(summaries.iter().map(String::as_str));
        let unfit = fields.filter(|name| is_unfit(form.fields.get(name), name, faults)).count();
        let missing = words.missing().into_iter();
        let wrong: Vec<_> = missing.filter(|(_, gap)| gap.is_wrong()).collect();
        let is_sound = wrong.is_empty() && unfit == 0;
        faults.extend(wrong.into_iter().map(|(field, gap): (_, NoticeGap)| Fault::of(field, gap)));
        is_sound.then_some(Self(words))
    }
}

/// The fields with what is written so far.
pub(super) fn words_view(posted: &Posted, shown: &NoticeDesk) -> impl IntoView + use<> {
    let words = &shown.words;
    let text = |name: &str, label: String, hint: String, known: &str| {
        Field::text(name, &label).hint(&hint).known(known).draw(posted)
    };
    let above = text("above", t!("publish-above"), t!("publish-above-hint"), &words.above);
    let committee = text("committee", t!("publish-committee"), String::new(), &words.committee);
    let number = text("number", t!("publish-number"), t!("publish-number-hint"), &words.number);
    let place = text("place", t!("publish-place"), t!("publish-place-hint"), &words.place);
    let title = Field::text("title", &t!("publish-signer-title"))
        .hint(&t!("publish-signer-title-hint"))
        .known(&words.title)
        .lines(2, 200)
        .draw(posted);
    let signer = text("signer", t!("publish-signer"), String::new(), &words.signer);
    let posted_at = text("posted_at", t!("publish-posted-at"), t!("publish-posted-at-hint"), &words.posted_at);
    let days = Field::text("posting_days", &t!("publish-posting-days")).known(words.posting_days).draw(posted);
    let receivers = Field::text("receivers", &t!("publish-receivers"))
        .hint(&t!("publish-receivers-hint"))
        .known(words.receivers.join("\n"))
        .lines(3, 1_000)
        .draw(posted);
    let denied: Vec<_> = shown
        .results
        .questions
        .iter()
        .filter(|question| question.counts.is_some_and(|counts| counts.unsatisfied > 0))
        .collect();
    // What nobody wrote a reason to, and nobody summed up yet, waits folded.
    let field = |question: &QuestionFigures| format!("summary{}", question.no);
    let has_reasons =
        |question: &&QuestionFigures| shown.reasons.get(&question.no).is_some_and(|reasons| !reasons.is_empty());
    let is_written = |question: &&QuestionFigures| {
        has_reasons(question)
            || shown.words.summaries.contains_key(&question.no)
            || !posted.fields.get(&field(question)).trim().is_empty()
            || posted.invalid(&field(question)).is_some()
    };
    let is_empty =
        |question: &&&QuestionFigures| posted.value(&field(question), summary_of(shown, question.no)).trim().is_empty();
    let unsummed = denied.iter().filter(|question| has_reasons(question));
    let unsummed: Vec<String> = unsummed.filter(is_empty).map(|question| question.no.to_string()).collect();
    let unsummed = (!unsummed.is_empty()).then(|| {
        view! { <p class="note" data-unsummed=unsummed.len().to_string()>{t!("publish-unsummed", count = unsummed.len(), questions = unsummed.join(", "))}</p> }
    });
    let (written, silent): (Vec<_>, Vec<_>) = denied.into_iter().partition(is_written);
    let any = !written.is_empty() || !silent.is_empty();
    let summaries = written.into_iter().map(|question| summary_view(posted, shown, question)).collect_view();
    let silent = (!silent.is_empty()).then(|| {
        let words = t!("publish-silent", count = silent.len());
        fold_under(words, silent.into_iter().map(|question| summary_view(posted, shown, question)).collect_view())
    });
    view! {
        <div class="fields">{above}{committee}</div>
        <div class="fields">{number}{place}</div>
        <div class="fields">{title}{signer}</div>
        <div class="fields">{posted_at}{days}</div>
        {receivers}
        {any.then(|| view! { <h3>{t!("publish-summaries")}</h3> <p class="hint">{t!("publish-summary-hint")}</p> })}
        {unsummed}
        {summaries}
        {silent}
    }
}

/// What is written so far of the reasons to a question.
fn summary_of(shown: &NoticeDesk, no: u32) -> &str {
    shown.words.summaries.get(&no).map_or("", String::as_str)
}

/// The summary of the reasons to a question, beside what households wrote.
fn summary_view(posted: &Posted, shown: &NoticeDesk, question: &QuestionFigures) -> impl IntoView + use<> {
    let raw = shown.reasons.get(&question.no).map(Vec::as_slice).unwrap_or_default();
    let heard = t!("publish-reasons", count = raw.len());
    let none = raw.is_empty();
    let raw = raw.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    let denied = question.counts.unwrap_or_default().unsatisfied;
    let label = t!("publish-summary", no = question.no, topic = &question.topic, count = denied);
    let known = summary_of(shown, question.no);
    let field = Field::text(&format!("summary{}", question.no), &label).known(known).lines(2, 2_000).draw(posted);
    view! {
        {field}
        <details class="sources" hidden=none><summary>{heard}</summary><ul>{raw}</ul></details>
    }
}
