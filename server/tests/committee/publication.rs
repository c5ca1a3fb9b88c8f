//! Publishing, through the router.

use crate::common::*;
use crate::stage::*;
use app::documents::signed_at::{day_in_numbers, day_in_words};
use app::domain::collection::notice::NoticeWords;
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::people::account::Role;
use app::domain::survey::ruleset::TimeLimit;
use app::i18n::{Lang, word};
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Now};
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
    assert!(paper.contains("- UBND xã;<") && paper.contains("- Lưu: VT.<"), "the list ends with a full stop: {paper}");
    let on = |day| day_in_numbers(Lang::Vi, day);
    let (opens, closes) = (on(day("2024-07-01")), on(day("2024-07-26")));
    let early = t!("notice-when-early", opens = opens, ended = on(today()), closes = closes);
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
        let day = day_in_words(lang, day("2024-06-20"));
        let plan = t!(lang, "notice-basis-plan-of", number = "12/KH-MTTQ", day = day, unit = "Xã Đạ Ròn");
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

/// A later day, by which the round of the commune should be summed up.
fn in_august() -> Now {
    morning(day("2024-08-01"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_names_the_document_it_is_from_is_told_as_over_and_ends_with_the_notice() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    // Signing in later ends the sessions of today.
    let (_, token) = world.invited("muon", person("muon", Role::Front, COMMUNE), in_august()).await;
    let late = Clerk { app: app_at(&world, in_august), cookie: Some(token.0) };
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let limit = ruleset("xa-ntm-2021-2025").time_limit.unwrap();
    let (last, source) = (day("2024-07-26"), limit.source.clone());
    let path = format!("/lam-viec/dot/{}", stage.open);
    let (told, over) =
        (t!("round-deadline", last = last, source = &source), t!("round-deadline-over", last = last, source = &source));
    let body = clerk.get(&path).await.body;
    assert!(body.contains(&told) && !body.contains(&over), "{told}: {body}");
    let body = late.get(&path).await.body;
    assert!(body.contains(&over) && !body.contains(&told), "{body}");
    let plan = clerk.get(&format!("/lam-viec/ke-hoach/{}", stage.plan)).await.body;
    let source = ruleset("xa-kieu-mau-2021-2025").time_limit.unwrap().source;
    assert!(plan.contains(&t!("plan-deadline", last = day("2024-08-28"), source = source)), "{plan}");

    let mut rules = ruleset("xa-ntm-2021-2025");
    rules.time_limit = Some(TimeLimit { verified: false, ..limit });
    world.hamlets("24940", &[("01", 10)]).await;
    let (beside, _) = member(&world, Role::Front, "24940").await;
    let round = world.open("24940", rules).await;
    let path = format!("/lam-viec/dot/{round}");
    let unchecked = t!("sources-unchecked");
    assert!(beside.get(&path).await.body.contains(&unchecked), "nobody has checked that number");
    assert!(!clerk.get(&format!("/lam-viec/dot/{}", stage.open)).await.body.contains(&unchecked));
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    assert!(beside.get(&path).await.body.contains(&unchecked), "it is still to be summed up");
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    assert!(!beside.get(&path).await.body.contains(&unchecked), "it was");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_that_ended_early_is_told_until_its_real_last_day_on_every_page_and_its_notice_says_why() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (_, token) = world.invited("muon", person("muon", Role::Front, COMMUNE), in_august()).await;
    let late = Clerk { app: app_at(&world, in_august), cookie: Some(token.0) };
    let (clerk, actor) = member(&world, Role::Front, COMMUNE).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let rows = minutes(COMMUNE, "01", head(10, 10, 9, 0), 19, |_| 9);
    world.store.import_minutes(&actor, round, rows, Replacing::None, now()).await.unwrap();
    let path = format!("/lam-viec/dot/{round}");
    assert!(clerk.get(&path).await.body.contains("name=\"without\""), "one hamlet takes ballots");
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap().rows;
    world.store.close_hamlet(&actor, round, rows[0].hamlet.as_ref().unwrap().id, now()).await.unwrap();
    let asks = clerk.get(&path).await.body;
    assert!(asks.contains("name=\"without\"") && asks.contains("name=\"early\""), "why so early: {asks}");
    let asks = late.get(&path).await.body;
    assert!(asks.contains("value=\"close\""), "{asks}");
    assert!(!asks.contains("name=\"without\"") && !asks.contains("name=\"early\""), "in time: {asks}");
    let step = late
        .get("/lam-viec")
        .await
        .body
        .split("<li data-step=")
        .find(|line| line.contains("steps__now"))
        .map(str::to_owned);
    assert!(step.as_ref().is_some_and(|line| line.starts_with("\"close-round\"")), "the time is up: {step:?}");

    let closed = clerk.post(&path, &[("step", "close"), ("without", "Mưa lũ."), ("early", "1")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    count_boxes(&world.store, round).await;
    let (opens, last) = (day("2024-07-01"), today());
    let holds = async |path: &str, said: String| {
        let body = clerk.get(path).await.body;
        assert!(body.contains(&said), "{path}: {said}: {body}");
    };
    let why = t!("notice-ended-early-reason", reason = "Mưa lũ");
    holds(&path, t!("round-from-to", first = opens, last = last)).await;
    holds("/lam-viec", t!("home-until", closes = last)).await;
    holds(&format!("{path}/thong-bao"), why.clone()).await;
    world.store.publish(&actor, round, now()).await.unwrap();
    holds(&format!("/ket-qua/{COMMUNE}"), t!("commune-lead", opens = opens, last = last, published = last)).await;
    holds(&format!("/thong-bao/{round}"), why).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_fewer_answered_than_sent_valid_ballots_is_explained_in_the_notice() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    for (answered, is_explained) in [(90, false), (85, true)] {
        let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
        let mut rows = minutes(COMMUNE, "01", head(100, 100, 90, 0), 19, |_| 70);
        rows[1].value.counts.unsatisfied = answered - 70;
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
        world.end(round).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
        let body = reader.get(&format!("/thong-bao/{round}")).await.body;
        assert_eq!(body.contains("data-of=\"left-out\""), is_explained, "{answered}: {body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_is_signed_with_a_nought_before_small_days_and_the_first_two_months() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    for (on, number, month) in [("2024-02-05", "05", "02"), ("2024-03-05", "05", "3"), ("2024-11-12", "12", "11")] {
        let at = morning(day(on));
        let (id, set) = (Uuid::new_v4(), "xa-ntm-2021-2025");
        let papers = Papers { purpose: Purpose::Repeat, ..Papers::default() };
        let days = (day("2024-01-08"), day(on));
        let round =
            NewRound { id, unit_code: COMMUNE.into(), ruleset: ruleset(set), papers, opens: days.0, closes: days.1 };
        world.store.open_at_once(&Actor::Operator, round, at).await.unwrap();
        let rows = minutes(COMMUNE, "01", head(10, 10, 9, 0), 19, |_| 9);
        world.store.import_minutes(&Actor::Operator, id, rows, Replacing::None, at).await.unwrap();
        world.store.close(&Actor::Operator, id, "thử", Early::Confirmed, at).await.unwrap();
        count_boxes(&world.store, id).await;
        let words = NoticeWords {
            number: "1/TB".into(),
            place: "Đạ Ròn".into(),
            committee: "B".into(),
            title: "CHỦ TỊCH".into(),
            signer: "Hoa".into(),
            posted_at: "Nhà văn hóa".into(),
            posting_days: 10,
            ..NoticeWords::default()
        };
        assert!(world.store.publish_notice(&Actor::Operator, id, words, at).await.unwrap());
        let signed = t!("notice-signed-at", place = "Đạ Ròn", day = number, month = month, year = "2024");
        let body = reader.get(&format!("/thong-bao/{id}")).await.body;
        assert!(body.contains(&format!(">{signed}<")), "{signed}: {body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_writes_a_notice_is_told_that_it_is_kept_and_published_and_previews_the_version_it_would_be() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let (clerk, _) = people(&world).await["xa"].clone();
    let path = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let without = t!("notice-ended-without", count = 1_u64, hamlets = "Thôn 02", reason = "thử");
    assert!(clerk.get(&path).await.body.contains(&without), "what the notice will say of the ending");
    let send = async |step: &str, signer: &str| {
        let fields = [("number", "1/TB"), ("place", "Đạ Ròn"), ("committee", "B"), ("title", "CHỦ TỊCH")];
        let more = [("posted_at", "Nhà văn hóa"), ("posting_days", "10"), ("signer", signer)];
        let step = [("step", step), ("sure", "1"), ("reason", "Nhầm")];
        let sent = clerk.post(&path, &[&fields[..], &more, &step].concat()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{step:?}: {}", sent.body);
        clerk.get(sent.to.split('#').next().unwrap()).await
    };
    assert_eq!(send("keep", "Hoa").await.done(), t!("publish-kept"));
    assert_eq!(send("preview", "Hoa").await.done(), t!("publish-kept"));
    assert_eq!(send("publish", "Hoa").await.done(), t!("publish-done"));
    let reader = Clerk { app: app(&world), cookie: None };
    let public = format!("/thong-bao/{}", stage.closed);
    let older = t!("notice-older");
    assert!(!reader.get(&public).await.body.contains(&older));
    assert_eq!(send("correct", "Lan").await.done(), t!("publish-done"));
    assert!(reader.get(&format!("{public}?ban=1")).await.body.contains(&older), "there is a newer one");
    assert!(!reader.get(&public).await.body.contains(&older));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commune_s_notice_has_no_summary_that_was_made_for_all_who_were_asked() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    world.hamlets("24940", &[("01", 100)]).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    for commune in [COMMUNE, "24940"] {
        let rows = minutes(commune, "01", head(100, 100, 90, 0), 19, |_| 60);
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    }
    world.end(round).await;
    let words = NoticeWords {
        number: "1/TB".into(),
        place: "Đơn Dương".into(),
        committee: "B".into(),
        title: "CHỦ TỊCH".into(),
        signer: "Hoa".into(),
        posted_at: "Nhà văn hóa".into(),
        posting_days: 10,
        summaries: [(2, "Đường vào thôn lầy".to_owned())].into(),
        ..NoticeWords::default()
    };
    assert!(world.store.publish_notice(&Actor::Operator, round, words, now()).await.unwrap());
    let reader = Clerk { app: app(&world), cookie: None };
    let whole = reader.get(&format!("/thong-bao/{round}")).await.body;
    let commune = reader.get(&format!("/thong-bao/{round}?noi={COMMUNE}")).await.body;
    assert!(whole.contains("Đường vào thôn lầy"), "{whole}");
    assert!(!commune.contains("data-withheld") && !commune.contains("Đường vào thôn lầy"), "{commune}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_again_is_offered_where_something_was_denied_and_the_new_round_leads_to_the_first() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 100)]).await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let published = async |satisfied: u64| {
        let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
        let rows = minutes(COMMUNE, "01", head(100, 100, 100, 0), 19, |no| if no == 2 { satisfied } else { 96 });
        world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
        world.end(round).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
        round
    };
    let offers = async |round: Uuid| {
        clerk.get(&format!("/lam-viec/dot/{round}/thong-bao")).await.body.contains("value=\"repeat\"")
    };
    let (met, denied) = (published(96).await, published(61).await);
    assert!(!offers(met).await && offers(denied).await);
    let home = async || clerk.get("/lam-viec").await.body;
    let task = |round: Uuid| format!("<li><a href=\"/lam-viec/dot/{round}/thong-bao\">");
    let waits = home().await;
    assert!(waits.contains(&task(denied)) && !waits.contains(&task(met)), "{waits}");
    let id = Uuid::new_v4();
    let papers = Papers { purpose: Purpose::Repeat, repeats: Some(denied), ..Papers::default() };
    let (rules, opens, closes) = (ruleset("xa-ntm-2021-2025"), day("2024-07-10"), day("2024-07-26"));
    let new = NewRound { id, unit_code: COMMUNE.into(), ruleset: rules, papers, opens, closes };
    world.store.open_at_once(&Actor::Operator, new, now()).await.unwrap();
    assert!(!home().await.contains(&task(denied)), "it is asked again");
    let again = clerk.get(&format!("/lam-viec/dot/{id}")).await.body;
    let link = format!("<a href=\"/lam-viec/dot/{denied}\">{}<", t!("round-repeated"));
    assert!(again.contains(&link), "{again}");
    assert!(!clerk.get(&format!("/lam-viec/dot/{denied}")).await.body.contains(&t!("round-repeated")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_says_what_of_its_rules_nobody_has_verified_and_which_language_was_posted() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    let keys = ["notice-unverified", "notice-unverified-wording", "notice-unverified-questions"];
    let judged = ruleset("xa-ntm-2021-2025");
    let mut unjudged = ruleset("xa-ntm-2026-2030");
    unjudged.participation.verified = false;
    let mut known = unjudged.clone();
    known.participation.verified = true;
    for (rules, key) in [(judged, keys[0]), (known, keys[1]), (unjudged, keys[2])] {
        assert!(!rules.is_verified(), "{key}");
        let round = world.open(COMMUNE, rules).await;
        world.end(round).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
        for lang in [Lang::Vi, Lang::En] {
            let body = reader.get(&format!("/thong-bao/{round}?lang={}", lang.tag())).await.body;
            for other in keys {
                let said = format!(">{}<", word(lang, other, &[]));
                assert_eq!(body.contains(&said), other == key, "{other} for {key}: {body}");
            }
            assert_eq!(body.contains(&t!(lang, "notice-translated")), lang == Lang::En, "{body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn earlier_rounds_of_a_commune_are_listed_until_their_real_last_days() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let reader = Clerk { app: app(&world), cookie: None };
    let set = ruleset("xa-ntm-2021-2025");
    for _ in 0..2 {
        let round = world.open(COMMUNE, set.clone()).await;
        world.end(round).await;
        world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    }
    let body = reader.get(&format!("/ket-qua/{COMMUNE}")).await.body;
    let other = t!("commune-other-round", ruleset = &set.name, opens = day("2024-07-01"), last = today());
    assert!(body.contains(&format!(">{other}<")), "{other}: {body}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_is_previewed_with_its_reason_which_stays_typed_until_it_is_published() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let path = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let send = async |step: &str, signer: &str, reason: &str| {
        let fields = [("number", "1/TB"), ("place", "Đạ Ròn"), ("committee", "B"), ("title", "CHỦ TỊCH")];
        let more = [("posted_at", "Nhà văn hóa"), ("posting_days", "10"), ("receivers", "UBND xã"), ("sure", "1")];
        let now = [("signer", signer), ("reason", reason), ("step", step)];
        clerk.post(&path, &[&fields[..], &more, &now].concat()).await
    };
    assert_eq!(send("publish", "Hoa", "").await.to, format!("{path}?xong=cong-bo"));
    assert_eq!(send("preview", "Lan", "Sai tên người ký").await.to, format!("{path}?xong=xem#xem-truoc"));
    let shown = clerk.get(&format!("{path}?xong=xem")).await.body;
    let (form, paper) = shown.split_once("id=\"xem-truoc\"").expect("a preview");
    assert!(form.contains("Sai tên người ký</textarea>"), "it is still typed: {form}");
    let corrected = t!("notice-corrected", time = 1_u64, before = today(), reason = "Sai tên người ký");
    assert!(paper.contains(&corrected), "{paper}");
    assert_eq!(send("correct", "Lan", "Sai tên người ký").await.to, format!("{path}?xong=cong-bo"));
    let desk = world.store.notice_desk(actor, stage.closed).await.unwrap();
    assert_eq!((desk.versions.len(), &*desk.versions[0].reason, &*desk.words.correction), (2, "Sai tên người ký", ""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_reasons_that_somebody_wrote_wait_to_be_summed_up() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 20), ("02", 10)]).await;
    let (clerk, actor) = people(&world).await["xa"].clone();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for (household, issued) in world.issue(round, Some("01")).await.iter().take(12).enumerate() {
        let mut cast = cast(issued.code, 1, if household < 4 { &[2, 3] } else { &[] });
        if household == 0 {
            cast.reasons = vec![app::domain::survey::ballot::Reason { question: 2, text: "Đường lầy".into() }];
        }
        world.store.cast(cast, now()).await.unwrap();
    }
    let rows = minutes(COMMUNE, "02", head(10, 10, 9, 0), 19, |_| 6);
    world.store.import_minutes(&actor, round, rows, Replacing::None, now()).await.unwrap();
    world.end(round).await;
    let shown = clerk.get(&format!("/lam-viec/dot/{round}/thong-bao")).await.body;
    assert!(shown.contains("data-unsummed=\"1\""), "question 2 alone: {shown}");
    assert!(shown.contains(&t!("publish-unsummed", count = 1_u64, questions = "2")), "{shown}");
}
