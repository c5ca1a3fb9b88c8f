//! Programmes of supervision of the province's Front and of the commune's: what was planned this year, and how far it has come.

use super::maker::Demo;
use super::scene::{FIRST, HOME, PROVINCE, TREND, days_after, days_before, morning};
use anyhow::Result;
use app::domain::oversight::recommendation::RecommendationAction;
use app::domain::oversight::supervision::{ActivityKind, Method, Occasion, Supervisor, Uptake};
use app::domain::revision::Revision;
use app::i18n::{Lang, word};
use app::ports::common::Actor;
use app::ports::recommendations::{NewRecommendation, NewStep, Recommendations as _, Subject};
use app::ports::supervision::{ActivityPlan, Conclusion, NewFinding, NewVisit, ProgrammeHead, Reply, Supervision as _};
use app::t;
use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

/// How many days before today an activity began and how many days it takes.
type Days = (i64, u64);

impl Demo<'_> {
    /// Plans both programmes, and does what was to be done by today.
    pub(super) async fn supervise(&self) -> Result<()> {
        let (province, commune) = (&self.people.province, &self.people.commune);
        let programme = self.open_programme(province, PROVINCE, &t!("demo-programme-province"), 150).await?;
        let roads = self
            .plan_activity(province, programme, "demo-supervision-roads", Kind::Units(&[HOME, TREND]), (60, 40))
            .await?;
        self.visit_roads(province, roads).await?;
        self.plan_activity(province, programme, "demo-supervision-waste", Kind::Units(&[TREND]), (45, 30)).await?;
        let draft = self.plan_activity(province, programme, "demo-supervision-draft", Kind::Draft, (30, 45)).await?;
        self.comment(province, draft).await?;
        self.plan_activity(province, programme, "demo-supervision-water", Kind::Units(&[HOME]), (-20, 25)).await?;
        let programme = self.open_programme(commune, HOME, &t!("demo-programme-commune"), 140).await?;
        let hall =
            self.plan_activity(commune, programme, "demo-supervision-hall", Kind::Units(&[HOME]), (25, 40)).await?;
        let findings = vec![finding(false, "demo-found-hall", 6)];
        self.visit(commune, hall, HOME, 8, findings).await?;
        Ok(())
    }

    /// Opens a public programme of this year.
    async fn open_programme(&self, by: &Actor, unit: &str, number: &str, ago: u64) -> Result<Uuid> {
        let id = Uuid::new_v4();
        let head = ProgrammeHead {
            supervisor: Supervisor::Front,
            organisation: String::new(),
            year: self.today.year(),
            number: number.to_owned(),
            signed_on: Some(days_before(self.today, ago)),
            is_public: true,
        };
        self.store.open_programme(by, id, unit, head, morning(self.today)).await?;
        Ok(id)
    }

    async fn plan_activity(
        &self,
        by: &Actor,
        programme: Uuid,
        key: &str,
        kind: Kind<'_>,
        (ago, long): Days,
    ) -> Result<Uuid> {
        let starts_on = match u64::try_from(ago) {
            Ok(ago) => days_before(self.today, ago),
            Err(_) => days_after(self.today, ago.unsigned_abs()),
        };
        let said = |part: &str| word(Lang::Vi, &format!("{key}{part}"), &[]);
        let (kind, units) = match kind {
            Kind::Units(units) => (ActivityKind::Supervision, units.iter().map(|code| (*code).to_owned()).collect()),
            Kind::Draft => (ActivityKind::Critique, Vec::new()),
        };
        let plan = ActivityPlan {
            kind,
            subject: said(""),
            occasion: Occasion::Periodic,
            method: if kind.is_about_draft() { Method::Conference } else { Method::Delegation },
            starts_on,
            ends_on: days_after(starts_on, long),
            lead: said("-lead"),
            participants: t!("demo-supervision-with").split("; ").map(str::to_owned).collect(),
            drafter: if kind.is_about_draft() { said("-drafter") } else { String::new() },
            ruleset: FIRST.to_owned(),
            criteria: Vec::new(),
            target: String::new(),
        };
        let id = Uuid::new_v4();
        self.store.plan_activity(by, programme, id, plan, units, morning(self.today)).await?;
        Ok(id)
    }

    async fn visit(&self, by: &Actor, activity: Uuid, unit: &str, ago: u64, findings: Vec<NewFinding>) -> Result<Uuid> {
        let visit = NewVisit {
            id: Uuid::new_v4(),
            unit_code: unit.to_owned(),
            on: days_before(self.today, ago),
            present: t!("demo-supervision-present").split("; ").map(str::to_owned).collect(),
            findings,
            files: Vec::new(),
        };
        let id = visit.id;
        self.store.record_visit(by, activity, visit, morning(self.today)).await?;
        Ok(id)
    }

    /// Two visits, of which one finding became a recommendation that was answered; concluded.
    async fn visit_roads(&self, by: &Actor, activity: Uuid) -> Result<()> {
        self.visit(by, activity, HOME, 50, vec![finding(false, "demo-found-plan", 1)]).await?;
        let findings = vec![finding(true, "demo-found-road", 2), finding(false, "demo-found-plan", 1)];
        let visit = self.visit(by, activity, TREND, 48, findings).await?;
        let id = Uuid::new_v4();
        let raised = days_before(self.today, 40);
        let new = NewRecommendation {
            id,
            unit_code: TREND.to_owned(),
            subject: Subject { ruleset: FIRST.to_owned(), criterion: 2, ..Subject::default() },
            title: t!("demo-found-road"),
            text: t!("demo-found-road-text"),
            due: days_after(raised, 30),
            is_public: true,
            files: Vec::new(),
            finding: Some((visit, 1)),
        };
        self.store.raise(by, new, morning(raised)).await?;
        let answer = NewStep {
            step: RecommendationAction::Answer,
            revision: self.store.recommendation(by, id).await?.revision,
            text: t!("demo-found-road-answer"),
            due: None,
            files: Vec::new(),
        };
        let answered = days_before(self.today, 25);
        self.store.step(&self.people.coordination, id, answer, morning(answered)).await?;
        let end = Conclusion { on: days_before(self.today, 22), text: t!("demo-supervision-roads-conclusion") };
        let seen = self.seen(by, activity).await?;
        self.store.conclude_activity(by, activity, &seen, end, morning(self.today)).await?;
        Ok(())
    }

    /// Comments on a draft, of which one was replied to.
    async fn comment(&self, by: &Actor, activity: Uuid) -> Result<()> {
        let texts = vec![t!("demo-comment-costs"), t!("demo-comment-hamlets")];
        self.store.comment_draft(by, activity, texts, morning(self.today)).await?;
        let on: NaiveDate = days_before(self.today, 10);
        let reply = Reply { uptake: Uptake::Whole, text: t!("demo-comment-costs-reply"), on };
        let seen = self.seen(by, activity).await?;
        self.store.record_reply(by, activity, &seen, 1, reply, morning(self.today)).await?;
        Ok(())
    }

    async fn seen(&self, by: &Actor, activity: Uuid) -> Result<Revision> {
        let programme = self.store.programme_of(by, activity, morning(self.today)).await?;
        let found = programme.activities.into_iter().find(|one| one.id == activity);
        Ok(found.map(|one| one.revision).unwrap_or_default())
    }
}

/// What an activity is about.
enum Kind<'a> {
    Units(&'a [&'a str]),
    Draft,
}

fn finding(is_lacking: bool, key: &str, criterion: u32) -> NewFinding {
    NewFinding { is_lacking, text: word(Lang::Vi, key, &[]), criterion }
}
