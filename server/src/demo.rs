//! The demonstration: Lâm Đồng of 2022 with made-up hamlets, a published round and an open one.
//!
//! All of it goes in through the ports that real data go through; part of the ballots are cast with codes, part come as
//! minutes. The figures follow from the codes of places, so that every demonstration looks alike. It is marked as made
//! up, and every page says so.

use crate::cli::codes;
use crate::data::rulesets::Rulesets;
use crate::data::units;
use crate::files::csv;
use crate::store::Store;
use anyhow::{Context as _, Result};
use app::domain::collection::code::Code;
use app::domain::collection::minutes::MinutesRow;
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::collection::round::{Phase, Visit};
use app::domain::oversight::criterion::{By, Status};
use app::domain::oversight::recommendation::RecommendationAction;
use app::domain::people::account::Role;
use app::domain::revision::Revision;
use app::domain::survey::ballot::{Answer, Ballot, Reason};
use app::domain::survey::count::{Count, Turnout};
use app::domain::units::title::{Recognition, Title};
use app::domain::units::unit::Level;
use app::i18n::{Lang, word};
use app::ports::accounts::Accounts as _;
use app::ports::accounts::NewAccount;
use app::ports::casting::Cast;
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::comparisons::Comparisons as _;
use app::ports::criteria::Criteria as _;
use app::ports::criteria::CriterionRow;
use app::ports::hamlets::HamletRow;
use app::ports::hamlets::Hamlets as _;
use app::ports::minutes::MinutesEntry as _;
use app::ports::minutes::Replacing;
use app::ports::recommendations::NewRecommendation;
use app::ports::recommendations::NewStep;
use app::ports::recommendations::Recommendations as _;
use app::ports::recommendations::Subject;
use app::ports::rounds::NewRound;
use app::ports::rounds::Rounds as _;
use app::ports::sessions::Attempt;
use app::ports::sessions::Sessions as _;
use app::ports::slips::IssuedCode;
use app::ports::slips::Slips as _;
use app::ports::titles::TitleRow;
use app::ports::titles::Titles as _;
use app::ports::units::UnitRow;
use app::ports::units::Units as _;
use app::routes::{SignIn, UnitResults};
use app::t;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use std::path::{Path, PathBuf};
use tokio::task::JoinSet;
use uuid::Uuid;

/// The ruleset of both rounds.
/// The province: Lâm Đồng.
const PROVINCE: &str = "68";
const RULESET: &str = "xa-ntm-2021-2025";
/// The commune whose round is open: Xã Đạ Ròn.
const OPEN_COMMUNE: &str = "24937";
/// The district whose households answered with codes: Đơn Dương.
const CODED_DISTRICT: &str = "677";
/// The keys of what people might write.
const REASONS: [&str; 4] = ["demo-reason-road", "demo-reason-water", "demo-reason-waste", "demo-reason-signal"];

/// Whoever runs commands.
const BY: &Actor = &Actor::Operator;

/// A morning in Vietnam.
fn morning(day: NaiveDate) -> Now {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(2)
}

/// A number that follows from its seed only (`SplitMix64`), for made-up figures.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Makes the demonstration, unless it is there, and prints codes to try.
pub async fn ensure(store: &Store, rulesets: &Rulesets, today: NaiveDate, base_url: &str) -> Result<()> {
    let codes = codes_file(store).await?;
    if !store.is_demo().await? {
        make(store, rulesets, today).await.with_context(|| t!("demo-failed"))?;
        store.mark_as_demo().await?;
    }
    let mut fresh = fresh_codes(store, &codes, today).await?;
    if fresh.is_empty() {
        open_round(store, rulesets, today, &codes, base_url).await?;
        fresh = fresh_codes(store, &codes, today).await?;
    }
    make_accounts(store, today).await.with_context(|| t!("demo-accounts-failed"))?;
    println!("{}", t!("demo-about"));
    let results = format!("{base_url}{}", UnitResults { code: PROVINCE.into() });
    println!("{}", t!("demo-results", address = results));
    println!("{}", t!("demo-sign-in", address = format!("{base_url}{SignIn}")));
    let logins = PEOPLE.map(|(login, ..)| login).join(", ");
    println!("{}", t!("demo-logins", logins = logins, password = password()));
    println!("{}", t!("demo-codes", file = codes.display().to_string()));
    fresh.iter().take(5).for_each(|code| println!("  {code}   {base_url}/p/{}", code.compact()));
    Ok(())
}

/// Who works in the demonstration: login, key of the name, role, unit, hamlet.
const PEOPLE: [(&str, &str, Role, &str, &str); 5] = [
    ("tinh", "demo-person-province", Role::Front, PROVINCE, ""),
    ("xa", "demo-person-commune", Role::Front, OPEN_COMMUNE, ""),
    ("thon", "demo-person-hamlet", Role::Hamlet, OPEN_COMMUNE, "01"),
    ("ubnd", "demo-person-office", Role::Office, OPEN_COMMUNE, ""),
    ("dieuphoi", "demo-person-coordination", Role::Office, PROVINCE, ""),
];
/// The password of all of them; the data are made up and every page says so.
fn password() -> String {
    t!("demo-password")
}

/// Makes the demonstration's accounts, unless they are there.
async fn make_accounts(store: &Store, today: NaiveDate) -> Result<()> {
    let now = morning(today);
    if !store.accounts(BY).await?.is_empty() {
        return Ok(());
    }
    for (login, name, role, unit, hamlet) in PEOPLE {
        let (login, name) = (login.to_owned(), word(Lang::Vi, name, &[]));
        let (unit_code, hamlet_code) = (unit.to_owned(), hamlet.to_owned());
        let letter =
            store.invite(BY, NewAccount { login: login.clone(), name, role, unit_code, hamlet_code }, now).await?;
        let (password, second_factor, source) = (password(), String::new(), String::new());
        let attempt = Attempt { login, password, second_factor, source, devices: Vec::new() };
        if let Ok(token) = store.accept(attempt, &letter.code, now).await? {
            store.sign_out(&token).await?;
        }
    }
    Ok(())
}

/// The demonstration's codes lie beside its database, so that a second start can print them again.
async fn codes_file(store: &Store) -> Result<PathBuf> {
    Ok(store.folder().await?.unwrap_or_default().join("demo-codes.csv"))
}

async fn fresh_codes(store: &Store, file: &Path, today: NaiveDate) -> Result<Vec<Code>> {
    let Ok(mut rows) = ::csv::Reader::from_path(file) else { return Ok(Vec::new()) };
    let mut fresh = Vec::new();
    for row in rows.records() {
        let Ok(code) = Code::parse(row?.get(3).unwrap_or_default()) else { continue };
        let open = store.look_up(&code, Visit::on(today)).await?;
        if open.is_ok_and(|invitation| invitation.round.phase(today) == Phase::Running) {
            fresh.push(code);
        }
        if fresh.len() == 5 {
            break;
        }
    }
    Ok(fresh)
}

async fn open_round(store: &Store, rulesets: &Rulesets, today: NaiveDate, file: &Path, base_url: &str) -> Result<()> {
    let ruleset = rulesets.get(RULESET).with_context(|| t!("operator-no-ruleset", id = RULESET))?.clone();
    let id = Uuid::new_v4();
    let opens = today.checked_sub_days(Days::new(3)).unwrap_or(today);
    let closes = today.checked_add_days(Days::new(25)).unwrap_or(today);
    // The published round asked the same before.
    let papers = Papers { purpose: Purpose::Repeat, ..Papers::default() };
    let round = NewRound { id, unit_code: OPEN_COMMUNE.into(), ruleset, papers, opens, closes };
    store.open_at_once(BY, round, morning(today)).await?;
    let _ = std::fs::remove_file(file);
    codes::issue(store, id, None, file, base_url).await?;
    Ok(())
}

async fn make(store: &Store, rulesets: &Rulesets, today: NaiveDate) -> Result<()> {
    let ruleset = rulesets.get(RULESET).with_context(|| t!("operator-no-ruleset", id = RULESET))?.clone();
    let questions = u32::try_from(ruleset.questions.len())?;
    let mut list = csv::units(units::LAMDONG_2022.as_bytes(), (None, None))?;
    // The demonstration's people still live in the units of 2022.
    list.iter_mut().for_each(|line| line.value.valid_to = None);
    let rural = t!("demo-commune-kind");
    let communes: Vec<_> = list.iter().map(|line| line.value.clone()).filter(|row| row.named.kind == rural).collect();
    store.import_units(list).await?;

    let day = |back| today.checked_sub_days(Days::new(back)).unwrap_or(today);
    let hamlets: Vec<HamletRow> = communes.iter().flat_map(|commune| hamlets_of(&commune.named.code)).collect();
    store.import_hamlets(BY, numbered(hamlets.clone()), morning(today)).await?;
    let statuses = communes.iter().flat_map(|commune| statuses_of(&commune.named.code));
    store.record(BY, numbered(statuses.collect()), None, morning(today)).await?;

    let id = Uuid::new_v4();
    let round = NewRound {
        id,
        unit_code: PROVINCE.into(),
        ruleset,
        papers: Papers::default(),
        opens: day(90),
        closes: day(65),
    };
    store.open_at_once(BY, round, morning(day(95))).await?;
    let is_coded =
        |commune: &str| communes.iter().any(|row| row.named.code == commune && row.parent_code == CODED_DISTRICT);
    let by_minutes = hamlets.iter().filter(|hamlet| !is_coded(&hamlet.commune_code));
    let minutes = by_minutes.flat_map(|hamlet| minutes_of(hamlet, questions));
    store.import_minutes(BY, id, numbered(minutes.collect()), Replacing::None, morning(day(65))).await?;
    let mut codes: Vec<IssuedCode> = Vec::new();
    let mut keep = |issued: &[IssuedCode]| {
        codes.extend_from_slice(issued);
        Ok(())
    };
    store.issue(BY, id, None, &mut keep, morning(day(92))).await?;
    cast_some(store, codes, questions, day(80)).await?;
    store.close(BY, id, &t!("demo-closed-without"), morning(day(64))).await?;
    store.publish(BY, id, morning(day(58))).await?;
    oversee(store, &communes, today).await
}

/// Appraisals, titles and a few recommendations, so that whoever oversees finds something.
async fn oversee(store: &Store, communes: &[UnitRow], today: NaiveDate) -> Result<()> {
    let day = |back| today.checked_sub_days(Days::new(back)).unwrap_or(today);
    let appraised = communes.iter().enumerate().filter(|(n, _)| n % 3 == 0).flat_map(|(_, commune)| {
        statuses_of(&commune.named.code).into_iter().map(|row| CriterionRow {
            by: Some(By::Appraisal),
            as_of: fixed((2025, 6, 10)),
            document: t!("demo-appraisal-document"),
            ..row
        })
    });
    store.record(BY, numbered(appraised.collect()), None, morning(day(79))).await?;
    let title = |commune: &UnitRow, title, on| TitleRow {
        unit_code: commune.named.code.clone(),
        recognition: Recognition { title, granted: true, day: fixed(on), decision: t!("demo-decision") },
    };
    let mut titles = Vec::new();
    for commune in communes {
        let draw = seed(&commune.named.code, 900) % 100;
        if draw < 88 {
            titles.push(title(commune, Title::Standard, (2020, 12, 15)));
        }
        if draw < 30 {
            titles.push(title(commune, Title::Advanced, (2023, 11, 20)));
        }
        if draw < 6 {
            titles.push(title(commune, Title::Model, (2025, 4, 10)));
        }
    }
    store.recognise(BY, numbered(titles), morning(today)).await?;
    let claims = store.claims(BY, None, None, today).await?;
    let denied = claims.rows.iter().filter(|row| row.comparison.is_denied());
    for (n, row) in (0_u64..).zip(denied.take(6)) {
        let id = Uuid::new_v4();
        let subject = Subject {
            ruleset: row.round.ruleset.id.clone(),
            criterion: row.comparison.criterion,
            round: Some(row.round.id),
            question: row.comparison.question.unwrap_or_default(),
        };
        let new = NewRecommendation {
            id,
            unit_code: row.unit.named.code.clone(),
            subject,
            title: t!("demo-recommendation-title", topic = &row.topic, households = row.comparison.counts.unsatisfied),
            text: t!("demo-recommendation-text"),
            due: day(40 - 8 * n),
            is_public: n % 2 == 0,
            files: Vec::new(),
        };
        store.raise(BY, new, morning(day(55))).await?;
        if n >= 3 {
            let text = t!("demo-answer");
            let step = NewStep {
                step: RecommendationAction::Answer,
                revision: Revision::of(&1),
                text,
                due: None,
                files: Vec::new(),
            };
            store.step(BY, id, step, morning(day(45))).await?;
        }
    }
    Ok(())
}

fn numbered<T>(rows: Vec<T>) -> Vec<Line<T>> {
    (2..).zip(rows).map(|(number, value)| Line { number, value }).collect()
}

fn seed(commune: &str, salt: u64) -> u64 {
    mixed(commune.parse::<u64>().unwrap_or_default() * 1_000 + salt)
}

fn hamlets_of(commune: &str) -> Vec<HamletRow> {
    let count = 5 + seed(commune, 1) % 5;
    (1..=count)
        .map(|n| HamletRow {
            commune_code: commune.to_owned(),
            code: format!("{n:02}"),
            name: t!("demo-hamlet", no = n.to_string()),
            households: 70 + seed(commune, 10 + n) % 140,
        })
        .collect()
}

/// The days on which statuses were claimed, in the years of the plan 47-KH/TU, so that its targets have a history.
const CLAIMED: [(i32, u32, u32); 5] = [(2023, 3, 31), (2023, 12, 20), (2024, 6, 30), (2024, 12, 20), (2025, 5, 30)];

fn fixed((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn statuses_of(commune: &str) -> Vec<CriterionRow> {
    (1..=19)
        .map(|criterion| {
            let place = usize::try_from(seed(commune, 300 + u64::from(criterion)) % 5).unwrap_or_default();
            let as_of = fixed(CLAIMED[place]);
            let status = match seed(commune, 100 + u64::from(criterion)) % 40 {
                0..3 => Status::NotMet,
                3 => Status::NotAssessed,
                _ => Status::Met,
            };
            CriterionRow {
                unit_code: commune.to_owned(),
                by: Some(By::Claim),
                value: String::new(),
                ruleset: RULESET.to_owned(),
                level: Level::Commune,
                criterion,
                indicator: 0,
                status,
                as_of,
                document: t!("demo-claim-document"),
            }
        })
        .collect()
}

/// How many of a thousand are satisfied with a question in a commune: mostly many, now and then too few.
fn satisfied_of_thousand(commune: &str, question: u32) -> u64 {
    let draw = seed(commune, 200 + u64::from(question));
    if draw.is_multiple_of(97) { 700 + draw / 97 % 90 } else { 900 + draw / 97 % 98 }
}

fn minutes_of(hamlet: &HamletRow, questions: u32) -> Vec<MinutesRow> {
    let draw = seed(&hamlet.commune_code, 400 + hamlet.code.parse::<u64>().unwrap_or_default());
    let households = hamlet.households;
    let issued = households - draw % 4;
    let returned = issued * (80 + draw / 7 % 19) / 100;
    let invalid = draw / 11 % 3;
    let head = Turnout { households, issued, returned, valid: returned - invalid, invalid };
    (1..=questions)
        .map(|question| {
            let satisfied = head.valid * satisfied_of_thousand(&hamlet.commune_code, question) / 1_000;
            MinutesRow {
                commune_code: hamlet.commune_code.clone(),
                hamlet_code: hamlet.code.clone(),
                head,
                question,
                counts: Count { satisfied, unsatisfied: head.valid - satisfied },
            }
        })
        .collect()
}

/// Casts about five in six of the codes, many at once, as households would.
async fn cast_some(store: &Store, codes: Vec<IssuedCode>, questions: u32, day: NaiveDate) -> Result<()> {
    let mut tasks = JoinSet::new();
    for (n, issued) in (0_u64..).zip(codes) {
        if mixed(n).is_multiple_of(6) {
            continue;
        }
        let mut answers = Vec::new();
        let mut reasons = Vec::new();
        for question in 1..=questions {
            let draw = mixed(n * 100 + u64::from(question));
            let is_satisfied = draw % 1_000 < satisfied_of_thousand(&issued.commune_code, question);
            answers.push(Some(if is_satisfied { Answer::Satisfied } else { Answer::Unsatisfied }));
            if !is_satisfied && (draw / 1_000).is_multiple_of(8) {
                let text = word(Lang::Vi, REASONS[usize::try_from(draw / 8_000 % 4)?], &[]);
                reasons.push(Reason { question, text });
            }
        }
        let store = store.clone();
        let cast = Cast {
            code: issued.code,
            idempotency_key: Uuid::new_v4(),
            ballot: Ballot::new(answers),
            reasons,
            helper: None,
        };
        tasks.spawn(async move { store.cast(cast, morning(day)).await });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}
