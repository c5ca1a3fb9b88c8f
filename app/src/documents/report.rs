//! What the Front reports of a published round: the report to the body above (*báo cáo kết quả lấy ý kiến*), the summary table of a unit
//! (*bảng tổng hợp*), and the letter about contents that people denied (*đề nghị giải trình, khắc phục, lấy ý kiến lại*).

use super::format::RoundDocument;
use super::notice::{self, bases};
use super::signed_at::{day_in_words, signed_later};
use super::template::{Filling, Fillings};
use super::text::Text;
use super::{
    Cell, Column, Document, Letterhead, Receivers, Signature, Table, end, percent, standing_committee, with_nought,
    wording,
};
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::ChildFigures;
use crate::domain::survey::verdict::{Reason, Rule};
use crate::domain::units::unit::UnitRef;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ports::notices::NoticeView;
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

impl Document {
    /// What is reported of a published round on a day; `above` is the unit above the one whose Front reports, `own` its template. Nothing
    /// where nothing was denied that a letter could be about.
    pub fn of_round(
        kind: RoundDocument,
        shown: &NoticeView,
        above: Option<&UnitRef>,
        own: Option<&str>,
        today: NaiveDate,
    ) -> Option<Self> {
        let NoticeView { round, notice, results, .. } = shown;
        let words = &notice.words;
        if kind == RoundDocument::Request && !results.is_denied() {
            return None;
        }
        let unit = &results.unit.name;
        let (title, number) = match kind {
            RoundDocument::Report => (t!("report-about", unit = unit), Some(t!("report-number"))),
            RoundDocument::Summary => (t!("summary-about", unit = unit), None),
            RoundDocument::Request => (t!("request-about"), Some(t!("request-number"))),
        };
        let template = wording::in_force(Lang::Vi, kind.kind(), own);
        let filled = template.fill(&fillings(shown, above));
        let addressed = match kind {
            RoundDocument::Report => above.map(|above| standing_committee(&above.name)),
            RoundDocument::Summary => None,
            RoundDocument::Request => Some(t!("document-people-s-committee", unit = unit)),
        };
        Some(Self {
            title: title.clone(),
            lang: Lang::Vi.tag(),
            letterhead: Letterhead::of_committee(Lang::Vi, &words.above, &words.committee, number),
            signed_at: Some(signed_later(&words.place, today.year())),
            kind: match kind {
                RoundDocument::Report => Some(t!("report-kind")),
                RoundDocument::Summary => Some(t!("summary-kind")),
                RoundDocument::Request => None,
            },
            about: title,
            addressed: addressed.map(|to| t!("document-addressed", to = to)),
            bases: if kind == RoundDocument::Report { bases(Lang::Vi, round) } else { Vec::new() },
            body: if kind == RoundDocument::Summary { filled } else { end(filled) },
            signatures: vec![Signature::of(&words.title, &words.signer)],
            receivers: receivers(kind, &words.receivers),
            made_of: t!("document-made-of", version = notice.version, day = notice.published_on),
        })
    }
}

/// As above, then whom the notice goes to; a letter only goes to whom it is addressed to, and into the archive.
fn receivers(kind: RoundDocument, of_notice: &[String]) -> Option<Receivers> {
    let as_above = t!("letter-receiver-as-above");
    let archive = t!("letter-receiver-archive");
    let lines = match kind {
        RoundDocument::Summary => return None,
        RoundDocument::Request => vec![as_above, archive],
        RoundDocument::Report => {
            let others = of_notice.iter().filter(|line| **line != as_above).cloned();
            std::iter::once(as_above.clone()).chain(others).collect()
        }
    };
    Receivers::new(Lang::Vi, &lines)
}

pub(super) fn fillings(shown: &NoticeView, above: Option<&UnitRef>) -> Fillings {
    let NoticeView { round, results, .. } = shown;
    let mut fillings = notice::fillings(Lang::Vi, shown);
    let denied = denied_lines(shown);
    let by = standing_committee(&round.unit.name);
    let addressee = above.map_or_else(|| t!("report-authority"), |above| standing_committee(&above.name));
    let request = match results.verdict.met {
        Some(true) => t!("report-request-met", unit = &results.unit.name, above = &addressee),
        Some(false) if denied.is_empty() => t!("report-request-few", unit = &results.unit.name, by = &by),
        Some(false) => t!("report-request-denied", unit = &results.unit.name, above = &addressee, by = &by),
        None => t!("report-request-none", above = &addressee),
    };
    let opening = t!("report-opening", unit = &round.unit.name, of = &results.unit.name, notice = cited(shown),);
    let request_opening = t!("request-opening", of = &results.unit.name, notice = cited(shown));
    fillings.extend([
        ("report-opening", Filling::from(opening)),
        ("request-opening", request_opening.into()),
        ("table-units", Filling::Table(units_table(shown))),
        ("list-denied", Filling::List(denied)),
        ("request", request.into()),
        ("attached-to", t!("summary-attached-to").into()),
        ("closing", t!("report-closing", above = &addressee).into()),
        ("deadline", t!("request-deadline", unit = &results.unit.name, by = &by).into()),
        ("unit-above", above.map_or_else(String::new, |above| above.name.clone()).into()),
    ]);
    fillings
}

/// The notice that a document speaks of: its number, its day, and which correction it is.
fn cited(NoticeView { notice, .. }: &NoticeView) -> String {
    let (number, day) = (with_nought(&notice.words.number), day_in_words(Lang::Vi, notice.published_on));
    match notice.version {
        0 | 1 => t!("document-notice", number = number, day = day),
        version => t!("document-notice-corrected", number = number, day = day, time = version - 1),
    }
}

/// How many denials are told one by one, each with its numbers; more stand in the table of them, and are told by content.
const TOLD: usize = 20;

/// What people denied: one by one where that can be read, else content by content with the units.
fn denied_lines(shown: &NoticeView) -> Vec<Text> {
    let reasons = &shown.results.verdict.reasons;
    if reasons.len() <= TOLD {
        return reasons.iter().filter_map(|one| denied_line(shown, one)).collect();
    }
    let mut by_question: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for one in reasons.iter().filter(|one| one.rule != Rule::Participation) {
        if let Some(no) = one.question {
            by_question.entry(no).or_default().insert(&one.unit.name);
        }
    }
    let line = |(no, units): (u32, BTreeSet<&str>)| {
        let topic = &shown.round.ruleset.question(no)?.topic;
        let named: Vec<&str> = units.iter().copied().take(NAMED).collect();
        let (count, named) = (units.len(), named.join(", "));
        Some(Text::from(match count.saturating_sub(NAMED) {
            0 => t!("report-denied-units", no = no, topic = topic, count = count, units = named),
            more => t!("report-denied-units-more", no = no, topic = topic, count = count, units = named, more = more),
        }))
    };
    by_question.into_iter().filter_map(line).collect()
}

/// How many units are named of a content that many denied.
const NAMED: usize = 5;

/// A content that people denied where it has to hold, with its numbers there; nothing of what is no content.
fn denied_line(NoticeView { round, results, .. }: &NoticeView, one: &Reason) -> Option<Text> {
    let question = one.question.and_then(|no| round.ruleset.question(no))?;
    match one.rule {
        Rule::Participation => return None,
        // No number is told of these: the reason says why.
        Rule::NoAnswers | Rule::TooFewAnswers | Rule::Untold => return Some(one.text.clone().into()),
        Rule::Overall | Rule::Content => {}
    }
    let share = Share::new(one.count, one.base).decimal();
    let share = percent(Lang::Vi, share.as_ref());
    let (no, topic) = (question.no, &question.topic);
    let (satisfied, base, threshold) = (one.count, one.base, one.threshold);
    let said = if one.unit.code == results.unit.code {
        t!(
            "report-denied",
            no = no,
            topic = topic,
            satisfied = satisfied,
            base = base,
            share = share,
            threshold = threshold
        )
    } else {
        t!(
            "report-denied-in",
            unit = &one.unit.name,
            no = no,
            topic = topic,
            satisfied = satisfied,
            base = base,
            share = share,
            threshold = threshold
        )
    };
    Some(said.into())
}

/// Each unit one level down: who took part, and how satisfied they are in all.
fn units_table(NoticeView { round, results, .. }: &NoticeView) -> Table {
    let row = |(no, child): (usize, &ChildFigures)| {
        let turnout = &child.participation.turnout;
        let mut cells = vec![
            Cell::new(no.to_string()),
            Cell::new(child.unit.name.clone()),
            Cell::count(Lang::Vi, turnout.households),
            Cell::count(Lang::Vi, turnout.issued),
            Cell::count(Lang::Vi, turnout.returned),
            Cell::count(Lang::Vi, turnout.valid),
            Cell::share(Lang::Vi, child.participation.percent.as_ref()),
        ];
        match (&child.overall, child.withheld) {
            (None, Some(withheld)) => cells.push(Cell::withheld(label(Lang::Vi, withheld), 2)),
            (overall, _) => {
                let told = overall.as_ref().map(|overall| {
                    let share = Cell::share(Lang::Vi, overall.percent_satisfied.as_ref());
                    [Cell::count(Lang::Vi, overall.counts.satisfied), share]
                });
                cells.extend(told.unwrap_or_else(|| [Cell::new("–"), Cell::new("–")]));
            }
        }
        cells
    };
    let turnout = &results.participation.turnout;
    let overall = results.overall();
    let total = vec![
        Cell::new(""),
        Cell::new(Text::from(t!("report-total")).bold()),
        Cell::count(Lang::Vi, turnout.households),
        Cell::count(Lang::Vi, turnout.issued),
        Cell::count(Lang::Vi, turnout.returned),
        Cell::count(Lang::Vi, turnout.valid),
        Cell::share(Lang::Vi, results.participation.percent.as_ref()),
        overall
            .and_then(|one| one.counts)
            .map_or_else(|| Cell::new("–"), |counts| Cell::count(Lang::Vi, counts.satisfied)),
        Cell::share(Lang::Vi, overall.and_then(|one| one.percent_satisfied.as_ref())),
    ];
    let head = [
        t!("notice-no"),
        t!("report-unit"),
        t!("report-households"),
        t!("report-issued"),
        t!("report-returned"),
        t!("report-valid"),
        t!("report-participation"),
        t!("report-satisfied", no = results.overall().map_or(0, |question| question.no)),
        t!("report-share"),
    ];
    let numbers = Column::numbers(10);
    Table {
        name: t!("report-units", unit = &round.unit.name),
        columns: vec![
            Column::numbers(8),
            Column::words(27),
            numbers,
            numbers,
            numbers,
            numbers,
            Column::numbers(12),
            numbers,
            Column::numbers(12),
        ],
        head: vec![head.into_iter().map(Cell::new).collect()],
        rows: (1..).zip(&results.children).map(row).chain(std::iter::once(total)).collect(),
        has_remarks: false,
    }
}
