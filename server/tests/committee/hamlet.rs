//! A hamlet's page: what is typed wrong is said at its field, and codes are shown once.

use crate::common::*;
use crate::stage::*;
use crate::{common, on_both};
use app::domain::collection::receipt::Receipt;
use app::domain::people::account::Role;
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Now};
use app::ports::counting::Counting as _;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::hamlets::*;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::participation::*;
use app::ports::rounds::{Early, Rounds as _};
use app::t;
use axum::http::{Request, StatusCode, header};
use uuid::Uuid;

#[tokio::test]
async fn what_is_wrong_on_a_hamlets_page_is_said_at_its_field() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (clerk, collector) = (people["xa"].0.clone(), people["thon"].0.clone());
    let open = format!("/lam-viec/dot/{}/thon/{}", stage.open, stage.hamlet);
    let closed = format!("/lam-viec/dot/{}/thon/{}", stage.closed, stage.hamlet);
    let told = async |path: &str, fields: &[(&str, &str)], key: &str, field: &str| {
        let seen = clerk.post(path, fields).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(
            seen.body.contains(&format!("data-message=\"{key}\"><a href=\"{field}\"")),
            "{fields:?}: {}",
            seen.body
        );
    };
    told(&open, &[("step", "one"), ("serial", "năm")], "slips-no-serial", "#serial").await;
    told(&open, &[("step", "use-spare"), ("lost", "1")], "slips-no-spare", "#spare").await;
    told(&open, &[("step", "use-spare"), ("spare", "7"), ("lost", "x")], "slips-lost-not-a-slip", "#lost").await;
    // A digit beside it is another household's slip: it is asked once more, and again where another number is named then.
    let slips = async || world.store.hamlet(&Actor::Operator, stage.open, stage.hamlet).await.unwrap().slips;
    let before = slips().await;
    told(&open, &[("step", "one"), ("serial", "3")], "slips-ends", "#sure-one").await;
    told(&open, &[("step", "one"), ("serial", "3"), ("sure", "2")], "slips-ends", "#sure-one").await;
    told(&open, &[("step", "use-spare"), ("spare", "7"), ("lost", "3")], "slips-ends", "#sure-use-spare").await;
    let asked = clerk.post(&open, &[("step", "one"), ("serial", " 3 ")]).await.body;
    assert!(asked.contains("name=\"sure\" value=\"3\"") && asked.contains("id=\"sure-one\""), "{asked}");
    // Who collects in a hamlet puts a spare in the place of a lost slip, and keeps what was typed where none is named.
    let none = collector.post(&open, &[("step", "use-spare"), ("spare", "7"), ("lost", "")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("data-message=\"slips-lost-missing\"><a href=\"#lost\""), "{}", none.body);
    assert_eq!(slips().await, before, "nothing happened");
    told(&open, &[("step", "again")], "field-not-confirmed", "#sure-again").await;
    told(&open, &[("step", "close")], "field-not-confirmed", "#sure-close").await;
    told(&closed, &[("step", "reopen"), ("reason", "Nhầm")], "field-not-confirmed", "#sure-reopen").await;
    // A settlement of nothing settles nothing.
    let settle = [("step", "settle"), ("conflict", "x")];
    assert_eq!(clerk.post(&open, &settle).await.status, StatusCode::NOT_FOUND);
    let count =
        [("step", "count"), ("place", "Nhà văn hóa"), ("present", "Hoa"), ("remarks", "Còn mưa"), ("sure", "1")];
    let early = clerk.post(&open, &count).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("counting-hamlet-open"));
    clerk.post(&open, &[("step", "close"), ("sure", "1")]).await;
    told(&open, &count[..4], "field-not-confirmed", "#sure-count").await;
    let counted = clerk.post(&open, &count[..4]).await;
    assert!(
        counted.body.contains("value=\"Nhà văn hóa\"") && counted.body.contains("Còn mưa"),
        "what was typed is kept"
    );
    assert_eq!(clerk.post(&open, &count).await.to, format!("{open}/bien-ban-ky"));
}

#[tokio::test]
async fn a_household_that_is_helped_is_led_on_under_the_committees_address() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let clerk = people(&world).await["thon"].0.clone();
    let path = format!("/lam-viec/dot/{}/thon/{}/ho-tro", stage.open, stage.hamlet);
    let wrong = clerk.post(&path, &[("step", "open"), ("code", "K7M4")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = stage.slip.to_string();
    let opened = clerk.post(&path, &[("step", "open"), ("code", &code)]).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert!(opened.body.contains(&format!("action=\"{path}\"")) && opened.body.contains(&t!("assisted-now")));
    assert!(
        !opened.body.contains("phieu.js") && !opened.body.contains("data-draft"),
        "nothing is kept on another's phone"
    );
    assert!(!opened.body.contains("edit:en"), "whoever helps does so in Vietnamese");
    let fields = filled_in(stage.slip);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sent = clerk.post(&path, &fields).await;
    assert_eq!(sent.status, StatusCode::OK);
    let told = t!("assist-done", receipt = "#");
    let receipt = sent.body.split(told.split('#').next().unwrap()).nth(1).unwrap().split(' ').next().unwrap();
    assert!(Receipt::parse(receipt).is_ok(), "the household takes {receipt} along");
    assert!(sent.body.contains("id=\"code\""), "the next household");
}

on_both! {
    a_hamlet_gets_its_right_name_in_a_running_round_and_the_audit_log_says_why => renamed;
}

async fn renamed(world: World) {
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let path = format!("/lam-viec/dot/{}/thon/{}", stage.open, stage.hamlet);
    let household = Clerk { app: app(&world), cookie: None };
    let slip = format!("/p/{}", stage.slip);
    assert!(household.get(&slip).await.body.contains("Thôn 01"));

    let bare = clerk.post(&path, &[("step", "rename"), ("name", "Thôn Suối Thông")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("data-message=\"field-missing\"><a href=\"#why\""), "{}", bare.body);
    assert!(bare.body.contains("value=\"Thôn Suối Thông\""), "what was typed is kept");

    let form = [("step", "rename"), ("name", "Thôn Suối Thông"), ("why", "Gõ nhầm khi lập danh sách")];
    for _ in 0..2 {
        let done = clerk.post(&path, &form).await;
        assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, format!("{path}?xong=doi-ten").as_str()));
    }
    let name = world.store.hamlet(&Actor::Operator, stage.open, stage.hamlet).await.unwrap().row.hamlet.unwrap().name;
    assert_eq!(name, "Thôn Suối Thông");
    let listed = world.store.hamlets(&Actor::Operator, COMMUNE, now()).await.unwrap().hamlets;
    assert_eq!(listed[0].name, "Thôn Suối Thông", "the list had the old name");
    assert!(household.get(&slip).await.body.contains("Thôn Suối Thông"), "whoever opens a slip reads the new name");

    let log = world.store.audit_entries(&people["xa"].1, &LogQuery::default()).await.unwrap();
    let renamed: Vec<_> = log.into_iter().filter(|entry| entry.act == HamletsAct::RenameHamlet).collect();
    assert_eq!((renamed.len(), renamed[0].who.contains("xa")), (1, true), "{renamed:?}");
    let (from, to) = ("Thôn 01".to_owned(), "Thôn Suối Thông".to_owned());
    let detail = HamletsDetail::Renamed { from, to, reason: "Gõ nhầm khi lập danh sách".into() };
    assert_eq!(renamed[0].detail, Some(detail.into()));

    world.store.close_hamlet(&Actor::Operator, stage.open, stage.hamlet, now()).await.unwrap();
    let late = clerk.post(&path, &form.map(|(field, typed)| (field, typed.trim_end_matches("Thông")))).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "signed minutes bear the name");
}

#[tokio::test]
async fn who_hangs_up_while_a_box_is_opened_has_it_counted_all_the_same() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 19), ("02", 5)]).await;
    let (clerk, actor) = people(&world).await["xa"].clone();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, Some("01")).await {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap().rows;
    let hamlets: Vec<_> = rows.into_iter().filter_map(|row| row.hamlet).collect();
    let hamlet = hamlets.iter().find(|hamlet| hamlet.code == "01").unwrap().id;
    world.store.close(&actor, round, "thử", Early::Confirmed, now()).await.unwrap();
    let path = format!("/lam-viec/dot/{round}/thon/{hamlet}");
    let form = [("step", "count"), ("place", "Nhà văn hóa"), ("present", "Ông Ba"), ("sure", "1")];
    tokio::select! {
        biased;
        _ = clerk.post(&path, &form) => panic!("answered at once"),
        // It has begun, and nobody waits for it any more.
        () = std::future::ready(()) => {}
    }
    for _ in 0..200 {
        if world.count("select count(*) from counting_minutes").await == 1 {
            assert_eq!(world.count("select count(*) from ballot").await, 19);
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it was not counted");
}

#[tokio::test]
async fn minutes_tell_no_small_group_that_answered_nearly_alike() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 9), ("02", 5)]).await;
    let people = people(&world).await;
    let (clerk, actor) = people["xa"].clone();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for (household, issued) in world.issue(round, Some("01")).await.iter().take(7).enumerate() {
        let unsatisfied: &[usize] = if household < 2 { &[5] } else { &[] };
        world.store.cast(cast(issued.code, 1, unsatisfied), now()).await.unwrap();
    }
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap().rows;
    let hamlets: Vec<_> = rows.into_iter().filter_map(|row| row.hamlet).collect();
    let hamlet = hamlets.iter().find(|hamlet| hamlet.code == "01").unwrap().id;
    world.store.close(&actor, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    let paper = clerk.get(&format!("/lam-viec/dot/{round}/thon/{hamlet}/bien-ban-ky")).await.body;
    assert_eq!(paper.matches("data-withheld").count(), 18, "all but question 5, of which five of seven are satisfied");
    assert_eq!(paper.matches(">71,43%<").count(), 1);
    // Whoever stands above the commune could take them from sums that are told.
    let above = people["tinh"].0.get(&format!("/lam-viec/dot/{round}/thon/{hamlet}/bien-ban-ky")).await.body;
    assert!(above.contains("data-of=\"untold\"") && !above.contains("71,43%"), "{above}");
}

#[tokio::test]
async fn a_hamlet_counted_by_hand_helps_no_household_and_keeps_photos_even_when_all_is_published() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 9), ("02", 5)]).await;
    let people = people(&world).await;
    let (clerk, actor) = people["xa"].clone();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    world.issue(round, None).await;
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap().rows;
    let hamlet = rows.into_iter().filter_map(|row| row.hamlet).find(|hamlet| hamlet.code == "01").unwrap().id;
    let page = format!("/lam-viec/dot/{round}/thon/{hamlet}");
    let helps = async || clerk.get(&page).await.body.contains(&format!("href=\"{page}/ho-tro"));
    assert!(helps().await);
    let rows = minutes(COMMUNE, "01", head(9, 9, 8, 0), 19, |_| 8);
    world.store.import_minutes(&actor, round, rows, Replacing::None, now()).await.unwrap();
    assert!(!helps().await, "its codes are dead");
    world.store.close_hamlet(&actor, round, hamlet, now()).await.unwrap();
    world.store.close(&actor, round, "thử", Early::Confirmed, now()).await.unwrap();
    world.store.count_hamlet(&actor, round, hamlet, witnesses(), now()).await.unwrap();
    world.store.publish(&actor, round, now()).await.unwrap();
    let published = clerk.get(&page).await.body;
    assert!(published.contains("value=\"attach\""), "what was signed is photographed later");
    assert!(!published.contains(&format!(">{}<", t!("batches"))), "no heading with nothing below");
}

#[tokio::test]
async fn closing_a_hamlet_says_what_comes_next_by_where_its_ballots_are() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 9), ("02", 8), ("03", 7)]).await;
    let (clerk, actor) = people(&world).await["xa"].clone();
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for hamlet in ["01", "02"] {
        for issued in world.issue(round, Some(hamlet)).await.iter().take(2) {
            world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
        }
    }
    let rows = minutes(COMMUNE, "03", head(7, 7, 6, 0), 19, |_| 6);
    world.store.import_minutes(&actor, round, rows, Replacing::None, now()).await.unwrap();
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap().rows;
    let page = |code: &str| {
        let hamlet = rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.code == code).unwrap();
        format!("/lam-viec/dot/{round}/thon/{}", hamlet.id)
    };
    let close = async |code: &str| {
        let to = clerk.post(&page(code), &[("step", "close"), ("sure", "1")]).await.to;
        clerk.get(&to).await
    };
    let by_hand = close("03").await;
    assert_eq!(by_hand.done(), t!("closing-done-by-hand"));
    assert!(by_hand.body.contains(&format!("<h2>{}<", t!("counting-by-hand"))), "{}", by_hand.body);
    assert!(by_hand.body.contains(&t!("counting-by-hand-sure")), "{}", by_hand.body);

    // What was counted by hand, before everybody, is told whole; and of no box it is said that it was opened.
    let count = [("step", "count"), ("place", "Nhà văn hóa"), ("present", "Hoa"), ("sure", "1")];
    let paper = clerk.get(&clerk.post(&page("03"), &count).await.to).await.body;
    assert!(!paper.contains("data-withheld") && paper.matches(">100,00%<").count() == 19, "{paper}");
    let of_a_box = [t!("minutes-print-hides"), t!("minutes-print-posted"), t!("minutes-print-audit", no = 1)];
    assert!(of_a_box.iter().all(|said| !paper.contains(said.split('1').next().unwrap())), "{paper}");

    let waits = close("01").await;
    assert_eq!(waits.done(), t!("closing-done-others-open"));
    assert!(waits.body.contains(&t!("counting-waits", hamlets = "Thôn 02")), "it names them: {}", waits.body);
    assert!(!waits.body.contains("value=\"count\""), "{}", waits.body);

    let last = close("02").await;
    assert_eq!(last.done(), t!("closing-done"));
    assert!(last.body.contains(&format!("<h2>{}<", t!("counting"))), "{}", last.body);
    assert!(last.body.contains(&t!("counting-together", hamlets = "Thôn 01")), "two ballots alone: {}", last.body);
    assert!(last.body.contains("value=\"count\""), "{}", last.body);
    assert_eq!(clerk.get(&page("02")).await.done(), "");

    // Boxes that are opened together have one sheet, which the head of each hamlet signs.
    let paper = clerk.get(&clerk.post(&page("02"), &count).await.to).await.body;
    let signs = paper.split("a4__sign").nth(1).unwrap();
    assert_eq!(signs.matches(&t!("minutes-print-head")).count(), 2, "{signs}");
    assert!(signs.contains("Thôn 01") && signs.contains("Thôn 02"), "{signs}");
}

/// What speaks against closing a hamlet, as its page says it; nothing where nothing does.
fn doubts(body: &str) -> &str {
    body.split("data-doubts").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap_or_default()
}

#[tokio::test]
async fn what_speaks_against_closing_a_hamlet_is_said_before_it_is_closed() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 4), ("02", 1)]).await;
    let (clerk, actor) = people(&world).await["xa"].clone();
    let mut rules = ruleset("xa-ntm-2021-2025");
    rules.participation.percent = 75;
    let round = world.open(COMMUNE, rules).await;
    let codes = world.issue(round, None).await;
    let rows = world.store.unit_participation(&actor, round, None).await.unwrap();
    let hamlet = rows.rows.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.code == "01").unwrap();
    let page = format!("/lam-viec/dot/{round}/thon/{}", hamlet.id);
    let left = (rows.round.closes - today()).num_days();
    assert!(left > 0);
    let said = clerk.get(&page).await.body;
    let few = |share: &str, missing: u64| {
        t!("closing-few-took-part", share = share.to_owned(), percent = 75_u32, missing = missing)
    };
    let days = t!("closing-days-left", left = left, closes = rows.round.closes);
    assert!(doubts(&said).contains(&few("0,00%", 3)) && doubts(&said).contains(&days), "{said}");
    for issued in codes.iter().filter(|one| one.hamlet_code == "01").take(3) {
        world.store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let said = clerk.get(&page).await.body;
    assert!(!doubts(&said).contains("75%") && doubts(&said).contains(&days), "enough took part: {said}");
    let last: fn() -> Now = || now() + chrono::TimeDelta::days(40);
    let (_, token) = world.invited("sau", person("sau", Role::Front, COMMUNE), last()).await;
    let later = Clerk { app: app_at(&world, last), cookie: Some(token.0) };
    assert_eq!(doubts(&later.get(&page).await.body), "", "nothing speaks against it any more");
}

#[tokio::test]
async fn what_was_done_in_a_hamlet_is_said_on_its_page() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let (clerk, _) = people(&world).await["xa"].clone();
    let page = format!("/lam-viec/dot/{}/thon/{}", stage.open, stage.hamlet);
    let said = async |to: &str, fields: &[(&str, &str)]| {
        let done = clerk.post(to, fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{fields:?}: {}", done.body);
        clerk.get(&done.to).await.done().to_owned()
    };
    clerk.post(&page, &[("step", "spares"), ("count", "2"), ("form", "slip")]).await;
    let spare = [("step", "use-spare"), ("spare", "7"), ("lost", "3"), ("sure", "3")];
    assert_eq!(said(&page, &spare).await, t!("slips-spare-used"));
    let name = [("step", "rename"), ("name", "Thôn Suối Thông"), ("why", "Gõ nhầm")];
    assert_eq!(said(&page, &name).await, t!("hamlet-renamed"));

    // The paper of a slip that is dead waits to be settled.
    let keyed = [("step", "key"), ("slip", "3"), ("keys", "1111111111111111111")];
    let batch = format!("/lam-viec/lo/{}", stage.batch);
    clerk.post(&batch, &[("step", "join"), ("words", &stage.words)]).await;
    clerk.post(&batch, &keyed).await;
    let detail = world.store.hamlet(&Actor::Operator, stage.open, stage.hamlet).await.unwrap();
    let conflict = detail.conflicts.first().expect("a conflict").id.to_string();
    let decision = format!("decision-{conflict}");
    let settle = [("step", "settle"), ("conflict", conflict.as_str()), (decision.as_str(), "Bỏ phiếu giấy")];
    assert_eq!(said(&page, &settle).await, t!("conflict-settled"));

    let fields = stage.fields("/lam-viec/dot/*/thon/*/bien-ban", "keep", Uuid::nil(), Uuid::nil());
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let other = world.store.unit_participation(&Actor::Operator, stage.open, None).await.unwrap().rows;
    let other = other.iter().filter_map(|row| row.hamlet.as_ref()).find(|hamlet| hamlet.id != stage.hamlet).unwrap().id;
    let by_hand = format!("/lam-viec/dot/{}/thon/{other}/bien-ban", stage.open);
    let fields: Vec<_> =
        fields.into_iter().filter(|(name, _)| !["households", "issued", "unreturned"].contains(name)).collect();
    let fields = [&fields[..], &[("households", "6"), ("issued", "6"), ("unreturned", "2")]].concat();
    assert_eq!(said(&by_hand, &fields).await, t!("hamlet-minutes-kept"));
    let withdraw = [("step", "withdraw"), ("reason", "Nhầm thôn"), ("sure", "1")];
    assert_eq!(said(&by_hand, &withdraw).await, t!("hamlet-minutes-withdrawn"));

    let other = format!("/lam-viec/dot/{}/thon/{other}", stage.open);
    assert_eq!(said(&other, &[("step", "close"), ("sure", "1")]).await, t!("closing-done-by-hand"));
    let reopen = [("step", "reopen"), ("reason", "Đóng nhầm"), ("sure", "1")];
    assert_eq!(said(&other, &reopen).await, t!("closing-reopened"));

    let closed = format!("/lam-viec/dot/{}/thon/{}", stage.closed, stage.closed_hamlet);
    let part = |head: &str, value: &[u8]| {
        [b"--x\r\ncontent-disposition: form-data; ", head.as_bytes(), b"\r\n\r\n", value, b"\r\n"].concat()
    };
    let body = [
        part("name=\"step\"", b"attach"),
        part("name=\"file\"; filename=\"a.jpg\"", &photo(100).content),
        b"--x--\r\n".to_vec(),
    ];
    let request = Request::post(&closed).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let kept = clerk.ask(request, body.concat().into()).await;
    assert_eq!(clerk.get(&kept.to).await.done(), t!("closing-file-kept"), "{}", kept.body);
}
