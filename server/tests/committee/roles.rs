//! Every route and every step, for every role, inside and outside its scope.

use crate::common::*;
use crate::stage::*;
use app::domain::people::account::{Permission, Role};
use app::page_route::Audience;
use app::pages;
use app::ports::common::Actor;
use app::ports::paper::Paper as _;
use app::ports::participation::*;
use app::ports::slips::*;
use app::ports::verification::Verification as _;
use app::routes::{Address as _, RoundLive};
use axum::http::StatusCode;
use axum_extra::routing::TypedPath as _;
use server::http::router::downloads;
use std::collections::BTreeSet;

/// What is everybody's: residents' and the public's pages, the style sheets, the read API. `*` for each key.
const PUBLIC: [&str; 26] = [
    "/ket-qua/*/*",
    "/ket-qua/*/giam-sat",
    "/ket-qua/*/giam-sat.pdf",
    "/chuong-trinh-giam-sat/*",
    "/api",
    "/du-lieu",
    "/thu",
    "/",
    "/p/*",
    "/phieu",
    "/cam-on",
    "/ket-qua",
    "/ket-qua/*",
    "/ket-qua/*/chia-se.png",
    "/ket-qua/*/ban-do",
    "/ket-qua/*/chi-tieu",
    "/ket-qua/*/dien-bien",
    "/cach-tinh",
    "/minh-hoa",
    "/bien-nhan",
    "/bien-nhan/*/*",
    "/thong-bao/*",
    "/thong-bao/*/*",
    "/so-tay",
    "/so-tay/*",
    "/so-tay/*/so-tay.pdf",
];

/// What is everybody's besides pages.
const PUBLIC_BESIDE: [&str; 10] = [
    "/api/v1/results",
    "/api/v1/openapi.json",
    "/du-lieu/*",
    "/thong-bao/*/da-ky/*",
    "/api/v1/rounds/*/results",
    "/thong-bao/*/ho-so.zip",
    "/chia-se.png",
    "/lam-viec.css",
    "/y-dan.css",
    "/ket-qua.css",
];

fn starred(part: &str) -> &str {
    if part.starts_with([':', '{']) { "*" } else { part }
}

fn starred_path(path: &str) -> String {
    path.split('/').map(starred).collect::<Vec<_>>().join("/")
}

/// Everything that can be done: where, by which word, with which permission.
fn actions() -> Vec<(String, &'static str, Option<Permission>)> {
    let committee = pages::table()
        .into_iter()
        .filter(|page| !matches!(page.audience, Audience::Public | Audience::Reading | Audience::Drawing));
    let new = committee.flat_map(|page| {
        let path = starred_path(page.path);
        page.actions.into_iter().map(move |action| (path.clone(), action.word, action.permission))
    });
    new.collect()
}

/// The committee's routes, pages and others: all there are but those that are everybody's.
fn routes() -> BTreeSet<String> {
    let pages = pages::table().into_iter().filter(|page| page.is_shown).map(|page| page.path.to_owned());
    let beside = downloads().into_iter().map(|(path, _)| path).chain([RoundLive::PATH]).map(str::to_owned);
    let mut all: BTreeSet<String> = pages.chain(beside).map(|path| starred_path(&path)).collect();
    for route in PUBLIC {
        assert!(all.remove(route), "{route} is no more");
    }
    all
}

/// The permission that a page takes; none for what everybody with an account may see.
fn permission_of(route: &str) -> Option<Permission> {
    match route {
        "/lam-viec/tai-khoan" | "/lam-viec/tai-khoan/moi" => Some(Permission::Accounts),
        "/lam-viec/nhat-ky" => Some(Permission::AuditLog),
        "/lam-viec/ke-hoach/*"
        | "/lam-viec/ke-hoach/*/phieu"
        | "/lam-viec/ke-hoach/*/phieu/tu-xlsform"
        | "/lam-viec/ke-hoach/*/phieu/xlsform.xlsx"
        | "/lam-viec/ke-hoach/*/xem-truoc"
        | "/lam-viec/ke-hoach/*/phieu-giay.pdf" => Some(Permission::Plan),
        "/lam-viec/thon/*" | "/lam-viec/thon/*/mau.xlsx" => Some(Permission::Hamlets),
        "/lam-viec/dot/*/in/*" | "/lam-viec/dot/*/in-ca-dot/*" => Some(Permission::Issue),
        "/lam-viec/dot/*/tin-hieu" => Some(Permission::Settle),
        "/lam-viec/dot/*/phieu-kiem-tra" => Some(Permission::Audit),
        "/lam-viec/dot/*/thong-bao"
        | "/lam-viec/dot/*/thong-bao/*"
        | "/lam-viec/dot/*/van-ban/*/*"
        | "/lam-viec/dot/*/ho-so.zip"
        | "/lam-viec/van-ban-ky/*"
        | "/lam-viec/mau-van-ban"
        | "/lam-viec/mau-van-ban/*/*"
        | "/lam-viec/dot/*/so-lieu-day-du" => Some(Permission::Conclude),
        "/lam-viec/lo/*" => Some(Permission::Collect),
        "/lam-viec/dot/*"
        | "/lam-viec/dot/*/thon/*"
        | "/lam-viec/dot/*/in"
        | "/lam-viec/dot/*/tham-gia"
        | "/lam-viec/dot/*/thon/*/bien-ban"
        | "/lam-viec/dot/*/thon/*/bien-ban-ky"
        | "/lam-viec/dot/*/thon/*/bien-ban-ky/*"
        | "/lam-viec/dot/*/thon/*/ho-tro"
        | "/lam-viec/tep/*" => Some(Permission::Participation),
        "/lam-viec/tong-quan"
        | "/lam-viec/giam-sat"
        | "/lam-viec/tieu-chi"
        | "/lam-viec/tieu-chi/mau.xlsx"
        | "/lam-viec/tieu-chi/*"
        | "/lam-viec/tai-lieu/*"
        | "/lam-viec/kien-nghi"
        | "/lam-viec/kien-nghi/*"
        | "/lam-viec/kien-nghi/*/buoc/*/*"
        | "/lam-viec/kien-nghi/tep/*"
        | "/lam-viec/giam-sat/*"
        | "/lam-viec/chuong-trinh"
        | "/lam-viec/chuong-trinh/*"
        | "/lam-viec/chuong-trinh/*/bao-cao/*"
        | "/lam-viec/noi-dung-giam-sat/*" => Some(Permission::Oversee),
        "/lam-viec/chuong-trinh/*/noi-dung-moi" => Some(Permission::Supervise),
        "/lam-viec/kien-nghi/moi" => Some(Permission::Recommend),
        "/lam-viec/tieu-chi/nhap/*" => Some(Permission::Assess),
        _ => None,
    }
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
            let works_in_commune = !matches!(login, "tinh" | "huyen" | "ubnd-tinh" | "quantri" | "huyen-khac");
            let tries = route != "/lam-viec/lam-thu" || works_in_commune;
            let may =
                tries && permission_of(&route).is_none_or(|permission| role.may(permission) && (inside || !placed));
            // A working committee has its own hamlet; a round or a commune as a whole is for the Front.
            let is_whole =
                matches!(route.as_str(), "/lam-viec/dot/*" | "/lam-viec/dot/*/in" | "/lam-viec/dot/*/tham-gia");
            let may = may && !(login == "thon-khac" && placed && is_whole);
            let whole = login == "thon-khac" && is_whole;
            let seen = people[login].0.get(&path).await.status;
            let expected = match login {
                // Somebody else's file is not there at all.
                "ubnd-khac" | "ubnd-tinh" if route == "/lam-viec/tieu-chi/nhap/*" => StatusCode::NOT_FOUND,
                // Nothing is reported of what is not published.
                _ if may && matches!(route.as_str(), "/lam-viec/dot/*/van-ban/*/*" | "/lam-viec/dot/*/ho-so.zip") => {
                    StatusCode::NOT_FOUND
                }
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
                (StatusCode::SEE_OTHER, app::routes::SignIn.with(&[("tiep", &path)]).as_str())
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
    let (Actor::Account { id: account, .. }, _) = world.member("bi-quan", Role::Front, COMMUNE, "").await else {
        unreachable!()
    };
    let slip = app::ports::paper::Keystrokes {
        slip: app::domain::collection::slip::Slip::Serial(3),
        keys: "1111111111111111111".into(),
        reasons: String::new(),
        again: None,
        sending: None,
    };
    world.store.slips(&Actor::Operator, stage.open, stage.hamlet, SlipSelection::One(3.into()), now()).await.unwrap();
    world.store.key_in(&Actor::Operator, stage.batch, slip).await.unwrap();
    let conflict = world.store.hamlet(&Actor::Operator, stage.open, stage.hamlet).await.unwrap().conflicts[0].id;
    let helped =
        async || world.store.hamlet(&Actor::Operator, stage.open, stage.hamlet).await.unwrap().row.turnout.returned;
    // First all that are refused, so that nothing is changed yet; then those that may.
    for allowed in [false, true] {
        for (route, word, permission) in actions() {
            let action = (route.as_str(), word);
            let (path, placed) = stage.fill(&route).unwrap_or_else(|| panic!("{route} is missing from the table"));
            let fields = stage.fields(&route, word, conflict, account);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let Some(permission) = permission else { continue };
            for (login, role, _, _, inside) in PEOPLE {
                let stands_at = placed;
                let about_account = route.starts_with("/lam-viec/tai-khoan");
                let placed = placed
                    || matches!(route.as_str(), "/lam-viec/ke-hoach/moi" | "/lam-viec/kien-nghi/moi")
                    || about_account;
                let may =
                    role.may(permission) && (inside || !placed) && (!about_account || role.may_invite(Role::Front));
                // Nobody writes their own title; whoever stands above does.
                let may = may && !(action == ("/lam-viec/tieu-chi/*", "title") && login == "ubnd");
                // A commune's Front begins a trial and throws it away, of its own commune.
                let may = may && (route != "/lam-viec/lam-thu" || login.starts_with("xa"));
                if may != allowed {
                    continue;
                }
                if !role.may(permission) || (stands_at && !inside) {
                    // Nothing of what is typed is looked at for whoever may not.
                    let empty = people[login].0.post(&path, &[("step", word)]).await;
                    assert!(empty.status.is_client_error(), "{action:?} {login}: {}", empty.status);
                    assert_ne!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{action:?} {login}");
                }
                let seen = people[login].0.post(&path, &fields).await;
                table.push(format!("{route:<32} {word:<12} {login:<11} {}", seen.status.as_u16()));
                let theirs = action == ("/lam-viec/tieu-chi/nhap/*", "apply") && login.starts_with("ubnd-");
                let denied = if theirs { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN } == seen.status;
                let may = may && !theirs;
                assert_eq!(denied, !may, "{action:?} {login}: {} {}\n{}", seen.status, seen.to, table.join("\n"));
                assert!(!seen.status.is_server_error(), "{action:?} {login}: {}", seen.status);
            }
            let seen = stranger.post(&path, &fields).await;
            assert_eq!(seen.status, StatusCode::UNAUTHORIZED, "{action:?}");
            assert!(seen.body.contains(&app::t!("session-title")));
        }
        if !allowed {
            assert_eq!(helped().await, 0, "a ballot is counted for nobody who may not help");
        }
    }
    println!("{} actions × {} people\n{}", actions().len(), PEOPLE.len(), table.join("\n"));
    assert_eq!(world.store.verify().await.unwrap(), []);
}

#[tokio::test]
async fn everybody_sees_the_same_of_what_is_public() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let stranger = Clerk { app: app(&world), cookie: None };
    for route in PUBLIC.into_iter().chain(PUBLIC_BESIDE) {
        let path = match route {
            "/p/*" => route.replace('*', &stage.slip.to_string()),
            "/so-tay/*" | "/so-tay/*/so-tay.pdf" => route.replace('*', "xa"),
            "/thong-bao/*/*" => format!("/thong-bao/{}/van-ban.pdf", stage.closed),
            "/thong-bao/*" | "/api/v1/rounds/*/results" => route.replace('*', &stage.closed.to_string()),
            "/ket-qua/*/*" => "/ket-qua/68/danh-sach.csv".to_owned(),
            "/du-lieu/*" => route.replace('*', "ket-qua.csv"),
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
        let refused = people["thon"].0.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{step}");
        assert!(refused.body.contains(&app::t!("assist-elsewhere")), "it says what to do: {}", refused.body);
        // The commune's Front may help in each of its hamlets.
        let front = people["xa"].0.post(&path, &fields).await.status;
        assert_eq!(front, StatusCode::OK, "{step}");
    }
}
