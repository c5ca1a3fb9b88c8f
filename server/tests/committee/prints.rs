//! What is printed: slips that were issued, again while their codes are kept; what goes with them; all hamlets at once.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::code::Code;
use app::ports::casting::Casting as _;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// What a hidden field holds.
fn page_value(body: &str, name: &str) -> String {
    let field = body.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    field.split('"').next().unwrap().to_owned()
}

/// A round of a commune with so many hamlets of three households, and somebody of its Front.
async fn round_of(hamlets: u32) -> (World, Clerk, Clerk, String) {
    let world = World::sqlite().await;
    let codes: Vec<String> = (1..=hamlets).map(|no| format!("{no:02}")).collect();
    let listed: Vec<(&str, u64)> = codes.iter().map(|code| (code.as_str(), 3)).collect();
    world.hamlets(COMMUNE, &listed).await;
    let mut people = people(&world).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    (world, people.remove("xa").unwrap().0, people.remove("thon").unwrap().0, format!("/lam-viec/dot/{round}/in"))
}

#[tokio::test]
async fn slips_of_all_hamlets_are_issued_in_one_go_and_printed_again_until_somebody_says_that_they_are_printed() {
    let (world, clerk, _, prints) = round_of(12).await;
    let refused = clerk.get(&format!("{prints}/the-ma.pdf")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "there is nothing to print yet");
    assert_eq!(clerk.post(&prints, &[("step", "issue")]).await.to, format!("{prints}?xong=phat"));
    let slips = codes_in(&clerk.get(&format!("{prints}/the-ma.pdf")).await.body);
    assert_eq!(slips.iter().collect::<BTreeSet<_>>().len(), 36);
    assert_eq!(codes_in(&clerk.get(&format!("{prints}/phieu-giay.pdf")).await.body), slips, "the same, as ballots");
    // None is left to issue, and none is issued twice.
    assert!(clerk.post(&prints, &[("step", "issue")]).await.tells("sheets-none-left"));
    // One that was used is not printed again.
    world.store.cast(cast(Code::parse(&slips[0]).unwrap(), 1, &[]), now()).await.unwrap();
    assert_eq!(codes_in(&clerk.get(&format!("{prints}/the-ma.pdf")).await.body), slips[1..]);
    let unsure = clerk.post(&prints, &[("step", "forget")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = page_value(&clerk.get(&prints).await.body, "shown");
    let unseen = clerk.post(&prints, &[("step", "forget"), ("sure", "1"), ("shown", "0123")]).await;
    assert!(unseen.tells("sheets-overtaken"), "{}", unseen.body);
    assert_eq!(
        clerk.post(&prints, &[("step", "forget"), ("sure", "1"), ("shown", &shown)]).await.to,
        format!("{prints}?xong=xoa")
    );
    let gone = clerk.get(&format!("{prints}/the-ma.pdf")).await;
    assert_eq!((gone.status, codes_in(&gone.body).len()), (StatusCode::CONFLICT, 0));
}

#[tokio::test]
async fn what_was_issued_for_one_slip_is_printed_alone_and_spares_too() {
    let (_world, clerk, _, prints) = round_of(2).await;
    clerk.post(&prints, &[("step", "issue")]).await;
    let page = clerk.get(&prints).await.body;
    let hamlet = page.split("in?thon=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let own = format!("{prints}?thon={hamlet}");
    let desk = format!("{}/thon/{hamlet}", prints.trim_end_matches("/in"));
    assert_eq!(clerk.post(&desk, &[("step", "one"), ("serial", "1"), ("sure", "1")]).await.to, own);
    assert_eq!(clerk.post(&desk, &[("step", "spares"), ("count", "2")]).await.to, own);
    let page = clerk.get(&own).await.body;
    let files = page.split("the-ma.pdf?").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
    let mut counts = Vec::new();
    for file in files {
        counts.push(codes_in(&clerk.get(&format!("{prints}/the-ma.pdf?{file}")).await.body).len());
    }
    assert_eq!(counts, [5, 2, 1, 2], "all; the spares, the one, those that are left of the first three");
    let refused = clerk.post(&desk, &[("step", "one"), ("serial", "99"), ("sure", "99")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_works_for_a_hamlet_prints_for_it_alone() {
    let (_world, clerk, hamlet, prints) = round_of(2).await;
    clerk.post(&prints, &[("step", "issue")]).await;
    let page = hamlet.get(&prints).await;
    assert_eq!(page.status, StatusCode::OK);
    for name in ["so-phat-phieu", "bang-kiem-phieu"] {
        let places = async |who: &Clerk| who.get(&format!("{prints}/{name}.pdf")).await.body.matches("Thôn 0").count();
        assert_eq!((places(&hamlet).await, places(&clerk).await), (1, 2), "{name}");
    }
    assert_eq!(clerk.get(&format!("{prints}/la.pdf")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_print_is_opened_in_the_browser_under_a_name_and_kept_by_nobody_on_the_way() {
    let (world, clerk, _, prints) = round_of(2).await;
    let rulesets = server::data::rulesets::load(None).unwrap();
    let store = std::sync::Arc::new(world.store.clone());
    let state = server::http::state::app_state(store, rulesets, std::sync::Arc::new(now), "http://ydan.test").unwrap();
    let request = axum::http::Request::get(format!("{prints}/ap-phich.pdf"));
    let request = request.header("cookie", format!("ydan={}", clerk.cookie.unwrap())).body(axum::body::Body::empty());
    let answer = tower::ServiceExt::oneshot(server::http::router::router(state), request.unwrap()).await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("content-disposition"), format!("inline; filename=\"ap-phich-{COMMUNE}.pdf\""));
    assert_eq!(header("cache-control"), "no-store");
    let body = http_body_util::BodyExt::collect(answer.into_body()).await.unwrap().to_bytes();
    assert!(body.starts_with(b"%PDF-1."));
}

/// A district's round in two communes: slips come as one archive with a file a commune.
/// The names in an archive, up to the commune's code, and how many codes are in each file.
async fn files_of(archive: axum::response::Response) -> Vec<(String, usize)> {
    let files = unzipped(archive).await.into_iter();
    let file = |(name, content): (String, Vec<u8>)| {
        let code = name.split(' ').next().unwrap().to_owned();
        (code, codes_in(&String::from_utf8(content).unwrap()).len())
    };
    files.map(file).collect()
}

/// Begins to load a round's slips.
async fn archive(by: &Clerk, prints: &str) -> axum::response::Response {
    loading(by, &format!("{prints}-ca-dot/the-ma.zip")).await
}

#[tokio::test]
async fn whoever_stands_above_communes_takes_their_slips_as_one_archive() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 3), ("02", 3)]).await;
    world.hamlets("24940", &[("01", 3)]).await;
    let people = people(&world).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    let prints = format!("/lam-viec/dot/{round}/in");
    let district = &people["huyen"].0;
    assert_eq!(district.post(&prints, &[("step", "issue")]).await.to, format!("{prints}?xong=phat"));
    assert_eq!(district.get(&format!("{prints}/the-ma.pdf")).await.status, StatusCode::NOT_FOUND);
    let answer = archive(district, &prints).await;
    assert_eq!(
        (answer.status(), answer.headers()["content-type"].to_str().unwrap()),
        (StatusCode::OK, "application/zip")
    );
    assert_eq!(files_of(answer).await, [(COMMUNE.to_owned(), 6), ("24940".to_owned(), 3)]);
    // A commune prints its own hamlets at once.
    let own = people["xa"].0.get(&format!("{prints}/the-ma.pdf")).await.body;
    assert_eq!(codes_in(&own).len(), 6);
}

#[tokio::test]
async fn an_archive_that_is_loaded_slowly_holds_nothing_that_was_printed_meanwhile() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 3), ("02", 3)]).await;
    world.hamlets("24940", &[("01", 3), ("02", 4)]).await;
    let people = people(&world).await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    let prints = format!("/lam-viec/dot/{round}/in");
    let district = &people["huyen"].0;
    district.post(&prints, &[("step", "issue")]).await;
    let slow = archive(district, &prints).await;
    let opened = "select count(*) from audit_log where act like '%audit-print-sheets%'";
    while world.count(opened).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    // The first commune's slips are on their way; of the second one hamlet's are printed meanwhile.
    let other = &people["xa-khac"].0;
    let page = other.get(&format!("{prints}?noi=24940")).await.body;
    let hamlet = page.split("in?thon=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let own = format!("{prints}?thon={hamlet}");
    let shown = page_value(&other.get(&own).await.body, "shown");
    assert_eq!(
        other.post(&own, &[("step", "forget"), ("sure", "1"), ("shown", &shown)]).await.to,
        format!("{own}&xong=xoa")
    );
    assert_eq!(world.count(opened).await, 1, "the second commune's wait for their turn");
    assert_eq!(files_of(slow).await, [(COMMUNE.to_owned(), 6), ("24940".to_owned(), 4)]);
}
