//! Key holders on the committee's pages: named on the plan, their letters printed once, their parts typed on the round's page.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::key_parts::KeyPart;
use app::ports::casting::{CastOutcome, Casting as _};
use app::ports::common::Actor;
use app::ports::counting::Counting as _;
use app::ports::participation::Participation as _;
use app::ports::plans::Plans as _;
use app::ports::rounds::Rounds as _;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt as _;
use uuid::Uuid;

const NAMES: &str = "Nguyễn Thị Hoa\r\nLê Văn Ba\r\nK’ Brơi";

/// A plan that lacks nothing, and what its form would send.
async fn planned(world: &World) -> (Uuid, String, Vec<(&'static str, String)>) {
    world.hamlets(COMMUNE, &[("01", 9), ("02", 9)]).await;
    let id = Uuid::new_v4();
    let plan = world.begin_held(id, COMMUNE, ruleset("xa-ntm-2021-2025"), &[], 0).await;
    let fields = [
        ("number", plan.papers.number.clone()),
        ("opens", plan.opens.to_string()),
        ("closes", plan.closes.to_string()),
        ("days_off", String::new()),
        ("basis", plan.papers.basis.join("\n")),
        ("percent", plan.ruleset.participation.percent.to_string()),
        ("base", "households".into()),
        ("counted", "returned".into()),
        ("participation_source", plan.ruleset.participation.source.clone()),
    ];
    (id, format!("/lam-viec/ke-hoach/{id}"), fields.into())
}

/// The groups on each letter of a page, and its check word.
fn letters(page: &str) -> Vec<(String, String)> {
    let letter = |letter: &str| {
        let part = letter.split("</ol>").next().unwrap();
        let groups = part.split("<li>").skip(1).map(|rest| rest.split([' ', '<']).next().unwrap());
        let word = letter.split("key-letter__word\">").nth(1).unwrap().split('<').next().unwrap();
        (groups.collect::<Vec<_>>().join("-"), word.to_owned())
    };
    page.split("key-letter__groups").skip(1).map(letter).collect()
}

/// Whether a field is named as one to be mended.
fn is_faulty(page: &str, field: &str) -> bool {
    let of = |tag: &str| tag.contains(&format!(" id=\"{field}\"")) && tag.contains("aria-invalid=\"true\"");
    page.split('<').any(of)
}

#[tokio::test]
async fn holders_are_named_their_letters_printed_once_and_the_boxes_opened_with_their_parts() {
    let world = World::sqlite().await;
    let (id, path, shown) = planned(&world).await;
    let (store, people) = (&world.store, people(&world).await);
    let clerk = &people["xa"].0;
    let post = async |step: &str, more: &[(&str, &str)]| {
        let revision = store.plan(&Actor::Operator, id, now()).await.unwrap().revision.to_string();
        let mut fields = vec![("step", step), ("revision", revision.as_str())];
        fields.extend(shown.iter().map(|(name, value)| (*name, value.as_str())));
        fields.extend(more);
        clerk.post(&path, &fields).await
    };
    let page = clerk.get(&path).await.body;
    let folded = page.split("id=\"key-holders\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(!folded.contains("open"), "nobody has to do anything");
    assert!(page.contains("href=\"#open\"") && !page.contains("name=\"word1\""));

    let alone = post("keep", &[("holders", "Hoa"), ("needed", "2")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.tells("key-holders-number") && is_faulty(&alone.body, "holders"), "{}", alone.body);
    for needed in ["1", "4", "", "hai"] {
        let wrong = post("letters", &[("holders", NAMES), ("needed", needed)]).await;
        assert!(wrong.tells("key-holders-needed") && is_faulty(&wrong.body, "needed"), "{needed}");
        assert!(wrong.body.contains("K’ Brơi") && !wrong.body.contains("key-letter__groups"));
    }
    assert!(is_faulty(&post("letters", &[]).await.body, "holders"), "nobody is named");
    let unprinted = post("open", &[("holders", NAMES), ("needed", "2")]).await;
    assert!(unprinted.tells("plan-not-ready"), "the server does not keep the key in their place: {}", unprinted.body);

    let first = letters(&post("letters", &[("holders", NAMES), ("needed", "2")]).await.body);
    let printed = post("letters", &[("holders", NAMES), ("needed", "2")]).await;
    assert_eq!(printed.status, StatusCode::OK, "{}", printed.body);
    let letters = letters(&printed.body);
    assert_eq!((first.len(), letters.len()), (3, 3));
    for (no, (part, _)) in (1..).zip(&letters) {
        let part = KeyPart::parse(part).expect("a part");
        assert_eq!((part.number(), part.needed()), (no, 2));
        assert!(!first.iter().any(|(old, _)| *old == part.to_string()));
    }
    let page = clerk.get(&path).await.body;
    assert!(letters.iter().all(|(part, word)| !page.contains(part) && !page.contains(word)), "shown once");
    assert!(page.contains("name=\"word3\"") && page.contains(&letters[0].0[..4]));

    let held = [("holders", NAMES), ("needed", "2")];
    let none = post("open", &held).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.tells("check-word-missing") && (1..=3).all(|no| is_faulty(&none.body, &format!("word{no}"))));
    let old = [("word1", letters[0].1.as_str()), ("word2", &first[1].1), ("word3", &letters[2].1)];
    let wrong = post("open", &[&held[..], &old].concat()).await;
    assert!(wrong.tells("check-word-wrong") && is_faulty(&wrong.body, "word2") && !is_faulty(&wrong.body, "word1"));
    let lower = letters[1].1.to_lowercase();
    let right = [("word1", letters[0].1.as_str()), ("word2", &lower), ("word3", &letters[2].1)];
    let opened = post("open", &[&held[..], &right].concat()).await;
    assert_eq!((opened.status, opened.to), (StatusCode::SEE_OTHER, format!("/lam-viec/dot/{id}?xong=mo")));

    for issued in world.issue(id, None).await.iter().take(6) {
        assert_eq!(store.cast(cast(issued.code, 1, &[2]), now()).await.unwrap(), CastOutcome::Counted);
    }
    store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.unwrap();
    let hamlet = store.unit_participation(&Actor::Operator, id, None).await.unwrap();
    let hamlet = hamlet.rows.iter().find(|row| row.turnout.returned > 0).unwrap().hamlet.clone().unwrap().id;
    let page = clerk.get(&format!("/lam-viec/dot/{id}/thon/{hamlet}")).await.body;
    assert!(!page.contains("value=\"count\""), "a hamlet's box is not opened by itself");
    assert!(page.matches(&format!("<a href=\"/lam-viec/dot/{id}\"")).count() > 0, "{page}");

    let round = format!("/lam-viec/dot/{id}");
    let count = async |parts: [&str; 3]| {
        let [one, two, three] = parts;
        let parts = [("part1", one), ("part2", two), ("part3", three)];
        clerk.post(&round, &[&[("step", "count"), ("sure", "1")][..], &parts].concat()).await
    };
    let page = clerk.get(&round).await.body;
    assert!(page.contains("name=\"part3\"") && page.contains("K’ Brơi"));
    let few = count(["", "", &letters[2].0]).await;
    assert!(few.tells("key-part-too-few") && is_faulty(&few.body, "part1"), "{}", few.body);
    assert!(few.body.contains(&letters[2].0), "what was typed is work: it stays");
    let older = count([&letters[0].0, &first[1].0, ""]).await;
    assert!(older.tells("key-part-other-letters") && is_faulty(&older.body, "part2"));
    let unsure = clerk.post(&round, &[("step", "count"), ("part1", &letters[0].0), ("part2", &letters[1].0)]).await;
    assert!(unsure.tells("field-not-confirmed") && unsure.body.contains(&letters[1].0));
    let done = count(["", &letters[1].0, &letters[0].0]).await;
    assert_eq!((done.status, done.to), (StatusCode::SEE_OTHER, format!("{round}?xong=kiem")));
    let results = store.results(&Actor::Operator, id, None).await.unwrap();
    assert_eq!((results.participation.turnout.returned, results.participation.turnout.valid), (6, 6));
    assert_eq!(world.count("select count(*) from ballot where answers like 'su%'").await, 6);
    assert!(!clerk.get(&round).await.body.contains("name=\"part1\""));
    assert_eq!(store.key_holders(id).await.unwrap().unwrap().holders.names.len(), 3);
}

#[tokio::test]
async fn nothing_keeps_a_page_of_letters() {
    let world = World::sqlite().await;
    let (id, path, mut fields) = planned(&world).await;
    let people = people(&world).await;
    let revision = world.store.plan(&Actor::Operator, id, now()).await.unwrap().revision.to_string();
    fields.extend([
        ("step", "letters".into()),
        ("revision", revision),
        ("holders", NAMES.into()),
        ("needed", "3".into()),
    ]);
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let clerk = &people["xa"].0;
    let request = Request::post(&path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("ydan={}", clerk.cookie.as_ref().unwrap()));
    let response = clerk.app.clone().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()[header::CACHE_CONTROL]),
        (StatusCode::OK, &"no-store".parse().unwrap())
    );
}
