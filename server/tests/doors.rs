//! What comes from outside: proxies, strange addresses, robots, caches, and whoever looks at lengths.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::people::account::Role;
use app::state::AppState;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use common::*;
use http_body_util::BodyExt as _;
use server::http::router::router;
use server::http::state::app_state;
use std::sync::Arc;
use tower::ServiceExt as _;

/// The application as it stands behind an office's proxy.
struct Site(Router);

struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Seen {
    fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    fn at(world: &World, base_url: &str) -> Self {
        let store = Arc::new(world.store.clone());
        let state = app_state(store, server::data::rulesets::load(None).unwrap(), Arc::new(now), base_url).unwrap();
        Self(router(AppState { behind_proxy: true, ..state }))
    }

    async fn ask(&self, request: Request<Body>) -> Seen {
        let (parts, body) = self.0.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Seen { status: parts.status, headers: parts.headers, bytes }
    }

    async fn get(&self, path: &str) -> Seen {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Seen {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(form.into()).unwrap()).await
    }

    async fn sign_in(&self, password: &str, headers: &[(&str, &str)]) -> StatusCode {
        self.post("/dang-nhap", headers, &[("login", "hoa"), ("password", password), ("digits", ""), ("tiep", "")])
            .await
            .status
    }
}

const GOOD: &str = "con trâu đi trước";
const EVIL: (&str, &str) = ("origin", "https://evil.example");

#[tokio::test]
async fn sign_in_works_behind_each_proxy_of_an_office_and_a_foreign_form_does_not() {
    let world = World::sqlite().await;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let site = Site::at(&world, "http://ydan.daron.vn:3106");
    let origin = ("origin", "http://ydan.daron.vn:3106");
    let hosts = [
        ("proxy_pass alone sends its own address", "127.0.0.1:3101"),
        ("$host is without the port", "ydan.daron.vn"),
        ("$http_host is what the browser said", "ydan.daron.vn:3106"),
    ];
    for (what, host) in hosts {
        let host = ("host", host);
        assert_eq!(site.sign_in(GOOD, &[host, origin]).await, StatusCode::SEE_OTHER, "{what}");
        assert_eq!(site.sign_in(GOOD, &[host, EVIL]).await, StatusCode::FORBIDDEN, "{what}");
        assert_eq!(site.sign_in(GOOD, &[host, EVIL, ("sec-fetch-site", "cross-site")]).await, StatusCode::FORBIDDEN);
    }
    // A proxy that adds `Referrer-Policy: no-referrer`: the page itself says what its forms tell.
    assert!(site.get("/dang-nhap").await.text().contains("<meta name=\"referrer\" content=\"same-origin\""));
    let null = ("origin", "null");
    let host = ("host", "127.0.0.1:3101");
    assert_eq!(site.sign_in(GOOD, &[host, null, ("sec-fetch-site", "same-origin")]).await, StatusCode::SEE_OTHER);
    assert_eq!(site.sign_in(GOOD, &[host, null]).await, StatusCode::FORBIDDEN);
    // The default port is not written by browsers.
    let site = Site::at(&world, "https://ydan.daron.vn:443/");
    assert_eq!(site.sign_in(GOOD, &[host, ("origin", "https://ydan.daron.vn")]).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_told_what_whoever_runs_the_server_has_to_set() {
    let world = World::sqlite().await;
    let site = Site::at(&world, "http://127.0.0.1:3101");
    let seen = site.post("/dang-nhap", &[("host", "127.0.0.1:3101"), ("origin", "https://ydan.daron.vn")], &[]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(seen.text().contains("https://ydan.daron.vn") && seen.text().contains("--base-url"), "{}", seen.text());
}

#[tokio::test]
async fn the_last_of_several_lines_of_forwarded_addresses_is_the_proxys_own() {
    let world = World::sqlite().await;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let site = Site::at(&world, "http://ydan.test");
    let from = async |first: String, last: &str, password: &str| {
        site.sign_in(password, &[("x-forwarded-for", first.as_str()), ("x-forwarded-for", last)]).await
    };
    for n in 0..4 {
        assert_eq!(from(format!("203.0.113.{n}"), "198.51.100.7", "sai").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let waits = from("203.0.113.9".into(), "198.51.100.7", GOOD).await;
    assert_eq!(waits, StatusCode::UNPROCESSABLE_ENTITY, "whoever guesses writes the first line, not the last");
    assert_eq!(from("203.0.113.9".into(), "198.51.100.8", GOOD).await, StatusCode::SEE_OTHER, "somebody else");
}

/// As a chain of proxies writes them.
#[tokio::test]
async fn the_last_of_several_addresses_of_one_line_is_the_proxys_own() {
    let world = World::sqlite().await;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let site = Site::at(&world, "http://ydan.test");
    let from = async |line: &str, password: &str| site.sign_in(password, &[("x-forwarded-for", line)]).await;
    for n in 0..4 {
        let line = format!("203.0.113.{n}, 198.51.100.7");
        assert_eq!(from(&line, "sai").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let waits = from("203.0.113.9, 198.51.100.7", GOOD).await;
    assert_eq!(waits, StatusCode::UNPROCESSABLE_ENTITY, "whoever guesses writes what stands in front");
    assert_eq!(from("198.51.100.7, 198.51.100.8", GOOD).await, StatusCode::SEE_OTHER, "somebody else");
}

#[tokio::test]
async fn a_proxy_that_nobody_named_is_not_believed() {
    let world = World::sqlite().await;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let store = Arc::new(world.store.clone());
    let rulesets = server::data::rulesets::load(None).unwrap();
    let site = Site(router(app_state(store, rulesets, Arc::new(now), "http://ydan.test").unwrap()));
    let from = async |line: &str, password: &str| site.sign_in(password, &[("x-forwarded-for", line)]).await;
    for n in 0..4 {
        assert_eq!(from(&format!("203.0.113.{n}"), "sai").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(from("203.0.113.9", GOOD).await, StatusCode::UNPROCESSABLE_ENTITY, "one place, whatever it says");
}

#[tokio::test]
async fn a_browser_that_signed_in_before_passes_whoever_guesses_beside_it() {
    let world = World::sqlite().await;
    world.member("hoa", Role::Front, COMMUNE, "").await;
    let site = Site::at(&world, "https://ydan.test");
    let office = ("x-forwarded-for", "198.51.100.7");
    let fields = [("login", "hoa"), ("password", GOOD), ("digits", ""), ("tiep", "")];
    let entered = site.post("/dang-nhap", &[office], &fields).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    let cookies = entered.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap());
    let cookies: Vec<Vec<&str>> = cookies.map(|line| line.split("; ").collect()).collect();
    let of = |name: &str| cookies.iter().find(|cookie| cookie[0].starts_with(name)).expect(name);
    let (session, device) = (of("ydan="), of("ydan-may-"));
    for cookie in [session, device] {
        for said in ["HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(cookie.contains(&said), "{said}: {cookie:?}");
        }
    }
    assert!(session.contains(&"Path=/") && !session.iter().any(|said| said.starts_with("Max-Age")), "{session:?}");
    // It is kept for half a year and told to nobody but the page where one signs in.
    assert!(device.contains(&"Path=/dang-nhap") && device.contains(&"Max-Age=15552000"), "{device:?}");
    for _ in 0..4 {
        assert_eq!(site.sign_in("sai", &[office]).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(site.sign_in(GOOD, &[office]).await, StatusCode::UNPROCESSABLE_ENTITY, "who guesses waits");
    assert_eq!(site.sign_in(GOOD, &[office, ("cookie", device[0])]).await, StatusCode::SEE_OTHER);
}

async fn strange_addresses(world: World) {
    world.hamlets(COMMUNE, &[("01", 1)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let site = Site::at(&world, "http://ydan.test");
    for path in [
        "/ket-qua?tim=a%00b",
        "/ket-qua/2493%007",
        "/ket-qua/24937/ban-do?chi-so=%00",
        "/ket-qua/24937/chi-tieu?muc=%00",
        "/p/%00",
        "/dang-nhap?tiep=%00",
        "/thu-moi?ten=%00",
        "/api/v1/rounds/x%00/results",
        "/khong-co%00",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let unit = format!("/api/v1/rounds/{round}/results?unit=%00");
    assert_eq!(site.get(&unit).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/ket-qua?tim=a%2500b").await.status, StatusCode::OK, "a percent sign is one");
}

on_both! {
    an_address_with_nul_in_it_is_refused_and_breaks_nothing => strange_addresses;
}

#[tokio::test]
async fn only_good_answers_are_kept_by_caches() {
    let world = World::sqlite().await;
    let site = Site::at(&world, "http://ydan.test");
    assert!(site.get("/ket-qua").await.header("cache-control").starts_with("public"));
    for lost in ["/ket-qua/00000", "/thong-bao/x", "/p/KHONG-PHAI", "/khong-co", "/api/v1/rounds/x/results"] {
        let seen = site.get(lost).await;
        assert!(!seen.status.is_success(), "{lost}");
        assert_eq!(seen.header("cache-control"), "no-store", "{lost}");
    }
}

#[tokio::test]
async fn robots_stay_out_of_slips_and_committee_pages() {
    let world = World::sqlite().await;
    let site = Site::at(&world, "http://ydan.test");
    let robots = site.get("/robots.txt").await;
    assert_eq!((robots.status, robots.header("content-type")), (StatusCode::OK, "text/plain; charset=utf-8"));
    for room in ["/lam-viec", "/dang-nhap", "/thu-moi"] {
        assert!(robots.text().contains(&format!("Disallow: {room}\n")), "{room}");
    }
    for page in ["/p/ABCD", "/phieu", "/cam-on", "/dang-nhap", "/lam-viec"] {
        assert_eq!(site.get(page).await.header("x-robots-tag"), "noindex", "{page}");
    }
    assert_eq!(site.get("/ket-qua").await.header("x-robots-tag"), "");
}

#[tokio::test]
async fn a_review_is_as_long_whatever_was_answered() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 1)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let code = world.issue(round, None).await[0].code.to_string();
    let site = Site::at(&world, "http://ydan.test");
    let key = "0f".repeat(16);
    let review = async |unsatisfied: usize, encoding: &str| {
        let mut fields = vec![("step", "review".to_owned()), ("code", code.clone()), ("idempotency_key", key.clone())];
        let names: Vec<(String, String)> = (1..=19).map(|no| (format!("q{no}"), format!("r{no}"))).collect();
        for (at, (question, reason)) in names.iter().enumerate() {
            fields.push((question, if at < unsatisfied { "u" } else { "s" }.to_owned()));
            if at < unsatisfied {
                fields.push((reason, format!("Đường vào xóm {at} lầy lội vào mùa mưa, xe không đi được.")));
            }
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let seen = site.post("/phieu", &[("accept-encoding", encoding)], &fields).await;
        assert_eq!(seen.status, StatusCode::OK);
        let header = |name: &str| seen.header(name).to_owned();
        (seen.bytes.len(), header("content-encoding"), header("content-length"))
    };
    for encoding in ["gzip, deflate, br", "identity", "br"] {
        let all_satisfied = review(0, encoding).await;
        assert_eq!(all_satisfied, review(1, encoding).await, "{encoding}");
        assert_eq!(all_satisfied, review(6, encoding).await, "{encoding}");
        assert!(all_satisfied.0 <= 48 * 1024, "{} bytes are too many for a slow phone", all_satisfied.0);
    }
    assert_eq!(review(0, "gzip, deflate, br").await.1, "gzip");
}

#[tokio::test]
async fn thanks_are_kept_nowhere_and_make_no_phone_wait() {
    let world = World::sqlite().await;
    let thanks = Site::at(&world, "http://ydan.test").get("/cam-on").await;
    assert_eq!((thanks.header("cache-control"), thanks.header("clear-site-data")), ("no-store", ""));
}
