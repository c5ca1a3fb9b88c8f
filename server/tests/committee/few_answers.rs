//! What few answers leave open, and how it is said.

use crate::common::*;
use crate::stage::*;
use app::domain::oversight::criterion::{By, Status};
use app::domain::people::account::Role;
use app::domain::survey::interval::remark;
use app::domain::survey::percent::Share;
use app::domain::survey::threshold::About;
use app::domain::units::unit::Level;
use app::i18n::Lang;
use app::i18n::labels::label;
use app::ports::common::Actor;
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::{Early, Rounds as _};
use app::t;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_few_answers_leave_open_is_no_contradiction_of_a_claim() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 200)]).await;
    let set = ruleset("xa-nang-cao-2021-2025");
    let reader = Clerk { app: app(&world), cookie: None };
    let asked = set.questions.iter().find(|one| !one.overall && !one.criteria.is_empty()).unwrap();
    let claim = CriterionRow {
        unit_code: COMMUNE.into(),
        ruleset: set.id.clone(),
        level: Level::Commune,
        criterion: asked.criteria[0],
        indicator: 0,
        by: Some(By::Claim),
        status: Status::Met,
        value: String::new(),
        as_of: day("2024-06-01"),
        document: "BC 12/BC-UBND".into(),
    };
    world.store.record(&Actor::Operator, numbered(vec![claim]), None, now()).await.unwrap();
    for (answered, is_decided) in [(10, false), (200, true)] {
        let round = world.open(COMMUNE, set.clone()).await;
        let satisfied = |no| if no == asked.no { answered * 7 / 10 } else { answered };
        let rows = minutes(COMMUNE, "01", head(200, 200, answered, 0), 19, satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
        world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
        count_boxes(&world.store, round).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
        let body = reader.get(&format!("/ket-qua/{COMMUNE}?dot={round}")).await.body;
        let tags =
            [t!("criteria-denied"), t!("criteria-maybe-denied")].map(|tag| body.matches(&format!(">{tag}<")).count());
        assert_eq!(tags, [usize::from(is_decided), usize::from(!is_decided)], "{answered} of 200: {body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_few_answers_leave_open_is_said_in_oversight_and_asked_about_in_a_recommendation() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 200)]).await;
    let set = ruleset("xa-nang-cao-2021-2025");
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let asked = set.questions.iter().find(|one| !one.overall && !one.criteria.is_empty()).unwrap();
    let (criterion, needed) = (asked.criteria[0], set.threshold(About::Content).map(|one| (one.compare, one.percent)));
    for answered in [10, 200] {
        let round = world.open(COMMUNE, set.clone()).await;
        let satisfied = |no| if no == asked.no { answered * 7 / 10 } else { answered };
        let rows = minutes(COMMUNE, "01", head(200, 200, answered, 0), 19, satisfied);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
        world.end(round).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
        let said = remark(Share::new(answered * 7 / 10, answered), 200, needed).map(|said| label(Lang::Vi, said));
        assert_eq!(said.is_some(), answered == 10);
        let list = clerk.get(&format!("/lam-viec/giam-sat?dot={round}&loai=khong-so-lieu")).await.body;
        let head = format!("<small>{criterion}. ");
        let row = list.split("<tr").find(|row| row.contains(&head)).unwrap_or_else(|| panic!("{head}: {list}"));
        assert_eq!(row.contains("class=\"few\""), said.is_some(), "{row}");
        let place = format!("noi={COMMUNE}&bo={}&tieu-chi={criterion}&dot={round}&cau={}", set.id, asked.no);
        let form = clerk.get(&format!("/lam-viec/kien-nghi/moi?{place}")).await.body;
        let text = form.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap();
        assert!(text.contains(&t!("new-recommendation-asked")), "{text}");
        assert_eq!(text.contains(&said.clone().unwrap_or_else(|| "–1–".to_owned())), said.is_some(), "{text}");
        // It is by the round's rules.
        assert!(!form.contains("/lam-viec/kien-nghi/moi?noi="), "{form}");
    }
    assert!(clerk.get("/lam-viec/kien-nghi/moi").await.body.contains("/lam-viec/kien-nghi/moi?noi="));
}
