//! Helping a household that is there with its slip: the same ballot, marked as filled in with help.

use crate::domain::collection::code::Code;
use crate::forms::{Form as _, PostedForm};
use crate::i18n::Lang;
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::pages::resident::ballot_form::BallotForm;
use crate::pages::resident::flow::{self, Screen};
use crate::pages::resident::{self, screen_view};
use crate::ports::common::Answer;
use crate::state::AppState;
use crate::ui::assisted::Assisted;
use leptos::prelude::*;

/// Takes a step of a household's ballot.
pub(crate) async fn answer(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let (round, hamlet) = (asked.key(0)?, asked.key(1)?);
    // Said before anything is filled in; whoever counts the ballot asks again.
    ports.participation.hamlet(&by, round, hamlet).await?;
    let posted = PostedForm { fields: asked.fields.clone(), ..PostedForm::default() };
    let mut form = BallotForm::read(&posted).unwrap_or_default();
    form.lang = Lang::Vi;
    if let Ok(code) = Code::parse(&form.code) {
        ports.casting.may_assist(&by, &code).await?;
    }
    match flow::answer(&*ports.casting, form, Some(by), asked.now, (ports.mark)()).await? {
        Screen::Sent(_) => Ok(Done::Go(format!("/lam-viec/dot/{round}/thon/{hamlet}/ho-tro?xong=1"))),
        screen => Ok(Done::Screen(Box::new(screen))),
    }
}

/// A household's ballot, filled in with help.
#[component]
pub fn AssistPage() -> impl IntoView {
    let (round, hamlet) = (key("round"), key("hamlet"));
    let screen = use_context::<resident::Posted>();
    let sent = (asked_for("xong") == "1").then_some("Đã nhận phiếu của hộ vừa rồi. Có thể giúp hộ tiếp theo.");
    let owner = Owner::current();
    committee_page(move |ports, me, _| async move {
        let row = ports.participation.hamlet(&me.actor(), round, hamlet).await?.row;
        let desk = format!("/lam-viec/dot/{round}/thon/{hamlet}");
        let hamlet = row.hamlet.map(|hamlet| hamlet.name).unwrap_or_default();
        let assisted = Assisted { address: format!("{desk}/ho-tro"), desk, hamlet, done: sent };
        let draw = move || {
            provide_context(assisted);
            match screen {
                Some(resident::Posted(screen)) => screen_view(screen),
                None => screen_view(Screen::Enter { lang: Lang::Vi, typed: String::new(), refusal: None }),
            }
        };
        Ok(match owner {
            Some(owner) => owner.with(draw),
            None => draw(),
        })
    })
}
