//! A plan's ballot: its words in both languages, and how it will look.

use crate::common::*;
use crate::stage::*;
use app::domain::survey::ruleset::Question;
use app::ports::common::Actor;
use app::ports::plans::Plans as _;
use axum::http::StatusCode;

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
