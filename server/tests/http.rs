//! The whole application in-process; who is asking is the receiver.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::survey::ballot::LONGEST_REASON;
use app::i18n::{Lang, say};
use app::pages::resident::ballot_form::BallotFault;
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::rounds::Rounds as _;
use app::ports::units::Units as _;
use app::t;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use common::*;
use http_body_util::BodyExt as _;
use server::http::router::router;
use server::http::state::app_state;
use std::sync::Arc;
use tower::ServiceExt as _;

/// A household with a phone.
#[derive(Clone)]
struct Household {
    app: Router,
    code: String,
    key: String,
}

struct Seen {
    status: StatusCode,
    headers: header::HeaderMap,
    body: String,
}

async fn seen(response: Response<Body>) -> Seen {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    expect_own_length(&parts.headers, body.len());
    Seen { status: parts.status, headers: parts.headers, body: String::from_utf8(body.into()).expect("text") }
}

impl Household {
    async fn get(&self, path: &str) -> Seen {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        seen(self.app.clone().oneshot(request).await.expect("an answer")).await
    }

    async fn post_bytes(&self, body: impl Into<Body>) -> Seen {
        let request = Request::post("/phieu").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        seen(self.app.clone().oneshot(request.body(body.into()).expect("a request")).await.expect("an answer")).await
    }

    async fn post(&self, step: &str, fields: &[(&str, &str)]) -> Seen {
        let own = [("step", step), ("code", self.code.as_str()), ("idempotency_key", self.key.as_str())];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(own).extend_pairs(fields).finish();
        self.post_bytes(form).await
    }

    /// All satisfied but the fields given, which come first.
    async fn send(&self, fields: &[(&str, &str)]) -> Seen {
        let names: Vec<String> = (1..=19).map(|no| format!("q{no}")).collect();
        let mut all = fields.to_vec();
        all.extend(
            names.iter().filter(|name| !fields.iter().any(|(f, _)| f == *name)).map(|name| (name.as_str(), "s")),
        );
        self.post("send", &all).await
    }
}

fn app(world: &World) -> Router {
    let store = Arc::new(world.store.clone());
    router(
        app_state(store, server::data::rulesets::load(None).unwrap(), Arc::new(now), "http://ydan.test")
            .expect("sound"),
    )
}

async fn households(world: &World, count: u64) -> (uuid::Uuid, Vec<Household>) {
    world.hamlets(COMMUNE, &[("01", count)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let app = app(world);
    let codes = world.issue(round, None).await.into_iter().map(|issued| issued.code.to_string());
    let key = "0f".repeat(16);
    (round, codes.map(|code| Household { app: app.clone(), code, key: key.clone() }).collect())
}

async fn returned(world: &World, round: uuid::Uuid) -> u64 {
    world.turnout(round).await.returned
}

async fn sending_twice_counts_once(world: World) {
    let (round, households) = households(&world, 3).await;
    let home = &households[0];
    for _ in 0..2 {
        let sent = home.send(&[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(sent.headers[header::LOCATION].to_str().unwrap().starts_with("/cam-on#phieu-"));
    }
    assert_eq!(returned(&world, round).await, 1);
    let other_page = Household { key: "aa".repeat(16), ..home.clone() };
    let refused = other_page.send(&[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains(&t!("problem-spent")));
    // Even after the round is over, the same sending is thanked for.
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    assert_eq!(home.send(&[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(households[1].send(&[]).await.status, StatusCode::GONE);
    assert_eq!(returned(&world, round).await, 1);
}

async fn a_receipt(world: World) {
    let (round, households) = households(&world, 8).await;
    let sent = households[0].send(&[]).await;
    let cookie = sent.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    let again = households[0].send(&[]).await.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert_eq!(cookie, again, "sent again, the same receipt");
    assert!(cookie.contains("Path=/cam-on") && cookie.contains("HttpOnly"), "{cookie}");
    let key = uuid::Uuid::parse_str(&households[0].key).unwrap();
    let code = app::domain::collection::code::Code::parse(&households[0].code).unwrap();
    let receipt = world.store.receipt(&code, key);
    let with = async |cookie: Option<&str>| {
        let request = Request::get("/cam-on");
        let request = cookie.into_iter().fold(request, |request, cookie| request.header(header::COOKIE, cookie));
        seen(households[0].app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()).await.body
    };
    let own = cookie.split(';').next().unwrap();
    let shown = with(Some(own)).await;
    assert!(shown.contains(&receipt.to_string()));
    let sending = world.store.sending(&code, key);
    assert!(shown.contains(&sending.to_string()), "what proves the sending is there for supervisors");
    // Whoever chose the key of the page, as one of somebody else can over plain http, does not know it.
    assert!(sending.0 != key && !shown.contains(&key.simple().to_string()));
    for other in [None, Some("ydan-bien-nhan=<b>1"), Some("ydan-bien-nhan=XXXXXXXXXX.12")] {
        let shown = with(other).await;
        assert!(!shown.contains("class=\"receipt\"") && shown.contains("class=\"thanks\""));
    }
    // The next household on the same phone finds nothing of it.
    for path in ["/".to_owned(), "/phieu".to_owned(), format!("/p/{}", households[1].code)] {
        let next = households[0].app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        let wiped = next.headers()[header::SET_COOKIE].to_str().unwrap();
        assert!(wiped.starts_with("ydan-bien-nhan=;") && wiped.contains("Path=/cam-on") && wiped.contains("Max-Age=0"));
    }
    // It is looked up by posting, so that it stands in no log.
    let find = async |typed: &str| {
        let fields = [("step", "find"), ("receipt", typed)];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post("/bien-nhan").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let found =
            seen(households[0].app.clone().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap()).await;
        (found.status, found.body)
    };
    let (status, shown) = find("K7M4T").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.contains("value=\"K7M4T\"") && shown.contains("aria-invalid=\"true\""));
    let lower = receipt.to_string().to_lowercase();
    let (status, shown) = find(&lower).await;
    assert!(status == StatusCode::OK && !shown.contains("/bien-nhan/"), "its box is shut");
    for home in &households[1..6] {
        home.send(&[]).await;
    }
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let (_, shown) = find(&lower).await;
    let list = shown.split("href=\"").find_map(|part| part.strip_prefix("/bien-nhan/")).unwrap();
    let list = format!("/bien-nhan/{}", list.split('"').next().unwrap());
    let listed = households[0].get(&list).await.body;
    assert!(listed.contains(&receipt.to_string()) && listed.matches("<li>").count() >= 6);
}

async fn two_hundred_posts_at_once(world: World) {
    let (round, households) = households(&world, 1).await;
    let mut posts = tokio::task::JoinSet::new();
    for n in 0..200_u8 {
        let page = Household { key: format!("{n:02x}").repeat(16), ..households[0].clone() };
        posts.spawn(async move { page.send(&[]).await.status });
    }
    let statuses = posts.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::CONFLICT).count(), 199);
    assert_eq!(returned(&world, round).await, 1);
}

/// PostgreSQL takes no NUL: whatever comes in has to be met before.
async fn nul_comes_through_no_door(world: World) {
    let (_, households) = households(&world, 1).await;
    let home = &households[0];
    let broken = home.send(&[("q1", "u"), ("r1", "a\0b\u{1b}[31m")]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY, "said, not dropped without a word");
    let request = Request::post("/dang-nhap").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let posted =
        request.header(header::HOST, "ydan.test").body(Body::from("login=a%00b&password=%00&tiep=%00")).unwrap();
    assert_eq!(seen(home.app.clone().oneshot(posted).await.unwrap()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The same letters in pieces (NFD), as some phones and files write them, and with the Icelandic `Ð`.
async fn letters_in_pieces_find_the_same(world: World) {
    let (_, households) = households(&world, 1).await;
    let found = "/ket-qua/24937";
    for search in ["Đạ Ròn", "\u{110}a\u{323} Ro\u{300}n", "\u{d0}ạ Ròn", "\u{f0}a ron"] {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("tim", search).finish();
        let seen = households[0].get(&format!("/ket-qua/68?{query}")).await;
        assert!(seen.body.contains(found), "{search:?}");
    }
}

on_both! {
    a_household_is_shown_its_receipt_and_finds_it_after_the_count => a_receipt;
    nul_comes_through_neither_path_nor_query_nor_form => nul_comes_through_no_door;
    a_link_that_is_passed_on_has_a_name_and_a_picture => shared;
    a_name_typed_with_letters_in_pieces_is_found => letters_in_pieces_find_the_same;
    sending_the_same_page_twice_counts_once => sending_twice_counts_once;
    two_hundred_concurrent_posts_of_one_code_count_once => two_hundred_posts_at_once;
}

/// What a page's switch of language posts: the value of its button.
fn switch(body: &str) -> &str {
    let button = body.split("<button").find(|button| button.contains("formnovalidate"));
    button
        .and_then(|button| button.split(" value=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
}

#[tokio::test]
async fn a_typed_code_leads_to_the_address_of_the_slips_link() {
    let world = World::sqlite().await;
    let (_, households) = households(&world, 1).await;
    let home = &households[0];
    let link = format!("/p/{}", home.code.replace('-', ""));
    let typed = Household { code: home.code.to_lowercase().replace('-', " "), ..home.clone() };
    let opened = typed.post("open", &[]).await;
    assert_eq!((opened.status, &opened.headers[header::LOCATION]), (StatusCode::SEE_OTHER, &link.parse().unwrap()));
    let in_english = typed.post("open", &[("lang", "en")]).await;
    assert_eq!(in_english.headers[header::LOCATION], format!("{link}?lang=en"));
    assert_eq!(home.get(&link).await.status, StatusCode::OK);
    // What cannot be read as a code stays in its field.
    let wrong = Household { code: "K7M4 <b>".into(), ..home.clone() }.post("open", &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"K7M4 &lt;b&gt;\""));
}

#[tokio::test]
async fn a_switch_of_language_carries_the_answers_without_a_script() {
    let world = World::sqlite().await;
    let (round, households) = households(&world, 1).await;
    let home = &households[0];
    let opened = home.get(&format!("/p/{}", home.code)).await.body;
    assert_eq!(switch(&opened), "edit:en");
    let own = opened.split("name=\"idempotency_key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let home = &Household { key: own.to_owned(), ..home.clone() };
    let carries = |seen: &Seen, lang: &str| {
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.body.contains(&format!("<html lang=\"{lang}\"")), "{lang}");
        assert!(seen.body.contains(&format!("name=\"idempotency_key\" value=\"{own}\"")), "it is the same ballot");
        assert!(
            seen.body.contains("\nđường &lt;lầy&gt;</textarea>") || seen.body.contains("value=\"đường &lt;lầy&gt;\"")
        );
    };
    let is_chosen = |body: &str, id: &str| {
        let input = body.split("<input").find(|input| input.contains(&format!("id=\"{id}\""))).unwrap();
        input.split('>').next().unwrap().contains("checked")
    };
    // A header's button comes before the form's own fields, a footer's behind them: the button is what was pressed.
    let answers = [("q1", "u"), ("r1", "đường <lầy>"), ("q7", "s")];
    let english = home.post("edit:en", &[&[("lang", "vi")], &answers[..]].concat()).await;
    carries(&english, "en");
    assert!(is_chosen(&english.body, "q1u") && is_chosen(&english.body, "q7s") && !is_chosen(&english.body, "q2s"));
    assert_eq!(switch(&english.body), "edit:vi");
    let back = home.post("edit:vi", &[&[("lang", "en")], &answers[..]].concat()).await;
    carries(&back, "vi");
    // A page with faults offers it too, and it keeps what is there.
    let faulty = home.post("review", &answers).await;
    assert_eq!((faulty.status, switch(&faulty.body)), (StatusCode::UNPROCESSABLE_ENTITY, "edit:en"));

    let names: Vec<String> = (2..=19).map(|no| format!("q{no}")).collect();
    let mut all = answers[..2].to_vec();
    all.extend(names.iter().map(|name| (name.as_str(), "s")));
    let review = home.post("review", &all).await;
    assert_eq!(switch(&review.body), "review:en");
    let review = home.post(switch(&review.body), &[&[("lang", "vi")], &all[..]].concat()).await;
    carries(&review, "en");
    assert!(review.body.contains("value=\"send\""), "a review stays a review");

    // What came too late is there to be copied, in the other language too.
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let late = home.post("send", &all).await;
    assert_eq!((late.status, switch(&late.body)), (StatusCode::GONE, "review:en"));
    let late = home.post("review:en", &all).await;
    assert!(late.body.contains("<html lang=\"en\"") && late.body.contains("đường &lt;lầy&gt;"));
}

#[tokio::test]
async fn a_mistyped_code_and_a_second_look_stay_when_the_language_is_switched() {
    let world = World::sqlite().await;
    let (_, households) = households(&world, 1).await;
    let home = &households[0];
    let wrong = Household { code: "K7M4".into(), ..home.clone() };
    let seen = wrong.post("open", &[]).await;
    assert_eq!(switch(&seen.body), "open:en");
    let seen = wrong.post("open:en", &[("lang", "vi")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("<html lang=\"en\"") && seen.body.contains("value=\"K7M4\""));
    assert_eq!(switch(&home.get("/p/K7M4").await.body), "", "an address is asked for again in the other language");
    home.send(&[]).await;
    let ask = home.post("report", &[]).await;
    assert_eq!(switch(&ask.body), "report:en");
    let ask = home.post("report:en", &[("lang", "vi")]).await;
    assert!(ask.body.contains("<html lang=\"en\"") && ask.body.contains("value=\"report_sure\""));
}

#[tokio::test]
async fn a_draft_is_named_alike_for_one_slip_only_and_its_name_holds_no_code() {
    let world = World::sqlite().await;
    let (_, households) = households(&world, 2).await;
    let [home, other] = [&households[0], &households[1]];
    let value = |body: &str, attribute: &str| {
        body.split(&format!("{attribute}=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap_or_default()
            .to_owned()
    };
    let ballot = home.get(&format!("/p/{}", home.code)).await.body;
    let draft = value(&ballot, "data-draft");
    assert_eq!(draft.len(), "phieu-".len() + 32);
    assert!(draft[6..].bytes().all(|letter| letter.is_ascii_hexdigit()), "{draft}");
    assert_eq!(value(&home.get(&format!("/p/{}", home.code)).await.body, "data-draft"), draft);
    assert_ne!(value(&other.get(&format!("/p/{}", other.code)).await.body, "data-draft"), draft);
    // The last day and the grace after it, by the clocks in Vietnam.
    let until: i64 = value(&ballot, "data-until").parse().unwrap();
    let until = app::i18n::local(chrono::DateTime::from_timestamp_millis(until).unwrap());
    assert_eq!(until.format("%H:%M").to_string(), "00:30");
    let offer = ballot.split("<section").nth(1).unwrap().split('>').next().unwrap();
    assert!(offer.contains(" hidden"), "nothing is offered before the script looked");
    // It is dropped when it is of no use any more: by the page that thanks, and by the one that says it was sent.
    let sent = home.send(&[]).await;
    assert_eq!(sent.headers[header::LOCATION], format!("/cam-on#{draft}"));
    let spent = home.get(&format!("/p/{}", home.code)).await;
    assert_eq!((spent.status, value(&spent.body, "data-spent")), (StatusCode::CONFLICT, draft));
    for page in [home.get("/cam-on").await, spent] {
        assert!(page.body.contains("src=\"/phieu.js\""));
    }
}

#[tokio::test]
async fn bad_forms_get_422_and_lose_nothing() {
    let world = World::sqlite().await;
    let (round, households) = households(&world, 2).await;
    let home = &households[0];
    let expect = |seen: Seen, text: &str| {
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(seen.body.contains(text), "{text} in {}", seen.body);
        seen.body
    };
    let fault = |fault: BallotFault| say(Lang::Vi, &fault.into());
    let missing = fault(BallotFault::Missing { no: 2 });
    let body = expect(home.post("send", &[("q1", "u"), ("r1", "lý do </textarea><script>")]).await, &missing);
    assert!(body.contains(&format!("<title>{}", t!("error-title", title = ""))) && body.contains("href=\"#cau-2\""));
    assert!(body.contains("lý do &lt;/textarea&gt;&lt;script&gt;"), "what is typed is text, in a textarea too");
    expect(home.send(&[("q1", "s"), ("zalo", "1")]).await, &fault(BallotFault::Field { name: "zalo".into() }));
    expect(home.send(&[("q99", "s")]).await, &fault(BallotFault::Field { name: "q99".into() }));
    expect(home.send(&[("q1", "u"), ("r1", "a\0b")]).await, &fault(BallotFault::Broken { no: 1 }));
    let long = "ơ".repeat(5_000);
    let body = expect(
        home.send(&[("q1", "u"), ("r1", &long)]).await,
        &fault(BallotFault::Long { no: 1, got: 5_000, most: LONGEST_REASON }),
    );
    assert!(body.contains(&long), "what was written is kept");
    let broken = [b"step=send&code=".to_vec(), home.code.clone().into_bytes(), b"&q1=u&r1=%FF%FEx".to_vec()].concat();
    expect(home.post_bytes(broken).await, &fault(BallotFault::Broken { no: 1 }));
    expect(
        Household { code: "K7M4".into(), ..home.clone() }.post("open", &[]).await,
        &t!("problem-length", got = 4_u64),
    );
    expect(Household { code: String::new(), ..home.clone() }.post("open", &[]).await, &t!("problem-empty"));

    let big = home.post_bytes(vec![b'x'; 10 * 1024 * 1024]).await;
    assert_eq!(big.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(big.body.contains(&t!("big-title")));
    assert_eq!(home.post_bytes(vec![0, 159, 146, 150]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(returned(&world, round).await, 0);
}

#[tokio::test]
async fn a_name_with_a_script_in_it_is_shown_as_text_everywhere() {
    let world = World::sqlite().await;
    let list = "code,parent_code,level,kind,name\n99001,677,commune,xã,Xã </title><script>alert(1)</script>\n";
    let list = server::files::csv::units(list.as_bytes(), (None, None)).unwrap();
    world.store.import_units(list).await.unwrap();
    let (_, households) = households(&world, 1).await;
    for page in ["/ket-qua/99001", "/ket-qua/677"] {
        let body = households[0].get(page).await.body;
        assert!(body.contains("Xã &lt;/title&gt;&lt;script&gt;"), "{page}");
        assert!(!body.contains("<script>alert"), "{page}");
    }
}

#[tokio::test]
async fn pages_say_what_may_be_kept_and_load_nothing_foreign() {
    let world = World::sqlite().await;
    let (_, households) = households(&world, 1).await;
    let home = &households[0];
    let ballot = home.get(&format!("/p/{}", home.code)).await;
    assert_eq!(ballot.status, StatusCode::OK);
    let policy = ballot.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'") && !policy.contains("unsafe"));
    assert!(policy.contains("script-src 'nonce-") && policy.contains(" 'self'; form-action"));
    assert_eq!(ballot.headers[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(ballot.headers[header::CACHE_CONTROL], "private, no-cache");
    assert!(!ballot.body.contains("src=\"http") && !ballot.body.contains(".wasm"));
    let scripts: Vec<_> = ballot
        .body
        .split("<script")
        .filter(|tag| tag.starts_with(" src"))
        .map(|tag| tag.split('>').next().unwrap())
        .collect();
    assert_eq!(scripts, [" src=\"/phieu.js\" defer"]);
    for without in ["/", "/ket-qua", "/cach-tinh", "/p/KHONG-PHAI"] {
        assert!(!home.get(without).await.body.contains("<script src"), "{without}");
    }
    let policy = home.get("/ket-qua").await.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(!policy.split("script-src").nth(1).unwrap().contains("'self'; form"), "{policy}");
    assert_eq!(home.post("review", &[]).await.headers[header::CACHE_CONTROL], "no-store");
    for lost in [
        "/khong-co",
        "/ket-qua/00000",
        "/api/v1/rounds/x/results",
        "/api/v1/rounds/00000000-0000-0000-0000-000000000000/results",
    ] {
        assert_eq!(home.get(lost).await.status, StatusCode::NOT_FOUND, "{lost}");
    }
    assert_eq!(home.get("/p/KHONG-PHAI").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_enter_key_goes_on_and_does_not_switch_the_language() {
    let world = World::sqlite().await;
    let (_, households) = households(&world, 1).await;
    let home = &households[0];
    let first = |body: &str| {
        let button = body.split("<button").skip(1).map(|rest| rest.split('>').next().unwrap().to_owned());
        let mut of_form = button.filter(|button| button.contains("form=\"phieu\""));
        of_form.next().unwrap_or_default()
    };
    let ballot = first(&home.get(&format!("/p/{}", home.code)).await.body);
    assert!(ballot.contains("value=\"review\"") && ballot.contains("tabindex=\"-1\""), "{ballot}");
    let typed = first(&Household { code: "K7M4".into(), ..home.clone() }.post("open", &[]).await.body);
    assert!(typed.contains("value=\"open\""), "{typed}");
}

#[tokio::test]
async fn the_draft_of_a_slip_is_kept_on_its_review_too_and_what_comes_late_is_carried_along() {
    let world = World::sqlite().await;
    let (round, households) = households(&world, 1).await;
    let home = &households[0];
    let draft = |body: &str| {
        let rest = body.split("data-draft=\"").nth(1).and_then(|rest| rest.split('"').next());
        rest.unwrap_or_default().to_owned()
    };
    let kept = draft(&home.get(&format!("/p/{}", home.code)).await.body);
    let names: Vec<String> = (1..=19).map(|no| format!("q{no}")).collect();
    let answers: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "s")).chain([("r1", "")]).collect();
    let review = home.post("review", &answers).await;
    assert_eq!((review.status, draft(&review.body)), (StatusCode::OK, kept.clone()));
    assert!(kept.starts_with("phieu-"), "{kept}");
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let late = home.post("send", &answers).await;
    assert_eq!(late.status, StatusCode::GONE);
    for name in &names {
        let field = format!("name=\"{name}\" value=\"s\"");
        assert!(late.body.contains(&field), "the switch of language posts {name}: {}", late.body);
    }
}

async fn shared(world: World) {
    let app = app(&world);
    let get = async |path: &str| {
        seen(app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()).await
    };
    let content = |page: &str, property: &str| -> Option<String> {
        let tag = page.split("<meta ").find(|tag| tag.contains(&format!("property=\"{property}\"")))?;
        Some(tag.split("content=\"").nth(1)?.split('"').next()?.to_owned())
    };
    world.tamper("update unit set name = 'Xã \"><b>Đạ Ròn' where code = '24937'").await;
    let page = get(&format!("/ket-qua/{COMMUNE}")).await.body;
    assert!(!page.contains("\"><b>"), "a name is no markup");
    assert!(content(&page, "og:title").unwrap().contains("Đạ Ròn"), "{page}");
    let picture = content(&page, "og:image").unwrap();
    let path = picture.strip_prefix("http://ydan.test").expect("a whole address");
    let picture = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(
        (picture.status(), &picture.headers()[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/png".parse().unwrap())
    );
    let png = picture.into_body().collect().await.unwrap().to_bytes();
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((path.contains("/24937/chia-se.png"), number(16), number(20)), (true, 1_200, 630), "its own: {path}");
    // A household's page says nothing that a preview could show, and is as short as it was.
    assert_eq!(content(&get("/").await.body, "og:title"), None);
}
