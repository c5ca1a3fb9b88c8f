//! What households read and do not read, on their phones and on paper.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::code::Code;
use app::domain::collection::round::GRACE;
use app::domain::survey::ruleset::Ruleset;
use app::i18n::{Lang, say};
use app::pages::resident::ballot_form::BallotFault;
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Now};
use app::ports::conflicts::Conflicts as _;
use app::ports::participation::Participation as _;
use app::t;
use axum::http::StatusCode;

/// Half an hour after the last day.
fn after_the_grace() -> Now {
    "2024-07-27T00:30:00+07:00".parse().unwrap()
}

#[tokio::test]
async fn the_minutes_after_the_last_day_are_told_and_what_comes_later_says_what_to_do() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 1)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let slip = world.issue(round, None).await[0].code;
    let household = Clerk { app: app(&world), cookie: None };
    let late = Clerk { app: app_at(&world, after_the_grace), cookie: None };
    let minutes = GRACE.num_minutes();
    for lang in [Lang::Vi, Lang::En] {
        let ballot = household.get(&format!("/p/{slip}?lang={}", lang.tag())).await.body;
        let (head, _) = ballot.split_once("<fieldset").unwrap();
        assert!(head.contains(&t!(lang, "ballot-grace", minutes = minutes)), "before the questions: {head}");
        let method = household.get(&format!("/cach-tinh?lang={}", lang.tag())).await.body;
        assert!(method.contains(&t!(lang, "method-last-day", minutes = minutes)), "{method}");
        let mut form = filled_in(slip);
        form.push(("lang", lang.tag().to_owned()));
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let told = late.post("/phieu", &form).await;
        assert_eq!(told.status, StatusCode::GONE);
        let (_, alert) = told.body.split_once("role=\"alert\"").unwrap();
        let (alert, answers) = alert.split_once("</div>").unwrap();
        assert!(alert.contains(&t!(lang, "late-do", hamlet = "Thôn 01")), "{alert}");
        assert_eq!(answers.matches("class=\"review__row\"").count(), 19, "what was filled in is still there");
    }
}

#[tokio::test]
async fn a_text_browser_marks_an_answer_that_is_none_where_nobody_chose() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 1)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let slip = world.issue(round, None).await[0].code.to_string();
    let household = Clerk { app: app(&world), cookie: None };
    let ballot = household.get(&format!("/p/{slip}")).await.body;
    let questions: Vec<&str> = ballot.split("<fieldset").skip(1).collect();
    assert_eq!(questions.len(), 19);
    for (question, no) in questions.iter().zip(1..) {
        let parts = |tag: &str| -> Vec<&str> {
            question.split(tag).skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
        };
        let radios: Vec<&str> = parts("<input").into_iter().filter(|input| input.contains("type=\"radio\"")).collect();
        assert!(radios.iter().all(|radio| radio.contains(&format!("name=\"q{no}\"")) && !radio.contains("checked")));
        // Such a browser marks the first of a name; others do not show it.
        let values: Vec<&str> = radios.iter().map(|radio| radio.split(" value=\"").nth(1).unwrap()).collect();
        let [none, yes, other] = values[..] else { panic!("three: {radios:?}") };
        assert!(none.starts_with('"') && yes.starts_with("s\"") && other.starts_with("u\""), "{radios:?}");
        let is_hidden: Vec<bool> = radios.iter().map(|radio| radio.contains(" hidden")).collect();
        assert_eq!(is_hidden, [true, false, false], "{radios:?}");
        let id = radios[0].split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let words = parts("<label").into_iter().find(|label| label.contains(&format!("for=\"{id}\""))).unwrap();
        assert!(words.contains(" hidden"), "{words}");
    }
    let names: Vec<String> = (1..=19).map(|no| format!("q{no}")).collect();
    let own = [("step", "send"), ("code", slip.as_str())];
    let form: Vec<_> = own.into_iter().chain(names.iter().map(|name| (name.as_str(), ""))).collect();
    let told = household.post("/phieu", &form).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for no in 1..=19 {
        assert!(told.body.contains(&say(Lang::Vi, &BallotFault::Missing { no }.into())), "{no}: {}", told.body);
    }
    assert_eq!(world.turnout(round).await.returned, 0);
}

/// What is read of a page, without the codes on it.
fn read(body: &str, codes: &[String]) -> String {
    let texts = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
    let text = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    codes.iter().fold(text, |text, code| text.replace(code, "CODE"))
}

/// All that a household reads in a round, and whoever hands its paper out.
async fn pages_of(rules: Ruleset) -> Vec<(String, String)> {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 2), ("02", 2)]).await;
    let front = people(&world).await.remove("xa").unwrap().0;
    let round = world.open(COMMUNE, rules).await;
    let rows = world.store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let mut pages = Vec::new();
    let mut codes = Vec::new();
    for (row, form) in rows.iter().zip(["the-ma.pdf", "phieu-giay.pdf"]) {
        let hamlet = row.hamlet.as_ref().unwrap().id;
        front.post(&format!("/lam-viec/dot/{round}/thon/{hamlet}"), &[("step", "issue")]).await;
        let printed = front.get(&format!("/lam-viec/dot/{round}/in/{form}?thon={hamlet}")).await.body;
        codes.extend(codes_in(&printed));
        pages.push((form.to_owned(), printed));
    }
    assert_eq!(codes.len(), 4, "{pages:?}");
    let household = Clerk { app: app(&world), cookie: None };
    let slip = Code::parse(&codes[0]).unwrap();
    for lang in ["vi", "en"] {
        pages.push((format!("ballot {lang}"), household.get(&format!("/p/{slip}?lang={lang}")).await.body));
        let form = filled_in(slip).into_iter().filter(|(name, _)| *name != "step");
        let form: Vec<_> = form.chain([("step", "review".to_owned()), ("lang", lang.to_owned())]).collect();
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let review = household.post("/phieu", &form).await;
        assert_eq!(review.status, StatusCode::OK, "{}", review.body);
        pages.push((format!("review {lang}"), review.body));
    }
    pages.into_iter().map(|(name, body)| (name, read(&body, &codes))).collect()
}

#[tokio::test]
async fn households_do_not_read_whether_their_form_is_a_draft() {
    let rules = ruleset("xa-ntm-2021-2025");
    let issued = Ruleset { draft: false, verified: true, ..rules.clone() };
    let draft = Ruleset { draft: true, verified: false, ..rules };
    for ((name, one), (_, other)) in pages_of(issued).await.into_iter().zip(pages_of(draft).await) {
        assert_eq!(one, other, "{name}");
    }
}

#[tokio::test]
async fn that_a_household_did_not_answer_can_be_said_while_it_can_be_noted_and_once_it_is_decided_that_is_told() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 3)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let slip = world.issue(round, None).await[0].code;
    world.store.cast(cast(slip, 1, &[]), now()).await.unwrap();
    let household = Clerk { app: app(&world), cookie: None };
    let late = Clerk { app: app_at(&world, after_the_grace), cookie: None };
    let (page, code) = (format!("/p/{slip}"), slip.to_string());
    let offers = |seen: &Seen| seen.body.contains("value=\"report\"");
    let (running, over) = (household.get(&page).await, late.get(&page).await);
    assert!(offers(&running) && running.status == StatusCode::CONFLICT, "{}", running.body);
    assert!(!offers(&over) && over.status == StatusCode::CONFLICT, "{}", over.body);
    let report = async || household.post("/phieu", &[("step", "report_sure"), ("code", &code)]).await.body;
    assert!(report().await.contains(&format!("<h1>{}<", t!("reported-title"))));
    let rows = world.store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let hamlet = rows[0].hamlet.as_ref().unwrap().id;
    let conflict = world.store.hamlet(&Actor::Operator, round, hamlet).await.unwrap().conflicts[0].id;
    world.store.settle(&Actor::Operator, conflict, "Hộ đã trả lời", false, now()).await.unwrap();
    assert!(report().await.contains(&format!("<h1>{}<", t!("reported-before-title"))));
    assert_eq!(world.store.unit_participation(&Actor::Operator, round, None).await.unwrap().total.conflicts, 0);
}
