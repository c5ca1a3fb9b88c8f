//! A year's programme over the whole router: planned, visited, found, recommended, answered, concluded, reported.

use crate::common::*;
use crate::stage::*;
use app::domain::people::account::Role;
use app::t;
use axum::http::StatusCode;

const PROGRAMMES: &str = "/lam-viec/chuong-trinh";

fn activity<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("kind", "supervision"),
        ("subject", "Đường thôn, vệ sinh môi trường"),
        ("occasion", "periodic"),
        ("method", "delegation"),
        ("starts_on", "2024-07-01"),
        ("ends_on", "2024-07-31"),
        ("lead", "Ủy ban MTTQ huyện"),
        ("participants", "Hội Nông dân\nHội Phụ nữ"),
        ("units", "Đạ Ròn"),
        ("bo", "xa-ntm-2021-2025"),
        ("criteria", "2, 17"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| changes.iter().all(|(own, _)| own != name));
    kept.chain(changes.iter().copied()).collect()
}

/// The value of a page's hidden field.
fn hidden(body: &str, name: &str) -> String {
    let tag = body.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("{name}: {body}"));
    tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn without_query(address: &str) -> &str {
    address.split('?').next().unwrap()
}

#[tokio::test]
async fn a_years_programme_is_walked_from_its_plan_to_its_report() {
    let world = World::sqlite().await;
    let (front, _) = member(&world, Role::Front, "677").await;
    let (office, _) = member(&world, Role::Office, COMMUNE).await;

    // Opened; what is wrong is said at its field.
    let wrong = front.post(PROGRAMMES, &[("supervisor", "organisation"), ("year", "2024")]).await;
    assert!(wrong.tells("supervision-no-organisation"), "{}", wrong.body);
    let wrong = front.post(PROGRAMMES, &[("supervisor", "front"), ("year", "20244")]).await;
    assert!(wrong.tells("supervision-year") && wrong.body.contains("20244"), "{}", wrong.body);
    let opened = front
        .post(PROGRAMMES, &[("supervisor", "front"), ("year", "2024"), ("number", "5/CTr"), ("public", "1")])
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let programme = without_query(&opened.to).to_owned();

    // Planned about a commune by its name; faults come with what was typed.
    let new = format!("{programme}/noi-dung-moi");
    for (changes, key) in [
        (&[("units", "Xã Không Có")][..], "typed-unit-none"),
        (&[("units", "")], "supervision-no-units"),
        (&[("criteria", "2, hai")], "activity-not-a-number"),
        (&[("criteria", "20")], "activity-no-criterion"),
        (&[("bo", ""), ("criteria", "2")], "activity-no-ruleset"),
        (&[("ends_on", "2024-06-30")], "supervision-order"),
        (&[("method", "dialogue")], "supervision-method"),
        (&[("subject", " ")], "field-missing"),
    ] {
        let seen = front.post(&new, &activity(changes)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(seen.tells(key), "{key}: {}", seen.body);
        assert!(seen.body.contains("Hội Nông dân"), "what was typed stays");
    }
    let planned = front.post(&new, &activity(&[])).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.body);
    let at = without_query(&planned.to).to_owned();

    // A visit with what was found.
    let nothing = front.post(&at, &[("step", "visit"), ("unit", COMMUNE), ("on", "2024-07-09")]).await;
    assert!(nothing.tells("supervision-no-findings"), "{}", nothing.body);
    let visit = [
        ("step", "visit"),
        ("unit", COMMUNE),
        ("on", "2024-07-09"),
        ("present", "Ông A"),
        ("finding1", "Thôn công khai quy hoạch."),
        ("is1", "well"),
        ("finding3", "Đường thôn 3 lầy <khi> mưa."),
        ("is3", "lacking"),
        ("criterion3", "2"),
    ];
    let mut unknown = visit.to_vec();
    unknown.push(("criterion1", "99"));
    assert!(front.post(&at, &unknown).await.tells("activity-no-criterion"));
    let recorded = front.post(&at, &visit).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.body);

    // A finding becomes a recommendation that the commune answers.
    let seen = front.get(&at).await.body;
    let to = seen.split("href=\"").find(|part| part.starts_with("/lam-viec/kien-nghi/moi?lan=")).expect("a way");
    let to = to.split('"').next().unwrap().replace("&amp;", "&");
    let form = front.get(&to).await.body;
    assert!(form.contains("Đường thôn 3 lầy"), "{form}");
    let (visit, finding, set) = (hidden(&form, "visit"), hidden(&form, "finding"), hidden(&form, "bo"));
    assert_eq!((finding.as_str(), set.as_str()), ("2", "xa-ntm-2021-2025"));
    let raise = [
        ("unit", COMMUNE),
        ("bo", set.as_str()),
        ("criterion", "2"),
        ("title", "Đường thôn 3 lầy"),
        ("text", "Đề nghị sửa."),
        ("due", "2024-08-01"),
        ("public", "1"),
        ("visit", &visit),
        ("finding", &finding),
    ];
    let raised = front.post("/lam-viec/kien-nghi/moi", &raise).await;
    assert_eq!(raised.status, StatusCode::SEE_OTHER, "{}", raised.body);
    let again = front.post("/lam-viec/kien-nghi/moi", &raise).await;
    assert!(again.tells("supervision-recommended-already"), "{}", again.body);
    let recommendation = without_query(&raised.to);
    let revision = hidden(&office.get(recommendation).await.body, "revision");
    let answer = [("step", "answer"), ("text", "Sẽ sửa trong tháng 8."), ("revision", revision.as_str())];
    assert_eq!(office.post(recommendation, &answer).await.status, StatusCode::SEE_OTHER);
    let seen = front.get(&at).await.body;
    assert!(seen.contains(recommendation) && !seen.contains("kien-nghi/moi?lan="), "{seen}");
    let read = office.get(&at).await;
    assert!(read.status == StatusCode::OK && !read.body.contains("name=\"step\" value=\"visit\""), "{}", read.body);

    // A draft is commented on, and its body replies.
    let draft = activity(&[
        ("kind", "critique"),
        ("method", "conference"),
        ("subject", "Dự thảo kế hoạch"),
        ("drafter", "UBND huyện"),
        ("units", ""),
    ]);
    let draft = front.post(&new, &draft).await;
    assert_eq!(draft.status, StatusCode::SEE_OTHER, "{}", draft.body);
    let draft = without_query(&draft.to).to_owned();
    let revision = hidden(&front.get(&draft).await.body, "revision");
    let comments =
        [("step", "comment"), ("comment1", "Nêu kinh phí."), ("comment2", "Nêu thời hạn."), ("revision", &revision)];
    assert_eq!(front.post(&draft, &comments).await.status, StatusCode::SEE_OTHER);
    let revision = hidden(&front.get(&draft).await.body, "revision");
    let reply = [
        ("step", "reply"),
        ("revision", revision.as_str()),
        ("number", "2"),
        ("uptake", "explained"),
        ("reply", "Chưa có vốn."),
        ("replied_on", "2024-07-10"),
    ];
    assert_eq!(front.post(&draft, &reply).await.status, StatusCode::SEE_OTHER);

    // Concluded, and what was typed over an older state is refused.
    let unsure = front
        .post(&at, &[("step", "conclude"), ("conclusion", "Cần sửa đường."), ("concluded_on", "2024-07-10")])
        .await;
    assert!(unsure.tells("field-not-confirmed") && unsure.body.contains("Cần sửa đường."), "{}", unsure.body);
    let revision = hidden(&front.get(&at).await.body, "revision");
    let conclude = [
        ("step", "conclude"),
        ("conclusion", "Cần sửa đường."),
        ("concluded_on", "2024-07-10"),
        ("revision", revision.as_str()),
        ("sure", "1"),
    ];
    assert_eq!(front.post(&at, &conclude).await.status, StatusCode::SEE_OTHER);
    assert!(front.post(&at, &conclude).await.tells("supervision-concluded"));

    // What is left undone is somebody's work once it is over, until it is done or taken out.
    let waits = async || front.get("/lam-viec").await.body;
    let task = t!("task-supervision-overdue", year = "2024", count = 1_u64);
    assert!(!waits().await.contains(&task));
    let over = front.post(&new, &activity(&[("subject", "Nước sạch"), ("ends_on", "2024-07-09")])).await;
    assert!(waits().await.contains(&task), "{}", waits().await);
    let over = without_query(&over.to).to_owned();
    let revision = hidden(&front.get(&over).await.body, "revision");
    let drop = [("step", "drop"), ("revision", revision.as_str()), ("sure", "1")];
    assert_eq!(front.post(&over, &drop).await.status, StatusCode::SEE_OTHER);
    assert!(!waits().await.contains(&task));

    // Its report says what was written down.
    let report = front.get(&format!("{programme}/bao-cao/van-ban.docx")).await;
    assert_eq!(report.status, StatusCode::OK, "{}", report.body);
    let counts = t!(
        "supervision-counts",
        count = 2_u64,
        kinds = "1 giám sát, 1 phản biện xã hội",
        day = "10/7/2024",
        states = "1 đã kết luận, 1 đang thực hiện"
    );
    let visits = t!("supervision-visits-well", visits = 1_u64, units = 1_u64, well = 1_u64);
    let drafts = t!(
        "supervision-comments",
        drafts = 1_u64,
        comments = 2_u64,
        states = "1 giải trình, không tiếp thu, 1 chưa trả lời"
    );
    for said in [&counts, &visits, &drafts, "Đường thôn 3 lầy <khi> mưa", "Cần sửa đường.", "217-QĐ/TW"]
    {
        assert!(report.body.contains(said), "{said}: {}", report.body);
    }
    let of_office = office.get(&format!("{programme}/bao-cao/van-ban.docx")).await.status;
    assert_eq!(of_office, StatusCode::FORBIDDEN, "it is about others too");

    // Residents read what is public, on a page and on the poster.
    let resident = Clerk { app: app(&world), cookie: None };
    let id = programme.rsplit('/').next().unwrap();
    let told = resident.get(&format!("/chuong-trinh-giam-sat/{id}")).await;
    assert_eq!(told.status, StatusCode::OK);
    for said in ["Đường thôn, vệ sinh môi trường", "Đường thôn 3 lầy", "Cần sửa đường.", "Chưa có vốn."]
    {
        assert!(told.body.contains(said), "{said}: {}", told.body);
    }
    let page = resident.get(&format!("/ket-qua/{COMMUNE}/giam-sat")).await.body;
    let poster = resident.get(&format!("/ket-qua/{COMMUNE}/giam-sat.pdf")).await.body;
    for said in ["Đề nghị sửa.", "Sẽ sửa trong tháng 8.", "Cần sửa đường.", &t!("community-asked-none")]
    {
        assert!(page.contains(said) && poster.contains(said), "{said}: {page} {poster}");
    }
    let missing = resident.get(&format!("/chuong-trinh-giam-sat/{}", uuid::Uuid::new_v4())).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
