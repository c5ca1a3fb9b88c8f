//! A made-up round of a unit, so that whoever words a template sees what it becomes and what each placeholder says.

use super::format::RoundDocument;
use super::placeholders::placeholders;
use super::template::{Filling, Fillings, named};
use super::text::Text;
use super::{Document, minutes, notice, recommendation, report, supervision};
use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::collection::notice::{Notice, NoticeWords};
use crate::domain::collection::plan::Papers;
use crate::domain::collection::round::{Ending, Round, State};
use crate::domain::collection::steps::HamletCounts;
use crate::domain::document_kind::DocumentKind;
use crate::domain::oversight::recommendation::{RecommendationAction, Stage};
use crate::domain::revision::Revision;
use crate::domain::survey::count::{Count, Tally, Turnout};
use crate::domain::survey::node::Node;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::unit::{Level, Unit, UnitRef};
use crate::i18n::reasons::results;
use crate::i18n::{Lang, t};
use crate::ports::counting::{CountingMinutes, CountingState};
use crate::ports::notices::NoticeView;
use crate::ports::participation::{HamletDetail, HamletRef, ParticipationRow, SlipCounts};
use crate::ports::recommendations::{Recommendation, RecommendationRow, RecommendationStep, Subject};
use chrono::{Days, NaiveDate, TimeZone as _, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// How many households a made-up hamlet has.
const HOUSEHOLDS: u64 = 120;
/// How many hamlets, or communes, a made-up unit has.
const PARTS: u64 = 4;

/// A made-up round that was published on a day.
#[derive(Clone, Debug)]
pub struct Example<'a> {
    /// The rules it was held by.
    pub ruleset: &'a Ruleset,
    /// The unit whose Front issues the document; of minutes, the commune.
    pub unit: &'a UnitRef,
    /// The unit above it.
    pub above: Option<&'a UnitRef>,
    /// The day it was published.
    pub today: NaiveDate,
}

impl Example<'_> {
    /// A document of it, drawn with a template.
    pub fn document(&self, kind: DocumentKind, template: Option<&str>) -> Option<Document> {
        let own = template.map(str::to_owned);
        match kind {
            DocumentKind::Notice => {
                let mut view = self.view();
                view.notice.template = own;
                Some(Document::notice(Lang::Vi, &view))
            }
            DocumentKind::Minutes => {
                let minutes = CountingMinutes { template: own, ..self.minutes() };
                Some(Document::minutes(&self.hamlet(), &minutes, &t!("example-hamlet", no = 1_u64)))
            }
            DocumentKind::Report => self.of_round(RoundDocument::Report, template),
            DocumentKind::Summary => self.of_round(RoundDocument::Summary, template),
            DocumentKind::Request => self.of_round(RoundDocument::Request, template),
            DocumentKind::Letter => {
                let found = Recommendation { template: own, ..self.recommendation() };
                found.steps.first().map(|step| Document::letter(&found, step, Some(t!("example-criterion"))))
            }
            DocumentKind::Supervision => Some(Document::supervision_report(&self.programme(), template, self.today)),
        }
    }

    fn of_round(&self, kind: RoundDocument, template: Option<&str>) -> Option<Document> {
        Document::of_round(kind, &self.view(), self.above, template, self.today)
    }

    /// Each placeholder of a kind by its name, with what it says of this round; nothing where it says nothing, or makes more than words.
    pub fn said(&self, kind: DocumentKind) -> Vec<(&'static str, String, Option<Text>)> {
        let fillings = self.fillings(kind);
        let words = |key: &str| match fillings.get(key) {
            Some(Filling::Words(text)) if !text.is_blank() => Some(text.clone()),
            _ => None,
        };
        named(&placeholders(kind)).into_iter().map(|(key, name)| (key, name, words(key))).collect()
    }

    fn fillings(&self, kind: DocumentKind) -> Fillings {
        match kind {
            DocumentKind::Notice => notice::fillings(Lang::Vi, &self.view()),
            DocumentKind::Minutes => {
                minutes::fillings(&self.hamlet(), &self.minutes(), &t!("example-hamlet", no = 1_u64))
            }
            DocumentKind::Report | DocumentKind::Summary | DocumentKind::Request => {
                report::fillings(&self.view(), self.above)
            }
            DocumentKind::Letter => {
                let found = self.recommendation();
                let step = found.steps.first();
                step.map(|step| recommendation::fillings(&found, step, Some(t!("example-criterion"))))
                    .unwrap_or_default()
            }
            DocumentKind::Supervision => supervision::fillings(&self.programme(), self.today),
        }
    }

    /// Where too few are satisfied with the second question, and one who left some open.
    fn counts(&self, valid: u64) -> Vec<Count> {
        let count = |no: u64| match no {
            2 => Count { satisfied: valid / 2, unsatisfied: valid - valid / 2 },
            no => Count { satisfied: valid - no % 7 - 1, unsatisfied: no % 7 },
        };
        (1..=self.ruleset.questions.len() as u64).map(count).collect()
    }

    fn turnout() -> Turnout {
        let households = HOUSEHOLDS;
        Turnout { households, issued: households - 1, returned: households - 8, valid: households - 10, invalid: 2 }
    }

    fn view(&self) -> NoticeView {
        let turnout = Self::turnout();
        let below = Level::ALL.into_iter().find(|level| *level > self.unit.level && *level != Level::District);
        let below = below.unwrap_or(Level::Hamlet);
        let part = |no: u64| {
            let kind = below.usual_kind().to_owned();
            let name = if below == Level::Hamlet {
                t!("example-hamlet", no = no)
            } else {
                t!("example-unit", kind = below.usual_kind(), no = no)
            };
            let unit = UnitRef { code: no.to_string(), name, kind, level: below };
            Node::new(unit, Tally { turnout, counts: self.counts(turnout.valid) }, Vec::new())
        };
        let parts = (1..=PARTS).map(part).collect();
        let node = Node::above(self.unit.clone(), parts, self.ruleset.questions.len());
        let results = results(self.ruleset, &node);
        let name = self.unit.name.split_once(' ').map_or(self.unit.name.as_str(), |(_, name)| name);
        let words = NoticeWords {
            number: t!("example-number"),
            place: name.to_owned(),
            above: t!("notice-committee", unit = self.unit.name.to_uppercase()),
            committee: t!("notice-standing-committee"),
            title: t!("notice-chair"),
            posted_at: t!("example-posted-at"),
            receivers: vec![t!("letter-receiver-archive")],
            summaries: [(2, t!("example-reason"))].into(),
            ..NoticeWords::default()
        };
        let notice = Notice {
            words,
            version: 1,
            published_on: self.today,
            reason: String::new(),
            ending: Ending::default(),
            full_figures: None,
            audit_slips: JudgedSlips::default(),
            template: None,
        };
        NoticeView { round: self.round(), notice, results, versions: Vec::new() }
    }

    fn round(&self) -> Round {
        let closes = self.today - Days::new(5);
        let papers = Papers { number: t!("example-plan"), basis: vec![t!("example-basis")], ..Papers::default() };
        Round {
            id: Uuid::nil(),
            unit: self.unit.clone(),
            ruleset: Arc::new(self.ruleset.clone()),
            papers: Arc::new(papers),
            opens: self.today - Days::new(20),
            closes,
            ended_on: Some(closes),
            full_figures: None,
            state: State::Published,
            published_on: Some(self.today),
        }
    }

    fn hamlet(&self) -> HamletDetail {
        let turnout = Self::turnout();
        let name = t!("example-hamlet", no = 1_u64);
        let row = ParticipationRow {
            unit: self.unit.clone(),
            hamlet: Some(HamletRef { id: Uuid::nil(), code: "01".to_owned(), name }),
            turnout,
            assisted: 4,
            paper: 30,
            minutes: 0,
            pending: 0,
            conflicts: 0,
            uncounted: 0,
            hamlets: HamletCounts::default(),
        };
        HamletDetail {
            round: self.round(),
            row,
            slips: SlipCounts::default(),
            batches: Vec::new(),
            conflicts: Vec::new(),
            minutes: None,
            closing: None,
            attachments: Vec::new(),
            counting: CountingState::default(),
            counts_stay_below: false,
        }
    }

    fn minutes(&self) -> CountingMinutes {
        let turnout = Self::turnout();
        CountingMinutes {
            day: self.today - Days::new(4),
            place: t!("example-place"),
            present: vec![t!("example-person", no = 1_u64), t!("example-person", no = 2_u64)],
            turnout,
            counts: self.counts(turnout.valid),
            origins: [turnout.returned - 34, 4, 30, 0],
            ..CountingMinutes::default()
        }
    }

    fn recommendation(&self) -> Recommendation {
        let due = self.today + Days::new(30);
        let unit = Unit { id: Uuid::nil(), named: self.unit.clone(), parent: None, valid_from: None, valid_to: None };
        let step = RecommendationStep {
            step: RecommendationAction::Raise,
            text: t!("example-recommendation"),
            who: String::new(),
            at: Utc.from_utc_datetime(&self.today.and_time(chrono::NaiveTime::MIN)),
            due,
            files: Vec::new(),
        };
        let row = RecommendationRow {
            id: Uuid::nil(),
            unit,
            subject: Subject { round: Some(Uuid::nil()), ..Subject::default() },
            title: t!("example-title"),
            stage: Stage::Waiting,
            due,
            raised_on: self.today,
            raised_by: t!("recommendation-front", unit = &self.unit.name),
            is_public: false,
            answered_on: None,
            closed_on: None,
            may_settle: false,
        };
        Recommendation { row, revision: Revision::default(), steps: vec![step], actions: Vec::new(), template: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::wording;
    use crate::domain::survey::ruleset::tests::small;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_is_drawn_for_every_level_that_issues_it() {
        let ruleset = small(19);
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
        for level in [Level::Province, Level::Commune] {
            let kind = level.usual_kind().to_owned();
            let unit = UnitRef { code: String::new(), name: "Xã Đạ Ròn".into(), kind, level };
            let example = Example { ruleset: &ruleset, unit: &unit, above: None, today };
            for kind in DocumentKind::ALL {
                let document = example.document(kind, Some(wording::shipped(kind))).expect("a document");
                assert!(!document.body.is_empty(), "{kind}");
                let said = example.said(kind);
                let known: BTreeSet<_> = placeholders(kind).into_iter().collect();
                assert_eq!(example.fillings(kind).into_keys().collect::<BTreeSet<_>>(), known, "{kind}");
                assert!(said.iter().filter(|(_, _, says)| says.is_some()).count() * 3 > said.len(), "{kind}: {said:?}");
            }
        }
    }
}
