//! The contract of the ports of oversight: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::account::Role;
use app::domain::claim::Agreement;
use app::domain::criterion::{By, Status, lacking, positions};
use app::domain::layer::Mismatches;
use app::domain::plan::{Papers, Plan};
use app::domain::recognition::{Recognition, Title};
use app::domain::recommendation::{Move, Stage};
use app::domain::target::{Progress, figures};
use app::domain::unit::Level;
use app::ports::accounts::Accounts as _;
use app::ports::criteria::*;
use app::ports::oversight::{Outline, Oversight as _};
use app::ports::plans::Plans as _;
use app::ports::recommendations::*;
use app::ports::*;
use common::*;
use server::{import, units};
use std::collections::BTreeMap;
use uuid::Uuid;

on_both! {
    statuses_are_history_and_nothing_is_overwritten => statuses;
    indicators_stand_beside_their_criterion_and_are_not_counted => indicators;
    a_file_of_statuses_is_looked_at_before_it_is_taken_in => drafts;
    titles_are_granted_and_withdrawn_by_those_above => titles;
    proofs_are_for_whoever_oversees_the_unit => proofs;
    a_recommendation_goes_through_answer_return_second_answer_and_close => recommendation;
    a_front_closes_and_hides_only_what_it_or_one_below_it_raised => raised_above;
    a_long_answer_sent_twice_is_one_answer => sent_twice;
    one_recommendation_or_one_file_sent_many_times_at_once_is_one => sent_at_once;
    a_round_that_asks_again_speaks_only_of_what_it_asks => asked_again;
    what_few_answers_leave_open_stands_below_what_many_settle => left_open;
    a_code_that_is_used_again_keeps_old_and_new_apart => used_again;
    a_commune_that_gave_a_part_away_keeps_its_own_affairs => part_given;
    who_takes_a_commune_over_reads_and_answers_for_it => taken_over;
    two_who_act_at_once_on_a_recommendation_do_not_pass_each_other => at_once;
    a_claim_that_people_deny_is_the_top_mismatch => claims;
    a_merged_commune_shows_its_predecessors_and_inherits_no_title => merged;
    the_plans_targets_agree_with_a_count_of_their_own => targets;
    the_map_shows_each_day_and_outlines_go_in_whole_or_not_at_all => map;
}

const SET: &str = "xa-ntm-2021-2025";
const BESIDE: &str = "24940";

fn row(unit: &str, criterion: u32, status: Status, as_of: &str) -> CriterionRow {
    CriterionRow {
        unit_code: unit.into(),
        ruleset: SET.into(),
        level: Level::Commune,
        criterion,
        indicator: 0,
        by: By::Claim,
        status,
        value: String::new(),
        as_of: day(as_of),
        document: "BC 12/BC-UBND".into(),
        file: None,
    }
}

fn appraised(unit: &str, criterion: u32, status: Status, as_of: &str) -> CriterionRow {
    CriterionRow { by: By::Appraisal, ..row(unit, criterion, status, as_of) }
}

fn told<T: std::fmt::Debug>(answer: Answer<T>) -> String {
    match answer {
        Err(error @ (PortError::Refused(_) | PortError::File(_))) => error.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

fn denied<T: std::fmt::Debug>(answer: Answer<T>) {
    assert!(matches!(answer, Err(PortError::Denied)), "{answer:?}");
}

async fn statuses(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (above, _) = world.member("huyen", Role::Office, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let write = async |by: &Actor, rows| store.record(by, numbered(rows), now()).await;
    let claim = |status, as_of| row(COMMUNE, 2, status, as_of);
    let first = vec![claim(Status::Met, "2023-06-30"), row(COMMUNE, 3, Status::NotMet, "2023-06-30")];
    assert_eq!(write(&own, first.clone()).await.unwrap(), Imported { added: 2, changed: 0, same: 0 });
    assert_eq!(write(&own, first).await.unwrap(), Imported { added: 0, changed: 0, same: 2 });
    assert_eq!(write(&own, vec![claim(Status::NotMet, "2023-06-30")]).await.unwrap().changed, 1);
    write(&above, vec![appraised(COMMUNE, 2, Status::Met, "2023-09-01")]).await.unwrap();
    let refused = told(write(&own, vec![appraised(COMMUNE, 2, Status::Met, "2023-09-02")]).await);
    assert!(refused.contains("không tự thẩm định"), "{refused}");
    let back =
        write(&own, vec![appraised(COMMUNE, 2, Status::Met, "2023-09-01")]).await.expect("as the template has it");
    assert_eq!(back, Imported::default());
    denied(write(&beside, vec![claim(Status::Met, "2023-10-01")]).await);
    denied(write(&front, vec![claim(Status::Met, "2023-10-01")]).await);
    let future = told(write(&own, vec![claim(Status::Met, "2024-07-11")]).await);
    assert!(future.contains("ở tương lai"), "{future}");
    let gone = told(write(&Actor::Console, vec![claim(Status::Met, "2025-07-02")]).await);
    assert!(gone.contains("dòng 2"), "{gone}");
    let other = CriterionRow {
        ruleset: "huyen-ntm-2021-2025".into(),
        level: Level::District,
        ..claim(Status::Met, "2024-01-01")
    };
    assert!(told(write(&own, vec![other]).await).contains("không thuộc cấp huyện"));

    let sheet = store.sheet(&own, COMMUNE, SET, today()).await.unwrap();
    assert_eq!((sheet.may_claim, sheet.may_appraise, sheet.statuses.len()), (true, false, 4));
    assert_eq!(sheet.statuses[2].who, "Người ubnd");
    let of = |on: &str| positions(sheet.statuses.iter().map(|one| &one.assessment), day(on))[&2].status();
    assert_eq!([of("2023-06-30"), of("2023-08-31"), of("2023-09-01")], [Status::NotMet, Status::NotMet, Status::Met]);
    assert!(store.sheet(&above, COMMUNE, SET, today()).await.unwrap().may_appraise);
    assert!(!store.sheet(&front, COMMUNE, SET, today()).await.unwrap().may_claim);
    denied(store.sheet(&beside, COMMUNE, SET, today()).await);
    let holding = world.count("select count(*) from assessment where holds = 1").await;
    assert_eq!(holding, 2, "one last word for each criterion");
    assert!(world.try_to_tamper("update assessment set status = 'met'").await.is_err());
    assert!(world.try_to_tamper("delete from assessment").await.is_err());
    let known = store.standing(&above, SET, Level::Commune, now()).await.unwrap();
    let here = known.iter().find(|(unit, _)| unit.code == COMMUNE).unwrap();
    assert_eq!((known.len(), here.1.len(), here.1[0].status), (10, 2, Status::Met));
    let lines = store.journal(&front, 0).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.act == "Ghi tình trạng tiêu chí").count(), 3);
}

async fn indicators(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let part = |indicator, status| CriterionRow { indicator, ..row(COMMUNE, 2, status, "2024-01-01") };
    let lines = vec![part(0, Status::Met), part(1, Status::Met), part(2, Status::NotMet)];
    assert_eq!(store.record(&own, numbered(lines.clone()), now()).await.unwrap().added, 3);
    assert_eq!(store.record(&own, numbered(lines), now()).await.unwrap().same, 3);
    let twice = vec![part(2, Status::Met), part(2, Status::NotMet)];
    assert!(told(store.record(&own, numbered(twice), now()).await).contains("chỉ tiêu 2.2 của Xã Đạ Ròn"));
    assert_eq!(world.count("select count(*) from assessment where holds = 1").await, 3, "each has a last word");
    assert!(world.try_to_tamper("update assessment set indicator = 5").await.is_err());
    // What is counted are criteria.
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let seen = store.commune(&place, None).await.unwrap();
    assert_eq!((seen.positions.len(), seen.indicators.len()), (1, 2));
    assert_eq!(lacking(2, &seen.indicators), [2]);
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let area = store.area(&province, (SET, 19)).await.unwrap();
    let listed = area.rows.iter().find(|row| row.unit.named.code == COMMUNE).unwrap();
    assert_eq!(listed.criteria.map(|share| share.part), Some(1));
    store.record(&own, numbered(vec![part(2, Status::Met)]), now()).await.unwrap();
    let seen = store.commune(&place, None).await.unwrap();
    assert_eq!(lacking(2, &seen.indicators), Vec::<u32>::new());
}

async fn drafts(world: World) {
    let store = &world.store;
    let (office, _) = world.member("huyen", Role::Office, "677", "").await;
    let (other, _) = world.member("tinh", Role::Office, "68", "").await;
    store.record(&office, numbered(vec![row(COMMUNE, 1, Status::Met, "2024-01-01")]), now()).await.unwrap();
    let file = vec![
        row(COMMUNE, 1, Status::Met, "2024-01-01"),
        row(COMMUNE, 2, Status::Met, "2024-01-01"),
        row(BESIDE, 1, Status::NotMet, "2024-01-01"),
    ];
    let id = store.keep_draft(&office, "xa.xlsx", numbered(file), now()).await.unwrap();
    let seen = store.draft(&office, id).await.unwrap();
    assert_eq!((seen.name.as_str(), seen.same, seen.changes.len()), ("xa.xlsx", 1, 2));
    assert_eq!((seen.changes[0].unit.code.as_str(), seen.changes[0].before), (COMMUNE, None));
    assert!(matches!(store.draft(&other, id).await, Err(PortError::Missing)), "one's own file only");
    assert_eq!(world.count("select count(*) from assessment").await, 1, "nothing is written yet");
    let bad = vec![row(COMMUNE, 3, Status::Met, "2024-01-01"), row("99999", 3, Status::Met, "2024-01-01")];
    assert!(
        told(store.keep_draft(&office, "x", numbered(bad), now()).await).contains("dòng 3: không có đơn vị mã 99999")
    );
    assert_eq!(store.apply_draft(&office, id, now()).await.unwrap(), Imported { added: 2, changed: 0, same: 1 });
    assert!(matches!(store.apply_draft(&office, id, now()).await, Err(PortError::Missing)), "once");
    assert_eq!(world.count("select count(*) from assessment").await, 3);
}

async fn titles(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (above, _) = world.member("tinh", Role::Office, "68", "").await;
    let decision = |title, granted, on: &str| TitleRow {
        unit_code: COMMUNE.into(),
        recognition: Recognition { title, granted, day: day(on), decision: "1/QĐ-UBND".into() },
    };
    let write = async |by: &Actor, rows| store.recognise(by, numbered(rows), now()).await;
    denied(write(&own, vec![decision(Title::Standard, true, "2020-01-01")]).await);
    let both = vec![decision(Title::Standard, true, "2020-01-01"), decision(Title::Advanced, true, "2023-01-01")];
    assert_eq!(write(&above, both.clone()).await.unwrap(), 2);
    assert_eq!(write(&above, both).await.unwrap(), 0, "the same again");
    let refused = told(write(&above, vec![decision(Title::Model, false, "2024-01-01")]).await);
    assert!(refused.contains("không giữ danh hiệu"), "{refused}");
    let mixed = vec![decision(Title::Standard, false, "2024-02-01"), decision(Title::Model, true, "2024-12-01")];
    assert!(told(write(&above, mixed).await).contains("tương lai"));
    assert_eq!(store.sheet(&own, COMMUNE, SET, today()).await.unwrap().titles.len(), 2, "all or nothing");
    write(&above, vec![decision(Title::Standard, false, "2024-02-01")]).await.unwrap();
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let seen = store.commune(&place, None).await.unwrap().recognitions;
    assert_eq!(app::domain::recognition::held(&seen, day("2024-01-31")).len(), 2);
    assert!(app::domain::recognition::held(&seen, today()).is_empty());
    assert!(world.try_to_tamper("update recognition set decision = 'x'").await.is_err());
}

async fn proofs(world: World) {
    let store = &world.store;
    let (own, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (front, _) = world.member("huyen", Role::Front, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &[0; 100]].concat();
    let here = store.place(COMMUNE, None).await.unwrap().unwrap();
    let id = store.keep_file(&own, &here, "C:\\ảnh\\đường.jpg", photo.clone(), now()).await.unwrap();
    assert_eq!(store.keep_file(&own, &here, "khác.jpg", photo.clone(), now()).await.unwrap(), id, "the same file");
    let (row_, content) = store.file(&front, id).await.unwrap();
    assert_eq!((row_.name.as_str(), row_.media_type.as_str(), content.to_vec()), ("đường.jpg", "image/jpeg", photo));
    denied(store.file(&beside, id).await);
    denied(store.keep_file(&beside, &here, "x.jpg", vec![1], now()).await);
    assert!(told(store.keep_file(&own, &here, "x.jpg", b"<svg>".to_vec(), now()).await).contains("không phải ảnh"));
    let with = CriterionRow { file: Some(id), ..row(COMMUNE, 2, Status::Met, "2024-01-01") };
    store.record(&own, numbered(vec![with]), now()).await.unwrap();
    let sheet = store.sheet(&front, COMMUNE, SET, today()).await.unwrap();
    assert_eq!(sheet.statuses[0].file, Some((id, "đường.jpg".to_owned())));
}

fn new(id: Uuid) -> NewRecommendation {
    NewRecommendation {
        id,
        unit_code: COMMUNE.into(),
        subject: Subject { ruleset: SET.into(), criterion: 2, round: None, question: 2 },
        title: "Đường sá: 29 hộ chưa hài lòng".into(),
        text: "Đề nghị làm rõ.".into(),
        due: day("2024-07-20"),
        is_public: false,
        files: vec![],
    }
}

fn step(step: Move, seen: u64, text: &str) -> NewStep {
    NewStep { step, seen, text: text.into(), due: None, files: vec![] }
}

async fn recommendation(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (beside, _) = world.member("ben", Role::Office, BESIDE, "").await;
    let id = Uuid::new_v4();
    denied(store.raise(&office, new(id), now()).await);
    assert!(
        told(store.raise(&front, NewRecommendation { due: day("2024-07-09"), ..new(id) }, now()).await)
            .contains("quá khứ")
    );
    assert!(
        told(store.raise(&front, NewRecommendation { text: " ".into(), ..new(id) }, now()).await).contains("Hãy ghi")
    );
    store.raise(&front, new(id), now()).await.unwrap();
    store.raise(&front, new(id), now()).await.expect("pressed twice");
    let moves = async |by: &Actor| store.thread(by, id).await.unwrap().moves;
    assert_eq!(moves(&office).await, [Move::Answer]);
    assert_eq!(moves(&front).await, [Move::Close]);
    denied(store.thread(&beside, id).await);
    denied(store.step(&front, id, step(Move::Answer, 1, "x"), now()).await);
    denied(store.step(&office, id, step(Move::Close, 1, "x"), now()).await);
    assert!(told(store.step(&front, id, step(Move::Accept, 1, "x"), now()).await).contains("Chờ trả lời"));
    store.step(&office, id, step(Move::Answer, 1, "Đã trình sửa."), now()).await.unwrap();
    store.step(&office, id, step(Move::Answer, 1, "Đã trình sửa."), now()).await.expect("pressed twice");
    assert!(told(store.step(&front, id, step(Move::Close, 1, "xong"), now()).await).contains("vừa có bước mới"));
    let back = NewStep { due: Some(day("2024-08-01")), ..step(Move::Return, 2, "Chưa có ngày.") };
    store.step(&district, id, back, now()).await.unwrap();
    store.step(&office, id, step(Move::Answer, 3, "Xong trước 30/7."), now()).await.unwrap();
    store.step(&front, id, step(Move::Accept, 4, "Theo dõi."), now()).await.unwrap();
    assert_eq!(moves(&office).await, [Move::Answer], "it may report while it is carried out");
    store.step(&front, id, step(Move::Close, 5, "Đường đã sửa."), now()).await.unwrap();
    let thread = store.thread(&office, id).await.unwrap();
    let told_by: Vec<_> = thread.steps.iter().map(|one| (one.step, one.who.as_str())).collect();
    assert_eq!(
        told_by,
        [
            (Move::Raise, "Ủy ban MTTQ Xã Đạ Ròn"),
            (Move::Answer, "UBND Xã Đạ Ròn"),
            (Move::Return, "Ủy ban MTTQ Huyện Đơn Dương"),
            (Move::Answer, "UBND Xã Đạ Ròn"),
            (Move::Accept, "Ủy ban MTTQ Xã Đạ Ròn"),
            (Move::Close, "Ủy ban MTTQ Xã Đạ Ròn"),
        ]
    );
    assert_eq!((thread.row.stage, thread.row.due, thread.moves.len()), (Stage::Closed, day("2024-08-01"), 0));
    assert_eq!((thread.row.answered_on, thread.row.closed_on), (Some(today()), Some(today())));
    let here = store.place(COMMUNE, None).await.unwrap().unwrap();
    assert_eq!(store.public_threads(&here).await.unwrap(), []);
    denied(store.show(&office, id, true, now()).await);
    store.show(&front, id, true, now()).await.unwrap();
    assert_eq!(store.public_threads(&here).await.unwrap()[0].steps.len(), 6);
    let listed = async |by: &Actor, unit| store.recommendations(by, unit).await.map(|rows| rows.len());
    assert_eq!((listed(&district, None).await.unwrap(), listed(&beside, None).await.unwrap()), (1, 0));
    denied(listed(&beside, Some(&here)).await);
    assert!(world.try_to_tamper("update recommendation_step set text = 'x'").await.is_err());
    assert!(world.try_to_tamper("delete from recommendation_step").await.is_err());
}

/// Xã Ka Đơn gives a part to what becomes a commune of its own, and stands on.
async fn part_given(world: World) {
    let store = &world.store;
    let young = "code,parent_code,level,kind,name\n99001,677,commune,xã,Xã Mới\n";
    let from = Some(day("2024-07-01"));
    store.import_units(import::units(young.as_bytes(), (from, None)).unwrap()).await.unwrap();
    let pair = format!("old_code,new_code\n{BESIDE},99001\n");
    store.import_successions(import::successions(pair.as_bytes()).unwrap(), day("2024-07-01")).await.unwrap();
    let (front, _) = world.member("ka-don", Role::Front, BESIDE, "").await;
    let (other, _) = world.member("moi", Role::Front, "99001", "").await;
    let id = Uuid::new_v4();
    store.raise(&front, NewRecommendation { unit_code: BESIDE.into(), ..new(id) }, now()).await.unwrap();
    denied(store.thread(&other, id).await);
    denied(store.sheet(&other, BESIDE, SET, today()).await);
    denied(store.step(&other, id, step(Move::Close, 1, "x"), now()).await);
    assert_eq!(store.recommendations(&other, None).await.unwrap(), []);
}

async fn at_once(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&front, new(id), now()).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..6 {
        let (answering, closing) = (store.clone(), store.clone());
        tasks.spawn(
            async move { answering.step(&office, id, step(Move::Answer, 1, &format!("{n}")), now()).await.is_ok() },
        );
        tasks
            .spawn(async move { closing.step(&front, id, step(Move::Close, 1, &format!("{n}")), now()).await.is_ok() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|done| *done).count(), 1, "the others see the new step first");
    assert_eq!(store.thread(&front, id).await.unwrap().steps.len(), 2);
}

async fn raised_above(world: World) {
    let store = &world.store;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (province, _) = world.member("tinh", Role::Front, "68", "").await;
    let id = Uuid::new_v4();
    store.raise(&district, new(id), now()).await.unwrap();
    let seen = store.thread(&commune, id).await.unwrap();
    assert_eq!((seen.moves.len(), seen.row.may_settle), (0, false), "it reads along");
    let listed = async |by: &Actor| store.recommendations(by, None).await.unwrap().remove(0).may_settle;
    assert_eq!([listed(&commune).await, listed(&district).await, listed(&province).await], [false, true, true]);
    let refused = told(store.step(&commune, id, step(Move::Close, 1, "Thôi."), now()).await);
    assert!(refused.contains("Ủy ban MTTQ Huyện Đơn Dương đã nêu kiến nghị này"), "{refused}");
    assert!(told(store.show(&commune, id, true, now()).await).contains("cấp trên"));
    for above in [&district, &province] {
        let seen = store.thread(above, id).await.unwrap();
        assert_eq!((seen.moves, seen.row.may_settle), (vec![Move::Close], true));
    }
    store.step(&province, id, step(Move::Close, 1, "Thôi."), now()).await.unwrap();
}

async fn sent_twice(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&front, new(id), now()).await.unwrap();
    for _ in 0..2 {
        // Browsers send line ends their own way.
        store.step(&office, id, step(Move::Answer, 1, " Đã họp.\r\nSẽ sửa. "), now()).await.unwrap();
    }
    let thread = store.thread(&front, id).await.unwrap();
    assert_eq!((thread.steps.len(), thread.steps[1].text.as_str()), (2, "Đã họp.\nSẽ sửa."));
}

async fn sent_at_once(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let here = store.place(COMMUNE, None).await.unwrap().unwrap();
    let id = Uuid::new_v4();
    let (mut raising, mut keeping) = (tokio::task::JoinSet::new(), tokio::task::JoinSet::new());
    for _ in 0..6 {
        let (raises, keeps, here) = (store.clone(), store.clone(), here.clone());
        raising.spawn(async move { raises.raise(&front, new(id), now()).await });
        let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &[0; 100]].concat();
        keeping.spawn(async move { keeps.keep_file(&front, &here, "a.jpg", photo, now()).await });
    }
    raising.join_all().await.into_iter().for_each(|raised| raised.expect("raised"));
    let files: Vec<Uuid> = keeping.join_all().await.into_iter().map(|kept| kept.expect("kept")).collect();
    assert!(files.iter().all(|file| *file == files[0]));
    assert_eq!(store.thread(&front, id).await.unwrap().steps.len(), 1);
    assert_eq!(world.count("select count(*) from journal where act = 'Kiến nghị'").await, 1);
}

/// A published round in which `satisfied` of a hundred are satisfied with each question.
async fn published(world: &World, unit: &str, satisfied: impl Fn(u32) -> u64) -> Uuid {
    published_by(world, unit, ruleset(SET), Papers::default(), (100, 100), satisfied).await
}

/// The same by rules of one's own, of so many valid ballots from so many households.
async fn published_by(
    world: &World,
    unit: &str,
    ruleset: app::domain::ruleset::Ruleset,
    papers: Papers,
    (valid, households): (u64, u64),
    satisfied: impl Fn(u32) -> u64,
) -> Uuid {
    world.hamlets(unit, &[("01", households)]).await;
    let questions = u32::try_from(ruleset.questions.len()).unwrap();
    // Who asks again asks later.
    let opens = day(if papers.repeats.is_some() { "2024-07-02" } else { "2024-07-01" });
    let (id, closes) = (Uuid::new_v4(), day("2024-07-26"));
    let round = NewRound { id, unit_code: unit.into(), ruleset, papers, opens, closes };
    world.store.open_at_once(&Actor::Console, round, now()).await.unwrap();
    let rows = minutes(unit, "01", head(households, households, valid, 0), questions, satisfied);
    world.store.import_minutes(&Actor::Console, id, rows, false, now()).await.unwrap();
    world.store.close(&Actor::Console, id, "thử", now()).await.unwrap();
    world.store.publish(&Actor::Console, id, now()).await.unwrap();
    id
}

async fn asked_again(world: World) {
    let store = &world.store;
    let first = published(&world, COMMUNE, |no| if no == 2 || no == 5 { 60 } else { 96 }).await;
    let all = (1..=19).map(|no| row(COMMUNE, no, Status::Met, "2024-06-01")).collect();
    store.record(&Actor::Console, numbered(all), now()).await.unwrap();
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    // The plan that asks what failed again knows what each of its questions stands for.
    let plan = store.repeat(&front, first, now()).await.unwrap();
    let Plan { ruleset, papers, .. } = store.plan(&front, plan, now()).await.unwrap().plan;
    assert_eq!(ruleset.questions.iter().map(|asked| asked.repeats).collect::<Vec<_>>(), [Some(2), Some(5), Some(19)]);
    let again = published_by(&world, COMMUNE, ruleset, papers, (100, 100), |no| if no == 1 { 95 } else { 70 }).await;
    let seen = store.claims(&front, None, None, today()).await.unwrap().rows;
    assert!(seen.iter().all(|row| row.comparison.agreement != Agreement::NotAsked), "nothing falls silent");
    let of = |no: u32| {
        let row = seen.iter().find(|row| row.comparison.criterion == no).unwrap();
        (row.round.id, row.comparison.agreement, row.comparison.counts.satisfied)
    };
    assert_eq!(of(2), (again, Agreement::Agrees, 95));
    assert_eq!(of(5), (again, Agreement::Mismatch, 70));
    assert_eq!(of(6), (first, Agreement::Agrees, 96));
    let before = store.claims(&front, None, Some(first), today()).await.unwrap().rows;
    let denied = before.iter().filter(|row| row.comparison.agreement == Agreement::Mismatch).count();
    assert_eq!((denied, before.len()), (2, seen.len()), "the first round as it was");
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let spots = store.map(&province, SET, today()).await.unwrap().spots;
    let spot = spots.iter().find(|spot| spot.unit.named.code == COMMUNE).unwrap();
    assert_eq!(spot.mismatches, Some(Mismatches { denied: 1, open: 0 }));
    let place = store.place(COMMUNE, None).await.unwrap().unwrap();
    let page = store.commune(&place, None).await.unwrap();
    let shown = page.shown.as_ref().map(|(round, _)| round.id);
    let earlier: Vec<Uuid> = page.earlier.iter().map(|(round, _)| round.id).collect();
    assert_eq!((shown, earlier), (Some(again), vec![first]));
    assert!(store.commune(&place, Some(first)).await.unwrap().earlier.is_empty());
}

async fn left_open(world: World) {
    let store = &world.store;
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    // One household of forty answered, and was not satisfied: a larger gap that says next to nothing.
    published_by(&world, BESIDE, ruleset(SET), Papers::default(), (1, 40), |no| u64::from(no != 3)).await;
    let statuses = (1..=19).flat_map(|no| [COMMUNE, BESIDE].map(|unit| row(unit, no, Status::Met, "2024-06-01")));
    store.record(&Actor::Console, numbered(statuses.collect()), now()).await.unwrap();
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let rows = store.claims(&district, None, None, today()).await.unwrap().rows;
    let top: Vec<_> = rows[..2].iter().map(|row| (row.unit.named.code.as_str(), row.comparison.is_denied())).collect();
    assert_eq!(top, [(COMMUNE, true), (BESIDE, false)]);
    let province = store.place("68", Some(today())).await.unwrap().unwrap();
    let spots = store.map(&province, SET, today()).await.unwrap().spots;
    let spot = spots.iter().find(|spot| spot.unit.named.code == BESIDE).unwrap();
    assert_eq!(spot.mismatches, Some(Mismatches { denied: 0, open: 1 }));
}

/// Xã Lạc Xuân until 30/6/2025, and from 1/7/2025 Xã D'Ran, which it is a part of.
const USED_AGAIN: &str = "24934";

async fn used_again(world: World) {
    let store = &world.store;
    let (front, _) = world.member("cu", Role::Front, USED_AGAIN, "").await;
    let id = Uuid::new_v4();
    let shown = NewRecommendation { unit_code: USED_AGAIN.into(), is_public: true, ..new(id) };
    store.raise(&front, shown, now()).await.unwrap();
    let (_, last) = (published(&world, USED_AGAIN, |_| 96).await, day("2025-06-30"));
    world.merge().await;
    let old = store.place(USED_AGAIN, Some(last)).await.unwrap().unwrap();
    let young = store.place(USED_AGAIN, None).await.unwrap().unwrap();
    assert_ne!(old.id, young.id);
    assert_eq!(store.public_threads(&old).await.unwrap().len(), 1);
    assert_eq!(store.public_threads(&young).await.unwrap(), []);
    assert_eq!(store.trend(&old).await.unwrap().episodes.len(), 1);
    assert!(store.trend(&young).await.unwrap().episodes.is_empty());
    // What is listed of the old one says so, so that a link finds it.
    let thread = store.thread(&front, id).await.unwrap();
    assert_eq!((thread.row.unit.id, thread.row.unit.valid_to), (old.id, Some(last)));
    // A file beside its thread is the old unit's.
    let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &[0; 100]].concat();
    let file = store.keep_file(&front, &thread.row.unit, "a.jpg", photo, now()).await.unwrap();
    let (office, _) = world.member("ubnd", Role::Office, USED_AGAIN, "").await;
    let answer = NewStep { files: vec![file], ..step(Move::Answer, 1, "Đã sửa.") };
    let later = morning(day("2026-06-01"));
    store.step(&office, id, answer, later).await.unwrap();
    assert_eq!(store.thread(&front, id).await.unwrap().steps[1].files.len(), 1);
    // A day before the merger is no day of the new one.
    let office = world.member_at("moi", Role::Office, USED_AGAIN, later).await;
    let early = told(store.record(&office, numbered(vec![row(USED_AGAIN, 1, Status::Met, "2025-01-01")]), later).await);
    assert!(early.contains("dòng 2: Xã D'Ran mới có từ 1/7/2025"), "{early}");
}

async fn taken_over(world: World) {
    let store = &world.store;
    let (old_front, _) = world.member("cu", Role::Front, COMMUNE, "").await;
    let id = Uuid::new_v4();
    store.raise(&old_front, new(id), now()).await.unwrap();
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    store.record(&Actor::Console, numbered(vec![row(COMMUNE, 2, Status::Met, "2024-06-01")]), now()).await.unwrap();
    world.merge().await;
    // Xã Đạ Ròn became a part of Xã Đơn Dương.
    let later = morning(day("2026-06-01"));
    let member = async |login, role, unit| world.member_at(login, role, unit, later).await;
    let (front, office) = (member("xa", Role::Front, "24931").await, member("ubnd", Role::Office, "24931").await);
    let (province, other) = (member("tinh", Role::Front, "68").await, member("ben", Role::Office, "24943").await);
    for taker in [&front, &office, &province] {
        assert_eq!(store.recommendations(taker, None).await.unwrap().len(), 1);
        assert_eq!(store.thread(taker, id).await.unwrap().row.unit.named.code, COMMUNE);
        assert_eq!(store.sheet(taker, COMMUNE, SET, day("2025-06-30")).await.unwrap().statuses.len(), 1);
        // On a day before the merger one sees what one's units were made of.
        let seen = store.claims(taker, None, None, today()).await.unwrap();
        assert_eq!(seen.rows.iter().filter(|row| row.unit.named.code == COMMUNE).count(), 19);
        assert_eq!(seen.rows[0].district.as_ref().map(|unit| unit.code.as_str()), Some("677"));
        assert!(store.claims(taker, None, None, day("2026-01-01")).await.unwrap().rows.is_empty());
    }
    denied(store.thread(&other, id).await);
    denied(store.sheet(&other, COMMUNE, SET, day("2025-06-30")).await);
    assert_eq!(store.recommendations(&other, None).await.unwrap(), []);
    store.step(&office, id, step(Move::Answer, 1, "Xã mới làm tiếp."), later).await.unwrap();
    store.step(&front, id, step(Move::Close, 2, "Đã xong."), later).await.unwrap();
    // What was asked of a district's People's Committee stays with the province, which took its work over.
    let seventh = Uuid::new_v4();
    let asked = NewRecommendation { unit_code: "677".into(), ..new(seventh) };
    store.raise(&world.member("tinh-cu", Role::Front, "68", "").await.0, asked, now()).await.unwrap();
    assert_eq!(store.recommendations(&province, None).await.unwrap().len(), 2);
    assert!(store.thread(&province, seventh).await.unwrap().row.may_settle);
    assert_eq!(store.recommendations(&front, None).await.unwrap().len(), 1);
    // Nobody writes the past of a unit that is no more, and nobody asks it anything.
    denied(store.record(&office, numbered(vec![row(COMMUNE, 3, Status::Met, "2024-06-01")]), later).await);
    let gone =
        told(store.raise(&province, NewRecommendation { due: day("2026-07-01"), ..new(Uuid::new_v4()) }, later).await);
    assert!(gone.contains("Hiện không có đơn vị mã"), "{gone}");
    // What is new has to be looked at again.
    assert_eq!(store.unassessed(&office, later).await.unwrap().len(), 1);
    let sheet = store.sheet(&office, "24931", SET, day("2026-06-01")).await.unwrap();
    let before: Vec<_> = sheet.predecessors.iter().map(|before| before.unit.named.code.as_str()).collect();
    assert!(before.contains(&COMMUNE) && sheet.statuses.is_empty(), "{before:?}");
    store.record(&office, numbered(vec![row("24931", 3, Status::Met, "2026-05-01")]), later).await.unwrap();
    assert_eq!(store.unassessed(&office, later).await.unwrap(), []);
}

async fn claims(world: World) {
    let store = &world.store;
    let round = published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    published(&world, BESIDE, |no| if no == 5 { 79 } else { 96 }).await;
    let statuses = (1..=19).flat_map(|no| [COMMUNE, BESIDE].map(|unit| row(unit, no, Status::Met, "2024-06-01")));
    store.record(&Actor::Console, numbered(statuses.collect()), now()).await.unwrap();
    store.record(&Actor::Console, numbered(vec![row(COMMUNE, 7, Status::NotMet, "2024-06-02")]), now()).await.unwrap();
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (own, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let seen = store.claims(&district, None, None, today()).await.unwrap();
    let top: Vec<_> = seen
        .rows
        .iter()
        .filter(|row| row.comparison.agreement == Agreement::Mismatch)
        .map(|row| {
            (
                row.unit.named.code.as_str(),
                row.comparison.criterion,
                row.comparison.counts.satisfied,
                row.comparison.gap_hundredths(),
            )
        })
        .collect();
    assert_eq!(top, [(COMMUNE, 2, 71, 900), (BESIDE, 5, 79, 100)], "the largest gap first");
    assert_eq!(seen.rows[0].comparison.criterion, 2, "mismatches stand before everything else");
    let satisfied = seen.rows.iter().find(|row| row.comparison.agreement == Agreement::Satisfied).unwrap();
    assert_eq!((satisfied.unit.named.code.as_str(), satisfied.comparison.criterion), (COMMUNE, 7));
    assert_eq!(seen.rounds.len(), 2);
    // As of a day before anything was claimed there is no mismatch.
    let before = store.claims(&district, None, None, day("2024-05-31")).await.unwrap();
    assert!(before.rows.is_empty(), "nothing was published by then");
    let only = store.claims(&district, None, Some(round), today()).await.unwrap();
    assert!(only.rows.iter().all(|row| row.unit.named.code == COMMUNE));
    assert_eq!(store.claims(&own, None, None, today()).await.unwrap().rows.len(), only.rows.len());
    store.claims(&office, None, None, today()).await.expect("whoever claims sees what people say");
    denied(store.claims(&hamlet, None, None, today()).await);
    denied(store.claims(&own, Some(BESIDE), None, today()).await);
    // A recommendation about it is counted beside it until it is closed.
    let id = Uuid::new_v4();
    store.raise(&own, new(id), now()).await.unwrap();
    let open = async || store.claims(&own, None, None, today()).await.unwrap().rows[0].open;
    assert_eq!(open().await, 1);
    store.step(&own, id, step(Move::Close, 1, "Đã rõ."), now()).await.unwrap();
    assert_eq!(open().await, 0);
    // The counts that lists read are those of the frozen documents, also after a correction.
    assert_eq!(store.verify().await.unwrap(), Vec::<String>::new());
    world.tamper("update published_answer set satisfied = satisfied + 1 where question = 2").await;
    assert!(store.verify().await.unwrap().iter().any(|line| line.contains("câu 2")));
}

/// The units of 2025 beside those of 2022, and which live on in which.
async fn merged(world: World) {
    let store = &world.store;
    world.merge().await;
    published(&world, COMMUNE, |_| 96).await;
    store.record(&Actor::Console, numbered(vec![row(COMMUNE, 1, Status::Met, "2024-06-01")]), now()).await.unwrap();
    let granted =
        Recognition { title: Title::Standard, granted: true, day: day("2020-01-01"), decision: "1/QĐ".into() };
    let line = TitleRow { unit_code: COMMUNE.into(), recognition: granted };
    store.recognise(&Actor::Console, numbered(vec![line]), now()).await.unwrap();
    let old = store.place(COMMUNE, Some(day("2025-06-30"))).await.unwrap().unwrap();
    let successor = store.kin(old.id).await.unwrap().successors.remove(0);
    let place = store.place(&successor.code, Some(day("2025-07-01"))).await.unwrap().unwrap();
    let seen = store.commune(&place, None).await.unwrap();
    assert!(seen.recognitions.is_empty() && seen.positions.is_empty() && seen.shown.is_none(), "nothing is inherited");
    let before = seen.background.iter().find(|before| before.unit.named.code == COMMUNE).unwrap();
    assert_eq!(
        (before.unit.valid_to, before.recognitions.len(), before.positions.len()),
        (Some(day("2025-06-30")), 1, 1)
    );
    assert_eq!(before.result.as_ref().map(|(_, result)| result.overall.part), Some(96));
    let trend = store.trend(&place).await.unwrap();
    assert!(trend.episodes.is_empty(), "never added up as its own");
    assert_eq!((trend.predecessors.len(), trend.predecessors[0].0.named.code.as_str()), (1, COMMUNE));
    assert_eq!(store.trend(&old).await.unwrap().episodes.len(), 1);
}

async fn targets(world: World) {
    let store = &world.store;
    world.merge().await;
    let later = morning(day("2026-06-01"));
    // Made-up statuses of every commune and district of 2022, and of every third commune of 2025.
    let list = import::units(units::LAMDONG_2022.as_bytes(), (None, None)).unwrap();
    let old: Vec<_> = list.iter().map(|line| &line.value.named).filter(|unit| unit.kind == "xã").cloned().collect();
    let list = import::units(units::LAMDONG_2025.as_bytes(), (None, None)).unwrap();
    let young: Vec<_> = list.iter().map(|line| &line.value.named).filter(|unit| unit.kind == "xã").cloned().collect();
    let mut rows = Vec::new();
    // When each criterion was met, by unit: kept here to be counted once more.
    let mut met: BTreeMap<(String, u32), chrono::NaiveDate> = BTreeMap::new();
    for (n, unit) in old.iter().enumerate() {
        for no in 1..=19_u32 {
            let on = match (n + no as usize) % 7 {
                0 => "2025-03-01",
                1 => "2024-12-31",
                _ => "2023-05-01",
            };
            met.insert((unit.code.clone(), no), day(on));
            rows.push(row(&unit.code, no, Status::Met, on));
        }
    }
    for unit in young.iter().step_by(3) {
        for no in 1..=19_u32 {
            met.insert((format!("2025 {}", unit.code), no), day("2025-11-01"));
            rows.push(row(&unit.code, no, Status::Met, "2025-11-01"));
        }
    }
    store.record(&Actor::Console, numbered(rows), later).await.unwrap();
    let rulesets = server::rulesets::load(None).unwrap();
    let profile = server::targets::shipped(&rulesets).unwrap().remove(0);
    let sets: Vec<String> = rulesets.keys().cloned().collect();
    for on in ["2024-12-31", "2025-12-31"].map(day) {
        let ledger = store.ledger("68", &sets, on).await.unwrap();
        let mut checked = 0;
        for target in profile.targets.iter().filter(|t| t.level == Level::Commune && t.ruleset == SET) {
            let found = figures(&profile, target, &ledger.histories, on).unwrap();
            // The count of its own: which units stand, and which met all criteria by the day.
            let merged = on >= day("2025-07-01");
            let (standing, prefix) = if merged { (&young, "2025 ") } else { (&old, "") };
            let has = |code: &str, by: chrono::NaiveDate| {
                target.criteria.iter().all(|no| met.get(&(format!("{prefix}{code}"), *no)).is_some_and(|on| *on <= by))
            };
            let reached = standing.iter().filter(|unit| has(&unit.code, on)).count() as u64;
            assert_eq!(
                (found.reached.part, found.reached.whole),
                (reached, standing.len() as u64),
                "{} {on}",
                target.content
            );
            let lacks: Vec<&str> = found.lacks.iter().map(|lack| lack.unit.named.code.as_str()).collect();
            assert!(lacks.iter().all(|code| !has(code, on)) && lacks.len() as u64 + reached == standing.len() as u64);
            // What was reached by its day was reached by units that may be no more.
            let at_due = old
                .iter()
                .filter(|unit| {
                    let all = |no: &u32| met.get(&(unit.code.clone(), *no)).is_some_and(|on| *on <= target.by);
                    target.criteria.iter().all(all)
                })
                .count() as u64;
            if target.by < on && target.by < day("2025-07-01") {
                let in_time = at_due * 100 >= u64::from(target.percent) * old.len() as u64;
                assert_eq!(found.at_due.map(|(share, _)| share.part), Some(at_due));
                assert_eq!(found.progress == Progress::Reached, in_time, "{} {on}", target.content);
            }
            checked += 1;
        }
        assert_eq!(checked, 12);
        // Districts are counted on their last day, and say so.
        let district = profile.targets.iter().find(|t| t.level == Level::District).unwrap();
        let found = figures(&profile, district, &ledger.histories, on).unwrap();
        assert_eq!((found.reached.whole, found.ended), (12, on > day("2025-06-30")));
    }
    assert_eq!(store.profiles().await.unwrap(), []);
    let (front, _) = world.member("tinh", Role::Front, "68", "").await;
    denied(store.import_profile(&front, &profile).await);
    store.import_profile(&Actor::Console, &profile).await.unwrap();
    store.import_profile(&Actor::Console, &profile).await.expect("replaced");
    assert_eq!(store.profiles().await.unwrap(), [profile]);
}

async fn map(world: World) {
    let store = &world.store;
    world.merge().await;
    let square = |n: i32| vec![vec![(n, 0), (n + 9, 0), (n + 9, 9), (n, 9), (n, 0)]];
    let list = import::units(units::LAMDONG_2025.as_bytes(), (None, None)).unwrap();
    let communes = list.iter().filter(|line| line.value.named.level == Level::Commune);
    let outlines: Vec<Outline> = (0..)
        .zip(communes)
        .map(|(n, line)| Outline { code: line.value.named.code.clone(), feature: 1, rings: square(n * 10) })
        .collect();
    let on = day("2025-08-01");
    let mut wrong = outlines.clone();
    wrong.push(Outline { code: "00000".into(), feature: 125, rings: square(0) });
    wrong.push(Outline { feature: 126, ..outlines[0].clone() });
    let refused = told(store.import_boundaries(&Actor::Console, wrong, on).await);
    assert!(refused.contains("dòng 125: không có đơn vị mã 00000") && refused.contains("hai lần"), "{refused}");
    let place = store.place("68", Some(on)).await.unwrap().unwrap();
    let outlined =
        async || store.map(&place, SET, on).await.unwrap().spots.iter().filter(|s| !s.rings.is_empty()).count();
    assert_eq!(outlined().await, 0, "all or nothing");
    let (front, _) = world.member("tinh", Role::Front, "68", "").await;
    denied(store.import_boundaries(&front, outlines.clone(), on).await);
    assert_eq!(store.import_boundaries(&Actor::Console, outlines.clone(), on).await.unwrap(), 124);
    assert_eq!(store.import_boundaries(&Actor::Console, outlines, on).await.unwrap(), 124, "replaced");
    assert_eq!(outlined().await, 124);
    // The units of 2022 on their own days, before and after something was known.
    let old = store.place("68", Some(today())).await.unwrap().unwrap();
    published(&world, COMMUNE, |no| if no == 2 { 71 } else { 96 }).await;
    store.record(&Actor::Console, numbered(vec![row(COMMUNE, 2, Status::Met, "2024-06-01")]), now()).await.unwrap();
    // One that residents may read, and one that they may not and that no map tells of.
    let shown = NewRecommendation { is_public: true, ..new(Uuid::new_v4()) };
    store.raise(&front, shown, now()).await.unwrap();
    store.raise(&front, new(Uuid::new_v4()), now()).await.unwrap();
    let spot = async |on: &str| {
        let seen = store.map(&old, SET, day(on)).await.unwrap();
        assert_eq!(seen.spots.len(), 142);
        let one = seen.spots.into_iter().find(|spot| spot.unit.named.code == COMMUNE).unwrap();
        (one.result.is_some(), one.met, one.mismatches, one.open)
    };
    assert_eq!(spot("2024-05-31").await, (false, None, None, 0));
    assert_eq!(spot("2024-06-01").await, (false, Some(1), None, 0));
    assert_eq!(spot("2024-07-10").await, (true, Some(1), Some(Mismatches { denied: 1, open: 0 }), 1));
}
