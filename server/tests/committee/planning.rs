//! A plan's ballot: its words in both languages, and how it will look.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::key_letters::KeyHolders;
use app::domain::collection::plan::{Papers, Plan, Purpose};
use app::domain::people::account::Role;
use app::domain::survey::ruleset::Question;
use app::i18n::Lang;
use app::i18n::labels::label;
use app::ports::census::Census as _;
use app::ports::common::Actor;
use app::ports::participation::*;
use app::ports::plans::{NewPlan, Plans as _};
use app::ports::rounds::{NewRound, Rounds as _};
use app::t;
use axum::http::StatusCode;
use server::files::csv;
use uuid::Uuid;

const NEW: &str = "Ông bà có hài lòng với đường trong xóm không?";

/// What the form of a ballot's words would send as it is shown.
fn shown(questions: &[Question]) -> Vec<(String, String)> {
    let texts = |question: &Question| {
        let no = question.no;
        let fields = [
            (format!("vi{no}"), &question.vi),
            (format!("vi{no}_en"), &question.en),
            (format!("topic{no}"), &question.topic),
            (format!("topic{no}_en"), &question.topic_en),
        ];
        fields.map(|(name, text)| (name, text.clone()))
    };
    questions.iter().flat_map(texts).collect()
}

#[tokio::test]
async fn a_question_edited_in_vietnamese_asks_for_its_english() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let plan = async || world.store.plan(&Actor::Operator, stage.plan, now()).await.unwrap();
    let path = format!("/lam-viec/ke-hoach/{}/phieu", stage.plan);
    let edit = async |changes: &[(&str, &str)]| {
        let seen = plan().await;
        let mut fields = shown(&seen.plan.ruleset.questions);
        fields.extend([("step".into(), "keep".into()), ("revision".into(), seen.revision.to_string())]);
        for (name, value) in changes {
            fields.retain(|(own, _)| own != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        people["xa"].0.post(&path, &fields).await
    };
    let before = plan().await.plan.ruleset.questions[1].clone();

    let asked = edit(&[("vi2", NEW), ("topic2", "Đường xóm")]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
    assert!(asked.tells("wording-old-english") && asked.tells("wording-old-english-topic"), "{}", asked.body);
    assert!(asked.body.contains("name=\"vi2_old\"") && !asked.body.contains("name=\"vi3_old\""), "of what was edited");
    assert!(asked.body.contains(NEW), "what was typed stays");
    assert_eq!(plan().await.plan.ruleset.questions[1], before);

    let kept = edit(&[("vi2", NEW), ("vi2_old", "keep"), ("topic2", "Đường xóm"), ("topic2_en", "Lanes")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let after = plan().await.plan.ruleset.questions[1].clone();
    assert_eq!((&*after.vi, &after.en, &*after.topic_en), (NEW, &before.en, "Lanes"));

    assert_eq!(edit(&[("vi2", &before.vi), ("vi2_old", "leave_out")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(plan().await.plan.ruleset.questions[1].en, "");
}

#[tokio::test]
async fn a_ballot_is_previewed_on_a_phone_and_on_paper_before_its_round_opens() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let asked = ruleset("xa-kieu-mau-2021-2025").questions;
    let path = format!("/lam-viec/ke-hoach/{}", stage.plan);
    let front = &people["xa"].0;
    let plan = front.get(&path).await.body;
    assert!(plan.contains("data-compare"), "the wording is ours until somebody compared it");
    let mut fields = shown(&asked);
    let revision = world.store.plan(&Actor::Operator, stage.plan, now()).await.unwrap().revision.to_string();
    fields.extend([("step".into(), "preview".into()), ("revision".into(), revision), ("vi2".into(), NEW.into())]);
    fields.remove(fields.iter().position(|(name, _)| name == "vi2").unwrap());
    fields.push(("vi2_old".into(), "leave_out".into()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let kept = front.post(&format!("{path}/phieu"), &fields).await;
    assert_eq!(kept.to, format!("{path}/xem-truoc"), "{}", kept.body);
    for (preview, says, also) in [
        ("xem-truoc", &asked[2].vi, NEW),
        ("xem-truoc?lang=en", &asked[2].en, NEW),
        ("phieu-giay.pdf", &asked[2].vi, NEW),
    ] {
        let seen = front.get(&format!("{path}/{preview}")).await;
        assert_eq!(seen.status, StatusCode::OK, "{preview}");
        assert!(seen.body.contains(says.as_str()) && seen.body.contains(also), "{preview}: {}", seen.body);
        let is_marked = seen.body.contains("data-preview") || seen.body.contains(&t!("prints-preview"));
        assert!(is_marked, "{preview} says what it is");
        assert!(!seen.body.contains("/phieu.js"), "{preview} keeps nothing on the phone");
    }
    for to in ["xem-truoc", "phieu-giay.pdf"] {
        assert!(plan.contains(&format!("href=\"{path}/{to}\"")), "the plan leads to {to}");
    }
    let phone = front.get(&format!("{path}/xem-truoc")).await.body;
    let sends = phone.split("<button").skip(1).filter(|button| button.contains("value=\"review\""));
    assert!(sends.clone().count() == 1 && sends.clone().all(|button| button.contains("disabled")), "{phone}");
    assert!(!phone.contains("action=\"/phieu\""), "nothing leads to the ballot box");
    assert_eq!(people["xa-khac"].0.get(&format!("{path}/xem-truoc")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_is_asked_to_compare_a_wording_that_was_compared() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let front = &people(&world).await["xa"].0;
    let mut view = world.store.plan(&Actor::Operator, stage.plan, now()).await.unwrap();
    view.plan.reviewed = true;
    world.store.keep(&Actor::Operator, stage.plan, &view.revision, view.plan, now()).await.unwrap();
    assert!(!front.get(&format!("/lam-viec/ke-hoach/{}", stage.plan)).await.body.contains("data-compare"));
}

#[tokio::test]
async fn households_and_readers_are_told_what_a_round_is_for() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 4)]).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let (store, id) = (&world.store, Uuid::new_v4());
    let papers = Papers { purpose: Purpose::Withdraw, ..Papers::default() };
    let (opens, closes) = (day("2024-07-01"), day("2024-07-26"));
    let rules = ruleset("xa-ntm-2021-2025");
    let new = NewRound { id, unit_code: COMMUNE.into(), ruleset: rules, papers, opens, closes };
    store.open_at_once(&Actor::Operator, new, now()).await.unwrap();
    let told = |lang: Lang| t!(lang, "purpose-told-withdraw", unit = "Xã Đạ Ròn");
    let official = |lang: Lang| t!(lang, "purpose-official", purpose = label(lang, Purpose::Withdraw));
    let holds = async |path: String, says: String| {
        let body = clerk.get(&path).await.body;
        assert!(body.contains(&says), "{path}: {says}: {body}");
    };
    let hamlet = store.unit_participation(&Actor::Operator, id, None).await.unwrap().rows[0].hamlet.clone().unwrap();
    let page = format!("/lam-viec/dot/{id}/thon/{}", hamlet.id);
    clerk.post(&page, &[("step", "issue")]).await;
    let mut slip = String::new();
    for print in ["the-ma.pdf", "phieu-giay.pdf"] {
        let printed = clerk.get(&format!("/lam-viec/dot/{id}/in/{print}")).await.body;
        assert!(printed.contains(&told(Lang::Vi)), "{printed}");
        slip = format!("/p/{}", codes_in(&printed)[0]);
    }
    holds(slip.clone(), told(Lang::Vi)).await;
    holds(format!("{slip}?lang=en"), told(Lang::En)).await;
    holds(format!("/lam-viec/dot/{id}"), official(Lang::Vi)).await;
    store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, id).await;
    store.publish(&Actor::Operator, id, now()).await.unwrap();
    for lang in [Lang::Vi, Lang::En] {
        holds(format!("/thong-bao/{id}?lang={}", lang.tag()), official(lang)).await;
        holds(format!("/ket-qua/{COMMUNE}?lang={}", lang.tag()), official(lang)).await;
    }
    holds(format!("/lam-viec/dot/{id}/thong-bao?xong=xem"), official(Lang::Vi)).await;
}

#[tokio::test]
async fn a_usual_round_says_nothing_of_its_purpose_to_households() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let preview = people["xa"].0.get(&format!("/lam-viec/ke-hoach/{}/xem-truoc", stage.plan)).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(!preview.body.contains("class=\"ballot__purpose\""), "{}", preview.body);
}

/// What shipped rulesets know of the participation is a remark, and no document.
#[tokio::test]
async fn a_new_plan_asks_which_document_sets_its_participation() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 4)]).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let chosen = [("ruleset", "xa-ntm-2021-2025"), ("unit", COMMUNE), ("opens", "2024-08-01")];
    let fields = [&chosen[..], &[("purpose", "recognise")]].concat();
    let begun = clerk.post("/lam-viec/ke-hoach/moi", &fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let plan: Uuid = begun.to.rsplit('/').next().unwrap().parse().unwrap();
    let seen = world.store.plan(&Actor::Operator, plan, now()).await.unwrap();
    let rule = &seen.plan.ruleset.participation;
    assert!(rule.source.is_empty() && !rule.note.is_empty(), "{rule:?}");
    let page = clerk.get(&begun.to).await.body;
    assert!(page.contains("href=\"#participation_source\"") && page.contains(&rule.note), "{page}");
}

#[tokio::test]
async fn what_is_typed_and_not_saved_is_opened_with_the_round() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10), ("02", 4)]).await;
    let people = people(&world).await;
    let (clerk, actor) = &people["xa"];
    let (id, opens, closes) = (Uuid::new_v4(), day("2024-07-10"), day("2024-07-31"));
    let papers = Papers { number: "12/KH".into(), basis: vec!["HD 90".into()], ..Papers::default() };
    let plan = Plan {
        ruleset: ruleset("xa-ntm-2021-2025"),
        papers,
        opens,
        closes,
        reviewed: true,
        holders: KeyHolders::default(),
    };
    world.store.begin(actor, NewPlan { id, unit_code: COMMUNE.into(), plan, many: false }, now()).await.unwrap();
    let revision = world.store.plan(actor, id, now()).await.unwrap().revision.to_string();
    let send = async |percent: &str, source: &str| {
        let shown = [("step", "open"), ("revision", revision.as_str()), ("number", "12/KH"), ("basis", "HD 90")];
        let days = [("opens", "2024-07-10"), ("closes", "2024-07-30")];
        let typed = [("percent", percent), ("participation_source", source)];
        clerk.post(&format!("/lam-viec/ke-hoach/{id}"), &[&shown[..], &days, &typed].concat()).await
    };
    assert_eq!(send("sáu mươi", "12/KH").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = send("60", "").await;
    assert!(asked.status == StatusCode::UNPROCESSABLE_ENTITY && asked.tells("plan-not-ready"), "{}", asked.body);
    assert!(asked.body.contains("name=\"percent\" type=\"text\" value=\"60\""), "what was typed stays: {}", asked.body);
    let before = world.store.plan(actor, id, now()).await.unwrap();
    assert_eq!((before.revision.to_string(), before.plan.closes), (revision.clone(), closes), "nothing is half kept");
    assert_eq!(send("60", "12/KH").await.to, format!("/lam-viec/dot/{id}?xong=mo"));
    let round = world.store.round(id).await.unwrap();
    let rule = &round.ruleset.participation;
    assert_eq!((rule.percent, rule.source.as_str(), round.closes), (60, "12/KH", day("2024-07-30")));
}

#[tokio::test]
async fn hamlets_saved_for_a_plan_lead_back_to_it_and_either_page_says_so() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let (plan, list) = (format!("/lam-viec/ke-hoach/{}", stage.plan), format!("/lam-viec/thon/{COMMUNE}"));
    let from_plan = format!("{list}?ke-hoach={}", stage.plan);
    assert!(clerk.get(&plan).await.body.contains(&format!("href=\"{from_plan}\"")));
    let save = async |from: &str, third: &str| {
        let page = clerk.get(from).await.body;
        let value = |name: &str| {
            let rest =
                page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
            rest.split('"').next().unwrap().to_owned()
        };
        let (id, revision) = (value("plan"), value("revision"));
        let known = [("known1", "01"), ("code1", "01"), ("name1", "Thôn 01"), ("households1", "6")];
        let more = [("known2", "02"), ("code2", "02"), ("name2", "Thôn 02"), ("households2", "6")];
        let new = [("code3", third), ("name3", third), ("households3", "9"), ("step", "keep")];
        let own = [("plan", id.as_str()), ("revision", revision.as_str())];
        let saved = clerk.post(&list, &[&known[..], &more, &new, &own].concat()).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        saved.to
    };
    let to = save(&from_plan, "03").await;
    assert_eq!(to.split('?').next(), Some(plan.as_str()));
    assert_eq!(clerk.get(&to).await.done(), t!("saved"));
    assert_eq!(clerk.get(&plan).await.done(), "");
    let alone = clerk.get(&list).await.body;
    assert!(alone.contains("value=\"Thôn 02\"") && alone.contains("value=\"03\""), "{alone}");
    world.store.discard(&Actor::Operator, stage.plan, now()).await.unwrap();
    let third = [("known3", "03"), ("code3", "03"), ("name3", "Thôn 03"), ("households3", "9"), ("step", "keep")];
    let revision = alone.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let known = [("known1", "01"), ("code1", "01"), ("name1", "Thôn 01"), ("households1", "6")];
    let more = [("known2", "02"), ("code2", "02"), ("name2", "Thôn 02"), ("households2", "6"), ("revision", revision)];
    let to = clerk.post(&list, &[&known[..], &more, &third].concat()).await.to;
    assert_eq!(to.split('?').next(), Some(list.as_str()), "where no plan asked for them");
    assert_eq!(clerk.get(&to).await.done(), t!("saved"));
}

#[tokio::test]
async fn a_commune_that_lists_far_fewer_households_than_were_counted_is_marked_on_its_list_and_its_plan() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let on = day("2024-04-01");
    let marked = async |households: &str| {
        let counted = csv::households(format!("code,households\n{COMMUNE},{households}\n").as_bytes(), on).unwrap();
        world.store.import_households(&Actor::Operator, counted, on, "Điều tra", now()).await.unwrap();
        let clerk = &people["xa"].0;
        let plan = clerk.get(&format!("/lam-viec/ke-hoach/{}", stage.plan)).await.body;
        let list = clerk.get(&format!("/lam-viec/thon/{COMMUNE}")).await.body;
        (plan.contains(&format!(">{}<", t!("plan-commune-few"))), list.contains(&t!("hamlets-far-fewer")))
    };
    assert_eq!(marked("12").await, (false, false));
    assert_eq!(marked("60").await, (true, true), "twelve of sixty");
}

#[tokio::test]
async fn a_question_without_english_says_so_where_it_is_worded() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let seen = world.store.plan(&Actor::Operator, stage.plan, now()).await.unwrap();
    let mut plan = seen.plan;
    plan.ruleset.questions[1].en = String::new();
    world.store.keep(&Actor::Operator, stage.plan, &seen.revision, plan, now()).await.unwrap();
    let page = people["xa"].0.get(&format!("/lam-viec/ke-hoach/{}/phieu", stage.plan)).await.body;
    assert_eq!(page.matches(&t!("wording-english-none")).count(), 1, "{page}");
    assert!(page.contains("id=\"vi2_en-hint\""), "{page}");
}

#[tokio::test]
async fn that_a_set_was_asked_before_is_said_at_the_purpose() {
    let world = World::sqlite().await;
    set_the_stage(&world).await;
    let people = people(&world).await;
    let begin = async |purpose: &str| {
        let fields = [("ruleset", "xa-ntm-2021-2025"), ("unit", COMMUNE), ("opens", "2024-08-01")];
        people["xa"].0.post("/lam-viec/ke-hoach/moi", &[&fields[..], &[("purpose", purpose)]].concat()).await
    };
    let asked = begin("recognise").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("data-message=\"open-round-asked-before\"><a href=\"#purpose\""), "{}", asked.body);
    assert_eq!(begin("reassess").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_plan_says_what_its_round_is_for_and_a_usual_purpose_is_not_told_to_readers() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    let (clerk, actor) = member(&world, Role::Front, COMMUNE).await;
    for purpose in [Purpose::Recognise, Purpose::Reassess] {
        let (id, opens, closes) = (Uuid::new_v4(), day("2024-07-10"), day("2024-07-31"));
        let plan = Plan {
            ruleset: ruleset("xa-ntm-2021-2025"),
            papers: Papers { purpose, ..Papers::default() },
            opens,
            closes,
            reviewed: false,
            holders: KeyHolders::default(),
        };
        world.store.begin(&actor, NewPlan { id, unit_code: COMMUNE.into(), plan, many: false }, now()).await.unwrap();
        let page = clerk.get(&format!("/lam-viec/ke-hoach/{id}")).await.body;
        let named = format!("{}: {}<", t!("plan-purpose"), label(Lang::Vi, purpose));
        assert!(page.replace("<!>", "").contains(&named), "{named}: {page}");
        let id = Uuid::new_v4();
        let papers = Papers { purpose, ..Papers::default() };
        let rules = ruleset("xa-ntm-2021-2025");
        let new = NewRound { id, unit_code: COMMUNE.into(), ruleset: rules, papers, opens, closes };
        world.store.open_at_once(&Actor::Operator, new, now()).await.unwrap();
        world.end(id).await;
        world.store.publish(&Actor::Operator, id, now()).await.unwrap();
        let page = clerk.get(&format!("/ket-qua/{COMMUNE}?dot={id}")).await.body;
        let official = t!("purpose-official", purpose = label(Lang::Vi, purpose));
        assert_eq!(page.contains(&official), purpose != Purpose::Recognise, "{purpose:?}: {page}");
    }
}

#[tokio::test]
async fn a_plan_takes_over_what_an_earlier_round_rested_on_and_nobody_elses() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 4), ("02", 4)]).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let mut rules = ruleset("xa-ntm-2021-2025");
    rules.questions[1].vi = NEW.into();
    let (purpose, basis) = (Purpose::Reassess, vec!["Kế hoạch riêng".into()]);
    let papers = Papers { purpose, basis, contact: "bà Lan, 0263".into(), ..Papers::default() };
    let round = async |unit_code: &str, papers: &Papers| {
        let (id, opens, closes) = (Uuid::new_v4(), day("2024-06-01"), day("2024-06-20"));
        let (ruleset, papers) = (rules.clone(), papers.clone());
        let new = NewRound { id, unit_code: unit_code.into(), ruleset, papers, opens, closes };
        world.store.open_at_once(&Actor::Operator, new, now()).await.unwrap();
        id.to_string()
    };
    let (own, elsewhere) = (round(COMMUNE, &papers).await, round("24940", &papers).await);
    let page = clerk.get("/lam-viec/ke-hoach/moi").await.body;
    assert!(page.contains(&format!("value=\"{own}\"")) && !page.contains(&elsewhere), "{page}");
    let begin = async |like: &str| {
        let fields = [("ruleset", "xa-ntm-2021-2025"), ("unit", COMMUNE), ("opens", "2024-09-02"), ("like", like)];
        clerk.post("/lam-viec/ke-hoach/moi", &[&fields[..], &[("purpose", "reassess")]].concat()).await
    };
    assert!(begin(&elsewhere).await.tells("plan-no-round-to-take-over"));
    let begun = begin(&own).await;
    let id = begun.to.rsplit('/').next().and_then(|id| Uuid::parse_str(id).ok()).expect("a plan");
    let plan = world.store.plan(&Actor::Operator, id, now()).await.unwrap().plan;
    assert_eq!((plan.ruleset.questions[1].vi.as_str(), plan.papers.contact.as_str()), (NEW, "bà Lan, 0263"));
    assert_eq!((plan.papers.basis[0].as_str(), plan.papers.number.as_str()), ("Kế hoạch riêng", ""));
    assert!(!plan.reviewed, "somebody compares it again");
}
