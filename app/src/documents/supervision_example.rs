//! A made-up programme of supervision, so that whoever words its report sees what it becomes.

use super::example::Example;
use crate::domain::oversight::recommendation::Stage;
use crate::domain::oversight::supervision::{ActivityKind, Method, Occasion, Supervisor, Uptake};
use crate::domain::revision::Revision;
use crate::domain::units::unit::Unit;
use crate::i18n::t;
use crate::ports::supervision::{
    Activity, ActivityPlan, Comment, Conclusion, Finding, FindingRecommendation, NewFinding, Programme, ProgrammeHead,
    ProgrammeRow, Reply, Visit,
};
use chrono::{Datelike as _, Days, NaiveDate};
use uuid::Uuid;

impl Example<'_> {
    /// A year's programme of the unit: one activity of supervision with a visit, and a draft that was commented on.
    pub(super) fn programme(&self) -> Programme {
        let unit = Unit { id: Uuid::nil(), named: self.unit.clone(), parent: None, valid_from: None, valid_to: None };
        let head = ProgrammeHead {
            supervisor: Supervisor::Front,
            organisation: String::new(),
            year: self.today.year(),
            number: t!("example-programme"),
            signed_on: Some(self.before(60)),
            is_public: true,
        };
        let row = ProgrammeRow {
            id: Uuid::nil(),
            unit: unit.clone(),
            head,
            activities: 2,
            concluded: 1,
            overdue: 0,
            may_keep: true,
        };
        Programme {
            row,
            revision: Revision::default(),
            activities: vec![self.supervised(unit), self.commented()],
            is_whole: true,
        }
    }

    fn before(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }

    fn activity(&self, kind: ActivityKind, subject: String) -> Activity {
        let plan = ActivityPlan {
            kind,
            subject,
            occasion: Occasion::Periodic,
            method: Method::ALL.into_iter().find(|method| method.fits(kind)).unwrap_or_default(),
            starts_on: self.before(40),
            ends_on: self.before(10),
            lead: t!("programme-of-front", unit = &self.unit.name),
            participants: Vec::new(),
            drafter: if kind.is_about_draft() {
                t!("document-people-s-committee", unit = &self.unit.name)
            } else {
                String::new()
            },
            ruleset: String::new(),
            criteria: Vec::new(),
            target: String::new(),
        };
        Activity {
            id: Uuid::nil(),
            revision: Revision::default(),
            plan,
            units: Vec::new(),
            visits: Vec::new(),
            comments: Vec::new(),
            conclusion: None,
        }
    }

    fn supervised(&self, unit: Unit) -> Activity {
        let found = |number, is_lacking, text| Finding {
            number,
            what: NewFinding { is_lacking, text, criterion: 2 },
            recommendation: is_lacking.then(|| FindingRecommendation {
                id: Uuid::nil(),
                title: t!("example-title"),
                stage: Stage::Accepted,
                due: self.today,
                is_public: true,
            }),
        };
        let visit = Visit {
            id: Uuid::nil(),
            unit: unit.clone(),
            on: self.before(20),
            present: vec![t!("example-person", no = 1_u64)],
            findings: vec![found(1, false, t!("example-found-well")), found(2, true, t!("example-reason"))],
            files: Vec::new(),
        };
        let conclusion = Conclusion { on: self.before(10), text: t!("example-recommendation") };
        Activity {
            units: vec![unit],
            visits: vec![visit],
            conclusion: Some(conclusion),
            ..self.activity(ActivityKind::Supervision, t!("example-supervised"))
        }
    }

    fn commented(&self) -> Activity {
        let reply = Reply { uptake: Uptake::Whole, text: t!("example-reply"), on: self.before(12) };
        let comment = Comment { number: 1, text: t!("example-comment"), reply: Some(reply) };
        Activity { comments: vec![comment], ..self.activity(ActivityKind::Critique, t!("example-draft")) }
    }
}
