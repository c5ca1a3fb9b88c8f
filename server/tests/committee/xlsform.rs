//! The wording of a ballot out of a form of another program.

use crate::common::*;
use crate::stage::*;
use app::domain::survey::ruleset::Question;
use app::ports::common::Actor;
use app::ports::plans::Plans as _;
use app::t;
use axum::http::{Request, StatusCode};
use rust_xlsxwriter::Workbook;

/// A workbook of two sheets of texts.
fn form(survey: &[[&str; 4]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let choices = [["list_name", "name", "label", ""], ["a", "yes", "Có", ""], ["a", "no", "Không", ""]];
    for (name, rows) in [("survey", survey), ("choices", &choices)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

async fn send_file(clerk: &Clerk, page: &str, revision: &str, file: &[u8]) -> Seen {
    let mut body = Vec::new();
    for (name, value) in [("step", "read"), ("revision", revision)] {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"phieu.xlsx\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    clerk.ask(Request::post(page).header("content-type", "multipart/form-data; boundary=x"), body.into()).await
}

/// What a page would send back: its hidden fields and what its lists stand on.
fn fields(body: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let form = body.split("action=\"/lam-viec/ke-hoach/").nth(1).unwrap_or_else(|| panic!("{body}"));
    let hidden =
        form.split("<input").skip(1).filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)));
    let lists = form.split("<select").skip(1).filter_map(|list| {
        let chosen = list.split("<option").find(|option| option.split('>').next().unwrap().contains(" selected"));
        Some((attribute(list, "name")?, chosen.and_then(|option| attribute(option, "value")).unwrap_or_default()))
    });
    hidden.chain(lists).collect()
}

async fn post(clerk: &Clerk, page: &str, fields: &[(String, String)]) -> Seen {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    clerk.post(page, &fields).await
}

#[tokio::test]
async fn questions_of_a_form_come_into_the_ballot_after_somebody_looked_at_them() {
    let world = World::sqlite().await;
    let stage = set_the_stage(&world).await;
    let people = people(&world).await;
    let clerk = &people["xa"].0;
    let page = format!("/lam-viec/ke-hoach/{}/phieu/tu-xlsform", stage.plan);
    let questions = async || -> Vec<Question> {
        world.store.plan(&Actor::Operator, stage.plan, now()).await.unwrap().plan.ruleset.questions
    };
    let before = questions().await;
    let revision = fields(&clerk.get(&page).await.body).into_iter().find(|(name, _)| name == "revision").unwrap().1;

    let skips = form(&[
        ["type", "name", "label", "relevant"],
        ["select_one a", "road", "Đường thôn có dễ đi không?", ""],
        ["select_one a", "school", "Trường học có tốt không?", "${road} = 'yes'"],
    ]);
    let refused = send_file(clerk, &page, &revision, &skips).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = t!("xlsform-skipped", name = "school", condition = "${road} = \u{27}yes\u{27}");
    let told = t!("faults-line", line = "3", fault = told);
    assert!(refused.body.contains(&told), "{told}: {}", refused.body);

    let two = form(&[
        ["type", "name", "label", "label::English (en)"],
        ["select_one a", "road", "Đường thôn có dễ đi không?", "Are the \"roads\" good?"],
        ["select_one a", "school", "Trường học có tốt không?", ""],
    ]);
    let seen = send_file(clerk, &page, &revision, &two).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(questions().await, before, "nothing changes before somebody looked at it");
    assert!(seen.body.contains("“Có” và “Không”"), "{}", seen.body);

    let mut sent = fields(&seen.body);
    sent.push(("step".into(), "take".into()));
    let nothing = post(clerk, &page, &sent).await;
    assert!(nothing.tells("from-form-nothing") && nothing.body.contains("Đường thôn"), "what was read stays");
    choose(&mut sent, 2, "0");
    choose(&mut sent, 5, "0");
    let twice = post(clerk, &page, &sent).await;
    assert!(twice.tells("from-form-twice"), "{}", twice.body);
    assert!(fields(&twice.body).contains(&("question2".into(), "0".into())), "what was chosen stays chosen");
    choose(&mut sent, 5, "1");
    let taken = post(clerk, &page, &sent).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);

    let after = questions().await;
    assert_eq!((&*after[1].vi, &*after[1].en), ("Đường thôn có dễ đi không?", "Are the \"roads\" good?"));
    assert_eq!((&*after[4].vi, &*after[4].en), ("Trường học có tốt không?", ""), "no English of another question");
    let others =
        |all: &[Question]| -> Vec<Question> { all.iter().filter(|own| own.no != 2 && own.no != 5).cloned().collect() };
    assert_eq!(others(&after), others(&before));
    let plan = world.store.plan(&Actor::Operator, stage.plan, now()).await.unwrap().plan;
    assert!(!plan.reviewed, "other words are compared again");
    choose(&mut sent, 3, "1");
    choose(&mut sent, 5, "");
    let late = post(clerk, &page, &sent).await;
    assert_ne!(late.status, StatusCode::SEE_OTHER, "nothing is written over what changed meanwhile");
    assert_eq!(questions().await, after);
}

fn choose(sent: &mut [(String, String)], no: u32, at: &str) {
    sent.iter_mut().find(|(name, _)| *name == format!("question{no}")).unwrap().1 = at.into();
}
