//! The committee's pages over the whole router: every route and every step, for every role, inside and outside its scope.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::account::{Power, Role};
use app::domain::code::Code;
use app::pages::committee::Step;
use app::ports::accounts::*;
use app::ports::criteria::Criteria as _;
use app::ports::desk::*;
use app::ports::paper::Paper as _;
use app::ports::plans::Plans as _;
use app::ports::recommendations::{NewRecommendation, Recommendations as _, Subject};
use app::ports::{Actor, Answer, Rounds as _};
use app::shell::App;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::*;
use http_body_util::BodyExt as _;
use server::router::{Parts, beside_pages, router};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tower::ServiceExt as _;
use uuid::Uuid;

/// Somebody with a browser; the receiver of what is asked.
#[derive(Clone)]
struct Clerk {
    app: Router,
    cookie: Option<String>,
}

struct Seen {
    status: StatusCode,
    to: String,
    body: String,
}

impl Clerk {
    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Seen {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, format!("ydan={cookie}")),
            None => request,
        };
        let response = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        Seen { status: parts.status, to, body }
    }

    async fn get(&self, path: &str) -> Seen {
        self.ask(Request::get(path), Body::empty()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, form.into()).await
    }
}

fn app(world: &World) -> Router {
    router(Parts::of(
        Arc::new(world.store.clone()),
        server::rulesets::load(None).unwrap(),
        Arc::new(now),
        "http://ydan.test",
    ))
}

/// What there is to see and to do: a plan, an open round with a batch and a conflict, a closed one, a published one.
struct Stage {
    plan: Uuid,
    open: Uuid,
    closed: Uuid,
    hamlet: Uuid,
    closed_hamlet: Uuid,
    batch: Uuid,
    file: Uuid,
    proof: Uuid,
    draft: Uuid,
    recommendation: Uuid,
    slip: Code,
    slip_elsewhere: Code,
}

async fn set_the_stage(world: &World) -> Stage {
    let store = &world.store;
    let by = Actor::Console;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let old = world.open(COMMUNE, ruleset("xa-nang-cao-2021-2025")).await;
    let rows = store.watch(&by, old, None).await.unwrap().rows;
    let by_code = |code: &str| rows.iter().filter_map(|row| row.hamlet.clone()).find(|h| h.code == code).unwrap().id;
    let (hamlet, other) = (by_code("01"), by_code("02"));
    store.slips(&by, old, hamlet, Slips::First, now()).await.unwrap();
    let words = ClosingWords { place: "x".into(), present: vec!["y".into()], remarks: String::new() };
    store.close_hamlet(&by, old, hamlet, words, now()).await.unwrap();
    let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &[0; 100]].concat();
    store.attach(&by, old, hamlet, "x.jpg", photo, now()).await.unwrap();
    let file = store.hamlet(&by, old, hamlet).await.unwrap().attachments[0].id;
    store.close(&by, old, "thử", now()).await.unwrap();
    let open = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let slip = store.slips(&by, open, hamlet, Slips::First, now()).await.unwrap().slips[4].1;
    let slip_elsewhere = store.slips(&by, open, other, Slips::First, now()).await.unwrap().slips[4].1;
    let batch = store.begin_batch(&by, open, hamlet, true, now()).await.unwrap();
    let papers = app::domain::plan::Papers::default();
    let (opens, closes) = (day("2024-08-01"), day("2024-08-20"));
    let plan =
        app::domain::plan::Plan { ruleset: ruleset("xa-kieu-mau-2021-2025"), papers, opens, closes, reviewed: false };
    let id = Uuid::new_v4();
    store.begin(&by, id, COMMUNE, plan, now()).await.unwrap();
    let plan = id;
    let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &[0; 90]].concat();
    let here = app::ports::Public::place(store, COMMUNE, None).await.unwrap().unwrap();
    let proof = store.keep_file(&by, &here, "x.jpg", photo, now()).await.unwrap();
    let recommendation = Uuid::new_v4();
    let new = NewRecommendation {
        id: recommendation,
        unit_code: COMMUNE.into(),
        subject: Subject::default(),
        title: "Đường".into(),
        text: "Đường lầy".into(),
        due: day("2024-08-01"),
        is_public: false,
        files: vec![],
    };
    store.raise(&by, new, now()).await.unwrap();
    Stage {
        proof,
        draft: Uuid::nil(),
        recommendation,
        plan,
        open,
        closed: old,
        hamlet,
        closed_hamlet: hamlet,
        batch,
        file,
        slip,
        slip_elsewhere,
    }
}

impl Stage {
    /// The address of a route with its keys filled in, and where it lies: in the commune, or nowhere in particular.
    fn fill(&self, route: &str) -> Option<(String, bool)> {
        let path = |pattern: &str, keys: &[&dyn std::fmt::Display]| {
            let mut parts = pattern.split('*');
            let mut path = parts.next().unwrap().to_owned();
            for (part, key) in parts.zip(keys) {
                path.push_str(&key.to_string());
                path.push_str(part);
            }
            path
        };
        let (open, closed, hamlet) = (&self.open, &self.closed, &self.hamlet);
        Some(match route {
            "/dang-nhap"
            | "/thu-moi"
            | "/lam-viec"
            | "/lam-viec/toi"
            | "/lam-viec/tai-khoan"
            | "/lam-viec/nhat-ky"
            | "/lam-viec/ke-hoach/moi"
            | "/lam-viec/giam-sat"
            | "/lam-viec/tieu-chi"
            | "/lam-viec/tieu-chi/mau.xlsx"
            | "/lam-viec/kien-nghi"
            | "/lam-viec/kien-nghi/moi" => (route.to_owned(), false),
            "/lam-viec/ke-hoach/*" | "/lam-viec/ke-hoach/*/phieu" => (path(route, &[&self.plan]), true),
            "/lam-viec/thon/*" | "/lam-viec/tieu-chi/*" => (path(route, &[&COMMUNE]), true),
            "/lam-viec/dot/*" | "/lam-viec/dot/*/tin-hieu" => (path(route, &[open]), true),
            "/lam-viec/dot/*/thong-bao" => (path(route, &[closed]), true),
            "/lam-viec/dot/*/thon/*" | "/lam-viec/dot/*/thon/*/ho-tro" | "/lam-viec/dot/*/thon/*/bien-ban" => {
                (path(route, &[open, hamlet]), true)
            }
            "/lam-viec/dot/*/thon/*/bien-ban-ky" => (path(route, &[closed, &self.closed_hamlet]), true),
            "/lam-viec/lo/*" => (path(route, &[&self.batch]), true),
            "/lam-viec/tep/*" => (path(route, &[&self.file]), true),
            "/lam-viec/tai-lieu/*" => (path(route, &[&self.proof]), true),
            "/lam-viec/tieu-chi/nhap/*" => (path(route, &[&self.draft]), true),
            "/lam-viec/kien-nghi/*" => (path(route, &[&self.recommendation]), true),
            _ => return None,
        })
    }

    /// The fields that make a step reach its port.
    fn fields(&self, step: Step, conflict: Uuid, account: Uuid) -> Vec<(&'static str, String)> {
        let mut fields: Vec<(&'static str, String)> = match step {
            Step::Invite => vec![
                ("role", "front".into()),
                ("login", "moi".into()),
                ("name", "Mới".into()),
                ("unit", COMMUNE.into()),
            ],
            Step::Renew | Step::Remove => vec![("account", account.to_string())],
            Step::BeginPlan => {
                vec![("ruleset", "xa-ntm-2016-2020".into()), ("opens", "2024-08-01".into()), ("unit", COMMUNE.into())]
            }
            Step::KeepPlan => vec![
                ("opens", "2024-08-01".into()),
                ("closes", "2024-08-20".into()),
                ("percent", "70".into()),
                ("version", "1".into()),
            ],
            Step::KeepWording | Step::OpenPlan => vec![("version", "1".into())],
            Step::KeepHamlets => vec![("code1", "01".into()), ("name1", "Thôn 01".into()), ("households1", "6".into())],
            Step::IssueOne | Step::TakeOut => vec![("serial", "1".into())],
            Step::IssueSpares => vec![("count", "2".into())],
            Step::UseSpare => vec![("spare", "99".into())],
            Step::Settle => vec![("conflict", conflict.to_string())],
            Step::KeyIn => vec![("slip", "999".into()), ("keys", "1111111111111111111".into())],
            Step::Decide => vec![("serial", "1".into()), ("keys-1", "1111111111111111111".into())],
            Step::KeepMinutes | Step::CorrectMinutes => {
                const COUNTS: [(&str, &str); 19] = [
                    ("s1", "u1"),
                    ("s2", "u2"),
                    ("s3", "u3"),
                    ("s4", "u4"),
                    ("s5", "u5"),
                    ("s6", "u6"),
                    ("s7", "u7"),
                    ("s8", "u8"),
                    ("s9", "u9"),
                    ("s10", "u10"),
                    ("s11", "u11"),
                    ("s12", "u12"),
                    ("s13", "u13"),
                    ("s14", "u14"),
                    ("s15", "u15"),
                    ("s16", "u16"),
                    ("s17", "u17"),
                    ("s18", "u18"),
                    ("s19", "u19"),
                ];
                let head = ["households", "issued", "returned", "valid"].map(|name| (name, "4".into()));
                let mut all: Vec<(&'static str, String)> = head.into();
                all.extend([("invalid", "0".into()), ("reason", "x".into())]);
                all.extend(COUNTS.iter().flat_map(|(s, u)| [(*s, "4".into()), (*u, "0".into())]));
                all
            }
            Step::KeepWords | Step::Publish | Step::Correct => {
                vec![("posting_days", "10".into()), ("reason", "x".into())]
            }
            Step::Assist => filled_in(self.slip),
            Step::KeepStatuses => vec![
                ("ruleset", "xa-ntm-2021-2025".into()),
                ("as_of", "2024-07-01".into()),
                ("document", "BC 1".into()),
                ("status2", "met".into()),
            ],
            Step::KeepTitle => vec![
                ("title", "standard".into()),
                ("decided_on", "2024-07-01".into()),
                ("decision", "1/QĐ-UBND".into()),
            ],
            Step::Raise => vec![
                ("unit", COMMUNE.into()),
                ("title", "Đường".into()),
                ("text", "Đường lầy".into()),
                ("due", "2024-08-01".into()),
            ],
            Step::Answer | Step::AcceptAnswer | Step::ReturnAnswer | Step::CloseRecommendation => {
                vec![("text", "Một lời".into()), ("seen", "1".into())]
            }
            _ => Vec::new(),
        };
        if step.address().1 != "*" {
            fields.push(("step", step.address().1.to_owned()));
        }
        fields.push(("sure", "1".into()));
        fields
    }
}

/// A household's whole ballot, to be sent.
fn filled_in(slip: Code) -> Vec<(&'static str, String)> {
    const QUESTIONS: [&str; 19] = [
        "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16", "q17",
        "q18", "q19",
    ];
    let answers = QUESTIONS.map(|name| (name, "s".to_owned()));
    [("step", "send".to_owned()), ("code", slip.to_string())].into_iter().chain(answers).collect()
}

/// What is everybody's: residents' and the public's pages, the style sheets, the read API. `*` for each key.
const PUBLIC: [&str; 16] = [
    "/",
    "/p/*",
    "/phieu",
    "/cam-on",
    "/ket-qua",
    "/ket-qua/*",
    "/ket-qua/*/ban-do",
    "/ket-qua/*/chi-tieu",
    "/ket-qua/*/dien-bien",
    "/cach-tinh",
    "/thong-bao/*",
    "/api/v1/rounds/*/results",
    "/lam-viec.css",
    "/lam-viec.js",
    "/y-dan.css",
    "/ket-qua.css",
];

/// The committee's routes, pages and others: all there are but those that are everybody's.
fn routes() -> BTreeSet<String> {
    let pages = leptos_axum::generate_route_list(App).into_iter().map(|route| route.path().to_owned());
    let beside = beside_pages().into_iter().map(|(path, _)| path.to_owned());
    fn starred(part: &str) -> &str {
        if part.starts_with([':', '{']) { "*" } else { part }
    }
    let all = pages.chain(beside).map(|path| path.split('/').map(starred).collect::<Vec<_>>().join("/"));
    let mut all: BTreeSet<String> = all.collect();
    for route in PUBLIC {
        assert!(all.remove(route), "{route} is no more");
    }
    all
}

/// The power that a page takes; none for what everybody with an account may see.
fn power_of(route: &str) -> Option<Power> {
    match route {
        "/lam-viec/tai-khoan" => Some(Power::Accounts),
        "/lam-viec/nhat-ky" => Some(Power::Journal),
        "/lam-viec/ke-hoach/*" | "/lam-viec/ke-hoach/*/phieu" => Some(Power::Plan),
        "/lam-viec/thon/*" => Some(Power::Hamlets),
        "/lam-viec/dot/*/tin-hieu" => Some(Power::Settle),
        "/lam-viec/dot/*/thong-bao" => Some(Power::Conclude),
        "/lam-viec/lo/*" => Some(Power::Collect),
        "/lam-viec/dot/*"
        | "/lam-viec/dot/*/thon/*"
        | "/lam-viec/dot/*/thon/*/bien-ban"
        | "/lam-viec/dot/*/thon/*/bien-ban-ky"
        | "/lam-viec/dot/*/thon/*/ho-tro"
        | "/lam-viec/tep/*" => Some(Power::Watch),
        "/lam-viec/giam-sat"
        | "/lam-viec/tieu-chi"
        | "/lam-viec/tieu-chi/mau.xlsx"
        | "/lam-viec/tieu-chi/*"
        | "/lam-viec/tai-lieu/*"
        | "/lam-viec/kien-nghi"
        | "/lam-viec/kien-nghi/*" => Some(Power::Oversee),
        "/lam-viec/kien-nghi/moi" => Some(Power::Recommend),
        "/lam-viec/tieu-chi/nhap/*" => Some(Power::Assess),
        _ => None,
    }
}

/// Who is asking: name, role, unit, hamlet, whether the commune lies inside.
const PEOPLE: [(&str, Role, &str, &str, bool); 11] = [
    ("tinh", Role::Front, "68", "", true),
    ("huyen", Role::Front, "677", "", true),
    ("xa", Role::Front, COMMUNE, "", true),
    ("thon", Role::Hamlet, COMMUNE, "01", true),
    ("ubnd", Role::Office, COMMUNE, "", true),
    ("ubnd-tinh", Role::Office, "68", "", true),
    ("quantri", Role::Administrator, "", "", true),
    ("huyen-khac", Role::Front, "672", "", false),
    ("xa-khac", Role::Front, "24940", "", false),
    ("thon-khac", Role::Hamlet, COMMUNE, "02", false),
    ("ubnd-khac", Role::Office, "24940", "", false),
];

async fn people(world: &World) -> BTreeMap<&'static str, (Clerk, Actor)> {
    let app = app(world);
    let mut people = BTreeMap::new();
    for (login, role, unit, hamlet, _) in PEOPLE {
        let (actor, token) = world.member(login, role, unit, hamlet).await;
        people.insert(login, (Clerk { app: app.clone(), cookie: Some(token.0) }, actor));
    }
    people
}

/// A file of statuses that somebody sent and has not confirmed yet.
async fn one_s_own_draft(world: &World, by: &Actor) -> Uuid {
    let file = format!(
        "unit_code,ruleset,criterion,status,as_of,document\n{COMMUNE},xa-ntm-2021-2025,3,met,2024-07-01,BC 2\n"
    );
    let lines =
        server::import::criteria(file.as_bytes(), &server::rulesets::load(None).unwrap(), day("2024-07-10")).unwrap();
    world.store.keep_draft(by, "xa.csv", lines, now()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_opens_for_whoever_may_and_for_nobody_else() {
    let world = World::sqlite().await;
    let mut stage = set_the_stage(&world).await;
    let people = people(&world).await;
    stage.draft = one_s_own_draft(&world, &people["ubnd"].1).await;
    let stranger = Clerk { app: app(&world), cookie: None };
    let mut table = Vec::new();
    for route in routes() {
        let (path, placed) =
            stage.fill(&route).unwrap_or_else(|| panic!("{route} is missing from the table: say where it lies"));
        for (login, role, _, _, inside) in PEOPLE {
            let may = power_of(&route).is_none_or(|power| role.may(power) && (inside || !placed));
            // A working committee has its own hamlet; a round or a commune as a whole is for the Front.
            let may = may && !(login == "thon-khac" && placed && route == "/lam-viec/dot/*");
            let whole = login == "thon-khac" && route == "/lam-viec/dot/*";
            let seen = people[login].0.get(&path).await.status;
            let expected = match login {
                // Somebody else's file is not there at all.
                "ubnd-khac" | "ubnd-tinh" if route == "/lam-viec/tieu-chi/nhap/*" => StatusCode::NOT_FOUND,
                _ if may || whole => StatusCode::OK,
                _ => StatusCode::FORBIDDEN,
            };
            table.push(format!("{route:<42} {login:<11} {}", seen.as_u16()));
            assert_eq!(seen, expected, "{route} {login}\n{}", table.join("\n"));
        }
        let seen = stranger.get(&path).await;
        if route.starts_with("/lam-viec") {
            assert_eq!(
                (seen.status, seen.to.as_str()),
                (StatusCode::SEE_OTHER, format!("/dang-nhap?tiep={path}").as_str())
            );
        } else {
            assert_eq!(seen.status, StatusCode::OK, "{route}");
        }
    }
    println!("{} routes × {} people\n{}", routes().len(), PEOPLE.len(), table.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_is_refused_to_whoever_may_not_take_it() {
    let world = World::sqlite().await;
    let mut stage = set_the_stage(&world).await;
    let people = people(&world).await;
    stage.draft = one_s_own_draft(&world, &people["ubnd"].1).await;
    let stranger = Clerk { app: app(&world), cookie: None };
    let mut table = Vec::new();
    // Somebody of the commune's Front to keep or remove, and a conflict to settle.
    let (Actor::Account(account), _) = world.member("bi-quan", Role::Front, COMMUNE, "").await else { unreachable!() };
    let slip = app::ports::paper::Keystrokes {
        slip: app::ports::paper::Slip::Serial(3),
        ballot: app::domain::paper::read_keys("1111111111111111111", 19).unwrap(),
        reasons: Vec::new(),
        again: None,
    };
    world.store.slips(&Actor::Console, stage.open, stage.hamlet, Slips::One(3), now()).await.unwrap();
    world.store.key_in(&Actor::Console, stage.batch, slip).await.unwrap();
    let conflict = world.store.hamlet(&Actor::Console, stage.open, stage.hamlet).await.unwrap().conflicts[0].id;
    let helped =
        async || world.store.hamlet(&Actor::Console, stage.open, stage.hamlet).await.unwrap().row.turnout.returned;
    // First all that are refused, so that nothing is changed yet; then those that may.
    for allowed in [false, true] {
        for step in Step::ALL {
            let (route, _) = step.address();
            let (path, placed) = stage.fill(route).unwrap_or_else(|| panic!("{route} is missing from the table"));
            let fields = stage.fields(*step, conflict, account);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let Some(power) = step.power() else { continue };
            for (login, role, _, _, inside) in PEOPLE {
                let about_account = matches!(step, Step::Invite | Step::Renew | Step::Remove);
                let placed = placed || matches!(step, Step::BeginPlan | Step::Raise) || about_account;
                let may = role.may(power) && (inside || !placed) && (!about_account || role.may_invite(Role::Front));
                // Nobody writes their own title; whoever stands above does.
                let may = may && !(*step == Step::KeepTitle && login == "ubnd");
                if may != allowed {
                    continue;
                }
                let seen = people[login].0.post(&path, &fields).await;
                table.push(format!("{step:<18?} {login:<11} {}", seen.status.as_u16()));
                let theirs = *step == Step::ApplyStatuses && login.starts_with("ubnd-");
                let denied = if theirs { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN } == seen.status;
                let may = may && !theirs;
                assert_eq!(denied, !may, "{step:?} {login}: {} {}\n{}", seen.status, seen.to, table.join("\n"));
                assert!(!seen.status.is_server_error(), "{step:?} {login}: {}", seen.status);
            }
            let seen = stranger.post(&path, &fields).await;
            assert_eq!(seen.status, StatusCode::UNAUTHORIZED, "{step:?}");
            assert!(seen.body.contains("Phiên làm việc đã hết"));
        }
        if !allowed {
            assert_eq!(helped().await, 0, "a ballot is counted for nobody who may not help");
        }
    }
    println!("{} steps × {} people\n{}", Step::ALL.len(), PEOPLE.len(), table.join("\n"));
    assert_eq!(world.store.verify_all().await, Vec::<String>::new());
}

#[tokio::test]
async fn everybody_sees_the_same_of_what_is_public() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let stranger = Clerk { app: app(&world), cookie: None };
    for route in PUBLIC {
        let path = match route {
            "/p/*" => route.replace('*', &stage.slip.to_string()),
            "/thong-bao/*" | "/api/v1/rounds/*/results" => route.replace('*', &stage.closed.to_string()),
            _ => route.replace('*', COMMUNE),
        };
        let seen = stranger.get(&path).await;
        for (login, (clerk, _)) in &people {
            let same = clerk.get(&path).await;
            // A ballot's page has a mark of its own each time, as long as any other.
            let same = (same.status, same.body.len());
            assert_eq!(same, (seen.status, seen.body.len()), "{route} {login}");
        }
    }
}

#[tokio::test]
async fn nobody_helps_a_household_of_another_hamlet() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let path = format!("/lam-viec/dot/{}/thon/{}/ho-tro", stage.open, stage.hamlet);
    for step in ["open", "review", "send"] {
        let mut fields = filled_in(stage.slip_elsewhere);
        fields[0].1 = step.to_owned();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(people["thon"].0.post(&path, &fields).await.status, StatusCode::FORBIDDEN, "{step}");
        // The commune's Front may help in each of its hamlets.
        let front = people["xa"].0.post(&path, &fields).await.status;
        assert_eq!(front, if step == "send" { StatusCode::SEE_OTHER } else { StatusCode::OK }, "{step}");
    }
}

#[tokio::test]
async fn a_removed_account_is_out_at_once_and_a_form_from_elsewhere_is_refused() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    assert_eq!(clerk.get("/lam-viec").await.status, StatusCode::OK);
    let request = Request::post("/lam-viec/tai-khoan").header("sec-fetch-site", "cross-site");
    assert_eq!(clerk.ask(request, Body::empty()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.post("/lam-viec/tai-khoan", &[("step", "không có")]).await.status, StatusCode::NOT_FOUND);
    let Actor::Account(id) = actor else { unreachable!() };
    world.store.remove(&people["tinh"].1, *id, now()).await.unwrap();
    assert_eq!(clerk.get("/lam-viec").await.to, "/dang-nhap?tiep=/lam-viec");
    assert_eq!(clerk.post("/lam-viec/tai-khoan", &[("step", "invite")]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_photo_of_forty_megabytes_and_one_that_is_none_are_refused_kindly() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let path = format!("/lam-viec/dot/{}/thon/{}", stage.closed, stage.hamlet);
    let send = |content: Vec<u8>| {
        let head = "--x\r\ncontent-disposition: form-data; name=\"step\"\r\n\r\nattach\r\n--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n";
        let body = [head.as_bytes(), &content, b"\r\n--x--\r\n"].concat();
        let path = path.clone();
        async move {
            let request = Request::post(&path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
            clerk.ask(request, body.into()).await
        }
    };
    let big = send(vec![7; 40 << 20]).await;
    assert_eq!(big.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(big.body.contains("12 MB"));
    // What was typed beside it comes back.
    let head = "--x\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nĐường lầy\r\n--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n";
    let body = [head.as_bytes(), &vec![7; 13 << 20], b"\r\n--x--\r\n"].concat();
    let request =
        Request::post("/lam-viec/kien-nghi/moi").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let raised = clerk.ask(request, body.into()).await;
    assert_eq!(raised.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(raised.body.contains("value=\"Đường lầy\"") && raised.body.contains("hãy chọn lại"), "{}", raised.body);
    let none = send(b"<html>".to_vec()).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("không phải ảnh JPEG"));
    let good = send([&[0xff, 0xd8, 0xff, 0xe0][..], &[1; 100]].concat()).await;
    assert_eq!((good.status, good.to), (StatusCode::SEE_OTHER, format!("{path}?xong=tep")));
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let start = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}")).1;
    start.split_once('"').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hand_counted_minutes_are_corrected_by_their_form_and_nobody_overwrites_anothers() {
    let world = World::sqlite().await;
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let mut rows = store.watch(&Actor::Console, round, None).await.unwrap().rows;
    rows.retain(|row| row.hamlet.as_ref().is_some_and(|hamlet| hamlet.code == "01"));
    let hamlet = rows.remove(0).hamlet.unwrap().id;
    let path = format!("/lam-viec/dot/{round}/thon/{hamlet}/bien-ban");
    let send = async |step: &str, satisfied: u64, page: &str| {
        let mut fields: Vec<(String, String)> = [("step", step), ("reason", "Cộng sai"), ("households", "6")]
            .into_iter()
            .chain([("issued", "6"), ("returned", "5"), ("valid", "5"), ("invalid", "0")])
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for no in 1..=19 {
            fields.push((format!("s{no}"), satisfied.to_string()));
            fields.push((format!("u{no}"), (5 - satisfied).to_string()));
        }
        fields.push(("seen".to_owned(), hidden(page, "seen")));
        // Nothing is sent that the form has not.
        if page.contains("name=\"sure\"") {
            fields.push(("sure".to_owned(), "1".to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        clerk.post(&path, &fields).await
    };
    let empty = clerk.get(&path).await.body;
    assert_eq!(send("keep", 5, &empty).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send("keep", 5, &empty).await.status, StatusCode::SEE_OTHER, "pressed twice");
    // Somebody else had the empty form open all the while.
    let told = send("keep", 4, &empty).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Người khác vừa lưu biên bản này") && told.body.contains("value=\"4\""));
    assert_eq!(send("keep", 4, &told.body).await.status, StatusCode::SEE_OTHER, "knowing it");
    let words = ClosingWords { place: "x".into(), present: vec!["y".into()], remarks: String::new() };
    store.close_hamlet(&Actor::Console, round, hamlet, words, now()).await.unwrap();
    store.close(&Actor::Console, round, "thôn 02 chưa họp", now()).await.unwrap();
    store.publish(&Actor::Console, round, now()).await.unwrap();
    let page = clerk.get(&path).await.body;
    let done = send("correct", 3, &page).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let notice = app::ports::notices::Notices::notice(store, round, None, None).await.unwrap().unwrap();
    assert_eq!((notice.notice.version, notice.results.questions[0].counts.satisfied), (2, 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reverts_anothers_hamlets_unseen() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let path = format!("/lam-viec/thon/{COMMUNE}");
    let opened = clerk.get(&path).await.body;
    let send = async |households: &str, page: &str| {
        let seen = hidden(page, "seen");
        let first = [("known1", "01"), ("code1", "01"), ("name1", "Thôn 01"), ("households1", households)];
        let second = [("known2", "02"), ("code2", "02"), ("name2", "Thôn 02"), ("households2", "6")];
        let fields: Vec<_> =
            first.into_iter().chain(second).chain([("step", "keep"), ("seen", seen.as_str())]).collect();
        clerk.post(&path, &fields).await
    };
    assert_eq!(send("7", &opened).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send("7", &opened).await.status, StatusCode::SEE_OTHER, "pressed twice");
    // Somebody else had the form open all the while.
    let told = send("9", &opened).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Người khác vừa sửa danh sách thôn") && told.body.contains("value=\"9\""));
    assert_eq!(send("9", &told.body).await.status, StatusCode::SEE_OTHER, "knowing it");
    // A form that comes back shows every line that was sent, however short the list is by now.
    let many: Vec<(String, String)> = (1..=40)
        .flat_map(|n| [(format!("code{n}"), format!("{n:02}")), (format!("name{n}"), format!("Thôn {n}"))])
        .collect();
    let mut fields: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("step", "keep"));
    let told = clerk.post(&path, &fields).await;
    assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.body.contains("value=\"Thôn 40\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_publishes_second_with_other_words_is_told() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let path = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    let send = async |number: &str| {
        let words =
            [("number", number), ("place", "Đạ Ròn"), ("above", "A"), ("committee", "B"), ("title", "CHỦ TỊCH")];
        let more = [
            ("signer", "Hoa"),
            ("posted_at", "Nhà văn hóa"),
            ("posting_days", "10"),
            ("step", "publish"),
            ("sure", "1"),
        ];
        let fields: Vec<_> = words.into_iter().chain(more).collect();
        clerk.post(&path, &fields).await
    };
    let first = send("1/TB").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(send("1/TB").await.status, StatusCode::SEE_OTHER, "pressed twice");
    let second = send("2/TB").await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.body.contains("vừa được người khác công bố") && second.body.contains("2/TB"));
}

/// What a clerk with practice presses for one paper ballot: Tab after the slip's number, a key for each question, Enter.
#[tokio::test]
async fn nineteen_questions_take_twenty_one_presses() {
    let presses = 1 + ruleset("xa-ntm-2021-2025").questions.len() + 1;
    assert_eq!(presses, 21);
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let path = format!("/lam-viec/lo/{}", stage.batch);
    let form = people["xa"].0.get(&path).await.body;
    let slip = form.find("id=\"slip\"").unwrap();
    let keys = form.find("id=\"keys\"").unwrap();
    // Nothing that takes the focus stands between the number and the keys, and the number has it first.
    assert!(slip < keys && !form[slip + 9..keys].contains("<button") && !form[slip + 9..keys].contains("<a "));
    assert!(form[slip.saturating_sub(60)..slip + 300].contains("autofocus"));
    let sent = people["xa"].0.post(&path, &[("step", "key"), ("slip", "1"), ("keys", "1111111111111111112")]).await;
    assert_eq!((sent.status, sent.to), (StatusCode::SEE_OTHER, format!("{path}?da-nhap=1")));
}

trait VerifyAll {
    async fn verify_all(&self) -> Vec<String>;
}

impl VerifyAll for server::store::Store {
    async fn verify_all(&self) -> Vec<String> {
        let found: Answer<Vec<String>> = app::ports::Audit::verify(self).await;
        found.unwrap()
    }
}
