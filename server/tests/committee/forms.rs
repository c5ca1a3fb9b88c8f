//! What is typed wrong is told kindly, and what is public is shown to whom it is.

use crate::common::*;
use crate::stage::*;
use app::domain::collection::notice::NoticeWords;
use app::domain::oversight::recommendation::RecommendationAction;
use app::domain::people::account::Role;
use app::domain::survey::percent::Share;
use app::i18n::{Lang, say};
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Faults};
use app::ports::notices::Notices as _;
use app::ports::paper::Paper as _;
use app::ports::participation::*;
use app::ports::recommendations::NewRecommendation;
use app::ports::recommendations::NewStep;
use app::ports::recommendations::Recommendations as _;
use app::ports::recommendations::Subject;
use app::ports::rounds::Rounds as _;
use app::t;
use axum::http::{Request, StatusCode, header};
use server::data::rulesets;
use server::files::spreadsheet;
use uuid::Uuid;

#[tokio::test]
async fn a_recommendation_is_about_a_criterion_of_its_own_level() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let raise = async |set: &str, criterion: &str| {
        let fields = [("unit", COMMUNE), ("title", "Đường"), ("text", "Đường lầy"), ("due", "2024-08-01")];
        let fields: Vec<_> = fields.into_iter().chain([("bo", set), ("criterion", criterion)]).collect();
        people["xa"].0.post("/lam-viec/kien-nghi/moi", &fields).await
    };
    for (set, criterion, told) in [
        ("huyen-ntm-2021-2025", "2", "new-recommendation-other-level"),
        ("xa-ntm-2021-2025", "77", "new-recommendation-no-criterion"),
        ("xa-ntm-1999", "2", "new-recommendation-no-ruleset"),
    ] {
        let seen = raise(set, criterion).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{set}");
        assert!(seen.tells(told) && seen.body.contains("value=\"Đường\""), "{set}: {}", seen.body);
    }
    assert_eq!(raise("xa-ntm-2021-2025", "2").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_a_list_in_its_order_at_its_field() {
    let world = World::sqlite().await;
    set_the_stage(&world).await;
    let people = people(&world).await;
    let list = "unit_code,ruleset,criterion,status,as_of,document\n\
                24937,xa-ntm-2021-2025,3,met,1/7/24,BC 2\n24937,xa-ntm-2021-2025,16.5,met,2024-07-01,BC 2\n";
    let part = |head: &str, value: &str| format!("--x\r\ncontent-disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let body =
        [part("name=\"step\"", "preview"), part("name=\"file\"; filename=\"xa.csv\"", list), "--x--\r\n".to_owned()];
    let request = Request::post("/lam-viec/tieu-chi").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let seen = people["ubnd"].0.ask(request, body.concat().into()).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    let (_, told) = seen.body.split_once("id=\"file-fault\"").expect("told at the field");
    let (told, _) = told.split_once("</div>").expect("to its end");
    let lines: Vec<&str> = told.split("<li").skip(1).collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(lines[0].contains("as_of") && lines[0].contains("1/7/24"), "{told}");
    assert!(lines[1].contains("criterion") && lines[1].contains("16.5"), "{told}");
    let read = spreadsheet::statuses(list.as_bytes(), &rulesets::load(None).unwrap(), today());
    let messages = Faults(faults(read)).messages();
    for (line, message) in lines.iter().zip(&messages[1..]) {
        assert!(line.contains(&say(Lang::Vi, message)), "{message}: {line}");
    }
}

#[tokio::test]
async fn all_that_is_missing_from_a_form_is_said_at_once_and_what_was_typed_stays() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let statuses = [("step", "keep"), ("ruleset", "xa-ntm-2021-2025"), ("as_of", "31/2/2024"), ("value2", "Có chợ")];
    let seen = people["ubnd"].0.post(&format!("/lam-viec/tieu-chi/{COMMUNE}"), &statuses).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["criteria-value-alone", "criteria-no-document", "day-does-not-exist"] {
        assert!(seen.tells(told), "{told}: {}", seen.body);
    }
    assert!(seen.body.contains("value=\"31/2/2024\"") && seen.body.contains("value=\"Có chợ\""));
    let close = [("step", "close"), ("revision", "1"), ("due", "")];
    let seen = people["xa"].0.post(&format!("/lam-viec/kien-nghi/{}", stage.recommendation), &close).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["recommendation-no-text", "field-not-confirmed"] {
        assert!(seen.tells(told), "{told}: {}", seen.body);
    }
}

#[tokio::test]
async fn a_value_without_a_status_is_refused_at_its_field_and_nothing_is_lost() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let head = [("step", "keep"), ("ruleset", "xa-ntm-2021-2025"), ("as_of", "2024-07-01"), ("document", "BC 1")];
    let typed = [("status3", "met"), ("value3", "12"), ("status2", ""), ("value2", "Có chợ")];
    let seen = people["ubnd"].0.post(&format!("/lam-viec/tieu-chi/{COMMUNE}"), &[head, typed].concat()).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.tells("criteria-value-alone") && seen.body.contains("id=\"value2-fault\""), "{}", seen.body);
    assert!(seen.body.contains("value=\"Có chợ\"") && seen.body.contains("value=\"12\""), "{}", seen.body);
    assert_eq!(world.count("select count(*) from assessment").await, 0);
}

#[tokio::test]
async fn a_form_pressed_twice_is_one_sending_and_changed_it_is_another() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let send = async |title: &str| {
        let key = [("idempotency_key", "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f"), ("bo", "xa-ntm-2021-2025")];
        let typed = [("unit", COMMUNE), ("criterion", "2"), ("title", title), ("text", "Lầy"), ("due", "2024-08-01")];
        people["xa"].0.post("/lam-viec/kien-nghi/moi", &[key.as_slice(), &typed].concat()).await
    };
    let first = send("Đường").await;
    let again = send("Đường").await;
    assert_eq!((again.status, again.to), (StatusCode::SEE_OTHER, first.to.clone()), "pressed twice");
    // Back, another word, sent again: the browser sends the same key along.
    let changed = send("Cầu").await;
    assert!(changed.status == StatusCode::SEE_OTHER && changed.to != first.to, "{} {}", changed.to, first.to);
    let titles: Vec<_> = world.store.recommendations(&people["xa"].1, None).await.unwrap();
    let titles: Vec<_> = titles.into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["Cầu", "Đường"]);
}

#[tokio::test]
async fn a_recommendation_that_was_sent_is_said_to_be_there_and_so_is_each_step() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let front = &people["xa"].0;
    let fields = [("unit", COMMUNE), ("title", "Đường"), ("text", "Lầy"), ("due", "2024-08-01"), ("bo", "")];
    let sent = front.post("/lam-viec/kien-nghi/moi", &fields).await.to;
    let (address, _) = sent.split_once('?').expect("with what was done");
    let hidden = front.post(address, &[("step", "show")]).await.to;
    let shown = front.get(address).await.body;
    let (_, revision) = shown.split_once("name=\"revision\" value=\"").expect("what the form showed");
    let (revision, _) = revision.split_once('"').expect("its end");
    let ended = [("step", "close"), ("revision", revision), ("text", "Xong"), ("sure", "1")];
    let closed = front.post(address, &ended).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let closed = closed.to;
    let is_said = async |to: &str| front.get(to).await.body.contains("class=\"done\"");
    for to in [&sent, &hidden, &closed] {
        assert!(is_said(to).await, "{to}");
    }
    assert!(!is_said(address).await);
}

#[tokio::test]
async fn each_step_of_a_recommendation_is_told_in_words_of_its_own() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let (front, office) = (&people["xa"].0, &people["ubnd"].0);
    let fields = [("unit", COMMUNE), ("title", "Đường"), ("text", "Lầy"), ("due", "2024-08-01"), ("bo", "")];
    let sent = front.post("/lam-viec/kien-nghi/moi", &fields).await.to;
    assert_eq!(front.get(&sent).await.done(), t!("recommendation-sent"));
    let (address, _) = sent.split_once('?').expect("with what was done");
    for (clerk, step, told) in [
        (office, "answer", t!("recommendation-answered")),
        (front, "return", t!("recommendation-recorded")),
        (office, "answer", t!("recommendation-answered")),
        (front, "accept", t!("recommendation-recorded")),
        (front, "show", t!("saved")),
        (front, "hide", t!("saved")),
        (front, "close", t!("recommendation-closed")),
    ] {
        let page = clerk.get(address).await;
        let revision = page.body.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let fields = [("step", step), ("revision", revision.unwrap_or_default()), ("text", "Một lời"), ("sure", "1")];
        let taken = clerk.post(address, &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{step}: {}", taken.body);
        assert_eq!(clerk.get(&taken.to).await.done(), told, "{step}");
    }
    assert_eq!(front.get(address).await.done(), "", "nothing was done by looking");
}

#[tokio::test]
async fn what_is_overdue_is_marked_with_its_days_and_stands_first_and_what_was_left_open_goes_along() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let ((front, by), office) = (&people["xa"], &people["ubnd"].1);
    let raise = async |title: &str, due: &str| {
        let id = Uuid::new_v4();
        let new = NewRecommendation {
            id,
            unit_code: COMMUNE.into(),
            subject: Subject::default(),
            title: title.into(),
            text: "Đường lầy".into(),
            due: day(due),
            is_public: false,
            files: Vec::new(),
            finding: None,
        };
        world.store.raise(by, new, morning(day("2024-06-01"))).await.unwrap();
        id
    };
    let (answered, late) = (raise("Cầu", "2024-06-15").await, raise("Đường", "2024-07-06").await);
    let revision = world.store.recommendation(office, answered).await.unwrap().revision;
    let answer =
        NewStep {
            step: RecommendationAction::Answer, revision, text: "Đã sửa".into(), due: None, files: Vec::new()
        };
    world.store.step(office, answered, answer, now()).await.unwrap();

    let address = |id: Uuid| format!("/lam-viec/kien-nghi/{id}");
    let days = t!("recommendation-late", days = 4_u64);
    assert!(front.get(&address(late)).await.body.contains(&format!("class=\"tag\">{days}<")));
    assert!(!front.get(&address(answered)).await.body.contains("class=\"tag\""), "it was answered");
    let list = front.get("/lam-viec/kien-nghi").await.body;
    let at = |id: Uuid| list.find(&address(id)).expect("listed");
    assert!(at(late) < at(answered), "whatever the days: {list}");

    let carried = format!("<h2>{}<", t!("recommendations-carried"));
    let july = front.get("/lam-viec/kien-nghi?ky=2024-07").await.body;
    let (new, open) = july.split_once(&carried).expect("what June left open");
    assert!(new.contains(&t!("recommendations-none-new")) && !new.contains(&address(late)), "{new}");
    assert!(open.contains(&address(late)) && open.contains(&address(answered)), "{open}");
    let june = front.get("/lam-viec/kien-nghi?ky=2024-06").await.body;
    assert!(june.contains(&address(late)) && !june.contains(&carried), "{june}");
}

#[tokio::test]
async fn a_plan_of_which_nothing_is_written_is_neither_late_nor_at_nought() {
    let world = World::sqlite().await;
    let stranger = Clerk { app: app(&world), cookie: None };
    for on in ["2024-07-10", "2023-01-01"] {
        let page = stranger.get(&format!("/ket-qua/68/chi-tieu?ngay={on}")).await.body;
        let rows = page.split("<tbody>").nth(1).expect("a table");
        assert!(rows.contains(&t!("no-data")) && rows.contains(&t!("progress-no-data")), "{rows}");
        for failure in [t!("progress-late"), t!("progress-missed"), "0,00%".to_owned(), "0 / ".to_owned()] {
            assert!(!rows.contains(&failure), "{failure}: {rows}");
        }
    }
}

#[tokio::test]
async fn a_district_s_public_recommendations_stand_on_its_page() {
    let world = World::sqlite().await;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let people = people(&world).await;
    let mut new = NewRecommendation {
        id: Uuid::new_v4(),
        unit_code: "677".into(),
        subject: Subject::default(),
        title: "Cầu Đạ Ròn".into(),
        text: "Cầu yếu.".into(),
        due: day("2024-08-01"),
        is_public: true,
        files: Vec::new(),
        finding: None,
    };
    world.store.raise(&people["huyen"].1, new.clone(), now()).await.unwrap();
    (new.id, new.title, new.is_public) = (Uuid::new_v4(), "Việc nội bộ".into(), false);
    world.store.raise(&people["huyen"].1, new, now()).await.unwrap();
    let stranger = Clerk { app: app(&world), cookie: None };
    let page = stranger.get("/ket-qua/677").await.body;
    assert!(page.contains("Cầu Đạ Ròn") && !page.contains("Việc nội bộ"));
    assert!(!stranger.get("/ket-qua/672").await.body.contains("Cầu Đạ Ròn"));
}

#[tokio::test]
async fn a_notice_says_what_its_percentage_is_of_and_tells_a_commune_no_other_s_reasons() {
    let world = World::sqlite().await;
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 10)]).await;
    world.hamlets("24940", &[("01", 20)]).await;
    let (front, _) = world.member("huyen", Role::Front, "677", "").await;
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, None).await.iter().filter(|one| one.serial <= 8) {
        store.cast(cast(issued.code, 1, &[2]), now()).await.unwrap();
    }
    // A sheet that is not filled in: returned, and not valid.
    let hamlet =
        store.unit_participation(&front, round, Some(COMMUNE)).await.unwrap().rows[0].hamlet.clone().unwrap().id;
    let batch = store.begin_batch(&front, round, hamlet, false, now()).await.unwrap();
    let keyed = app::ports::paper::Keystrokes {
        slip: app::domain::collection::slip::Slip::Serial(9),
        keys: "0000000000000000000".into(),
        reasons: String::new(),
        again: None,
        sending: None,
    };
    store.key_in(&front, batch, keyed).await.unwrap();
    store.count_batch(&front, batch, now()).await.unwrap();
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    let words = NoticeWords {
        number: "1/TB".into(),
        place: "Đơn Dương".into(),
        above: "A".into(),
        committee: "B".into(),
        title: "CHỦ TỊCH".into(),
        signer: "Hoa".into(),
        posted_at: "Nhà văn hóa".into(),
        posting_days: 10,
        summaries: [(2, "Đường vào thôn lầy".to_owned())].into(),
        ..NoticeWords::default()
    };
    assert!(store.publish_notice(&front, round, words, now()).await.unwrap());
    let stranger = Clerk { app: app(&world), cookie: None };
    let whole = stranger.get(&format!("/thong-bao/{round}")).await.body;
    let commune = stranger.get(&format!("/thong-bao/{round}?noi={COMMUNE}")).await.body;
    assert!(whole.contains("Đường vào thôn lầy") && !commune.contains("Đường vào thôn lầy"));
    // 9 of 10 households sent a sheet back, and 8 of them are valid.
    let ballots = |households: u64, issued: u64, returned: u64| {
        let missing = issued - returned;
        t!("notice-ballots", households = households, issued = issued, returned = returned, missing = missing)
    };
    assert!(whole.contains(&t!("notice-hamlets", answered = 2_u64, asked = 2_u64)));
    assert!(whole.contains(&ballots(30, 30, 17)));
    assert!(commune.contains(&ballots(10, 10, 9)));
    let counted = t!("notice-counted-returned");
    let took_part = t!("notice-took-part", counted = counted, part = 9_u64, share = Share::new(9, 10));
    assert!(commune.contains(&took_part), "{took_part}: {commune}");
    assert!(commune.contains(&t!("notice-valid", valid = 8_u64, invalid = 1_u64)));
}

#[tokio::test]
async fn a_new_day_is_asked_for_only_where_somebody_still_has_to_act_by_it() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (front, office) = (&people["xa"].0, &people["ubnd"].0);
    let address = format!("/lam-viec/kien-nghi/{}", stage.recommendation);
    let asks = async |clerk: &Clerk| {
        let page = clerk.get(&address).await.body;
        assert!(page.contains("id=\"text\""), "there is a next step: {page}");
        page.contains("id=\"due\"")
    };
    assert!(!asks(front).await && !asks(office).await, "it is to be answered, or given up");
    let by = &people["ubnd"].1;
    let revision = world.store.recommendation(by, stage.recommendation).await.unwrap().revision;
    let answer =
        NewStep {
            step: RecommendationAction::Answer, revision, text: "Đã sửa".into(), due: None, files: Vec::new()
        };
    world.store.step(by, stage.recommendation, answer, now()).await.unwrap();
    assert!(asks(front).await, "an answer that is returned is due on another day");
}

#[tokio::test]
async fn a_recommendation_says_whether_residents_read_it_and_only_whoever_settles_it_changes_that() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let (front, office) = (&people["xa"].0, &people["ubnd"].0);
    let address = format!("/lam-viec/kien-nghi/{}", stage.recommendation);
    let said = async |clerk: &Clerk| {
        let page = clerk.get(&address).await.body;
        let keys = [t!("recommendation-internal"), t!("recommendation-public")].map(|text| page.contains(&text));
        let steps = ["show", "hide"].map(|step| page.contains(&format!("name=\"step\" value=\"{step}\"")));
        (keys, steps)
    };
    assert_eq!(said(office).await, ([true, false], [false, false]), "the office changes nothing of that");
    // The operator raised it, so whoever settles in the province may.
    world.store.show(&Actor::Operator, stage.recommendation, true, now()).await.unwrap();
    assert_eq!(said(office).await, ([false, true], [false, false]));
    let fields = [("unit", COMMUNE), ("title", "Đường"), ("text", "Lầy"), ("due", "2024-08-01"), ("bo", "")];
    let own = front.post("/lam-viec/kien-nghi/moi", &fields).await.to;
    let page = front.get(&own).await.body;
    assert!(page.contains("name=\"step\" value=\"show\"") && !page.contains("value=\"hide\""), "{page}");
}

#[tokio::test]
async fn a_period_s_recommendations_are_counted_by_unit_as_answered_or_not() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let row = async || {
        let page = people["xa"].0.get("/lam-viec/kien-nghi?ky=2024-07").await.body;
        let label = format!("data-label=\"{}\"", t!("recommendations-answered"));
        let cell = page.split(&label).nth(1).and_then(|rest| rest.split(['>', '<']).nth(1));
        cell.unwrap_or_default().to_owned()
    };
    assert_eq!(row().await, "0 (0,00%)");
    let by = &people["ubnd"].1;
    let revision = world.store.recommendation(by, stage.recommendation).await.unwrap().revision;
    let answer =
        NewStep {
            step: RecommendationAction::Answer, revision, text: "Đã sửa".into(), due: None, files: Vec::new()
        };
    world.store.step(by, stage.recommendation, answer, now()).await.unwrap();
    assert_eq!(row().await, "1 (100,00%)");
}
