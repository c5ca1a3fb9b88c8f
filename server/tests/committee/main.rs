//! The committee's pages over the whole router.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod audit_slips;
#[path = "../common/mod.rs"]
mod common;
mod criteria;
mod current_period;
mod dashboard;
mod dossier;
mod few_answers;
mod forms;
mod full_figures;
mod hamlet;
mod hamlets;
mod households;
mod invitations;
mod islands;
mod key_holders;
mod milestones;
mod no_data;
mod overtaken;
mod paper;
mod planning;
mod preselected;
mod prints;
mod publication;
mod received;
mod roles;
mod round_documents;
mod rounds;
mod stage;
mod steps;
mod supervision;
mod templates;
mod xlsform;

use app::domain::oversight::recommendation::RecommendationAction;
use app::domain::people::account::Role;
use app::ports::accounts::*;
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::conflicts::ConflictKind;
use app::ports::paper::Paper as _;
use app::ports::recommendations::{NewStep, Recommendations as _};
use app::ports::rounds::Rounds as _;
use app::ports::slips::{SlipSelection, Slips as _};
use app::t;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::*;
use stage::*;
use totp_rs::{Builder, Secret};

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
    let Actor::Account { id, .. } = actor else { unreachable!() };
    world.store.remove(&people["tinh"].1, *id, now()).await.unwrap();
    assert_eq!(clerk.get("/lam-viec").await.to, "/dang-nhap?tiep=%2Flam-viec");
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
    assert!(raised.body.contains("value=\"Đường lầy\"") && raised.body.contains(&t!("file-again")), "{}", raised.body);
    let none = send(b"<html>".to_vec()).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.tells("file-kind"));
    let good = send([&[0xff, 0xd8, 0xff, 0xe0][..], &[1; 100]].concat()).await;
    assert_eq!((good.status, good.to), (StatusCode::SEE_OTHER, format!("{path}?xong=tep")));
}

/// Tab leads from the slip's number to the keys; how many presses a ballot takes is counted in the browser.
#[tokio::test]
async fn nothing_stands_between_the_number_and_the_keys() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let path = format!("/lam-viec/lo/{}", stage.batch);
    let bare = people["xa"].0.get(&path).await.body;
    assert!(bare.contains("value=\"join\"") && !bare.contains("id=\"keys\"") && !bare.contains("data-check-words"));
    let wrong = people["xa"].0.post(&path, &[("step", "join"), ("words", "AAAA-AAAA")]).await;
    assert!(wrong.body.contains("data-message=\"paper-check-words\"><a href=\"#words\""), "{}", wrong.body);
    let joined = people["xa"].0.post(&path, &[("step", "join"), ("words", &stage.words)]).await;
    assert_eq!((joined.status, joined.to), (StatusCode::SEE_OTHER, path.clone()));
    let form = people["xa"].0.get(&path).await.body;
    let slip = form.find("id=\"slip\"").unwrap();
    let keys = form.find("id=\"keys\"").unwrap();
    // Nothing that takes the focus stands between the number and the keys, and the number has it first.
    assert!(slip < keys && !form[slip + 9..keys].contains("<button") && !form[slip + 9..keys].contains("<a "));
    assert!(form[slip.saturating_sub(60)..slip + 300].contains("autofocus"));
    let sent = people["xa"].0.post(&path, &[("step", "key"), ("slip", "1"), ("keys", "1111111111111111112")]).await;
    assert_eq!((sent.status, sent.to), (StatusCode::SEE_OTHER, format!("{path}?da-nhap=1")));
}

#[tokio::test]
async fn the_head_of_a_page_names_the_body_somebody_works_for_by_its_official_name() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    for (who, title) in [
        ("xa", t!("role-front-of", unit = "Xã Đạ Ròn")),
        ("ubnd", t!("role-office-of-commune", unit = "Xã Đạ Ròn")),
        ("ubnd-tinh", t!("role-office-of", unit = "Tỉnh Lâm Đồng")),
    ] {
        let page = people[who].0.get("/lam-viec").await.body;
        let head = page.split("class=\"whoami__who\"").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
        assert!(head.replace("<!>", "").contains(&format!("· {title}")), "{who}: {head}");
    }
}

#[tokio::test]
async fn nobody_is_invited_for_a_whole_province_by_accident() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let province = &people["tinh"].0;
    let fields = [("step", "invite"), ("name", "Mới"), ("login", "moi"), ("role", "front")];
    let asked = province.post("/lam-viec/tai-khoan", &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.tells("accounts-choose-unit"), "{}", asked.body);
    let fields = [&fields[..3], &[("unit", COMMUNE)]].concat();
    assert!(province.post("/lam-viec/tai-khoan", &fields).await.tells("accounts-choose-role"));
    assert_eq!(world.count("select count(*) from account where login = 'moi'").await, 0);
    // Nothing but what stands for none is chosen already, and whoever is for one commune is not asked which.
    let page = province.get("/lam-viec/tai-khoan").await.body;
    let chosen: Vec<&str> = page.split("<option value=\"").skip(1).filter(|one| one.contains(" selected")).collect();
    assert!(chosen.len() == 1 && chosen.iter().all(|one| one.starts_with('"')), "{chosen:?}");
    assert!(page.contains("list=\"units\"") && page.contains("name=\"unit\" type=\"text\" value=\"\""), "{page}");
    let own = [("step", "invite"), ("name", "Mới"), ("login", "moi"), ("role", "front")];
    assert_eq!(people["xa"].0.post("/lam-viec/tai-khoan", &own).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_unit_out_of_many_is_typed_by_its_name_and_faults_say_which_there_are() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let province = &people["tinh"].0;
    let invite = async |unit: &str, login: &str| {
        let fields = [("step", "invite"), ("name", "Mới"), ("login", login), ("role", "front"), ("unit", unit)];
        province.post("/lam-viec/tai-khoan", &fields).await
    };
    for (typed, login) in [("đạ ròn", "a1"), ("Xã Đạ Ròn (24937)", "a2"), ("24937", "a3")] {
        let done = invite(typed, login).await;
        assert_eq!(done.status, StatusCode::OK, "{typed}: {}", done.body);
    }
    let there =
        "select count(*) from account a join unit u on u.id = a.unit_id where u.code = '24937' and a.login like 'a_'";
    assert_eq!(world.count(there).await, 3);
    let none = invite("xã nào đó", "b1").await;
    assert!(none.tells("typed-unit-none") && none.body.contains("value=\"xã nào đó\""), "{}", none.body);
    // Several communes have this name: each is offered with its code.
    world.tamper("update unit set name = 'Xã Đạ Ròn' where code = '24940'").await;
    let several = invite("đạ ròn", "b2").await;
    assert!(several.tells("typed-unit-several") && several.body.contains("24940"), "{}", several.body);
    let plan = province.get("/lam-viec/ke-hoach/moi").await.body;
    assert!(plan.contains("<datalist id=\"units\">"), "{plan}");
}

#[tokio::test]
async fn an_address_of_the_committee_that_is_none_leads_back_to_its_desk() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    for (path, to) in [("/lam-viec/khong-co", "/lam-viec"), ("/khong-co", "/")] {
        let lost = people["xa"].0.get(path).await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
        let main = lost.body.split("<main").nth(1).unwrap();
        assert!(main.contains(&format!("<a href=\"{to}\"")), "{path}: {main}");
    }
}

#[tokio::test]
async fn where_nothing_is_published_oversight_says_so_instead_of_counting_nothing() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    for path in ["/lam-viec/giam-sat", "/lam-viec/giam-sat?loai=khong-hoi"] {
        let page = people["xa"].0.get(path).await.body;
        assert!(page.contains("data-nothing-yet"), "{path}: {page}");
        assert!(!page.contains("class=\"kinds\"") && !page.contains("role=\"status\""), "{path}: {page}");
        assert!(page.contains("name=\"ngay\"") && page.contains("/ket-qua/24937"), "{path}: {page}");
    }
}

#[tokio::test]
async fn a_desk_asks_nobody_for_what_they_may_not_do() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let print = "<li data-step=\"print-slips\"";
    let (front, hamlet) = (people["xa"].0.get("/lam-viec").await.body, people["thon"].0.get("/lam-viec").await.body);
    assert!(front.contains(print) && front.contains(&format!("/lam-viec/dot/{round}")), "{front}");
    assert!(!hamlet.contains(print), "{hamlet}");
}

#[tokio::test]
async fn an_office_is_led_to_its_criteria_before_any_was_written_down() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let own = format!("href=\"/lam-viec/tieu-chi/{COMMUNE}");
    let desk = people["ubnd"].0.get("/lam-viec").await.body;
    assert!(desk.contains(&format!("<a {own}\" class=\"button button--small")), "the green button: {desk}");
    let files = people["ubnd"].0.get("/lam-viec/tieu-chi").await.body;
    let main = files.split("<main").nth(1).unwrap();
    assert!(main.find(&own).unwrap() < main.find("type=\"file\"").unwrap(), "{main}");
}

#[tokio::test]
async fn what_somebody_changed_of_their_account_is_said_there() {
    const OWN: &str = "/lam-viec/toi";
    let world = World::sqlite().await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let said = async |fields: &[(&str, &str)]| {
        let done = clerk.post(OWN, fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{fields:?}: {}", done.body);
        clerk.get(&done.to).await.done().to_owned()
    };
    let new = "con gà cục tác lá chanh";
    let password = [("step", "password"), ("old", "con trâu đi trước"), ("new", new), ("again", new)];
    assert_eq!(said(&password).await, t!("own-password-changed"));
    let secret = Secret::from([7_u8; 20]).to_base32();
    let digits = Builder::new().with_secret([7_u8; 20]).build().unwrap();
    let digits = digits.generate(now().timestamp().unsigned_abs()).to_string();
    let starts = [("step", "second-factor"), ("password", new), ("secret", secret.as_str()), ("digits", &digits)];
    assert_eq!(said(&starts).await, t!("own-second-factor-started"));
    assert_eq!(said(&[("step", "no-second-factor"), ("password", new)]).await, t!("own-second-factor-stopped"));
    assert_eq!(clerk.get(OWN).await.done(), "");
}

#[tokio::test]
async fn statuses_taken_from_a_file_are_said_to_be_written_with_their_number() {
    let world = World::sqlite().await;
    let (clerk, actor) = member(&world, Role::Office, COMMUNE).await;
    let draft = one_s_own_draft(&world, &actor).await;
    let fields = [("step", "apply"), ("bo", "xa-ntm-2021-2025")];
    let applied = clerk.post(&format!("/lam-viec/tieu-chi/nhap/{draft}"), &fields).await;
    assert_eq!(applied.status, StatusCode::SEE_OTHER, "{}", applied.body);
    assert_eq!(clerk.get(&applied.to).await.done(), t!("criteria-files-written", count = 1_u64));
}

#[tokio::test]
async fn a_desk_leads_to_what_waits_in_a_round_that_ended_and_of_recommendations() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let has = async |who: &str, address: &str, text: String| {
        let desk = people[who].0.get("/lam-viec").await.body;
        desk.contains(&format!("<li><a href=\"{address}\">{text}<"))
    };
    let leads = async |who: &str, to: String| {
        people[who].0.get("/lam-viec").await.body.contains(&format!("href=\"{to}\" class=\"button"))
    };
    let notice = format!("/lam-viec/dot/{}/thong-bao", stage.closed);
    assert!(leads("xa", notice.clone()).await);
    assert!(!leads("thon", notice).await);
    let list = "/lam-viec/kien-nghi";
    let own = format!("{list}/{}", stage.recommendation);
    assert!(leads("ubnd", own.clone()).await);
    assert!(!leads("xa", own.clone()).await);
    let revision = world.store.recommendation(&people["ubnd"].1, stage.recommendation).await.unwrap().revision;
    let answer =
        NewStep {
            step: RecommendationAction::Answer, revision, text: "Đã sửa".into(), due: None, files: Vec::new()
        };
    world.store.step(&people["ubnd"].1, stage.recommendation, answer, now()).await.unwrap();
    assert!(has("xa", list, t!("task-answers-to-look-at", count = 1_u64)).await);
    assert!(!leads("ubnd", own).await);

    world.store.cast(cast(stage.slip, 1, &[]), now()).await.unwrap();
    world.store.close(&Actor::Operator, stage.open, "thử", Early::Confirmed, now()).await.unwrap();
    assert!(
        leads("xa", format!("/lam-viec/dot/{}/thon/{}", stage.open, stage.hamlet)).await,
        "its box is to be opened"
    );
}

#[tokio::test]
async fn a_desk_says_shortly_before_the_end_how_many_households_are_missing() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    world.issue(round, None).await;
    let soon = || morning(day("2024-07-22"));
    let (_, token) = world.invited("xa", person("xa", Role::Front, COMMUNE), soon()).await;
    let desk = async |now: fn() -> app::ports::common::Now| {
        let clerk = Clerk { app: app_at(&world, now), cookie: Some(token.0.clone()) };
        let told = t!("task-households-missing", place = "Xã Đạ Ròn", left = 4_i64, count = 7_u64);
        clerk.get("/lam-viec").await.body.contains(&told)
    };
    assert!(desk(soon).await);
    assert!(!desk(now).await, "there is time");
}

#[tokio::test]
async fn six_digits_are_asked_for_where_somebody_has_them() {
    let world = World::sqlite().await;
    let nobody = Clerk { app: app(&world), cookie: None };
    assert!(!nobody.get("/dang-nhap").await.body.contains("name=\"digits\""));
    let asked = nobody.post("/dang-nhap", &[("login", "hoa"), ("password", "con trâu"), ("digits", "12345")]).await;
    assert!(asked.body.contains("name=\"digits\""), "they stay where they were typed: {}", asked.body);
}

#[tokio::test]
async fn whoever_settles_conflicts_is_led_to_the_list_of_their_hamlet() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    world.store.slips(&Actor::Operator, stage.open, stage.hamlet, SlipSelection::One(3.into()), now()).await.unwrap();
    let batch = format!("/lam-viec/lo/{}", stage.batch);
    let slip = app::ports::paper::Keystrokes {
        slip: app::domain::collection::slip::Slip::Serial(3),
        keys: "1111111111111111111".into(),
        reasons: String::new(),
        again: None,
        sending: None,
    };
    world.store.key_in(&Actor::Operator, stage.batch, slip).await.unwrap();
    let hamlet = format!("/lam-viec/dot/{}/thon/{}", stage.open, stage.hamlet);
    let list = format!("<a href=\"{hamlet}#phieu-trung\"");
    assert!(people["xa"].0.get("/lam-viec").await.body.contains(&list));
    assert!(!people["thon"].0.get("/lam-viec").await.body.contains(&list), "the hamlet settles none");
    assert!(people["xa"].0.get(&hamlet).await.body.contains("id=\"phieu-trung\""));
    let told = people["xa"].0.get(&format!("{batch}?trung=3&loai={}", ConflictKind::ALL[0].into_str())).await.body;
    assert!(told.contains(&list), "{told}");
}
