//! A commune's list of hamlets, pasted from a spreadsheet.

use crate::common::*;
use crate::stage::*;
use app::domain::people::account::Role;
use app::ports::common::Actor;
use app::ports::hamlets::Hamlets as _;
use app::t;
use axum::http::StatusCode;

/// What the fields of the table hold.
fn value(body: &str, name: &str) -> Option<String> {
    let input = body.split("<input").find(|input| input.contains(&format!("name=\"{name}\"")))?;
    Some(input.split("value=\"").nth(1)?.split('"').next()?.to_owned())
}

/// The table as its form would send it.
fn table(body: &str) -> Vec<(String, String)> {
    let names = (1..=200).flat_map(|line| ["known", "code", "name", "households"].map(|part| format!("{part}{line}")));
    let mut fields: Vec<_> = names.filter_map(|name| Some((name.clone(), value(body, &name)?))).collect();
    fields.extend(["revision", "plan"].map(|name| (name.to_owned(), value(body, name).unwrap())));
    fields
}

async fn send(clerk: &Clerk, page: &str, mut fields: Vec<(String, String)>, step: &str, list: &str) -> Seen {
    fields.extend([("step", step), ("list", list)].map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    clerk.post(page, &fields).await
}

async fn kept(world: &World) -> Vec<(String, String, u64)> {
    let list = world.store.hamlets(&Actor::Operator, COMMUNE, now()).await.unwrap().hamlets;
    list.into_iter().map(|row| (row.code, row.name, row.households)).collect()
}

#[tokio::test]
async fn thirty_hamlets_pasted_from_a_spreadsheet_are_looked_at_and_kept_in_one_go() {
    let world = World::sqlite().await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let page = format!("/lam-viec/thon/{COMMUNE}");
    let rows: Vec<String> = (1..=30).map(|no| format!("{no}\tThôn Số {no}\t{}", 100 + no)).collect();
    let before = table(&clerk.get(&page).await.body);
    let seen = send(
        &clerk,
        &page,
        before,
        "paste",
        &format!("STT\tTên thôn\tSố hộ\n{}\nTổng cộng\t\t3465\n", rows.join("\n")),
    )
    .await;
    assert_eq!((seen.status, seen.done()), (StatusCode::OK, &*t!("hamlets-pasted", count = 30_u64, known = 0_u64)));
    assert_eq!(kept(&world).await, [], "nothing is kept before somebody looked at it");
    let seen = send(&clerk, &page, table(&seen.body), "keep", "").await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    let list = kept(&world).await;
    assert_eq!((list.len(), list[29].clone()), (30, ("30".into(), "Thôn Số 30".into(), 130)));
}

#[tokio::test]
async fn of_two_hundred_pasted_lines_the_two_wrong_ones_are_marked_and_nothing_is_lost() {
    let world = World::sqlite().await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let page = format!("/lam-viec/thon/{COMMUNE}");
    let line = |no: usize| match no {
        57 => "Thôn Năm Bảy\tchín mươi\n".to_owned(),
        123 => "Th«n §oµn KÕt\t90\n".to_owned(),
        no => format!("Thôn Số {no}\t{no}\n"),
    };
    let list: String = (1..=200).map(line).collect();
    let before = table(&clerk.get(&page).await.body);
    let seen = send(&clerk, &page, before.clone(), "paste", &list).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let marked = seen.body.split("<input").filter(|input| input.contains("aria-invalid=\"true\""));
    let marked: Vec<_> =
        marked.map(|input| input.split("name=\"").nth(1).unwrap().split('"').next().unwrap()).collect();
    assert_eq!(marked, ["households57", "name123"]);
    let filled = table(&seen.body);
    assert_eq!(filled.iter().filter(|(name, value)| name.starts_with("name") && !value.is_empty()).count(), 200);
    assert_eq!(value(&seen.body, "households57").unwrap(), "chín mươi", "as it was written");
    assert_eq!(value(&seen.body, "code200").unwrap(), "200", "codes by themselves");
    let many = send(&clerk, &page, before, "paste", &format!("{list}Thôn Nữa\t5\n")).await;
    assert!(many.tells("hamlets-paste-many") && many.body.contains("Thôn Số 199\t199"), "what was pasted stays");
    let nothing = send(&clerk, &page, Vec::new(), "paste", " \n").await;
    assert!(nothing.tells("hamlets-paste-nothing"), "{}", nothing.body);
    assert_eq!(kept(&world).await, []);
}

#[tokio::test]
async fn pasted_hamlets_that_are_there_already_get_their_new_numbers_and_a_foreign_list_is_said_to_be_one() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 20)]).await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let page = format!("/lam-viec/thon/{COMMUNE}");
    let mut before = table(&clerk.get(&page).await.body);
    // What somebody typed and did not keep yet stays.
    before.iter_mut().find(|(name, _)| name == "households1").unwrap().1 = "11".into();
    let seen = send(&clerk, &page, before.clone(), "paste", "thôn 2: 25 hộ\nThôn Mới: 30 hộ").await;
    assert_eq!(seen.done(), t!("hamlets-pasted", count = 2_u64, known = 1_u64));
    let seen = send(&clerk, &page, table(&seen.body), "keep", "").await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    let list = kept(&world).await;
    let list: Vec<_> = list.iter().map(|(code, name, households)| (&**code, &**name, *households)).collect();
    // Whoever pastes into a list that somebody else changed meanwhile does not revert that unseen.
    let old = table(&clerk.get(&page).await.body);
    world.hamlets(COMMUNE, &[("01", 99)]).await;
    let seen = send(&clerk, &page, old, "paste", "Thôn Nữa 7").await;
    let seen = send(&clerk, &page, table(&seen.body), "keep", "").await;
    assert!(seen.tells("hamlets-overtaken"), "{}", seen.body);
    assert_eq!(list, [("01", "Thôn 01", 11), ("02", "thôn 2", 25), ("03", "Thôn Mới", 30)]);
    let before = table(&clerk.get(&page).await.body);
    let seen = send(&clerk, &page, before, "paste", "Buôn Một 40\nBuôn Hai 50").await;
    assert_eq!(seen.done(), t!("hamlets-pasted-others", count = 2_u64));
}

/// The same fields with a file, as a browser sends them.
async fn send_file(clerk: &Clerk, page: &str, fields: Vec<(String, String)>, file: &[u8]) -> Seen {
    let mut body = Vec::new();
    for (name, value) in fields.into_iter().chain([("step".to_owned(), "file".to_owned())]) {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"thon.xlsx\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    let request = axum::http::Request::post(page).header("content-type", "multipart/form-data; boundary=x");
    clerk.ask(request, body.into()).await
}

/// The workbook to fill in.
async fn template(clerk: &Clerk, page: &str) -> Vec<u8> {
    let request = axum::http::Request::get(format!("{page}/mau.xlsx"));
    let request = request.header("cookie", format!("ydan={}", clerk.cookie.clone().unwrap()));
    let answer = tower::ServiceExt::oneshot(clerk.app.clone(), request.body(axum::body::Body::empty()).unwrap()).await;
    http_body_util::BodyExt::collect(answer.unwrap().into_body()).await.unwrap().to_bytes().into()
}

#[tokio::test]
async fn the_template_reads_back_codes_with_letters_and_names_that_are_numbers() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 40), ("02", 50)]).await;
    world.tamper("update hamlet set code = 'A1' where code = '01'").await;
    world.tamper("update hamlet set name = '3' where code = '02'").await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let page = format!("/lam-viec/thon/{COMMUNE}");
    let before = table(&clerk.get(&page).await.body);
    let seen = send_file(&clerk, &page, before, &template(&clerk, &page).await).await;
    assert_eq!(seen.done(), t!("hamlets-pasted", count = 2_u64, known = 2_u64), "{}", seen.body);
    assert_eq!(send(&clerk, &page, table(&seen.body), "keep", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(kept(&world).await, [("02".into(), "3".into(), 50), ("A1".into(), "Thôn 01".into(), 40)]);
}

#[tokio::test]
async fn the_template_filled_in_comes_into_the_table_and_is_kept_after_a_look() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 40)]).await;
    let (clerk, _) = member(&world, Role::Front, COMMUNE).await;
    let page = format!("/lam-viec/thon/{COMMUNE}");
    let before = table(&clerk.get(&page).await.body);
    let template = template(&clerk, &page).await;
    let seen = send_file(&clerk, &page, before.clone(), &template).await;
    assert_eq!((seen.status, seen.done()), (StatusCode::OK, &*t!("hamlets-pasted", count = 1_u64, known = 1_u64)));
    let seen =
        send_file(&clerk, &page, before.clone(), "Tên thôn;Số hộ\nThôn 01;41\nThôn Mới;1.020\n".as_bytes()).await;
    assert_eq!(seen.done(), t!("hamlets-pasted", count = 2_u64, known = 1_u64), "{}", seen.body);
    assert_eq!(
        kept(&world).await,
        [("01".into(), "Thôn 01".into(), 40)],
        "nothing is kept before somebody looked at it"
    );
    assert_eq!(send(&clerk, &page, table(&seen.body), "keep", "").await.status, StatusCode::SEE_OTHER);
    let new = ("02".into(), "Thôn Mới".into(), 1_020);
    assert_eq!(kept(&world).await, [("01".into(), "Thôn 01".into(), 41), new]);
    // What is no list is refused at its field, and what was typed in the table stays.
    let mut typed = table(&clerk.get(&page).await.body);
    typed.iter_mut().filter(|(name, _)| name == "name3").for_each(|(_, value)| *value = "Thôn Gõ Dở".into());
    for (file, key) in [(&b"%PDF-1.7"[..], "a PDF"), (b"", "empty"), ("Tên thôn;Số hộ\n".as_bytes(), "no rows")] {
        let seen = send_file(&clerk, &page, typed.clone(), file).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(seen.body.contains("Thôn Gõ Dở") && seen.body.contains("id=\"file-fault\""), "{key}: {}", seen.body);
    }
}
