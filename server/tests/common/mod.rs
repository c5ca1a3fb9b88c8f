//! Worlds to test in: a store on each database with the units of 2022.
#![allow(dead_code, reason = "each test file uses a part")]

use app::domain::collection::code::Code;
use app::domain::collection::key_letters::{DrawnKey, KeyHolders};
use app::domain::collection::key_parts::check_word;
use app::domain::collection::minutes::MinutesRow;
use app::domain::collection::plan::{Papers, Plan, Purpose};
use app::domain::people::account::Role;
use app::domain::revision::Revision;
use app::domain::survey::ballot::{self, Ballot};
use app::domain::survey::count::{Count, Turnout};
use app::domain::survey::results::Results;
use app::domain::survey::ruleset::Ruleset;
use app::message::Message;
use app::ports::accounts::Accounts as _;
use app::ports::accounts::NewAccount;
use app::ports::casting::Cast;
use app::ports::common::{Actor, Answer, Faults, Line, Now, PortError};
use app::ports::counting::{Counting as _, CountingWords};
use app::ports::files::NewFile;
use app::ports::hamlets::HamletRow;
use app::ports::hamlets::Hamlets as _;
use app::ports::participation::Participation as _;
use app::ports::plans::{NewPlan, Plans as _};
#[allow(unused_imports, reason = "a test file uses a part")]
pub use app::ports::rounds::Early;
use app::ports::rounds::NewRound;
use app::ports::rounds::Rounds as _;
use app::ports::sessions::Attempt;
use app::ports::sessions::Sessions as _;
use app::ports::sessions::Token;
use app::ports::slips::IssuedCode;
use app::ports::slips::Slips as _;
use app::ports::units::Units as _;
use chrono::NaiveDate;
use server::data::{rulesets, units};
use server::files::csv;
use server::store::key::InstallationKey;
use server::store::{Db, Store};
use sqlx::{Connection as _, Executor as _};
use std::path::Path;
use uuid::Uuid;

/// Xã Đạ Ròn.
pub const COMMUNE: &str = "24937";

/// The sets of a new rural commune, oldest first, and how many criteria each has.
pub const SETS: [(&str, u64); 3] = [("xa-ntm-2016-2020", 19), ("xa-ntm-2021-2025", 19), ("xa-ntm-2026-2030", 10)];

/// A store and what keeps it alive.
pub struct World {
    pub store: Store,
    pub url: String,
    _folder: Option<tempfile::TempDir>,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The day on which everything happens.
pub fn today() -> NaiveDate {
    day("2024-07-10")
}

/// The moment at which everything happens.
pub fn now() -> Now {
    morning(today())
}

/// Ten o'clock in Vietnam.
pub fn morning(day: NaiveDate) -> Now {
    day.and_hms_opt(3, 0, 0).expect("a moment").and_utc()
}

/// Somebody to invite.
pub fn person(login: &str, role: Role, unit: &str) -> NewAccount {
    NewAccount {
        login: login.into(),
        name: format!("Người {login}"),
        role,
        unit_code: unit.into(),
        hamlet_code: String::new(),
    }
}

pub fn ruleset(id: &str) -> Ruleset {
    rulesets::load(None).expect("sound")[id].clone()
}

impl World {
    pub async fn sqlite() -> Self {
        Self::empty_sqlite().await.with_units().await
    }

    pub async fn postgres() -> Self {
        Self::empty_postgres().await.with_units().await
    }

    pub async fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self::on(url, Some(folder)).await
    }

    /// A database of its own in the throw-away cluster that `cargo xtask test` starts.
    pub async fn empty_postgres() -> Self {
        let base = std::env::var("YDAN_TEST_POSTGRES")
            .expect("YDAN_TEST_POSTGRES is not set; `cargo xtask test` starts a throw-away PostgreSQL and sets it");
        let name = format!("test_{}", Uuid::new_v4().simple());
        let mut connection = sqlx::PgConnection::connect(&base).await.expect("PostgreSQL answers");
        connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.expect("a database");
        let (server, _) = base.rsplit_once('/').expect("a database name");
        Self::on(format!("{server}/{name}"), None).await
    }

    /// The same for an account that may make tables, and no schemas.
    pub async fn postgres_without_create() -> Self {
        let base = std::env::var("YDAN_TEST_POSTGRES").expect("`cargo xtask test` sets YDAN_TEST_POSTGRES");
        let (name, role) = (format!("test_{}", Uuid::new_v4().simple()), format!("role_{}", Uuid::new_v4().simple()));
        let run = async |url: &str, sql: String| {
            let mut connection = sqlx::PgConnection::connect(url).await.expect("PostgreSQL answers");
            connection.execute(sqlx::AssertSqlSafe(sql)).await.expect("done");
        };
        run(&base, format!("create role {role} login password 'thu'")).await;
        run(&base, format!("create database {name}")).await;
        let (server, _) = base.rsplit_once('/').expect("a database name");
        run(&format!("{server}/{name}"), format!("alter schema public owner to {role}")).await;
        let (_, host) = server.rsplit_once('@').expect("somebody's");
        Self::on(format!("postgres://{role}:thu@{host}/{name}"), None).await.with_units().await
    }

    /// A fresh one in the same kind of database.
    pub async fn another(&self) -> Self {
        if self.url.starts_with("sqlite:") { Self::sqlite().await } else { Self::postgres().await }
    }

    async fn on(url: String, folder: Option<tempfile::TempDir>) -> Self {
        let db = Db::connect(&url).await.expect("connected");
        let store = Store::open(db, InstallationKey::new([7; 32])).await.expect("opened");
        Self { store, url, _folder: folder }
    }

    /// The installation that commands made.
    pub async fn of_commands(database: &Path) -> Self {
        let url = format!("sqlite:{}", database.display());
        let key = InstallationKey::from_file(&database.with_extension("db.key")).expect("a key file");
        let store = Store::open(Db::connect(&url).await.expect("connected"), key).await.expect("opened");
        Self { store, url, _folder: None }
    }

    /// Another store, by what can be done with a world's.
    pub fn of_store(store: Store) -> Self {
        Self { store, url: String::new(), _folder: None }
    }

    /// The same database as another process sees it.
    pub async fn beside(&self) -> Store {
        let db = Db::connect(&self.url).await.expect("connected");
        Store::open(db, InstallationKey::new([7; 32])).await.expect("opened")
    }

    async fn with_units(self) -> Self {
        let list = csv::units(units::LAMDONG_2022.as_bytes(), (None, None)).expect("sound");
        self.store.import_units(list).await.expect("imported");
        self
    }

    /// The units of 2025 come after those of 2022.
    pub async fn merge(&self) {
        let from = "2025-07-01".parse().ok();
        let list = csv::units(units::LAMDONG_2025.as_bytes(), (from, None)).expect("sound");
        self.store.import_units(list).await.expect("imported");
        let pairs = csv::successions(units::LAMDONG_2022_TO_2025.as_bytes()).expect("sound");
        self.store.import_successions(pairs, day("2025-07-01")).await.expect("imported");
    }

    /// Hamlets of a commune, by code and households.
    pub async fn hamlets(&self, commune: &str, hamlets: &[(&str, u64)]) {
        let row = |(code, households): &(&str, u64)| HamletRow {
            commune_code: commune.into(),
            code: (*code).into(),
            name: format!("Thôn {code}"),
            households: *households,
        };
        self.store
            .import_hamlets(&Actor::Operator, numbered(hamlets.iter().map(row).collect()), now())
            .await
            .expect("imported");
    }

    pub async fn open(&self, unit: &str, ruleset: Ruleset) -> Uuid {
        let id = Uuid::new_v4();
        let (opens, closes) = (day("2024-07-01"), day("2024-07-26"));
        // Whatever was asked there before.
        let papers = Papers { purpose: Purpose::Repeat, ..Papers::default() };
        let round = NewRound { id, unit_code: unit.into(), ruleset, papers, opens, closes };
        self.store.open_at_once(&Actor::Operator, round, now()).await.expect("opened");
        id
    }

    /// Opens a round whose boxes so many of these people open together; answers its key and their parts as they are typed.
    pub async fn open_held(&self, unit: &str, ruleset: Ruleset, names: &[&str], needed: usize) -> (Uuid, Vec<String>) {
        let id = Uuid::new_v4();
        let plan = self.begin_held(id, unit, ruleset, names, needed).await;
        let letters = self.draw_letters(id, &plan).await;
        let words: Vec<String> = letters.parts.iter().map(|part| check_word(&part.hash())).collect();
        let revision = Revision::of(&plan);
        self.store.open(&Actor::Operator, id, &revision, None, &words, now()).await.expect("opened");
        (id, letters.parts.iter().map(ToString::to_string).collect())
    }

    /// Plans such a round.
    pub async fn begin_held(&self, id: Uuid, unit: &str, mut ruleset: Ruleset, names: &[&str], needed: usize) -> Plan {
        ruleset.participation.source = "12/KH-MTTQ-BTT".into();
        let basis = vec!["90/HD-MTTW-BTT".into()];
        let papers = Papers { purpose: Purpose::Repeat, number: "12/KH-MTTQ-BTT".into(), basis, ..Papers::default() };
        let holders = KeyHolders { names: names.iter().map(|name| (*name).into()).collect(), needed };
        let (opens, closes) = (day("2024-07-10"), day("2024-07-26"));
        let plan = Plan { ruleset, papers, opens, closes, reviewed: true, holders };
        let new = NewPlan { id, unit_code: unit.into(), plan: plan.clone(), many: true };
        self.store.begin(&Actor::Operator, new, now()).await.expect("begun");
        plan
    }

    /// Prints the letters of a plan as it is.
    pub async fn draw_letters(&self, id: Uuid, plan: &Plan) -> DrawnKey {
        let (by, revision) = (Actor::Operator, Revision::of(plan));
        self.store.draw_letters(&by, id, &revision, plan.clone(), now()).await.expect("drawn").key
    }

    /// Who took part so far, which is all that is to be known of a running round.
    pub async fn turnout(&self, round: Uuid) -> Turnout {
        self.store.unit_participation(&Actor::Operator, round, None).await.unwrap().total.turnout
    }

    /// Ends a round, whatever is not closed in it, and works its results out.
    pub async fn end(&self, round: Uuid) -> Results {
        self.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
        count_boxes(&self.store, round).await;
        self.store.results(&Actor::Operator, round, None).await.unwrap()
    }

    pub async fn issue(&self, round: Uuid, hamlet: Option<&str>) -> Vec<IssuedCode> {
        let mut codes = Vec::new();
        let mut keep = |issued: &[IssuedCode]| {
            codes.extend_from_slice(issued);
            Ok(())
        };
        self.store.issue(&Actor::Operator, round, hamlet, &mut keep, now()).await.expect("issued");
        codes
    }

    /// Invites somebody and lets them set the password `con trâu đi trước`.
    pub async fn member(&self, login: &str, role: Role, unit: &str, hamlet: &str) -> (Actor, Token) {
        let new = NewAccount { hamlet_code: hamlet.into(), ..person(login, role, unit) };
        self.invited(login, new, now()).await
    }

    /// The same on another day.
    pub async fn member_at(&self, login: &str, role: Role, unit: &str, at: Now) -> Actor {
        self.invited(login, person(login, role, unit), at).await.0
    }

    /// The same of anybody at any moment.
    pub async fn invited(&self, login: &str, new: NewAccount, now: Now) -> (Actor, Token) {
        let letter = self.store.invite(&Actor::Operator, new, now).await.expect("invited");
        let token = self.store.accept(attempt(login), &letter.code, now).await.expect("taken").expect("in");
        (letter.row.account.actor(), token)
    }

    /// Somebody above gives out a new letter for an account and signs in with it.
    pub async fn renew(&self, of: &Actor, now: Now) -> Token {
        let Actor::Account { id, .. } = *of else { panic!("no account") };
        let letter = self.store.renew(&Actor::Operator, id, now).await.expect("renewed");
        let attempt = attempt(&letter.row.account.login);
        self.store.accept(attempt, &letter.code, now).await.expect("taken").expect("in")
    }

    /// Runs one statement, as somebody with a hand in the database would.
    pub async fn tamper(&self, sql: &'static str) -> u64 {
        self.try_to_tamper(sql).await.expect("done")
    }

    /// Counts.
    pub async fn count(&self, sql: &'static str) -> i64 {
        match self.store.db() {
            Db::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await.expect("a count"),
            Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.expect("a count"),
        }
    }

    /// Tries to.
    pub async fn try_to_tamper(&self, sql: &'static str) -> Result<u64, sqlx::Error> {
        Ok(match self.store.db() {
            Db::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await?.rows_affected(),
            Db::Postgres(pool) => sqlx::query(sql).execute(pool).await?.rows_affected(),
        })
    }
}

fn attempt(login: &str) -> Attempt {
    Attempt {
        login: login.into(),
        password: "con trâu đi trước".into(),
        second_factor: String::new(),
        source: login.into(),
        devices: Vec::new(),
    }
}

/// What whoever asked is refused for.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(answer: Answer<T>) -> Message {
    match answer {
        Err(PortError::Refused(message)) => message,
        other => panic!("not refused: {other:?}"),
    }
}

/// What is wrong with a list that was refused, by line.
#[track_caller]
pub fn faults<T: std::fmt::Debug>(answer: Answer<T>) -> Vec<(u64, Message)> {
    match answer {
        Err(PortError::File(Faults(faults))) => faults,
        other => panic!("no faults: {other:?}"),
    }
}

/// The same person with a form that has a key.
pub fn with_key(by: &Actor, key: Uuid) -> Actor {
    match *by {
        Actor::Account { id, .. } => Actor::Account { id, idempotency_key: Some(key) },
        Actor::Operator => Actor::Operator,
    }
}

/// What a JPEG begins with, and so many bytes more.
pub fn photo(bytes: usize) -> NewFile {
    NewFile {
        name: "C:\\ảnh\\đường.jpg".into(), content: [&[0xff, 0xd8, 0xff, 0xe0][..], &vec![0; bytes]].concat()
    }
}

pub fn numbered<T>(rows: Vec<T>) -> Vec<Line<T>> {
    (2..).zip(rows).map(|(number, value)| Line { number, value }).collect()
}

/// Opens all boxes of a closed round.
pub async fn count_boxes(store: &Store, round: Uuid) {
    store.count_round(&Actor::Operator, round, &[], now()).await.expect("counted");
}

/// What is said of a counting.
pub fn witnesses() -> CountingWords {
    CountingWords {
        place: "Nhà văn hóa".into(),
        present: vec!["Nguyễn Thị Hoa, Trưởng ban".into()],
        remarks: String::new(),
    }
}

/// A ballot of the commune form: all satisfied but the questions named.
pub fn cast(code: Code, key: u8, unsatisfied: &[usize]) -> Cast {
    let answer =
        |no| Some(if unsatisfied.contains(&no) { ballot::Answer::Unsatisfied } else { ballot::Answer::Satisfied });
    Cast {
        code,
        into: None,
        idempotency_key: Uuid::from_bytes([key; 16]),
        ballot: Ballot::new((1..=19).map(answer).collect()),
        reasons: Vec::new(),
        helper: None,
    }
}

/// Minutes in which every question has the counts that `satisfied` names out of the valid ballots.
pub fn minutes(
    commune: &str,
    hamlet: &str,
    head: Turnout,
    questions: u32,
    satisfied: impl Fn(u32) -> u64,
) -> Vec<Line<MinutesRow>> {
    let row = |question| MinutesRow {
        commune_code: commune.into(),
        hamlet_code: hamlet.into(),
        head,
        question,
        counts: Count { satisfied: satisfied(question), unsatisfied: head.valid - satisfied(question) },
    };
    numbered((1..=questions).map(row).collect())
}

pub fn head(households: u64, issued: u64, valid: u64, invalid: u64) -> Turnout {
    Turnout { households, issued, returned: valid + invalid, valid, invalid }
}

/// One story, told on each database.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* $name:ident => $story:ident;)*) => {
        $(mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$meta])*
            async fn sqlite() { super::$story(super::common::World::sqlite().await).await; }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$meta])*
            async fn postgres() { super::$story(super::common::World::postgres().await).await; }
        })*
    };
}

/// A browser reads as much of a body as its length says, and tests read all of it: they have to agree.
pub fn expect_own_length(headers: &axum::http::HeaderMap, body: usize) {
    if let Some(length) = headers.get(axum::http::header::CONTENT_LENGTH) {
        assert_eq!(length.to_str().ok(), Some(body.to_string().as_str()), "the length of the answer");
    }
}
