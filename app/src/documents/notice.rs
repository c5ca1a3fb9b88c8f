//! The notice of a round (*thông báo kết quả lấy ý kiến*).

use super::reasons::{reasons_table, reasons_told};
use super::signed_at::{day_in_numbers, day_in_words, signed_at};
use super::template::{Filling, Fillings};
use super::text::Text;
use super::{Cell, Column, Document, Letterhead, Receivers, Signature, Table, end, percent, with_nought, wording};
use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::collection::round::{Ending, OpenHamlet, Round};
use crate::domain::document_kind::DocumentKind;
use crate::domain::survey::results::QuestionFigures;
use crate::domain::survey::ruleset::{Base, Counted};
use crate::domain::survey::threshold::{About, Compare};
use crate::domain::survey::verdict::participation;
use crate::domain::units::unit::Level;
use crate::i18n::labels::label;
use crate::i18n::left_out::left_out;
use crate::i18n::purpose::purpose_official;
use crate::i18n::{Lang, t, unended};
use crate::ports::notices::NoticeView;
use chrono::NaiveDate;

/// How many hamlets that were not counted are named one by one.
const NAMED: usize = 12;

impl Document {
    /// A notice as it was published, or would be.
    pub fn notice(lang: Lang, shown: &NoticeView) -> Self {
        let NoticeView { round, notice, results, .. } = shown;
        let words = &notice.words;
        let template = wording::in_force(lang, DocumentKind::Notice, notice.template.as_deref());
        let filled = template.fill(&fillings(lang, shown));
        let number = t!(lang, "heading-number", number = with_nought(&words.number));
        Self {
            title: t!(lang, "notice-title", unit = &results.unit.name),
            lang: lang.tag(),
            letterhead: Letterhead::of_committee(lang, &words.above, &words.committee, Some(number)),
            signed_at: Some(signed_at(lang, &words.place, notice.published_on)),
            kind: Some(t!(lang, "notice-heading")),
            about: t!(lang, "notice-about-of", unit = &results.unit.name),
            addressed: None,
            bases: bases(lang, round),
            body: if lang == Lang::Vi { end(filled) } else { filled },
            signatures: vec![Signature::of(&words.title, &words.signer)],
            receivers: Receivers::new(lang, &words.receivers),
            made_of: t!(lang, "document-made-of", version = notice.version, day = notice.published_on),
        }
    }
}

/// What a round rests on: each ends with a semicolon, the last with a full stop (Decree 30/2020/NĐ-CP).
pub(super) fn bases(lang: Lang, round: &Round) -> Vec<Text> {
    let cited = round.papers.basis.iter().map(|line| {
        let document = unended(line);
        Text::with(&t!(lang, "notice-basis", basis = document), [lang.untranslated(document)])
    });
    let mut bases: Vec<Text> = cited.chain(plan_basis(lang, round).map(Text::from)).collect();
    let last = bases.len().saturating_sub(1);
    for (at, basis) in bases.iter_mut().enumerate() {
        basis.push(if at == last { "." } else { ";" });
    }
    bases
}

/// The plan the round rests on, as a legal basis; nothing where it has no number.
fn plan_basis(lang: Lang, round: &Round) -> Option<String> {
    let (number, unit) = (with_nought(unended(&round.papers.number)), &round.unit.name);
    (!number.is_empty()).then(|| match round.papers.signed_on {
        Some(day) => t!(lang, "notice-basis-plan-of", number = number, day = day_in_words(lang, day), unit = unit),
        None => t!(lang, "notice-basis-plan", number = number, unit = unit),
    })
}

/// All that a notice can say.
pub(super) fn fillings(lang: Lang, shown: &NoticeView) -> Fillings {
    let NoticeView { round, notice, results, .. } = shown;
    let words = &notice.words;
    let turnout = &results.participation.turnout;
    let count = |number| Filling::from(lang.count(number));
    let day = |day: NaiveDate| Filling::from(day_in_numbers(lang, day));
    let purpose = t!(
        lang,
        "notice-purpose",
        purpose = purpose_official(lang, round.papers.purpose),
        ruleset = lang.name_of(&round.ruleset).text
    );
    let ended = notice.ending.on.filter(|ended| *ended < round.closes);
    let hamlets =
        results.hamlets.map(|hamlets| t!(lang, "notice-hamlets", answered = hamlets.answered, asked = hamlets.asked));
    let missing = turnout.issued.saturating_sub(turnout.returned);
    let ballots = t!(
        lang,
        "notice-ballots",
        households = turnout.households,
        issued = turnout.issued,
        returned = turnout.returned,
        missing = missing,
    );
    let why = lang.untranslated(unended(&notice.ending.reason));
    let ending = ended_without(lang, &notice.ending, results.unit.level).map(|said| Text::with(&said, [why]));
    let full_figures = notice.full_figures.as_deref().map(unended).map(|document| {
        Text::with(&t!(lang, "notice-full-figures", document = document), [lang.untranslated(document)])
    });
    let JudgedSlips { judged, agreed } = notice.audit_slips;
    let audit_slips = (judged > 0).then(|| t!(lang, "notice-audit-slips", judged = judged, agreed = agreed));
    let counts = results.questions.iter().filter_map(|question| question.counts);
    let posted = t!(
        lang,
        "notice-posted",
        place = &words.posted_at,
        days = words.posting_days,
        from = day_in_numbers(lang, notice.published_on),
        until = day_in_numbers(lang, words.posted_until(notice.published_on)),
    );
    let denied = reasons_table(lang, &round.ruleset, &results.verdict);
    let denied = denied.map_or_else(|| Text::default().into(), Filling::Table);
    let participants = participation(&round.ruleset.participation, turnout);
    [
        ("unit-name", results.unit.name.clone().into()),
        ("issuing-body", words.committee.clone().into()),
        ("ruleset", lang.name_of(&round.ruleset).into()),
        ("first-day", day(round.opens)),
        ("last-day", day(ended.unwrap_or(round.closes))),
        ("households", count(turnout.households)),
        ("issued", count(turnout.issued)),
        ("returned", count(turnout.returned)),
        ("unreturned", count(missing)),
        ("valid", count(turnout.valid)),
        ("invalid", count(turnout.invalid)),
        ("participants", count(participants.part)),
        ("participation", percent(lang, results.participation.percent.as_ref()).into()),
        ("posted-at", lang.untranslated(&words.posted_at).into()),
        ("posting-days", count(words.posting_days.into())),
        ("posted-until", day(words.posted_until(notice.published_on))),
        ("opening", t!(lang, "notice-opening", unit = &round.unit.name).into()),
        ("correction", corrected(lang, shown).into()),
        ("purpose", Text::with(&purpose, [lang.name_of(&round.ruleset)]).into()),
        ("period", when(lang, shown, ended).into()),
        ("hamlets", hamlets.unwrap_or_default().into()),
        ("ballots", ballots.into()),
        ("took-part", took_part(lang, shown).into()),
        ("required-participation", enough(lang, shown).into()),
        ("validity", t!(lang, "notice-valid", valid = turnout.valid, invalid = turnout.invalid).into()),
        ("ending", ending.unwrap_or_default().into()),
        ("table-results", Filling::Table(results_table(lang, shown))),
        ("full-figures", full_figures.unwrap_or_default().into()),
        ("left-out", left_out(lang, counts, turnout.valid).unwrap_or_default().into()),
        ("overall", overall(lang, shown).into()),
        ("thresholds", thresholds(lang, shown).into()),
        ("verdict", verdict(lang, shown).into()),
        ("table-denied", denied),
        ("audit-slips", audit_slips.unwrap_or_default().into()),
        ("posting", Text::with(&posted, [lang.untranslated(&words.posted_at)]).into()),
    ]
    .into()
}

/// Which correction it is, of which version, and why; nothing where it is none.
fn corrected(lang: Lang, NoticeView { notice, versions, .. }: &NoticeView) -> Text {
    let reason = unended(&notice.reason);
    if reason.is_empty() {
        return Text::default();
    }
    let before = versions.iter().find(|other| other.version + 1 == notice.version);
    let before = before.map_or(notice.published_on, |before| before.published_on);
    let time = notice.version.saturating_sub(1);
    let before = day_in_numbers(lang, before);
    let said = t!(lang, "notice-corrected", time = time, before = before, reason = reason);
    Text::with(&said, [lang.untranslated(reason)]).bold()
}

/// Which hamlets of a unit still took ballots when the round ended, or why it ended early; nothing where there is nothing to
/// say.
pub fn ended_without(lang: Lang, ending: &Ending, level: Level) -> Option<String> {
    let Ending { reason, open, .. } = ending;
    if open.is_empty() {
        let early = || t!(lang, "notice-ended-early-reason", reason = unended(reason));
        return (!reason.is_empty()).then(early);
    }
    let is_commune = level == Level::Commune;
    let name = |one: &OpenHamlet| {
        if is_commune { one.name.clone() } else { format!("{} ({})", one.name, one.commune.name) }
    };
    let names = open.iter().take(NAMED).map(name).collect::<Vec<_>>().join(", ");
    let more = open.len().saturating_sub(NAMED);
    let reason = if reason.is_empty() { t!(lang, "notice-no-reason") } else { unended(reason).to_owned() };
    Some(match more {
        0 => t!(lang, "notice-ended-without", count = open.len(), hamlets = names, reason = reason),
        more => {
            t!(lang, "notice-ended-without-more", count = open.len(), hamlets = names, more = more, reason = reason)
        }
    })
}

/// When people were asked.
fn when(lang: Lang, NoticeView { round, .. }: &NoticeView, ended: Option<NaiveDate>) -> String {
    let (opens, closes) = (day_in_numbers(lang, round.opens), day_in_numbers(lang, round.closes));
    match ended {
        Some(ended) => {
            t!(lang, "notice-when-early", opens = opens, ended = day_in_numbers(lang, ended), closes = closes)
        }
        None => t!(lang, "notice-when", opens = opens, closes = closes),
    }
}

/// How many households took part.
fn took_part(lang: Lang, NoticeView { round, results, .. }: &NoticeView) -> String {
    let rule = &round.ruleset.participation;
    let counted = match rule.counted {
        Counted::Returned => t!(lang, "notice-counted-returned"),
        Counted::Valid => t!(lang, "notice-counted-valid"),
    };
    let part = participation(rule, &results.participation.turnout).part;
    let share = percent(lang, results.participation.percent.as_ref());
    match rule.base {
        Base::Households => t!(lang, "notice-took-part", counted = counted, part = part, share = share),
        Base::Issued => t!(lang, "notice-took-part-of-issued", counted = counted, part = part, share = share),
    }
}

/// Whether they are as many as the plan asks for.
fn enough(lang: Lang, NoticeView { round, results, .. }: &NoticeView) -> String {
    let rule = &round.ruleset.participation;
    let share = participation(rule, &results.participation.turnout);
    if Compare::AtLeast.holds(share.part, share.whole, rule.percent) {
        t!(lang, "notice-enough-took-part", percent = rule.percent)
    } else if results.verdict.met.is_none() {
        t!(lang, "notice-too-few-took-part-alone", percent = rule.percent)
    } else {
        t!(lang, "notice-too-few-took-part", percent = rule.percent)
    }
}

/// How many are satisfied in all; nothing where that is withheld.
fn overall(lang: Lang, NoticeView { results, .. }: &NoticeView) -> String {
    let told = results.overall().and_then(|question| Some((question, question.counts?)));
    told.map(|(question, counts)| {
        let share = percent(lang, question.percent_satisfied.as_ref());
        t!(lang, "notice-overall", satisfied = counts.satisfied, base = counts.base(), share = share)
    })
    .unwrap_or_default()
}

/// What is asked for, and where that stands; what nobody checked says so.
fn thresholds(lang: Lang, NoticeView { round, .. }: &NoticeView) -> Text {
    let mut told = Text::default();
    for threshold in &round.ruleset.thresholds {
        let source = unended(&threshold.source);
        let said = match threshold.about {
            About::Overall => t!(lang, "notice-threshold-overall", percent = threshold.percent, source = source),
            About::Content => t!(lang, "notice-threshold-content", percent = threshold.percent, source = source),
        };
        told.push(Text::with(&said, [lang.untranslated(source)]));
        told.push(" ");
    }
    told
}

/// Whether people are satisfied as the rules require, and why not.
fn verdict(lang: Lang, NoticeView { round, results, .. }: &NoticeView) -> Text {
    let again = round.papers.repeats.is_some();
    let mut verdict = Text::from(match results.verdict.met {
        None => t!(lang, "notice-no-verdict"),
        Some(true) if again => t!(lang, "notice-met-again"),
        Some(true) => t!(lang, "notice-met"),
        Some(false) if again => t!(lang, "notice-not-met-again"),
        Some(false) => t!(lang, "notice-not-met"),
    });
    verdict.push(" ");
    verdict.push(reasons_told(lang, &round.ruleset, &results.verdict));
    verdict.tidied()
}

/// What was answered to each question, and why people are not satisfied.
fn results_table(lang: Lang, NoticeView { round, notice, results, .. }: &NoticeView) -> Table {
    // The reasons were summed up for all who were asked: they are nobody else's. Where counts are withheld they would tell.
    let is_own = results.unit.code == round.unit.code;
    let has_reasons = is_own && notice.words.summaries.values().any(|summary| !summary.trim().is_empty());
    let row = |question: &QuestionFigures| {
        let summary = notice.words.summaries.get(&question.no).filter(|_| is_own && question.counts.is_some());
        let asked = round.ruleset.question(question.no);
        let topic = asked.map_or_else(|| lang.untranslated(&question.topic), |asked| lang.topic_of(asked));
        let mut cells = vec![Cell::new(question.no.to_string()), Cell::new(topic)];
        match (question.counts, question.withheld) {
            (None, Some(withheld)) => cells.push(Cell::withheld(label(lang, withheld), 4)),
            (counts, _) => {
                let counts = counts.unwrap_or_default();
                cells.extend([
                    Cell::count(lang, counts.satisfied),
                    Cell::share(lang, question.percent_satisfied.as_ref()),
                    Cell::count(lang, counts.unsatisfied),
                    Cell::share(lang, question.percent_unsatisfied.as_ref()),
                ]);
            }
        }
        if has_reasons {
            cells.push(Cell::new(lang.untranslated(summary.map_or("", String::as_str))));
        }
        cells
    };
    let (ballots, share) = (t!(lang, "column-ballots"), t!(lang, "notice-share"));
    let numbers = Column::numbers(9);
    let mut columns = vec![Column::numbers(7), Column::words(24), numbers, numbers, numbers, numbers];
    let mut below = vec![Cell::new(ballots.clone()), Cell::new(share.clone()), Cell::new(ballots), Cell::new(share)];
    if has_reasons {
        columns.push(Column::words(33));
        below.push(Cell::new(t!(lang, "notice-reason")));
    }
    Table {
        name: t!(lang, "notice-table"),
        columns,
        head: vec![
            vec![
                Cell::new(t!(lang, "notice-no")).down(2),
                Cell::new(t!(lang, "column-content")).down(2),
                Cell::new(t!(lang, "column-satisfied")).over(2),
                Cell::new(t!(lang, "column-unsatisfied")).over(if has_reasons { 3 } else { 2 }),
            ],
            below,
        ],
        rows: results.questions.iter().map(row).collect(),
        has_remarks: has_reasons,
    }
}
