//! Oversight: the pages that read across a whole province, small and large, with few ballots and with many.

use super::{application, day, now, quantiles};
use app::domain::oversight::criterion::{By, Status};
use app::domain::people::account::Role;
use app::domain::units::unit::Level;
use app::ports::accounts::Accounts as _;
use app::ports::accounts::NewAccount;
use app::ports::common::Actor;
use app::ports::common::Line;
use app::ports::counting::Counting as _;
use app::ports::criteria::Criteria as _;
use app::ports::criteria::CriterionRow;
use app::ports::hamlets::HamletRow;
use app::ports::hamlets::Hamlets as _;
use app::ports::maps::Maps as _;
use app::ports::maps::Outline;
use app::ports::rounds::{Early, Rounds as _};
use app::ports::sessions::Attempt;
use app::ports::sessions::Sessions as _;
use app::ports::targets::Targets as _;
use app::ports::units::Units as _;
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, COOKIE};
use axum::http::{Request, Response};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use server::data::{rulesets, targets, units};
use server::files::csv;
use server::store::key::InstallationKey;
use server::store::{Db, Store};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use tower::ServiceExt as _;

const SET: &str = "xa-ntm-2021-2025";
/// Looks at each page; the first five warm it up.
const LOOKS: usize = 45;

/// A province of the given number of communes, every one asked, assessed and outlined.
struct Province {
    store: Store,
    app: Router,
    cookie: String,
    code: &'static str,
    communes: Vec<String>,
}

/// What the three databases are called.
pub const DATABASES: [&str; 3] = ["few", "many", "large"];

/// Three databases, so that in the first comparison only the ballots differ, in the second only the communes. A page is
/// looked at in all three by turns: whatever else the machine does meanwhile slows all of them.
pub async fn measure([few, many, large]: [String; 3]) -> Value {
    // The units of Lâm Đồng in 2022: 142, of which 111 are asked.
    let lamdong = csv::units(units::LAMDONG_2022.as_bytes(), (None, None)).expect("sound");
    let rural = lamdong.iter().filter(|line| line.value.named.kind == "xã");
    let communes: Vec<String> = rural.map(|line| line.value.named.code.clone()).collect();
    // As many as the whole country had after 1/7/2025, in one province.
    let mut list = String::from("code,parent_code,level,kind,name\n99,,province,tỉnh,Tỉnh Thử\n");
    let codes: Vec<String> = (1..=3_321).map(|n| format!("9{n:05}")).collect();
    for code in &codes {
        writeln!(list, "{code},99,commune,xã,Xã số {code}").expect("written");
    }
    let list = csv::units(list.as_bytes(), (Some(day("2020-01-01")), None)).expect("sound");
    let provinces = [
        Province::new(&few, "68", lamdong.clone(), communes.clone(), 100).await,
        Province::new(&many, "68", lamdong, communes, 100).await,
        Province::new(&large, "99", list, codes, 1).await,
    ];
    let mut ballots = Vec::new();
    for (province, each) in provinces.iter().zip([1, 100, 1]) {
        ballots.push(province.ask(each).await);
    }
    let mut pages = serde_json::Map::new();
    for (name, _) in provinces[0].pages() {
        pages.insert(name.into(), look(&provinces, name).await);
    }
    json!({ "communes": [142, 142, 3_321], "ballots": ballots, "pages": pages })
}

/// One page of each province: time, bytes, and the time against the first.
async fn look(provinces: &[Province; 3], page: &str) -> Value {
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..LOOKS {
        for (province, times) in provinces.iter().zip(&mut times) {
            times.push(province.look(page).await);
        }
    }
    let mut measured = Vec::new();
    for (province, times) in provinces.iter().zip(&mut times) {
        let (p50, p99) = quantiles(&mut times[5..]);
        let (plain, packed) = (province.weigh(page, "identity").await, province.weigh(page, "br").await);
        measured.push(json!({ "p50_us": p50, "p99_us": p99, "bytes": plain, "bytes_br": packed }));
    }
    let p50 = |at: usize| measured[at]["p50_us"].as_f64().unwrap_or_default();
    json!({ "time_at_100_times_the_ballots": super::ratio(p50(1), p50(0)),
            "time_at_3321_over_142_communes": super::ratio(p50(2), p50(0)),
            "few": measured[0], "many": measured[1], "large": measured[2] })
}

impl Province {
    async fn new(
        url: &str,
        code: &'static str,
        list: Vec<Line<app::ports::units::UnitRow>>,
        communes: Vec<String>,
        households: u64,
    ) -> Self {
        let store = Store::open(Db::connect(url).await.expect("connected"), InstallationKey::new([9; 32]))
            .await
            .expect("opened");
        store.import_units(list).await.expect("imported");
        let hamlet = |commune: &String| HamletRow {
            commune_code: commune.clone(),
            code: "01".into(),
            name: "Thôn 1".into(),
            households,
        };
        let lines = (2..).zip(communes.iter().map(hamlet)).map(|(number, value)| Line { number, value }).collect();
        store.import_hamlets(&Actor::Operator, lines, now()).await.expect("imported");

        let statuses = communes.iter().enumerate().flat_map(|(at, commune)| {
            (1..=19).map(move |criterion| CriterionRow {
                unit_code: commune.clone(),
                ruleset: SET.into(),
                level: Level::Commune,
                criterion,
                indicator: 0,
                by: Some(By::Claim),
                status: if (at + criterion as usize).is_multiple_of(7) { Status::NotMet } else { Status::Met },
                value: String::new(),
                as_of: day("2024-06-01"),
                document: "BC 1/BC-UBND".into(),
            })
        });
        let lines = (2..).zip(statuses).map(|(number, value)| Line { number, value }).collect();
        store.record(&Actor::Operator, lines, None, now()).await.expect("recorded");
        for mut profile in targets::shipped(&rulesets::load(None).expect("sound")).expect("sound") {
            code.clone_into(&mut profile.unit_code);
            store.import_profile(&Actor::Operator, &profile).await.expect("imported");
        }
        // Sixty points each, about what a commune's outline keeps after it was simplified.
        let outlines = (0..).zip(&communes).map(|(at, commune): (i32, _)| {
            let (left, top) = (1_080_000 + at % 60 * 300, 110_000 + at / 60 * 300);
            let side = |n: i32| (n % 15) * 16;
            let point = |n: i32| match n / 15 {
                0 => (left + side(n), top + n % 3),
                1 => (left + 240 - n % 3, top + side(n)),
                2 => (left + 240 - side(n), top + 240 - n % 3),
                _ => (left + n % 3, top + 240 - side(n)),
            };
            Outline { code: commune.clone(), feature: 1, rings: vec![(0..60).map(point).collect()] }
        });
        store.import_boundaries(&Actor::Operator, outlines.collect(), day("2024-06-01")).await.expect("imported");

        let new = NewAccount {
            login: "tinh".into(),
            name: "Mặt trận tỉnh".into(),
            role: Role::Front,
            unit_code: code.into(),
            hamlet_code: String::new(),
        };
        let letter = store.invite(&Actor::Operator, new, now()).await.expect("invited");
        let attempt = Attempt {
            login: "tinh".into(),
            password: "con trâu đi trước".into(),
            second_factor: String::new(),
            source: "bench".into(),
            devices: Vec::new(),
        };
        let token = store.accept(attempt, &letter.code, now()).await.expect("taken").expect("in");
        Self { app: application(&store), store, cookie: format!("ydan={}", token.0), code, communes }
    }

    /// Asks every commune: so many ballots each. Answers how many there are.
    async fn ask(&self, each: usize) -> usize {
        let (id, mut codes) = super::open_and_issue(&self.store, self.code).await;
        let mut given = HashMap::<String, usize>::new();
        codes.retain(|code| {
            let given = given.entry(code.commune_code.clone()).or_default();
            *given += 1;
            *given <= each
        });
        assert_eq!(codes.len(), each * self.communes.len());
        super::cast_all(&self.store, &codes).await;
        self.store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.expect("closed");
        self.store.count_round(&Actor::Operator, id, &[], now()).await.expect("counted");
        self.store.publish(&Actor::Operator, id, now()).await.expect("published");
        codes.len()
    }

    fn pages(&self) -> [(&'static str, String); 9] {
        [
            ("results", format!("/ket-qua/{}", self.code)),
            ("map", format!("/ket-qua/{}/ban-do", self.code)),
            ("map_of_mismatches", format!("/ket-qua/{}/ban-do?xem=lech", self.code)),
            ("targets", format!("/ket-qua/{}/chi-tieu?ngay=2024-07-10", self.code)),
            ("commune", format!("/ket-qua/{}", self.communes[0])),
            ("trend", format!("/ket-qua/{}/dien-bien", self.communes[0])),
            ("claims", "/lam-viec/giam-sat".to_owned()),
            ("statuses", "/lam-viec/tieu-chi".to_owned()),
            ("recommendations", "/lam-viec/kien-nghi".to_owned()),
        ]
    }

    async fn get(&self, page: &str, encoding: &str) -> Response<Body> {
        let (_, path) = self.pages().into_iter().find(|(name, _)| *name == page).expect("a page");
        let request = Request::get(&path).header(COOKIE, &self.cookie).header(ACCEPT_ENCODING, encoding);
        let request = request.body(Body::empty()).expect("a request");
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        response
    }

    /// Until the whole page is there: pages are streamed.
    async fn look(&self, page: &str) -> Duration {
        let begun = Instant::now();
        self.get(page, "identity").await.into_body().collect().await.expect("a body");
        begun.elapsed()
    }

    async fn weigh(&self, page: &str, encoding: &str) -> usize {
        self.get(page, encoding).await.into_body().collect().await.expect("a body").to_bytes().len()
    }
}
