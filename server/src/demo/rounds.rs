//! Rounds that are over, and one that is planned: planned, opened, counted by minutes, closed, published.

use super::figures::minutes_of;
use super::maker::Demo;
use super::scene::{
    ADVANCED, ASKED_AGAIN, CLOSED, FIRST, LATEST, PLANNED, PROVINCE, TREND, days_after, days_before, fixed, morning,
    numbered,
};
use crate::store::publication::receivers;
use anyhow::{Context as _, Result};
use app::domain::collection::key_letters::KeyHolders;
use app::domain::collection::notice::NoticeWords;
use app::domain::collection::plan::{Papers, Plan, Purpose};
use app::domain::survey::source::Source;
use app::i18n::{Lang, say, word};
use app::ports::common::Actor;
use app::ports::counting::{Counting as _, CountingWords};
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::hamlets::HamletRow;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::notices::{NoticeText, Notices as _};
use app::ports::participation::Participation as _;
use app::ports::plans::{NewPlan, Plans as _};
use app::ports::rounds::{Early, Rounds as _};
use app::t;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A round that is over.
struct Over {
    unit: &'static str,
    ruleset: &'static str,
    /// The number of its plan, and of its notice.
    numbers: (u32, u32),
    /// The first day and the last, the day it was closed, the day of its notice.
    opens: (i32, u32, u32),
    closes: (i32, u32, u32),
    closed: (i32, u32, u32),
    published: (i32, u32, u32),
}

const PROVINCE_2025: Over = Over {
    unit: PROVINCE,
    ruleset: FIRST,
    numbers: (21, 64),
    opens: (2025, 9, 22),
    closes: (2025, 10, 10),
    closed: (2025, 10, 14),
    published: (2025, 10, 20),
};
const ADVANCED_2025: Over = Over {
    unit: ASKED_AGAIN,
    ruleset: ADVANCED,
    numbers: (5, 9),
    opens: (2025, 11, 3),
    closes: (2025, 11, 21),
    closed: (2025, 11, 24),
    published: (2025, 12, 1),
};
/// Asks what the one before did not meet.
const AGAIN_2026: Over = Over {
    numbers: (1, 2),
    opens: (2026, 1, 5),
    closes: (2026, 1, 23),
    closed: (2026, 1, 26),
    published: (2026, 2, 2),
    ..ADVANCED_2025
};
const COMMUNE_2026: Over = Over {
    unit: TREND,
    ruleset: LATEST,
    numbers: (3, 4),
    opens: (2026, 3, 9),
    closes: (2026, 3, 27),
    closed: (2026, 3, 30),
    published: (2026, 4, 6),
};

/// The rounds that the guide leads to.
pub(super) struct Published {
    pub(super) province: Uuid,
    pub(super) latest: Uuid,
}

impl Demo<'_> {
    /// The rounds that are over.
    pub(super) async fn rounds_over(&self) -> Result<Published> {
        let by = &self.people.province;
        let province = self.open(by, self.planned(&PROVINCE_2025)?).await?;
        self.end(by, province, &PROVINCE_2025).await?;
        let advanced = self.open(by, self.planned(&ADVANCED_2025)?).await?;
        self.end(by, advanced, &ADVANCED_2025).await?;

        let now = morning(fixed(AGAIN_2026.opens));
        let again = self.store.repeat(by, advanced, now).await?;
        let view = self.store.plan(by, again, now).await?;
        let mut plan = view.plan;
        plan.papers.number = t!("demo-plan-number", no = AGAIN_2026.numbers.0.to_string());
        plan.papers.signed_on = Some(plan.opens);
        (plan.closes, plan.reviewed) = (fixed(AGAIN_2026.closes), true);
        self.store.keep(by, again, &view.revision, plan, now).await?;
        self.open_plan(by, again, fixed(AGAIN_2026.opens)).await?;
        self.end(by, again, &AGAIN_2026).await?;

        let latest = self.open(by, self.planned(&COMMUNE_2026)?).await?;
        self.end(by, latest, &COMMUNE_2026).await?;
        Ok(Published { province, latest })
    }

    /// A round that was closed a few days ago and waits for its notice.
    pub(super) async fn round_closed(&self) -> Result<()> {
        let by = &self.people.province;
        let opens = self.monday(28);
        let closes = days_after(opens, 18);
        let id = self.open(by, self.plan(CLOSED, LATEST, Some(11), opens, closes)?).await?;
        let mut hamlets = self.hamlets_in(CLOSED);
        if let Some(online) = hamlets.next() {
            let issued = self.issue(by, id, &online.code, opens).await?;
            self.answer_online(id, online, issued, 84, (opens, closes)).await?;
            let there = self.store.unit_participation(by, id, Some(CLOSED)).await?;
            for hamlet in there.rows.into_iter().filter_map(|row| row.hamlet).filter(|own| own.code == online.code) {
                self.store.close_hamlet(by, id, hamlet.id, morning(closes)).await?;
            }
        }
        let by_hand: Vec<&str> = hamlets.map(|hamlet| hamlet.code.as_str()).collect();
        self.count(by, id, closes, &by_hand).await?;
        self.store.close(by, id, "", Early::Refused, morning(days_after(closes, 4))).await?;
        self.store.count_round(by, id, &[], morning(days_after(closes, 4))).await?;
        Ok(())
    }

    /// A plan that still lacks its number, and that nobody has matched with the form.
    pub(super) async fn round_planned(&self) -> Result<()> {
        let opens = days_after(self.monday(0), 14);
        let new = self.plan(PLANNED, LATEST, None, opens, days_after(opens, 18))?;
        self.store.begin(&self.people.province, new, self.now).await?;
        Ok(())
    }

    fn planned(&self, over: &Over) -> Result<NewPlan> {
        self.plan(over.unit, over.ruleset, Some(over.numbers.0), fixed(over.opens), fixed(over.closes))
    }

    /// A plan; without a number it is not ready.
    pub(super) fn plan(
        &self,
        unit: &str,
        ruleset: &str,
        number: Option<u32>,
        opens: NaiveDate,
        closes: NaiveDate,
    ) -> Result<NewPlan> {
        let mut ruleset = self.rulesets.get(ruleset).with_context(|| t!("operator-no-ruleset", id = ruleset))?.clone();
        if let Some(no) = number {
            ruleset.participation.source = t!("demo-participation-source", no = no.to_string());
        }
        let papers = Papers {
            // The province looks anew at communes that were made of others.
            purpose: if unit == PROVINCE { Purpose::Reassess } else { Purpose::Recognise },
            number: number.map(|no| t!("demo-plan-number", no = no.to_string())).unwrap_or_default(),
            signed_on: number.map(|_| days_before(opens, 10)),
            basis: ruleset.sources.iter().map(Source::citation).collect(),
            contact: number.map(|_| t!("demo-plan-contact")).unwrap_or_default(),
            days_off: self.days_off.clone(),
            repeats: None,
        };
        let plan = Plan { ruleset, papers, opens, closes, reviewed: number.is_some(), holders: KeyHolders::default() };
        Ok(NewPlan { id: Uuid::new_v4(), unit_code: unit.to_owned(), plan, many: unit == PROVINCE })
    }

    /// Begins a plan and opens it.
    pub(super) async fn open(&self, by: &Actor, new: NewPlan) -> Result<Uuid> {
        let (id, opens) = (new.id, new.plan.opens);
        self.store.begin(by, new, morning(days_before(opens, 10))).await?;
        self.open_plan(by, id, opens).await?;
        Ok(id)
    }

    async fn open_plan(&self, by: &Actor, id: Uuid, opens: NaiveDate) -> Result<()> {
        let now = morning(opens);
        let revision = self.store.plan(by, id, now).await?.revision;
        self.store.open(by, id, &revision, None, &[], now).await?;
        Ok(())
    }

    async fn end(&self, by: &Actor, id: Uuid, over: &Over) -> Result<()> {
        self.count(by, id, fixed(over.closes), &[]).await?;
        self.store.close(by, id, "", Early::Refused, morning(fixed(over.closed))).await?;
        self.store.publish_notice(by, id, self.words(over), morning(fixed(over.published))).await?;
        Ok(())
    }

    fn words(&self, over: &Over) -> NoticeWords {
        let name = self.name_of(over.unit);
        let is_province = over.unit == PROVINCE;
        NoticeWords {
            number: t!("demo-notice-number", no = over.numbers.1.to_string()),
            place: name.split_once(' ').map(|(_, place)| place.to_owned()).unwrap_or_default(),
            above: say(Lang::Vi, &NoticeText::Committee { unit: name.to_uppercase() }.into()),
            committee: say(Lang::Vi, &NoticeText::StandingCommittee.into()),
            title: say(Lang::Vi, &NoticeText::Chair.into()),
            signer: word(Lang::Vi, &format!("demo-signer-{}", over.unit), &[]),
            posted_at: t!("demo-notice-posted-at"),
            receivers: receivers(&name),
            summaries: if is_province {
                BTreeMap::from([(2, t!("demo-summary-road")), (16, t!("demo-summary-waste"))])
            } else {
                BTreeMap::new()
            },
            ..NoticeWords::default()
        }
    }

    /// Takes the minutes of all hamlets in, or of some of one commune, closes them and signs.
    pub(super) async fn count(&self, by: &Actor, id: Uuid, day: NaiveDate, only: &[&str]) -> Result<()> {
        let round = self.store.round(id).await?;
        let counted: Vec<&HamletRow> = self
            .hamlets
            .iter()
            .filter(|hamlet| round.unit.code == PROVINCE || hamlet.commune_code == round.unit.code)
            .filter(|hamlet| only.is_empty() || only.contains(&hamlet.code.as_str()))
            .collect();
        let rows = counted.iter().flat_map(|hamlet| minutes_of(hamlet, &round.ruleset)).collect();
        self.store.import_minutes(by, id, numbered(rows), Replacing::None, morning(day)).await?;
        let mut communes: Vec<&str> = counted.iter().map(|hamlet| hamlet.commune_code.as_str()).collect();
        communes.dedup();
        for commune in communes {
            let there = self.store.unit_participation(by, id, Some(commune)).await?;
            for hamlet in there.rows.into_iter().filter_map(|row| row.hamlet) {
                if only.is_empty() || only.contains(&hamlet.code.as_str()) {
                    self.store.close_hamlet(by, id, hamlet.id, morning(day)).await?;
                    self.store.count_hamlet(by, id, hamlet.id, counting_words(&hamlet.name), morning(day)).await?;
                }
            }
        }
        Ok(())
    }
}

/// Who was there when a hamlet was counted, and where.
pub(super) fn counting_words(hamlet: &str) -> CountingWords {
    CountingWords {
        place: t!("demo-closing-place", hamlet = hamlet),
        present: vec![t!("demo-present-front"), t!("demo-present-head"), t!("demo-present-household")],
        remarks: String::new(),
    }
}
