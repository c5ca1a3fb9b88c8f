//! The demonstration: one place and time, rounds at every stage, something to do for everybody, and its own page.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::code::Code;
use app::domain::collection::plan::Purpose;
use app::domain::collection::round::{State, Visit};
use app::domain::oversight::criterion::{By, Status};
use app::domain::oversight::profile::Target;
use app::domain::oversight::recommendation::Stage;
use app::domain::oversight::target::{Figures, figures};
use app::domain::people::account::Role;
use app::domain::survey::verdict::participation;
use app::domain::units::unit::Level;
use app::i18n::{Lang, say};
use app::ports::casting::{CastOutcome, Casting as _};
use app::ports::common::{Actor, Now};
use app::ports::comparisons::Comparisons as _;
use app::ports::criteria::Criteria as _;
use app::ports::demonstration::{Demonstration as _, Guide, SightKind};
use app::ports::notices::Notices as _;
use app::ports::participation::Participation as _;
use app::ports::plans::Plans as _;
use app::ports::recommendations::Recommendations as _;
use app::ports::results::PublishedResults as _;
use app::ports::rounds::Rounds as _;
use app::ports::sessions::{Attempt, Sessions as _};
use app::ports::targets::Targets as _;
use app::ports::trends::Trends as _;
use app::ports::units::Units as _;
use app::ports::verification::Verification as _;
use app::state::AppState;
use app::t;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::*;
use http_body_util::BodyExt as _;
use server::data::rulesets;
use server::demo;
use server::http::router::router;
use server::http::state::app_state;
use std::collections::BTreeSet;
use std::sync::Arc;
use tower::ServiceExt as _;

mod on_sqlite {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_demonstration_is_coherent() {
        super::coherent(super::World::empty_sqlite().await, "2026-11-27").await;
    }
}

mod on_postgres {
    /// The first day on which it can be made.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_demonstration_is_coherent() {
        super::coherent(super::World::empty_postgres().await, "2026-05-01").await;
    }
}

async fn coherent(world: World, today: &str) {
    let now = morning(day(today));
    let rulesets = rulesets::load(None).unwrap();
    demo::make(&world.store, &rulesets, now).await.unwrap();
    assert_eq!(world.store.verify().await.unwrap(), []);
    let guide = world.store.guide(now).await.unwrap().unwrap();
    rounds_at_every_stage(&world, &guide, now).await;
    results_that_differ(&world, &guide).await;
    oversight(&world, &guide, now).await;
    what_stood_before(&world, now).await;
    pages(&world, &guide, now).await;
    assert!(demo::make(&world.store, &rulesets, now).await.is_err(), "it is made once");
}

fn code_of(guide: &Guide, kind: SightKind) -> &str {
    &guide.sights.iter().find(|sight| sight.kind == kind).unwrap().code
}

async fn rounds_at_every_stage(world: &World, guide: &Guide, now: Now) {
    let store = &world.store;
    let rounds = store.rounds(&Actor::Operator).await.unwrap();
    let in_state = |state: State| rounds.iter().filter(move |line| line.round.state == state);
    let began = day("2025-07-01");
    for line in &rounds {
        assert!(line.round.unit.code.as_str() == "68" || line.round.opens > began);
        let rules = &line.round.ruleset.in_force;
        let is_in_force = rules.from <= line.round.opens && rules.to.is_none_or(|to| line.round.opens <= to);
        assert!(is_in_force, "{} by {}", line.round.opens, line.round.ruleset.id);
    }
    let open: Vec<_> = in_state(State::Open).collect();
    let [open] = open[..] else { panic!("{}", open.len()) };
    let share = participation(&open.round.ruleset.participation, &open.total.turnout);
    assert!((38..=42).contains(&(share.part * 100 / share.whole)), "{share:?}");
    assert!(open.total.pending > 0 && open.total.conflicts > 0 && open.total.minutes > 0 && open.total.paper > 0);
    assert_eq!(open.total.hamlets.closed, 2);
    let hamlets = store.unit_participation(&Actor::Operator, open.round.id, None).await.unwrap().rows;
    let waiting = hamlets.iter().find(|row| row.pending > 0).and_then(|row| row.hamlet.clone()).unwrap();
    let batches = store.hamlet(&Actor::Operator, open.round.id, waiting.id).await.unwrap().batches;
    assert!(batches.iter().any(|batch| batch.twice && !batch.counted && batch.keyed.0 > 0 && batch.keyed.1 == 0));
    assert_eq!(in_state(State::Closed).count(), 1);
    let again = in_state(State::Published).filter(|line| line.round.papers.purpose == Purpose::Repeat);
    assert!(again.clone().all(|line| line.round.papers.repeats.is_some()) && again.count() == 1);
    let plans = store.plans(&Actor::Operator, now).await.unwrap();
    assert!(!plans.is_empty() && plans.iter().all(|plan| !plan.missing.is_empty()));
    for line in in_state(State::Published) {
        let words = store.notice(line.round.id, None, None).await.unwrap().unwrap().notice.words;
        assert_eq!(words.missing(), [], "{}", line.round.unit.name);
        assert!(!line.round.papers.number.is_empty() && line.round.papers.signed_on.is_some());
    }
    // Codes are drawn at random and shown while they are unused.
    let code = Code::parse(&guide.codes[0]).unwrap();
    let Ok(context) = store.look_up(&code, Visit::on(guide.made_on)).await.unwrap() else {
        panic!("a code that opens a ballot")
    };
    assert_eq!(context.round.id, open.round.id);
    // Whoever tries it as the hamlet can help these households, and replace a lost slip.
    assert_eq!(context.hamlet_id, waiting.id);
    assert!(store.hamlet(&Actor::Operator, open.round.id, waiting.id).await.unwrap().slips.spare > 0);
    let questions = context.round.ruleset.questions.len();
    let answers = vec![Some(app::domain::survey::ballot::Answer::Satisfied); questions];
    let ballot = app::domain::survey::ballot::Ballot::new(answers);
    let cast = app::ports::casting::Cast { ballot, ..cast(code, 9, &[]) };
    assert_eq!(store.cast(cast, now).await.unwrap(), CastOutcome::Counted);
    let after = store.guide(now).await.unwrap().unwrap();
    assert!(!after.codes.contains(&guide.codes[0]) && after.codes.len() == guide.codes.len());
}

async fn results_that_differ(world: &World, guide: &Guide) {
    let store = &world.store;
    let today = guide.made_on;
    let area = store.area(&store.unit("68", today).await.unwrap().unwrap(), &SETS).await.unwrap();
    assert_eq!((area.rows.len(), area.districts.len()), (124, 0), "the units since 1/7/2025");
    let latest = |code: &str| area.rows.iter().find(|row| row.unit.named.code == code).unwrap().result.clone().unwrap();
    assert_eq!(latest(code_of(guide, SightKind::Met)).met, Some(true));
    assert_eq!(latest(code_of(guide, SightKind::Denied)).met, Some(false));
    let few = latest(code_of(guide, SightKind::FewTookPart));
    assert!(few.met == Some(false) && few.participation.part * 100 < 70 * few.participation.whole);
    let again = latest(code_of(guide, SightKind::AskedAgain));
    assert!(again.asked_again && again.met == Some(true));
    for kind in [SightKind::Trend, SightKind::AskedAgain] {
        let unit = store.unit(code_of(guide, kind), today).await.unwrap().unwrap();
        let rounds = store.trend(&unit).await.unwrap().rounds;
        assert!(rounds.len() > 1);
        let overall: BTreeSet<_> = rounds
            .iter()
            .map(|one| one.results.overall().unwrap().counts.unwrap())
            .map(|c| (c.satisfied, c.unsatisfied))
            .collect();
        assert_eq!(overall.len(), rounds.len(), "no two rounds come out alike");
    }
    let claims = store.claims(&Actor::Operator, Some("68"), None, guide.made_on).await.unwrap();
    let denied = code_of(guide, SightKind::Denied);
    assert!(claims.rows.iter().any(|row| row.unit.named.code == denied && row.comparison.is_denied()));
}

async fn oversight(world: &World, guide: &Guide, now: Now) {
    let store = &world.store;
    let home = code_of(guide, SightKind::Denied);
    let kept = store.criteria_record(&Actor::Operator, home, "xa-ntm-2026-2030", guide.made_on).await.unwrap();
    let last = |by: By| {
        let own = kept.statuses.iter().map(|one| &one.assessment).filter(|one| one.by == by && one.criterion == 8);
        own.max_by_key(|one| one.as_of).unwrap().clone()
    };
    let (claim, appraisal) = (last(By::Claim), last(By::Appraisal));
    assert!(claim.as_of > appraisal.as_of, "a claim waits to be appraised");
    assert_eq!((claim.status, appraisal.status), (Status::Met, Status::NotMet));
    assert!(!store.unassessed(&Actor::Operator, now).await.unwrap().is_empty());
    let all = store.recommendations(&Actor::Operator, None).await.unwrap();
    let overdue = |is: bool| all.iter().filter(move |row| row.stage.is_overdue(row.due, guide.made_on) == is);
    assert_eq!(overdue(true).count(), 1);
    let stages: BTreeSet<_> = overdue(false).map(|row| row.stage).collect();
    assert_eq!(stages, [Stage::Waiting, Stage::Answered, Stage::Closed].into());
}

/// The targets of the plan are counted over the units for which it was made: what they claimed, and their titles.
async fn what_stood_before(world: &World, now: Now) {
    let profiles = server::data::targets::shipped(&rulesets::load(None).unwrap()).unwrap();
    let [plan] = &profiles[..] else { panic!("{}", profiles.len()) };
    let sets: BTreeSet<String> = plan.targets.iter().map(|target| target.ruleset.clone()).collect();
    let sets: Vec<String> = sets.into_iter().filter(|id| !id.is_empty()).collect();
    let last = day("2025-06-30");
    let data = world.store.target_data("68", &sets, last).await.unwrap();
    let is_told = |target: &&Target| target.title.is_some() || target.ruleset == "xa-ntm-2021-2025";
    let communes = plan.targets.iter().filter(|target| target.level == Level::Commune).filter(is_told);
    let (_, page) = get(&app_of(world, now, true), "/ket-qua/68/chi-tieu?ngay=2025-06-30", "").await;
    let (mut kinds, mut dues) = (BTreeSet::new(), 0);
    for target in communes {
        let Figures { reached, unknown, appraised, at_due, .. } = figures(plan, target, &data.histories, last).unwrap();
        assert!((1..reached.whole).contains(&reached.part) && unknown.is_empty(), "{}: {reached:?}", target.content);
        if target.title.is_none() {
            assert!(page.contains(&t!("targets-appraised", count = appraised)), "{}: {appraised}", target.content);
        }
        if let Some((share, day)) = at_due {
            let then = t!("targets-at-due", day = day, part = share.part, whole = share.whole);
            assert!(page.contains(&then), "{then}");
            dues += 1;
        }
        kinds.insert(target.title.is_some());
    }
    assert_eq!(kinds.len(), 2, "titles and criteria");
    assert!(dues > 0, "some were due before");
}

async fn get(app: &Router, path: &str, cookie: &str) -> (StatusCode, String) {
    let request = Request::get(path).header(header::COOKIE, format!("ydan={cookie}")).body(Body::empty()).unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn app_of(world: &World, now: Now, is_demo: bool) -> Router {
    let store = Arc::new(world.store.clone());
    let state = app_state(store, rulesets::load(None).unwrap(), Arc::new(move || now), "http://ydan.test").unwrap();
    router(AppState { is_demo, ..state })
}

async fn pages(world: &World, guide: &Guide, now: Now) {
    let app = app_of(world, now, true);
    let shown = world.store.guide(now).await.unwrap().unwrap();
    for (path, lang) in [("/minh-hoa", Lang::Vi), ("/minh-hoa?lang=en", Lang::En)] {
        let (status, body) = get(&app, path, "").await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains(&format!("<b lang=\"vi\">{}<", guide.password)), "the password: {body}");
        let (_, table) = body.split_once("<tbody>").unwrap();
        let rows: Vec<&str> = table.split("</tbody>").next().unwrap().split("<tr>").skip(1).collect();
        assert_eq!(rows.len(), guide.logins.len());
        for (row, login) in rows.iter().zip(&guide.logins) {
            assert!(row.contains(&format!("<code>{}<", login.login)), "{row}");
            assert!(row.contains(&login.place) && row.contains(&say(lang, &login.kind.into())), "{row}");
        }
        // No outlines ship with the program: the map draws tiles, and here it is said why.
        for says in [t!(lang, "guide-tiles"), t!(lang, "guide-tiles-why"), t!(lang, "guide-tiles-own")] {
            assert!(body.contains(&says), "{says}");
        }
        let lead = t!(lang, "guide-codes", place = &shown.asks, day = shown.open_until);
        assert!(body.contains(&lead), "{lead}");
        for code in &shown.codes {
            let to = format!("href=\"/p/{}", Code::parse(code).unwrap().compact());
            assert!(body.contains(&to), "{code}");
        }
        let links: Vec<&str> =
            body.split("<li data-sight=").skip(1).map(|rest| rest.split('"').nth(3).unwrap()).collect();
        assert_eq!(links.len(), guide.sights.len());
        for to in links {
            assert_eq!(get(&app, &to.replace("&amp;", "&"), "").await.0, StatusCode::OK, "{to}");
        }
    }
    assert!(get(&app, "/", "").await.1.contains("href=\"/minh-hoa\""));
    for login in &guide.logins {
        let attempt = Attempt {
            login: login.login.clone(),
            password: guide.password.clone(),
            second_factor: String::new(),
            source: String::new(),
            devices: Vec::new(),
        };
        let token = world.store.sign_in(attempt, now).await.unwrap().unwrap();
        let (status, body) = get(&app, "/lam-viec", &token.0).await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("<ul class=\"tasks\"><li>"), "{} has nothing to do", login.login);
        let banner = body.split(" class=\"demo\"").nth(1).and_then(|rest| rest.split("</aside>").next());
        let banner = banner.expect("every page of a committee says that its data are made up");
        assert!(banner.contains(&t!("demo")) && banner.contains("href=\"/minh-hoa\""), "{banner}");
    }
}

#[tokio::test]
async fn where_data_are_real_nothing_speaks_of_a_demonstration() {
    let world = World::sqlite().await;
    let app = app_of(&world, now(), false);
    assert_eq!(world.store.guide(now()).await.unwrap(), None);
    assert_eq!(get(&app, "/minh-hoa", "").await.0, StatusCode::NOT_FOUND);
    let refused = demo::make(&world.store, &rulesets::load(None).unwrap(), morning(day("2026-11-27"))).await;
    assert!(refused.is_err() && world.count("select count(*) from account").await == 0);
    let (_, token) = world.member("hoa", Role::Front, COMMUNE, "").await;
    for (path, cookie) in [("/", ""), ("/lam-viec", &*token.0)] {
        let (status, body) = get(&app, path, cookie).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!body.contains("/minh-hoa") && !body.contains("class=\"demo\""), "{path}");
    }
}
