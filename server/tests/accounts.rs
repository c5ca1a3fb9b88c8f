//! The contract of the accounts' port: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::code::Code;
use app::domain::people::account::Role;
use app::ports::accounts::*;
use app::ports::audit_log::*;
use app::ports::common::Actor;
use app::ports::common::PortError;
use app::ports::common::*;
use app::ports::sessions::*;
use app::ports::units::Units as _;
use chrono::TimeDelta;
use common::*;
use server::store::key::InstallationKey;
use server::store::{Db, Store};
use totp_rs::{Builder, Secret};

on_both! {
    who_is_removed_while_a_letter_is_used_stays_removed => removed_for_good;
    somebody_is_invited_signs_in_and_is_removed => from_letter_to_removal;
    a_password_typed_with_letters_in_pieces_signs_in => letters_in_pieces;
    guessing_is_slowed_and_never_locks_out => guessing;
    a_bot_makes_nobody_wait_but_itself => bot;
    a_device_that_signed_in_before_passes_a_bot_behind_the_same_address => known_device;
    a_login_that_nobody_has_waits_like_any_other => unknown_login;
    passwords_typed_in_a_session_are_counted => own_password;
    counts_are_shared_by_all_servers => shared_counts;
    sign_ins_and_failures_stand_in_the_audit_log => sign_ins_logged;
    the_secret_of_six_digits_is_sealed => sealed_secret;
    the_days_of_a_letter_are_those_of_vietnam => letter_days;
    many_tries_at_once_are_many_tries => guessing_at_once;
    a_page_that_looks_again_by_itself_keeps_no_session_alive => looking_on;
    a_session_ends_when_idle_and_after_a_working_day => sessions_end;
    a_second_factor_is_good_once => second_factor;
    accounts_are_given_downward_only => downward_only;
    whoever_the_front_invited_for_the_people_s_committee_keeps_none_but_its_own => invited_by_front;
    several_people_are_invited_at_once_or_nobody => invited_at_once;
    a_letter_is_printed_again_until_it_is_used => printed_letters;
    the_journal_is_only_added_to_and_read_by_those_above => journal;
}

fn at(seconds: i64) -> Now {
    now() + TimeDelta::seconds(seconds)
}

fn attempt(login: &str, password: &str) -> Attempt {
    Attempt {
        login: login.into(),
        password: password.into(),
        second_factor: String::new(),
        source: "test".into(),
        devices: Vec::new(),
    }
}

const GOOD: &str = "con trâu đi trước";

async fn letters_in_pieces(world: World) {
    let store = &world.store;
    let in_pieces = "con tra\u{302}u \u{111}i tru\u{31b}o\u{31b}\u{301}c";
    assert_ne!(in_pieces, GOOD);
    let letter = store.invite(&Actor::Operator, person("hoa", Role::Front, COMMUNE), at(0)).await.unwrap();
    let token = store.accept(attempt("hoa", GOOD), &letter.code, at(1)).await.unwrap().unwrap();
    let who = store.who(&token, true, at(2)).await.unwrap().unwrap();
    store.sign_in(attempt("hoa", in_pieces), at(3)).await.unwrap().expect("the same password");
    store
        .change_password(&who.actor(), &token, in_pieces, "mu\u{31b}a dầm", at(4))
        .await
        .unwrap()
        .expect("the old one in pieces");
    store.sign_in(attempt("hoa", "mưa dầm"), at(5)).await.unwrap().expect("the same the other way round");
}

async fn from_letter_to_removal(world: World) {
    let store = &world.store;
    let letter = store.invite(&Actor::Operator, person("hoa", Role::Front, COMMUNE), at(0)).await.unwrap();
    assert_eq!(
        (letter.row.state, letter.row.account.unit.as_ref().unwrap().name.as_str()),
        (AccountState::Invited, "Xã Đạ Ròn")
    );
    assert_eq!(store.sign_in(attempt("hoa", GOOD), at(1)).await.unwrap(), Err(SignInFault::Wrong));
    let other = Code::draw(|| 9);
    assert_eq!(store.accept(attempt("hoa", GOOD), &other, at(2)).await.unwrap(), Err(SignInFault::Letter));
    let token = store.accept(attempt(" HOA ", GOOD), &letter.code, at(3)).await.unwrap().unwrap();
    assert_eq!(
        store.accept(attempt("hoa", GOOD), &letter.code, at(4)).await.unwrap(),
        Err(SignInFault::Letter),
        "used"
    );
    let who = store.who(&token, true, at(5)).await.unwrap().unwrap();
    let unit = who.unit.as_ref().map(|unit| unit.name.as_str());
    assert_eq!((who.login.as_str(), who.role, unit), ("hoa", Role::Front, Some("Xã Đạ Ròn")));

    let second = store.sign_in(attempt("hoa", GOOD), at(6)).await.unwrap().unwrap();
    let wrong = store.change_password(&who.actor(), &token, "sai", "mưa dầm thấm lâu", now()).await.unwrap();
    assert_eq!(wrong, Err(OwnPasswordFault::Wrong));
    assert_eq!(store.change_password(&who.actor(), &token, GOOD, "mưa dầm thấm lâu", now()).await.unwrap(), Ok(()));
    assert_eq!(store.who(&second, true, at(7)).await.unwrap(), None, "other sessions end with the old password");
    assert!(store.who(&token, true, at(7)).await.unwrap().is_some());
    assert_eq!(store.sign_in(attempt("hoa", GOOD), at(8)).await.unwrap(), Err(SignInFault::Wrong));

    let again = store.renew(&Actor::Operator, who.id, at(9)).await.unwrap();
    assert_eq!(store.who(&token, true, at(10)).await.unwrap(), None, "a new letter ends what was");
    let token = store.accept(attempt("hoa", GOOD), &again.code, at(11)).await.unwrap().unwrap();
    store.sign_out(&token).await.unwrap();
    assert_eq!(store.who(&token, true, at(12)).await.unwrap(), None);

    let token = store.sign_in(attempt("hoa", GOOD), at(13)).await.unwrap().unwrap();
    assert!(store.remove(&who.actor(), who.id, at(14)).await.is_err(), "not oneself");
    store.remove(&Actor::Operator, who.id, at(14)).await.unwrap();
    assert_eq!(store.who(&token, true, at(14)).await.unwrap(), None, "at once");
    assert!(matches!(store.accounts(&who.actor()).await, Err(PortError::Denied)));
    assert_eq!(store.sign_in(attempt("hoa", GOOD), at(80)).await.unwrap(), Err(SignInFault::Wrong));
    let listed = store.accounts(&Actor::Operator).await.unwrap();
    assert_eq!((listed.len(), listed[0].state), (1, AccountState::Removed));
    assert!(store.renew(&Actor::Operator, who.id, at(81)).await.is_err());
    let letter = store.invite(&Actor::Operator, person("mai", Role::Front, COMMUNE), at(90)).await.unwrap();
    let late = at(40 * 86_400);
    assert_eq!(store.accept(attempt("mai", GOOD), &letter.code, late).await.unwrap(), Err(SignInFault::Letter));
}

async fn guessing(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    for _ in 0..4 {
        assert_eq!(store.sign_in(attempt("hoa", "sai"), at(0)).await.unwrap(), Err(SignInFault::Wrong));
    }
    assert_eq!(store.sign_in(attempt("hoa", GOOD), at(0)).await.unwrap(), Err(SignInFault::Wait { seconds: 2 }));
    assert_eq!(store.sign_in(attempt("hoa", "sai"), at(2)).await.unwrap(), Err(SignInFault::Wrong));
    assert_eq!(store.sign_in(attempt("hoa", GOOD), at(3)).await.unwrap(), Err(SignInFault::Wait { seconds: 3 }));
    assert!(store.sign_in(attempt("hoa", GOOD), at(6)).await.unwrap().is_ok(), "never locked out");
    assert!(store.sign_in(attempt("hoa", GOOD), at(6)).await.unwrap().is_ok());
    // Many logins from one place: nobody else is slowed.
    let mut waits = 0;
    for n in 0..70 {
        let answer = store.sign_in(from("guesser", &format!("login{n}"), "sai"), at(100)).await.unwrap();
        waits += usize::from(matches!(answer, Err(SignInFault::Wait { .. })));
    }
    assert_eq!(waits, 10);
    assert!(store.sign_in(Attempt { source: "office".into(), ..attempt("hoa", GOOD) }, at(100)).await.unwrap().is_ok());
}

fn from(source: &str, login: &str, password: &str) -> Attempt {
    Attempt { source: source.into(), ..attempt(login, password) }
}

/// A bot that tries without a pause, from many places, and the owner beside it.
async fn bot(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let mut passed = 0;
    for second in 0..40 {
        for n in 0..12 {
            let _ = store.sign_in(from(&format!("bot{n}"), "hoa", "sai"), at(second)).await.unwrap();
        }
        passed += usize::from(store.sign_in(from("office", "hoa", GOOD), at(second)).await.unwrap().is_ok());
    }
    assert_eq!(passed, 40);
    let waits = store.sign_in(from("bot1", "hoa", GOOD), at(40)).await.unwrap();
    assert!(matches!(waits, Err(SignInFault::Wait { .. })), "{waits:?}");
}

async fn known_device(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let devices = vec![store.device("hoa")];
    let known = |password| Attempt { devices: devices.clone(), ..from("office", "hoa", password) };
    for n in 0..80 {
        let _ = store.sign_in(from("office", &format!("hoa{}", n % 2), "sai"), at(0)).await.unwrap();
        let _ = store.sign_in(from("office", "hoa", "sai"), at(0)).await.unwrap();
    }
    let stranger = store.sign_in(from("office", "hoa", GOOD), at(0)).await.unwrap();
    assert!(matches!(stranger, Err(SignInFault::Wait { .. })));
    assert!(store.sign_in(known(GOOD), at(0)).await.unwrap().is_ok());
    // Whoever has taken the device guesses no faster than a stranger.
    for _ in 0..4 {
        assert_eq!(store.sign_in(known("sai"), at(1)).await.unwrap(), Err(SignInFault::Wrong));
    }
    assert_eq!(store.sign_in(known(GOOD), at(1)).await.unwrap(), Err(SignInFault::Wait { seconds: 2 }));
    // The sign is for one login and cannot be made.
    let other = Attempt { devices: vec![store.device("lan")], ..from("office", "hoa", GOOD) };
    assert!(matches!(store.sign_in(other, at(1)).await.unwrap(), Err(SignInFault::Wait { .. })));
    let DeviceMark { name, value } = devices[0].clone();
    let forged = DeviceMark { name, value: value.replace(|c: char| c.is_ascii_digit(), "0") };
    let forged = Attempt { devices: vec![forged], ..from("office", "hoa", GOOD) };
    assert!(matches!(store.sign_in(forged, at(1)).await.unwrap(), Err(SignInFault::Wait { .. })));
}

async fn unknown_login(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let mut told = Vec::new();
    for login in ["hoa", "nobody"] {
        let mut own = Vec::new();
        for second in [0, 0, 0, 0, 0, 2, 3, 6, 7] {
            own.push(store.sign_in(from(login, login, "sai"), at(second)).await.unwrap());
        }
        told.push(own);
    }
    assert_eq!(told[0], told[1], "which logins there are is not told by waiting");
    assert!(told[0].contains(&Err(SignInFault::Wait { seconds: 2 })));
}

async fn own_password(world: World) {
    let store = &world.store;
    let (actor, token) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let change = async |old: &str, seconds| {
        store.change_password(&actor, &token, old, "mưa dầm thấm lâu", at(seconds)).await.unwrap()
    };
    for _ in 0..3 {
        assert_eq!(change("sai", 0).await, Err(OwnPasswordFault::Wrong));
    }
    let wrong = store.second_factor(&actor, "sai", None, at(0)).await.unwrap();
    assert_eq!(wrong, Err(SecondFactorFault::Password(OwnPasswordFault::Wrong)), "one count for all forms");
    let wait = OwnPasswordFault::Wait { seconds: 2 };
    assert_eq!(change(GOOD, 0).await, Err(wait));
    assert_eq!(store.second_factor(&actor, GOOD, None, at(0)).await.unwrap(), Err(SecondFactorFault::Password(wait)));
    assert!(store.sign_in(attempt("hoa", GOOD), at(0)).await.unwrap().is_ok(), "the gate is another door");
    assert_eq!(change(GOOD, 2).await, Ok(()));
    let failures = "select count(*) from audit_log where act = 'audit-own-password-failed'";
    assert_eq!(world.count(failures).await, 4);
}

async fn shared_counts(world: World) {
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let other = Store::open(Db::connect(&world.url).await.unwrap(), InstallationKey::new([7; 32])).await.unwrap();
    for store in [&world.store, &other, &world.store, &other] {
        assert_eq!(store.sign_in(attempt("hoa", "sai"), at(0)).await.unwrap(), Err(SignInFault::Wrong));
    }
    for store in [&world.store, &other] {
        assert_eq!(store.sign_in(attempt("hoa", GOOD), at(0)).await.unwrap(), Err(SignInFault::Wait { seconds: 2 }));
    }
}

async fn sign_ins_logged(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let (above, _) = world.member("tinh", Role::Front, "68", "").await;
    assert!(store.sign_in(attempt("hoa", "sai"), at(10)).await.unwrap().is_err());
    assert!(store.sign_in(attempt("hoa", GOOD), at(11)).await.unwrap().is_ok());
    assert!(store.sign_in(attempt("con trâu", "hoa"), at(12)).await.unwrap().is_err());
    let act = |entry: &AuditEntry| entry.act.key.to_string();
    let seen = store.audit_entries(&above, &LogQuery::default()).await.unwrap();
    assert_eq!(seen.iter().take(2).map(act).collect::<Vec<_>>(), ["audit-sign-in", "audit-sign-in-failed"]);
    assert_eq!((seen[0].place.as_str(), seen[1].place.as_str()), ("Xã Đạ Ròn", "Xã Đạ Ròn"));
    assert_eq!(seen[1].detail, Some(SessionsDetail::Tried { login: "hoa".into(), count: 1 }.into()));
    let all = store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap();
    let unknown = all.iter().find(|entry| entry.detail == Some(SessionsDetail::TriedUnknown { count: 1 }.into()));
    assert!(unknown.is_some_and(|entry| entry.place.is_empty()));
    let typed = "select count(*) from audit_log where detail like '%con trâu%' or who like '%con trâu%'";
    assert_eq!(world.count(typed).await, 0, "what nobody's login is may be a password");
    // A bot fills no log.
    for n in 0..40 {
        let _ = store.sign_in(attempt("hoa", "sai"), at(100 + n * 61)).await.unwrap();
    }
    let failures = "select count(*) from audit_log where act = 'audit-sign-in-failed'";
    assert_eq!(world.count(failures).await, 2 + 5 + 3, "the first five, the eighth, the sixteenth, the thirty-second");
}

async fn sealed_secret(world: World) {
    let store = &world.store;
    let (actor, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let secret = Secret::from([7_u8; 20]).to_base32();
    let digits = Builder::new().with_secret([7_u8; 20]).build().unwrap().generate(at(0).timestamp().unsigned_abs());
    assert!(store.second_factor(&actor, GOOD, Some((&secret, &digits.to_string())), at(0)).await.unwrap().is_ok());
    assert_eq!(world.count("select count(*) from account where second_factor is not null").await, 1);
    let sql = "select second_factor from account where second_factor is not null";
    let plain: String = match store.db() {
        Db::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await.unwrap(),
        Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
    };
    assert!(!plain.contains(&secret) && !plain.contains(&hex::encode(secret.as_bytes())), "{plain}");
}

async fn letter_days(world: World) {
    // Half past six in the morning of the first of July in Vietnam; in Greenwich it is still June.
    let early = day("2025-06-30").and_hms_opt(23, 30, 0).unwrap().and_utc();
    world.merge().await;
    let of_july = person("hoa", Role::Front, "24934");
    let letter = world.store.invite(&Actor::Operator, of_july, early).await.unwrap();
    assert_eq!(letter.row.account.unit.unwrap().name, "Xã D'Ran", "the commune of that day, not of the day before");
    // The letter says until which day it is good, and it is good on that day until it ends.
    let last = app::i18n::local(letter.until);
    assert_eq!((last.date(), last.time().to_string()), (day("2025-07-31"), "23:59:59".to_owned()));
}

/// A thousand tries at once are a thousand tries, and six digits let one in.
async fn guessing_at_once(world: World) {
    let store = &world.store;
    let (actor, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..24 {
        let store = store.clone();
        tasks.spawn(async move { store.sign_in(attempt("hoa", "sai"), at(0)).await.unwrap() });
    }
    let wrong = tasks.join_all().await.into_iter().filter(|told| *told == Err(SignInFault::Wrong)).count();
    assert_eq!(wrong, 4, "the others are told to wait");
    let secret = Secret::from([7_u8; 20]).to_base32();
    let totp = Builder::new().with_secret([7_u8; 20]).build().unwrap();
    let digits = |now: Now| totp.generate(now.timestamp().unsigned_abs()).to_string();
    assert!(store.second_factor(&actor, GOOD, Some((&secret, &digits(at(0)))), at(0)).await.unwrap().is_ok());
    let same = Attempt { second_factor: digits(at(60)), ..attempt("hoa", GOOD) };
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (store, attempt) = (store.clone(), same.clone());
        tasks.spawn(async move { store.sign_in(attempt, at(60)).await.unwrap().is_ok() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|is_in| *is_in).count(), 1);
}

/// Whoever is removed while a letter of theirs is used stays removed.
async fn removed_for_good(world: World) {
    let store = &world.store;
    for n in 0..6 {
        let login = format!("hoa{n}");
        let account = store.invite(&Actor::Operator, person(&login, Role::Front, COMMUNE), at(0)).await.unwrap();
        let id = account.row.account.id;
        let (attempt, code) = (attempt(&login, GOOD), account.code);
        let (accepted, removed, renewed) = tokio::join!(
            store.accept(attempt, &code, at(1)),
            store.remove(&Actor::Operator, id, at(1)),
            store.renew(&Actor::Operator, id, at(1)),
        );
        removed.unwrap();
        let listed = store.accounts(&Actor::Operator).await.unwrap();
        let state = listed.iter().find(|row| row.account.id == id).unwrap().state;
        assert_eq!(state, AccountState::Removed);
        if let Ok(token) = accepted.unwrap() {
            assert_eq!(store.who(&token, true, at(2)).await.unwrap(), None);
        }
        if let Ok(letter) = renewed {
            let late = store.accept(self::attempt(&login, GOOD), &letter.code, at(3)).await.unwrap();
            assert_eq!(late, Err(SignInFault::Letter));
        }
    }
}

/// An open page that looks again by itself does not keep a session alive.
async fn looking_on(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let token = store.sign_in(attempt("hoa", GOOD), at(0)).await.unwrap().unwrap();
    for minute in (0..90).step_by(10) {
        assert!(store.who(&token, false, at(minute * 60)).await.unwrap().is_some(), "minute {minute}");
    }
    assert_eq!(store.who(&token, false, at(91 * 60)).await.unwrap(), None);
}

async fn sessions_end(world: World) {
    let store = &world.store;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let minute = |minutes: i64| at(minutes * 60);
    let token = store.sign_in(attempt("hoa", GOOD), minute(0)).await.unwrap().unwrap();
    let mut now = 0;
    while now < 12 * 60 {
        assert!(store.who(&token, true, minute(now)).await.unwrap().is_some(), "minute {now}");
        now += 80;
    }
    assert_eq!(store.who(&token, true, minute(12 * 60 + 1)).await.unwrap(), None, "a working day is over");
    let token = store.sign_in(attempt("hoa", GOOD), minute(0)).await.unwrap().unwrap();
    assert_eq!(store.who(&token, true, minute(91)).await.unwrap(), None, "nobody was there");
}

async fn second_factor(world: World) {
    let store = &world.store;
    let (actor, _) = world.member("hoa", Role::Front, COMMUNE, "").await;
    let secret = Secret::from([7_u8; 20]).to_base32();
    let totp = Builder::new().with_secret([7_u8; 20]).build().unwrap();
    let digits = |now: Now| totp.generate(now.timestamp().unsigned_abs()).to_string();
    let fault = |told: Result<(), SecondFactorFault>| told.unwrap_err();
    let sound = digits(at(0));
    let wrong = store.second_factor(&actor, "sai", Some((&secret, &sound)), at(0)).await.unwrap();
    assert_eq!(
        fault(wrong),
        SecondFactorFault::Password(OwnPasswordFault::Wrong),
        "nobody binds a phone in a session left open"
    );
    let wrong = store.second_factor(&actor, GOOD, Some((&secret, "000000")), at(0)).await.unwrap();
    assert_eq!(fault(wrong), SecondFactorFault::Digits);
    assert!(store.second_factor(&actor, GOOD, Some((&secret, &digits(at(0)))), at(0)).await.unwrap().is_ok());
    assert_eq!(store.sign_in(attempt("hoa", GOOD), at(40)).await.unwrap(), Err(SignInFault::SecondFactor));
    let with = |digits: String| Attempt { second_factor: digits, ..attempt("hoa", GOOD) };
    let token = store.sign_in(with(digits(at(60))), at(60)).await.unwrap().unwrap();
    assert!(store.who(&token, true, at(60)).await.unwrap().unwrap().has_second_factor);
    assert_eq!(store.sign_in(with(digits(at(60))), at(61)).await.unwrap(), Err(SignInFault::SecondFactor), "used");
    assert_eq!(
        fault(store.second_factor(&actor, "sai", None, at(62)).await.unwrap()),
        SecondFactorFault::Password(OwnPasswordFault::Wrong)
    );
    assert!(store.second_factor(&actor, GOOD, None, at(62)).await.unwrap().is_ok());
    assert!(store.sign_in(attempt("hoa", GOOD), at(90)).await.unwrap().is_ok());
    // Leaving the digits out in between does not make guessing them free.
    assert!(store.second_factor(&actor, GOOD, Some((&secret, &digits(at(1000)))), at(1000)).await.unwrap().is_ok());
    let mut waits = false;
    for n in 0..20 {
        let guessed = store.sign_in(with("000000".into()), at(1100 + n)).await.unwrap();
        waits |= matches!(guessed, Err(SignInFault::Wait { .. }));
        let _ = store.sign_in(attempt("hoa", GOOD), at(1100 + n)).await.unwrap();
    }
    assert!(waits, "twenty wrong guesses in twenty seconds");
}

async fn downward_only(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let (keeper, _) = world.member("quantri", Role::Administrator, "", "").await;
    let hamlet_person = |login: &str| NewAccount { hamlet_code: "01".into(), ..person(login, Role::Hamlet, COMMUNE) };
    let allowed = [
        (commune, hamlet_person("a1")),
        (commune, person("a2", Role::Front, COMMUNE)),
        (district, person("a3", Role::Front, COMMUNE)),
        (office, person("a4", Role::Office, COMMUNE)),
        (keeper, person("a5", Role::Administrator, "")),
        (keeper, person("a6", Role::Office, "68")),
    ];
    for (by, new) in allowed {
        let login = new.login.clone();
        assert!(store.invite(&by, new, at(0)).await.is_ok(), "{login}");
    }
    let beyond = [
        (commune, person("b1", Role::Front, "677")),
        (commune, person("b2", Role::Front, "24940")),
        (commune, person("b3", Role::Office, "24940")),
        (commune, person("b4", Role::Administrator, "")),
        (district, person("b5", Role::Front, "68")),
        (hamlet, hamlet_person("b6")),
        (office, person("b7", Role::Front, COMMUNE)),
    ];
    for (by, new) in beyond {
        let login = new.login.clone();
        assert!(matches!(store.invite(&by, new, at(0)).await, Err(PortError::Denied)), "{login}");
    }
    for (new, key) in [
        (person("xa", Role::Front, COMMUNE), "account-login-taken"),
        (person("X Y", Role::Front, COMMUNE), "login-not-plain"),
        (person("c1", Role::Front, "00000"), "account-no-unit"),
        (person("c2", Role::Hamlet, COMMUNE), "account-no-hamlet"),
        (person("c3", Role::Hamlet, "677"), "account-not-commune"),
        (NewAccount { name: " ".into(), ..person("c4", Role::Front, COMMUNE) }, "account-name"),
    ] {
        assert_eq!(refused(store.invite(&keeper, new, at(0)).await).key, key);
    }
    let of = |by: Actor| async move {
        let rows = store.accounts(&by).await.unwrap();
        let mut logins: Vec<_> = rows.into_iter().map(|row| row.account.login).collect();
        logins.sort();
        logins.join(" ")
    };
    assert_eq!(of(commune).await, "a1 a2 a3 a4 thon ubnd xa");
    assert_eq!(of(district).await, "a1 a2 a3 a4 huyen thon ubnd xa");
    assert_eq!(of(keeper).await, "a1 a2 a3 a4 a5 a6 huyen quantri thon ubnd xa");
    assert!(matches!(store.accounts(&hamlet).await, Err(PortError::Denied)));
    // The Front invites the first of the People's Committee, and then has no hand in its accounts.
    for (by, at_unit) in [(commune, COMMUNE), (district, COMMUNE), (district, "677")] {
        let there = refused(store.invite(&by, person("d1", Role::Office, at_unit), at(0)).await);
        assert_eq!(there, AccountRefused::OfficeThere, "{at_unit}");
    }
    let first = store.invite(&district, person("d2", Role::Office, "24940"), at(0)).await.unwrap().row.account.id;
    assert!(matches!(store.remove(&district, first, at(0)).await, Err(PortError::Denied)));
    let Actor::Account { id: ubnd, .. } = office else { unreachable!() };
    let Actor::Account { id: above, .. } = district else { unreachable!() };
    for id in [ubnd, above] {
        assert!(matches!(store.remove(&commune, id, at(0)).await, Err(PortError::Denied)));
        assert!(matches!(store.renew(&commune, id, at(0)).await, Err(PortError::Denied)));
    }
    assert!(store.remove(&keeper, ubnd, at(0)).await.is_ok());
}

async fn journal(world: World) {
    let store = &world.store;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (beside, _) = world.member("xa2", Role::Front, "24940", "").await;
    store.invite(&commune, person("a1", Role::Front, COMMUNE), at(5)).await.unwrap();
    let rows = store.audit_entries(&commune, &LogQuery::default()).await.unwrap();
    assert_eq!(rows[0].act, AccountsAct::Invite);
    assert_eq!(rows[0].place, "Xã Đạ Ròn");
    let detail = AccountsDetail::Account { login: "a1".into(), name: "Người a1".into() };
    assert_eq!(rows[0].detail, Some(detail.into()));
    assert!(rows[0].who.starts_with("Người xa "), "{}", rows[0].who);
    assert!(rows.iter().all(|row| row.place == "Xã Đạ Ròn"));
    assert!(
        store.audit_entries(&beside, &LogQuery::default()).await.unwrap().iter().all(|row| row.place != "Xã Đạ Ròn")
    );
    // Two letters written, two used, and the one that was written last.
    assert_eq!(store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap().len(), 5);
    assert_eq!(
        store.audit_entries(&Actor::Operator, &LogQuery { page: 1, ..LogQuery::default() }).await.unwrap().len(),
        0
    );
    let all = store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap();
    let kinds = store.kinds_of_deeds(&Actor::Operator).await.unwrap();
    assert!(kinds.len() > 1 && all.iter().all(|line| kinds.contains(&line.act)), "{kinds:?}");
    for kind in &kinds {
        let only = LogQuery { deed: Some(kind.key.clone().into_owned()), ..LogQuery::default() };
        let found = store.audit_entries(&Actor::Operator, &only).await.unwrap();
        assert_eq!(found.len(), all.iter().filter(|line| line.act == *kind).count());
    }
    let of_day = async |day| {
        let only = LogQuery { day: Some(day), ..LogQuery::default() };
        store.audit_entries(&Actor::Operator, &only).await.unwrap().len()
    };
    let on = app::i18n::local(all[0].at).date();
    let same = all.iter().filter(|line| app::i18n::local(line.at).date() == on).count();
    assert_eq!((of_day(on).await, of_day(on + chrono::TimeDelta::days(400)).await), (same, 0));
    let names = async |by: Actor| {
        let units = store.scope(&by, at(0)).await.unwrap();
        (units.len(), units[0].name.clone())
    };
    assert_eq!(names(commune).await, (1, "Xã Đạ Ròn".to_owned()));
    assert_eq!(names(Actor::Operator).await, (155, "Tỉnh Lâm Đồng".to_owned()));
    let (district, _) = world.member("huyen", Role::Front, "677", "").await;
    assert_eq!(names(district).await, (11, "Huyện Đơn Dương".to_owned()));
    assert!(world.try_to_tamper("update audit_log set who = 'x'").await.is_err());
    assert!(world.try_to_tamper("delete from audit_log").await.is_err());
}

async fn invited_at_once(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 10)]).await;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let hamlet = |number: u64, name: &str, code: &str| Line {
        number,
        value: NewAccount {
            login: String::new(),
            name: name.into(),
            hamlet_code: code.into(),
            ..person("", Role::Hamlet, COMMUNE)
        },
    };
    let long = "x".repeat(101);
    let faulty = vec![hamlet(2, "Nguyễn Thị Hoa", "01"), hamlet(5, &long, "02"), hamlet(7, "Mai", "09")];
    let Err(PortError::File(Faults(faults))) = store.invite_all(&commune, faulty, at(0)).await else {
        panic!("two of them cannot be invited")
    };
    let keys: Vec<_> = faults.iter().map(|(line, fault)| (*line, fault.key.as_ref())).collect();
    assert_eq!(keys, [(5, "account-name"), (7, "account-no-hamlet")]);
    assert_eq!(world.count("select count(*) from account").await, 1, "nobody is invited");

    let both = vec![hamlet(2, "Nguyễn Thị Hoa", "01"), hamlet(5, "Trần Văn Hòa", "02")];
    let letters = store.invite_all(&commune, both, at(0)).await.unwrap();
    let logins: Vec<_> = letters.iter().map(|letter| letter.row.account.login.as_str()).collect();
    assert_eq!(logins, ["hoa.daron", "hoa.daron2"], "given by themselves, and different");
    let token = store.accept(attempt("hoa.daron2", GOOD), &letters[1].code, at(1)).await.unwrap().unwrap();
    let who = store.who(&token, true, at(2)).await.unwrap().unwrap();
    assert_eq!((who.role, who.name.as_str()), (Role::Hamlet, "Trần Văn Hòa"));
    // One of another commune, and nobody of them all.
    let elsewhere = Line { number: 2, value: person("b2", Role::Front, "24940") };
    let some = vec![hamlet(1, "Lê Na", "01"), elsewhere];
    assert!(matches!(store.invite_all(&commune, some, at(3)).await, Err(PortError::Denied)));
    assert_eq!(world.count("select count(*) from account").await, 3);
}

async fn printed_letters(world: World) {
    let store = &world.store;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (other, _) = world.member("khac", Role::Front, "24940", "").await;
    let letter = store.invite(&commune, person("hoa", Role::Front, COMMUNE), at(0)).await.unwrap();
    let own = [(letter.row.account.id, letter.code)];
    let printed = store.letters(&commune, &own, at(1)).await.unwrap();
    assert_eq!((printed.len(), printed[0].code, printed[0].until), (1, letter.code, letter.until));
    assert!(matches!(store.letters(&other, &own, at(1)).await, Err(PortError::Denied)));
    let over = AccountRefused::LetterOver { name: letter.row.account.name.clone() };
    let mistyped = [(letter.row.account.id, Code::draw(|| 9))];
    assert_eq!(refused(store.letters(&commune, &mistyped, at(1)).await), over);
    assert_eq!(refused(store.letters(&commune, &own, letter.until).await), over, "too late");
    store.accept(attempt("hoa", GOOD), &letter.code, at(2)).await.unwrap().unwrap();
    assert_eq!(refused(store.letters(&commune, &own, at(3)).await), over, "used");
}

/// The Front prints the letter of the first, and could use it itself.
async fn invited_by_front(world: World) {
    let store = &world.store;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let letter = store.invite(&front, person("thu", Role::Office, COMMUNE), at(0)).await.unwrap();
    let token = store.accept(attempt("thu", GOOD), &letter.code, at(1)).await.unwrap().unwrap();
    let first = store.who(&token, true, at(2)).await.unwrap().unwrap();
    let (office, own) = (first.actor(), first.id);
    // Somebody whom the server's operator invites, and somebody whom the first one does.
    let (real, _) = world.member("that", Role::Office, COMMUNE, "").await;
    let Actor::Account { id: real_id, .. } = real else { unreachable!() };
    for refusal in [store.renew(&office, real_id, at(3)).await.map(drop), store.remove(&office, real_id, at(3)).await] {
        assert_eq!(refused(refusal), AccountRefused::NotInvited);
    }
    let helper = store.invite(&office, person("phu", Role::Office, COMMUNE), at(4)).await.unwrap().row.account.id;
    store.renew(&office, helper, at(5)).await.unwrap();
    store.remove(&office, helper, at(6)).await.unwrap();
    // The other keeps everybody.
    store.remove(&real, own, at(7)).await.unwrap();
}
