//! What is claimed and appraised, titles, recommendations and their answers.

use super::figures::seed;
use super::maker::Demo;
use super::scene::{
    ADVANCED, ASKED_AGAIN, CLOSED, FIRST, HOME, LATEST, MET, TREND, UNASSESSED, days_after, days_before, fixed,
    morning, numbered,
};
use anyhow::Result;
use app::domain::oversight::criterion::{By, Status};
use app::domain::oversight::recommendation::RecommendationAction;
use app::domain::units::title::{Recognition, Title};
use app::domain::units::unit::Level;
use app::i18n::{Lang, word};
use app::ports::common::Actor;
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::recommendations::{NewRecommendation, NewStep, Recommendations as _, Subject};
use app::ports::titles::{TitleRow, Titles as _};
use app::t;
use chrono::NaiveDate;
use uuid::Uuid;

/// The days on which the communes before 1/7/2025 claimed what they met: the years of the plan 47-KH/TU.
const CLAIMED_BEFORE: [(i32, u32, u32); 5] =
    [(2023, 3, 31), (2023, 12, 20), (2024, 6, 30), (2024, 12, 20), (2025, 5, 30)];
/// Titles of the communes before 1/7/2025: how many in a hundred have each, and since when.
const TITLES_BEFORE: [(Title, u64, (i32, u32, u32)); 3] =
    [(Title::Standard, 88, (2020, 12, 15)), (Title::Advanced, 30, (2023, 11, 20)), (Title::Model, 6, (2025, 4, 10))];
/// The day on which the communes of today claimed what they meet by the first set, and that of appraising it.
const CLAIMED: (i32, u32, u32) = (2025, 9, 10);
const APPRAISED: (i32, u32, u32) = (2025, 12, 5);
/// The same by the latest set, and the communes that did.
const CLAIMED_LATEST: (i32, u32, u32) = (2026, 3, 2);
const APPRAISED_LATEST: (i32, u32, u32) = (2026, 4, 10);
const ASSESSED_LATEST: [&str; 4] = [HOME, MET, TREND, CLOSED];
/// The criterion of the latest set that was not met when it was appraised and is claimed again since.
const WAITING: u32 = 8;
/// How many criteria the sets of 2021-2025 have, and the latest.
const FIRST_CRITERIA: u32 = 19;
const LATEST_CRITERIA: u32 = 10;

/// A step of a recommendation: what is done, so many days ago, due in so many days from then.
type Step = (RecommendationAction, u64, Option<u64>);
/// Recommendations to the commune whose round is open: the key of its words, criterion and question, its steps.
const RECOMMENDATIONS: [(&str, (u32, u32), &[Step]); 4] = [
    (
        "demo-recommendation-road",
        (2, 2),
        &[
            (RecommendationAction::Raise, 120, Some(30)),
            (RecommendationAction::Answer, 100, None),
            (RecommendationAction::Accept, 95, Some(60)),
            (RecommendationAction::Close, 30, None),
        ],
    ),
    ("demo-recommendation-waste", (17, 16), &[(RecommendationAction::Raise, 45, Some(30))]),
    (
        "demo-recommendation-water",
        (0, 0),
        &[(RecommendationAction::Raise, 30, Some(35)), (RecommendationAction::Answer, 4, None)],
    ),
    ("demo-recommendation-signal", (8, 8), &[(RecommendationAction::Raise, 6, Some(30))]),
];

impl Demo<'_> {
    /// What was kept of the communes before 1/7/2025: background, and the history of the plan's targets.
    pub(super) async fn assess_before(&self, communes: &[String]) -> Result<()> {
        let now = morning(fixed((2025, 6, 20)));
        let statuses = communes.iter().flat_map(|commune| {
            claims(commune, FIRST, FIRST_CRITERIA, |criterion| {
                CLAIMED_BEFORE[usize::try_from(seed(commune, 300 + u64::from(criterion)) % 5).unwrap_or_default()]
            })
        });
        self.store.record(&Actor::Operator, numbered(statuses.collect()), None, now).await?;
        let titles = communes.iter().flat_map(|commune| {
            let draw = seed(commune, 900) % 100;
            let held = TITLES_BEFORE.into_iter().filter(move |(_, percent, _)| draw < *percent);
            held.map(|(title, _, on)| granted(commune, title, on))
        });
        self.store.recognise(&Actor::Operator, numbered(titles.collect()), now).await?;
        Ok(())
    }

    /// What the communes of today claim, what is appraised of it, and who was recognised.
    pub(super) async fn assess(&self, communes: &[String]) -> Result<()> {
        let assessed: Vec<&String> = communes.iter().filter(|one| !UNASSESSED.contains(&one.as_str())).collect();
        let (own, others): (Vec<&String>, Vec<&String>) = assessed.iter().partition(|one| *one == &HOME);
        let all = |communes: &[&String]| {
            let rows = communes.iter().flat_map(|one| claims(one, FIRST, FIRST_CRITERIA, |_| CLAIMED));
            numbered(rows.collect())
        };
        let (office, coordination) = (&self.people.office, &self.people.coordination);
        self.store.record(office, all(&own), None, morning(fixed(CLAIMED))).await?;
        self.store.record(coordination, all(&others), None, morning(fixed(CLAIMED))).await?;
        let third = others.iter().enumerate().filter(|(n, _)| n % 3 == 0).map(|(_, one)| *one);
        let appraised = third.flat_map(|one| appraisals(claims(one, FIRST, FIRST_CRITERIA, |_| APPRAISED)));
        self.store.record(coordination, numbered(appraised.collect()), None, morning(fixed(APPRAISED))).await?;
        let latest = ASSESSED_LATEST.iter().flat_map(|one| claims(one, LATEST, LATEST_CRITERIA, |_| CLAIMED_LATEST));
        self.store.record(coordination, numbered(latest.collect()), None, morning(fixed(CLAIMED_LATEST))).await?;
        let advanced = claims(ASKED_AGAIN, ADVANCED, FIRST_CRITERIA, |_| CLAIMED);
        self.store.record(coordination, numbered(advanced), None, morning(fixed(CLAIMED))).await?;
        let mut lacking = claims(HOME, LATEST, LATEST_CRITERIA, |_| APPRAISED_LATEST);
        lacking.iter_mut().filter(|row| row.criterion == WAITING).for_each(|row| row.status = Status::NotMet);
        let now = morning(fixed(APPRAISED_LATEST));
        self.store.record(coordination, numbered(appraisals(lacking)), None, now).await?;
        let title = granted(MET, Title::Standard, (2025, 12, 20));
        self.store.recognise(coordination, numbered(vec![title]), morning(fixed((2025, 12, 22)))).await?;
        // Claimed again, and not appraised yet.
        let day = days_before(self.today, 12);
        let mut again = claims(HOME, LATEST, LATEST_CRITERIA, |_| APPRAISED_LATEST);
        again.retain(|row| row.criterion == WAITING);
        for row in &mut again {
            (row.status, row.as_of, row.document) = (Status::Met, day, t!("demo-document-claim-later"));
        }
        self.store.record(office, numbered(again), None, morning(day)).await?;
        Ok(())
    }

    /// Recommendations of the commune's Front, with what came of them.
    pub(super) async fn recommend(&self, round: Uuid) -> Result<()> {
        for (key, (criterion, question), steps) in RECOMMENDATIONS {
            let id = Uuid::new_v4();
            for (step, ago, due) in steps {
                let day = days_before(self.today, *ago);
                let due: Option<NaiveDate> = due.map(|days| days_after(day, days));
                let text = |part: &str| word(Lang::Vi, &format!("{key}{part}"), &[]);
                if *step == RecommendationAction::Raise {
                    let ruleset = if criterion == 0 { String::new() } else { FIRST.to_owned() };
                    let round = (criterion > 0).then_some(round);
                    let new = NewRecommendation {
                        id,
                        unit_code: HOME.to_owned(),
                        subject: Subject { ruleset, criterion, round, question },
                        title: text(""),
                        text: text("-text"),
                        due: due.unwrap_or(day),
                        is_public: true,
                        files: Vec::new(),
                        finding: None,
                    };
                    self.store.raise(&self.people.commune, new, morning(day)).await?;
                    continue;
                }
                let by = if step.is_answer() { &self.people.office } else { &self.people.commune };
                let revision = self.store.recommendation(by, id).await?.revision;
                let text = text(&format!("-{}", step.into_str()));
                let step = NewStep { step: *step, revision, text, due, files: Vec::new() };
                self.store.step(by, id, step, morning(day)).await?;
            }
        }
        Ok(())
    }
}

/// What a commune claims: mostly met.
fn claims(commune: &str, ruleset: &str, criteria: u32, as_of: impl Fn(u32) -> (i32, u32, u32)) -> Vec<CriterionRow> {
    let claim = |criterion: u32| {
        let status = match seed(commune, 100 + u64::from(criterion)) % 40 {
            _ if commune == HOME || commune == MET => Status::Met,
            0..3 => Status::NotMet,
            3 => Status::NotAssessed,
            _ => Status::Met,
        };
        CriterionRow {
            unit_code: commune.to_owned(),
            ruleset: ruleset.to_owned(),
            level: Level::Commune,
            criterion,
            indicator: 0,
            by: Some(By::Claim),
            status,
            value: String::new(),
            as_of: fixed(as_of(criterion)),
            document: t!("demo-document-claim"),
        }
    };
    (1..=criteria).map(claim).collect()
}

/// The same as the one above says it.
fn appraisals(claims: Vec<CriterionRow>) -> Vec<CriterionRow> {
    let appraise = |row| CriterionRow { by: Some(By::Appraisal), document: t!("demo-document-appraisal"), ..row };
    claims.into_iter().map(appraise).collect()
}

fn granted(commune: &str, title: Title, day: (i32, u32, u32)) -> TitleRow {
    let recognition = Recognition { title, granted: true, day: fixed(day), decision: t!("demo-decision") };
    TitleRow { unit_code: commune.to_owned(), recognition }
}
