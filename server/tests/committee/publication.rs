//! Publishing, through the router.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::notice::NoticeWords;
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::oversight::criterion::{By, Status};
use app::domain::people::account::Role;
use app::domain::units::unit::Level;
use app::i18n::{Lang, word};
use app::ports::common::Actor;
use app::ports::criteria::{Criteria as _, CriterionRow};
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::notices::{Correction, Notices as _};
use app::ports::participation::Participation as _;
use app::ports::rounds::{Early, NewRound, Rounds as _};
use app::t;
use axum::http::StatusCode;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_with_gaps_is_kept_and_not_published_and_each_gap_is_named_at_its_field() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let path = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let send = async |step: &str, signer: &str, days: &str| {
        let fields = [("number", "1/TB"), ("committee", "B"), ("title", "CHỦ TỊCH"), ("posted_at", "Nhà văn hóa")];
        let more = [("signer", signer), ("posting_days", days), ("step", step), ("sure", "1")];
        clerk.post(&path, &[fields, more].concat()).await
    };
    let written = async || world.store.notice_desk(actor, stage.closed).await.unwrap();
    let told = send("publish", "Hoa", "10").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("<li data-message=\"notice-lacks-place\"><a href=\"#place\">"), "{}", told.body);
    let desk = written().await;
    assert_eq!((desk.words.signer.as_str(), desk.versions.len()), ("Hoa", 0), "kept, not published");
    // What is only missing may be kept; what is wrong may not.
    let told = send("keep", "Lan", "61").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("data-message=\"notice-posting-days\"") && told.body.contains("value=\"Lan\""));
    assert_eq!(written().await.words.signer, "Hoa");
    assert_eq!(send("keep", "Lan", "60").await.to, format!("{path}?xong=luu"));
    assert_eq!(written().await.words.signer, "Lan");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ending_a_round_before_its_last_day_takes_a_second_look_and_the_notice_says_so() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 5)]).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let path = format!("/lam-viec/dot/{round}");
    assert!(clerk.get(&path).await.body.contains("name=\"early\""), "the page asks");
    let close = [("step", "close"), ("without", "Mưa lũ.")];
    let told = clerk.post(&path, &close).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("data-message=\"close-round-before-last-day\"><a href=\"#early\""), "{}", told.body);
    assert!(told.body.contains("Mưa lũ."), "what was typed is kept");
    let silent = [("step", "close"), ("without", " "), ("early", "1")];
    let told = clerk.post(&path, &silent).await.body;
    assert!(told.contains("data-message=\"round-hamlets-open\"><a href=\"#without\""), "{told}");
    let rows = world.store.unit_participation(actor, round, None).await.unwrap().rows;
    let hamlets: Vec<_> = rows.iter().filter_map(|row| row.hamlet.as_ref()).map(|hamlet| hamlet.id).collect();
    for (code, households) in [("01", 10), ("02", 5)] {
        let rows = minutes(COMMUNE, code, head(households, households, households, 0), 19, |_| households);
        world.store.import_minutes(actor, round, rows, Replacing::None, now()).await.unwrap();
    }
    let listed = clerk.get(&path).await.body;
    assert_eq!(listed.matches(&t!("place-by-minutes")).count(), 2, "whoever has minutes takes no ballots");
    for hamlet in &hamlets {
        world.store.close_hamlet(actor, round, *hamlet, now()).await.unwrap();
    }
    let told = clerk.post(&path, &silent).await.body;
    assert!(told.contains("data-message=\"close-round-early-reason-missing\"><a href=\"#without\""), "{told}");
    for hamlet in &hamlets {
        world.store.reopen_hamlet(actor, round, *hamlet, "nhầm", now()).await.unwrap();
    }
    assert!(!clerk.get(&path).await.body.contains("Mưa lũ"), "nothing ended yet");
    assert_eq!(clerk.post(&path, &[&close[..], &[("early", "1")]].concat()).await.status, StatusCode::SEE_OTHER);
    let without = t!("notice-ended-without", count = 2_u64, hamlets = "Thôn 01, Thôn 02", reason = "Mưa lũ");
    assert!(clerk.get(&path).await.body.contains(&without), "why it ended so stands on its page, too");

    let words =
        [("number", "1/TB."), ("place", "Đạ Ròn"), ("committee", "B"), ("title", "CHỦ TỊCH"), ("signer", "Hoa")];
    let words =
        [&words[..], &[("posted_at", "Nhà văn hóa"), ("posting_days", "10"), ("receivers", "UBND xã;\nLưu: VT.")]];
    let notice = format!("{path}/thong-bao");
    let preview = clerk.post(&notice, &[words.concat(), vec![("step", "preview")]].concat()).await;
    assert_eq!(preview.to, format!("{notice}?xong=xem#xem-truoc"));
    let shown = clerk.get(&format!("{notice}?xong=xem")).await.body;
    let paper = shown.split("id=\"xem-truoc\"").nth(1).expect("a preview");
    let early = t!("notice-when-early", opens = day("2024-07-01"), ended = today(), closes = day("2024-07-26"));
    for said in [early, format!("{without}<")] {
        assert!(paper.contains(&said), "{said}: {paper}");
    }
    for twice in ["..", ";;", ".;", ";.", "lũ.."] {
        assert!(!paper.contains(twice), "{twice}: {paper}");
    }
    assert!(world.store.notice(round, None, None).await.unwrap().is_none(), "a look publishes nothing");
    assert_eq!(world.store.notice_desk(actor, round).await.unwrap().words.signer, "Hoa", "and keeps what was typed");
}

/// A round that ended, in which so many of ten households answered.
async fn ended(world: &World, set: &str, papers: Papers, answered: u64) -> Uuid {
    let id = Uuid::new_v4();
    let rules = ruleset(set);
    let questions = u32::try_from(rules.questions.len()).unwrap();
    let (opens, closes) = (day("2024-07-01"), day("2024-07-26"));
    let papers = Papers { purpose: Purpose::Repeat, ..papers };
    let round = NewRound { id, unit_code: COMMUNE.into(), ruleset: rules, papers, opens, closes };
    world.store.open_at_once(&Actor::Operator, round, now()).await.unwrap();
    let rows = minutes(COMMUNE, "01", head(10, 10, answered, 0), questions, |_| answered);
    world.store.import_minutes(&Actor::Operator, id, rows, Replacing::None, now()).await.unwrap();
    world.store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, id).await;
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_says_whether_as_many_took_part_as_its_plan_asks() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    let keys = ["notice-enough-took-part", "notice-too-few-took-part", "notice-too-few-took-part-alone"];
    for (set, answered, key) in
        [("xa-ntm-2021-2025", 7, keys[0]), ("xa-ntm-2021-2025", 6, keys[1]), ("xa-ntm-2026-2030", 6, keys[2])]
    {
        let round = ended(&world, set, Papers::default(), answered).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
        let body = reader.get(&format!("/thong-bao/{round}")).await.body;
        for other in keys {
            let said = word(Lang::Vi, other, &[("percent", 70_u64.into())]);
            assert_eq!(body.contains(&said), other == key, "{set}, {answered} of 10: {other}: {body}");
        }
    }
}

/// What stands in the paragraphs of a class, without its tags.
fn texts(body: &str, class: &str) -> Vec<String> {
    let plain = |part: &str| {
        let text = part.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        text.collect()
    };
    let start = format!("class=\"{class}\">");
    body.split(&start).skip(1).filter_map(|part| part.split("</p>").next()).map(plain).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_cites_its_plan_at_the_end_of_its_legal_basis() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let basis = vec!["Nghị quyết 19;".to_owned(), "Hướng dẫn 90.".to_owned()];
    let signed_on = Some(day("2024-06-20"));
    let papers = Papers { number: "12/KH-MTTQ.".into(), signed_on, basis, ..Papers::default() };
    let round = ended(&world, "xa-ntm-2021-2025", papers, 9).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    let reader = Clerk { app: app(&world), cookie: None };
    for (lang, query) in [(Lang::Vi, ""), (Lang::En, "?lang=en")] {
        let body = reader.get(&format!("/thong-bao/{round}{query}")).await.body;
        let plan = t!(lang, "notice-basis-plan-of", number = "12/KH-MTTQ", day = day("2024-06-20"));
        let cited = |document: &str| t!(lang, "notice-basis", basis = document);
        let expected = [cited("Nghị quyết 19") + ";", cited("Hướng dẫn 90") + ";", plan + "."];
        assert_eq!(texts(&body, "a4__basis"), expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_correction_of_a_notice_is_number_one() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (front, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let round = ended(&world, "xa-ntm-2021-2025", Papers::default(), 9).await;
    let words = |signer: &str| NoticeWords {
        number: "25/TB".into(),
        place: "Đạ Ròn".into(),
        committee: "ỦY BAN".into(),
        title: "CHỦ TỊCH".into(),
        signer: signer.into(),
        posted_at: "Nhà văn hóa".into(),
        posting_days: 10,
        ..NoticeWords::default()
    };
    assert!(world.store.publish_notice(&front, round, words("Hoa"), now()).await.unwrap());
    let reader = Clerk { app: app(&world), cookie: None };
    let path = format!("/thong-bao/{round}");
    let corrected = |time: u64, reason: &str| t!("notice-corrected", time = time, before = today(), reason = reason);
    assert!(!reader.get(&path).await.body.contains(&t!("notice-versions")));
    for (time, signer) in [(1, "Lan"), (2, "Mai")] {
        let correction = Correction::Words(words(signer));
        let version = world.store.correct(&front, round, "Ghi nhầm.", correction, now()).await.unwrap();
        assert_eq!(u64::from(version), time + 1);
        let body = reader.get(&path).await.body;
        assert!(body.contains(&corrected(time, "Ghi nhầm")), "{body}");
    }
    let body = reader.get(&path).await.body;
    let others = body.split(&t!("notice-versions")).nth(1).unwrap();
    let first = t!("notice-first-version", day = today());
    let second = t!("notice-version", time = 1_u64, day = today());
    assert!(others.contains(&first) && others.contains(&second), "{others}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_is_told_why_it_is_asked_again() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 3)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    for purpose in [Purpose::Recognise, Purpose::Repeat, Purpose::Reassess, Purpose::Withdraw] {
        let (id, set) = (Uuid::new_v4(), "xa-ntm-2021-2025");
        let (opens, closes) = (day("2024-07-01"), day("2024-07-26"));
        let papers = Papers { purpose, ..Papers::default() };
        let round = NewRound { id, unit_code: COMMUNE.into(), ruleset: ruleset(set), papers, opens, closes };
        world.store.open_at_once(&Actor::Operator, round, now()).await.unwrap();
        let code = world.issue(id, None).await[0].code;
        let body = reader.get(&format!("/p/{code}")).await.body;
        let unit = world.store.round(id).await.unwrap().unit.name;
        let said = match purpose {
            Purpose::Recognise => Vec::new(),
            Purpose::Repeat => vec![t!("purpose-told-repeat")],
            Purpose::Reassess => vec![t!("purpose-told-reassess", unit = &unit)],
            Purpose::Withdraw => vec![t!("purpose-told-withdraw", unit = &unit)],
        };
        assert_eq!(texts(&body, "ballot__purpose"), said, "{purpose:?}");
        world.store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.unwrap();
        count_boxes(&world.store, id).await;
    }
}

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
