//! What is supervised of a unit, in plain words, for those who live there (*giám sát cộng đồng*; Kế hoạch 47-KH/TU, III.11): what was
//! asked, what people said, what was recommended, what the authority answered, what is still open. A page and a poster say the same.

use super::contact::site;
use super::qr_squares::QrSquares;
use crate::documents::text::Text;
use crate::domain::collection::round::Round;
use crate::domain::oversight::recommendation::{RecommendationAction, Stage};
use crate::domain::oversight::supervision::Progress;
use crate::domain::survey::results::{QuestionFigures, Results};
use crate::domain::units::unit::{Level, Unit};
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::ports::recommendations::Recommendation;
use crate::ports::supervision::{Activity, Programme};
use chrono::NaiveDate;
use serde::Serialize;

/// How many questions are named.
const QUESTIONS: usize = 5;
/// The longest text of a step or a finding, in characters.
const LONGEST: usize = 220;

/// What is known of a unit.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its latest published round.
    pub round: Option<(&'a Round, &'a Results)>,
    /// The recommendations that residents may read, latest first.
    pub recommendations: &'a [Recommendation],
    /// The programmes that residents may read, latest year first.
    pub programmes: &'a [Programme],
}

/// The page and the poster.
#[derive(Clone, Debug, Serialize)]
pub struct Community {
    pub(super) title: String,
    /// What stands above all.
    pub heading: String,
    /// Of which day it tells.
    pub as_of: String,
    /// What is told, in order.
    pub sections: Vec<Section>,
    site: String,
    qr: Option<QrSquares>,
    scan: String,
}

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it tells.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it says.
    pub text: Text,
    /// Whether it belongs to the line above it.
    pub is_part: bool,
    /// Whether it is a matter of its own, of which the lines below it tell.
    pub is_matter: bool,
}

impl Line {
    fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), is_part: false, is_matter: false }
    }

    fn matter(text: impl Into<Text>) -> Self {
        Self { is_matter: true, ..Self::new(text) }
    }

    fn part(text: impl Into<Text>) -> Self {
        Self { is_part: true, ..Self::new(text) }
    }
}

impl Community {
    /// What is told of a unit on a day; `address` is where the page is.
    pub fn new(lang: Lang, base_url: &str, address: &str, told: Told<'_>, today: NaiveDate) -> Self {
        let unit = &told.unit.named.name;
        let section = |key: &str, lines: Vec<Line>| Section { heading: t!(lang, key), lines };
        // Of a wider unit it is told commune by commune what was asked.
        let is_commune = told.unit.named.level == Level::Commune;
        let results = is_commune.then(|| {
            [section("community-asked-heading", asked(lang, told)), section("community-said-heading", said(lang, told))]
        });
        let rest = [
            section("community-recommended-heading", recommended(lang, told)),
            section("community-supervised-heading", supervised(lang, told, today)),
            section("community-open-heading", open(lang, told, today)),
        ];
        Self {
            title: t!(lang, "community-title", unit = unit),
            // A unit's name stays on one line.
            heading: t!(lang, "community-title", unit = unit.replace(' ', "\u{a0}")),
            as_of: t!(lang, "community-as-of", day = today),
            sections: results.into_iter().flatten().chain(rest).collect(),
            site: site(base_url),
            qr: QrSquares::of(&format!("{base_url}{address}")),
            scan: t!(lang, "community-scan"),
        }
    }
}

fn asked(lang: Lang, told: Told<'_>) -> Vec<Line> {
    let Some((round, results)) = told.round else { return vec![Line::new(t!(lang, "community-asked-none"))] };
    let turnout = &results.participation.turnout;
    let asked = t!(
        lang,
        "community-asked",
        opens = round.opens,
        last = round.last_day(),
        households = turnout.households,
        questions = results.questions.len(),
        returned = turnout.returned,
    );
    let published = round.published_on.map(|day| Line::new(t!(lang, "community-published", day = day)));
    std::iter::once(Line::new(asked)).chain(published).collect()
}

/// How satisfied people are in all, then what most are not satisfied with.
fn said(lang: Lang, told: Told<'_>) -> Vec<Line> {
    let Some((round, results)) = told.round else { return vec![Line::new(t!(lang, "community-said-none"))] };
    let mut lines = Vec::new();
    if let Some(counts) = results.questions.iter().find(|one| one.overall).and_then(|one| one.counts) {
        let (satisfied, base) = (counts.satisfied, counts.base());
        lines.push(Line::new(t!(lang, "community-said-overall", satisfied = satisfied, base = base)));
    }
    let mut denied: Vec<(&QuestionFigures, u64, u64)> = results
        .questions
        .iter()
        .filter(|one| !one.overall)
        .filter_map(|one| one.counts.map(|counts| (one, counts.unsatisfied, counts.base())))
        .filter(|(_, unsatisfied, _)| *unsatisfied > 0)
        .collect();
    // By their shares, compared exactly.
    denied.sort_by(|(one, a, of), (other, b, whole)| {
        (u128::from(*b) * u128::from(*of)).cmp(&(u128::from(*a) * u128::from(*whole))).then(one.no.cmp(&other.no))
    });
    for (figures, unsatisfied, base) in denied.into_iter().take(QUESTIONS) {
        let known = round.ruleset.question(figures.no).map(|question| lang.topic_of(question));
        let topic = known.unwrap_or_else(|| lang.untranslated(&figures.topic));
        let sentence = t!(lang, "community-said-topic", topic = topic.text, unsatisfied = unsatisfied, base = base);
        lines.push(Line::part(Text::with(&sentence, [topic])));
    }
    if lines.is_empty() {
        lines.push(Line::new(t!(lang, "community-said-few")));
    }
    lines
}

/// A text of at most so many characters, on one line.
fn brief(text: &str) -> String {
    // What stood on lines of its own ends as a sentence does.
    let ended = |line: &str| {
        let has_end = line.ends_with(['.', '!', '?', ':', ';', ',', '…']);
        format!("{line}{}", if has_end { "" } else { "." })
    };
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines: Vec<String> = match lines.split_last() {
        Some((last, before)) => before.iter().map(|line| ended(line)).chain([(*last).to_owned()]).collect(),
        None => Vec::new(),
    };
    let line = lines.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

fn recommended(lang: Lang, told: Told<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for one in told.recommendations {
        let stage = label(lang, one.row.stage);
        let title = t!(lang, "community-matter", title = &one.row.title, state = stage);
        lines.push(Line::matter(Text::with(&title, [lang.untranslated(&one.row.title)])));
        for step in &one.steps {
            let (day, text) = (local(step.at).date(), brief(&step.text));
            let who = lang.untranslated(&step.who);
            let sentence = match step.step {
                RecommendationAction::Raise => {
                    t!(lang, "community-step-raise", day = day, who = who.text, text = &text)
                }
                RecommendationAction::Answer => {
                    t!(lang, "community-step-answer", day = day, who = who.text, text = &text)
                }
                RecommendationAction::Accept => {
                    t!(lang, "community-step-accept", day = day, who = who.text, text = &text)
                }
                RecommendationAction::Return => {
                    t!(lang, "community-step-return", day = day, who = who.text, text = &text)
                }
                RecommendationAction::Close => {
                    t!(lang, "community-step-close", day = day, who = who.text, text = &text)
                }
            };
            lines.push(Line::part(Text::with(&sentence, [who, lang.untranslated(&text)])));
        }
    }
    if lines.is_empty() {
        lines.push(Line::new(t!(lang, "community-recommended-none")));
    }
    lines
}

/// The activities about a unit, or all of its own programmes.
fn activities(told: Told<'_>) -> impl Iterator<Item = &Activity> {
    let unit = told.unit.id;
    let is_about = move |programme: &Programme, activity: &Activity| {
        programme.row.unit.id == unit || activity.units.iter().any(|own| own.id == unit)
    };
    told.programmes
        .iter()
        .flat_map(move |programme| programme.activities.iter().filter(move |one| is_about(programme, one)))
}

fn supervised(lang: Lang, told: Told<'_>, today: NaiveDate) -> Vec<Line> {
    let mut lines = Vec::new();
    for one in activities(told) {
        let state = label(lang, one.progress(today));
        let subject = lang.untranslated(&one.plan.subject);
        let title = t!(lang, "community-matter", title = subject.text, state = state);
        lines.push(Line::matter(Text::with(&title, [subject])));
        for (visit, finding) in one.findings().filter(|(visit, _)| visit.unit.id == told.unit.id) {
            let text = brief(&finding.what.text);
            let sentence = if finding.what.is_lacking {
                t!(lang, "community-found-lacking", day = visit.on, text = &text)
            } else {
                t!(lang, "community-found-well", day = visit.on, text = &text)
            };
            lines.push(Line::part(Text::with(&sentence, [lang.untranslated(&text)])));
        }
        if let Some(end) = &one.conclusion {
            let text = brief(&end.text);
            let sentence = t!(lang, "community-concluded", day = end.on, text = &text);
            lines.push(Line::part(Text::with(&sentence, [lang.untranslated(&text)])));
        }
    }
    if lines.is_empty() {
        lines.push(Line::new(t!(lang, "community-supervised-none")));
    }
    lines
}

/// What somebody still has to do, with its day; what is late first.
fn open(lang: Lang, told: Told<'_>, today: NaiveDate) -> Vec<Line> {
    let mut due: Vec<(NaiveDate, Line)> = Vec::new();
    for row in told.recommendations.iter().map(|one| &one.row).filter(|row| row.stage != Stage::Closed) {
        let title = lang.untranslated(&row.title);
        let sentence = match row.stage {
            stage if stage.is_overdue(row.due, today) => {
                let days = (today - row.due).num_days();
                t!(lang, "community-open-late", title = title.text, day = row.due, days = days)
            }
            Stage::Answered => t!(lang, "community-open-answered", title = title.text),
            _ => t!(lang, "community-open-due", title = title.text, day = row.due),
        };
        due.push((row.due, Line::part(Text::with(&sentence, [title]))));
    }
    for one in activities(told) {
        let subject = lang.untranslated(&one.plan.subject);
        let sentence = match one.progress(today) {
            Progress::Concluded => continue,
            Progress::Overdue => {
                t!(lang, "community-open-activity-late", subject = subject.text, day = one.plan.ends_on)
            }
            Progress::UnderWay | Progress::Planned => {
                let (from, to) = (one.plan.starts_on, one.plan.ends_on);
                t!(lang, "community-open-activity", subject = subject.text, from = from, to = to)
            }
        };
        due.push((one.plan.ends_on, Line::part(Text::with(&sentence, [subject]))));
    }
    due.sort_by_key(|(day, _)| *day);
    if due.is_empty() {
        return vec![Line::new(t!(lang, "community-open-none"))];
    }
    due.into_iter().map(|(_, line)| line).collect()
}
