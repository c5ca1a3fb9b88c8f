//! The minutes after the last day: a ballot in hand may still be sent, and counts are sacred.

use super::*;
use app::domain::survey::ballot::Answer;
use app::pages::resident::ballot_form::{BallotForm, Step};
use app::pages::resident::flow::{Screen, answer};
use chrono::{DateTime, Utc};

/// A moment in Vietnam's time.
fn at(text: &str) -> DateTime<Utc> {
    format!("{text}+07:00").parse().expect("a moment")
}

fn filled(code: Code, step: Step, key: u8) -> BallotForm {
    BallotForm {
        step,
        code: code.to_string(),
        idempotency_key: Some(Uuid::from_bytes([key; 16])),
        answers: (1..=19).map(|no| (no, if no == 2 { Answer::Unsatisfied } else { Answer::Satisfied })).collect(),
        reasons: [(2, "Đường lầy".to_owned())].into(),
        ..BallotForm::default()
    }
}

pub(super) async fn after_the_end(world: World) {
    let store = &world.store;
    let (round, _, _, sheet) = with_slips(&world, 6).await;
    let code = |n: usize| sheet.slips[n - 1].1;
    let come = async |form, moment| answer(store, form, None, at(moment), Uuid::nil()).await.unwrap();

    let opened = come(BallotForm { code: code(1).to_string(), ..BallotForm::default() }, "2024-07-26T23:59:00").await;
    assert!(matches!(opened, Screen::Ballot { .. }));
    let new = come(BallotForm { code: code(1).to_string(), ..BallotForm::default() }, "2024-07-27T00:00:00").await;
    assert!(matches!(new, Screen::Enter { refusal: Some(Refusal::Over), .. }), "none is opened any more");
    let review = come(filled(code(1), Step::Review, 1), "2024-07-27T00:20:00").await;
    assert!(matches!(review, Screen::Review { .. }));
    let sent = come(filled(code(1), Step::Send, 1), "2024-07-27T00:29:59").await;
    assert!(matches!(sent, Screen::Sent { .. }), "{sent:?}");

    for step in [Step::Review, Step::Send] {
        let late = come(filled(code(2), step, 2), "2024-07-27T00:30:00").await;
        assert_eq!(late.status(), 410);
        let Screen::Late { form, refusal: Refusal::Over, context } = late else { panic!("{late:?}") };
        assert_eq!((form.answers.len(), form.reasons[&2].as_str()), (19, "Đường lầy"), "nothing typed is lost");
        assert_eq!(context.hamlet, "Thôn 01");
    }
    let late = store.cast(cast(code(3), 3, &[]), at("2024-07-27T00:30:00")).await.unwrap();
    assert_eq!(late, CastOutcome::Refused(Refusal::Over));
    let again = come(filled(code(1), Step::Send, 1), "2024-07-28T08:00:00").await;
    assert!(matches!(again, Screen::Sent { .. }), "the same page again is thanked for again");
    assert_eq!(world.turnout(round).await.valid, 1);
    verified(&world).await;
}

pub(super) async fn after_counting(world: World) {
    let store = &world.store;
    let (round, front, hamlets) = begin(&world, &[("01", 2), ("02", 2)]).await;
    let slips = async |at| store.slips(&front, round, at, SlipSelection::First, now()).await.unwrap();
    let (one, two) = (slips(hamlets[0]).await, slips(hamlets[1]).await);
    let come =
        async |code, step, moment| answer(store, filled(code, step, 1), None, at(moment), Uuid::nil()).await.unwrap();
    store.cast(cast(one.slips[0].1, 9, &[]), now()).await.unwrap();
    store.close_hamlet(&front, round, hamlets[0], at("2024-07-27T00:05:00")).await.unwrap();
    let late = come(one.slips[1].1, Step::Send, "2024-07-27T00:10:00").await;
    assert!(matches!(late, Screen::Late { refusal: Refusal::Void, .. }), "{late:?}");
    let other = come(two.slips[0].1, Step::Send, "2024-07-27T00:10:00").await;
    assert!(matches!(other, Screen::Sent { .. }), "the hamlet beside it is not counted yet: {other:?}");
    store.close(&front, round, "Hết hạn", Early::Confirmed, at("2024-07-27T00:15:00")).await.unwrap();
    count_boxes(store, round).await;
    let closed = come(two.slips[1].1, Step::Send, "2024-07-27T00:20:00").await;
    assert!(matches!(closed, Screen::Late { refusal: Refusal::Over, .. }), "{closed:?}");
    assert_eq!(world.turnout(round).await.valid, 2);
    verified(&world).await;
}
